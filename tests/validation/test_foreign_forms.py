"""Foreign vocabularies in forms that a checker may stumble over: what is found of each by both engines, and nothing else.

The base is a small clean vocabulary; nothing is said here of what every file without mappings from elsewhere gives (missing-in-links).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glosskos.cli import main
from glosskos.validation import ENGINES
from glosskos.validation.files import check_file
from glosskos.validation.graphs.garbled import garbled
from glosskos.validation.twins import twin_of, twins

PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix iso-thes: <http://purl.org/iso25964/skos-thes#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix e: <http://e.org/v/> .
"""
BASE = (
    PREFIXES
    + """
e:s a skos:ConceptScheme ; dct:title "Zoo"@en ; skos:hasTopConcept e:animal .
e:animal a skos:Concept ; skos:inScheme e:s ; skos:topConceptOf e:s ; skos:prefLabel "animal"@fr , "animal"@en ;
    skos:definition "Être vivant."@fr , "Living being."@en ; skos:narrower e:cat , e:dog ; skos:exactMatch <http://w.org/729> .
e:cat a skos:Concept ; skos:inScheme e:s ; skos:prefLabel "chat"@fr , "cat"@en ;
    skos:definition "Félin domestique."@fr , "Domestic feline."@en ; skos:broader e:animal ; skos:exactMatch <http://w.org/146> .
e:dog a skos:Concept ; skos:inScheme e:s ; skos:prefLabel "chien"@fr , "dog"@en ;
    skos:definition "Canidé domestique."@fr , "Domestic canid."@en ; skos:broader e:animal ; skos:exactMatch <http://w.org/144> .
"""
)
OTHER = """e:s2 a skos:ConceptScheme ; dct:title "Toys"@en ; skos:hasTopConcept e:toy .
e:toy a skos:Concept ; skos:inScheme e:s2 ; skos:topConceptOf e:s2 ; skos:prefLabel "jouet"@fr , "toy"@en ; skos:narrower e:doll ;
    skos:definition "Pour jouer."@fr , "For play."@en ; skos:exactMatch <http://w.org/t> .
e:doll a skos:Concept ; skos:inScheme e:s2 ; skos:prefLabel "poupée"@fr , "doll"@en ; skos:broader e:toy ;
    skos:definition "Figure."@fr , "Figurine."@en ; skos:exactMatch <http://w.org/d> ; skos:altLabel "cats"@en , "dog"@en .
"""

# What is added to the base, and all that is found then: check, focus, and what the detail or the value must hold.
ADDED: dict[str, tuple[str, set[tuple[str, str]]]] = {
    "nothing": ("", set()),
    "an XL label beside the plain one": ('e:cat skosxl:prefLabel e:l . e:l a skosxl:Label ; skosxl:literalForm "cat"@en .', set()),
    "two XL preferred labels": (
        'e:cat skosxl:prefLabel [ a skosxl:Label ; skosxl:literalForm "kitty"@en ] .', {("S14-OnePreferredLabel", "cat")},
    ),
    "an XL label of another concept": (
        'e:cat skosxl:altLabel e:l . e:l a skosxl:Label ; skosxl:literalForm "dog"@en .', {("shared-label", "cat"), ("shared-label", "dog")},
    ),
    "an XL label without a form": ("e:cat skosxl:altLabel e:l . e:l a skosxl:Label .", {("S52-OneLiteralForm", "l")}),
    "collections of all kinds": (
        'e:c a skos:Collection ; skos:prefLabel "pets"@en ; skos:member e:cat , e:o . e:o a skos:OrderedCollection ; skos:memberList ( e:cat ) .', set(),
    ),
    "arrays and groups of ISO 25964": (
        'e:t a iso-thes:ThesaurusArray , skos:Collection ; skos:prefLabel "by use"@en ; iso-thes:superOrdinate e:animal ; skos:member e:cat .', set(),
    ),
    "a member that is gone": ("e:c a skos:Collection ; skos:member e:gone .", {("DanglingMember", "c")}),
    "a narrower collection": (
        'e:c a skos:Collection ; skos:prefLabel "pets"@en . e:animal skos:narrower e:c .',
        {("S37-CollectionIsNoConcept", "c"), ("DanglingRelation", "animal")},
    ),
    "a scheme of its own in one file": (OTHER, set()),
    "a scheme that is spelt otherwise": (
        'e:cat skos:inScheme <https://e.org/v/s> .', {("undescribed-scheme", "cat")},
    ),
    "languages with regions, scripts and private use": (
        'e:cat skos:altLabel "moggy"@en-GB , "minou"@fr-CA , "貓"@zh-Hant , "puss"@x-default , "gato"@es-419 , "Katze"@de-CH-1996 .', set(),
    ),
    "a preferred label of a region": ('e:cat skos:prefLabel "kitty"@en-GB .', set()),
    "tags in another case": ('e:dog skos:prefLabel "hound"@EN .', {("S14-OnePreferredLabel", "dog")}),
    "a tag that is none": ('e:dog skos:altLabel "hound"@english ; dct:description "x"@eng .', {("invalid-language-tag", "dog")}),
    "French that is said to be English": (
        'e:cat skos:altLabel "animal de compagnie pour la maison"@en .', {("wrong-language", "cat")},
    ),
    "German that is said to be English": ('e:cat skos:altLabel "das Tier und die Welt"@en .', {("wrong-language", "cat")}),
    "codes of several systems": ('e:cat skos:notation "1"^^e:iso . e:dog skos:notation "1"^^e:local , "A" . e:animal skos:notation 1 .', set()),
    "one code twice": ('e:cat skos:notation "1"^^e:iso . e:dog skos:notation "1"^^e:iso .', {("ambiguous-notation", "cat"), ("ambiguous-notation", "dog")}),
    "notes as nodes": ('e:cat skos:changeNote [ rdfs:comment "changed"@en ] ; skos:scopeNote [ rdfs:comment "A note"@en ] .', set()),
    "a concept without a type": (
        'e:owl skos:prefLabel "owl"@en , "hibou"@fr ; skos:broader e:animal .', {("untyped-concept", "owl"), ("one-way-hierarchy", "animal")},
    ),
    "https for http": ("e:dog skos:closeMatch <https://e.org/v/cat> ; skos:related <https://e.org/v/cat> .", {("DanglingRelation", "dog"), ("one-way-related", "s")}),
    "labels of white space": ('e:cat skos:altLabel "\\u00A0"@en , "\\u3000 "@fr , " "^^xsd:string .', {("EmptyLabel", "cat"), ("LabelWithoutLanguage", "cat")}),
    "a line end at the end": ('e:cat skos:altLabel "tom\\n"@en .', {("UntrimmedLabel", "cat"), ("UnprintableLabel", "cat")}),
    "characters that turn or hide": ('e:cat skos:altLabel "a\\u202Eb"@en , "c\\u00ADd"@en , "e\\u0007f"@en .', {("UnprintableLabel", "cat")}),
    "joiners and marks that scripts need": ('e:cat skos:altLabel "می\\u200Cخواهم"@fa , "א\\u200Fב"@he .', set()),
    "a label of five thousand characters": (f'e:cat skos:altLabel "{"long label " * 450}end"@en .', set()),
    "bytes read in a wrong encoding": ('e:cat skos:altLabel "fÃ©lin"@fr .', {("garbled-text", "cat")}),
    "mappings outward of all kinds": (
        "e:cat skos:broadMatch <http://w.org/1> ; skos:narrowMatch <http://w.org/2> ; skos:relatedMatch <http://w.org/3> ; skos:closeMatch <http://w.org/4> .", set(),
    ),
    "an exact and a narrow match": ("e:dog skos:narrowMatch <http://w.org/144> .", {("S46-ExactIsNotBroad", "dog")}),
    "an exact and a related match": ("<http://w.org/144> skos:relatedMatch e:dog .", {("S46-ExactIsNotRelated", "dog")}),
    "a clash over a chain of exact matches": (
        "<http://w.org/144> skos:exactMatch <http://x.org/1> . e:dog skos:broadMatch <http://x.org/1> .", {("S46-ExactIsNotBroad", "dog")},
    ),
    "two mappings of one pair": ("e:cat skos:exactMatch e:dog ; skos:closeMatch e:dog .", {("mapping-misuse", "cat")}),
    "a mapping to oneself": ("e:cat skos:closeMatch e:cat .", {("mapping-misuse", "cat")}),
    "a mapping to a text": ('e:cat skos:closeMatch "http://w.org/1" .', {("text-for-resource", "cat")}),
    "a parent that is a text": ('e:cat skos:broader "animal" .', {("text-for-resource", "cat")}),
    "a circle over a mapping": (
        "e:animal skos:broadMatch <http://w.org/1> . <http://w.org/1> skos:broadMatch e:cat .",
        {("NoCycle", "animal"), ("NoCycle", "cat"), ("NoCycle", "http://w.org/1")},
    ),
    "its own parent": ("e:cat skos:broader e:cat .", {("NoCycle", "cat")}),
    "a parent that is a scheme": ("e:cat skos:broader e:s . e:s skos:narrower e:cat .", {("S9-ConceptIsNoScheme", "s"), ("DanglingRelation", "cat")}),
    "withdrawn in other words": ('e:cat owl:deprecated "true" .', {("deprecated-in-use", "animal")}),
    "terms that SKOS does not have": ("e:x a skos:concept ; skos:preflabel 'x'@en .", {("undefined-skos-term", "x")}),
    "a term in another namespace": ("e:cat <https://www.w3.org/2004/02/skos/core#altLabel> 'puss'@en .", {("undefined-skos-term", "cat")}),
    "a property below broader": (
        'e:in rdfs:subPropertyOf skos:broader . e:paw a skos:Concept ; skos:inScheme e:s ; e:in e:dog ; skos:prefLabel "paw"@en , "patte"@fr ; skos:exactMatch <http://w.org/p> ; skos:definition "Foot."@en , "Pied."@fr . e:dog skos:narrower e:paw .',
        set(),
    ),
    "a circle of properties below broader": (
        "e:in rdfs:subPropertyOf e:part . e:part rdfs:subPropertyOf skos:broader . e:animal e:in e:cat . e:cat skos:narrower e:animal .",
        {("NoCycle", "animal"), ("NoCycle", "cat"), ("top-concept-with-broader", "animal")},
    ),
    "links of ISO 25964": (
        'e:paw a skos:Concept ; skos:inScheme e:s ; iso-thes:broaderPartitive e:dog ; skos:prefLabel "paw"@en , "patte"@fr ; skos:exactMatch <http://w.org/p> ; skos:definition "Foot."@en , "Pied."@fr . e:dog iso-thes:narrowerPartitive e:paw .',
        set(),
    ),
    "a class below concept": (
        'e:Pet rdfs:subClassOf e:Beast . e:Beast rdfs:subClassOf skos:Concept . e:owl a e:Pet ; skos:inScheme e:s ; skos:prefLabel "owl"@en , "hibou"@fr , "owlet"@en ; skos:exactMatch <http://w.org/o> ; skos:definition "Bird."@en , "Oiseau."@fr ; skos:broader e:animal . e:animal skos:narrower e:owl .',
        {("S14-OnePreferredLabel", "owl")},
    ),
    "typed labels": ('e:cat skos:altLabel "42"^^xsd:integer , e:thing .', {("S12-LabelIsPlainLiteral", "cat")}),
    "percent-encoding": (
        'e:animal skos:narrower <http://e.org/%C3%A9> . <http://e.org/%C3%A9> a skos:Concept ; skos:inScheme e:s ; skos:broader e:animal ; skos:prefLabel "été"@fr , "summer"@en ; skos:exactMatch <http://w.org/é> ; skos:definition "Saison."@fr , "Season."@en .', set(),
    ),
    "a relative IRI without a base": (
        '<owl> a skos:Concept ; skos:inScheme e:s ; skos:broader e:animal ; skos:prefLabel "hibou"@fr , "owl"@en ; skos:exactMatch <http://w.org/o> ; skos:definition "Bird."@en , "Oiseau."@fr . e:animal skos:narrower <owl> .',
        {("HttpIri", "owl")},
    ),
}  # fmt: skip


def found(path: Path, engine: str, profile: str = "skos") -> set[tuple[str, str]]:
    report = check_file(path, profile, engine)
    here = path.parent.resolve().as_uri()
    return {
        (each.check, each.focus.removeprefix("http://e.org/v/").removeprefix(f"{here}/"))
        for each in report.findings
        if each.check != "missing-in-links"
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ADDED)
def test_what_is_found_and_nothing_else(tmp_path, name, engine):
    text, expected = ADDED[name]
    path = tmp_path / "voc.ttl"
    path.write_text(BASE + text, encoding="utf-8")
    assert found(path, engine) == expected


@pytest.mark.parametrize("name", ADDED)
def test_every_finding_has_a_line_and_the_profile_for_publishers_adds_to_it(tmp_path, name):
    text, expected = ADDED[name]
    path = tmp_path / "voc.ttl"
    path.write_text(BASE + text, encoding="utf-8")
    assert found(path, "shacl", "vocpub-like") >= expected
    report = check_file(path, "skos", "shacl")
    assert [
        each
        for each in report.findings
        if each.place.rpartition(":")[2].isdigit() is False and not each.focus.startswith(("http://w.org", "_:"))
    ] == []


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a narrower collection", "a concept by skos:narrower of animal"), ("a narrower collection", "it is a collection"),
        ("a parent that is a scheme", "a concept by skos:broader of cat"), ("https for http", "<http://e.org/v/cat> is meant?"),
        ("a scheme that is spelt otherwise", "<http://e.org/v/s> is meant?"), ("a mapping to a text", "<http://w.org/1> is meant?"),
        ("a relative IRI without a base", "no base"), ("a circle over a mapping", "animal > http://w.org/1 > cat > animal"),
        ("an XL label of another concept", "also of http://e.org/v/dog"), ("a term in another namespace", "is not the namespace of SKOS"),
    ],
)  # fmt: skip
def test_the_detail_says_what_a_steward_needs(tmp_path, name, word):
    path = tmp_path / "voc.ttl"
    path.write_text(BASE + ADDED[name][0], encoding="utf-8")
    assert any(word in each.detail for each in check_file(path, "skos", "shacl").findings)


def test_two_mappings_of_one_pair_are_two_lines_that_name_their_property(tmp_path, capsys):
    path = tmp_path / "voc.ttl"
    path.write_text(BASE + ADDED["two mappings of one pair"][0], encoding="utf-8")
    main(["validate", str(path)])
    lines = [line.partition(": ")[2] for line in capsys.readouterr().out.splitlines() if "e.org/v/cat skos:" in line]
    assert lines == [f"http://e.org/v/cat skos:{each} <http://e.org/v/dog>" for each in ("closeMatch", "exactMatch")]


# ---------------------------------------------------------------- whole files

WHOLE: dict[str, tuple[str, str, set[tuple[str, str]]]] = {
    "graphs": (
        "voc.trig",
        PREFIXES + 'e:g { e:s a skos:ConceptScheme ; dct:title "Z"@en ; skos:hasTopConcept e:a .\n e:a a skos:Concept ; skos:topConceptOf e:s ; skos:inScheme e:s ;'
        ' skos:prefLabel "animal"@en ; skos:definition "X."@en ; skos:narrower e:b }\n'
        'e:h {\n e:b a skos:Concept ; skos:inScheme e:s ; skos:broader e:a ; skos:prefLabel "cat"@en , "puss"@en ; skos:definition "Y."@en }',
        {("S14-OnePreferredLabel", "b")},
    ),
    "json": (
        "voc.jsonld",
        '{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#", "e": "http://e.org/v/"}, "@graph": [\n'
        '{"@id": "e:a", "@type": "skos:Concept", "skos:related": {"@id": "e:b"}, "skos:prefLabel": [{"@value": "x", "@language": "en"}, {"@value": "y", "@language": "en"}], "skos:note": {"@value": "n", "@language": "en"}},\n'
        '{"@id": "e:b", "@type": "skos:Concept", "skos:related": {"@id": "e:a"}, "skos:note": {"@value": "n", "@language": "en"}}]}',
        {("S14-OnePreferredLabel", "a"), ("MissingPreferredLabel", "b"), ("ConceptWithoutScheme", "a"), ("ConceptWithoutScheme", "b")},
    ),
    "xml": (
        "voc.rdf",
        '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#" xml:base="http://e.org/v/">\n'
        '<skos:ConceptScheme rdf:about="s"><skos:prefLabel xml:lang="en">Z</skos:prefLabel><skos:hasTopConcept rdf:resource="a"/></skos:ConceptScheme>\n'
        '<skos:Concept rdf:about="a"><skos:prefLabel xml:lang="en">animal</skos:prefLabel><skos:note xml:lang="en">N</skos:note><skos:topConceptOf rdf:resource="s"/><skos:narrower>\n'
        '<skos:Concept rdf:ID="b"><skos:prefLabel>cat</skos:prefLabel><skos:note xml:lang="en">M</skos:note><skos:broader rdf:resource="a"/><skos:inScheme rdf:resource="s"/></skos:Concept></skos:narrower></skos:Concept>\n</rdf:RDF>',
        {("LabelWithoutLanguage", "#b")},
    ),
    "only XL": (
        "voc.ttl",
        PREFIXES + 'e:s a skos:ConceptScheme ; skosxl:prefLabel [ a skosxl:Label ; skosxl:literalForm "Zoo"@en ] ; skos:hasTopConcept e:a .\n'
        'e:a a skos:Concept ; skos:topConceptOf e:s ; skos:inScheme e:s ; skos:note "X"@en ; skosxl:prefLabel e:l ; skos:related e:b .\ne:l a skosxl:Label ; skosxl:literalForm "animal"@en .\n'
        'e:b a skos:Concept ; skos:inScheme e:s ; skos:note "Y"@en ; skos:related e:a ; skosxl:prefLabel [ a skosxl:Label ; skosxl:literalForm "cat"@en ] ; skosxl:altLabel [ a skosxl:Label ; skosxl:literalForm "cat"@en ] .',
        {("S13-PreferredIsNotAlternative", "b")},
    ),
    "only blank nodes": (
        "voc.ttl", PREFIXES + '[] a skos:Concept ; skos:prefLabel "cat"@en ; skos:note "X"@en ; skos:broader [ a skos:Concept ; skos:prefLabel "beast"@en ; skos:note "Y"@en ] .',
        {("HttpIri", "_:b0"), ("HttpIri", "_:b1"), ("ConceptWithoutScheme", "_:b0"), ("ConceptWithoutScheme", "_:b1"), ("HeadIsNoTopConcept", "_:b1"), ("one-way-hierarchy", "_:b0")},
    ),
    "mappings in no scheme": (
        "voc.ttl", PREFIXES + 'e:a a skos:Concept ; skos:prefLabel "animal"@en ; skos:note "X"@en ; skos:related e:b ; skos:exactMatch e:b .\ne:b a skos:Concept ; skos:prefLabel "beast"@en ; skos:note "Y"@en ; skos:related e:a .',
        {("ConceptWithoutScheme", "a"), ("ConceptWithoutScheme", "b"), ("mapping-misuse", "a")},
    ),
    "English of two countries": (
        "voc.ttl", PREFIXES + 'e:s a skos:ConceptScheme ; dct:title "Z"@en ; skos:hasTopConcept e:a . e:a a skos:Concept ; skos:topConceptOf e:s ; skos:inScheme e:s ; skos:note "X"@en ; skos:prefLabel "colour"@en-GB , "color"@en-US ; skos:narrower e:b , e:c .\n'
        'e:b a skos:Concept ; skos:inScheme e:s ; skos:broader e:a ; skos:note "Y"@en ; skos:prefLabel "grey"@en-GB , "gray"@en-US . e:c a skos:Concept ; skos:inScheme e:s ; skos:broader e:a ; skos:note "Z"@en ; skos:prefLabel "red"@en .',
        set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", WHOLE)
def test_whole_files_in_other_forms(tmp_path, name, engine):
    file, text, expected = WHOLE[name]
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    assert {each for each in found(path, engine) if each[0] != "missing-out-links"} == expected
    report = check_file(path, "skos", engine)
    assert all(each.place.rpartition(":")[2].isdigit() for each in report.findings if not each.focus.startswith("_:"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty, no statement in it"), (PREFIXES, "empty, no statement in it"), ("<http://e.org/a> a <http://e.org/B> .", "holds no skos:Concept; is it a SKOS file?"),
        (BASE.replace("http://www.w3.org/2004", "https://www.w3.org/2004"), "its terms are in <https://www.w3.org/2004/02/skos/core#>, and the namespace of SKOS is <http://www.w3.org/2004/02/skos/core#>"),
        (BASE.replace("skos/core#>", "skos/core/>"), "its terms are in <http://www.w3.org/2004/02/skos/core/>"),
        (PREFIXES + 'e:a skos:prefLabel "a"@en ; skos:broader e:b . e:b skos:prefLabel "b"@en .', "2 nodes have properties of SKOS and do not say what they are (rdf:type): http://e.org/v/a, …"),
        ("e:a a", "voc.ttl:1:1: not Turtle"), (BASE + "e:cat skos:related <http://e.org/my dog> .", "Invalid IRI code point ' '"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_told_in_one_line(tmp_path, capsys, text, said):
    path = tmp_path / "voc.ttl"
    path.write_text(text, encoding="utf-8")
    assert main(["validate", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1


@pytest.mark.parametrize(("level", "status"), [("violation", 0), ("warning", 1)])
def test_the_exit_status_is_that_of_the_level(tmp_path, level, status):
    path = tmp_path / "voc.ttl"
    path.write_text(BASE + ADDED["a member that is gone"][0], encoding="utf-8")
    assert main(["validate", str(path), "--fail-on", level]) == status


def test_what_is_not_seen_is_shown_by_its_code_point(tmp_path, capsys):
    path = tmp_path / "voc.ttl"
    path.write_text(BASE + 'e:cat skos:altLabel "a\\u202Eb\\u009Bc"@en .', encoding="utf-8")
    for form in ("text", "md", "html", "github"):
        main(["validate", str(path), "--format", form])
        out = capsys.readouterr().out
        assert r"a\u202Eb\u009Bc" in out and not {"\u202e", "\x9b"} & set(out), form


@pytest.mark.parametrize("form", ["text", "md", "html", "github"])
def test_ten_thousand_findings_of_a_kind_are_summed_up(tmp_path, capsys, form):
    path = tmp_path / "voc.ttl"
    many = "".join(f'e:c{n} a skos:Concept ; skos:prefLabel "name {n}"@en .\n' for n in range(10_000))
    path.write_text(PREFIXES + many, encoding="utf-8")
    main(["validate", str(path), "--format", form])
    out = capsys.readouterr().out
    shown = {"text": 20, "md": 1000, "html": 1000, "github": 50}[form]
    assert out.count("e.org/v/c1") < 6 * shown
    assert f"and {10_000 - shown:,} more" in out.replace(f"and {10_000 - shown} more", f"and {10_000 - shown:,} more")
    main(["validate", str(path), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["count"]["Warning"] == 10_000


# ---------------------------------------------------------------- what the checks are made of


@pytest.mark.parametrize(
    "text",
    [
        "«\u00a0É\u00a0»",
        "“CAFÉ”",
        "naïveté",
        "R&D",
        "x < y",
        "AT&T; etc.",
        "Ångström",
        "<http://e.org/>",
        "а б",
        "Ä“",
        "ÎLE DE FRANCE",
        "",
    ],
)
def test_a_text_that_is_not_garbled(text):
    assert garbled(text) == ""


@pytest.mark.parametrize(
    "text", ["Ã©tÃ©", "lâ€™eau", "Â°C", "Ã\x80 part", "a&nbsp;b", "&#233;t&#xE9;", "<p>x</p>", 'a <span class="x">b']
)
def test_a_text_that_is_garbled(text):
    assert garbled(text)


def test_spellings_of_one_iri():
    known = {"<http://e.org/v/cat>", "<http://e.org/v#dog>", "<http://e.org/été>"}
    for other, own in (
        ("https://e.org/v/cat", "http://e.org/v/cat"), ("http://e.org/v/cat/", "http://e.org/v/cat"), ("http://e.org/v#cat", "http://e.org/v/cat"),
        ("http://e.org/v/dog", "http://e.org/v#dog"), ("http://e.org/%C3%A9t%C3%A9", "http://e.org/été"),
    ):  # fmt: skip
        assert twin_of(f"<{other}>", known) == f"<{own}>", other
    assert twin_of("<http://e.org/v/cow>", known) == twin_of("<http://e.org/v/cat>", known) == ""
    assert twins({"<http://E.org/v/CAT>", "<http://x.org/>"}, known) == {"<http://E.org/v/CAT>": "<http://e.org/v/cat>"}

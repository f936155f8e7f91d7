"""The writers: what is written reads back as the same graph in rdflib and pyoxigraph, and reads well."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from conftest import RECORDS, need
from glosskos.errors import DocumentError
from glosskos.graph import thesaurus_quads
from glosskos.namespaces import PREFIXES, RDF, SKOS, XSD, expand, prefixes_for
from glosskos.ordering import Ordered
from glosskos.syntax import SYNTAXES, jsonld_writer, write, write_rdfxml, write_turtle
from glosskos.terms import (
    Quad,
    Term,
    Triple,
    datatype_of,
    iri,
    is_literal,
    language_of,
    literal,
    parse_rdf,
    to_ntriples,
    value_of,
)
from glosskos.validation.engines import to_rdflib

pytestmark = pytest.mark.usefixtures("as_written")
BASE = "https://example.org/"
PREFIX = prefixes_for(BASE)
CONTEXT = json.loads((RECORDS / "context.jsonld").read_text(encoding="utf-8"))["@context"]
RDFLIB = {".ttl": "turtle", ".jsonld": "json-ld", ".rdf": "xml", ".nt": "nt", ".trig": "trig", ".nq": "nquads"}
QUIET = settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


def in_rdflib(path: Path) -> rdflib.Graph:
    """A file as rdflib reads it; graphs merged."""
    if path.suffix not in (".trig", ".nq"):
        return rdflib.Graph().parse(path, format=RDFLIB[path.suffix])
    merged = rdflib.Graph()
    for quad in rdflib.Dataset().parse(path, format=RDFLIB[path.suffix]).quads():
        merged.add(quad[:3])
    return merged


def quads(*triples: Triple) -> list[Quad]:
    return [(*triple, f"<{BASE}graph/editor>") for triple in triples]


def turtle(*triples: Triple, base: str = BASE) -> str:
    out = io.StringIO()
    write_turtle(triples, out, PREFIX, base)
    return out.getvalue()


def jsonld(*triples: Triple) -> dict:
    out = io.StringIO()
    jsonld_writer(CONTEXT)(triples, out, PREFIX)
    return json.loads(out.getvalue())


A, B = f"<{BASE}concept/a>", f"<{BASE}concept/b>"

# ---------------------------------------------------------------- terms


@pytest.mark.parametrize(
    ("name", "term"),
    [("skos:broader", f"<{SKOS}broader>"), ("https://example.org/a", "<https://example.org/a>"), ("rdf:type", f"<{RDF}type>")],
)  # fmt: skip
def test_an_iri_is_given_in_full_or_as_a_prefixed_name(name, term):
    assert iri(name) == term


def test_an_unknown_prefix_is_an_error():
    with pytest.raises(KeyError):
        iri("nowhere:x")


@pytest.mark.parametrize(
    "text",
    ["", "plain", 'say "x"', "a\nb\r\n\tc", "back\\slash \\n", "\x00\x08\x0b\x0c\x1f\x7f\ufffe", "é🙂\u2028שלום"],
)
def test_a_literal_gives_its_text_language_and_datatype_back(text):
    assert value_of(literal(text, "fr")) == text
    assert language_of(literal(text, "fr")) == "fr"
    assert value_of(literal(text, datatype="xsd:date")) == text
    assert datatype_of(literal(text, datatype="xsd:date")) == f"{XSD}date"
    assert datatype_of(literal(text)) == f"{XSD}string"
    assert language_of(literal(text)) == ""
    assert is_literal(literal(text))


def test_escapes_of_every_kind_are_undone():
    assert value_of(r'''"\u00E9\U0001F642\t\b\n\r\f\"\'\\"''') == "é🙂\t\b\n\r\f\"'\\"


def test_values_of_iris_and_blank_nodes():
    assert value_of("<https://example.org/a>") == "https://example.org/a"
    assert value_of("_:b0") == "_:b0"
    assert not is_literal("_:b0")
    assert not is_literal("<https://example.org/a>")


def test_lines_of_ntriples():
    assert to_ntriples([(A, iri("skos:broader"), B)]) == f"{A} <{SKOS}broader> {B} .\n"


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("".join(map(chr, range(256))) + "\u2028\ufffe\uffff\U0001f642")
def test_our_literals_are_those_of_pyoxigraph(text):
    import pyoxigraph

    assert literal(text) == str(pyoxigraph.Literal(text))
    assert literal(text, "fr") == str(pyoxigraph.Literal(text, language="fr"))


@pytest.mark.parametrize(
    "suffix", [".ttl", ".turtle", ".nt", ".rdf", ".xml", ".owl", ".jsonld", ".json", ".trig", ".nq", ".n3"]
)
def test_a_file_is_read_by_its_suffix(tmp_path, suffix):
    kind = {".turtle": ".ttl", ".xml": ".rdf", ".owl": ".rdf", ".json": ".jsonld", ".nq": ".nt", ".n3": ".ttl"}.get(
        suffix, suffix
    )
    stated = (A, iri("skos:prefLabel"), '"été"@fr')
    written = tmp_path / f"file{kind}"
    write(written, quads(stated), PREFIX, BASE, CONTEXT)
    path = written.rename(tmp_path / f"file{suffix.upper()}")
    assert list(parse_rdf(path)) == [stated]


def test_relative_iris_are_those_of_the_file(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_text("<#x> <p> <> .", encoding="utf-8")
    place = tmp_path.resolve().as_uri()
    assert list(parse_rdf(path)) == [(f"<{place}/a.ttl#x>", f"<{place}/p>", f"<{place}/a.ttl>")]


def test_a_wrong_syntax_is_told_with_line_and_column(tmp_path):
    path = tmp_path / "bad.ttl"
    path.write_text("<https://example.org/a> <https://example.org/p> 1 .\n\n  ! .\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"bad\.ttl:3:3: not Turtle: "):
        list(parse_rdf(path))


def test_a_wrong_syntax_without_a_line_is_told_too(tmp_path):
    path = tmp_path / "bad.rdf"
    path.write_text("<rdf:RDF", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"bad\.rdf.*: not RDF/XML: "):
        list(parse_rdf(path))


def test_an_unknown_suffix_lists_the_known(tmp_path):
    path = tmp_path / "table.csv"
    path.touch()
    with pytest.raises(DocumentError, match=r"table\.csv: unknown suffix; known are \.ttl .*\.trig"):
        list(parse_rdf(path))


@pytest.mark.parametrize(
    ("name", "said"), [("gone.ttl", "cannot be read: "), ("folder.ttl", "a folder, not an RDF file")]
)
def test_what_cannot_be_read_is_told(tmp_path, name, said):
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(DocumentError, match=f"{name}: {said}"):
        list(parse_rdf(tmp_path / name))


# ---------------------------------------------------------------- the real thesaurus


@pytest.fixture(scope="module")
def real(thesaurus, tmp_path_factory):
    """The real thesaurus: its quads, and a folder with it in every syntax."""
    folder = tmp_path_factory.mktemp("real")
    stated = thesaurus_quads(thesaurus)
    for suffix in RDFLIB:
        write(
            folder / f"thesaurus{suffix}", stated, prefixes_for(thesaurus.scheme.base), thesaurus.scheme.base, CONTEXT
        )
    return stated, folder


@pytest.mark.parametrize("suffix", RDFLIB)
def test_the_thesaurus_reads_back_in_both_parsers(real, suffix):
    stated, folder = real
    triples = {quad[:3] for quad in stated}
    path = folder / f"thesaurus{suffix}"
    assert set(parse_rdf(path)) == triples
    assert set(in_rdflib(path)) == set(to_rdflib(triples))


@pytest.mark.parametrize("suffix", RDFLIB)
def test_the_same_statements_in_any_order_give_the_same_bytes(real, thesaurus, suffix, tmp_path):
    stated, folder = real
    path = tmp_path / f"again{suffix}"
    turned = [*reversed(stated), *stated[:100]]
    write(path, turned, prefixes_for(thesaurus.scheme.base), thesaurus.scheme.base, CONTEXT)
    assert path.read_bytes() == (folder / f"thesaurus{suffix}").read_bytes()


@pytest.mark.parametrize(
    ("suffix", "name"), [(".ttl", "turtle"), (".nt", "ntriples"), (".rdf", "rdfxml"), (".trig", "trig")]
)
def test_rapper_reads_the_thesaurus_without_complaint(real, suffix, name):
    need(shutil.which("rapper"), "rapper")
    stated, folder = real
    path = folder / f"thesaurus{suffix}"
    done = subprocess.run(
        ["rapper", "-q", "-i", name, "-o", "ntriples", str(path), "https://example.org/"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert len(set(done.stdout.splitlines())) == len({quad[:3] for quad in stated})


@pytest.fixture(scope="module")
def text(real) -> str:
    return (real[1] / "thesaurus.ttl").read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """The blocks of a Turtle file, in order; comment lines and the head left out."""
    return [block for block in text.split("\n\n") if block.strip() and not block.lstrip().startswith(("#", "@"))]


def test_the_turtle_has_one_block_a_subject(text, real):
    subjects = [block.split(None, 1)[0] for block in blocks(text)]
    assert len(subjects) == len(set(subjects)) == len({quad[0] for quad in real[0]})


def test_a_concepts_block_begins_with_its_type_and_its_labels_french_first(text, thesaurus):
    found = [block for block in blocks(text) if " a skos:Concept ;" in block.splitlines()[0]]
    assert len(found) == len(thesaurus.concepts)
    for block in found:
        assert re.match(r'\S+ a skos:Concept ;\n    skos:prefLabel "[^"]+"@fr ,\s+"[^"]+"@en ;\n', block)


def test_french_comes_before_english_everywhere(text):
    for block in blocks(text):
        for statement in block.split(" ;\n"):
            tags = re.findall(r'"@(fr|en)(?= [,;.]|$)', statement)
            assert tags == sorted(tags, reverse=True)


def test_a_concepts_notes_follow_it(text, thesaurus):
    found = blocks(text)
    place = {block.split(None, 1)[0]: at for at, block in enumerate(found)}
    for slug, notes in thesaurus.notes.items():
        suffixes = sorted(f"{note.source}{f'-{note.ordinal}' if note.ordinal > 1 else ''}" for note in notes)
        own = place[f"rc:{slug}"]
        assert [place[f"<definition/{slug}/{suffix}>"] for suffix in suffixes] == list(
            range(own + 1, own + 1 + len(notes))
        )


def test_concepts_stand_in_the_order_of_their_slugs(text, thesaurus):
    found = re.findall(r"^rc:(\S+) a skos:Concept ", text, re.MULTILINE)
    assert found == sorted(thesaurus.concepts)


def test_only_prefixes_that_are_used_are_declared_and_once(text):
    declared = re.findall(r"^@prefix (\S+): <(\S+)> \.$", text, re.MULTILINE)
    assert [prefix for prefix, _ in declared] == sorted({prefix for prefix, _ in declared})
    body = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text.split("\n\n", 1)[1])
    used = set(re.findall(r"(?<![\w<:/-])([\w-]+):[\w-]", re.sub(r"<[^>]*>", "<>", body)))
    assert {prefix for prefix, _ in declared} == used
    assert all(
        namespace in {**PREFIXES, "rc": "https://w3id.org/relation-client/concept/"}.values()
        for _, namespace in declared
    )


def test_the_base_is_declared_once_and_no_iri_below_it_is_written_in_full(text, thesaurus):
    base = thesaurus.scheme.base
    assert text.startswith(f"@base <{base}> .\n")
    assert text.count("@base") == 1
    without_literals = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    assert f"<{base}" not in without_literals.replace(f"@base <{base}>", "").replace(
        f"@prefix rc: <{base}concept/>", ""
    )


def test_sections_stand_in_order_under_comment_lines(text):
    assert re.findall(r"^# (.*)$", text, re.MULTILINE) == [
        "The thesaurus", "Concepts, each followed by what its sources say", "Themes", "Sources", "Entries, as printed", "Agents", "Terms",
    ]  # fmt: skip


def test_jsonld_nests_every_note_in_its_concept_and_nowhere_else(real, thesaurus):
    data = json.loads((real[1] / "thesaurus.jsonld").read_text(encoding="utf-8"))
    nodes = {node["id"]: node for node in data["@graph"]}
    assert len(nodes) == len(data["@graph"])
    assert not [node for node in nodes.values() if node.get("type") == "euvoc:XlNote"]
    for slug, notes in thesaurus.notes.items():
        nested = nodes[f"rc:{slug}"].get("xlDefinition", [])
        nested = nested if isinstance(nested, list) else [nested]
        assert [note["type"] for note in nested] == ["euvoc:XlNote"] * len(notes)
        assert sorted(note["value"]["fr"] for note in nested) == sorted(note.text for note in notes)


def test_jsonld_carries_its_context_and_names_properties_by_it(real, thesaurus):
    data = json.loads((real[1] / "thesaurus.jsonld").read_text(encoding="utf-8"))
    assert data["@context"] == {**CONTEXT, "rc": f"{thesaurus.scheme.base}concept/"}
    concepts = [node for node in data["@graph"] if node.get("type") == "skos:Concept"]
    assert len(concepts) == len(thesaurus.concepts)
    assert {key for node in concepts for key in node} <= {"id", "type", *CONTEXT, "owl:deprecated"}
    assert all(set(node["prefLabel"]) == {"fr", "en"} for node in concepts)


# ---------------------------------------------------------------- small graphs


def test_an_empty_graph_is_an_empty_file_and_no_error(tmp_path):
    for suffix in RDFLIB:
        path = tmp_path / f"empty{suffix}"
        write(path, [], PREFIX, BASE, CONTEXT)
        assert list(parse_rdf(path)) == []
        assert len(in_rdflib(path)) == 0


def test_a_suffix_that_cannot_be_written_is_an_error(tmp_path):
    with pytest.raises(KeyError):
        write(tmp_path / "a.csv", quads((A, iri("skos:broader"), B)), PREFIX)
    assert set(SYNTAXES) == {".ttl", ".rdf", ".nt"}


def test_a_repeated_statement_is_written_once():
    stated = (A, iri("skos:broader"), B)
    assert turtle(stated, stated) == turtle(stated)
    assert turtle(stated).count("rc:b") == 1


def test_a_block_reads_as_by_hand():
    found = turtle(
        (A, iri("skos:notation"), '"RC0001"'), (A, iri("skos:broader"), B), (A, iri("skos:prefLabel"), '"loyalty"@en'),
        (A, iri("rdf:type"), iri("skos:Concept")), (A, iri("skos:prefLabel"), '"fidélité"@fr'),
    )  # fmt: skip
    assert found == (
        "@prefix rc: <https://example.org/concept/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n# Concepts\n"
        '\nrc:a a skos:Concept ;\n    skos:prefLabel "fidélité"@fr , "loyalty"@en ;\n    skos:broader rc:b ;\n    skos:notation "RC0001" .\n'
    )


def test_long_lists_of_objects_take_a_line_each():
    values = [literal(letter * 40, language) for letter, language in (("a", "fr"), ("b", "en"), ("c", "de"))]
    assert ' ,\n        "' in turtle(*((A, iri("skos:definition"), value) for value in values))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', "true"),
        ('"1"^^<http://www.w3.org/2001/XMLSchema#boolean>', '"1"^^xsd:boolean'),
        ('"2026-01-02"^^<http://www.w3.org/2001/XMLSchema#date>', '"2026-01-02"^^xsd:date'),
        ('"x"^^<http://www.w3.org/2001/XMLSchema#string>', '"x"'),
        ('"x"^^<https://example.org/kind>', '"x"^^<kind>'),
        ('"a > b"', '"a > b"'),
        (f"<{BASE}source/s.1>", "<source/s.1>"),
        (f"<{BASE}concept/b.>", "<concept/b.>"),
        (f"<{BASE}a/../b>", f"<{BASE}a/../b>"),
        (f"<{BASE}a/./b>", f"<{BASE}a/./b>"),
        (f"<{BASE}a/..>", f"<{BASE}a/..>"),
        (f"<{BASE}../b>", f"<{BASE}../b>"),
        (f"<{BASE}/b>", f"<{BASE}/b>"),
        (f"<{BASE}b:c>", f"<{BASE}b:c>"),
        (f"<{BASE}>", f"<{BASE}>"),
        (f"<{BASE}b?c=d>", f"<{BASE}b?c=d>"),
        (f"<{BASE}concept/é>", f"<{BASE}concept/é>"),
        (f"<{BASE}concept/->", "<concept/->"),
        (f"<{SKOS}>", f"<{SKOS}>"),
        ("_:b0", "_:b0"),
    ],
)
def test_terms_are_short_where_that_is_safe(tmp_path, value, written):
    stated = (A, iri("dct:relation"), value)
    found = turtle(stated)
    assert f"dct:relation {written} .\n" in found
    path = tmp_path / "a.ttl"
    path.write_text(found, encoding="utf-8")
    assert (
        isomorphic(in_rdflib(path), rdflib.Graph().parse(data=to_ntriples([stated]), format="nt"))
        or "XMLSchema#string" in value
    )


def test_without_a_base_iris_stay_whole():
    assert turtle((f"<{BASE}source/s>", iri("dct:title"), '"S"@fr'), base="").endswith(
        f'<{BASE}source/s> dct:title "S"@fr .\n'
    )


def test_notes_follow_their_concept_in_the_order_of_subjects():
    note, other = f"<{BASE}definition/a/s>", f"<{BASE}definition/z/s>"
    concept, kind = iri("skos:Concept"), iri("rdf:type")
    ordered = Ordered([
        (note, kind, iri("euvoc:XlNote")), (B, kind, concept), (A, kind, concept), (A, iri("euvoc:xlDefinition"), note),
        (B, iri("euvoc:xlDefinition"), other), (f"<{BASE}s>", kind, iri("skos:ConceptScheme")),
    ])  # fmt: skip
    assert ordered.subjects() == [f"<{BASE}s>", A, note, B]


def test_a_part_is_written_as_if_it_were_alone(thesaurus):
    triples = [quad[:3] for quad in thesaurus_quads(thesaurus)]
    base = thesaurus.scheme.base
    concepts = [subject for subject in Ordered(triples).subjects() if subject.startswith(f"<{base}concept/")][:5]
    owned = [value for subject, name, value in triples if subject in concepts and name == iri("euvoc:xlDefinition")]
    wanted = [*reversed(concepts), *owned, f"<{base}nothing-here>"]
    whole, alone, part = Ordered(triples), io.StringIO(), io.StringIO()
    write_turtle([triple for triple in triples if triple[0] in wanted], alone, prefixes_for(base), base)
    write_turtle(whole.part(wanted), part, prefixes_for(base), base)
    assert part.getvalue() == alone.getvalue() and part.getvalue().count("a skos:Concept") == 5
    assert len(whole) == len(set(triples))


def test_a_section_is_in_the_order_of_iris():
    names = ["a-1", "b", "a", "a.2", "é"]
    ordered = Ordered([(f"<{BASE}{name}>", iri("rdf:type"), iri("skos:Concept")) for name in names])
    assert [value_of(each).removeprefix(BASE) for each in ordered.subjects()] == ["a", "a-1", "a.2", "b", "é"]


def test_objects_are_iris_in_order_then_french_then_english():
    values = ['"z"@fr', '"a"@en', f"<{BASE}a-1>", '"a"', f"<{BASE}a>", '"b"@fr']
    ordered = Ordered([(A, iri("dct:relation"), value) for value in values])
    assert ordered.items(A) == [
        (iri("dct:relation"), [f"<{BASE}a>", f"<{BASE}a-1>", '"b"@fr', '"z"@fr', '"a"@en', '"a"'])
    ]


def test_a_note_that_nobody_points_to_stands_by_itself():
    note = f"<{BASE}definition/a/s>"
    assert [node["id"] for node in jsonld((note, iri("rdf:value"), '"x"@fr'))["@graph"]] == [value_of(note)]


@pytest.mark.parametrize(
    "links",
    [[("a", "a")], [("a", "b"), ("b", "a")], [("a", "b"), ("b", "c")], [("a", "b"), ("c", "b")], [("a", "b"), ("b", "c"), ("c", "a")]],
    ids=["itself", "each-other", "chain", "two-owners", "circle"],
)  # fmt: skip
def test_jsonld_loses_nothing_where_notes_have_notes(tmp_path, links):
    stated = [(f"<{BASE}{one}>", iri("euvoc:xlDefinition"), f"<{BASE}{other}>") for one, other in links]
    stated += [(f"<{BASE}{name}>", iri("rdf:value"), literal(name, "fr")) for name in "abc"]
    path = tmp_path / "a.jsonld"
    write(path, quads(*stated), PREFIX, BASE, CONTEXT)
    assert set(parse_rdf(path)) == set(stated)


@pytest.mark.parametrize(
    ("predicate", "value", "key", "written"),
    [
        ("skos:prefLabel", '"x"@fr', "prefLabel", {"fr": "x"}),
        ("skos:prefLabel", '"x"', "skos:prefLabel", "x"),
        ("skos:broader", B, "broader", "rc:b"),
        ("skos:broader", '"x"', "skos:broader", "x"),
        ("skos:notation", '"RC1"', "notation", "RC1"),
        ("skos:notation", '"RC1"@fr', "skos:notation", {"@value": "RC1", "@language": "fr"}),
        ("dct:created", '"2026-01-02"^^<http://www.w3.org/2001/XMLSchema#date>', "created", "2026-01-02"),
        (
            "dct:created",
            '"2026"^^<http://www.w3.org/2001/XMLSchema#gYear>',
            "dct:created",
            {"@value": "2026", "@type": "xsd:gYear"},
        ),
        ("dct:relation", B, "dct:relation", {"id": "rc:b"}),
        ("dct:relation", "_:b0", "dct:relation", {"id": "_:b0"}),
        ("https://example.com/p", '"x"@fr', "https://example.com/p", {"@value": "x", "@language": "fr"}),
        ("rdf:type", iri("skos:Concept"), "type", "skos:Concept"),
        ("rdf:type", '"x"', "rdf:type", "x"),
    ],
)
def test_jsonld_uses_the_contexts_terms_where_they_fit(predicate, value, key, written):
    assert jsonld((A, iri(predicate), value))["@graph"] == [{"id": "rc:a", key: written}]


def test_jsonld_gives_lists_where_there_are_several():
    node = jsonld(
        *((A, iri("skos:altLabel"), literal(text, "fr")) for text in "bac"), (A, iri("skos:altLabel"), '"d"@en')
    )["@graph"][0]
    assert node["altLabel"] == {"fr": ["a", "b", "c"], "en": "d"}


def test_trig_keeps_the_graphs_apart(tmp_path):
    import pyoxigraph

    path = tmp_path / "a.trig"
    stated = [
        (A, iri("skos:broader"), B, "<https://example.org/graph/one>"),
        (B, iri("skos:narrower"), A, "<https://example.org/graph/two>"),
    ]
    write(path, stated, PREFIX)
    assert {
        tuple(map(str, quad)) for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TRIG)
    } == set(stated)


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        ("<https://example.org/1>", '"x"'),
        ("<https://example.org/p#>", '"x"'),
        (f"<{RDF}li>", '"x"'),
        (f"<{RDF}ID>", B),
        (iri("skos:note"), literal("form\x0cfeed")),
        (iri("skos:note"), literal("\x00")),
        (iri("skos:note"), literal("\uffff", "fr")),
    ],
)
def test_what_rdfxml_cannot_say_is_an_error_and_nothing_is_written(predicate, value):
    out = io.StringIO()
    with pytest.raises(DocumentError, match="RDF/XML cannot say this: "):
        write_rdfxml([(A, predicate, value)], out, PREFIX)
    assert out.getvalue() == ""


@pytest.mark.parametrize("suffix", [".trig", ".nq"])
def test_graphs_are_written_by_quads_or_by_graph_alike(tmp_path, suffix):
    one, two = f"<{BASE}graph/one>", f"<{BASE}graph/two>"
    stated = [(A, iri("skos:broader"), B, one), (B, iri("skos:narrower"), A, two), (A, iri("skos:related"), B, "")]
    write(tmp_path / f"quads{suffix}", stated, PREFIX)
    write(tmp_path / f"graphs{suffix}", {each[3]: Ordered([each[:3]]) for each in reversed(stated)}, PREFIX)
    assert (tmp_path / f"quads{suffix}").read_bytes() == (tmp_path / f"graphs{suffix}").read_bytes()


def test_rdfxml_names_elements_by_class_and_property():
    out = io.StringIO()
    stated = [
        (A, iri("rdf:type"), iri("skos:Concept")),
        (A, iri("rdf:type"), "<https://example.org/1>"),
        (A, "<https://example.org/ns#p>", '"a < b & c"@fr'),
        (A, "<https://example.org/other/p>", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (A, iri("skos:related"), "<https://example.org/?a=1&b=2>"),
        ("_:1", iri("skos:related"), "_:1"),
    ]
    write_rdfxml(stated, out, PREFIX)
    text = out.getvalue()
    assert f'<skos:Concept rdf:about="{BASE}concept/a">' in text
    assert '<rdf:type rdf:resource="https://example.org/1"/>' in text
    assert 'xmlns:ns1="https://example.org/ns#"' in text and 'xmlns:ns2="https://example.org/other/"' in text
    assert '<ns1:p xml:lang="fr">a &lt; b &amp; c</ns1:p>' in text
    assert '<ns2:p rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">1</ns2:p>' in text
    assert '"https://example.org/?a=1&amp;b=2"' in text
    assert '<rdf:Description rdf:nodeID="b1">' in text


def test_a_prefix_whose_namespace_ends_in_no_slash_is_used_too():
    out = io.StringIO()
    prefixes = {"n": "http://example.org/n_", "e": "http://example.org/", "f": "http://example.org/"}
    write_turtle([("<http://example.org/n_1>", "<http://example.org/p>", "<http://example.org/n_>")], out, prefixes)
    assert out.getvalue().endswith("\n# Terms\n\nn:1 e:p e:n_ .\n")


@pytest.mark.parametrize("suffix", [".rdf", ".jsonld"])
def test_the_direction_of_a_text_is_refused_where_it_cannot_be_said(tmp_path, suffix):
    with pytest.raises(DocumentError, match="cannot say this"):
        write(tmp_path / f"a{suffix}", quads((A, iri("skos:note"), '"x"@ar--rtl')), PREFIX, BASE, CONTEXT)


def test_statements_of_a_subject_may_come_apart_and_twice():
    ordered = Ordered([(A, iri("skos:broader"), B), (B, iri("skos:narrower"), A), (A, iri("skos:broader"), B)])
    assert len(ordered) == 3
    ordered.add([(A, iri("skos:notation"), '"1"')])
    assert ordered.items(A) == [(iri("skos:broader"), [B]), (iri("skos:notation"), ['"1"'])]
    assert len(ordered) == 3 and len(list(ordered)) == 3


def test_a_class_is_told_from_an_object_that_is_rdf_type():
    kind = iri("rdf:type")
    ordered = Ordered([(A, iri("dct:relation"), kind), (A, kind, iri("skos:Concept"))])
    assert ordered.section(A)[1].startswith("Concepts")
    assert Ordered([(A, iri("dct:relation"), kind)]).section(A)[1] == "Terms"


# ---------------------------------------------------------------- random graphs

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", min_codepoint=32), max_size=12),
    st.lists(
        st.sampled_from(['"', "'", "\n", "\r", "\r\n", "\t", "\\", "\\n", '"""', "]]>", "<script>", "&amp;", "<!--", "@fr", "^^", " ", "é", "🙂", "שלום", "\u200f", "\u2028", "\x85", "%20"]),
        max_size=6,
    ).map("".join),
)  # fmt: skip
IRIS = st.sampled_from(
    [
        A, B, f"<{BASE}concept/x-1>", f"<{BASE}concept/->", f"<{BASE}concept/é>", f"<{BASE}concept/a%20b>", f"<{BASE}concept/>", f"<{BASE}>",
        f"<{BASE}a/../b>", f"<{BASE}a//b>", f"<{BASE}entry/s/001>", f"<{BASE}concept/a.b>", f"<{BASE}it's(1,2);3>", "<urn:isbn:9780000000000>",
        "<mailto:a@example.org>", "<https://example.com?q=1&r=2#f>", "<https://example.com/x#>", "<https://example.com>", f"<{SKOS}>", iri("skos:Concept"),
        iri("euvoc:XlNote"), iri("gk:Entry"), "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>", "<https://例え.jp/テスト>",
    ]
)  # fmt: skip
BLANKS = st.sampled_from(["_:b0", "_:b1", "_:0", "_:x-y.z"])
DATATYPES = st.sampled_from(["xsd:anyURI", "gk:kind", "https://example.org/kind"])
TYPED = [
    ("true", "xsd:boolean"),
    ("1", "xsd:boolean"),
    ("10", "xsd:integer"),
    ("2026-01-02", "xsd:date"),
    ("2026", "xsd:gYear"),
    ("<b>é</b>", "rdf:HTML"),
]
LITERALS = st.one_of(
    st.builds(literal, TEXT, st.sampled_from(["fr", "en", "de", "ar", "fr-ca", "zh-hant-tw"])),
    st.builds(literal, TEXT),
    st.builds(lambda text, kind: literal(text, datatype=kind), TEXT, DATATYPES),
    st.sampled_from([literal(text, datatype=kind) for text, kind in TYPED]),
)  # fmt: skip
PREDICATES = st.one_of(
    st.sampled_from(
        [expand(name) for name in (
            "rdf:type skos:prefLabel skos:broader skos:notation euvoc:xlDefinition rdf:value dct:created dct:source gk:status owl:deprecated "
            "foaf:page rdf:first rdf:rest schema:url"
        ).split()] + ["https://example.org/concept/p", "https://example.org/p", "https://example.com/ns#été", "urn:x:p"]
    ).map(lambda name: f"<{name}>"),
)  # fmt: skip
SUBJECTS: st.SearchStrategy[Term] = st.one_of(IRIS, IRIS, BLANKS)
GRAPHS = st.lists(
    st.tuples(SUBJECTS, PREDICATES, st.one_of(LITERALS, IRIS, BLANKS)), min_size=1, max_size=12, unique=True
)


@pytest.mark.parametrize("suffix", RDFLIB)
def test_random_graphs_read_back_in_both_parsers(suffix, tmp_path_factory):
    path = tmp_path_factory.mktemp("random") / f"graph{suffix}"

    @QUIET
    @given(GRAPHS)
    def check(graph):
        expected = rdflib.Graph().parse(data=to_ntriples(graph), format="nt")
        write(path, quads(*graph), PREFIX, BASE, CONTEXT)
        assert isomorphic(in_rdflib(path), expected)
        read = rdflib.Graph().parse(data=to_ntriples(parse_rdf(path)), format="nt")
        assert isomorphic(read, expected)

    check()


def test_rdf_type_as_an_object_is_no_verb():
    from rdflib import Graph

    term = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    out = io.StringIO()
    write_turtle([("<http://a.example/p>", iri("rdfs:seeAlso"), term)], out, prefixes_for("http://a.example/"))
    assert "seeAlso rdf:type" in out.getvalue()
    assert len(Graph().parse(data=out.getvalue(), format="turtle")) == 1

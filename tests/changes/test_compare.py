"""Each kind of change, told once, with what belongs to it."""

from __future__ import annotations

import json
import time

import pytest
from vocabularies import BASE, compared, local, side

from conftest import RECORDS
from glosskos.changes import Level, Side, compare, compare_files, read_side
from glosskos.changes.blank import relabel
from glosskos.changes.patch import apply, as_json
from glosskos.changes.reports import as_text
from glosskos.errors import DocumentError, EmptyFile, GlosskosError, RecordsError
from glosskos.pipeline import build
from glosskos.terms import iri

START = """
:s a skos:ConceptScheme ; dct:title "Essai"@fr ; owl:versionInfo "1.2.3" ; skos:hasTopConcept :tool , :act .
:tool a skos:Concept ; skos:prefLabel "outil"@fr , "tool"@en ; skos:topConceptOf :s ; skos:narrower :card .
:act a skos:Concept ; skos:prefLabel "activité"@fr ; skos:topConceptOf :s .
:card a skos:Concept ; skos:prefLabel "carte"@fr ; skos:altLabel "carton"@fr , "fiche"@fr ; skos:hiddenLabel "kart"@fr ;
  skos:notation "T1" ; skos:definition "Rectangle de carton."@fr ; skos:broader :tool ; skos:related :act .
:act skos:related :card .
"""


def kinds(comparison) -> list[str]:
    return [change.kind for change in comparison.changes]


def only(comparison):
    assert len(comparison.changes) == 1, kinds(comparison)
    return comparison.changes[0]


def test_a_concept_added_takes_its_links_along(tmp_path):
    new = START + (
        ':gift a skos:Concept ; skos:prefLabel "carte cadeau"@fr ; skos:broader :card ; skos:related :act . '
        ":card skos:narrower :gift . :act skos:related :gift ."
    )
    change = only(compared(tmp_path, START, new))
    assert (change.kind, change.subject, change.new) == ("concept-added", *local("gift"), local("card"))
    assert len(change.added) == 6 and change.level is Level.MINOR


def test_a_concept_gone_takes_its_links_along(tmp_path):
    old = START + ':gift a skos:Concept ; skos:prefLabel "bon"@fr ; skos:broader :card . :card skos:narrower :gift .'
    change = only(compared(tmp_path, old, START))
    assert (change.kind, change.subject, change.level) == ("concept-withdrawn", *local("gift"), Level.MAJOR)
    assert len(change.removed) == 4


def test_withdrawn_and_still_there(tmp_path):
    new = START.replace(
        "skos:broader :tool ; skos:related :act .", 'owl:deprecated true ; skos:historyNote "Retiré."@fr .'
    )
    new = new.replace(":act skos:related :card .", "").replace(" ; skos:narrower :card", "")
    change = only(compared(tmp_path, START, new))
    assert change.kind == "concept-withdrawn" and len(change.removed) == 4 and len(change.added) == 2
    back = compared(tmp_path, new, START)
    assert only(back).kind == "concept-restored" and back.level is Level.MINOR


@pytest.mark.parametrize(("targets", "kind"), [(":tool", "concept-merged"), (":tool , :act", "concept-split")])
def test_replaced(tmp_path, targets, kind):
    new = START.replace(
        "skos:broader :tool ; skos:related :act .", f"owl:deprecated true ; dct:isReplacedBy {targets} ."
    )
    change = only(
        compared(tmp_path, START, new.replace(":act skos:related :card .", "").replace(" ; skos:narrower :card", ""))
    )
    assert change.kind == kind and change.level is Level.MAJOR
    assert change.new == tuple(sorted(local(*targets.replace(":", "").split(" , "))))


def test_merged_without_a_word_where_all_labels_moved(tmp_path):
    new = START.replace(":card a skos:Concept", ":x a skos:Nothing").replace(' ; skos:notation "T1"', "")
    kept = START.split(":card a", maxsplit=1)[0].replace(" ; skos:narrower :card", "")
    new = kept + ':tool skos:altLabel "carte"@fr , "carton"@fr , "fiche"@fr ; skos:hiddenLabel "kart"@fr .'
    comparison = compared(tmp_path, START, new)
    assert {"concept-merged", "label"} == set(kinds(comparison))
    assert comparison.of_kind("concept-merged")[0].new == local("tool")


def test_merged_where_all_entries_moved(tmp_path):
    entry = ':e1 a gk:Entry ; rdfs:label "carte"@fr ; dct:subject {0} . :e2 a gk:Entry ; rdfs:label "carton"@fr ; dct:subject {0} .'
    old = START + entry.format(":card")
    new = START.split(":card a", maxsplit=1)[0].replace(" ; skos:narrower :card", "") + entry.format(":tool")
    comparison = compared(tmp_path, old, new)
    assert comparison.of_kind("concept-merged")[0].new == local("tool")
    assert len(comparison.of_kind("entry")) == 2


def test_a_part_that_becomes_a_concept_of_its_own_is_a_split(tmp_path):
    new = START.replace(' , "fiche"@fr', "") + ':file a skos:Concept ; skos:prefLabel "fiche"@fr ; skos:broader :tool .'
    comparison = compared(tmp_path, START, new)
    assert kinds(comparison) == ["concept-added", "concept-split"]
    split = comparison.changes[1]
    assert (split.subject, split.new, split.level) == (*local("card"), local("card", "file"), Level.MINOR)


@pytest.mark.parametrize("same", ["notation", "labels"])
def test_another_iri_is_told_as_such(tmp_path, same):
    new = START.replace(":card", ":karte")
    if same == "notation":
        new = new.replace('"carte"@fr', '"carte nouvelle"@fr')
    else:
        new = new.replace(' ; skos:notation "T1"', "").replace('\n  skos:notation "T1" ;', "")
    comparison = compared(tmp_path, START, new)
    renamed = comparison.of_kind("concept-renamed")[0]
    assert (renamed.old, renamed.new) == (local("card"), local("karte")) and renamed.level is Level.MAJOR
    assert kinds(comparison)[1:] == (["relabelled"] if same == "notation" else ["notation"])
    assert "moved" not in kinds(comparison) and "related" not in kinds(comparison)


def test_a_preferred_label_that_becomes_alternative_is_one_change(tmp_path):
    new = START.replace('"carte"@fr ; skos:altLabel "carton"@fr', '"carton"@fr ; skos:altLabel "carte"@fr')
    change = only(compared(tmp_path, START, new))
    assert (change.kind, change.language, change.old, change.new) == ("relabelled", "fr", ("carte",), ("carton",))
    assert change.kept == ("carte", "carton") and len(change.removed) == len(change.added) == 2
    assert change.level is Level.PATCH


def test_labels_by_kind_and_language(tmp_path):
    new = (
        START.replace('"carton"@fr , ', "").replace('"kart"@fr', '"kart"@fr , "carton"@fr')
        + ':card skos:altLabel "card"@en .'
    )
    labels = compared(tmp_path, START, new).changes
    assert [(each.predicate, each.language, each.kept, each.new) for each in labels] == [
        ("skos:altLabel", "en", (), ("card",)),
        ("skos:hiddenLabel", "fr", ("carton",), ()),
    ]


def test_moved_is_told_of_the_child_whichever_side_states_it(tmp_path):
    new = START.replace("skos:broader :tool", "skos:broader :act").replace(" ; skos:narrower :card", "")
    change = only(compared(tmp_path, START, new + ":act skos:narrower :card ."))
    assert (change.kind, change.subject, change.old, change.new) == (
        "moved",
        *local("card"),
        local("tool"),
        local("act"),
    )
    assert len(change.removed) == len(change.added) == 2 and change.level is Level.MAJOR


def test_the_same_link_from_the_other_side_is_no_move(tmp_path):
    comparison = compared(tmp_path, START, START.replace(" ; skos:narrower :card", ""))
    assert kinds(comparison) == ["statements"]


def test_to_the_top_and_from_it(tmp_path):
    new = START.replace("skos:topConceptOf :s .\n:card", "skos:broader :tool .\n:card").replace(
        ":tool , :act .", ":tool ."
    )
    change = only(compared(tmp_path, START, new))
    assert (change.kind, change.old, change.new) == ("moved", (), local("tool")) and len(change.removed) == 2


def test_definitions_by_language_and_notes_by_property(tmp_path):
    new = START.replace("Rectangle de carton.", "Rectangle de carton rigide.") + (
        ':card skos:definition "A card."@en ; skos:scopeNote "Emploi."@fr ; gk:divergence "Diffèrent."@fr ; skos:example "x"@fr .'
    )
    found = compared(tmp_path, START, new).changes
    assert [(each.kind, each.predicate, each.language) for each in found] == [
        ("definition", "skos:definition", "en"),
        ("definition", "skos:definition", "fr"),
        ("divergence", "gk:divergence", "fr"),
        ("note", "skos:example", "fr"),
        ("note", "skos:scopeNote", "fr"),
    ]
    assert found[1].old == ("Rectangle de carton.",) and found[1].new == ("Rectangle de carton rigide.",)


NOTE = ':card {1} {0} . {0} rdf:value "{2}"@fr ; dct:source :src . :src a dct:BibliographicResource ; dct:title "Le glossaire" .'


@pytest.mark.parametrize("node", [":note", "_:b"])
@pytest.mark.parametrize("predicate", ["euvoc:xlDefinition", "skos:definition"])
def test_what_a_source_says_changes_in_one(tmp_path, node, predicate):
    old, new = (START + NOTE.format(node, predicate, text) for text in ("Un texte.", "Un autre texte."))
    change = only(compared(tmp_path, old, new))
    assert (change.kind, change.source, change.old, change.new) == (
        "sourced-definition",
        *local("src"),
        ("Un texte.",),
        ("Un autre texte.",),
    )
    assert change.subject == BASE + "card"


def test_a_quotation_in_the_place_of_a_restatement_is_one_change(tmp_path):
    old, new = (
        START + NOTE.format(node, "euvoc:xlDefinition", text)
        for node, text in ((":def", "Reformulé."), (":quot", "Cité."))
    )
    change = only(compared(tmp_path, old, new))
    assert (change.kind, change.old, change.new) == ("sourced-definition", ("Reformulé.",), ("Cité.",))


def test_a_sources_texts_are_compared_whichever_place_they_have(tmp_path):
    first = NOTE.format(":n1", "euvoc:xlDefinition", "Le premier.")
    both = NOTE.format(":n1", "euvoc:xlDefinition", "Un nouveau.") + NOTE.format(
        ":n2", "euvoc:xlDefinition", "Le premier."
    )
    change = only(compared(tmp_path, START + first, START + both))
    assert (change.kind, change.old, change.new) == ("sourced-definition", (), ("Un nouveau.",))


def test_related_is_told_once_a_pair(tmp_path):
    new = START.replace("skos:broader :tool ; skos:related :act .", "skos:broader :tool .").replace(
        ":act skos:related :card .", ""
    )
    change = only(compared(tmp_path, START, new))
    assert (change.kind, change.subject, change.old, change.new) == ("related", *local("act"), local("card"), ())
    assert len(change.removed) == 2


def test_reasons_go_with_their_links_and_change_alone(tmp_path):
    reason = (
        ":l a gk:Link ; rdf:subject :act ; rdf:predicate skos:related ; rdf:object :card ; "
        'rdfs:comment "parce que"@fr ; dct:type :kind .'
    )
    without = START.replace("skos:broader :tool ; skos:related :act .", "skos:broader :tool .")
    gone = compared(tmp_path, START + reason, without.replace(":act skos:related :card .", ""))
    assert only(gone).kind == "related" and len(only(gone).removed) == 8
    change = only(compared(tmp_path, START + reason, START + reason.replace("parce que", "puisque")))
    assert (change.kind, change.predicate, change.old, change.new) == (
        "link",
        "rdfs:comment",
        ("parce que",),
        ("puisque",),
    )
    up = reason.replace(":act ;", ":card ;").replace(
        "skos:related ; rdf:object :card", "skos:broader ; rdf:object :tool"
    )
    moved = START.replace("skos:broader :tool", "skos:broader :act").replace(" ; skos:narrower :card", "")
    assert only(compared(tmp_path, START + up, moved)).kind == "moved"


def test_themes_sources_entries_scheme_dates_and_the_rest(tmp_path):
    extra = (
        ':t a skos:Collection ; skos:prefLabel "Thème"@fr ; skos:member :card . :src a dct:BibliographicResource ; dct:title "G" . '
        ':e a gk:Entry ; rdfs:label "carte"@fr ; dct:subject :card .'
    )
    added = compared(tmp_path, START, START + extra)
    assert kinds(added) == ["theme-added", "theme-members", "source-added", "entry-added"]
    assert added.of_kind("theme-members")[0].subject == BASE + "card" and added.level is Level.MINOR
    gone = compared(tmp_path, START + extra, START)
    assert kinds(gone) == ["theme-withdrawn", "theme-members", "source-withdrawn", "entry-withdrawn"]
    changed = extra.replace('"Thème"', '"Sujet"').replace('"G"', '"H"').replace("dct:subject :card", "dct:subject :act")
    changed = changed.replace("skos:member :card", "skos:member :act")
    new = (START + changed).replace('"Essai"', '"Épreuve"').replace("1.2.3", "1.2.4") + (
        ':card dct:modified "2026-01-02"^^xsd:date ; dct:source :src ; skos:exactMatch :other ; :unknown "x" .'
    )
    found = compared(tmp_path, START + extra, new)
    assert kinds(found) == [
        "mapping", "theme", "theme-members", "theme-members", "source", "sources", "entry", "scheme", "version", "dates", "statements",
    ]  # fmt: skip
    assert found.versions == ("1.2.3", "1.2.4") and found.level is Level.PATCH


def test_a_renamed_theme_source_and_entry(tmp_path):
    extra = (
        ':t{0} a skos:Collection ; skos:prefLabel "Thème"@fr ; skos:member :card . :g{0} a dct:BibliographicResource ; dct:title "G" . '
        ':e{0} a gk:Entry ; rdfs:label "carte"@fr ; dct:isPartOf :g{0} ; dct:subject :card .'
    )
    found = compared(tmp_path, START + extra.format(""), START + extra.format("2"))
    assert kinds(found) == ["theme-renamed", "source-renamed", "entry-renamed"]


def test_files_folders_of_records_and_builds_are_read_alike(tmp_path, records):
    out = tmp_path / "dist"
    build(records, out)
    assert compare_files(records, out).changes == ()
    for name in ("thesaurus.rdf", "thesaurus.jsonld", "thesaurus.nt", "thesaurus.trig"):
        comparison = compare_files(out / name, records)
        assert comparison.changes == () and comparison.left_out, name
    with pytest.raises(DocumentError, match="neither records"):
        read_side(tmp_path)
    with pytest.raises(DocumentError, match="No such file"):
        read_side(tmp_path / "nothing.ttl")
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    with pytest.raises(EmptyFile, match="empty, no statement in it"):
        read_side(tmp_path / "empty.ttl")
    (tmp_path / "other.ttl").write_text("<http://e/a> a <http://e/b> .", encoding="utf-8")
    with pytest.raises(DocumentError, match="no skos:Concept"):
        read_side(tmp_path / "other.ttl")


def test_records_with_a_changed_reason(copied, records):
    path = copied / "concepts" / "acteur.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("fr: ", text.index("reason:")) + len("fr: ")
    path.write_text(text[:at] + "voici que " + text[at:], encoding="utf-8")
    change = only(compare_files(records, copied))
    assert change.kind == "link" and change.new[0].startswith("voici que ")
    (copied / "scheme.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(RecordsError):
        compare_files(records, copied)


def test_relative_iris_do_not_hang_on_the_files_name(tmp_path):
    text = '<#c> a skos:Concept ; skos:prefLabel "c"@fr ; skos:broader <other> . <other> a skos:Concept .'
    prefixes = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text(prefixes + text, encoding="utf-8")
    assert compare_files(tmp_path / "a.ttl", tmp_path / "b.ttl").changes == ()


def test_a_patch_of_another_vocabulary_is_refused(tmp_path):
    patch = json.loads(
        as_json(compared(tmp_path, START, START.replace("carton rigide", "x").replace("Rectangle", "Carré")))
    )
    with pytest.raises(GlosskosError, match="another vocabulary"):
        apply(patch, read_side(RECORDS / "thesaurus.ttl").triples)


def test_the_order_of_statements_does_not_matter(tmp_path):
    lines = START.replace(" .\n", " .\n\n").strip().split("\n\n")
    assert compare(side(tmp_path, START, "a"), side(tmp_path, "\n".join(reversed(lines)), "b")).changes == ()


@pytest.mark.parametrize("node", [":label", "_:b"])
def test_labels_of_skos_xl_are_labels(tmp_path, node):
    xl = (
        START
        + f':card <http://www.w3.org/2008/05/skos-xl#altLabel> {node} . {node} <http://www.w3.org/2008/05/skos-xl#literalForm> "x"@fr .'
    )
    change = only(compared(tmp_path, xl, xl.replace('"x"@fr', '"y"@fr')))
    assert (change.kind, change.subject, change.old, change.new) == ("label", *local("card"), ("x",), ("y",))
    assert "autre libellé (SKOS-XL) : [-x-], {+y+}" in as_text(compared(tmp_path, xl, xl.replace('"x"@fr', '"y"@fr')))


def test_the_time_grows_with_the_size_and_not_with_its_square():
    def triples(number: int, base: str) -> set:
        found = set()
        for index in range(number):
            own = f"<{base}{index}>"
            found |= {
                (own, iri("rdf:type"), iri("skos:Concept")),
                (own, iri("skos:prefLabel"), f'"terme {index}"@fr'),
                (own, iri("skos:altLabel"), f'"autre {index}"@fr'),
                (own, iri("skos:broader"), f"<{base}{index // 9}>"),
                (own, iri("skos:related"), f"<{base}{(index * 7) % number}>"),
                (own, iri("euvoc:xlDefinition"), f"_:n{index}"),
                (f"_:n{index}", iri("rdf:value"), f'"texte {index}"@fr'),
            }
        return found

    def seconds(number: int) -> float:
        old = Side("old", set(relabel(triples(number, f"{BASE}a/"))))
        changed = {each for each in triples(number, f"{BASE}a/") if not each[0].endswith("3>")}
        sides = [Side("changed", set(relabel(changed))), Side("renamed", set(relabel(triples(number, f"{BASE}b/"))))]
        start = time.process_time()
        assert all(compare(old, each).changes for each in sides)
        return time.process_time() - start

    assert seconds(4000) < 10 * seconds(1000)  # 4 times as many; the square would be 16

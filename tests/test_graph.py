"""The RDF contract of DESIGN.md on the real thesaurus, with code of its own: the YAML is read again, the triples with rdflib."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD

from conftest import RECORDS
from glosskos.errors import RecordsError
from glosskos.flat_graph import flat_quads
from glosskos.graph import (
    Iris,
    citation,
    evidence_quads,
    link_iri,
    link_triple,
    thesaurus_quads,
    triples,
    vocabulary,
)
from glosskos.model import Link, Segment, SourcedDefinition
from glosskos.pipeline import graphs_of, write_data
from glosskos.thesaurus import load_thesaurus, with_quotations

BASE = "https://w3id.org/relation-client/"
GK = Namespace("https://w3id.org/glosskos/ns#")
EUVOC = Namespace("http://publications.europa.eu/ontology/euvoc#")
ISO = Namespace("http://purl.org/iso25964/skos-thes#")
SDO = Namespace("https://schema.org/")
SCHEME = URIRef(f"{BASE}thesaurus")


def read(folder: Path) -> dict[str, dict]:
    """All mappings of a folder of records, every scalar as it stands."""
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for path in sorted(folder.glob("*.yaml"))
    }


@pytest.fixture(scope="module")
def cards() -> dict[str, dict]:
    """Slug to card, from all files."""
    return {slug: card for file in read(RECORDS / "concepts").values() for slug, card in file.items()}


@pytest.fixture(scope="module")
def sheets() -> dict[str, dict]:
    """Source id to its record."""
    return read(RECORDS / "sources")


@pytest.fixture(scope="module")
def printed(sheets) -> dict[str, dict]:
    """``source/number`` to entry."""
    return {f"{source}/{entry['number']}": entry for source, sheet in sheets.items() for entry in sheet["entry"]}


@pytest.fixture(scope="module")
def folder(thesaurus, tmp_path_factory) -> Path:
    where = tmp_path_factory.mktemp("data")
    write_data(graphs_of(thesaurus), where, thesaurus.scheme.base)
    return where


@pytest.fixture(scope="module")
def graph(folder) -> Graph:
    return Graph().parse(folder / "thesaurus.ttl")


@pytest.fixture(scope="module")
def evidence(folder) -> Graph:
    return Graph().parse(folder / "evidence.ttl")


@pytest.fixture(scope="module")
def flat(folder) -> Graph:
    return Graph().parse(folder / "thesaurus-flat.ttl")


def concept(slug: str) -> URIRef:
    return URIRef(f"{BASE}concept/{slug}")


def texts(graph: Graph, subject: URIRef, predicate: URIRef) -> set[tuple[str | None, str]]:
    """Language and text of literals; fails on anything that is no literal."""
    values = list(graph.objects(subject, predicate))
    assert all(isinstance(value, Literal) for value in values)
    return {(value.language, str(value)) for value in values}


def of(card: dict, key: str) -> set[tuple[str | None, str]]:
    """A card's texts by language, one or a list each."""
    return {
        (language, value)
        for language, values in card.get(key, {}).items()
        for value in (values if isinstance(values, list) else [values])
    }


def in_force(cards: dict[str, dict]) -> dict[str, dict]:
    return {slug: card for slug, card in cards.items() if "deprecated" not in card}


# ---------------------------------------------------------------- concepts


def test_the_concepts_are_those_of_the_cards(graph, cards):
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {concept(slug) for slug in cards}


@pytest.mark.parametrize(
    ("predicate", "key"),
    [
        (SKOS.prefLabel, "prefLabel"), (SKOS.altLabel, "altLabel"), (SKOS.hiddenLabel, "hiddenLabel"), (SKOS.definition, "definition"),
        (GK.divergence, "divergence"), (SKOS.scopeNote, "scopeNote"), (SKOS.example, "example"), (SKOS.editorialNote, "editorialNote"),
        (SKOS.historyNote, "historyNote"),
    ],
)  # fmt: skip
def test_the_texts_of_a_concept_are_those_of_its_card(graph, cards, predicate, key):
    assert {slug: texts(graph, concept(slug), predicate) for slug in cards} == {
        slug: of(card, key) for slug, card in cards.items()
    }


@pytest.mark.parametrize("predicate", [SKOS.prefLabel, SKOS.definition])
def test_exactly_one_label_and_one_definition_a_language(graph, cards, predicate):
    for slug in in_force(cards):
        assert sorted(language for language, _ in texts(graph, concept(slug), predicate)) == ["en", "fr"]


def test_every_concept_has_one_notation_one_creation_and_one_modification(graph, cards):
    for slug, card in cards.items():
        subject = concept(slug)
        assert list(graph.objects(subject, SKOS.notation)) == [Literal(card["notation"])]
        assert list(graph.objects(subject, DCTERMS.created)) == [Literal(card["created"], datatype=XSD.date)]
        assert list(graph.objects(subject, DCTERMS.modified)) == [
            Literal(card.get("modified", card["created"]), datatype=XSD.date)
        ]
        assert list(graph.objects(subject, SKOS.inScheme)) == [SCHEME]


def stated(cards: dict[str, dict], kind: str) -> set[tuple[URIRef, URIRef]]:
    return {(concept(slug), concept(link["concept"])) for slug, card in cards.items() for link in card.get(kind, ())}


def test_both_directions_of_the_hierarchy_are_asserted(graph, cards):
    assert set(graph.subject_objects(SKOS.broader)) == stated(cards, "broader")
    assert set(graph.subject_objects(SKOS.narrower)) == {(above, below) for below, above in stated(cards, "broader")}


def test_both_directions_of_related_are_asserted(graph, cards):
    pairs = stated(cards, "related")
    assert set(graph.subject_objects(SKOS.related)) == pairs | {(other, one) for one, other in pairs}


def test_both_directions_of_the_top_concepts_are_asserted(graph, cards):
    tops = {concept(slug) for slug, card in in_force(cards).items() if not card.get("broader")}
    assert tops
    assert set(graph.subjects(SKOS.topConceptOf, SCHEME)) == tops
    assert set(graph.objects(SCHEME, SKOS.hasTopConcept)) == tops
    assert (
        len(list(graph.triples((None, SKOS.topConceptOf, None))))
        == len(list(graph.triples((None, SKOS.hasTopConcept, None))))
        == len(tops)
    )


@pytest.mark.parametrize(
    "predicate", [SKOS.broaderTransitive, SKOS.narrowerTransitive, SKOS.semanticRelation, SKOS.mappingRelation]
)
def test_what_only_the_closure_says_is_not_asserted(graph, predicate):
    assert list(graph.triples((None, predicate, None))) == []


def test_the_sources_of_a_concept_are_those_of_its_entries(graph, cards, printed):
    sources = defaultdict(set)
    for name, entry in printed.items():
        for slug in entry["concept"]:
            sources[slug].add(URIRef(f"{BASE}source/{name.split('/')[0]}"))
    for slug in cards:
        assert set(graph.objects(concept(slug), DCTERMS.source)) == sources[slug]


def test_a_divergence_is_told_in_both_languages_or_not_at_all(graph, cards):
    languages = {
        tuple(sorted(language for language, _ in texts(graph, concept(slug), GK.divergence))) for slug in cards
    }
    assert languages == {(), ("en", "fr")}


def test_withdrawn_concepts_stand_apart(graph, cards):
    withdrawn = {concept(slug) for slug, card in cards.items() if "deprecated" in card}
    assert set(graph.subjects(OWL.deprecated, Literal(True))) == withdrawn
    linked = {
        term
        for predicate in (SKOS.broader, SKOS.related, SKOS.topConceptOf)
        for pair in graph.subject_objects(predicate)
        for term in pair
    }
    assert withdrawn & (linked | set(graph.objects(None, SKOS.member))) == set()


# ---------------------------------------------------------------- notes, entries, sources


def expected_notes(printed: dict[str, dict]) -> dict[URIRef, tuple[str, str, str]]:
    """A note's IRI to its concept, entry and text: in the order of the entries, a source's second is ``-2``."""
    count: Counter[tuple[str, str]] = Counter()
    found = {}
    for name in sorted(printed):
        entry, source = printed[name], name.split("/")[0]
        if entry["status"] == "missing":
            continue
        for slug in entry["concept"]:
            count[slug, source] += 1
            suffix = f"-{count[slug, source]}" if count[slug, source] > 1 else ""
            restatement = entry["restatement"]
            text = restatement if isinstance(restatement, str) else restatement[slug]
            found[URIRef(f"{BASE}definition/{slug}/{source}{suffix}")] = (slug, name, text)
    return found


def test_every_text_of_an_entry_is_a_note_of_each_of_its_concepts(graph, printed):
    expected = expected_notes(printed)
    assert set(graph.subjects(RDF.type, EUVOC.XlNote)) == set(expected)
    assert set(graph.subject_objects(EUVOC.xlDefinition)) == {
        (concept(slug), note) for note, (slug, _, _) in expected.items()
    }


def test_a_note_has_one_french_text_its_source_and_its_entry_and_no_more(graph, printed):
    for note, (_, name, text) in expected_notes(printed).items():
        assert set(graph.predicate_objects(note)) == {
            (RDF.type, EUVOC.XlNote),
            (RDF.value, Literal(text, lang="fr")),
            (DCTERMS.source, URIRef(f"{BASE}source/{name.split('/')[0]}")),
            (PROV.wasDerivedFrom, URIRef(f"{BASE}entry/{name}")),
        }


def test_the_second_note_of_a_source_is_numbered_and_never_without_a_first(graph):
    notes = {str(note) for note in graph.subjects(RDF.type, EUVOC.XlNote)}
    numbered = {note for note in notes if re.search(r"-[2-9]$", note)}
    assert numbered, "the five glossaries have such entries"
    for note in numbered:
        stem, _, number = note.rpartition("-")
        assert (stem if number == "2" else f"{stem}-{int(number) - 1}") in notes


def test_the_entries_are_those_of_the_records(graph, printed):
    assert set(graph.subjects(RDF.type, GK.Entry)) == {URIRef(f"{BASE}entry/{name}") for name in printed}
    assert all(re.fullmatch(r"[a-z0-9-]+/[0-9]{3}", name) for name in printed)


def test_an_entry_says_its_term_source_concepts_and_status(graph, printed):
    for name, entry in printed.items():
        subject = URIRef(f"{BASE}entry/{name}")
        assert texts(graph, subject, RDFS.label) == {("fr", entry["term"])}
        assert list(graph.objects(subject, DCTERMS.isPartOf)) == [URIRef(f"{BASE}source/{name.split('/')[0]}")]
        assert set(graph.objects(subject, DCTERMS.subject)) == {concept(slug) for slug in entry["concept"]} != set()
        assert list(graph.objects(subject, GK.status)) == [GK[entry["status"]]]
        restored = [Literal(True)] if "headingRestored" in entry else []
        assert list(graph.objects(subject, GK.headingRestored)) == restored
        assert texts(graph, subject, RDFS.comment) == ({("en", entry["note"])} if "note" in entry else set())


def lines(segments: str) -> set[int]:
    found: set[int] = set()
    for part in filter(None, segments.replace(" ", "").split(",")):
        first, _, last = part.split(":")[0].partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def test_an_entry_is_cited_with_its_number_and_the_lines_of_its_body(graph, printed, sheets):
    for name, entry in printed.items():
        source, _, number = name.partition("/")
        ((language, cited),) = texts(graph, URIRef(f"{BASE}entry/{name}"), DCTERMS.bibliographicCitation)
        match = re.fullmatch(r"(.+), entrée (\d+), (lignes?) ([0-9, -]+)", cited)
        assert language == "fr"
        assert match, cited
        assert match.group(1) == sheets[source].get("shortTitle", sheets[source]["title"])
        assert int(match.group(2)) == int(number)
        wanted = lines(entry.get("body", "")) or lines(entry["heading"])
        assert lines(match.group(4)) == wanted
        assert match.group(3) == ("lignes" if len(wanted) > 1 else "ligne")


def test_the_sources_are_described_once_each(graph, sheets):
    assert set(graph.subjects(RDF.type, DCTERMS.BibliographicResource)) == {
        URIRef(f"{BASE}source/{name}") for name in sheets
    }
    for name, sheet in sheets.items():
        subject = URIRef(f"{BASE}source/{name}")
        assert texts(graph, subject, DCTERMS.title) == {("fr", sheet["title"])}
        assert texts(graph, subject, DCTERMS.bibliographicCitation) == {("fr", sheet["citation"])}
        assert texts(graph, subject, DCTERMS.description) == of(sheet, "description")
        assert list(graph.objects(subject, DCTERMS.publisher)) == [URIRef(f"{BASE}agent/{sheet['publisher']['slug']}")]
        assert list(graph.objects(subject, FOAF.page)) == ([URIRef(sheet["page"])] if "page" in sheet else [])


def test_publishers_and_creator_are_agents_with_a_name(graph, sheets, thesaurus):
    creator = thesaurus.scheme.creator
    agents = {sheet["publisher"]["slug"]: sheet["publisher"]["name"] for sheet in sheets.values()} | {
        creator.slug: creator.name
    }
    assert set(graph.subjects(RDF.type, SDO.Organization)) == {URIRef(f"{BASE}agent/{slug}") for slug in agents}
    for slug, name in agents.items():
        subject = URIRef(f"{BASE}agent/{slug}")
        assert {FOAF.Agent, PROV.Agent} <= set(graph.objects(subject, RDF.type))
        assert [
            str(value) for predicate in (SDO.name, FOAF.name, RDFS.label) for value in graph.objects(subject, predicate)
        ] == [name] * 3


# ---------------------------------------------------------------- themes, scheme, vocabulary


def test_themes_are_collections_of_the_concepts_that_name_them(graph, cards):
    themes = read(RECORDS)["themes"]
    assert set(graph.subjects(RDF.type, SKOS.Collection)) == {URIRef(f"{BASE}theme/{slug}") for slug in themes}
    for slug, theme in themes.items():
        subject = URIRef(f"{BASE}theme/{slug}")
        assert texts(graph, subject, SKOS.prefLabel) == of(theme, "prefLabel")
        assert texts(graph, subject, SKOS.definition) == of(theme, "definition")
        assert set(graph.objects(subject, SKOS.member)) == {
            concept(name) for name, card in cards.items() if slug in card.get("theme", ())
        }
        assert list(graph.objects(subject, SKOS.inScheme)) == list(graph.objects(subject, RDFS.isDefinedBy)) == [SCHEME]


def test_the_scheme_is_described(graph, sheets):
    record = read(RECORDS)["scheme"]
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [SCHEME]
    for predicate in (DCTERMS.title, SKOS.prefLabel, RDFS.label):
        assert texts(graph, SCHEME, predicate) == of(record, "title")
    for predicate in (DCTERMS.description, SKOS.definition):
        assert texts(graph, SCHEME, predicate) == of(record, "description")
    assert list(graph.objects(SCHEME, DCTERMS.license)) == [URIRef(record["license"])]
    assert list(graph.objects(SCHEME, OWL.versionInfo)) == [Literal(record["version"])]
    assert set(graph.objects(SCHEME, DCTERMS.source)) == {URIRef(f"{BASE}source/{name}") for name in sheets}


def used(graph: Graph) -> set[URIRef]:
    """The properties, and the classes that things are of."""
    return {predicate for predicate in graph.predicates() if isinstance(predicate, URIRef)} | set(
        graph.objects(None, RDF.type)
    )


def test_our_own_terms_are_labelled_in_both_languages(graph):
    ours = {term for term in used(graph) | set(graph.objects()) if isinstance(term, URIRef) and term.startswith(GK)}
    assert {GK.divergence, GK.Entry, GK.status, GK.repaired} <= ours
    for term in ours:
        assert {language for language, _ in texts(graph, term, RDFS.label)} == {"fr", "en"}


def test_the_properties_of_others_that_concepts_and_notes_use_are_labelled_in_the_data(graph, cards):
    subjects = [
        *(concept(slug) for slug in cards),
        *graph.subjects(RDF.type, EUVOC.XlNote),
        *graph.subjects(RDF.type, GK.Entry),
    ]
    properties = {predicate for subject in subjects for predicate in graph.predicates(subject)} - {RDF.type}
    unlabelled = {
        each for each in properties if {language for language, _ in texts(graph, each, RDFS.label)} != {"fr", "en"}
    }
    assert {str(each) for each in unlabelled} == set()


def test_the_vocabulary_is_read_from_the_folder_that_is_named(tmp_path):
    (tmp_path / "vocabulary.ttl").write_text("<https://example.org/a> a <https://example.org/B> .", encoding="utf-8")
    assert [triple[2] for triple in vocabulary(tmp_path)] == ["<https://example.org/B>"]


# ---------------------------------------------------------------- the graph as a whole


def test_there_is_no_blank_node_in_any_data_file(folder):
    for path in sorted(folder.glob("*.nt")) + sorted(folder.glob("*.ttl")):
        graph = Graph().parse(path)
        assert len(graph) > 0
        assert all(isinstance(term, URIRef | Literal) for triple in graph for term in triple), path.name


def test_iris_of_the_thesaurus_are_ascii_below_the_base_and_of_the_known_kinds(graph):
    forms = re.compile(
        r"thesaurus|concept/S|source/S|entry/S/\d{3}|definition/S/S|theme/S|agent/S".replace(
            "S", r"[a-z0-9]+(?:-[a-z0-9]+)*"
        )
    )
    own = {str(term) for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(BASE)}
    assert {iri for iri in own if not forms.fullmatch(iri.removeprefix(BASE))} == set()


def test_what_is_pointed_to_below_the_base_is_described(graph):
    pointed = {value for value in graph.objects() if isinstance(value, URIRef) and value.startswith(BASE)}
    assert pointed - set(graph.subjects()) == set()


def test_every_subject_of_the_thesaurus_has_a_kind(graph):
    assert {subject for subject in set(graph.subjects()) if subject.startswith(BASE)} - set(
        graph.subjects(RDF.type)
    ) == set()


def test_trig_holds_each_source_in_a_graph_of_its_own_and_their_union_is_the_turtle(folder, graph, sheets):
    dataset = Dataset().parse(folder / "thesaurus.trig")
    quads = set(dataset.quads())
    assert {quad[:3] for quad in quads} == set(graph)
    assert len(quads) == len(graph), "no triple in two graphs"
    names = {str(quad[3]).removeprefix(f"{BASE}graph/") for quad in quads}
    assert names == {"editor", *sheets}
    for subject, _, _, name in quads:
        match = re.match(rf"{BASE}(?:source/([^/]+)|entry/([^/]+)/|definition/[^/]+/(.+))", str(subject))
        source = re.sub(r"-[2-9]$", "", next(filter(None, match.groups()))) if match else "editor"
        assert str(name) == f"{BASE}graph/{source}"


@pytest.mark.parametrize("name", ["thesaurus.jsonld", "thesaurus.rdf", "thesaurus.nt"])
def test_the_other_syntaxes_hold_the_same(folder, graph, name):
    assert set(Graph().parse(folder / name)) == set(graph)


def test_the_inferred_graph_holds_the_asserted_and_the_transitives(folder, graph):
    inferred = Graph().parse(folder / "thesaurus-inferred.ttl")
    assert set(graph) < set(inferred)
    above = defaultdict(set)
    for below, parent in graph.subject_objects(SKOS.broader):
        above[below].add(parent)
    pairs = set()
    for start in above:
        todo, seen = list(above[start]), set()
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo += above.get(at, ())
        pairs |= {(start, at) for at in seen}
    assert set(inferred.subject_objects(SKOS.broaderTransitive)) == pairs
    assert set(inferred.subject_objects(SKOS.narrowerTransitive)) == {(one, other) for other, one in pairs}


# ---------------------------------------------------------------- evidence


def test_every_stated_pair_has_one_link_with_its_iri_and_its_triple_exists(evidence, graph, cards):
    expected = {}
    for slug, card in cards.items():
        for link in card.get("broader", ()):
            expected[URIRef(f"{BASE}link/{slug}/broader/{link['concept']}")] = (
                slug,
                SKOS.broader,
                link["concept"],
                link,
            )
        for link in card.get("related", ()):
            one, other = sorted((slug, link["concept"]))
            expected[URIRef(f"{BASE}link/{one}/related/{other}")] = (one, SKOS.related, other, link)
    assert set(evidence.subjects()) == set(evidence.subjects(RDF.type, GK.Link)) == set(expected)
    for subject, (one, predicate, other, link) in expected.items():
        stated = (concept(one), predicate, concept(other))
        assert stated in graph
        kinds = {"generic": ISO.broaderGeneric, "partitive": ISO.broaderPartitive, "instantial": ISO.broaderInstantial}
        assert set(evidence.predicate_objects(subject)) == {
            (RDF.type, GK.Link), (RDF.type, RDF.Statement),
            (RDF.subject, stated[0]), (RDF.predicate, stated[1]), (RDF.object, stated[2]),
            *((RDFS.comment, Literal(text, lang=language)) for language, text in link["reason"].items()),
            *((DCTERMS.type, kinds[link["type"]]) for _ in (1,) if "type" in link),
            *((DCTERMS.source, URIRef(f"{BASE}entry/{name}")) for name in link.get("entry", ())),
        }  # fmt: skip


def test_every_link_of_the_graph_has_its_reason(evidence, graph):
    told = {
        (evidence.value(link, RDF.subject), evidence.value(link, RDF.predicate), evidence.value(link, RDF.object))
        for link in evidence.subjects(RDF.type, GK.Link)
    }
    mirrored = {(other, predicate, one) for one, predicate, other in told if predicate == SKOS.related}
    assert told | mirrored == set(graph.triples((None, SKOS.broader, None))) | set(
        graph.triples((None, SKOS.related, None))
    )


def test_every_reason_is_told_in_both_languages(evidence):
    for link in evidence.subjects(RDF.type, GK.Link):
        assert sorted(language for language, _ in texts(evidence, link, RDFS.comment)) == ["en", "fr"]


def test_the_entries_that_support_a_link_exist(evidence, graph):
    assert set(evidence.objects(None, DCTERMS.source)) <= set(graph.subjects(RDF.type, GK.Entry))


def test_a_related_link_has_one_iri_whichever_side_states_it():
    one, other = Link("b", "related", "a", {}), Link("a", "related", "b", {})
    assert link_iri(one, BASE) == link_iri(other, BASE) == f"{BASE}link/a/related/b"
    assert link_triple(one, Iris(BASE)) == link_triple(other, Iris(BASE))


# ---------------------------------------------------------------- the flat file


def test_the_flat_file_has_one_french_name_and_definition_and_at_most_one_broader(flat, cards):
    assert set(flat.subjects(RDF.type, SKOS.Concept)) == {concept(slug) for slug in in_force(cards)}
    for slug, card in in_force(cards).items():
        subject = concept(slug)
        assert texts(flat, subject, SKOS.prefLabel) == {("fr", card["prefLabel"]["fr"])}
        assert [language for language, _ in texts(flat, subject, SKOS.definition)] == ["fr"]
        assert list(flat.objects(subject, SKOS.broader)) == [
            concept(link["concept"]) for link in card.get("broader", ())[:1]
        ]
        assert ("en", card["prefLabel"]["en"]) in texts(flat, subject, SKOS.altLabel)
        assert of(card, "altLabel") <= texts(flat, subject, SKOS.altLabel)


def test_the_flat_file_turns_every_broader_round(flat):
    assert set(flat.subject_objects(SKOS.narrower)) == {
        (above, below) for below, above in flat.subject_objects(SKOS.broader)
    }


def test_the_flat_file_holds_nothing_but_plain_skos(flat):
    concepts = set(flat.subjects(RDF.type, SKOS.Concept))
    plain = {
        RDF.type,
        SKOS.prefLabel,
        SKOS.altLabel,
        SKOS.definition,
        SKOS.broader,
        SKOS.narrower,
        SKOS.related,
        SKOS.topConceptOf,
        SKOS.inScheme,
        SKOS.notation,
        SKOS.hiddenLabel,
    }
    assert {predicate for subject in concepts for predicate in flat.predicates(subject)} <= plain
    assert set(flat.objects(None, RDF.type)) & {EUVOC.XlNote, GK.Entry, DCTERMS.BibliographicResource} == set()


def test_a_flat_definition_holds_the_editors_then_each_sources_then_the_divergence(flat, cards, printed, sheets):
    notes = defaultdict(list)
    for note, (slug, name, text) in sorted(expected_notes(printed).items()):
        notes[slug].append((sheets[name.split("/")[0]]["publisher"]["name"], printed[name]["status"], text, str(note)))
    marks = {"repaired": " (texte rétabli)", "truncated": " (texte coupé)"}
    for slug, card in in_force(cards).items():
        ((_, found),) = texts(flat, concept(slug), SKOS.definition)
        first, *parts = found.split("\n\n")
        assert first == card["definition"]["fr"]
        for name, status, text, note in notes[slug]:
            said, link = parts.pop(0).rsplit("\n", 1)
            assert said == f"**{name}** (reformulé){marks.get(status, '')} : {text}"
            page = sheets[note.rsplit("/", 1)[-1].removesuffix("-2")].get("page")
            assert re.fullmatch(
                rf"— \[[^]]+, entrée \d+, lignes? [-\d, ]+\]\({re.escape(note)}\)"
                + (rf", \[page de la source\]\({re.escape(page)}\)" if page else ""),
                link,
            )
        rest = [("Divergence", "divergence"), ("Note d'application", "scopeNote"), ("Exemple", "example")]
        assert parts == [f"**{word}** : {card[key]['fr']}" for word, key in rest if key in card]


def test_withdrawn_concepts_stay_out_of_the_flat_file_and_keep_their_place_in_the_full_one(thesaurus):
    slug = next(slug for slug in thesaurus.concepts if not thesaurus.narrower[slug])
    old = replace(
        thesaurus.concepts[slug], deprecated=True, broader=(), themes=(), is_replaced_by=(thesaurus.top_concepts[0],), history_note={"fr": "Retiré.", "en": "Withdrawn."}
    )  # fmt: skip
    spoilt = replace(thesaurus, concepts={**thesaurus.concepts, slug: old})
    subject = Iris(BASE).concept(slug)
    assert subject not in {quad[0] for quad in flat_quads(spoilt)}
    said = {quad[1:3] for quad in thesaurus_quads(spoilt) if quad[0] == subject}
    assert (f"<{OWL.deprecated}>", f'"true"^^<{XSD.boolean}>') in said
    assert (f"<{DCTERMS.isReplacedBy}>", Iris(BASE).concept(thesaurus.top_concepts[0])) in said
    assert not [predicate for predicate, _ in said if predicate in (f"<{SKOS.broader}>", f"<{SKOS.topConceptOf}>")]


# ---------------------------------------------------------------- quotations


def test_a_quotation_stands_in_the_place_of_the_restatement(thesaurus):
    entry = next(each for each in thesaurus.entries.values() if each.status == "complete" and len(each.concepts) == 1)
    quoted = with_quotations(thesaurus, {entry.id: "Mots de l'éditeur."})
    iris = Iris(BASE)
    ((note,),) = [[each for each in quoted.definitions if each.entry == entry.id]]
    assert note.quoted
    stated = set(triples(thesaurus_quads(quoted)))
    subject = iris.note(note)
    assert subject.startswith(f"<{BASE}quotation/{entry.concepts[0]}/{entry.source}")
    assert (subject, f"<{PROV.wasQuotedFrom}>", iris.entry(entry.id)) in stated
    assert (subject, f"<{PROV.wasDerivedFrom}>", iris.entry(entry.id)) in stated
    assert (subject, f"<{RDF.value}>", '"Mots de l\'éditeur."@fr') in stated
    assert not [triple for triple in stated if triple[0] == subject.replace("/quotation/", "/definition/")]


def test_there_is_no_licence_over_quotations(thesaurus):
    entry = next(each for each in thesaurus.entries.values() if each.status == "complete")
    plain, quoted = thesaurus_quads(thesaurus), thesaurus_quads(with_quotations(thesaurus, {entry.id: "x"}))
    assert [quad for quad in plain if quad[1] == f"<{DCTERMS.license}>"]
    assert not [quad for quad in quoted if quad[1] == f"<{DCTERMS.license}>"]


# ---------------------------------------------------------------- small things


@pytest.mark.parametrize(
    ("file", "key", "value"),
    [
        ("scheme.yaml", "base", "https://example.org/a b/"), ("scheme.yaml", "license", "https://example.org/<licence>"),
        ("sources/24pm.yaml", "page", "https://example.org/un glossaire"),
    ],
)  # fmt: skip
def test_an_address_that_no_iri_can_be_is_refused_with_its_line(copied, file, key, value):
    path = copied / file
    text = re.sub(rf"^{key}: .*$", f"{key}: {value}", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    line = text.splitlines().index(f"{key}: {value}") + 1
    with pytest.raises(RecordsError) as error:
        load_thesaurus(copied)
    assert [(Path(problem.path).name, problem.line) for problem in error.value.problems] == [(path.name, line)]


@pytest.mark.parametrize(
    ("ordinal", "quoted", "expected"),
    [
        (1, False, "definition/a/s"),
        (2, False, "definition/a/s-2"),
        (3, False, "definition/a/s-3"),
        (2, True, "quotation/a/s-2"),
    ],
)
def test_the_iris_of_notes(ordinal, quoted, expected):
    assert Iris(BASE).note(SourcedDefinition("a", "s", ordinal, "x", "s/001", quoted)) == f"<{BASE}{expected}>"


@pytest.mark.parametrize(
    ("body", "heading", "expected"),
    [
        ((3,), (1,), "ligne 3"), ((3, 4), (), "lignes 3-4"), ((3, 5), (), "lignes 3, 5"), ((8, 4, 6, 5, 4), (), "lignes 4-6, 8"), ((), (1, 2), "lignes 1-2"),
    ],
)  # fmt: skip
def test_lines_are_cited_in_order_and_runs_together(thesaurus, body, heading, expected):
    entry = replace(
        next(iter(thesaurus.entries.values())),
        number="007",
        body=tuple(map(Segment, body)),
        heading=tuple(map(Segment, heading)),
    )
    source = thesaurus.sources[entry.source]
    assert citation(entry, source) == f"{source.short_title}, entrée 7, {expected}"


def test_an_agent_without_a_page_has_none(thesaurus):
    bare = replace(
        thesaurus, scheme=replace(thesaurus.scheme, creator=replace(thesaurus.scheme.creator, slug="nobody", url=""))
    )
    said = [quad for quad in thesaurus_quads(bare) if quad[0] == Iris(BASE).agent("nobody")]
    assert said
    assert not [quad for quad in said if quad[1] == f"<{SDO.url}>"]


def test_a_source_without_a_page_and_an_entry_with_a_note(thesaurus):
    name = next(iter(thesaurus.sources))
    entry = next(each for each in thesaurus.entries.values() if each.source == name)
    changed = replace(
        thesaurus,
        sources={**thesaurus.sources, name: replace(thesaurus.sources[name], page="")},
        entries={
            **thesaurus.entries,
            entry.id: replace(entry, note="A heading that two lines share.", heading_restored=True),
        },
    )
    said = set(triples(thesaurus_quads(changed)))
    iris = Iris(BASE)
    assert not [triple for triple in said if triple[0] == iris.source(name) and triple[1] == f"<{FOAF.page}>"]
    assert (iris.entry(entry.id), f"<{RDFS.comment}>", '"A heading that two lines share."@en') in said
    assert (iris.entry(entry.id), f"<{GK.headingRestored}>", f'"true"^^<{XSD.boolean}>') in said


def test_evidence_goes_into_the_editors_graph(thesaurus):
    assert {quad[3] for quad in evidence_quads(thesaurus)} == {f"<{BASE}graph/editor>"}

"""Small vocabularies to compare, as Turtle and at random."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from glosskos.changes import Comparison, Side, compare
from glosskos.changes.blank import relabel
from glosskos.terms import Term, Triple, iri, literal, parse_rdf

PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> . @prefix gk: <https://w3id.org/glosskos/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/v/> .
"""
BASE = "https://example.org/v/"


def side(folder: Path, turtle: str, name: str = "side") -> Side:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return Side(name, set(relabel(parse_rdf(path))))


def compared(folder: Path, old: str, new: str) -> Comparison:
    return compare(side(folder, old, "old"), side(folder, new, "new"))


def local(*names: str) -> tuple[str, ...]:
    return tuple(BASE + name for name in names)


CONCEPTS = [iri(f"{BASE}c{number}") for number in range(5)]
THEMES = [iri(f"{BASE}t{number}") for number in range(2)]
NOTES = [*(iri(f"{BASE}n{number}") for number in range(3)), "_:x", "_:y"]
ENTRIES = [iri(f"{BASE}e{number}") for number in range(3)]
SOURCES = [iri(f"{BASE}s{number}") for number in range(2)]
SCHEME = iri(f"{BASE}scheme")
WORDS = [
    literal(word, language=tag)
    for word in ("un", "deux", "trois mots ici", 'un "mot" \\ à part\n')
    for tag in ("fr", "en")
]
WORDS += [literal("plain"), literal("2026-01-01", datatype="xsd:date")]


def _statements() -> st.SearchStrategy[Triple]:
    concept, word = st.sampled_from(CONCEPTS), st.sampled_from(WORDS)

    def some(subject: st.SearchStrategy[Term], names: str, value: st.SearchStrategy[Term]) -> st.SearchStrategy[Triple]:
        return st.tuples(subject, st.sampled_from([iri(name) for name in names.split()]), value)

    note, entry, source = (st.sampled_from(each) for each in (NOTES, ENTRIES, SOURCES))
    return st.one_of(
        some(concept, "skos:prefLabel skos:altLabel skos:hiddenLabel", word),
        some(concept, "skos:definition skos:scopeNote gk:divergence dct:modified skos:notation gk:unknown", word),
        some(concept, "skos:broader skos:narrower skos:related dct:isReplacedBy skos:exactMatch", concept),
        some(concept, "euvoc:xlDefinition skos:definition", note),
        some(concept, "owl:deprecated", st.just(literal("true", datatype="xsd:boolean"))),
        some(concept, "dct:source", source),
        some(note, "rdf:value rdfs:comment", word),
        some(note, "dct:source", source),
        some(note, "prov:wasDerivedFrom", st.one_of(entry, note)),
        some(entry, "dct:subject", concept),
        some(entry, "rdfs:label", word),
        some(source, "dct:title", word),
        some(st.sampled_from(THEMES), "skos:member", concept),
        some(st.sampled_from(THEMES), "skos:prefLabel", word),
        some(st.just(SCHEME), "dct:title owl:versionInfo", word),
        some(st.just(SCHEME), "skos:hasTopConcept", concept),
        some(st.sampled_from([*CONCEPTS, *THEMES]), "rdf:type", st.sampled_from([iri("skos:Concept"), iri("skos:Collection")])),
        some(entry, "rdf:type", st.just(iri("gk:Entry"))),
        some(source, "rdf:type", st.just(iri("dct:BibliographicResource"))),
    )  # fmt: skip


def random_side(name: str) -> st.SearchStrategy[Side]:
    """Vocabularies of a few concepts, some with faults that no editor would make."""
    types = st.lists(st.sampled_from(CONCEPTS), min_size=1, unique=True)
    statements = st.lists(_statements(), max_size=40)
    return st.builds(
        lambda concepts, rest: Side(
            name, set(relabel({*((each, iri("rdf:type"), iri("skos:Concept")) for each in concepts), *rest}))
        ),
        types,
        statements,
    )


def edits(triples: list[Triple]) -> st.SearchStrategy[list[tuple[int, str]]]:
    """Random edits of a vocabulary: which statement, and what happens to it."""
    return st.lists(
        st.tuples(
            st.integers(0, len(triples) - 1), st.sampled_from(["drop", "reword", "redirect", "drop subject", "rename"])
        ),
        max_size=12,
    )


def edited(triples: list[Triple], todo: list[tuple[int, str]]) -> set[Triple]:
    """Give the vocabulary after the edits."""
    found = set(triples)
    for index, what in todo:
        subject, predicate, value = triples[index]
        other = triples[(index * 7 + 1) % len(triples)][0]
        if what == "drop":
            found.discard((subject, predicate, value))
        elif what == "reword" and value[0] == '"':
            found.discard((subject, predicate, value))
            found.add((subject, predicate, f'"{"x" * (index % 3)}{value[1:]}'))
        elif what == "redirect" and value[0] == "<":
            found.discard((subject, predicate, value))
            found.add((subject, predicate, other))
        elif what == "drop subject":
            found = {each for each in found if subject not in (each[0], each[2])}
        elif what == "rename":
            new = f"{subject[:-1]}-{index}>"
            found = {tuple(new if term == subject else term for term in each) for each in found}  # type: ignore[misc]
    return found

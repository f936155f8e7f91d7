"""Both SHACL engines on random mutations: same focus node, shape and severity, under every family at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seeds import XL, clean

from glosskos.closure import close
from glosskos.graph import thesaurus_quads
from glosskos.namespaces import SKOS
from glosskos.terms import Triple, iri, literal, parse_rdf
from glosskos.validation.engines import ENGINES, shape_files, shapes_of

SHAPES = shapes_of(shape_files())
CLOSED = shapes_of(shape_files(["skos"]))
EVERYTHING = clean()
SUBJECTS = [*sorted({triple[0] for triple in EVERYTHING}), "_:x", "<urn:example:x>"]
PREDICATES = (
    [
        f"<{SKOS}{name}>"
        for name in (
            "prefLabel altLabel hiddenLabel definition scopeNote note broader narrower related broaderTransitive exactMatch broadMatch relatedMatch "
            "inScheme topConceptOf hasTopConcept member memberList notation historyNote narrowMatch closeMatch narrowerTransitive"
        ).split()
    ]
    + [f"<{XL}literalForm>"]
    + [
        iri(name)
        for name in (
            "rdf:type",
            "owl:deprecated",
            "dct:title",
            "dct:created",
            "dct:creator",
            "schema:name",
            "schema:url",
            "dct:source",
        )
    ]
)
OBJECTS = [
    *SUBJECTS, "_:y", f"<{XL}Label>", "<urn:example:a%20b>", "<mailto:a@example.org>", "<https://例え.example/é>", literal("x" * 3000, "en"), "<https://example.org/gone>", f"<{SKOS}Concept>", f"<{SKOS}ConceptScheme>", f"<{SKOS}Collection>",
    literal("true", datatype="xsd:boolean"), literal("1", datatype="xsd:integer"), literal("2026-13-45", datatype="xsd:date"),
    literal("2026-01-02", datatype="xsd:date"), literal("2026-01-02T10:00:00Z", datatype="xsd:dateTime"),
    *(literal(text, tag) for text in ("chat", "", " ", "a\u200bb", "a\nb", "é  è", "\u00a0", "“”", "𝒳", "RC0001", "\ufffd", "a\n", "a ", "\x1ca", "a\x85", "\u2028", "\u202ea", "\u00ad", "e\u0301", "RC0001\n", "\\\"'", "İ") for tag in ("", "fr", "en", "en-GB", "FR")),
]  # fmt: skip

Results = list[tuple[str, str, str]]


def found(engine: str, triples: list[Triple], shapes: list[Triple]) -> Results:
    return sorted({(each.focus, each.shape, each.severity) for each in ENGINES[engine](triples, shapes)})


def hold(triples: list[Triple]) -> int:
    """Hold the engines against each other on the published and the closed graph; give the number of results."""
    closed = [*triples, *close(triples)]
    number = 0
    for graph, shapes in ((triples, SHAPES), (closed, CLOSED)):
        theirs = found("pyshacl", graph, shapes)
        assert found("shacl", graph, shapes) == theirs
        number += len(theirs)
    return number


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(PREDICATES), st.sampled_from(OBJECTS)), max_size=8),
    st.sets(st.integers(0, len(EVERYTHING) - 1), max_size=6),
)
def test_the_engines_agree_on_a_mutated_vocabulary(put, drop):
    kept = [triple for at, triple in enumerate(EVERYTHING) if at not in drop]
    hold(list(dict.fromkeys([*kept, *put])))


@pytest.mark.parametrize("start", range(0, 3))
def test_the_engines_agree_on_mutations_of_the_thesaurus(thesaurus, start):
    """Every ninth statement of each third of a part of the thesaurus is dropped, or gets the object of another."""
    whole = sorted({quad[:3] for quad in thesaurus_quads(thesaurus)})
    concepts = sorted({subject for subject, _, _ in whole if "/concept/" in subject})[start * 30 : start * 30 + 12]
    part = [
        triple for triple in whole if triple[0] in concepts or (triple[2] in concepts and "/concept/" not in triple[0])
    ]
    mutated = [
        (subject, predicate, part[(at * 7 + 3) % len(part)][2]) if at % 9 == start else (subject, predicate, value)
        for at, (subject, predicate, value) in enumerate(part)
        if at % 9 != start + 3
    ]
    assert hold(mutated) > 10


@pytest.mark.parametrize("start", range(3))
def test_the_engines_agree_on_the_whole_thesaurus_with_a_hundred_mutations(thesaurus, start):
    """Statements are dropped, or get another predicate or object, theirs or one that is wrong on purpose."""
    chance = random.Random(start)
    whole = sorted({quad[:3] for quad in thesaurus_quads(thesaurus)})
    objects = [*sorted({value for _, _, value in whole}), *OBJECTS * 20]
    predicates = sorted({predicate for _, predicate, _ in whole})
    for _ in range(100):
        at = chance.randrange(len(whole))
        subject, predicate, value = whole.pop(at)
        kind = chance.randrange(4)
        if kind == 0:
            whole.append((subject, chance.choice([*PREDICATES, *predicates]), value))
        elif kind == 1:
            whole.append((subject, predicate, chance.choice(objects)))
        elif kind == 2:
            whole += [(subject, predicate, value), (subject, chance.choice(PREDICATES), chance.choice(objects))]
    assert hold(list(dict.fromkeys(whole))) > 40


def test_the_engines_agree_on_all_examples_together():
    """All examples of faults in one graph: what one shape says may not depend on what others look at."""
    folder = Path(__file__).parents[1] / "shapes"
    triples = [triple for path in sorted(folder.glob("*/invalid-*.ttl")) for triple in parse_rdf(path)]
    assert hold(list(dict.fromkeys(triples))) > 100


def test_a_blank_node_keeps_its_name_in_both():
    typed = [(node, iri("rdf:type"), f"<{SKOS}Concept>") for node in ("_:c", "_:a", "<https://example.org/x>", "_:b")]
    results = [found(engine, typed, shapes_of(shape_files(["linked-data"]))) for engine in ENGINES]
    assert results[0] == results[1]
    assert [focus for focus, _, _ in results[0]] == ["_:a", "_:b", "_:c"]

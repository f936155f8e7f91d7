"""Shapes of data that would take for ever if a check compared all pairs: each is done in seconds, or the suite would not end."""

from __future__ import annotations

from seeds import SCHEME, c, s

from glosskos.closure import close_for_checks
from glosskos.namespaces import GK
from glosskos.terms import Triple, iri, literal
from glosskos.validation.details import detailed
from glosskos.validation.findings import Finding
from glosskos.validation.graphs import Row, graph_checks
from glosskos.validation.index import Vocabulary
from glosskos.validation.quality import quality_queries, run

MANY = 10_000


def concepts(number: int = MANY) -> list[Triple]:
    return [(c(at), iri("rdf:type"), s("Concept")) for at in range(number)]


def rows(check: str, triples: list[Triple]) -> list[Row]:
    return list(graph_checks()[check].find(Vocabulary(triples)))


def test_one_label_on_very_many_concepts():
    labels = [(c(at), s("prefLabel"), literal("Carte" if at % 2 else "cartes", "fr")) for at in range(MANY)]
    assert len(rows("look-alike-label", [*concepts(), *labels])) == MANY
    shared = run([*concepts(), *labels], [each for each in quality_queries() if each.name == "shared-label"])
    assert len(list(shared)) == MANY


def test_one_acronym_on_very_many_concepts():
    labels = [
        (c(at), s("prefLabel"), literal("GRC" if at % 2 else "gestion relation client", "fr")) for at in range(MANY)
    ]
    found = rows("acronym-clash", [*concepts(), *labels])
    assert len(found) == MANY // 2
    assert {row.detail for row in found} == {"gestion relation client has “gestion relation client”"}


def test_one_definition_and_one_notation_on_very_many_concepts():
    texts = [(c(at), s("definition"), literal("À définir plus tard.", "fr")) for at in range(MANY)]
    assert len(rows("shared-definition", [*concepts(), *texts])) == MANY
    assert rows("near-duplicate", [*concepts(), *texts]) == []
    notations = [(c(at), s("notation"), literal("0")) for at in range(MANY)]
    same = run([*concepts(), *notations], [each for each in quality_queries() if each.name == "ambiguous-notation"])
    assert len(list(same)) == MANY


def test_a_chain_with_every_second_step_redundant():
    links = [(c(at), s("broader"), c(at - step)) for at in range(2, MANY) for step in (1, 2)]
    assert len(rows("redundant-broader", [*concepts(), *links])) == MANY - 3
    assert rows("disconnected-cluster", [*concepts(), *links]) == []


def test_very_many_children_of_one_concept():
    links = [(c(at), s("broader"), c(0)) for at in range(1, MANY)]
    tops = [(c(0), s("topConceptOf"), SCHEME), (SCHEME, s("hasTopConcept"), c(0))]
    assert rows("redundant-broader", [*concepts(), *links]) == []
    assert rows("unreachable-from-top", [*concepts(), *links, *tops]) == []
    related = [(c(at), s("related"), c(at + 1)) for at in range(1, 20)]
    queries = [each for each in quality_queries() if each.name == "valueless-associative"]
    assert len(list(run([*concepts(), *links, *related], queries))) == 19


def test_a_very_long_circle_is_walked_once_and_told_short():
    links = [(c(at), s("broader"), c((at + 1) % MANY)) for at in range(MANY)]
    triples = [*concepts(), *links]
    found = [Finding("Violation", f"{GK}NoCycle", c(at)[1:-1]) for at in range(MANY)]
    vocabulary = Vocabulary(triples)
    told = list(detailed(found, lambda: vocabulary))
    assert len({each.detail for each in told}) == 1
    assert f"… ({MANY} concepts)" in told[0].detail
    assert rows("redundant-broader", triples) == []
    assert len(close_for_checks(triples)) < 10 * MANY

"""Validation in parts: the findings are those of one call."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from seeds import SCHEME, c, s

from glosskos.terms import Triple, iri, literal
from glosskos.validation import engines
from glosskos.validation.engines import shape_files, shapes_of, with_shacl
from glosskos.validation.findings import Finding
from glosskos.validation.parts import asked, bare

SHAPES = shapes_of(shape_files(["labels", "documentation", "structure", "linked-data"]))
KIND = iri("rdf:type")


def vocabulary() -> list[Triple]:
    """Concepts without note or scheme, a tenth without a label, some of a class below skos:Concept, empty and untagged labels."""
    own = "<http://example.org/ns#Term>"
    found: list[Triple] = [(own, iri("rdfs:subClassOf"), s("Concept")), (SCHEME, KIND, s("ConceptScheme"))]
    for at in range(60):
        found.append((c(at), KIND, own if at % 7 == 0 else s("Concept")))
        if at % 10:
            found.append((c(at), s("prefLabel"), literal(" " if at % 9 == 0 else f"nom {at}", "fr" if at % 4 else "")))
        if at % 3 == 0:
            found += [(c(at), s("broader"), c(at + 1)), (c(at), s("definition"), literal("", "fr"))]
    found.append(("_:lone", KIND, s("Concept")))
    return found


def run(monkeypatch: pytest.MonkeyPatch, many: int, targets: int) -> tuple[list[Finding], list[int]]:
    sizes: list[int] = []

    def divided(ask, shapes: Sequence[Triple], triples: Sequence[Triple]):
        for part in asked(ask, shapes, triples, many, targets):
            sizes.append(len(part))
            yield part

    monkeypatch.setattr(engines, "asked", divided)
    return sorted(with_shacl(vocabulary(), SHAPES)), sizes


@pytest.mark.parametrize(("many", "targets"), [(40, 1000), (10, 7), (1, 1)])
def test_a_divided_validation_finds_what_one_call_finds(monkeypatch, many, targets):
    whole, once = run(monkeypatch, 10_000, 10_000)
    assert len(once) == 1
    assert len({each.shape for each in whole}) >= 6
    assert any(each.focus == "_:lone" for each in whole), "a blank node keeps its own name"
    divided, sizes = run(monkeypatch, many, targets)
    assert divided == whole
    assert len(sizes) > 1
    assert max(sizes) <= max(many, targets * 3)


def test_a_call_is_given_no_more_than_it_may_hold(monkeypatch):
    _, sizes = run(monkeypatch, 30, 20)
    assert max(sizes) <= 30


def test_shapes_are_asked_without_their_texts():
    assert {predicate for _, predicate, _ in SHAPES} - {predicate for _, predicate, _ in bare(SHAPES)} == {
        iri("sh:message"),
        iri("rdfs:comment"),
    }

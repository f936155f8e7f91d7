"""Nodes that are described as concepts and not said to be any."""

from __future__ import annotations

from collections.abc import Iterator

from glosskos.namespaces import prefixed
from glosskos.ordering import TYPE
from glosskos.terms import iri, value_of
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Vocabulary

__all__ = ["CHECKS"]

_RELATIONS = tuple(iri(f"skos:{name}") for name in ("broader", "narrower", "related"))
_HAS_TOP, _TOP_OF, _IN = (iri(f"skos:{name}") for name in ("hasTopConcept", "topConceptOf", "inScheme"))


def _untyped(vocabulary: Vocabulary) -> Iterator[Row]:
    """Nodes with a label that relations, or their scheme, take for a concept."""
    known = {*vocabulary.concepts, *vocabulary.schemes, *vocabulary.collections}
    used = {node for kind in _RELATIONS for pair in vocabulary.stated[kind] for node in pair}
    used |= {value for _, value in vocabulary.stated[_HAS_TOP]} | {subject for subject, _ in vocabulary.stated[_TOP_OF]}
    used |= {subject for subject, _ in vocabulary.stated[_IN]}
    lacking = {node for node in used - known if vocabulary.labels.get(node)}
    if not lacking:
        return
    types: dict[str, str] = {}
    for subject, predicate, value in vocabulary.triples:
        if predicate == TYPE and subject in lacking:
            types[subject] = min(value, types.get(subject, value))
    for node in sorted(lacking):
        own = f"; it is a {prefixed(value_of(types[node]))}" if node in types else ""
        yield Row(node, "", TYPE[1:-1], f"{vocabulary.name(node)}{own}")


CHECKS = (
    GraphCheck(
        "untyped-concept",
        "structure",
        "nodes that are described as concepts and not said to be any",
        {
            "fr": "Une ressource est décrite comme un concept, et rien ne dit qu'elle en est un.",
            "en": "A resource is described as a concept, and nothing says that it is one.",
        },
        "Tools find concepts by their type (rdf:type skos:Concept): this one has a label and a place, and is shown nowhere.",
        "Add rdf:type skos:Concept (“a skos:Concept”), or declare its class to be a sub-class of it.",
        _untyped,
    ),
)

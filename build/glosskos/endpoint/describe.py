"""The description of one thing: what is said of it, and what belongs to it and would be nowhere without it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from glosskos.terms import Triple, iri

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["describe"]

# What belongs to a concept, from either end: its notes; the entries about it; the reasons of its links.
_PARTS = (iri("euvoc:xlDefinition"),)
_OWNERS = (iri("dct:subject"), iri("rdf:subject"), iri("rdf:object"))
_LINKED = tuple(
    iri(f"skos:{name}") for name in ("broader", "narrower", "related", "member", "hasTopConcept", "inScheme")
)
_NAMES = (iri("skos:prefLabel"), iri("rdfs:label"))
_MOST_OWNED = 2000


def describe(store: Store, name: str) -> list[Triple]:
    """Give the triples that describe a thing; none where nothing is said of it.

    They are those with it as subject (in any graph: a build's catalog record has one of its own), the same of its sourced
    definitions, its entries and the reasons of its links, and the names of the concepts that it is linked to.

    :param name: its IRI
    """
    from pyoxigraph import DefaultGraph, NamedNode

    graph = DefaultGraph()

    def about(node: NamedNode) -> Iterator[Triple]:
        for quad in store.quads_for_pattern(node, None, None, None):
            yield (str(quad.subject), str(quad.predicate), str(quad.object))

    def nodes(terms: Iterator[str]) -> list[NamedNode]:
        return [NamedNode(term[1:-1]) for term in dict.fromkeys(terms) if term[0] == "<"]

    thing = NamedNode(name)
    found = list(about(thing))
    if not found:
        return []
    for node in nodes(value for _, predicate, value in found if predicate in _PARTS):
        found += about(node)
    for predicate in _OWNERS:
        quads = store.quads_for_pattern(None, NamedNode(predicate[1:-1]), thing, graph)
        owned = [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]
        for node in owned[:_MOST_OWNED]:
            found += about(node)
    for node in nodes(value for subject, predicate, value in found if predicate in _LINKED and subject == f"<{name}>"):
        for label in _NAMES:
            for quad in store.quads_for_pattern(node, NamedNode(label[1:-1]), None, graph):
                found.append((str(quad.subject), str(quad.predicate), str(quad.object)))
    return list(dict.fromkeys(found))

"""A neighbourhood: a concept, what lies within some steps of it, and the links between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from glosskos.errors import GlosskosError, LookupFailed
from glosskos.model import BroaderType, Link, Text, Thesaurus

__all__ = ["RELATIONS", "Edge", "Neighbourhood", "Node", "neighbourhood"]

RELATIONS = ("broader", "narrower", "related")


@dataclass(frozen=True, slots=True)
class Node:
    """A concept of a neighbourhood.

    :param distance: steps from the centre, 0 for the centre
    :param side: ``centre``, or the relation of the first step on the way to it: ``broader``, ``narrower``, ``related``
    :param step: ``centre``, or the relation of the last step on the way to it
    :param via: the concept it was reached from; empty for the centre
    :param sources: ids of the sources that have an entry for it, in code-point order
    """

    slug: str
    distance: int
    side: str
    step: str
    via: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two concepts of a neighbourhood, as it is stated.

    :param kind: ``broader`` (from the narrower to the broader concept) or ``related``
    :param type: of a hierarchical link; None where it is not told
    :param reason: why, in each language; empty in data that has no reasons
    """

    subject: str
    kind: str
    object: str
    type: BroaderType | None
    reason: Text


@dataclass(frozen=True)
class Neighbourhood:
    """The concepts around one.

    :param nodes: by distance, then in the order they were reached: broader, narrower, related
    :param edges: every link between two of the nodes, ordered by subject, kind and object
    """

    centre: str
    depth: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def node(self) -> dict[str, Node]:
        """Slug to node."""
        return {node.slug: node for node in self.nodes}

    def on_path(self, edge: Edge) -> bool:
        """Tell whether an edge is a step of a shortest way from the centre to another concept."""
        return self.node[edge.subject].distance != self.node[edge.object].distance

    def in_tree(self, edge: Edge) -> bool:
        """Tell whether an edge joins a concept to the one it was first reached from."""
        return self.node[edge.subject].via == edge.object or self.node[edge.object].via == edge.subject


def neighbourhood(
    thesaurus: Thesaurus,
    slug: str,
    depth: int = 1,
    relations: Collection[str] = RELATIONS,
    sources: Collection[str] | None = None,
) -> Neighbourhood:
    """Give the concepts within ``depth`` steps of ``slug``.

    Withdrawn concepts are met as the centre only. Links from a concept to itself, and cycles, do no harm.

    :param relations: which links to walk, seen from the centre outward; a hierarchical link is shown where either way is walked
    :param sources: keep the concepts with an entry in one of these sources, the centre, and what connects them to it
    :raises LookupFailed: if there is no such concept
    :raises GlosskosError: if ``depth`` is negative, a relation or a source unknown
    """
    if slug not in thesaurus.concepts:
        raise LookupFailed(f"no concept has the slug {slug!r}")
    if depth < 0:
        raise GlosskosError(f"a depth of {depth}: name 0 or more steps")
    _known("relation", relations, RELATIONS)
    _known("source", sources or (), tuple(thesaurus.sources))
    nodes = {slug: Node(slug, 0, "centre", "centre", "", _sources(thesaurus, slug))}
    frontier = [slug]
    for distance in range(1, depth + 1):
        reached: list[str] = []
        for here in frontier:
            for relation, there in _steps(thesaurus, here, relations):
                if there not in nodes and not thesaurus.concepts[there].deprecated:
                    side = relation if distance == 1 else nodes[here].side
                    nodes[there] = Node(there, distance, side, relation, here, _sources(thesaurus, there))
                    reached.append(there)
        frontier = reached
    if sources is not None:
        nodes = _of_sources(nodes, set(sources))
    hierarchy = "broader" in relations or "narrower" in relations
    return Neighbourhood(
        slug, depth, tuple(nodes.values()), tuple(_edges(thesaurus, nodes, hierarchy, "related" in relations))
    )


def _known(what: str, named: Collection[str], known: tuple[str, ...]) -> None:
    for name in named:
        if name not in known:
            raise GlosskosError(f"no {what} is called {name!r}; there are: {', '.join(known) or 'none'}")


def _sources(thesaurus: Thesaurus, slug: str) -> tuple[str, ...]:
    return tuple(sorted({entry.source for entry in thesaurus.entries_of[slug]}))


def _steps(thesaurus: Thesaurus, slug: str, relations: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give the steps from a concept: relation and the concept it leads to, in a fixed order."""
    if "broader" in relations:
        for link in thesaurus.concepts[slug].broader:
            yield "broader", link.object
    if "narrower" in relations:
        for child in thesaurus.narrower[slug]:
            yield "narrower", child
    if "related" in relations:
        ends = {link.object if link.subject == slug else link.subject for link in thesaurus.related[slug]}
        for other in sorted(ends):
            yield "related", other


def _of_sources(nodes: dict[str, Node], sources: set[str]) -> dict[str, Node]:
    """Keep the concepts with an entry in ``sources``, and those on the way to them."""
    kept: set[str] = set()
    for node in nodes.values():
        if node.distance == 0 or sources.intersection(node.sources):
            here = node.slug
            while here and here not in kept:
                kept.add(here)
                here = nodes[here].via
    return {slug: node for slug, node in nodes.items() if slug in kept}


def _edges(thesaurus: Thesaurus, nodes: Collection[str], hierarchy: bool, related: bool) -> list[Edge]:
    found: dict[tuple[str, str, str], Edge] = {}

    def add(link: Link) -> None:
        one, other = sorted((link.subject, link.object)) if link.kind == "related" else (link.subject, link.object)
        if link.subject != link.object and link.object in nodes:
            found.setdefault(
                (link.kind, one, other), Edge(link.subject, link.kind, link.object, link.type, link.reason)
            )

    for slug in sorted(nodes):
        concept = thesaurus.concepts[slug]
        for link in (*(concept.broader if hierarchy else ()), *(concept.related if related else ())):
            add(link)
    return sorted(found.values(), key=lambda edge: (edge.subject, edge.kind, edge.object))

"""The thesaurus as a network, measured with networkx: parts, bridges, central concepts, clusters, distances, cohesion of themes.

A link joins two concepts whatever its direction and kind; two concepts that are linked twice are linked once here. Withdrawn concepts
are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from glosskos.model import Thesaurus
from glosskos.neighbourhood.around import RELATIONS

__all__ = ["Central", "Cluster", "Cohesion", "Measures", "measure", "network"]

_SEED = 1  # of the Louvain method, which visits the concepts in a random order
_FEW = 10


@dataclass(frozen=True, slots=True)
class Central:
    """A concept and its share in the network.

    :param degree: how many concepts it is linked to
    :param betweenness: share of the shortest ways between two others that pass it, 0 to 1 (Freeman 1977)
    :param pagerank: chance to be there on a random walk that starts anew with a chance of 0.15 a step (Brin and Page 1998)
    """

    concept: str
    degree: int
    betweenness: float
    pagerank: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Concepts more closely linked to each other than to the rest.

    :param members: by falling degree, so that the first ones tell what the cluster is about
    :param inside: links between members
    :param outside: links that leave the cluster
    """

    members: tuple[str, ...]
    inside: int
    outside: int


@dataclass(frozen=True, slots=True)
class Cohesion:
    """How closely the concepts of a theme are linked.

    :param density: links between members, of all that could be; 0 to 1
    :param share: of the ends of the members' links, those that stay in the theme; 0 to 1
    :param parts: into how many pieces the theme falls where only links between members count
    """

    theme: str
    members: int
    inside: int
    outside: int
    density: float
    share: float
    parts: int


@dataclass(frozen=True, slots=True)
class Measures:
    """What the network is like.

    :param parts: slugs of each connected component, the largest first
    :param bridges: links whose loss would cut a part in two (pairs of slugs in order)
    :param articulation: concepts whose loss would cut a part in two
    :param diameter: the longest of the shortest ways between two concepts of one part
    :param distances: steps to the number of pairs so far apart, in all parts
    :param central: every concept, by falling betweenness
    :param modularity: of the clusters (Newman and Girvan 2004)
    """

    concepts: int
    links: int
    density: float
    parts: tuple[tuple[str, ...], ...]
    bridges: tuple[tuple[str, str], ...]
    articulation: tuple[str, ...]
    diameter: int
    mean_distance: float
    distances: dict[int, int]
    central: tuple[Central, ...]
    clusters: tuple[Cluster, ...]
    modularity: float
    cohesion: tuple[Cohesion, ...]


def network(thesaurus: Thesaurus, relations: Collection[str] = RELATIONS) -> Any:
    """Give a :class:`networkx.Graph` of the concepts in force, by slug.

    :param relations: ``broader`` or ``narrower`` takes the hierarchical links, ``related`` the others
    """
    import networkx as nx

    graph = nx.Graph()
    inforce = [slug for slug, concept in thesaurus.concepts.items() if not concept.deprecated]
    graph.add_nodes_from(sorted(inforce))
    hierarchy = "broader" in relations or "narrower" in relations
    for slug in graph.nodes:
        concept = thesaurus.concepts[slug]
        for link in (*(concept.broader if hierarchy else ()), *(concept.related if "related" in relations else ())):
            if link.object in graph and link.object != slug:
                graph.add_edge(slug, link.object)
    return graph


def measure(thesaurus: Thesaurus, relations: Collection[str] = RELATIONS) -> Measures:
    """Measure the network; the same thesaurus gives the same measures in every process."""
    import networkx as nx

    named = network(thesaurus, relations)
    slugs = list(named)
    # By number, not by name: sets of numbers have the same order in every process, sets of words have not.
    graph = nx.convert_node_labels_to_integers(named)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    distances = _distances(graph)
    clusters, modularity = _clusters(graph, slugs)
    pairs = sum(distances.values())
    return Measures(
        concepts=len(slugs),
        links=graph.number_of_edges(),
        density=round(nx.density(graph), 6),
        parts=tuple(tuple(slugs[at] for at in part) for part in parts),
        bridges=tuple(sorted((slugs[min(pair)], slugs[max(pair)]) for pair in nx.bridges(graph))),
        articulation=tuple(slugs[at] for at in sorted(nx.articulation_points(graph))),
        diameter=max(distances, default=0),
        mean_distance=round(sum(d * n for d, n in distances.items()) / pairs, 4) if pairs else 0.0,
        distances=distances,
        central=_central(graph, slugs),
        clusters=clusters,
        modularity=modularity,
        cohesion=_cohesion(named, thesaurus),
    )


def _distances(graph: Any) -> dict[int, int]:
    import networkx as nx

    count = Counter(
        steps for start, ways in nx.all_pairs_shortest_path_length(graph) for end, steps in ways.items() if start < end
    )
    return dict(sorted(count.items()))


def _central(graph: Any, slugs: list[str]) -> tuple[Central, ...]:
    import networkx as nx

    between, rank = nx.betweenness_centrality(graph), _pagerank(graph)
    found = [
        Central(slug, graph.degree[at], round(between[at], 6), round(rank[at], 6)) for at, slug in enumerate(slugs)
    ]
    return tuple(sorted(found, key=lambda each: (-each.betweenness, -each.degree, each.concept)))


def _pagerank(graph: Any, damping: float = 0.85, enough: float = 1e-10) -> dict[int, float]:
    """Give PageRank by power iteration (networkx's own needs scipy, 100 MB for this one number)."""
    count = len(graph)
    rank = dict.fromkeys(graph, 1 / count) if count else {}
    change = 1.0
    while rank and change > enough:
        lost = sum(rank[at] for at in graph if not graph.degree[at])
        base = (1 - damping + damping * lost) / count
        new = {at: base + damping * sum(rank[other] / graph.degree[other] for other in graph[at]) for at in graph}
        change = sum(abs(new[at] - rank[at]) for at in graph)
        rank = new
    return rank


def _clusters(graph: Any, slugs: list[str]) -> tuple[tuple[Cluster, ...], float]:
    """Give the clusters that the Louvain method finds (Blondel et al. 2008), the largest first, and their modularity."""
    import networkx as nx

    if not graph.number_of_edges():
        return (), 0.0
    found = nx.community.louvain_communities(graph, seed=_SEED)
    ordered = sorted((sorted(each) for each in found), key=lambda each: (-len(each), each))
    clusters = []
    for each in ordered:
        inside = graph.subgraph(each).number_of_edges()
        outside = sum(graph.degree[at] for at in each) - 2 * inside
        members = sorted(each, key=lambda at: (-graph.degree[at], at))
        clusters.append(Cluster(tuple(slugs[at] for at in members), inside, outside))
    return tuple(clusters), round(nx.community.modularity(graph, found), 4)


def _cohesion(graph: Any, thesaurus: Thesaurus) -> tuple[Cohesion, ...]:
    import networkx as nx

    rows = []
    for theme, slugs in thesaurus.members.items():
        part = graph.subgraph(slug for slug in slugs if slug in graph)
        inside, count = part.number_of_edges(), len(part)
        ends = sum(graph.degree[slug] for slug in part)
        rows.append(
            Cohesion(
                theme,
                count,
                inside,
                ends - 2 * inside,
                round(nx.density(part), 4),
                round(2 * inside / ends, 4) if ends else 0.0,
                nx.number_connected_components(part),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.share, row.theme)))

"""A neighbourhood as GraphML, for Gephi, yEd, Cytoscape, networkx: every link, with its reason, and the places of our layout."""

from __future__ import annotations

from glosskos.model import pick
from glosskos.neighbourhood import plain
from glosskos.pictures.scene import Picture, Scene

__all__ = ["PICTURE", "graphml"]


def graphml(scene: Scene) -> str:
    """Give the graph: concepts by slug with labels, IRI, distance, side, sources and place; links by kind, type and reason."""
    import networkx as nx

    graph = nx.MultiDiGraph(name=plain(scene.title), centre=plain(scene.around.centre), depth=scene.around.depth)
    for node, box in zip(scene.around.nodes, scene.layout.boxes, strict=True):
        concept = scene.thesaurus.concepts[node.slug]
        graph.add_node(
            plain(node.slug),
            label=plain(pick(scene.thesaurus.concepts[node.slug].pref_label, scene.language) or node.slug),
            **{f"label_{language}": plain(label) for language, label in concept.pref_label.items()},
            **{f"definition_{language}": plain(text) for language, text in concept.definition.items()},
            iri=plain(scene.iri(node.slug)),
            notation=plain(concept.notation),
            distance=node.distance,
            side=node.side,
            sources=" ".join(plain(source) for source in node.sources),
            x=box.x + box.width / 2,
            y=box.y + box.height / 2,
            width=box.width,
            height=box.height,
        )
    for at, edge in enumerate(scene.around.edges):
        graph.add_edge(
            plain(edge.subject),
            plain(edge.object),
            key=f"e{at}",
            kind=edge.kind,
            **({"type": str(edge.type)} if edge.type else {}),
            **{f"reason_{language}": plain(reason) for language, reason in edge.reason.items()},
        )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + "\n".join(nx.generate_graphml(graph, named_key_ids=False)) + "\n"


def _write(scene: Scene) -> bytes:
    return graphml(scene).encode("utf-8")


PICTURE = Picture("graphml", ".graphml", "application/graphml+xml", _write)

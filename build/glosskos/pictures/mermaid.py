"""A neighbourhood as a Mermaid flowchart, for Markdown pages that draw them (GitHub, GitLab, wikis).

Mermaid draws at most 500 links and 50,000 characters, and lets no diagram change that (``maxEdges`` and ``maxTextSize`` are settings of
the page). What is more is left out, the links between concepts equally far from the centre first, and the title says so.
"""

from __future__ import annotations

import json
import re

from glosskos.neighbourhood import Box, Edge, plain
from glosskos.pictures.markup import COLOURS
from glosskos.pictures.scene import Picture, Scene

__all__ = ["MOST_CHARACTERS", "MOST_LINKS", "PICTURE", "mermaid"]

MOST_LINKS, MOST_CHARACTERS = 500, 50_000
_LEFT_OUT = {"fr": "{} liens sur {}", "en": "{} of {} links"}

# What Mermaid or Markdown would read as more than text inside a quoted label, as entity codes of Mermaid's own.
_SPECIAL = re.compile(r'["&<>#;\\`%\[\](){}|*_~^$:@]')
_ARROWS = {"partitive": "--o", "instantial": "-.->"}


def _text(value: str) -> str:
    escaped = _SPECIAL.sub(lambda match: f"#{ord(match.group())};", plain(value))
    return f'"{escaped}"'


def mermaid(scene: Scene) -> str:
    """Give the flowchart: broader on the left; links as they are drawn in our own layout."""
    layout = scene.layout
    name = {box.slug: f"n{at}" for at, box in enumerate(layout.boxes)}
    routes = sorted(layout.routes, key=lambda route: not route.path)[:MOST_LINKS]
    drawn = {id(route) for route in routes}
    title = scene.title
    if len(drawn) < len(layout.routes):
        title += f" ({_LEFT_OUT[scene.language].format(len(drawn), len(layout.routes))})"
    lines = [
        "---",
        f"title: {json.dumps(plain(title), ensure_ascii=False)}",
        "config: {flowchart: {htmlLabels: false}}",
        "---",
        "flowchart RL",
    ]
    lines += [_node(scene, box, name[box.slug]) for box in layout.boxes]
    lines += [_edge(scene, route.edge, name) for route in layout.routes if id(route) in drawn]
    hrefs = [(name[box.slug], scene.href(box.slug)) for box in layout.boxes]
    clicks = [f'  click {node} href "{iri}"' for node, iri in hrefs if iri]
    for step in ("centre", "broader", "narrower", "related"):
        role = {"centre": "centre", "related": "related"}.get(step, "hierarchy")
        fill, ink = ("centre", "on-centre") if step == "centre" else (f"{step}-fill", "ink")
        said = f"fill:{COLOURS[fill][0]},stroke:{COLOURS[role][0]},color:{COLOURS[ink][0]}"
        lines.append(f"  classDef {step} {said}")
    text = "\n".join([*lines, ""])
    links = "".join(f"{line}\n" for line in clicks)
    return text + links if len(text) + len(links) < MOST_CHARACTERS else text


def _node(scene: Scene, box: Box, name: str) -> str:
    opening, closing = ("(", ")") if box.step == "related" else ("[", "]")
    return f"  {name}{opening}{_text(scene.labels[box.slug])}{closing}:::{box.step}"


def _edge(scene: Scene, edge: Edge, name: dict[str, str]) -> str:
    if edge.kind == "related":
        near, far = sorted((edge.subject, edge.object), key=lambda slug: (scene.around.node[slug].distance, slug))
        return f"  {name[far]} -.- {name[near]}"
    said = f"|{_text(scene.relation(edge))}|" if edge.type in _ARROWS else ""
    return f"  {name[edge.subject]} {_ARROWS.get(edge.type or '', '-->')}{said} {name[edge.object]}"


def _write(scene: Scene) -> bytes:
    return mermaid(scene).encode("utf-8")


PICTURE = Picture("mermaid", ".mmd", "text/vnd.mermaid", _write)

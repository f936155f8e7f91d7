"""A neighbourhood as text for Graphviz; and what its ``dot`` makes of it, where it is installed and asked for."""

from __future__ import annotations

import shutil
import subprocess

from glosskos.errors import GlosskosError
from glosskos.neighbourhood import Box, Edge, plain
from glosskos.pictures.markup import COLOURS
from glosskos.pictures.scene import Picture, Scene

__all__ = ["PICTURE", "drawn_by_graphviz", "quoted"]

_HEADS = {"partitive": "diamond", "instantial": "empty"}
_SECONDS = 120


def quoted(text: str) -> str:
    """Give a text as a DOT string: no escape sequence (``\\N``, ``\\l``) and no entity (``&lt;``) of Graphviz's in it is read."""
    safe = plain(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"'


def dot(scene: Scene) -> str:
    """Give the text: broader on the left; links as they are drawn in our own layout."""
    layout = scene.layout
    font = f'fontname="DejaVu Sans,Verdana,sans-serif", fontcolor="{COLOURS["ink"][0]}"'
    lines = [
        f"digraph {quoted(scene.title)} {{",
        f'  graph [rankdir=RL, label={quoted(scene.title)}, labelloc=t, charset="UTF-8", bgcolor=white, {font}, fontsize=18];',
        f'  node [shape=box, style="filled,rounded", fontsize=13, {font}];',
        "  edge [arrowsize=0.8];",
    ]
    name = {box.slug: f"n{at}" for at, box in enumerate(layout.boxes)}
    lines += [_node(scene, box, name[box.slug]) for box in layout.boxes]
    lines += [_edge(scene, route.edge, name, route.path) for route in layout.routes]
    return "\n".join([*lines, "}", ""])


def _node(scene: Scene, box: Box, name: str) -> str:
    centre = box.step == "centre"
    role = "related" if box.step == "related" else "hierarchy"
    fill = COLOURS["centre" if centre else f"{box.step}-fill"][0]
    label = '"' + "\\n".join(quoted(line)[1:-1] for line in box.lines) + '"'
    more = f', fontcolor="{COLOURS["on-centre"][0]}"' if centre else ""
    more += f", URL={quoted(scene.href(box.slug))}" if scene.href(box.slug) else ""
    tip = " — ".join(words for words in (scene.labels[box.slug], scene.definition(box.slug)) if words)
    return f'  {name} [label={label}, fillcolor="{fill}", color="{COLOURS[role][0]}", tooltip={quoted(tip)}{more}];'


def _edge(scene: Scene, edge: Edge, name: dict[str, str], path: bool) -> str:
    """Give an edge; a related one goes from the far end to the near one, so that the far one stands on the right."""
    tip = f"tooltip={quoted(scene.sentence(edge))}"
    pull = "" if path else ", constraint=false"
    if edge.kind == "related":
        near, far = sorted((edge.subject, edge.object), key=lambda slug: (scene.around.node[slug].distance, slug))
        return f'  {name[far]} -> {name[near]} [dir=none, style=dashed, color="{COLOURS["related"][0]}", {tip}{pull}];'
    head = _HEADS.get(edge.type or "", "normal")
    return f'  {name[edge.subject]} -> {name[edge.object]} [arrowhead={head}, color="{COLOURS["hierarchy"][0]}", {tip}{pull}];'


def drawn_by_graphviz(scene: Scene, form: str) -> bytes:
    """Let Graphviz lay the neighbourhood out.

    :param form: ``svg`` or ``png``
    :raises GlosskosError: if ``dot`` is not installed, or fails
    """
    program = shutil.which("dot")
    if program is None:
        raise GlosskosError("dot of Graphviz is not installed; leave --engine out, or install Graphviz (graphviz)")
    try:
        done = subprocess.run(
            [program, f"-T{form}"], input=dot(scene).encode("utf-8"), capture_output=True, check=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise GlosskosError(f"dot took more than {_SECONDS} s; lower --depth, or leave --engine out") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GlosskosError(f"dot failed: {said[-1] if said else f'exit status {error.returncode}'}") from None
    return done.stdout


def _write(scene: Scene) -> bytes:
    return dot(scene).encode("utf-8")


PICTURE = Picture("dot", ".dot", "text/vnd.graphviz", _write)

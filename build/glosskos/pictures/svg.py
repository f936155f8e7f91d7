"""A neighbourhood as SVG: one file that needs nothing else, with links, legend and a description for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from glosskos.neighbourhood import Box, Layout, text_width, wrap
from glosskos.neighbourhood.layout import FONT_SIZE, MARGIN
from glosskos.pictures.markup import document, element, line_of_text, paint, text
from glosskos.pictures.scene import Picture, Scene

__all__ = ["PICTURE", "svg", "width"]

_TITLE, _SMALL = 19, 11.5
_LEAST_WIDTH = 480
_DASH = "5 4"
_DOTS = 8  # more sources than this are told by their number
_FAINT, _FAINT_HEAD = 0.4, 0.6


def svg(scene: Scene) -> str:
    """Give the picture."""
    layout = scene.layout
    whole = width(scene)
    head, top = _head(scene, whole)
    left = (whole - layout.width) // 2
    drawn = [*_routes(scene, layout), *_heads(layout), *(_box(scene, box) for box in layout.boxes)]
    legend, height = _legend(scene, whole, top + layout.height)
    content = [*head, f'<g transform="translate({left} {top})">', *drawn, "</g>", *legend]
    return document(content, whole, height, scene.title, _description(scene), scene.language)


def width(scene: Scene) -> int:
    """Give the picture's width in pixels."""
    return max(scene.layout.width, _LEAST_WIDTH)


def _head(scene: Scene, width: int) -> tuple[list[str], int]:
    """Give title and subtitle, and the height they take."""
    room = width - 2 * MARGIN
    lines = []
    y = MARGIN
    for size, role, words in ((_TITLE, "ink", scene.title), (_SMALL, "muted", scene.subtitle)):
        for line in wrap(words, room / size, 3):
            y += round(size * 1.3)
            lines.append(line_of_text(line, MARGIN, y - round(size * 0.25), size, role))
    return lines, y + 8


def _description(scene: Scene) -> str:
    """Say what the picture shows, in a sentence for each relation."""
    said = [f"{scene.subtitle}."]
    for side in ("broader", "narrower", "related"):
        near = [scene.label(n.slug) for n in scene.around.nodes if n.side == side and n.distance == 1]
        if near:
            said.append(f"{scene.word[side].capitalize()}{scene.word['colon']} {', '.join(near)}.")
    return " ".join(said)


def _role(kind: str) -> str:
    return "related" if kind == "related" else "hierarchy"


def _routes(scene: Scene, layout: Layout) -> Iterator[str]:
    """Give the lines; those between neighbours first, so that the ways from the centre lie over them."""
    for route in sorted(layout.routes, key=lambda route: route.path):
        related = route.edge.kind == "related"
        yield element(
            "path",
            element("title", text(scene.sentence(route.edge))),
            d=route.dashed_path,
            stroke_width=1.4 if route.path else 1.0,
            stroke_dasharray=_DASH if related else None,
            opacity=None if route.path else _FAINT,
            **{**paint(stroke=_role(route.edge.kind)), "fill": "none"},
        )


def _heads(layout: Layout) -> Iterator[str]:
    """Give the arrow heads at the broader concepts, each once; pale where only links between neighbours end there."""
    heads: dict[tuple[str, float, float, int], bool] = {}
    for route in layout.routes:
        if route.edge.kind != "related":
            (x, y), before = route.curve[-1], route.curve[-2]
            head = (route.edge.type or "generic", x, y, 1 if before[0] < x else -1)
            heads[head] = heads.get(head, False) or route.path
    for head, strong in heads.items():
        yield _head_of(*head, None if strong else _FAINT_HEAD)


def _head_of(kind: str, x: float, y: float, way: int, opacity: float | None = None) -> str:
    """Give an arrow head: filled for a kind, hollow for an instance, a diamond for a part.

    :param way: 1 where it points to the right, -1 to the left
    """
    back = x - way * (12 if kind == "partitive" else 9)
    middle = (x + back) / 2 if kind == "partitive" else back
    tail = f" L{back:g},{y:g}" if kind == "partitive" else ""
    shape = f"M{x:g},{y:g} L{middle:g},{y - 4.5:g}{tail} L{middle:g},{y + 4.5:g} Z"
    fill = "ground" if kind == "instantial" else "hierarchy"
    return element("path", d=shape, stroke_width=1.2, opacity=opacity, **paint(fill=fill, stroke="hierarchy"))


def _box(scene: Scene, box: Box) -> str:
    """Give a concept: its box, label and marks, as a link to its IRI."""
    centre = box.side == "centre"
    words = [scene.labels[box.slug], scene.definition(box.slug), ", ".join(scene.sources(box.slug))]
    shape = element(
        "rect",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=min(box.height // 2, 16) if box.step == "related" else 4,
        stroke_width=1.4 if box.distance <= 1 else 0.8,
        **paint(fill="centre" if centre else f"{box.step}-fill", stroke="centre" if centre else _role(box.step)),
    )
    middle = box.x + box.width / 2
    role = "on-centre" if centre else "ink"
    lines = [
        line_of_text(line, middle, box.baseline(at), FONT_SIZE, role, "middle") for at, line in enumerate(box.lines)
    ]
    marks = _marks(len(scene.around.node[box.slug].sources), middle, box.y + box.height - 8, role)
    name = element("title", text(" — ".join(word for word in words if word)))
    return element("a", "".join([name, shape, *lines, *marks]), href=scene.href(box.slug) or None)


def _marks(sources: int, x: float, y: float, role: str) -> list[str]:
    """Give a dot for each source."""
    if sources > _DOTS:
        return [line_of_text(f"● {sources}", x, y + 4, 9, role, "middle")]
    start = x - (sources - 1) * 3.5
    return [element("circle", cx=start + 7 * at, cy=float(y), r=2.2, **paint(fill=role)) for at in range(sources)]


def _legend(scene: Scene, width: int, y: int) -> tuple[list[str], int]:
    """Explain the lines, heads and marks that are there; give the height of the whole picture."""
    found: list[str] = []
    x, row = MARGIN, y
    for kind, words in _legend_items(scene):
        sample = _SAMPLES.get(kind, 40)
        own = sample + int(text_width(words, _SMALL)) + 23
        if x > MARGIN and x + own > width:
            x, row = MARGIN, row + 20
        found += [*_sample(kind, x, row + 14), line_of_text(words, x + sample, row + 18, _SMALL, "muted")]
        x += own
    return found, row + (18 if found else 0) + MARGIN


_SAMPLES = {"source": 14, "note": 0}  # widths of what stands before the words; 40 for a line


def _legend_items(scene: Scene) -> list[tuple[str, str]]:
    """Give what there is to explain: its kind, and the words."""
    word, layout = scene.word, scene.layout
    drawn = [route.edge for route in layout.routes]
    kinds = {edge.kind if edge.kind == "related" else edge.type or "generic" for edge in drawn}
    names = {"generic": "generic" if any(edge.type for edge in drawn) else "hierarchy", "related": "association"}
    items: list[tuple[str, str]] = [
        (kind, word[names.get(kind, kind)])
        for kind in ("generic", "partitive", "instantial", "related")
        if kind in kinds
    ]
    if any(not route.path for route in layout.routes):
        items.append(("faint", word["faint"]))
    if any(node.sources for node in scene.around.nodes):
        items.append(("source", word["source"]))
    if layout.undrawn:
        left = len(layout.undrawn)
        items.append(("note", word["undrawn_1"] if left == 1 else word["undrawn"].format(left)))
    return items


def _sample(kind: str, x: int, y: int) -> list[str]:
    """Give a piece of a line with its head, or a mark."""
    if kind == "source":
        return [element("circle", cx=x + 4, cy=y, r=2.2, **paint(fill="ink"))]
    if kind == "note":
        return []
    line = element(
        "path",
        d=f"M{x},{y} H{x + 32}",
        stroke_width=1.0 if kind == "faint" else 1.4,
        stroke_dasharray=_DASH if kind == "related" else None,
        opacity=_FAINT if kind == "faint" else None,
        **{**paint(stroke=_role(kind)), "fill": "none"},
    )
    return [line, *([] if kind in ("related", "faint") else [_head_of(kind, x + 33, y, 1)])]


def _write(scene: Scene) -> bytes:
    return svg(scene).encode("utf-8")


PICTURE = Picture("svg", ".svg", "image/svg+xml", _write)

"""Where to draw a neighbourhood: a box a concept, in columns by distance, and a route a link, which passes between the boxes.

Concepts reached by way of a broader one stand left of the centre, all others right of it, farther out the more steps they are away.
A distance that has many concepts takes several columns. Lengths are in pixels, y grows downward.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil, sqrt

from glosskos.neighbourhood.around import RELATIONS, Edge, Neighbourhood, Node
from glosskos.neighbourhood.columns import order, place
from glosskos.neighbourhood.metrics import plain, text_width, visible, wrap
from glosskos.neighbourhood.routes import Point, Tracks, draw, track
from glosskos.text import fold

__all__ = ["FONT_SIZE", "LINE_HEIGHT", "LINKS", "MARGIN", "Box", "Layout", "Route", "arrange"]

LINKS = ("all", "paths", "tree")
FONT_SIZE, LINE_HEIGHT = 13, 17
MARGIN = 12
_EM_A_CHARACTER = 0.57  # of French text in DejaVu Sans
_PADDING_X, _PADDING_Y, _MARKS = 11, 7, 7  # within a box; the marks stand below the label
_MIN_WIDTH = 84
_BOX_GAP, _LANE, _LANE_GAP = 10, 2, 4
_ROWS = 26
_READABLE_LINKS, _READABLE_PATHS = 60, 90
_CHANNEL, _CHANNEL_MAX, _OUTER = 64, 150, 52


@dataclass(frozen=True, slots=True)
class Box:
    """A concept's place.

    :param x: left edge
    :param y: upper edge
    :param lines: the label as lines, each no wider than the box less its padding
    :param whole: False where the label was too long and ends in an ellipsis
    :param column: from 0, left to right
    """

    slug: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    whole: bool
    distance: int
    side: str
    step: str
    column: int

    def baseline(self, line: int) -> int:
        """Give the y of a line's base."""
        return self.y + _PADDING_Y + LINE_HEIGHT * line + FONT_SIZE


@dataclass(frozen=True, slots=True)
class Route:
    """How a link runs, from its subject to its object.

    :param curve: a chain of cubic Bézier curves: start, then for each curve two control points and its end (3n + 1 points)
    :param path: whether it is a step of a shortest way from the centre
    :param outward: whether its subject is the end nearer to the centre
    """

    edge: Edge
    curve: tuple[Point, ...]
    path: bool
    outward: bool

    @property
    def svg_path(self) -> str:
        """The curve as the ``d`` of an SVG path."""
        return _svg_path(self.curve)

    @property
    def dashed_path(self) -> str:
        """The same, from the end nearer to the centre: dashes of routes that run together then fall together."""
        return _svg_path(self.curve if self.outward else self.curve[::-1])

    def points(self, steps: int = 8) -> list[Point]:
        """Give points on the curve, ``steps`` for each of its parts, with both ends."""
        found = [self.curve[0]]
        for at in range(0, len(self.curve) - 1, 3):
            four = self.curve[at : at + 4]
            found += [_bezier(four, step / steps) for step in range(1, steps + 1)]
        return found


def _svg_path(curve: tuple[Point, ...]) -> str:
    points = [f"{x:g},{y:g}" for x, y in curve]
    return f"M{points[0]}" + "".join(f" C{' '.join(points[at : at + 3])}" for at in range(1, len(points), 3))


def _bezier(four: tuple[Point, ...], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, four, strict=True)) for axis in (0, 1))
    return round(x, 2), round(y, 2)


@dataclass(frozen=True)
class Layout:
    """Boxes and routes, within 0 … ``width`` and 0 … ``height``.

    :param boxes: in the order of the neighbourhood's nodes, the centre first
    :param routes: in the order of the neighbourhood's edges
    :param undrawn: edges left out, where only the ways from the centre are drawn
    """

    width: int
    height: int
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    undrawn: tuple[Edge, ...]

    @cached_property
    def box(self) -> dict[str, Box]:
        """Slug to box."""
        return {box.slug: box for box in self.boxes}


def arrange(
    around: Neighbourhood, labels: Mapping[str, str], links: str = "", characters: int = 24, rows: int = 0
) -> Layout:
    """Give every concept a box and every link a route; the same input gives the same output.

    :param labels: slug to label; a concept without one, or with one that shows nothing, shows its slug
    :param links: ``all`` draws every link between two of the concepts; ``paths`` every step of a shortest way from the centre;
        ``tree`` one way to each concept; by default as many of them as stay readable
    :raises ValueError: if ``links`` is none of these
    :param characters: about how wide a line of a label may be
    :param rows: a column takes no more concepts; by default 26, and more where a distance has hundreds of them
    """
    given = {node.slug: plain(labels.get(node.slug, "")) for node in around.nodes}
    shown = {slug: label if visible(label) else slug for slug, label in given.items()}
    limit = characters * _EM_A_CHARACTER
    lines = {slug: wrap(label, limit) for slug, label in shown.items()}
    columns, centre = _columns(around, shown, rows)
    drawn = _drawn(around, links)
    tracks = track(drawn, [edge for edge in drawn if around.on_path(edge)], columns, centre)
    group: dict[object, int] = {node.slug: int(node.side == "related") for node in around.nodes}
    items = order(tracks.columns, tracks.links, tracks.strong, {**group, **tracks.groups(group)}, centre)
    middle = _middles(around, items, tracks, lines)
    boxes, width = _boxes(around, items, middle, lines, shown, _channels(items, tracks))
    routes = tuple(_route(around, edge, curve) for edge, curve in draw(drawn, tracks, boxes, middle))
    lowest = max(
        [box.y + box.height for box in boxes.values()] + [y for route in routes for _, y in route.curve], default=0.0
    )
    left_out = {id(edge) for edge in drawn}
    return Layout(
        width,
        int(lowest) + MARGIN,
        tuple(boxes[node.slug] for node in around.nodes),
        routes,
        tuple(edge for edge in around.edges if id(edge) not in left_out),
    )


def _drawn(around: Neighbourhood, links: str) -> list[Edge]:
    """Give the edges to draw."""
    if links not in ("", *LINKS):
        raise ValueError(f"links {links!r}: name one of {', '.join(LINKS)}")
    paths = [edge for edge in around.edges if around.on_path(edge)]
    if links == "all" or (not links and len(around.edges) <= _READABLE_LINKS):
        return list(around.edges)
    if links == "paths" or (not links and len(paths) <= _READABLE_PATHS):
        return paths
    return [edge for edge in paths if around.in_tree(edge)]


def _route(around: Neighbourhood, edge: Edge, curve: tuple[Point, ...]) -> Route:
    outward = around.node[edge.subject].distance <= around.node[edge.object].distance
    return Route(edge, curve, around.on_path(edge), outward)


def _columns(around: Neighbourhood, shown: Mapping[str, str], rows: int) -> tuple[list[list[str]], int]:
    """Give the concepts by column, left to right, and the centre's column.

    In a column: those reached from one concept together, of these the broader ones first, then the narrower, then the related; in
    alphabetical order.
    """
    rank: dict[str, tuple[object, ...]] = {around.centre: ()}
    sides: dict[bool, dict[int, list[str]]] = {True: {}, False: {}}
    for node in around.nodes[1:]:
        rank[node.slug] = (*rank[node.via], RELATIONS.index(node.step), fold(shown[node.slug]), node.slug)
        sides[node.side == "broader"].setdefault(node.distance, []).append(node.slug)
    found: dict[bool, list[list[str]]] = {True: [], False: []}
    for left, distances in sides.items():
        for distance in sorted(distances):
            slugs = sorted(distances[distance], key=lambda slug: rank[slug])
            # Of n boxes in columns of 2√n, the whole is about half as high as it is wide.
            parts = -(-len(slugs) // (rows or max(_ROWS, ceil(2 * sqrt(len(slugs))))))
            found[left] += [slugs[at::parts] for at in range(parts)]
    return [*reversed(found[True]), [around.centre], *found[False]], len(found[True])


def _box_height(lines: tuple[str, ...], node: Node) -> int:
    return 2 * _PADDING_Y + (_MARKS if node.sources else 0) + LINE_HEIGHT * len(lines)


def _middles(
    around: Neighbourhood, items: list[list[object]], tracks: Tracks, lines: Mapping[str, tuple[str, ...]]
) -> dict[object, int]:
    """Give the y of every item's middle, the smallest upper edge at the margin."""
    height: dict[object, float] = {}
    gap: dict[object, float] = {}
    for item in (item for column in items for item in column):
        height[item] = _box_height(lines[item], around.node[item]) if isinstance(item, str) else _LANE
        gap[item] = _BOX_GAP if isinstance(item, str) else _LANE_GAP
    middle = place(items, tracks.links, tracks.strong, height, gap, tracks.centre)
    top = min(int(middle[item] - height[item] / 2 - 0.5) for item in middle)
    return {item: value - top + MARGIN for item, value in middle.items()}


def _channels(items: list[list[object]], tracks: Tracks) -> list[int]:
    """Give the free width before each column and behind the last, by the number of links in it."""
    load = [0] * (len(items) + 1)
    for channel in tracks.channels():
        load[channel] += 1
    outer = (0, len(items))
    return [
        0 if not count and at in outer else min(_CHANNEL + count // 2, _CHANNEL_MAX) if at not in outer else _OUTER
        for at, count in enumerate(load)
    ]


def _boxes(
    around: Neighbourhood,
    items: list[list[object]],
    middle: Mapping[object, int],
    lines: Mapping[str, tuple[str, ...]],
    shown: Mapping[str, str],
    channels: list[int],
) -> tuple[dict[str, Box], int]:
    """Give the boxes, all of a column with one width, and the width of the whole."""
    boxes: dict[str, Box] = {}
    x = MARGIN + channels[0]
    for at, column in enumerate(items):
        here = [item for item in column if isinstance(item, str)]
        widest = max(text_width(line, FONT_SIZE) for slug in here for line in lines[slug])
        width = max(_MIN_WIDTH, int(widest) + 1 + 2 * _PADDING_X)
        for slug in here:
            node = around.node[slug]
            height = _box_height(lines[slug], node)
            whole = not (lines[slug][-1].endswith("…") and not shown[slug].endswith("…"))
            boxes[slug] = Box(
                slug,
                x,
                middle[slug] - height // 2,
                width,
                height,
                lines[slug],
                whole,
                node.distance,
                node.side,
                node.step,
                at,
            )
        x += width + channels[at + 1]
    return boxes, x + MARGIN

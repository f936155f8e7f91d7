"""Routes of links between columns of boxes: across the free channels in S-curves, through columns in lanes between the boxes.

An S-curve's control points lie in its channel, which has no boxes; a Bézier curve never leaves the hull of its control points. A lane
is an item of its column, with a place of its own. So no link runs through a box that is not its end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from glosskos.neighbourhood.around import Edge

__all__ = ["Lane", "Point", "Tracks", "draw", "track"]

Point = tuple[float, float]
_PORT_GAP = 11  # between the ends of two kinds of link on one side of a box
_WIDEST_ARC = 64  # its middle is at three quarters of it
_LEFT, _RIGHT = -1, 1


@dataclass(frozen=True, slots=True)
class Lane:
    """Where links of one kind, from one concept, pass a column together.

    :param end: the concept they share, the one nearer to the centre
    :param kind: ``broader`` or ``related``
    :param type: of a hierarchical link
    :param strong: whether the links lead away from the centre
    """

    end: str
    kind: str
    type: str
    strong: bool
    column: int


@dataclass(frozen=True)
class Tracks:
    """What the links need of the columns.

    :param columns: boxes (slugs) and lanes by column
    :param stops: for each edge, in order, what it touches: a box, lanes, a box, from the left to the right; for two boxes of one column
        just these, the subject first
    :param links: pairs of items in neighbouring columns that are joined
    :param strong: those of them that order and height of the boxes go by
    """

    columns: list[list[object]]
    stops: list[list[object]]
    links: list[tuple[object, object]]
    strong: list[tuple[object, object]]
    column: Mapping[object, int]
    centre: int

    @property
    def lanes(self) -> list[Lane]:
        """Every lane."""
        return [item for column in self.columns for item in column if isinstance(item, Lane)]

    def groups(self, group: Mapping[object, int]) -> dict[object, int]:
        """Give each lane the group of the concept whose links it holds, where that is in the same part of the picture."""
        return {lane: group[lane.end] for lane in self.lanes if lane.end in group}

    def outward(self, column: int) -> int:
        """Give the side of a column that looks away from the centre."""
        return _LEFT if column < self.centre else _RIGHT

    def channels(self) -> Iterator[int]:
        """Give the channel of every part of every link; channel n lies left of column n."""
        for stops in self.stops:
            columns = [self.column[item] for item in stops]
            if columns[0] == columns[-1]:
                yield columns[0] + (self.outward(columns[0]) == _RIGHT)
            else:
                yield from columns[1:]


def track(edges: Sequence[Edge], strong: Collection[Edge], columns: Sequence[Sequence[str]], centre: int) -> Tracks:
    """Find which columns each link passes, and give it lanes there.

    :param strong: the edges that order and height of boxes go by
    """
    column: dict[object, int] = {slug: at for at, slugs in enumerate(columns) for slug in slugs}
    share = {slug: (row + 0.5) / len(slugs) for slugs in columns for row, slug in enumerate(slugs)}
    stops: list[list[object]] = []
    links: dict[tuple[object, object], None] = {}
    bound: dict[tuple[object, object], None] = {}
    aims: dict[Lane, list[float]] = {}
    chosen = {id(edge) for edge in strong}
    for edge in edges:
        left, right = edge.subject, edge.object
        if column[left] > column[right]:
            left, right = right, left
        near = min((left, right), key=lambda slug: (abs(column[slug] - centre), column[slug]))
        between = range(column[left] + 1, column[right])
        lanes = [Lane(near, edge.kind, edge.type or "", id(edge) in chosen, at) for at in between]
        for lane in lanes:
            aims.setdefault(lane, []).append(share[right if near == left else left])
        stops.append([left, *lanes, right])
        if column[left] != column[right]:
            pairs = dict.fromkeys(pairwise(stops[-1]))
            links |= pairs
            bound |= pairs if id(edge) in chosen else {}
    column |= {lane: lane.column for lane in aims}
    return Tracks(_with_lanes(columns, aims), stops, list(links), list(bound), column, centre)


def _with_lanes(columns: Sequence[Sequence[str]], aims: Mapping[Lane, list[float]]) -> list[list[object]]:
    """Put each lane among the boxes of its column, as far down as its far ends are in theirs on average."""
    placed: list[list[tuple[float, object]]] = [
        [((row + 0.5) / len(slugs), slug) for row, slug in enumerate(slugs)] for slugs in columns
    ]
    for lane, shares in aims.items():
        placed[lane.column].append((sum(shares) / len(shares), lane))
    return [[item for _, item in sorted(column, key=lambda each: each[0])] for column in placed]


class _Box(Protocol):
    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


def draw(
    edges: Sequence[Edge], tracks: Tracks, boxes: Mapping[str, _Box], middle: Mapping[object, int]
) -> Iterator[tuple[Edge, tuple[Point, ...]]]:
    """Give each edge its curve, from its subject to its object."""
    edges_of = {at: _side_box(boxes, column) for at, column in enumerate(tracks.columns)}
    ports = _ports(edges, tracks, boxes, middle)
    for edge, stops in zip(edges, tracks.stops, strict=True):
        if tracks.column[stops[0]] == tracks.column[stops[-1]]:
            yield edge, _arc(edge, tracks, boxes, ports)
            continue
        curve: list[Point] = []
        for left, right in pairwise(stops):
            start = (float(edges_of[tracks.column[left]][1]), _height(left, _RIGHT, edge, ports, middle))
            end = (float(edges_of[tracks.column[right]][0]), _height(right, _LEFT, edge, ports, middle))
            if curve:
                curve += _straight(curve[-1], start)
            else:
                curve.append(start)
            half = (start[0] + end[0]) / 2
            curve += [(half, start[1]), (half, end[1]), end]
        yield edge, tuple(curve if stops[0] == edge.subject else reversed(curve))


def _side_box(boxes: Mapping[str, _Box], column: Iterable[object]) -> tuple[int, int]:
    """Give the left and the right edge of a column."""
    box = next(boxes[item] for item in column if isinstance(item, str))
    return box.x, box.x + box.width


def _straight(start: Point, end: Point) -> list[Point]:
    third = (end[0] - start[0]) / 3
    return [(start[0] + third, start[1]), (end[0] - third, end[1]), end]


_Port = tuple[str, int, str, str]


def _port(edge: Edge, slug: str, side: int) -> _Port:
    """Name the port of an edge at one of its ends: links of one kind, type and direction share it."""
    way = "" if edge.kind == "related" else "in" if edge.object == slug else "out"
    return slug, side, f"{edge.kind} {way}", edge.type or ""


def _height(item: object, side: int, edge: Edge, ports: Mapping[_Port, float], middle: Mapping[object, int]) -> float:
    return ports[_port(edge, item, side)] if isinstance(item, str) else float(middle[item])


def _ports(
    edges: Sequence[Edge], tracks: Tracks, boxes: Mapping[str, _Box], middle: Mapping[object, int]
) -> dict[_Port, float]:
    """Give each port its height, those of one side ordered by where their links go."""
    aims: dict[tuple[str, int], dict[_Port, list[int]]] = {}
    for edge, stops in zip(edges, tracks.stops, strict=True):
        inside = tracks.outward(tracks.column[stops[0]])
        one_column = tracks.column[stops[0]] == tracks.column[stops[-1]]
        for slug, side, beside in (
            (stops[0], inside if one_column else _RIGHT, stops[1]),
            (stops[-1], inside if one_column else _LEFT, stops[-2]),
        ):
            assert isinstance(slug, str)
            port = _port(edge, slug, side)
            aims.setdefault((slug, side), {}).setdefault(port, []).append(middle[beside])
    found: dict[_Port, float] = {}
    for (slug, _), ports in aims.items():
        ordered = sorted(ports, key=lambda port: (sum(ports[port]) / len(ports[port]), port))
        box = boxes[slug]
        step = min(_PORT_GAP, (box.height - 10) / len(ordered))
        for at, port in enumerate(ordered):
            found[port] = box.y + box.height / 2 + round((at - (len(ordered) - 1) / 2) * step, 2)
    return found


def _arc(edge: Edge, tracks: Tracks, boxes: Mapping[str, _Box], ports: Mapping[_Port, float]) -> tuple[Point, ...]:
    """Join two boxes of one column on their outer side; the farther apart, the wider the arc, within the least channel."""
    side = tracks.outward(tracks.column[edge.subject])
    box = boxes[edge.subject]
    x = float(box.x + box.width if side == _RIGHT else box.x)
    start, end = (ports[_port(edge, slug, side)] for slug in (edge.subject, edge.object))
    bulge = side * round(min(10 + 1.7 * abs(end - start) ** 0.5, _WIDEST_ARC), 1)
    return (x, start), (x + bulge, start), (x + bulge, end), (x, end)

"""Order and height of what stands in columns: few crossings by barycentres, then the nearest places that do not overlap.

An *item* is a box or a lane, through which a long edge passes a column. Ranks and heights are found by sweeps from the centre
outward and back, as Sugiyama, Tagawa and Toda (1981) draw layered graphs; heights within a column by the isotonic regression of
the wished ones ("pool adjacent violators"), which is the least squared displacement without overlap.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Hashable, Mapping, Sequence
from math import floor

__all__ = ["order", "place"]

Item = Hashable
Columns = list[list[Item]]
Links = Sequence[tuple[Item, Item]]
_ORDER_SWEEPS, _PLACE_SWEEPS = 6, 4


def order(columns: Columns, links: Links, strong: Links, group: Mapping[Item, int], centre: int) -> Columns:
    """Give the columns with their items ordered for few crossings.

    :param columns: items by column, in the order to keep where nothing speaks against it
    :param links: pairs of items in neighbouring columns
    :param strong: those of the links that an item goes by, where it has such
    :param group: items of a smaller group stay above those of a larger one
    :param centre: the column from which the sweeps begin
    """
    towards = _neighbours(columns, links, strong)
    best, fewest = columns, _crossings(columns, strong)
    current = columns
    for _ in range(_ORDER_SWEEPS):
        if not fewest:
            break
        for at, beside in _sweep(len(columns), centre):
            rank = {item: float(place) for place, item in enumerate(current[beside])}
            current = [*current[:at], _by_barycentre(current[at], towards[at, beside], rank, group), *current[at + 1 :]]
        count = _crossings(current, strong)
        if count >= fewest:
            break
        best, fewest = current, count
    return best


def _sweep(columns: int, centre: int) -> list[tuple[int, int]]:
    """Give pairs of a column and the one to look at: outward on both sides, then back."""
    outward = [(at, at - 1) for at in range(centre + 1, columns)] + [(at, at + 1) for at in range(centre - 1, -1, -1)]
    return outward + [(beside, at) for at, beside in reversed(outward)]


def _neighbours(columns: Columns, links: Links, strong: Links) -> dict[tuple[int, int], dict[Item, list[Item]]]:
    """Give, for a column and the one beside it, each item's neighbours there; of an item with strong links, by these."""
    bound = {item for pair in strong for item in pair}
    links = [*strong, *(pair for pair in links if not bound.issuperset(pair))]
    column = {item: at for at, items in enumerate(columns) for item in items}
    found: dict[tuple[int, int], dict[Item, list[Item]]] = {
        (at, at + step): {} for at in range(len(columns)) for step in (-1, 1)
    }
    for one, other in links:
        weak = one not in bound or other not in bound
        for here, there in ((one, other), (other, one)):
            if not (weak and here in bound):
                found[column[here], column[there]].setdefault(here, []).append(there)
    return found


def _by_barycentre(
    items: list[Item], beside: Mapping[Item, list[Item]], rank: Mapping[Item, float], group: Mapping[Item, int]
) -> list[Item]:
    """Sort a column by group, then by the mean rank of what each item is linked to; the others keep their neighbours."""
    last = 0.0
    key = {}
    for item in items:
        linked = beside.get(item)
        last = sum(rank[other] for other in linked) / len(linked) if linked else last
        key[item] = (group.get(item, 0), last)
    return sorted(items, key=lambda item: key[item])


def _crossings(columns: Columns, links: Links) -> int:
    """Count the pairs of links that cross."""
    column = {item: at for at, items in enumerate(columns) for item in items}
    rank = {item: place for items in columns for place, item in enumerate(items)}
    between: dict[int, list[tuple[int, int]]] = {}
    for one, other in links:
        left, right = (one, other) if column[one] < column[other] else (other, one)
        between.setdefault(column[left], []).append((rank[left], rank[right]))
    count = 0
    for pairs in between.values():
        seen: list[int] = []
        for _, right_rank in sorted(pairs):
            count += len(seen) - bisect_right(seen, right_rank)
            insort(seen, right_rank)
    return count


def place(
    columns: Columns, links: Links, strong: Links, height: Mapping[Item, float], gap: Mapping[Item, float], centre: int
) -> dict[Item, int]:
    """Give each item the height of its middle, whole numbers; no two items of a column come nearer than their gaps.

    :param height: of each item
    :param gap: what each item keeps free above and below it; between two, the larger one counts
    """
    towards = _neighbours(columns, links, strong)
    middle: dict[Item, float] = {}
    for items in columns:
        total = _offsets(items, height, gap)
        middle |= {item: offset - total[-1] / 2 for item, offset in zip(items, total, strict=True)}
    for _ in range(_PLACE_SWEEPS):
        for at, beside in _sweep(len(columns), centre):
            linked = towards[at, beside]
            wished = [
                sum(middle[other] for other in linked[item]) / len(linked[item]) if item in linked else middle[item]
                for item in columns[at]
            ]
            offsets = _offsets(columns[at], height, gap)
            fitted = _isotonic([wish - offset for wish, offset in zip(wished, offsets, strict=True)])
            middle |= {item: fit + off for item, fit, off in zip(columns[at], fitted, offsets, strict=True)}
    # Rounding moves all items of a column that touch alike, as their distances are whole numbers.
    return {item: floor(value + 0.5) for item, value in middle.items()}


def _offsets(items: list[Item], height: Mapping[Item, float], gap: Mapping[Item, float]) -> list[float]:
    """Give each item's least distance from the first one, middle to middle, in whole numbers."""
    offsets = [0.0] * len(items)
    for at in range(1, len(items)):
        above, below = items[at - 1], items[at]
        offsets[at] = offsets[at - 1] + -floor(-(height[above] + height[below]) / 2 - max(gap[above], gap[below]))
    return offsets


def _isotonic(values: list[float]) -> list[float]:
    """Give the non-decreasing numbers with the least squared distance from ``values``."""
    blocks: list[tuple[float, int]] = []  # mean and length
    for value in values:
        mean, length = value, 1
        while blocks and blocks[-1][0] > mean:
            above, count = blocks.pop()
            mean, length = (above * count + mean * length) / (count + length), count + length
        blocks.append((mean, length))
    return [mean for mean, length in blocks for _ in range(length)]

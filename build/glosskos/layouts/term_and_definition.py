"""Term and definition: a term, a blank line, a paragraph, as on a lexicon's page."""

from __future__ import annotations

from itertools import pairwise

from glosskos.layouts.blocks import blocks, is_term, page_furniture
from glosskos.layouts.pairs import pair, units
from glosskos.layouts.reading import Reading, is_cut
from glosskos.model import Furniture

__all__ = ["NAME", "read", "score"]

NAME = "term-and-definition"


def score(lines: list[str]) -> float:
    """Give the share of blocks that are a term above its own paragraph, where nothing is numbered or cut."""
    every = [block for block in blocks(lines) if page_furniture(block.text) in ("", "item-number")]
    if len(every) < 4:
        return 0.0
    pairs = sum(is_term(a.lines[-1]) and not is_term(b.text) for a, b in pairwise(every))
    last = max(index for index, block in enumerate(every) if not is_term(block.text) or index == 0)
    strange = sum(
        any(map(is_cut, block.lines)) or block.text.isdigit() or block.gap > 2 for block in every[1 : last + 1]
    )
    return max(0.0, min(1.0, 2 * pairs / len(every)) - 2 * strange / len(every))


def read(text: str) -> Reading:
    """Read a lexicon's page; the head of its table and what stands above are furniture."""
    lines = text.splitlines()
    furniture: list[Furniture] = []
    entries = pair([unit for block in blocks(lines) for unit in units(block)], furniture)
    for entry in entries:
        if entry.body and entry.text(lines).count('"') % 2:
            entry.doubts.append("a quotation mark without its other half")
    return Reading(NAME, lines, tuple(entries), tuple(furniture))

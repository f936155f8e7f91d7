"""Cut teasers: a term, the beginning of its definition cut by ``[...]``, and a call to read on."""

from __future__ import annotations

from glosskos.layouts.blocks import blocks
from glosskos.layouts.pairs import pair, units
from glosskos.layouts.reading import Reading, is_cut
from glosskos.model import Furniture

__all__ = ["NAME", "read", "score"]

NAME = "cut-teasers"


def score(lines: list[str]) -> float:
    """Give the share of blocks that a teaser page is made of: cut texts and their calls to read on."""
    every = [unit for block in blocks(lines) for unit in units(block)]
    cut = sum(is_cut(unit.text) for unit in every)
    return min(1.0, 3 * cut / len(every)) if cut > 1 else 0.0


def read(text: str) -> Reading:
    """Read a page of teasers; quotes around a term are not of the term."""
    lines = text.splitlines()
    furniture: list[Furniture] = []
    entries = pair([unit for block in blocks(lines) for unit in units(block)], furniture)
    for entry in entries:
        entry.term = entry.term.strip('«»“”" ') or entry.term
        if entry.body and not entry.truncated and entry.text(lines)[-1:] not in ".!?»)":
            entry.doubts.append("ends without a mark of the cut or a full stop")
    return Reading(NAME, lines, tuple(entries), tuple(furniture))

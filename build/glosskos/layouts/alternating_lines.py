"""Alternating lines: a term line, then a definition line, with no blank lines between."""

from __future__ import annotations

from itertools import pairwise

from glosskos.layouts.blocks import blocks, is_term
from glosskos.layouts.pairs import pair
from glosskos.layouts.reading import Reading, is_cut
from glosskos.model import Furniture

__all__ = ["NAME", "read", "score"]

NAME = "alternating-lines"

_ENDS = '.!?:;…»”")]-'


def score(lines: list[str]) -> float:
    """Give the share of neighbouring lines that go from term to definition, with no blank line between."""
    full = sum(bool(line.strip()) for line in lines)
    if full < 4:
        return 0.0
    turns = sum(is_term(a) and not is_term(b) for block in blocks(lines) for a, b in pairwise(block.lines))
    return min(1.0, 2 * turns / full)


def read(text: str) -> Reading:
    """Read alternating lines; a second definition line goes on with the first, a term with no line below is missing."""
    lines = text.splitlines()
    furniture: list[Furniture] = []
    entries = pair([line for block in blocks(lines) for line in block.split()], furniture)
    for entry in entries:
        for segment in entry.body:
            line = segment.cut(lines).rstrip()
            if line[-1] not in _ENDS and not is_cut(line):
                entry.doubts.append(f"line {segment.line} ends in the middle of a sentence")
    return Reading(NAME, lines, tuple(entries), tuple(furniture))

"""Alternating lines: a term line, then a definition line, with no blank lines between."""

from __future__ import annotations

from itertools import pairwise

from glosskos.layouts.blocks import is_term, link_words
from glosskos.layouts.reading import ReadEntry, Reading, is_cut
from glosskos.model import Furniture, Segment

__all__ = ["NAME", "read", "score"]

NAME = "alternating-lines"


def _defines(line: str) -> bool:
    return not is_term(line)


def score(lines: list[str]) -> float:
    """Give the share of neighbouring lines that go from term to definition, where blank lines are few."""
    full = [line for line in lines if line.strip()]
    if len(full) < 4 or len(full) < 0.8 * len(lines):
        return 0.0
    turns = sum(is_term(a) and _defines(b) for a, b in pairwise(full))
    return min(1.0, 2 * turns / len(full))


def read(text: str) -> Reading:
    """Read alternating lines; a second definition line goes on with the first, a term with no line below is missing."""
    lines = text.splitlines()
    entries: list[ReadEntry] = []
    furniture: list[Furniture] = []
    for number, line in enumerate(lines, 1):
        segment = Segment(number)
        if not line.strip():
            continue
        if is_term(line):
            entries.append(ReadEntry(line.strip(), [segment]))
        elif entries and not (entries[-1].body and link_words(line)):
            entries[-1].body.append(segment)
            entries[-1].truncated = is_cut(line)
            if line.rstrip()[-1] not in '.!?:;…»”")]-' and not entries[-1].truncated:
                entries[-1].doubts.append(f"line {number} ends in the middle of a sentence")
        else:
            furniture.append(Furniture(segment, "see-also" if entries else "introduction"))
    return _titles(lines, entries, furniture)


def _titles(lines: list[str], entries: list[ReadEntry], furniture: list[Furniture]) -> Reading:
    """Take terms with no text at the very top for titles, at the very end for navigation; doubt those between."""
    while entries and not entries[0].body and len(entries) > 1:
        furniture += [Furniture(segment, "title") for segment in entries.pop(0).heading]
    while len(entries) > 2 and not entries[-1].body and not entries[-2].body:
        furniture += [Furniture(segment, "navigation") for segment in entries.pop().heading]
    for entry in entries:
        if not entry.body:
            entry.doubts.append("no definition in print")
    return Reading(NAME, lines, tuple(entries), tuple(furniture))

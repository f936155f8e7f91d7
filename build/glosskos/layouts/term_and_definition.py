"""Term and definition: a term, a blank line, a paragraph, as on a lexicon's page."""

from __future__ import annotations

import re
from itertools import pairwise

from glosskos.layouts.blocks import Block, blocks, is_term, see_also
from glosskos.layouts.reading import ReadEntry, Reading, is_cut
from glosskos.model import Furniture
from glosskos.text import fold, match_key

__all__ = ["NAME", "read", "score"]

NAME = "term-and-definition"

_TABLE_HEAD = re.compile(r"^terme?s? +(?:et +)?definitions?$|^(?:term|word) +definition$")


def score(lines: list[str]) -> float:
    """Give the share of blocks that are a term above its own paragraph, where nothing is numbered or cut."""
    every = blocks(lines)
    if len(every) < 4:
        return 0.0
    pairs = sum(is_term(_last_line(a)) and not is_term(b.text) for a, b in pairwise(every))
    strange = sum(is_cut(block.text) or block.text.isdigit() or block.gap > 2 for block in every[1:])
    return max(0.0, min(1.0, 2 * pairs / len(every)) - 2 * strange / len(every))


def _last_line(block: Block) -> str:
    return block.lines[-1]


def read(text: str) -> Reading:
    """Read a lexicon's page.

    The head of its table and what stands above is furniture. A term that is only printed again below itself has no
    definition. Terms in a row at the end, with nothing below, are the page's navigation.
    """
    lines = text.splitlines()
    entries: list[ReadEntry] = []
    furniture: list[Furniture] = []
    for block in blocks(lines):
        segments = block.segments
        if _is_heading(block, entries):
            # A table's head may stand on the lines above the first term, with no blank line between.
            furniture += [Furniture(segment, "navigation") for segment in segments[:-1]]
            entries.append(ReadEntry(_last_line(block).strip(), segments[-1:]))
        elif entries and not entries[-1].body and is_term(block.text):
            entries[-1].heading += segments
        elif entries and not see_also(block.text):
            entries[-1].body += segments
            entries[-1].truncated = is_cut(block.text)
        else:
            furniture += [Furniture(segment, "see-also" if entries else "introduction") for segment in segments]
    return _edges(lines, entries, furniture)


def _is_heading(block: Block, entries: list[ReadEntry]) -> bool:
    """Tell a new term from a term printed once more below itself (often with a stray quote)."""
    last = _last_line(block)
    if not is_term(last) or any(not is_term(line) for line in block.lines[:-1]):
        return False
    return not (entries and not entries[-1].body and match_key(last) == match_key(entries[-1].term))


def _edges(lines: list[str], entries: list[ReadEntry], furniture: list[Furniture]) -> Reading:
    """Sort titles above and navigation below from the entries, and doubt the terms that have no definition."""
    while entries and not entries[0].body and len(entries) > 1 and not entries[0].heading[1:]:
        furniture += [Furniture(segment, "title") for segment in entries.pop(0).heading]
    trailing = 0
    while trailing < len(entries) and not entries[-1 - trailing].body and not entries[-1 - trailing].heading[1:]:
        trailing += 1
    if trailing > 1 or (trailing and _is_navigation(entries[-1].term)):
        for entry in entries[len(entries) - trailing :]:
            furniture += [Furniture(segment, "navigation") for segment in entry.heading]
        del entries[len(entries) - trailing :]
    for entry in entries:
        if not entry.body:
            entry.doubts.append("no definition in print")
        elif fold(entry.text(lines)).count('"') % 2:
            entry.doubts.append("a quotation mark without its other half")
    return Reading(NAME, lines, tuple(entries), tuple(furniture))


def _is_navigation(term: str) -> bool:
    return bool(_TABLE_HEAD.match(fold(term))) or match_key(term) in {
        "search",
        "recherche",
        "rechercher",
        "contenu lie",
        "contact",
        "menu",
        "accueil",
        "haut page",
        "suivant",
        "precedent",
    }

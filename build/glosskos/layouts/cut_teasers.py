"""Cut teasers: a term, the beginning of its definition cut by ``[...]``, and a call to read on."""

from __future__ import annotations

from glosskos.layouts.blocks import blocks, is_term, see_also
from glosskos.layouts.reading import ReadEntry, Reading, is_cut
from glosskos.model import Furniture

__all__ = ["NAME", "read", "score"]

NAME = "cut-teasers"


def score(lines: list[str]) -> float:
    """Give the share of blocks that a teaser page is made of: cut texts and their calls to read on."""
    every = blocks(lines)
    cut = sum(is_cut(block.text) for block in every)
    return min(1.0, 3 * cut / len(every)) if every and cut > 1 else 0.0


def read(text: str) -> Reading:
    """Read a page of teasers.

    The text above the call to read on belongs to the term above it; a page's own title and introduction stand before
    the first term that has a text.
    """
    lines = text.splitlines()
    every = blocks(lines)
    entries: list[ReadEntry] = []
    furniture: list[Furniture] = []
    index = 0
    while index < len(every):
        block = every[index]
        after = every[index + 1] if index + 1 < len(every) else None
        if see_also(block.text):
            furniture += [Furniture(segment, "see-also") for segment in block.segments]
        elif is_term(block.text) and after and not is_term(after.text) and not see_also(after.text):
            entry = ReadEntry(block.text.strip('«»“”" '), block.segments)
            index += 1
            while index < len(every) and not see_also(every[index].text) and not is_term(every[index].text):
                entry.body += every[index].segments
                entry.truncated = is_cut(every[index].text)
                index += 1
            _keep(entry, lines, entries, furniture, called=index < len(every) and see_also(every[index].text))
            continue
        elif is_term(block.text) and after and see_also(after.text):
            entries.append(ReadEntry(block.text.strip('«»“”" '), block.segments, doubts=["no definition in print"]))
        else:
            kind = "title" if is_term(block.text) and not entries else "introduction" if not entries else "navigation"
            furniture += [Furniture(segment, kind) for segment in block.segments]
        index += 1
    return Reading(NAME, lines, tuple(entries), tuple(furniture))


def _keep(
    entry: ReadEntry, lines: list[str], entries: list[ReadEntry], furniture: list[Furniture], called: bool
) -> None:
    """File a term with its text as an entry, or, before the first teaser, as the page's title and introduction."""
    if not entries and not entry.truncated and not called:
        furniture += [Furniture(segment, "title") for segment in entry.heading]
        furniture += [Furniture(segment, "introduction") for segment in entry.body]
        return
    if not entry.truncated and entry.text(lines)[-1:] not in ".!?»)":
        entry.doubts.append("ends without a mark of the cut or a full stop")
    entries.append(entry)

"""White paper: headings and paragraphs taken out of a PDF, with item numbers, columns interleaved, headings astray."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from glosskos.layouts.blocks import Block, blocks, garbage, is_term, link_words, sentences, subject_of
from glosskos.layouts.reading import ReadEntry, Reading, is_cut
from glosskos.model import Furniture, Segment
from glosskos.text import fold, match_key, words

__all__ = ["NAME", "read", "score"]

NAME = "white-paper"

_PAGE_GAP = 3
_NUMBERED = re.compile(r"^\s*(\d{1,3})\s+(?=\D)")
_NUMBER = re.compile(r"^\s*(\d{1,3})\s*$")
_CLOSED = tuple(".!?:;…»")


@dataclass(slots=True)
class _Pages:
    """The state while reading: entries whose body is still to come, and the body that is still open."""

    lines: list[str]
    entries: list[ReadEntry] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    waiting: list[ReadEntry] = field(default_factory=list)
    open: ReadEntry | None = None
    number: str = ""
    started: bool = False
    fresh: bool = False  # the block above is a heading


def score(lines: list[str]) -> float:
    """Give how much a text looks taken out of a PDF: item numbers beside headings, page gaps, headings above paragraphs."""
    every = blocks(lines)
    if len(every) < 4:
        return 0.0
    numbers = sum(
        bool(_NUMBER.match(block.text) or (_NUMBERED.match(block.text) and is_term(block.text))) for block in every
    )
    gaps = sum(block.gap >= _PAGE_GAP for block in every[1:])
    pairs = sum(is_term(a.text) and not is_term(b.text) for a, b in pairwise(every))
    if not numbers and not gaps:
        return 0.0
    return min(1.0, 1.5 * pairs / len(every) + 2 * (numbers + gaps) / len(every))


def read(text: str) -> Reading:
    """Read a white paper block by block, page by page.

    A heading waits for a paragraph that begins with its words; a paragraph that no heading waits for goes on with the one
    before. A heading broken at a parenthesis is closed by the piece that closes it; a paragraph broken off takes the next
    piece that starts in lower case. A sentence in a paragraph that begins with the words of a heading still waiting begins that
    heading's definition.
    """
    pages = _Pages(text.splitlines())
    every = blocks(pages.lines)
    for block in every:
        if block.gap >= _PAGE_GAP:
            _turn_page(pages)
        _file(pages, block)
    _turn_page(pages)
    return _finish(pages)


def _file(pages: _Pages, block: Block) -> None:
    """File one block as item number, debris, heading, paragraph or furniture."""
    text = block.text
    if garbage(text):
        pages.furniture += [Furniture(segment, "garbage") for segment in block.segments]
    elif _NUMBER.match(text):
        pages.number = f"{int(text):03d}"
        pages.furniture += [Furniture(segment, "item-number") for segment in block.segments]
    elif pages.open and text[0].islower() and not _awaited(pages, text):
        _continue(pages, block)
    elif (broken := _broken_heading(pages, text)) is not None:
        broken.heading += block.segments
        broken.term += " " + text
        broken.repaired = True
    elif is_term(text) or (_unclosed(text) and len(text.split()) < 12):
        _heading(pages, block)
    elif _is_promotion(text) or (not pages.started and not _follows(pages, text)):
        kind = "promotion" if pages.started else "introduction"
        pages.furniture += [Furniture(segment, kind) for segment in block.segments]
        _titles(pages)
    else:
        _body(pages, block)


def _follows(pages: _Pages, text: str) -> bool:
    """Tell whether a paragraph before the first entry defines the heading above it."""
    return bool(pages.waiting) and _fits(pages.waiting[-1].term, text) > 0


def _is_promotion(text: str) -> bool:
    first = words(text)[:1]
    return link_words(text) or bool(first and first[0].endswith("ez"))


def _titles(pages: _Pages) -> None:
    """Take the headings that wait above furniture for titles."""
    for entry in pages.waiting:
        _as_title(pages, entry)
        pages.entries.remove(entry)
    pages.waiting.clear()


def _as_title(pages: _Pages, entry: ReadEntry) -> None:
    """File a heading as a title; a number at its start belongs to the title (« 44 définitions »)."""
    lines = {segment.line for segment in entry.heading if segment.start}
    pages.furniture = [item for item in pages.furniture if item.segment.line not in lines]
    pages.furniture += [Furniture(Segment(segment.line), "title") for segment in entry.heading]


def _unclosed(text: str) -> bool:
    return text.count("(") > text.count(")")


def _broken_heading(pages: _Pages, text: str) -> ReadEntry | None:
    """Give the entry whose heading lacks the closing parenthesis that a short piece brings."""
    if text.count(")") <= text.count("(") or len(text.split()) > 7:
        return None
    return next((entry for entry in reversed(pages.entries[-3:]) if _unclosed(entry.term)), None)


def _heading(pages: _Pages, block: Block) -> None:
    """File a heading, its printed number apart."""
    first = block.lines[0]
    match = _NUMBERED.match(first)
    segments = block.segments
    number = pages.number
    if match:
        number = f"{int(match.group(1)):03d}"
        pages.furniture.append(Furniture(Segment(block.first, match.start(1), match.end(1)), "item-number"))
        segments = [Segment(block.first, match.end()), *segments[1:]]
    term = " ".join(" ".join(segment.cut(pages.lines) for segment in segments).split())
    entry = ReadEntry(term, segments, number=number)
    pages.number = ""
    pages.fresh = True
    pages.entries.append(entry)
    pages.waiting.append(entry)


def _fits(term: str, text: str) -> int:
    """Give how many words of a heading stand in the subject of a paragraph (its first words)."""
    subject = fold(" ".join(text.split()[:14]))
    keys = [key for key in match_key(term).split() if len(key) > 1]
    return sum(key in match_key(subject).split() or (len(key) > 4 and key in subject) for key in keys)


def _awaited(pages: _Pages, text: str) -> ReadEntry | None:
    """Give the waiting entry that a paragraph defines: the one with most words in it, the latest where equal."""
    best = max(((_fits(entry.term, text), index) for index, entry in enumerate(pages.waiting)), default=(0, 0))
    return pages.waiting[best[1]] if best[0] else None


def _body(pages: _Pages, block: Block) -> None:
    """Give a paragraph to the heading that waits for it, else to the entry before."""
    entry = _awaited(pages, block.text)
    if entry is None and pages.waiting and pages.fresh:
        entry = pages.waiting[-1]
    pages.fresh = False
    if entry is not None:
        pages.waiting.remove(entry)
    else:
        entry = next((each for each in reversed(pages.entries) if each.body), None)
    if entry is None:
        pages.furniture += [Furniture(segment, "introduction") for segment in block.segments]
        return
    pages.started = True
    entry.body += block.segments
    entry.truncated = is_cut(block.text)
    _split(pages, entry)


def _continue(pages: _Pages, block: Block) -> None:
    assert pages.open is not None
    pages.open.body += block.segments
    pages.open.repaired = True
    if block.text.endswith(_CLOSED):
        pages.open = None


def _split(pages: _Pages, entry: ReadEntry) -> None:
    """Cut a paragraph where a sentence begins the definition of a heading that still waits; note an open end."""
    last = entry.body[-1]
    line = last.cut(pages.lines)
    for start, end in sentences(line)[1:]:
        subject = subject_of(line[start:end]) or "-"
        other = _awaited(pages, subject)
        if other and _fits(other.term, subject) > _fits(entry.term, subject):
            pages.waiting.remove(other)
            entry.body[-1] = Segment(last.line, 0, len(line[:start].rstrip()))
            entry.repaired = True
            other.body.append(Segment(last.line, start))
            other.repaired = True
            other.doubts.append(f"its definition was joined to another on line {last.line}")
            entry.doubts.append(f"another definition was joined to its own on line {last.line}")
            entry = other
            break
    text = line.rstrip()
    pages.open = None if text.endswith(_CLOSED) or is_cut(text) else entry
    if text and text[0].islower():
        entry.doubts.append(f"line {last.line} begins in lower case: words may be lost or out of order")


def _turn_page(pages: _Pages) -> None:
    """End what is open: a paragraph that the page breaks off is cut."""
    if pages.open is not None:
        pages.open.truncated = True
        pages.open.doubts.append("breaks off at the end of its page")
    pages.open = None


def _finish(pages: _Pages) -> Reading:
    """Drop numbers out of sequence, file trailing headings without text as titles, doubt those between."""
    if not pages.started:
        _titles(pages)
    while pages.entries and not pages.entries[-1].body:
        _as_title(pages, pages.entries.pop())
    highest = 0
    for index, entry in enumerate(pages.entries):
        number = int(entry.number or 0)
        if number and (number < highest or number < index / 2):
            entry.doubts.append(f"the printed number {number} is out of sequence")
            entry.number = ""
        highest = max(highest, int(entry.number or 0))
        if not entry.body:
            entry.doubts.append("no definition in print")
    return Reading(NAME, pages.lines, tuple(pages.entries), tuple(pages.furniture))

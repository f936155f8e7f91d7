"""White paper: headings and paragraphs taken out of a PDF, with item numbers, columns interleaved, headings astray."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from glosskos.layouts.blocks import (
    Block,
    blocks,
    garbage,
    introduces,
    is_item,
    is_term,
    link_words,
    names_collection,
)
from glosskos.layouts.joined import EXACT, fits, own_sentence, part
from glosskos.layouts.pages import Pages
from glosskos.layouts.prose import DANGLING, continues, subject_of
from glosskos.layouts.reading import ReadEntry, Reading, is_cut
from glosskos.model import Furniture, Segment
from glosskos.text import fold, words

__all__ = ["NAME", "read", "score"]

NAME = "white-paper"

_PAGE_GAP = 3
_NUMBERED = re.compile(r"^\s*(\d{1,3})(?:[.)]|\s?[-–:])?\s+(?=[^\d\s])")
_NUMBER = re.compile(r"^\s*(\d{1,3})\s*$")
_SHORT = 40
_CLOSED = tuple(".!?:;…»")


def score(lines: list[str]) -> float:
    """Give how much a text looks taken out of a PDF: item numbers beside headings, page gaps, headings above paragraphs."""
    every = blocks(lines)
    while every and (is_term(every[-1].text) or every[-1].text.isdigit()):
        every.pop()  # pagination and menus below the last definition tell nothing
    if len(every) < 4:
        return 0.0
    numbers = sum(
        bool(_NUMBER.match(a.text) and is_term(b.text))
        or bool(_NUMBERED.match(a.text) and is_term(a.text) and len(b.text) > _SHORT)
        for a, b in pairwise(every)
    )
    gaps = sum(block.gap >= _PAGE_GAP for block in every[1:])
    pairs = sum(is_term(a.text) and not is_term(b.text) for a, b in pairwise(every))
    share = (numbers + gaps) / len(every)
    return min(1.0, 1.5 * pairs / len(every) + 2 * share) * min(1.0, share / 0.1)


def read(text: str) -> Reading:
    """Read a white paper block by block, page by page.

    A heading waits for a paragraph that begins with its words; a paragraph that no heading waits for goes on with the one
    before. A heading broken at a parenthesis is closed by the piece that closes it; a paragraph broken off takes the next
    piece that starts in lower case. A sentence in a paragraph that begins with the words of a heading still waiting begins that
    heading's definition. What comes back on every page is a running head.
    """
    pages = Pages(text.splitlines())
    every = blocks(pages.lines)
    running = _running(every)
    for index, block in enumerate(every):
        if block.gap >= _PAGE_GAP:
            pages.turn_page()
        if _unnumbered(block.text) in running:
            pages.file(block, "navigation")
        else:
            _file(pages, block, every[index:])
    pages.turn_page()
    return _finish(pages)


def _unnumbered(text: str) -> str:
    return re.sub(r"\d+", "#", fold(text))


def _running(every: list[Block]) -> set[str]:
    """Give the running heads and feet: what comes back on three pages or more, but for its number."""
    counts = Counter(_unnumbered(block.text) for block in every if len(block.text) <= 90)
    return {text for text, count in counts.items() if count > 2 and any(char.isalpha() for char in text)}


def _file(pages: Pages, block: Block, ahead: Sequence[Block]) -> None:
    """File one block as item number, debris, heading, paragraph or furniture."""
    text = block.text
    if garbage(text):
        pages.file(block, "garbage")
    elif _NUMBER.match(text):
        pages.number = f"{int(text):03d}"
        pages.file(block, "item-number")
    elif _goes_on(pages, text):
        _continue(pages, block)
    elif (broken := _broken_heading(pages, text)) is not None:
        broken.heading += block.segments
        broken.term += " " + text
        broken.repaired = True
    elif is_term(text) or (_unclosed(text) and len(text.split()) < 12):
        _heading(pages, block)
    elif pages.aside or _promotes(text) or _before_all(pages, text):
        pages.file(block, "promotion" if pages.started else "introduction")
        pages.titles()
    else:
        _body(pages, block, ahead)


def _goes_on(pages: Pages, text: str) -> bool:
    """Tell whether a piece goes on with the definition that is open, or that the page before broke off."""
    if pages.open is None and pages.broken is not None and text[0].islower() and not _awaited(pages, text):
        pages.open, pages.broken = pages.broken, None
        pages.open.truncated = False
        pages.open.doubts.append("goes on after the end of its page")
    if pages.open is None:
        last = next((entry for entry in reversed(pages.entries) if entry.body), None)
        listing = last is not None and is_item(text) and not pages.fresh
        if not listing:
            return False
        pages.open = last
    return is_item(text) or (text[0].islower() and not _awaited(pages, text))


def _promotes(text: str) -> bool:
    return link_words(text) or next(iter(words(text)), "").endswith("ez")


def _before_all(pages: Pages, text: str) -> bool:
    """Tell whether a paragraph before the first definition presents the paper: it defines none of the headings above.

    What the title of a collection has in common with a paragraph does not make it a term, unless it is what is defined.
    """
    if pages.started:
        return False
    entry = _awaited(pages, text)
    return introduces(text) or entry is None or (names_collection(entry.term) and fits(entry.term, text) < EXACT)


def _unclosed(text: str) -> bool:
    return text.count("(") > text.count(")")


def _broken_heading(pages: Pages, text: str) -> ReadEntry | None:
    """Give the entry whose heading a short piece completes: it closes its parenthesis, or goes on where words are wanting."""
    if len(text.split()) > 7 or not pages.entries:
        return None
    if text.count(")") > text.count("("):
        return next((entry for entry in reversed(pages.entries[-3:]) if _unclosed(entry.term)), None)
    last = pages.entries[-1]
    wanting = next(reversed(words(last.term)), "") in DANGLING and not _unclosed(last.term)
    return last if pages.fresh and is_term(text) and (wanting or text[0].islower()) else None


def _heading(pages: Pages, block: Block) -> None:
    """File a heading, its printed number apart; a title such as « Introduction » stands for no entry."""
    match = _NUMBERED.match(block.lines[0])
    segments = block.segments
    number, pages.number = pages.number, ""
    if match:
        number = f"{int(match.group(1)):03d}"
        end = len(match.group().rstrip())
        pages.furniture.append(Furniture(Segment(block.first, match.start(1), end), "item-number"))
        segments = [Segment(block.first, match.end()), *segments[1:]]
    term = " ".join(" ".join(segment.cut(pages.lines) for segment in segments).split())
    entry = ReadEntry(term, segments, number=number)
    pages.aside = names_collection(block.text) and len(words(term)) < 2
    if pages.aside:
        pages.as_title(entry)
        return
    pages.run = [*(pages.run if pages.fresh and not pages.turned else ()), entry]
    pages.fresh, pages.turned = True, False
    pages.entries.append(entry)
    pages.waiting.append(entry)


def _awaited(pages: Pages, text: str) -> ReadEntry | None:
    """Give the waiting entry that a paragraph defines: the one with most words in it, the latest where equal."""
    best = max(((fits(entry.term, text), index) for index, entry in enumerate(pages.waiting)), default=(0, 0))
    return pages.waiting[best[1]] if best[0] else None


def _in_turn(pages: Pages, ahead: Sequence[Block]) -> ReadEntry | None:
    """Give the heading whose turn it is, for a paragraph that begins with the words of none.

    A heading that a later paragraph before the next heading names is that one's. Where as many paragraphs follow as
    headings stand right above, each has its own; else the last heading has them all.
    """
    run = [entry for entry in pages.run if entry in pages.waiting]
    paragraphs = list(takewhile(lambda block: not (is_term(block.text) or _NUMBER.match(block.text)), ahead))
    for block in paragraphs[1:]:
        named = max(run, key=lambda entry: fits(entry.term, block.text), default=None)
        if len(run) > 1 and named is not None and fits(named.term, block.text):
            run.remove(named)
            if len(run) == 1:
                return run[0]
    return (run[0] if len(run) == len(paragraphs) else run[-1]) if run else None


def _body(pages: Pages, block: Block, ahead: Sequence[Block]) -> None:
    """Give a paragraph to the heading that waits for it, else to the entry before."""
    entry = _awaited(pages, block.text)
    fresh, pages.fresh = pages.fresh, False
    last = next((each for each in reversed(pages.entries) if each.body), None)
    if entry is None and (fresh or not (continues(block.text) or (last and fits(last.term, block.text)))):
        entry = _in_turn(pages, ahead)
    elif entry is not None and not fresh and continues(block.text) and not fits(entry.term, subject_of(block.text)):
        entry = None
    if entry is not None:
        pages.waiting.remove(entry)
    else:
        entry = last
    if entry is None:
        pages.file(block, "introduction")
        return
    if not pages.started:
        pages.started = True
        for title in [each for each in pages.waiting if names_collection(each.term)]:
            pages.drop(title)
    pages.broken = None
    first = len(entry.body)
    entry.body += block.segments
    entry.truncated = is_cut(block.text)
    entry = part(pages.lines, entry, first, pages.waiting)
    text = entry.body[-1].cut(pages.lines).rstrip()
    pages.open = None if text.endswith(_CLOSED) or is_cut(text) else entry
    if block.text[0].islower():
        entry.doubts.append(f"line {block.first} begins in lower case: words may be lost or out of order")


def _continue(pages: Pages, block: Block) -> None:
    assert pages.open is not None
    pages.open.body += block.segments
    pages.open.repaired = pages.open.repaired or not is_item(block.text)
    if block.text.endswith(_CLOSED):
        pages.open = None


def _finish(pages: Pages) -> Reading:
    """Look for definitions joined to others, drop numbers out of sequence, file trailing headings without text as titles."""
    if not pages.started:
        pages.titles()
    for entry in [each for each in pages.entries if not each.body]:
        own_sentence(pages.lines, entry, pages.entries)
    while pages.entries and not pages.entries[-1].body:
        pages.as_title(pages.entries.pop())
    highest = 0
    for index, entry in enumerate(pages.entries):
        number = int(entry.number or 0)
        if number and (number <= highest or number < index / 2):
            entry.doubts.append(f"the printed number {number} is out of sequence")
            entry.number = ""
        highest = max(highest, int(entry.number or 0))
        if not entry.body:
            entry.doubts.append("no definition in print")
    return Reading(NAME, pages.lines, tuple(pages.entries), tuple(pages.furniture))

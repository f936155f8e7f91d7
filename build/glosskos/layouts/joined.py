"""Definitions joined in one paragraph: where the sentence of another heading begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glosskos.layouts.prose import candidates, sentences, subject_of
from glosskos.layouts.reading import ReadEntry
from glosskos.model import Segment
from glosskos.text import fold, match_key

__all__ = ["EXACT", "fits", "own_sentence", "part"]

EXACT = 100
_NEAR = 4  # entries between a heading and the paragraph that its definition was joined to


def fits(term: str, text: str, subject: str = "") -> int:
    """Give how well a paragraph's first words define a heading: its words among them, and much more where they name just it.

    :param subject: what the paragraph is about, where that is known
    """
    first = fold(subject or " ".join(text.split()[:14]))
    keys = [key for key in match_key(term).split() if len(key) > 1]
    found = sum(key in match_key(first).split() or (len(key) > 4 and key in first) for key in keys)
    about = {match_key(name) for name in candidates(subject or subject_of(text))[:1]}
    return found + (EXACT if found and about & names_of(term) else 0)


def names_of(term: str) -> set[str]:
    """Give the names in a heading, comparable: « KPI (Key Performance Indicator) » holds two."""
    return {match_key(term), *(match_key(name) for name in candidates(term.replace("/", ",")))} - {""}


def part(lines: list[str], entry: ReadEntry, first: int, waiting: list[ReadEntry]) -> ReadEntry:
    """Cut a paragraph where a sentence begins the definition of a heading that still waits; give the entry that ends it.

    :param first: the place in the entry's body of the paragraph's first line
    """
    for at, start, sentence in _inner_sentences(lines, entry, first):
        subject = subject_of(sentence) or "-"
        best = max(((fits(other.term, "", subject), place) for place, other in enumerate(waiting)), default=(0, 0))
        if best[0] > fits(entry.term, "", subject):
            other = waiting.pop(best[1])
            _cut(lines, entry, at, start, other)
            return part(lines, other, 0, waiting)
    return entry


def own_sentence(lines: list[str], entry: ReadEntry, entries: Sequence[ReadEntry]) -> None:
    """Look for the definition of a heading that found none in the paragraphs around: a sentence about its very name."""
    names = names_of(entry.term)
    place = next(index for index, each in enumerate(entries) if each is entry)
    for other in entries[max(0, place - _NEAR) : place + _NEAR + 1]:
        for at, start, sentence in _inner_sentences(lines, other, 0):
            about = [match_key(name) for name in candidates(subject_of(sentence))[:1]]
            if names.intersection(about) and not names & names_of(other.term):
                _cut(lines, other, at, start, entry)
                return


def _inner_sentences(lines: list[str], entry: ReadEntry, first: int) -> Iterator[tuple[int, int, str]]:
    """Give the sentences of a body behind its first: place of the segment, offset in its line, text up to the line's end."""
    for at, segment in enumerate(entry.body[first:], first):
        line = segment.cut(lines)
        above = entry.body[at - 1].cut(lines).rstrip() if at > first else ""
        for start, _ in sentences(line):
            if start or above.endswith((".", "!", "?", "…")):
                yield at, segment.start + start, line[start:]


def _cut(lines: list[str], entry: ReadEntry, at: int, start: int, other: ReadEntry) -> None:
    """Give the other entry what stands behind a place in an entry's body."""
    segment = entry.body[at]
    rest = entry.body[at + 1 :]
    before = lines[segment.line - 1][segment.start : start].rstrip()
    other.body = [Segment(segment.line, start, segment.end) if before else segment, *rest]
    entry.body = entry.body[:at] + (
        [Segment(segment.line, segment.start, segment.start + len(before))] if before else []
    )
    entry.repaired = other.repaired = True
    other.truncated, entry.truncated = entry.truncated, False
    other.doubts.append(f"its definition was joined to another on line {segment.line}")
    entry.doubts.append(f"another definition was joined to its own on line {segment.line}")

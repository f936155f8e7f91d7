"""What a reader makes of a document: entries, and what every stretch of every line was taken for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from glosskos.model import Furniture, Segment, Status
from glosskos.text import CUT_MARK, join_segments

__all__ = ["FURNITURE_KINDS", "Piece", "ReadEntry", "Reading", "uncovered"]

FURNITURE_KINDS = ("title", "navigation", "introduction", "see-also", "item-number", "promotion", "garbage")


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """One stretch of a line and what it was taken for.

    :param kind: ``heading``, ``body`` or a kind of furniture
    :param entry: position of its entry in the reading, from 0; -1 for furniture
    """

    segment: Segment
    kind: str
    entry: int = -1


@dataclass(slots=True)
class ReadEntry:
    """One entry as a reader sees it, before any editor's decision.

    :param term: the printed or proposed term; empty where the reader has none to propose
    :param heading: segments of the printed heading; none where it was lost
    :param body: segments of the definition, in the order they should be read
    :param number: the printed item number, or empty
    :param doubts: what an editor should look at
    """

    term: str
    heading: list[Segment] = field(default_factory=list)
    body: list[Segment] = field(default_factory=list)
    number: str = ""
    heading_restored: bool = False
    repaired: bool = False
    truncated: bool = False
    doubts: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        """The status that the reader proposes."""
        if not self.body:
            return Status.MISSING
        if self.truncated:
            return Status.TRUNCATED
        return Status.REPAIRED if self.repaired else Status.COMPLETE

    def text(self, lines: list[str]) -> str:
        """Give the printed definition, whole and in order."""
        return join_segments(segment.cut(lines) for segment in self.body)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read by one layout.

    :param lines: the lines of the document
    """

    layout: str
    lines: list[str]
    entries: tuple[ReadEntry, ...]
    furniture: tuple[Furniture, ...]

    def pieces(self) -> list[Piece]:
        """Give all pieces in the order of print."""
        found = [Piece(item.segment, item.kind) for item in self.furniture]
        for index, entry in enumerate(self.entries):
            found += [Piece(segment, "heading", index) for segment in entry.heading]
            found += [Piece(segment, "body", index) for segment in entry.body]
        return sorted(found, key=lambda piece: (piece.segment.line, piece.segment.start))

    def numbers(self) -> list[str]:
        """Give every entry's number: the printed one, else the lowest that is free, in order of print; three digits or more."""
        printed = {entry.number for entry in self.entries if entry.number}
        free = (number for n in count(1) if (number := f"{n:03d}") not in printed)
        return [entry.number or next(free) for entry in self.entries]


def uncovered(lines: list[str], segments: Iterable[Segment]) -> list[Segment]:
    """Give the stretches that stand in no segment or in several; empty when every character is accounted for once.

    White space and line ends do not count.
    """
    counts = [[0] * len(line) for line in lines]
    for segment in segments:
        if not 0 < segment.line <= len(lines):
            continue
        row = counts[segment.line - 1]
        for at in range(segment.start, len(row) if segment.end is None else min(segment.end, len(row))):
            row[at] += 1
    found = []
    for number, (line, row) in enumerate(zip(lines, counts, strict=True), 1):
        wrong = [at for at, count in enumerate(row) if count != 1 and not line[at].isspace()]
        if wrong:
            found.append(Segment(number, wrong[0], wrong[-1] + 1))
    return found


def is_cut(text: str) -> bool:
    """Tell whether a text ends with the mark of a cut, such as ``[...]``."""
    return bool(CUT_MARK.search(text))

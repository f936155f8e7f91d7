"""The pages of a white paper while they are read: entries, furniture, and what still waits for its text."""

from __future__ import annotations

from dataclasses import dataclass, field

from glosskos.layouts.blocks import Block
from glosskos.layouts.reading import ReadEntry
from glosskos.model import Furniture, Segment

__all__ = ["Pages"]


@dataclass(slots=True)
class Pages:
    """The state while reading: entries whose body is still to come, and the body that is still open."""

    lines: list[str]
    entries: list[ReadEntry] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    waiting: list[ReadEntry] = field(default_factory=list)
    open: ReadEntry | None = None
    number: str = ""
    started: bool = False
    run: list[ReadEntry] = field(default_factory=list)  # the headings filed since the last definition began
    fresh: bool = False  # no definition began since the last heading
    turned: bool = False  # a page began since the last heading
    aside: bool = False  # below a title such as « Introduction »
    broken: ReadEntry | None = None  # the page before broke its definition off

    def file(self, block: Block, kind: str) -> None:
        """File a block as furniture."""
        self.furniture += [Furniture(segment, kind) for segment in block.segments]

    def titles(self) -> None:
        """Take the headings that wait above furniture for titles: all of them before the first entry, else the one right above."""
        for entry in self.waiting[:] if not self.started else self.run[-1:]:
            if entry in self.waiting and not (self.started and entry.number):
                self.drop(entry)
        self.run = []

    def drop(self, entry: ReadEntry) -> None:
        """Take a heading that waits for a title."""
        self.waiting.remove(entry)
        self.entries.remove(entry)
        self.as_title(entry)

    def as_title(self, entry: ReadEntry) -> None:
        """File a heading as a title; a number at its start belongs to the title (« 44 définitions »)."""
        lines = {segment.line for segment in entry.heading if segment.start}
        self.furniture = [item for item in self.furniture if item.segment.line not in lines]
        self.furniture += [Furniture(Segment(segment.line), "title") for segment in entry.heading]

    def turn_page(self) -> None:
        """End what is open: a paragraph that the page breaks off is cut, unless the next page goes on with it."""
        if self.open is not None:
            self.open.truncated = True
            self.open.doubts.append("breaks off at the end of its page")
            self.broken = self.open
        self.open = None
        self.turned = True

"""Small glossaries of our own, each line tagged with what a reader of flesh and blood takes it for.

A file of ``sheets/<layout>/`` is a document in which every full line begins with a tag and a bar: ``t3|`` is the heading of
entry 3, ``d3|`` its definition, ``-|`` belongs to no entry. Within a line ``⟦t3⟧`` changes the tag. Lines that begin with ``#``
are no part of the document: ``# 3 = term`` gives the term of entry 3 where it is not printed above it (``?``: nobody could
tell it from the text), ``# crlf`` and ``# bom`` say how the document is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from glosskos.layouts import Reading
from glosskos.text import match_key

FOLDER = Path(__file__).parent / "sheets"
_TAG = re.compile(r"⟦([td]\d+|-)⟧")
Shape = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass
class Sheet:
    """A document and what it should be read as."""

    name: str
    layout: str
    text: str = ""
    encoded: bytes = b""
    headings: dict[int, list[str]] = field(default_factory=dict)
    bodies: dict[int, list[str]] = field(default_factory=dict)
    terms: dict[int, str] = field(default_factory=dict)

    @property
    def shapes(self) -> list[Shape]:
        """Heading and body of every entry, as stretches of text."""
        numbers = sorted({*self.headings, *self.bodies})
        return [(tuple(self.headings.get(n, ())), tuple(self.bodies.get(n, ()))) for n in numbers]


def sheet(path: Path) -> Sheet:
    """Read one tagged document."""
    found = Sheet(path.stem, path.parent.name)
    lines, options = [], set()
    for raw in path.read_text(encoding="utf-8").split("\n")[:-1]:
        if raw.startswith("#"):
            number, is_term, term = raw[1:].partition("=")
            if is_term:
                found.terms[int(number)] = term.strip()
            else:
                options.add(raw[1:].strip())
        elif not raw.strip():
            lines.append("")
        else:
            tag, _, text = raw.partition("| ")
            lines.append(_TAG.sub("", text))
            pieces = [tag, *_TAG.split(text)]
            for kind, piece in zip(pieces[::2], pieces[1::2], strict=True):
                if kind != "-" and piece.strip():
                    place = found.headings if kind[0] == "t" else found.bodies
                    place.setdefault(int(kind[1:]), []).append(piece.strip())
    found.text = ("\r\n" if "crlf" in options else "\n").join(lines) + "\n"
    found.encoded = found.text.encode("utf-8-sig" if "bom" in options else "utf-8")
    return found


def sheets(layout: str = "") -> list[Sheet]:
    """Give all sheets, or those of one layout."""
    return [sheet(path) for path in sorted(FOLDER.glob(f"{layout or '*'}/*.txt"))]


def shapes(reading: Reading) -> list[Shape]:
    """Give heading and body of every entry of a reading, as stretches of text."""

    def texts(segments):
        return tuple(text for segment in segments if (text := segment.cut(reading.lines).strip()))

    return [(texts(entry.heading), texts(entry.body)) for entry in reading.entries]


def same_term(read: str, expected: str) -> bool:
    """Tell whether two spellings are one term."""
    return match_key(read) == match_key(expected)

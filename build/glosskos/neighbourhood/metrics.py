"""How wide a text is drawn, and a label as lines that fit a box.

Widths are DejaVu Sans's for the characters in ``widths.json`` (made by ``tests/pictures/make_font.py``); others get a likely
width, and the SVG binds their lines to it with ``textLength``, whatever font the viewer has.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

__all__ = ["in_table", "plain", "text_width", "visible", "wrap"]

# In em, of a character that is not in the table: of a script written from right to left, of another, a wide one (CJK, emoji).
_TURNED, _NARROW, _WIDE = 0.62, 0.8, 1.1
_MAX_LINES = 6
_MOST_MARKS = 3
# Lone surrogates, controls and non-characters are in no XML document; formatting of direction stays inside a label's own line.
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAK = re.compile(r"\s+|(?<=[-/\u2013\u2014])(?=\w)")


@cache
def _table() -> dict[str, float]:
    """Give each character's width in em."""
    found = json.loads((Path(__file__).parent / "widths.json").read_text(encoding="utf-8"))
    em = found["unitsPerEm"]
    return {chr(first + at): width / em for first, widths in found["runs"] for at, width in enumerate(widths)}


def plain(text: str) -> str:
    """Give a text on one line: white space folded, characters that no XML document can hold replaced by U+FFFD."""
    return _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def visible(text: str) -> bool:
    """Tell whether a text shows anything: more than white space, controls, formatting and marks without a letter."""
    return any(unicodedata.category(character)[0] not in "ZCM" for character in text)


def _calm(text: str) -> str:
    """Leave out marks that would pile up: more than three on one character grow out of their line."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def in_table(text: str) -> bool:
    """Tell whether every character's width is known."""
    table = _table()
    return all(character in table for character in text)


def text_width(text: str, size: float = 1.0) -> float:
    """Give the width of a line.

    :param size: font size; the width has its unit
    """
    table = _table()
    return size * sum(table[character] if character in table else _guess(character) for character in text)


def _guess(character: str) -> float:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _TURNED if unicodedata.bidirectional(character) in ("R", "AL") else _NARROW


@lru_cache(maxsize=16384)
def wrap(label: str, limit: float, max_lines: int = _MAX_LINES) -> tuple[str, ...]:
    """Give a label as lines no wider than ``limit`` em, as even as can be.

    Breaks at white space, after a hyphen or slash, and inside a word only where it is wider than a line. What does not fit into
    ``max_lines`` is cut, with an ellipsis.
    """
    text = _calm(plain(label))
    lines = _fill(text, limit, max_lines)
    if len(lines) > max_lines:
        return (*lines[: max_lines - 1], _shorten(f"{lines[max_lines - 1]} {lines[max_lines]}", limit))
    narrower = limit
    while len(lines) > 1 and narrower > limit / 2:
        narrower -= limit / 24
        if any(text_width(word) > narrower for word in _BREAK.split(text)):
            break
        tried = _fill(text, narrower, max_lines)
        if len(tried) > len(lines):
            break
        lines = tried
    return tuple(lines)


def _fill(text: str, limit: float, max_lines: int) -> list[str]:
    """Fill lines greedily; stop one line behind ``max_lines``."""
    lines: list[str] = []
    line = ""
    for piece, glue in _pieces(text, limit):
        if line and text_width(line + glue + piece) > limit:
            lines.append(line)
            line = piece
            if len(lines) > max_lines:
                return lines
        else:
            line += (glue if line else "") + piece
    return [*lines, line] if line or not lines else lines


def _pieces(text: str, limit: float) -> Iterator[tuple[str, str]]:
    """Give the pieces that stay whole, each with what joins it to the piece before."""
    end, glue = 0, ""
    for match in [*_BREAK.finditer(text), None]:
        word = text[end : match.start() if match else len(text)]
        for part in _parts(word, limit):
            yield part, glue
            glue = ""
        if match:
            end, glue = match.end(), match.group()


def _parts(word: str, limit: float) -> Iterator[str]:
    """Cut a word that is wider than a line, never before a mark that belongs to the character it follows."""
    if text_width(word) <= limit:
        yield word
        return
    part, width = "", 0.0
    for character in word:
        own = text_width(character)
        if part and width + own > limit and own:
            yield part
            part, width = "", 0.0
        part += character
        width += own
    yield part


def _shorten(line: str, limit: float) -> str:
    """Cut a line until it fits with an ellipsis."""
    while line and text_width(f"{line.rstrip()}…") > limit:
        line = line[:-1]
    return f"{line.rstrip()}…"

"""The whole thesaurus as a poster (``glosskos graph --all``): themes as panels, the hierarchy within each, an index.

A lying sheet of the A series; printed as A0, the 245 concepts of ours have letters of 6 mm, as A1 of 4 mm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt

from glosskos.graph import concept_iri
from glosskos.model import Thesaurus
from glosskos.neighbourhood import text_width, wrap
from glosskos.pictures.markup import document, element, line_of_text, paint, text
from glosskos.pictures.panels import Group, Row, groups
from glosskos.pictures.scene import safe_link
from glosskos.typography import printed

__all__ = ["poster"]

_SIZE, _SMALL, _LINE, _SMALL_LINE = 13, 10.5, 16, 13
_COLUMN, _GUTTER, _BORDER = 286, 22, 44
_INDENT, _PAD = 15, 12
_HEADER, _INDEX_LINE = 34, 21
_SAMPLE = 14
_TITLE, _HEADING = 46, 15
_TOP, _BOTTOM, _LEGEND_LINE = 96, 20, 20
_SHEET = sqrt(2)
_MOST_LEAD, _MOST_SPARE = 7, 3 * _GUTTER  # between two rows, between two panels
# Grounds for white letters, contrast 5 or more; neighbours in the circle differ in hue and lightness.
_HUES = ("#17608f", "#8a4412", "#2f6b3a", "#6b3f8c", "#8c2f4b", "#3f5a66", "#5f5a12", "#1f4f78")
_WORDS = {
    "fr": {
        "index": "Thèmes", "tops": "Concepts de tête", "rest": "Autres concepts",
        "concepts": "{} concepts", "themes": "{} thèmes", "sources": "{} sources",
        "continued": "{} (suite)", "source": "une source a une entrée", "divergence": "les sources divergent",
        "generic": "genre de", "partitive": "partie de", "instantial": "cas de", "under": "plus général, ailleurs ou en plus",
    },
    "en": {
        "index": "Themes", "tops": "Top concepts", "rest": "Other concepts",
        "concepts": "{} concepts", "themes": "{} themes", "sources": "{} sources",
        "continued": "{} (continued)", "source": "one source has an entry", "divergence": "the sources differ",
        "generic": "kind of", "partitive": "part of", "instantial": "instance of", "under": "broader, elsewhere or in addition",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as it is set.

    :param lines: of the label
    :param note: the broader concepts elsewhere
    :param inline: whether the note stands behind the last line of the label
    :param lead: room to spare below it
    """

    row: Row
    lines: tuple[str, ...]
    note: tuple[str, ...]
    inline: bool
    lead: int = 0

    @property
    def height(self) -> int:
        return len(self.lines) * _LINE + (0 if self.inline else len(self.note) * _SMALL_LINE) + 3 + self.lead


@dataclass(frozen=True, slots=True)
class _Panel:
    """A theme, or a stretch of one that is too long for a column.

    :param number: place in the index, from 1; 0 for the index itself
    """

    number: int
    name: str
    lines: tuple[_Line, ...]

    @property
    def head(self) -> tuple[str, ...]:
        return wrap(self.name, (_COLUMN - 84) / _HEADING, 3)

    @property
    def header(self) -> int:
        """The height of the head."""
        return _HEADER + (len(self.head) - 1) * 18

    @property
    def height(self) -> int:
        return self.header + sum(line.height for line in self.lines) + _PAD


def poster(thesaurus: Thesaurus, language: str = "fr") -> str:
    """Give the poster as SVG."""
    word = _WORDS[language]
    found = groups(thesaurus, language, word["rest"])
    panels = [
        _Panel(number, group.name, tuple(_set(thesaurus, row, language) for row in group.rows))
        for number, group in enumerate(found, 1)
    ]
    index = _index_height(found)
    columns = _columns(panels, index, word["continued"], lambda width: _bottom(_legend(thesaurus, word, width)))
    width = _width(columns)
    legend = _legend(thesaurus, word, width)
    bottom = _bottom(legend)
    height = max(round(width / _SHEET), _least_height(columns, index, bottom))
    title, about = printed(thesaurus.scheme.title, language) or "SKOS", _about(thesaurus, word)
    size = max(_HEADING, min(_TITLE, int((width - 2 * _BORDER) / text_width(title))))
    heading = word["index"] if thesaurus.themes else word["tops"]
    content = [
        line_of_text(title, _BORDER, _BORDER + _TITLE - 8, size, width=width - 2 * _BORDER),
        line_of_text(about, _BORDER, _BORDER + _TITLE + 18, 17, "muted", width=width - 2 * _BORDER),
        *_index(found, heading),
    ]
    room = height - _BORDER - bottom
    for at, column in enumerate(columns):
        x = _BORDER + at * (_COLUMN + _GUTTER)
        y = _BORDER + _TOP + (index + _GUTTER if not at else 0)
        # What a column has to spare goes between its rows and its panels, so that all end on one line.
        led = _led(column, room - y)
        spare = max(0, room - y - _stack(led)) // max(1, len(led) - 1)
        for panel in led:
            content += _draw(thesaurus, panel, x, y, language)
            y += panel.height + _GUTTER + min(spare, _MOST_SPARE)
    content += _explain(legend, word, height - _BORDER - bottom + _BOTTOM + _LEGEND_LINE)
    described = f"{about}. {heading}: {', '.join(f'{group.name} ({len(group.rows)})' for group in found)}."
    return document(content, width, height, title, described, language)


def _about(thesaurus: Thesaurus, word: dict[str, str]) -> str:
    """Say how much there is."""
    inforce = sum(not concept.deprecated for concept in thesaurus.concepts.values())
    facts = [
        (word["concepts"], inforce),
        (word["themes"], len(thesaurus.themes)),
        (word["sources"], len(thesaurus.sources)),
    ]
    version = [f"version {thesaurus.scheme.version}"] if thesaurus.scheme.version else []
    return " · ".join([*(said.format(number) for said, number in facts if number), *version])


def _set(thesaurus: Thesaurus, row: Row, language: str) -> _Line:
    """Break a row into lines."""
    concept = thesaurus.concepts[row.slug]
    room = _room(row.level) - _marks_width(thesaurus, row.slug)
    lines = wrap(printed(concept.pref_label, language) or row.slug, room / _SIZE)
    others = ", ".join(printed(thesaurus.concepts[slug].pref_label, language) or slug for slug in row.elsewhere)
    if not others:
        return _Line(row, lines, (), True)
    note = f"‹ {others}"
    inline = text_width(lines[-1], _SIZE) + 8 + text_width(note, _SMALL) <= room
    return _Line(row, lines, (note,) if inline else wrap(note, room / _SMALL), inline)


def _room(level: int) -> int:
    return _COLUMN - 2 * _PAD - _INDENT * min(level, 8)


def _marks_width(thesaurus: Thesaurus, slug: str) -> int:
    sources = len({entry.source for entry in thesaurus.entries_of[slug]})
    return 8 + 7 * min(sources, 6) + (14 if thesaurus.concepts[slug].divergence else 0)


def _stack(column: Sequence[_Panel]) -> int:
    return sum(panel.height + _GUTTER for panel in column) - _GUTTER if column else 0


def _width(columns: Sequence[Sequence[_Panel]]) -> int:
    return len(columns) * (_COLUMN + _GUTTER) - _GUTTER + 2 * _BORDER


def _led(column: Sequence[_Panel], room: int) -> list[_Panel]:
    """Give a column whose rows take up the room that it has to spare."""
    rows = sum(len(panel.lines) for panel in column)
    lead = max(0, min(_MOST_LEAD, (room - _stack(column)) // max(1, rows)))
    return [replace(panel, lines=tuple(replace(line, lead=lead) for line in panel.lines)) for panel in column]


def _bottom(legend: Sequence[object]) -> int:
    return _BOTTOM + _LEGEND_LINE * len(legend)


def _least_height(columns: Sequence[Sequence[_Panel]], index: int, bottom: int) -> int:
    """Give the height of a sheet that ends where its fullest column does."""
    fullest = max(_stack(column) + (index + _GUTTER if not at else 0) for at, column in enumerate(columns))
    return fullest + _TOP + bottom + 2 * _BORDER


def _columns(panels: list[_Panel], index: int, continued: str, bottom: Callable[[int], int]) -> list[list[_Panel]]:
    """Give the panels in the fewest columns that fit a lying sheet of the A series; the rest of it is room between them.

    :param bottom: gives the height of what stands below the columns, by the width of the sheet
    """
    total = sum(panel.height + _GUTTER for panel in panels) + index
    guess = max(1, round(sqrt(total * _SHEET / (_COLUMN + _GUTTER))))
    columns: list[list[_Panel]] = []
    for count in range(max(1, guess - 3), guess + 5):
        columns = _fill(_split(panels, ceil(total / count), continued), count, index)
        width = _width(columns)
        if _least_height(columns, index, bottom(width)) <= width / _SHEET:
            break
    return columns


def _split(panels: list[_Panel], most: int, continued: str) -> list[_Panel]:
    """Cut the panels that are higher than a column should be."""
    found = []
    for panel in panels:
        parts = ceil(panel.height / (1.25 * most))
        share = ceil(sum(line.height for line in panel.lines) / parts)
        lines: list[_Line] = []
        pieces: list[tuple[_Line, ...]] = []
        for line in panel.lines:
            if lines and sum(each.height for each in lines) + line.height > share:
                pieces.append(tuple(lines))
                lines = []
            lines.append(line)
        pieces.append(tuple(lines))
        found += [
            _Panel(panel.number, panel.name if not at else continued.format(panel.name), piece)
            for at, piece in enumerate(pieces if parts > 1 else [panel.lines])
        ]
    return found


def _fill(panels: list[_Panel], count: int, index: int) -> list[list[_Panel]]:
    """Put the highest panels first, each into the shortest column; then order columns and panels by number."""
    columns: list[list[_Panel]] = [[] for _ in range(count)]
    heights = [index + _GUTTER, *[0] * (count - 1)]
    for panel in sorted(panels, key=lambda panel: (-panel.height, panel.number)):
        at = heights.index(min(heights))
        columns[at].append(panel)
        heights[at] += panel.height + _GUTTER
    filled = [sorted(column, key=lambda panel: panel.number) for column in columns]
    others = sorted((column for column in filled[1:] if column), key=lambda column: column[0].number)
    return [filled[0], *others]


def _index_height(found: Sequence[Group]) -> int:
    return _HEADER + len(found) * _INDEX_LINE + _PAD


def _hue(number: int) -> str:
    return _HUES[(number - 1) % len(_HUES)]


def _index(found: Sequence[Group], heading: str) -> Iterator[str]:
    """Give the index of themes, at the head of the first column."""
    x, y = _BORDER, _BORDER + _TOP
    widest = max((text_width(group.name) for group in found), default=1.0)
    size = max(8.0, min(float(_SIZE), (_COLUMN - 60) // widest * 1.0))
    yield line_of_text(heading, x, y + 20, 17)
    yield element("path", d=f"M{x},{y + _HEADER - 6} H{x + _COLUMN}", stroke_width=1, **paint(stroke="rule"))
    for at, group in enumerate(found, 1):
        base = y + _HEADER + _INDEX_LINE * at - 7
        yield element("rect", x=x, y=base - 12, width=22, height=16, rx=3, fill=_hue(at))
        yield _white(str(at), x + 11, base, 11, "middle")
        yield line_of_text(group.name, x + 30, base, size, width=_COLUMN - 60)
        yield line_of_text(str(len(group.rows)), x + _COLUMN, base, _SIZE, "muted", "end")


def _draw(thesaurus: Thesaurus, panel: _Panel, x: int, y: int, language: str) -> Iterator[str]:
    """Give a panel: its head, then the rows with the lines of the hierarchy."""
    yield element(
        "rect", x=x, y=y, width=_COLUMN, height=panel.height, rx=5, stroke_width=1, **paint(fill="panel", stroke="rule")
    )
    side = panel.header - 13
    band = f"M{x},{y + side + 5} v-{side} a5,5 0 0 1 5,-5 h{_COLUMN - 10} a5,5 0 0 1 5,5 v{side} Z"
    yield element("path", d=band, fill=_hue(panel.number))
    yield _white(str(panel.number), x + _PAD, y + 18.5, _HEADING)
    for at, words in enumerate(panel.head):
        yield _white(words, x + _PAD + 30, y + 18.5 + 18 * at, _HEADING)
    yield _white(str(len(panel.lines)), x + _COLUMN - _PAD, y + 18.5, 12, "end")
    top = y + panel.header
    last: dict[int, float] = {}  # level to the height at which the next elbow of its children begins
    for line in panel.lines:
        level = min(line.row.level, 8)
        left = x + _PAD + _INDENT * level
        middle = top + _LINE / 2 + 1
        if level:
            stem = left - _INDENT + 4
            start = last.get(level - 1, middle)
            yield element(
                "path",
                d=f"M{stem},{start:g} V{middle:g} H{left - 2}",
                stroke_width=1,
                **{**paint(stroke="hierarchy"), "fill": "none"},
            )
            yield from _mark_of(line.row.link, stem + 0.0, middle)
        last[level] = top + line.height - 2.0
        yield _entry(thesaurus, line, left, top, x + _COLUMN - _PAD, language)
        top += line.height


def _white(words: str, x: float, y: float, size: int, anchor: str = "start") -> str:
    return element("text", text(words), x=x, y=y, font_size=size, text_anchor=anchor, fill="#ffffff")


def _mark_of(link: str, x: float, y: float) -> Iterator[str]:
    """Mark an elbow of a part (diamond) or an instance (hollow triangle)."""
    if link == "partitive":
        shape, fill = f"M{x - 4:g},{y:g} l4,-3.5 l4,3.5 l-4,3.5 Z", "hierarchy"
    elif link == "instantial":
        shape, fill = f"M{x - 4:g},{y + 2:g} l4,-6 l4,6 Z", "panel"
    else:
        return
    yield element("path", d=shape, stroke_width=1, **paint(fill=fill, stroke="hierarchy"))


def _entry(thesaurus: Thesaurus, line: _Line, x: int, y: int, right: int, language: str) -> str:
    """Give a concept's lines and marks, as a link."""
    concept = thesaurus.concepts[line.row.slug]
    base = y + _SIZE
    parts = [line_of_text(each, x, base + at * _LINE, _SIZE) for at, each in enumerate(line.lines)]
    if line.inline and line.note:
        start = x + text_width(line.lines[-1], _SIZE) + 8
        parts.append(line_of_text(line.note[0], round(start, 1), base + (len(line.lines) - 1) * _LINE, _SMALL, "muted"))
    else:
        under = base + len(line.lines) * _LINE - 2
        parts += [line_of_text(each, x, under + at * _SMALL_LINE, _SMALL, "muted") for at, each in enumerate(line.note)]
    sources = len({entry.source for entry in thesaurus.entries_of[concept.slug]})
    parts += [
        element("circle", cx=right - 3 - 7 * at, cy=y + 8.5, r=2.2, **paint(fill="ink"))
        for at in range(min(sources, 6))
    ]
    if concept.divergence:
        parts.append(line_of_text("≠", right - 7 * min(sources, 6) - 3, base, _SIZE, "related", "end"))
    label, definition = printed(concept.pref_label, language), printed(concept.definition, language)
    parts.insert(0, element("title", text(f"{label} — {definition}" if definition else label)))
    return element("a", "".join(parts), href=safe_link(concept_iri(concept, thesaurus)) or None)


def _legend(thesaurus: Thesaurus, word: dict[str, str], width: int) -> list[list[tuple[str, int]]]:
    """Give what there is to explain, in rows: its kind, and where it stands."""
    types = {link.type for concept in thesaurus.concepts.values() for link in concept.broader}
    kinds = [kind for kind in ("partitive", "instantial") if kind in types]
    kinds += ["source"] if thesaurus.entries else []
    kinds += ["divergence"] if any(concept.divergence for concept in thesaurus.concepts.values()) else []
    rows: list[list[tuple[str, int]]] = [[]]
    x = _BORDER
    for kind in [*kinds, "under"]:
        own = _SAMPLE + ceil(text_width(word[kind], _SIZE))
        if rows[-1] and x + own > width - _BORDER:
            rows.append([])
            x = _BORDER
        rows[-1].append((kind, x))
        x += own + 30
    return rows


def _explain(rows: list[list[tuple[str, int]]], word: dict[str, str], y: int) -> Iterator[str]:
    """Draw the legend."""
    for at, row in enumerate(rows):
        base = y + _LEGEND_LINE * at
        for kind, x in row:
            if kind == "source":
                yield element("circle", cx=x + 4, cy=base - 5, r=2.2, **paint(fill="ink"))
            elif kind == "divergence":
                yield line_of_text("≠", x, base, _SIZE, "related")
            elif kind == "under":
                yield line_of_text("‹", x, base, _SIZE, "muted")
            else:
                yield from _mark_of(kind, x + 4.0, base - 5.0)
            yield line_of_text(word[kind], x + _SAMPLE, base, _SIZE, "muted")

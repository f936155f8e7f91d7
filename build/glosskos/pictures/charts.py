"""Numbers to look at: small SVG charts of a thesaurus, each with its numbers as text in its description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import ceil
from pathlib import Path

from glosskos.model import BroaderType, Thesaurus
from glosskos.neighbourhood import wrap
from glosskos.output import write_whole
from glosskos.pictures.markup import document, element, line_of_text, paint
from glosskos.typography import printed

__all__ = ["CHARTS", "concepts_by_theme", "links_by_kind", "overlap_of_sources", "write_charts"]

_WIDTH, _EDGE = 860, 16
_SIZE, _SMALL, _TITLE = 13, 11, 17
_ROW = 26
_MOST_COMBINATIONS = 24
_WORDS = {
    "fr": {
        "themes": "Concepts par thème et par source", "all": "tous",
        "overlap": "Les sources se recouvrent", "links": "Liens par nature", "nothing": "Rien à montrer.",
        "overlap-note": "Concepts par combinaison exacte de sources ; à gauche, tous ceux de la source.",
        "more": "{} autres combinaisons : {} concepts",
        "themes-note": "Un concept peut être dans plusieurs thèmes et avoir plusieurs sources.",
        "generic": "genre (A est un B)", "partitive": "partie (A est une partie de B)", "instantial": "cas (A est un cas de B)",
        "hierarchy": "plus général, sans précision", "related": "associé (A va avec B)",
    },
    "en": {
        "themes": "Concepts by theme and source", "all": "all",
        "overlap": "How the sources overlap", "links": "Links by kind", "nothing": "Nothing to show.",
        "overlap-note": "Concepts by exact combination of sources; on the left, all those of the source.",
        "more": "{} more combinations: {} concepts",
        "themes-note": "A concept may be in several themes and have several sources.",
        "generic": "kind (A is a B)", "partitive": "part (A is part of B)", "instantial": "instance (A is one of B)",
        "hierarchy": "broader, kind not told", "related": "related (A goes with B)",
    },
}  # fmt: skip


def concepts_by_theme(thesaurus: Thesaurus, language: str = "fr") -> str:
    """Give a table of themes and sources, each cell shaded by how many concepts of the theme have an entry in the source."""
    word, sources = _WORDS[language], _names(thesaurus)
    rows = [
        (printed(thesaurus.themes[slug].pref_label, language) or slug, _count(thesaurus, members), len(members))
        for slug, members in thesaurus.members.items()
    ]
    rows.sort(key=lambda row: (-row[2], row[0]))
    most = max((number for _, counts, _ in rows for number in counts.values()), default=0)
    left = _EDGE + 290
    step = (_WIDTH - left - _EDGE - 150) / max(1, len(sources))
    content, y = _heading(word["themes"], word["themes-note"] if rows else word["nothing"])
    for at, name in enumerate(sources.values()):
        lines = wrap(name, (step - 4) / _SMALL, 2)
        middle = left + step * (at + 0.5)
        content += [
            line_of_text(line, middle, y + 14 + 13 * (row - len(lines) + 1), _SMALL, "muted", "middle", step)
            for row, line in enumerate(lines)
        ]
    content.append(line_of_text(word["all"], left + step * len(sources) + 8, y + 14, _SMALL, "muted"))
    y += 22
    longest = max((total for _, _, total in rows), default=1) or 1
    for name, counts, total in rows:
        content.append(line_of_text(name, left - 10, y + 17, _SIZE, anchor="end", width=left - _EDGE - 12))
        for at, source in enumerate(sources):
            content += _cell(left + step * at, y, step - 3, counts[source], most)
        x = left + step * len(sources) + 8
        content += _bar(x, y + 5, 110 * total / longest, "hierarchy", str(total))
        y += _ROW
    said = "; ".join(
        f"{name} {total} ({', '.join(f'{sources[source]} {counts[source]}' for source in sources)})"
        for name, counts, total in rows
    )
    return document(content, _WIDTH, y + _EDGE, word["themes"], f"{said or word['nothing']}", language)


def overlap_of_sources(thesaurus: Thesaurus, language: str = "fr") -> str:
    """Give an UpSet picture (Lex et al. 2014): how many concepts have entries in exactly these sources."""
    word, sources = _WORDS[language], _names(thesaurus)
    sets = Counter(
        tuple(sorted({entry.source for entry in thesaurus.entries_of[slug]}))
        for slug, concept in thesaurus.concepts.items()
        if not concept.deprecated
    )
    sets.pop((), None)
    found = sorted(sets.items(), key=lambda each: (-each[1], len(each[0]), each[0]))
    shown, left_over = found[:_MOST_COMBINATIONS], found[_MOST_COMBINATIONS:]
    content, y = _heading(word["overlap"], word["overlap-note"] if shown else word["nothing"])
    left = _EDGE + 310
    step = min(34.0, (_WIDTH - left - _EDGE) / max(1, len(shown)))
    most = max((number for _, number in shown), default=1)
    foot = y + 150
    for at, (_, number) in enumerate(shown):
        height = 126 * number / most
        x = left + step * at
        bar = element(
            "rect",
            x=x + 3,
            y=round(foot - height, 1),
            width=step - 6,
            height=round(height, 1),
            **paint(fill="hierarchy"),
        )
        content += [bar, line_of_text(str(number), x + step / 2, round(foot - height - 5, 1), _SMALL, anchor="middle")]
    total = {source: sum(number for members, number in found if source in members) for source in sources}
    largest = max(total.values(), default=1) or 1
    y = foot + 10
    for row, (source, name) in enumerate(sources.items()):
        middle = y + _ROW * row + _ROW / 2
        if row % 2 == 0:
            content.append(
                element(
                    "rect", x=_EDGE, y=middle - _ROW / 2, width=_WIDTH - 2 * _EDGE, height=_ROW, **paint(fill="panel")
                )
            )
        length = 110 * total[source] / largest
        content += [
            line_of_text(name, left - 12, middle + 4.5, _SIZE, anchor="end", width=130),
            element(
                "rect",
                x=round(left - 150 - length, 1),
                y=middle - 7,
                width=round(length, 1),
                height=14,
                **paint(fill="related"),
            ),
            line_of_text(str(total[source]), round(left - 156 - length, 1), middle + 4, _SMALL, anchor="end"),
        ]
    for at, (members, _) in enumerate(shown):
        content += _matrix(list(sources), members, left + step * (at + 0.5), y + _ROW / 2)
    y += _ROW * len(sources) + 8
    if left_over:
        y += 16
        content.append(
            line_of_text(word["more"].format(len(left_over), sum(n for _, n in left_over)), _EDGE, y, _SMALL, "muted")
        )
    said = "; ".join(f"{' + '.join(sources.get(each, each) for each in members)} {number}" for members, number in found)
    return document(content, _WIDTH, ceil(y) + _EDGE, word["overlap"], said or word["nothing"], language)


def links_by_kind(thesaurus: Thesaurus, language: str = "fr") -> str:
    """Give a bar for each kind of link."""
    word = _WORDS[language]
    types = Counter(link.type or "hierarchy" for concept in thesaurus.concepts.values() for link in concept.broader)
    numbers = {kind: types[kind] for kind in (*BroaderType, "hierarchy") if types[kind]}
    related = sum(len(concept.related) for concept in thesaurus.concepts.values())
    numbers |= {"related": related} if related else {}
    content, y = _heading(word["links"], "" if numbers else word["nothing"])
    left = _EDGE + 250
    most = max(numbers.values(), default=1)
    for kind, number in numbers.items():
        content.append(line_of_text(word[kind], left - 10, y + 17, _SIZE, anchor="end", width=left - _EDGE - 12))
        role = "related" if kind == "related" else "hierarchy"
        content += _bar(left, y + 5, (_WIDTH - left - _EDGE - 50) * number / most, role, f"{number}")
        y += _ROW
    said = "; ".join(f"{word[kind]} {number}" for kind, number in numbers.items())
    return document(content, _WIDTH, y + _EDGE, word["links"], said or word["nothing"], language)


def _names(thesaurus: Thesaurus) -> dict[str, str]:
    return {source.id: source.publisher.name or source.id for source in thesaurus.sources.values()}


def _count(thesaurus: Thesaurus, members: list[str]) -> Counter[str]:
    return Counter(source for slug in members for source in {entry.source for entry in thesaurus.entries_of[slug]})


def _heading(title: str, note: str) -> tuple[list[str], int]:
    lines = [line_of_text(title, _EDGE, _EDGE + 16, _TITLE)]
    if note:
        lines.append(line_of_text(note, _EDGE, _EDGE + 36, _SMALL, "muted", width=_WIDTH - 2 * _EDGE))
    return lines, _EDGE + (58 if note else 30)


def _cell(x: float, y: int, width: float, number: int, most: int) -> list[str]:
    """Give a cell of a heat table: the darker the more, and the number."""
    x, width = round(x, 1), round(width, 1)
    found = [element("rect", x=x, y=y, width=width, height=_ROW - 3, rx=2, **paint(fill="panel"))]
    if number:
        depth = round(0.06 + 0.34 * number / most, 2)
        found.append(
            element("rect", x=x, y=y, width=width, height=_ROW - 3, rx=2, fill_opacity=depth, **paint(fill="hierarchy"))
        )
    role = "ink" if number else "muted"
    return [*found, line_of_text(str(number), round(x + width / 2, 1), y + 16, _SMALL, role, "middle")]


def _bar(x: float, y: int, length: float, role: str, words: str) -> list[str]:
    x, length = round(x, 1), round(max(length, 1), 1)
    return [
        element("rect", x=x, y=y, width=length, height=_ROW - 12, rx=2, **paint(fill=role)),
        line_of_text(words, round(x + length + 6, 1), y + 11.5, _SMALL),
    ]


def _matrix(sources: list[str], members: tuple[str, ...], x: float, y: float) -> list[str]:
    """Give a column of the matrix: a dot a source, those of the combination filled and joined."""
    x = round(x, 1)
    rows = [at for at, source in enumerate(sources) if source in members]
    found = [
        element("circle", cx=x, cy=y + _ROW * at, r=5, **paint(fill="hierarchy" if at in rows else "rule"))
        for at in range(len(sources))
    ]
    if len(rows) > 1:
        line = f"M{x:g},{y + _ROW * rows[0]:g} V{y + _ROW * rows[-1]:g}"
        found.append(element("path", d=line, stroke_width=2.5, **paint(stroke="hierarchy")))
    return found


CHARTS: dict[str, Callable[[Thesaurus, str], str]] = {
    "concepts-by-theme": concepts_by_theme,
    "links-by-kind": links_by_kind,
    "overlap-of-sources": overlap_of_sources,
}


def write_charts(thesaurus: Thesaurus, folder: Path) -> list[Path]:
    """Write every chart in both languages as ``<name>.<language>.svg``.

    :returns: the files
    :raises TargetError: if the folder cannot be made, or a file cannot be written
    """
    drawn = {
        folder / f"{name}.{language}.svg": chart(thesaurus, language)
        for name, chart in CHARTS.items()
        for language in _WORDS
    }
    for path, drawing in drawn.items():
        write_whole(path, drawing.encode("utf-8"))
    return list(drawn)

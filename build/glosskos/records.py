"""Records: ``ontology/*.yaml`` to model, every error at once with file and line.

:mod:`glosskos.record_files` reads each file and checks its shape; :mod:`glosskos.thesaurus` checks what is between files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from glosskos.errors import Problem, RecordsError
from glosskos.model import (
    Agent,
    BroaderType,
    Concept,
    Entry,
    Furniture,
    Link,
    Place,
    Scheme,
    Segment,
    Source,
    Status,
    Theme,
)
from glosskos.record_files import read_file

__all__ = ["Records", "parse_segments", "read_records"]


@dataclass(slots=True)
class Records:
    """All records of one folder, file by file, not yet checked against each other.

    :param concepts: every card in the order read; a slug may stand twice, which the thesaurus reports
    """

    folder: Path
    scheme: Scheme
    themes: list[Theme] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    concepts: list[Concept] = field(default_factory=list)


def read_records(folder: Path) -> Records:
    """Read a folder of records.

    :param folder: holds ``scheme.yaml``, ``themes.yaml``, ``sources/`` and ``concepts/``
    :raises RecordsError: with every problem of shape found in any file
    """
    problems: list[Problem] = []
    scheme = read_file(folder / "scheme.yaml", "scheme", problems)
    themes = read_file(folder / "themes.yaml", "themes", problems)
    sources = {path: read_file(path, "source", problems) for path in sorted((folder / "sources").glob("*.yaml"))}
    cards = {path: read_file(path, "concepts", problems) for path in sorted((folder / "concepts").glob("*.yaml"))}
    if not sources:
        problems.append(
            Problem(str(folder / "sources"), 0, "no glossary here: one <id>.yaml for each source is needed")
        )
    if not cards:
        problems.append(Problem(str(folder / "concepts"), 0, "no concepts here: at least one <top>.yaml is needed"))
    if problems:
        raise RecordsError(problems)
    records = Records(folder, _scheme(*scheme))
    records.themes = [_theme(slug, value, place) for slug, value, place in _items(*themes, folder / "themes.yaml")]
    for path, (plain, node) in sources.items():
        source = _source(path.stem, plain, _place(path, node))
        records.sources.append(source)
        entry_nodes = _child(node, "entry").value
        records.entries += [
            _entry(source.id, value, _place(path, each))
            for value, each in zip(plain["entry"], entry_nodes, strict=True)
        ]
    for path, (plain, node) in cards.items():
        for slug, value, place in _items(plain, node, path):
            records.concepts.append(_concept(slug, value, place))
    return records


def _child(node: Any, name: str) -> Any:
    return next(value for key, value in node.value if key.value == name)


def _place(path: Path, node: Any) -> Place:
    """Give the place of a mapping, with the lines of its keys."""
    return Place(str(path), node.start_mark.line + 1, {key.value: key.start_mark.line + 1 for key, _ in node.value})


def _items(plain: Mapping[str, Any], node: Any, path: Path) -> Iterable[tuple[str, Any, Place]]:
    for key, value in node.value:
        yield key.value, plain[key.value], Place(str(path), key.start_mark.line + 1, _place(path, value).keys)


def parse_segments(text: str) -> tuple[Segment, ...]:
    """Read segments as the records write them: ``12``, ``204-206``, ``208:0-131``, ``208:132-``, by commas.

    :raises ValueError: if a part is none of these
    """
    found: list[Segment] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        line, _, span = part.partition(":")
        if span:
            start, _, end = span.partition("-")
            found.append(Segment(int(line), int(start), int(end) if end else None))
        else:
            first, _, last = line.partition("-")
            found += [Segment(number) for number in range(int(first), int(last or first) + 1)]
    return tuple(found)


def _agent(plain: Mapping[str, Any]) -> Agent:
    return Agent(plain["slug"], plain["name"], plain.get("url", ""), plain.get("email", ""))


def _scheme(plain: Any, _node: Any) -> Scheme:
    return Scheme(
        base=plain["base"],
        title=plain["title"],
        description=plain["description"],
        version=plain["version"],
        created=plain["created"],
        modified=plain["modified"],
        license=plain["license"],
        languages=tuple(plain["languages"]),
        creator=_agent(plain["creator"]),
        history_note=plain.get("historyNote", {}),
        contact=_agent(plain["contact"]) if "contact" in plain else None,
        published=plain.get("published", ""),
        landing_page=plain.get("landingPage", ""),
        data_themes=tuple(plain.get("dataTheme", ())),
    )


def _theme(slug: str, plain: Any, place: Place) -> Theme:
    return Theme(slug, plain["prefLabel"], plain["definition"], place=place)


def _source(name: str, plain: Any, place: Place) -> Source:
    furniture = [
        Furniture(segment, kind)
        for kind, text in plain.get("furniture", {}).items()
        for segment in parse_segments(text)
    ]
    return Source(
        id=name,
        title=plain["title"],
        publisher=_agent(plain["publisher"]),
        citation=plain["citation"],
        page=plain.get("page", ""),
        layout=plain["layout"],
        document=plain["document"],
        furniture=tuple(sorted(furniture, key=lambda item: item.segment.line)),
        description=plain.get("description", {}),
        short_title=plain.get("shortTitle", plain["title"]),
        place=place,
    )


def _entry(source: str, plain: Any, place: Place) -> Entry:
    restatement = plain.get("restatement", {})
    if isinstance(restatement, str):
        restatement = {plain["concept"][0]: restatement}
    return Entry(
        source=source,
        number=plain["number"],
        term=plain["term"],
        heading=parse_segments(plain.get("heading", "")),
        body=parse_segments(plain.get("body", "")),
        fingerprint=plain.get("fingerprint", ""),
        status=Status(plain["status"]),
        concepts=tuple(plain["concept"]),
        restatements=restatement,
        heading_restored="headingRestored" in plain,
        note=plain.get("note", ""),
        place=place,
    )


def _concept(slug: str, plain: Any, place: Place) -> Concept:
    created = plain["created"]
    return Concept(
        slug=slug,
        notation=plain["notation"],
        pref_label=plain["prefLabel"],
        alt_label={tag: tuple(values) for tag, values in plain.get("altLabel", {}).items()},
        hidden_label={tag: tuple(values) for tag, values in plain.get("hiddenLabel", {}).items()},
        definition=plain.get("definition", {}),
        divergence=plain.get("divergence", {}),
        scope_note=plain.get("scopeNote", {}),
        example=plain.get("example", {}),
        editorial_note=plain.get("editorialNote", {}),
        history_note=plain.get("historyNote", {}),
        broader=tuple(_link(slug, "broader", each, place) for each in plain.get("broader", ())),
        related=tuple(_link(slug, "related", each, place) for each in plain.get("related", ())),
        themes=tuple(plain.get("theme", ())),
        created=created,
        modified=plain.get("modified", created),
        deprecated="deprecated" in plain,
        is_replaced_by=tuple(plain.get("isReplacedBy", ())),
        shared_label=plain.get("sharedLabel", {}),
        decision=tuple(plain.get("decision", ())),
        stays=plain.get("stays", {}),
        place=place,
    )


def _link(slug: str, kind: str, plain: Any, place: Place) -> Link:
    return Link(
        subject=slug,
        kind=kind,
        object=plain["concept"],
        reason=plain["reason"],
        type=BroaderType(plain["type"]) if kind == "broader" else None,
        entries=tuple(plain.get("entry", ())),
        place=place,
    )

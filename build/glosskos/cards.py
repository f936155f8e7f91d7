"""Text for the terminal: a concept's card, tables, and the reading of a document."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable
from typing import Any

from glosskos.graph import citation, concept_iri
from glosskos.layouts import Reading
from glosskos.model import Concept, Link, Status, Thesaurus, own_words, pick
from glosskos.tables import table

__all__ = ["as_dict", "card", "draft_records", "lines_of", "rows_of", "table"]

_STATUS = {
    "fr": {
        Status.COMPLETE: "entier",
        Status.REPAIRED: "rétabli",
        Status.TRUNCATED: "coupé",
        Status.MISSING: "sans définition",
    },
    "en": {
        Status.COMPLETE: "complete",
        Status.REPAIRED: "repaired",
        Status.TRUNCATED: "cut",
        Status.MISSING: "no definition",
    },
}
_WORDS = {
    "fr": {
        "sources": "Ce que dit chaque source, reformulé", "quoted": "Ce que dit chaque source, cité",
        "divergence": "Divergence", "paths": "Chemins", "narrower": "Plus précis", "related": "Associés",
        "themes": "Thèmes", "scope": "Note d'application", "editorial": "Note de l'éditeur", "replaced": "Remplacé par",
        "withdrawn": "Concept retiré",
        "colon": " : ",
    },
    "en": {
        "sources": "What each source says, restated", "quoted": "What each source says, quoted",
        "divergence": "Divergence", "paths": "Paths", "narrower": "Narrower", "related": "Related",
        "themes": "Themes", "scope": "Scope", "editorial": "Editor's note", "replaced": "Replaced by", "withdrawn": "Withdrawn concept",
        "colon": ": ",
    },
}  # fmt: skip
_COLUMN = 36
_PATHS, _MOST_PATHS = 20, 1000  # shown on a card, given as data: many parents at every level make very many
_STEPS = 12  # of one path shown on a card
_FRENCH_SPACE = re.compile(r" (?=[;:!?»])|(?<=«) ")  # a line never begins with one of these marks


def card(concept: Concept, thesaurus: Thesaurus, language: str = "fr", width: int = 100) -> str:
    """Give a concept's card: labels, definition, each source's word side by side, divergence, paths, narrower, related with reasons."""
    word = _WORDS[own_words(language)]

    def name(slug: str) -> str:
        return pick(thesaurus.concepts[slug].pref_label, language)

    lines = [
        pick(concept.pref_label, language).upper()
        + "".join(f"   [{tag}] {label}" for tag, label in concept.pref_label.items() if tag != language)
    ]
    lines += [f"  [{tag}] {' · '.join(labels)}" for tag, labels in concept.alt_label.items()]
    lines += [f"  {concept_iri(concept, thesaurus)}   {concept.notation}".rstrip(), ""]
    if concept.deprecated:
        lines.append(f"{word['withdrawn']}. {pick(concept.history_note, language)}")
        lines += (
            [f"{word['replaced']}{word['colon']}{', '.join(map(name, concept.is_replaced_by))}"]
            if concept.is_replaced_by
            else []
        )
    lines += _wrap(pick(concept.definition, language), width) if concept.definition else []
    for key, text in (("scope", concept.scope_note), ("editorial", concept.editorial_note)):
        if text:
            lines += _wrap(f"{word[key]}{word['colon']}{pick(text, language)}", width)
    sources = _sources(concept, thesaurus, language, width)
    notes = thesaurus.notes[concept.slug]
    quoted = bool(notes) and all(note.quoted for note in notes)
    lines += ["", word["quoted" if quoted else "sources"], *sources] if sources else []
    if concept.divergence:
        lines += ["", *_wrap(f"≠ {word['divergence']}{word['colon']}{pick(concept.divergence, language)}", width)]
    paths = [path for path in thesaurus.paths_up(concept.slug, _PATHS + 1) if len(path) > 1]
    lines += ["", word["paths"], *("  " + _path(path, name) for path in paths[:_PATHS])] if paths else []
    lines += ["  …"] if len(paths) > _PATHS else []
    narrower = [
        (slug, _link(thesaurus.concepts[slug].broader, concept.slug)) for slug in thesaurus.narrower[concept.slug]
    ]
    related = sorted(
        ((link.object if link.subject == concept.slug else link.subject), link)
        for link in thesaurus.related[concept.slug]
    )
    for key, links in (("narrower", narrower), ("related", related)):
        if links:
            lines += ["", word[key]]
            for slug, link in links:
                reason = pick(link.reason, language)
                lines += _wrap(f"- {name(slug)}{' (' + reason + ')' if reason else ''}", width, "  ")
    if concept.themes:
        themes = ", ".join(pick(thesaurus.themes[theme].pref_label, language) for theme in concept.themes)
        lines += ["", *_wrap(f"{word['themes']}{word['colon']}{themes}", width)]
    blank = [not line for line in lines]
    kept = [line for at, line in enumerate(lines) if not (blank[at] and at and blank[at - 1])]  # never two in a row
    return "\n".join(kept).rstrip("\n") + "\n"


def _link(links: Iterable[Link], other: str) -> Link:
    return next(link for link in links if link.object == other)


def _wrap(text: str, width: int, indent: str = "") -> list[str]:
    lines: list[str] = []
    for paragraph in _FRENCH_SPACE.sub("\u00a0", text).split("\n"):
        lines += textwrap.wrap(
            paragraph, width, initial_indent=indent, subsequent_indent=indent + ("  " if indent else "")
        ) or [""]
    return [line.replace("\u00a0", " ") for line in lines]


def _sources(concept: Concept, thesaurus: Thesaurus, language: str, width: int) -> list[str]:
    """Set each source's word in a column of its own, as many beside each other as the width takes."""
    blocks: list[tuple[str, str, str]] = []
    noted = set()
    for note in thesaurus.notes[concept.slug]:
        entry, source = thesaurus.entries[note.entry], thesaurus.sources[note.source]
        noted.add(entry.id)
        blocks.append(
            (
                f"{source.publisher.name} · {_STATUS[own_words(language)][entry.status]}",
                note.text,
                citation(entry, source),
            )
        )
    for entry in thesaurus.entries_of[concept.slug]:
        if entry.id not in noted:
            source = thesaurus.sources[entry.source]
            blocks.append(
                (
                    f"{source.publisher.name} · {_STATUS[own_words(language)][entry.status]}",
                    f"« {entry.term} »",
                    source.title,
                )
            )
    columns = max(1, min(len(blocks), width // _COLUMN))
    lines: list[str] = []
    for at in range(0, len(blocks), columns):
        beside = blocks[at : at + columns]
        room = (width - 3 * (len(beside) - 1)) // len(beside)
        cells = [
            [*_wrap(head, room), "", *_wrap(body, room), "", *_wrap(f"({foot})", room)] for head, body, foot in beside
        ]
        height = max(map(len, cells))
        lines.append("─" * width)
        for row in range(height):
            lines.append(" │ ".join((cell[row] if row < len(cell) else "").ljust(room) for cell in cells).rstrip())
    return [*lines, "─" * width] if lines else []


def _path(path: list[str], name: Callable[[str], str]) -> str:
    """Give the steps of a path by name; of a very long one the first and the last."""
    if len(path) <= _STEPS:
        return " › ".join(map(name, path))
    half = _STEPS // 2
    between = f"… {len(path) - 2 * half} …"
    return " › ".join([*map(name, path[:half]), between, *map(name, path[-half:])])


def as_dict(concept: Concept, thesaurus: Thesaurus) -> dict[str, Any]:
    """Give a concept's card as plain data, for ``--format json``."""
    return {
        "iri": concept_iri(concept, thesaurus),
        "notation": concept.notation,
        "prefLabel": dict(concept.pref_label),
        "altLabel": {tag: list(labels) for tag, labels in concept.alt_label.items()},
        "definition": dict(concept.definition),
        "divergence": dict(concept.divergence),
        "sources": [
            {
                "source": note.source, "entry": note.entry, "status": str(thesaurus.entries[note.entry].status),
                "text": note.text, "quoted": note.quoted,
            }
            for note in thesaurus.notes[concept.slug]
        ],
        "paths": thesaurus.paths_up(concept.slug, _MOST_PATHS),
        "narrower": thesaurus.narrower[concept.slug],
        "related": {
            (link.object if link.subject == concept.slug else link.subject): dict(link.reason) for link in thesaurus.related[concept.slug]
        },
        "themes": list(concept.themes),
        "deprecated": concept.deprecated,
    }  # fmt: skip


def rows_of(reading: Reading) -> list[dict[str, Any]]:
    """Give a reading's entries as rows: number, lines, status, term, doubts."""
    rows = []
    for number, entry in zip(reading.numbers(), reading.entries, strict=True):
        lines = ", ".join(map(str, entry.body or entry.heading))
        rows.append(
            {
                "number": number,
                "lines": lines,
                "status": str(entry.status),
                "term": entry.term,
                "doubtful": "; ".join(entry.doubts),
            }
        )
    return rows


def lines_of(reading: Reading) -> list[dict[str, Any]]:
    """Give what every stretch of every line was taken for, as rows."""
    numbers = reading.numbers()
    return [
        {
            "place": str(piece.segment),
            "kind": piece.kind,
            "entry": numbers[piece.entry] if piece.entry >= 0 else "",
            "text": " ".join(piece.segment.cut(reading.lines).split())[:60],
        }
        for piece in reading.pieces()
    ]


def draft_records(reading: Reading, document: str) -> str:
    """Give a reading as the draft of a source's records, for an editor to complete.

    :param document: the hash of the document (:func:`glosskos.documents.document_hash`)
    """
    from glosskos.text import fingerprint

    kinds: dict[str, list[str]] = {}
    for item in reading.furniture:
        kinds.setdefault(item.kind, []).append(str(item.segment))
    out = [
        "# A draft: complete title, publisher, citation, the concepts and the restatements, and look at what is doubtful."
    ]
    out += [
        "title: TODO",
        "publisher: {slug: todo, name: TODO}",
        "citation: TODO",
        f"layout: {reading.layout}",
        f"document: {document}",
    ]
    out += ["furniture:", *(f"  {kind}: {', '.join(segments)}" for kind, segments in kinds.items())] if kinds else []
    out.append("entry:")
    for number, entry in zip(reading.numbers(), reading.entries, strict=True):
        out += [f'  - number: "{number}"', f"    term: {json.dumps(entry.term or 'TODO', ensure_ascii=False)}"]
        out += [f'    heading: "{", ".join(map(str, entry.heading))}"'] if entry.heading else []
        out += ["    headingRestored: true"] if entry.heading_restored else []
        if entry.body:
            out.append(f'    body: "{", ".join(map(str, entry.body))}"')
            out.append(f"    fingerprint: {fingerprint(segment.cut(reading.lines) for segment in entry.body)}")
        out += [f"    status: {entry.status}", "    concept: [todo]"]
        out += ["    restatement: TODO"] if entry.body else []
        out += [f"    # {doubt}" for doubt in entry.doubts]
    return "\n".join(out) + "\n"

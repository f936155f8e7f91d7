"""Records (and, where they are at hand, documents) made into one :class:`~glosskos.model.Thesaurus`, cross-checked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from glosskos.collector import paused
from glosskos.errors import Problem, RecordsError
from glosskos.layouts import exists
from glosskos.model import Concept, Entry, Link, SourcedDefinition, Status, Thesaurus
from glosskos.records import Records, read_records

__all__ = ["assemble", "load_thesaurus", "with_quotations"]


@paused()
def load_thesaurus(folder: Path) -> Thesaurus:
    """Read a folder of records and give the thesaurus.

    :raises RecordsError: with every problem found
    """
    return assemble(read_records(folder))


def assemble(records: Records) -> Thesaurus:
    """Make the thesaurus from records, checking every reference between files.

    :raises RecordsError: for a duplicate slug, notation or entry, an unknown concept, theme or entry, a link to oneself or
        stated twice, a restatement that is missing or for no concept of its entry
    """
    problems = [
        *_duplicates((concept.slug, concept) for concept in records.concepts),
        *_duplicates(((entry.id, entry) for entry in records.entries), "entry"),
        *_notations(records.concepts),
    ]
    concepts = {concept.slug: concept for concept in sorted(records.concepts, key=lambda concept: concept.slug)}
    entries = {entry.id: entry for entry in records.entries}
    themes = {theme.slug: theme for theme in sorted(records.themes, key=lambda theme: theme.slug)}
    for concept in concepts.values():
        problems += _check_concept(concept, concepts, entries, set(themes))
    problems += _stated_twice(concepts)
    problems += [
        Problem(
            source.place.path,
            source.place.keys.get("layout", 1),
            f"no layout is called {source.layout!r} (see extract --help)",
        )
        for source in records.sources
        if not exists(source.layout)
    ]
    for entry in entries.values():
        problems += _check_entry(entry, concepts)
    if problems:
        raise RecordsError(problems)
    return Thesaurus(
        scheme=records.scheme,
        sources={source.id: source for source in sorted(records.sources, key=lambda source: source.id)},
        entries=entries,
        concepts=concepts,
        themes=themes,
        definitions=_definitions(entries.values(), {}),
    )


def with_quotations(thesaurus: Thesaurus, quotations: Mapping[str, str]) -> Thesaurus:
    """Put printed definitions in the place of restatements.

    :param quotations: entry id to the printed text; entries not named keep their restatement
    """
    return replace(thesaurus, definitions=_definitions(thesaurus.entries.values(), quotations))


def _definitions(entries: Iterable[Entry], quotations: Mapping[str, str]) -> tuple[SourcedDefinition, ...]:
    """Give a sourced definition for every concept of every entry that has a text; a source's second gets ordinal 2."""
    found: list[SourcedDefinition] = []
    count: dict[tuple[str, str], int] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.status is Status.MISSING:
            continue
        quoted = entry.id in quotations
        for slug in entry.concepts:
            count[slug, entry.source] = ordinal = count.get((slug, entry.source), 0) + 1
            text = quotations[entry.id] if quoted else entry.restatements[slug]
            found.append(SourcedDefinition(slug, entry.source, ordinal, text, entry.id, quoted))
    return tuple(sorted(found, key=lambda each: (each.concept, each.source, each.ordinal)))


def _duplicates(named: Iterable[tuple[str, Concept | Entry]], what: str = "concept") -> Iterator[Problem]:
    first: dict[str, Concept | Entry] = {}
    for name, item in named:
        if name in first:
            yield Problem(
                item.place.path, item.place.line, f"{what} {name!r} stands already at {first[name].place.at('')}"
            )
        first.setdefault(name, item)


def _notations(concepts: Iterable[Concept]) -> Iterator[Problem]:
    first: dict[str, Concept] = {}
    for concept in concepts:
        other = first.setdefault(concept.notation, concept)
        if other is not concept and other.slug != concept.slug:
            line = concept.place.keys.get("notation", concept.place.line)
            yield Problem(concept.place.path, line, f"notation {concept.notation} belongs to {other.slug!r} already")


def _nearest(slug: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(slug, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _check_concept(
    concept: Concept, concepts: Mapping[str, Concept], entries: Mapping[str, Entry], themes: set[str]
) -> Iterator[Problem]:
    def problem(key: str, message: str) -> Problem:
        return Problem(
            concept.place.path, concept.place.keys.get(key, concept.place.line), f"{concept.slug}: {message}"
        )

    for link in (*concept.broader, *concept.related):
        if link.object == concept.slug:
            yield problem(link.kind, f"{link.kind} to itself")
        elif link.object not in concepts:
            yield problem(
                link.kind, f"{link.kind} to an unknown concept {link.object!r}{_nearest(link.object, concepts)}"
            )
        elif concepts[link.object].deprecated:
            yield problem(link.kind, f"{link.kind} to {link.object!r}, which is withdrawn")
        for entry in link.entries:
            if entry not in entries:
                yield problem(
                    link.kind, f"unknown entry {entry!r} in the link to {link.object!r}{_nearest(entry, entries)}"
                )
    for theme in concept.themes:
        if theme not in themes:
            yield problem("theme", f"unknown theme {theme!r}{_nearest(theme, themes)}")
    for slug in concept.is_replaced_by:
        if slug not in concepts or slug == concept.slug:
            yield problem(
                "isReplacedBy", f"replaced by {slug!r}, which is {'itself' if slug == concept.slug else 'no concept'}"
            )
    for label in concept.shared_label:
        if label not in concept.labels():
            yield problem("sharedLabel", f"{label!r} is none of its labels")


def _stated_twice(concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    """Report a pair of concepts that two links of one kind join: each pair is stated once."""
    seen: dict[tuple[str, ...], Link] = {}
    for concept in concepts.values():
        for link in (*concept.broader, *concept.related):
            pair = (
                link.kind,
                *(sorted((link.subject, link.object)) if link.kind == "related" else (link.subject, link.object)),
            )
            if pair in seen and link.object != link.subject:
                first = seen[pair]
                yield Problem(
                    link.place.path,
                    link.place.keys.get(link.kind, link.place.line),
                    f"{link.subject}: {link.kind} {link.object!r} is stated already at {first.place.at(first.kind)}",
                )
            seen.setdefault(pair, link)


def _check_entry(entry: Entry, concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    def problem(key: str, message: str) -> Problem:
        return Problem(
            entry.place.path, entry.place.keys.get(key, entry.place.line), f"entry {entry.number}: {message}"
        )

    for slug in entry.concepts:
        if slug not in concepts:
            yield problem("concept", f"unknown concept {slug!r}{_nearest(slug, concepts)}")
        elif concepts[slug].deprecated:
            yield problem("concept", f"filed under {slug!r}, which is withdrawn; file it under what replaces it")
        if entry.status is not Status.MISSING and slug not in entry.restatements:
            yield problem("restatement", f"no restatement for the concept {slug!r}")
    for slug in entry.restatements:
        if slug not in entry.concepts:
            yield problem("restatement", f"a restatement for {slug!r}, which the entry is not filed under")
    if not entry.heading and not entry.body:
        yield problem("number", "neither heading nor body: where does it stand in the document?")

"""What the lists show: A–Z, tree, themes, sources, the comparison, what changed, the home page."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from glosskos.figures import coverage
from glosskos.model import Entry, Status, Thesaurus
from glosskos.site.addresses import web_link
from glosskos.site.concept_page import entry_anchor, entry_citation
from glosskos.site.edition import Edition, clean, letter_of
from glosskos.site.linked import defined_term_set
from glosskos.site.words import COUNTED, STATUS, brings
from glosskos.text import acronym_of, fold

__all__ = [
    "VIEWS",
    "about_context",
    "changes",
    "compared",
    "home_context",
    "letters",
    "names_by_letter",
    "parts",
    "source_rows",
    "sources_context",
    "themes_context",
    "tree_context",
    "view_of",
]

Item = TypeVar("Item")
_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/([\d.]+)")
VIEWS = ("all", "several", "divergent", "single", "cut", "none")
_TREE = 400  # nodes on the page of the tree
_HOME = 60  # top concepts and themes on the home page
_EXAMPLES, _ACRONYM = 4, range(2, 6)


def parts(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Cut a list into pages of ``size`` items; an empty list is one empty page."""
    return [items[at : at + size] for at in range(0, len(items), size)] or [items]


def names_by_letter(edition: Edition) -> dict[str, list[tuple[str, str]]]:
    """Give every name in the language, by letter: (name, slug); the name is empty where it is the preferred one."""
    found: list[tuple[tuple[str, str, str], str, str]] = []
    for slug in edition.in_order:
        key = edition.sort_keys[slug]
        found.append(((*key, ""), "", slug))
        shown = {fold(edition.names[slug])}
        for label in edition.thesaurus.concepts[slug].alt_label.get(edition.language, ()):
            if fold(label) not in shown:
                shown.add(fold(label))
                found.append(((fold(label), slug, label), label, slug))
    letters_: dict[str, list[tuple[str, str]]] = {}
    for _, label, slug in sorted(found):
        letters_.setdefault(letter_of(label or edition.names[slug]), []).append((label, slug))
    return _by_letter(letters_)


def letters(edition: Edition) -> dict[str, list[str]]:
    """Give the concepts in force by the letter of their name."""
    found: dict[str, list[str]] = {}
    for slug in edition.in_order:
        found.setdefault(letter_of(edition.names[slug]), []).append(slug)
    return _by_letter(found)


def _by_letter(found: Mapping[str, list[Item]]) -> dict[str, list[Item]]:
    """Order by letter; digits and signs come last."""
    return dict(sorted(found.items(), key=lambda item: (len(item[0]) > 1 or item[0] == "#", item[0])))


def tree_context(edition: Edition) -> dict[str, Any]:
    """Give the hierarchy as nested ``nodes``, as far down as one page takes, and how many top concepts are ``left`` out.

    A node is ``slug``, ``nodes`` and ``cut``: how many narrower concepts are not shown below it. Concepts that no top concept
    leads to (a circle of broader links, in other people's files) stand beside the top concepts.
    """
    narrower = edition.thesaurus.narrower
    concepts = edition.thesaurus.concepts
    tops = [*edition.sorted(edition.thesaurus.top_concepts), *_unreached(edition)]
    roots: list[dict[str, Any]] = [{"slug": slug, "nodes": [], "cut": 0} for slug in tops[:_TREE]]
    count = len(roots)
    todo: deque[tuple[dict[str, Any], frozenset[str]]] = deque((node, frozenset([node["slug"]])) for node in roots)
    while todo:
        node, above = todo.popleft()
        below = [slug for slug in narrower[node["slug"]] if slug not in above and not concepts[slug].deprecated]
        if count + len(below) > _TREE:
            node["cut"] = len(below)
            continue
        count += len(below)
        node["nodes"] = [{"slug": slug, "nodes": [], "cut": 0} for slug in edition.sorted(below)]
        todo += ((child, above | {child["slug"]}) for child in node["nodes"])
    return {"nodes": roots, "left": len(tops) - len(roots)}


def _unreached(edition: Edition) -> list[str]:
    thesaurus = edition.thesaurus
    seen: set[str] = set()
    todo = list(thesaurus.top_concepts)
    while todo:
        slug = todo.pop()
        if slug not in seen:
            seen.add(slug)
            todo += thesaurus.narrower[slug]
    return [slug for slug in edition.in_order if slug not in seen]


def view_of(edition: Edition, view: str) -> list[str]:
    """Give the concepts in force that one view of the comparison shows, in alphabetical order."""
    thesaurus = edition.thesaurus

    def shown(slug: str) -> bool:
        entries = thesaurus.entries_of[slug]
        sources = len({entry.source for entry in entries})
        return {
            "all": True,
            "several": sources > 1,
            "divergent": bool(thesaurus.concepts[slug].divergence),
            "single": sources == 1,
            "cut": any(entry.status is Status.TRUNCATED for entry in entries),
            "none": sources == 0,
        }[view]

    return [slug for slug in edition.in_order if shown(slug)]


def compared(edition: Edition, slugs: Sequence[str]) -> list[dict[str, Any]]:
    """Give the rows of the comparison: for each source the status of what it says, nothing where it is silent."""
    thesaurus = edition.thesaurus
    rows = []
    for slug in slugs:
        by_source: dict[str, list[Entry]] = {}
        for entry in thesaurus.entries_of[slug]:
            by_source.setdefault(entry.source, []).append(entry)
        cells = [
            ", ".join(dict.fromkeys(STATUS[edition.language][entry.status] for entry in by_source.get(source, ())))
            for source in thesaurus.sources
        ]
        rows.append({"slug": slug, "cells": cells, "differs": bool(thesaurus.concepts[slug].divergence)})
    return rows


def source_rows(edition: Edition, source: str) -> list[dict[str, Any]]:
    """Give a source's entries in the order of its document."""
    known = edition.thesaurus.sources[source]
    entries = [entry for entry in edition.thesaurus.entries.values() if entry.source == source]
    return [
        {
            "entry": entry,
            "anchor": entry_anchor(entry),
            "status": STATUS[edition.language][entry.status],
            "cite": entry_citation(entry, known, edition),
        }
        for entry in sorted(entries, key=_print_order)
    ]


def _print_order(entry: Entry) -> tuple[bool, int, str]:
    number = entry.number
    return (not number.isdecimal(), int(number) if number.isdecimal() else 0, number)


def changes(edition: Edition) -> list[tuple[str, str, list[str]]]:
    """Give what changed: (date, kind, concepts), the latest first; kinds are created, modified and withdrawn."""
    found: dict[tuple[str, str], list[str]] = {}
    for slug, concept in edition.thesaurus.concepts.items():
        if concept.deprecated:
            found.setdefault((concept.modified or concept.created, "withdrawn"), []).append(slug)
        elif concept.modified and concept.modified != concept.created:
            found.setdefault((concept.modified, "modified"), []).append(slug)
        found.setdefault((concept.created, "created"), []).append(slug)
    order = ("withdrawn", "modified", "created")
    keys = sorted(found, key=lambda key: order.index(key[1]))
    keys.sort(key=lambda key: key[0], reverse=True)
    return [(date, kind, edition.sorted(found[date, kind])) for date, kind in keys]


def sources_context(edition: Edition) -> list[dict[str, Any]]:
    """Give each source with its figures and its mark."""
    if not edition.thesaurus.sources:
        return []
    rows = coverage(edition.thesaurus)
    most = max((int(row["entries"]) for row in rows), default=0)
    found = []
    for source, row in zip(edition.thesaurus.sources.values(), rows, strict=True):
        counted = COUNTED[edition.language]
        states = [(status, counted[status][int(row[str(status)]) > 1], int(row[str(status)])) for status in Status]
        found.append(
            {
                "source": source,
                "mark": edition.marks[source.id],
                "entries": row["entries"],
                "brings": edition.printed(brings(edition.language, int(row["concepts"]), int(row["only here"]))),
                "states": [(str(status), word, count) for status, word, count in states if count],
                "bars": list(_bars(states, most)),
                "web": web_link(source.page),
                "web_publisher": web_link(source.publisher.url),
            }
        )
    return found


def _bars(states: Sequence[tuple[Status, str, int]], most: int) -> Iterator[tuple[str, float, float]]:
    """Give the parts of a bar of 100: status, start, width."""
    at = 0.0
    for status, _, count in states:
        width = 100 * count / most if most else 0
        if count:
            yield str(status), round(at, 2), round(width, 2)
        at += width


def home_context(edition: Edition) -> dict[str, Any]:
    """Give the home page what it needs."""
    thesaurus = edition.thesaurus
    concepts = [concept for concept in thesaurus.concepts.values() if not concept.deprecated]
    contested = [concept.slug for concept in concepts if concept.divergence]
    weight = {
        slug: (
            -len({entry.source for entry in thesaurus.entries_of[slug]}),
            -len(edition.pick(thesaurus.concepts[slug].divergence)),
        )
        for slug in contested
    }
    counts = [
        ("concepts", len(concepts)),
        ("names", sum(len(concept.labels()) for concept in concepts)),
        ("definitions", len(thesaurus.definitions)),
        ("links", sum(len(concept.broader) + len(concept.related) for concept in concepts)),
        ("divergences", len(contested)),
    ]
    tops = edition.sorted(thesaurus.top_concepts)
    return {
        "counts": [(key, number) for key, number in counts if number],
        "themes": themes_context(edition)[:_HOME],
        "tops": [(slug, _below(thesaurus, slug)) for slug in tops[:_HOME]],
        "sources": sources_context(edition),
        "examples": _examples(edition),
        "contested": sorted(contested, key=lambda slug: (*weight[slug], edition.sort_keys[slug]))[:9],
        "linked_data": defined_term_set(edition),
    }


def _below(thesaurus: Thesaurus, slug: str) -> int:
    """Count the concepts below one, each once."""
    seen = {slug}
    todo = [slug]
    while todo:
        for child in thesaurus.narrower[todo.pop()]:
            if child not in seen:
                seen.add(child)
                todo.append(child)
    return len(seen) - 1


def _examples(edition: Edition) -> list[str]:
    """Give some acronyms to search for, of the concepts that most sources speak of."""
    found: dict[str, int] = {}
    for slug in edition.in_order:
        for name in edition.thesaurus.concepts[slug].alt_label.get(edition.language, ()):
            if name.isupper() and len(name) in _ACRONYM and acronym_of(name, edition.names[slug]):
                found.setdefault(name, len({entry.source for entry in edition.thesaurus.entries_of[slug]}))
    return sorted(found, key=lambda name: (-found[name], name))[:_EXAMPLES]


def about_context(edition: Edition) -> dict[str, Any]:
    """Give the page about the thesaurus its licence, as a link with a name, and an IRI for example."""
    thesaurus = edition.thesaurus
    license_ = clean(thesaurus.scheme.license)
    found = _CREATIVE_COMMONS.match(license_)
    example = next((concept for concept in thesaurus.concepts.values() if not concept.deprecated), None)
    return {
        "license_link": web_link(license_),
        "license_name": f"CC {found[1].upper()} {found[2]}" if found else license_,
        "example_iri": edition.iri(example) if example else "",
    }


def themes_context(edition: Edition) -> list[dict[str, Any]]:
    """Give the themes in alphabetical order, each with its number of concepts."""
    members = edition.thesaurus.members
    found = [
        {"theme": theme, "path": edition.addresses.theme(theme.slug), "count": len(members[theme.slug])}
        for theme in edition.thesaurus.themes.values()
    ]
    return sorted(found, key=lambda each: (fold(edition.pick(each["theme"].pref_label)), each["theme"].slug))

"""What the poster sets: a thesaurus as groups of concepts, each a forest of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glosskos.model import Thesaurus
from glosskos.text import fold
from glosskos.typography import printed

__all__ = ["Group", "Row", "groups"]


@dataclass(frozen=True, slots=True)
class Row:
    """A concept in a group.

    :param level: 0 for one without a broader concept in the group
    :param link: the kind of the hierarchical link to the row above it stands under; empty at level 0, or where it is not told
    :param elsewhere: slugs of its broader concepts that it does not stand under here
    """

    slug: str
    level: int
    link: str
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A theme, or where a thesaurus has none a top concept, with its concepts.

    :param rows: a forest, parents before their children, sisters in alphabetical order
    """

    name: str
    rows: tuple[Row, ...]


def groups(thesaurus: Thesaurus, language: str, rest: str) -> list[Group]:
    """Give the groups in alphabetical order, every concept in force in at least one, and in each once.

    :param rest: the name of the group of those that are in no theme
    """
    labels = {slug: printed(concept.pref_label, language) or slug for slug, concept in thesaurus.concepts.items()}
    inforce = [slug for slug, concept in thesaurus.concepts.items() if not concept.deprecated]
    named = _by_theme(thesaurus, language) if thesaurus.themes else _by_top_concept(thesaurus, labels)
    found = [
        Group(name, _forest(thesaurus, [slug for slug in slugs if not thesaurus.concepts[slug].deprecated], labels))
        for name, slugs in sorted(named, key=lambda each: (fold(each[0]), each[1]))
    ]
    found = [group for group in found if group.rows]
    seen = {row.slug for group in found for row in group.rows}
    left = [slug for slug in inforce if slug not in seen]
    return [*found, Group(rest, _forest(thesaurus, left, labels))] if left else found


def _by_theme(thesaurus: Thesaurus, language: str) -> list[tuple[str, list[str]]]:
    return [
        (printed(theme.pref_label, language) or slug, thesaurus.members[slug])
        for slug, theme in thesaurus.themes.items()
    ]


def _by_top_concept(thesaurus: Thesaurus, labels: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Give what lies under each top concept; a concept under several stands with each."""
    found = []
    for top in thesaurus.top_concepts:
        below = {top: None}
        todo = [top]
        while todo:
            for child in thesaurus.narrower[todo.pop()]:
                if child not in below:
                    below[child] = None
                    todo.append(child)
        if len(below) > 1:
            found.append((labels[top], list(below)))
    return found


def _forest(thesaurus: Thesaurus, slugs: Sequence[str], labels: Mapping[str, str]) -> tuple[Row, ...]:
    """Order concepts as a forest: each under the first of its broader concepts that is among them."""
    here = set(slugs)
    ordered = sorted(slugs, key=lambda slug: (fold(labels[slug]), slug))
    parent: dict[str, str] = {}
    kind: dict[str, str] = {}
    for slug in ordered:
        for link in thesaurus.concepts[slug].broader:
            if link.object in here and link.object != slug:
                parent[slug], kind[slug] = link.object, link.type or ""
                break
    children: dict[str, list[str]] = {}
    for slug in ordered:
        children.setdefault(parent.get(slug, ""), []).append(slug)
    rows: list[Row] = []
    seen: set[str] = set()
    # What a cycle holds has no root: its first concept stands for one.
    for root in [*children.get("", []), *ordered]:
        todo = [(root, 0)]
        while todo:
            slug, level = todo.pop()
            if slug in seen:
                continue
            seen.add(slug)
            above = parent.get(slug, "") if level else ""
            elsewhere = tuple(
                link.object for link in thesaurus.concepts[slug].broader if link.object not in (above, slug)
            )
            rows.append(Row(slug, level, kind.get(slug, "") if level else "", elsewhere))
            todo += [(child, level + 1) for child in reversed(children.get(slug, []))]
    return tuple(rows)

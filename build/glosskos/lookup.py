"""Find a concept by any name: slug, IRI, notation, label, acronym, printed term, with or without accents, case and plural."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from glosskos.errors import LookupFailed
from glosskos.model import Concept, Thesaurus
from glosskos.text import fold, match_key

__all__ = ["Hit", "Lookup"]

# What a name was found as, best first; `concept` takes the best kind that fits.
_KINDS = ("slug", "prefLabel", "altLabel", "hiddenLabel", "printed term")
_HIDDEN = _KINDS.index("hiddenLabel")


@dataclass(frozen=True, slots=True)
class Hit:
    """One concept found.

    :param matched: the label or text that matched, as written
    :param where: prefLabel, altLabel, hiddenLabel, printed term, definition …
    :param score: larger is better
    """

    concept: Concept
    matched: str
    where: str
    score: float

    def __repr__(self) -> str:  # the whole concept, with all its links, is more than a reader of a list wants
        return f"<Hit {self.concept.slug!r}: {self.where} {self.matched!r}, score {self.score:g}>"


class Lookup:
    """An index of all names of a thesaurus.

    :param thesaurus: what to look in; withdrawn concepts are found by slug, IRI and notation only
    """

    def __init__(self, thesaurus: Thesaurus) -> None:
        self.thesaurus = thesaurus
        self._names: dict[str, dict[str, tuple[int, str]]] = {}
        for concept in thesaurus.concepts.values():
            if concept.deprecated:
                continue
            for label in concept.pref_label.values():
                self._add(label, concept.slug, 1)
            for rank, labels in ((2, concept.alt_label), (3, concept.hidden_label)):
                for values in labels.values():
                    for label in values:
                        self._add(label, concept.slug, rank)
        for entry in thesaurus.entries.values():
            for slug in entry.concepts:
                self._add(entry.term, slug, 4)

    def _add(self, label: str, slug: str, rank: int) -> None:
        found = self._names.setdefault(match_key(label), {})
        if slug not in found or rank < found[slug][0]:
            found[slug] = (rank, label)

    def concept(self, name: str) -> Concept:
        """Give the one concept that goes by ``name``.

        :raises LookupFailed: if there is none (with the nearest labels) or several (listed)
        """
        exact = self._exact(name)
        if exact:
            return exact
        found = self._names.get(match_key(name), {})
        if not found:
            near = self.nearest(name)
            raise LookupFailed(
                f"no concept is called {name!r}" + (f"; nearest: {', '.join(near)}" if near else ""), near
            )
        # « connaissance du client » and « connaissance client » share a key: the one written as asked comes first.
        order = {slug: (fold(label) != fold(name.strip()), rank) for slug, (rank, label) in found.items()}
        slugs = sorted(slug for slug, key in order.items() if key == min(order.values()))
        if len(slugs) > 1:
            raise LookupFailed(f"{name!r} may be: {', '.join(slugs)}; name one of these", slugs)
        return self.thesaurus.concepts[slugs[0]]

    def _exact(self, name: str) -> Concept | None:
        """Find by slug, IRI or notation."""
        plain = name.strip().removeprefix("<").removesuffix(">")
        slug = plain.removeprefix(f"{self.thesaurus.scheme.base}concept/").removeprefix("rc:")
        if slug in self.thesaurus.concepts:
            return self.thesaurus.concepts[slug]
        if not plain:
            return None  # concepts of records have no IRI of their own: nothing would be one of them
        known = self.thesaurus.concepts.values()
        return next(
            (each for each in known if plain == each.iri or (each.notation and each.notation == plain.upper())), None
        )

    def nearest(self, name: str, limit: int = 5) -> list[str]:
        """Give the labels most like ``name``."""
        near = difflib.get_close_matches(match_key(name), self._names, n=4 * limit, cutoff=0.6)
        found: dict[str, str] = {}
        for key in near:
            for slug, (rank, label) in self._names[key].items():
                # A misspelling is no name to offer, and one name of a concept is enough.
                found.setdefault(
                    slug, label if rank < _HIDDEN else next(iter(self.thesaurus.concepts[slug].pref_label.values()))
                )
        return list(dict.fromkeys(found.values()))[:limit]

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Give the concepts that fit ``text``, best first: whole labels, beginnings, words in labels, then definitions.

        Every word must be found, in any order; the last may be the beginning of one.
        """
        key = match_key(text)
        wanted = key.split()
        if not wanted:
            return []
        hits: dict[str, Hit] = {}
        for name_key, slugs in self._names.items():
            score = _score(key, name_key, wanted)
            for slug, (rank, label) in slugs.items() if score else ():
                _keep(hits, Hit(self.thesaurus.concepts[slug], label, _KINDS[rank], score - rank / 10))
        for concept, where, body, found in self._bodies:
            if concept.slug not in hits and _all_in(wanted, found):
                hits[concept.slug] = Hit(concept, _excerpt(body, wanted), where, 1.0)
        return sorted(hits.values(), key=lambda hit: (-hit.score, len(hit.matched), hit.concept.slug))[:limit]

    @cached_property
    def _bodies(self) -> list[tuple[Concept, str, str, frozenset[str]]]:
        """The texts of all concepts in force, each with its words: concept, where, text, folded words."""
        return [
            (concept, where, body, frozenset(match_key(body).split()))
            for concept in self.thesaurus.concepts.values()
            if not concept.deprecated
            for where, body in self._texts(concept)
        ]

    def _texts(self, concept: Concept) -> Iterable[tuple[str, str]]:
        for language, text in concept.definition.items():
            yield f"definition@{language}", text
        for note in self.thesaurus.notes[concept.slug]:
            yield note.source, note.text


def _score(key: str, name_key: str, wanted: list[str]) -> float:
    """Give how well a name's key fits: 10 the same, 8 begins with it, 6 holds it, 4 has all words, 0 not at all."""
    if key == name_key:
        return 10.0
    if name_key.startswith(key):
        return 8.0
    if f" {key}" in f" {name_key}":
        return 6.0
    return 4.0 if _all_in(wanted, name_key.split()) else 0.0


def _all_in(wanted: list[str], found: Collection[str]) -> bool:
    *whole, last = wanted
    return all(word in found for word in whole) and any(word.startswith(last) for word in found)


def _keep(hits: dict[str, Hit], hit: Hit) -> None:
    known = hits.get(hit.concept.slug)
    if known is None or hit.score > known.score:
        hits[hit.concept.slug] = hit


def _excerpt(text: str, wanted: list[str], width: int = 70) -> str:
    """Give the stretch of a text around the first word wanted."""
    at = max(0, fold(text).find(wanted[0]) - width // 3)
    piece = text[at : at + width].strip()
    return ("…" if at else "") + piece + ("…" if at + width < len(text) else "")

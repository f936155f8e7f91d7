"""One language's edition of the site: names in that language, their order, and text made safe for HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from markupsafe import Markup, escape

from glosskos.graph import concept_iri
from glosskos.model import Concept, Text, Thesaurus, pick
from glosskos.queries import ReadyQuery
from glosskos.site.addresses import Addresses, folder_of
from glosskos.site.words import words
from glosskos.text import fold
from glosskos.typography import number, printed, spoken_date, typeset

__all__ = ["MARKS", "Edition", "clean", "letter_of", "shortened"]

MARKS = "●■▲◆★✚⬟▼◐✖"
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def clean(text: str) -> str:
    """Give a text without the control characters that neither HTML nor XML takes; each shows as U+FFFD."""
    return _CONTROL.sub("\ufffd", text)


def shortened(text: str, length: int) -> str:
    """Give a text on one line, cut at a word after ``length`` characters, with an ellipsis."""
    plain = " ".join(text.split())
    if len(plain) <= length:
        return plain
    head = plain[:length]
    return (head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head) + "…"


def letter_of(name: str) -> str:
    """Give the letter under which a name stands in an alphabetical list; ``0–9`` for digits, ``#`` for all else."""
    first = next((char for char in fold(name) if char.isalnum()), "")
    if not first:
        return "#"
    return "0–9" if first.isdigit() else first.upper()


class Edition:
    """A thesaurus as the pages of one language show it.

    :param queries: the ready-made queries
    :param language: ``fr`` or ``en``; what a thesaurus does not have in it is shown in another of its languages, marked so
    """

    def __init__(
        self, thesaurus: Thesaurus, addresses: Addresses, language: str, queries: Iterable[ReadyQuery] = ()
    ) -> None:
        self.thesaurus = thesaurus
        self.addresses = addresses
        self.language = language
        self.queries = tuple(queries)
        self.folder = folder_of(language)
        self.words = {key: typeset(word, language) for key, word in words(language).items()}
        self._links: dict[str, dict[str, Markup]] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """Slug to preferred label."""
        return {slug: self.pick(concept.pref_label) or slug for slug, concept in self.thesaurus.concepts.items()}

    @cached_property
    def sort_keys(self) -> dict[str, tuple[str, str]]:
        """Slug to the key of alphabetical order: accents and case do not count."""
        return {slug: (fold(name), slug) for slug, name in self.names.items()}

    @cached_property
    def in_order(self) -> list[str]:
        """The slugs of the concepts in force, in alphabetical order."""
        return self.sorted(slug for slug, concept in self.thesaurus.concepts.items() if not concept.deprecated)

    @cached_property
    def marks(self) -> dict[str, str]:
        """Source to its mark."""
        return {source: MARKS[at % len(MARKS)] for at, source in enumerate(self.thesaurus.sources)}

    @cached_property
    def title(self) -> str:
        """The thesaurus's name."""
        return self.pick(self.thesaurus.scheme.title) or self.words["untitled"]

    @cached_property
    def quoted(self) -> bool:
        """Whether printed texts are quoted: such a site is not for publication."""
        return any(note.quoted for note in self.thesaurus.definitions)

    def sorted(self, slugs: Iterable[str]) -> list[str]:
        """Give slugs in the alphabetical order of their names."""
        return sorted(slugs, key=self.sort_keys.__getitem__)

    def pick(self, text: Text) -> str:
        """Give a text in this language, else in another."""
        return clean(pick(text, self.language))

    def number(self, count: int) -> str:
        """Give a count as this language writes it."""
        return number(count, self.language)

    def counted(self, count: int, key: str) -> str:
        """Give the word for so many of something: ``concepts``, ``names``, ``entries``, ``definitions``, ``links``, ``divergences``."""
        one = count < 2 if self.language == "fr" else count == 1
        return self.words[f"one_{key}" if one else key]

    def date(self, date: str) -> Markup:
        """Give an ISO date as this language writes it, marked up with what it is."""
        return Markup('<time datetime="{}">{}</time>').format(clean(date), clean(spoken_date(date, self.language)))

    def printed(self, text: Text | str) -> str:
        """Give a text in this language, else in another, as its language prints it; for scripts, titles and attributes."""
        if isinstance(text, str):
            return clean(typeset(text, self.language))
        return clean(printed(text, self.language))

    def label(self, slug: str) -> str:
        """Give a concept's name as its language prints it."""
        return self.printed(self.thesaurus.concepts[slug].pref_label) or slug

    def say(self, text: Text) -> Markup:
        """Give a text as HTML, in this language or marked with the one it is in."""
        if self.language in text:
            return self.html(text[self.language])
        language = next((tag for tag, value in text.items() if value), "")
        return self.html(text.get(language, ""), language)

    def html(self, text: str, language: str = "") -> Markup:
        """Give a text as HTML: escaped, isolated where it may run from right to left, marked with its language if another."""
        safe = _safe(text, language or self.language)
        if language and language != self.language:
            safe = Markup(f'<span lang="{_tag(language)}">{safe}</span>')
        return safe

    def paragraphs(self, text: str, language: str = "") -> Markup:
        """Give a text as HTML paragraphs, one a line."""
        lines = [line for line in text.splitlines() if line.strip()]
        mark = f' lang="{_tag(language)}"' if language and language != self.language else ""
        return Markup("".join([f"<p{mark}>{_safe(line, language or self.language)}</p>" for line in lines]))

    def links(self, root: str) -> Mapping[str, Markup]:
        """Give slug to link, as pages at one depth write it.

        :param root: the way up to the folder of the language
        """
        if root not in self._links:
            page = self.addresses.concept  # safe in HTML as it is
            self._links[root] = {
                slug: Markup(f'<a href="{root}{page(slug)}">{self.say(concept.pref_label)}</a>')
                for slug, concept in self.thesaurus.concepts.items()
            }
        return self._links[root]

    def iri(self, concept: Concept) -> str:
        """Give a concept's IRI."""
        return concept_iri(concept, self.thesaurus)


@lru_cache(maxsize=8192)
def _safe(text: str, language: str) -> Markup:
    """Give a text as its language prints it, escaped, and isolated where it may run from right to left.

    Kept, for labels and reasons stand on several pages.
    """
    safe = escape(clean(typeset(text, language)))
    return Markup(f"<bdi>{safe}</bdi>") if _RIGHT_TO_LEFT.search(text) else safe


def _tag(language: str) -> str:
    """Give a language tag for HTML; nothing, which means unknown, where it is none."""
    return language if _TAG.fullmatch(language) and language != "und" else ""

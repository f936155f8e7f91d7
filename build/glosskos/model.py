"""The thesaurus model, free of RDF: frozen dataclasses named after SKOS, PROV and ISO 25964.

A *text* is a mapping from a language tag (``fr``, ``en``) to a literal. A *place* tells where in the records a thing
stands, so that a finding on its IRI can be shown as ``file:line``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

__all__ = [
    "Agent",
    "BroaderType",
    "Concept",
    "Entry",
    "Furniture",
    "Link",
    "Place",
    "Scheme",
    "Segment",
    "Source",
    "SourcedDefinition",
    "Status",
    "Text",
    "Theme",
    "Thesaurus",
    "own_words",
    "pick",
]

Text = Mapping[str, str]


def pick(text: Text, language: str) -> str:
    """Give a text in one language, else in any; empty where there is none."""
    return text.get(language) or next(iter(text.values()), "")


def own_words(language: str) -> str:
    """Give the language of our own words beside texts in a language: French or, beside all others, English."""
    return "fr" if language.lower().partition("-")[0] == "fr" else "en"


class Status(StrEnum):
    """What became of an entry's text in the document (``gk:status``)."""

    COMPLETE = "complete"
    REPAIRED = "repaired"
    TRUNCATED = "truncated"
    MISSING = "missing"


class BroaderType(StrEnum):
    """The three kinds of hierarchical relation (ISO 25964-1, 10.2)."""

    GENERIC = "generic"
    PARTITIVE = "partitive"
    INSTANTIAL = "instantial"


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the records, a line, and the lines of the keys below it."""

    path: str = ""
    line: int = 0
    keys: Mapping[str, int] = field(default_factory=dict)

    def at(self, key: str) -> str:
        """Give ``file:line`` of a key, or of the whole where the key is not written."""
        return f"{self.path}:{self.keys.get(key, self.line)}" if self.path else ""


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A stretch of one line of a document.

    :param line: line number from 1
    :param start: offset of its first character, from 0
    :param end: offset behind its last character, or None for the rest of the line
    """

    line: int
    start: int = 0
    end: int | None = None

    def cut(self, lines: list[str]) -> str:
        """Give the characters it covers of a document's ``lines``; empty where the document is shorter."""
        return lines[self.line - 1][self.start : self.end] if 0 < self.line <= len(lines) else ""

    def __str__(self) -> str:
        """Give ``12`` for a whole line, ``12:0-73`` or ``12:74-`` for a part."""
        if not self.start and self.end is None:
            return str(self.line)
        return f"{self.line}:{self.start}-{'' if self.end is None else self.end}"


@dataclass(frozen=True, slots=True)
class Furniture:
    """What of a document belongs to no entry, with its kind."""

    segment: Segment
    kind: str


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or organisation (``prov:Agent``)."""

    slug: str
    name: str
    url: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One glossary (``dct:BibliographicResource``) and the document it came in.

    :param layout: the name of the layout that reads its document
    :param document: SHA-256 of the document's normalised text; repairs hold for this text only
    """

    id: str
    title: str
    publisher: Agent
    citation: str
    page: str
    layout: str
    document: str
    furniture: tuple[Furniture, ...] = ()
    description: Text = field(default_factory=dict)
    short_title: str = ""
    iri: str = ""  # as a concept's
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Entry:
    """One term as printed in one source, with what the source says of it in our words.

    :param number: the printed number, else the order of print; three digits, frozen
    :param fingerprint: SHA-256 of the body (:func:`glosskos.text.fingerprint`), empty where there is no body
    :param restatements: concept slug to restatement; empty where the status is ``missing``
    """

    source: str
    number: str
    term: str
    heading: tuple[Segment, ...]
    body: tuple[Segment, ...]
    fingerprint: str
    status: Status
    concepts: tuple[str, ...]
    restatements: Mapping[str, str]
    heading_restored: bool = False
    note: str = ""
    citation: str = ""  # of an entry read from somebody's SKOS file; ours follow from the lines
    place: Place = field(default_factory=Place)

    @property
    def id(self) -> str:
        """``source/number``, as in the entry's IRI."""
        return f"{self.source}/{self.number}"


@dataclass(frozen=True, slots=True)
class Link:
    """A stated relation between two concepts, with its reason (``gk:Link``).

    :param kind: ``broader`` or ``related``
    :param type: the kind of hierarchical relation; None for ``related``
    :param entries: ids of the entries that support it
    """

    subject: str
    kind: str
    object: str
    reason: Text
    type: BroaderType | None = None
    entries: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning (``skos:Concept``), as the editor wrote it."""

    slug: str
    notation: str
    pref_label: Text
    alt_label: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden_label: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definition: Text = field(default_factory=dict)
    divergence: Text = field(default_factory=dict)
    scope_note: Text = field(default_factory=dict)
    example: Text = field(default_factory=dict)
    editorial_note: Text = field(default_factory=dict)
    history_note: Text = field(default_factory=dict)
    broader: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    themes: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    deprecated: bool = False
    is_replaced_by: tuple[str, ...] = ()
    shared_label: Mapping[str, str] = field(default_factory=dict)
    decision: tuple[str, ...] = ()
    stays: Mapping[str, str] = field(default_factory=dict)
    iri: str = ""  # of a concept read from somebody else's file; ours follow from the slug
    place: Place = field(default_factory=Place)

    def labels(self, language: str | None = None) -> list[str]:
        """Give its labels, preferred first, in one language or in all."""
        found: list[str] = []
        for tag in (
            [language] if language else sorted({*self.pref_label, *self.alt_label, *self.hidden_label}, reverse=True)
        ):
            if tag in self.pref_label:
                found.append(self.pref_label[tag])
            found += [*self.alt_label.get(tag, ()), *self.hidden_label.get(tag, ())]
        return found


@dataclass(frozen=True, slots=True)
class SourcedDefinition:
    """What one source says of one concept (``euvoc:XlNote``).

    :param ordinal: 1, or 2 and more where a source defines the concept again
    :param quoted: True where the text is the printed one, False for our restatement
    """

    concept: str
    source: str
    ordinal: int
    text: str
    entry: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject (``skos:Collection``); its members name it in their cards."""

    slug: str
    pref_label: Text
    definition: Text
    iri: str = ""  # as a concept's
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The thesaurus as a whole (``skos:ConceptScheme``).

    :param contact: whom to write to; the creator where the records name nobody
    :param published: the folder, as an URL ending in a slash, where the files of a build can be downloaded; empty where they are not
    :param landing_page: a page about the thesaurus; the base where the records name none
    :param data_themes: codes of the EU's data themes (``ECON``)
    """

    base: str
    title: Text
    description: Text
    version: str
    created: str
    modified: str
    license: str
    languages: tuple[str, ...]
    creator: Agent
    history_note: Text = field(default_factory=dict)
    contact: Agent | None = None
    published: str = ""
    landing_page: str = ""
    data_themes: tuple[str, ...] = ()
    iri: str = ""  # of a scheme read from somebody else's file; ours follows from the base
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class Thesaurus:
    """The whole, cross-checked: every reference in it resolves.

    :param concepts: slug to concept, in the order of the slugs
    :param definitions: every sourced definition, ordered by concept, source and ordinal
    """

    scheme: Scheme
    sources: Mapping[str, Source]
    entries: Mapping[str, Entry]
    concepts: Mapping[str, Concept]
    themes: Mapping[str, Theme]
    definitions: tuple[SourcedDefinition, ...]

    @cached_property
    def language(self) -> str:
        """The language of what is shown where none is asked for: French where a preferred label is in it, else the most frequent."""
        count = Counter(tag for concept in self.concepts.values() for tag in concept.pref_label if tag != "und")
        return "fr" if "fr" in count or not count else min(count, key=lambda tag: (-count[tag], tag))

    @cached_property
    def narrower(self) -> dict[str, list[str]]:
        """Slug to the slugs of its narrower concepts, in code-point order."""
        found: dict[str, list[str]] = {slug: [] for slug in self.concepts}
        for concept in self.concepts.values():
            for link in concept.broader:
                found[link.object].append(concept.slug)
        return {slug: sorted(children) for slug, children in found.items()}

    @cached_property
    def related(self) -> dict[str, list[Link]]:
        """Slug to the related links that touch it, stated from either side."""
        found: dict[str, list[Link]] = {slug: [] for slug in self.concepts}
        for concept in self.concepts.values():
            for link in concept.related:
                found[link.subject].append(link)
                found[link.object].append(link)
        return found

    @cached_property
    def top_concepts(self) -> list[str]:
        """Slugs of the concepts in force that have no broader one."""
        return [slug for slug, concept in self.concepts.items() if not concept.broader and not concept.deprecated]

    @cached_property
    def notes(self) -> dict[str, list[SourcedDefinition]]:
        """Slug to its sourced definitions."""
        found: dict[str, list[SourcedDefinition]] = {slug: [] for slug in self.concepts}
        for definition in self.definitions:
            found[definition.concept].append(definition)
        return found

    @cached_property
    def entries_of(self) -> dict[str, list[Entry]]:
        """Slug to the entries filed under it, with or without a definition."""
        found: dict[str, list[Entry]] = {slug: [] for slug in self.concepts}
        for entry in self.entries.values():
            for slug in entry.concepts:
                found[slug].append(entry)
        return found

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Theme to the slugs of its members, in code-point order."""
        found: dict[str, list[str]] = {slug: [] for slug in self.themes}
        for slug, concept in self.concepts.items():
            for theme in concept.themes:
                found[theme].append(slug)
        return found

    def paths_up(self, slug: str, limit: int = 0) -> list[list[str]]:
        """Give every chain from a top concept down to ``slug``, the primary one first; cycles are cut.

        :param limit: how many at most; 0 for all (many parents at every level make very many)
        """
        paths: list[list[str]] = []
        path: list[str] = []
        there: set[str] = set()
        todo: list[str | None] = [slug]
        while todo and not (limit and len(paths) == limit):
            at = todo.pop()
            if at is None:  # all above the last step is done
                there.discard(path.pop())
                continue
            path.append(at)
            there.add(at)
            todo.append(None)
            broader = [link.object for link in self.concepts[at].broader if link.object not in there]
            if not broader:
                paths.append(path[::-1])
            todo += reversed(broader)
        return paths

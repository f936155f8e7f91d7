"""What a comparison of two SKOS vocabularies comes to: changes, each with the statements that it took away and brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from glosskos.model import Text
from glosskos.terms import Triple

__all__ = ["GROUPS", "Change", "Comparison", "Level"]


class Level(IntEnum):
    """How much a change asks of those who use the vocabulary; also the part of the version that goes up."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


# Kind to level, in the order of a report. Major: an identifier or a place in the hierarchy that was relied on is no longer there.
GROUPS: dict[str, Level] = {
    "concept-added": Level.MINOR,
    "concept-withdrawn": Level.MAJOR,
    "concept-merged": Level.MAJOR,
    "concept-split": Level.MINOR,  # major where the concept that was split is no longer in force
    "concept-renamed": Level.MAJOR,
    "concept-restored": Level.MINOR,
    "moved": Level.MAJOR,
    "relabelled": Level.PATCH,
    "label": Level.PATCH,
    "definition": Level.PATCH,
    "sourced-definition": Level.PATCH,
    "divergence": Level.PATCH,
    "note": Level.PATCH,
    "related": Level.PATCH,
    "link": Level.PATCH,
    "mapping": Level.PATCH,
    "notation": Level.MAJOR,
    "theme-added": Level.MINOR,
    "theme-withdrawn": Level.MAJOR,
    "theme-renamed": Level.MAJOR,
    "theme": Level.PATCH,
    "theme-members": Level.PATCH,
    "source-added": Level.MINOR,
    "source-withdrawn": Level.MAJOR,
    "source-renamed": Level.MAJOR,
    "source": Level.PATCH,
    "sources": Level.PATCH,
    "entry-added": Level.MINOR,
    "entry-withdrawn": Level.PATCH,
    "entry-renamed": Level.PATCH,
    "entry": Level.PATCH,
    "scheme": Level.PATCH,
    "version": Level.NONE,
    "dates": Level.NONE,
    "statements": Level.PATCH,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change, as an editor would tell it.

    :param kind: one of :data:`GROUPS`
    :param subject: the IRI of what changed (the new one where it was renamed)
    :param predicate: the prefixed name of the property, where one only changed
    :param language: of the texts, where they have one
    :param old: what was there: texts, or IRIs of concepts, themes, sources
    :param new: what is there now
    :param source: the IRI of the source, for what a source says
    :param kept: labels that were preferred and stay, or were there and are preferred now
    :param removed: the statements of the old vocabulary that went with it
    :param added: the statements of the new one that came
    :param major: whether it asks for a major version, whatever its kind
    """

    kind: str
    subject: str
    predicate: str = ""
    language: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    source: str = ""
    kept: tuple[str, ...] = ()
    removed: tuple[Triple, ...] = ()
    added: tuple[Triple, ...] = ()
    major: bool = False

    @property
    def level(self) -> Level:
        """The part of the version that it raises."""
        return Level.MAJOR if self.major else GROUPS[self.kind]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two vocabularies compared.

    :param old: the name of the old one, as it was given
    :param changes: ordered by kind, then by subject; every differing statement is in exactly one of them
    :param names: IRI to labels of everything that the changes mention
    :param versions: the old and the new version, empty where there is none
    :param released: the date of the new one (``dct:modified`` of its scheme), empty where there is none
    :param left_out: the sides that have no reasons of links, so that those of the other were not compared
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    names: Mapping[str, Text] = field(default_factory=dict)
    versions: tuple[str, str] = ("", "")
    released: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """The level of the gravest change."""
        return max((change.level for change in self.changes), default=Level.NONE)

    @property
    def counts(self) -> dict[str, int]:
        """Kind to number of changes, in the order of a report."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in GROUPS if found[kind]}

    def of_kind(self, kind: str) -> list[Change]:
        """Give the changes of one kind."""
        return [change for change in self.changes if change.kind == kind]

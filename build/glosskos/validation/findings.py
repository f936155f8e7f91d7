"""Findings: one SHACL result, or one row of a quality query, each with the place in the records where there is one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glosskos.namespaces import GK, prefixed
from glosskos.terms import value_of

if TYPE_CHECKING:
    from glosskos.model import Concept, Thesaurus

__all__ = ["SEVERITIES", "Finding", "Report", "place_of", "short", "visible"]

SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that a check found.

    :param severity: Violation, Warning or Info (``sh:resultSeverity``)
    :param shape: IRI of the shape or quality query
    :param focus: IRI of what it is about (``sh:focusNode``)
    :param path: the property path, empty where the node as a whole is meant
    :param value: the value that is wrong, as a term; empty where none is named
    :param message: in English and French (``sh:resultMessage``)
    :param place: ``file:line`` in the records or the file that was checked, or empty
    :param detail: what a reader needs to see it: labels, the path of a circle, a count; or empty
    """

    severity: str
    shape: str
    focus: str
    path: str = ""
    value: str = ""
    message: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    place: str = field(default="", compare=False)
    detail: str = field(default="", compare=False)

    @property
    def check(self) -> str:
        """The name of the check."""
        return self.shape.removeprefix(GK)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same finding in another run: check, focus, path and value; blank nodes have no name that lasts."""
        focus, value = ("_:" if each.startswith("_:") else each for each in (self.focus, self.value))
        return self.shape, focus, self.path, value

    def text(self, language: str = "en") -> str:
        """Give the message in one language, or in any."""
        from glosskos.model import pick

        return pick(dict(self.message), language)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on a graph, worst first.

    :param checked: what was looked at, for the reader of a report: file or thesaurus, number of triples, engine
    :param known: those of the findings that a baseline knows: they are counted and do not fail
    :param gone: what the baseline knows and is found no more
    """

    findings: tuple[Finding, ...]
    checked: tuple[tuple[str, str], ...] = ()
    known: frozenset[Finding] = frozenset()
    gone: tuple[Finding, ...] = ()

    @property
    def new(self) -> tuple[Finding, ...]:
        """The findings that no baseline knows: all, where there is none."""
        return tuple(each for each in self.findings if each not in self.known) if self.known else self.findings

    def count(self) -> dict[str, int]:
        """Give the number of new findings by severity, all severities named."""
        found = Counter(finding.severity for finding in self.new)
        return {severity: found[severity] for severity in SEVERITIES}

    def fails(self, level: str = "Violation") -> bool:
        """Tell whether there is a new finding at ``level`` or worse."""
        worst = SEVERITIES[: SEVERITIES.index(level) + 1]
        return any(finding.severity in worst for finding in self.new)

    def grouped(self) -> list[tuple[str, list[Finding]]]:
        """Give the new findings by shape, worst and most frequent shapes first."""
        groups: dict[str, list[Finding]] = {}
        for finding in self.new:
            groups.setdefault(finding.shape, []).append(finding)
        return sorted(groups.items(), key=lambda item: (SEVERITIES.index(item[1][0].severity), -len(item[1]), item[0]))


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in order, each once."""
    return tuple(
        sorted(
            set(findings),
            key=lambda each: (SEVERITIES.index(each.severity), each.shape, each.focus, each.path, each.value),
        )
    )


def visible(text: str) -> str:
    """Give a text with every character that is not seen, or that a terminal obeys, as its code point (``\\u202E``).

    Joiners stay: some scripts need them.
    """
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each in "\u200c\u200d\u00a0\u202f" else _code_point(ord(each)) for each in text
    )


def _code_point(number: int) -> str:
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"


def short(iri: str) -> str:
    """Give an IRI as a prefixed name where one fits, for people to read."""
    return prefixed(iri)


# Where to look in a concept's card for what a check without a path found.
_KEYS = {
    "NoCycle": "broader",
    "ConceptHasPlace": "broader",
    "ConceptThemes": "theme",
    "ConceptInForceDefinition": "definition",
}


def _key(finding: Finding, concept: Concept) -> str:
    """Give the key of a concept's card that a finding is about."""
    if finding.path:
        return re.split(r"[#/]", finding.path)[-1]
    shape = re.split(r"[#/]", finding.shape)[-1]
    if shape == "shared-label":
        return "prefLabel" if value_of(finding.value) in concept.pref_label.values() else "altLabel"
    return _KEYS.get(shape, "")


def place_of(finding: Finding, thesaurus: Thesaurus) -> str:
    """Give ``file:line`` of what a finding is about: a concept's key, an entry, a theme, a note's entry; else nothing."""
    kind, _, rest = finding.focus.removeprefix(thesaurus.scheme.base).partition("/")
    if kind == "concept" and rest in thesaurus.concepts:
        concept = thesaurus.concepts[rest]
        return concept.place.at(_key(finding, concept))
    if kind == "entry" and rest in thesaurus.entries:
        return thesaurus.entries[rest].place.at("concept" if "subject" in finding.path else "number")
    if kind == "theme" and rest in thesaurus.themes:
        return thesaurus.themes[rest].place.at("")
    if kind in ("definition", "quotation"):
        slug, _, source = rest.partition("/")
        for note in thesaurus.notes.get(slug, ()):
            if source in (note.source, f"{note.source}-{note.ordinal}"):
                return thesaurus.entries[note.entry].place.at("restatement")
    if kind == "source" and rest in thesaurus.sources:
        return thesaurus.sources[rest].place.at("")
    return ""

"""A comparison to be read: text for the terminal, Markdown, and the draft of a changelog entry."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from glosskos.changes.details import short
from glosskos.changes.headings import HEADINGS, WORDS, property_name
from glosskos.changes.model import GROUPS, Change, Comparison, Level
from glosskos.changes.versions import advice
from glosskos.changes.words import mark
from glosskos.model import pick
from glosskos.terms import iri, language_of, value_of

__all__ = ["as_changelog", "as_markdown", "as_text"]

_COMMENT = iri("rdfs:comment")
_MARKDOWN = re.compile(r"([\\`*_<>\[\]~|])")
_QUIET = ("dates", "version")  # counted, not listed
_WHOLE = tuple(
    kind for kind in GROUPS if kind.startswith(("concept-", "theme-", "source-", "entry-")) and kind != "theme-members"
)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a report marks what went, what came, and the name of a thing."""

    gone: Callable[[str], str]
    come: Callable[[str], str]
    name: Callable[[str], str]
    plain: Callable[[str], str]


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _around(text: str, before: str, after: str) -> str:
    """Put marks around a text, within its outer spaces: Markdown wants them close."""
    inner = text.strip()
    if not inner:
        return text
    at = text.index(inner)
    return f"{text[:at]}{before}{inner}{after}{text[at + len(inner) :]}"


def _kept_spaces(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text.replace("\n", " "))


_PLAIN = _Style(lambda t: f"[-{t}-]", lambda t: f"{{+{t}+}}", str, str)
_COLOUR = _Style(
    lambda t: f"\033[31m[-{t}-]\033[0m", lambda t: f"\033[32m{{+{t}+}}\033[0m", lambda t: f"\033[1m{t}\033[0m", str
)
_MD = _Style(
    lambda t: _around(_kept_spaces(t), "~~", "~~"),
    lambda t: _around(_kept_spaces(t), "**", "**"),
    lambda t: f"**{_escaped(t)}**",
    _kept_spaces,
)


class _Teller:
    """Tells changes in one language and style."""

    def __init__(self, comparison: Comparison, language: str, style: _Style) -> None:
        self.comparison = comparison
        self.language = language
        self.style = style
        self.colon = " :" if language == "fr" else ":"

    def word(self, key: str) -> str:
        """Give a word of the report."""
        return WORDS[key][self.language != "fr"]

    def heading(self, kind: str) -> str:
        """Give the heading of a kind."""
        return HEADINGS[kind][self.language != "fr"]

    def name(self, iri: str) -> str:
        """Give what a thing is called, else its IRI."""
        names = self.comparison.names.get(iri, {})
        return pick(names, self.language) or iri

    def _named(self, iris: Iterable[str]) -> str:
        return ", ".join(self.style.plain(self.name(iri)) for iri in iris)

    def _arrow(self, old: Iterable[str], new: Iterable[str], empty: str = "—") -> str:
        return f"{self._named(old) or empty} → {self._named(new) or empty}"

    def tell(self, change: Change) -> str:
        """Tell one change in a line."""
        name = self.style.name(self.name(change.subject))
        detail = self._detail(change)
        if not detail:
            return name
        if change.kind in _WHOLE and not change.kind.endswith("-renamed"):
            return f"{name} {detail}"
        language = f" [{change.language}]" if change.language else ""
        return f"{name}{language}{self.colon} {detail}"

    def _detail(self, change: Change) -> str:
        kind = change.kind
        if kind in _WHOLE:
            return self._whole(change)
        if kind in ("relabelled", "label"):
            return self._labels(change)
        if kind == "moved":
            return self._arrow(change.old, change.new, self.word("top")) + self._reason(change)
        if kind in ("related", "theme-members", "sources", "mapping"):
            return self._came_and_went(change)
        if not change.predicate:
            return f"{change.old[0]} → {change.new[0]}"  # the IRI alone
        what = property_name(change.predicate, self.language)
        if kind == "link" and change.predicate == "rdfs:comment":
            what = self.word("reason")
        if kind == "sourced-definition":
            what = self.style.plain(self.name(change.source)) if change.source else ""
        elif kind in ("definition", "divergence", "notation"):
            what = ""
        return f"{what}{self.colon} {self._texts(change)}" if what else self._texts(change)

    def _whole(self, change: Change) -> str:
        if change.kind.endswith("-renamed"):
            return f"{change.old[0]} → {change.new[0]}"
        if change.kind in ("concept-merged", "concept-split"):
            gone = f" ({self.word('withdrawn')})" if change.kind == "concept-split" and change.major else ""
            return f"→ {self._named(change.new)}{gone}"
        names = self.comparison.names.get(change.subject, {})
        others = [name for tag, name in names.items() if tag != self.language and name != self.name(change.subject)]
        translated = (
            f"({', '.join(map(self.style.plain, others))}) " if change.kind == "concept-added" and others else ""
        )
        return (translated + (f"< {self._named(change.new)}" if change.new else "")).strip()

    def _came_and_went(self, change: Change) -> str:
        gone = [self.style.gone(self.name(each)) for each in change.old]
        return " ".join([*gone, *(self.style.come(self.name(each)) for each in change.new)]) + self._reason(change)

    def _reason(self, change: Change) -> str:
        """Give the reason of a link, where it is at hand."""
        reasons = [
            triple[2]
            for triple in change.added or (change.removed if change.kind == "related" else ())
            if triple[1] == _COMMENT and language_of(triple[2]) == self.language
        ]
        return f" ({self.style.plain(value_of(reasons[0]))})" if len(reasons) == 1 else ""

    def _labels(self, change: Change) -> str:
        def quoted(text: str) -> str:
            return f"« {text} »" if self.language == "fr" else f"“{text}”"

        if change.kind == "label":
            what = property_name(change.predicate, self.language)
            if change.kept:  # it is the same label, of another kind now
                what = f"{property_name(short(change.removed[0][1]), self.language)} → {what}"
            marked = [self.style.gone(each) for each in change.old] + [self.style.come(each) for each in change.new]
            marked += [self.style.plain(each) for each in change.kept]
            return f"{what}{self.colon} {', '.join(marked)}"
        old, new = (
            ", ".join(self.style.plain(quoted(each)) for each in side) or "—" for side in (change.old, change.new)
        )
        kept = [each for each in change.kept if each in change.old]
        stays = f" ({', '.join(map(quoted, kept))} {self.word('stays')})" if kept else ""
        return f"{old} → {new}{stays}"

    def _texts(self, change: Change) -> str:
        known = self.comparison.names
        if any(each in known for each in (*change.old, *change.new)):
            return self._came_and_went(change)
        old, new = (" / ".join(side) for side in (change.old, change.new))
        if old == new:
            return " ".join(
                [
                    *(self.style.gone(" ".join(t[1:])) for t in change.removed),
                    *(self.style.come(" ".join(t[1:])) for t in change.added),
                ]
            )
        return mark(old, new, self.style.gone, self.style.come, self.style.plain)

    def version(self) -> str:
        """Tell which version the changes ask for."""
        found = advice(self.comparison)
        level = self.word(found.level.name.lower())
        if not found.proposed:
            return f"{self.word('version')}{self.colon} {level} ({self.word('unversioned')})"
        versions = f"{found.old} → {found.new or '—'}{' ;' if self.language == 'fr' else ';'}"
        text = f"{self.word('version')}{self.colon} {versions} {self.word('proposed')} {found.proposed} ({level})"
        return text + (f" — {self.word('not-enough')}" if found.enough is False else "")

    def counted(self) -> str:
        """Tell how many changes there are of each kind."""
        counts = self.comparison.counts
        total = sum(counts.values())
        word = self.word("change" if total == 1 else "changes")
        kinds = ", ".join(f"{self.heading(kind).lower()} ({number})" for kind, number in counts.items())
        return f"{total} {word}{self.colon} {kinds}"

    def groups(self) -> Iterator[tuple[str, list[Change]]]:
        """Give heading and changes of each kind, those only counted without."""
        for kind, number in self.comparison.counts.items():
            listed = [] if kind in _QUIET else self.comparison.of_kind(kind)
            yield f"{self.heading(kind)} ({number})", listed


def as_text(comparison: Comparison, language: str = "fr", width: int = 100, colour: bool = False) -> str:
    """Give a comparison for the terminal: grouped, counted, with ``[-what went-]`` and ``{+what came+}``."""
    teller = _Teller(comparison, language, _COLOUR if colour else _PLAIN)
    lines = [f"{comparison.old} → {comparison.new}"]
    lines += [f"{teller.word('left-out')} {each}" for each in comparison.left_out]
    if not comparison.changes:
        return "\n".join([*lines, teller.word("same")]) + "\n"
    lines += textwrap.wrap(teller.counted(), width, subsequent_indent="  ")
    lines += textwrap.wrap(teller.version(), width, subsequent_indent="  ")
    for heading, changes in teller.groups():
        lines += ["", teller.style.name(heading)]
        for change in changes:
            lines += _wrapped(f"- {teller.tell(change)}", width)
    return "\n".join(lines) + "\n"


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent="  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def as_markdown(comparison: Comparison, language: str = "fr") -> str:
    """Give a comparison as Markdown: ~~what went~~, **what came**."""
    teller = _Teller(comparison, language, _MD)
    lines = [f"# {_escaped(comparison.old)} → {_escaped(comparison.new)}", ""]
    lines += [f"*{teller.word('left-out')} {_escaped(each)}*\n" for each in comparison.left_out]
    if not comparison.changes:
        return "\n".join([*lines, teller.word("same")]) + "\n"
    lines += [_escaped(teller.counted()), "", _escaped(teller.version())]
    for heading, changes in teller.groups():
        lines += ["", f"## {heading}", *([""] if changes else []), *(f"- {teller.tell(change)}" for change in changes)]
    return "\n".join(lines) + "\n"


def as_changelog(comparison: Comparison, language: str = "fr") -> str:
    """Draft the thesaurus' changelog entry: each grave change in a line, of the others the concepts they touch."""
    teller = _Teller(comparison, language, _MD)
    found = advice(comparison)
    version = (found.new if found.enough else found.proposed) or found.new or teller.word("unreleased")
    lines = [f"## {version}" + (f" – {comparison.released}" if comparison.released else ""), ""]
    if not comparison.changes:
        return "\n".join([*lines, teller.word("same")]) + "\n"
    for kind in comparison.counts:
        changes = comparison.of_kind(kind)
        if kind in _QUIET:
            continue
        if GROUPS[kind] >= Level.MINOR or kind == "relabelled":
            lines.append(f"- {teller.heading(kind)}{teller.colon}")
            lines += [f"  - {teller.tell(change)}" for change in changes]
        else:
            names = dict.fromkeys(_escaped(teller.name(change.subject)) for change in changes)
            lines.append(f"- {teller.heading(kind)}{teller.colon} {', '.join(names)}.")
    return "\n".join(lines) + "\n"

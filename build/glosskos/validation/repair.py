"""Repairs that lose nothing: what another statement says already is taken out, what follows is added, text is cleaned.

Each is named after the checks whose findings it mends. They are shown as a difference first, and written whole or not at all.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from glosskos.namespaces import PREFIXES
from glosskos.ordering import Ordered
from glosskos.terms import Term, Triple, iri, language_of, literal, value_of
from glosskos.validation.findings import Report
from glosskos.validation.graphs import graph_checks
from glosskos.validation.index import LABELS, Vocabulary

__all__ = ["MENDS", "REPAIRS", "Repaired", "difference", "mendable", "repair"]

Change = tuple[str, Triple | None, Triple | None]  # check, statement taken out, statement put in
_BROADER, _NARROWER, _RELATED = (iri(f"skos:{name}") for name in ("broader", "narrower", "related"))
_HAS_TOP, _TOP_OF = iri("skos:hasTopConcept"), iri("skos:topConceptOf")
_INVISIBLE = re.compile(r"[\u200b\ufeff]")
_UNPRINTABLE = re.compile(r"[\u200b\ufeff\x00-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[\x00-\x1f\x7f-\x9f]+|\s{2,}")
_TAG = re.compile(r'"@[^"]*\Z|"\Z')


def _texts(vocabulary: Vocabulary) -> Iterator[Change]:
    """Labels: white space trimmed, invisible characters out, composed form (NFC)."""
    for triple in vocabulary.triples:
        subject, predicate, value = triple
        if predicate not in LABELS or not _TAG.search(value):
            continue
        text = value_of(value)
        plain = _SPACES.sub(
            lambda match: match.group()[0] if match.group()[0] == "\xa0" else " ", _INVISIBLE.sub("", text)
        ).strip()
        clean = unicodedata.normalize("NFC", plain)
        if clean and clean != text:
            yield _fault(text, plain), triple, (subject, predicate, literal(clean, language_of(value)))


def _fault(text: str, plain: str) -> str:
    """Give the check that a label to be cleaned has failed."""
    if plain == text:
        return "decomposed-label"
    return "UnprintableLabel" if _UNPRINTABLE.search(text) else "UntrimmedLabel"


def _repeated_labels(vocabulary: Vocabulary) -> Iterator[Change]:
    """S13: an alternative label that is preferred already, a hidden one that is either."""
    order = ["prefLabel", "altLabel", "hiddenLabel"]
    for subject, labels in vocabulary.labels.items():
        kinds = {(label.kind, label.term) for label in labels}
        for kind, term in sorted(kinds):
            better = next((other for other in order[: order.index(kind)] if (other, term) in kinds), "")
            if better:
                named = {"prefLabel": "Preferred", "altLabel": "Alternative", "hiddenLabel": "Hidden"}
                yield f"S13-{named[better]}IsNot{named[kind]}", (subject, iri(f"skos:{kind}"), term), None


def _self_related(vocabulary: Vocabulary) -> Iterator[Change]:
    for subject, value in vocabulary.stated[_RELATED]:
        if subject == value:
            yield "NoSelfRelated", (subject, _RELATED, value), None


def _redundant(vocabulary: Vocabulary) -> Iterator[Change]:
    for row in graph_checks()["redundant-broader"].find(vocabulary):
        for triple in ((row.focus, _BROADER, row.value), (row.value, _NARROWER, row.focus)):
            yield "redundant-broader", triple, None


def _heads(vocabulary: Vocabulary) -> Iterator[Change]:
    """Concepts that head a hierarchy, in one scheme, and are not said to be on top."""
    heads = {parent for above in vocabulary.parents.values() for parent in above} - set(vocabulary.parents)
    for head in sorted(heads & set(vocabulary.in_force)):
        schemes = vocabulary.schemes_of.get(head, set())
        if len(schemes) == 1 and not vocabulary.top_of.get(head):
            yield "HeadIsNoTopConcept", None, (head, _TOP_OF, next(iter(schemes)))


def _inverses(vocabulary: Vocabulary) -> Iterator[Change]:
    described = {*vocabulary.concepts, *vocabulary.schemes}
    for check, there, back in (
        ("one-way-hierarchy", _BROADER, _NARROWER),
        ("one-way-hierarchy", _NARROWER, _BROADER),
        ("one-way-related", _RELATED, _RELATED),
        ("one-way-top-concept", _TOP_OF, _HAS_TOP),
        ("one-way-top-concept", _HAS_TOP, _TOP_OF),
    ):
        for subject, value in vocabulary.stated[there]:
            if value in described and (value, subject) not in vocabulary.stated[back]:
                yield check, None, (value, back, subject)


REPAIRS: tuple[Callable[[Vocabulary], Iterator[Change]], ...] = (
    _texts, _repeated_labels, _self_related, _redundant, _heads, _inverses,
)  # fmt: skip


MENDS = (
    "UntrimmedLabel", "UnprintableLabel", "decomposed-label", "S13-PreferredIsNotAlternative", "S13-PreferredIsNotHidden",
    "S13-AlternativeIsNotHidden", "NoSelfRelated", "redundant-broader", "HeadIsNoTopConcept", "one-way-hierarchy", "one-way-related",
    "one-way-top-concept",
)  # fmt: skip


def mendable(report: Report) -> Report:
    """Leave of a report what a repair could mend: for records, where the lines are named and nothing is written."""
    return replace(report, findings=tuple(each for each in report.findings if each.check in MENDS))


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired graph.

    :param before: the statements as read
    :param after: the statements as they would be written
    :param count: check to the number of statements taken out or put in for it
    """

    before: list[Triple]
    after: list[Triple]
    count: Mapping[str, int]

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.count)


def repair(triples: Iterable[Triple]) -> Repaired:
    """Apply all repairs, one after the other: a trimmed label may show that it was there already."""
    before = list(triples)
    after = dict.fromkeys(before)
    count: Counter[str] = Counter()
    for mend in REPAIRS:
        for check, old, new in list(mend(Vocabulary(list(after)))):
            out, into = old is not None and old in after, new is not None and new not in after
            if out and old is not None:
                del after[old]
            if into and new is not None:
                after[new] = None
            if out or into:
                count[check] += 1
    return Repaired(before, list(after), dict(sorted(count.items())))


def difference(repaired: Repaired, name: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Give what would change as a unified difference of the blocks that change, as our writer writes them.

    It shows statements, not the bytes of the file: layout and comments of a file that others wrote are not in it.
    """
    old, new = set(repaired.before), set(repaired.after)
    changed = {triple[0] for triple in old ^ new}
    before, after = (
        _lines(Ordered(each for each in graph if each[0] in changed), prefixes)
        for graph in (repaired.before, repaired.after)
    )
    lines = difflib.unified_diff(before, after, name, f"{name} (repaired)", n=1)
    return "".join(lines)


def _lines(ordered: Ordered, prefixes: Mapping[str, str]) -> list[str]:
    """Give Turtle with one object a line, so that a change of one shows as one line."""
    lines: list[str] = []
    for subject in ordered.subjects():
        for predicate, values in ordered.items(subject):
            lines += [
                f"{_short(subject, prefixes)} {_short(predicate, prefixes)} {_short(value, prefixes)} .\n"
                for value in values
            ]
    return lines


def _short(term: Term, prefixes: Mapping[str, str]) -> str:
    if term[0] == "<":
        for prefix, namespace in sorted(prefixes.items(), key=lambda pair: -len(pair[1])):
            local = term[1 + len(namespace) : -1]
            if term.startswith(f"<{namespace}") and re.fullmatch(r"[\w-]+", local):
                return f"{prefix}:{local}"
    return term

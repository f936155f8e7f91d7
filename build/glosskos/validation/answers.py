"""Answers in the cards: what was looked at and stays, labels that two concepts share on purpose.

The key ``stays`` of a card maps the name of a check (and, after a colon, the other concept or label it is about) to the reason.
Shapes cannot be answered: they say what a graph must be. An answer that answers nothing is itself reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glosskos.model import Concept, Thesaurus
from glosskos.namespaces import GK
from glosskos.terms import literal, value_of
from glosskos.validation.findings import Finding

__all__ = ["unanswered"]

_SHARED = ("shared-label", "look-alike-label")
_IDLE = (
    ("en", "An answer under `stays` that answers nothing."),
    ("fr", "Une réponse sous `stays` qui ne répond à rien."),
)


def unanswered(
    findings: Iterable[Finding], thesaurus: Thesaurus, asked: Iterable[str], every: Iterable[str]
) -> Iterator[Finding]:
    """Give the findings that no card answers, and a warning for every idle answer.

    :param findings: findings of checks that can be answered
    :param asked: names of the checks that were asked: only their answers can be idle
    :param every: names of all checks there are: an answer to none of them is idle
    """
    base = f"{thesaurus.scheme.base}concept/"
    idle = {slug: set(concept.stays) for slug, concept in thesaurus.concepts.items() if not concept.deprecated}
    shared = _shared_labels(thesaurus)
    for finding in findings:
        slug = finding.focus.removeprefix(base)
        if slug not in thesaurus.concepts:
            yield finding
            continue
        about = value_of(finding.value).removeprefix(base) if finding.value else ""
        answered = finding.check in _SHARED and about in shared.get(slug, ())
        for card, other in ((slug, about), (about, slug)):
            if card in idle:
                names = {f"{finding.check}:{other}", *([finding.check] if card == slug else [])}
                answers = names & set(thesaurus.concepts[card].stays)
                idle[card] -= answers
                answered = answered or bool(answers)
        if not answered:
            yield finding
    asked, every = set(asked), set(every)
    for slug, names in idle.items():
        for name in sorted(names):
            check = name.partition(":")[0]
            if check in asked or check not in every:
                yield _idle(thesaurus.concepts[slug], f"{base}{slug}", name)


def _idle(concept: Concept, focus: str, name: str) -> Finding:
    return Finding("Warning", f"{GK}idle-answer", focus, "", literal(name), _IDLE, concept.place.at("stays"))


def _shared_labels(thesaurus: Thesaurus) -> dict[str, set[str]]:
    """Give the labels of every concept that a card explains, on either side."""
    shared = {label for concept in thesaurus.concepts.values() for label in concept.shared_label}
    return {
        slug: {label for label in concept.labels() if label in shared} for slug, concept in thesaurus.concepts.items()
    }

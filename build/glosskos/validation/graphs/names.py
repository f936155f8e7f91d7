"""Names that two concepts share but for their spelling: accents, case, plural, acronym and expansion."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from glosskos.namespaces import SKOS
from glosskos.terms import Term
from glosskos.text import acronym_of, words
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Label, Vocabulary

__all__ = ["CHECKS"]

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,6}")
_OWNERS = 5


def _look_alike(vocabulary: Vocabulary) -> Iterator[Row]:
    """Labels of two concepts in one language that differ in spelling alone; the very same label is shared-label's business."""
    owners: defaultdict[tuple[str, str], list[tuple[Term, Label]]] = defaultdict(list)
    for concept, label, key in vocabulary.keyed:
        if key:
            owners[label.language, key].append((concept, label))
    for found in owners.values():
        by_text: defaultdict[str, list[tuple[Term, Label]]] = defaultdict(list)
        for concept, label in found:
            by_text[label.text].append((concept, label))
        for text, same in by_text.items() if len(by_text) > 1 else ():
            others = _some(each for other, those in by_text.items() if other != text for each in those)
            for concept, label in same:
                apart = [each for each in others if each[0] != concept and vocabulary.together(each[0], concept)]
                if apart:
                    yield Row(concept, label.term, f"{SKOS}{label.kind}", _told(vocabulary, apart))


def _some(owners: Iterable[tuple[Term, Label]]) -> list[tuple[Term, Label]]:
    """Give a few owners, each another concept: a label may have a hundred thousand."""
    found: dict[Term, Label] = {}
    for concept, label in owners:
        found.setdefault(concept, label)
        if len(found) > _OWNERS + 1:
            break
    return list(found.items())


def _told(vocabulary: Vocabulary, others: list[tuple[Term, Label]]) -> str:
    told = list(dict.fromkeys(f"{vocabulary.name(each)} has “{other.text}”" for each, other in others))
    return "; ".join(told[:_OWNERS]) + ("; …" if len(told) > _OWNERS else "")


def _initials(text: str, key: str, wanted: set[str]) -> set[str]:
    """Give the initials of an expansion, with and without its function words, as far as they are a wanted acronym of it."""
    every = words(text)
    if len(every) < 2:
        return set()
    found = {"".join([word[0] for word in every]), "".join([word[0] for word in key.split()])}
    return {letters for letters in found & wanted if acronym_of(letters, text)}


def _acronym_clash(vocabulary: Vocabulary) -> Iterator[Row]:
    """An acronym on a concept that has no expansion for it, and an expansion of it on another concept."""
    expansions: defaultdict[tuple[str, str], dict[Term, Label]] = defaultdict(dict)
    acronyms = [(concept, label) for concept, label, _ in vocabulary.keyed if _ACRONYM.fullmatch(label.text)]
    wanted = {label.text.lower() for _, label in acronyms}
    for concept, label, key in vocabulary.keyed if wanted else ():
        for letters in _initials(label.text, key, wanted):
            expansions[label.language, letters].setdefault(concept, label)
    for concept, label in acronyms:
        found = expansions.get((label.language, label.text.lower()), {})
        if found and concept not in found:
            yield Row(concept, label.term, f"{SKOS}{label.kind}", _told(vocabulary, _some(found.items())))


def _decomposed(vocabulary: Vocabulary) -> Iterator[Row]:
    for subject, labels in sorted(vocabulary.labels.items()):
        for label in labels:
            if not unicodedata.is_normalized("NFC", label.text):
                yield Row(subject, label.term, f"{SKOS}{label.kind}")


CHECKS = (
    GraphCheck(
        "decomposed-label",
        "labels",
        "labels that are not in Unicode's composed form",
        {
            "fr": "Un libellé n'est pas en forme composée (NFC) : lettre et accent y sont deux caractères.",
            "en": "A label is not in composed form (NFC): letter and accent are two characters in it.",
        },
        "RDF 1.1 (3.3) asks for NFC: two spellings that look the same are else two labels for every program.",
        "Compose it (validate --fix does).",
        _decomposed,
    ),
    GraphCheck(
        "look-alike-label",
        "likeness",
        "labels of two concepts that differ in spelling alone",
        {
            "fr": "Un libellé ne diffère de celui d'un autre concept que par l'accent, la casse, le pluriel ou la ponctuation.",
            "en": "A label differs from that of another concept in accents, case, plural or punctuation alone.",
        },
        "Nobody tells them apart in a search; often one concept was entered twice.",
        "Merge the concepts, or add a qualifier; where both must have it, say why under sharedLabel in the records.",
        _look_alike,
    ),
    GraphCheck(
        "acronym-clash",
        "likeness",
        "an acronym on one concept, what it stands for on another",
        {
            "fr": "Un sigle est libellé d'un concept qui n'en a pas le développement, et un autre concept l'a.",
            "en": "An acronym labels a concept that has no expansion for it, and another concept has one.",
        },
        "An acronym and its expansion name one concept; where they stand on two, one was entered twice, or the acronym means two things.",
        "Put both on one concept, or add the expansion that is meant here.",
        _acronym_clash,
    ),
)

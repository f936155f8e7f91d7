"""Concepts that were entered twice: one definition on two, nearly the same definition, or nearly the same name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from zlib import crc32

from glosskos.namespaces import SKOS
from glosskos.terms import Term, language_of, value_of
from glosskos.text import words
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Vocabulary

__all__ = ["CHECKS", "one_edit"]

_SHORT = 8  # letters: shorter names differ by one letter and mean two things
_RUN = 3  # words of a shingle
_SKETCH = 8  # shingles kept of a definition
_CROWD = 50  # definitions with one shingle: boilerplate, no duplicates
_SERIES = 5  # names that differ in one and the same letter: a series (type A, type B …), no slips
_KEPT = 8  # occurrences in the table, some of which are of other keys
_ALIKE = 0.7  # share of shingles in common (Jaccard)
_DIGIT = re.compile(r"\d")


def _definitions(vocabulary: Vocabulary) -> Iterator[tuple[Term, Term, list[str]]]:
    """Give concept, definition and its folded words, of the concepts in force."""
    in_force = set(vocabulary.in_force)
    for subject, value in vocabulary.texts("skos:definition"):
        if subject in in_force:
            yield subject, value, words(value_of(value))


def _shared_definition(vocabulary: Vocabulary) -> Iterator[Row]:
    owners: defaultdict[tuple[str, str], list[tuple[Term, Term]]] = defaultdict(list)
    for subject, value, tokens in _definitions(vocabulary):
        if len(tokens) > 1:
            owners[language_of(value).lower(), " ".join(tokens)].append((subject, value))
    for found in owners.values():
        subjects = list(dict.fromkeys(subject for subject, _ in found))
        for subject, value in found if len(subjects) > 1 else ():
            others = [vocabulary.name(each) for each in subjects[:5] if each != subject]
            yield Row(subject, value, f"{SKOS}definition", f"also of {', '.join(others[:4])}")


def _near_duplicates(vocabulary: Vocabulary) -> Iterator[Row]:
    seen: set[tuple[Term, Term]] = set()
    for first, second, detail in (*_same_words(vocabulary), *_one_letter(vocabulary), *_near_definitions(vocabulary)):
        pair = (first, second) if first < second else (second, first)
        if first != second and pair not in seen:
            seen.add(pair)
            yield Row(*pair, "", detail)


Pair = tuple[Term, Term, str]


def _keys(vocabulary: Vocabulary) -> Iterator[tuple[Term, str, str, str]]:
    """Give concept, language, match key and text of every preferred and alternative label."""
    for concept, label, key in vocabulary.keyed:
        if label.kind != "hiddenLabel":
            yield concept, label.language, key, label.text


def _same_words(vocabulary: Vocabulary) -> Iterator[Pair]:
    """Labels of the same words in another order."""
    owners: defaultdict[tuple[str, tuple[str, ...]], dict[str, tuple[Term, str]]] = defaultdict(dict)
    for concept, language, key, text in _keys(vocabulary):
        tokens = key.split()
        if len(tokens) > 1:
            owners[language, tuple(sorted(tokens))].setdefault(key, (concept, text))
    for found in owners.values():
        (first, text), *rest = found.values()
        for other, its in rest:
            yield first, other, f"“{text}” and “{its}”"


def one_edit(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the pairs of keys that differ by one letter added, lost or replaced.

    Two such keys have a key with one letter less in common. A table of hashes finds those that occur twice before any is kept, so
    that a million labels need no more than the table. Where five keys or more differ in one and the same letter, they are a series.
    """
    distinct = sorted({key for key in keys if len(key) >= _SHORT and not _DIGIT.search(key)})
    size = 1 << max(16, min(28, (8 * sum(map(len, distinct))).bit_length()))
    table = bytearray(size)
    for key in distinct:
        for each in {crc32(shorter.encode()) % size for shorter in _shorter(key)}:
            if table[each] <= _KEPT:
                table[each] += 1
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key in distinct:
        for shorter in _shorter(key):
            if 1 < table[crc32(shorter.encode()) % size] <= _KEPT:
                groups[shorter].append(key)
    found = {
        (first, second)
        for group in groups.values()
        if 1 < len(group) < _SERIES
        for at, first in enumerate(group)
        for second in group[at + 1 :]
        if abs(len(first) - len(second)) <= 1 and _is_one_edit(first, second)
    }
    yield from sorted(found)


def _shorter(key: str) -> set[str]:
    """Give a key and all that is left of it when one letter is taken out."""
    return {key} | {key[:at] + key[at + 1 :] for at in range(len(key))}


def _is_one_edit(first: str, second: str) -> bool:
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    return (
        first[at + 1 :] == second[at + 1 :] or first[at:] == second[at + 1 :] or first[at + 1 :] == second[at:]
    ) and first != second


def _one_letter(vocabulary: Vocabulary) -> Iterator[Pair]:
    """Labels that differ by one letter."""
    by_language: defaultdict[str, defaultdict[str, dict[Term, str]]] = defaultdict(lambda: defaultdict(dict))
    for concept, language, key, text in _keys(vocabulary):
        by_language[language][key].setdefault(concept, text)
    for _, owners in sorted(by_language.items()):
        for first, second in one_edit(owners):
            if set(owners[first]) & set(owners[second]):
                continue  # one concept has both spellings
            (one, text), (other, its) = min(owners[first].items()), min(owners[second].items())
            yield one, other, f"“{text}” and “{its}”"


def _near_definitions(vocabulary: Vocabulary) -> Iterator[Pair]:
    """Definitions that have most of their runs of words in common; sketches of each find the candidates (Broder 1997)."""
    runs: dict[tuple[Term, str], set[int]] = {}
    texts: dict[tuple[Term, str], str] = {}
    by_run: defaultdict[int, list[tuple[Term, str]]] = defaultdict(list)
    for subject, value, tokens in _definitions(vocabulary):
        if len(tokens) < _RUN + 4:
            continue
        found = {crc32(" ".join(tokens[at : at + _RUN]).encode()) for at in range(len(tokens) - _RUN + 1)}
        key = (subject, language_of(value).lower())
        runs[key], texts[key] = found, " ".join(tokens)
        for run in sorted(found)[:_SKETCH]:
            by_run[run].append(key)
    for candidates in by_run.values():
        if not 1 < len(candidates) <= _CROWD:
            continue
        for at, first in enumerate(candidates):
            for second in candidates[at + 1 :]:
                if first[0] == second[0] or first[1] != second[1] or texts[first] == texts[second]:
                    continue
                both = len(runs[first] & runs[second])
                share = both / (len(runs[first]) + len(runs[second]) - both)
                if share >= _ALIKE:
                    yield first[0], second[0], f"definitions alike to {share:.0%}"


CHECKS = (
    GraphCheck(
        "shared-definition",
        "likeness",
        "one definition on two concepts",
        {
            "fr": "Deux concepts ont la même définition.",
            "en": "Two concepts have the same definition.",
        },
        "A definition tells a concept from all others (ISO 704, 6.2); accents, case and punctuation do not make two of one.",
        "Merge the concepts, or say in each definition what makes it another.",
        _shared_definition,
    ),
    GraphCheck(
        "near-duplicate",
        "likeness",
        "concepts with nearly the same name or definition",
        {
            "fr": "Deux concepts ont presque le même nom ou presque la même définition.",
            "en": "Two concepts have nearly the same name or nearly the same definition.",
        },
        "Names of the same words in another order or one letter apart (from eight letters, without digits, and no series of five), and "
        "definitions that share seven runs of three words in ten, are most often one concept entered twice.",
        "Merge the concepts; if they are two, leave both: nothing else is asked.",
        _near_duplicates,
    ),
)

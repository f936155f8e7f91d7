"""What sources say: numbers that clearly differ without a divergence, restatements that lose what is printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from glosskos.terms import Term, iri, value_of
from glosskos.text import words
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Vocabulary

__all__ = ["CHECKS", "numbers"]

_NOTE, _VALUE, _SOURCE, _DIVERGENCE = (
    iri(name) for name in ("euvoc:xlDefinition", "rdf:value", "dct:source", "gk:divergence")
)
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.,]\d+)*(?!\w)")
_LEAST = 0.6  # words of a restatement to words of the print; the shortest of the 223 in our records has 0.79
_ENOUGH = 30  # words of print from which the measure says anything
_LETTERS = 6  # of a word and the space behind it, where only the place of the print is known
_SPELT = {
    word: str(number)
    for row in (
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze",
        "zero one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(row.split())
} | {"une": "1", "cent": "100", "hundred": "100", "mille": "1000", "thousand": "1000"}


def numbers(text: str) -> set[str]:
    """Give the numbers of a text as digits; a comma and a point before decimals are one, and a space before thousands is none."""
    return {re.sub(r"\s", "", found).replace(",", ".") for found in _NUMBER.findall(text)}


def _divergence(vocabulary: Vocabulary) -> Iterator[Row]:
    """Concepts whose sources all give numbers, and two of them have none in common, without a divergence."""
    value: dict[Term, str] = {}
    source: dict[Term, Term] = {}
    notes: defaultdict[Term, list[Term]] = defaultdict(list)
    told: set[Term] = set()
    for subject, predicate, term in vocabulary.triples:
        if predicate == _VALUE:
            value[subject] = value_of(term)
        elif predicate == _SOURCE:
            source[subject] = term
        elif predicate == _NOTE:
            notes[subject].append(term)
        elif predicate == _DIVERGENCE:
            told.add(subject)
    for concept, found in sorted(notes.items()):
        by_source: defaultdict[Term, set[str]] = defaultdict(set)
        for note in found:
            by_source[source.get(note, note)] |= numbers(value.get(note, ""))
        given = [(each, figures) for each, figures in sorted(by_source.items()) if figures]
        apart = [(a, b) for at, a in enumerate(given) for b in given[at + 1 :] if not a[1] & b[1]]
        if apart and concept not in told:
            (first, its), (second, other) = apart[0]
            detail = f"{_end(first)}: {', '.join(sorted(its))}; {_end(second)}: {', '.join(sorted(other))}"
            yield Row(concept, "", _DIVERGENCE[1:-1], detail)


def _end(term: Term) -> str:
    return value_of(term).rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


def _restatements(vocabulary: Vocabulary) -> Iterator[tuple[Term, str, str]]:
    """Give note, restatement and entry of every restated entry; an entry of two concepts counts whole."""
    if vocabulary.thesaurus is None:
        return
    base = vocabulary.thesaurus.scheme.base
    by_entry: defaultdict[str, list[str]] = defaultdict(list)
    first: dict[str, str] = {}
    for note in vocabulary.thesaurus.definitions:
        if not note.quoted:
            by_entry[note.entry].append(note.text)
            ordinal = "" if note.ordinal == 1 else f"-{note.ordinal}"
            first.setdefault(note.entry, f"<{base}definition/{note.concept}/{note.source}{ordinal}>")
    for entry, texts in sorted(by_entry.items()):
        yield first[entry], " ".join(texts), entry


def _print_of(vocabulary: Vocabulary, entry: str) -> tuple[int, str]:
    """Give the number of words that are printed under an entry, and where that is known from.

    Without the document only the parts of lines have a length that the records tell: what they cover is printed at least.
    """
    if vocabulary.printed and entry in vocabulary.printed:
        return len(words(vocabulary.printed[entry])), "in print"
    body = vocabulary.thesaurus.entries[entry].body if vocabulary.thesaurus else ()
    covered = sum(segment.end - segment.start for segment in body if segment.end is not None)
    return covered // _LETTERS, "in print or more, by the records"


def _short(vocabulary: Vocabulary) -> Iterator[Row]:
    for note, ours, entry in _restatements(vocabulary):
        have = len(words(ours))
        wanted, known = _print_of(vocabulary, entry)
        if wanted >= _ENOUGH and have < _LEAST * wanted:
            yield Row(note, "", _VALUE[1:-1], f"{have} words for {wanted} {known}")


def _lost_numbers(vocabulary: Vocabulary) -> Iterator[Row]:
    for note, ours, entry in _restatements(vocabulary):
        given = numbers(ours) | {_SPELT[word] for word in words(ours) if word in _SPELT}
        lost = sorted(numbers((vocabulary.printed or {}).get(entry, "")) - given)
        if lost:
            yield Row(note, "", _VALUE[1:-1], ", ".join(lost))


CHECKS = (
    GraphCheck(
        "divergence-missing",
        "sources",
        "sources whose numbers differ, without a divergence",
        {
            "fr": "Deux sources donnent d'autres chiffres, et aucune divergence ne le dit.",
            "en": "Two sources give other numbers, and no divergence says so.",
        },
        "Where sources clearly differ in numbers (EDITORIAL.md), the reader is told, not left to find it.",
        "Write the divergence; if the numbers are about different things, say so under stays.",
        _divergence,
    ),
    GraphCheck(
        "short-restatement",
        "sources",
        "restatements much shorter than their print",
        {
            "fr": "La reformulation est bien plus courte que le texte imprimé.",
            "en": "The restatement is much shorter than the printed text.",
        },
        "A restatement gives every fact of its source (DESIGN.md, Texts); with six words for ten something is left out. Asked over "
        "documents, and where the records tell the length of the print.",
        "Read the print again and complete the restatement.",
        _short,
    ),
    GraphCheck(
        "lost-number",
        "sources",
        "numbers in print that the restatement does not give (over documents)",
        {
            "fr": "La reformulation perd un nombre du texte imprimé.",
            "en": "The restatement loses a number of the printed text.",
        },
        "A restatement gives every fact of its source (DESIGN.md, Texts), and a number is one.",
        "Add the number, in digits as printed.",
        _lost_numbers,
    ),
)

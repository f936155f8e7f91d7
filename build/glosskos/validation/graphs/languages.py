"""Languages: tags that do not exist, languages that are missing, texts in another language than their tag says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import prod

from glosskos.namespaces import SKOS
from glosskos.terms import Term, iri, is_literal, language_of, literal, value_of
from glosskos.text import match_key, words
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Label, Vocabulary
from glosskos.validation.language_codes import other_language, tag_fault

__all__ = ["CHECKS"]

_ODDS = 20  # to one, for the other language; on our thesaurus one false alarm, answered in its card


def _invalid_tags(vocabulary: Vocabulary) -> Iterator[Row]:
    """Every literal whose tag is none; each tag is judged once."""
    faults: dict[str, str] = {}
    for subject, predicate, value in vocabulary.triples:
        if is_literal(value) and value[-1] not in '">':
            tag = language_of(value)
            if tag not in faults:
                faults[tag] = tag_fault(tag)
            if faults[tag]:
                yield Row(subject, value, predicate[1:-1], faults[tag])


def _covered(vocabulary: Vocabulary) -> tuple[dict[Term, set[str]], Counter[str]]:
    """Give the languages of every concept's preferred labels, and how many concepts each language covers."""
    languages = {
        concept: {_spoken(label.language) for label in vocabulary.labels.get(concept, ()) if label.kind == "prefLabel"}
        - {""}
        for concept in vocabulary.in_force
    }
    labelled = {concept: found for concept, found in languages.items() if found}
    return labelled, Counter(language for found in labelled.values() for language in found)


def _spoken(tag: str) -> str:
    """Give the language and script of a tag: en-GB is English for those who read it; what is no language is nothing."""
    language, *rest = tag.split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    return "" if language in ("x", "i", "und", "zxx", "mul", "mis") else "-".join(filter(None, (language, script)))


def _incomplete(vocabulary: Vocabulary) -> Iterator[Row]:
    """Concepts without a preferred label in a language that half of the concepts have one in."""
    labelled, count = _covered(vocabulary)
    expected = {language for language, number in count.items() if 2 * number >= len(labelled)}
    for concept, found in labelled.items():
        for language in sorted(expected - found):
            yield Row(concept, literal(language), f"{SKOS}prefLabel", vocabulary.name(concept))


def _no_common(vocabulary: Vocabulary) -> Iterator[Row]:
    labelled, count = _covered(vocabulary)
    if count and len(labelled) not in count.values():
        best = sorted(count.items(), key=lambda item: (-item[1], item[0]))
        shares = ", ".join(f"{language} {number} of {len(labelled)}" for language, number in best[:4])
        yield Row(vocabulary.head, literal(best[0][0]), f"{SKOS}prefLabel", shares)


class _Lexicon:
    """In how many concepts each word stands, by language, learned from the labels and definitions of the vocabulary itself."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.count: defaultdict[str, Counter[str]] = defaultdict(Counter)
        definitions: defaultdict[Term, list[Term]] = defaultdict(list)
        for subject, value in vocabulary.texts("skos:definition"):
            definitions[subject].append(value)
        for concept in vocabulary.in_force:
            found: defaultdict[str, set[str]] = defaultdict(set)
            for label in vocabulary.labels.get(concept, ()):
                found[label.language].update(words(label.text))
            for value in definitions.get(concept, ()):
                found[language_of(value).lower()].update(words(value_of(value)))
            for language, known in found.items():
                self.count[language].update(known)
        self.languages = sorted(language for language in self.count if language)

    def other(self, label: Label) -> str:
        """Give the language of the vocabulary that a label's long words speak for, all of them and plainly (naive Bayes).

        The label's own concept counts for its words, so one is taken off where the language is its own.
        """
        known = [word for word in set(words(label.text)) if len(word) > 3 and word.isalpha()]
        own = self.count[label.language]
        for language in self.languages if known else ():
            if language != label.language:
                theirs = self.count[language]
                odds = [(theirs[word] + 0.5) / (max(own[word] - 1, 0) + 0.5) for word in known]
                if min(odds) > 1 and prod(odds) >= _ODDS:
                    return language
        return ""


def _wrong_language(vocabulary: Vocabulary) -> Iterator[Row]:
    """Labels and definitions whose words or letters are another language's.

    Of several languages that the vocabulary has, one is taken for another; for a third only where two words prove it. A label that the
    concept has in both languages is a loan (*software as a service*), not a mistake.
    """
    lexicon = _Lexicon(vocabulary)
    spoken = {language[:2] for language in lexicon.languages}
    known = [spoken] if len(spoken) > 1 else []  # of one language alone, a mistake may be in any other
    for concept in vocabulary.in_force:
        labels = vocabulary.labels.get(concept, ())
        for label in labels:
            found = (
                (other_language(label.text, label.language, *known) or lexicon.other(label)) if label.language else ""
            )
            if found and not _is_loan(label, found, labels):
                yield Row(concept, label.term, f"{SKOS}{label.kind}", f"reads as {found}")
    for name in ("definition", "scopeNote"):
        for subject, value in vocabulary.texts(f"skos:{name}"):
            tag = language_of(value)
            found = other_language(value_of(value), tag, *known) if tag else ""
            if found:
                yield Row(subject, value, iri(f"skos:{name}")[1:-1], f"reads as {found}")


def _is_loan(label: Label, language: str, labels: Iterable[Label]) -> bool:
    """Tell whether the concept has a label in the other language too, in whatever spelling."""
    key = match_key(label.text)
    return any(each.language[:2] == language[:2] and match_key(each.text) == key for each in labels)


CHECKS = (
    GraphCheck(
        "invalid-language-tag",
        "labels",
        "language tags that do not exist",
        {"fr": "Une étiquette de langue n'existe pas.", "en": "A language tag does not exist."},
        "qSKOS, invalid language tags: a tag is one of RFC 5646 (en, en-GB, zh-Hant), the shortest there is.",
        "Write the ISO 639-1 code of the language (fr, not fra or french), and of the region where it matters (en-GB, not en-UK).",
        _invalid_tags,
    ),
    GraphCheck(
        "incomplete-language-coverage",
        "labels",
        "concepts without a label in a language of the vocabulary",
        {
            "fr": "Le concept n'a pas de libellé préférentiel dans une langue que la plupart des autres ont.",
            "en": "The concept has no preferred label in a language that most others have.",
        },
        "qSKOS, incomplete language coverage: a language that half of the concepts have a preferred label in is expected of all.",
        "Translate the label.",
        _incomplete,
    ),
    GraphCheck(
        "no-common-language",
        "labels",
        "no language that all concepts have a label in",
        {
            "fr": "Aucune langue ne couvre tous les concepts.",
            "en": "No language covers all concepts.",
        },
        "qSKOS, no common language: in one language at least the vocabulary can be read as a whole.",
        "Complete the preferred labels of one language.",
        _no_common,
    ),
    GraphCheck(
        "wrong-language",
        "likeness",
        "texts in another language than their tag says",
        {
            "fr": "Un libellé ou une définition semble être dans une autre langue que son étiquette.",
            "en": "A label or definition seems to be in another language than its tag says.",
        },
        "A swapped tag shows French to English readers. Told by function words (en, fr, de, es, it, nl, pt), by script, and "
        "by words that the vocabulary uses in the other language alone; a loan that the concept has in both languages is none.",
        "Correct the tag, or the text.",
        _wrong_language,
    ),
)

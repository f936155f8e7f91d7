"""Editorial checks: the rules of the thesaurus that a machine can check, as warnings on the records.

A warning is mended, or answered in the card (:mod:`glosskos.validation.answers`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass

from glosskos.model import Concept, Thesaurus
from glosskos.namespaces import GK
from glosskos.terms import literal
from glosskos.text import fold, match_key
from glosskos.validation.findings import Finding
from glosskos.validation.mentions import Names

__all__ = ["CHECKS", "Check", "editorial_findings"]

_ARTICLE = re.compile(r"(?:l'|les? |la |une? |an? |the )")
_BOUNDARY = re.compile(r"\b")
_ETC = re.compile(r"\betc\b|…$|\.\.\.$")
_MANY = 15


@dataclass(frozen=True, slots=True)
class Check:
    """One editorial rule.

    :param message: what is wrong, in French and English
    :param principle: why it is asked; EDITORIAL.md has the rules in full
    :param find: gives what is wrong with a concept: the key of the card, and the other concept or label where there is one
    """

    name: str
    message: Mapping[str, str]
    principle: str
    solution: str
    find: Callable[[Concept, Thesaurus, Names], Iterator[tuple[str, str]]]


def _starts_with_term(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    del thesaurus, names
    for language, text in concept.definition.items():
        first = fold(text)
        article = _ARTICLE.match(first)
        begins = {0, article.end()} if article else {0}
        if any(
            first.startswith(name, begin) and _BOUNDARY.match(first, begin + len(name))
            for name in map(fold, concept.labels(language))
            for begin in begins
        ):
            yield "definition", language


def _starts_with_article(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    del thesaurus, names
    for language, text in concept.definition.items():
        if _ARTICLE.match(fold(text)) or text[:1].islower():
            yield "definition", language


def _etc(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    del thesaurus, names
    for language, text in concept.definition.items():
        if _ETC.search(text) or not text.endswith("."):
            yield "definition", language


def _no_related(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    del names
    if not thesaurus.related[concept.slug]:
        yield "related", ""


def _only_child(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    del names
    children = thesaurus.narrower[concept.slug]
    if len(children) == 1 and not thesaurus.entries_of[concept.slug]:
        yield "broader", children[0]


def _many_children(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    del names
    if len(thesaurus.narrower[concept.slug]) > _MANY:
        yield "prefLabel", ""


def _same_reason(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    del names
    for link in concept.broader:
        for sibling in thesaurus.narrower[link.object]:
            other = next(each for each in thesaurus.concepts[sibling].broader if each.object == link.object)
            if sibling > concept.slug and any(fold(other.reason[tag]) == fold(link.reason[tag]) for tag in link.reason):
                yield "broader", sibling


def _mention(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    near = {concept.slug, *_up(concept.slug, thesaurus), *thesaurus.narrower[concept.slug]}
    near |= {link.object if link.subject == concept.slug else link.subject for link in thesaurus.related[concept.slug]}
    for other in sorted(names.mentions(concept.definition.get("fr", "")) - near):
        if concept.slug not in _up(other, thesaurus):
            yield "definition", other


def _up(slug: str, thesaurus: Thesaurus) -> set[str]:
    return {step for path in thesaurus.paths_up(slug) for step in path}


def _untold_source(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    """A divergence that names fewer than two of the concept's sources (fewer than one where a source contradicts itself)."""
    del names
    publishers = {thesaurus.sources[note.source].publisher.name for note in thesaurus.notes[concept.slug]}
    for language, text in concept.divergence.items():
        if sum(name in text for name in publishers) < min(2, len(publishers)):
            yield "divergence", language


def _undecided(concept: Concept, thesaurus: Thesaurus, names: Names) -> Iterator[tuple[str, str]]:
    """Entries under other printed terms were put together, and the card does not say why."""
    del names
    terms = {match_key(re.sub(r"\(.*?\)", "", entry.term)) for entry in thesaurus.entries_of[concept.slug]}
    if len(terms) > 1 and not concept.decision:
        yield "prefLabel", ""


CHECKS = (
    Check(
        "definition-starts-with-term",
        {"fr": "La définition commence par le terme.", "en": "The definition starts with the term."},
        "A definition can stand in the place of its term (ISO 704, 6.4); one that repeats it cannot.",
        "Begin with the kind of thing it is.",
        _starts_with_term,
    ),
    Check(
        "definition-starts-with-article",
        {
            "fr": "La définition commence par un article ou une minuscule.",
            "en": "The definition starts with an article or in lower case.",
        },
        "Definitions read alike when all begin with the kind of thing, capitalised.",
        "Take the article off.",
        _starts_with_article,
    ),
    Check(
        "definition-open",
        {
            "fr": "La définition finit par « etc. » ou sans point.",
            "en": "The definition ends in “etc.” or without a full stop.",
        },
        "A definition says where a concept ends; an open list does not.",
        "Close the list, and the sentence.",
        _etc,
    ),
    Check(
        "no-related",
        {"fr": "Le concept n'a aucun concept associé.", "en": "The concept has no related concept."},
        "Hierarchy shows one side of a concept; what it is used with is another.",
        "Add a related link with its reason.",
        _no_related,
    ),
    Check(
        "only-child",
        {
            "fr": "Un concept sans entrée n'a qu'un concept plus précis.",
            "en": "A concept without entry has a single narrower concept.",
        },
        "A step that divides nothing is in the reader's way.",
        "Take the step out, or say what else belongs below.",
        _only_child,
    ),
    Check(
        "many-children",
        {"fr": "Plus de quinze concepts plus précis.", "en": "More than fifteen narrower concepts."},
        "A list that long is not taken in at a glance.",
        "Put a step between.",
        _many_children,
    ),
    Check(
        "same-reason",
        {
            "fr": "Deux concepts frères ont la même raison.",
            "en": "Two narrower concepts of one concept have the same reason.",
        },
        "What is said of two concepts alike tells them not apart.",
        "Say what makes each of them a kind of its own.",
        _same_reason,
    ),
    Check(
        "mention-without-link",
        {
            "fr": "La définition nomme un concept sans lien avec celui-ci.",
            "en": "The definition names a concept that it has no link to.",
        },
        "What a definition leans on is related.",
        "Add the link, or say it in other words.",
        _mention,
    ),
    Check(
        "merge-without-decision",
        {
            "fr": "Des entrées de termes différents sont réunies sans que la fiche dise pourquoi.",
            "en": "Entries under different terms are put together and the card does not say why (decision).",
        },
        "Who reads the sources apart must see why they are one concept here.",
        "Write the decision.",
        _undecided,
    ),
    Check(
        "divergence-names-sources",
        {"fr": "La divergence ne dit pas qui dit quoi.", "en": "The divergence does not say who says what."},
        "A divergence without its sources cannot be checked.",
        "Name the publishers.",
        _untold_source,
    ),
)


def editorial_findings(thesaurus: Thesaurus, asked: Container[str] | None = None) -> Iterator[Finding]:
    """Give a warning for everything that the checks find.

    :param asked: names of the checks; all by default
    """
    names = Names(thesaurus)
    for concept in thesaurus.concepts.values():
        if concept.deprecated:
            continue
        focus = f"{thesaurus.scheme.base}concept/{concept.slug}"
        for check in CHECKS if asked is None else [each for each in CHECKS if each.name in asked]:
            message = tuple(sorted(check.message.items()))
            for key, about in check.find(concept, thesaurus, names):
                value = literal(about) if about else ""
                yield Finding("Warning", f"{GK}{check.name}", focus, "", value, message, concept.place.at(key))

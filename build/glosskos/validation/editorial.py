"""Editorial checks: the rules of the thesaurus that a machine can check, as warnings on the records.

A warning is mended, or answered in the card with ``looked at, stays``: the key ``stays`` maps the name of the check (and, after a
colon, the other concept or label it is about) to the reason. An answer that no longer answers anything is itself reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from glosskos.model import Concept, Thesaurus
from glosskos.namespaces import GK
from glosskos.terms import literal
from glosskos.text import fold, match_key
from glosskos.validation.findings import Finding

__all__ = ["CHECKS", "Check", "editorial_findings"]

_ETC = re.compile(r"\betc\b|…$|\.\.\.$")
_MANY = 15


@dataclass(frozen=True, slots=True)
class Check:
    """One editorial rule.

    :param find: gives what is wrong with a concept: the key of the card, and the other concept or label where there is one
    """

    name: str
    message: Mapping[str, str]
    find: Callable[[Concept, Thesaurus, _Names], Iterator[tuple[str, str]]]


class _Names:
    """Every concept's French labels as keys, for finding mentions."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self.owners: dict[tuple[str, str], set[str]] = {}
        for concept in thesaurus.concepts.values():
            for language in ("fr", "en") if not concept.deprecated else ():
                for label in concept.labels(language):
                    self.owners.setdefault((language, match_key(label)), set()).add(concept.slug)
        # Single words that stand for kinds of thing (client, outil, norme …) are everywhere and mean no link.
        self.general = {slug for slug, concept in thesaurus.concepts.items() if not thesaurus.entries_of[slug]}
        self.longest = max((key.count(" ") + 1 for _, key in self.owners), default=1)

    def mentions(self, text: str) -> set[str]:
        """Give the slugs of the concepts that a French text names longest labels first."""
        tokens = match_key(text).split()
        found: set[str] = set()
        at = 0
        while at < len(tokens):
            for size in range(min(self.longest, len(tokens) - at), 0, -1):
                owners = self.owners.get(("fr", " ".join(tokens[at : at + size])))
                if owners and (size > 1 or not owners & self.general):
                    found |= owners
                    at += size
                    break
            else:
                at += 1
        return found


def _starts_with_term(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    del thesaurus, names
    for language, text in concept.definition.items():
        first = fold(text)
        if any(
            re.match(rf"(?:l'|les? |la |une? |an? |the )?{re.escape(fold(label))}\b", first)
            for label in concept.labels(language)
        ):
            yield "definition", language


def _starts_with_article(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    del thesaurus, names
    for language, text in concept.definition.items():
        if re.match(r"(?:l'|les? |la |une? |an? |the )", fold(text)) or text[:1].islower():
            yield "definition", language


def _etc(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    del thesaurus, names
    for language, text in concept.definition.items():
        if _ETC.search(text) or not text.endswith("."):
            yield "definition", language


def _no_related(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    del names
    if not thesaurus.related[concept.slug]:
        yield "related", ""


def _only_child(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    del names
    children = thesaurus.narrower[concept.slug]
    if len(children) == 1 and not thesaurus.entries_of[concept.slug]:
        yield "broader", children[0]


def _many_children(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    del names
    if len(thesaurus.narrower[concept.slug]) > _MANY:
        yield "prefLabel", ""


def _same_reason(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    del names
    for link in concept.broader:
        for sibling in thesaurus.narrower[link.object]:
            other = next(each for each in thesaurus.concepts[sibling].broader if each.object == link.object)
            if sibling > concept.slug and any(fold(other.reason[tag]) == fold(link.reason[tag]) for tag in link.reason):
                yield "broader", sibling


def _mention(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    near = {concept.slug, *_up(concept.slug, thesaurus), *thesaurus.narrower[concept.slug]}
    near |= {link.object if link.subject == concept.slug else link.subject for link in thesaurus.related[concept.slug]}
    for other in sorted(names.mentions(concept.definition.get("fr", "")) - near):
        if concept.slug not in _up(other, thesaurus):
            yield "definition", other


def _up(slug: str, thesaurus: Thesaurus) -> set[str]:
    return {step for path in thesaurus.paths_up(slug) for step in path}


def _look_alike(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    del thesaurus
    for language in ("fr", "en"):
        for label in concept.labels(language):
            if len(names.owners[language, match_key(label)]) > 1 and label not in concept.shared_label:
                yield "altLabel", label


def _untold_source(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    """A divergence that names fewer than two of the concept's sources (fewer than one where a source contradicts itself)."""
    del names
    publishers = {thesaurus.sources[note.source].publisher.name for note in thesaurus.notes[concept.slug]}
    for language, text in concept.divergence.items():
        if sum(name in text for name in publishers) < min(2, len(publishers)):
            yield "divergence", language


def _undecided(concept: Concept, thesaurus: Thesaurus, names: _Names) -> Iterator[tuple[str, str]]:
    """Entries under other printed terms were put together, and the card does not say why."""
    del names
    terms = {match_key(re.sub(r"\(.*?\)", "", entry.term)) for entry in thesaurus.entries_of[concept.slug]}
    if len(terms) > 1 and not concept.decision:
        yield "prefLabel", ""


CHECKS = (
    Check(
        "definition-starts-with-term",
        {"fr": "La définition commence par le terme.", "en": "The definition starts with the term."},
        _starts_with_term,
    ),
    Check(
        "definition-starts-with-article",
        {
            "fr": "La définition commence par un article ou une minuscule.",
            "en": "The definition starts with an article or in lower case.",
        },
        _starts_with_article,
    ),
    Check(
        "definition-open",
        {
            "fr": "La définition finit par « etc. » ou sans point.",
            "en": "The definition ends in “etc.” or without a full stop.",
        },
        _etc,
    ),
    Check(
        "no-related",
        {"fr": "Le concept n'a aucun concept associé.", "en": "The concept has no related concept."},
        _no_related,
    ),
    Check(
        "only-child",
        {
            "fr": "Un concept sans entrée n'a qu'un concept plus précis.",
            "en": "A concept without entry has a single narrower concept.",
        },
        _only_child,
    ),
    Check(
        "many-children",
        {"fr": "Plus de quinze concepts plus précis.", "en": "More than fifteen narrower concepts."},
        _many_children,
    ),
    Check(
        "same-reason",
        {
            "fr": "Deux concepts frères ont la même raison.",
            "en": "Two narrower concepts of one concept have the same reason.",
        },
        _same_reason,
    ),
    Check(
        "mention-without-link",
        {
            "fr": "La définition nomme un concept sans lien avec celui-ci.",
            "en": "The definition names a concept that it has no link to.",
        },
        _mention,
    ),
    Check(
        "look-alike-label",
        {
            "fr": "Un libellé se confond avec celui d'un autre concept.",
            "en": "A label looks like that of another concept.",
        },
        _look_alike,
    ),
    Check(
        "merge-without-decision",
        {
            "fr": "Des entrées de termes différents sont réunies sans que la fiche dise pourquoi.",
            "en": "Entries under different terms are put together and the card does not say why (decision).",
        },
        _undecided,
    ),
    Check(
        "divergence-names-sources",
        {"fr": "La divergence ne dit pas qui dit quoi.", "en": "The divergence does not say who says what."},
        _untold_source,
    ),
)


def editorial_findings(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Give a warning for everything that the checks find and the card does not answer, and for every idle answer."""
    names = _Names(thesaurus)
    for concept in thesaurus.concepts.values():
        if concept.deprecated:
            continue
        focus = f"{thesaurus.scheme.base}concept/{concept.slug}"
        idle = set(concept.stays)
        for check in CHECKS:
            for key, about in check.find(concept, thesaurus, names):
                answers = {check.name, f"{check.name}:{about}"} & set(concept.stays)
                idle -= answers
                if not answers:
                    value = literal(about) if about else ""
                    place = concept.place.at(key)
                    yield Finding(
                        "Warning", f"{GK}{check.name}", focus, "", value, tuple(sorted(check.message.items())), place
                    )
        for name in sorted(idle):
            message = (
                ("en", "An answer under `stays` that answers nothing."),
                ("fr", "Une réponse sous `stays` qui ne répond à rien."),
            )
            yield Finding("Warning", f"{GK}idle-answer", focus, "", literal(name), message, concept.place.at("stays"))

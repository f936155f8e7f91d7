"""What a publish changes, in triples and in concepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from glosskos.publish.content import Content, compared
from glosskos.terms import Term, iri, is_literal, language_of, value_of

__all__ = ["Difference", "Named", "difference"]

_TYPE, _CONCEPT = iri("rdf:type"), iri("skos:Concept")
_LABEL, _NOTE, _DEPRECATED = iri("skos:prefLabel"), iri("euvoc:xlDefinition"), iri("owl:deprecated")
_LANGUAGES = ("fr", "en")  # the first that a concept has is shown


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A concept as people are told of it: its label, and its IRI."""

    label: str
    iri: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What is in the new graph and not in the old one, and the other way round.

    :param added: how many triples
    :param removed: how many triples
    :param new: concepts that the old graph does not have
    :param withdrawn: concepts that the new graph does not have, or calls deprecated where the old one did not
    :param changed: concepts that something is said of that was not said before, or no longer, in themselves or their notes
    """

    added: int = 0
    removed: int = 0
    new: tuple[Named, ...] = ()
    withdrawn: tuple[Named, ...] = ()
    changed: tuple[Named, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


@dataclass(slots=True)
class _Concepts:
    """The concepts of one content: their labels, their notes, those withdrawn."""

    labels: dict[Term, str] = field(default_factory=dict)
    owner: dict[Term, Term] = field(default_factory=dict)
    deprecated: set[Term] = field(default_factory=set)


def difference(old: Content, new: Content) -> Difference:
    """Compare two contents; both are read once or twice, in order, never held."""
    if old.same(new):
        return Difference()
    added = removed = 0
    touched: set[Term] = set()
    for is_new, line in compared(old, new):
        added += is_new
        removed += not is_new
        touched.add(line.partition(" ")[0])
    before, after = _concepts(old), _concepts(new)
    gone = before.labels.keys() - after.labels.keys()
    withdrawn = gone | ((after.deprecated - before.deprecated) & before.labels.keys())
    both = before.labels.keys() & after.labels.keys()
    touched |= {owner[note] for owner in (before.owner, after.owner) for note in touched & owner.keys()}
    names = {**before.labels, **after.labels}

    def named(terms: set[Term]) -> tuple[Named, ...]:
        return tuple(sorted(Named(names[term] or value_of(term), value_of(term)) for term in terms))

    return Difference(
        added,
        removed,
        named(after.labels.keys() - before.labels.keys()),
        named(withdrawn),
        named((touched & both) - withdrawn),
    )


def _concepts(content: Content) -> _Concepts:
    found = _Concepts()
    for subject, lines in _blocks(content):
        if (_TYPE, _CONCEPT) not in lines:
            continue
        labels = {language_of(value): value_of(value) for name, value in lines if name == _LABEL and is_literal(value)}
        found.labels[subject] = next(
            (labels[tag] for tag in _LANGUAGES if tag in labels), next(iter(labels.values()), "")
        )
        for name, value in lines:
            if name == _NOTE:
                found.owner[value] = subject
            elif name == _DEPRECATED and value_of(value) in ("true", "1"):
                found.deprecated.add(subject)
    return found


def _blocks(content: Content) -> Iterator[tuple[Term, list[tuple[Term, Term]]]]:
    """Give each subject with what is said of it; the lines of one subject stand together."""
    at: Term = ""
    block: list[tuple[Term, Term]] = []
    for line in content.lines():
        subject, name, value = line[:-3].split(" ", 2)
        if subject != at:
            if block:
                yield at, block
            at, block = subject, []
        block.append((name, value))
    if block:
        yield at, block

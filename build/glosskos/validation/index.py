"""A graph as the graph checks want it: concepts, labels, hierarchy, schemes, each looked up in one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from glosskos.namespaces import prefixed
from glosskos.ordering import TYPE
from glosskos.terms import Term, Triple, iri, is_literal, language_of, value_of
from glosskos.text import match_key

if TYPE_CHECKING:
    from glosskos.model import Thesaurus

__all__ = ["LABELS", "Label", "Vocabulary", "named"]

LABELS = {iri(f"skos:{name}"): name for name in ("prefLabel", "altLabel", "hiddenLabel")}
_DEPRECATED, _BROADER, _NARROWER, _RELATED = (
    iri(name) for name in ("owl:deprecated", "skos:broader", "skos:narrower", "skos:related")
)
_HAS_TOP, _TOP_OF, _IN = (iri(name) for name in ("skos:hasTopConcept", "skos:topConceptOf", "skos:inScheme"))
_UP = {iri("skos:broadMatch"), iri("skos:broaderTransitive")}
_DOWN = {iri("skos:narrowMatch"), iri("skos:narrowerTransitive")}
_CLASSES = {
    iri("skos:Concept"): "concepts",
    iri("skos:ConceptScheme"): "schemes",
    iri("skos:Collection"): "collections",
    iri("skos:OrderedCollection"): "collections",
}


class Label(NamedTuple):
    """One label: ``prefLabel``, ``altLabel`` or ``hiddenLabel``, as a term, in lower-case language."""

    kind: str
    term: Term
    text: str
    language: str


class Vocabulary:
    """An index of an asserted graph; nothing in it is entailed but what the two directions of one link say.

    :param triples: the graph as published
    :param thesaurus: the records behind it, where there are any
    :param previous: IRIs of the concepts, schemes and collections of an earlier version, where one is given
    :param printed: what the documents print under an entry's id, where they are at hand
    """

    def __init__(
        self,
        triples: Iterable[Triple],
        thesaurus: Thesaurus | None = None,
        previous: Iterable[str] = (),
        printed: Mapping[str, str] | None = None,
    ) -> None:
        self.thesaurus, self.previous, self.printed = thesaurus, tuple(previous), printed
        self.triples = triples if isinstance(triples, list | tuple) else list(triples)
        self.concepts: list[Term] = []
        self.schemes: list[Term] = []
        self.collections: list[Term] = []
        self.labels: defaultdict[Term, list[Label]] = defaultdict(list)
        self.stated: dict[Term, set[tuple[Term, Term]]] = {
            each: set() for each in (_BROADER, _NARROWER, _RELATED, _HAS_TOP, _TOP_OF, _IN)
        }
        self.deprecated: set[Term] = set()
        for subject, predicate, value in self.triples:
            if predicate == TYPE:
                if value in _CLASSES:
                    getattr(self, _CLASSES[value]).append(subject)
            elif predicate in LABELS:
                if is_literal(value):
                    language = language_of(value).lower()
                    self.labels[subject].append(Label(LABELS[predicate], value, value_of(value), language))
            elif predicate in self.stated:
                self.stated[predicate].add((subject, value))
            elif predicate == _DEPRECATED and value_of(value) in ("true", "1"):
                self.deprecated.add(subject)
        for kind in _CLASSES.values():
            setattr(self, kind, sorted(set(getattr(self, kind))))
        for labels in self.labels.values():
            labels.sort()

    @cached_property
    def in_force(self) -> list[Term]:
        """The concepts that are not withdrawn."""
        return [concept for concept in self.concepts if concept not in self.deprecated]

    @cached_property
    def keyed(self) -> list[tuple[Term, Label, str]]:
        """Concept, label and the key under which its spellings meet (:func:`glosskos.text.match_key`), of the concepts in force."""
        return [
            (concept, label, match_key(label.text))
            for concept in self.in_force
            for label in self.labels.get(concept, ())
        ]

    @cached_property
    def parents(self) -> dict[Term, set[Term]]:
        """Node to its direct parents, stated from either side."""
        found: defaultdict[Term, set[Term]] = defaultdict(set)
        for child, parent in self.stated[_BROADER]:
            found[child].add(parent)
        for parent, child in self.stated[_NARROWER]:
            found[child].add(parent)
        return dict(found)

    @cached_property
    def every_parent(self) -> dict[Term, set[Term]]:
        """Node to what is above it by any statement: mappings and transitive ones count (S22, S41)."""
        found = defaultdict(set, {child: set(above) for child, above in self.parents.items()})
        for subject, predicate, value in self.triples:
            if predicate in _UP:
                found[subject].add(value)
            elif predicate in _DOWN:
                found[value].add(subject)
        return dict(found)

    @cached_property
    def top_of(self) -> dict[Term, set[Term]]:
        """Concept to the schemes whose top concept it is, stated from either side."""
        found: defaultdict[Term, set[Term]] = defaultdict(set)
        for concept, scheme in self.stated[_TOP_OF]:
            found[concept].add(scheme)
        for scheme, concept in self.stated[_HAS_TOP]:
            found[concept].add(scheme)
        return dict(found)

    @cached_property
    def schemes_of(self) -> dict[Term, set[Term]]:
        """Concept to its schemes."""
        found: defaultdict[Term, set[Term]] = defaultdict(set)
        for concept, scheme in self.stated[_IN]:
            found[concept].add(scheme)
        for concept, schemes in self.top_of.items():
            found[concept] |= schemes
        return dict(found)

    def together(self, first: Term, second: Term) -> bool:
        """Tell whether two concepts are in one scheme, or either is in none: then a name should mean one of them."""
        own, its = self.schemes_of.get(first), self.schemes_of.get(second)
        return not own or not its or not own.isdisjoint(its)

    def texts(self, name: str) -> list[tuple[Term, Term]]:
        """Give subject and literal of every statement of a property (a prefixed name), in order."""
        wanted = iri(name)
        return sorted((s, o) for s, p, o in self.triples if p == wanted and is_literal(o))

    @property
    def head(self) -> Term:
        """What a finding on the vocabulary as a whole is about: its first scheme, else its first concept."""
        return next(iter(self.schemes or self.concepts), "<urn:x-glosskos:empty>")

    def name(self, term: Term) -> str:
        """Give a node's preferred label (English or French first), else the end of its IRI."""
        return named(term, self.labels.get(term, ()))


_FIRST = {"en": 0, "fr": 1}


def named(term: Term, labels: Iterable[Label]) -> str:
    """Give the label by which people know a node, else its IRI, shortened."""
    preferred = [label for label in labels if label.kind == "prefLabel"]
    if preferred:
        return min(preferred, key=lambda each: (_FIRST.get(each.language, 2), each.language, each.text)).text
    return prefixed(value_of(term))

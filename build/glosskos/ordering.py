"""The order of statements in every file that we write: that of a reader.

Scheme, concepts (each followed by the notes it points to), themes, sources, entries, agents, terms; within each by IRI, in a
block labels first, French before English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from glosskos.terms import Quad, Term, Triple, iri

__all__ = ["TYPE", "Ordered", "by_graph"]

_PREDICATES = [
    "rdf:type", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "dct:title", "rdfs:label", "schema:name", "foaf:name",
    "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "rdf:subject", "rdf:predicate", "rdf:object",
    "skos:definition", "dct:description", "rdf:value", "rdfs:comment", "euvoc:xlDefinition", "gk:divergence", "skos:scopeNote",
    "skos:example", "skos:editorialNote", "skos:historyNote", "skos:hasTopConcept", "skos:topConceptOf", "skos:broader",
    "skos:narrower", "skos:related", "skos:member", "skos:broaderTransitive", "skos:narrowerTransitive", "skos:semanticRelation",
    "dct:type", "dct:isPartOf", "dct:subject", "dct:bibliographicCitation", "gk:status", "gk:headingRestored", "prov:wasDerivedFrom",
    "prov:wasQuotedFrom", "skos:inScheme", "skos:notation", "dct:source", "dct:creator", "dct:publisher", "schema:url", "foaf:page",
    "dct:created", "dct:modified", "owl:deprecated", "dct:isReplacedBy", "dct:issued", "dct:identifier", "dct:language", "dct:license",
    "dct:rights", "dct:accessRights", "dct:conformsTo", "vann:preferredNamespacePrefix", "vann:preferredNamespaceUri",
    "owl:versionInfo", "dcat:version", "adms:versionNotes", "adms:status", "dcatap:availability", "dcat:contactPoint", "vcard:fn",
    "vcard:hasEmail", "vcard:hasURL", "foaf:homepage", "dcat:landingPage", "dcat:theme", "dcat:themeTaxonomy", "dcat:keyword",
    "dcat:dataset", "dcat:distribution", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType", "dct:format", "dcat:byteSize",
    "spdx:checksum", "spdx:algorithm", "spdx:checksumValue", "prov:wasGeneratedBy", "prov:wasAssociatedWith", "prov:used",
    "prov:wasAttributedTo", "prov:specializationOf",
]  # fmt: skip
_RANK = {iri(name): index for index, name in enumerate(_PREDICATES)}
_SECTIONS: list[tuple[str, str]] = [
    ("skos:ConceptScheme", "The thesaurus"),
    ("skos:Concept", "Concepts"),
    ("skos:Collection", "Themes"),
    ("skos:OrderedCollection", "Themes"),
    ("dct:BibliographicResource", "Sources"),
    ("gk:Entry", "Entries, as printed"),
    ("gk:Link", "Links and their reasons"),
    ("schema:Organization", "Agents"),
]
_FOLLOWED = ", each followed by what its sources say"
TYPE = iri("rdf:type")


def _node_key(term: Term) -> str:
    """Sort by IRI: ``client`` before ``client-cible``, although ``>`` comes after ``-``."""
    return term.rstrip(">")


def _object_key(term: Term) -> tuple[int, str]:
    """Sort IRIs first, then French, then English, then the other literals."""
    if term[0] != '"':
        return (0, _node_key(term))
    if term.endswith('"@fr'):
        return (1, term)
    return (2 if term.endswith('"@en') else 3, term)


class Ordered:
    """Triples grouped by subject, in the order in which a reader wants them.

    A subject's statements are one flat list, predicate and object in turn: a tenth of the memory that nested dictionaries take,
    which is what lets a million concepts be sorted in memory.

    :param triples: the triples; repeated ones count once
    :param sections: class to the title above its members, in order; what is of none of them comes last, under ``rest``
    :param owned: the property whose values follow their owner
    """

    def __init__(
        self,
        triples: Iterable[Triple] = (),
        sections: Sequence[tuple[str, str]] = _SECTIONS,
        rest: str = "Terms",
        owned: str = "euvoc:xlDefinition",
    ) -> None:
        self._section = {iri(name): (index, title) for index, (name, title) in enumerate(sections)}
        self._rest = (len(sections), rest)
        self._owned = iri(owned)
        self.by_subject: dict[Term, list[Term]] = {}
        self._subjects: list[Term] = []
        self._parent: dict[Term, Term] | None = None
        self._rank: dict[Term, int] = {}
        self.done = 0
        self.add(triples)

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; what was in order before is put in order anew."""
        self.add_quads((*triple, "") for triple in triples)

    def add_quads(self, quads: Iterable[Quad]) -> None:
        """Add the triples of quads, of whatever graph."""
        by_subject = self.by_subject
        last, flat = "", []
        for subject, predicate, value, _ in quads:
            if subject != last:
                last = subject
                try:
                    flat = by_subject[subject]
                except KeyError:
                    flat = by_subject[subject] = []
            flat.append(predicate)
            flat.append(value)
        self._subjects, self._parent = [], None

    @property
    def parent(self) -> dict[Term, Term]:
        """Note to the subject that it goes with."""
        if self._parent is None:
            parent: dict[Term, Term] = {}
            for subject, flat in self.by_subject.items():
                if self._owned in flat:
                    for value in self.properties(subject).get(self._owned, ()):
                        parent[value] = min(subject, parent.get(value, subject))
            # A note goes with its owner, unless that is a note itself: none may go with another for ever, or in a circle.
            known = self.by_subject
            self._parent = {note: owner for note, owner in parent.items() if note in known and owner not in parent}
        return self._parent

    def properties(self, subject: Term) -> dict[Term, list[Term]]:
        """Give a subject's predicates and their objects, as they came."""
        found: dict[Term, list[Term]] = {}
        flat = iter(self.by_subject[subject])
        for predicate, value in zip(flat, flat, strict=True):
            if predicate in found:
                found[predicate].append(value)
            else:
                found[predicate] = [value]
        return found

    def section(self, subject: Term) -> tuple[int, str]:
        """Give the rank and title of a subject's section; a note goes with its concept."""
        flat = self.by_subject[self.parent.get(subject, subject)]
        best = self._rest
        at = -2
        for _ in range(flat.count(TYPE)):
            at = flat.index(TYPE, at + 2)
            if not at % 2:
                best = min(best, self._section.get(flat[at + 1], self._rest))
            else:
                at -= 1  # an object that is rdf:type itself
        # Only a file that says what sources say has its concepts followed by it.
        return (best[0], f"{best[1]}{_FOLLOWED}") if best[1] == "Concepts" and self.parent else best

    def subjects(self) -> list[Term]:
        """Give all subjects in order."""
        if not self._subjects:
            self._subjects = sorted(self.by_subject, key=self._place)
            self._settle()
        return self._subjects

    def part(self, subjects: Iterable[Term]) -> Ordered:
        """Give some subjects alone: their statements are shared, and in order already. What is not known here is left out."""
        self.subjects()
        found = Ordered()
        found._section, found._rest, found._owned, found._rank = self._section, self._rest, self._owned, self._rank
        found.by_subject = {subject: self.by_subject[subject] for subject in subjects if subject in self.by_subject}
        found._subjects = sorted(found.by_subject, key=found._place)
        return found

    def walk(self, subjects: Iterable[Term]) -> Iterator[Term]:
        """Go through subjects and note in :attr:`done` how far it is: writers do, so that a progress bar can tell."""
        for self.done, subject in enumerate(subjects):
            yield subject

    def _place(self, subject: Term) -> tuple[int, str, bool, str]:
        """Sort by section, then by owner, the owner before its notes."""
        owner = self.parent.get(subject, subject)
        return (self.section(subject)[0], _node_key(owner), subject in self.parent, _node_key(subject))

    def _settle(self) -> None:
        """Put every subject's statements in order, once for all writers."""
        by_subject = self.by_subject
        names = {predicate for flat in by_subject.values() for predicate in flat[::2]}
        others = sorted(names - _RANK.keys())
        self._rank = {**_RANK, **{name: len(_RANK) + at for at, name in enumerate(others)}}
        rank = self._rank.__getitem__
        for subject in by_subject:
            found = self.properties(subject)
            flat: list[Term] = []
            for predicate in sorted(found, key=rank):
                values = found[predicate]
                if len(values) > 1:
                    values = sorted(set(values), key=_object_key)
                for value in values:
                    flat.append(predicate)
                    flat.append(value)
            by_subject[subject] = flat

    def __iter__(self) -> Iterator[Triple]:
        """Give all triples."""
        for subject, found in self.by_subject.items():
            flat = iter(found)
            for predicate, value in zip(flat, flat, strict=True):
                yield subject, predicate, value

    def __len__(self) -> int:
        """Count the triples, repeated ones as often as they came until they are put in order."""
        return sum(map(len, self.by_subject.values())) // 2

    def items(self, subject: Term) -> list[tuple[Term, list[Term]]]:
        """Give a subject's predicates and their objects in order, repeated objects once."""
        if not self._subjects:
            self.subjects()
        found: list[tuple[Term, list[Term]]] = []
        last, values = "", []
        flat = iter(self.by_subject[subject])
        for predicate, value in zip(flat, flat, strict=True):
            if predicate == last:
                values.append(value)
            else:
                last, values = predicate, [value]
                found.append((predicate, values))
        return found


def by_graph(quads: Iterable[Quad] | Mapping[Term, Ordered]) -> Mapping[Term, Ordered]:
    """Give each graph's triples by its name, empty for the default graph."""
    if isinstance(quads, Mapping):
        return quads
    found: dict[Term, Ordered] = {}
    for graph, group in groupby(quads, key=itemgetter(3)):
        found.setdefault(graph, Ordered()).add_quads(group)
    return found

"""The order of statements in every file that we write: that of a reader.

Scheme, concepts (each followed by the notes it points to), themes, sources, entries, agents, terms; within each by IRI, in a
block labels first, French before English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from glosskos.terms import Term, Triple, iri

__all__ = ["TYPE", "Ordered"]

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
    ("skos:Concept", "Concepts, each followed by what its sources say"),
    ("skos:Collection", "Themes"),
    ("skos:OrderedCollection", "Themes"),
    ("dct:BibliographicResource", "Sources"),
    ("gk:Entry", "Entries, as printed"),
    ("gk:Link", "Links and their reasons"),
    ("schema:Organization", "Agents"),
]
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

    :param triples: the triples; repeated ones count once
    :param sections: class to the title above its members, in order; what is of none of them comes last, under ``rest``
    :param owned: the property whose values follow their owner
    """

    def __init__(
        self,
        triples: Iterable[Triple],
        sections: Sequence[tuple[str, str]] = _SECTIONS,
        rest: str = "Terms",
        owned: str = "euvoc:xlDefinition",
    ) -> None:
        self._section = {iri(name): (index, title) for index, (name, title) in enumerate(sections)}
        self._rest = (len(sections), rest)
        note = iri(owned)
        self.by_subject: dict[Term, dict[Term, list[Term]]] = {}
        self._subjects: list[Term] = []
        self._rank = {predicate: (rank, predicate) for predicate, rank in _RANK.items()}
        by_subject = self.by_subject
        parent: dict[Term, Term] = {}
        for subject, predicate, value in triples:
            if subject not in by_subject:
                by_subject[subject] = {}
            by_subject[subject].setdefault(predicate, []).append(value)
            if predicate == note:
                parent[value] = min(subject, parent.get(value, subject))
        # A note goes with its owner, unless that is a note itself: none may go with another for ever, or in a circle.
        self.parent = {note: owner for note, owner in parent.items() if note in by_subject and owner not in parent}

    def section(self, subject: Term) -> tuple[int, str]:
        """Give the rank and title of a subject's section; a note goes with its concept."""
        kinds = self.by_subject[self.parent.get(subject, subject)].get(TYPE, ())
        return min((self._section.get(kind, self._rest) for kind in kinds), default=self._rest)

    def subjects(self) -> list[Term]:
        """Give all subjects in order."""
        if not self._subjects:
            self._subjects = sorted(self.by_subject, key=self._place)
        return self._subjects

    def _place(self, subject: Term) -> tuple[int, str, bool, str]:
        """Sort by section, then by owner, the owner before its notes."""
        owner = self.parent.get(subject, subject)
        return (self.section(subject)[0], _node_key(owner), subject in self.parent, _node_key(subject))

    def __iter__(self) -> Iterator[Triple]:
        """Give all triples."""
        for subject, properties in self.by_subject.items():
            for predicate, values in properties.items():
                for value in values:
                    yield subject, predicate, value

    def items(self, subject: Term) -> list[tuple[Term, list[Term]]]:
        """Give a subject's predicates and their objects in order, repeated objects once."""
        found = self.by_subject[subject]
        rank = self._rank
        for predicate in found:
            if predicate not in rank:
                rank[predicate] = (len(_RANK), predicate)
        order = sorted(found, key=rank.__getitem__)
        return [
            (each, found[each] if len(found[each]) == 1 else sorted(set(found[each]), key=_object_key))
            for each in order
        ]

"""The thesaurus as RDF, by the contract in DESIGN.md: quads, sorted where they are written (:mod:`glosskos.syntax`).

Terms are strings (:mod:`glosskos.terms`). The graph of a quad is where it goes in TriG: a source with its entries and notes in a
graph of its own, all else in the editor's; the union is ``thesaurus.ttl``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from glosskos.locator import data_dir
from glosskos.model import Agent, Concept, Entry, Link, Segment, Source, SourcedDefinition, Text, Thesaurus
from glosskos.terms import Quad, Term, Triple, iri, literal, parse_rdf

__all__ = [
    "Iris",
    "agent_triples",
    "citation",
    "concept_iri",
    "evidence_quads",
    "link_iri",
    "link_triple",
    "place_of",
    "thesaurus_quads",
    "triples",
    "vocabulary",
]

_TYPE = iri("rdf:type")
_BROADER_TYPES = {"generic": "broaderGeneric", "partitive": "broaderPartitive", "instantial": "broaderInstantial"}


class Iris:
    """The IRIs of a thesaurus (DESIGN.md, IRIs).

    :param base: the base, ending in a slash
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self.scheme = iri(f"{base}thesaurus")

    def concept(self, slug: str) -> Term:
        """``…/concept/<slug>``."""
        return iri(f"{self.base}concept/{slug}")

    def source(self, name: str) -> Term:
        """``…/source/<id>``."""
        return iri(f"{self.base}source/{name}")

    def entry(self, entry: str) -> Term:
        """``…/entry/<source>/<nnn>``."""
        return iri(f"{self.base}entry/{entry}")

    def note(self, note: SourcedDefinition) -> Term:
        """``…/definition/<slug>/<source>``, or ``…/quotation/…``; ``-2`` where the source has a second."""
        kind = "quotation" if note.quoted else "definition"
        suffix = f"-{note.ordinal}" if note.ordinal > 1 else ""
        return iri(f"{self.base}{kind}/{note.concept}/{note.source}{suffix}")

    def theme(self, slug: str) -> Term:
        """``…/theme/<slug>``."""
        return iri(f"{self.base}theme/{slug}")

    def agent(self, slug: str) -> Term:
        """``…/agent/<slug>``."""
        return iri(f"{self.base}agent/{slug}")

    def graph(self, name: str) -> Term:
        """``…/graph/<source|editor>``."""
        return iri(f"{self.base}graph/{name}")


def concept_iri(concept: Concept, thesaurus: Thesaurus) -> str:
    """Give a concept's IRI: its own where it was read from a file, else the one that follows from its slug."""
    return concept.iri or f"{thesaurus.scheme.base}concept/{concept.slug}"


@cache
def vocabulary(folder: Path | None = None) -> tuple[Triple, ...]:
    """Give the terms of our own and the labels of the terms we use, from ``vocabulary.ttl``."""
    path = (folder or data_dir() / "ontology") / "vocabulary.ttl"
    return tuple(parse_rdf(path))


def triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Give quads as triples: the union of their graphs."""
    return (quad[:3] for quad in quads)


def thesaurus_quads(thesaurus: Thesaurus) -> list[Quad]:
    """Give the asserted thesaurus: scheme, concepts, notes, sources, entries, themes, agents, and the terms' labels."""
    iris = Iris(thesaurus.scheme.base)
    editor = iris.graph("editor")
    quads = [(*triple, editor) for triple in _editor(thesaurus, iris)]
    for source in thesaurus.sources.values():
        graph = iris.graph(source.id)
        quads += [(*triple, graph) for triple in _source(source, iris)]
    for entry in thesaurus.entries.values():
        graph = iris.graph(entry.source)
        quads += [(*triple, graph) for triple in _entry(entry, thesaurus.sources[entry.source], iris)]
    for note in thesaurus.definitions:
        graph = iris.graph(note.source)
        quads += [(*triple, graph) for triple in _note(note, iris)]
    return quads


def _editor(thesaurus: Thesaurus, iris: Iris) -> Iterator[Triple]:
    yield from vocabulary()
    yield from _scheme(thesaurus, iris)
    agents = {source.publisher.slug: source.publisher for source in thesaurus.sources.values()}
    for agent in {**agents, thesaurus.scheme.creator.slug: thesaurus.scheme.creator}.values():
        yield from agent_triples(agent, iris)
    for theme in thesaurus.themes.values():
        subject = iris.theme(theme.slug)
        yield (subject, _TYPE, iri("skos:Collection"))
        yield from _texts(subject, "skos:prefLabel", theme.pref_label)
        yield from _texts(subject, "skos:definition", theme.definition)
        for slug in thesaurus.members[theme.slug]:
            yield (subject, iri("skos:member"), iris.concept(slug))
        yield (subject, iri("skos:inScheme"), iris.scheme)
        yield (subject, iri("rdfs:isDefinedBy"), iris.scheme)
    for concept in thesaurus.concepts.values():
        yield from _concept(concept, thesaurus, iris)


def _texts(subject: Term, predicate: str, text: Text) -> Iterator[Triple]:
    for language, value in text.items():
        yield (subject, iri(predicate), literal(value, language=language))


def _scheme(thesaurus: Thesaurus, iris: Iris) -> Iterator[Triple]:
    scheme = thesaurus.scheme
    subject = iris.scheme
    yield (subject, _TYPE, iri("skos:ConceptScheme"))
    for predicate in ("skos:prefLabel", "dct:title", "rdfs:label"):
        yield from _texts(subject, predicate, scheme.title)
    for predicate in ("skos:definition", "dct:description"):
        yield from _texts(subject, predicate, scheme.description)
    yield from _texts(subject, "skos:historyNote", scheme.history_note)
    for slug in thesaurus.top_concepts:
        yield (subject, iri("skos:hasTopConcept"), iris.concept(slug))
    creator = iris.agent(scheme.creator.slug)
    yield (subject, iri("dct:creator"), creator)
    yield (subject, iri("dct:publisher"), creator)
    yield (subject, iri("dct:created"), literal(scheme.created, datatype="xsd:date"))
    yield (subject, iri("dct:modified"), literal(scheme.modified, datatype="xsd:date"))
    yield (subject, iri("owl:versionInfo"), literal(scheme.version))
    for language in scheme.languages:
        yield (subject, iri("dct:language"), literal(language))
    if not any(note.quoted for note in thesaurus.definitions):
        yield (subject, iri("dct:license"), iri(scheme.license))  # none over quotations, which are their publishers'
    yield (subject, iri("vann:preferredNamespaceUri"), literal(f"{scheme.base}concept/"))
    yield (subject, iri("vann:preferredNamespacePrefix"), literal("rc"))
    for source in thesaurus.sources:
        yield (subject, iri("dct:source"), iris.source(source))


def agent_triples(agent: Agent, iris: Iris) -> Iterator[Triple]:
    """Give a person or organisation as RDF."""
    subject = iris.agent(agent.slug)
    for kind in ("schema:Organization", "foaf:Agent", "prov:Agent"):
        yield (subject, _TYPE, iri(kind))
    for predicate in ("schema:name", "foaf:name", "rdfs:label"):
        yield (subject, iri(predicate), literal(agent.name))
    if agent.url:
        yield (subject, iri("schema:url"), literal(agent.url, datatype="xsd:anyURI"))


def _concept(concept: Concept, thesaurus: Thesaurus, iris: Iris) -> Iterator[Triple]:
    subject = iris.concept(concept.slug)
    yield (subject, _TYPE, iri("skos:Concept"))
    yield from _texts(subject, "skos:prefLabel", concept.pref_label)
    for predicate, labels in (("skos:altLabel", concept.alt_label), ("skos:hiddenLabel", concept.hidden_label)):
        for language, values in labels.items():
            for value in values:
                yield (subject, iri(predicate), literal(value, language=language))
    yield from _texts(subject, "skos:definition", concept.definition)
    yield from _texts(subject, "gk:divergence", concept.divergence)
    yield from _texts(subject, "skos:scopeNote", concept.scope_note)
    yield from _texts(subject, "skos:example", concept.example)
    yield from _texts(subject, "skos:editorialNote", concept.editorial_note)
    yield from _texts(subject, "skos:historyNote", concept.history_note)
    for note in thesaurus.notes[concept.slug]:
        yield (subject, iri("euvoc:xlDefinition"), iris.note(note))
    for source in sorted({entry.source for entry in thesaurus.entries_of[concept.slug]}):
        yield (subject, iri("dct:source"), iris.source(source))
    for link in concept.broader:
        yield (subject, iri("skos:broader"), iris.concept(link.object))
    for slug in thesaurus.narrower[concept.slug]:
        yield (subject, iri("skos:narrower"), iris.concept(slug))
    for link in thesaurus.related[concept.slug]:
        other = link.object if link.subject == concept.slug else link.subject
        yield (subject, iri("skos:related"), iris.concept(other))
    if not concept.broader and not concept.deprecated:
        yield (subject, iri("skos:topConceptOf"), iris.scheme)
    yield (subject, iri("skos:inScheme"), iris.scheme)
    yield (subject, iri("skos:notation"), literal(concept.notation))
    yield (subject, iri("dct:created"), literal(concept.created, datatype="xsd:date"))
    yield (subject, iri("dct:modified"), literal(concept.modified, datatype="xsd:date"))
    if concept.deprecated:
        yield (subject, iri("owl:deprecated"), literal("true", datatype="xsd:boolean"))
    for slug in concept.is_replaced_by:
        yield (subject, iri("dct:isReplacedBy"), iris.concept(slug))


def _source(source: Source, iris: Iris) -> Iterator[Triple]:
    subject = iris.source(source.id)
    yield (subject, _TYPE, iri("dct:BibliographicResource"))
    yield (subject, iri("dct:title"), literal(source.title, language="fr"))
    yield from _texts(subject, "dct:description", source.description)
    yield (subject, iri("dct:publisher"), iris.agent(source.publisher.slug))
    yield (subject, iri("dct:bibliographicCitation"), literal(source.citation, language="fr"))
    yield (subject, iri("dct:language"), literal("fr"))
    if source.page:
        yield (subject, iri("foaf:page"), iri(source.page))


def citation(entry: Entry, source: Source) -> str:
    """Give how an entry is cited: glossary, entry number, and the lines of its body (its heading's if it has none).

    An entry that was read from a SKOS file has no lines; its own citation stands, else title and number.
    """
    if not (entry.body or entry.heading):
        return entry.citation or f"{source.title}, {entry.number}"
    return f"{source.short_title}, {place_of(entry)}"


def place_of(entry: Entry, language: str = "fr") -> str:
    """Give where an entry stands in its document: its number, and the lines of its body (its heading's if it has none).

    :param language: French where it is ``fr``, else English
    """
    lines = _lines(entry.body or entry.heading)
    entry_, line = ("entrée", "ligne") if language == "fr" else ("entry", "line")
    return f"{entry_} {int(entry.number)}, {line}{'s' if ',' in lines or '-' in lines else ''} {lines}"


def _lines(segments: tuple[Segment, ...]) -> str:
    """Give line numbers in order, runs of neighbours as ``204-206``."""
    runs: list[list[int]] = []
    for line in sorted({segment.line for segment in segments}):
        if runs and runs[-1][-1] + 1 == line:
            runs[-1].append(line)
        else:
            runs.append([line])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _entry(entry: Entry, source: Source, iris: Iris) -> Iterator[Triple]:
    subject = iris.entry(entry.id)
    yield (subject, _TYPE, iri("gk:Entry"))
    yield (subject, iri("rdfs:label"), literal(entry.term, language="fr"))
    yield (subject, iri("dct:isPartOf"), iris.source(entry.source))
    for slug in entry.concepts:
        yield (subject, iri("dct:subject"), iris.concept(slug))
    yield (subject, iri("dct:bibliographicCitation"), literal(citation(entry, source), language="fr"))
    yield (subject, iri("gk:status"), iri(f"gk:{entry.status}"))
    if entry.heading_restored:
        yield (subject, iri("gk:headingRestored"), literal("true", datatype="xsd:boolean"))
    if entry.note:
        yield (subject, iri("rdfs:comment"), literal(entry.note, language="en"))


def _note(note: SourcedDefinition, iris: Iris) -> Iterator[Triple]:
    subject = iris.note(note)
    entry = iris.entry(note.entry)
    yield (subject, _TYPE, iri("euvoc:XlNote"))
    yield (subject, iri("rdf:value"), literal(note.text, language="fr"))
    yield (subject, iri("dct:source"), iris.source(note.source))
    yield (subject, iri("prov:wasDerivedFrom"), entry)
    if note.quoted:
        yield (subject, iri("prov:wasQuotedFrom"), entry)


def link_iri(link: Link, base: str) -> str:
    """Give ``…/link/<slug>/<broader|related>/<slug>``; a related pair in code-point order."""
    first, second = link.subject, link.object
    if link.kind == "related":
        first, second = sorted((first, second))
    return f"{base}link/{first}/{link.kind}/{second}"


def link_triple(link: Link, iris: Iris) -> Triple:
    """Give the asserted triple that a link states, in the direction of its IRI."""
    first, second = sorted((link.subject, link.object)) if link.kind == "related" else (link.subject, link.object)
    return (iris.concept(first), iri(f"skos:{link.kind}"), iris.concept(second))


def evidence_quads(thesaurus: Thesaurus) -> list[Quad]:
    """Give the reasons of all links (``evidence.ttl``): one ``gk:Link`` for each stated pair."""
    iris = Iris(thesaurus.scheme.base)
    graph = iris.graph("editor")
    quads: list[Quad] = []
    for concept in thesaurus.concepts.values():
        for link in (*concept.broader, *concept.related):
            subject = iri(link_iri(link, thesaurus.scheme.base))
            stated = link_triple(link, iris)
            found = [
                (subject, _TYPE, iri("gk:Link")),
                (subject, _TYPE, iri("rdf:Statement")),
                (subject, iri("rdf:subject"), stated[0]),
                (subject, iri("rdf:predicate"), stated[1]),
                (subject, iri("rdf:object"), stated[2]),
                *_texts(subject, "rdfs:comment", link.reason),
            ]
            if link.type:
                found.append((subject, iri("dct:type"), iri(f"iso-thes:{_BROADER_TYPES[link.type]}")))
            found += [(subject, iri("dct:source"), iris.entry(entry)) for entry in link.entries]
            quads += [(*triple, graph) for triple in found]
    return quads

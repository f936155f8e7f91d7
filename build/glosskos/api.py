"""The thesaurus from Python: ``glosskos.load()`` gives one object to search, look up, query and hand to other libraries."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from glosskos.errors import GlosskosError
from glosskos.locator import find_records
from glosskos.lookup import Hit, Lookup
from glosskos.model import Concept, Thesaurus, pick
from glosskos.namespaces import prefixes_for
from glosskos.queries import (
    Names,
    ReadyQuery,
    Result,
    bind,
    closed,
    evaluate,
    filled,
    query_file,
    query_graph,
    ready_queries,
    ready_query,
    store_of,
)
from glosskos.terms import Triple, parse_rdf, to_ntriples
from glosskos.thesaurus import load_thesaurus

if TYPE_CHECKING:
    import networkx
    import rdflib
    from pyoxigraph import Store

__all__ = ["Vocabulary", "load"]


def load(data: str | Path | None = None, records: str | Path | None = None) -> Vocabulary:
    """Load a vocabulary: the records (``./ontology``, else those of the package), or any SKOS file.

    :param data: a SKOS file in any RDF syntax
    :param records: a folder of records
    :raises GlosskosError: if both are given, or what is named cannot be used
    """
    if data is not None and records is not None:
        raise GlosskosError("data and records exclude each other")
    if data is None:
        thesaurus = load_thesaurus(find_records(None if records is None else Path(records)).path)
        return Vocabulary(thesaurus)
    from glosskos.skosfile import thesaurus_of

    triples = list(dict.fromkeys(parse_rdf(Path(data))))
    return Vocabulary(thesaurus_of(triples, str(data)), triples)


class Vocabulary:
    """A thesaurus with what is asked of it; whatever costs time is made when it is first used.

    :param thesaurus: the model
    :param triples: the file's own triples where it was read from one
    """

    def __init__(self, thesaurus: Thesaurus, triples: list[Triple] | None = None) -> None:
        self.thesaurus = thesaurus
        self._triples = triples
        self._names = Names(lambda: self.lookup)

    def __len__(self) -> int:
        return len(self.thesaurus.concepts)

    def __repr__(self) -> str:
        title = next(iter(self.thesaurus.scheme.title.values()), "untitled")
        return f"<Vocabulary {title!r}: {len(self)} concepts>"

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that its IRIs are shortened with."""
        return prefixes_for(self.thesaurus.scheme.base)

    @property
    def language(self) -> str:
        """The language of answers where none is asked for: French where a preferred label is in it, else the most frequent."""
        return self.thesaurus.language

    @cached_property
    def lookup(self) -> Lookup:
        """The index of all names."""
        return Lookup(self.thesaurus)

    @cached_property
    def triples(self) -> list[Triple]:
        """The graph that queries are asked of: asserted, entailed, and the links' reasons."""
        return query_graph(self.thesaurus) if self._triples is None else closed(self._triples)

    @cached_property
    def store(self) -> Store:
        """The same graph in a pyoxigraph store."""
        return store_of(self.triples)

    @cached_property
    def graph(self) -> rdflib.Graph:
        """The same graph in rdflib, with our prefixes bound."""
        import rdflib

        graph = rdflib.Graph()
        for prefix, namespace in self.prefixes.items():
            graph.bind(prefix, namespace, override=True)
        return graph.parse(data=to_ntriples(self.triples), format="nt")

    @cached_property
    def network(self) -> networkx.MultiDiGraph:
        """The concepts and their links in networkx.

        A node is a slug with the attributes ``label`` (French where there is one) and ``notation``; an edge has ``kind``
        (``broader``, from the narrower concept up; ``related``, once in the direction stated) and ``reason``.
        """
        import networkx

        network = networkx.MultiDiGraph()
        for slug, concept in self.thesaurus.concepts.items():
            label = pick(concept.pref_label, "fr") or slug
            network.add_node(slug, label=label, notation=concept.notation)
        for concept in self.thesaurus.concepts.values():
            for link in (*concept.broader, *concept.related):
                reason = pick(link.reason, "fr")
                network.add_edge(link.subject, link.object, key=link.kind, kind=link.kind, reason=reason)
        return network

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Give the concepts that fit some words, best first (:meth:`glosskos.lookup.Lookup.search`)."""
        return self.lookup.search(text, limit)

    def concept(self, name: str) -> Concept:
        """Give the one concept that goes by a slug, IRI, label, acronym or notation.

        :raises LookupFailed: if there is none, or several
        """
        return self.lookup.concept(name)

    @property
    def queries(self) -> dict[str, ReadyQuery]:
        """The ready-made queries by name."""
        return ready_queries()

    def query(self, query: str, /, **values: object) -> Result:
        """Ask a ready-made query by its name, or any SPARQL 1.1 query.

        A result is iterated for plain rows, one mapping each; ``to_pandas()`` and ``to_polars()`` give frames, ``triples`` the
        graph of a ``CONSTRUCT``, ``bool()`` the answer of an ``ASK``.

        :param query: a name such as ``concept-card``, or the text of a query
        :param values: the parameters' values; labels and slugs of concepts, sources and themes will do
        :raises GlosskosError: if there is no such query, a value does not fit, or the text is no SPARQL
        """
        ready = self.prepare(query)
        terms = bind(ready, {name: str(value) for name, value in values.items()}, self._names, self.language)
        return evaluate(self.store, filled(ready, terms))

    def prepare(self, query: str) -> ReadyQuery:
        """Give a ready-made query by its name, or a text as a query."""
        return ready_query(query) if not any(mark in query for mark in "{\n ") else query_file(query, "the query")

    @property
    def names(self) -> Names:
        """What finds the IRI of a concept, source or theme by any name."""
        return self._names

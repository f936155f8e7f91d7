"""What is served: a store with the query graph and the named graphs, the names of concepts, and what the front must know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from glosskos.graph import thesaurus_quads
from glosskos.lookup import Lookup
from glosskos.model import Thesaurus
from glosskos.namespaces import prefixes_for
from glosskos.queries import Names, closed, query_graph, ready_queries, record_of, store_of
from glosskos.terms import Quad, Triple, parse_rdf

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["Dataset", "Origin"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the data of a server come from: a build of ours, a SKOS file, or records.

    :param kind: ``build``, ``data`` or ``records``
    :param path: the folder or file
    """

    kind: str
    path: Path

    def load(self) -> Dataset:
        """Read the data and make the store.

        :raises GlosskosError: if they cannot be read
        """
        if self.kind == "records":
            from glosskos.thesaurus import load_thesaurus

            thesaurus = load_thesaurus(self.path)
            return Dataset(thesaurus, query_graph(thesaurus), thesaurus_quads(thesaurus))
        from glosskos.skosfile import thesaurus_of

        if self.kind == "data":
            asserted = list(dict.fromkeys(parse_rdf(self.path)))
            return Dataset(thesaurus_of(asserted, str(self.path)), closed(asserted), ())
        from glosskos.rdfinput import RdfInput

        names = ("thesaurus-inferred.ttl", "evidence.ttl")
        triples = [triple for name in names if (self.path / name).is_file() for triple in parse_rdf(self.path / name)]
        if (self.path / "catalog.ttl").is_file():
            triples += record_of(parse_rdf(self.path / "catalog.ttl"))
        quads = list(RdfInput(self.path / "thesaurus.trig").quads())
        asserted = list(dict.fromkeys(quad[:3] for quad in quads))
        return Dataset(thesaurus_of(asserted, str(self.path)), list(dict.fromkeys(triples)), quads)


class Dataset:
    """The data in memory.

    :param thesaurus: the model
    :param triples: the default graph: asserted, entailed, reasons of the links
    :param quads: the named graphs; those without a graph stay out
    """

    def __init__(self, thesaurus: Thesaurus, triples: list[Triple], quads: Iterable[Quad]) -> None:
        self.thesaurus = thesaurus
        self.base = thesaurus.scheme.base
        self.prefixes = prefixes_for(self.base)
        self.size = len(triples)
        self.store: Store = store_of(triples)
        self.graphs = self._add_graphs(quads)
        self.lookup = Lookup(thesaurus)
        self.names = Names(lambda: self.lookup)
        self.queries = ready_queries()

    def _add_graphs(self, quads: Iterable[Quad]) -> dict[str, int]:
        """Load the named graphs; give each one's IRI and size."""
        from pyoxigraph import RdfFormat

        sizes: dict[str, int] = {}
        lines = []
        for subject, predicate, value, graph in dict.fromkeys(quads):
            if graph:
                sizes[graph[1:-1]] = sizes.get(graph[1:-1], 0) + 1
                lines.append(f"{subject} {predicate} {value} {graph} .\n")
        self.store.bulk_load("".join(lines).encode(), format=RdfFormat.N_QUADS)
        return dict(sorted(sizes.items()))

    @cached_property
    def title(self) -> str:
        """The thesaurus's title, French where there is one."""
        title = self.thesaurus.scheme.title
        return title.get("fr") or next(iter(title.values()), self.base)

    def about(self) -> dict[str, object]:
        """Give what the front must know, as plain data."""
        scheme = self.thesaurus.scheme
        return {
            "base": self.base,
            "title": self.title,
            "version": scheme.version,
            "license": scheme.license,
            "quoted": any(note.quoted for note in self.thesaurus.definitions),
            "triples": self.size,
            "concepts": len(self.thesaurus.concepts),
            "graphs": self.graphs,
        }

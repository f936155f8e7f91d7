"""The data files of a build: the graphs of a thesaurus, written in every syntax, and measured."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from glosskos.catalogue import WEB, DataFile, data_files
from glosskos.catalogue.web import web_text
from glosskos.closure import close
from glosskos.collector import paused
from glosskos.flat_graph import flat_quads
from glosskos.graph import evidence_quads, thesaurus_quads
from glosskos.model import Thesaurus
from glosskos.namespaces import prefixes_for
from glosskos.ordering import Ordered
from glosskos.syntax import jsonld_context, write
from glosskos.terms import Quad, Triple, parse_rdf

__all__ = ["Graphs", "graphs_of", "measured", "write_data", "write_web"]


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs of a thesaurus.

    :param asserted: the contract's quads
    :param entailed: the triples that the closure adds
    """

    asserted: list[Quad]
    entailed: list[Triple]
    evidence: list[Quad]
    flat: list[Quad]

    @property
    def triples(self) -> list[Triple]:
        """The asserted triples, each once, graphs merged."""
        return list(dict.fromkeys(quad[:3] for quad in self.asserted))


@paused()
def graphs_of(thesaurus: Thesaurus) -> Graphs:
    """Make all graphs of a thesaurus."""
    asserted = thesaurus_quads(thesaurus)
    return Graphs(asserted, close(quad[:3] for quad in asserted), evidence_quads(thesaurus), flat_quads(thesaurus))


@paused()
def write_data(graphs: Graphs, folder: Path, base: str) -> dict[str, int]:
    """Write the data files into a folder; give each file's number of triples.

    :param base: the thesaurus's IRI base
    """
    prefixes = prefixes_for(base)
    triples = graphs.triples
    ordered = Ordered(triples)
    count: dict[str, int] = {}
    for suffix in (".ttl", ".jsonld", ".rdf", ".nt", ".trig"):
        name = f"thesaurus{suffix}"
        write(folder / name, graphs.asserted if suffix == ".trig" else ordered, prefixes, base, jsonld_context())
        count[name] = len(triples)
    for name, statements in (
        ("evidence.ttl", [quad[:3] for quad in graphs.evidence]),
        ("thesaurus-inferred.ttl", [*triples, *graphs.entailed]),
        ("thesaurus-flat.ttl", [quad[:3] for quad in graphs.flat]),
    ):
        write(folder / name, Ordered(statements), prefixes, base)
        count[name] = len(set(statements))
    return count


def write_web(thesaurus: Thesaurus, folder: Path) -> dict[str, int]:
    """Write the file for web pages; give its number of triples."""
    (folder / WEB).write_text(web_text(thesaurus), encoding="utf-8", newline="\n")
    return {WEB: len(set(parse_rdf(folder / WEB)))}


def measured(thesaurus: Thesaurus) -> list[DataFile]:
    """Give what the data files of a build would measure; they are written, and not kept."""
    with tempfile.TemporaryDirectory(prefix="glosskos-") as work:
        folder = Path(work)
        count = write_data(graphs_of(thesaurus), folder, thesaurus.scheme.base) | write_web(thesaurus, folder)
        return data_files(folder, count)

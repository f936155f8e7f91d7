"""What is published: the records' graph, any RDF file, or the files of a build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from glosskos.errors import DocumentError, GlosskosError
from glosskos.output import MANIFEST, read_manifest, sha256
from glosskos.rdfinput import STDIN
from glosskos.terms import Term, Triple, iri, parse_rdf, value_of

__all__ = ["Data", "check_graph", "of_build", "of_file", "of_records"]

_QUOTED, _TYPE, _SCHEME = iri("prov:wasQuotedFrom"), iri("rdf:type"), iri("skos:ConceptScheme")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
# Not catalog.ttl: it names concepts of other vocabularies, which queries would count.
_OF_A_BUILD = ("thesaurus-inferred.ttl", "evidence.ttl")


@dataclass(slots=True)
class Data:
    """Triples to publish, read once.

    :param name: where they come from, for messages
    :param graph: the graph they belong in, where the source says so
    :param quotations: whether texts that belong to others may be among them
    """

    name: str
    triples: Iterable[Triple]
    graph: str = ""
    quotations: bool = False
    _schemes: set[Term] = field(default_factory=set)

    def __iter__(self) -> Iterator[Triple]:
        """Give the triples.

        :raises GlosskosError: if one of them is not to be published
        """
        for triple in self.triples:
            _, predicate, value = triple
            if predicate == _QUOTED and not self.quotations:
                raise GlosskosError(
                    f"{self.name}: holds quotations, which belong to their publishers and are not for publication; "
                    "--with-quotations publishes them (to a store of your own)"
                )
            if predicate == _TYPE and value == _SCHEME:
                self._schemes.add(triple[0])
            yield triple

    def home(self) -> str:
        """Give the graph's IRI: what the source says, else that of the one concept scheme among what was read.

        :raises GlosskosError: if there is none, or more than one
        """
        if self.graph:
            return self.graph
        schemes = sorted(value_of(term) for term in self._schemes if term[0] == "<")
        if len(schemes) != 1:
            found = f"holds {len(schemes)} concept schemes" if schemes else "holds no skos:ConceptScheme"
            raise GlosskosError(f"{self.name}: {found}; name the graph to publish to with --graph")
        return schemes[0]


def of_records(folder: Path, quotations: bool = False) -> Data:
    """Give the graph that queries are asked of: asserted, entailed, and the reasons of links.

    :raises RecordsError: if the records cannot be used
    """
    from glosskos.queries import query_graph
    from glosskos.thesaurus import load_thesaurus

    thesaurus = load_thesaurus(folder)
    return Data(str(folder), query_graph(thesaurus), f"{thesaurus.scheme.base}thesaurus", quotations)


def of_file(path: Path, quotations: bool = False) -> Data:
    """Give any RDF file as it is; its named graphs, where it has some, are merged.

    :param path: the file; ``-`` is the standard input
    :raises DocumentError: if it is a folder (all else that is wrong is told when it is read)
    """
    if path.is_dir():
        raise DocumentError(f"{path}: a folder; --build takes one")
    return Data("standard input" if path == STDIN else str(path), _whole(path), "", quotations)


def _whole(path: Path) -> Iterator[Triple]:
    """Give a file's triples; refuse what would mean something else in a store."""
    here = f"<{path.resolve().parent.as_uri()}"
    for triple in parse_rdf(path):
        for term in triple:
            if term.startswith(here):
                raise DocumentError(
                    f"{path}: has relative IRIs, which would be published as {value_of(term)}; give the file a base"
                )
        yield triple


def of_build(folder: Path, quotations: bool = False) -> Data:
    """Give the graph that queries are asked of, from the files of a build, each held against the checksum in its manifest first.

    :raises GlosskosError: if it is no build, a file is not the one that was built, or quotations are in it that may not be
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise GlosskosError(f"{folder}: no build of ours ({MANIFEST} is not there); glosskos build makes one")
    files = manifest.get("files", {})
    for name in _OF_A_BUILD:
        if name not in files:
            raise GlosskosError(f"{folder}: {MANIFEST} does not list {name}; build again")
    for name in _OF_A_BUILD:
        path = folder / name
        if not path.is_file() or sha256(path) != files[name].get("sha256"):
            raise GlosskosError(f"{path}: not the file that was built (its SHA-256 is not the manifest's); build again")
    if manifest.get("documents") and not quotations:
        raise GlosskosError(
            f"{folder}: built over the documents, so it holds quotations and is not for publication; "
            "--with-quotations publishes it (to a store of your own)"
        )
    triples = (triple for name in _OF_A_BUILD for triple in _whole(folder / name))
    return Data(str(folder), triples, str(manifest.get("thesaurus", "")), quotations)


def check_graph(name: str) -> str:
    """Make sure that a graph's name is an absolute IRI.

    :raises GlosskosError: if it is none
    """
    if not _IRI.fullmatch(name):
        raise GlosskosError(f"{name!r}: not an absolute IRI, so no name of a graph")
    return name

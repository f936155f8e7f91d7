"""The two things that are compared: a SKOS file of any syntax, a folder of records, or the folder of a build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from glosskos.changes.blank import relabel
from glosskos.collector import paused
from glosskos.errors import DocumentError
from glosskos.skosfile import check_skos
from glosskos.terms import Term, Triple, parse_rdf

__all__ = ["Side", "read_side"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two.

    :param name: as the user named it
    :param triples: each once
    :param evidence: the reasons of links that came beside the vocabulary, in a file of their own
    """

    name: str
    triples: set[Triple]
    evidence: frozenset[Triple] = frozenset()


@paused()
def read_side(path: Path, shared: dict[Term, Term] | None = None) -> Side:
    """Read one of the two.

    :param path: ``-`` is the standard input
    :param shared: terms already met; equal terms of both sides are kept once
    :raises DocumentError: if it is no RDF, or there is no ``skos:Concept`` in it
    :raises RecordsError: for records that cannot be used
    """
    known = {} if shared is None else shared
    evidence: Iterable[Triple] = ()
    if (path / "scheme.yaml").is_file():
        from glosskos.graph import evidence_quads, thesaurus_quads
        from glosskos.thesaurus import load_thesaurus

        thesaurus = load_thesaurus(path)
        triples: Iterable[Triple] = (quad[:3] for quad in thesaurus_quads(thesaurus))
        evidence = (quad[:3] for quad in evidence_quads(thesaurus))
    elif (path / "thesaurus.ttl").is_file():
        triples = parse_rdf(path / "thesaurus.ttl")
        if (path / "evidence.ttl").is_file():
            evidence = parse_rdf(path / "evidence.ttl")
    elif path.is_dir():
        raise DocumentError(f"{path}: neither records (scheme.yaml) nor a build (thesaurus.ttl) in this folder")
    else:
        triples = _own_iris(parse_rdf(path), path)
    found = relabel(_once(triples, known))
    check_skos(found, str(path), blank=True)
    return Side(str(path), set(found), frozenset(_once(evidence, known)))


def _once(triples: Iterable[Triple], known: dict[Term, Term]) -> Iterable[Triple]:
    """Keep one copy of equal terms: two large files have most of them in common."""
    keep = known.setdefault
    for subject, predicate, value in triples:
        yield keep(subject, subject), keep(predicate, predicate), keep(value, value)


def _own_iris(triples: Iterable[Triple], path: Path) -> Iterable[Triple]:
    """Free IRIs that are relative to the file from the file's name, which differs between two versions of one file."""
    own = f"<{path.resolve().as_uri()}"
    folder = f"{own.rpartition('/')[0]}/"

    def free(term: Term) -> Term:
        if term[:6] != "<file:":
            return term
        for prefix in (own, folder):
            if term.startswith(prefix):
                return f"<file:///{term[len(prefix) :]}"
        return term

    for subject, predicate, value in triples:
        yield free(subject), predicate, free(value)

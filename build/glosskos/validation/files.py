"""Checking a SKOS file, or records: what to read, and where its findings are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from glosskos.capacity import CHECKED, check_capacity, check_room
from glosskos.closure import close, close_for_checks
from glosskos.collector import paused
from glosskos.graph import thesaurus_quads
from glosskos.model import Thesaurus
from glosskos.namespaces import SKOS
from glosskos.ordering import TYPE
from glosskos.rdfinput import RdfInput
from glosskos.skosfile import check_skos
from glosskos.terms import Triple, value_of
from glosskos.validation import Report, validate
from glosskos.validation.declared import declared
from glosskos.validation.engines import number_of_concepts
from glosskos.validation.lines import with_lines

__all__ = ["check_file", "check_records", "published_iris", "skos_triples"]

Progress = Callable[..., None]
_PUBLISHED = {f"<{SKOS}{name}>" for name in ("Concept", "ConceptScheme", "Collection", "OrderedCollection")}


def skos_triples(path: Path, progress: Progress = lambda *_: None) -> list[Triple]:
    """Read a SKOS file, each statement once, in its order; blank nodes are named in that order too.

    :raises DocumentError: if it cannot be read, is empty, or holds no ``skos:Concept``
    :raises TooLarge: if it would not fit in memory
    """
    return _read(path, progress)[0]


def _read(path: Path, progress: Progress = lambda *_: None) -> tuple[list[Triple], list[Triple], str]:
    """Give a file's statements, those that its own terms stand for, and its syntax as pyoxigraph calls it."""
    source = RdfInput(path, relabel=True)
    check_capacity(path, source.syntax, CHECKED)
    progress(f"reading {source.name}", source)
    triples = list(dict.fromkeys(source.triples()))
    more = declared(triples)
    if not number_of_concepts(more):
        check_skos(triples, source.name, blank=True)
    return triples, more, source.syntax or ""


def published_iris(path: Path) -> set[str]:
    """Give the IRIs of the concepts, schemes and collections that a file describes."""
    return {
        value_of(subject)
        for subject, predicate, value in skos_triples(path)
        if predicate == TYPE and value in _PUBLISHED and subject[0] == "<"
    }


@paused()
def check_file(
    path: Path,
    profile: str = "skos",
    engine: str = "auto",
    previous: Iterable[str] = (),
    progress: Progress = lambda *_: None,
) -> Report:
    """Check a SKOS file; each finding has the line of its node's block where the syntax shows it.

    :param previous: IRIs that an earlier version published
    :raises GlosskosError: if the file, the profile or the engine cannot be used
    """
    triples, more, syntax = _read(path, progress)
    number = len(triples)
    triples += more
    check_room(str(path), len(triples), number_of_concepts(triples))
    progress("closing")
    report = validate(triples, close_for_checks(triples), profile, engine, None, progress, previous=previous)
    facts = [
        ("triples asserted", str(number)) if key == "triples asserted" else (key, value)
        for key, value in report.checked
    ]
    if more:
        facts.insert(1, ("triples that its own terms stand for", str(len(more))))
    findings = with_lines(report.findings, path, syntax)
    return replace(report, findings=findings, checked=(("file", str(path)), *facts))


def check_records(
    thesaurus: Thesaurus,
    profile: str = "rc",
    engine: str = "auto",
    previous: Iterable[str] = (),
    documents: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Report:
    """Check records.

    :param documents: a folder with the sources' documents: restatements are held against the print too
    """
    triples = list(dict.fromkeys(quad[:3] for quad in thesaurus_quads(thesaurus)))
    printed = None
    if documents is not None:
        from glosskos.documents import read_documents

        progress("reading the documents")
        printed = read_documents(documents, thesaurus).quotations
    return validate(triples, close(triples), profile, engine, thesaurus, progress, previous=previous, printed=printed)

"""build(): records (and documents) to a folder of artefacts; the one place where the stages meet."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glosskos import __version__
from glosskos.closure import close
from glosskos.collector import paused
from glosskos.figures import figures
from glosskos.graph import evidence_quads, flat_quads, jsonld_context, thesaurus_quads
from glosskos.model import Thesaurus
from glosskos.namespaces import prefixes_for
from glosskos.ordering import Ordered
from glosskos.output import MANIFEST, check_target, exchanged, sha256
from glosskos.syntax import write
from glosskos.terms import Quad, Triple
from glosskos.thesaurus import load_thesaurus, with_quotations

if TYPE_CHECKING:
    from glosskos.documents import Documents
    from glosskos.validation import Report

__all__ = ["BuildResult", "Graphs", "build", "graphs_of", "write_data"]

Progress = Callable[[str], None]


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


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build came to.

    :param report: the findings
    :param written: whether the output was exchanged; False where a violation stands
    :param documents: what the folder of documents held, where there is one
    :param verified: what the reference engines found alike, where they were asked
    """

    thesaurus: Thesaurus
    report: Report
    written: bool
    documents: Documents | None = None
    verified: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """0, or 1 where the data has something to say."""
        changed = self.documents is not None and bool(self.documents.changed)
        return int(not self.written or changed)


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


def build(
    records: Path,
    out: Path,
    documents: Path | None = None,
    engine: str = "pyshacl",
    verify: bool = False,
    max_size: int | None = None,
    progress: Progress = lambda _: None,
) -> BuildResult:
    """Build the thesaurus into ``out``, all or nothing.

    :param records: a folder of records
    :param documents: a folder with the sources' documents, for quotations in the place of restatements
    :param engine: the SHACL engine
    :param verify: hold the results against the reference engines (rdflib, owlrl, networkx, both SHACL engines)
    :param max_size: the largest document, in bytes; 0 for no bound, None for the usual one
    :param progress: told the name of each stage as it begins
    :raises GlosskosError: if the records, the documents or the target cannot be used, or the engines differ; nothing is
        written then
    """
    from glosskos.pictures.charts import write_charts
    from glosskos.validation import REPORTS, validate

    check_target(out)
    progress("reading the records")
    thesaurus = load_thesaurus(records)
    found = None
    if documents is not None:
        from glosskos.documents import MAX_SIZE, read_documents

        progress("reading the documents")
        found = read_documents(documents, thesaurus, MAX_SIZE if max_size is None else max_size)
        thesaurus = with_quotations(thesaurus, found.quotations)
    progress("building and closing the graph")
    graphs = graphs_of(thesaurus)
    report = validate(graphs.triples, graphs.entailed, "rc", engine, thesaurus, progress)
    if report.fails():
        return BuildResult(thesaurus, report, False, found)
    verified: tuple[str, ...] = ()
    with exchanged(out) as folder:
        progress("writing the data files")
        count = write_data(graphs, folder, thesaurus.scheme.base)
        for suffix, give in REPORTS.items():
            text = give(report) + (f"\n## Coverage\n\n{figures(thesaurus)}" if suffix == "md" else "")
            (folder / f"report.{suffix}").write_text(text, encoding="utf-8", newline="\n")
        progress("drawing the charts")
        write_charts(thesaurus, folder / "pictures")
        if verify:
            from glosskos.verify import verify as verify_build

            verified = verify_build(graphs.triples, graphs.entailed, folder, progress)
        _write_manifest(folder, thesaurus, count, found)
    return BuildResult(thesaurus, report, True, found, verified)


def _write_manifest(folder: Path, thesaurus: Thesaurus, count: Mapping[str, int], documents: Documents | None) -> None:
    """List every file with its size, SHA-256 and number of triples; say which documents are quoted."""
    files = {
        path.relative_to(folder).as_posix(): {
            "sha256": sha256(path),
            "bytes": path.stat().st_size,
            **({"triples": count[path.name]} if path.name in count else {}),
        }
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    manifest: dict[str, Any] = {
        "generator": f"glosskos {__version__}",
        "thesaurus": f"{thesaurus.scheme.base}thesaurus",
        "version": thesaurus.scheme.version,
    }
    if documents is None:
        manifest["license"] = thesaurus.scheme.license
    else:
        manifest["documents"] = [document.source for document in documents.checked]
        manifest["note"] = "not for publication: holds quotations that belong to their publishers"
    manifest["files"] = files
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")

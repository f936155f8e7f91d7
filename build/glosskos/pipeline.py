"""build(): records (and documents) to a folder of artefacts; the one place where the stages meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glosskos.catalogue import write_record
from glosskos.datafiles import Graphs, graphs_of, write_data, write_web
from glosskos.exporters.writing import write_catalogs
from glosskos.figures import figures
from glosskos.model import Thesaurus
from glosskos.output import NOT_FOR_PUBLICATION, check_target, exchanged, write_manifest
from glosskos.syntax import jsonld_context
from glosskos.thesaurus import load_thesaurus, with_quotations

if TYPE_CHECKING:
    from glosskos.documents import Documents
    from glosskos.validation import Report

__all__ = ["BuildResult", "Graphs", "build", "graphs_of", "write_data"]

Progress = Callable[[str], None]


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


def build(
    records: Path,
    out: Path,
    documents: Path | None = None,
    engine: str = "pyshacl",
    verify: bool = False,
    max_size: int | None = None,
    progress: Progress = lambda _: None,
) -> BuildResult:
    """Build the thesaurus into ``out``, all or nothing: data files, reports, site, manifest.

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
    from glosskos.site import write_site
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
        count = write_data(graphs, folder, thesaurus.scheme.base) | write_web(thesaurus, folder)
        for suffix, give in REPORTS.items():
            text = give(report) + (f"\n## Coverage\n\n{figures(thesaurus)}" if suffix == "md" else "")
            (folder / f"report.{suffix}").write_text(text, encoding="utf-8", newline="\n")
        progress("drawing the charts")
        write_charts(thesaurus, folder / "pictures")
        if verify:
            from glosskos.verify import verify as verify_build

            verified = verify_build(graphs.triples, graphs.entailed, folder, progress)
        if found is None:  # over documents, `export --with-quotations` is for the owner to call
            write_catalogs(thesaurus, folder / "catalogs", progress)
        evidence = [quad[:3] for quad in graphs.evidence]
        write_site(thesaurus, graphs.triples, folder / "site", evidence, graphs.entailed, progress)
        # The record of the files comes when all of them are there, the manifest of all files last.
        count |= write_record(folder, thesaurus, graphs.triples, jsonld_context(), count)
        write_manifest(folder, _about(thesaurus, found), count)
    return BuildResult(thesaurus, report, True, found, verified)


def _about(thesaurus: Thesaurus, documents: Documents | None) -> dict[str, Any]:
    """Give what the manifest says of the whole; which documents are quoted."""
    about: dict[str, Any] = {
        "thesaurus": f"{thesaurus.scheme.base}thesaurus",
        "version": thesaurus.scheme.version,
    }
    if documents is None:
        about["license"] = thesaurus.scheme.license
    else:
        about["documents"] = [document.source for document in documents.checked]
        about["note"] = NOT_FOR_PUBLICATION
    return about

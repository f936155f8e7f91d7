"""What the exporters to data portals share: the catalog record of a build's data files, and nothing of the concepts."""

from __future__ import annotations

from pathlib import Path

from glosskos.catalogue import DataFile, data_files, ordered_record, record_quads
from glosskos.datafiles import measured
from glosskos.exporters.base import FACTS, Carriage, ExportError, carried, dropped, flattened
from glosskos.flat import Flat
from glosskos.namespaces import prefixes_for
from glosskos.syntax import write

__all__ = ["CARRIES", "write_portal_record"]

_CARRIED = {
    "scheme-title": carried("`dct:title` of the dataset"),
    "version": carried("`dcat:version` of the dataset"),
    "theme": flattened("`dcat:keyword`, the themes' names"),
    "license": carried("`dct:license` of the dataset and of every distribution"),
}
CARRIES: dict[str, Carriage] = {
    fact: _CARRIED.get(fact, dropped("a portal describes the files; the concepts are in them")) for fact in FACTS
}


def write_portal_record(flat: Flat, path: Path, plain_checksums: bool = False) -> None:
    """Write the catalog record of the data files that a build of this thesaurus has.

    :raises ExportError: if it was read from an RDF file: the record is of a build's files, and there are none
    """
    thesaurus = flat.thesaurus
    if thesaurus.scheme.iri or any(concept.iri for concept in thesaurus.concepts.values()):
        raise ExportError(
            f"{path.stem}: describes the files that a build makes of records; it cannot describe another SKOS file (leave --data out)"
        )
    quads = record_quads(thesaurus, _files(flat, path.parent), plain_checksums=plain_checksums)
    base = thesaurus.scheme.base
    write(path, ordered_record(quads), prefixes_for(base), base)


def _files(flat: Flat, folder: Path) -> list[DataFile]:
    """Measure the data files: those of the build under way, else what they would be."""
    beside = folder.parent
    if folder.name == "catalogs" and (beside / "thesaurus.ttl").is_file():
        found = data_files(beside, {path.name: 0 for path in beside.iterdir() if path.is_file()})
        return [file for file in found if file.sha256]
    return measured(flat.thesaurus)

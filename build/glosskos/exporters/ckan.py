"""CKAN, by its DCAT harvester (ckanext-dcat): the catalog record."""

from __future__ import annotations

from pathlib import Path

from glosskos.exporters.base import Exporter
from glosskos.exporters.portals import CARRIES, write_portal_record
from glosskos.flat import Flat

__all__ = ["EXPORTER"]


def _write(flat: Flat, folder: Path) -> None:
    write_portal_record(flat, folder / EXPORTER.files[0])


EXPORTER = Exporter(
    name="ckan",
    media_type="text/turtle",
    suffix=".ttl",
    write=_write,
    title="CKAN, by the catalog record (DCAT-AP)",
    files=("ckan.ttl",),
    use="""\
Publish the file and harvest its address with `ckanext-dcat` (source type *Generic DCAT RDF Harvester*, profile `euro_dcat_ap_3`); CKAN
takes French titles where `ckan.locale_default` is `fr`. It makes one dataset, the thesaurus, with a resource for each data file; the
dataset's IRI stays, so that a later harvest updates it. Where the files can be downloaded stands in `scheme.yaml` under `published`.""",
    carries=CARRIES,
)

"""udata (data.gouv.fr), by its DCAT harvester: the catalog record, with checksums that it can read."""

from __future__ import annotations

from pathlib import Path

from glosskos.exporters.base import Exporter
from glosskos.exporters.portals import CARRIES, write_portal_record
from glosskos.flat import Flat

__all__ = ["EXPORTER"]


def _write(flat: Flat, folder: Path) -> None:
    write_portal_record(flat, folder / EXPORTER.files[0], plain_checksums=True)


EXPORTER = Exporter(
    name="udata",
    media_type="text/turtle",
    suffix=".ttl",
    write=_write,
    title="udata (data.gouv.fr), by the catalog record (DCAT)",
    files=("udata.ttl",),
    use="""\
Publish the file and give its address to a harvester of type *DCAT*. It makes one dataset, the thesaurus, with a resource for each data
file. The checksums have no datatype: udata takes the `xsd:hexBinary` of DCAT-AP for bytes and cannot save them.""",
    carries=CARRIES,
)

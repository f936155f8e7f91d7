"""CSV: three tables for programs and for whoever pastes, in a form that spreadsheets read right and that hides no formula."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from glosskos.exporters.base import Exporter, carried, dropped, flattened
from glosskos.exporters.tables import tables
from glosskos.flat import Flat

__all__ = ["CARRIES", "EXPORTER", "guarded", "unguarded"]

_RISKY = re.compile(r"'*[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would take for a formula; one more where there are apostrophes before it."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """Take off the apostrophe of :func:`guarded`."""
    return cell[1:] if cell[:1] == "'" and _RISKY.match(cell) else cell


def _write(flat: Flat, folder: Path) -> None:
    for table, name in zip(tables(flat, plain=True), EXPORTER.files, strict=True):
        out = io.StringIO()
        writer = csv.writer(
            out, lineterminator="\n", quoting=csv.QUOTE_ALL
        )  # so that "quoted fields are text" can be asked for
        writer.writerow([column.key for column in table.columns])
        writer.writerows([guarded(cell) for cell in row] for row in table.rows)
        (folder / name).write_text(out.getvalue(), encoding="utf-8-sig", newline="")


CARRIES = {
    "iri": carried("concepts: IRI"),
    "notation": carried("concepts: notation"),
    "prefLabel": carried("concepts: a column for each language"),
    "prefLabel-other": carried("concepts: a column for each language"),
    "altLabel": flattened("concepts: a column for each language, joined by a bar"),
    "hiddenLabel": flattened("concepts: a column for each language, joined by a bar"),
    "definition": carried("concepts: a column for each language"),
    "definition-other": carried("concepts: a column for each language"),
    "sourced-definition": carried("definitions: a row each"),
    "citation": carried("definitions: citation, page of the source, IRI"),
    "status": carried("definitions: state of the text"),
    "entry-without-definition": carried("definitions: a row without text"),
    "divergence": carried("concepts: a column for each language"),
    "divergence-other": carried("concepts: a column for each language"),
    "scopeNote": carried("concepts: a column for each language"),
    "example": carried("concepts: a column for each language"),
    "editorialNote": carried("concepts: a column for each language"),
    "historyNote": carried("concepts: a column for each language"),
    "broader": carried("links: a row each, the primary one marked; concepts: path"),
    "broader-other": carried("links: a row each"),
    "broader-type": carried("links: kind"),
    "narrower": carried("links: a row each"),
    "related": carried("links: a row each, from both sides"),
    "reason": carried("links: a column for each language"),
    "theme": flattened("concepts: names of the themes, joined by a bar"),
    "created": carried("concepts: created"),
    "modified": carried("concepts: modified"),
    "withdrawn": carried("concepts: status, at the end"),
    "isReplacedBy": flattened("concepts: names of the concepts that replace it, joined by a bar"),
    "scheme-title": dropped("a table has no place for it"),
    "version": dropped("a table has no place for it"),
    "license": dropped("a table has no place for it"),
}

EXPORTER = Exporter(
    name="csv",
    media_type="text/csv",
    suffix=".csv",
    write=_write,
    title="CSV tables: concepts, definitions, links",
    files=("concepts.csv", "definitions.csv", "links.csv"),
    use="""\
Commas, quotes round every cell, UTF-8 with a byte-order mark (without it, Excel takes accents for something else), LF. LibreOffice (tick
*Format quoted field as text*), pandas and `csv` of Python (`encoding="utf-8-sig"`) read them as they are. An Excel set to French wants
semicolons, and Excel makes numbers of what looks like one: open `thesaurus.xlsx` there.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, which a spreadsheet would run as a formula, has an apostrophe
before it; one that begins with apostrophes and then such a sign has one more. Take off one apostrophe to have the text again.""",
    carries=CARRIES,
)

"""Excel workbook: what a steward opens, filters and pastes from. Every cell is text: none is a formula."""

from __future__ import annotations

import datetime
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glosskos.exporters.base import Exporter, ExportError, carried, refuse_controls
from glosskos.exporters.csv import CARRIES
from glosskos.exporters.tables import Table, tables
from glosskos.flat import Flat, pick

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["EXPORTER"]

_LONGEST_CELL = 32767
_LONGEST_URL = 2079
_MOST_URLS = 65530  # of one sheet
_MOST_ROWS = 1048576
_LINE, _TALLEST_ROW = 13.5, 409.0  # points
_WIDEST_PRINT = 420  # characters; a wider sheet would print too small to read on one page's width
_URL = re.compile(r"https?://\S+")
_ABOUT = {
    "fr": ("À propos", "Titre", "Description", "Version", "Modifié le", "Licence", "Adresse", "Concepts", "Sources",
           "Diffusion", "Ne pas publier : contient des citations qui appartiennent à leurs éditeurs."),
    "en": ("About", "Title", "Description", "Version", "Modified", "Licence", "Address", "Concepts", "Sources",
           "Publication", "Not for publication: holds quotations that belong to their publishers."),
}  # fmt: skip


def _write(flat: Flat, folder: Path) -> None:
    import xlsxwriter

    refuse_controls("xlsx", flat)
    scheme = flat.thesaurus.scheme
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(folder / EXPORTER.files[0], options) as book:
        book.set_properties({"title": flat.title(), "author": scheme.creator.name, "created": _date(scheme.modified)})
        cell = {"text_wrap": True, "valign": "top"}
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
        formats = {
            "head": book.add_format({**head, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}),
            "text": book.add_format({**cell, "num_format": "@"}),
            "name": book.add_format({**cell, "num_format": "@", "bold": True}),
            "link": book.add_format({**cell, "font_color": "#1155CC", "underline": 1}),
        }
        for table in tables(flat):
            _sheet(book.add_worksheet(table.names[flat.spoken]), table, formats, flat)
        _about(book.add_worksheet(_ABOUT[flat.spoken][0]), formats, flat)


def _date(text: str) -> datetime.datetime:
    """Give the day of a date of the records; a fixed one where there is none, never the clock's."""
    try:
        day = datetime.date.fromisoformat(text[:10])
    except ValueError:
        day = datetime.date(2000, 1, 1)
    return datetime.datetime(day.year, day.month, day.day)


def _sheet(sheet: Worksheet, table: Table, formats: dict[str, Any], flat: Flat) -> None:
    if len(table.rows) >= _MOST_ROWS:
        raise ExportError(f"xlsx: {len(table.rows)} rows, and a sheet takes {_MOST_ROWS - 1}; use csv")
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.names[flat.spoken], formats["head"])
    sheet.set_row(0, 32)
    urls = 0
    for number, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            if len(cell) > _LONGEST_CELL:
                raise ExportError(
                    f"xlsx: {table.columns[at].key} of {row[0][:80]!r} has {len(cell)} characters, and a cell takes {_LONGEST_CELL}; use csv"
                )
            if _URL.fullmatch(cell) and len(cell) <= _LONGEST_URL and urls < _MOST_URLS:
                sheet.write_url(number, at, cell, formats["link"], cell)
                urls += 1
            elif cell:
                sheet.write_string(number, at, cell, formats["name" if at == 0 else "text"])
        sheet.set_row(number, _height(row, table))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    if sum(column.width for column in table.columns) < _WIDEST_PRINT:
        sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _height(row: list[str], table: Table) -> float:
    """Give the height in points that shows all lines of a row, which not every program works out by itself."""
    lines = max(
        sum(max(1, math.ceil(len(part) / column.width)) for part in cell.split("\n"))
        for cell, column in zip(row, table.columns, strict=True)
        if not _URL.fullmatch(cell)
    )
    return min(_TALLEST_ROW, 3 + _LINE * lines)


def _about(sheet: Worksheet, formats: dict[str, Any], flat: Flat) -> None:
    scheme = flat.thesaurus.scheme
    words = _ABOUT[flat.spoken]
    sources = "\n".join(f"{source.publisher.name}, {source.title}" for source in flat.thesaurus.sources.values())
    facts = [
        flat.title(), pick(scheme.description, flat.language)[0], scheme.version, scheme.modified, "" if flat.quoted else scheme.license,
        flat.scheme_iri, str(len(flat.in_force)), sources, words[10] if flat.quoted else "",
    ]  # fmt: skip
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    sheet.fit_to_pages(1, 0)
    kept = [(head, fact) for head, fact in zip(words[1:10], facts, strict=True) if fact]
    for number, (head, fact) in enumerate(kept):
        sheet.write_string(number, 0, head, formats["name"])
        sheet.set_row(number, 3 + _LINE * sum(math.ceil(len(part) / 80) for part in fact.split("\n")))
        if _URL.fullmatch(fact):
            sheet.write_url(number, 1, fact, formats["link"], fact)
        else:
            sheet.write_string(number, 1, fact, formats["text"])


EXPORTER = Exporter(
    name="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    write=_write,
    title="Excel workbook",
    files=("thesaurus.xlsx",),
    use="""\
Open it in Excel or LibreOffice: a sheet of concepts (one row each), one of sourced definitions, one of links (from both sides, so that a
filter on a concept shows all of its links), one about the whole. Filters are on, the heading and the names stay in place, IRIs are links.
Every cell is text, so that none is run as a formula.""",
    carries={
        **CARRIES,
        "scheme-title": carried("sheet about the whole"),
        "version": carried("sheet about the whole"),
        "license": carried("sheet about the whole"),
    },
)

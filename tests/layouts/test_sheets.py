"""Every reader against small glossaries of the same layout that are none of the five documents."""

from __future__ import annotations

import pytest
from sheets import Sheet, same_term, shapes, sheets

from glosskos.documents import decode
from glosskos.layouts import detect, layouts, uncovered

SHEETS = sheets()
every_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.layout}/{sheet.name}")


def read(sheet: Sheet):
    return layouts()[sheet.layout].read(decode(sheet.encoded, sheet.name))


def test_every_layout_has_at_least_four_sheets():
    counts = {name: sum(sheet.layout == name for sheet in SHEETS) for name in layouts()}
    assert min(counts.values()) >= 4, counts


@every_sheet
def test_reader_finds_the_entries_that_a_human_finds(sheet: Sheet):
    assert sorted(shapes(read(sheet))) == sorted(sheet.shapes)


@every_sheet
def test_reader_proposes_the_printed_or_the_lost_term(sheet: Sheet):
    reading = read(sheet)
    found = dict(zip(shapes(reading), reading.entries, strict=True))
    numbers = sorted({*sheet.headings, *sheet.bodies})
    wrong = []
    for number, shape in zip(numbers, sheet.shapes, strict=True):
        term = found[shape].term
        expected = sheet.terms.get(number) or shape[0][0]
        if expected == "?":
            if term or not found[shape].doubts:
                wrong.append((term, "should be left to the editor, with a doubt"))
        elif not (same_term(term, expected) or same_term(term, " ".join(shape[0]))):
            wrong.append((term, expected))
    assert not wrong


@every_sheet
def test_every_character_is_accounted_for_once(sheet: Sheet):
    reading = read(sheet)
    assert uncovered(reading.lines, [piece.segment for piece in reading.pieces()]) == []


@every_sheet
def test_layout_is_found_out(sheet: Sheet):
    assert detect(decode(sheet.encoded, sheet.name)).name == sheet.layout


@every_sheet
def test_line_ends_do_not_matter(sheet: Sheet):
    reader = layouts()[sheet.layout].read
    unix = sheet.text.replace("\r\n", "\n")
    for end in ("\r\n", "\r", "  \n"):
        assert shapes(reader(unix.replace("\n", end))) == shapes(reader(unix))

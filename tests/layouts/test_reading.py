"""Segments, pieces, numbers and statuses of a reading; the registry of layouts."""

from __future__ import annotations

import pytest

from glosskos.errors import DocumentError
from glosskos.layouts import FURNITURE_KINDS, ReadEntry, Reading, detect, layouts, read, uncovered
from glosskos.model import Furniture, Segment, Status

LINES = ["Spi", "", "Voile ballon. Nœud", "  "]


def test_nothing_is_uncovered_where_every_character_stands_in_one_segment():
    assert uncovered(LINES, [Segment(1), Segment(3, 0, 13), Segment(3, 14)]) == []


def test_a_stretch_in_no_segment_is_uncovered():
    assert uncovered(LINES, [Segment(1), Segment(3, 0, 6)]) == [Segment(3, 6, 18)]


def test_a_stretch_in_two_segments_is_uncovered():
    assert uncovered(LINES, [Segment(1), Segment(3), Segment(3, 14, 18)]) == [Segment(3, 14, 18)]


def test_white_space_need_not_be_covered():
    assert uncovered(["  ", "\t", " a "], [Segment(3, 1, 2)]) == []


def test_segments_outside_the_document_cover_nothing():
    assert uncovered(["a"], [Segment(0), Segment(2), Segment(1, 5, 9)]) == [Segment(1, 0, 1)]


def test_segments_print_as_the_records_write_them():
    assert [str(Segment(12)), str(Segment(12, 0, 73)), str(Segment(12, 74))] == ["12", "12:0-73", "12:74-"]


def test_printed_numbers_stay_and_the_others_take_the_free_ones():
    entries = tuple(ReadEntry("t", number=number) for number in ("", "002", "", "001", ""))
    assert Reading("x", [], entries, ()).numbers() == ["003", "002", "004", "001", "005"]


def test_numbers_do_not_run_out():
    numbers = Reading("x", [], (ReadEntry("t"),) * 10_050, ()).numbers()
    assert (numbers[0], numbers[-1], len(set(numbers))) == ("001", "10050", 10_050)


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        (ReadEntry("t", [Segment(1)]), Status.MISSING),
        (ReadEntry("t", body=[Segment(1)]), Status.COMPLETE),
        (ReadEntry("t", body=[Segment(1)], repaired=True), Status.REPAIRED),
        (ReadEntry("t", body=[Segment(1)], repaired=True, truncated=True), Status.TRUNCATED),
    ],
)
def test_status_follows_from_what_happened_to_the_text(entry, status):
    assert entry.status is status


def test_pieces_come_in_the_order_of_print():
    reading = Reading(
        "x", LINES, (ReadEntry("Spi", [Segment(1)], [Segment(3, 0, 13)]),), (Furniture(Segment(3, 14), "title"),)
    )
    assert [(piece.kind, piece.entry) for piece in reading.pieces()] == [("heading", 0), ("body", 0), ("title", -1)]


def test_the_registry_holds_the_five_layouts_with_a_title_each():
    assert sorted(layouts()) == [
        "alternating-lines", "cut-teasers", "lost-headings", "term-and-definition", "white-paper",
    ]  # fmt: skip
    assert all(layout.title.endswith(".") for layout in layouts().values())


def test_furniture_of_every_reader_is_of_a_known_kind():
    from sheets import sheets

    kinds = {item.kind for sheet in sheets() for item in layouts()[sheet.layout].read(sheet.text).furniture}
    assert kinds <= set(FURNITURE_KINDS)
    assert len(kinds) > 4


@pytest.mark.parametrize("text", ["", "un seul mot", "Une phrase.\n", "a\nb\nc\nd\ne\n"])
def test_a_text_that_no_layout_fits_is_said_to(text):
    with pytest.raises(DocumentError, match=r"none of the layouts fits.*--layout"):
        detect(text)


def test_an_unknown_layout_is_answered_with_the_known_ones():
    with pytest.raises(DocumentError, match=r"'comic'.*alternating-lines.*white-paper"):
        read("Spi\nVoile ballon.\n", "comic")


def test_a_named_layout_is_taken_at_its_word():
    assert [entry.term for entry in read("Spi\nVoile ballon.\n", "alternating-lines").entries] == ["Spi"]
    text = "".join(f"Mot {n}\nUne chose que l’on nomme ainsi depuis le jour {n}.\n" for n in range(4))
    assert read(text).layout == "alternating-lines"


def white_paper(*texts: str) -> list[tuple[str, str]]:
    reading = read("\n\n".join(texts), "white-paper")
    return [(entry.term, entry.text(reading.lines)) for entry in reading.entries]


def test_a_first_term_that_sounds_like_a_title_is_an_entry_where_it_is_defined():
    guide = "Le guide d'entretien est une trame de questions."
    assert white_paper("Guide d'entretien", guide) == [("Guide d'entretien", guide)]


def test_a_title_right_above_the_first_entry_is_none():
    spi = "Le spi est une voile ballon."
    assert white_paper("Le glossaire du marin", "Spi", spi) == [("Spi", spi)]


def test_a_number_out_of_sequence_is_doubted_and_replaced():
    reading = read(
        "\n\n".join(f"{n} {t}\n\nLe {t} est une chose." for n, t in [(1, "cap"), (7, "lof"), (3, "spi")]), "white-paper"
    )
    assert [entry.number for entry in reading.entries] == ["001", "007", ""]
    assert "out of sequence" in reading.entries[2].doubts[0]
    assert len(set(reading.numbers())) == 3


def test_a_paragraph_between_a_heading_and_its_list_keeps_the_list():
    assert white_paper("Allure", "L'allure est une direction :", "- près ;", "- largue.", "Elle change.") == [
        ("Allure", "L'allure est une direction :\n- près ;\n- largue.\nElle change.")
    ]


def test_lost_headings_without_alphabetical_order_are_read_by_their_form():
    things = ["winch", "spi", "foc", "mât", "bout", "cap", "quai"]
    text = "\n\n".join(f"Le {thing} est un objet du bord.\n\nIl se range." for thing in things)
    assert [entry.term for entry in read(text, "lost-headings").entries] == things

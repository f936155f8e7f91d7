"""Widths and wrapping of labels."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import need
from glosskos.neighbourhood.metrics import in_table, plain, text_width, visible, wrap

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LIMIT = 13.7


def test_widths_are_those_of_the_font():
    need(DEJAVU.is_file(), "fonts-dejavu")
    from fontTools.ttLib import TTFont

    font = TTFont(DEJAVU)
    cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
    for word in ("centre d'appels", "œuvre – « Ça »", "Ελλάδα", "Россия", "…→≠"):
        real = sum(metrics[cmap[ord(letter)]][0] for letter in word) / 2048
        assert text_width(word, 10) == pytest.approx(10 * real)
        assert in_table(word)


def test_what_is_not_in_the_table_is_guessed():
    assert text_width("界") == text_width("👍") > 1.0
    assert text_width("界") > text_width("क") > text_width("م") == text_width("ש") > 0.5
    assert text_width("\u0301") == text_width("\u200d") == 0.0
    assert not in_table("a界")


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("centre d'appels", ("centre d'appels",)),
        ("règlement général sur la protection des données", ("règlement général sur la", "protection des données")),
        ("couplage téléphonie-informatique", ("couplage téléphonie-", "informatique")),
        ("", ("",)),
        ("  a \n\t b ", ("a b",)),
    ],
)
def test_labels_are_broken_where_people_would(label, lines):
    assert wrap(label, LIMIT) == lines


def test_what_is_too_long_ends_in_an_ellipsis():
    lines = wrap("mot " * 500, LIMIT)
    assert len(lines) == 6 and lines[-1].endswith("…")
    assert len(wrap("mot " * 500, LIMIT, 2)) == 2
    assert wrap("x" * 5000, LIMIT)[0].strip("x") == ""


def test_a_word_too_wide_is_cut_but_never_before_its_mark():
    for line in wrap("e\u0301" * 40, LIMIT):
        assert not unicodedata.combining(line[0])


def test_marks_do_not_pile_up():
    assert wrap("a" + "\u0301" * 99, LIMIT) == ("a" + "\u0301" * 3,)


def test_what_shows_nothing_is_told():
    assert visible("a") and visible("…") and visible("👍")
    assert not visible("") and not visible(" \u200b\u202e") and not visible("\u0301")


def test_plain_text_has_no_character_that_xml_forbids():
    assert plain("a\x00b\x01c\ud800d\uffff e\n\tf") == "a\ufffdb\ufffdc\ufffdd\ufffd e f"
    assert plain("👍 é") == "👍 é"


@given(st.text(max_size=200), st.integers(3, 30), st.integers(1, 8))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(label, limit, most):
    lines = wrap(label, limit, most)
    assert 1 <= len(lines) <= most
    for line in lines:
        # A single character may be wider than a very narrow line; marks and formatting have no width of their own.
        assert text_width(line) <= limit
    if len(lines) < most and not any(unicodedata.category(c) in ("Mn", "Me") for c in label):
        assert "".join("".join(lines).split()) == "".join(plain(label).split())

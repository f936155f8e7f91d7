"""The letters that come along, and their widths, are those of DejaVu Sans."""

from __future__ import annotations

from pathlib import Path

from make_font import FONT, TABLE, as_text, table, wanted

from conftest import need
from glosskos.neighbourhood.metrics import text_width

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def test_the_table_is_what_the_script_makes_of_the_font():
    need(DEJAVU.is_file(), "fonts-dejavu")
    from fontTools.ttLib import TTFont

    assert as_text(table(TTFont(DEJAVU))) == TABLE.read_text(encoding="utf-8")


def test_the_font_that_comes_along_has_every_character_of_the_table_and_its_width():
    from fontTools.ttLib import TTFont

    font = TTFont(FONT)
    cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
    assert set(wanted(cmap)) == set(cmap)
    assert len(cmap) > 1000
    for code, name in cmap.items():
        assert abs(metrics[name][0] / 2048 - text_width(chr(code))) < 1e-9
    assert "GPOS" not in font and "GSUB" not in font  # nothing that would draw other widths


def test_the_licence_lies_beside_it_and_it_is_light():
    assert "Bitstream Vera" in (FONT.parent / "LICENSE").read_text(encoding="utf-8")
    assert FONT.stat().st_size < 100_000

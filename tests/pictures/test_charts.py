"""The charts: their numbers, their text, and the copies in the repository."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from conftest import ROOT
from glosskos.errors import TargetError
from glosskos.neighbourhood import neighbourhood, text_width
from glosskos.pictures import Scene
from glosskos.pictures.charts import CHARTS, write_charts
from glosskos.pictures.markup import COLOURS
from glosskos.pictures.poster import _HUES
from glosskos.pictures.svg import svg
from made import made, thesauri

SVG = "{http://www.w3.org/2000/svg}"


def assert_good(drawing):
    """No text leaves the picture, none lies over another."""
    root = ET.fromstring(drawing)
    width, height = float(root.get("width")), float(root.get("height"))
    boxes = []
    for text in root.iter(f"{SVG}text"):
        x, y, size = (float(text.get(name)) for name in ("x", "y", "font-size"))
        wide = text_width(text.text, size)
        left = x - {"end": wide, "middle": wide / 2}.get(text.get("text-anchor"), 0)
        assert left >= 0 and left + wide <= width and y - size > 0 and y + 0.2 * size <= height, text.text
        boxes.append((left, y - 0.7 * size, left + wide, y + 0.1 * size, text.text))
    for at, (left, top, right, bottom, words) in enumerate(boxes):
        for x1, y1, x2, y2, other in boxes[at + 1 :]:
            assert right <= x1 or x2 <= left or bottom <= y1 or y2 <= top, (words, other)
    return root


@pytest.mark.parametrize("language", ["fr", "en"])
def test_numbers_are_those_of_the_thesaurus(thesaurus, language):
    sources = {slug: {entry.source for entry in entries} for slug, entries in thesaurus.entries_of.items()}
    themes = assert_good(CHARTS["concepts-by-theme"](thesaurus, language))[1].text
    for slug, members in thesaurus.members.items():
        name = re.escape(thesaurus.themes[slug].pref_label[language])
        counts = ", ".join(
            f"{source.publisher.name} {sum(source.id in sources[member] for member in members)}"
            for source in thesaurus.sources.values()
        )
        assert re.search(rf"(^|; ){name} {len(members)} \({re.escape(counts)}\)", themes)
    overlap = assert_good(CHARTS["overlap-of-sources"](thesaurus, language))[1].text
    combined = Counter(frozenset(each) for each in sources.values() if each)
    names = {source.publisher.name: source.id for source in thesaurus.sources.values()}
    told = {}
    for part in overlap.split("; "):
        who, number = part.rsplit(" ", 1)
        told[frozenset(names[name] for name in who.split(" + "))] = int(number)
    assert told == combined
    links = assert_good(CHARTS["links-by-kind"](thesaurus, language))[1].text
    concepts = thesaurus.concepts.values()
    assert sum(map(int, re.findall(r"(\d+)(?:;|$)", links))) == sum(len(c.broader) + len(c.related) for c in concepts)


def test_the_copies_in_the_repository_are_what_the_code_gives(thesaurus, tmp_path):
    kept = ROOT / "docs" / "pictures"
    drawn = {path.name: path.read_bytes() for path in write_charts(thesaurus, tmp_path / "new" / "folder")}
    concept = Scene(thesaurus, neighbourhood(thesaurus, "net-promoter-score"), "en")
    drawn["net-promoter-score.en.svg"] = svg(concept).encode("utf-8")
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == drawn
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"docs/pictures/([\w.-]+)", readme))
    assert used and used <= set(drawn)
    assert all(f"docs/pictures/{name}.en.svg" in readme for name in CHARTS)


def test_nothing_to_show_is_said():
    for chart in CHARTS.values():
        root = assert_good(chart(made({"a": "a"}), "en"))
        assert root[1].text == "Nothing to show."


def test_many_combinations_are_cut_and_said():
    sources = {f"s{at}": [f"c{code}" for code in range(1, 64) if code >> at & 1] for at in range(6)}
    text = CHARTS["overlap-of-sources"](made({f"c{code}": "c" for code in range(1, 64)}, sources=sources), "en")
    root = assert_good(text)
    assert "39 more combinations: 39 concepts" in text
    assert root[1].text.count(";") == 62


def test_a_folder_that_cannot_be_made_is_told(thesaurus, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(TargetError, match="cannot be written"):
        write_charts(thesaurus, tmp_path / "file" / "charts")


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1])
def test_letters_and_lines_stand_out_from_their_ground(mode):
    """WCAG 2.2: 4.5 for text, 3 for lines that carry meaning."""
    shade = {role: pair[mode] for role, pair in COLOURS.items()}
    grounds = ("ground", "panel", "broader-fill", "narrower-fill", "related-fill")
    for ground in grounds:
        assert contrast(shade["ink"], shade[ground]) >= 4.5
    for ground in ("ground", "panel"):
        assert contrast(shade["muted"], shade[ground]) >= 4.5
        assert contrast(shade["related"], shade[ground]) >= 4.5
        assert contrast(shade["hierarchy"], shade[ground]) >= 3
    assert contrast(shade["on-centre"], shade["centre"]) >= 4.5
    # A cell's number on the deepest shade of the heat table.
    mixed = "#" + "".join(
        f"{round(0.4 * int(shade['hierarchy'][at : at + 2], 16) + 0.6 * int(shade['panel'][at : at + 2], 16)):02x}"
        for at in (1, 3, 5)
    )
    assert contrast(shade["ink"], mixed) >= 4.5
    assert all(contrast("#ffffff", hue) >= 4.5 for hue in _HUES)


@settings(max_examples=40, deadline=None)
@given(thesauri(10))
def test_any_data_has_charts(thesaurus):
    for chart in CHARTS.values():
        assert_good(chart(thesaurus, "fr"))

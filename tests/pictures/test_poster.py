"""The poster: every concept once in each of its themes, the hierarchy inside, an index; nothing over anything else."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from glosskos.errors import GlosskosError
from glosskos.model import BroaderType
from glosskos.neighbourhood import text_width
from glosskos.pictures import draw_poster
from glosskos.pictures.panels import groups
from glosskos.pictures.poster import poster
from glosskos.typography import typeset
from made import made, thesauri

SVG = "{http://www.w3.org/2000/svg}"


def shapes(drawing):
    """Give the whole size, the panels' rectangles, and each text with its box."""
    root = ET.fromstring(drawing)
    size = float(root.get("width")), float(root.get("height"))
    panels = [
        tuple(float(rect.get(name)) for name in ("x", "y", "width", "height"))
        for rect in root.iter(f"{SVG}rect")
        if "gk-fill-panel" in (rect.get("class") or "")
    ]
    texts = []
    for text in root.iter(f"{SVG}text"):
        x, y, font = (float(text.get(name)) for name in ("x", "y", "font-size"))
        width = text_width(text.text or "", font)
        left = x - {"end": width, "middle": width / 2}.get(text.get("text-anchor"), 0)
        texts.append((text.text or "", left, y - 0.76 * font, width, font))
    return root, size, panels, texts


def assert_good(drawing):
    root, (width, height), panels, texts = shapes(drawing)
    for at, (x, y, w, h) in enumerate(panels):
        assert x >= 0 and y >= 0 and x + w <= width and y + h <= height
        for ox, oy, ow, oh in panels[at + 1 :]:
            assert x + w <= ox or ox + ow <= x or y + h <= oy or oy + oh <= y, "two panels overlap"
    for words, x, y, w, h in texts:
        assert x >= 0 and x + w <= width + 0.5 and y >= 0 and y + h <= height, words
    # Texts of one panel: none over another (the width of letters we do not know is a guess on the safe side).
    for px, py, pw, ph in panels:
        here = [
            each for each in texts if px <= each[1] and each[1] + each[3] <= px + pw + 0.5 and py <= each[2] <= py + ph
        ]
        here.sort(key=lambda each: each[2])
        for at, (words, x, y, w, h) in enumerate(here):
            for other, ox, oy, ow, _ in here[at + 1 :]:
                if oy >= y + h * 0.9:
                    break
                assert x + w <= ox or ox + ow <= x, (words, other)
    return root, panels


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_concept_is_there_once_in_each_of_its_themes(thesaurus, language):
    root, panels = assert_good(poster(thesaurus, language))
    assert len(panels) == len(thesaurus.themes)
    hrefs = [link.get("href").rsplit("/", 1)[1] for link in root.iter(f"{SVG}a")]
    assert sorted(hrefs) == sorted(slug for members in thesaurus.members.values() for slug in members)
    for link in root.iter(f"{SVG}a"):
        label = typeset(thesaurus.concepts[link.get("href").rsplit("/", 1)[1]].pref_label[language], language)
        drawn = "".join(text.text for text in link.iter(f"{SVG}text")).replace(" ", "")
        assert label.replace(" ", "") in drawn
    width, height = float(root.get("width")), float(root.get("height"))
    assert abs(width / height - 2**0.5) < 0.002  # a lying sheet of the A series
    for theme in thesaurus.themes.values():
        assert typeset(theme.pref_label[language], language) in root[1].text


def test_letters_can_be_read_on_paper(thesaurus):
    root = ET.fromstring(poster(thesaurus))
    smallest = min(float(text.get("font-size")) for text in root.iter(f"{SVG}text"))
    millimetres = smallest * 841 / float(root.get("width"))  # on A1, lying
    assert millimetres * 72 / 25.4 > 8  # points


def test_hierarchy_inside_a_theme_is_drawn(thesaurus):
    for group in groups(thesaurus, "fr", "rest"):
        path: list[str] = []
        for row in group.rows:
            path = [*path[: row.level], row.slug]
            broader = {link.object for link in thesaurus.concepts[row.slug].broader}
            if row.level:
                assert path[-2] in broader
            here = {each.slug for each in group.rows}
            assert bool(row.level) == bool(broader & here)
            assert set(row.elsewhere) == broader - set(path[-2:-1])


def test_parts_and_instances_are_marked():
    thesaurus = made(
        {slug: slug for slug in "abcde"},
        [("b", "a"), ("c", "a"), ("d", "b"), ("e", "a")],
        types={("b", "a"): BroaderType.PARTITIVE, ("c", "a"): BroaderType.INSTANTIAL},
        themes={"t": "abc", "u": "d", "v": "e"},
    )
    text = poster(thesaurus)
    assert "partie de" in text and "cas de" in text and "‹ b" in text
    found = {
        group.name: [(row.slug, row.level, row.link) for row in group.rows] for group in groups(thesaurus, "fr", "")
    }
    assert found["t"] == [("a", 0, ""), ("b", 1, "partitive"), ("c", 1, "instantial")]


def test_without_themes_top_concepts_make_the_panels_and_nothing_is_lost():
    thesaurus = made(
        {slug: slug for slug in "abcdxyz"},
        [("b", "a"), ("c", "b"), ("x", "y"), ("y", "x"), ("c", "c")],
        withdrawn={"z": ()},
    )
    found = groups(thesaurus, "fr", "reste")
    assert [(group.name, [(row.slug, row.level) for row in group.rows]) for group in found] == [
        ("a", [("a", 0), ("b", 1), ("c", 2)]),
        ("reste", [("d", 0), ("x", 0), ("y", 1)]),
    ]
    assert_good(poster(thesaurus))


def test_a_theme_too_long_for_a_column_goes_on_in_the_next():
    many = {f"c{at:04}": f"concept numéro {at}" for at in range(900)}
    text = poster(made(many, themes={"grand": many, "petit": ["c0001"]}))
    root, panels = assert_good(text)
    assert len(panels) > 5 and "grand (suite)" in text
    assert len(list(root.iter(f"{SVG}a"))) == 901


def test_the_same_poster_every_time_and_in_png(thesaurus):
    assert poster(thesaurus) == poster(thesaurus)
    data, binary = draw_poster(thesaurus, "en", "svg")
    assert data.decode() == poster(thesaurus, "en") and not binary
    data, binary = draw_poster(made({"a": "a"}), "fr", "png")
    assert data.startswith(b"\x89PNG") and binary
    with pytest.raises(GlosskosError, match="svg or png, not dot"):
        draw_poster(thesaurus, "fr", "dot")


@settings(max_examples=40, deadline=None)
@given(thesauri(12))
def test_any_data_makes_a_good_poster(thesaurus):
    text = poster(thesaurus)
    root, _ = assert_good(text)
    assert not list(root.iter(f"{SVG}script"))
    inforce = {slug for slug, concept in thesaurus.concepts.items() if not concept.deprecated}
    rows = [row.slug for group in groups(thesaurus, "fr", "") for row in group.rows]
    assert set(rows) == inforce
    assert len(re.findall("<a[ >]", text)) == len(rows)

"""Layouts of every concept, and of anything that foreign data may hold."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import assert_good
from conftest import ROOT
from glosskos.neighbourhood import LINKS, arrange, neighbourhood
from made import made, thesauri


def labels_of(thesaurus, language="fr"):
    return {slug: concept.pref_label[language] for slug, concept in thesaurus.concepts.items()}


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_concept_has_a_good_layout(thesaurus, language, depth):
    labels = labels_of(thesaurus, language)
    for slug in thesaurus.concepts:
        around = neighbourhood(thesaurus, slug, depth)
        layout = arrange(around, labels)
        assert_good(layout)
        assert len(layout.boxes) == len(around.nodes)
        assert len(layout.routes) + len(layout.undrawn) == len(around.edges)


@pytest.mark.parametrize("links", LINKS)
@pytest.mark.parametrize("slug", ["centre-d-appels", "relation-client", "activite", "detracteur-nps", "iso-9001"])
def test_deep_neighbourhoods_are_good_whichever_links_are_drawn(thesaurus, slug, links):
    for depth in (2, 3, 4):
        assert_good(arrange(neighbourhood(thesaurus, slug, depth), labels_of(thesaurus), links))


def test_sides_are_as_promised(thesaurus):
    layout = arrange(neighbourhood(thesaurus, "net-promoter-score", 2), labels_of(thesaurus))
    centre = layout.boxes[0]
    assert centre.slug == "net-promoter-score"
    for box in layout.boxes[1:]:
        if box.side == "broader":
            assert box.x + box.width < centre.x
        else:
            assert box.x > centre.x + centre.width


def test_at_one_step_narrower_come_before_related_each_in_alphabetical_order(thesaurus):
    from glosskos.text import fold

    labels = labels_of(thesaurus)
    for slug in ("net-promoter-score", "centre-d-appels", "activite"):
        boxes = [
            box for box in arrange(neighbourhood(thesaurus, slug), labels).boxes if box.side in ("narrower", "related")
        ]
        down = [(box.side, fold(labels[box.slug])) for box in sorted(boxes, key=lambda box: box.y)]
        assert down == sorted(down)


def test_farther_concepts_stand_farther_out(thesaurus):
    layout = arrange(neighbourhood(thesaurus, "relation-client", 3), labels_of(thesaurus))
    centre = layout.boxes[0].column
    for left in (True, False):
        columns: dict[int, set[int]] = {}
        for box in layout.boxes[1:]:
            if (box.column < centre) == left:
                columns.setdefault(box.distance, set()).add(abs(box.column - centre))
        assert all(max(columns[near]) < min(columns[near + 1]) for near in (1, 2))


def test_as_many_links_are_drawn_as_stay_readable(thesaurus):
    def drawn(slug, depth, links=""):
        layout = arrange(neighbourhood(thesaurus, slug, depth), labels_of(thesaurus), links)
        return len(layout.routes), len(layout.undrawn), len(layout.boxes)

    routes, undrawn, _ = drawn("centre-d-appels", 1)
    assert undrawn == 0 and routes > 26
    routes, undrawn, boxes = drawn("relation-client", 3)
    assert routes >= boxes - 1 and undrawn > routes
    assert drawn("relation-client", 3, "all")[1] == 0
    assert drawn("relation-client", 2, "tree")[0] <= drawn("relation-client", 2, "paths")[0]
    with pytest.raises(ValueError, match="'some'"):
        drawn("client", 1, "some")


def test_a_tree_is_drawn_without_crossings():
    labels = (
        {"r": "r"} | {f"n{a}": f"n{a}" for a in range(5)} | {f"n{a}{b}": f"n{a}{b}" for a in range(5) for b in range(4)}
    )
    broader = [(f"n{a}", "r") for a in range(5)] + [(f"n{a}{b}", f"n{a}") for a in range(5) for b in range(4)]
    layout = arrange(neighbourhood(made(labels, broader), "r", 2), labels)
    assert_good(layout)
    outer = sorted((box.y, box.slug) for box in layout.boxes if box.distance == 2)
    assert [slug for _, slug in outer] == sorted(slug for _, slug in outer)
    for a in range(5):
        middles = [layout.box[f"n{a}{b}"].y for b in range(4)]
        assert middles[0] <= layout.box[f"n{a}"].y <= middles[-1]


def test_links_of_one_kind_from_one_concept_share_their_lane_and_no_others_do():
    many = {"r": "r"} | {f"n{at:02}": f"n{at:02}" for at in range(40)}
    layout = arrange(neighbourhood(made(many, [(f"n{at:02}", "r") for at in range(40)]), "r"), many, rows=14)
    assert_good(layout)
    assert {box.column for box in layout.boxes} == {0, 1, 2, 3}
    through = {route.curve[3][1] for route in layout.routes if layout.box[route.edge.subject].column == 3}
    assert len(through) == 1


@pytest.mark.parametrize(
    "label",
    [
        "x" * 5000, "mot " * 1250, "客户关系" * 1250, "مركز الاتصال " * 400, "👩‍👩‍👧‍👦" * 700, "é\u0301" * 2500, "𒀱" * 5000, "ﷺ" * 60, "W" * 26,
        "\u202eabc", "a\nb\r\nc\td", "\x00\x07\ud800", "", "   ", "<script>alert('x')</script>", "\u200b" * 50, "\u0300" * 400,
    ],
)  # fmt: skip
def test_no_label_leaves_its_box(label):
    thesaurus = made({"a": label, "b": "b"}, [("b", "a")])
    layout = arrange(neighbourhood(thesaurus, "b"), {"a": label, "b": "b"})
    assert_good(layout)
    assert layout.box["a"].whole == (len(label) < 100 or layout.box["a"].lines == ("a",))
    assert len(layout.box["a"].lines) <= 6
    if not label.strip("\u200b\u0300 "):
        assert layout.box["a"].lines == ("a",)


def test_a_concept_alone_and_a_label_that_is_not_given():
    layout = arrange(neighbourhood(made({"only": "x"}), "only"), {})
    assert_good(layout)
    assert (layout.boxes[0].lines, layout.routes, layout.undrawn) == (("only",), (), ())


def test_routes_know_their_way(thesaurus):
    layout = arrange(neighbourhood(thesaurus, "net-promoter-score", 2), labels_of(thesaurus))
    for route in layout.routes:
        points = route.points(4)
        assert points[0] == route.curve[0] and points[-1] == pytest.approx(route.curve[-1], abs=0.01)
        assert len(points) == 4 * (len(route.curve) - 1) // 3 + 1
        assert route.svg_path.startswith(f"M{route.curve[0][0]:g},{route.curve[0][1]:g} C")
        near = route.edge.subject if route.outward else route.edge.object
        start = route.dashed_path[1:].split(" ")[0].split(",")
        box = layout.box[near]
        assert box.y < float(start[1]) < box.y + box.height


@settings(max_examples=120, deadline=None)
@given(thesauri(), st.integers(0, 4), st.sampled_from(["", *LINKS]), st.integers(1, 30))
def test_any_data_has_a_good_layout(thesaurus, depth, links, rows):
    labels = {slug: concept.pref_label["fr"] for slug, concept in thesaurus.concepts.items()}
    around = neighbourhood(thesaurus, "c0", depth)
    layout = arrange(around, labels, links, rows=rows)
    assert_good(layout)
    assert layout == arrange(around, labels, links, rows=rows)


def test_another_process_gives_the_same_layout():
    code = (
        "from glosskos.thesaurus import load_thesaurus\nfrom glosskos.neighbourhood import *\nfrom pathlib import Path\n"
        f"t = load_thesaurus(Path({str(ROOT / 'ontology')!r}))\n"
        "labels = {s: c.pref_label['fr'] for s, c in t.concepts.items()}\n"
        "print(arrange(neighbourhood(t, 'relation-client', 3), labels, 'all'))"
    )
    found = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, check=True
        )
        found.add(sha256(done.stdout).hexdigest())
    assert len(found) == 1

"""The measures of the network: against graphs whose measures are known, and networkx's own."""

from __future__ import annotations

import json
import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosskos.neighbourhood.network import Measures, measure, network
from made import made, thesauri

# Two triangles joined by a bridge, and one concept apart: a-b-c-a, c-d, d-e-f-d, g.
TWO = made(
    {slug: slug for slug in "abcdefg"},
    broader=[("a", "b"), ("b", "c"), ("c", "d")],
    related=[("a", "c"), ("d", "e"), ("e", "f"), ("f", "d"), ("b", "a")],
    themes={"left": "abcx"[:3], "across": "cdg"},
)


def test_parts_bridges_and_distances_are_right():
    found = measure(TWO)
    assert (found.concepts, found.links) == (7, 7)
    assert found.density == pytest.approx(7 / 21, abs=1e-6)
    assert found.parts == (tuple("abcdef"), ("g",))
    assert found.bridges == (("c", "d"),)
    assert found.articulation == ("c", "d")
    assert found.diameter == 3
    assert found.distances == {1: 7, 2: 4, 3: 4}
    assert found.mean_distance == pytest.approx((7 + 8 + 12) / 15, abs=1e-4)


def test_central_concepts_and_clusters_are_right():
    found = measure(TWO)
    assert [(each.concept, each.degree) for each in found.central[:2]] == [("c", 3), ("d", 3)]
    assert found.central[0].betweenness == pytest.approx(6 / 15, abs=1e-6)  # of the 15 pairs of others, 6 pass c
    assert {frozenset(each.members) for each in found.clusters} == {frozenset("abc"), frozenset("def"), frozenset("g")}
    first = found.clusters[0]
    assert (first.members[0], first.inside, first.outside) == ("c", 3, 1)
    assert found.modularity == pytest.approx(2 * (3 / 7 - (7 / 14) ** 2), abs=1e-4)


def test_cohesion_of_themes_is_right():
    left, across = measure(TWO).cohesion
    assert (left.theme, left.members, left.inside, left.outside, left.density, left.parts) == ("left", 3, 3, 1, 1.0, 1)
    assert left.share == pytest.approx(6 / 7, abs=1e-4)
    assert (across.theme, across.members, across.inside, across.outside, across.parts) == ("across", 3, 1, 4, 2)


def test_relations_and_withdrawn_concepts_are_left_out_as_asked():
    assert network(TWO, ["related"]).number_of_edges() == 5
    assert network(TWO, ["narrower"]).number_of_edges() == 3
    thesaurus = made({"a": "a", "b": "b"}, [("a", "b"), ("a", "a")], withdrawn={"b": ("a",)})
    assert (list(network(thesaurus)), network(thesaurus).number_of_edges()) == (["a"], 0)


def test_nothing_to_measure_is_no_fault():
    found = measure(made({"a": "a"}))
    assert (found.diameter, found.mean_distance, found.distances, found.clusters, found.modularity) == (
        0,
        0.0,
        {},
        (),
        0.0,
    )
    gone = measure(made({"a": "a"}, withdrawn={"a": ()}))
    assert (gone.concepts, gone.parts, gone.central, gone.diameter) == (0, (), (), 0)


def test_pagerank_is_networkxs(thesaurus):
    graph = network(thesaurus)
    from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

    theirs = _pagerank_python(graph, tol=1e-12)
    for each in measure(thesaurus).central:
        assert each.pagerank == pytest.approx(theirs[each.concept], abs=1e-5)


def test_the_real_network(thesaurus):
    found = measure(thesaurus)
    assert found.concepts == len(thesaurus.concepts)
    assert sum(len(each.members) for each in found.clusters) == found.concepts
    assert sum(found.distances.values()) == sum(len(part) * (len(part) - 1) // 2 for part in found.parts)
    assert max(found.distances) == found.diameter
    assert found.links == nx.Graph(network(thesaurus)).number_of_edges()
    assert {each.theme for each in found.cohesion} == set(thesaurus.themes)
    graph = network(thesaurus)
    for a, b in found.bridges:
        cut = graph.copy()
        cut.remove_edge(a, b)
        assert nx.number_connected_components(cut) > len(found.parts)
    for slug in found.articulation:
        cut = graph.copy()
        cut.remove_node(slug)
        assert nx.number_connected_components(cut) > len(found.parts)


def test_every_process_measures_the_same(records):
    found = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "glosskos", "graph", "--stats", "--format", "json", "--records", str(records)],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert set(json.loads(found.pop())) == set(Measures.__dataclass_fields__)


@settings(max_examples=40, deadline=None)
@given(thesauri(), st.booleans())
def test_any_data_can_be_measured(thesaurus, related):
    found = measure(thesaurus, ["related"] if related else ["broader"])
    assert sum(len(part) for part in found.parts) == found.concepts == len(found.central)
    assert sum(each.pagerank for each in found.central) == pytest.approx(float(bool(found.concepts)), abs=1e-4)

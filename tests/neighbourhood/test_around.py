"""Which concepts and links a neighbourhood has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosskos.errors import GlosskosError, LookupFailed
from glosskos.neighbourhood import Neighbourhood, neighbourhood
from made import made, thesauri

FAMILY = made(
    {slug: slug for slug in "abcdefg"},
    broader=[("b", "a"), ("c", "b"), ("d", "b"), ("e", "a")],
    related=[("c", "e"), ("f", "d"), ("d", "g")],
    sources={"one": "ce", "two": "cg"},
)


def told(found: Neighbourhood) -> dict[str, tuple[int, str, str, str]]:
    return {node.slug: (node.distance, node.side, node.step, node.via) for node in found.nodes}


def test_a_step_goes_up_down_and_aside():
    found = neighbourhood(FAMILY, "b")
    assert told(found) == {
        "b": (0, "centre", "centre", ""),
        "a": (1, "broader", "broader", "b"),
        "c": (1, "narrower", "narrower", "b"),
        "d": (1, "narrower", "narrower", "b"),
    }
    assert [(edge.subject, edge.kind, edge.object) for edge in found.edges] == [
        ("b", "broader", "a"),
        ("c", "broader", "b"),
        ("d", "broader", "b"),
    ]
    assert found.edges[0].reason == {"fr": "b & a"}


def test_a_concept_stands_on_the_side_of_its_first_step_and_tells_its_last():
    found = told(neighbourhood(FAMILY, "c", 2))
    assert found["b"] == (1, "broader", "broader", "c")
    assert found["e"] == (1, "related", "related", "c")
    assert found["a"] == (2, "broader", "broader", "b")
    assert found["d"] == (2, "broader", "narrower", "b")
    assert set(found) == {"c", "b", "e", "a", "d"}
    assert set(told(neighbourhood(FAMILY, "c", 3))) == set("abcdefg")
    assert told(neighbourhood(FAMILY, "c", 0)) == {"c": (0, "centre", "centre", "")}


def test_links_between_neighbours_are_there_and_told_from_the_ways():
    found = neighbourhood(FAMILY, "c", 2)
    edges = {(edge.subject, edge.object): edge for edge in found.edges}
    assert set(edges) == {("b", "a"), ("c", "b"), ("d", "b"), ("e", "a"), ("c", "e")}
    assert found.on_path(edges["e", "a"]) and not found.in_tree(edges["e", "a"])
    assert found.on_path(edges["c", "b"]) and found.in_tree(edges["c", "b"])


@pytest.mark.parametrize(
    ("relations", "nodes", "edges"),
    [
        (("broader",), {"d", "b", "a"}, 2),
        (("narrower",), {"d"}, 0),
        (("related",), {"d", "f", "g"}, 2),
        (("broader", "narrower"), {"d", "b", "a", "c"}, 3),
        ((), {"d"}, 0),
    ],
)
def test_relations_are_walked_as_asked(relations, nodes, edges):
    found = neighbourhood(FAMILY, "d", 2, relations)
    assert set(told(found)) == nodes
    assert len(found.edges) == edges


def test_sources_keep_their_concepts_and_what_connects_them():
    assert set(told(neighbourhood(FAMILY, "b", 2, sources=["two"]))) == {"b", "c", "d", "g"}
    kept = told(neighbourhood(FAMILY, "b", 2, sources=["one"]))
    assert {"b", "c", "e"} <= set(kept)
    assert all(via in kept for _, _, _, via in kept.values() if via)
    assert neighbourhood(FAMILY, "c").nodes[0].sources == ("one", "two")


def test_withdrawn_concepts_are_met_as_the_centre_only():
    thesaurus = made({"a": "a", "b": "b", "c": "c"}, [("a", "b"), ("c", "b")], [("a", "c")], withdrawn={"b": ("c",)})
    assert set(told(neighbourhood(thesaurus, "a", 3))) == {"a", "c"}
    assert set(told(neighbourhood(thesaurus, "b"))) == {"a", "b", "c"}


def test_cycles_and_links_to_oneself_do_no_harm():
    thesaurus = made({"a": "a", "b": "b"}, [("a", "a"), ("a", "b"), ("b", "a")], [("a", "b"), ("b", "a"), ("a", "a")])
    found = neighbourhood(thesaurus, "a", 5)
    assert told(found) == {"a": (0, "centre", "centre", ""), "b": (1, "broader", "broader", "a")}
    assert [(edge.subject, edge.kind, edge.object) for edge in found.edges] == [
        ("a", "broader", "b"),
        ("a", "related", "b"),
        ("b", "broader", "a"),
    ]


def test_what_is_not_known_is_said():
    with pytest.raises(LookupFailed, match="slug 'zz'"):
        neighbourhood(FAMILY, "zz")
    with pytest.raises(GlosskosError, match="-1"):
        neighbourhood(FAMILY, "a", -1)
    with pytest.raises(GlosskosError, match="no relation is called 'up'; there are: broader, narrower, related"):
        neighbourhood(FAMILY, "a", relations=["up"])
    with pytest.raises(GlosskosError, match="no source is called 'three'; there are: one, two"):
        neighbourhood(FAMILY, "a", sources=["three"])
    with pytest.raises(GlosskosError, match="there are: none"):
        neighbourhood(made({"a": "a"}), "a", sources=["three"])


def test_the_real_thesaurus_is_walked_whole_and_each_link_is_there_once(thesaurus):
    found = neighbourhood(thesaurus, "centre-d-appels", 20)
    assert {node.slug for node in found.nodes} == set(thesaurus.concepts)
    links = sum(len(concept.broader) + len(concept.related) for concept in thesaurus.concepts.values())
    assert len(found.edges) == links


@settings(max_examples=60, deadline=None)
@given(thesauri(), st.integers(0, 4), st.booleans())
def test_of_any_data_distances_are_the_shortest_and_edges_join_its_nodes(thesaurus, depth, by_source):
    centre = "c0"
    found = neighbourhood(thesaurus, centre, depth, sources=["s1"] if by_source else None)
    assert found == neighbourhood(thesaurus, centre, depth, sources=["s1"] if by_source else None)
    assert found.nodes[0].slug == centre
    for node in found.nodes[1:]:
        assert 1 <= node.distance <= depth
        assert not thesaurus.concepts[node.slug].deprecated
        assert found.node[node.via].distance == node.distance - 1
    assert len({node.slug for node in found.nodes}) == len(found.nodes)
    for edge in found.edges:
        assert edge.subject != edge.object
        assert {edge.subject, edge.object} <= set(found.node)
        assert abs(found.node[edge.subject].distance - found.node[edge.object].distance) <= 1
    joined = {frozenset((edge.subject, edge.object)) for edge in found.edges}
    assert all(frozenset((node.slug, node.via)) in joined for node in found.nodes[1:])

"""What stands above what, without recursion and without all pairs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosskos.hierarchy import Hierarchy, TooManyPairs, ancestors, components, count_pairs

PARENTS = st.dictionaries(st.integers(0, 11), st.sets(st.integers(0, 11), max_size=4), max_size=12)
QUICK = settings(max_examples=400, deadline=None, database=None)


@QUICK
@given(PARENTS)
def test_one_question_is_answered_as_all_ancestors_say(parents):
    above, found = Hierarchy(parents), ancestors(parents)
    nodes = {*parents, *(each for group in parents.values() for each in group), 99}
    assert {(a, b) for a in nodes for b in nodes if above.is_above(a, b)} == {(a, b) for b in found for a in found[b]}
    assert set(above.cyclic()) == {each for each in found if each in found[each]}


@QUICK
@given(PARENTS)
def test_components_are_those_of_networkx_and_parents_come_first(parents):
    import networkx

    graph = networkx.DiGraph((child, parent) for child, group in parents.items() for parent in group)
    graph.add_nodes_from(parents)
    found = [frozenset(component) for component, _ in components(parents)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, networkx.strongly_connected_components(graph)))
    place = {node: at for at, component in enumerate(found) for node in component}
    assert all(place[parent] <= place[child] for child, parent in graph.edges)


@QUICK
@given(PARENTS)
def test_the_count_is_never_too_high(parents):
    exact = sum(map(len, ancestors(parents).values()))
    count = count_pairs(parents)
    assert count <= exact
    if all(len(group) <= 1 for group in parents.values()):
        assert count == exact
    with pytest.raises(TooManyPairs):
        ancestors(parents, exact - 1)
    assert ancestors(parents, exact) == ancestors(parents)


def test_two_chains_of_a_hundred_thousand_that_never_meet():
    length = 100_000
    parents = {at: {at + 1} for at in range(length - 1)} | {-at: {-at - 1} for at in range(1, length)}
    above = Hierarchy(parents)
    assert all(above.is_above(length - 1, at) for at in range(0, length - 1, 1000))
    assert not any(above.is_above(-at, at) or above.is_above(at, -at) for at in range(1, length, 1000))


def test_nothing():
    assert list(components({})) == []
    assert count_pairs({}) == 0
    assert not Hierarchy({}).is_above(1, 2)

"""The SKOS entailments: each rule on a small case, random graphs against owlrl, and depth without recursion."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glosskos.closure import RULES, Facts, ancestors, close
from glosskos.namespaces import RDF, SKOS
from glosskos.terms import Triple, iri
from glosskos.verify import owlrl_closure

SEMANTIC = (
    "semanticRelation broader narrower related broaderTransitive narrowerTransitive mappingRelation closeMatch exactMatch "
    "broadMatch narrowMatch relatedMatch"
).split()
OTHER = "inScheme topConceptOf hasTopConcept member memberList".split()
CLASSES = "Concept ConceptScheme Collection OrderedCollection".split()


def node(name: str) -> str:
    return f"<https://example.org/{name}>"


def triples(text: str) -> set[Triple]:
    """``a broader b, a type Concept`` as triples: SKOS properties and classes by local name, nodes by letter."""
    found = set()
    for statement in text.split(","):
        subject, predicate, value = statement.split()
        if predicate == "type":
            found.add((node(subject), iri("rdf:type"), iri(f"skos:{value}")))
        else:
            found.add((node(subject), iri(f"skos:{predicate}"), node(value)))
    return found


def entailed(text: str, *predicates: str) -> set[Triple]:
    """What closing adds, of some properties only (all of SKOS without ``type`` by default)."""
    wanted = {iri(f"skos:{name}") for name in predicates} or {iri(f"skos:{name}") for name in (*SEMANTIC, *OTHER)}
    return {triple for triple in close(triples(text)) if triple[1] in wanted}


@pytest.mark.parametrize(
    ("asserted", "expected"),
    [
        # S7, S8
        ("a topConceptOf s", "s hasTopConcept a, a inScheme s"),
        ("s hasTopConcept a", "a topConceptOf s, a inScheme s"),
        ("a inScheme s", ""),
        # S21, S22, S25
        ("a broader b", "b narrower a, a broaderTransitive b, b narrowerTransitive a, a semanticRelation b, b semanticRelation a"),
        ("a narrower b", "b broader a, b broaderTransitive a, a narrowerTransitive b, a semanticRelation b, b semanticRelation a"),
        # S23
        ("a related b", "b related a, a semanticRelation b, b semanticRelation a"),
        # S24, S26: the transitive properties do not entail the others
        (
            "a broaderTransitive b, c narrowerTransitive b",
            "b narrowerTransitive a, b broaderTransitive c, a broaderTransitive c, c narrowerTransitive a, "
            "a semanticRelation b, b semanticRelation a, b semanticRelation c, c semanticRelation b, a semanticRelation c, c semanticRelation a",
        ),
        # S39, S40, S41
        ("a mappingRelation b", "a semanticRelation b"),
        ("a closeMatch b", "b closeMatch a, a mappingRelation b, b mappingRelation a, a semanticRelation b, b semanticRelation a"),
        # S42 to S45
        (
            "a exactMatch b",
            "b exactMatch a, a exactMatch a, b exactMatch b, a closeMatch b, b closeMatch a, a closeMatch a, b closeMatch b, "
            "a mappingRelation b, b mappingRelation a, a mappingRelation a, b mappingRelation b, "
            "a semanticRelation b, b semanticRelation a, a semanticRelation a, b semanticRelation b",
        ),
        (
            "a broadMatch b",
            "b narrowMatch a, a broader b, b narrower a, a broaderTransitive b, b narrowerTransitive a, "
            "a mappingRelation b, b mappingRelation a, a semanticRelation b, b semanticRelation a",
        ),
        (
            "a narrowMatch b",
            "b broadMatch a, b broader a, a narrower b, b broaderTransitive a, a narrowerTransitive b, "
            "a mappingRelation b, b mappingRelation a, a semanticRelation b, b semanticRelation a",
        ),
        (
            "a relatedMatch b",
            "b relatedMatch a, a related b, b related a, a mappingRelation b, b mappingRelation a, a semanticRelation b, b semanticRelation a",
        ),
        ("c member a", ""),
    ],
)  # fmt: skip
def test_what_one_statement_entails(asserted, expected):
    assert entailed(asserted) == (triples(expected) if expected else set())


@pytest.mark.parametrize(
    ("asserted", "expected"),
    [
        ("a broader b", "a type Concept, b type Concept"),
        ("a mappingRelation b", "a type Concept, b type Concept"),
        ("a inScheme s", "s type ConceptScheme"),
        ("a topConceptOf s", "a type Concept, s type ConceptScheme"),
        ("s hasTopConcept a", "a type Concept, s type ConceptScheme"),
        ("c member a", "c type Collection"),
        ("c type OrderedCollection", "c type Collection"),
        ("c memberList l", "c type OrderedCollection, c type Collection"),
        ("a type Concept", ""),
    ],
)
def test_what_a_statement_says_of_the_kinds_of_things(asserted, expected):
    kinds = {triple for triple in close(triples(asserted)) if triple[1] == iri("rdf:type")}
    assert kinds == (triples(expected) if expected else set())


def test_ancestors_are_transitive_over_broader_and_narrower():
    assert entailed("a broader b, c narrower b, c broader d", "broaderTransitive") == triples(
        "a broaderTransitive b, a broaderTransitive c, a broaderTransitive d, b broaderTransitive c, b broaderTransitive d, "
        "c broaderTransitive d"
    )


def test_broader_itself_is_not_transitive():
    assert entailed("a broader b, b broader c", "broader") == set()


def test_related_is_not_transitive():
    assert entailed("a related b, b related c", "related") == triples("b related a, c related b")


def test_close_match_is_not_transitive():
    assert entailed("a closeMatch b, b closeMatch c", "closeMatch") == triples("b closeMatch a, c closeMatch b")


def test_exact_match_is_transitive():
    assert triples("a exactMatch c, c exactMatch a") <= entailed("a exactMatch b, b exactMatch c", "exactMatch")


def test_a_broad_match_joins_hierarchies():
    assert triples("a broaderTransitive c") <= entailed("a broader b, b broadMatch c", "broaderTransitive")


def test_every_member_of_a_cycle_is_its_own_ancestor_and_what_hangs_below_is_not():
    found = entailed("a broader b, b broader c, c broader a, d broader a", "broaderTransitive")
    own = {name for name in "abcd" if (node(name), iri("skos:broaderTransitive"), node(name)) in found}
    assert own == set("abc")


def test_a_link_to_oneself_is_a_cycle():
    assert triples("a broaderTransitive a, a narrower a") <= entailed("a broader a")


def member_list(*cells: tuple[str, str, str]) -> list[Triple]:
    """A collection whose memberList begins at ``_:l0``, of cells (own name, first, rest)."""
    found = [(node("c"), iri("skos:memberList"), "_:l0")]
    for own, first, rest in cells:
        found += [(own, iri("rdf:first"), first), (own, iri("rdf:rest"), rest)]
    return found


def members(graph: list[Triple]) -> set[str]:
    return {value for _, predicate, value in close(graph) if predicate == iri("skos:member")}


def test_s36_what_stands_in_a_member_list_is_a_member():
    nil = f"<{RDF}nil>"
    graph = member_list(("_:l0", node("a"), "_:l1"), ("_:l1", node("b"), nil), ("_:other", node("x"), nil))
    assert members(graph) == {node("a"), node("b")}


def test_an_empty_member_list_has_no_members():
    assert members([(node("c"), iri("skos:memberList"), f"<{RDF}nil>")]) == set()


def test_a_member_list_that_bites_its_tail_is_read_once():
    assert members(member_list(("_:l0", node("a"), "_:l1"), ("_:l1", node("b"), "_:l0"))) == {node("a"), node("b")}


def test_a_member_list_that_breaks_off_gives_what_it_has():
    assert members([*member_list(("_:l0", node("a"), "_:l1")), ("_:l1", iri("rdf:rest"), "_:l2")]) == {node("a")}


def test_literals_in_object_place_entail_nothing():
    assert close([(node("a"), iri("skos:broader"), '"b"'), (node("a"), iri("skos:prefLabel"), '"a"@fr')]) == []


def test_what_is_not_skos_entails_nothing():
    assert close([(node("a"), iri("dct:isPartOf"), node("b")), (node("a"), iri("rdf:type"), iri("gk:Entry"))]) == []


def test_facts_are_read_by_local_name_and_given_back_as_triples():
    facts = Facts(triples("a broader b, a related c"))
    assert facts["broader"] == {(node("a"), node("b"))}
    facts.add("broader", [(node("c"), node("d"))])
    assert set(facts.triples()) == triples("a broader b, a related c, c broader d")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_names_its_axioms_and_is_at_rest_on_a_closed_graph(rule):
    assert re.search(r"\bS\d+\b", rule.__doc__)
    asserted = triples(
        "a broader b, b broadMatch c, a exactMatch d, d relatedMatch e, a topConceptOf s, k memberList l, k member a"
    )
    closed = asserted | set(close(asserted))
    facts = Facts(closed)
    rule(facts)
    assert set(facts.triples()) == closed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_is_idle(rule, monkeypatch):
    nil = f"<{RDF}nil>"
    asserted = triples(
        "a broader b, b broader c, a exactMatch d, d exactMatch e, f broadMatch g, h related i, a topConceptOf s"
    )
    asserted |= {
        (node("c"), iri("skos:memberList"), "_:l"),
        ("_:l", iri("rdf:first"), node("a")),
        ("_:l", iri("rdf:rest"), nil),
    }
    whole = close(asserted)
    monkeypatch.setattr("glosskos.closure.RULES", tuple(each for each in RULES if each is not rule))
    assert set(close(asserted)) < set(whole)


NODES = [node(letter) for letter in "abcdef"]
LINKS = st.tuples(st.sampled_from(NODES), st.sampled_from([iri(f"skos:{name}") for name in (*SEMANTIC, *OTHER)]), st.sampled_from(NODES))  # fmt: skip
TYPES = st.tuples(st.sampled_from(NODES), st.just(iri("rdf:type")), st.sampled_from([iri(f"skos:{name}") for name in CLASSES]))  # fmt: skip
GRAPHS = st.lists(st.one_of(LINKS, LINKS, LINKS, TYPES), min_size=1, max_size=14)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(GRAPHS)
def test_random_graphs_close_as_owlrl_closes_them(graph):
    assert {*graph, *close(graph)} == owlrl_closure(graph)


@settings(max_examples=300, deadline=None, database=None)
@given(GRAPHS)
def test_one_pass_is_enough(graph):
    added = close(graph)
    assert added == sorted(set(added) - set(graph))
    assert close([*graph, *added]) == []


@settings(max_examples=300, deadline=None, database=None)
@given(GRAPHS, GRAPHS)
def test_more_statements_never_entail_less(graph, more):
    assert {*graph, *close(graph)} <= {*graph, *more, *close([*graph, *more])}


@settings(max_examples=300, deadline=None, database=None)
@given(st.dictionaries(st.integers(0, 9), st.sets(st.integers(0, 9), max_size=4), max_size=10))
def test_ancestors_are_what_walking_up_reaches(parents):
    def reached(start: int) -> set[int]:
        found: set[int] = set()
        todo = list(parents.get(start, ()))
        while todo:
            at = todo.pop()
            if at not in found:
                found.add(at)
                todo += parents.get(at, ())
        return found

    found = ancestors(parents)
    assert set(parents) <= set(found)
    assert {each: found[each] for each in parents} == {each: reached(each) for each in parents}


def test_ancestors_of_nothing():
    assert ancestors({}) == {}


def test_a_chain_deeper_than_the_recursion_limit():
    # Each of n nodes has a set of all above it: n²/2 members, 200 MB here. 100,000 would need 400 GB, whatever the algorithm.
    depth = 3_000
    assert depth > sys.getrecursionlimit()
    found = ancestors({each: {each + 1} for each in range(depth)})
    assert len(found[0]) == depth
    assert found[depth - 1] == {depth}


def test_a_cycle_of_a_hundred_thousand():
    length = 100_000
    found = ancestors({each: {(each + 1) % length} for each in range(length)})
    assert len(found) == length
    assert found[0] is found[length - 1]  # one set for all: 100,000 of their own would not fit in memory
    assert len(found[0]) == length


def test_a_member_list_of_a_hundred_thousand():
    length = 100_000
    nil = f"<{RDF}nil>"
    cells = [(f"_:l{at}", node(str(at)), f"_:l{at + 1}" if at + 1 < length else nil) for at in range(length)]
    assert len(members(member_list(*cells))) == length


def test_the_closure_speaks_of_skos_only():
    assert {triple[1] for triple in close(triples("a broader b, c memberList l"))} <= {
        iri("rdf:type"), *(f"<{SKOS}{name}>" for name in (*SEMANTIC, *OTHER)),
    }  # fmt: skip

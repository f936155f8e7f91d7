"""The SKOS entailments: each rule on a small case, random graphs against owlrl, and depth without recursion."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glosskos.closure import RULES, TRANSITIVE_RULES, ClosureTooLarge, Facts, ancestors, close, close_for_checks
from glosskos.namespaces import RDF, SKOS
from glosskos.terms import Triple, iri, is_literal, parse_rdf
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
    facts = Facts(triples("a broader b, a broader e, a related c"))
    assert facts["broader"] == {node("a"): {node("b"), node("e")}}
    facts.join("broader", {node("c"): {node("d")}})
    facts.turn("narrower", facts["related"])
    assert set(facts.triples()) == triples("a broader b, a broader e, a related c, c broader d, c narrower a")
    facts.drop(triples("a broader b, a related c, x broader y"))
    assert set(facts.triples()) == triples("a broader e, c broader d, c narrower a")


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
# Labels, notes and what is not SKOS: no axiom of ours is about them, and they must neither vanish nor entail anything.
NOISE = st.one_of(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from([iri(f"skos:{name}") for name in "prefLabel altLabel hiddenLabel note definition scopeNote notation".split()]),
        st.sampled_from(['"x"@fr', '"y"']),
    ),
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from([iri("dct:isPartOf"), iri("rdfs:label"), iri("skos:definition"), iri("skos:changeNote")]),
        st.sampled_from(NODES),
    ),
)  # fmt: skip
GRAPHS = st.lists(st.one_of(LINKS, LINKS, LINKS, TYPES, NOISE), min_size=1, max_size=14)
DEEP = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from([iri(f"skos:{name}") for name in "broader narrower related broadMatch exactMatch relatedMatch".split()]),
        st.sampled_from(NODES),
    ),
    min_size=3,
    max_size=20,
)  # fmt: skip


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(GRAPHS)
def test_random_graphs_close_as_owlrl_closes_them(graph):
    assert skos({*graph, *close(graph)}) == owlrl_closure(graph)


def skos(graph: set[Triple]) -> set[Triple]:
    """What of a graph the axioms are about: links of SKOS and classes of SKOS."""
    return {
        (subject, predicate, value)
        for subject, predicate, value in graph
        if not is_literal(value)
        and (predicate.startswith(f"<{SKOS}") or (predicate == iri("rdf:type") and value.startswith(f"<{SKOS}")))
    }


def test_the_thesaurus_closes_as_owlrl_closes_it(records):
    graph = list(parse_rdf(records / "thesaurus.ttl"))
    assert skos({*graph, *close(graph)}) == owlrl_closure(graph)


@settings(max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(NODES), max_size=5), min_size=1, max_size=3))
def test_member_lists_are_those_that_rdflib_reads(lists):
    from rdflib import BNode, Graph, URIRef
    from rdflib.collection import Collection

    graph = Graph()
    for number, items in enumerate(lists):
        head = BNode() if items else URIRef(f"{RDF}nil")
        graph.add((URIRef(f"https://example.org/c{number}"), URIRef(f"{SKOS}memberList"), head))
        if items:
            Collection(graph, head, [URIRef(item[1:-1]) for item in items])
    stated = [(s.n3(), p.n3(), o.n3()) for s, p, o in graph]
    expected = {(node(f"c{number}"), iri("skos:member"), item) for number, items in enumerate(lists) for item in items}
    assert {triple for triple in close(stated) if triple[1] == iri("skos:member")} == expected


@settings(max_examples=100, deadline=None, database=None)
@given(GRAPHS)
def test_without_transitivity_a_part_of_the_closure_is_left(graph):
    rest = set(close(graph, transitive=False))
    assert rest <= set(close(graph))
    once = Facts(graph)
    for rule in RULES:
        if rule not in TRANSITIVE_RULES:
            rule(once)
    assert rest == set(once.triples()) - set(graph)


@settings(max_examples=200, deadline=None, database=None)
@given(st.one_of(GRAPHS, DEEP))
def test_the_closure_for_checks_is_the_part_that_a_condition_can_see(graph):
    whole, part = {*graph, *close(graph)}, {*graph, *close_for_checks(graph)}
    assert part <= whole
    up, exact, kind = iri("skos:broaderTransitive"), iri("skos:exactMatch"), iri("rdf:type")
    assert {each for each in whole if each[1] not in BY_TRANSITIVITY} <= part
    related = {(each[0], each[2]) for each in whole if each[1] == iri("skos:related")}
    seen = {each for each in whole if each[1] == up and (each[0] == each[2] or (each[0], each[2]) in related)}
    matched = {(each[0], each[2]) for each in whole if each[1] in (iri("skos:broadMatch"), iri("skos:relatedMatch"))}
    seen |= {each for each in whole if each[1] == exact and (each[0], each[2]) in matched}
    assert seen <= part
    assert {each for each in whole if each[1] == kind} <= part


BY_TRANSITIVITY = [
    iri(f"skos:{name}")
    for name in "broaderTransitive narrowerTransitive semanticRelation exactMatch closeMatch mappingRelation".split()
]


@settings(max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(GRAPHS, DEEP))
def test_both_engines_find_the_same_on_the_closure_for_checks_as_on_the_whole(graph):
    from glosskos.validation import ENGINES, SKOS_ONLY
    from glosskos.validation.engines import shape_files, shapes_of

    shapes = shapes_of(shape_files(SKOS_ONLY))
    found = {
        (engine, entailed is close): {
            (each.focus, each.shape, each.value, each.severity) for each in run([*graph, *entailed(graph)], shapes)
        }
        for engine, run in ENGINES.items()
        for entailed in (close, close_for_checks)
    }
    assert len({frozenset(each) for each in found.values()}) == 1


def chain(length: int, *more: Triple) -> list[Triple]:
    return [(node(str(at)), iri("skos:broader"), node(str(at + 1))) for at in range(length)] + list(more)


def test_a_chain_of_a_hundred_thousand_is_refused_with_its_count_before_it_begins():
    with pytest.raises(ClosureTooLarge, match=r"broaderTransitive would have 5,000,050,000 pairs or more"):
        close(chain(100_000))
    assert len(close(chain(100_000), transitive=False)) == 5 * 100_000 + 100_001


def test_a_bound_on_the_pairs_is_kept_where_it_shows_only_on_the_way():
    # A lattice: the best way up says 60 ancestors at most, there are up to 900.
    side = 30
    links = [
        (node(f"{x}-{y}"), iri("skos:broader"), node(f"{x + dx}-{y + dy}"))
        for x in range(side) for y in range(side) for dx, dy in ((0, 1), (1, 0))
    ]  # fmt: skip
    assert len({each for each in close(links) if each[1] == iri("skos:broaderTransitive")}) > 100_000
    with pytest.raises(ClosureTooLarge, match="or more, and 100,000 are the bound"):
        close(links, max_pairs=100_000)


def test_exact_matches_are_bounded_too():
    ring = [(node(str(at)), iri("skos:exactMatch"), node(str(at + 1))) for at in range(10_000)]
    with pytest.raises(ClosureTooLarge, match=r"exactMatch would have 100,020,001 pairs"):
        close(ring)


def test_checks_on_a_chain_of_a_hundred_thousand_see_what_matters():
    far = (node("5"), iri("skos:related"), node("99000"))
    near = (node("7"), iri("skos:related"), node("elsewhere"))
    found = {each for each in close_for_checks(chain(100_000, far, near)) if each[1] == iri("skos:broaderTransitive")}
    assert (node("5"), iri("skos:broaderTransitive"), node("99000")) in found
    assert len(found) == 100_001


def test_checks_on_a_circle_of_a_hundred_thousand_see_every_member():
    circle = [(node(str(at)), iri("skos:broader"), node(str((at + 1) % 100_000))) for at in range(100_000)]
    up = iri("skos:broaderTransitive")
    assert sum(each[0] == each[2] and each[1] == up for each in close_for_checks(circle)) == 100_000


def test_a_hundred_thousand_links_to_one_concept():
    star = [(node(str(at)), iri("skos:broader"), node("top")) for at in range(100_000)]
    assert len(close(star)) == 5 * 100_000 + 100_001


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
    # Each of n nodes has a set of all above it: n²/2 members, 200 MB here. 100,000 would need 400 GB, whatever the algorithm;
    # that is refused, below, and checks do without.
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

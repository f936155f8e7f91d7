"""The ready-made queries: heads, and the same rows in the same order from four engines, however the parameters are bound."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode
from urllib.request import Request

import pytest

from conftest import ROOT
from glosskos.queries import Names, bind, evaluate, query_graph, ready_queries, store_of, without_head
from glosskos.queries.tokens import has_keyword, variables
from glosskos.terms import datatype_of, is_literal, language_of, to_ntriples, value_of
from queries.refresh import HERE, expected, table_of, text_of

QUERIES = ready_queries(ROOT / "queries")
GRAPH = "urn:test:ready-queries"
OF = {"concept", "source", "theme", "status", "text", "number", "date", "language"}
TAGS = set(
    "changes concepts counts definitions divergences domain entries export hierarchy labels links quality search sources themes".split()
)
each_query = pytest.mark.parametrize("name", QUERIES)


@pytest.fixture(scope="module")
def triples(thesaurus):
    return query_graph(thesaurus)


@pytest.fixture(scope="module")
def memory(triples):
    return store_of(triples)


@pytest.fixture(scope="module")
def rdflib_graph(triples):
    from rdflib import Graph

    return Graph(bind_namespaces="none").parse(data=to_ntriples(triples), format="nt")


def unordered(text: str) -> bool:
    """Tell whether a SELECT leaves the order of its rows to the engine: no ORDER BY behind the last group."""
    return has_keyword(text, "SELECT", "CONSTRUCT") == "SELECT" and not has_keyword(text[text.rindex("}") :], "ORDER")


# Heads


def test_there_are_thirty_or_more():
    assert len(QUERIES) >= 30


@each_query
def test_a_head_says_in_two_languages_what_is_answered(name):
    query = QUERIES[name]
    for said in (query.summary, query.description):
        assert set(said) == {"en", "fr"}
        # French sets a space before the high marks, English none.
        assert not re.search(r"\w[;:!?](?:\s|$)|[\"’]", said["fr"])
        assert not re.search(r"\s[;:!?](?:\s|$)", said["en"])
    assert len(query.summary["en"]) <= 70
    assert not query.summary["en"].endswith(".")
    assert query.description["en"].endswith(".")
    assert query.description["fr"].endswith(".")
    if query.form == "SELECT":
        assert re.search(r"Columns: \w", query.description["en"])
        assert "Colonnes : " in query.description["fr"]
    assert query.tags
    assert set(query.tags) <= TAGS


def test_summaries_are_told_apart():
    for language in ("en", "fr"):
        assert len({query.summary[language] for query in QUERIES.values()}) == len(QUERIES)


def test_each_tag_gathers_some():
    for tag in TAGS:
        assert sum(tag in query.tags for query in QUERIES.values()) >= 2 or tag == "divergences"


@each_query
def test_every_parameter_is_described_and_has_a_default(name):
    for parameter in QUERIES[name].parameters:
        assert parameter.default
        assert parameter.of in OF
        assert set(parameter.label) == {"en", "fr"}
        assert not parameter.choices or parameter.default in parameter.choices


def test_a_source_may_be_any_of_them(thesaurus):
    chosen = [p.choices for query in QUERIES.values() for p in query.parameters if p.of == "source"]
    assert chosen
    assert set(chosen) == {tuple(f"{thesaurus.scheme.base}source/{name}" for name in thesaurus.sources)}


@each_query
def test_what_is_asked_holds_for_any_thesaurus_and_engine(name):
    query = QUERIES[name]
    body = without_head(query.text)
    assert not unordered(body)
    assert "relation-client" not in body
    assert not re.search(r"\brc:|\bSERVICE\b|\bGRAPH\b|GROUP_CONCAT|SAMPLE|RAND\(|NOW\(", body)
    assert not re.search(r"[\w)>][*+](?=\s+[?<$])", re.sub(r"\"[^\"]*\"", '""', body)), "a path without end"
    # A parameter is bound by putting a term in its place, so it can be no column and no target.
    assert not re.search(r"\bAS\s+\?_|SELECT[^{]*\s\?_\w", body)
    assert all(variable.count("_") <= 3 for variable in variables(body))


def test_a_query_without_an_order_is_told():
    assert unordered("SELECT ?a { { SELECT ?a { ?a ?b ?c } ORDER BY ?a } }")
    assert unordered('SELECT ?a { ?a ?b "ORDER BY" }\n# ORDER BY ?a')
    assert not unordered("SELECT ?a { ?a ?b ?c } ORDER BY ?a LIMIT 3")
    assert not unordered("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }")


def test_every_query_has_expected_rows_and_they_a_query():
    assert {path.stem for path in HERE.glob("*.csv")} == set(QUERIES)


# The same rows everywhere


@each_query
def test_pyoxigraph_gives_the_expected_rows(name, memory):
    assert table_of(evaluate(memory, text_of(QUERIES[name]))) == expected(name)


def ask_rdflib(graph, query, **options):
    found = graph.query(query, **options)
    if found.type == "CONSTRUCT":
        return ["subject", "predicate", "object"], sorted([term.n3() for term in triple] for triple in found.graph)
    return [str(column) for column in found.vars], [
        ["" if term is None else str(term) for term in row] for row in found
    ]


def rdflib_term(term):
    from rdflib import Literal, URIRef

    if not is_literal(term):
        return URIRef(value_of(term))
    kind = datatype_of(term)
    plain = kind.endswith(("#string", "#langString"))
    return Literal(value_of(term), lang=language_of(term) or None, datatype=None if plain else URIRef(kind))


@each_query
def test_rdflib_gives_the_same_rows_whether_terms_are_put_in_or_bound(name, rdflib_graph):
    query = QUERIES[name]
    rows = expected(name)
    assert ask_rdflib(rdflib_graph, text_of(query)) == rows
    if query.parameters:
        bound = {variable: rdflib_term(term) for variable, term in bind(query, {}, Names()).items()}
        assert ask_rdflib(rdflib_graph, query.text, initBindings=bound) == rows


def ask_store(store, query):
    """Ask over HTTP, plainly: the rows as JSON, a graph as N-Triples."""
    construct = has_keyword(query, "SELECT", "CONSTRUCT") == "CONSTRUCT"
    accept = "application/n-triples, text/plain;q=0.9" if construct else "application/sparql-results+json"
    form = urlencode({"query": query, "default-graph-uri": GRAPH}).encode()
    with store.opener().open(Request(store.query_url, form, {"Accept": accept}), timeout=120) as answer:
        body = answer.read()
    if construct:
        from pyoxigraph import RdfFormat, parse

        found = parse(body, format=RdfFormat.N_TRIPLES)
        return ["subject", "predicate", "object"], sorted(
            [str(each.subject), str(each.predicate), str(each.object)] for each in found
        )
    result = json.loads(body)
    columns = result["head"]["vars"]
    return columns, [
        [row.get(column, {}).get("value", "") for column in columns] for row in result["results"]["bindings"]
    ]


@pytest.fixture(scope="module")
def loaded(triples, request):
    found = {}

    def give(fixture):
        if fixture not in found:
            found[fixture] = request.getfixturevalue(fixture)
            found[fixture].load(triples, GRAPH)
        return found[fixture]

    return give


@each_query
@pytest.mark.parametrize("server_name", ["oxigraph_server", "virtuoso"])
def test_a_store_gives_the_same_rows_of_one_named_graph(name, server_name, loaded):
    assert ask_store(loaded(server_name), text_of(QUERIES[name])) == expected(name)

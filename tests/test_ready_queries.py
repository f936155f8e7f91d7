"""The ready-made queries: heads, and the same rows in the same order from four engines, however the parameters are bound."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode
from urllib.request import Request

import pytest

from conftest import ROOT
from expected_rows import HERE, expected, table_of, text_of
from glosskos.queries import Names, bind, closed, evaluate, query_graph, ready_queries, store_of, without_head
from glosskos.queries.tokens import has_keyword, variables
from glosskos.terms import datatype_of, is_literal, language_of, parse_rdf, to_ntriples, value_of

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


def ask_store(store, query, graph=GRAPH):
    """Ask over HTTP, plainly: the rows as JSON, a graph as N-Triples."""
    construct = has_keyword(query, "SELECT", "CONSTRUCT") == "CONSTRUCT"
    accept = "application/n-triples, text/plain;q=0.9" if construct else "application/sparql-results+json"
    form = urlencode({"query": query, "default-graph-uri": graph}).encode()
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


# Other values, and other files

RC = "https://w3id.org/relation-client/"
OTHER_VALUES = [
    ("acronyms", {"language": "en"}),
    ("changed-since", {"date": "2026-11-23"}),
    ("concept-card", {"concept": f"{RC}concept/centre-d-appels", "language": "en"}),
    ("concept-description", {"concept": f"{RC}concept/client"}),
    ("concepts-with-several-sources", {"sources": "1", "language": "de"}),
    ("definitions-by-source", {"concept": f"{RC}concept/carte-de-fidelite-payante", "language": "EN"}),
    ("entries-of-a-source", {"source": f"{RC}source/sitel"}),
    ("hierarchical-links-of-a-kind", {"kind": "Instantial"}),
    ("indicators", {"concept": f"{RC}concept/teleoperateur"}),
    ("label-search", {"text": "L’ÉCOUTE"}),
    ("label-search", {"text": "œ"}),
    ("label-search", {"text": 'a" } # \\ \n ?_language', "language": 'f"r'}),
    ("links-with-reasons", {"concept": f"{RC}concept/crm-analytique", "language": "en"}),
    ("neighbourhood", {"concept": f"{RC}concept/cnil"}),
    ("only-in-one-source", {"source": f"{RC}source/24pm"}),
    ("paths-up", {"concept": f"{RC}concept/teleconseiller"}),
    ("shortest-chain", {"from": f"{RC}concept/attrition", "to": f"{RC}concept/client"}),
    ("shortest-chain", {"from": f"{RC}concept/detracteur-nps", "to": f"{RC}concept/client-mystere"}),
    ("shortest-chain", {"from": f"{RC}concept/mooc", "to": f"{RC}concept/numero-azur"}),
    ("subtree", {"concept": f"{RC}concept/acteur", "language": "en"}),
    ("theme-members", {"theme": f"{RC}theme/nowhere"}),
    ("translations", {"language": "en", "other": "fr"}),
    ("what-mentions", {"text": "Téléphon"}),
]


@pytest.mark.parametrize(
    ("name", "values"), OTHER_VALUES, ids=[f"{name}-{n}" for n, (name, _) in enumerate(OTHER_VALUES)]
)
def test_other_values_get_the_same_rows_everywhere(name, values, memory, rdflib_graph, loaded):
    query = QUERIES[name]
    text = text_of(query, **values)
    rows = table_of(evaluate(memory, text))
    bound = {variable: rdflib_term(term) for variable, term in bind(query, values, Names()).items()}
    assert ask_rdflib(rdflib_graph, query.text, initBindings=bound) == rows
    for server_name in ("oxigraph_server", "virtuoso"):
        assert ask_store(loaded(server_name), text) == rows, server_name


# No base IRI, language, source or theme of ours; what is wrong on purpose is what the queries look for.
FOREIGN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://beispiel.example/begriffe#> .

:schema a skos:ConceptScheme ; dct:title "Büro"@de ; dct:language "de" ; skos:hasTopConcept :moebel .
:moebel a skos:Concept ; skos:prefLabel "Möbel"@de , "furniture"@en-GB ; skos:inScheme :schema .
:stuhl a skos:Concept ; skos:prefLabel "Stuhl"@de ; skos:altLabel "Sitz-Möbel" ; skos:broader :moebel ;
  skos:definition "Ein Möbel zum Sitzen."@de ; dct:modified "2020-05-06T07:08:09Z"^^xsd:dateTime .
:hocker a skos:Concept ; skos:prefLabel "Hocker"@de ; skos:altLabel "stuhl"@de ; skos:broader :stuhl , :moebel ;
  dct:created "2019-01-01"^^xsd:date ; dct:modified "2021-01-01"^^xsd:date .
:sessel a skos:Concept ; skos:prefLabel "Sessel"@de ; owl:deprecated true ; dct:isReplacedBy :stuhl ;
  skos:historyNote "Im Stuhl enthalten."@de ; dct:modified "2022-02-02"^^xsd:date .
:tisch a skos:Concept ; skos:prefLabel "Tisch"@de ; skos:broader :moebel ; skos:related :stuhl ; skos:note "Steht beim Stuhl."@de .
"""
BEGRIFFE = "http://beispiel.example/begriffe#"


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    path = tmp_path_factory.mktemp("foreign") / "moebel.ttl"
    path.write_text(FOREIGN, encoding="utf-8")
    return closed(parse_rdf(path))


@pytest.mark.parametrize(
    ("name", "values", "wanted"),
    [
        ("concepts-without-related", {}, ["Hocker|Möbel", "Hocker|Stuhl", "Möbel|"]),
        ("shared-labels", {}, ["stuhl|de|2|Hocker|Stuhl"]),
        ("withdrawn-concepts", {}, ["Sessel|Stuhl|Im Stuhl enthalten.|2022-02-02"]),
        (
            "changed-since",
            {"date": "2020-05-06"},
            ["2022-02-02|withdrawn|Sessel", "2021-01-01|changed|Hocker", "2020-05-06|changed|Stuhl"],
        ),
        ("changed-since", {"date": "2022-02-03"}, []),
        ("missing-translations", {"other": "fr"}, ["title||Büro", "definition|Stuhl|Ein Möbel zum Sitzen."]),
        ("missing-translations", {"language": "en", "other": "de"}, []),
        ("label-search", {"text": "MOBEL"}, ["Möbel|Möbel|de|prefLabel", "Stuhl|Sitz-Möbel||altLabel"]),
        ("label-search", {"text": "sitz mobel"}, ["Stuhl|Sitz-Möbel||altLabel"]),
        ("related-siblings", {}, ["Stuhl|Tisch|Möbel|"]),
        ("links-with-reasons", {"concept": f"{BEGRIFFE}tisch"}, ["broader|Möbel|||", "related|Stuhl|||"]),
        ("paths-up", {"concept": f"{BEGRIFFE}hocker"}, ["1|Möbel > Hocker", "2|Möbel > Stuhl > Hocker"]),
        ("shortest-chain", {"from": f"{BEGRIFFE}hocker", "to": f"{BEGRIFFE}tisch"}, ["2|Hocker > broader > Möbel > narrower > Tisch", "2|Hocker > broader > Stuhl > related > Tisch"]),
        ("subtree", {"concept": f"{BEGRIFFE}moebel"}, ["1|Hocker||0", "1|Stuhl||1", "2|Hocker||0", "1|Tisch||0"]),
        ("translations", {"other": "en"}, ["Hocker||", "Möbel|furniture|", "Stuhl||", "Tisch||"]),
        ("what-mentions", {"text": "stuhl"}, ["Sessel|historyNote|de||Im Stuhl enthalten.", "Tisch|note|de||Steht beim Stuhl."]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_found(name, values, wanted, foreign):
    query = QUERIES[name]
    takes = {parameter.name for parameter in query.parameters}
    values = {**({"language": "de"} if "language" in takes else {}), **values}
    rows = ["|".join(row) for row in table_of(evaluate(store_of(foreign), text_of(query, **values)))[1]]
    if name == "missing-translations" and wanted:
        assert set(wanted) <= {row.rpartition("|")[0] for row in rows}
        assert not [row for row in rows if row.startswith("altLabel")]
    else:
        assert len(rows) == len(wanted)
        assert all(row.startswith(begin) for row, begin in zip(rows, wanted, strict=True)), rows


@pytest.fixture(scope="module")
def foreign_everywhere(foreign, request):
    from rdflib import Graph

    servers = [request.getfixturevalue(name) for name in ("oxigraph_server", "virtuoso")]
    for server in servers:
        server.load(foreign, f"{GRAPH}:foreign")
    graph = Graph(bind_namespaces="none").parse(data=to_ntriples(foreign), format="nt")
    return store_of(foreign), graph, servers


@each_query
def test_another_file_is_no_error_anywhere(name, foreign_everywhere):
    memory, graph, servers = foreign_everywhere
    query = QUERIES[name]
    given = {"language": "de", "other": "fr", "text": "stuhl", "concept": f"{BEGRIFFE}moebel", "date": "2000-01-01"}
    text = text_of(
        query, **{parameter.name: given[parameter.name] for parameter in query.parameters if parameter.name in given}
    )
    columns, rows = table_of(evaluate(memory, text))
    assert columns == expected(name)[0]
    assert ask_rdflib(graph, text) == (columns, rows)
    for server in servers:
        found = ask_store(server, text, f"{GRAPH}:foreign")
        # Virtuoso and oxigraph each have a case of their own for language tags.
        assert [[cell.lower() for cell in row] for row in found[1]] == [[cell.lower() for cell in row] for row in rows]


def test_what_we_alone_have_gives_no_rows_elsewhere(foreign):
    store = store_of(foreign)
    for name, query in QUERIES.items():
        if {"sources", "entries", "divergences", "themes"} & set(query.tags) and name != "concepts-without-entry":
            assert table_of(evaluate(store, text_of(query)))[1] == [], name

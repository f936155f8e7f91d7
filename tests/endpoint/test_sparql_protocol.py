"""``/sparql`` by the SPARQL 1.1 Protocol, ``/store`` by the Graph Store Protocol (reading)."""

from __future__ import annotations

import socket
from urllib.parse import quote, urlencode

import pytest
from rdflib import Graph

BASE = "https://w3id.org/relation-client/"
ASK = "ASK {}"
ROWS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?l { <https://w3id.org/relation-client/concept/detracteur-nps> skos:prefLabel ?l } ORDER BY STR(?l)"
GRAPH = f"CONSTRUCT {{ <{BASE}concept/attrition> ?p ?o }} WHERE {{ <{BASE}concept/attrition> ?p ?o }}"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/*", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/sparql-results+json"),
        ("text/turtle, application/sparql-results+json;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_in_the_form_that_is_wanted(server, accept, kind):
    answer = server.sparql(ROWS, **({"Accept": accept} if accept else {}))
    assert (answer.status, answer.kind) == (200, kind)
    assert "détracteur NPS" in answer.text
    assert answer.headers["vary"].startswith("Accept")


@pytest.mark.parametrize(
    ("accept", "kind", "name"),
    [
        (None, "text/turtle", "turtle"),
        ("text/turtle", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/sparql-results+json, text/turtle;q=0.2", "text/turtle", "turtle"),
    ],
)
def test_a_graph_in_the_form_that_is_wanted(server, accept, kind, name):
    answer = server.sparql(GRAPH, **({"Accept": accept} if accept else {}))
    assert (answer.status, answer.kind) == (200, kind)
    count = int(
        server.sparql(f"SELECT (COUNT(*) AS ?n) {{ <{BASE}concept/attrition> ?p ?o }}", Accept="text/csv").text.split()[
            1
        ]
    )
    assert len(Graph().parse(data=answer.text, format=name)) == count > 20


def test_what_is_not_to_be_had_is_406(server):
    assert server.sparql(ROWS, Accept="image/png").status == 406
    assert server.sparql(ROWS, Accept="text/turtle").status == 406
    assert server.sparql(GRAPH, Accept="text/csv").status == 406
    assert server.get("/sparql", Accept="image/png").status == 406


def test_the_three_ways_to_ask(server):
    by_get = server.sparql(ROWS)
    by_form = server.request("POST", "/sparql", urlencode({"query": ROWS}).encode(), Content_Type=FORM)
    direct = server.request("POST", "/sparql", ROWS.encode(), Content_Type="application/sparql-query; charset=utf-8")
    assert by_get.body == by_form.body == direct.body
    assert by_get.status == by_form.status == direct.status == 200
    head = server.request("HEAD", f"/sparql?query={quote(ROWS)}")
    assert (head.status, head.body) == (200, b"") and head.headers["content-length"] == by_get.headers["content-length"]


def test_format_overrides_accept(server):
    path = f"/sparql?query={quote(ROWS)}&format="
    assert server.get(f"{path}csv", Accept="application/json").kind == "text/csv"
    assert server.get(path + quote("application/sparql-results+xml")).kind == "application/sparql-results+xml"
    assert server.get(f"/sparql?query={quote(GRAPH)}&format=json").kind == "application/ld+json"
    wrong = server.get(f"{path}nonsense")
    assert wrong.status == 400 and "there are json, xml" in wrong.json["detail"]


def problem(answer, status, title):
    assert (answer.status, answer.kind) == (status, "application/problem+json")
    assert answer.json["status"] == status and answer.json["title"] == title and answer.json["detail"]
    return answer.json["detail"]


def test_what_is_wrong_is_said(server):
    assert "line 1, column" in problem(server.sparql("SELECT * {"), 400, "not SPARQL 1.1")
    problem(server.request("POST", "/sparql", b"x=1", Content_Type=FORM), 400, "no query")
    problem(server.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400, "two queries")
    problem(server.request("POST", "/sparql", b"<a/>", Content_Type="text/xml"), 415, "unsupported media type")
    problem(server.request("POST", "/sparql", b"ASK {}"), 415, "unsupported media type")
    problem(server.request("POST", "/sparql", b"\xff\xfe", Content_Type="application/sparql-query"), 400, "not UTF-8")
    problem(server.request("POST", "/sparql", b"query=%FF", Content_Type=FORM), 400, "not a form")
    problem(server.get("/sparql?query=ASK%7B%7D&default-graph-uri=not%20an%20iri"), 400, "not a graph")
    problem(
        server.request("POST", "/sparql", ("query=ASK{}&" + "a=1&" * 2000).encode(), Content_Type=FORM),
        400,
        "not a form",
    )


def test_it_is_read_only(server):
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    problem(
        server.request("POST", "/sparql", update.encode(), Content_Type="application/sparql-update"), 403, "read-only"
    )
    problem(
        server.request("POST", "/sparql", urlencode({"update": update}).encode(), Content_Type=FORM), 403, "read-only"
    )
    problem(server.get(f"/sparql?update={quote(update)}"), 403, "read-only")
    for text in (update, "LOAD <file:///etc/passwd>", "DROP ALL", "CLEAR DEFAULT"):
        problem(server.sparql(text), 400, "not SPARQL 1.1")
    for method in ("PUT", "DELETE", "PATCH"):
        for path in ("/sparql", "/store?default", "/concept/attrition"):
            answer = server.request(method, path, b"")
            problem(answer, 405, "read-only")
            assert "GET" in answer.headers["allow"]
    problem(server.request("POST", "/store?default", b""), 405, "read-only")
    assert server.sparql("ASK { <urn:a> <urn:b> <urn:c> }").json["boolean"] is False


def test_no_query_goes_out(server):
    for text in (
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { service ?s {} }",
    ):
        problem(server.sparql(text), 403, "refused")
    # FROM names a graph here; nothing is fetched or read.
    for name in ("http://127.0.0.1:9/", "file:///etc/passwd"):
        assert server.sparql(f"SELECT * FROM <{name}> {{ ?s ?p ?o }}").json["results"]["bindings"] == []


def test_named_graphs(server):
    name = f"{BASE}graph/salesforce"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def n(answer):
        return int(answer.json["results"]["bindings"][0]["n"]["value"])

    own = n(server.sparql(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"))
    assert 0 < own < n(server.sparql(count))
    assert n(server.get(f"/sparql?query={quote(count)}&default-graph-uri={quote(name)}")) == own
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert n(server.get(f"/sparql?query={quote(inside)}&named-graph-uri={quote(name)}")) == own
    assert n(server.get(f"/sparql?query={quote(inside)}&default-graph-uri={quote(name)}")) == 0
    graphs = server.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", Accept="text/csv").text.split()[
        1:
    ]
    assert graphs == [
        f"{BASE}graph/{each}" for each in ("24pm", "chapsvision", "editor", "mars-marketing", "salesforce", "sitel")
    ]


def test_the_service_describes_itself(server):
    answer = server.get("/sparql", Accept="text/turtle")
    assert answer.kind == "text/turtle"
    sd = "http://www.w3.org/ns/sparql-service-description#"
    graph = Graph().parse(data=answer.text)
    rows = graph.query(
        f"SELECT ?e (COUNT(?g) AS ?n) {{ ?s <{sd}endpoint> ?e ; <{sd}defaultDataset>/<{sd}namedGraph> ?g }} GROUP BY ?e"
    )
    ((endpoint, count),) = rows
    assert str(endpoint).endswith("/sparql") and int(count) == 6
    for accept, name in (
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ):
        assert len(Graph().parse(data=server.get("/sparql", Accept=accept).text, format=name)) == len(graph)
    page = server.get("/sparql", Accept="text/html,*/*;q=0.1")
    assert page.kind == "text/html" and "<textarea" in page.text


def test_cors(server):
    answer = server.sparql(ASK, Origin="https://example.org")
    assert answer.headers["access-control-allow-origin"] == "*"
    asked = server.request(
        "OPTIONS",
        "/sparql",
        Origin="https://example.org",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    assert asked.status == 200 and "POST" in asked.headers["access-control-allow-methods"]
    assert "content-type" in asked.headers["access-control-allow-headers"].lower()


def test_a_client_that_has_it_already_is_told_so(server):
    first = server.sparql(ROWS)
    again = server.sparql(ROWS, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert server.sparql(ROWS, If_None_Match='"other"').status == 200
    assert server.sparql(ROWS, Accept="text/csv").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_graph_store_reads(server, thesaurus, accept, name):
    from glosskos.graph import thesaurus_quads

    graph = f"{BASE}graph/sitel"
    expected = {quad[:3] for quad in thesaurus_quads(thesaurus) if quad[3] == f"<{graph}>"}
    answer = server.get(f"/store?graph={quote(graph)}", Accept=accept)
    assert answer.kind == accept
    assert len(Graph().parse(data=answer.text, format=name)) == len(expected)


def test_the_whole_store_comes_back_the_same(server, thesaurus):
    from pyoxigraph import RdfFormat, parse

    from glosskos.graph import thesaurus_quads
    from glosskos.queries import query_graph

    default = server.get("/store?default", Accept="application/n-triples")
    assert sorted(default.text.splitlines()) == sorted({f"{s} {p} {o} ." for s, p, o in query_graph(thesaurus)})
    quads = list(parse(server.get("/store").body, format=RdfFormat.TRIG))
    assert len(quads) == len(set(query_graph(thesaurus))) + len(set(thesaurus_quads(thesaurus)))
    assert server.get("/store?format=nq").kind == "application/n-quads"
    assert server.request("HEAD", "/store?default").body == b""


def test_wrong_graphs(server):
    problem(server.get("/store?graph=urn:none"), 404, "not found")
    problem(server.get("/store?default&graph=urn:none"), 400, "two graphs")
    problem(server.get("/store?default", Accept="image/png"), 406, "not acceptable")


def test_headers_that_are_easily_got_wrong(server):
    ask = b"ASK {}"
    kind = {"Content-Type": "application/sparql-query"}
    assert server.request("POST", "/sparql", ask, If_None_Match="*", **kind).json["boolean"] is True
    plain = server.request("OPTIONS", "/sparql")
    assert (plain.status, plain.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(
            b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"
            b"GET /concept/attrition HTTP/1.1\r\nHost: x\r\nAccept: image/png\r\nAccept: text/turtle\r\n"
            b"Connection: close\r\n\r\n"
        )
        told = b"".join(iter(lambda: client.recv(65536), b"")).decode()
    assert "HTTP/1.1 500" not in told and "HTTP/1.1 200 OK" in told and "<#" not in told and "text/turtle" in told


def test_a_graph_without_a_name_is_no_graph(server):
    for query in ("graph=", "graph=a:b&graph=a:c", "default&graph=", "graph=a:b&default"):
        assert server.get(f"/store?{query}", Accept="text/turtle").status == 400

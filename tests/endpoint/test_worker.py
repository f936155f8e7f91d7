"""A worker's answers, in one process: what it says to each request, frame by frame."""

from __future__ import annotations

import json
import socket

import pytest

from glosskos.endpoint import nursery
from glosskos.endpoint.dataset import Dataset, Origin
from glosskos.endpoint.frames import receive, send, send_json
from glosskos.endpoint.limits import Limits
from glosskos.endpoint.worker import _Worker, prepare
from glosskos.errors import GlosskosError

BASE = "https://w3id.org/relation-client/"
FORMS = {"row_style": "csv", "graph_style": "nt"}


@pytest.fixture(scope="module")
def dataset(records) -> Dataset:
    found = Origin("records", records).load()
    prepare(found)
    return found


@pytest.fixture
def ask(dataset):
    """Give a function that has one request answered: (style, body), or the error."""

    def ask(limits: Limits = Limits(rows=100), **request):  # noqa: B008
        ours, theirs = socket.socketpair()
        for each in (ours, theirs):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_000_000)
        with ours, theirs:
            ours.settimeout(20)
            _Worker(theirs, dataset, limits).answer(request)
            style, body = "", b""
            while True:
                kind, payload = receive(ours)
                if kind == b"x":
                    return json.loads(payload)
                if kind == b"h":
                    style = json.loads(payload)["style"]
                elif kind == b"d":
                    body += payload
                else:
                    return style, body.decode()

    return ask


def test_sparql(ask):
    assert ask(do="sparql", query="SELECT (1 AS ?x) {}", **FORMS) == ("csv", "x\r\n1\r\n")
    style, body = ask(do="sparql", query=f"CONSTRUCT {{ <{BASE}a> a <{BASE}b> }} {{}}", **FORMS)
    assert style == "nt" and body.startswith(f"<{BASE}a> ")
    name = f"{BASE}graph/sitel"
    inside = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    some = ask(do="sparql", query=inside, default_graphs=[name], **FORMS)
    assert some == ask(
        do="sparql", query=inside.replace("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"), named_graphs=[name], **FORMS
    )


@pytest.mark.parametrize(
    ("request_", "status", "title"),
    [
        ({"do": "sparql", "query": "SELECT"}, 400, "not SPARQL 1.1"),
        ({"do": "sparql", "query": "SELECT * { SERVICE <x:y> {} }"}, 403, "refused"),
        ({"do": "sparql", "query": "SELECT * { ?s ?p ?o }"}, 400, "too many rows"),
        ({"do": "sparql", "query": "ASK {}", "row_style": ""}, 406, "not acceptable"),
        ({"do": "sparql", "query": "ASK {}", "default_graphs": ["no iri"]}, 400, "not a graph"),
        ({"do": "ready", "name": "nothing", "values": {}}, 404, "not found"),
        ({"do": "ready", "name": "concept-card", "values": {"nonsense": "1"}}, 400, "cannot be answered"),
        ({"do": "describe", "iris": [f"{BASE}concept/nothing"]}, 404, "not found"),
        ({"do": "describe", "iris": ["no iri"]}, 404, "not found"),
        ({"do": "find", "name": "qqqq"}, 404, "not found"),
        ({"do": "graph", "graph": "urn:none"}, 404, "not found"),
        ({"do": "search"}, 500, "a fault of glosskos"),
    ],
)
def test_errors(ask, request_, status, title):
    found = ask(**{**FORMS, **request_})
    assert (found["status"], found["title"]) == (status, title) and found["detail"]


def test_a_result_that_is_too_large(ask):
    found = ask(Limits(result_bytes=1000), do="sparql", query="SELECT * { ?s ?p ?o } LIMIT 100", **FORMS)
    assert (found["status"], found["title"]) == (400, "too large a result")


def test_ready_describe_search_find(ask):
    assert "attrition" in ask(do="ready", name="concept-card", values={"concept": "churn"}, **FORMS)[1]
    assert f"<{BASE}concept/attrition>" in ask(do="describe", iris=[f"{BASE}concept/attrition"], **FORMS)[1]
    style, page = ask(do="describe", iris=[f"{BASE}concept/attrition"], row_style="", graph_style="html")
    assert style == "html" and "<h1>attrition</h1>" in page and 'href="/concept/attrition.ttl"' in page
    assert json.loads(ask(do="search", text="churn", limit=1)[1])["results"][0]["slug"] == "attrition"
    assert json.loads(ask(do="find", name="churn")[1]) == {"iri": f"{BASE}concept/attrition"}


@pytest.mark.parametrize("style", ["ttl", "nt", "rdf", "jsonld"])
def test_a_graph_is_streamed(ask, style):
    found, body = ask(do="graph", graph=f"{BASE}graph/sitel", graph_style=style)
    assert found == style and "sitel" in body and len(body) > 20_000


def test_all_graphs(ask):
    assert f"{BASE}graph/sitel" in ask(do="graph", graph="", graph_style="nq")[1]


def test_frames_that_break_off():
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            send(theirs, b"d", b"x" * 10)
            theirs.sendall(b"d\x00\x00")
        assert receive(ours) == (b"d", b"x" * 10)
        with pytest.raises(EOFError):
            receive(ours)


def test_origins(records, tmp_path):
    with pytest.raises(GlosskosError):
        Origin("data", tmp_path / "none.ttl").load()
    path = tmp_path / "v.ttl"
    path.write_text(
        '<http://e.org/a> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "a"@de .'
    )
    found = Origin("data", path).load().about()
    assert (
        found["title"] == "http://e.org/"
        and found["concepts"] == 1
        and found["graphs"] == {}
        and found["quoted"] is False
    )


def test_a_nursery_that_cannot_load_says_why(tmp_path):
    found = nursery.Nursery(Origin("data", tmp_path / "none.ttl"), Limits())
    with pytest.raises(GlosskosError, match="No such file"):
        found.about()
    found.close()
    with pytest.raises(GlosskosError, match="has ended"):
        found.fork()


def test_a_nursery_that_dies_is_told(monkeypatch):
    ours, theirs = socket.socketpair()
    theirs.close()
    found = object.__new__(nursery.Nursery)
    found.socket = ours
    with ours, pytest.raises(GlosskosError, match="memory enough"):
        found.about()


def test_a_system_that_cannot_fork(monkeypatch):
    monkeypatch.delattr("os.fork")
    with pytest.raises(GlosskosError, match="needs a system that can fork"):
        nursery.Nursery(Origin("records", None), Limits())  # type: ignore[arg-type]


def test_json_frames_carry_any_text():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        send_json(ours, b"r", {"text": "é\ud800"})
        assert json.loads(receive(theirs)[1].decode("utf-8", "surrogatepass")) == {"text": "é\ud800"}

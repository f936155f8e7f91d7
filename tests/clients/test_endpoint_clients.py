"""Real clients at ``glosskos serve``: curl, SPARQLWrapper, rdflib's SPARQLStore, fetch-sparql-endpoint; each must get the right rows and errors.

The Python and Node clients have an environment of their own under ``.clients/`` (``tests/clients/install``).
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import RECORDS, ROOT, need
from glosskos.queries import query_graph
from glosskos.terms import language_of, value_of
from stores import free_port, running, wait_for

SKOS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
LABELS = SKOS + 'SELECT ?l WHERE { ?c a skos:Concept ; skos:prefLabel ?l FILTER(lang(?l) = "fr") } ORDER BY ?l'
ACCENT = SKOS + 'SELECT ?d WHERE { ?c skos:prefLabel "détracteur NPS"@fr ; skos:definition ?d FILTER(lang(?d) = "fr") }'
YES = SKOS + 'ASK { ?c skos:prefLabel "détracteur NPS"@fr }'
NO = SKOS + 'ASK { ?c skos:prefLabel "detracteur NPS"@fr }'
GRAPH = SKOS + 'CONSTRUCT { ?c skos:prefLabel ?l } WHERE { ?c skos:prefLabel "détracteur NPS"@fr , ?l }'
WRONG = "SELECT * WHERE { ?s ?p "


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[str]:
    """The records, served; give the address."""
    folder = tmp_path_factory.mktemp("served")
    port = free_port()
    command = [sys.executable, "-m", "glosskos", "serve", "--records", str(RECORDS), "--port", str(port)]
    with running(command, folder) as process:
        wait_for(f"http://127.0.0.1:{port}/health", process, folder)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def expected(thesaurus) -> dict[str, object]:
    """What the answers must be, from the triples themselves and without SPARQL."""
    label, definition = (
        "<http://www.w3.org/2004/02/skos/core#prefLabel>",
        "<http://www.w3.org/2004/02/skos/core#definition>",
    )
    triples = set(query_graph(thesaurus))
    (concept,) = [s for s, p, o in triples if p == label and o == '"détracteur NPS"@fr']
    concepts = {s for s, p, o in triples if o == "<http://www.w3.org/2004/02/skos/core#Concept>"}
    return {
        "labels": sorted(value_of(o) for s, p, o in triples if s in concepts and p == label and language_of(o) == "fr"),
        "definition": next(
            value_of(o) for s, p, o in triples if s == concept and p == definition and language_of(o) == "fr"
        ),
        "graph": sorted(
            [value_of(s), value_of(o), language_of(o)] for s, p, o in triples if s == concept and p == label
        ),
        "all": len(triples),
    }


def environment(name: str, program: str) -> Path:
    path = ROOT / ".clients" / name / program
    need(path.exists(), f"{name} (run tests/clients/install)")
    return path


def answers(command: list[str], served: str) -> dict[str, object]:
    """Run a client's script; give the JSON that it prints."""
    questions = json.dumps(
        {"labels": LABELS, "definition": ACCENT, "yes": YES, "no": NO, "graph": GRAPH, "wrong": WRONG}
    )
    done = subprocess.run(
        [*command, f"{served}/sparql", questions], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, object] = json.loads(done.stdout)
    return found


def check(found: dict[str, object], expected: dict[str, object]) -> None:
    assert len(expected["labels"]) > 200
    assert sorted(found["labels"]) == expected["labels"]
    assert found["definition"] == [expected["definition"]]
    assert (found["yes"], found["no"]) == (True, False)
    assert sorted(found["graph"]) == expected["graph"]
    assert found["wrong"], "a query with a fault must be an error"


# curl


def curl(*arguments: str) -> tuple[int, str, str]:
    """Run curl; give status, media type and body."""
    program = shutil.which("curl")
    need(program, "curl")
    form = "\n%{http_code} %{content_type}"
    done = subprocess.run(
        [
            str(program),
            "--silent",
            "--show-error",
            "--noproxy",
            "*",
            "--max-time",
            "60",
            "--write-out",
            form,
            *arguments,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    body, _, last = done.stdout.rpartition("\n")
    status, _, kind = last.partition(" ")
    return int(status), kind.partition(";")[0], body


def test_curl_asks_in_every_way_of_the_protocol(served, expected):
    url = f"{served}/sparql"
    ways = (
        ["--get", url, "--data-urlencode", f"query={LABELS}"],
        [url, "--data-urlencode", f"query={LABELS}"],
        [url, "--header", "Content-Type: application/sparql-query", "--data-binary", LABELS],
    )
    for way in ways:
        status, kind, body = curl("--header", "Accept: application/sparql-results+json", *way)
        assert (status, kind) == (200, "application/sparql-results+json")
        labels = [row["l"]["value"] for row in json.loads(body)["results"]["bindings"]]
        assert sorted(labels) == expected["labels"]
        status, kind, body = curl("--header", "Accept: text/csv", *way)
        assert (status, kind) == (200, "text/csv")
        assert sorted(row[0] for row in list(csv.reader(io.StringIO(body)))[1:]) == expected["labels"]


def test_curl_truths_graphs_accents_and_errors(served, expected):
    import rdflib

    url = f"{served}/sparql"
    for query, truth in ((YES, True), (NO, False)):
        _, _, body = curl(
            "-H", "Accept: application/sparql-results+json", "--get", url, "--data-urlencode", f"query={query}"
        )
        assert json.loads(body)["boolean"] is truth
    _, kind, body = curl(
        "-H", "Accept: application/sparql-results+xml", "--get", url, "--data-urlencode", f"query={ACCENT}"
    )
    assert kind == "application/sparql-results+xml" and str(expected["definition"]).replace("&", "&amp;") in body
    for accept, syntax in (
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ):
        status, kind, body = curl("-H", f"Accept: {accept}", "--get", url, "--data-urlencode", f"query={GRAPH}")
        assert (status, kind) == (200, accept)
        graph = rdflib.Graph().parse(data=body, format=syntax)
        assert sorted([str(s), str(o), o.language] for s, _, o in graph) == expected["graph"]
    status, kind, body = curl("--get", url, "--data-urlencode", f"query={WRONG}")
    assert status == 400 and kind == "application/problem+json" and json.loads(body)["status"] == 400
    status, _, _ = curl(url, "--data-urlencode", "update=DROP ALL")
    assert 400 <= status < 500
    assert curl("--get", url, "--data-urlencode", f"query={YES}")[0] == 200


def test_curl_reads_graphs_and_writes_none(served, expected):
    import rdflib

    status, kind, body = curl("-H", "Accept: application/n-triples", f"{served}/store?default")
    assert (status, kind) == (200, "application/n-triples")
    assert len(rdflib.Graph().parse(data=body, format="nt")) == expected["all"]
    assert curl(f"{served}/store?graph=urn%3Anot%3Athere")[0] == 404
    assert curl("--head", f"{served}/store?default")[0] == 200
    for method in ("PUT", "POST", "DELETE"):
        sent = (
            ["--data-binary", "<urn:a> <urn:b> <urn:c> .", "-H", "Content-Type: text/turtle"]
            if method != "DELETE"
            else []
        )
        assert curl("-X", method, *sent, f"{served}/store?default")[0] in (403, 405)
    assert (
        len(
            rdflib.Graph().parse(
                data=curl("-H", "Accept: application/n-triples", f"{served}/store?default")[2], format="nt"
            )
        )
        == expected["all"]
    )


# SPARQLWrapper and rdflib

WRAPPER = """
import json, sys
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, SPARQLWrapper, TSV, TURTLE, XML
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
url, questions = sys.argv[1], json.loads(sys.argv[2])
def ask(query, form=JSON, method=None):
    wrapper = SPARQLWrapper(url)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    if method: wrapper.setMethod(method)
    return wrapper.query().convert()
found = {
    "labels": [row["l"]["value"] for row in ask(questions["labels"])["results"]["bindings"]],
    "definition": [row["d"]["value"] for row in ask(questions["definition"], method=POST)["results"]["bindings"]],
    "yes": ask(questions["yes"])["boolean"], "no": ask(questions["no"])["boolean"],
}
import rdflib
assert b"d\\xc3\\xa9tracteur" in ask(questions["labels"], CSV) and b"@fr" in ask(questions["labels"], TSV)
assert len(ask(questions["labels"], XML).getElementsByTagName("result")) == len(found["labels"])
for form in (TURTLE, N3, XML, RDFXML, JSONLD):
    got = ask(questions["graph"], form)
    graph = got if isinstance(got, rdflib.Graph) else rdflib.Graph().parse(data=got, format="turtle")
    triples = [[str(s), str(o), o.language] for s, p, o in graph]
    assert found.setdefault("graph", triples) and sorted(triples) == sorted(found["graph"]), form
try: ask(questions["wrong"])
except QueryBadFormed as error: found["wrong"] = str(error)
print(json.dumps(found))
"""

STORE = """
import json, sys
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
url, questions = sys.argv[1], json.loads(sys.argv[2])
found = {}
for method in ("GET", "POST", "POST_FORM"):
    graph = rdflib.Graph(SPARQLStore(url, method=method))
    found = {
        "labels": [str(row[0]) for row in graph.query(questions["labels"])],
        "definition": [str(row[0]) for row in graph.query(questions["definition"])],
        "yes": bool(graph.query(questions["yes"])), "no": bool(graph.query(questions["no"])),
        "graph": [[str(s), str(o), o.language] for s, p, o in graph.query(questions["graph"])],
    }
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    concept = graph.value(predicate=label, object=rdflib.Literal("détracteur NPS", lang="fr"))
    assert sorted(o.language for o in graph.objects(concept, label)) == ["en", "fr"], method
    try:
        answer = graph.query(questions["wrong"])
        found["wrong"] = getattr(answer, "result", answer)[0] == 400  # a form: rdflib raises nothing and gives the status
    except ValueError as error:
        found["wrong"] = "wrong formulating" in str(error) or "did something wrong" in str(error)
    assert found["wrong"], method
print(json.dumps(found))
"""


@pytest.mark.parametrize("script", [WRAPPER, STORE], ids=["SPARQLWrapper", "SPARQLStore"])
def test_python_clients(script, served, expected):
    python = environment("sparqlwrapper", "bin/python")
    check(answers([str(python), "-c", script], served), expected)


# fetch-sparql-endpoint

FETCH = """
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint';
const [url, text] = process.argv.slice(2);
const questions = JSON.parse(text);
const gathered = stream => new Promise((done, fail) => {
  const all = []; stream.on('data', each => all.push(each)); stream.on('end', () => done(all)); stream.on('error', fail);
});
const found = {};
for (const method of ['GET', 'POST']) {
  const fetcher = new SparqlEndpointFetcher({ method });
  found.labels = (await gathered(await fetcher.fetchBindings(url, questions.labels))).map(row => row.l.value);
  found.definition = (await gathered(await fetcher.fetchBindings(url, questions.definition))).map(row => row.d.value);
  found.yes = await fetcher.fetchAsk(url, questions.yes);
  found.no = await fetcher.fetchAsk(url, questions.no);
  found.graph = (await gathered(await fetcher.fetchTriples(url, questions.graph))).map(quad => [quad.subject.value, quad.object.value, quad.object.language]);
  try { await gathered(await fetcher.fetchBindings(url, questions.wrong)); } catch (error) { found.wrong = String(error); }
}
console.log(JSON.stringify(found));
"""


def test_a_javascript_client(served, expected):
    folder = environment("fetch-sparql-endpoint", "node_modules/fetch-sparql-endpoint").parent.parent
    node = shutil.which("node")
    need(node, "node")
    script = folder / "ask.mjs"
    script.write_text(FETCH, encoding="utf-8")
    check(answers([str(node), str(script)], served), expected)

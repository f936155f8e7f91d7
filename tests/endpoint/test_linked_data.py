"""IRIs that answer, the API, health and metrics, and the files of a build."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import DCAT, Graph, URIRef

from serving import serving

BASE = "https://w3id.org/relation-client/"


@pytest.mark.parametrize(
    "path",
    [
        "concept/attrition",
        "thesaurus",
        "source/sitel",
        "entry/sitel/001",
        "definition/net-promoter-score/salesforce",
        "theme/fidelisation",
        "agent/glosskos",
        "link/detracteur-nps/broader/net-promoter-score",
    ],
)
def test_every_kind_of_iri_answers(server, path):
    for accept, name in (
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
    ):
        answer = server.get(f"/{path}", Accept=accept)
        assert (answer.status, answer.kind) == (200, accept)
        suffix = answer.headers["content-location"].rpartition(".")[2]
        assert server.get(f"/{path}.{suffix}").body == answer.body
        assert (URIRef(BASE + path), None, None) in Graph().parse(data=answer.text, format=name)
    page = server.get(f"/{path}", Accept="text/html")
    assert page.kind == "text/html" and BASE + path in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_concepts_description_is_complete(server, thesaurus):
    graph = Graph().parse(data=server.get("/concept/net-promoter-score", Accept="text/turtle").text)
    notes = thesaurus.notes["net-promoter-score"]
    assert len(notes) > 1
    for note in notes:
        assert note.text in {
            str(value) for value in graph.objects(URIRef(f"{BASE}definition/net-promoter-score/{note.source}"))
        }
    for entry in thesaurus.entries_of["net-promoter-score"]:
        assert (URIRef(f"{BASE}entry/{entry.id}"), None, None) in graph
    for link in thesaurus.related["net-promoter-score"]:
        assert link.reason["fr"] in {str(value) for value in graph.objects()}


def test_labels_are_shown_as_text(tmp_path):
    path = tmp_path / "own.ttl"
    path.write_text(
        '<http://example.org/v/a> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "<script>alert(1)</script>"@fr .'
    )
    with serving("--data", str(path)) as server:
        page = server.get("/a", Accept="text/html").text
        assert "&lt;script&gt;" in page and "<script>" not in page
        assert "<script>" not in server.get("/", Accept="text/html").text


def test_what_is_not_there_is_404(server):
    for path in (
        "/concept/nothing",
        "/nothing",
        "/concept/",
        "/concept/attrition.xyz",
        "/../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%00",
        "/concept/%3Cscript%3E",
    ):
        answer = server.get(path, Accept="text/turtle")
        assert answer.status in (400, 404), path
        assert answer.kind == "application/problem+json"


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


def test_people_who_come_to_nothing_get_a_page_and_programs_a_problem(server, build):
    with serving("--build", str(build / "dist")) as with_site:
        for each in (server, with_site):
            for path in ("/concept/nothing", "/nothing.html", "/concept/%3Cscript%3E", "/%00", "/api/nothing"):
                page = each.get(path, Accept=BROWSER)
                assert (page.status, page.kind) == (404, "text/html"), path
                assert "Page introuvable" in page.text and "Page not found" in page.text
                assert "<script" not in page.text and "\0" not in page.text
                assert re.findall(r'href="?\'?(/[^"\'>]*)', page.text)[0] == "/"
                assert "default-src 'none'" in page.headers.get("content-security-policy", page.text)
                assert "Accept" in page.headers["vary"].split(", ")
                assert each.request("HEAD", path, Accept=BROWSER).body == b""
                for accept in ("*/*", "application/json", "text/turtle, */*;q=0.1", "image/avif,image/webp,*/*;q=0.8"):
                    answer = each.get(path, Accept=accept)
                    assert (answer.status, answer.kind) == (404, "application/problem+json"), (path, accept)
        ours = with_site.get("/nothing", Accept=BROWSER).text
        assert ours.startswith((build / "dist" / "site" / "404.html").read_text(encoding="utf-8")[:200])
        assert 'href="/en/"' in ours and 'href="https://w3id.org' not in ours
    for path in ("/api/concept?name=qqqq", "/store?graph=urn:none"):  # these are for programs, whoever asks
        assert server.get(path, Accept=BROWSER).kind != "text/html"


def test_the_first_page(server):
    page = server.get("/", Accept="text/html")
    assert page.status == 200 and "Thésaurus de la relation client" in page.text and "action='/sparql'" in page.text


def test_ready_made_queries_are_an_api(server):
    listed = server.get("/api/queries").json["queries"]
    assert listed and all(each["summary"]["en"] and each["href"] for each in listed)
    for each in listed:
        answer = server.get(each["href"])
        assert answer.status == 200, each["name"]
        by_query = subprocess.run(
            [sys.executable, "-m", "glosskos", "query", each["name"], "--format", "csv"],
            capture_output=True,
            check=True,
        )
        assert server.get(f"{each['href']}?format=csv").body == by_query.stdout or answer.kind == "text/turtle"
    unknown = server.get("/api/queries/nothing-such")
    assert unknown.status == 404


def test_parameters_of_the_api(server):
    taking = next(
        each
        for each in server.get("/api/queries").json["queries"]
        if any(p["of"] == "concept" for p in each["parameters"])
    )
    name = next(p["name"] for p in taking["parameters"] if p["of"] == "concept")
    by_label = server.get(f"{taking['href']}?{name}=churn")
    by_iri = server.get(f"{taking['href']}?{name}={quote(BASE)}concept/attrition")
    assert by_label.status == 200 and by_label.body == by_iri.body
    assert server.get(f"{taking['href']}?{name}=qqqq").status == 400
    assert server.get(f"{taking['href']}?nonsense=1").status == 400
    injected = server.get(f"{taking['href']}?{name}={quote('x> ?p ?o } #')}")
    assert injected.status == 400


def test_search_and_concept(server):
    found = server.get("/api/search?q=churn").json["results"]
    assert found[0]["slug"] == "attrition" and found[0]["iri"] == f"{BASE}concept/attrition"
    assert len(server.get("/api/search?q=client&limit=3").json["results"]) == 3
    for query in ("", "q=", "q=x&limit=0", "q=x&limit=y", "q=x&limit=%C2%B2"):
        assert server.get(f"/api/search?{query}").status == 400
    answer = server.get("/api/concept?name=" + quote("taux d’attrition"), Accept="text/turtle")
    assert answer.headers["content-location"] == f"{BASE}concept/attrition" and answer.kind == "text/turtle"
    assert server.get("/api/concept?name=qqqq").status == 404
    assert server.get("/api/concept").status == 400


def test_the_openapi_document_is_valid_and_names_every_query(server):
    document = server.get("/api/openapi.json").json
    from openapi_spec_validator import validate

    validate(document)
    for each in server.get("/api/queries").json["queries"]:
        operation = document["paths"][each["href"]]["get"]
        assert [p["name"] for p in operation["parameters"]] == [p["name"] for p in each["parameters"]]


def test_health_and_metrics(server):
    health = server.get("/health").json
    assert health["status"] == "ok" and health["concepts"] == 245 and health["triples"] > 10_000
    server.sparql("SELECT * {")
    text = server.get("/metrics").text
    assert 'glosskos_http_requests_total{route="sparql",status="400"}' in text
    assert "glosskos_http_request_seconds_bucket" in text and 'glosskos_queries_total{outcome="answered"}' in text
    assert "glosskos_concepts 245.0" in text


@pytest.fixture(scope="module")
def build(tmp_path_factory, records) -> Path:
    folder = tmp_path_factory.mktemp("served")
    subprocess.run(
        [sys.executable, "-m", "glosskos", "build", "--records", str(records)],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


def test_a_build_is_served_with_its_files_and_site(build, tmp_path):
    folder = Path(shutil.copytree(build, tmp_path / "copy"))
    site = folder / "dist" / "site" / "concept"
    site.mkdir(parents=True, exist_ok=True)
    (site / "attrition.html").write_text("<!doctype html>the page")
    with serving(cwd=folder) as server:  # ./dist is found
        ours, records = server.get("/health").json, json.loads((folder / "dist" / "manifest.json").read_text())
        assert ours["version"] == records["version"] and ours["concepts"] == 245
        page = server.get("/concept/attrition", Accept="text/html")
        assert (page.status, page.headers["location"]) == (303, "/concept/attrition.html")
        assert server.get("/concept/attrition.html").text.endswith("the page")
        assert server.get("/concept/attrition", Accept="text/turtle").kind == "text/turtle"
        assert server.get("/thesaurus.nt").body == (folder / "dist" / "thesaurus.nt").read_bytes()
        assert server.get("/%2e%2e/dist/manifest.json").status == 404
        record = Graph().parse(data=server.get("/catalog.ttl").text)
        addresses = {str(each) for each in record.objects(None, DCAT.accessURL)}
        assert len(addresses) > 15  # each is the IRI of a distribution, and leads to its file
        for address in addresses:
            answer = server.get(f"/{address.removeprefix(BASE)}", Accept="*/*")
            named = address.removeprefix(f"{BASE}distribution/")
            assert (answer.status, answer.headers["location"]) == (303, f"/{named}"), address
        assert server.get(f"/distribution//{folder}/dist/thesaurus.nt").status == 404


def test_the_same_graph_from_records_and_from_a_build(build, server):
    with serving("--build", str(build / "dist")) as other:
        ours = set(server.get("/store?default&format=nt").text.splitlines())
        theirs = set(other.get("/store?default&format=nt").text.splitlines())
        assert ours == theirs
        for name in ("statistics", "concepts-without-entry", "concept-description", "catalog-record"):
            assert server.get(f"/api/queries/{name}").body == other.get(f"/api/queries/{name}").body
        record = Graph().parse(
            data=other.get(f"/store?graph={quote(BASE, safe='')}graph%2Fcatalog", Accept="text/turtle").text
        )
        published = Graph().parse(build / "dist" / "catalog.ttl")
        assert len(record) == len(published) and set(record.subjects()) == set(published.subjects())
        assert URIRef(f"{BASE}catalog/build") in set(
            Graph().parse(data=other.get("/catalog/build.ttl").text).subjects()
        )
        assert other.get("/api/concept?name=churn").status == 200


def test_calls_that_cannot_be_served(build, tmp_path):
    def told(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "glosskos", "serve", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2 and done.stdout == ""
        return done.stderr

    assert "not a build of ours" in told("--build", str(tmp_path))
    assert "No such file" in told("--data", str(tmp_path / "none.ttl"))
    (tmp_path / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    assert "holds no skos:Concept" in told("--data", str(tmp_path / "x.ttl"))
    assert "cannot listen" in told("--host", "192.0.2.1")
    assert "is no number of seconds" in told("--time-limit", "-1")
    assert "ten is no number of seconds" in told("--time-limit", "ten")
    assert "70000 is no port" in told("--port", "70000")
    assert "no name of a machine" in told("--host", "é..a")


def test_a_port_that_is_taken_is_said(server):
    done = subprocess.run(
        [sys.executable, "-m", "glosskos", "serve", "--port", str(server.port)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (
        done.returncode == 2
        and done.stderr == f"glosskos serve: cannot listen at 127.0.0.1 port {server.port}: Address already in use\n"
    )


def test_quotations_are_not_served_beyond_this_machine(documents, tmp_path):
    out = tmp_path / "dist"
    subprocess.run(
        [sys.executable, "-m", "glosskos", "build", "--documents", str(documents), "--out", str(out)],
        check=True,
        capture_output=True,
    )
    done = subprocess.run(
        [sys.executable, "-m", "glosskos", "serve", "--build", str(out), "--host", "0.0.0.0", "--port", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2 and done.stderr == (  # this line alone: no request was taken that had to be broken off
        "glosskos serve: the data hold quotations that belong to their publishers; --with-quotations serves them all the same\n"
    )
    with serving("--build", str(out)) as server:
        assert server.get("/health").json["quoted"] is True


ODD = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://zoo.example/v#> a skos:ConceptScheme ; skos:hasTopConcept <http://zoo.example/v#animal> .
<http://zoo.example/v#animal> a skos:Concept ; skos:prefLabel "animal"@en ; skos:narrower <http://zoo.example/v#cat> ,
  <http://zoo.example/v#猫> , <http://zoo.example/v#a%20b> , <http://zoo.example/v#x?id=3#y> .
<http://zoo.example/v#cat> a skos:Concept ; skos:prefLabel "cat"@en .
<http://zoo.example/v#猫> a skos:Concept ; skos:prefLabel "猫"@ja .
<http://zoo.example/v#a%20b> a skos:Concept ; skos:prefLabel "a b"@en .
<http://zoo.example/v#x?id=3#y> a skos:Concept ; skos:prefLabel "x"@en .
"""


def test_iris_of_any_characters_answer_in_every_way(tmp_path):
    (tmp_path / "zoo.ttl").write_text(ODD.replace("#x?id=3#y", "#x?id=3&y"), encoding="utf-8")
    with serving("--data", str(tmp_path / "zoo.ttl")) as server:
        for local in ("cat", "猫", "a%20b", "x?id=3&y"):
            name = f"http://zoo.example/v#{local}"
            answer = server.get("/" + quote(local), Accept="text/turtle")
            assert answer.status == 200 and f"<{name}> a skos:Concept" in answer.text
            again = server.get(answer.headers["content-location"])
            assert (again.status, again.body) == (200, answer.body)
            found = server.get(f"/api/concept?name={quote(name, safe='')}", Accept="text/turtle")
            assert found.status == 200 and found.headers["content-location"].isascii()
        assert server.get("/a%20b", Accept="text/turtle").status == 200, "an IRI as it is written is its own address"
        page = server.get("/animal", Accept="text/html").text
        links = [html.unescape(link) for link in re.findall(r'href="(/[^"]+)"', page)]
        assert len(links) > 8
        for link in links:
            assert server.get(quote(link, safe="/%?=&")).status == 200


def test_a_page_begins_with_names_and_ends_with_what_is_entailed(server):
    page = server.get("/concept/attrition", Accept="text/html").text
    names = re.findall(r"<th>(.*?)</th>", page)
    assert names[0] == "rdf:type" and names[1] == "skos:prefLabel"
    assert names.index("skos:definition") < names.index("skos:broader") < names.index("skos:related")
    assert {"skos:semanticRelation", "skos:broaderTransitive"} >= set(names[-3:])


def test_addresses_that_hold_anything(server):
    for path in ("/concept/a%0Ab", "/%00", "/%ff%zz", "/concept/" + "%F0%9F%90%88" * 500):
        answer = server.get(path, Accept="text/turtle")
        assert (answer.status, answer.kind) == (404, "application/problem+json")


def test_a_file_that_the_client_has_is_not_sent_again(build, tmp_path):
    with serving("--build", str(build / "dist")) as server:
        whole = server.get("/manifest.json")
        again = server.get("/manifest.json", If_None_Match=whole.headers["etag"])
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", whole.headers["etag"])
        assert server.get("/manifest.json", If_None_Match='"other"').body == whole.body


def test_no_limit_that_no_machine_has_is_too_large(records):
    most = str(10**23)
    with serving("--records", str(records), "--memory", most, "--max-rows", most) as server:
        assert len(server.sparql("SELECT * { ?s ?p ?o } LIMIT 3").json["results"]["bindings"]) == 3

"""Publishing to real stores: what comes back is the same graph; again, changed, dry; what is refused; who is let in."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from glosskos import cli
from glosskos.errors import GlosskosError
from glosskos.publish import Urls, find_store, of_file, of_records, publish
from glosskos.publish.content import compared, content_of
from glosskos.publish.difference import difference
from glosskos.publish.values import by_value
from glosskos.queries import query_graph
from glosskos.remote import Credentials, Endpoint
from glosskos.terms import parse_rdf
from proxy import proxied
from stores import start_oxigraph

PASSWORD = "GLOSSKOS_TEST_PASSWORD"
HEAD = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <http://example.org/v/> .
"""
SMALL = (
    HEAD
    + """
:scheme a skos:ConceptScheme .
:a a skos:Concept ; skos:prefLabel "chèvre"@fr, "goat"@en ; skos:inScheme :scheme .
:b a skos:Concept ; skos:prefLabel "brebis"@fr ; skos:inScheme :scheme ; skos:related :a .
"""
)
CHANGED = (
    HEAD
    + """
:scheme a skos:ConceptScheme .
:a a skos:Concept ; skos:prefLabel "chèvre"@fr, "she-goat"@en ; skos:inScheme :scheme .
:b a skos:Concept ; skos:prefLabel "brebis"@fr ; skos:inScheme :scheme ; owl:deprecated true .
:c a skos:Concept ; skos:prefLabel "ewe"@en ; skos:inScheme :scheme .
"""
)
STORES = ["oxigraph_server", "virtuoso"]


def run(*arguments: object) -> int:
    try:
        return cli.main([str(argument) for argument in arguments])
    except SystemExit as error:
        return int(error.code or 0)


def endpoint_of(store, base: str = "", password: str | None = None) -> Endpoint:
    who = Credentials(store.user, store.password if password is None else password) if store.user else None
    return find_store(base or store.base, Urls(), who or Credentials(scheme="none"), 120)[1]


def options_of(store) -> list[str]:
    os.environ[PASSWORD] = store.password
    return [store.base, *(["--user", store.user, "--password-env", PASSWORD] if store.user else [])]


def graph_of(endpoint: Endpoint, graph: str, folder: Path):
    from glosskos.publish.content import Outgoing
    from glosskos.publish.exchange import Exchange

    empty = content_of((), folder, "nothing")
    return Exchange(endpoint, graph, empty, Outgoing(folder), folder).read(graph, "there")


def everything(endpoint: Endpoint, graph: str) -> set[tuple[str, str, str]]:
    """Ask for a graph predicate by predicate: another way than ours, below what a store gives at once."""
    names = endpoint.query(f"SELECT DISTINCT ?p WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").rows
    found = set()
    for (name,) in names:
        found |= set(endpoint.construct(f"CONSTRUCT {{ ?s {name} ?o }} WHERE {{ GRAPH <{graph}> {{ ?s {name} ?o }} }}"))
    return found


def staging_graphs(endpoint: Endpoint, graph: str) -> list[str]:
    rows = endpoint.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    return [row[0] for row in rows if row[0].startswith(f"<{graph}/staging-")]


@pytest.fixture(params=STORES)
def store(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def graph(request) -> str:
    """A graph of this test's own."""
    return "http://example.org/graph/" + "".join(c if c.isalnum() else "-" for c in request.node.name)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# What comes back


def test_the_thesaurus_comes_back_as_the_same_graph(store, graph, thesaurus, records, tmp_path):
    import rdflib

    endpoint = endpoint_of(store)
    outcome = publish(of_records(records), endpoint, graph)
    assert outcome.published and len(outcome.change.new) == len(thesaurus.concepts)
    sent = set(query_graph(thesaurus))
    back = graph_of(endpoint, graph, tmp_path)
    assert outcome.triples == len(sent) == back.triples
    # by rdflib, not by our own comparison; there are no blank nodes, so that isomorphic graphs are equal sets
    ours = rdflib.Graph().parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in sent), format="nt")
    theirs = rdflib.Graph().parse(
        data="".join(f"{s} {p} {o} .\n" for s, p, o in everything(endpoint, graph)), format="nt"
    )
    assert not any(isinstance(term, rdflib.BNode) for triple in ours for term in triple)
    assert set(ours) == set(theirs)
    assert staging_graphs(endpoint, graph) == []


def test_again_changed_and_dry(store, graph, tmp_path, capsys):
    small, changed = write(tmp_path / "small.ttl", SMALL), write(tmp_path / "changed.ttl", CHANGED)
    options = [*options_of(store), "--graph", graph]
    assert run("publish", *options, "--data", small, "--dry-run") == 1
    out = capsys.readouterr().out
    assert "9 triples would be published" in out and "new: brebis <http://example.org/v/b>" in out
    assert endpoint_of(store).count(graph) == 0

    assert run("publish", *options, "--data", small) == 0
    assert "9 triples published, checked by count and checksum" in capsys.readouterr().out
    assert run("publish", *options, "--data", small) == 0
    assert "nothing to do, the 9 triples are there" in capsys.readouterr().out
    assert run("publish", *options, "--data", small, "--dry-run") == 0
    capsys.readouterr()

    assert run("publish", *options, "--data", changed, "--dry-run", "--format", "json") == 1
    captured = capsys.readouterr()
    said = json.loads(captured.out)
    assert (said["published"], said["added"], said["removed"]) == (False, 5, 2)
    assert {kind: [each["label"] for each in found] for kind, found in said["concepts"].items()} == {
        "new": ["ewe"],
        "withdrawn": ["brebis"],
        "changed": ["chèvre"],
    }
    assert store.password not in captured.out + captured.err or not store.password
    before = graph_of(endpoint_of(store), graph, tmp_path)
    assert before.same(content_of(parse_rdf(small), tmp_path, "small"))

    assert run("publish", *options, "--data", changed) == 0
    after = graph_of(endpoint_of(store), graph, tmp_path)
    assert after.same(content_of(parse_rdf(changed), tmp_path, "changed"))


VALUES = (
    HEAD
    + """
:scheme a skos:ConceptScheme ; :v 007, 1.50, 100.0, 1.0E3, true, "1"^^xsd:boolean, "5"^^xsd:int, "+5"^^xsd:integer,
  "123456789012345678901234567890"^^xsd:integer, "0.1"^^xsd:double, "INF"^^xsd:double, "2.5"^^xsd:float,
  "2026-11-27"^^xsd:date, "2026-11-27Z"^^xsd:date, "2026-11-27T10:00:00.500Z"^^xsd:dateTime, "10:00:00"^^xsd:time,
  "2026"^^xsd:gYear, "x"^^<http://example.org/type>, "not a date"^^xsd:date,
  "colour"@en-GB, "color"@EN-us, "é"@fr, "e\\u0301"@fr, " a\\tb\\nc\\rd \\"e\\" \\\\ 'f' ", "", ""@fr, "\\U0001F600", "<b>&amp;</b>",
  <http://example.org/é>, <http://example.org/a%20b>, <mailto:a@b.example>, <urn:x:y> .
"""
)


def test_literals_that_a_store_writes_otherwise_mean_the_same(store, graph, tmp_path):
    data = write(tmp_path / "values.ttl", VALUES)
    endpoint = endpoint_of(store)
    assert publish(of_file(data), endpoint, graph).published
    assert graph_of(endpoint, graph, tmp_path).same(content_of(parse_rdf(data), tmp_path, "values"))
    assert not publish(of_file(data), endpoint, graph).change


def test_blank_nodes_keep_their_shape(store, graph, tmp_path):
    import rdflib
    from rdflib.compare import isomorphic

    text = (
        HEAD
        + ':s a skos:ConceptScheme . :a :p [ :q [ :r "1", "2" ] ], [ :q "3" ] . _:x :to _:y . _:y :to _:x . :l :list ( 1 2 3 ) .'
    )
    data = write(tmp_path / "blank.ttl", text)
    endpoint = endpoint_of(store)
    assert publish(of_file(data), endpoint, graph, batch=64).published
    relabelled = write(tmp_path / "again.ttl", text.replace("_:x", "_:other").replace("_:y", "_:one"))
    assert not publish(of_file(relabelled), endpoint, graph).change
    back = "".join(f"{s} {p} {o} .\n" for s, p, o in endpoint.get(graph))
    assert isomorphic(rdflib.Graph().parse(data), rdflib.Graph().parse(data=back, format="nt"))
    other = write(tmp_path / "other.ttl", text.replace("_:y :to _:x", "_:y :to _:y"))
    assert publish(of_file(other), endpoint, graph, dry=True).change


def test_more_triples_than_the_store_gives_at_once_are_read_page_by_page(virtuoso, graph, tmp_path):
    words = "".join(
        f'<http://example.org/s{i % 997}> <http://example.org/p{i % 31}> "n{i}"@fr .\n' for i in range(12_000)
    )
    data = write(tmp_path / "many.nt", words + "_:a <http://example.org/p> _:b .\n")
    endpoint = endpoint_of(virtuoso)
    outcome = publish(of_file(data), endpoint, graph)
    assert outcome.published and outcome.triples == 12_001
    assert sum(1 for _ in endpoint.get(graph)) < 12_001  # the limit is real
    assert not publish(of_file(data), endpoint, graph, dry=True).change


def test_what_a_store_cannot_hold_is_told_and_the_old_graph_stands(virtuoso, graph, tmp_path):
    endpoint = endpoint_of(virtuoso)
    publish(of_file(write(tmp_path / "small.ttl", SMALL)), endpoint, graph)
    changed = write(tmp_path / "duration.ttl", SMALL + ':c :takes "P1D"^^xsd:duration .')
    with pytest.raises(
        GlosskosError, match=r"does not give back .* 1 triples lost, 1 others .*86400.*; the old graph stands"
    ):
        publish(of_file(changed), endpoint, graph)
    assert endpoint.count(graph) == 9 and staging_graphs(endpoint, graph) == []


def test_long_literals_and_pages_inside_literals_arrive(store, graph, tmp_path):
    page = '"<!DOCTYPE html><html><body itemscope about=\\"x\\"><rdf:RDF>…</body></html>"'
    text = (
        HEAD + f':a :long "{"é" * 70_000}"@fr . :b :page {page} , "@prefix : <x> ." , "a < b"^^<http://example.org/a> .'
    )
    data = write(tmp_path / "long.ttl", text)
    endpoint = endpoint_of(store)
    for size in (1, 200, 1_000_000):
        outcome = publish(of_file(data), endpoint, f"{graph}/{size}", batch=size)
        assert outcome.published and outcome.triples == 4
    assert sorted(len(value) for _, _, value in endpoint.get(f"{graph}/1"))[-1] == 70_005


# What is published


def data_of_a_build(thesaurus, folder: Path) -> None:
    """Write what a build writes, without site, pictures and catalogs."""
    from glosskos.catalogue import write_record
    from glosskos.datafiles import graphs_of, write_data
    from glosskos.output import write_manifest
    from glosskos.pipeline import _about
    from glosskos.syntax import jsonld_context

    folder.mkdir()
    graphs = graphs_of(thesaurus)
    count = write_data(graphs, folder, thesaurus.scheme.base)
    write_record(folder, thesaurus, graphs.triples, jsonld_context(), count)
    write_manifest(folder, _about(thesaurus, None), count)


def test_a_build_is_published_by_its_checksums(oxigraph_server, graph, tmp_path, monkeypatch, capsys, thesaurus):
    monkeypatch.chdir(tmp_path)
    data_of_a_build(thesaurus, Path("dist"))
    assert run("publish", oxigraph_server.base, "--build", "dist", "--graph", graph) == 0
    wanted = set(query_graph(thesaurus))  # the same as from records: no concept of another vocabulary is counted
    assert endpoint_of(oxigraph_server).count(graph) == len(wanted)
    capsys.readouterr()
    with Path("dist/evidence.ttl").open("a") as file:
        file.write("\n")
    assert run("publish", oxigraph_server.base, "--build", "dist", "--graph", graph) == 2
    assert "evidence.ttl: not the file that was built" in capsys.readouterr().err
    assert run("publish", oxigraph_server.base, "--build", tmp_path) == 2
    assert "no build of ours" in capsys.readouterr().err
    manifest = json.loads(Path("dist/manifest.json").read_text())
    Path("dist/manifest.json").write_text(json.dumps({**manifest, "documents": ["sitel"]}))
    with Path("dist/evidence.ttl").open("r+") as file:
        file.truncate(Path("dist/evidence.ttl").stat().st_size - 1)
    assert run("publish", oxigraph_server.base, "--build", "dist") == 2
    assert "not for publication" in capsys.readouterr().err
    del manifest["files"]["evidence.ttl"]
    Path("dist/manifest.json").write_text(json.dumps(manifest))
    assert run("publish", oxigraph_server.base, "--build", "dist") == 2
    assert "does not list evidence.ttl" in capsys.readouterr().err


def test_the_graph_is_the_scheme_unless_it_is_named(oxigraph_server, tmp_path, capsys):
    endpoint = endpoint_of(oxigraph_server)
    small = write(tmp_path / "small.ttl", SMALL)
    assert publish(of_file(small), endpoint).graph == "http://example.org/v/scheme"
    two = write(tmp_path / "two.ttl", SMALL + ":other a skos:ConceptScheme .")
    with pytest.raises(GlosskosError, match="holds 2 concept schemes; name the graph"):
        publish(of_file(two), endpoint)
    none = write(tmp_path / "none.ttl", HEAD + ":a :b :c .")
    with pytest.raises(GlosskosError, match="holds no skos:ConceptScheme; name the graph"):
        publish(of_file(none), endpoint)
    assert run("publish", oxigraph_server.base, "--data", small, "--graph", "no iri> } ; DROP ALL #") == 2
    assert "not an absolute IRI" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (SMALL + ":q <http://www.w3.org/ns/prov#wasQuotedFrom> :e .", "holds quotations.*--with-quotations"),
        ("", "empty, no statement in it; a graph is not emptied"),
        (HEAD + "<#a> :b :c .", "relative IRIs"),
        (SMALL + ":q :p <<( :a :b :c )>> .", r"RDF 1\.2"),
        (HEAD + ":a :b", r"bad\.ttl:\d+:\d+"),
    ],
    ids=["quotations", "nothing", "relative", "triple terms", "syntax"],
)
def test_what_is_not_to_be_published_is_refused_and_nothing_is_sent(oxigraph_server, graph, tmp_path, text, word):
    data = write(tmp_path / "bad.ttl", text)
    with proxied(oxigraph_server.base) as proxy:
        endpoint = endpoint_of(oxigraph_server, proxy.base)
        with pytest.raises(GlosskosError, match=word):
            publish(of_file(data), endpoint, graph)
        assert not any(seen.is_upload or seen.is_move for seen in proxy.seen)


def test_quotations_go_where_their_owner_says(oxigraph_server, graph, tmp_path):
    text = SMALL + ":q <http://www.w3.org/ns/prov#wasQuotedFrom> :e ."
    data = write(tmp_path / "quoted.ttl", text)
    assert publish(of_file(data, quotations=True), endpoint_of(oxigraph_server), graph).triples == 10


def test_a_missing_file_a_folder_and_bad_records(oxigraph_server, tmp_path, capsys):
    for options, word in (
        (("--data", tmp_path / "none.ttl"), "none.ttl: cannot be read: No such file"),
        (("--data", tmp_path), "a folder; --build takes one"),
        (("--records", tmp_path), "holds no scheme.yaml"),
    ):
        assert run("publish", oxigraph_server.base, *options) == 2
        error = capsys.readouterr().err
        assert word in error and error.count("\n") == 1


# Where to


LAYOUTS = {
    "Fuseki": ("/ds", {"/ds/sparql": "/query", "/ds/update": "/update", "/ds/data": "/store"}),
    "older Fuseki": ("/ds", {"/ds/query": "/query", "/ds/update": "/update", "/ds/data": "/store"}),
    "its query URL": ("/ds/sparql", {"/ds/sparql": "/query", "/ds/update": "/update", "/ds/data": "/store"}),
    "RDF4J": (
        "/repositories/rc",
        {
            "/repositories/rc": "/query",
            "/repositories/rc/statements": "/update",
            "/repositories/rc/rdf-graphs/service": "/store",
        },
    ),
}


def renamed(paths):
    def rename(path: str) -> str | None:
        name, mark, rest = path.partition("?")
        return f"{paths[name]}{mark}{rest}" if name in paths else None

    return rename


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_urls_of_known_stores_are_found(layout, oxigraph_server, graph, tmp_path):
    base, paths = LAYOUTS[layout]
    with proxied(oxigraph_server.base, rename=renamed(paths)) as proxy:
        endpoint = endpoint_of(oxigraph_server, proxy.base + base)
        assert not any(seen.method != "GET" for seen in proxy.seen)  # looking changes nothing
        assert publish(of_file(write(tmp_path / "small.ttl", SMALL)), endpoint, graph).published
    assert endpoint_of(oxigraph_server).count(graph) == 9


def test_a_store_that_only_answers_queries(oxigraph_server, tmp_path, graph, capsys):
    small = write(tmp_path / "small.ttl", SMALL)
    with proxied(oxigraph_server.base, rename=renamed({"/sparql": "/query"})) as proxy:
        assert run("publish", f"{proxy.base}/sparql", "--data", small, "--graph", graph) == 2
        assert "takes no changes there; give --update-url and --store-url" in capsys.readouterr().err
        assert run("publish", proxy.base, "--data", small, "--graph", graph, "--dry-run") == 1
    given = [
        f"--{name}-url={oxigraph_server.base}/{path}"
        for name, path in (("query", "query"), ("update", "update"), ("store", "store"))
    ]
    assert run("publish", "http://127.0.0.1:9/", "--data", small, "--graph", graph, *given) == 0
    assert run("publish", oxigraph_server.base + "/nothing", "--data", small) == 2
    assert "nothing there answers SPARQL queries" in capsys.readouterr().err
    assert run("publish", "http://127.0.0.1:9/", "--data", small) == 2
    assert "127.0.0.1:9: no connection: Connection refused" in capsys.readouterr().err


def test_a_read_only_store(tmp_path, capsys):
    with start_oxigraph(tmp_path / "store") as store:
        store.load([("<urn:a>", "<urn:b>", "<urn:c>")], "urn:other")
        assert store.process.poll() is None
    small = write(tmp_path / "small.ttl", SMALL)
    with start_oxigraph(tmp_path / "store", read_only=True) as store:
        assert run("publish", store.base, "--data", small) == 2
        error = capsys.readouterr().err
        assert "read-only" in error and "the graph is empty, as it was; run the command again" in error
        assert error.count("\n") == 1
        assert run("publish", store.base, "--data", small, "--dry-run") == 1


# Who is let in


@pytest.mark.parametrize("demand", ["Basic", "Digest", "Bearer"])
def test_a_store_that_asks_who_is_there(demand, oxigraph_server, graph, tmp_path, monkeypatch, capsys):
    small = write(tmp_path / "small.ttl", SMALL)
    with proxied(oxigraph_server.base, demand=demand, secret="s3cret-of-the-test") as proxy:
        monkeypatch.setenv(PASSWORD, proxy.secret)
        right = ["--token-env", PASSWORD] if demand == "Bearer" else ["--user", proxy.user, "--password-env", PASSWORD]
        call = ["publish", proxy.base, "--data", small, "--graph", graph]
        assert run(*call) == 2
        assert f"401: the server asks for {demand} authentication" in capsys.readouterr().err
        assert run(*call, *right) == 0
        assert run(*call, *right, "--auth", demand.lower()) == 0
        assert "nothing to do" in capsys.readouterr().out
        monkeypatch.setenv(PASSWORD, "wrong-one")
        assert run(*call, *right) == 2
        said = capsys.readouterr()
        assert f"401: user name, password or token refused ({demand})" in said.err
        assert "wrong-one" not in said.err + said.out and said.err.count("\n") == 1
    assert endpoint_of(oxigraph_server).count(graph) == 9


def test_a_wrong_password_at_virtuoso(virtuoso, graph, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(PASSWORD, "not the password")
    big = write(tmp_path / "big.ttl", SMALL + "".join(f':a skos:note "{i} {"x" * 1000}" .\n' for i in range(2_000)))
    call = [
        "publish",
        virtuoso.base,
        "--data",
        big,
        "--graph",
        graph,
        "--user",
        virtuoso.user,
        "--password-env",
        PASSWORD,
    ]
    assert run(*call) == 2
    said = capsys.readouterr()
    assert "401: user name, password or token refused (Digest)" in said.err and "not the password" not in said.err
    assert endpoint_of(virtuoso).count(graph) == 0


def test_the_calls_that_make_no_sense(monkeypatch, capsys):
    monkeypatch.setenv(PASSWORD, "secret-of-this-test")
    for options, word in (
        (("http://u:hidden-one@127.0.0.1:9/",), "the URL holds a user name or password"),
        (("--user=u",), "where there is no terminal"),
        (("--password-env", PASSWORD), "--password-env goes with --user"),
        (("--token-env", PASSWORD, "--user", "u"), "--token-env goes with --auth bearer"),
        (("--auth", "basic"), "--auth basic goes with --user"),
        (("--auth", "bearer"), "--auth bearer goes with --token-env"),
        (("--auth", "bearer", "--user", "u"), "--auth bearer goes with --token-env"),
        (("--auth", "none", "--user", "u"), "--auth none goes with no --user"),
        (("--user", "u", "--password-env", "GLOSSKOS_NOT_SET"), "GLOSSKOS_NOT_SET is not set"),
        (("--timeout", "0"), "leaves no time"),
        (("--data", "a", "--build", "b"), "not allowed with"),
        (("--password-env", "A", "--token-env", "B"), "not allowed with"),
        (("--batch", "0"), "is not 1 or more"),
        (("ftp://x/",), "not an address on the web"),
    ):
        address = () if options[0].startswith(("http", "ftp")) else ("http://127.0.0.1:9/",)
        monkeypatch.setattr(sys, "stdin", open(os.devnull))  # noqa: SIM115, PTH123
        assert run("publish", *address, *options) == 2, options
        error = capsys.readouterr().err
        assert word in error, (options, error)
        assert "hidden-one" not in error and "secret-of-this-test" not in error
        sys.stdin.close()


@pytest.mark.parametrize("scheme", ["basic", "bearer"])
def test_no_secret_goes_unencrypted_over_a_network(scheme, monkeypatch, capsys):
    monkeypatch.setenv(PASSWORD, "secret-of-this-test")
    who = (
        ["--token-env", PASSWORD]
        if scheme == "bearer"
        else ["--user", "u", "--password-env", PASSWORD, "--auth", "basic"]
    )
    assert run("publish", "http://store.invalid/", *who) == 2
    error = capsys.readouterr().err
    assert "authentication over http: would show the" in error and "secret-of-this-test" not in error
    assert run("publish", "http://store.invalid/", *who, "--insecure") == 2
    assert "no connection" in capsys.readouterr().err


def test_the_password_is_asked_for_on_a_terminal(oxigraph_server, graph, tmp_path):
    small = write(tmp_path / "small.ttl", SMALL)
    with proxied(oxigraph_server.base, demand="Digest", secret="typed in") as proxy:
        command = [
            sys.executable,
            "-m",
            "glosskos",
            "publish",
            proxy.base,
            "--user",
            proxy.user,
            "--data",
            str(small),
            "--graph",
            graph,
        ]
        child, terminal = pty.fork()
        if child == 0:
            os.execv(command[0], command)
        said = b""
        while b"Password of publisher:" not in said:
            said += os.read(terminal, 1024)
        os.write(terminal, b"typed in\n")
        while True:
            try:
                more = os.read(terminal, 1024)
            except OSError:
                break
            if not more:
                break
            said += more
        _, status = os.waitpid(child, 0)
        os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, said
    assert b"9 triples published" in said and b"typed in" not in said


# The parts


def test_contents_in_pages_are_the_contents_in_memory(tmp_path, monkeypatch):
    from glosskos.publish import content

    triples = [(f"<urn:s{i * 7919 % 1000}>", "<urn:p>", f'"{i % 50}"') for i in range(3000)]
    whole = content_of(triples, tmp_path, "whole")
    monkeypatch.setattr(content, "_LINES_IN_MEMORY", 100)
    paged = content_of(reversed(triples), tmp_path, "paged")
    assert paged.same(whole) and whole.triples == len(set(triples)) and whole.read == 3000
    assert paged.path.read_bytes() == whole.path.read_bytes()
    assert list(whole.lines()) == sorted(whole.lines())
    assert {path.name for path in tmp_path.iterdir()} == {"whole.nt", "paged.nt"}


def test_a_comparison_is_that_of_sets(tmp_path):
    from random import Random

    random = Random(5)
    for _ in range(50):
        left, right = (
            {(f"<urn:{random.randrange(9)}>", "<urn:p>", "<urn:o>") for _ in range(random.randrange(9))} for _ in "ab"
        )
        old, new = content_of(left, tmp_path, "old"), content_of(right, tmp_path, "new")
        found = {(is_new, line.split(" ")[0]) for is_new, line in compared(old, new)}
        assert found == {(True, s) for s, _, _ in right - left} | {(False, s) for s, _, _ in left - right}
        assert bool(difference(old, new)) == (left != right)


X = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("kind", "same", "other"),
    [
        ("integer", ["7", "007", "+7"], ["8", "-7"]),
        ("integer", ["0", "-0", "+0", "000"], ["1"]),
        ("decimal", ["1.5", "1.50", "+01.5"], ["1.51", "15"]),
        ("decimal", ["100", "100.0", "100."], ["1", "10"]),
        ("decimal", [".5", "0.5"], ["5"]),
        ("double", ["1000", "1.0E3", "1e3", "1E+3"], ["1.1E3", "INF", "-1000"]),
        ("float", ["0.1", "1e-1"], ["0.2"]),
        ("boolean", ["true", "1"], ["false", "0", "TRUE"]),
        (
            "dateTime",
            ["2026-11-27T10:00:00Z", "2026-11-27T10:00:00.000+00:00"],
            ["2026-11-27T10:00:00", "2026-11-27T10:00:00.1Z"],
        ),
        ("dateTime", ["2026-12-31T24:00:00", "2027-01-01T00:00:00"], ["2026-12-31T00:00:00"]),
        ("date", ["2026-11-27Z", "2026-11-27+00:00"], ["2026-11-27", "2026-11-28Z"]),
        ("duration", ["P1D", "PT24H", "PT1440M", "PT86400S", "PT86400.0S"], ["P1M", "-P1D"]),
        ("duration", ["P1Y2M", "P14M"], ["P14D"]),
        ("integer", ["no number"], ["", "1.0"]),
        ("dateTime", ["9999-12-31T24:00:00"], ["never"]),
        ("duration", ["P"], ["PT", "P1"]),
        ("float", ["1e99"], ["1e98x"]),
    ],
)
def test_literals_of_one_value_have_one_form(kind, same, other):
    forms = {by_value(f'"{text}"^^<{X}{kind}>') for text in same}
    assert len(forms) == 1
    assert not forms & {by_value(f'"{text}"^^<{X}{kind}>') for text in other}


def test_texts_and_other_types_are_left_as_they_are():
    for term in ('"007"', '"007"@fr', f'"007"^^<{X}token>', "<urn:x>", "_:b", '"a\\"@b"'):
        assert by_value(term) == term
    assert by_value('"x\\"@Y"@FR-ca') == '"x\\"@Y"@fr-ca'
    assert by_value(f'"5"^^<{X}int>') == by_value(f'"5"^^<{X}integer>') == by_value(f'"5.0"^^<{X}decimal>')


def test_too_many_blank_nodes_are_told(tmp_path, monkeypatch):
    from glosskos.publish import content

    monkeypatch.setattr(content, "_MOST_WITH_BLANK_NODES", 3)
    with pytest.raises(GlosskosError, match="too many to compare"):
        content_of([(f"_:b{i}", "<urn:p>", "<urn:o>") for i in range(4)], tmp_path, "x")


def test_a_full_disk_is_told(oxigraph_server, graph, tmp_path, monkeypatch):
    small = write(tmp_path / "small.ttl", SMALL)
    shutil.rmtree(tmp_path / "gone", ignore_errors=True)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(GlosskosError, match="no room for the work on the way"):
        publish(of_file(small), endpoint_of(oxigraph_server), graph)


def test_help_is_quick_and_imports_no_client():
    code = "import sys; from glosskos import cli\ntry: cli.main(['publish', '--help'])\nexcept SystemExit: pass\nprint(sorted({'requests', 'pyoxigraph', 'rdflib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")

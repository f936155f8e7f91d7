"""The client of triple stores: answers of every form, and what servers do instead of answering, each told in one line."""

from __future__ import annotations

import gzip
import http.server
import socket
import threading
from contextlib import contextmanager

import pytest

from glosskos.errors import GlosskosError, RemoteError
from glosskos.remote import Credentials, Endpoint
from glosskos.remote.answers import shortened_message
from glosskos.remote.credentials import check_url, is_loopback, place, wanted_schemes
from proxy import proxied
from stores import free_port

TURTLE = '<urn:a> <urn:b> "é"@fr , 1 , "x y" ; <urn:to> <urn:c> .'
TRIPLES = {
    ("<urn:a>", "<urn:b>", '"é"@fr'),
    ("<urn:a>", "<urn:b>", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ("<urn:a>", "<urn:b>", '"x y"'),
    ("<urn:a>", "<urn:to>", "<urn:c>"),
}


def endpoint_of(store, **more) -> Endpoint:
    who = Credentials(store.user, store.password) if store.user else None
    return Endpoint(store.query_url, store.update_url, store.store_url, who, **more)


@pytest.fixture(params=["oxigraph_server", "virtuoso"])
def endpoint(request):
    endpoint = endpoint_of(request.getfixturevalue(request.param))
    yield endpoint
    endpoint.close()


@contextmanager
def answering(status: int = 200, body: bytes = b"", **headers: str):
    """Run a server that gives one answer to everything; give its URL and what was asked."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            length = int(self.headers.get("Content-Length") or 0)
            asked.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
            self.send_response(status)
            for name, value in {
                "Content-Type": "text/plain",
                **{k.replace("_", "-"): v for k, v in headers.items()},
            }.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def told(url: str, text: str = "ASK {}", **more) -> str:
    """Give what an error says; it is one line."""
    endpoint = Endpoint(url, url, url, **more)
    with pytest.raises(GlosskosError) as error:
        endpoint.query(text)
    endpoint.close()
    assert "\n" not in str(error.value)
    return str(error.value)


# Real stores


def test_queries_of_every_form(endpoint):
    endpoint.put("urn:test:remote", TURTLE.encode())
    rows = endpoint.query("SELECT ?o WHERE { GRAPH <urn:test:remote> { ?s <urn:b> ?o } } ORDER BY str(?o)")
    assert rows.variables == ("o",)
    assert [row[0] for row in rows.rows] == ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"x y"', '"é"@fr']
    assert bool(endpoint.query("ASK { GRAPH <urn:test:remote> { ?s ?p <urn:c> } }"))
    assert not bool(endpoint.query("ASK { GRAPH <urn:test:remote> { ?s ?p <urn:d> } }"))
    graph = endpoint.query(
        "PREFIX select: <urn:x> CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <urn:test:remote> { ?s ?p ?o } }"
    )
    assert graph.form == "CONSTRUCT" and set(graph.triples) == TRIPLES
    optional = endpoint.query(
        "SELECT ?o ?x WHERE { GRAPH <urn:test:remote> { ?s <urn:to> ?o OPTIONAL { ?o <urn:no> ?x } } }"
    )
    assert list(optional.rows) == [("<urn:c>", None)]


def test_a_graph_in_the_place_of_the_default_one(endpoint):
    endpoint.put("urn:test:one", b"<urn:a> <urn:b> 1 .")
    endpoint.put("urn:test:two", b"<urn:a> <urn:b> 2 .")
    for graph, value in (("urn:test:one", 1), ("urn:test:two", 2)):
        assert [row["o"] for row in endpoint.query("SELECT ?o { <urn:a> <urn:b> ?o }", graph)] == [value]


def test_a_long_query_goes_as_post(endpoint):
    values = " ".join(f'"{i} é"' for i in range(1500))
    assert len(endpoint.query(f"SELECT ?v {{ VALUES ?v {{ {values} }} }}")) == 1500


def test_graphs_are_put_added_to_read_and_deleted(endpoint, tmp_path):
    graph = "http://example.org/graph/é?a=1&b=2"
    endpoint.delete(graph)
    assert list(endpoint.get(graph)) == [] and endpoint.count(graph) == 0
    file = tmp_path / "data.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    endpoint.put(graph, file)
    assert set(endpoint.get(graph)) == TRIPLES and endpoint.count(graph) == 4
    endpoint.post(graph, b"<urn:a> <urn:b> <urn:c> .")
    assert endpoint.count(graph) == 5
    endpoint.put(graph, b"<urn:z> <urn:z> <urn:z> .")
    assert list(endpoint.get(graph)) == [("<urn:z>", "<urn:z>", "<urn:z>")]
    endpoint.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:u> <urn:u> 'û' }} }}")
    assert endpoint.count(graph) == 2
    assert endpoint.delete(graph) and not endpoint.delete(graph)
    with pytest.raises(GlosskosError, match="cannot be read"):
        endpoint.put(graph, tmp_path / "none.ttl")


def test_a_large_file_is_sent_as_it_is_read(endpoint, tmp_path, request):
    file = tmp_path / "large.nt"
    with file.open("w") as out:
        for i in range(15_000):
            out.write(f'<http://example.org/s{i % 4999}> <http://example.org/p{i % 37}> "text {i} {"x" * 60}"@fr .\n')
    endpoint.put("urn:test:large", file)
    assert endpoint.count("urn:test:large") == 15_000
    endpoint.delete("urn:test:large")


def test_what_a_store_says_of_a_wrong_query_and_a_wrong_graph(endpoint):
    with pytest.raises(
        RemoteError, match=r"/(query|sparql): 400: the server refuses the query: .*(SPARQL|expected)"
    ) as error:
        endpoint.query("SELECT * { ?s ?p }")
    assert error.value.status == 400 and "\n" not in str(error.value)
    with pytest.raises(RemoteError, match=r"(400|500): the server (refuses|failed) writing <urn:test:bad>") as error:
        endpoint.put("urn:test:bad", b"<urn:a> <urn:b> ")
    assert "\n" not in str(error.value) and "<h1>" not in str(error.value)
    with pytest.raises(GlosskosError, match="none of SELECT, ASK, CONSTRUCT and DESCRIBE"):
        endpoint.query("DROP ALL # SELECT")


def test_digest_is_chosen_before_a_body_is_sent(virtuoso):
    big = b"".join(b'<urn:s%d> <urn:p%d> "%d" .\n' % (i % 999, i % 50, i) for i in range(60_000))
    wrong = Endpoint(virtuoso.query_url, virtuoso.update_url, virtuoso.store_url, Credentials(virtuoso.user, "wrong"))
    for call in (lambda: wrong.put("urn:test:big", big), lambda: wrong.update("DROP SILENT GRAPH <urn:test:big>")):
        with pytest.raises(RemoteError, match=r"401: user name, password or token refused \(Digest\)") as error:
            call()
        assert error.value.status == 401
    basic = Endpoint(virtuoso.query_url, "", virtuoso.store_url, Credentials(virtuoso.user, virtuoso.password, "basic"))
    with pytest.raises(RemoteError, match=r"refused \(Basic\)"):
        basic.put("urn:test:big", big)
    nobody = Endpoint(virtuoso.query_url, "", virtuoso.store_url)
    with pytest.raises(RemoteError, match="asks for Digest authentication, and no user name or token was given"):
        nobody.put("urn:test:big", b"<urn:a> <urn:b> 1 .")


def test_a_file_is_sent_again_after_a_nonce_has_grown_old(oxigraph_server, tmp_path):
    file = tmp_path / "data.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    with proxied(oxigraph_server.base, demand="Digest") as proxy:
        endpoint = Endpoint(
            f"{proxy.base}/query", f"{proxy.base}/update", f"{proxy.base}/store", Credentials(proxy.user, proxy.secret)
        )
        endpoint.put("urn:test:nonce", file)
        proxy.nonce = "another"
        endpoint.post("urn:test:nonce", file)
        assert endpoint.count("urn:test:nonce") == 4


# Servers that do not answer as they should


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (200, {"Content_Type": "text/html"}, "answers with an HTML page, so it is likely not a SPARQL endpoint"),
        (200, {"Content_Type": "image/png"}, "answers with image/png, which is no results"),
        (200, {"Content_Type": ""}, "answers with something without a type"),
        (
            200,
            {"Content_Type": "application/sparql-results+json"},
            r"the answer says application/sparql-results\+json, and is not",
        ),
        (
            200,
            {"Content_Type": "application/sparql-results+xml"},
            r"the answer says application/sparql-results\+xml, and is not",
        ),
        (
            200,
            {"X_SQL_State": "S1TAT", "X_SQL_Message": "time is up"},
            r"only a part of the result \(S1TAT: time is up\)",
        ),
        (
            401,
            {"WWW_Authenticate": 'Negotiate, NTLM, Basic realm="a, b"'},
            "asks for Negotiate or NTLM or Basic authentication",
        ),
        (401, {}, "wants to know who you are"),
        (403, {}, "403: the query is forbidden to this user, or the server is read-only: said so"),
        (404, {}, "404: nothing is there"),
        (405, {}, r"405: the server does not do this \(GET\)"),
        (406, {}, "406: the server has no form of answer"),
        (413, {}, "413: more than the server takes at once"),
        (414, {}, "414: a longer URL"),
        (422, {}, "422: the server refuses the query: said so"),
        (429, {}, "429: too many requests"),
        (500, {}, "500: the server failed the query: said so"),
        (503, {}, "503: the server is not available now"),
        (304, {}, "304: moved to nowhere"),
    ],
)
def test_what_a_server_answers_instead(status, headers, says):
    import re

    body = b"\x1b[31msaid\n\nso\x00" if status >= 400 else b"said so"
    with answering(status, b"" if status == 304 else body, **headers) as (url, _):
        message = told(url)
    assert re.search(says, message), message
    assert message.startswith(f"{url}: ") and "\x1b" not in message and "\x00" not in message


def test_no_server_no_host_no_tls_no_answer():
    port = free_port()
    assert told(f"http://127.0.0.1:{port}/") == f"127.0.0.1:{port}: no connection: Connection refused"
    assert told("http://nowhere.invalid/").startswith("nowhere.invalid:80: no connection: ")
    with answering() as (url, _):
        assert "no answer" in told(url.replace("http:", "https:"), timeout=2) or "TLS" in told(
            url.replace("http:", "https:"), timeout=2
        )
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/sparql"
        assert told(url, timeout=0.3) == f"{url}: no answer to the query within 0.3 s"


def test_a_server_that_ends_the_connection_or_the_answer(oxigraph_server):
    oxigraph_server.load([(f"<urn:s{i}>", "<urn:p>", f'"{i}"') for i in range(5000)], "urn:test:cut")
    for harm, says in (("reset", "ended the connection during the query"), ("cut", "the answer was cut short")):
        with proxied(oxigraph_server.base, harm=lambda _, what=harm: what) as proxy:
            for text in ("SELECT * {", "CONSTRUCT { ?s ?p ?o } WHERE {"):
                message = told(f"{proxy.base}/query", text + " GRAPH <urn:test:cut> { ?s ?p ?o } }")
                assert says in message, message


def test_an_answer_that_never_ends_is_left(oxigraph_server):
    class Dripping(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/n-triples")
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"<urn:a> <urn:b> <urn:c> .\n")
                    stop.wait(0.05)
            except OSError:
                pass

        def log_message(self, *_):
            pass

    stop = threading.Event()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Dripping)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        message = told(f"http://127.0.0.1:{server.server_port}/", "CONSTRUCT WHERE { ?s ?p ?o }", timeout=1.0)
        assert "the answer was not complete after 1 s" in message
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_compressed_answers_are_read():
    body = gzip.compress(b'{"head":{},"boolean":true}')
    with answering(
        200, body, Content_Type="application/sparql-results+json; charset=utf-8", Content_Encoding="gzip"
    ) as (url, _):
        assert bool(Endpoint(url).query("ASK {}"))


def test_only_reading_follows_redirects_and_no_secret_goes_to_another_server():
    answer = b'{"head":{},"boolean":true}'
    with (
        answering(200, answer, Content_Type="application/sparql-results+json") as (there, asked),
        answering(302, b"", Location=there) as (url, _),
    ):
        endpoint = Endpoint(url, url, url, Credentials("user", "a password", "basic"))
        assert bool(endpoint.query("ASK {}"))
        assert "Authorization" not in asked[0][2]
        with pytest.raises(RemoteError, match=r"302: moved to .*; give that URL"):
            endpoint.post("urn:g", b"")
        with pytest.raises(RemoteError, match="302: moved to"):
            endpoint.update("CLEAR ALL")
        assert all(method == "GET" for method, *_ in asked)
    with answering(302, b"", Location="/round") as (url, _):
        assert "without end" in told(url)
    with answering(302, b"", Location="ftp://x/") as (url, _):
        assert "not an address on the web" in told(url)


def test_nothing_is_signed_that_was_not_asked_to_be(monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password of-another-program\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # a proxy has no business on this machine
    with answering(200, b'{"head":{},"boolean":true}', Content_Type="application/json") as (url, asked):
        assert bool(Endpoint(url).query("ASK {}"))
    assert "Authorization" not in asked[0][2] and asked[0][2]["User-Agent"].startswith("glosskos/")


def test_no_secret_is_shown():
    who = Credentials("user", "my-secret-word")
    assert "my-secret-word" not in repr(who)
    with answering(500, b"you sent my-secret-word", WWW_Authenticate="Basic") as (url, _):
        message = told(f"{url}?apikey=hidden", credentials=who)
        assert "my-secret-word" not in message and "hidden" not in message and "***" in message
    for url in ("http://user:hidden@host/", "http://:hidden@host/", "http://hidden@host/", "http://us er:hidden@host/"):
        with pytest.raises(GlosskosError) as error:
            Endpoint(url)
        assert "hidden" not in str(error.value)


@pytest.mark.parametrize(
    "url",
    ["", "sparql", "ftp://x/", "http://", "http:///a", "http://a b/", "http://h:99999/", "http://[::1/", "file:///a"],
)
def test_what_is_no_address(url):
    with pytest.raises(GlosskosError, match="not an address on the web"):
        check_url(url)


def test_what_credentials_need():
    for arguments, word in (
        (("u", "p", "ntlm"), "no way of authentication"),
        (("", "p", "basic"), "wants a user name"),
        (("", "", "bearer"), "wants a token"),
        (("", "a token", "bearer"), "white space"),
        (("", "tok\nen", "bearer"), "white space"),
    ):
        with pytest.raises(GlosskosError, match=word):
            Credentials(*arguments)
    assert Credentials("u", "p").choose('Basic realm="x", Digest realm="y", nonce="z"') == "digest"
    assert Credentials("u", "p").choose('Basic realm="Digest, really"') == "basic"
    assert Credentials("u", "p").choose("Negotiate") == ""
    assert Credentials("", "t").choose('Bearer realm="x", error="invalid_token"') == "bearer"
    assert Credentials(scheme="none").choose("Basic") == ""
    with pytest.raises(GlosskosError, match="leaves no time"):
        Endpoint("http://localhost/", timeout=float("nan"))


def test_the_names_of_schemes_and_places():
    assert wanted_schemes('Digest realm="a, Basic b", qop="auth,auth-int", Basic realm="x"') == ["Digest", "Basic"]
    assert wanted_schemes("Negotiate TlRMTVNTUAAB=, Basic") == ["Negotiate", "Basic"]
    assert wanted_schemes("") == []
    assert place("https://u:p@h.example:8/a?b=c#d") == "https://h.example:8/a"
    assert place("http://[::1:bad/") == "the URL"
    for url, here in (
        ("http://localhost/", True),
        ("http://a.localhost:1/", True),
        ("http://127.9.9.9/", True),
        ("http://[::1]/", True),
        ("http://192.0.2.1/", False),
        ("http://localhost.example/", False),
    ):
        assert is_loopback(url) is here


def test_messages_are_one_short_line_of_text():
    page = "<!DOCTYPE HTML PUBLIC '-//X//Y'><html><head><title>t</title></head><body><h1>No &amp; never</h1>\n<p>of <urn:x></body></html>"
    assert shortened_message(page) == "No & never of <urn:x>"
    assert shortened_message("a\x1b]0;title\x07b\r\n\tc") == "a ]0;title b c"
    assert len(shortened_message("x" * 1000)) <= 310
    assert shortened_message("wrong\n\nSPARQL query:\nSELECT …") == "wrong"


def test_what_was_not_given_is_asked_for():
    endpoint = Endpoint("http://127.0.0.1:9/sparql")
    with pytest.raises(GlosskosError, match="give --update-url"):
        endpoint.update("CLEAR ALL")
    with pytest.raises(GlosskosError, match="give --store-url"):
        next(endpoint.get("urn:g"))
    nothing = b'{"head":{"vars":["n"]},"results":{"bindings":[]}}'
    with answering(200, nothing, Content_Type="application/json") as (url, _):  # noqa: SIM117
        with pytest.raises(RemoteError, match="gave no number"):
            Endpoint(url).count("urn:g")

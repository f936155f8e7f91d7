"""Sites to look at, a server for them, and a real Chromium that notes every complaint."""

from __future__ import annotations

import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest

from conftest import ROOT, need
from glosskos.site import write_site
from glosskos.skosfile import read_skos
from glosskos.terms import parse_rdf

LONG = "très longue dénomination " * 200  # 5,000 characters
HOSTILE = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix gk: <https://w3id.org/glosskos/ns#> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <http://example.org/v/> .
:scheme a skos:ConceptScheme ; dct:title "<b>Titre</b> & 'guillemets' \\"doubles\\""@fr .
:script a skos:Concept ; skos:prefLabel "<script>window.ran=1</script>"@fr ; skos:altLabel "<img src=x onerror=window.ran=2>"@fr ;
  skos:definition "</script><script>window.ran=3</script> ]]> --> <!-- \\"quotes\\" 'apostrophes' {{{{ 7*7 }}}}"@fr ;
  gk:divergence "<svg onload=window.ran=4>"@fr ; skos:notation "</code><script>window.ran=5</script>" ; skos:broader :top ;
  euvoc:xlDefinition :note ; dct:source :evil .
:note a euvoc:XlNote ; rdf:value "</blockquote><script>window.ran=6</script>\\u2028fin"@fr ; dct:source :evil ; prov:wasDerivedFrom <http://example.org/v/entry/evil/1> .
<http://example.org/v/entry/evil/1> a gk:Entry ; rdfs:label "<script>window.ran=7</script>"@fr ; dct:subject :script ; dct:isPartOf :evil ; gk:status gk:complete .
:evil a dct:BibliographicResource ; dct:title "Source <i>"@fr ; foaf:page <javascript:window.ran=8> ; dct:publisher :pub .
:pub foaf:name "\\"><script>window.ran=9</script>" .
:right a skos:Concept ; skos:prefLabel "\\u202Eמונח ערבית \\u0645\\u0635\\u0637\\u0644\\u062D"@fr ; skos:broader :top ; skos:definition "\\u202Egnol"@fr .
:long a skos:Concept ; skos:prefLabel "{LONG}"@fr ; skos:definition "{"x" * 5000}"@fr ; skos:broader :top ; skos:related :script .
:top a skos:Concept ; skos:prefLabel "sommet"@fr .
:de a skos:Concept ; skos:prefLabel "Nur deutsch"@de ; skos:broader :top .
:bare a skos:Concept ; skos:broader :top .
:A a skos:Concept ; skos:prefLabel "grande lettre"@fr . :a a skos:Concept ; skos:prefLabel "petite lettre"@fr .
<http://example.org/v/sub/con%20cept?x=1&y="> a skos:Concept ; skos:prefLabel "IRI étrange"@fr .
:one a skos:Concept ; skos:prefLabel "cercle un"@fr ; skos:broader :two . :two a skos:Concept ; skos:prefLabel "cercle deux"@fr ; skos:broader :one .
:old a skos:Concept ; skos:prefLabel "retiré"@fr ; owl:deprecated true ; dct:isReplacedBy :top ; skos:historyNote "Réuni avec <sommet>."@fr .
""".replace('&y=">', "&y=2>")


def write_records_site(thesaurus, folder: Path) -> Path:
    """Write the site of a thesaurus made from records, as a build does."""
    from glosskos.pipeline import graphs_of

    graphs = graphs_of(thesaurus)
    write_site(thesaurus, graphs.triples, folder, [quad[:3] for quad in graphs.evidence], graphs.entailed)
    return folder


@pytest.fixture(scope="session")
def site(thesaurus, tmp_path_factory) -> Path:
    """The real site."""
    return write_records_site(thesaurus, tmp_path_factory.mktemp("real") / "site")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Path:
    """The site of somebody else's file with everything that may do harm, and much missing."""
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "hostile.ttl"
    file.write_text(HOSTILE, encoding="utf-8")
    write_site(read_skos(file), parse_rdf(file), folder / "site")
    return folder / "site"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map: ClassVar[dict[str, str]] = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_args) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of the loopback; give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """The real site's address, in a folder below the root of a server."""
    with serving(site.parent) as root:
        yield f"{root}site/"


@pytest.fixture(scope="session")
def hostile_address(hostile) -> Iterator[str]:
    with serving(hostile) as root:
        yield root


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker, as a script."""
    file = ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js"
    need(file.exists(), "axe-core (npm ci in assets/)")
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def chromium():
    """A real Chromium without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    need(path, "chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--force-color-profile=srgb"],
        )
        yield browser
        browser.close()


@dataclass
class Visit:
    """A browser's tab, with what it complained about and where it went."""

    page: object
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    origins: tuple[str, ...] = ()


@pytest.fixture
def visits(chromium):
    """Open tabs; at the end none may have complained or left the site."""
    contexts, opened = [], []

    def visit(url: str, **options) -> Visit:
        options.setdefault("viewport", {"width": 1280, "height": 800})
        scripts = options.pop("context", None)
        context = scripts or chromium.new_context(**options)
        if scripts is None:
            contexts.append(context)
        made = Visit(context.new_page())
        made.page.set_default_timeout(15_000)
        made.page.on(
            "console", lambda message: message.type in ("error", "warning") and made.complaints.append(message.text)
        )
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        origin = url.split("/", maxsplit=1)[0] + "//" + url.split("/")[2] + "/"
        made.page.on(
            "request",
            lambda request: request.url.startswith((origin, "data:", "blob:")) or made.outside.append(request.url),
        )
        made.page.goto(url)
        opened.append(made)
        return made

    yield visit
    found = [(made.complaints, made.outside) for made in opened]
    for context in contexts:
        context.close()
    assert found == [([], [])] * len(found), found

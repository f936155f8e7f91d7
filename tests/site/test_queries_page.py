"""Ready-made queries in the browser: the same rows as the package gives, as a table that sorts, as CSV, by address."""

from __future__ import annotations

import csv
import io
from typing import ClassVar

import pytest
from site_pages import until

from conftest import ROOT
from glosskos.queries import Names, bind, evaluate, filled, query_graph, ready_queries, store_of


@pytest.fixture(scope="module")
def store(thesaurus):
    return store_of(query_graph(thesaurus))


def run(page) -> list[list[str]]:
    """Run the query that is shown, download its CSV, give its rows."""
    page.click("[data-ask] [type=submit]")
    page.wait_for_selector("[data-csv]:visible")
    with page.expect_download() as download:
        page.click("[data-csv]")
    with open(download.value.path(), encoding="utf-8", newline="") as file:  # noqa: PTH123
        return list(csv.reader(file))


def test_every_ready_made_query_gives_the_rows_that_the_package_gives(visits, address, store, thesaurus):
    from glosskos.lookup import Lookup
    from glosskos.queries import written

    page = visits(f"{address}queries.html").page
    names = Names(lambda: Lookup(thesaurus))
    for query in ready_queries().values():
        if query.form != "SELECT":
            continue
        page.goto(f"{address}queries.html#{query.name}")
        page.wait_for_selector(f'[data-query="{query.name}"][aria-current]')
        expected = written(evaluate(store, filled(query, bind(query, {}, names))), "csv")
        wanted = list(csv.reader(io.StringIO(expected, newline="")))
        found = run(page)
        assert found[0] == wanted[0], query.name
        assert sorted(found) == sorted(wanted), query.name
        file = ROOT / "tests" / "queries" / f"{query.name}.csv"
        if file.exists():
            with file.open(encoding="utf-8", newline="") as committed:
                assert sorted(found) == sorted(csv.reader(committed)), query.name


@pytest.mark.parametrize(("folder", "kind"), [("", "partie de"), ("en/", "part of")])
def test_values_to_choose_from_have_names_in_the_language_of_the_page(visits, address, folder, kind):
    page = visits(f"{address}{folder}queries.html").page
    until(page, "window.GK?.sparql")
    shown: dict[str, list[str]] = {}
    for query in ready_queries().values():
        page.evaluate("(name) => { location.hash = name; }", query.name)
        page.wait_for_selector(f'[data-query="{query.name}"][aria-current]')
        for option in page.query_selector_all("[data-params] option"):
            shown.setdefault(query.name, []).append(option.inner_text())
    assert not [each for options in shown.values() for each in options if "://" in each]
    assert "Salesforce" in shown["only-in-one-source"] and kind in shown["hierarchical-links-of-a-kind"]
    page.evaluate("location.hash = 'changed-since'")
    page.wait_for_selector("[data-params] input[type=date]")
    assert run(page)[1:]


def test_parameters_the_table_and_its_links(visits, address):
    page = visits(f"{address}queries.html#concept-card").page
    until(page, "document.querySelector('[name=concept]').value === 'attrition'")
    page.fill("[name=concept]", "enquete nps")
    page.click("[data-ask] [type=submit]")
    page.wait_for_selector(".rows tbody tr")
    assert "enquête NPS" in page.inner_text(".rows tbody tr >> nth=0")
    assert page.query_selector('.rows a[href^="concept/"]')
    page.click(".sort >> nth=1")
    assert page.get_attribute(".rows th >> nth=1", "aria-sort") == "ascending"
    values = [cell.inner_text() for cell in page.query_selector_all(".rows td:nth-child(2)")]
    page.click(".sort >> nth=1")
    assert page.get_attribute(".rows th >> nth=1", "aria-sort") == "descending"
    assert [cell.inner_text() for cell in page.query_selector_all(".rows td:nth-child(2)")] != values
    page.fill("[name=concept]", "")
    page.click("[data-ask] [type=submit]")
    assert page.evaluate("document.activeElement.name") == "concept"


def edit(page, text: str) -> None:
    page.click(".host .cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def test_a_query_is_edited_run_stopped_and_its_faults_are_told(visits, address):
    page = visits(f"{address}en/queries.html").page
    edit(page, "SELECT (COUNT(*) AS ?n) WHERE { ?s a <http://www.w3.org/2004/02/skos/core#Concept> }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".rows tbody tr")
    assert page.inner_text(".rows tbody") == "245"
    edit(page, "ASK { ?s ?p ?o }")
    page.click("[data-ask] [type=submit]")
    until(page, "document.querySelector('[data-says]').textContent.startsWith('Yes')")
    edit(page, "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3")
    page.click("[data-ask] [type=submit]")
    until(page, "document.querySelector('[data-says]').textContent.startsWith('3 triples')")
    edit(page, "SELECT nonsense")
    page.click("[data-ask] [type=submit]")
    page.wait_for_selector(".error")
    assert "expected" in page.inner_text(".error")
    edit(
        page,
        "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a != ?d && ?d != ?g && STR(?c) < STR(?i)) }",
    )
    page.click("[data-ask] [type=submit]")
    page.click("[data-stop]")
    assert page.inner_text("[data-says]") == "Query stopped."
    edit(page, "ASK { }")
    page.click("[data-ask] [type=submit]")
    until(page, "document.querySelector('[data-says]').textContent.startsWith('Yes')")


def test_a_query_has_an_address_and_is_copied_ready_to_run(visits, address, store):
    page = visits(f"{address}queries.html#concept-card", permissions=["clipboard-read", "clipboard-write"]).page
    until(page, "document.querySelector('[name=concept]').value === 'attrition'")
    page.fill("[name=concept]", "NPS")
    page.click("[data-copy-query]")
    until(page, "document.querySelector('[data-copy-query]').textContent.includes('✓')")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "concept/net-promoter-score>" in text
    assert "?_" not in text
    assert len(evaluate(store, text).table()[1]) > 5
    page.click("[data-share]")
    until(page, "document.querySelector('[data-share]').textContent.includes('✓')")
    again = visits(page.evaluate("navigator.clipboard.readText()")).page
    again.wait_for_selector('[data-query="concept-card"][aria-current]')
    assert again.input_value("[name=concept]") == "NPS"


def test_a_query_can_be_asked_and_edited_before_the_editor_has_come(visits, address):
    page = visits(f"{address}about.html").page
    held = []

    def hold(route) -> None:
        held.append(route)

    page.route("**/editor.js", hold)
    page.goto(f"{address}queries.html#concept-card")
    until(page, "document.querySelector('[name=concept]')?.value === 'attrition'")
    assert page.is_visible("[data-sparql]")
    page.click("[data-ask] [type=submit]")
    page.wait_for_selector(".rows tbody tr")
    page.fill("[data-sparql]", "SELECT (1 AS ?n) WHERE {}")
    page.focus("[data-sparql]")
    page.keyboard.press("Control+Enter")
    until(page, "document.querySelector('.rows tbody')?.innerText === '1'")
    page.evaluate("document.querySelector('[data-sparql]').setSelectionRange(8, 9)")
    assert held
    held[0].continue_()
    page.wait_for_selector(".host .cm-content")
    until(page, "document.activeElement.className === 'host'")
    assert not page.is_visible("[data-sparql]")
    page.keyboard.type("2 + ")
    page.keyboard.type("40")
    page.keyboard.press("Control+Enter")
    until(page, "document.querySelector('.error, .rows tbody')?.innerText !== '1'")
    assert "40" in page.evaluate("document.querySelector('.host').shadowRoot.querySelector('.cm-content').innerText")


def test_who_is_about_to_go_to_the_queries_has_their_engine_on_the_way(visits, address):
    page = visits(f"{address}index.html").page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.wait_for_timeout(300)
    assert "oxigraph.wasm" not in asked
    for _ in range(2):
        page.hover('.menu a[href$="queries.html"]')
        page.hover("h1")
    page.wait_for_timeout(300)
    assert asked.count("oxigraph.wasm") == 1


def test_a_server_that_does_not_say_what_the_engine_is_has_it_run_all_the_same(visits, site):
    import http.server
    import threading
    from functools import partial

    class Plain(http.server.SimpleHTTPRequestHandler):
        extensions_map: ClassVar[dict[str, str]] = {
            "": "application/octet-stream",
            ".html": "text/html",
            ".css": "text/css",
            ".js": "text/javascript",
        }

        def log_message(self, *_args) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            page = visits(f"http://127.0.0.1:{server.server_port}/queries.html").page
            page.click("[data-ask] [type=submit]")
            page.wait_for_selector(".rows tbody tr")
        finally:
            page.close()
            server.shutdown()
            thread.join()

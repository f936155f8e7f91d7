"""Accessibility: axe finds nothing on any kind of page, light and dark, French and English, narrow and wide, opened and at rest."""

from __future__ import annotations

import pytest
from site_pages import until

KINDS = ["index", "concept/net-promoter-score", "concept/attrition", "concept/acteur", "a-z", "a-z/c", "tree", "themes", "theme/telephonie",
         "sources", "source/salesforce", "compare", "compare-divergent", "changes", "about", "queries", "search"]  # fmt: skip


def violations(page, axe: str) -> list[tuple[str, str]]:
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(axe)
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}).then(({violations}) => violations.map((each) => [each.id, each.nodes[0].html]))"
    )
    return [tuple(each) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "folder"), [("fr", ""), ("en", "en/")])
def test_no_violation_on_any_kind_of_page(visits, address, axe, scheme, language, folder):
    page = visits(
        f"{address}{folder}index.html",
        color_scheme=scheme,
        viewport={"width": 1280 if language == "fr" else 390, "height": 800},
    ).page
    found = {}
    for kind in KINDS:
        page.goto(f"{address}{folder}{kind}.html")
        if "concept/" in kind:
            page.evaluate("document.querySelector('.neighbourhood').scrollIntoView()")
            until(page, "window.GK?.picture?.cy.nodes().length > 0")
        if kind == "queries":
            page.wait_for_selector(".host")
            page.click("[data-ask] [type=submit]")
            page.wait_for_selector(".rows tbody tr")
        if kind == "search":
            page.fill("#q", "client")
            page.wait_for_selector("[data-results] li")
        if kind == "index":
            page.click("#q")
            page.keyboard.type("centre")
            page.wait_for_selector('[role="option"]')
            page.keyboard.press("ArrowDown")
        if kind == "tree":
            page.click('[data-tree="open"]')
        if bad := violations(page, axe):
            found[kind] = bad
    assert found == {}


def test_no_violation_on_withdrawn_quoted_hostile_and_lost_pages(visits, hostile_address, axe):
    page = visits(f"{hostile_address}index.html").page
    found = {}
    for kind in ("concept/old", "concept/script", "concept/right", "concept/long", "tree", "404"):
        page.goto(f"{hostile_address}{kind}.html")
        if bad := violations(page, axe):
            found[kind] = bad
    assert found == {}

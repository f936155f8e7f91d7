"""The site in a real Chromium: by mouse, keyboard and touch width, over HTTP and from the disk, with and without scripts.

The fixture ``visits`` fails any test in which a page complained on the console or asked for anything outside the site.
"""

from __future__ import annotations

import re

import pytest
from site_pages import plainly, until

LANGUAGES = [("fr", ""), ("en", "en/")]


def suggestions(page) -> list[str]:
    page.wait_for_selector('[role="option"]')
    return [plainly(option.inner_text().split("\n")[0]) for option in page.query_selector_all('[role="option"]')]


def ask(page, text: str) -> list[str]:
    page.click("#q")
    page.fill("#q", "")
    page.wait_for_selector("#suggestions", state="hidden")
    page.keyboard.type(text)
    until(page, "!document.querySelector('#suggestions').hidden")
    page.wait_for_timeout(150)
    return suggestions(page)


FINDS = [
    ("churn", "attrition", "churn"),
    ("GRC", "gestion de la relation client", "customer relationship management"),
    ("g.r.c.", "gestion de la relation client", "customer relationship management"),
    ("detracteur", "détracteur NPS", "NPS detractor"),
    ("DÉTRACTEURS", "détracteur NPS", "NPS detractor"),
    ("centre d'appel", "centre d'appels", "call centre"),
    ("centre d’appels", "centre d'appels", "call centre"),
    ("Service Level Agreement", "accord de niveau de service", "service level agreement"),
    ("attritoin", "attrition", "churn"),
    ("net promotter", "net promoter score", "net promoter score"),
]


@pytest.mark.parametrize(("language", "folder"), LANGUAGES)
def test_search_finds_names_whatever_accents_typos_and_language(visits, address, language, folder):
    page = visits(f"{address}{folder}index.html").page
    for asked, french, english in FINDS:
        assert ask(page, asked)[0] == (french if language == "fr" else english), asked


def test_search_shows_the_match_and_ranks_names_before_texts(visits, address):
    page = visits(f"{address}index.html").page
    ask(page, "churn")
    first = page.query_selector('[role="option"]')
    assert "churn" in first.inner_text()
    assert [mark.inner_text() for mark in first.query_selector_all("mark")] == ["churn"]
    ask(page, "fidélité")
    options = page.query_selector_all('[role="option"]')[:-1]  # the last leads to all results
    kinds = [
        ("définition :" in option.inner_text()) or ("ce que dit une source" in option.inner_text())
        for option in options
    ]
    assert kinds == sorted(kinds)


def test_search_by_keyboard_alone(visits, address):
    page = visits(f"{address}index.html").page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("centre de contact")
    page.wait_for_selector('[role="option"]')
    assert page.get_attribute("#q", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.get_attribute("#q", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/concept/centre-de-contact.html")
    page.keyboard.press("/")
    page.keyboard.type("nps")
    page.wait_for_selector('[role="option"]')
    page.keyboard.press("Escape")
    assert page.get_attribute("#q", "aria-expanded") == "false"


def test_a_search_has_an_address_to_share(visits, address):
    page = visits(f"{address}en/index.html").page
    page.click("#q")
    page.keyboard.type("call cent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search.html?q=call*cent")
    page.wait_for_selector("[data-results] li")
    assert page.inner_text("[data-results] li >> nth=0").startswith("call centre")
    page.fill("#q", "GRC")
    until(page, "location.search === '?q=GRC'")
    again = visits(page.url).page
    again.wait_for_selector("[data-results] li")
    assert again.inner_text("[data-results] li >> nth=0").startswith("customer relationship management")
    again.click('[data-language="fr"]')
    again.wait_for_url("**/site/search.html?q=GRC")


def test_search_says_when_nothing_is_found_and_bears_anything(visits, address):
    page = visits(f"{address}search.html").page
    for text in ("zzzzqqqq", "<script>window.ran=1</script>", "''''", "* ? [ ( \\", "😀", "a" * 500):
        page.fill("#q", text)
        page.wait_for_timeout(200)
        assert "résultat" in page.inner_text("[data-results-count]")
    assert page.evaluate("window.ran") is None


def test_the_tree_opens_by_keyboard(visits, address):
    page = visits(f"{address}tree.html").page
    focused = "document.activeElement.textContent"
    page.focus('[role="treeitem"][tabindex="0"]')
    top = page.evaluate(focused)
    assert page.get_attribute('[role="treeitem"] >> nth=0', "aria-expanded") == "false"
    page.keyboard.press("ArrowRight")
    assert page.get_attribute('[role="treeitem"] >> nth=0', "aria-expanded") == "true"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) != top
    assert page.evaluate("document.activeElement.offsetParent !== null")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == top
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    second = page.evaluate(focused)
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == top
    page.keyboard.press("End")
    assert page.evaluate(focused) == "structure"
    page.keyboard.press("Home")
    page.keyboard.type("act")
    assert page.evaluate(focused) in (second, "activité")
    page.click('[data-tree="open"]')
    assert page.query_selector('.tree [aria-expanded="false"]') is None
    page.keyboard.press("Tab")
    page.click('[data-tree="close"]')
    page.focus('[role="treeitem"][tabindex="0"]')
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/concept/acteur.html")


def drawn(visit, url: str, **context):
    page = visit(url, **context).page
    page.evaluate("document.querySelector('.neighbourhood').scrollIntoView()")
    until(page, "window.GK?.picture?.cy.nodes().length > 0")
    return page


def place_of(page, slug: str) -> tuple[float, float]:
    """Give where on the page a concept is drawn."""
    box, at = page.evaluate(
        """(slug) => { const {cy, network} = GK.picture; const node = cy.getElementById('n' + network.at.get(slug));
           const {left, top} = cy.container().getBoundingClientRect();
           return [[left, top], [node.renderedPosition('x'), node.renderedPosition('y')]]; }""",
        slug,
    )
    return box[0] + at[0], box[1] + at[1]


@pytest.mark.parametrize(("language", "folder"), LANGUAGES)
def test_from_concept_to_concept_by_clicking_the_picture(visits, address, language, folder):
    page = drawn(visits, f"{address}{folder}concept/net-promoter-score.html")
    page.mouse.click(*place_of(page, "detracteur-nps"))
    until(page, "GK.picture.network.nodes[GK.picture.state.centre].slug === 'detracteur-nps'")
    assert page.query_selector(".says a").get_attribute("href") == "../concept/detracteur-nps.html"
    page.mouse.click(*place_of(page, "promoteur-nps"))
    until(page, "GK.picture.network.nodes[GK.picture.state.centre].slug === 'promoteur-nps'")
    page.mouse.click(*place_of(page, "promoteur-nps"))
    page.wait_for_url(f"**/{folder}concept/promoteur-nps.html")
    assert page.inner_text("h1") == ("promoteur NPS" if language == "fr" else "NPS promoter")


def test_the_picture_by_keyboard_with_reasons_and_as_text(visits, address, thesaurus):
    page = drawn(visits, f"{address}concept/net-promoter-score.html")
    page.focus(".canvas")
    page.keyboard.press("ArrowLeft")
    reason = thesaurus.concepts["net-promoter-score"].broader[0].reason["fr"]
    assert plainly(reason) in plainly(page.inner_text(".says"))
    page.keyboard.press("Enter")
    until(page, "GK.picture.network.nodes[GK.picture.state.centre].slug === 'indicateur-de-satisfaction'")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    chosen = page.evaluate(
        "GK.picture.cy.nodes('.chosen').map((node) => GK.picture.network.nodes[node.data('at')].slug)"
    )
    page.keyboard.press("o")
    page.wait_for_url(f"**/concept/{chosen[0]}.html")
    page = drawn(visits, f"{address}concept/net-promoter-score.html")
    page.click(".astext summary")
    text = plainly(page.inner_text(".astext ul"))
    for link in (*thesaurus.concepts["net-promoter-score"].broader, *thesaurus.related["net-promoter-score"]):
        assert plainly(link.reason["fr"]) in text


def test_depth_relations_and_source_change_the_picture(visits, address, thesaurus):
    page = drawn(visits, f"{address}concept/net-promoter-score.html")
    count = "GK.picture.cy.nodes().length"
    one = page.evaluate(count)
    page.click('[data-depth="2"]')
    assert page.evaluate(count) > one
    page.click('[data-depth="3"]')
    three = page.evaluate(count)
    assert three > 100
    page.click('[data-depth="1"]')
    page.uncheck('input[value="related"]')
    assert page.evaluate(count) == 1 + len(thesaurus.concepts["net-promoter-score"].broader) + len(
        thesaurus.narrower["net-promoter-score"]
    )
    page.check('input[value="related"]')
    page.select_option(".frame select", label="★ Sitel Group")
    slugs = page.evaluate("GK.picture.cy.nodes().map((node) => GK.picture.network.nodes[node.data('at')].slug)")
    for slug in set(slugs) - {"net-promoter-score"}:
        assert "sitel" in {entry.source for entry in thesaurus.entries_of[slug]}


def test_no_box_overlaps_in_any_picture_and_every_label_fits(visits, address, thesaurus):
    page = drawn(visits, f"{address}concept/net-promoter-score.html")
    found = page.evaluate(
        """() => { const {network} = GK.picture; const pen = document.createElement('canvas').getContext('2d');
          pen.font = '13px ' + getComputedStyle(document.documentElement).getPropertyValue('--face');
          const width = (text) => pen.measureText(text).width; const bad = []; let boxes = 0;
          const all = new Set(['broader', 'narrower', 'related']);
          for (const node of network.nodes) for (const depth of [1, 2]) {
            const around = GK.drawing.neighbourhood(network, node.at, depth, all);
            const {boxes: placed} = GK.drawing.arrange(around, (at) => network.nodes[at].label, () => '', width);
            const list = [...placed.values()]; boxes += list.length;
            for (const box of list) if (box.lines.some((line) => width(line) > box.width - 10)) bad.push([node.slug, depth, box.lines]);
            for (let i = 0; i < list.length; i++) for (let j = 0; j < i; j++) { const [a, b] = [list[i], list[j]];
              if (Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2) bad.push([node.slug, depth, a.lines, b.lines]); }
          } return [boxes, bad]; }"""
    )
    assert found[0] > len(thesaurus.concepts) * 10
    assert found[1] == []


CROSSED = """([slug, depth]) => {
  const {cy, network, change} = GK.picture; change({centre: network.at.get(slug), depth});
  const boxes = cy.nodes().map((node) => ({id: node.id(), ...node.boundingBox({includeLabels: false, includeOverlays: false})}));
  const bad = [];
  for (const node of cy.nodes()) {
    const [all, own] = [node.boundingBox({includeLabels: true, includeOverlays: false}), node.boundingBox({includeLabels: false, includeOverlays: false})];
    if (all.w > own.w + 2 || all.h > own.h + 2) bad.push(['label leaves its box', node.data('label')]);
  }
  for (const a of boxes) for (const b of boxes)
    if (a.id < b.id && a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2) bad.push(['boxes overlap', a.id, b.id]);
  let points = 0;
  for (const edge of cy.edges()) {
    const all = edge[0]._private.rscratch.allpts; // start, then for each piece its control point and its end
    const ends = new Set([edge.source().id(), edge.target().id()]);
    const others = boxes.filter((box) => !ends.has(box.id));
    for (let at = 0; at + 5 < all.length; at += 4) for (let step = 0; step <= 12; step++) {
      const t = step / 12; const mix = (i) => (1 - t) ** 2 * all[at + i] + 2 * t * (1 - t) * all[at + 2 + i] + t * t * all[at + 4 + i];
      const [x, y] = [mix(0), mix(1)]; points += 1;
      for (const box of others) if (x > box.x1 + 2 && x < box.x2 - 2 && y > box.y1 + 2 && y < box.y2 - 2) bad.push(['link over a box', edge.data('number'), box.id]);
    }
  }
  return [boxes.length, points, bad];
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_drawn_overlaps_nothing(visits, address, thesaurus, width):
    page = drawn(visits, f"{address}concept/net-promoter-score.html", viewport={"width": width, "height": 800})
    named = ["net-promoter-score", "client", "centre-d-appels", "relation-client", "detracteur-nps", "activite"]
    count = 0
    for slug in dict.fromkeys([*named, *list(thesaurus.concepts)[::9]]):
        for depth in (1, 2, 3):
            boxes, points, bad = page.evaluate(CROSSED, [slug, depth])
            assert bad == [], (slug, depth)
            assert points >= 12 * (boxes - 1)
            count += boxes
    assert count > 3000


def test_on_a_phone_a_picture_is_seen_whole_and_lets_the_page_scroll(visits, address):
    page = drawn(visits, f"{address}concept/net-promoter-score.html", viewport={"width": 390, "height": 800})
    seen = "(() => { const {w, h} = GK.picture.cy.elements().renderedBoundingBox(); const box = GK.picture.cy.container(); return w <= box.clientWidth && h <= box.clientHeight; })()"
    for slug in ("net-promoter-score", "carte-de-fidelite", "acteur"):
        page.evaluate("(slug) => GK.picture.change({centre: GK.picture.network.at.get(slug), depth: 1})", slug)
        assert page.evaluate(seen), slug
        assert page.evaluate("GK.picture.cy.zoom()") > 0.7
        assert not page.evaluate("GK.picture.cy.userPanningEnabled()")
    page.click('[data-depth="3"]')
    assert page.evaluate("GK.picture.cy.userPanningEnabled()")


def test_the_picture_is_saved_as_svg_and_png(visits, address):
    import xml.etree.ElementTree as ET
    from pathlib import Path

    page = drawn(visits, f"{address}concept/net-promoter-score.html")
    with page.expect_download() as svg:
        page.click("text=SVG")
    root = ET.parse(svg.value.path()).getroot()
    texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"net promoter score", "détracteur NPS"} <= texts
    assert any("─◆ partie de" in text for text in texts) and any("★ Sitel Group" in text for text in texts)
    left, top, width, height = (float(number) for number in root.get("viewBox").split())
    drawn_at = [
        tuple(float(each) for each in pair.split(","))
        for path in root.iter("{http://www.w3.org/2000/svg}path")
        for pair in re.findall(r"-?[\d.]+,-?[\d.]+", path.get("d"))
    ]
    assert len(drawn_at) > 60
    assert all(left < x < left + width and top < y < top + height for x, y in drawn_at)
    ends = {path.get("marker-end") for path in root.iter("{http://www.w3.org/2000/svg}path")}
    assert {"url(#generic)", "url(#partitive)", None} == ends
    with page.expect_download() as png:
        page.click("text=PNG")
    assert Path(png.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_full_screen(visits, address):
    page = drawn(visits, f"{address}concept/net-promoter-score.html")
    page.click("[data-full]")
    until(page, "document.fullscreenElement?.className === 'frame'")
    until(page, "document.querySelector('.frame').scrollHeight <= innerHeight && GK.picture.cy.height() < innerHeight")
    zoom = page.evaluate("GK.picture.cy.zoom()")
    page.evaluate("GK.picture.change({depth: 3})")
    assert page.evaluate("GK.picture.cy.zoom()") >= 0.6 and zoom >= 0.6
    page.click("[data-full]")
    until(page, "document.fullscreenElement === null")


@pytest.mark.parametrize("kind", ["concept/net-promoter-score", "index", "compare-divergent", "theme/telephonie"])
def test_paper_is_white_and_has_no_tools_also_where_the_screen_is_dark(visits, address, kind):
    page = visits(f"{address}{kind}.html", color_scheme="dark", viewport={"width": 760, "height": 1075}).page
    dark = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(dark) == "rgb(20, 23, 27)"
    page.emulate_media(media="print")
    assert page.evaluate(dark) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('main')).color") == "rgb(0, 0, 0)"
    grounds = page.evaluate(
        "[...document.querySelectorAll('main *, header, footer')].filter((each) => each.checkVisibility()).map((each) => getComputedStyle(each).backgroundColor)"
    )
    for ground in set(grounds) - {"rgba(0, 0, 0, 0)"}:
        assert min(int(part) for part in re.findall(r"\d+", ground)[:3]) > 170, ground
    assert not [each for each in page.query_selector_all("main button, .menu, .search, .picture") if each.is_visible()]
    assert page.evaluate("document.documentElement.scrollWidth") <= 760


def test_the_language_is_one_click_away_on_every_kind_of_page_and_remembered(visits, address, chromium):
    context = chromium.new_context()
    try:
        page = visits(f"{address}concept/attrition.html", context=context).page
        page.click('[data-language="en"]')
        page.wait_for_url("**/en/concept/attrition.html")
        assert page.inner_text("h1") == "churn"
        assert page.evaluate("document.documentElement.lang") == "en"
        later = visits(f"{address}tree.html", context=context).page
        later.wait_for_url("**/en/tree.html")
        later.click('[data-language="fr"]')
        later.wait_for_url("**/site/tree.html")
        later.reload()
        later.wait_for_timeout(200)
        assert later.url.endswith("/site/tree.html")
        later.go_back()
        later.wait_for_url("**/en/tree.html")
    finally:
        context.close()


def test_reasons_open_and_names_are_copied(visits, address, thesaurus):
    page = visits(f"{address}concept/attrition.html", permissions=["clipboard-read", "clipboard-write"]).page
    assert page.query_selector(".linked details[open]") is None
    page.click(".linked summary >> nth=0")
    assert len(page.query_selector_all(".linked details[open]")) == 1
    page.click("text=Montrer toutes les raisons")
    assert page.query_selector(".linked details:not([open])") is None
    page.click("text=Copier l’IRI")
    assert page.evaluate("navigator.clipboard.readText()") == f"{thesaurus.scheme.base}concept/attrition"


def test_the_comparison_is_filtered(visits, address, thesaurus):
    page = visits(f"{address}compare.html").page
    page.fill("[data-filter-text]", "carte")
    page.select_option("[data-filter-source]", label="24pm")
    shown = [row.inner_text() for row in page.query_selector_all(".compare tbody tr") if row.is_visible()]
    wanted = [
        slug
        for slug in thesaurus.concepts
        if "carte" in slug and any(entry.source == "24pm" for entry in thesaurus.entries_of[slug])
    ]
    assert len(shown) == len(wanted) > 1
    assert f"{len(wanted)} / {len(thesaurus.concepts)}" in page.inner_text("[data-filter-count]")
    page.click(".views >> text=divergents")
    page.wait_for_url("**/compare-divergent.html")


KINDS = ["index", "concept/net-promoter-score", "concept/client", "a-z", "a-z/c", "tree", "themes", "theme/telephonie", "sources",
         "source/salesforce", "compare", "changes", "about", "queries", "search"]  # fmt: skip


@pytest.mark.parametrize(("language", "folder"), LANGUAGES)
def test_on_a_narrow_screen_nothing_sticks_out(visits, address, language, folder):
    page = visits(f"{address}{folder}index.html", viewport={"width": 360, "height": 740}).page
    for kind in KINDS:
        page.goto(f"{address}{folder}{kind}.html")
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, kind
        assert page.evaluate("document.documentElement.lang") == language


def test_from_the_disk_all_but_queries_works_and_these_say_why(visits, site):
    root = site.as_uri() + "/"
    page = visits(f"{root}index.html").page
    assert ask(page, "GRC")[0] == "gestion de la relation client"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/concept/gestion-de-la-relation-client.html")
    page = drawn(visits, f"{root}en/concept/attrition.html")
    page.mouse.click(*place_of(page, "client"))
    until(page, "GK.picture.network.nodes[GK.picture.state.centre].slug === 'client'")
    page = visits(f"{root}search.html?q=nps").page
    page.wait_for_selector("[data-results] li")
    page = visits(f"{root}queries.html").page
    page.wait_for_selector("[data-cannot]:visible")
    assert "glosskos serve" in page.inner_text("[data-cannot]")
    assert page.is_disabled("[data-ask] [type=submit]")


def test_without_scripts_every_page_can_be_read_and_says_what_needs_them(visits, address):
    page = visits(f"{address}index.html", java_script_enabled=False).page
    for kind in KINDS:
        page.goto(f"{address}{kind}.html")
        assert page.is_visible("h1"), kind
        assert not page.is_visible(".scripted >> nth=0") if page.query_selector(".scripted") else True, kind
    page.goto(f"{address}tree.html")
    assert page.is_visible("text=détracteur NPS >> nth=0")
    page.goto(f"{address}search.html")
    assert "JavaScript" in page.inner_text("main")
    page.goto(f"{address}queries.html")
    assert "glosskos query" in page.inner_text("main")
    page.goto(f"{address}concept/attrition.html")
    assert "JavaScript" in page.inner_text(".neighbourhood")
    page.click(".linked summary >> nth=0")
    assert page.is_visible(".linked details[open] p")


def test_nothing_hostile_runs_and_the_layout_holds(visits, hostile_address):
    page = visits(f"{hostile_address}index.html").page
    names = [
        "concept/script",
        "concept/right",
        "concept/long",
        "concept/old",
        "concept/one",
        "concept/bare",
        "tree",
        "a-z",
        "compare",
        "source/evil",
        "index",
        "changes",
        "about",
        "search",
    ]
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for name in names:
            page.goto(f"{hostile_address}{name}.html")
            if page.query_selector(".neighbourhood"):
                page.evaluate("document.querySelector('.neighbourhood').scrollIntoView()")
                until(page, "window.GK?.picture?.cy.nodes().length > 0")
            assert page.evaluate("window.ran") is None, name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{hostile_address}index.html")
    assert ask(page, "window ran")[0] == "<script>window.ran=1</script>"
    assert page.evaluate("window.ran") is None


def test_the_site_under_glosskos_serve(visits, thesaurus, tmp_path):
    from glosskos.locator import find_records
    from glosskos.pipeline import build
    from serving import serving as served

    build(find_records().path, tmp_path / "dist")
    with served("--build", str(tmp_path / "dist")) as server:
        root = str(server.address).rstrip("/") + "/"
        page = visits(f"{root}index.html").page
        assert ask(page, "GRC")[0] == "gestion de la relation client"
        page.goto(f"{root}queries.html")
        page.click("[data-ask] [type=submit]")
        page.wait_for_selector(".rows tbody tr")
        page = drawn(visits, f"{root}concept/attrition.html")
        assert page.inner_text("h1") == "attrition"


def test_the_policy_stops_what_would_be_slipped_in(chromium, address):
    page = chromium.new_page()
    try:
        page.goto(f"{address}index.html")
        blocked: list[str] = []
        page.on("console", lambda message: blocked.append(message.text))
        page.evaluate("""() => { document.body.insertAdjacentHTML('beforeend', '<img src=x:y onerror="window.ran=1"><p style="color:red">');
            const script = document.createElement('script'); script.textContent = 'window.ran=2'; document.body.append(script);
            const far = document.createElement('img'); far.src = 'https://example.org/x.png'; document.body.append(far); }""")
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") is None
        assert sum("Content Security Policy" in text for text in blocked) >= 3
    finally:
        page.close()

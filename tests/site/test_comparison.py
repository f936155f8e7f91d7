"""The comparison's filter where there are more rows than one page holds: it covers them all, and says what it covers."""

from __future__ import annotations

import pytest
from site_pages import until

from glosskos.site import write_site
from glosskos.skosfile import read_skos
from glosskos.terms import parse_rdf
from site_fixtures import serving

COUNT = 700
HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix gk: <https://w3id.org/glosskos/ns#> .
@prefix : <http://example.org/v/> .
:a a dct:BibliographicResource ; dct:title "Glossaire A"@fr ; dct:publisher :pa . :pa foaf:name "Éditeur A" .
:b a dct:BibliographicResource ; dct:title "Glossaire B"@fr ; dct:publisher :pb . :pb foaf:name "<b>Éditeur B" .
"""


def sources_of(number: int) -> str:
    """Give the sources that speak of a concept: every third, every fifth."""
    return ("a" if number % 3 == 0 else "") + ("b" if number % 5 == 0 else "")


@pytest.fixture(scope="module")
def large_address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("comparison")
    lines = [HEAD]
    for number in range(COUNT):
        told = f' ; gk:divergence "écart {number}"@fr' if number % 15 == 0 else ""
        language = "de" if number == 699 else "fr"
        mark = "<i>" if number == 690 else ""
        lines.append(f':c{number} a skos:Concept ; skos:prefLabel "notion {mark}{number:03} d\'été"@{language}{told} .')
        for source in sources_of(number):
            lines.append(
                f'<http://example.org/v/entry/{source}/{number + 1}> a gk:Entry ; rdfs:label "x"@fr ; dct:subject :c{number} ; '
                f"dct:isPartOf :{source} ; gk:status {'gk:truncated' if number % 2 else 'gk:complete'} ."
            )
    file = folder / "v.ttl"
    file.write_text("\n".join(lines), encoding="utf-8")
    write_site(read_skos(file), parse_rdf(file), folder / "site")
    with serving(folder / "site") as root:
        yield root


def shown(page) -> list[str]:
    return [row.inner_text().split("\t")[0].strip() for row in page.query_selector_all(".compare tbody tr")]


def says(page) -> str:
    return page.inner_text("[data-filter-count]")


def test_the_filter_goes_through_all_pages(visits, large_address):
    page = visits(f"{large_address}compare.html").page
    first = shown(page)
    assert len(first) == 250
    assert says(page) == f"250 / {COUNT} affichés"
    page.fill("[data-filter-text]", "ÉTÉ")
    until(page, f"document.querySelector('[data-filter-count]').textContent.startsWith('{COUNT} / {COUNT}')")
    assert says(page) == f"{COUNT} / {COUNT}, les 250 premiers affichés"
    assert len(shown(page)) == 250
    page.fill("[data-filter-text]", "69")
    wanted = [number for number in range(COUNT) if "69" in f"{number:03}"]
    until(page, f"document.querySelectorAll('.compare tbody tr').length === {len(wanted)}")
    assert says(page) == f"{len(wanted)} / {COUNT} affichés"
    assert {name.split()[1].removeprefix("<i>") for name in shown(page)} == {f"{number:03}" for number in wanted}
    assert not page.is_visible(".pager")
    page.select_option("[data-filter-source]", label="Éditeur A")
    wanted = [number for number in wanted if "a" in sources_of(number)]
    until(page, f"document.querySelectorAll('.compare tbody tr').length === {len(wanted)}")
    page.fill("[data-filter-text]", "")
    page.select_option("[data-filter-source]", "")
    until(page, "document.querySelectorAll('.compare tbody tr').length === 250")
    assert shown(page) == first and page.is_visible(".pager")


def test_a_row_from_the_file_is_the_row_of_its_page(visits, large_address):
    page = visits(f"{large_address}compare-3.html").page
    own = {row.inner_text() for row in page.query_selector_all(".compare tbody tr")}
    links = {link.get_attribute("href") for link in page.query_selector_all(".compare tbody a")}
    page.goto(f"{large_address}compare.html")
    page.fill("[data-filter-text]", "notion")
    until(page, "document.querySelector('[data-filter-count]').textContent.includes('premiers')")
    found, hrefs = set(), set()
    for start in ("5", "6"):
        page.fill("[data-filter-text]", f"notion {start}")
        until(
            page,
            f"document.querySelector('[data-filter-count]').textContent.startsWith('{'99' if start == '6' else '100'} ')",
        )
        found |= {row.inner_text() for row in page.query_selector_all(".compare tbody tr")}
        hrefs |= {link.get_attribute("href") for link in page.query_selector_all(".compare tbody a")}
    plain = {row for row in own if "<i>" not in row and "699" not in row}
    assert len(plain) > 190 and plain <= found
    assert len(links - hrefs) <= 2
    page.fill("[data-filter-text]", "<i>690")
    until(page, "document.querySelectorAll('.compare tbody tr').length === 1")
    assert "<i>690" in shown(page)[0]  # text, never markup
    page.fill("[data-filter-text]", "699")
    until(page, "document.querySelector('.compare tbody')?.textContent.includes('699')")
    assert page.query_selector('.compare tbody span[lang="de"]')


def test_a_view_is_filtered_within_itself_and_english_has_its_words(visits, large_address):
    divergent = [number for number in range(COUNT) if number % 15 == 0]
    page = visits(f"{large_address}en/compare-divergent.html").page
    assert says(page) == f"{len(divergent)} / {len(divergent)} shown"
    single = [number for number in range(COUNT) if len(sources_of(number)) == 1]
    page.goto(f"{large_address}en/compare-single.html")
    page.select_option("[data-filter-source]", label="<b>Éditeur B")
    wanted = [number for number in single if "b" in sources_of(number)]
    until(page, f"document.querySelector('[data-filter-count]').textContent.startsWith('{len(wanted)} ')")
    assert says(page) == f"{len(wanted)} / {len(single)} shown"
    assert "text cut" in page.inner_text(".compare tbody")

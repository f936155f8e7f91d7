"""The pages as files: complete, linked, small, the same each time, and with every text in its place."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from site_pages import plainly, read_page, text_of

from conftest import ROOT
from glosskos.graph import Iris, evidence_quads, thesaurus_quads
from glosskos.site import write_site
from glosskos.site.addresses import names_for, web_link
from glosskos.site.edition import letter_of, shortened
from glosskos.skosfile import read_skos
from glosskos.terms import parse_rdf, value_of
from glosskos.thesaurus import with_quotations

LARGEST = 40_000


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@pytest.mark.parametrize("name", ["site", "hostile"])
def test_no_link_on_any_page_is_broken(name, request):
    site = request.getfixturevalue(name)
    broken = []
    for path in pages(site):
        here = path.as_uri()
        for tag, link in read_page(path).links:
            target, fragment = urldefrag(urljoin(here, link))
            if urlsplit(target).scheme != "file":
                assert urlsplit(target).scheme in ("http", "https"), link
                assert tag in ("a", "meta"), (tag, link)
                continue
            file = Path(unquote(urlsplit(target).path))
            if not file.is_file() or (fragment and file.suffix == ".html" and fragment not in read_page(file).ids):
                broken.append((path.relative_to(site).as_posix(), link))
    assert broken == []


@pytest.mark.parametrize("name", ["site", "hostile"])
def test_every_page_forbids_inline_code_has_unique_ids_and_a_language(name, request):
    for path in pages(request.getfixturevalue(name)):
        page = read_page(path)
        assert page.forbidden == ([] if path.name != "404.html" else ["style"]), (
            path
        )  # its policy names that style by its hash
        assert "unsafe-inline" not in page.policy
        assert "'unsafe-eval'" not in page.policy.replace("'wasm-unsafe-eval'", "")
        assert "default-src 'none'" in page.policy, path
        assert len(set(page.ids)) == len(page.ids), path
        assert page.language == ("en" if "/en/" in path.as_posix() else "fr")


def test_pages_are_small(site):
    assert {path.name: path.stat().st_size for path in pages(site) if path.stat().st_size > LARGEST} == {}


def test_every_concept_theme_and_source_has_its_page_in_both_languages(site, thesaurus):
    for folder in (site, site / "en"):
        for kind, keys in (("concept", thesaurus.concepts), ("theme", thesaurus.themes), ("source", thesaurus.sources)):
            assert {path.stem for path in (folder / kind).glob("*.html")} == set(keys)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_concept_page_says_all_that_is_known(site, thesaurus, language):
    folder = site if language == "fr" else site / "en"
    for slug, concept in thesaurus.concepts.items():
        text = text_of(folder / "concept" / f"{slug}.html")
        wanted = [
            *concept.pref_label.values(),
            *(label for labels in concept.alt_label.values() for label in labels),
            *(each.get(language) for each in (concept.definition, concept.divergence, concept.scope_note) if each),
            concept.notation,
            Iris(thesaurus.scheme.base).concept(slug)[1:-1],
            *(line for note in thesaurus.notes[slug] for line in note.text.splitlines()),
            *(entry.term for entry in thesaurus.entries_of[slug]),
            *(thesaurus.sources[entry.source].publisher.name for entry in thesaurus.entries_of[slug]),
            *(thesaurus.concepts[child].pref_label[language] for child in thesaurus.narrower[slug]),
            *(thesaurus.concepts[up].pref_label[language] for path in thesaurus.paths_up(slug) for up in path),
            *(link.reason[language] for link in (*concept.broader, *thesaurus.related[slug])),
            *(thesaurus.themes[theme].pref_label[language] for theme in concept.themes),
        ]
        assert [each for each in wanted if plainly(each) not in text] == [], slug


def test_a_cut_and_a_repaired_text_are_told(site):
    assert "texte coupé" in text_of(site / "concept" / "net-promoter-score.html")
    assert "rétablie" in text_of(site / "concept" / "net-promoter-score.html")
    assert "text cut" in text_of(site / "en" / "concept" / "net-promoter-score.html")
    assert "sans le définir" in text_of(site / "concept" / "carte-de-fidelite-payante.html")


def test_schema_org_is_in_the_page_of_a_concept(site, thesaurus):
    for slug, concept in thesaurus.concepts.items():
        (data,) = read_page(site / "en" / "concept" / f"{slug}.html").data
        found = json.loads(data)
        assert found["@type"] == "DefinedTerm"
        assert found["@id"] == f"{thesaurus.scheme.base}concept/{slug}"
        assert (found["name"], found["description"]) == (concept.pref_label["en"], concept.definition["en"])
        assert found["termCode"] == concept.notation


def test_a_source_page_lists_its_entries_in_printed_order(site, thesaurus):
    for source in thesaurus.sources:
        numbers = [name for name in read_page(site / "source" / f"{source}.html").ids if name.startswith("e-")]
        assert numbers == [f"e-{entry.number}" for entry in thesaurus.entries.values() if entry.source == source]


def test_the_comparison_has_every_concept_and_its_views(site, thesaurus):
    def links(view: str) -> set[str]:
        found = (
            re.fullmatch(r"concept/([a-z0-9-]+)\.html", link)
            for _, link in read_page(site / f"compare{view}.html").links
        )
        return {match[1] for match in found if match}

    sources = {slug: {entry.source for entry in entries} for slug, entries in thesaurus.entries_of.items()}
    assert links("") == set(thesaurus.concepts)
    assert links("-divergent") == {slug for slug, concept in thesaurus.concepts.items() if concept.divergence}
    assert links("-single") == {slug for slug, found in sources.items() if len(found) == 1}
    assert links("-several") == {slug for slug, found in sources.items() if len(found) > 1}
    assert links("-none") == {slug for slug, found in sources.items() if not found}
    cut = {
        slug for slug, entries in thesaurus.entries_of.items() if any(entry.status == "truncated" for entry in entries)
    }
    assert links("-cut") == cut


def test_the_alphabet_has_every_name(site, thesaurus):
    listed = " ".join(text_of(path) for path in sorted((site / "en" / "a-z").glob("*.html")))
    for concept in thesaurus.concepts.values():
        for label in (concept.pref_label["en"], *concept.alt_label.get("en", ())):
            assert plainly(label).casefold() in listed.casefold()


def test_the_same_thesaurus_gives_the_same_bytes_in_another_process(site, tmp_path):
    script = (
        "import sys; from pathlib import Path; import conftest;"
        "from site_fixtures import write_records_site; from glosskos.thesaurus import load_thesaurus;"
        "write_records_site(load_thesaurus(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", script, str(ROOT / "ontology"), str(tmp_path / "site")]
    environment = {
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(ROOT / "tests"),
        "PATH": "/usr/bin:/bin",
        "TZ": "Pacific/Auckland",
    }
    subprocess.run(command, check=True, env=environment, cwd=ROOT)
    first = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    again = {
        path.relative_to(tmp_path / "site"): path.read_bytes()
        for path in (tmp_path / "site").rglob("*")
        if path.is_file()
    }
    assert first.keys() == again.keys()
    assert [path for path in first if first[path] != again[path]] == []


def test_downloads_of_a_concept_say_the_same_in_every_form(site, thesaurus):
    triples = {quad[:3] for quad in (*thesaurus_quads(thesaurus), *evidence_quads(thesaurus))}
    iris = Iris(thesaurus.scheme.base)
    for slug in ("net-promoter-score", "client", "centre-d-appels", "acteur"):
        turtle = set(parse_rdf(site / "concept" / f"{slug}.ttl"))
        assert turtle == set(parse_rdf(site / "concept" / f"{slug}.jsonld"))
        assert turtle <= triples
        own = {triple for triple in triples if triple[0] == iris.concept(slug)}
        assert own <= turtle
        assert {triple for triple in turtle if triple[1].endswith("#value>")} == {
            triple
            for triple in triples
            if triple[0] in {iris.note(note) for note in thesaurus.notes[slug]} and triple[1].endswith("#value>")
        }
        rows = list(csv.DictReader((site / "concept" / f"{slug}.csv").read_text(encoding="utf-8").splitlines()))
        assert {(row["language"], row["value"]) for row in rows if row["property"] == "prefLabel"} == set(
            thesaurus.concepts[slug].pref_label.items()
        )
        assert [row["value"] for row in rows if row["property"] == "restatement"] == [
            note.text for note in thesaurus.notes[slug]
        ]


def test_sitemap_and_feeds_are_xml_and_name_pages_that_are_there(site, hostile, thesaurus):
    for folder, base in ((site, thesaurus.scheme.base), (hostile, "http://example.org/v/")):
        names = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
        found = [each.text for each in ET.parse(folder / "sitemap.xml").iter(f"{{{names['']}}}loc")]
        assert all(address.startswith(base) for address in found)
        assert {address.removeprefix(base) for address in found} == {
            path.relative_to(folder).as_posix() for path in pages(folder) if path.name != "404.html"
        }
        for feed in (folder / "feed.xml", folder / "en" / "feed.xml"):
            atom = "{http://www.w3.org/2005/Atom}"
            root = ET.parse(feed).getroot()
            entries = root.findall(f"{atom}entry")
            assert entries
            assert len({entry.find(f"{atom}id").text for entry in entries}) == len(entries)
            for entry in entries:
                assert (folder / entry.find(f"{atom}link").get("href").removeprefix(base)).is_file()
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.find(f"{atom}updated").text)


def test_quotations_are_marked_and_not_for_publication(thesaurus, tmp_path):
    entry = thesaurus.entries_of["net-promoter-score"][0]
    quoted = with_quotations(thesaurus, {entry.id: "Mot pour mot, d'après le texte."})
    write_site(quoted, (quad[:3] for quad in thesaurus_quads(quoted)), tmp_path)
    for folder in (tmp_path, tmp_path / "en"):
        page = (folder / "concept" / "net-promoter-score.html").read_text(encoding="utf-8")
        assert re.search(r"<blockquote class=\"text\">.*Mot pour mot", page)
        for path in (folder / "index.html", folder / "a-z.html"):
            assert ("Ne pas publier" if folder == tmp_path else "Not for publication") in text_of(path)
            assert 'name="robots" content="noindex' in path.read_text(encoding="utf-8")
        assert "creativecommons" not in (folder / "about.html").read_text(encoding="utf-8")


def test_a_site_without_quotations_may_be_published(site):
    assert "noindex" not in (site / "index.html").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/" in (site / "about.html").read_text(encoding="utf-8")


def test_hostile_text_is_text(hostile):
    page = (hostile / "concept" / "script.html").read_text(encoding="utf-8")
    text = text_of(hostile / "concept" / "script.html")
    for said in (
        "<script>window.ran=1</script>",
        "<img src=x onerror=window.ran=2>",
        "{{ 7*7 }}",
        "]]> --> <!--",
        "window.ran=6",
        "window.ran=7",
    ):
        assert said in text
    assert "javascript:" not in page
    (data,) = read_page(hostile / "concept" / "script.html").data
    assert json.loads(data)["name"] == "<script>window.ran=1</script>"
    assert "<bdi>" in (hostile / "concept" / "right.html").read_text(encoding="utf-8")


def test_other_peoples_files_are_shown_as_far_as_they_go(hostile):
    assert '<span lang="de">Nur deutsch</span>' in (hostile / "concept" / "de.html").read_text(encoding="utf-8")
    assert "Concept retiré" in text_of(hostile / "concept" / "old.html")
    assert "sommet" in text_of(hostile / "concept" / "old.html")
    assert "old.html" not in {link.split("/")[-1] for _, link in read_page(hostile / "tree.html").links}
    tree = text_of(hostile / "tree.html")
    assert "cercle un" in tree
    assert "cercle deux" in tree
    assert "retiré" in text_of(hostile / "changes.html")
    names = [path.name.lower() for path in (hostile / "concept").glob("*.html")]
    assert len(names) == len(set(names)) == 12


def test_withdrawn_concepts_keep_their_page(thesaurus, tmp_path):
    gone = replace(
        thesaurus.concepts["attrition"], deprecated=True, is_replaced_by=("client",), broader=(), related=(), themes=()
    )
    concepts = {slug: gone if slug == "attrition" else concept for slug, concept in thesaurus.concepts.items()}
    concepts = {
        slug: replace(
            each,
            broader=tuple(link for link in each.broader if link.object != "attrition"),
            related=tuple(link for link in each.related if link.object != "attrition"),
        )
        for slug, each in concepts.items()
    }
    changed = replace(thesaurus, concepts=concepts)
    write_site(changed, (quad[:3] for quad in thesaurus_quads(changed)), tmp_path)
    page = tmp_path / "concept" / "attrition.html"
    assert "Concept retiré" in text_of(page)
    assert ("a", "../concept/client.html") in read_page(page).links
    assert "attrition.html" not in {link.split("/")[-1] for _, link in read_page(tmp_path / "tree.html").links}
    assert ("a", "concept/attrition.html") in read_page(tmp_path / "changes.html").links
    assert (
        '"attrition"'
        not in (tmp_path / "data" / "search.js").read_text(encoding="utf-8").split('"concepts"')[1][:20000]
    )


def large(tmp_path: Path, count: int) -> Path:
    """A SKOS file of many concepts: one theme, two levels, all under one letter."""
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <http://example.org/big/> ."]
    for number in range(count):
        up = f" ; skos:broader :c{number // 30}" if number >= 30 else ""
        lines.append(
            f':c{number} a skos:Concept ; skos:prefLabel "concept {number}"@fr ; skos:definition "définition {number}"@fr{up} .'
        )
    lines.append(":t a skos:Collection ; skos:member " + ", ".join(f":c{number}" for number in range(count)) + " .")
    file = tmp_path / f"large-{count}.ttl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_large_vocabulary_is_cut_into_small_pages_and_loses_no_concept(tmp_path):
    file = large(tmp_path, 1500)
    write_site(read_skos(file), parse_rdf(file), tmp_path / "site")
    sizes = {path: path.stat().st_size for path in pages(tmp_path / "site")}
    assert max(sizes.values()) <= LARGEST
    for pattern in ("a-z/*.html", "theme/*.html", "compare.html"):
        found = {link for path in (tmp_path / "site").glob(pattern) for _, link in read_page(path).links}
        listed = {match[1] for link in found if (match := re.search(r"concept/(c\d+)\.html$", link))}
        assert len(listed) == (1500 if pattern != "compare.html" else 250)
    assert len({link for _, link in read_page(tmp_path / "site" / "tree.html").links if "concept/" in link}) >= 200


def test_names_of_files_are_safe_and_unlike():
    names = names_for(["a", "A", "con", "é", "a/b", "", "x" * 300, "..", "net-promoter-score"])
    assert names["a"] == "a"
    assert names["net-promoter-score"] == "net-promoter-score"
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,140}", name) for name in names.values())
    assert len({name.lower() for name in names.values()}) == len(names)
    assert names["con"] != "con"


def test_small_helpers():
    assert web_link("https://example.org/a?b=c") == "https://example.org/a?b=c"
    assert web_link("javascript:alert(1)") == web_link("https://a b") == web_link("") == ""
    assert shortened("un deux trois quatre", 12) == "un deux…"
    assert shortened("x" * 50, 10) == "x" * 10 + "…"
    assert [letter_of(name) for name in ("Été", "3D", "«»", "l'an")] == ["E", "0–9", "#", "L"]
    assert value_of("<x>") == "x"


def said_on(page: Path) -> str:
    """Give what a page says, without tags, and without programs and code."""
    body = page.read_text(encoding="utf-8").partition("<body")[2]
    return re.sub(r"<[^>]*>", "", re.sub(r"<(script|pre|textarea|code)\b.*?</\1>", "", body, flags=re.S))


def test_french_is_set_as_french_and_english_as_english(site):
    french = [page for page in pages(site) if "en" not in page.relative_to(site).parts]
    assert len(french) > 300
    for page in french:
        # Such a space would let the mark begin or end a line; an apostrophe is no foot mark.
        loose = re.findall(r".{20} [;:!?»%](?!\w)|« .{20}|\w+'\w+|\d \d{3}\b", said_on(page))
        assert loose == [], page
    for page in pages(site / "en"):
        body = page.read_text(encoding="utf-8").partition("<body")[2]
        ours = re.sub(r"<(\w+)[^>]*\blang=\"fr\"[^>]*>.*?</\1>", "", body, flags=re.S)
        words = re.sub(r"<[^>]*>|“[^”]*”", " ", re.sub(r"<(script|pre|code)\b.*?</\1>", "", ours, flags=re.S))
        assert re.findall(r"\b(?:les|des|une|dans|avec|pour|qui|entrée|ligne|lignes|Créé)\b", words) == [], page
        assert re.findall(r"\w+'\w+|\s\"\w", words) == [], page
    assert "«\u00a0service client\u00a0»" in (site / "concept/relation-client.html").read_text(encoding="utf-8")
    english = (site / "en/concept/net-promoter-score.html").read_text(encoding="utf-8")
    assert "ami\u00a0?" in english  # what a source says is French there too
    assert "Printed as: “" in english and "«" not in english.partition("Printed as: ")[2].partition("</p>")[0]
    assert "<strong>1\u202f664</strong>" in (site / "index.html").read_text(encoding="utf-8")
    assert "<strong>1,664</strong>" in (site / "en/index.html").read_text(encoding="utf-8")


def test_one_is_not_said_as_many(hostile):
    assert "1 entrée :" in text_of(hostile / "index.html") and "1 entry:" in text_of(hostile / "en" / "index.html")
    assert "1 divergence " in text_of(hostile / "index.html")
    assert "1 entrée " in text_of(hostile / "source" / "evil.html")


def test_the_alphabetical_list_and_its_menu_have_one_order(site, hostile):
    for folder in (site, hostile):
        page = (folder / "a-z.html").read_text(encoding="utf-8")
        menu = re.findall(r'<li><a href="a-z/[^>]*>([^<]+)</a>', page)
        listed = re.findall(r'<section class="letter"><h2>([^<]+)</h2>', page)
        assert listed == [letter for letter in menu if letter in listed] and len(listed) > 5

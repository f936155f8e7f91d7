"""Validation: what is found on spoilt records and foreign files, where it is said to stand, and in which forms."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef

from glosskos.cli import main
from glosskos.closure import close
from glosskos.errors import DocumentError, GlosskosError
from glosskos.graph import thesaurus_quads
from glosskos.model import Thesaurus
from glosskos.namespaces import GK, SKOS
from glosskos.pipeline import graphs_of, write_data
from glosskos.terms import Triple, iri, literal, parse_rdf
from glosskos.thesaurus import load_thesaurus
from glosskos.validation import ENGINES, OURS, REPORTS, Finding, Report, as_text, as_turtle, short, validate
from glosskos.validation.editorial import CHECKS
from glosskos.validation.engines import shape_files, shapes_of, to_rdflib
from glosskos.validation.files import check_file
from glosskos.validation.findings import merge, place_of, visible
from glosskos.validation.quality import quality_queries, run
from glosskos.verify import VerificationFailed, verify

SH = Namespace("http://www.w3.org/ns/shacl#")
BASE = "https://example.org/boutique/"
DIGEST = "0" * 64

# ---------------------------------------------------------------- a small thesaurus of our own


def both(french: str, english: str) -> dict[str, str]:
    return {"fr": french, "en": english}


def link(slug: str, reason: str = "essai", **more: object) -> dict[str, object]:
    return {"concept": slug, **more, "reason": both(reason, f"trial {reason}")}


def card(number: int, french: str, english: str, **more: object) -> dict[str, object]:
    return {
        "notation": f"RC{number:04}",
        "prefLabel": both(french, english),
        "definition": both(
            f"Notion numéro {number} de cet essai de thésaurus.", f"Notion number {number} of this trial."
        ),
        **more,
        "theme": ["magasin"],
        "created": "2026-01-02",
    }


def entry(number: str, term: str, *concepts: str) -> dict[str, object]:
    return {
        "number": number, "term": term, "heading": f"{int(number) * 2}", "body": f"{int(number) * 2 + 1}", "fingerprint": DIGEST,
        "status": "complete", "concept": list(concepts), "restatement": f"Ce que la source dit sous {term}.",
    }  # fmt: skip


def small() -> dict[str, dict]:
    """Records by file: people (person > buyer > regular, person > seller) and things (thing > article)."""
    return {
        "scheme": {
            "base": BASE, "title": both("Boutique", "Shop"), "description": both("Pour essayer.", "For a trial."), "version": "1.0.0",
            "created": "2026-01-02", "modified": "2026-01-02", "license": "https://example.org/licence", "languages": ["fr", "en"],
            "creator": {"slug": "nous", "name": "Nous"},
        },
        "themes": {"magasin": {"prefLabel": both("magasin", "shop"), "definition": both("Tout ce qui s'y trouve.", "All there is in it.")}},
        "sources/carnet": {
            "title": "Carnet", "publisher": {"slug": "nous", "name": "Nous"}, "citation": "Carnet, 2026", "layout": "blocks", "document": DIGEST,
            "entry": [
                entry("001", "Acheteur", "acheteur"), entry("002", "Habitué", "habitue"), entry("003", "Vendeur", "vendeur"),
                entry("004", "Article", "article"), entry("005", "Article en rayon", "article"),
            ],
        },
        "concepts/personne": {
            "personne": card(1, "personne", "person"),
            "acheteur": card(2, "acheteur", "buyer", broader=[link("personne", "qui achète", type="generic")]),
            "habitue": card(3, "habitué", "regular", broader=[link("acheteur", "qui revient", type="generic")]),
            "vendeur": card(4, "vendeur", "seller", broader=[link("personne", "qui vend", type="generic")], related=[link("acheteur")]),
        },
        "concepts/chose": {
            "chose": card(5, "chose", "thing"),
            "article": card(6, "article", "article", broader=[link("chose", "qui se vend", type="generic")]),
        },
    }  # fmt: skip


@dataclass
class Records:
    """Records on disk."""

    folder: Path

    def thesaurus(self) -> Thesaurus:
        return load_thesaurus(self.folder)

    def triples(self) -> list[Triple]:
        return list(dict.fromkeys(quad[:3] for quad in thesaurus_quads(self.thesaurus())))

    def report(self, engine: str = "pyshacl") -> Report:
        triples = self.triples()
        return validate(triples, close(triples), engine=engine, thesaurus=self.thesaurus())

    def place(self, file: str, slug: str, key: str = "") -> str:
        """Where a card, or a key of it, stands."""
        lines = (self.folder / f"{file}.yaml").read_text(encoding="utf-8").splitlines()
        at = lines.index(f"{slug}:")
        if key:
            at = next(number for number in range(at + 1, len(lines)) if lines[number].startswith(f"  {key}:"))
        return f"{self.folder / file}.yaml:{at + 1}"


Write = Callable[..., Records]
Change = Callable[[dict[str, dict]], object]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Writes the small records, after a change of them."""

    def write(change: Callable[[dict[str, dict]], object] = lambda _: None) -> Records:
        files = small()
        change(files)
        for name, content in files.items():
            path = tmp_path / "records" / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return Records(tmp_path / "records")

    return write


def people(files: dict[str, dict]) -> dict[str, dict]:
    return files["concepts/personne"]


def violations(report: Report) -> set[tuple[str, str, str]]:
    """Check, concept and place of all violations."""
    return {
        (each.shape.removeprefix(GK), each.focus.removeprefix(f"{BASE}concept/"), each.place)
        for each in report.findings if each.severity == "Violation"
    }  # fmt: skip


def a_circle(files: dict[str, dict]) -> None:
    people(files)["personne"]["broader"] = [link("habitue", type="generic")]


def a_related_ancestor(files: dict[str, dict]) -> None:
    people(files)["habitue"]["related"] = [link("personne")]


def a_shared_label(files: dict[str, dict]) -> None:
    people(files)["acheteur"]["altLabel"] = {"fr": ["client"]}
    people(files)["vendeur"]["altLabel"] = {"fr": ["client"]}


def a_bare_concept(files: dict[str, dict]) -> None:
    people(files)["passant"] = card(7, "passant", "passer-by", broader=[link("personne", "qui passe", type="generic")])


# ---------------------------------------------------------------- records


@pytest.mark.parametrize("engine", ENGINES)
def test_the_small_records_are_sound(written, engine):
    assert violations(written().report(engine)) == set()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_circle_is_found_at_the_broader_of_every_concept_on_it(written, engine):
    records = written(a_circle)
    places = {slug: records.place("concepts/personne", slug, "broader") for slug in ("personne", "acheteur", "habitue")}
    found = {each for each in violations(records.report(engine)) if each[0] == "NoCycle"}
    assert found == {("NoCycle", slug, place) for slug, place in places.items()}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_related_ancestor_is_found_at_the_related_of_the_concept_below(written, engine):
    records = written(a_related_ancestor)
    place = records.place("concepts/personne", "habitue", "related")
    assert violations(records.report(engine)) == {("S27-RelatedIsNotHierarchical", "habitue", place)}


def test_a_label_of_two_concepts_is_found_at_both(written):
    records = written(a_shared_label)
    assert violations(records.report()) == {
        ("shared-label", slug, records.place("concepts/personne", slug, "altLabel")) for slug in ("acheteur", "vendeur")
    }


def test_a_preferred_label_of_two_concepts_is_found_at_the_key_it_stands_under(written):
    records = written(lambda files: people(files)["vendeur"].update(altLabel={"fr": ["acheteur"]}))
    assert violations(records.report()) == {
        ("shared-label", "acheteur", records.place("concepts/personne", "acheteur", "prefLabel")),
        ("shared-label", "vendeur", records.place("concepts/personne", "vendeur", "altLabel")),
    }


@pytest.mark.parametrize("explained", ["acheteur", "vendeur"])
def test_a_shared_label_that_one_card_explains_is_no_finding_on_either(written, explained):
    def change(files):
        a_shared_label(files)
        people(files)[explained]["sharedLabel"] = {"client": "se dit des deux"}

    assert violations(written(change).report()) == set()


def test_one_word_in_two_languages_is_no_shared_label(written):
    assert small()["concepts/chose"]["article"]["prefLabel"] == both("article", "article")
    assert (
        violations(written(lambda files: people(files)["vendeur"].update(altLabel={"en": ["personne"]})).report())
        == set()
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_concept_without_entry_note_or_child_is_found_at_its_card(written, engine):
    records = written(a_bare_concept)
    assert violations(records.report(engine)) == {
        ("ConceptHasSubstance", "passant", records.place("concepts/personne", "passant"))
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_a_theme_without_members_is_found_at_the_theme(written, engine):
    records = written(lambda files: files["themes"].update(vide=deepcopy(files["themes"]["magasin"])))
    assert violations(records.report(engine)) == {
        ("ThemeMembers", f"{BASE}theme/vide", records.place("themes", "vide"))
    }


def defined(slug: str, french: str, english: str = "Someone of this trial.") -> Change:
    return lambda files: people(files)[slug].update(definition=both(french, english))


def many_children(files: dict[str, dict]) -> None:
    for number in range(16):
        slug = f"vendeur-{number}"
        people(files)[slug] = card(
            100 + number,
            f"vendeur {number}",
            f"seller {number}",
            broader=[link("vendeur", f"vend {number}", type="generic")],
        )


def a_divergence(text: str) -> Change:
    def change(files: dict[str, dict]) -> None:
        files["sources/cahier"] = {
            **files["sources/carnet"],
            "publisher": {"slug": "eux", "name": "Eux"},
            "entry": [entry("001", "Vendeur", "vendeur")],
        }
        people(files)["vendeur"]["divergence"] = both(text, text)

    return change


# What to change, which check finds it, on which card and at which of its keys.
EDITORIAL: list[tuple[Change, str, str, str]] = [
    (defined("vendeur", "Vendeur de cet essai."), "definition-starts-with-term", "vendeur", "definition"),
    (defined("vendeur", "Le vendeur de cet essai."), "definition-starts-with-term", "vendeur", "definition"),
    (defined("vendeur", "Une notion de cet essai."), "definition-starts-with-article", "vendeur", "definition"),
    (defined("vendeur", "notion de cet essai."), "definition-starts-with-article", "vendeur", "definition"),
    (defined("vendeur", "Notion de cet essai, etc."), "definition-open", "vendeur", "definition"),
    (defined("vendeur", "Notion de cet essai"), "definition-open", "vendeur", "definition"),
    (defined("vendeur", "Notion proche de celle d'habitué."), "mention-without-link", "vendeur", "definition"),
    (lambda files: people(files)["vendeur"].pop("related"), "no-related", "vendeur", ""),
    (lambda files: None, "only-child", "chose", ""),
    (many_children, "many-children", "vendeur", "prefLabel"),
    (
        lambda files: people(files)["vendeur"].update(broader=[link("personne", "qui achète", type="generic")]),
        "same-reason",
        "acheteur",
        "broader",
    ),
    (a_divergence("Seul Nous est nommé ici."), "divergence-names-sources", "vendeur", "divergence"),
    (
        lambda files: files["sources/carnet"]["entry"][4].update(term="Marchandise"),
        "merge-without-decision",
        "article",
        "prefLabel",
    ),
]
NO_FAULT: list[tuple[Change, str, str]] = [
    (defined("vendeur", "Notion qui touche l'acheteur."), "mention-without-link", "vendeur"),
    (defined("habitue", "Sorte d'acheteur, donc de personne."), "mention-without-link", "habitue"),
    (a_divergence("Nous dit oui, Eux dit non."), "divergence-names-sources", "vendeur"),
    (lambda files: people(files)["acheteur"].pop("altLabel", None), "no-related", "acheteur"),
]


def warned(report: Report, check: str) -> set[tuple[str, str]]:
    return {
        (each.focus.removeprefix(f"{BASE}concept/"), each.place)
        for each in report.findings
        if (each.severity, each.shape) == ("Warning", f"{GK}{check}")
    }


@pytest.mark.parametrize(("change", "check", "slug", "key"), EDITORIAL)
def test_an_editorial_fault_is_a_warning_at_its_key(written, change, check, slug, key):
    records = written(change)
    file = "concepts/chose" if slug in ("chose", "article") else "concepts/personne"
    assert (slug, records.place(file, slug, key)) in warned(records.report(), check)


@pytest.mark.parametrize(("change", "check", "slug"), NO_FAULT)
def test_what_only_looks_like_an_editorial_fault_is_none(written, change, check, slug):
    assert slug not in {focus for focus, _ in warned(written(change).report(), check)}


def test_every_editorial_check_has_a_fault_to_find_and_speaks_both_languages():
    assert {check.name for check in CHECKS} == {check for _, check, _, _ in EDITORIAL}
    assert all(set(check.message) == {"fr", "en"} for check in CHECKS)


@pytest.mark.parametrize(("change", "check", "slug", "key"), EDITORIAL)
def test_an_editorial_warning_can_be_answered_in_the_card(written, change, check, slug, key):
    def answered(files: dict[str, dict]) -> None:
        change(files)
        cards = next(cards for name, cards in files.items() if name.startswith("concepts/") and slug in cards)
        cards[slug]["stays"] = {check: "vu, et laissé"}

    report = written(answered).report()
    assert slug not in {focus for focus, _ in warned(report, check)}
    assert warned(report, "idle-answer") == set()


def test_an_answer_to_nothing_is_reported(written):
    records = written(lambda files: people(files)["vendeur"].update(stays={"many-children": "il y en a beaucoup"}))
    assert warned(records.report(), "idle-answer") == {
        ("vendeur", records.place("concepts/personne", "vendeur", "stays"))
    }


def test_a_withdrawn_concept_is_not_looked_at(written):
    def change(files: dict[str, dict]) -> None:
        people(files)["passant"] = {
            "notation": "RC0007", "prefLabel": both("passant", "passer-by"), "deprecated": "true",
            "historyNote": both("Retiré.", "Withdrawn."), "created": "2026-01-02",
        }  # fmt: skip

    report = written(change).report()
    assert violations(report) == set()
    assert not [each for each in report.findings if each.focus.endswith("/passant")]


def test_the_real_records_give_nothing_with_either_engine(thesaurus):
    triples = list(dict.fromkeys(quad[:3] for quad in thesaurus_quads(thesaurus)))
    entailed = close(triples)
    for engine in ENGINES:
        report = validate(triples, entailed, engine=engine, thesaurus=thesaurus)
        assert as_text(report) == "0 violations, 0 warnings, 0 information\n"


@pytest.mark.parametrize(
    ("focus", "path", "file", "slug", "key"),
    [
        ("concept/vendeur", f"{SKOS}definition", "concepts/personne", "vendeur", "definition"),
        ("concept/vendeur", "http://purl.org/dc/terms/created", "concepts/personne", "vendeur", "created"),
        ("concept/vendeur", f"{SKOS}hiddenLabel", "concepts/personne", "vendeur", ""),
        ("concept/vendeur", "", "concepts/personne", "vendeur", ""),
    ],
)
def test_the_place_of_a_finding_on_a_concept_is_the_key_of_its_path(written, focus, path, file, slug, key):
    records = written()
    assert place_of(Finding("Violation", f"{GK}X", BASE + focus, path), records.thesaurus()) == records.place(
        file, slug, key
    )


@pytest.mark.parametrize(
    ("focus", "path", "expected"),
    [
        ("entry/carnet/001", "http://purl.org/dc/terms/subject", "  concept:"),
        ("entry/carnet/001", "", "number: '001'"),
        ("definition/acheteur/carnet", "", "restatement: Ce que la source dit sous Acheteur."),
        ("definition/article/carnet", "", "restatement: Ce que la source dit sous Article."),
        ("definition/article/carnet-2", "", "restatement: Ce que la source dit sous Article en rayon."),
        ("quotation/article/carnet-2", "", "restatement: Ce que la source dit sous Article en rayon."),
        ("source/carnet", "", "title: Carnet"),
    ],
)
def test_findings_on_entries_notes_and_sources_have_places_in_the_source(written, focus, path, expected):
    records = written()
    place = place_of(Finding("Violation", f"{GK}X", BASE + focus, path), records.thesaurus())
    file, _, line = place.rpartition(":")
    assert file == str(records.folder / "sources" / "carnet.yaml")
    assert expected in Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


@pytest.mark.parametrize(
    "focus",
    [
        "thesaurus",
        "concept/nobody",
        "entry/carnet/999",
        "definition/article/other",
        "definition/nobody/carnet",
        "graph/editor",
    ],
)
def test_what_stands_in_no_record_has_no_place(written, focus):
    assert place_of(Finding("Violation", f"{GK}X", BASE + focus), written().thesaurus()) == ""


def test_a_finding_on_a_theme_names_the_file_of_themes(written):
    records = written()
    place = place_of(Finding("Violation", f"{GK}ThemeMembers", f"{BASE}theme/magasin"), records.thesaurus())
    assert place == records.place("themes", "magasin")


# ---------------------------------------------------------------- reports


@pytest.fixture
def spoilt(written) -> Report:
    """A report with findings of several checks, on several concepts, with and without values."""

    def change(files):
        a_circle(files)
        a_shared_label(files)
        a_bare_concept(files)

    return written(change).report()


NASTY = Report(
    (
        Finding("Violation", f"{GK}X", "https://example.org/a", f"{SKOS}note", literal('<script>"x"\n</script> \\ & |', "fr"), (("en", "<b> & 'it'"), ("fr", "é"))),
        Finding("Warning", f"{GK}Y", "_:b0", "", "_:b1", (("en", "blank"),)),
        Finding("Info", f"{GK}Y", "Some words, <no> \"IRI\"", "", literal("12", datatype="xsd:integer"), ()),
        Finding("Info", "https://example.org/own-shape", "urn:x:y", "", "<https://example.org/v>"),
    )
)  # fmt: skip
REPORT_CASES = [pytest.param(None, id="spoilt"), pytest.param(NASTY, id="nasty"), pytest.param(Report(()), id="empty")]


@pytest.mark.parametrize("case", REPORT_CASES)
def test_the_turtle_report_is_a_validation_report_of_all_findings(case, spoilt):
    report = case if case is not None else spoilt
    graph = Graph().parse(data=as_turtle(report), format="turtle")
    ((node, conforms),) = graph.subject_objects(SH.conforms)
    assert set(graph.subjects(RDF.type, SH.ValidationReport)) == {node}
    assert conforms == Literal(not report.findings)
    results = list(graph.objects(node, SH.result))
    assert len(results) == len(set(results)) == len(report.findings)
    for result in results:
        assert (result, RDF.type, SH.ValidationResult) in graph
        for predicate in (SH.resultSeverity, SH.sourceShape, SH.focusNode, SH.sourceConstraintComponent):
            assert len(list(graph.objects(result, predicate))) == 1
    stated = Counter(
        (str(graph.value(result, SH.resultSeverity)).removeprefix(SH), str(graph.value(result, SH.sourceShape)))
        for result in results
    )
    assert stated == Counter((each.severity, each.shape) for each in report.findings)
    told = {(message.language, str(message)) for message in graph.objects(None, SH.resultMessage)}
    assert told == {message for each in report.findings for message in each.message}


def test_the_turtle_report_keeps_odd_focus_nodes_and_values():
    graph = Graph().parse(data=as_turtle(NASTY), format="turtle")
    by_shape = {
        (str(graph.value(node, SH.sourceShape)), str(graph.value(node, SH.resultSeverity))[len(SH) :]): node
        for node in graph.objects(None, SH.result)
    }
    first, blank, words, urn = (by_shape[each.shape, each.severity] for each in NASTY.findings)
    assert graph.value(first, SH.value) == Literal('<script>"x"\n</script> \\ & |', lang="fr")
    assert graph.value(first, SH.resultPath) == URIRef(f"{SKOS}note")
    assert isinstance(graph.value(blank, SH.focusNode), BNode)
    assert isinstance(graph.value(blank, SH.value), BNode)
    assert graph.value(words, SH.focusNode) == Literal('Some words, <no> "IRI"')
    assert graph.value(urn, SH.focusNode) == URIRef("urn:x:y")


@pytest.mark.parametrize("case", REPORT_CASES)
def test_the_json_report_holds_all_findings(case, spoilt):
    report = case if case is not None else spoilt
    data = json.loads(REPORTS["json"](report))
    assert [
        (each["severity"], each["shape"], each["focus"], each["value"], each["place"]) for each in data["findings"]
    ] == [(each.severity, each.shape, each.focus, each.value, each.place) for each in report.findings]
    assert data["count"] == report.count()
    assert [each["message"] for each in data["findings"]] == [dict(each.message) for each in report.findings]
    assert data["checked"] == dict(report.checked)


class Page(HTMLParser):
    """Counts elements and keeps the text of cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.cells: list[str] = []
        self._in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements[tag] += 1
        if tag == "td":
            self._in_cell = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.cells[-1] += data


@pytest.mark.parametrize("case", REPORT_CASES)
def test_the_html_report_has_a_row_a_finding_and_escapes_what_it_shows(case, spoilt):
    report = case if case is not None else spoilt
    page = Page(REPORTS["html"](report))
    assert page.elements["tr"] == len(report.findings) + len(report.grouped())
    assert (page.elements["script"], page.elements["b"]) == (1, len(report.grouped()))
    every = [
        [(short(each.focus), short(each.path), each.value, each.detail, each.place) for each in findings]
        for _, findings in report.grouped()
    ]
    used = [[at for at in range(5) if any(row[at] for row in rows)] for rows in every]  # empty columns are left out
    expected = [visible(row[at]) for rows, those in zip(every, used, strict=True) for row in rows for at in those]
    assert page.cells == expected
    assert ("No findings." in REPORTS["html"](report)) == (not report.findings)


@pytest.mark.parametrize("case", REPORT_CASES)
def test_the_markdown_report_has_a_section_a_check_and_an_item_a_finding(case, spoilt):
    report = case if case is not None else spoilt
    lines = REPORTS["md"](report).splitlines()
    sections = [line for line in lines if line.startswith("## ")]
    assert len(sections) == len({each.shape for each in report.findings})
    for each in report.findings:
        focus = f"`{each.focus}`" if each.focus.startswith("_:") else f"<{each.focus}>"
        item = [line for line in lines if line.startswith(f"- {focus}")]
        assert item
        assert any(each.place in line for line in item)


def test_the_text_report_gives_place_first_and_counts(spoilt):
    text = as_text(spoilt)
    lines = text.splitlines()
    for each in spoilt.findings:
        assert any(line.startswith(f"  {each.place + ': ' if each.place else ''}{short(each.focus)}") for line in lines)
    assert lines[-1] == "{Violation} violations, {Warning} warnings, {Info} information".format(**spoilt.count())
    heads = [line for line in lines if not line.startswith(" ")][:-1]
    assert [re.search(r"\[(\S+), (\d+)\]$", head).groups() for head in heads] == [
        (short(shape), str(len(findings))) for shape, findings in spoilt.grouped()
    ]


@pytest.mark.parametrize(("count", "said"), [(0, "0 violations"), (1, "1 violation,"), (2, "2 violations")])
def test_counts_are_said_in_good_english(count, said):
    found = tuple(Finding("Violation", f"{GK}X", f"https://example.org/{number}") for number in range(count))
    assert said in as_text(Report(found))


def test_every_report_says_what_was_checked(written):
    report = written().report()
    checked = dict(report.checked)
    assert checked["SHACL engine"] == "pyshacl"
    assert (checked["profile"], checked["families"]) == ("rc", ", ".join(OURS))
    assert int(checked["triples asserted"]) == len(written().triples())
    assert int(checked["triples entailed"]) == len(close(written().triples()))
    for form in ("json", "html", "md"):
        assert checked["triples asserted"] in REPORTS[form](report)


# ---------------------------------------------------------------- findings


@pytest.mark.parametrize(
    ("severity", "fails"),
    [("Violation", (True, True, True)), ("Warning", (False, True, True)), ("Info", (False, False, True)), (None, (False, False, False))],
)  # fmt: skip
def test_a_report_fails_at_a_level_or_worse(severity, fails):
    report = Report((Finding(severity, f"{GK}X", "https://example.org/a"),) if severity else ())
    assert tuple(report.fails(level) for level in ("Violation", "Warning", "Info")) == fails
    assert report.fails() == fails[0]


def test_findings_are_grouped_worst_then_most_frequent_first():
    def find(severity: str, shape: str, count: int) -> list[Finding]:
        return [Finding(severity, shape, f"https://example.org/{number}") for number in range(count)]

    found = [
        *find("Info", "i", 9),
        *find("Violation", "b", 1),
        *find("Warning", "w", 5),
        *find("Violation", "c", 2),
        *find("Violation", "a", 1),
    ]
    grouped = Report(merge(found)).grouped()
    assert [(shape, len(findings)) for shape, findings in grouped] == [("c", 2), ("a", 1), ("b", 1), ("w", 5), ("i", 9)]


def test_the_same_finding_counts_once_and_worse_ones_come_first():
    one, other = Finding("Warning", "a", "f"), Finding("Violation", "z", "f")
    assert merge([one, other, replace(one, message=(("en", "again"),))]) == (other, one)
    assert Report(merge([one, other])).count() == {"Violation": 1, "Warning": 1, "Info": 0}


def test_a_message_is_given_in_the_language_asked_for_or_in_any():
    finding = Finding("Violation", "a", "f", message=(("en", "yes"), ("fr", "oui")))
    assert (finding.text(), finding.text("fr"), finding.text("de")) == ("yes", "oui", "yes")
    assert Finding("Violation", "a", "f").text() == ""


def test_iris_are_shown_short_where_a_prefix_fits():
    assert short(f"{SKOS}broader") == "skos:broader"
    assert short("https://example.org/x") == "https://example.org/x"


# ---------------------------------------------------------------- engines and queries


def test_an_unknown_engine_is_refused_with_the_known():
    with pytest.raises(GlosskosError, match="no SHACL engine is called 'jena'; there are: auto, pyshacl, shacl"):
        validate([], [], engine="jena")


def test_an_unknown_family_is_refused_with_the_known():
    with pytest.raises(GlosskosError, match="no family of checks is called owl, rdfs; there are: skos, labels, "):
        validate([], [], families=("skos", "owl", "rdfs"))


def test_families_may_be_any_iterable_and_come_in_their_order():
    assert [path.stem for path in shape_files(name for name in ("skos", "concepts"))] == ["skos", "concepts"]


def test_shapes_of_a_folder_of_ones_own(tmp_path):
    (tmp_path / "mine.ttl").write_text(
        "<https://example.org/s> a <http://www.w3.org/ns/shacl#NodeShape> .", encoding="utf-8"
    )
    assert shapes_of(shape_files(["mine"], tmp_path)) == [
        ("<https://example.org/s>", iri("rdf:type"), "<http://www.w3.org/ns/shacl#NodeShape>")
    ]


def test_blank_nodes_of_two_files_of_shapes_stay_apart(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text("[] a <http://www.w3.org/ns/shacl#NodeShape> .", encoding="utf-8")
    assert len({subject for subject, _, _ in shapes_of(shape_files(["a", "b"], tmp_path))}) == 2


def test_the_quick_engine_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "shacl", None)
    with pytest.raises(GlosskosError, match=r"pip install 'glosskos\[fast\]'"):
        validate([], [], engine="shacl")


ODD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
_:both a skos:Concept , skos:ConceptScheme .
<https://example.org/a> a skos:Concept ;
    skos:prefLabel "two\\nlines \\"and\\" more"@en , "one"@en ; skos:altLabel "two\\nlines \\"and\\" more"@en ;
    skos:hiddenLabel "x"^^<urn:x:kind> ; dct:isPartOf "A book, perhaps" ; dct:created "soon" .
<urn:x:y> a skos:Concept , skos:ConceptScheme .
"""


def test_both_engines_name_blank_nodes_literals_and_values_alike(tmp_path):
    path = tmp_path / "odd.ttl"
    path.write_text(ODD, encoding="utf-8")
    triples = list(parse_rdf(path))
    ours, theirs = (validate(triples, close(triples), engine=engine) for engine in ENGINES)

    def seen(report: Report) -> set[tuple[str, ...]]:
        return {
            (
                each.severity,
                each.shape,
                "_:" if each.focus.startswith("_:") else each.focus,
                each.path,
                "_:" if each.value.startswith("_:") else each.value,
            )
            for each in report.findings
        }

    assert seen(ours) == seen(theirs)
    assert {"_:", "A book, perhaps", "urn:x:y"} <= {focus for _, _, focus, _, _ in seen(ours)}
    assert literal('two\nlines "and" more', "en") in {value for *_, value in seen(ours)}
    for report in (ours, theirs):
        assert {each.message for each in report.findings} == {each.message for each in ours.findings}
        graph = Graph().parse(data=as_turtle(report), format="turtle")
        assert len(list(graph.objects(None, SH.result))) == len(report.findings)


def test_to_rdflib_keeps_every_kind_of_term():
    values = [
        '"x"',
        '"x"@fr',
        '"01"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"x"^^<http://www.w3.org/2001/XMLSchema#string>',
        "_:b0",
        "<https://example.org/v>",
    ]
    graph = to_rdflib([("_:b0", iri("dct:relation"), value) for value in values])
    assert set(graph.objects()) == {
        Literal("x"), Literal("x", lang="fr"), Literal("01", datatype="http://www.w3.org/2001/XMLSchema#integer", normalize=False),
        Literal("x", datatype="http://www.w3.org/2001/XMLSchema#string"), BNode("b0"), URIRef("https://example.org/v"),
    }  # fmt: skip


def test_every_quality_query_says_problem_principle_and_solution():
    found = quality_queries()
    assert found
    for query in found:
        assert [language for language, _ in query.problem] == ["en", "fr"]
        assert all((query.principle, query.solution, *dict(query.problem).values()))
        assert query.iri == f"{GK}{query.name}"
        assert "?focus" in query.text


QUERY = """#+ summary: Labels
#+ family: labels
#+ problem:
#+   fr: Un libellé.
#+   en: A label.
#+ principle: None.
#+ solution: None.
SELECT ?focus ?path ?value WHERE { ?focus ?path ?value FILTER isLiteral(?value) }
"""


def test_a_row_of_a_quality_query_is_a_finding_with_path_and_value(tmp_path):
    (tmp_path / "labels.rq").write_text(QUERY, encoding="utf-8")
    stated = [
        ("<https://example.org/a>", iri("skos:prefLabel"), '"x"@fr'),
        ("<https://example.org/b>", iri("skos:prefLabel"), '"y"@fr'),
    ]
    found = list(run(stated, quality_queries(tmp_path)))
    assert {(each.severity, each.shape, each.focus, each.path, each.value) for each in found} == {
        ("Warning", f"{GK}labels", "https://example.org/a", f"{SKOS}prefLabel", '"x"@fr'),
        ("Warning", f"{GK}labels", "https://example.org/b", f"{SKOS}prefLabel", '"y"@fr'),
    }
    assert {each.text("fr") for each in found} == {"Un libellé."}


def test_a_query_may_name_the_focus_only(tmp_path):
    (tmp_path / "all.rq").write_text(
        QUERY.replace("?focus ?path ?value WHERE", "DISTINCT ?focus WHERE"), encoding="utf-8"
    )
    found = list(run([("<https://example.org/a>", iri("skos:prefLabel"), '"x"@fr')], quality_queries(tmp_path)))
    assert [(each.focus, each.path, each.value) for each in found] == [("https://example.org/a", "", "")]


@pytest.mark.parametrize("key", ["family", "problem", "principle", "solution"])
def test_a_query_whose_head_lacks_a_key_is_refused(tmp_path, key):
    (tmp_path / "bad.rq").write_text(QUERY.replace(f"#+ {key}:", f"#+ {key}s:"), encoding="utf-8")
    with pytest.raises(GlosskosError, match=rf"bad\.rq: its head lacks '{key}'"):
        quality_queries(tmp_path)


def test_a_query_without_a_head_is_refused(tmp_path):
    (tmp_path / "bare.rq").write_text("SELECT ?focus WHERE { ?focus ?p ?o }", encoding="utf-8")
    with pytest.raises(GlosskosError, match=r"bare\.rq: its head lacks"):
        quality_queries(tmp_path)


# ---------------------------------------------------------------- the command, on foreign files

GOOD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://example.com/animals#> .
:scheme a skos:ConceptScheme ; skos:prefLabel "animals"@en ; skos:hasTopConcept :animal .
:animal a skos:Concept ; skos:prefLabel "animal"@en , "Tier"@de ; skos:inScheme :scheme .
:cat a skos:Concept ; skos:prefLabel "cat"@en , "Katze"@de ; skos:altLabel "house cat"@en ; skos:broader :animal ; skos:inScheme :scheme .
:dog a skos:Concept ; skos:prefLabel "dog"@en , "Hund"@de ; skos:broader :animal ; skos:related :cat ; skos:inScheme :scheme .
"""
BAD = (
    GOOD
    + """:animal skos:broader :cat .
:dog skos:altLabel "dog"@en , "cat"@en .
:pets a skos:Collection , skos:Concept ; skos:member :cat , :dog .
"""
)
FOUND = {
    ("NoCycle", "animal"), ("NoCycle", "cat"), ("S27-RelatedIsNotHierarchical", "dog"), ("S13-PreferredIsNotAlternative", "dog"), ("S37-CollectionIsNoConcept", "pets"),
    ("shared-label", "cat"), ("shared-label", "dog"), ("top-concept-with-broader", "animal"),
    *((check, "pets") for check in ("ConceptWithoutScheme", "MissingPreferredLabel", "OrphanConcept", "UndocumentedConcept")),
}  # fmt: skip
# What is no fault, but worth knowing: told once each, as information.
HABITS = {
    ("one-way-hierarchy", "scheme"), ("one-way-related", "scheme"), ("one-way-top-concept", "scheme"), ("missing-in-links", "scheme"),
    ("missing-out-links", "scheme"), ("valueless-associative", "dog"), *(("UndocumentedConcept", name) for name in ("animal", "cat", "dog")),
}  # fmt: skip
SUFFIXES = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml", ".jsonld": "json-ld", ".trig": "trig"}


def in_syntax(tmp_path: Path, text: str, suffix: str) -> str:
    """A foreign file as rdflib, not we, writes it."""
    path = tmp_path / f"animals{suffix}"
    Graph().parse(data=text, format="turtle").serialize(path, format=SUFFIXES[suffix], encoding="utf-8")
    return str(path)


def found_in(output: str) -> set[tuple[str, str]]:
    findings = json.loads(output)["findings"]
    return {(each["shape"].removeprefix(GK), each["focus"].rpartition("#")[2]) for each in findings}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_good_foreign_file_passes(tmp_path, capsys, suffix, engine):
    path = in_syntax(tmp_path, GOOD, suffix)
    assert main(["validate", path, "--engine", engine, "--fail-on", "warning", "--format", "json"]) == 0
    assert found_in(capsys.readouterr().out) == HABITS


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_bad_foreign_file_gives_its_faults_and_status_1(tmp_path, capsys, suffix, engine):
    assert main(["validate", in_syntax(tmp_path, BAD, suffix), "--format", "json", "--engine", engine]) == 1
    assert found_in(capsys.readouterr().out) == FOUND | HABITS


@pytest.mark.parametrize("form", ["text", "ttl", "json", "html", "md"])
def test_every_form_is_printed(tmp_path, capsys, form):
    path = in_syntax(tmp_path, BAD, ".ttl")
    report = check_file(Path(path))
    assert main(["validate", path, "--format", form]) == 1
    assert capsys.readouterr().out == {"text": as_text, **REPORTS}[form](report)


def test_our_contract_is_asked_of_a_foreign_file_only_on_demand(tmp_path, capsys):
    path = in_syntax(tmp_path, GOOD, ".ttl")
    assert main(["validate", path, "--profile", "skos"]) == 0
    assert main(["validate", path, "--profile", "rc", "--format", "json"]) == 1
    output = capsys.readouterr().out
    assert {("ConceptNotation", "cat"), ("SchemeTitle", "scheme"), ("ConceptPreferredLabels", "dog")} <= found_in(
        output[output.index("{") :]
    )


def test_of_the_records_skos_alone_may_be_asked(written, capsys):
    records = written(a_bare_concept)
    assert main(["validate", "--records", str(records.folder)]) == 1
    assert "gk:ConceptHasSubstance" in capsys.readouterr().out
    main(["validate", "--records", str(records.folder), "--profile", "skos", "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert data["checked"]["profile"] == "skos"
    assert not [each for each in data["findings"] if each["severity"] == "Violation"]


def test_findings_on_records_are_printed_with_file_and_line(written, capsys):
    records = written(a_related_ancestor)
    assert main(["validate", "--records", str(records.folder)]) == 1
    place = records.place("concepts/personne", "habitue", "related")
    way = "regular > buyer > person"
    assert (
        f"\n  {place}: {BASE}concept/habitue skos:related <{BASE}concept/personne> ({way})\n" in capsys.readouterr().out
    )


def test_warnings_fail_only_where_that_is_asked(written, capsys):
    def change(files):
        people(files)["vendeur"]["definition"] = both("Vendeur de cet essai.", "Someone of this trial.")

    folder = str(written(change).folder)
    assert main(["validate", "--records", folder]) == 0
    assert main(["validate", "--records", folder, "--fail-on", "violation"]) == 0
    assert main(["validate", "--records", folder, "--fail-on", "warning"]) == 1
    assert "Warning: The definition starts with the term." in capsys.readouterr().out


def test_violations_fail_whatever_is_asked(tmp_path):
    path = in_syntax(tmp_path, BAD, ".ttl")
    assert [main(["validate", path, "--fail-on", level]) for level in ("violation", "warning")] == [1, 1]


def test_a_file_without_concepts_cannot_be_used(tmp_path, capsys):
    path = tmp_path / "people.ttl"
    path.write_text("<https://example.org/a> <http://xmlns.com/foaf/0.1/name> 'A' .", encoding="utf-8")
    assert main(["validate", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"glosskos validate: {path}: holds no skos:Concept; is it a SKOS file?\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("bad.ttl", GOOD + "\n:x skos:broader ?y .\n", ":8:17: not Turtle: "),
        ("bad.jsonld", '{"@graph": [\n{"@id": 12,}\n]}', ":2:"),
        (
            "bad.rdf",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<rdf:Description>\n</rdf:RDF>",
            ": not RDF/XML: ",
        ),
        ("bad.nt", "<https://example.org/a> <https://example.org/p> .\n", ":1:"),
    ],
)
def test_a_syntax_error_is_told_with_its_line(tmp_path, capsys, name, text, said):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert main(["validate", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"glosskos validate: {path}")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(("name", "said"), [("gone.ttl", "cannot be read"), ("table.csv", "unknown suffix")])
def test_a_file_that_is_not_there_or_of_no_known_kind_cannot_be_used(tmp_path, capsys, name, said):
    with (tmp_path / "table.csv").open("w", newline="") as file:
        csv.writer(file).writerow(["a", "b"])
    assert main(["validate", str(tmp_path / name)]) == 2
    assert said in capsys.readouterr().err


def test_the_traceback_is_shown_on_demand(tmp_path):
    with pytest.raises(DocumentError):
        main(["validate", str(tmp_path / "gone.ttl"), "--debug"])


@pytest.mark.parametrize(
    "option", [["--engine", "jena"], ["--profile", "owl"], ["--format", "pdf"], ["--fail-on", "info"]]
)
def test_an_unknown_choice_is_a_wrong_call(option, capsys):
    with pytest.raises(SystemExit) as status:
        main(["validate", *option])
    assert status.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


# ---------------------------------------------------------------- against the reference engines


@dataclass
class Built:
    """A build of the small records, in memory and on disk."""

    triples: list[Triple]
    entailed: list[Triple]
    folder: Path


@pytest.fixture
def built(written, tmp_path) -> Built:
    graphs = graphs_of(written().thesaurus())
    folder = tmp_path / "data"
    folder.mkdir()
    write_data(graphs, folder, BASE)
    return Built(graphs.triples, list(graphs.entailed), folder)


def test_the_engines_agree_on_the_real_thesaurus(thesaurus, tmp_path):
    graphs = graphs_of(thesaurus)
    write_data(graphs, tmp_path, thesaurus.scheme.base)
    stages: list[str] = []
    verify(graphs.triples, graphs.entailed, tmp_path, stages.append)
    assert len([stage for stage in stages if stage.startswith("reading ")]) == 5
    assert stages[5:] == ["closing with owlrl", "walking the hierarchy with networkx", "comparing the SHACL engines"]


def test_the_engines_agree_on_a_small_one(built):
    assert verify(built.triples, built.entailed, built.folder)[-1] == "pyshacl and shacl find alike"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_lost_a_statement_is_named_by_both_parsers(built, suffix):
    path = built.folder / f"thesaurus{suffix}"
    path.write_text(path.read_text(encoding="utf-8").replace("RC0003", "RC9999"), encoding="utf-8")
    with pytest.raises(VerificationFailed) as failed:
        verify(built.triples, built.entailed, built.folder)
    assert [line.partition(":")[0] for line in failed.value.lines()[0].splitlines()[1:]] == [
        f"{path.name} by pyoxigraph", f"{path.name} by pyoxigraph", f"{path.name} by rdflib",
    ]  # fmt: skip
    assert "RC0003" in str(failed.value)
    assert "RC9999" in str(failed.value)


@pytest.mark.parametrize("name", ["broaderTransitive", "related", "semanticRelation", "inScheme"])
def test_a_closure_that_says_too_much_is_found(built, name):
    stated = (f"<{BASE}concept/vendeur>", f"<{SKOS}{name}>", f"<{BASE}concept/nobody>")
    with pytest.raises(VerificationFailed, match=r"closure by owlrl: \d+ triples ours only, such as .*"):
        verify(built.triples, [*built.entailed, stated], built.folder)


@pytest.mark.parametrize("name", ["broaderTransitive", "narrowerTransitive", "semanticRelation"])
def test_a_closure_that_says_too_little_is_found(built, name):
    lost = next(triple for triple in built.entailed if triple[1] == f"<{SKOS}{name}>")
    with pytest.raises(VerificationFailed, match="closure by owlrl: 1 triples theirs only") as failed:
        verify(built.triples, [triple for triple in built.entailed if triple != lost], built.folder)
    assert ("ancestors by networkx" in str(failed.value)) == (name == "broaderTransitive")


def test_a_shacl_engine_that_overlooks_something_is_found(built, monkeypatch):
    broken = [triple for triple in built.triples if triple[1] != iri("skos:notation")]
    with pytest.raises(VerificationFailed) as failed:
        verify(broken, built.entailed, built.folder)
    assert "SHACL" not in str(failed.value)
    monkeypatch.setitem(ENGINES, "shacl", lambda triples, shapes: iter(()))
    with pytest.raises(VerificationFailed, match=r"SHACL on the asserted graph: .*ConceptNotation"):
        verify(broken, built.entailed, built.folder)


def test_a_circle_is_its_own_ancestor_for_networkx_too(written, tmp_path):
    """A thesaurus with a circle is faulty, yet all engines see the same circle."""
    graphs = graphs_of(written(a_circle).thesaurus())
    write_data(graphs, tmp_path, BASE)
    verify(graphs.triples, graphs.entailed, tmp_path)
    own = {
        subject
        for subject, predicate, value in graphs.entailed
        if predicate == f"<{SKOS}broaderTransitive>" and subject == value
    }
    assert len(own) == 3


def test_without_the_quick_engine_the_rest_is_verified(built, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "shacl" else find(name, *rest))
    stages: list[str] = []
    alike = verify(built.triples, built.entailed, built.folder, stages.append)
    assert alike[-1] == "SHACL engines not compared (extra 'fast')"
    assert stages[-1] == "SHACL engines not compared: the extra 'fast' is not installed"

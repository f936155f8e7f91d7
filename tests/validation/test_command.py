"""``glosskos validate`` as a team uses it: baseline, earlier version, annotations, repair, profiles."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from glosskos.cli import main
from glosskos.errors import GlosskosError
from glosskos.namespaces import GK
from glosskos.terms import parse_rdf
from glosskos.validation import Finding, Report, as_github, as_html, as_text, profile_of, validate
from glosskos.validation.engines import LARGE, engine_for
from glosskos.validation.files import check_file
from glosskos.validation.lines import lines_of
from glosskos.validation.repair import MENDS, repair

ZOO = """# A zoo, edited by many hands
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix z: <http://zoo.example/> .

z:zoo a skos:ConceptScheme ; dcterms:title "Zoo"@en .
z:animal a skos:Concept ; skos:inScheme z:zoo ; skos:prefLabel "animal "@en , "Tier"@de .
z:cat a skos:Concept ; skos:inScheme z:zoo ;
   skos:prefLabel "cat"@en , "Katze"@de ; skos:altLabel "cat"@en , "felide\\u0301"@fr , "to\\u200Bm"@en ;
   skos:broader z:animal .
z:lion a skos:Concept ; skos:inScheme z:zoo ;
   skos:prefLabel "lion"@en , "Löwe"@de ;
   skos:broader z:cat , z:animal ; skos:related z:lion , z:dog .
z:dog a skos:Concept ; skos:inScheme z:zoo ; skos:prefLabel "dog"@en ; skos:broader z:animal ; skos:note [ skos:note "x"@en ] .
"""


@pytest.fixture
def zoo(tmp_path) -> Path:
    path = tmp_path / "zoo.ttl"
    path.write_text(ZOO, encoding="utf-8")
    return path


# ---------------------------------------------------------------- baseline


def test_what_a_baseline_knows_is_counted_and_does_not_fail(zoo, capsys):
    baseline = zoo.with_name("known.json")
    assert main(["validate", str(zoo)]) == 1
    capsys.readouterr()
    assert main(["validate", str(zoo), "--write-baseline", str(baseline)]) == 0
    number = int(re.search(r"(\d+) findings", capsys.readouterr().err).group(1))
    assert main(["validate", str(zoo), "--baseline", str(baseline), "--fail-on", "warning"]) == 0
    assert (
        capsys.readouterr().out
        == f"0 violations, 0 warnings, 0 information; {number} known to the baseline, 0 of it gone\n"
    )


def test_a_new_finding_fails_and_a_gone_one_is_named(zoo, capsys):
    baseline = zoo.with_name("known.json")
    main(["validate", str(zoo), "--write-baseline", str(baseline)])
    zoo.write_text(ZOO.replace("z:lion , z:dog", "z:dog") + "z:cat skos:hiddenLabel ''@en .\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["validate", str(zoo), "--baseline", str(baseline)]) == 1
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if line.startswith(("Violation", "Warning", "Info"))] == [
        "Violation: A label is empty. [gk:EmptyLabel, 1]"
    ]
    assert "no longer found" in out
    assert "  gk:NoSelfRelated: http://zoo.example/lion\n" in out
    main(["validate", str(zoo), "--baseline", str(baseline), "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert [each["shape"] for each in data["findings"] if not each["known"]] == [f"{GK}EmptyLabel"]
    assert [each["shape"] for each in data["gone"]] == [f"{GK}NoSelfRelated"]
    assert data["count"]["Violation"] == 1


def test_a_baseline_is_the_same_each_time_and_has_a_finding_a_line(zoo):
    first, second = zoo.with_name("a.json"), zoo.with_name("b.json")
    for path in (first, second):
        main(["validate", str(zoo), "--write-baseline", str(path)])
    assert first.read_bytes() == second.read_bytes()
    found = json.loads(first.read_text(encoding="utf-8"))["findings"]
    assert len(found) == len(first.read_text(encoding="utf-8").splitlines()) - 2
    assert list(zoo.parent.glob(".*")) == []


def test_blank_nodes_are_known_by_their_number(tmp_path):
    from glosskos.validation.baseline import against, read_baseline, write_baseline

    def report(number: int) -> Report:
        return Report(tuple(Finding("Warning", f"{GK}HttpIri", f"_:x{at}") for at in range(number)))

    path = tmp_path / "known.json"
    write_baseline(report(2), path)
    assert len(against(report(3), read_baseline(path)).new) == 1
    assert len(against(report(1), read_baseline(path)).gone) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"findings": 3}',
        '{"findings": [{"shape": "x"}]}',
        '{"findings": [{"shape": 1, "focus": 2, "path": 3, "value": 4}]}',
    ],
)
def test_what_is_no_baseline_is_refused(zoo, capsys, text):
    path = zoo.with_name("known.json")
    path.write_text(text, encoding="utf-8")
    assert main(["validate", str(zoo), "--baseline", str(path)]) == 2
    assert "no baseline of glosskos" in capsys.readouterr().err


def test_a_baseline_that_is_not_there_or_cannot_be_written_is_told(zoo, capsys):
    assert main(["validate", str(zoo), "--baseline", str(zoo.with_name("gone.json"))]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main(["validate", str(zoo), "--write-baseline", str(zoo.with_name("no") / "such" / "folder.json")]) == 2
    assert "cannot be written" in capsys.readouterr().err


# ---------------------------------------------------------------- an earlier version


def test_an_iri_that_is_gone_is_a_violation(zoo, capsys):
    old = zoo.with_name("old.ttl")
    shutil.copy(zoo, old)
    zoo.write_text(ZOO.replace("z:dog", "z:hound"), encoding="utf-8")
    assert main(["validate", str(zoo), "--previous", str(old), "--format", "json"]) == 1
    gone = [
        each["focus"] for each in json.loads(capsys.readouterr().out)["findings"] if each["shape"] == f"{GK}removed-iri"
    ]
    assert gone == ["http://zoo.example/dog"]


# ---------------------------------------------------------------- repair


def test_a_repair_is_shown_first_and_changes_nothing(zoo, capsys):
    assert main(["validate", str(zoo), "--fix"]) == 1
    out, err = capsys.readouterr()
    assert zoo.read_text(encoding="utf-8") == ZOO
    assert out.startswith(f"--- {zoo}\n+++ {zoo} (repaired)\n@@ ")
    changed = {line for line in out.splitlines() if line[0] in "+-" and line[:3] not in ("---", "+++")}
    assert '-z:animal skos:prefLabel "animal "@en .' in changed
    assert '+z:animal skos:prefLabel "animal"@en .' in changed
    assert '+z:cat skos:altLabel "felidé"@fr .' in changed
    assert '+z:cat skos:altLabel "tom"@en .' in changed
    assert {
        "-z:lion skos:broader z:animal .",
        "-z:lion skos:related z:lion .",
        '-z:cat skos:altLabel "cat"@en .',
    } <= changed
    assert {
        "+z:zoo skos:hasTopConcept z:animal .",
        "+z:animal skos:topConceptOf z:zoo .",
        "+z:dog skos:related z:lion .",
    } <= changed
    assert not any("dcterms:title" in line or "z:dog skos:prefLabel" in line for line in changed)
    assert "--write does" in err


SYNTAXES = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".jsonld": "json-ld",
    ".xml": "xml",
    ".json": "json-ld",
    ".turtle": "turtle",
}


@pytest.mark.parametrize("suffix", SYNTAXES)
def test_a_repair_is_written_in_the_syntax_of_the_file_and_does_no_more(tmp_path, suffix):
    path = tmp_path / f"zoo{suffix}"
    Graph().parse(data=ZOO, format="turtle").serialize(path, format=SYNTAXES[suffix], encoding="utf-8")
    path.chmod(0o640)
    after = repair(parse_rdf(path)).after
    assert main(["validate", str(path), "--fix", "--write"]) == 0
    assert sorted(str(each) for each in tmp_path.iterdir()) == [str(path)]
    assert path.stat().st_mode & 0o777 == 0o640
    wanted = Graph().parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in after), format="nt")
    assert isomorphic(Graph().parse(path, format=SYNTAXES[suffix]), wanted)
    left = {each.check for each in check_file(path, engine="shacl").findings}
    assert left & set(MENDS) == set()
    before = path.read_bytes()
    assert main(["validate", str(path), "--fix", "--write"]) == 0
    assert path.read_bytes() == before


def test_a_repair_keeps_the_prefixes_of_the_file(zoo):
    main(["validate", str(zoo), "--fix", "--write"])
    text = zoo.read_text(encoding="utf-8")
    assert "@prefix dcterms: <http://purl.org/dc/terms/> ." in text
    assert "@prefix z: <http://zoo.example/> ." in text
    assert "z:lion a skos:Concept" in text


@pytest.mark.parametrize("name", ["zoo.trig", "zoo.nq", "zoo.jsonld"])
def test_a_file_with_named_graphs_is_not_written_again(tmp_path, capsys, name):
    from rdflib import Dataset

    path = tmp_path / name
    data = Dataset()
    data.graph("http://zoo.example/graph").parse(data=ZOO, format="turtle")
    form = {".trig": "trig", ".nq": "nquads", ".jsonld": "json-ld"}[path.suffix]
    path.write_text(data.serialize(format=form), encoding="utf-8")
    before = path.read_bytes()
    assert main(["validate", str(path), "--fix"]) == 1
    assert main(["validate", str(path), "--fix", "--write"]) == 2
    assert "named graphs" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_written_stays(zoo, capsys, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("glosskos.validation.rewrite.write", full)
    assert main(["validate", str(zoo), "--fix", "--write"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert zoo.read_text(encoding="utf-8") == ZOO
    assert list(zoo.parent.iterdir()) == [zoo]


def test_what_does_not_read_back_the_same_is_not_written(zoo, capsys, monkeypatch):
    monkeypatch.setattr("glosskos.validation.rewrite.write", lambda path, *_: path.write_text("", encoding="utf-8"))
    assert main(["validate", str(zoo), "--fix", "--write"]) == 2
    assert "does not read back the same" in capsys.readouterr().err
    assert zoo.read_text(encoding="utf-8") == ZOO


def test_there_may_be_nothing_to_repair(zoo, capsys):
    main(["validate", str(zoo), "--fix", "--write"])
    capsys.readouterr()
    assert main(["validate", str(zoo), "--fix"]) == 0
    assert "nothing that can be mended safely" in capsys.readouterr().err


def test_every_check_that_a_repair_names_is_one():
    from glosskos.validation.catalogue import checks

    assert set(MENDS) <= set(checks())
    assert all(
        "--fix" in checks()[name].solution for name in MENDS if not name.startswith(("S13-", "UnprintableLabel"))
    )


def test_of_records_the_lines_are_named(copied, capsys):
    path = copied / "concepts" / "interaction.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    fr: [appel]\n", "    fr: ['appel  vocal']\n", 1), encoding="utf-8")
    main(["validate", "--records", str(copied), "--fix", "--engine", "shacl"])
    out = capsys.readouterr().out
    assert re.search(
        r"interaction\.yaml:\d+: rc:appel-telephonique|interaction\.yaml:\d+: \S+/appel-telephonique \"appel  vocal\"@fr",
        out,
    )


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["--fix", "--write"], "--write goes with --fix and a FILE"),
        (["x.ttl", "--write"], "--write goes with --fix and a FILE"),
        (["x.ttl", "--documents", "d"], "--documents is about the records"),
        (["x.ttl", "--records", "d"], "FILE and --records exclude each other"),
        (["x.ttl", "--baseline", "a", "--write-baseline", "b"], "exclude each other"),
    ],
)
def test_options_that_exclude_each_other_are_a_wrong_call(capsys, call, said):
    assert main(["validate", *call]) == 2
    assert said in capsys.readouterr().err


def test_a_limit_below_nothing_is_a_wrong_call(capsys):
    with pytest.raises(SystemExit):
        main(["validate", "--limit", "-1"])
    assert "-1 is not 0 or more" in capsys.readouterr().err


# ---------------------------------------------------------------- reports


def test_text_is_limited_and_says_so():
    report = Report(tuple(Finding("Info", f"{GK}UndocumentedConcept", f"https://example.org/{at}") for at in range(5)))
    assert as_text(report, 2).splitlines()[-2:] == [
        "  … and 3 more (--limit 0 shows all)",
        "0 violations, 0 warnings, 5 information",
    ]
    assert as_text(report).count("https://example.org/") == 5


def test_annotations_are_escaped_as_github_reads_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    nasty = Finding(
        "Violation", f"{GK}EmptyLabel", "https://example.org/a", "", '"100 %\\r\\n"@fr', (("en", "One\ntwo: 100 %, ::error::x"),),
        f"{tmp_path}/a,b:c.ttl:12", "de\r\ntail",
    )  # fmt: skip
    outside = Finding("Info", f"{GK}X", "https://example.org/b", place="/elsewhere/file.ttl")
    warning = Finding("Warning", f"{GK}X", "https://example.org/c")
    lines = as_github(Report((nasty, warning, outside))).splitlines()
    assert lines[0].startswith(
        "::error file=a%2Cb%3Ac.ttl,line=12,title=gk%3AEmptyLabel::One%0Atwo: 100 %25, ::error::x "
    )
    assert r"(de\u000D\u000Atail)%0ATo do: " in lines[0]
    assert lines[1].startswith("::warning title=gk%3AX::")
    assert lines[2].startswith("::notice file=/elsewhere/file.ttl,title=")
    assert len(lines) == 4


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data):
        self.texts[self._inside] = (
            self.texts.get(self._inside, "") + data if self._inside in ("style", "script") else data
        )


def test_the_page_runs_under_its_own_policy_and_loads_nothing(zoo):
    text = as_html(check_file(zoo, engine="shacl"))
    page = Elements(text)
    policy = next(attrs["content"] for tag, attrs in page.found if attrs.get("http-equiv") == "Content-Security-Policy")
    for tag in ("style", "script"):
        content = text[text.index(f"<{tag}>") + len(tag) + 2 : text.index(f"</{tag}>")]
        assert base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() in policy
    assert "unsafe" not in policy
    for _, attrs in page.found:
        assert not {"src", "style"} & set(attrs)
        assert attrs.get("href", "#").startswith("#")
        assert not any(name.startswith("on") for name in attrs)
    assert [attrs.get("lang") for tag, attrs in page.found if tag == "html"] == ["en"]
    targets = {f"#{attrs['id']}" for tag, attrs in page.found if tag == "section"}
    assert {attrs["href"] for tag, attrs in page.found if tag == "a"} == targets != set()
    assert sum(tag == "h1" for tag, _ in page.found) == 1
    labels = [tag for tag, _ in page.found if tag in ("input", "select")]
    assert len(labels) == sum(tag == "label" for tag, _ in page.found) == 5


def test_a_page_with_nothing_to_say_has_no_filters():
    assert "<form" not in as_html(Report(()))


# ---------------------------------------------------------------- lines


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.ttl", "@prefix : <http://e.org/#> .\n\n:a :p :b ;\n   :q :c .\n:b :p :a .\n", {"a": 3, "b": 5}),
        ("a.ttl", "BASE <http://e.org/>\nPREFIX x: <#>\n<#a> x:p <#b> .\n", {"a": 3}),
        ("a.ttl", '@prefix : <http://e.org/#> .\n:x :p """\n:a is in a text\n""" .\n:a :p :x .\n', {"a": 5}),
        ("a.nt", "<http://e.org/#b> <http://e.org/p> <http://e.org/#a> .\n<http://e.org/#a> <http://e.org/p> \"x\" .\n", {"a": 2, "b": 1}),
        ("a.trig", "@prefix : <http://e.org/#> .\n:g {\n  :a :p :b .\n}\n", {"a": 3}),
        ("a.trig", "PREFIX : <http://e.org/#>\nGRAPH :g {\n  :x :p :b ; :q [ :p 1.5 ] . :a :p :b }\n{ :b :p 'a. b' . }", {"a": 3, "b": 4}),
        ("a.ttl", "@prefix : <http://e.org/#> .\n:x :p 'it is' , <#b>, \"# :a .\" . # :a :p :b .\n  :a :p ( :b ) .\n[] :p :b . :b :p :a .\n", {"a": 3, "b": 4}),
        ("a.ttl", "@base <http://e.org/> .\n<#x> a 1 . <#a> <p> <#b> , \"\"\"<#b> . <#b>\"\"\" .\n<#b> a 2e0 .\n", {"a": 2, "b": 3}),
        ("a.rdf", "<rdf:RDF xml:base='http://e.org/'>\n<a><skos:Concept\n rdf:ID='a'/></a></rdf:RDF>", {"a": 3}),
        ("a.jsonld", '[{"@id": "http://e.org/#b",\n "p": {"@id": "http://e.org/#a"}},\n {"@id": "http://e.org/#a", "p": 1}]', {"a": 3, "b": 1}),
        ("a.json", '{"@context": {"e": "http://e.org/#", "id": "@id", "q": {"@id": "e:q"}},\n"@graph": [{\n"id": "e:a", "q": {"id": "e:b"}}]}', {"a": 3}),
        ("a.jsonld", '{"@context": [{"@base": "http://e.org/"}], "x": "\\"@id\\": \\"#b\\"",\n\n"@id": "#a"}', {"a": 3}),
        ("a.jsonld", '{"@id": "http://e.org/#a", ', {"a": 1}),
        ("a.ttl.gz", ":a :p :b .", {}),
        ("a.rdf", "<rdf:RDF>\n<skos:Concept rdf:about='http://e.org/#a'>\n<x rdf:resource='http://e.org/#b'/>\n</skos:Concept></rdf:RDF>", {"a": 2}),
        ("a.jsonld", '{"@id": "http://e.org/#a"}', {}),
    ],
)  # fmt: skip
def test_the_line_of_a_node_is_that_of_its_block(tmp_path, name, text, lines):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert lines_of(path, {f"http://e.org/#{each}" for each in "ab"}) == {
        f"http://e.org/#{each}": line for each, line in lines.items()
    }


def test_findings_of_a_file_have_its_lines(zoo):
    found = {each.check: each.place for each in check_file(zoo, engine="shacl").findings}
    assert found["NoSelfRelated"] == f"{zoo}:11"
    assert found["S13-PreferredIsNotAlternative"] == f"{zoo}:8"


# ---------------------------------------------------------------- profiles and engines


def test_a_profile_is_found_by_name_or_by_its_families():
    assert profile_of(reversed(profile_of("rc").families)).name == "rc"
    assert profile_of(["skos", "labels"]).name == "skos, labels"
    with pytest.raises(GlosskosError, match="no profile is called 'owl'; there are: skos, rc, vocpub-like"):
        profile_of("owl")


def test_a_severity_of_a_profile_counts():
    stated = list(
        parse_rdf(Path(__file__).parents[1] / "checks" / "shared-label" / "invalid-preferred-and-alternative.ttl")
    )
    for profile, severity in (("skos", "Warning"), ("rc", "Violation")):
        report = validate(stated, [], profile, "shacl")
        assert {each.severity for each in report.findings if each.check == "shared-label"} == {severity}


def test_the_engine_follows_the_number_of_concepts(monkeypatch):
    few = [
        (
            f"<https://example.org/{at}>",
            f"<{'http://www.w3.org/1999/02/22-rdf-syntax-ns#'}type>",
            "<http://www.w3.org/2004/02/skos/core#Concept>",
        )
        for at in range(LARGE)
    ]
    assert engine_for("auto", few[:-1]) == "pyshacl"
    assert engine_for("auto", few) == "shacl"
    assert engine_for("pyshacl", few) == "pyshacl"
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "shacl" else find(name, *rest))
    with pytest.raises(GlosskosError, match=r"2000 concepts .*pip install 'glosskos\[fast\]'"):
        engine_for("auto", few)


def test_the_thesaurus_may_be_published_by_vocpubs_rules():
    report = check_file(Path(__file__).parents[2] / "ontology" / "thesaurus.ttl", "vocpub-like", "shacl")
    assert report.count()["Violation"] == 0
    answered = {(each.check, each.value) for each in report.findings if each.severity == "Warning"}
    assert answered == {("wrong-language", '"call center offshore"@fr')}, "what the cards answer, a file does not show"


def test_the_checks_are_listed(capsys):
    assert main(["validate", "--list-checks"]) == 0
    assert capsys.readouterr().out.startswith("# Checks\n")

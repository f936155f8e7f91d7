"""``glosskos query`` as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
import time

import pytest

import glosskos
from glosskos.cli import main

QUERY = """#+ summary: What is narrower
#+ description: Every concept right below one.
#+ tags: [hierarchy]
#+ params:
#+   - concept: {of: concept, en: the concept to start from}
#+ defaults:
#+   - concept: nps
#+ enumerate:
#+   - concept: [nps, churn]
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?label WHERE {
  ?concept skos:broader ?_concept_iri ; skos:prefLabel ?label FILTER(lang(?label) = "fr")
} ORDER BY STR(?concept)
"""


def run(*arguments: str) -> int:
    try:
        return main(["query", *arguments])
    except SystemExit as error:
        return int(error.code or 0)


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "narrower.rq"
    path.write_text(QUERY, encoding="utf-8")
    return str(path)


def test_without_a_name_the_queries_are_listed_by_tag(capsys):
    assert run() == 0
    listed = capsys.readouterr().out
    assert run("--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows and all(row["query"] in listed and row["answers"] for row in rows)
    tags = list(dict.fromkeys(row["tag"] for row in rows))
    assert [line for line in listed.splitlines() if line in tags] == tags
    assert run("--tag", tags[0], "--format", "csv") == 0
    assert {row["tag"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))} == {tags[0]}


def test_the_list_in_french(capsys):
    assert run("--lang", "fr", "--format", "json") == 0
    french = json.loads(capsys.readouterr().out)
    assert run("--format", "json") == 0
    english = json.loads(capsys.readouterr().out)
    assert all(one["answers"] != other["answers"] for one, other in zip(french, english, strict=True))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--tag", "nonsense"], "no query has the tag 'nonsense'; tags are"),
        (["--format", "ttl"], "cannot be written as ttl"),
        (["--concept", "nps"], "--concept: no value (the query's name comes before its parameters)"),
        (["--concept=nps"], "--concept: whose parameter?"),
        (["no-such-query"], "no ready-made query is called 'no-such-query'"),
        (["nowhere/x.rq"], "nowhere/x.rq: cannot be read: No such file"),
    ],
)
def test_wrong_calls_are_one_line_and_status_2(arguments, message, capsys):
    assert run(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and message in captured.err and captured.err.count("\n") == 1


def test_own_query_from_a_file_with_a_parameter(own, capsys):
    assert run(own) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "concept            label",
        "rc:detracteur-nps  détracteur NPS",
        "rc:passif-nps      passif NPS",
        "rc:promoteur-nps   promoteur NPS",
    ]
    assert captured.err == "3 rows\n"
    for spelled in (["--concept", "NPS"], ["--concept=net promoter score"]):
        assert run(own, *spelled, "--format", "csv") == 0
        assert capsys.readouterr().out.splitlines()[1].endswith(",détracteur NPS")


@pytest.mark.parametrize("style", ["table", "csv", "tsv", "json", "xml", "md"])
def test_every_form_of_rows(own, style, capsys):
    assert run(own, "--format", style) == 0
    assert "détracteur NPS" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--concept"], "--concept: no value"),
        (["--concept", "nps", "--concept", "churn"], "given twice"),
        (["--concept", "qqqq"], "--concept: no concept is called 'qqqq'"),
        (["--other", "1"], "takes no parameter 'other'; it takes concept"),
        (["nps"], "'nps': one query at a time"),
        (["--format", "ttl"], "a SELECT cannot be written as ttl; it can as"),
        (["--graph", "urn:g"], "--graph goes with --endpoint"),
    ],
)
def test_wrong_parameters(own, arguments, message, capsys):
    assert run(own, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and message in captured.err and captured.err.count("\n") == 1


def test_an_injection_is_a_value_like_any_other(own, capsys):
    for attempt in ("nps> ?p ?o } #", "x } ; DROP ALL ; #", "http://x/> } #"):
        assert run(own, "--concept", attempt) == 2
        assert "--concept: " in capsys.readouterr().err


def test_explain_shows_what_would_be_asked_and_that_runs_elsewhere(own, capsys, thesaurus):
    from rdflib import Graph

    from glosskos.queries import query_graph
    from glosskos.terms import to_ntriples

    assert run(own, "--concept", "NPS", "--explain") == 0
    text = capsys.readouterr().out
    assert "#+" not in text and "?_concept" not in text
    rows = list(Graph().parse(data=to_ntriples(query_graph(thesaurus)), format="nt").query(text))
    assert [str(row[1]) for row in rows] == ["détracteur NPS", "passif NPS", "promoteur NPS"]


def test_help_of_a_query_tells_what_it_takes(own, capsys):
    assert run(own, "--help") == 0
    out = capsys.readouterr().out
    assert "narrower: What is narrower" in out and "Every concept right below one." in out
    assert "--concept CONCEPT" in out and "the concept to start from (one of: nps, churn) (default: nps)" in out
    assert run("--help") == 0
    assert "usage: glosskos query [NAME|FILE|-]" in capsys.readouterr().out
    assert run("nothing-such", "--help") == 2


def test_a_query_from_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK { ?s ?p ?o }"))
    assert run("-") == 0
    assert capsys.readouterr().out == "true\n"


def test_a_graph_is_turtle_unless_asked_otherwise(tmp_path, capsys):
    path = tmp_path / "g.rq"
    path.write_text("PREFIX skos: <http://www.w3.org/2004/02/skos/core#> CONSTRUCT WHERE { ?s skos:hasTopConcept ?o }")
    assert run(str(path)) == 0
    assert "skos:hasTopConcept rc:acteur" in capsys.readouterr().out
    assert run(str(path), "--format", "nt") == 0
    assert capsys.readouterr().out.count("\n") == 12


def test_what_is_no_query(tmp_path, capsys):
    path = tmp_path / "g.rq"
    path.write_text("SELECT * WHERE { ?s ?p")
    assert run(str(path)) == 2
    assert "not SPARQL 1.1 at line 1" in capsys.readouterr().err
    path.write_bytes(b"\xff\xfe")
    assert run(str(path)) == 2
    assert "not UTF-8" in capsys.readouterr().err


def test_any_skos_file(tmp_path, capsys, own):
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <http://example.org/> .\n"
        'e:a a skos:Concept ; skos:prefLabel "Obst"@de . e:b a skos:Concept ; skos:broader e:a ; skos:prefLabel "pomme"@fr .'
    )
    assert run(own, "--data", str(path), "--concept", "obst", "--format", "csv") == 0
    assert capsys.readouterr().out == "concept,label\r\nhttp://example.org/b,pomme\r\n"


def test_ctrl_c_stops_a_query_that_never_ends():
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    process = subprocess.Popen(
        [sys.executable, "-m", "glosskos", "query", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin
    process.stdin.write(endless.encode())
    process.stdin.close()
    time.sleep(3)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(10) != 0


def test_lang_is_the_language_of_the_answer_too(capsys):
    assert run("themes", "--lang", "en", "--format", "csv") == 0
    short = capsys.readouterr().out
    assert run("themes", "--language", "en", "--format", "csv") == 0
    assert short == capsys.readouterr().out
    assert "automation and customer autonomy" in short
    assert run("themes", "--lang", "fr", "--language", "en", "--format", "csv") == 0
    assert short == capsys.readouterr().out


def test_help_of_a_query_in_french(capsys):
    assert run("themes", "--lang", "fr", "--help") == 0
    assert "par défaut : fr" in capsys.readouterr().out


def test_a_file_in_another_language_answers_in_it_and_defaults_that_miss_are_named(tmp_path, capsys):
    path = tmp_path / "zoo.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix z: <http://zoo.example/v#> .\n"
        'z:a a skos:Concept ; skos:prefLabel "Tier"@de .\n'
        'z:b a skos:Concept ; skos:prefLabel "Hund"@de ; skos:broader z:a .\n',
        encoding="utf-8",
    )
    assert run("subtree", "--concept", "Tier", "--data", str(path)) == 0
    captured = capsys.readouterr()
    assert "Hund" in captured.out
    assert captured.err == "1 row\n"
    assert run("concept-card", "--data", str(path)) == 0
    assert "asked with the defaults --concept https://w3id.org/" in capsys.readouterr().err
    assert next(iter(glosskos.load(path).query("subtree", concept="Tier")))["term"] == "Hund"

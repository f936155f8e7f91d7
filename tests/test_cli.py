"""The commands as a user meets them: results on stdout, the rest on stderr, exit statuses, one clear line an error."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys

import pytest

from glosskos import cli
from glosskos.errors import GlosskosError


def run(*arguments: str) -> int:
    try:
        return cli.main(list(arguments))
    except SystemExit as error:
        return int(error.code or 0)


COMMANDS = [name for name, _ in cli._commands()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    assert run(command, "--help") == 0
    assert command in capsys.readouterr().out


def test_help_names_every_command(capsys):
    assert run("--help") == 0
    out = capsys.readouterr().out
    assert all(command in out for command in COMMANDS)


def test_version_and_wrong_calls(capsys):
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("glosskos 0.")
    assert run() == 2
    assert run("nonsense") == 2
    assert run("search", "x", "--limit", "0") == 2
    assert run("show", "NPS", "--data", "a.ttl", "--records", "b") == 2


@pytest.mark.parametrize(
    ("called", "near"), [("shwo", "; nearest: show"), ("check", "; nearest: check-documents"), ("zzz", "")]
)
def test_a_misspelt_command_is_told_the_nearest(called, near, capsys):
    assert run(called, "NPS") == 2
    message = f"glosskos: error: no command is called {called!r}{near} (glosskos --help lists them)\n"
    assert capsys.readouterr().err.endswith(message)


def test_show_a_card(capsys):
    assert run("show", "détracteur", "NPS") == 0
    out = capsys.readouterr().out
    assert out.startswith("DÉTRACTEUR NPS")
    assert "https://w3id.org/relation-client/concept/detracteur-nps" in out
    assert "Ce que dit chaque source" in out and "24pm · entier" in out and "Salesforce · rétabli" in out
    assert "net promoter score › détracteur NPS" in out and "client › détracteur NPS" in out
    assert "Lexique" in out and "(Le Glossaire du CRM" in out
    assert "≠ Divergence : " in out and "Thèmes : " in out  # a space before the colon, in French


def test_show_in_english_and_as_json(capsys):
    assert run("show", "centre-d-appels", "--lang", "en") == 0
    out = capsys.readouterr().out
    assert (
        out.startswith("CALL CENTRE")
        and "What each source says" in out
        and "≠ Divergence: " in out
        and "contact centre (" in out
    )
    assert run("show", "carte de fidélité payante", "--format", "json") == 0
    card = json.loads(capsys.readouterr().out)
    assert card["sources"] == [] and card["prefLabel"]["en"] == "paid loyalty card"


def test_show_a_term_without_definition_says_so(capsys):
    assert run("show", "carte de fidélité payante") == 0
    assert "24pm · sans définition" in capsys.readouterr().out


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_card_keeps_to_its_width(width, thesaurus):
    from glosskos.cards import card

    for slug in ("net-promoter-score", "gestion-de-la-relation-client", "indicateur", "carte-de-fidelite-payante"):
        for language in ("fr", "en"):
            lines = card(thesaurus.concepts[slug], thesaurus, language, width).split("\n")
            wide = [line for line in lines if len(line) > width and not line.startswith("  ")]
            assert wide in ([], [lines[0]])


def test_a_withdrawn_concept_says_what_became_of_it(thesaurus):
    from dataclasses import replace

    from glosskos.cards import card

    gone = replace(
        thesaurus.concepts["chatbot"],
        deprecated=True,
        history_note={"fr": "Retiré.", "en": "Withdrawn."},
        is_replaced_by=("voicebot",),
    )
    out = card(gone, thesaurus)
    assert "Concept retiré. Retiré." in out and "Remplacé par : voicebot" in out


def test_show_a_miss_and_a_name_of_several(capsys):
    assert run("show", "attriton") == 2
    err = capsys.readouterr().err
    assert err.startswith("glosskos show: no concept is called 'attriton'; nearest: attrition") and err.count("\n") == 1
    assert run("show", "BDR/SDR") == 2
    assert "name one of these" in capsys.readouterr().err


def test_search_in_all_forms(capsys):
    assert run("search", "detracteur") == 0
    assert "détracteur NPS" in capsys.readouterr().out
    assert run("search", "detracteur", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0]["concept"] == "detracteur-nps"
    assert run("search", "detracteur", "--format", "csv", "--limit", "1") == 0
    assert [row["concept"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))] == ["detracteur-nps"]
    assert run("search", "attriton") == 0
    done = capsys.readouterr()
    assert done.out == "" and "nothing fits 'attriton'; nearest:" in done.err


def test_any_skos_file_can_be_looked_at(tmp_path, capsys):
    path = tmp_path / "boats.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<http://example.org/b/dinghy> a skos:Concept ; skos:prefLabel "annexe"@fr , "dinghy"@en ; skos:broader <http://example.org/b/boat> .\n'
        '<http://example.org/b/boat> a skos:Concept ; skos:prefLabel "bateau"@fr .\n',
        encoding="utf-8",
    )
    assert run("show", "annexes", "--data", str(path)) == 0
    out = capsys.readouterr().out
    assert "ANNEXE   [en] dinghy" in out and "bateau › annexe" in out
    assert run("search", "bat", "--data", str(path)) == 0
    assert "bateau" in capsys.readouterr().out
    assert run("show", "x", "--data", str(tmp_path / "none.ttl")) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_validate_the_records(capsys):
    assert run("validate") == 0
    assert capsys.readouterr().out.strip().endswith("0 violations, 0 warnings, 0 information")


def test_build_says_what_it_did_and_where_the_records_were(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("build") == 0
    done = capsys.readouterr()
    assert "dist: 245 concepts, 223 entries from 5 sources" in done.out
    assert "records: the package" in done.err
    (tmp_path / "dist" / "mine.txt").write_text("x")
    assert run("build") == 2
    assert "mine.txt" in capsys.readouterr().err


def test_build_over_documents_says_so(tmp_path, capsys, documents):
    assert run("build", "--documents", str(documents), "--out", str(tmp_path / "dist")) == 0
    done = capsys.readouterr()
    assert "not for publication" in done.out and "README.md: none of the sources" in done.err
    assert "chapsvision, 59 definitions" in done.err


def test_build_with_findings_writes_nothing_and_shows_them(tmp_path, copied, capsys):
    path = copied / "concepts" / "canal.yaml"
    text = path.read_text(encoding="utf-8").replace("  altLabel:\n    fr: [", "  altLabel:\n    fr: [chatbot, ", 1)
    path.write_text(text, encoding="utf-8")
    assert run("build", "--records", str(copied), "--out", str(tmp_path / "dist")) == 1
    err = capsys.readouterr().err
    assert "shared-label" in err and f"{path}:" in err and "nothing was written" in err
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_records_that_are_no_folder_of_records(tmp_path, name, capsys):
    (tmp_path / "file").mkdir()
    assert run("build", "--records", str(tmp_path / name), "--out", str(tmp_path / "dist")) == 2
    assert "folder of records" in capsys.readouterr().err


def test_an_error_in_the_program_is_one_line_without_debug(monkeypatch, capsys):
    def broken(options: object) -> int:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("glosskos.cli.search.run", broken)
    assert run("search", "x") == 2
    assert (
        capsys.readouterr().err
        == "glosskos search: ZeroDivisionError: oops (a fault of glosskos; --debug shows where)\n"
    )
    with pytest.raises(ZeroDivisionError):
        cli.main(["search", "x", "--debug"])


def test_debug_shows_where_an_error_comes_from():
    with pytest.raises(GlosskosError):
        cli.main(["show", "qqqq", "--debug"])


def test_interrupted(monkeypatch, capsys):
    def interrupted(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("glosskos.cli.search.run", interrupted)
    assert run("search", "x") == 130
    assert "interrupted" in capsys.readouterr().err


def test_output_into_a_closed_pipe_is_no_complaint():
    command = f"{sys.executable} -m glosskos search client --limit 200 | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_progress_shows_on_a_terminal_only(tmp_path):
    command = [sys.executable, "-m", "glosskos", "build", "--out", str(tmp_path / "dist")]
    leader, follower = pty.openpty()
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=follower,
        check=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(follower)
    shown = os.read(leader, 100_000).decode()
    os.close(leader)
    assert "SHACL on" in shown
    assert b"245 concepts" in done.stdout
    shutil.rmtree(tmp_path / "dist")
    plain = subprocess.run(command, capture_output=True, check=True)
    assert b"SHACL" not in plain.stderr


def test_heavy_imports_stay_out_of_the_start():
    heavy = "rdflib pyshacl owlrl networkx rich yaml pyoxigraph jsonschema_rs jinja2 requests starlette uvicorn xlsxwriter".split()
    code = "import sys, glosskos.cli; [glosskos.cli._parser([name]) for name in sys.argv[1:]]; print(' '.join(sys.modules))"

    def loaded(*commands: str) -> set[str]:
        done = subprocess.run([sys.executable, "-c", code, *commands], capture_output=True, text=True, check=True)
        return set(done.stdout.split())

    assert not set(heavy) & loaded(*COMMANDS)
    # The list of commands needs the options of none of them, and so nothing that works on a graph.
    assert not {"glosskos.closure", "glosskos.syntax", "glosskos.model"} & loaded("--help")


def test_python_dash_m_is_the_command():
    done = subprocess.run([sys.executable, "-m", "glosskos", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("glosskos ")


def test_the_readmes_card_is_the_real_one(capsys, monkeypatch):
    from conftest import ROOT

    monkeypatch.setenv("COLUMNS", "100")
    assert run("show", "détracteur NPS") == 0
    assert capsys.readouterr().out.rstrip() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_search_says_what_it_leaves_out(capsys):
    assert run("search", "client", "--limit", "3") == 0
    done = capsys.readouterr()
    assert len(done.out.splitlines()) == 4
    assert done.err.startswith("3 of ") and "shows all" in done.err


def test_labels_of_a_search_in_english_and_a_header_without_a_hit(capsys):
    assert run("search", "attrition", "--lang", "en", "--format", "json", "--limit", "1") == 0
    assert json.loads(capsys.readouterr().out)[0]["prefLabel"] == "churn"
    assert run("search", "zzzz", "--format", "csv") == 0
    assert capsys.readouterr().out == "concept,prefLabel,found,as\n"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["search", "nps", "--limit", "x"], "argument --limit: 'x' is no whole number"),
        (["search", "nps", "--limit", "0"], "argument --limit: 0 is not 1 or more"),
        (["serve", "--port", "1.5"], "argument --port: '1.5' is no whole number"),
        (["publish", "http://x", "--timeout", "soon"], "argument --timeout: 'soon' is no number"),
        (["extract", "x", "--max-size", "-1"], "argument --max-size: -1 is not 0 or more"),
        (["extract", "x", "--max-size", "inf"], "argument --max-size: 'inf' is no number"),
    ],
)
def test_a_number_that_is_none_is_said_in_plain_words(call, message, capsys):
    assert run(*call) == 2
    assert message in capsys.readouterr().err


def test_an_option_that_a_command_does_not_take_shows_its_usage(capsys):
    assert run("search", "nps", "--colour") == 2
    err = capsys.readouterr().err
    assert "usage: glosskos search" in err
    assert "glosskos search: error: unrecognized arguments: --colour" in err


def test_infer_and_convert_call_the_output_by_the_same_names(tmp_path, capsys):
    path = tmp_path / "a.ttl"
    path.write_text('<http://a/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "a"@fr .\n', encoding="utf-8")
    for command in ("infer", "convert"):
        outs = []
        for option in ("--to", "--format"):
            assert run(command, str(path), option, "nt", "--out", str(tmp_path / "o")) == 0
            outs.append((tmp_path / "o").read_bytes())
        assert outs[0] == outs[1]
        assert b'> "a"@fr .' in outs[0]


TWO = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix z: <http://zoo.example/v#> .
z:a a skos:Concept ; skos:prefLabel "Tier"@de , "animal"@en ; skos:definition "Lebewesen"@de , "being"@en .
z:b a skos:Concept ; skos:prefLabel "Hund"@de , "dog"@en ; skos:broader z:a .
"""


def test_any_language_of_a_file_can_be_asked_for(tmp_path, capsys):
    path = tmp_path / "two.ttl"
    path.write_text(TWO, encoding="utf-8")
    assert run("show", "animal", "--data", str(path), "--lang", "DE") == 0
    out = capsys.readouterr().out
    assert out.startswith("TIER   [en] animal\n")
    assert "Lebewesen" in out and "Narrower\n  - Hund" in out
    assert run("search", "dog", "--data", str(path), "--lang", "de", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)[0]["prefLabel"] == "Hund"
    for name in ("md", "csv", "xlsx", "openmetadata", "datahub", "flat"):
        assert run("export", "--to", name, "--data", str(path), "--lang", "de", "--out", f"{tmp_path}/{name}/") == 0
    assert "[Tier](#a)" in (tmp_path / "md" / "thesaurus.md").read_text(encoding="utf-8")
    flat = (tmp_path / "flat" / "thesaurus-flat.ttl").read_text(encoding="utf-8")
    assert 'skos:definition "Lebewesen"@de' in flat
    assert 'skos:definition "No definition."@en' in flat, "a sentence of ours is in a language of ours"
    capsys.readouterr()
    for call in (["show", "animal"], ["search", "dog"], ["export", "--to", "md"]):
        assert run(*call, "--data", str(path), "--lang", "it") == 2
        assert "--lang: no preferred label is in 'it'; there are: de, en" in capsys.readouterr().err


def test_a_card_without_definition_has_no_hole(tmp_path, capsys):
    path = tmp_path / "two.ttl"
    path.write_text(TWO, encoding="utf-8")
    assert run("show", "dog", "--data", str(path), "--lang", "en") == 0
    out = capsys.readouterr().out
    assert "\n\n\n" not in out and out.endswith("\n") and not out.endswith("\n\n")


def test_a_folder_where_a_file_belongs_and_the_other_way_round(records, tmp_path, capsys):
    assert run("show", "NPS", "--data", str(records)) == 2
    assert "a folder, not an RDF file; --records takes a folder of records" in capsys.readouterr().err
    path = tmp_path / "one.txt"
    path.write_text("x", encoding="utf-8")
    assert run("check-documents", str(path)) == 2
    assert capsys.readouterr().err == f"glosskos check-documents: {path}: a file; name the folder of the documents\n"


def test_near_names_are_of_different_concepts_and_no_misspellings(thesaurus):
    from glosskos.lookup import Lookup

    near = Lookup(thesaurus).nearest("attritoin")
    assert near[0] == "attrition" and "atrition" not in near
    assert len(near) == len(set(near))


def test_a_file_and_records_exclude_each_other(tmp_path, capsys):
    assert run("validate", "x.ttl", "--records", "y") == 2
    assert "exclude each other" in capsys.readouterr().err
    assert run("validate", str(tmp_path)) == 2
    assert "a folder, not an RDF file" in capsys.readouterr().err


def test_quotations_are_told_from_restatements(thesaurus, documents):
    from glosskos.cards import card
    from glosskos.documents import read_documents
    from glosskos.thesaurus import with_quotations

    quoted = with_quotations(thesaurus, read_documents(documents, thesaurus).quotations)
    assert "Ce que dit chaque source, reformulé\n" in card(thesaurus.concepts["chatbot"], thesaurus)
    assert "Ce que dit chaque source, cité\n" in card(quoted.concepts["chatbot"], quoted)

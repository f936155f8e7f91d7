"""``glosskos export`` as a user calls it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from glosskos.cli import main
from glosskos.exporters import exporters


def run(capsys, *words: str) -> tuple[int, str, str]:
    status = main(["export", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_formats_are_listed_and_each_says_what_it_carries(capsys):
    status, out, _ = run(capsys, "--list")
    assert status == 0 and [line.split()[0] for line in out.splitlines()[1:]] == list(exporters())
    status, out, _ = run(capsys, "--list", "--to", "datahub")
    assert (
        status == 0
        and "| every other `skos:broader` | carried | `inherits` |" in out
        and "datahub ingest -c recipe.yml" in out
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name a format with --to; --list shows them"),
        (["--to", "atlas"], "no exporter is called 'atlas'; known are "),
        (["--to", "csv"], "csv writes 3 files (concepts.csv, definitions.csv, links.csv); name a folder with --out"),
        (["--to", "md", "--out", "/dev/null/x.md"], "/dev/null/x.md: cannot be written"),
        (["--to", "md", "--data", "nothing.ttl"], "nothing.ttl: cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(capsys, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "") and err.startswith(f"glosskos export: {said}") and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_text_goes_to_the_standard_output_and_english_is_asked_for(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "glosskos", "export", "--to", "md", "--lang", "en"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().startswith("# Customer relations thesaurus\n") and done.stderr == b""
    assert b"## Hierarchy" in done.stdout and b"**What each source says**" in done.stdout
    book = subprocess.run(
        [sys.executable, "-m", "glosskos", "export", "--to", "xlsx"], cwd=tmp_path, capture_output=True, check=True
    )
    assert book.stdout[:2] == b"PK"


def test_a_workbook_is_not_thrown_at_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    status, _, err = run(capsys, "--to", "xlsx")
    assert status == 2 and "name a file with --out thesaurus.xlsx" in err


def test_a_foreign_vocabulary_is_exported_and_what_stood_in_is_told(capsys, tmp_path):
    (tmp_path / "voc.ttl").write_text(
        '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://example.org/voc/cat> a skos:Concept ; skos:prefLabel "cat"@en .\n',
        encoding="utf-8",
    )
    status, out, err = run(capsys, "--to", "openmetadata", "--data", str(tmp_path / "voc.ttl"), "--out", str(tmp_path))
    assert (status, out) == (0, "")
    written = tmp_path / "openmetadata.csv"
    assert f"{written}: {written.stat().st_size:,} bytes, 1 concept\n" in err
    assert "1 of 1 concepts have no label in the language asked for" in err and "have no definition" in err


def test_a_build_over_documents_has_no_catalogs_and_is_not_exported_without_leave(capsys, tmp_path, documents, records):
    from glosskos.pipeline import build

    assert build(records, tmp_path / "dist", documents=documents).written
    assert not (tmp_path / "dist" / "catalogs").exists()
    for name in ("thesaurus.ttl", "thesaurus-flat.ttl"):
        data = str(tmp_path / "dist" / name)
        status, out, err = run(capsys, "--to", "md", "--data", data, "--out", str(tmp_path / "x.md"))
        assert (status, out) == (2, "") and "--with-quotations" in err and not (tmp_path / "x.md").exists()
    more = ["--data", str(tmp_path / "dist" / "thesaurus.ttl"), "--with-quotations"]
    assert run(capsys, "--to", "csv", *more, "--out", str(tmp_path / "tables"))[0] == 0
    manifest = json.loads((tmp_path / "tables" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["note"].startswith("not for publication")
    assert ',"quoted",' in (tmp_path / "tables" / "definitions.csv").read_text(encoding="utf-8-sig")

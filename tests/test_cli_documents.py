"""The commands ``extract`` and ``check-documents``."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path

import pytest

from glosskos.cli import main

TEXT = """Lexique nautique

Amarre

Cordage qui retient un bateau à quai.

Bitte

Pièce du quai sur laquelle on tourne l'amarre. Elle est en fonte.

Écoute

Cordage qui règle une voile. [...]

Foc

Foc

Gaffe

Perche munie d'un crochet, pour attraper une bouée ou repousser le quai.
"""


@pytest.fixture
def document(tmp_path) -> Path:
    path = tmp_path / "lexique.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def refused(capsys, *argv) -> str:
    """Run a command that must fail with exit status 2, nothing on stdout and one line on stderr; give that line."""
    assert main([str(each) for each in argv]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1 and err.startswith(f"glosskos {argv[0]}: ")
    return err


# extract


def test_extract_shows_the_entries_as_a_table(document, capsys):
    assert main(["extract", str(document)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines()[0] == f"{document}: term-and-definition, 5 entries"
    rows = out.splitlines()[2:]
    assert [row.split()[0] for row in rows] == ["001", "002", "003", "004", "005"]
    assert "truncated  Écoute" in rows[2] and "missing" in rows[3] and "no definition in print" in rows[3]


def test_extract_gives_csv_and_json_of_the_same_rows(document, capsys):
    assert main(["extract", str(document), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main(["extract", str(document), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == rows
    assert [row["term"] for row in rows] == ["Amarre", "Bitte", "Écoute", "Foc", "Gaffe"]
    assert rows[3]["doubtful"] == "no definition in print"


def test_extract_names_the_file_of_each_row_where_there_are_several(document, capsys):
    other = document.with_name("autre.txt")
    shutil.copyfile(document, other)
    assert main(["extract", str(document), str(other), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["file"] for row in rows] == [str(document)] * 5 + [str(other)] * 5
    assert main(["extract", str(document), str(other), "--format", "csv"]) == 0
    assert list(csv.DictReader(io.StringIO(capsys.readouterr().out))) == rows
    assert main(["extract", str(document), str(other)]) == 0
    assert capsys.readouterr().out.count(": term-and-definition, 5 entries\n") == 2


def test_extract_accounts_for_every_full_line(document, capsys):
    assert main(["extract", str(document), "--lines", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    full = [str(number) for number, line in enumerate(TEXT.splitlines(), 1) if line]
    assert [row["place"] for row in rows] == full
    assert (rows[0]["kind"], rows[1]["kind"], rows[2]["kind"]) == ("title", "heading", "body")


def test_extract_drafts_records_that_can_be_read(document, capsys):
    import yaml

    assert main(["extract", str(document), "--format", "records"]) == 0
    draft = yaml.safe_load(capsys.readouterr().out)
    assert draft["layout"] == "term-and-definition"
    assert [entry["status"] for entry in draft["entry"]] == ["complete", "complete", "truncated", "missing", "complete"]
    assert all(("fingerprint" in entry) == (entry["status"] != "missing") for entry in draft["entry"])


def test_extract_takes_a_layout_by_name(document, capsys):
    assert main(["extract", str(document), "--layout", "white-paper"]) == 0
    assert "white-paper" in capsys.readouterr().out.splitlines()[0]


def test_extract_answers_an_unknown_layout_with_the_known_ones(document, capsys):
    err = refused(capsys, "extract", document, "--layout", "comic")
    assert "comic" in err and "lost-headings" in err and str(document) in err


def test_extract_says_when_no_layout_fits(tmp_path, capsys):
    path = tmp_path / "courses"
    path.write_text("du pain\n\ndu vin\n", encoding="utf-8")
    err = refused(capsys, "extract", path)
    assert "none of the layouts fits" in err and "--layout" in err and str(path) in err


# bad files


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (bytes(range(256)) * 8, "binary"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("latin-1"), "Latin-1"),
        (TEXT.replace("'", "’").encode("cp1252"), "Windows-1252"),
    ],
    ids=["empty", "blank", "binary", "utf-16", "latin-1", "cp1252"],
)
def test_extract_refuses_what_is_no_utf8_text(data, said, tmp_path, capsys):
    path = tmp_path / "lexique.txt"
    path.write_bytes(data)
    err = refused(capsys, "extract", path)
    assert said in err and str(path) in err


def test_extract_names_the_line_of_the_first_wrong_byte(tmp_path, capsys):
    path = tmp_path / "lexique.txt"
    path.write_bytes(TEXT.encode("latin-1"))
    assert f"{path}:5: not UTF-8" in refused(capsys, "extract", path)


def test_extract_refuses_a_folder_and_a_missing_file(tmp_path, capsys):
    assert "a folder" in refused(capsys, "extract", tmp_path)
    assert "No such file" in refused(capsys, "extract", tmp_path / "nothing")


def test_extract_refuses_a_loop_of_links(tmp_path, capsys):
    path = tmp_path / "loop"
    path.symlink_to(path)
    assert "a loop of symbolic links" in refused(capsys, "extract", path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_extract_refuses_a_file_it_may_not_read(document, capsys):
    document.chmod(0)
    assert "Permission denied" in refused(capsys, "extract", document)


def test_max_size_is_a_bound_that_can_be_moved_and_lifted(document, capsys):
    assert "--max-size" in refused(capsys, "extract", document, "--max-size", "0.0001")
    assert main(["extract", str(document), "--max-size", "0"]) == 0
    assert main(["extract", str(document), "--max-size", "1"]) == 0
    assert capsys.readouterr().err == ""


def test_a_document_above_ten_megabytes_is_refused_unless_asked_for(tmp_path, capsys):
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * (10 * 1024 * 1024 + 1))
    assert "10,485,761 bytes" in refused(capsys, "extract", path)


def test_one_bad_file_among_good_ones_ends_the_call_with_nothing_shown(document, tmp_path, capsys):
    assert str(tmp_path / "nothing") in refused(capsys, "extract", document, tmp_path / "nothing")


# check-documents


@pytest.fixture
def folder(documents, tmp_path) -> Path:
    return Path(shutil.copytree(documents, tmp_path / "documents"))


def test_check_documents_finds_all_as_recorded(documents, records, capsys):
    assert main(["check-documents", str(documents), "--records", str(records)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert sum(line.endswith(", as recorded") for line in out.splitlines()) == 5
    assert [line for line in out.splitlines() if line.startswith("skipped: ") and "README.md" in line]


def test_check_documents_ends_with_1_where_one_has_changed(folder, records, thesaurus, capsys):
    entry = next(e for e in thesaurus.entries.values() if e.source == "mars-marketing")
    path = next(path for path in folder.glob("004*"))
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[entry.body[0].line - 1] += " Une phrase de plus."
    path.write_text("\n".join(lines), encoding="utf-8")
    assert main(["check-documents", str(folder), "--records", str(records)]) == 1
    out = capsys.readouterr().out.splitlines()
    at = out.index(f"{path}: mars-marketing, changed")
    assert out[at + 1] == f"  changed: {entry.id} {entry.term} (line {entry.heading[0].line})"


def test_check_documents_names_what_is_skipped_and_what_is_missing(folder, records, capsys):
    next(folder.glob("000*")).unlink()
    (folder / "latin").write_bytes("été".encode("latin-1"))
    assert main(["check-documents", str(folder), "--records", str(records)]) == 0
    out = capsys.readouterr().out
    assert "missing: chapsvision\n" in out
    assert f"skipped: {folder / 'latin'}:1: not UTF-8" in out


def test_check_documents_obeys_max_size(folder, records, capsys):
    err = refused_folder(capsys, folder, records, "--max-size", "0.001")
    assert err.splitlines()[0].endswith("holds none of the documents")
    assert err.count("--max-size") >= 5


def refused_folder(capsys, folder, records, *more) -> str:
    assert main(["check-documents", str(folder), "--records", str(records), *more]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_check_documents_refuses_a_folder_without_any_of_them(tmp_path, records, capsys):
    assert refused_folder(capsys, tmp_path, records).count("\n") == 1


def test_check_documents_tells_why_each_file_of_such_a_folder_is_none(document, records, capsys):
    err = refused_folder(capsys, document.parent, records)
    assert "holds none of the documents" in err and f"{document}: none of the sources" in err


def test_check_documents_refuses_a_file_a_missing_folder_and_a_loop(document, tmp_path, records, capsys):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for place, said in [
        (document, "a file; name the folder"),
        (tmp_path / "nothing", "No such file or directory"),
        (loop, "a loop of symbolic links"),
    ]:
        err = refused_folder(capsys, place, records)
        assert err.count("\n") == 1 and said in err and str(place) in err


def test_words_borrowed_from_the_print_are_named_with_file_and_line(copied, documents, capsys):
    path = copied / "sources" / "24pm.yaml"
    printed = next(documents.glob("001*")).read_text(encoding="utf-8").splitlines()[13]
    text = path.read_text(encoding="utf-8")
    at = text.index('number: "003"')
    line = text[: text.index("restatement:", at)].count("\n") + 1
    borrowed = " ".join(printed.split()[:14])
    start, end = text.index("restatement:", at), text.index('  - number: "004"', at)
    path.write_text(text[:start] + f"restatement: {borrowed}\n" + text[end:], encoding="utf-8")
    assert main(["check-documents", str(documents), "--records", str(copied)]) == 1
    assert f"{path}:{line}: entry 003: the print's own words: " in capsys.readouterr().out


def test_a_text_in_which_no_entry_is_read_is_no_glossary(tmp_path, capsys):
    path = tmp_path / "notes.txt"
    path.write_text("1\n\nSonnette\n\n\n\n\n2\n\nPédale\n\n\n\n\n3\n\nSelle\n", encoding="utf-8")
    assert main(["extract", str(path)]) == 2
    assert "--layout" in capsys.readouterr().err

"""build(): the same bytes, all or nothing, with and without documents."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glosskos.errors import GlosskosError, TargetError
from glosskos.output import sha256
from glosskos.pipeline import build
from glosskos.terms import parse_rdf, value_of

FILES = {
    "evidence.ttl", "manifest.json", "report.html", "report.json", "report.md", "report.ttl", "thesaurus-flat.ttl",
    "thesaurus-inferred.ttl", "thesaurus.jsonld", "thesaurus.nt", "thesaurus.rdf", "thesaurus.trig", "thesaurus.ttl",
}  # fmt: skip


def contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256(path) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def quoted(tmp_path_factory, records, documents) -> Path:
    out = tmp_path_factory.mktemp("quoted") / "dist"
    assert build(records, out, documents=documents).exit_status == 0
    return out


def test_all_files_are_there_and_in_the_manifest(built):
    assert set(contents(built)) >= FILES
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"] == "0.1.0" and manifest["license"].startswith("https://creativecommons.org/")
    assert {name: facts["sha256"] for name, facts in manifest["files"].items()} == {
        name: digest for name, digest in contents(built).items() if name != "manifest.json"
    }
    for name, facts in manifest["files"].items():
        assert facts["bytes"] == (built / name).stat().st_size
        if "triples" in facts:
            assert facts["triples"] == len(set(parse_rdf(built / name))), name


def test_the_committed_thesaurus_is_that_of_the_build(built, records):
    for name in ("thesaurus.ttl", "thesaurus.jsonld"):
        assert (records / name).read_bytes() == (built / name).read_bytes(), (
            f"run: glosskos build && cp dist/{name} ontology/"
        )


def test_two_processes_in_two_folders_write_the_same_bytes(built, tmp_path, records):
    for seed in ("1", "77"):
        folder = tmp_path / seed
        shutil.copytree(records, folder / "ontology")
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed[0]}", "LC_ALL": "C"}
        subprocess.run(
            [sys.executable, "-m", "glosskos", "build"], cwd=folder, env=environment, check=True, capture_output=True
        )
        assert contents(folder / "dist") == contents(built)


def test_killed_in_the_middle_the_old_output_stands(built, tmp_path, records):
    out = tmp_path / "dist"
    shutil.copytree(built, out)
    before = contents(out)
    for delay in (0.2, 0.6, 1.0, 1.6):
        command = [sys.executable, "-m", "glosskos", "build", "--records", str(records), "--out", str(out)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert contents(out) == before
    assert build(records, out).written
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_violation_leaves_the_old_output_and_says_why(built, tmp_path, copied, capsys):
    out = tmp_path / "dist"
    shutil.copytree(built, out)
    path = copied / "concepts" / "indicateur.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("\nindicateur:")
    cycle = "  broader:\n    - {concept: net-promoter-score, type: generic, reason: {fr: tourne, en: turns}}\n"
    end = text.index("  theme:", at)
    path.write_text(text[:end] + cycle + text[end:], encoding="utf-8")
    result = build(copied, out)
    assert (result.written, result.exit_status) == (False, 1)
    assert contents(out) == contents(built)
    found = [each for each in result.report.findings if each.shape.endswith("#NoCycle")]
    assert {each.focus.rsplit("/", 1)[-1] for each in found} >= {"indicateur", "net-promoter-score"}
    assert all(each.place.startswith(str(path)) for each in found if "/indicateur" in each.focus)


def test_records_that_cannot_be_used_write_nothing(tmp_path, copied):
    (copied / "themes.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(GlosskosError):
        build(copied, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_a_target_that_holds_something_else_is_seen_before_any_work(tmp_path, records):
    (tmp_path / "mine").write_text("x")
    with pytest.raises(TargetError):
        build(records, tmp_path, progress=lambda stage: pytest.fail(f"worked at {stage}"))


def test_a_full_disk_leaves_the_old_output(built, tmp_path, records):
    out = tmp_path / "dist"
    shutil.copytree(built, out)
    before = contents(out)

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    command = [sys.executable, "-m", "glosskos", "build", "--records", str(records), "--out", str(out)]
    done = subprocess.run(command, preexec_fn=little_room, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cannot be written: File too large" in done.stderr and "Traceback" not in done.stderr
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_documents_take_the_place_of_restatements(quoted, built, documents, thesaurus):
    manifest = json.loads((quoted / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(manifest["documents"]) == sorted(thesaurus.sources)
    assert "not for publication" in manifest["note"] and "license" not in manifest
    triples = list(parse_rdf(quoted / "thesaurus.ttl"))
    notes = {s for s, p, o in triples if o.endswith("#XlNote>") and p.endswith("#type>")}
    assert len(notes) == len(thesaurus.definitions)
    assert all("/quotation/" in note for note in notes)
    assert {s for s, p, _ in triples if p.endswith("#wasQuotedFrom>")} == notes
    assert not any(p.endswith("/license>") for _, p, _ in triples)
    printed = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(documents.glob("0*.txt")))
    values = [value_of(o) for s, p, o in triples if p.endswith("#value>") and "/chapsvision>" in s]
    assert values and all(" ".join(value.split()) in printed for value in values if "\n" not in value)
    assert "/definition/" in (built / "thesaurus.ttl").read_text(encoding="utf-8").replace(
        "<definition/", "</definition/"
    )


def test_a_missing_document_leaves_its_restatements(tmp_path, records, documents):
    folder = tmp_path / "some"
    folder.mkdir()
    for path in documents.glob("0*.txt"):
        if not path.name.startswith("003"):
            shutil.copy(path, folder / f"{path.name[2]}.md")
    (folder / "other.txt").write_text("Une recette de cuisine.\n\nPelez les pommes.\n", encoding="utf-8")
    result = build(records, tmp_path / "dist", documents=folder)
    assert result.exit_status == 0 and result.documents is not None
    assert result.documents.missing == ("sitel",)
    assert any("other.txt: none of the sources" in reason for reason in result.documents.skipped)
    quoted = {note.source for note in result.thesaurus.definitions if note.quoted}
    assert quoted == {"24pm", "chapsvision", "mars-marketing", "salesforce"}


def test_a_changed_document_is_reported_and_the_build_says_1(tmp_path, records, documents):
    folder = tmp_path / "some"
    folder.mkdir()
    for path in documents.glob("0*.txt"):
        shutil.copy(path, folder)
    changed = next(folder.glob("004*"))
    lines = changed.read_text(encoding="utf-8").split("\n")
    lines[1] += " Et plus encore."
    changed.write_text("\n".join(lines), encoding="utf-8")
    result = build(records, tmp_path / "dist", documents=folder)
    assert (result.written, result.exit_status) == (True, 1)
    assert result.documents is not None
    assert [str(change) for document in result.documents.changed for change in document.changes] == [
        "changed: mars-marketing/001 Accroche (line 1)"
    ]
    note = next(note for note in result.thesaurus.definitions if note.entry == "mars-marketing/001")
    assert not note.quoted

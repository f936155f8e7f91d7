"""What the repository promises of itself: layers, own words, style, types, and what a clone needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT, need
from glosskos.locator import data_dir, find_records, queries_dir


def tool(name: str) -> str:
    path = Path(sys.executable).parent / name
    need(path.exists(), name)
    return str(path)


@pytest.mark.parametrize(
    "command",
    [["lint-imports"], ["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["layers", "lint", "format", "types"],
)
def test_the_tools_have_nothing_to_say(command):
    done = subprocess.run([tool(command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_sentence_of_the_documents_is_here(documents):
    done = subprocess.run(
        [str(documents.parent / "tools" / "own-words"), str(ROOT)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "0 places share a run of 9 words with the documents")


def test_no_restatement_shares_nine_words_with_the_documents_however_apostrophes_are_read(documents, thesaurus):
    # The tool drops typographic apostrophes; here « l’appel » is two words, which finds more.
    from glosskos.text import runs, shared_runs

    printed = {run for path in documents.glob("0*.txt") for run in runs(path.read_text(encoding="utf-8"))}
    assert printed
    texts = {entry.id: " ".join(entry.restatements.values()) for entry in thesaurus.entries.values()}
    texts |= {
        slug: " ".join([*card.definition.values(), *card.divergence.values()])
        for slug, card in thesaurus.concepts.items()
    }
    shared = {name: found for name, text in texts.items() if (found := shared_runs(text, printed))}
    assert shared == {}


def test_every_schema_and_the_context_are_json():
    for path in [*(ROOT / "ontology" / "schema").glob("*.json"), ROOT / "ontology" / "context.jsonld"]:
        assert json.loads(path.read_text(encoding="utf-8"))


def test_every_dependency_says_what_it_is_for():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    for name in project["dependencies"]:
        assert re.search(rf'"{re.escape(name)}", +# \w', text), name


def test_records_are_found_where_the_user_says_then_here_then_in_the_package(tmp_path, records):
    assert find_records(here=tmp_path).found == "the package"
    assert find_records(here=records.parent).found == "./ontology"
    assert find_records(records).found == "--records"
    assert (data_dir() / "ontology" / "scheme.yaml").is_file()
    assert (queries_dir() / "quality").is_dir()


def test_data_in_the_installed_package_comes_first(tmp_path, monkeypatch):
    from glosskos import locator

    (tmp_path / "data").mkdir()
    monkeypatch.setattr(locator, "_PACKAGE", tmp_path)
    assert locator.data_dir() == tmp_path / "data"


def test_the_wheel_carries_records_shapes_and_queries(tmp_path):
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--no-deps",
            "--no-build-isolation",
            "-q",
            "-w",
            str(tmp_path),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    import zipfile

    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "scheme.yaml",
        "concepts/indicateur.yaml",
        "sources/sitel.yaml",
        "shapes/skos.ttl",
        "schema/concepts.json",
        "context.jsonld",
    ):
        assert f"glosskos/data/ontology/{part}" in names
    assert any(name.startswith("glosskos/data/queries/quality/") for name in names)
    assert "glosskos/py.typed" in names
    assert {
        path.relative_to(ROOT / "build").as_posix()
        for path in (ROOT / "build" / "glosskos" / "site").rglob("*.*")
        if path.suffix != ".pyc"
    } <= set(names)


def test_modules_keep_to_a_size_that_reads_well():
    long = {
        path.name: n
        for path in (ROOT / "build").rglob("*.py")
        if (n := path.read_text(encoding="utf-8").count("\n")) > 400
    }
    assert long == {}


def test_the_readme_has_the_figures_of_the_thesaurus(thesaurus):
    from glosskos.figures import figures

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    printed = text[text.index("<!-- figures -->\n") + len("<!-- figures -->\n") : text.index("<!-- /figures -->")]
    assert printed == figures(thesaurus)


def test_the_readme_and_ci_run_the_same_test_command():
    command = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith(command)


def test_every_command_of_the_readme_exists():
    from glosskos.cli import _commands

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {name for name, _ in _commands()}
    used = set(re.findall(r"`glosskos ([a-z-]+)", text))
    assert used and used <= known
    assert known <= used


def test_the_python_of_the_readme_runs(tmp_path):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.findall(r"```python\n(.*?)```", text, re.S)
    assert code
    subprocess.run([sys.executable, "-m", "glosskos", "build"], cwd=tmp_path, check=True, capture_output=True)
    for snippet in code:
        done = subprocess.run([sys.executable, "-c", snippet], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.strip()

"""``glosskos diff`` as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from conftest import RECORDS
from glosskos import cli

OLD = RECORDS / "thesaurus.ttl"


@pytest.fixture
def new(tmp_path):
    path = tmp_path / "new.ttl"
    text = OLD.read_text(encoding="utf-8")
    assert '"accroche commerciale"@fr' in text
    path.write_text(text.replace('"accroche commerciale"@fr', '"accroche de vente"@fr'), encoding="utf-8")
    return path


def test_the_same_gives_0_and_differences_give_1(new, capsys):
    assert cli.main(["diff", str(OLD), str(OLD)]) == 0
    assert "Aucune différence" in capsys.readouterr().out
    assert cli.main(["diff", str(OLD), str(new)]) == 1
    out, err = capsys.readouterr()
    assert "autre libellé : [-accroche commerciale-], {+accroche de vente+}" in out and err == ""


def test_every_format(new, capsys):
    for options, start in (
        (["--format", "md"], "# "),
        (["--format", "json"], "{"),
        (["--format", "catalog"], "{"),
        (["--changelog"], "## 0.1.1 – "),
        (["--lang", "en"], str(OLD)),
    ):
        assert cli.main(["diff", str(OLD), str(new), *options]) == 1
        assert capsys.readouterr().out.startswith(start), options
    cli.main(["diff", str(OLD), str(new), "--format", "catalog"])
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert change["op"] == "upsert" and change["fields"] == ["altLabel"]


def test_what_cannot_be_compared_is_said_in_a_line(tmp_path, capsys):
    for name, text in (("x.docx", "x"), ("broken.ttl", "<a> <b"), ("none.ttl", "<http://a> <http://b> <http://c> .")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert cli.main(["diff", str(OLD), str(tmp_path / name)]) == 2
        out, err = capsys.readouterr()
        assert out == "" and err.startswith("glosskos diff: ") and err.count("\n") == 1 and name in err
    assert cli.main(["diff", str(tmp_path / "missing.ttl"), str(OLD)]) == 2
    assert "No such file" in capsys.readouterr().err
    assert cli.main(["diff", "-", "-"]) == 2
    assert "once only" in capsys.readouterr().err
    for call in (["diff", str(OLD)], ["diff", str(OLD), str(OLD), "--format", "md", "--changelog"]):
        with pytest.raises(SystemExit):
            cli.main(call)


def test_the_bytes_do_not_hang_on_the_process(new):
    def output(seed: str, form: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "glosskos", "diff", str(OLD), str(new), "--format", form]
        return subprocess.run(command, env=environment, capture_output=True, check=False).stdout

    for form in ("text", "json", "catalog"):
        assert output("1", form) == output("2", form) != b""


def test_the_standard_input_is_a_side_too(new):
    command = [sys.executable, "-m", "glosskos", "diff", "-", str(new), "--format", "json"]
    with OLD.open("rb") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and json.loads(done.stdout)["counts"] == {"label": 1}, done.stderr

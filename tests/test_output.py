"""The output folder is exchanged whole, or not at all."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from glosskos import output
from glosskos.errors import TargetError
from glosskos.output import MANIFEST, check_target, exchanged, sha256


def fill(folder: Path, text: str) -> None:
    (folder / "a.txt").write_text(text)
    (folder / MANIFEST).write_text(json.dumps({"generator": "glosskos 0", "files": {"a.txt": {}}}))


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_a_new_folder_then_a_replaced_one(tmp_path):
    target = tmp_path / "deep" / "dist"
    for text in ("one", "two"):
        with exchanged(target) as work:
            fill(work, text)
            assert work.parent == target.parent
        assert (target / "a.txt").read_text() == text
    assert left_over(target.parent) == []


def test_an_error_leaves_the_old_folder_and_nothing_else(tmp_path):
    target = tmp_path / "dist"
    with exchanged(target) as work:
        fill(work, "old")
    with pytest.raises(RuntimeError), exchanged(target) as work:
        fill(work, "new")
        raise RuntimeError
    assert (target / "a.txt").read_text() == "old"
    assert left_over(tmp_path) == []


def test_an_empty_folder_may_be_filled(tmp_path):
    with exchanged(tmp_path) as work:
        fill(work, "x")
    assert (tmp_path / "a.txt").read_text() == "x"


@pytest.mark.parametrize("content", [None, "not json", "[1]", json.dumps({"generator": "other 1"})])
def test_a_folder_of_somebody_else_is_never_replaced(tmp_path, content):
    (tmp_path / "mine.txt").write_text("precious")
    if content is not None:
        (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(TargetError, match="has not made"):
        check_target(tmp_path)


def test_files_added_to_an_output_are_not_lost(tmp_path):
    with exchanged(tmp_path / "dist") as work:
        fill(work, "x")
    (tmp_path / "dist" / "notes.txt").write_text("precious")
    with pytest.raises(TargetError, match=r"notes\.txt"), exchanged(tmp_path / "dist"):
        raise AssertionError("never entered")
    assert (tmp_path / "dist" / "notes.txt").read_text() == "precious"


def test_a_file_or_a_broken_link_is_no_target(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(TargetError, match="a file"):
        check_target(tmp_path / "file")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(TargetError, match="broken symbolic link"):
        check_target(tmp_path / "link")


def test_a_parent_that_is_a_file(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(TargetError, match="cannot be written"), exchanged(tmp_path / "file" / "dist"):
        raise AssertionError("never entered")


def test_a_target_behind_a_link_keeps_the_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with exchanged(tmp_path / "link") as work:
        fill(work, "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_text() == "x"


def test_without_an_exchange_of_names_two_renames_do(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "other")
    for text in ("one", "two"):
        with exchanged(tmp_path / "dist") as work:
            fill(work, text)
    assert (tmp_path / "dist" / "a.txt").read_text() == "two"
    assert left_over(tmp_path) == []


def test_a_second_rename_that_fails_puts_the_old_folder_back(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "other")
    with exchanged(tmp_path / "dist") as work:
        fill(work, "old")
    real = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if ".glosskos-" in self.name and not self.name.endswith("-old"):
            raise OSError(5, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(TargetError, match="Input/output error"), exchanged(tmp_path / "dist") as work:
        fill(work, "new")
    assert (tmp_path / "dist" / "a.txt").read_text() == "old"


def test_an_output_moved_aside_by_a_killed_run_comes_back(tmp_path):
    aside = tmp_path / ".dist.glosskos-abc-old"
    aside.mkdir()
    fill(aside, "old")
    half = tmp_path / ".dist.glosskos-abc"
    half.mkdir()
    output._clear(tmp_path / "dist")
    assert (tmp_path / "dist" / "a.txt").read_text() == "old"
    assert left_over(tmp_path) == []


def test_another_run_that_still_writes_is_left_alone(tmp_path):
    with exchanged(tmp_path / "dist") as first:
        fill(first, "first")
        with exchanged(tmp_path / "dist") as second:
            fill(second, "second")
        assert (first / "a.txt").read_text() == "first"
    assert (tmp_path / "dist" / "a.txt").read_text() == "first"


def test_a_killed_run_leaves_the_old_output_and_the_next_clears_up(tmp_path):
    target = tmp_path / "dist"
    with exchanged(target) as work:
        fill(work, "old")
    code = (
        "import sys, time; from pathlib import Path; from glosskos.output import exchanged\n"
        "with exchanged(Path(sys.argv[1])) as work:\n"
        "    (work / 'a.txt').write_text('half'); print('ready', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert (target / "a.txt").read_text() == "old"
    assert len(left_over(tmp_path)) == 1
    with exchanged(target) as work:
        fill(work, "new")
    assert (target / "a.txt").read_text() == "new"
    assert left_over(tmp_path) == []


def test_the_exchange_is_one_step(tmp_path):
    if not sys.platform.startswith("linux"):
        pytest.skip("renameat2 is Linux's")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "x").write_text("a")
    assert output._exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b" / "x").read_text() == "a"
    assert not output._exchange(tmp_path / "a", tmp_path / "nowhere")


def test_sha256_of_a_file(tmp_path):
    (tmp_path / "x").write_bytes(b"abc")
    assert sha256(tmp_path / "x") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_others_may_read_the_output(tmp_path):
    with exchanged(tmp_path / "dist") as work:
        fill(work, "x")
    assert (tmp_path / "dist").stat().st_mode & 0o777 == 0o755

"""What a file would need is known before it is read."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from glosskos import capacity
from glosskos.capacity import TooLarge, available, check_capacity, check_room, needed


def test_need_grows_with_size_packing_and_work():
    assert needed(10**9, "TURTLE") > needed(10**9, "N_TRIPLES") > 10**9
    assert needed(10**9, "TURTLE", packed=True) > 5 * needed(10**9, "TURTLE")
    assert needed(10**9, None, work=2) > needed(10**9, None)
    assert needed(0, "TURTLE") == needed(0, "RDF_XML") > 0


def test_what_is_available_is_the_least_of_all_bounds(monkeypatch):
    for name, value in (("_machine", 5), ("_group", 7), ("_own", 6)):
        monkeypatch.setattr(capacity, name, lambda value=value: value)
    assert available() == 5


def test_a_file_that_does_not_fit_is_told_with_both_figures(tmp_path, monkeypatch):
    path = tmp_path / "a.ttl"
    with path.open("wb") as file:
        file.truncate(3 * 10**9)  # a hole: it takes no place
    monkeypatch.setattr(capacity, "available", lambda: 2 * 10**9)
    with pytest.raises(TooLarge) as error:
        check_capacity(path, "TURTLE", instead="take another way")
    assert str(error.value) == (
        f"{path}: 3.0 GB, would need about 21.1 GB of memory, and 2.0 GB are available; take another way"
    )
    check_capacity(path, "TURTLE", work=0.01)
    check_capacity(tmp_path / "none.ttl", "TURTLE")


def test_the_bound_of_the_shell_counts():
    # In a process of its own, because the bound cannot be raised again.
    code = (
        "import resource; from glosskos.capacity import available\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31)); print(available())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) <= 1 << 31
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 1 << 31


def test_commands_say_so_before_they_begin(tmp_path, capsys, monkeypatch):
    from glosskos.cli import main

    path = tmp_path / "large.ttl"
    with path.open("wb") as file:
        file.truncate(10**12)
    for command in (["convert", str(path)], ["infer", str(path)], ["validate", str(path)]):
        assert main(command) == 2
        said = capsys.readouterr().err
        assert "1000.0 GB, would need about" in said and "are available" in said and said.count("\n") == 1


def test_what_was_read_and_cannot_be_checked_in_the_rest_is_told(monkeypatch):
    monkeypatch.setattr(capacity, "available", lambda: 10**9)
    check_room("a.ttl", 1_000_000, 100_000)
    with pytest.raises(TooLarge) as error:
        check_room("a.ttl", 3_000_000, 1_000_000)
    assert str(error.value) == (
        "a.ttl: 3,000,000 statements about 1,000,000 concepts; checking them would need about 3.5 GB of memory, and 1.0 GB are available"
    )


def test_validate_asks_for_room_after_it_has_read(tmp_path, capsys, monkeypatch):
    from glosskos.cli import main

    path = tmp_path / "a.ttl"
    path.write_text("@prefix s: <http://www.w3.org/2004/02/skos/core#> . <http://e/a> a s:Concept .", encoding="utf-8")
    rooms = iter((10**10, 100))
    monkeypatch.setattr(capacity, "available", lambda: next(rooms))
    assert main(["validate", str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"glosskos validate: {path}: 1 statements about 1 concepts; checking")

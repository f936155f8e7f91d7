"""Ctrl-C stops at once, also while native code works; the status is 130, and nothing half-written is left."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from glosskos.interrupts import attended

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

PROGRAM = """
import sys, hashlib
from glosskos.interrupts import attended
print("ready", flush=True)
try:
    attended(lambda: hashlib.pbkdf2_hmac("sha256", b"x", b"y", 200_000_000))  # a minute of native code that lets others run
except KeyboardInterrupt:
    print("seen", flush=True)
    sys.exit(130)
"""


def started(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_native_work_is_interrupted(tmp_path):
    process = started([sys.executable, "-c", PROGRAM], tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(0.3)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"seen\n", b"")
    assert time.monotonic() - begun < 10  # of the minute that it would take


def test_what_the_work_gives_and_raises_comes_back():
    assert attended(lambda: 3) == 3
    with pytest.raises(ZeroDivisionError):
        attended(lambda: 1 // 0)


def test_in_another_thread_it_is_done_there():
    there: list[bool] = []
    thread = threading.Thread(target=lambda: there.append(attended(threading.current_thread) is thread))
    thread.start()
    thread.join()
    assert there == [True]


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    import synthetic

    path = tmp_path_factory.mktemp("large") / "large.ttl"
    path.write_text("".join(synthetic.turtle(10_000)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("call", "waits"),
    [
        (["validate", "large.ttl", "--engine", "shacl"], (0.8, 1.3, 1.9, 2.6)), (["validate", "large.ttl", "--engine", "pyshacl"], (3,)),
        (["infer", "large.ttl", "--out", "out.ttl"], (0.6, 1.2)), (["convert", "large.ttl", "--out", "out.rdf"], (0.6, 1.0)), (["build", "--out", "dist"], (0.5, 1.2)),
    ],
    ids=["shacl", "pyshacl", "infer", "convert", "build"],
)  # fmt: skip
def test_a_command_is_interrupted_at_any_moment(large, tmp_path, call, waits):
    (tmp_path / "large.ttl").symlink_to(large)
    for name in ("out.ttl", "out.rdf"):
        (tmp_path / name).write_text("old")
    for wait in waits:
        process = started([sys.executable, "-m", "glosskos", *call], tmp_path)
        time.sleep(wait)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        if process.returncode in (0, 1) or b" bytes, " in err:
            break  # it was done before, and has said so
        assert time.monotonic() - begun < 10
        if b"Traceback" not in err:  # else Python itself was not there yet
            assert (process.returncode, err) == (
                130,
                f"glosskos {call[0]}: interrupted; nothing was written\n".encode(),
            )
        assert sorted(each.name for each in tmp_path.iterdir()) == ["large.ttl", "out.rdf", "out.ttl"]
        assert {(tmp_path / name).read_text() for name in ("out.ttl", "out.rdf")} == {"old"}

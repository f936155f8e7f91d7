"""Real triple stores for tests: an oxigraph server (PyPI) and Virtuoso 7 (Debian), started on loopback, ended with the tests.

The fixtures ``oxigraph_server`` and ``virtuoso`` (``conftest.py``) give a :class:`Store` for the whole run; ``start_oxigraph`` and
``start_virtuoso`` give one of a test's own, to be killed and started again. A server goes when its ``with`` block is left, and when the
test run is killed: the kernel ends it with its parent.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from conftest import need

# Ends the program with the test run, even if that is killed (PR_SET_PDEATHSIG is 1; on other systems the group is ended by `ended`).
_LAUNCH = """
import os, signal, sys
if sys.platform == "linux":
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
os.execv(sys.argv[1], sys.argv[1:])
"""
_START_SECONDS = 120.0  # a cold Virtuoso on a busy machine takes long; nobody waits for it where it is quick


@dataclass(frozen=True)
class Store:
    """A running store.

    :param base: the URL a user would give to ``glosskos publish``
    :param auth: ``none`` or ``digest``: what writing wants
    :param folder: where it keeps its data and its log
    """

    name: str
    base: str
    query_url: str
    update_url: str
    store_url: str
    auth: str
    user: str
    password: str
    folder: Path
    process: subprocess.Popen[bytes]

    def load(self, triples: Iterable[tuple[str, str, str]] | str, graph: str) -> None:
        """Replace a graph by triples (terms as N-Triples writes them) or by N-Triples text; plainly, without our own client."""
        text = triples if isinstance(triples, str) else "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
        url = f"{self.store_url}?graph={quote(graph, safe='')}"
        headers = {"Content-Type": "application/n-triples" if self.auth == "none" else "text/turtle"}
        request = urllib.request.Request(url, text.encode(), headers, method="PUT")
        if self.auth == "digest":
            request.add_unredirected_header("Authorization", self._digest(request))
        with self.opener().open(request, timeout=120) as answer:
            assert answer.status in (200, 201, 204), answer.status

    def _digest(self, request: urllib.request.Request) -> str:
        """Give the answer to the store's challenge, asked for without a body: it hangs up on a body that nobody has signed."""
        try:
            empty = urllib.request.Request(request.full_url, b"", dict(request.headers), method="PUT")
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(empty, timeout=120).close()
        except urllib.error.HTTPError as error:
            with error:
                asked = urllib.request.parse_http_list(error.headers["WWW-Authenticate"].partition(" ")[2])
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, self.base, self.user, self.password)
        handler = urllib.request.HTTPDigestAuthHandler(passwords)
        return f"Digest {handler.get_authorization(request, urllib.request.parse_keqv_list(asked))}"

    def opener(self) -> urllib.request.OpenerDirector:
        """Give an opener that knows the password."""
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, self.base, self.user, self.password)
        return urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPDigestAuthHandler(passwords)
        )

    def kill(self) -> None:
        """Kill it at once, as a loss of power would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str) -> str | None:
    """Find a program beside the interpreter, then on the path."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


@contextlib.contextmanager
def running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in a process group of its own, its output in ``folder``; its group is ended when the block is left."""
    with (folder / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


def wait_for(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until a URL answers at all."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, (folder / "output.txt").read_text(errors="replace")[-2000:]
        try:
            opener.open(url, timeout=10).close()
            return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer within {_START_SECONDS:.0f} s")


@contextlib.contextmanager
def start_oxigraph(folder: Path | None = None, port: int = 0, read_only: bool = False) -> Iterator[Store]:
    """Start an oxigraph server on a folder (which may hold data already)."""
    command = program("oxigraph")
    need(command, "the oxigraph server (pip install oxigraph)")
    with _folder(folder) as place:
        port = port or free_port()
        serve = "serve-read-only" if read_only else "serve"
        data = place / "data"
        with running([str(command), serve, "--location", str(data), "--bind", f"127.0.0.1:{port}"], place) as process:
            base = f"http://127.0.0.1:{port}"
            wait_for(f"{base}/query?query=ASK%7B%7D", process, place)
            yield Store(
                "oxigraph", base, f"{base}/query", f"{base}/update", f"{base}/store", "none", "", "", place, process
            )


@contextlib.contextmanager
def start_virtuoso(folder: Path | None = None, ports: tuple[int, int] = (0, 0)) -> Iterator[Store]:
    """Start Virtuoso on a folder, with a user who may write (Digest)."""
    command, isql = program("virtuoso-t"), program("isql-vt")
    need(command and isql, "Virtuoso (apt-get install virtuoso-opensource-7-bin)")
    with _folder(folder) as place:
        sql, http = ports[0] or free_port(), ports[1] or free_port()
        ini = place / "virtuoso.ini"
        ini.write_text(_VIRTUOSO_INI.format(folder=place, sql=sql, http=http), encoding="utf-8")
        new = not (place / "virtuoso.db").exists()
        (place / "virtuoso.lck").unlink(missing_ok=True)
        with running([str(command), "+foreground", "+configfile", str(ini)], place) as process:
            base = f"http://127.0.0.1:{http}"
            wait_for(f"{base}/sparql?query=ASK%7B%7D", process, place)
            if new:
                _virtuoso_user(str(isql), sql)
            yield Store(
                "Virtuoso",
                base,
                f"{base}/sparql",
                f"{base}/sparql-auth",
                f"{base}/sparql-graph-crud-auth",
                "digest",
                "publisher",
                "a secret of the tests",
                place,
                process,
            )


def _virtuoso_user(isql: str, port: int) -> None:
    """Make the user who publishes."""
    statements = "DB.DBA.USER_CREATE('publisher', 'a secret of the tests'); GRANT SPARQL_UPDATE TO publisher;"
    done = subprocess.run(
        [isql, f"127.0.0.1:{port}", "dba", "dba", "ERRORS=STDOUT", f"EXEC={statements}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0 and "Error" not in done.stdout, done.stdout + done.stderr


@contextlib.contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="glosskos-store-", ignore_cleanup_errors=True) as made:
        yield Path(made)


# Loopback in both sections: without it Virtuoso listens on every interface.
_VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 0
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
ThreadsPerQuery = 2
MaxQueryMem = 200M
DirsAllowed = .
CaseMode = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
MaxKeepAlives = 8
KeepAliveTimeout = 10
Charset = UTF-8

[Replication]
ServerName = db
ServerEnable = 0

[SPARQL]
ResultSetMaxRows = 10000
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""

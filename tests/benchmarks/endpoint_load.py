"""Load on a SPARQL endpoint, on loopback and bounded: many clients that ask, and some that mean harm.

``python tests/benchmarks/endpoint_load.py [--seconds 20] [--clients 50] [--peers] [--write]`` starts ``glosskos serve``, and with
``--peers`` an oxigraph server and rdflib-endpoint with the same data, asks each the same, and prints a Markdown table; ``--write`` puts
it into RESULTS.md between its marks.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
PREFIXES = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX euvoc: <http://publications.europa.eu/ontology/euvoc#> "
)
BASE = "https://w3id.org/relation-client/concept/"
SLUGS = ("attrition", "net-promoter-score", "gestion-de-la-relation-client", "centre-d-appels", "client", "canal")

CARD = "SELECT ?p ?o WHERE { <%s> ?p ?o } ORDER BY ?p ?o"
LABELS = (
    PREFIXES + "SELECT ?c ?l WHERE { ?c skos:broader <%s> ; skos:prefLabel ?l FILTER(lang(?l)='fr') } ORDER BY STR(?c)"
)
NOTES = (
    PREFIXES
    + "SELECT ?n ?v WHERE { <%s> euvoc:xlDefinition ?n . ?n <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> ?v } ORDER BY STR(?n)"
)
COUNT = PREFIXES + "SELECT (COUNT(?c) AS ?n) WHERE { ?c skos:broaderTransitive <%s> }"
GOOD = (CARD, LABELS, NOTES, COUNT)

HOSTILE = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    PREFIXES
    + "SELECT (COUNT(*) AS ?n) WHERE { ?a (skos:broader|skos:narrower|skos:related)* ?b . ?b (skos:related|skos:broader)* ?c }",
    "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }",
    "SELECT ?a (GROUP_CONCAT(?y) AS ?all) WHERE { ?a ?b ?c . ?d ?e ?y } GROUP BY ?a",
    "SELECT * WHERE { ?s ?p",
)


@dataclass
class Tally:
    """What came of one kind of client: times of good answers in seconds, statuses, failures."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def percentile(self, share: float) -> float:
        """Give a percentile of the times, in milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


class Client:
    """One connection, kept alive, that speaks just enough HTTP/1.1."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request; give status and body."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader and self.writer
        try:
            self.writer.write(request)
            await self.writer.drain()
            head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
            status = int(head.split(None, 2)[1])
            body = await self._body(head)
            if b"connection: close" in head:
                self.close()
            return status, body
        except BaseException:
            self.close()
            raise

    async def _body(self, head: bytes) -> bytes:
        assert self.reader
        if b"transfer-encoding: chunked" in head:
            parts = []
            while size := int((await self.reader.readline()).split(b";")[0], 16):
                parts.append(await self.reader.readexactly(size))
                await self.reader.readline()
            await self.reader.readline()
            return b"".join(parts)
        for line in head.split(b"\r\n"):
            if line.startswith(b"content-length:"):
                return await self.reader.readexactly(int(line.split(b":")[1]))
        return b""

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()
            self.writer = None


def get(path: str, query: str) -> bytes:
    """Give a GET request with a query."""
    return (
        f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: application/sparql-results+json\r\n\r\n"
    ).encode()


def post(path: str, body: bytes) -> bytes:
    """Give a POST request with a query as it is."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def good_client(port: int, path: str, until: float, tally: Tally, chance: random.Random) -> None:
    """Ask good queries one after another; each must be answered with rows."""
    client = Client(port)
    while time.monotonic() < until:
        query = chance.choice(GOOD) % (BASE + chance.choice(SLUGS))
        begun = time.perf_counter()
        try:
            status, body = await client.ask(get(path, query))
        except (OSError, asyncio.IncompleteReadError) as error:
            tally.failures[type(error).__name__] += 1
            continue
        tally.times.append(time.perf_counter() - begun)
        tally.statuses[str(status)] += 1
        if status != 200 or b'"bindings"' not in body:
            tally.failures[f"{status} {body[:80]!r}"] += 1
    client.close()


async def hostile_client(port: int, path: str, until: float, tally: Tally, chance: random.Random) -> None:
    """Do harm one way after another: queries that never end, each in words of its own, large bodies, slow senders and takers."""
    while time.monotonic() < until:
        client = Client(port)
        kind = chance.randrange(8)
        try:
            async with asyncio.timeout(max(0.1, until - time.monotonic()) + 1):
                if kind < 5:
                    status, _ = await client.ask(get(path, f"{HOSTILE[kind]} # {chance.random()}"))
                    tally.statuses[str(status)] += 1
                elif kind == 5:
                    status, _ = await client.ask(post(path, b"#" * 10_000_000))
                    tally.statuses[str(status)] += 1
                elif kind == 6:
                    await _slow_sender(port, until)
                    tally.statuses["slow sender"] += 1
                else:
                    await _slow_taker(port, path, until)
                    tally.statuses["slow taker"] += 1
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            tally.statuses[type(error).__name__] += 1
        client.close()


async def _slow_sender(port: int, until: float) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for byte in b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: l":
            if time.monotonic() > until:
                break
            writer.write(bytes([byte]))
            await asyncio.sleep(0.2)
    finally:
        writer.close()


async def _slow_taker(port: int, path: str, until: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    writer.write(get(path, f"SELECT * WHERE {{ ?s ?p ?o }} # {random.random()}"))
    try:
        while time.monotonic() < until:
            if not await reader.read(512):
                break
            await asyncio.sleep(0.05)
    finally:
        writer.close()


async def load(port: int, path: str, seconds: float, clients: int, hostile: int) -> tuple[Tally, Tally]:
    """Let clients, some of them hostile, ask for some seconds."""
    until = time.monotonic() + seconds
    good, bad = Tally(), Tally()
    chances = [random.Random(number) for number in range(clients)]
    await asyncio.gather(
        *(hostile_client(port, path, until, bad, chance) for chance in chances[:hostile]),
        *(good_client(port, path, until, good, chance) for chance in chances[hostile:]),
    )
    await asyncio.sleep(0.1)  # what was closed is closed before its loop is
    return good, bad


def free_port() -> int:
    """Give a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    """Run a server until the block ends; give its process id when it listens."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                break
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {process.returncode}")
            time.sleep(0.05)
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def memory_of(pid: int) -> float:
    """Give the memory of a process and of all below it in MB, what they share counted once (proportional set size)."""
    total = 0
    for each in _family(pid):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


def _family(pid: int) -> set[int]:
    found = {pid}
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found |= _family(int(child))
    return found


def servers(folder: Path, peers: bool) -> dict[str, tuple[Callable[[int], list[str]], str]]:
    """Give the servers to measure: how each is started at a port, and the path of its endpoint."""
    data = folder / "all.nt"
    from glosskos import load as load_vocabulary
    from glosskos.terms import to_ntriples

    data.write_text(to_ntriples(load_vocabulary(records=ROOT / "ontology").triples), encoding="utf-8")
    python = sys.executable
    found: dict[str, tuple[Callable[[int], list[str]], str]] = {
        "glosskos serve": (
            lambda port: [python, "-m", "glosskos", "serve", "--records", str(ROOT / "ontology"), "--port", str(port)],
            "/sparql",
        )
    }
    if not peers:
        return found
    oxigraph = shutil.which("oxigraph", path=str(Path(python).parent)) or shutil.which("oxigraph")
    if oxigraph:
        store = folder / "store"
        subprocess.run(
            [oxigraph, "load", "--location", str(store), "--file", str(data)], check=True, capture_output=True
        )
        found["oxigraph serve"] = (
            lambda port: [oxigraph, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"],
            "/query",
        )
    endpoint = ROOT / ".clients" / "rdflib-endpoint" / "bin" / "rdflib-endpoint"
    if endpoint.exists():
        found["rdflib-endpoint"] = (lambda port: [str(endpoint), "serve", "--port", str(port), str(data)], "/")
    return found


@dataclass
class Measured:
    """What came of one run: the clients' tallies, and the server's memory in MB (0 where it has ended)."""

    clients: int
    hostile: int
    seconds: float
    good: Tally
    bad: Tally
    before: float
    after: float

    def row(self, label: str) -> str:
        """Give it as a row of the table."""
        times = self.good.times or [float("nan")]
        after = f"{self.after:.0f}" if self.after else "ended"
        return (
            f"| {label} | {self.clients} | {self.hostile} | {len(self.good.times)} | {len(self.good.times) / self.seconds:.0f} "
            f"| {sum(self.good.failures.values())} | {1000 * statistics.median(times):.1f} | {self.good.percentile(0.99):.1f} "
            f"| {self.before:.0f} → {after} |"
        )


def in_loop(work: Coroutine[Any, Any, tuple[Tally, Tally]]) -> tuple[Tally, Tally]:
    """Run to the end in a loop of its own, in a thread of its own: the caller's may have a loop (Playwright's tests leave one)."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def measure(command: Callable[[int], list[str]], path: str, seconds: float, clients: int, hostile: int) -> Measured:
    """Run one server under load: a quarter of the time to warm it, then the whole."""
    port = free_port()
    with running(command(port), port) as pid:
        in_loop(load(port, path, seconds / 4, clients, hostile))
        before = memory_of(pid)
        good, bad = in_loop(load(port, path, seconds, clients, hostile))
        time.sleep(1)
        return Measured(clients, hostile, seconds, good, bad, before, memory_of(pid))


def main() -> None:
    """Measure and print."""
    from importlib.metadata import version

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--hostile", type=int, default=20)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for label, (command, path) in servers(Path(name), options.peers).items():
            for hostile in (0, options.hostile):
                measured = measure(command, path, options.seconds, options.clients, hostile)
                rows.append(measured.row(label))
                print(rows[-1], dict(measured.bad.statuses), measured.good.failures.most_common(3), file=sys.stderr)
    names = ("pyoxigraph", "starlette", "uvicorn", "httptools", "oxigraph")
    about = f"Python {platform.python_version()}, {os.cpu_count()} cores, {options.seconds:g} s each; " + ", ".join(
        f"{name} {version(name)}" for name in names
    )
    text = "\n".join([about, "", HEAD, *rows])
    print(text)
    if options.write:
        put(text)


HEAD = """| server | clients | hostile | good answers | a second | lost | median ms | 99th percentile ms | memory MB, after warming → at the end |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"""
RESULTS = Path(__file__).with_name("RESULTS.md")
MARKS = ("<!-- endpoint -->\n", "<!-- /endpoint -->")


def put(text: str) -> None:
    """Put the table into RESULTS.md between its marks."""
    old = RESULTS.read_text(encoding="utf-8")
    begin, end = old.index(MARKS[0]) + len(MARKS[0]), old.index(MARKS[1])
    RESULTS.write_text(f"{old[:begin]}\n{text}\n\n{old[end:]}", encoding="utf-8")


if __name__ == "__main__":
    main()

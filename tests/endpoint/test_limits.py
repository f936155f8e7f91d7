"""Limits that hold: a hostile query costs its sender an error and nobody else anything; nothing is left behind."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from serving import serving

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PATHS = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT (COUNT(*) AS ?n) "
    "{ ?a (skos:broader|skos:narrower|skos:related)* ?b . ?b (skos:related|skos:broader)* ?c . ?c (skos:related)* ?d }"
)
LARGE = "SELECT (GROUP_CONCAT(?long) AS ?all) { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?a),STR(?b),STR(?c),STR(?d),STR(?e),STR(?f)) AS ?long) }"


@pytest.fixture(scope="module")
def bounded(records):
    with serving("--records", str(records), "--time-limit", "2", "--memory", "100", "--max-rows", "1000") as running:
        yield running


def children(pid: int) -> set[int]:
    found = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found |= {int(child)} | children(int(child))
    return found


def workers(pid: int) -> list[int]:
    """Give the processes below one that may open no file."""
    limits = {child: Path(f"/proc/{child}/limits").read_text() for child in children(pid)}
    return [child for child, text in limits.items() if "Max open files            0 " in text]


@pytest.mark.parametrize("query", [ENDLESS, PATHS])
def test_the_time_limit_holds(bounded, query):
    begun = time.monotonic()
    answer = bounded.sparql(query)
    assert (answer.status, answer.json["title"]) == (503, "time limit")
    assert answer.headers["retry-after"]
    assert time.monotonic() - begun < 30


def test_the_row_limit_holds(bounded):
    answer = bounded.sparql("SELECT * { ?s ?p ?o }")
    assert (answer.status, answer.json["title"]) == (400, "too many rows") and "1,000" in answer.json["detail"]
    assert bounded.sparql("CONSTRUCT WHERE { ?s ?p ?o }").status == 400
    assert len(bounded.sparql("SELECT * { ?s ?p ?o } LIMIT 1000").json["results"]["bindings"]) == 1000


def test_the_memory_limit_holds(records):
    with serving("--records", str(records), "--time-limit", "60", "--memory", "100") as server:
        answer = server.sparql(LARGE)
        assert (answer.status, answer.json["title"]) == (503, "memory limit")
        assert server.sparql("ASK {}").status == 200
        assert 'outcome="memory limit"' in server.get("/metrics").text


def test_a_worker_can_open_nothing(server):
    """The kernel refuses a worker new files, so no fault of a library lets a query read or call anything."""
    for _ in range(100):  # they bound themselves when they begin
        if len(workers(server.process.pid)) >= 2:
            return
        time.sleep(0.1)
    raise AssertionError("no worker without files")


def test_the_others_are_served_while_hostile_queries_run(bounded):
    """Sixteen that never end, in words of their own; those who ask little are answered all the while."""
    statuses: list[int] = []

    def harm(number: int) -> None:
        statuses.append(bounded.sparql(f"{ENDLESS} # {number}").status)

    threads = [threading.Thread(target=harm, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    answered = 0
    while any(thread.is_alive() for thread in threads):
        assert bounded.get("/concept/attrition", Accept="text/turtle").status == 200
        answered += 1
    for thread in threads:
        thread.join()
    assert statuses == [503] * 16
    assert answered > 20


def test_a_query_known_as_slow_waits_its_turn_and_is_answered(bounded):
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?b ?f FILTER(STRLEN(STR(?a)) = 3) } # slow"
    first = bounded.sparql(slow)
    again = bounded.sparql(slow)
    assert first.status == again.status
    assert first.body == again.body or first.status == 503


def test_a_body_that_is_too_large_is_refused(bounded):
    answer = bounded.request("POST", "/sparql", b"", Content_Type="application/sparql-query", Content_Length="10000000")
    assert (answer.status, answer.json["title"]) == (413, "too large")
    connection = socket.create_connection(("127.0.0.1", bounded.port), 10)
    connection.sendall(
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    got = b""
    try:
        for _ in range(40):
            connection.sendall(b"10000\r\n" + b"#" * 0x10000 + b"\r\n")
        got = connection.recv(1000)
    except OSError:
        got = b"HTTP/1.1 413"  # hung up on while sending
    assert got.startswith(b"HTTP/1.1 413")
    connection.close()


def test_slow_senders_are_hung_up_on(records):
    code = (
        "import sys; from pathlib import Path; from glosskos.endpoint.limits import Limits; from glosskos.endpoint.dataset import Origin\n"
        "from glosskos.endpoint.server import serve\n"
        "serve(Origin('records', Path(sys.argv[1])), port=0, limits=Limits(body_seconds=1), ready=lambda address, _: print(address, flush=True))\n"
    )
    with contextlib.ExitStack() as stack:
        process = stack.enter_context(
            subprocess.Popen([sys.executable, "-c", code, str(records)], stdout=subprocess.PIPE, text=True)
        )
        stack.callback(process.terminate)
        assert process.stdout
        port = int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
        silent, partial, body = (
            stack.enter_context(socket.create_connection(("127.0.0.1", port), 20)) for _ in range(3)
        )
        partial.sendall(b"GET /health HTTP/1.1\r\nHo")
        body.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\nAS"
        )
        assert body.recv(100).startswith(b"HTTP/1.1 408")
        for connection in (silent, partial):
            with contextlib.suppress(ConnectionResetError):
                assert connection.recv(100) == b""
        whole = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        stack.callback(whole.close)
        for _ in range(2):  # an idle connection that is kept alive is not hung up on that soon
            whole.request("GET", "/health")
            assert whole.getresponse().read()
            time.sleep(1.5)


def test_who_asks_and_goes_ends_the_query(records):
    with serving("--records", str(records), "--time-limit", "60") as server:
        for number in range(3):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=0.5)
            with pytest.raises(TimeoutError):
                connection.request(
                    "GET",
                    "/sparql?query="
                    + ENDLESS.replace(" ", "+").replace("{", "%7B").replace("}", "%7D")
                    + f"%23{number}",
                )
                connection.getresponse()
            connection.close()
        busy = None
        for _ in range(100):
            busy = [pid for pid in children(server.process.pid) if os.getpriority(os.PRIO_PROCESS, pid) == 19]
            if not busy:
                break
            time.sleep(0.1)
        assert busy == []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_it_ends(records, end):
    with serving("--records", str(records), "--time-limit", "3") as server:
        thread = threading.Thread(target=lambda: _ask(server))
        thread.start()
        time.sleep(0.5)
        family = children(server.process.pid)
        assert len(family) >= 3
        server.process.send_signal(end)
        server.process.wait(20)
        thread.join()
        for _ in range(150):
            if not any(_alive(pid) for pid in family):
                break
            time.sleep(0.1)
        assert [pid for pid in family if _alive(pid)] == []
        assert server.process.returncode == (-signal.SIGKILL if end == signal.SIGKILL else 0)


def _ask(server) -> None:
    with contextlib.suppress(OSError):
        server.sparql(ENDLESS)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_that_is_killed_costs_no_good_request(server):
    for _ in range(3):
        for pid in workers(server.process.pid):
            os.kill(pid, signal.SIGKILL)
        for _ in range(5):
            assert server.sparql("ASK {}").json["boolean"] is True


def test_headers_without_end_are_hung_up_on(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n")
        with contextlib.suppress(ConnectionError):
            for number in range(100_000):
                client.sendall(b"X-%d: %s\r\n" % (number, b"y" * 1000))
            raise AssertionError("100 MB of headers were taken")
    assert server.get("/health").status == 200


def test_a_server_that_can_have_no_more_workers_ends_and_says_so(records):
    with serving("--records", str(records)) as server:
        (nursery,) = (
            int(pid)
            for pid in Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
        )
        os.kill(nursery, signal.SIGKILL)
        assert server.process.wait(30) == 2
        assert server.process.stderr
        assert "the process that forks workers has ended" in server.process.stderr.read()


def test_ctrl_c_while_the_data_are_loaded_ends_at_once(tmp_path):
    os.mkfifo(tmp_path / "never.ttl")
    process = subprocess.Popen(
        [sys.executable, "-m", "glosskos", "serve", "--port", "0", "--data", str(tmp_path / "never.ttl")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        with (tmp_path / "never.ttl").open("w"):  # opens when it is being read
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=20)
        assert process.returncode == 130 and "Traceback" not in told
    finally:
        process.kill()


def test_one_port_is_one_servers(records):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "glosskos", "serve", "--records", str(records), "--port", str(port)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        deadline = time.monotonic() + 60
        while all(each.poll() is None for each in both) and time.monotonic() < deadline:
            time.sleep(0.05)
        (loser,) = (each for each in both if each.poll() is not None)
        assert loser.returncode == 2 and loser.stderr
        assert loser.stderr.read().endswith(f"cannot listen at 127.0.0.1 port {port}: Address already in use\n")
    finally:
        for each in both:
            each.kill()
            each.communicate()

"""Publishing while everything fails: on the real store, the old graph stands afterwards or the new one, never a mix; run again, it is done.

A proxy between client and store breaks one request after the other. What stands is asked of the store itself, behind the proxy.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from glosskos.errors import GlosskosError
from glosskos.publish import Outcome, PublishError, Urls, find_store, of_file, publish
from glosskos.publish.content import content_of
from glosskos.remote import Credentials, Endpoint
from glosskos.terms import parse_rdf
from proxy import Proxy, Seen, proxied
from stores import free_port, start_oxigraph, start_virtuoso
from test_publish import CHANGED, HEAD, PASSWORD, SMALL, endpoint_of, graph_of, staging_graphs, write

GRAPH = "http://example.org/graph/faults"


class Stage:
    """One store, an old and a new content, and what stands."""

    def __init__(self, store, folder: Path, batch: int = 400, clean: bool = True) -> None:
        self.store, self.folder, self.batch = store, folder, batch
        self.old = write(folder / "old.ttl", SMALL)
        self.new = write(folder / "new.ttl", CHANGED)
        self.behind = endpoint_of(store)
        for graph in [*staging_graphs(self.behind, GRAPH), f"<{GRAPH}>"] if clean else ():
            self.behind.update(f"DROP SILENT GRAPH {graph}")
        self.contents = {
            name: content_of(parse_rdf(path), folder, f"stage-{name}")
            for name, path in (("old", self.old), ("new", self.new))
        }

    def reset(self) -> None:
        self.behind.put(GRAPH, HEAD.encode() + self.old.read_bytes())
        assert self.stands() == "old"

    def stands(self) -> str:
        there = graph_of(self.behind, GRAPH, self.folder)
        return next((name for name, content in self.contents.items() if content.same(there)), "a mix")

    def through(self, proxy: Proxy, timeout: float = 30.0) -> Outcome:
        who = Credentials(self.store.user, self.store.password) if self.store.user else Credentials(scheme="none")
        endpoint = find_store(proxy.base, Urls(), who, timeout)[1]
        try:
            return publish(of_file(self.new), endpoint, GRAPH, batch=self.batch)
        finally:
            endpoint.close()


@pytest.fixture(params=["oxigraph_server", "virtuoso"])
def stage(request, tmp_path) -> Stage:
    return Stage(request.getfixturevalue(request.param), tmp_path)


@pytest.fixture
def oxigraph(oxigraph_server, tmp_path) -> Stage:
    return Stage(oxigraph_server, tmp_path)


def requests_of_a_publish(stage: Stage) -> list[Seen]:
    stage.reset()
    with proxied(stage.store.base) as proxy:
        assert stage.through(proxy).published
        return proxy.seen


def test_a_failure_at_any_request_leaves_the_old_graph_or_the_new_one(stage):
    steps = requests_of_a_publish(stage)
    assert sum(step.is_move for step in steps) == 1 and sum(step.is_upload for step in steps) > 1
    moved = next(step.number for step in steps if step.is_move)
    for harm in ("reset", "500", "lost", "cut") if stage.store.auth == "none" else ("500", "lost"):
        for step in steps:
            stage.reset()
            told = ""
            with proxied(
                stage.store.base, harm=lambda seen, at=step.number, what=harm: what if seen.number == at else None
            ) as proxy:
                try:
                    stage.through(proxy)
                except GlosskosError as error:
                    told = str(error)
            standing = stage.stands()
            where = f"{harm} at {step.number} {step.method} {step.text[:80]}: {told}"
            assert standing in ("old", "new"), where
            assert standing == "old" or step.number >= moved or not told, where
            if "the old graph stands" in told:
                assert standing == "old", where
            if not told:
                assert standing == "new", where
            assert "\n" not in told, where
            with proxied(stage.store.base) as proxy:
                again = stage.through(proxy)
            assert stage.stands() == "new" and again.published == (standing == "old"), where
            assert staging_graphs(stage.behind, GRAPH) == [], where


def test_the_error_says_which_graph_stands_and_what_to_do(stage):
    for harm, says in (
        ("500", r"500: the server failed the update.*; the old graph stands \(9 triples\); run the command again$"),
        (
            "reset",
            r"ended the connection during the update.*; the old graph stands \(9 triples\); run the command again$",
        ),
    ):
        stage.reset()
        with (
            proxied(stage.store.base, harm=lambda seen, what=harm: what if seen.is_move else None) as proxy,
            pytest.raises(PublishError, match=says),
        ):
            stage.through(proxy)
        assert stage.stands() == "old"


def test_an_exchange_whose_answer_is_lost_is_seen_to_be_done(stage):
    stage.reset()
    with proxied(stage.store.base, harm=lambda seen: "lost" if seen.is_move else None) as proxy:
        outcome = stage.through(proxy)
    assert outcome.published and stage.stands() == "new"
    assert "the store did not say that it was done" in outcome.notes[0]


def test_where_the_store_is_gone_after_the_exchange_nothing_is_claimed(oxigraph):
    oxigraph.reset()
    gone = threading.Event()

    def harm(seen: Seen) -> str | None:
        if seen.is_move:
            gone.set()
            return "lost"
        return "reset" if gone.is_set() else None

    with proxied(oxigraph.store.base, harm=harm) as proxy, pytest.raises(PublishError) as told:
        oxigraph.through(proxy)
    assert "could not be seen" in str(told.value) and "run the command again" in str(told.value)
    assert oxigraph.stands() == "new"


def test_a_slow_exchange_is_waited_for(oxigraph):
    oxigraph.reset()

    def harm(seen: Seen) -> str | None:
        return "wait" if seen.is_move else None

    with proxied(oxigraph.store.base, harm=harm) as proxy:
        threading.Thread(target=lambda: (proxy.reached.wait(30), threading.Event().wait(1.5), proxy.go.set())).start()
        outcome = oxigraph.through(proxy, timeout=1.0)
    assert outcome.published and oxigraph.stands() == "new"
    oxigraph.reset()
    with (
        proxied(oxigraph.store.base, harm=harm) as proxy,
        pytest.raises(PublishError, match="unless the store is still at it"),
    ):
        oxigraph.through(proxy, timeout=0.3)


def test_a_count_that_is_no_count_is_not_believed(stage):
    steps = requests_of_a_publish(stage)
    counts = [step.number for step in steps if "COUNT(*)" in step.text]
    assert len(counts) >= 4
    for at in counts:
        stage.reset()
        told = ""
        with proxied(stage.store.base, harm=lambda seen, at=at: "lie" if seen.number == at else None) as proxy:
            try:
                stage.through(proxy)
            except GlosskosError as error:
                told = str(error)
        assert "the store counts" in told or stage.stands() == "new", told
        assert stage.stands() in ("old", "new")
        with proxied(stage.store.base) as proxy:
            stage.through(proxy)
        assert stage.stands() == "new" and staging_graphs(stage.behind, GRAPH) == []


def test_a_store_that_takes_little_at_once_is_given_less(oxigraph, tmp_path):
    big = write(tmp_path / "big.ttl", SMALL + "".join(f':a :note "{i} {"x" * 500}" .\n' for i in range(300)))
    sizes = []

    def harm(seen: Seen) -> str | None:
        if seen.is_upload:
            sizes.append(len(seen.body))
        return "413" if seen.is_upload and len(seen.body) > 40_000 else None

    with proxied(oxigraph.store.base, harm=harm) as proxy:
        endpoint = endpoint_of(oxigraph.store, proxy.base)
        outcome = publish(of_file(big), endpoint, GRAPH)
        assert outcome.published and outcome.triples == 309
        assert max(sizes) > 100_000 and sum(size <= 40_000 for size in sizes) >= 4
        with pytest.raises(
            PublishError, match=r"413: more than the server takes at once.*the longest triple there has"
        ):
            publish(of_file(write(tmp_path / "long.ttl", SMALL + f':a :note "{"x" * 150_000}" .')), endpoint, GRAPH)


# What is killed


def client(base: str, data: Path, *more: str, user: str = "") -> subprocess.Popen[str]:
    who = ["--user", user, "--password-env", PASSWORD] if user else []
    command = [sys.executable, "-m", "glosskos", "publish", base, "--data", str(data), "--graph", GRAPH, *who, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed_at(stage: Stage, at) -> list[Seen]:
    """Kill the client at a request that the proxy holds back, and then lets go or not."""
    stage.reset()
    os.environ[PASSWORD] = stage.store.password
    with proxied(stage.store.base, harm=lambda seen: "wait" if at(seen) else None) as proxy:
        child = client(proxy.base, stage.new, "--batch", "1", user=stage.store.user)
        assert proxy.reached.wait(60), child.communicate()
        child.send_signal(signal.SIGKILL)
        child.communicate(timeout=30)
        assert child.returncode == -signal.SIGKILL
        proxy.harm = lambda _: "reset"
        seen = list(proxy.seen)
        proxy.target = "http://127.0.0.1:9"  # what was held back never comes through
        return seen


def test_a_client_killed_before_the_exchange_is_taken_up_by_the_next(stage):
    killed_at(stage, lambda seen: seen.is_move)
    assert stage.stands() == "old" and len(staging_graphs(stage.behind, GRAPH)) == 1
    with proxied(stage.store.base) as proxy:
        outcome = stage.through(proxy)
        assert outcome.published and outcome.resumed
        assert not any(seen.is_upload for seen in proxy.seen)  # nothing is sent twice
    assert stage.stands() == "new" and staging_graphs(stage.behind, GRAPH) == []


@pytest.mark.parametrize("at_the_exchange", [False, True], ids=["while it sends", "in the exchange"])
def test_a_client_that_is_interrupted_says_what_stands(at_the_exchange, oxigraph):
    def at(seen: Seen) -> bool:
        return seen.is_move if at_the_exchange else seen.is_upload

    oxigraph.reset()
    with proxied(oxigraph.store.base, harm=lambda seen: "wait" if at(seen) else None) as proxy:
        child = client(proxy.base, oxigraph.new)
        assert proxy.reached.wait(60)
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=30)
        proxy.target = "http://127.0.0.1:9"
    assert child.returncode == 130 and said.count("\n") == 1
    assert ("interrupted in the exchange" if at_the_exchange else "the old graph stands (9 triples)") in said
    assert oxigraph.stands() == "old"


def test_what_a_killed_client_sent_in_part_is_cleared(oxigraph):
    big = HEAD + ":s a skos:ConceptScheme .\n" + "".join(f':a :note "{i} {"x" * 500}" .\n' for i in range(20))
    oxigraph.new = write(oxigraph.folder / "big.ttl", big)
    oxigraph.contents["new"] = content_of(parse_rdf(oxigraph.new), oxigraph.folder, "stage-big")
    uploads = []

    def third(seen: Seen) -> bool:
        uploads.extend([seen] if seen.is_upload else [])
        return seen.is_upload and len(uploads) == 3

    killed_at(oxigraph, third)
    (left,) = staging_graphs(oxigraph.behind, GRAPH)
    assert 0 < oxigraph.behind.count(left[1:-1]) < 21 and oxigraph.stands() == "old"
    # the next run has other content: what is left of this one is cleared, and said
    oxigraph.new, big_file = write(oxigraph.folder / "new.ttl", CHANGED), oxigraph.new
    oxigraph.contents["new"] = content_of(parse_rdf(oxigraph.new), oxigraph.folder, "stage-new")
    with proxied(oxigraph.store.base) as proxy:
        outcome = oxigraph.through(proxy)
    assert outcome.notes == (f"cleared what an interrupted run had left: {left}",)
    assert staging_graphs(oxigraph.behind, GRAPH) == [] and oxigraph.stands() == "new"
    # and with the same content, what is there in part is not believed
    oxigraph.behind.post(left[1:-1], b"<urn:a> <urn:b> <urn:c> .")
    outcome = publish(of_file(big_file), oxigraph.behind, GRAPH)
    assert outcome.published and not outcome.resumed and outcome.triples == 21


def test_a_server_killed_during_the_upload(tmp_path):
    port = free_port()
    with start_oxigraph(tmp_path / "store", port) as store:
        stage = Stage(store, tmp_path)
        stage.reset()
        uploads = []

        def harm(seen: Seen) -> str | None:
            uploads.extend([seen] if seen.is_upload else [])
            if len(uploads) == 3:
                store.kill()
                return "reset"
            return None

        with proxied(store.base, harm=harm) as proxy, pytest.raises(PublishError, match="the old graph stands"):
            stage.through(proxy)
    with start_oxigraph(tmp_path / "store", port) as store:
        stage = Stage(store, tmp_path, clean=False)
        assert stage.stands() == "old"
        with proxied(store.base) as proxy:
            assert stage.through(proxy).published
        assert stage.stands() == "new" and staging_graphs(stage.behind, GRAPH) == []


def test_virtuoso_killed_during_the_exchange(tmp_path):
    ports = (free_port(), free_port())
    old = write(tmp_path / "old.nt", "".join(f'<urn:s{i}> <urn:p> "old {i}" .\n' for i in range(6000)))
    new = write(tmp_path / "new.nt", "".join(f'<urn:s{i}> <urn:p> "new {i}" .\n' for i in range(6000)))  # slow to move
    contents = {path.stem: content_of(parse_rdf(path), tmp_path, f"is-{path.stem}") for path in (old, new)}

    def stands(endpoint: Endpoint) -> str:
        there = graph_of(endpoint, GRAPH, tmp_path)
        return next((name for name, content in contents.items() if content.same(there)), f"a mix of {there.triples}")

    with start_virtuoso(tmp_path / "store", ports) as store:
        publish(of_file(old), endpoint_of(store), GRAPH)
        checkpoint = ["isql-vt", f"127.0.0.1:{ports[0]}", "dba", "dba", "EXEC=checkpoint;"]
        subprocess.run(checkpoint, check=True, capture_output=True, timeout=60)

        def harm(seen: Seen) -> str | None:
            if seen.is_move:
                threading.Timer(0.4, store.kill).start()
            return None

        with (
            proxied(store.base, harm=harm) as proxy,
            pytest.raises(PublishError, match=r"could not be seen.*run the command again"),
        ):
            publish(of_file(new), endpoint_of(store, proxy.base), GRAPH)
    with start_virtuoso(tmp_path / "store", ports) as store:
        endpoint = endpoint_of(store)
        assert stands(endpoint) in ("old", "new")
        publish(of_file(new), endpoint, GRAPH)
        assert stands(endpoint) == "new" and staging_graphs(endpoint, GRAPH) == []


def test_someone_else_who_writes_is_not_overlooked(oxigraph):
    oxigraph.reset()

    def harm(seen: Seen) -> str | None:
        if seen.is_move:  # between our last look and the exchange
            (beside,) = staging_graphs(oxigraph.behind, GRAPH)
            oxigraph.behind.post(beside[1:-1], b"<urn:other> <urn:other> <urn:other> .")
        return None

    with (
        proxied(oxigraph.store.base, harm=harm) as proxy,
        pytest.raises(PublishError, match=r"neither the old graph nor the new one.*run the command again"),
    ):
        oxigraph.through(proxy)
    assert re.fullmatch(r"a mix", oxigraph.stands())
    with proxied(oxigraph.store.base) as proxy:
        oxigraph.through(proxy)
    assert oxigraph.stands() == "new"

"""The stores that other tests use: they answer, keep what they are given, and are gone when their block is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from conftest import ROOT
from stores import start_oxigraph

TRIPLES = [("<urn:a>", "<urn:b>", '"é"@fr'), ("<urn:a>", "<urn:b>", "<urn:c>")]


def rows(store, graph):
    query = f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} ORDER BY str(?o)"
    with store.opener().open(
        f"{store.query_url}?{urlencode({'query': query, 'format': 'json'})}", timeout=60
    ) as answer:
        return [row["o"]["value"] for row in json.load(answer)["results"]["bindings"]]


@pytest.mark.parametrize("name", ["oxigraph_server", "virtuoso"])
def test_a_store_keeps_what_it_is_given(name, request):
    store = request.getfixturevalue(name)
    store.load(TRIPLES, "urn:test:stores")
    assert rows(store, "urn:test:stores") == ["urn:c", "é"]
    store.load(TRIPLES[:1], "urn:test:stores")
    assert rows(store, "urn:test:stores") == ["é"]


def test_a_store_killed_and_started_again_has_its_data(tmp_path):
    with start_oxigraph(tmp_path) as store:
        store.load(TRIPLES, "urn:g")
        store.kill()
    with start_oxigraph(tmp_path) as store:
        assert rows(store, "urn:g") == ["urn:c", "é"]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
def test_a_store_goes_when_the_test_run_is_killed(tmp_path):
    code = (
        "import sys, time; sys.path.insert(0, 'tests')\n"
        "from pathlib import Path; from stores import start_oxigraph\n"
        "with start_oxigraph(Path(sys.argv[1])) as store: print(store.process.pid, flush=True); time.sleep(600)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    pid = int(run.stdout.readline())
    run.kill()
    run.wait()
    run.stdout.close()
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if (stat := Path(f"/proc/{pid}/stat")).exists() and stat.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    raise AssertionError("the server outlived its test run")

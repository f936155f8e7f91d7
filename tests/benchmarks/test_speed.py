"""Ratios between whole processes measured in one run; no absolute time can fail on a busy machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from measure import measure, table


@pytest.mark.benchmark
def test_ratios_beside_the_peers(capsys):
    figures = measure(4)
    cpu = {figure.name.split(" (")[0]: figure.best for figure in figures}
    memory = {figure.name.split(" (")[0]: figure.memory for figure in figures}
    with capsys.disabled():
        print(f"\n{table(figures)}")
    own = cpu["thesaurus.ttl → closure → Turtle"]
    assert cpu["skosify"] > 5 * own
    assert cpu["rdflib + owlrl + pyshacl"] > 40 * own
    # Reading the records and writing eight files costs less than what skosify takes for one.
    assert cpu["records → closure → data files"] < cpu["skosify"]
    assert cpu["glosskos --help"] < cpu["records → closure → data files"]
    assert max(memory[name] for name in memory if "glosskos" in name or "→" in name) < 200

"""Ratios between whole processes measured in one run; no absolute time can fail on a busy machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from measure import measure, run, table


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
    assert max(memory[name] for name in memory if "glosskos" in name or "→" in name) < 150


def test_memory_is_that_of_the_command_and_not_of_who_measures_it():
    held = bytearray(b"x" * 200_000_000)
    _, memory = run([sys.executable, "-c", "pass"])
    assert memory < 60 and len(held) == 200_000_000
    with pytest.raises(RuntimeError, match="ended with 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"])


@pytest.mark.benchmark
def test_time_and_memory_grow_with_the_file_and_no_faster(tmp_path):
    import scale
    import synthetic

    rows = {}
    for size in (500, 4000):
        file = tmp_path / f"{size}.ttl"
        file.write_text("".join(synthetic.turtle(size)), encoding="utf-8")
        every = scale.commands(file, tmp_path)
        rows[size] = scale._best(every[scale.OURS], 2)
    skosify, _ = scale._best(every[scale.SKOSIFY], 1)
    assert rows[4000][0] < 8 * 1.2 * rows[500][0]  # at most linear, and a fifth for a busy machine
    assert rows[4000][1] < 8 * rows[500][1]
    assert skosify > 2.5 * rows[4000][0]  # which closes and writes one file only


def test_the_section_of_the_results_is_put_between_its_marks(tmp_path):
    import scale

    rows = [scale.Row(scale.OURS, size, cpu, 50.0) for size, cpu in ((0, 0.2), (1_000, 0.3), (100_000, 30.0))]
    rows += [scale.Row(scale.SKOSIFY, 1_000, 3.0, 40.0), scale.Row(scale.SHACL, 1_000, 0.01, 40.0), scale.Row(scale.PYSHACL, 1_000, 1.0, 40.0)]  # fmt: skip
    text = scale.section(rows)
    assert "| 1,000 | skosify | 3.00 | 10.0 | 40 |" in text and "to the power of 1.00" in text and "100 times" in text
    results = tmp_path / "RESULTS.md"
    results.write_text("# Results\n\n<!-- endpoint -->\nkept\n<!-- /endpoint -->\n", encoding="utf-8")
    for _ in range(2):
        scale.put(text, results)
    assert results.read_text(encoding="utf-8").count("skosify | 3.00") == 1
    assert "kept" in results.read_text(encoding="utf-8")
    import xml.etree.ElementTree as Tree

    drawn = Tree.fromstring(scale.plot(rows))
    assert sum(each.tag.endswith("circle") for each in drawn.iter()) == 2 * 3 + 3

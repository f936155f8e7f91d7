"""The site's speed in little: the harness measures what it says, pages are small, and building grows with the vocabulary only."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from conftest import RECORDS, need

sys.path.insert(0, str(Path(__file__).parent))

import site_speed
from measure import run

LARGEST = 40  # kB before shared assets


def user(figures: dict[str, float]) -> float:
    """Give the CPU time that does not depend on the file system."""
    return figures["site, CPU s"] - figures["  of which system s"]


@pytest.mark.benchmark
def test_building_the_site_beside_a_peer_and_against_size(tmp_path, capsys):
    real = min((site_speed.built(0, tmp_path / f"real-{turn}") for turn in range(3)), key=user)
    small, large = (
        min((site_speed.built(size, tmp_path / f"{size}-{turn}" / "dist") for turn in range(2)), key=user)
        for size in (500, 2000)
    )
    skosify = shutil.which("skosify", path=str(Path(sys.executable).parent))
    need(skosify, "skosify")
    peer = min(run([skosify, str(RECORDS / "thesaurus.ttl"), "-o", str(tmp_path / "out.ttl")])[0] for _ in range(3))
    with capsys.disabled():
        print(
            f"\nsite {user(real):.2f} s, skosify {peer:.2f} s; 500 concepts {user(small):.2f} s, 2,000 {user(large):.2f} s"
        )
    # All pages, downloads and data of the thesaurus take less than twice what one Turtle file takes to be closed there.
    assert user(real) < 2 * peer
    assert user(large) < 4 * 1.3 * user(small)
    assert large["memory added, MB"] < 8 * max(small["memory added, MB"], 10)


@pytest.mark.benchmark
def test_the_harness_measures_in_a_real_browser(tmp_path, chromium):
    del chromium  # where there is none, this test is left out by name
    site_speed.built(0, tmp_path / "dist")
    kinds = site_speed.page_sizes(tmp_path / "dist" / "site")
    assert {"concept", "index", "compare", "queries", "tree", "a-z"} <= {kind for kind, *_ in kinds}
    assert sum(count for _, count, *_ in kinds) == len(list((tmp_path / "dist" / "site").rglob("*.html")))
    assert all(largest <= LARGEST for *_, largest in kinds)
    found = _in_a_process_of_its_own(tmp_path / "dist")
    assert all(f"| {name} |" in found for name in ("home: first paint", "search: key to answers on the screen", "queries: second query, Run to rows", "picture: from coming into view to drawn"))  # fmt: skip
    assert found.count("\n|") == 2 + 14


def _in_a_process_of_its_own(folder: Path) -> str:
    """Give the table of one run; Playwright, which the other tests use too, runs once in a process."""
    import subprocess

    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import site_speed; from pathlib import Path\n"
        "seen = site_speed.in_browser(Path(sys.argv[2]), ('churn', 'detracteur'), 1)\n"
        "assert all(len(times) == 1 and times[0] > 0 for times in seen.searches.values())\n"
        "assert all(value > 0 for values in seen.samples.taken.values() for value in values)\n"
        "print('\\n' + site_speed.table(seen.samples.taken))\n"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(folder)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def test_the_section_of_the_results_is_put_between_its_marks(tmp_path):
    results = tmp_path / "RESULTS.md"
    results.write_text("# Results\n\n<!-- scale -->\nkept\n<!-- /scale -->\n", encoding="utf-8")
    text = site_speed.section([site_speed.table({"home: first paint": [100.0, 300.0, 120.0]})], 3, 0.5)
    for _ in range(2):
        site_speed.put(text, results)
    found = results.read_text(encoding="utf-8")
    assert found.count("| home: first paint | 120 | 300 | 3 |") == 1
    assert "3 runs; 0.5 other processes" in found
    assert "kept" in found and found.count("## The site") == 1

"""Measure whole processes, peers beside us in one run: ``python tests/benchmarks/measure.py [--runs N]``.

CPU time (user and system) and peak memory come from the operating system's account of each finished process. Absolute figures
depend on the machine and what else it does; the ratios within one run are what counts. The figures are printed as a Markdown table.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / "ontology"

_LOAD = "from pathlib import Path; from glosskos.thesaurus import load_thesaurus; from glosskos.pipeline import graphs_of, write_data\n"

# Records, closure, and the five syntaxes: no pyshacl, catalogs or site.
DATA = (
    _LOAD + "import sys, tempfile\n"
    "thesaurus = load_thesaurus(Path(sys.argv[1])); graphs = graphs_of(thesaurus)\n"
    "with tempfile.TemporaryDirectory() as folder:\n"
    "    write_data(graphs, Path(folder), thesaurus.scheme.base)\n"
)

# The job that skosify does: read Turtle, close it, write Turtle.
TURTLE = (
    "import sys; from pathlib import Path\n"
    "from glosskos.closure import close; from glosskos.collector import paused\n"
    "from glosskos.namespaces import PREFIXES; from glosskos.syntax import write; from glosskos.terms import parse_rdf\n"
    "with paused():\n"
    "    triples = list(parse_rdf(Path(sys.argv[1])))\n"
    "    write(Path(sys.argv[2]), [(*triple, '') for triple in [*triples, *close(triples)]], PREFIXES)\n"
)

# The same with the reference parts: rdflib reads and writes, owlrl closes, pyshacl validates.
REFERENCE = (
    "import sys; from rdflib import Graph; import owlrl; from pyshacl import validate\n"
    "from glosskos.verify import AXIOMS; from pathlib import Path\n"
    "graph = Graph().parse(sys.argv[1]).parse(data=AXIOMS, format='turtle')\n"
    "owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)\n"
    "shapes = Graph()\n"
    "for path in Path(sys.argv[3]).glob('*.ttl'): shapes.parse(path)\n"
    "validate(graph, shacl_graph=shapes, inference='none', inplace=True)\n"
    "graph.serialize(sys.argv[2], format='turtle')\n"
)


@dataclass(frozen=True)
class Figure:
    """CPU seconds and peak memory in megabytes of one command.

    :param cpu: the median of all runs, to quote
    :param best: the least of all runs, which a busy machine disturbs least, to compare
    """

    name: str
    cpu: float
    best: float
    memory: float


# Starts a command and tells what it took. A process of its own, and a small one: a command that is started takes over the peak of who
# started it (Linux keeps it over exec), so that under a whole test run every command would seem as large as that.
_STARTER = (
    "import os, sys\n"
    "null = os.open(os.devnull, os.O_WRONLY)\n"
    "pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])\n"
    "_, status, usage = os.wait4(pid, 0)\n"
    "print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)\n"
)


def plain_environment() -> dict[str, str]:
    """Give the environment of what is measured: no coverage in there; and our modules are compiled once, as pip has done for the peers'."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("COV") and name != "PYTHONDONTWRITEBYTECODE"
    }


def run(command: list[str]) -> tuple[float, float]:
    """Run one command to its end; give its CPU seconds and peak memory in MB."""
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *command]
    told = subprocess.run(starter, env=plain_environment(), stdout=subprocess.PIPE, text=True, check=True).stdout
    status, cpu, memory = (float(each) for each in told.split())
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {status:.0f}")
    return cpu, memory / 1024


def commands(folder: Path) -> dict[str, list[str]]:
    """Give the commands to measure; ``folder`` is for what they write."""
    python = sys.executable
    turtle, out = str(RECORDS / "thesaurus.ttl"), str(folder / "out.ttl")
    found = {
        "glosskos --help": [python, "-m", "glosskos", "--help"],
        "records → closure → data files": [python, "-c", DATA, str(RECORDS)],
        "glosskos build (pyshacl on both graphs)": [
            python,
            "-m",
            "glosskos",
            "build",
            "--records",
            str(RECORDS),
            "--out",
            str(folder / "dist"),
        ],
        "thesaurus.ttl → closure → Turtle": [python, "-c", TURTLE, turtle, out],
    }
    skosify = shutil.which("skosify", path=str(Path(python).parent))
    if skosify:
        found["skosify (thesaurus.ttl → closure → Turtle)"] = [skosify, turtle, "-o", out]
    found["rdflib + owlrl + pyshacl (the same and SHACL)"] = [
        python,
        "-c",
        REFERENCE,
        turtle,
        out,
        str(RECORDS / "shapes"),
    ]
    return found


def measure(runs: int) -> list[Figure]:
    """Measure every command ``runs`` times in turn; the slow reference once."""
    with tempfile.TemporaryDirectory() as name:
        every = commands(Path(name))
        results: dict[str, list[tuple[float, float]]] = {label: [] for label in every}
        for turn in range(runs):
            for label, command in every.items():
                if turn == 0 or not label.startswith("rdflib"):
                    results[label].append(run(command))
    return [
        Figure(
            label,
            statistics.median(cpu for cpu, _ in found),
            min(cpu for cpu, _ in found),
            max(memory for _, memory in found),
        )
        for label, found in results.items()
    ]


def table(figures: list[Figure]) -> str:
    """Give the figures as a Markdown table, with each command's ratio to our own Turtle job."""
    own = next(figure.cpu for figure in figures if figure.name.startswith("thesaurus.ttl"))
    lines = ["| command | CPU s | ratio | peak MB |", "| --- | ---: | ---: | ---: |"]
    lines += [
        f"| {figure.name} | {figure.cpu:.2f} | {figure.cpu / own:.1f} | {figure.memory:.0f} |" for figure in figures
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the table, with the machine and versions it was measured on."""
    from importlib.metadata import version

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    names = ("pyoxigraph", "rdflib", "owlrl", "pyshacl", "skosify")
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, "
        + ", ".join(f"{name} {version(name)}" for name in names)
    )
    print()
    print(table(measure(options.runs)))


if __name__ == "__main__":
    main()

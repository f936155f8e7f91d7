"""Time and memory against size, peers beside us in one run: ``python tests/benchmarks/scale.py [--sizes 1000,10000] [--runs N]``.

Whole processes, CPU time and peak memory by the operating system's account. The table and the plot go into ``RESULTS.md`` and
``scale.svg`` beside it, between the marks ``<!-- scale -->``; other sections stay. A peer runs at the sizes that it can bear.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import synthetic
from measure import REFERENCE, ROOT, run

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
PLOT = HERE / "scale.svg"
MARKS = ("<!-- scale -->\n", "<!-- /scale -->")
REAL = ROOT / "ontology" / "thesaurus.ttl"
SHAPES = ROOT / "ontology" / "shapes"

OURS, SKOSIFY, REFERENCES = "glosskos", "skosify", "rdflib + owlrl + pyshacl"
SHACL, PYSHACL = "SHACL alone: shacl", "SHACL alone: pyshacl"
# The largest synthetic file that a peer is given: minutes, not hours.
BEARABLE = {OURS: 10**9, SKOSIFY: 10_000, REFERENCES: 300, SHACL: 10**9, PYSHACL: 1_000}

_SHAPES = (
    "import sys; from pathlib import Path; from glosskos.terms import parse_rdf; from glosskos.closure import close_for_checks\n"
    "from glosskos.validation.engines import ENGINES, shape_files, shapes_of\n"
    "graph = list(parse_rdf(Path(sys.argv[1]))); graph += close_for_checks(graph)\n"
)
_VALIDATE = _SHAPES + "sum(1 for _ in ENGINES[sys.argv[2]](graph, shapes_of(shape_files(['skos']))))\n"


@dataclass(frozen=True)
class Row:
    """One process.

    :param size: concepts
    :param cpu: seconds of CPU time, the least of the runs
    :param memory: peak resident memory in megabytes
    """

    name: str
    size: int
    cpu: float
    memory: float


def commands(file: Path, folder: Path) -> dict[str, list[str]]:
    """Give each contestant's command on one file."""
    python = sys.executable
    (folder / "skos").mkdir(exist_ok=True)
    shutil.copy(SHAPES / "skos.ttl", folder / "skos")
    found = {
        OURS: [python, str(HERE / "job.py"), str(file), str(folder)],
        REFERENCES: [python, "-c", REFERENCE, str(file), str(folder / "reference.ttl"), str(folder / "skos")],
    }
    skosify = shutil.which("skosify", path=str(Path(python).parent))
    if skosify:
        found[SKOSIFY] = [skosify, str(file), "-o", str(folder / "skosify.ttl")]
    return found


def _best(command: Sequence[str], runs: int) -> tuple[float, float]:
    results = [run(list(command)) for _ in range(runs)]
    return min(cpu for cpu, _ in results), max(memory for _, memory in results)


def shacl_alone(file: Path, size: int, runs: int) -> list[Row]:
    """Measure both engines on the closed graph; what the process takes to read and close it is taken off."""
    python = sys.executable
    empty, _ = _best([python, "-c", _SHAPES, str(file)], runs)
    found = []
    for name, engine in ((SHACL, "shacl"), (PYSHACL, "pyshacl")):
        cpu, memory = _best([python, "-c", _VALIDATE, str(file), engine], runs)
        found.append(Row(name, size, max(cpu - empty, 0.001), memory))
    return found


def measure(sizes: Sequence[int], runs: int, shacl_at: int = 1000) -> list[Row]:
    """Measure every contestant at every size that it can bear; the real thesaurus is size 0."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in (0, *sizes):
            file = REAL
            if size:
                file = folder / f"{size}.ttl"
                with file.open("w", encoding="utf-8", newline="\n") as out:
                    out.writelines(synthetic.turtle(size))
            turns = runs if size <= 10_000 else 1
            for label, command in commands(file, folder).items():
                if size <= BEARABLE[label]:
                    rows.append(Row(label, size, *_best(command, 1 if label == REFERENCES else turns)))
                    print(f"{label:26} {size:9,} {rows[-1].cpu:9.2f} s {rows[-1].memory:8.0f} MB", flush=True)
            if size == shacl_at:
                rows += shacl_alone(file, size, runs)
            if size:
                file.unlink()
    return rows


def exponent(rows: Sequence[Row], low: int = 1_000, high: int = 100_000) -> float | None:
    """Give the exponent of our CPU time between two sizes."""
    cpu = {row.size: row.cpu for row in rows if row.name == OURS}
    if low not in cpu or high not in cpu:
        return None
    return math.log(cpu[high] / cpu[low]) / math.log(high / low)


def table(rows: Sequence[Row]) -> str:
    """Give the figures as a Markdown table, each with its ratio to ours at the same size."""
    ours = {row.size: row.cpu for row in rows if row.name == OURS}
    lines = ["| concepts | | CPU s | times ours | peak MB |", "| ---: | --- | ---: | ---: | ---: |"]
    for row in sorted((row for row in rows if not row.name.startswith("SHACL")), key=lambda row: row.size):
        size = "the thesaurus" if not row.size else f"{row.size:,}"
        lines.append(f"| {size} | {row.name} | {row.cpu:.2f} | {row.cpu / ours[row.size]:.1f} | {row.memory:,.0f} |")
    return "\n".join(lines)


def section(rows: Sequence[Row]) -> str:
    """Give the whole section."""
    from importlib.metadata import version

    names = ("glosskos", "pyoxigraph", "shacl", "rdflib", "owlrl", "pyshacl", "skosify")
    alone = {row.name: row.cpu for row in rows if row.name.startswith("SHACL")}
    told = [
        "One job, the same for all sizes: parse Turtle, close, validate (engine `shacl`, the shapes of SKOS), write Turtle, N-Triples,",
        "RDF/XML and JSON-LD. skosify closes and writes Turtle only; rdflib + owlrl + pyshacl do not write the other three. Synthetic",
        "files (`synthetic.py`) have about 13.6 triples a concept, the thesaurus about 28. CPU time of whole processes, one run each",
        "beside the other (a million concepts in a run of its own); a busy machine moves the absolute figures, the ratios less.",
        "",
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; "
        + ", ".join(f"{name} {version(name)}" for name in names),
        "",
        table(rows),
        "",
    ]
    if (found := exponent(rows)) is not None:
        told += [f"CPU time grows with the size to the power of {found:.2f} from 1,000 to 100,000 concepts.", ""]
    if len(alone) == 2:
        told += [
            f"SHACL alone at 1,000 concepts, on the closed graph: shacl {alone[SHACL]:.3f} s, pyshacl {alone[PYSHACL]:.2f} s, "
            f"{alone[PYSHACL] / alone[SHACL]:.0f} times as much.",
            "",
        ]
    return "\n".join([*told, f"![Time and memory against size]({PLOT.name})"])


def plot(rows: Sequence[Row]) -> str:
    """Give CPU time and memory against size as SVG, both axes logarithmic."""
    rows = [row for row in rows if row.size and not row.name.startswith("SHACL")]
    colours = {OURS: "#0b5fa5", SKOSIFY: "#b5541c", REFERENCES: "#5b7f2b"}
    width, height, left, top = 380, 260, 60, 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * (width + 70)} {height + 110}" font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    sizes = [row.size for row in rows]
    low, high = math.log10(min(sizes)), math.log10(max(sizes)) or 1
    for panel, (title, unit) in enumerate((("CPU time", "s"), ("Peak memory", "MB"))):
        values = [row.memory if panel else row.cpu for row in rows]
        bottom, ceiling = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        shift = left + panel * (width + 70)

        def x(size: float, shift: float = shift) -> float:
            return shift + width * 0.9 * (math.log10(size) - low) / max(high - low, 0.1)

        def y(value: float, bottom: int = bottom, ceiling: int = ceiling) -> float:
            return top + height * (1 - (math.log10(value) - bottom) / max(ceiling - bottom, 1))

        parts.append(f'<text x="{shift}" y="20" font-weight="bold">{title} ({unit}) by number of concepts</text>')
        for power in range(bottom, ceiling + 1):
            at = y(10**power)
            parts.append(
                f'<line x1="{shift}" x2="{shift + width * 0.95:.0f}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>'
            )
            parts.append(f'<text x="{shift - 6}" y="{at + 4:.1f}" text-anchor="end">{10**power:g}</text>')
        for size in sorted(set(sizes)):
            parts.append(f'<text x="{x(size):.1f}" y="{top + height + 18}" text-anchor="middle">{size:,}</text>')
        for name, colour in colours.items():
            points = [(x(row.size), y(row.memory if panel else row.cpu)) for row in rows if row.name == name]
            line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
            parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>' for a, b in points]
    for number, (name, colour) in enumerate(colours.items()):
        at = left + number * 200
        parts.append(f'<circle cx="{at}" cy="{top + height + 50}" r="5" fill="{colour}"/>')
        parts.append(f'<text x="{at + 12}" y="{top + height + 54}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def put(text: str, path: Path = RESULTS) -> None:
    """Put the section into a file between its marks, at the end where it has none yet."""
    old = path.read_text(encoding="utf-8") if path.exists() else "# Results\n\n"
    if MARKS[0] not in old:
        old += f"## Size\n\n{MARKS[0]}{MARKS[1]}\n"
    begin, end = old.index(MARKS[0]) + len(MARKS[0]), old.index(MARKS[1])
    path.write_text(f"{old[:begin]}\n{text}\n\n{old[end:]}", encoding="utf-8")


def main() -> None:
    """Measure, write the section and the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="300,1000,10000,100000", help="numbers of concepts, with commas")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--add", nargs=4, action="append", default=[], metavar=("NAME", "SIZE", "CPU", "MB"), help="a row measured in a run of its own")  # fmt: skip
    options = parser.parse_args()
    rows = measure([int(each) for each in options.sizes.split(",")], options.runs)
    rows += [Row(name, int(size), float(cpu), float(memory)) for name, size, cpu, memory in options.add]
    PLOT.write_text(plot(rows), encoding="utf-8")
    put(section(rows))


if __name__ == "__main__":
    main()

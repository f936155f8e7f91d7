"""The site's speed: ``python tests/benchmarks/site_speed.py [--runs 5] [--concepts 10000,…] [--write]``.

Builds the site of the thesaurus, and with ``--concepts`` that of synthetic vocabularies (``synthetic.py``), serves each by
``glosskos serve`` and measures in a headless Chromium, every view in a context of its own, whose cache is empty. Prints medians and
worst of all runs; ``--write`` puts them into ``RESULTS.md`` between its marks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import synthetic
from measure import plain_environment, run

from serving import serving

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RESULTS = HERE / "RESULTS.md"
MARKS = ("<!-- site -->\n", "<!-- /site -->")

# What is typed on the home page: (all but the last key, the last key). Acronyms, French, English, typing errors, one and two letters.
QUERIES = (
    "churn", "GRC", "detracteur", "centre d'appel", "Service Level Agreement", "attritoin", "net promotter", "c", "cr", "sat",
    "relation client", "customer satisfaction", "fidélité d", "DÉTRACTEURS", "g.r.c.", "numero vert", "taux de reponse", "script dappel",
    "how a customer feels", "zzzzqqqq",
)  # fmt: skip
# The same for a synthetic vocabulary, whose words are its own.
SYNTHETIC = (
    "segment", "camp", "indicateur babe", "babe indicator", "indicatuer", "messgae cadi", "c", "ba", "bab", "parcours fe", "journey",
    "suivre une relation", "measure what an exchange", "CONTRAT", "contrats", "offer, ga", "abonnement di", "preparer decision", "canal x",
    "zzzzqqqq",
)  # fmt: skip

_FIRST_VIEW = """() => { const [view] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return {paint: paint?.startTime ?? null, ready: view.domContentLoadedEventEnd, loaded: view.loadEventEnd}; }"""

# From the key's own time stamp to the list being changed, and to the frame after it.
_WATCH_SEARCH = """() => { const list = document.querySelector('#suggestions'); let pressed = 0;
  addEventListener('keydown', (event) => { pressed = event.timeStamp; window.measured = null; }, true);
  new MutationObserver(() => { if (!pressed) return; const [from, answered] = [pressed, performance.now()]; pressed = 0;
    requestAnimationFrame(() => { const channel = new MessageChannel();
      channel.port1.onmessage = () => { window.measured = [answered - from, performance.now() - from]; };
      channel.port2.postMessage(0); });
  }).observe(list, {childList: true}); }"""

# Presses "Run" and notes when the answer is there: rows to see, or none, and its CSV to be had.
_ASK = """() => { const since = performance.now();
  const csv = document.querySelector('[data-csv]');
  window.measured = null;
  document.querySelector('[data-ask] [type=submit]').click();
  const watch = new MutationObserver(() => { if (csv.hidden) return; watch.disconnect();
    requestAnimationFrame(() => { window.measured = [performance.now() - since, performance.now()]; }); });
  csv.hidden = true; watch.observe(csv, {attributes: true}); }"""


@dataclass
class Samples:
    """Measurements by name, in the order in which they were first taken."""

    taken: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, *values: float) -> None:
        self.taken.setdefault(name, []).extend(values)


# --- building -----------------------------------------------------------------------------------------------------------------


def write_site_of(size: int, folder: Path) -> dict[str, float]:
    """Write a served build with its site; give CPU seconds of the site alone, of its user part, and the memory it adds in MB.

    :param size: concepts of a synthetic vocabulary; 0 for the thesaurus
    """
    from glosskos.closure import close
    from glosskos.collector import paused
    from glosskos.output import write_manifest
    from glosskos.pipeline import graphs_of
    from glosskos.site import write_site
    from glosskos.skosfile import read_skos
    from glosskos.syntax import write
    from glosskos.terms import parse_rdf
    from glosskos.thesaurus import load_thesaurus

    folder.mkdir(parents=True)
    if size:
        file = folder.parent / "synthetic.ttl"
        file.write_text("".join(synthetic.turtle(size)), encoding="utf-8")
        thesaurus, triples = read_skos(file), list(parse_rdf(file))
        with paused():
            entailed, evidence = list(close(triples)), []
    else:
        thesaurus = load_thesaurus(ROOT / "ontology")
        graphs = graphs_of(thesaurus)
        triples, entailed, evidence = graphs.triples, graphs.entailed, [quad[:3] for quad in graphs.evidence]
    held = _peak()
    before, clock = os.times(), time.perf_counter()
    write_site(thesaurus, triples, folder / "site", evidence, entailed)
    after, wall = os.times(), time.perf_counter() - clock
    memory = _peak() - held
    write(folder / "thesaurus.trig", [(*triple, "") for triple in triples], {})
    write(folder / "thesaurus-inferred.ttl", [(*triple, "") for triple in [*triples, *entailed, *evidence]], {})
    write_manifest(folder, {"thesaurus": f"{thesaurus.scheme.base}thesaurus"})
    user, system = after.user - before.user, after.system - before.system
    return {
        "site, CPU s": user + system,
        "  of which system s": system,
        "site, wall s": wall,
        "memory added, MB": memory,
    }


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def built(size: int, folder: Path) -> dict[str, float]:
    """Do the same in a process of its own, so that no run finds what another left in memory."""
    command = [sys.executable, __file__, "--build-only", str(size), str(folder)]
    done = subprocess.run(command, env=plain_environment(), check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def whole_build(folder: Path) -> tuple[float, float]:
    """Run ``glosskos build``; give CPU seconds and peak memory in MB."""
    return run([sys.executable, "-m", "glosskos", "build", "--records", str(ROOT / "ontology"), "--out", str(folder)])


def page_sizes(site: Path) -> list[tuple[str, int, float, float]]:
    """Give every kind of page: how many, median and largest in kB, before shared assets."""
    kinds: dict[str, list[int]] = {}
    for page in site.rglob("*.html"):
        parts = page.relative_to(site).parts
        parts = parts[1:] if parts[0] == "en" else parts
        kind = parts[0] if len(parts) > 1 else page.stem.split("-")[0] if page.stem != "a-z" else "a-z"
        kinds.setdefault(kind, []).append(page.stat().st_size)
    return [
        (kind, len(sizes), statistics.median(sizes) / 1000, max(sizes) / 1000) for kind, sizes in sorted(kinds.items())
    ]


# --- in the browser -----------------------------------------------------------------------------------------------------------


def until(page: Any, condition: str, seconds: float = 60) -> None:
    """Wait until an expression is true in a page, without Playwright's own way, which the content security policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(f"() => Boolean({condition})"):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        page.wait_for_timeout(5)


@contextmanager
def opened(browser: Any, url: str, wait: str = "load") -> Iterator[Any]:
    """Open a page in a context of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    try:
        page.goto(url, wait_until=wait)
        yield page
    finally:
        context.close()


def first_view(browser: Any, url: str, name: str, samples: Samples) -> None:
    """Navigate to a page: the first paint, the end of its scripts, the time these took."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Performance.enable")
    try:
        page.goto(url)
        until(page, "performance.getEntriesByName('first-contentful-paint').length")
        view = page.evaluate(_FIRST_VIEW)
        told = {each["name"]: each["value"] for each in client.send("Performance.getMetrics")["metrics"]}
        samples.add(f"{name}: first paint", view["paint"])
        samples.add(f"{name}: usable (scripts done)", view["ready"])
        samples.add(f"{name}: time in scripts", 1000 * told["ScriptDuration"])
    finally:
        context.close()


def search(browser: Any, root: str, queries: Sequence[str], samples: Samples) -> dict[str, float]:
    """Type into the search box at once (which loads the index), then one query after the other; give each one's time."""
    with opened(browser, f"{root}index.html") as page:
        page.evaluate(_WATCH_SEARCH)
        page.click("#q")
        _, shown = _press(page, "c")
        samples.add("search: first key, index loaded with it", shown)
        until(page, "window.GK?.ready")
        page.evaluate("() => GK.ready")
        found = {}
        for query in queries:
            page.evaluate("(text) => { document.querySelector('#q').value = text; }", query[:-1])
            page.focus("#q")
            page.keyboard.press("End")
            answered, shown = _press(page, query[-1])
            samples.add("search: key to answers in the page", answered)
            samples.add("search: key to answers on the screen", shown)
            found[query] = shown
        return found


def _press(page: Any, key: str) -> tuple[float, float]:
    page.keyboard.press(key)
    until(page, "window.measured")
    found: tuple[float, float] = page.evaluate("() => window.measured")
    return found


def first_query(browser: Any, root: str, samples: Samples) -> None:
    """Run the query that the page opens with as soon as it is there, once more, and in another context after three seconds."""
    form = "document.querySelector('[data-query][aria-current]')"
    with opened(browser, f"{root}queries.html", "commit") as page:
        until(page, form)
        clicked, since_start = _asked(page)
        samples.add("queries: from navigation to first rows, Run pressed at once", since_start)
        samples.add("queries: from Run, pressed at once, to first rows", clicked)
        samples.add("queries: second query, Run to rows", _asked(page)[0])
    with opened(browser, f"{root}queries.html") as page:
        until(page, form)
        page.wait_for_timeout(3000)
        samples.add("queries: first query, Run pressed after 3 s", _asked(page)[0])


def _asked(page: Any) -> tuple[float, float]:
    page.evaluate(_ASK)
    until(page, "window.measured")
    found: tuple[float, float] = page.evaluate("() => window.measured")
    return found


def picture(browser: Any, url: str, samples: Samples) -> None:
    """From bringing the neighbourhood into view to cytoscape having drawn it; no time where a short page has it in view already."""
    with opened(browser, url) as page:
        page.evaluate(
            """() => { window.since = performance.now(); document.querySelector('.neighbourhood').scrollIntoView();
            const look = () => { if (window.GK?.picture?.cy.nodes().length) requestAnimationFrame(() => { window.measured = performance.now() - since; });
              else requestAnimationFrame(look); }; look(); }"""
        )
        until(page, "window.measured")
        samples.add("picture: from coming into view to drawn", page.evaluate("() => window.measured"))


def concept_page(site: Path) -> str:
    """Give the largest page of a concept."""
    return max((site / "concept").glob("*.html"), key=lambda page: (page.stat().st_size, page.name)).name


@dataclass
class Seen:
    """What was measured in a browser.

    :param samples: milliseconds by what was measured
    :param searches: query to the milliseconds from its last key to answers on the screen
    """

    browser: str
    samples: Samples
    searches: dict[str, list[float]]


def in_browser(folder: Path, queries: Sequence[str], runs: int) -> Seen:
    """Measure everything ``runs`` times in turn, against ``glosskos serve``."""
    from playwright.sync_api import sync_playwright

    samples, searches = Samples(), {query: [] for query in queries}
    name = concept_page(folder / "site")
    with serving("--build", str(folder)) as server, sync_playwright() as playwright:
        root = server.address.rstrip("/") + "/"
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=_chromium(), args=arguments)
        for turn in range(runs + 1):
            kept = samples if turn else Samples()  # the first turn warms the machine up, not the browser's cache
            first_view(browser, f"{root}index.html", "home", kept)
            first_view(browser, f"{root}concept/{name}", "largest concept", kept)
            for query, shown in search(browser, root, queries, kept).items():
                searches[query] += [shown] if turn else []
            first_query(browser, root, kept)
            picture(browser, f"{root}concept/{name}", kept)
        version = browser.version
        browser.close()
    return Seen(version, samples, searches)


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("no Chromium is here")
    return found


# --- what is told -------------------------------------------------------------------------------------------------------------


def table(samples: Mapping[str, Sequence[float]], unit: str = "ms") -> str:
    """Give medians and worst as a Markdown table."""
    lines = [f"| | median {unit} | worst {unit} | samples |", "| --- | ---: | ---: | ---: |"]
    lines += [
        f"| {name.strip()} | {statistics.median(values):.4g} | {max(values):.4g} | {len(values)} |"
        for name, values in samples.items()
    ]
    return "\n".join(lines)


def measured(size: int, runs: int, folder: Path) -> str:
    """Measure one vocabulary; give its part of the section."""
    builds = Samples()
    for turn in range(runs):
        # Every run keeps its files to the end: some file systems are ten times slower at making files after many were removed.
        for name, value in built(size, folder / str(turn) / "dist").items():
            builds.add(name, value)
        if not size:
            cpu, memory = whole_build(folder / str(turn) / "whole")
            builds.add("glosskos build, CPU s", cpu)
            builds.add("glosskos build, peak memory MB", memory)
        print(f"build {turn + 1} of {runs}", file=sys.stderr)
    seen = in_browser(folder / "0" / "dist", QUERIES if not size else SYNTHETIC, runs)
    slowest = sorted(seen.searches.items(), key=lambda item: -statistics.median(item[1]))[:3]
    kinds = [f"| {kind} | {count} | {median:.1f} | {largest:.1f} |" for kind, count, median, largest in page_sizes(folder / "0" / "dist" / "site")]  # fmt: skip
    title = "The thesaurus" if not size else f"A synthetic vocabulary of {size:,} concepts"
    return "\n".join(
        [
            f"### {title}", "",
            table(builds.taken, ""), "",
            f"In Chromium {seen.browser}; a screen of 60 frames a second adds up to 17 ms to what is on it.", "",
            table(seen.samples.taken), "",
            "The slowest searches: " + ", ".join(f"“{query}” {statistics.median(times):.0f} ms" for query, times in slowest) + ".", "",
            "| pages before shared assets | number | median kB | largest kB |", "| --- | ---: | ---: | ---: |", *kinds,
        ]
    )  # fmt: skip


def section(parts: Sequence[str], runs: int, load: float) -> str:
    """Give the whole section.

    :param load: how many processes wanted a core before all of this began
    """
    from importlib.metadata import version

    names = ("glosskos", "jinja2", "markupsafe", "pyoxigraph")
    about = (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; "
        + ", ".join(f"{name} {version(name)}" for name in names)
        + f"; {runs} runs; {load:.1f} other processes at work on the same cores at the beginning."
    )
    return "\n\n".join([about, *parts])


def put(text: str, path: Path = RESULTS) -> None:
    """Put the section into a file between its marks, at the end where it has none yet."""
    old = path.read_text(encoding="utf-8") if path.exists() else "# Results\n"
    if MARKS[0] not in old:
        old = f"{old.rstrip()}\n\n## The site\n\n{INTRODUCTION}\n\n{MARKS[0]}{MARKS[1]}\n"
    begin, end = old.index(MARKS[0]) + len(MARKS[0]), old.index(MARKS[1])
    path.write_text(f"{old[:begin]}\n{text}\n\n{old[end:]}", encoding="utf-8")


INTRODUCTION = """\
`python tests/benchmarks/site_speed.py --concepts 10000 --write`: the site alone is what `glosskos build` does after the data files,
without what the graph takes, each run in a process and a folder of its own; its system time is almost all the making of files. Views
are of a headless Chromium on the same machine, by `glosskos serve`, each in a context of its own with an empty cache."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--concepts", default="", help="sizes of synthetic vocabularies, with commas")
    parser.add_argument("--write", action="store_true", help="put the figures into RESULTS.md")
    parser.add_argument("--build-only", nargs=2, metavar=("SIZE", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build_only:
        print(json.dumps(write_site_of(int(options.build_only[0]), Path(options.build_only[1]))))
        return
    sizes = [0, *(int(each) for each in options.concepts.split(",") if each)]
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        text = section([measured(size, options.runs, Path(name) / str(size)) for size in sizes], options.runs, load)
    print(text)
    if options.write:
        put(text)


if __name__ == "__main__":
    main()

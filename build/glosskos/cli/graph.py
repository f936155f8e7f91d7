"""``glosskos graph``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from glosskos.cli.options import (
    add_data,
    add_language,
    give_bytes,
    positive,
    progress_bar,
    say_written,
    thesaurus_of_call,
)
from glosskos.errors import GlosskosError

if TYPE_CHECKING:
    from glosskos.model import Thesaurus

ORDER = 65
HELP = "draw a concept's neighbourhood, the whole thesaurus as a poster (--all), charts (--charts); measure the network (--stats)"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "concept", nargs="*", metavar="CONCEPT", help="one concept: slug, IRI, label, acronym or notation"
    )
    parser.add_argument("--all", action="store_true", help="the whole thesaurus by theme, as a poster (svg, png)")
    parser.add_argument("--stats", action="store_true", help="measures of the network (table, json, csv)")
    parser.add_argument("--charts", type=Path, metavar="DIR", help="write the charts into a folder, in both languages")
    parser.add_argument("--depth", type=positive, default=1, metavar="N", help="so many steps from it (default: 1)")
    parser.add_argument(
        "--relations",
        default="broader,narrower,related",
        metavar="KINDS",
        help="which links to follow, separated by commas (default: broader,narrower,related)",
    )
    parser.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="ID[,ID]",
        help="only concepts of these sources, and what connects them",
    )
    parser.add_argument(
        "--links",
        choices=("all", "paths", "tree"),
        default="",
        help="draw all links, those that lead away from the concept, or one way to each (default: what stays readable)",
    )
    add_language(parser, "labels and words")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        help="svg (default), png, html, dot, mermaid or graphml; with --stats table (default), json or csv",
    )
    parser.add_argument(
        "--engine", choices=("own", "dot"), default="own", help="who lays it out: we, or Graphviz's dot"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="write a file; its suffix tells the format (default: the standard output)",
    )
    add_data(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    asked = [bool(options.concept), options.all, options.stats, options.charts is not None]
    if sum(asked) != 1:
        raise GlosskosError("name a concept, or one of --all, --stats and --charts DIR")
    if not options.concept:
        _refuse(options)
    if options.charts is not None:
        from glosskos.pictures.charts import write_charts

        for path in write_charts(thesaurus_of_call(options), options.charts):
            print(path)
        return 0
    with progress_bar() as progress:
        progress("reading")
        thesaurus = thesaurus_of_call(options)
        progress("measuring" if options.stats else "drawing")
        data, binary = _measures(thesaurus, options) if options.stats else _drawn(thesaurus, options)
    return _give(data, binary, options.out)


def _refuse(options: argparse.Namespace) -> None:
    """Refuse what only a concept's neighbourhood knows, rather than leave it out in silence."""
    for name, given in (
        ("depth", options.depth != 1),
        ("source", options.source),
        ("links", options.links),
        ("engine", options.engine != "own"),
    ):
        if given:
            raise GlosskosError(f"--{name} goes with a concept; the call names none")


def _drawn(thesaurus: Thesaurus, options: argparse.Namespace) -> tuple[bytes, bool]:
    from glosskos.pictures import draw, draw_poster, format_of

    name = options.format or (format_of(str(options.out)) if options.out else "svg")
    if options.all:
        return draw_poster(thesaurus, options.lang, name)
    from glosskos.lookup import Lookup

    concept = Lookup(thesaurus).concept(" ".join(options.concept))
    sources = [each for given in options.source for each in _listed(given)]
    return draw(
        thesaurus,
        concept.slug,
        name,
        depth=options.depth,
        relations=_listed(options.relations),
        sources=sources or None,
        language=options.lang,
        links=options.links,
        engine=options.engine,
    )


def _measures(thesaurus: Thesaurus, options: argparse.Namespace) -> tuple[bytes, bool]:
    from glosskos.neighbourhood.network import measure
    from glosskos.pictures.measures import REPORTS, report_of

    suffix = options.out.suffix.removeprefix(".").lower() if options.out else ""
    name = options.format or (suffix if suffix in REPORTS else "table")
    if name not in REPORTS:
        raise GlosskosError(f"--stats gives {', '.join(REPORTS)}, not {name}")
    return report_of(thesaurus, measure(thesaurus, _listed(options.relations)), name, options.lang).encode(
        "utf-8"
    ), False


def _listed(given: str) -> list[str]:
    return [each.strip() for each in given.split(",") if each.strip()]


def _give(data: bytes, binary: bool, out: Path | None) -> int:
    """Write the file, or to stdout."""
    if out is not None:
        from glosskos.output import write_whole

        write_whole(out, data)
        say_written(out)
    elif binary and sys.stdout.isatty():
        raise GlosskosError("a terminal shows no PNG; name a file with --out")
    else:
        give_bytes(data)
    return 0

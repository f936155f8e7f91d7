"""``glosskos convert``."""

from __future__ import annotations

import argparse
from pathlib import Path

from glosskos.cli.options import add_source, progress_bar, say, say_written, source_of_call
from glosskos.errors import GlosskosError

ORDER = 46
HELP = "convert an RDF file of any size to another syntax, in the order of a reader"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    from glosskos.conversion import FORMATS

    add_source(parser)
    parser.add_argument(
        "--to",
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}; several with commas (default: as the suffix of --out says, else ttl)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="file to write; with several formats, its suffix changes (default: the standard output)",
    )
    parser.add_argument(
        "--stream",
        action="store_true",
        help="statement by statement in the order of the file, for files larger than memory",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos.conversion import convert_stream, read_statements, write_files

    targets = _targets(options.to, options.out)
    source = source_of_call(options)
    with progress_bar() as progress:
        if options.stream:
            if len(targets) > 1:
                raise GlosskosError("--stream writes one format at a time")
            if targets[0][1] == "rdf":
                raise GlosskosError("--stream cannot write rdf, which declares its namespaces first; take ttl or nt")
            count = convert_stream(source, *targets[0], progress)
            graphs = sorted(source.graphs)
        else:
            found = read_statements(source, progress)
            write_files(found, targets, progress)
            graphs, count = found.named, found.count
    for path, _ in targets:
        say_written(path, f"{count:,} statements")
    flat = [name for _, name in targets if name not in ("trig", "nq")]
    if graphs and flat:
        say(f"{len(graphs)} named graphs merged into one: {', '.join(flat)} has no graphs; trig and nq keep them")
    return 0


def _targets(wanted: str | None, out: Path | None) -> list[tuple[Path, str]]:
    """Give each file to write with its format."""
    from glosskos.conversion import FORMATS, format_of
    from glosskos.rdfinput import STDIN

    names = wanted.split(",") if wanted else [format_of(out) if out and out != STDIN else "ttl"]
    for name in names:
        if name not in FORMATS:
            raise GlosskosError(f"no format is called {name!r}; there are: {', '.join(FORMATS)}")
    if len(names) == 1:
        return [(out or STDIN, names[0])]
    if out is None or out == STDIN:
        raise GlosskosError("several formats need --out FILE, whose suffix changes for each")
    return [(out.with_suffix(f".{name}"), name) for name in dict.fromkeys(names)]

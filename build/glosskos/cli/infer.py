"""``glosskos infer``."""

from __future__ import annotations

import argparse
from pathlib import Path

from glosskos.cli.options import add_source, positive, progress_bar, say, say_written, source_of_call

ORDER = 45
HELP = "add to a SKOS file of any size what SKOS entails"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    from glosskos.conversion import FORMATS

    add_source(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write (default: the standard output)")
    parser.add_argument(
        "--format",
        "--to",
        choices=FORMATS,
        help="syntax of the output (default: as the suffix of --out says, else ttl)",
    )
    parser.add_argument(
        "--only-entailed", action="store_true", help="write what the file does not say itself, and no more"
    )
    parser.add_argument(
        "--no-transitive", action="store_true", help="leave out what is entailed by transitivity alone (S24, S45)"
    )
    parser.add_argument(
        "--max-pairs",
        type=positive,
        metavar="N",
        help="at most so many pairs of concept and ancestor (default: 50 million)",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos.closure import MAX_PAIRS
    from glosskos.conversion import format_of, read_statements, with_entailed, write_files
    from glosskos.rdfinput import STDIN

    out = options.out or STDIN
    name = format_of(out, options.format or ("ttl" if out == STDIN else None))
    with progress_bar() as progress:
        found = read_statements(source_of_call(options), progress)
        if found.named:
            say(f"{len(found.named)} named graphs merged into one: what is entailed belongs to no single one")
        closed = with_entailed(
            found, options.only_entailed, not options.no_transitive, options.max_pairs or MAX_PAIRS, progress
        )
        write_files(closed, [(out, name)], progress)
    say_written(out, f"{closed.count:,} statements")
    return 0

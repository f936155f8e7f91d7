"""``glosskos extract``."""

from __future__ import annotations

import argparse
from pathlib import Path

from glosskos.cli.options import add_size, bytes_of
from glosskos.errors import GlosskosError

ORDER = 20
HELP = "show what a reader sees in documents: entries, lines, status, what is doubtful"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("file", type=Path, nargs="+", metavar="FILE", help="a document (UTF-8 text)")
    parser.add_argument(
        "--layout",
        default="",
        metavar="NAME",
        help="how it is set out (default: found out; an unknown name lists them)",
    )
    parser.add_argument("--lines", action="store_true", help="show what every line was taken for")
    parser.add_argument(
        "--format",
        choices=("table", "csv", "json", "records"),
        default="table",
        help="records: a draft of the source's records",
    )
    add_size(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos import cards
    from glosskos.documents import document_hash, read_text
    from glosskos.layouts import read

    out: list[str] = []
    all_rows: list[dict[str, object]] = []
    for path in options.file:
        text = read_text(path, bytes_of(options.max_size))
        try:
            reading = read(text, options.layout)
        except GlosskosError as error:
            raise type(error)(f"{path}: {error}") from None
        if not reading.entries and not options.layout:
            raise GlosskosError(f"{path}: {reading.layout} reads no entry in it; name another layout with --layout")
        rows = cards.lines_of(reading) if options.lines else cards.rows_of(reading)
        if options.format == "records":
            out.append(cards.draft_records(reading, document_hash(text)))
        elif options.format == "table":
            out.append(f"{path}: {reading.layout}, {len(reading.entries)} entries\n{cards.table(rows)}")
        else:  # one table of all files
            all_rows += [{"file": str(path), **row} for row in rows] if len(options.file) > 1 else rows
    print("\n".join(out) if out else cards.table(all_rows, options.format), end="")
    return 0

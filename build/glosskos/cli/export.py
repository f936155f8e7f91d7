"""``glosskos export``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from glosskos.cli.options import (
    add_any_language,
    add_data,
    give_bytes,
    language_of_call,
    say,
    say_written,
    thesaurus_of_call,
)
from glosskos.errors import GlosskosError

ORDER = 95
HELP = "write the thesaurus for a data catalog or a spreadsheet: DataHub, OpenMetadata, CKAN, udata, CSV, Excel, Markdown, plain SKOS"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("--to", metavar="NAME", help="the format; --list names them and says what each carries")
    parser.add_argument(
        "--list", action="store_true", help="list the formats; with --to, what that one carries of SKOS"
    )
    parser.add_argument(
        "--out",
        metavar="FILE_OR_DIR",
        help="where to; a folder where there are several files, or where it ends in / (default: the standard output)",
    )
    add_any_language(parser, "names and texts")
    parser.add_argument(
        "--with-quotations",
        action="store_true",
        help="export printed definitions too (for their owner, not for publication)",
    )
    add_data(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos.exporters import exporter, exporters
    from glosskos.exporters.writing import check_quotations, export_bytes, export_to
    from glosskos.flat import Flat

    if options.list and not options.to:
        from glosskos.tables import table

        rows = [
            {"name": each.name, "what it is": each.title, "files": ", ".join(each.files)}
            for each in exporters().values()
        ]
        print(table(rows), end="")
        return 0
    if not options.to:
        raise GlosskosError("name a format with --to; --list shows them")
    chosen = exporter(options.to)
    if options.list:
        print(f"# {chosen.title}\n\n{chosen.use}\n\n{chosen.table()}", end="")
        return 0
    thesaurus = thesaurus_of_call(options)
    if not options.with_quotations:
        check_quotations(thesaurus, options.data)
    flat = Flat(thesaurus, language_of_call(options, thesaurus))
    if options.out is not None:
        out = Path(options.out)
        inside = options.out.endswith("/") and len(chosen.files) == 1
        written = export_to(chosen, flat, out / chosen.files[0] if inside else out)
        say("\n".join(flat.notices)) if flat.notices else None
        for path in written:
            say_written(path, f"{len(flat.in_force)} concept{'s' if len(flat.in_force) != 1 else ''}")
        return 0
    if not chosen.text and sys.stdout.isatty():
        raise GlosskosError(f"{chosen.name} is no text: name a file with --out {chosen.files[0]}")
    data = export_bytes(chosen, flat)
    say("\n".join(flat.notices)) if flat.notices else None
    give_bytes(data)
    return 0

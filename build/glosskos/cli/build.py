"""``glosskos build``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from glosskos.cli.options import add_engine, add_records, add_size, bytes_of, progress_bar, say

if TYPE_CHECKING:
    from glosskos.documents import Documents

ORDER = 10
HELP = "build the thesaurus: data files, report, catalogs, site and manifest, all or nothing"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_records(parser)
    parser.add_argument(
        "--documents",
        type=Path,
        metavar="DIR",
        help="the sources' documents: quotations take the place of restatements",
    )
    parser.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="where to (default: dist)")
    parser.add_argument("--verify", action="store_true", help="hold the results against the reference engines (slow)")
    add_size(parser)
    add_engine(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos.locator import find_records
    from glosskos.pipeline import build

    place = find_records(options.records)
    with progress_bar() as progress:
        result = build(
            place.path,
            options.out,
            options.documents,
            options.engine,
            options.verify,
            bytes_of(options.max_size),
            progress,
        )
    if result.documents is not None:
        _say_documents(result.documents)
    if result.report.findings:
        from glosskos.validation import as_text

        say(as_text(result.report).rstrip())
    if not result.written:
        say(f"nothing was written: {options.out} is as it was")
        return result.exit_status
    thesaurus = result.thesaurus
    links = sum(len(concept.broader) + len(concept.related) for concept in thesaurus.concepts.values())
    say(f"records: {place.found}")
    if result.verified:
        say("verified: " + "; ".join(result.verified))
    print(
        f"{options.out}: {len(thesaurus.concepts)} concepts, {len(thesaurus.entries)} entries from {len(thesaurus.sources)} sources, "
        f"{len(thesaurus.definitions)} sourced definitions, {links} links with reasons, {len(thesaurus.themes)} themes"
    )
    if result.documents is not None:
        print(f"{len(result.documents.quotations)} entries quoted from the documents: not for publication")
    return result.exit_status


def _say_documents(documents: Documents) -> None:
    for document in documents.checked:
        say(
            f"{document.path}: {document.source}, {len(document.quotations)} definitions"
            + (", changed:" if document.changes else "")
        )
        for change in document.changes:
            say(f"  {change}")
    for reason in documents.skipped:
        say(f"skipped: {reason}")
    for source in documents.missing:
        say(f"no document for {source}: its restatements stay")

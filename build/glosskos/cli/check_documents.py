"""``glosskos check-documents``."""

from __future__ import annotations

import argparse
from pathlib import Path

from glosskos.cli.options import add_records, add_size, bytes_of, thesaurus_of_call

ORDER = 30
HELP = "hold a folder of documents against the records, entry by entry; name words borrowed from the print"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder")
    add_records(parser)
    add_size(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos.documents import borrowed_words, read_documents

    thesaurus = thesaurus_of_call(options)
    found = read_documents(options.folder, thesaurus, bytes_of(options.max_size))
    for document in found.checked:
        print(f"{document.path}: {document.source}, {'changed' if document.changes else 'as recorded'}")
        for change in document.changes:
            print(f"  {change}")
    for reason in found.skipped:
        print(f"skipped: {reason}")
    for source in found.missing:
        print(f"missing: {source}")
    borrowed = borrowed_words(found, thesaurus)
    for problem in borrowed:
        print(problem)
    return int(bool(found.changed or borrowed))

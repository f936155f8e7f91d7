"""``glosskos diff``."""

from __future__ import annotations

import argparse
from pathlib import Path

from glosskos.cli.options import add_language, progress_bar
from glosskos.errors import GlosskosError

ORDER = 100
HELP = "tell what changed between two SKOS files, folders of records or builds; propose a version"
_EPILOG = "Exit status: 0 no difference, 1 differences, 2 not done."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "old",
        type=Path,
        metavar="OLD",
        help="a SKOS file in any RDF syntax (- for the standard input), a folder of records, or a build",
    )
    parser.add_argument("new", type=Path, metavar="NEW", help="the same, later")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=("text", "md", "json", "catalog"),
        default="text",
        help="json: with the statements, so that it is a patch; catalog: what to put into and take out of a data catalog, by id",
    )
    form.add_argument("--changelog", action="store_true", help="draft the entry of the thesaurus' changelog (Markdown)")
    add_language(parser, "the report")


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    import os
    import shutil
    import sys

    from glosskos.changes import compare, read_side
    from glosskos.changes.patch import as_json
    from glosskos.changes.reports import as_changelog, as_markdown, as_text
    from glosskos.changes.steward import as_catalog_changes
    from glosskos.rdfinput import STDIN

    if options.old == options.new == STDIN:
        raise GlosskosError("the standard input can be read once only; give a file for OLD or NEW")
    shared: dict[str, str] = {}
    with progress_bar() as progress:
        progress(f"reading {options.old}")
        old = read_side(options.old, shared)
        progress(f"reading {options.new}")
        new = read_side(options.new, shared)
        progress("comparing")
        comparison = compare(old, new)
    if options.changelog:
        text = as_changelog(comparison, options.lang)
    elif options.format == "json":
        text = as_json(comparison)
    elif options.format == "catalog":
        text = as_catalog_changes(comparison, old, new)
    elif options.format == "md":
        text = as_markdown(comparison, options.lang)
    else:
        width = min(120, shutil.get_terminal_size((100, 24)).columns)
        text = as_text(comparison, options.lang, width, sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
    print(text, end="")
    return int(bool(comparison.changes))

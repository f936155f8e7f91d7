"""``glosskos search``."""

from __future__ import annotations

import argparse

from glosskos.cli.options import add_any_language, add_data, language_of_call, positive, say, thesaurus_of_call

ORDER = 50
HELP = "search labels and definitions; accents, case and plurals do not matter"
_COLUMNS = ("concept", "prefLabel", "found", "as")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="words, in any order; the last may be a beginning")
    parser.add_argument("--limit", type=positive, default=20, metavar="N", help="at most so many (default: 20)")
    add_any_language(parser, "the preferred labels")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="form of the result")
    add_data(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos.cards import table
    from glosskos.lookup import Lookup
    from glosskos.model import pick

    lookup = Lookup(thesaurus_of_call(options))
    language = language_of_call(options, lookup.thesaurus)
    text = " ".join(options.text)
    found = lookup.search(text, limit=len(lookup.thesaurus.concepts))
    hits = found[: options.limit]
    rows = [
        {
            "concept": hit.concept.slug,
            "prefLabel": pick(hit.concept.pref_label, language),
            "found": hit.where,
            "as": hit.matched,
        }
        for hit in hits
    ]
    print(table(rows, options.format, _COLUMNS), end="")
    if len(found) > len(hits):
        say(f"{len(hits)} of {len(found)} shown; --limit {len(found)} shows all")
    if not hits:
        near = lookup.nearest(text)
        say(f"nothing fits {text!r}" + (f"; nearest: {', '.join(near)}" if near else ""))
    return 0

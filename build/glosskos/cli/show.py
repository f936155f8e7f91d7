"""``glosskos show``."""

from __future__ import annotations

import argparse

from glosskos.cli.options import add_any_language, add_data, language_of_call, thesaurus_of_call

ORDER = 60
HELP = "show a concept's card: labels, definition, each source's word, divergence, links with reasons"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "concept",
        nargs="+",
        metavar="CONCEPT",
        help="one concept: slug, IRI, label, acronym or notation",
    )
    add_any_language(parser, "the card")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the card")
    add_data(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    import json
    import shutil

    from glosskos.cards import as_dict, card
    from glosskos.lookup import Lookup

    thesaurus = thesaurus_of_call(options)
    language = language_of_call(options, thesaurus)
    concept = Lookup(thesaurus).concept(" ".join(options.concept))
    if options.format == "json":
        print(json.dumps(as_dict(concept, thesaurus), ensure_ascii=False, indent=1))
    else:
        print(card(concept, thesaurus, language, min(120, shutil.get_terminal_size((100, 24)).columns)), end="")
    return 0

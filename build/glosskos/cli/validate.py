"""``glosskos validate``."""

from __future__ import annotations

import argparse
from pathlib import Path

from glosskos.cli.options import add_engine, add_records, progress_bar, read_triples, thesaurus_of_call
from glosskos.errors import GlosskosError

ORDER = 40
HELP = "check the records, or any SKOS file, with SHACL and quality queries"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a SKOS file in any RDF syntax (default: the records)"
    )
    add_records(parser)
    parser.add_argument(
        "--profile", choices=("skos", "rc"), help="skos: SKOS alone (default for a FILE); rc: our contract too"
    )
    parser.add_argument(
        "--format", choices=("text", "ttl", "json", "html", "md"), default="text", help="form of the report"
    )
    parser.add_argument(
        "--fail-on", choices=("violation", "warning"), default="violation", help="level that gives exit status 1"
    )
    add_engine(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos.closure import close, close_for_checks
    from glosskos.validation import OURS, REPORTS, SKOS_ONLY, as_text, validate

    if options.file is not None and options.records is not None:
        raise GlosskosError("FILE and --records exclude each other")
    with progress_bar() as progress:
        if options.file is not None:
            from glosskos.skosfile import check_skos

            triples = read_triples(options.file, progress)
            check_skos(triples, str(options.file))
            thesaurus = None
            entailed = close_for_checks(triples)
        else:
            from glosskos.graph import thesaurus_quads

            thesaurus = thesaurus_of_call(options)
            triples = list(dict.fromkeys(quad[:3] for quad in thesaurus_quads(thesaurus)))
            entailed = close(triples)
        profile = options.profile or ("skos" if options.file is not None else "rc")
        families = SKOS_ONLY if profile == "skos" else OURS
        report = validate(triples, entailed, families, options.engine, thesaurus, progress)
    print({"text": as_text, **REPORTS}[options.format](report), end="")
    return int(report.fails(options.fail_on.capitalize()))

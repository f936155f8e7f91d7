"""``glosskos validate``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from glosskos.cli.options import add_engine, add_records, not_negative, progress_bar, say, thesaurus_of_call
from glosskos.errors import GlosskosError

if TYPE_CHECKING:
    from glosskos.validation import Report

ORDER = 40
HELP = "check the records, or any SKOS file: integrity, quality, what publishers demand; --fix mends what is safe"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a SKOS file in any RDF syntax (default: the records)"
    )
    add_records(parser)
    parser.add_argument(
        "--profile",
        type=_profile,
        metavar="NAME",
        help="skos: any vocabulary (default for a FILE); rc: our contract too (default for the records); "
        "vocpub-like: what VocPub, voc4cat and SkoHub demand too",
    )
    parser.add_argument(
        "--format",
        choices=("text", "ttl", "json", "html", "md", "github"),
        default="text",
        help="form of the report; ttl: a sh:ValidationReport; github: annotations beside the lines of a pull request",
    )
    parser.add_argument(
        "--fail-on", choices=("violation", "warning"), default="violation", help="level that gives exit status 1"
    )
    parser.add_argument(
        "--limit",
        type=not_negative,
        default=20,
        metavar="N",
        help="findings shown of a check, in text (default: 20; 0: all)",
    )
    parser.add_argument(
        "--baseline", type=Path, metavar="FILE", help="findings that are known: counted, and do not fail"
    )
    parser.add_argument(
        "--write-baseline", type=Path, metavar="FILE", help="write all findings of this run as a baseline"
    )
    parser.add_argument(
        "--previous", type=Path, metavar="FILE", help="an earlier version: IRIs that are gone are violations"
    )
    parser.add_argument(
        "--documents", type=Path, metavar="DIR", help="the sources' documents: restatements are held against the print"
    )
    parser.add_argument(
        "--fix", action="store_true", help="show what can be mended safely, as a difference of statements"
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="with --fix: write it into FILE (all or nothing; layout and comments change)",
    )
    parser.add_argument("--list-checks", action="store_true", help="print the table of all checks, as Markdown")
    add_engine(parser, "auto")


def _profile(name: str) -> str:
    """Read the name of a profile; they stand in a file and are looked up only when one is asked for."""
    from glosskos.validation.profiles import profiles

    if name not in profiles():
        raise argparse.ArgumentTypeError(f"invalid choice: {name!r} (choose from {', '.join(profiles())})")
    return name


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    _check_call(options)
    if options.list_checks:
        from glosskos.validation.catalogue import table

        print(table(), end="")
        return 0
    if options.fix and options.file is not None:
        return _fix(options.file, options.write)
    report = _report(options)
    if options.write_baseline is not None:
        from glosskos.validation.baseline import write_baseline

        say(f"{options.write_baseline}: {write_baseline(report, options.write_baseline)} findings")
        return 0
    if options.baseline is not None:
        from glosskos.validation.baseline import against, read_baseline

        report = against(report, read_baseline(options.baseline))
    _print(report, options)
    return int(report.fails(options.fail_on.capitalize()))


def _check_call(options: argparse.Namespace) -> None:
    """Refuse options that exclude each other."""
    if options.file is not None and options.records is not None:
        raise GlosskosError("FILE and --records exclude each other")
    if options.file is not None and options.documents is not None:
        raise GlosskosError("--documents is about the records, not about a FILE")
    if options.write and not (options.fix and options.file is not None):
        raise GlosskosError(
            "--write goes with --fix and a FILE; records are edited by hand, at the lines that --fix names"
        )
    if options.baseline is not None and options.write_baseline is not None:
        raise GlosskosError("--baseline and --write-baseline exclude each other")


def _report(options: argparse.Namespace) -> Report:
    from glosskos.validation.files import check_file, check_records, published_iris

    with progress_bar() as progress:
        previous = published_iris(options.previous) if options.previous is not None else ()
        if options.file is not None:
            return check_file(options.file, options.profile or "skos", options.engine, previous, progress)
        thesaurus = thesaurus_of_call(options)
        profile = options.profile or "rc"
        return check_records(thesaurus, profile, options.engine, previous, options.documents, progress)


def _print(report: Report, options: argparse.Namespace) -> None:
    from glosskos.validation import REPORTS, as_github, as_text

    if options.fix:
        from glosskos.validation.repair import mendable

        report = mendable(report)
    if options.format == "text":
        print(as_text(report, options.limit), end="")
    else:
        print({"github": as_github, **REPORTS}[options.format](report), end="")


def _fix(path: Path, write: bool) -> int:
    from glosskos.validation.files import skos_triples
    from glosskos.validation.repair import difference, repair
    from glosskos.validation.rewrite import check_rewritable, prefixes_of, rewrite

    repaired = repair(skos_triples(path))
    if not repaired.changed:
        say(f"{path}: nothing that can be mended safely")
        return 0
    if write:
        check_rewritable(path)
    print(difference(repaired, str(path), prefixes_of(path)), end="")
    say(f"{path}: " + ", ".join(f"{check} {number}" for check, number in repaired.count.items()))
    if not write:
        say("nothing was written: --write does, in our layout, without the comments of the file")
        return 1
    rewrite(path, repaired.after)
    say(f"{path}: written")
    return 0

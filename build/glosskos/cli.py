"""The command line: options, progress, exit codes; no logic.

Exit status: 0 done; 1 done, and the data has something to say; 2 not done.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from glosskos import __version__
from glosskos.errors import GlosskosError

if TYPE_CHECKING:
    from glosskos.documents import Documents
    from glosskos.model import Thesaurus

__all__ = ["main"]

Progress = Callable[[str], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; give its exit status."""
    parser = _parser()
    options = parser.parse_args(argv)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more to say, and no complaint at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail(options, ["interrupted; nothing was written"], 130)
    except GlosskosError as error:
        if options.debug:
            raise
        return _fail(options, error.lines(), error.exit_status)
    except Exception as error:
        if options.debug:
            raise
        return _fail(options, [f"{type(error).__name__}: {error} (a fault of glosskos; --debug shows where)"], 2)
    return status


def _fail(options: argparse.Namespace, lines: Sequence[str], status: int) -> int:
    for line in lines:
        print(f"glosskos {options.command}: {line}" if line else line, file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="glosskos", description="Turns glossaries into one SKOS thesaurus.")
    parser.add_argument("--version", action="version", version=f"glosskos {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        sub.add_argument("--debug", action="store_true", help="show the traceback of an error")
        return sub

    build = command("build", _build, "build the thesaurus: data files, report and manifest, all or nothing")
    build.add_argument(
        "--records", type=Path, metavar="DIR", help="the records (default: ./ontology, else those of the package)"
    )
    build.add_argument(
        "--documents",
        type=Path,
        metavar="DIR",
        help="the sources' documents: quotations take the place of restatements",
    )
    build.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="where to (default: dist)")
    build.add_argument("--verify", action="store_true", help="hold the results against the reference engines (slow)")
    _size(build)
    _engine(build)

    extract = command(
        "extract", _extract, "show what a reader sees in documents: entries, lines, status, what is doubtful"
    )
    extract.add_argument("file", type=Path, nargs="+", metavar="FILE", help="a document (UTF-8 text)")
    extract.add_argument(
        "--layout",
        default="",
        metavar="NAME",
        help="how it is set out (default: found out; an unknown name lists them)",
    )
    extract.add_argument("--lines", action="store_true", help="show what every line was taken for")
    extract.add_argument(
        "--format",
        choices=("table", "csv", "json", "records"),
        default="table",
        help="records: a draft of the source's records",
    )
    _size(extract)

    check = command(
        "check-documents",
        _check_documents,
        "hold a folder of documents against the records, entry by entry; name words borrowed from the print",
    )
    check.add_argument("folder", type=Path, metavar="DIR", help="the folder")
    check.add_argument(
        "--records", type=Path, metavar="DIR", help="the records (default: ./ontology, else those of the package)"
    )
    _size(check)

    validate = command("validate", _validate, "check the records, or any SKOS file, with SHACL and quality queries")
    validate.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a SKOS file in any RDF syntax (default: the records)"
    )
    validate.add_argument(
        "--records", type=Path, metavar="DIR", help="the records (default: ./ontology, else those of the package)"
    )
    validate.add_argument(
        "--profile", choices=("skos", "rc"), help="skos: SKOS alone (default for a FILE); rc: our contract too"
    )
    validate.add_argument(
        "--format", choices=("text", "ttl", "json", "html", "md"), default="text", help="form of the report"
    )
    validate.add_argument(
        "--fail-on", choices=("violation", "warning"), default="violation", help="level that gives exit status 1"
    )
    _engine(validate)

    search = command("search", _search, "search labels and definitions; accents, case and plurals do not matter")
    search.add_argument("text", nargs="+", metavar="TEXT", help="words, in any order; the last may be a beginning")
    search.add_argument("--limit", type=_positive, default=20, metavar="N", help="at most so many (default: 20)")
    search.add_argument("--format", choices=("table", "csv", "json"), default="table", help="form of the result")
    _data(search)

    show = command(
        "show", _show, "show a concept's card: labels, definition, each source's word, divergence, links with reasons"
    )
    show.add_argument(
        "concept",
        nargs="+",
        metavar="CONCEPT",
        help="one concept: slug, IRI, label, acronym or notation",
    )
    show.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of the card (default: fr)")
    show.add_argument("--format", choices=("text", "json"), default="text", help="form of the card")
    _data(show)
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def _size(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--max-size", type=float, default=10, metavar="MB", help="largest document in MB (default: 10; 0: no bound)"
    )


def _engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=("pyshacl", "shacl"),
        default="pyshacl",
        help="SHACL engine; shacl: for large files, extra 'fast'",
    )


def _data(parser: argparse.ArgumentParser) -> None:
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--data", type=Path, metavar="FILE", help="any SKOS file instead of the records")
    place.add_argument(
        "--records", type=Path, metavar="DIR", help="the records (default: ./ontology, else those of the package)"
    )


@contextmanager
def _progress() -> Iterator[Progress]:
    """Give a function that shows the stage at work, on stderr and only where it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    with Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("")
        yield lambda stage: bar.update(task, description=stage)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _bytes(megabytes: float) -> int:
    return int(megabytes * 1024 * 1024)


def _thesaurus(options: argparse.Namespace) -> Thesaurus:
    if getattr(options, "data", None) is not None:
        from glosskos.skosfile import read_skos

        return read_skos(options.data)
    from glosskos.locator import find_records
    from glosskos.thesaurus import load_thesaurus

    return load_thesaurus(find_records(options.records).path)


def _build(options: argparse.Namespace) -> int:
    from glosskos.locator import find_records
    from glosskos.pipeline import build

    place = find_records(options.records)
    with _progress() as progress:
        result = build(
            place.path,
            options.out,
            options.documents,
            options.engine,
            options.verify,
            _bytes(options.max_size),
            progress,
        )
    if result.documents is not None:
        _say_documents(result.documents)
    if result.report.findings:
        from glosskos.validation import as_text

        _say(as_text(result.report).rstrip())
    if not result.written:
        _say(f"nothing was written: {options.out} is as it was")
        return result.exit_status
    thesaurus = result.thesaurus
    links = sum(len(concept.broader) + len(concept.related) for concept in thesaurus.concepts.values())
    _say(f"records: {place.found}")
    if result.verified:
        _say("verified: " + "; ".join(result.verified))
    print(
        f"{options.out}: {len(thesaurus.concepts)} concepts, {len(thesaurus.entries)} entries from {len(thesaurus.sources)} sources, "
        f"{len(thesaurus.definitions)} sourced definitions, {links} links with reasons, {len(thesaurus.themes)} themes"
    )
    if result.documents is not None:
        print(f"{len(result.documents.quotations)} entries quoted from the documents: not for publication")
    return result.exit_status


def _say_documents(documents: Documents) -> None:
    for document in documents.checked:
        _say(
            f"{document.path}: {document.source}, {len(document.quotations)} definitions"
            + (", changed:" if document.changes else "")
        )
        for change in document.changes:
            _say(f"  {change}")
    for reason in documents.skipped:
        _say(f"skipped: {reason}")
    for source in documents.missing:
        _say(f"no document for {source}: its restatements stay")


def _extract(options: argparse.Namespace) -> int:
    from glosskos import cards
    from glosskos.documents import document_hash, read_text
    from glosskos.layouts import read

    out: list[str] = []
    all_rows: list[dict[str, object]] = []
    for path in options.file:
        text = read_text(path, _bytes(options.max_size))
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


def _check_documents(options: argparse.Namespace) -> int:
    from glosskos.documents import borrowed_words, read_documents

    thesaurus = _thesaurus(options)
    found = read_documents(options.folder, thesaurus, _bytes(options.max_size))
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


def _validate(options: argparse.Namespace) -> int:
    from glosskos.closure import close
    from glosskos.validation import OURS, REPORTS, SKOS_ONLY, as_text, validate

    if options.file is not None and options.records is not None:
        raise GlosskosError("FILE and --records exclude each other")
    with _progress() as progress:
        if options.file is not None:
            from glosskos.skosfile import thesaurus_of
            from glosskos.terms import parse_rdf

            progress(f"reading {options.file}")
            triples = list(dict.fromkeys(parse_rdf(options.file)))
            thesaurus_of(triples, str(options.file))  # says so where it is no SKOS
            thesaurus = None
        else:
            from glosskos.graph import thesaurus_quads

            thesaurus = _thesaurus(options)
            triples = list(dict.fromkeys(quad[:3] for quad in thesaurus_quads(thesaurus)))
        profile = options.profile or ("skos" if options.file is not None else "rc")
        families = SKOS_ONLY if profile == "skos" else OURS
        report = validate(triples, close(triples), families, options.engine, thesaurus, progress)
    print({"text": as_text, **REPORTS}[options.format](report), end="")
    return int(report.fails(options.fail_on.capitalize()))


def _search(options: argparse.Namespace) -> int:
    from glosskos.cards import pick, table
    from glosskos.lookup import Lookup

    lookup = Lookup(_thesaurus(options))
    text = " ".join(options.text)
    found = lookup.search(text, limit=len(lookup.thesaurus.concepts))
    hits = found[: options.limit]
    rows = [
        {
            "concept": hit.concept.slug,
            "prefLabel": pick(hit.concept.pref_label, "fr"),
            "found": hit.where,
            "as": hit.matched,
        }
        for hit in hits
    ]
    print(table(rows, options.format), end="")
    if len(found) > len(hits):
        _say(f"{len(hits)} of {len(found)} shown; --limit {len(found)} shows all")
    if not hits:
        near = lookup.nearest(text)
        _say(f"nothing fits {text!r}" + (f"; nearest: {', '.join(near)}" if near else ""))
    return 0


def _show(options: argparse.Namespace) -> int:
    import json
    import shutil

    from glosskos.cards import as_dict, card
    from glosskos.lookup import Lookup

    thesaurus = _thesaurus(options)
    concept = Lookup(thesaurus).concept(" ".join(options.concept))
    if options.format == "json":
        print(json.dumps(as_dict(concept, thesaurus), ensure_ascii=False, indent=1))
    else:
        print(card(concept, thesaurus, options.lang, min(120, shutil.get_terminal_size((100, 24)).columns)), end="")
    return 0

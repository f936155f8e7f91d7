"""What the commands share: common options, progress on stderr, and the thesaurus that a call names."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from glosskos.errors import GlosskosError

if TYPE_CHECKING:
    from glosskos.model import Thesaurus
    from glosskos.rdfinput import RdfInput

__all__ = [
    "add_any_language",
    "add_data",
    "add_engine",
    "add_language",
    "add_records",
    "add_size",
    "add_source",
    "amount",
    "bytes_of",
    "give_bytes",
    "interruptible",
    "language_of_call",
    "not_negative",
    "number",
    "positive",
    "progress_bar",
    "say",
    "say_written",
    "source_of_call",
    "thesaurus_of_call",
]

Progress = Callable[..., None]


def positive(text: str) -> int:
    """Read a whole number of 1 or more."""
    return int(_number(text, int, 1))


def not_negative(text: str) -> int:
    """Read a whole number of 0 or more."""
    return int(_number(text, int, 0))


def amount(text: str) -> float:
    """Read a number of 0 or more, whole or not."""
    return _number(text, float, 0)


def number(text: str) -> float:
    """Read a number, whole or not."""
    return _number(text, float, None)


def _number(text: str, kind: Callable[[str], float], least: int | None) -> float:
    try:
        found = kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no {'whole ' if kind is int else ''}number") from None
    if not math.isfinite(found):
        raise argparse.ArgumentTypeError(f"{text!r} is no number")
    if least is not None and found < least:
        raise argparse.ArgumentTypeError(f"{text} is not {least} or more")
    return found


def add_records(parser: argparse._ActionsContainer) -> None:
    """Add ``--records``."""
    parser.add_argument(
        "--records", type=Path, metavar="DIR", help="the records (default: ./ontology, else those of the package)"
    )


def add_size(parser: argparse.ArgumentParser) -> None:
    """Add ``--max-size``."""
    parser.add_argument(
        "--max-size", type=amount, default=10, metavar="MB", help="largest document in MB (default: 10; 0: no bound)"
    )


def add_engine(parser: argparse.ArgumentParser, default: str = "pyshacl") -> None:
    """Add ``--engine``."""
    parser.add_argument(
        "--engine",
        choices=("auto", "pyshacl", "shacl"),
        default=default,
        help=f"SHACL engine; shacl: for large files, extra 'fast'; auto: shacl from 2,000 concepts on (default: {default})",
    )


def add_data(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """Add ``--data`` and ``--records``, which exclude each other; give their group, for what excludes them too."""
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--data", type=Path, metavar="FILE", help="any SKOS file instead of the records")
    add_records(place)
    return place


def add_language(parser: argparse.ArgumentParser, what: str, default: str = "fr") -> None:
    """Add ``--lang``.

    :param what: what is in that language
    """
    parser.add_argument(
        "--lang", choices=("fr", "en"), default=default, help=f"language of {what} (default: {default})"
    )


def add_any_language(parser: argparse.ArgumentParser, what: str) -> None:
    """Add ``--lang`` for what may be in any language of a file (:func:`language_of_call`).

    :param what: what is in that language
    """
    parser.add_argument(
        "--lang", default="fr", metavar="TAG", help=f"language of {what}: fr, en, or another of FILE (default: fr)"
    )


def language_of_call(options: argparse.Namespace, thesaurus: Thesaurus) -> str:
    """Give the language that ``--lang`` names.

    :raises GlosskosError: if it is neither French nor English, and no preferred label is in it
    """
    wanted: str = options.lang
    there = {tag for concept in thesaurus.concepts.values() for tag in concept.pref_label if tag != "und"}
    same = next((tag for tag in there if tag.lower() == wanted.lower()), wanted)  # tags have no case
    if same not in {"fr", "en", *there}:
        raise GlosskosError(
            f"--lang: no preferred label is in {wanted!r}; there are: {', '.join(sorted(there)) or 'none'}"
        )
    return same


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add FILE, an RDF file or the standard input, and ``--from``."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="an RDF file in any syntax, also as .gz; - is the standard input"
    )
    parser.add_argument(
        "--from",
        dest="source",
        choices=("ttl", "jsonld", "rdf", "nt", "trig", "nq", "n3"),
        help="its syntax (default: as its suffix or its beginning says)",
    )


def source_of_call(options: argparse.Namespace) -> RdfInput:
    """Give the file that the call names, ready to be read; its blank nodes are named in their order."""
    from glosskos.rdfinput import RdfInput, syntax_of

    return RdfInput(options.file, syntax_of(Path(f"x.{options.source}")) if options.source else None, relabel=True)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Give a function that shows the stage at work, on stderr and only where it is a terminal.

    With the stage it takes what the stage goes through: a file being read, or statements being written; then the share that is
    done, the rate and the time left are shown.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    from glosskos.cli._meter import Meter, ShareColumn

    with Bar(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        ShareColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", meter=None)
        yield lambda stage, *what: bar.update(task, description=stage, meter=Meter(what) if what else None)


def say(text: str) -> None:
    """Say something on stderr: what is no result."""
    print(text, file=sys.stderr)


def say_written(path: Path, what: str = "") -> None:
    """Say what was written: the file, its size, and what is in it.

    :param path: the file; of the standard output nothing is said
    """
    if path != Path("-"):
        size = f"{path.stat().st_size:,} bytes" if path.is_file() else "written"
        say(f"{path}: {size}{f', {what}' if what else ''}")


def give_bytes(data: bytes) -> None:
    """Write a result that is a file to the standard output, as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the program at once while a library works that does not look for it."""
    import signal

    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def bytes_of(megabytes: float) -> int:
    """Give megabytes as bytes."""
    return int(megabytes * 1024 * 1024)


def thesaurus_of_call(options: argparse.Namespace) -> Thesaurus:
    """Give the thesaurus that ``--data`` or ``--records`` names, else the one that is found."""
    if getattr(options, "data", None) is not None:
        from glosskos.skosfile import read_skos

        return read_skos(options.data)
    from glosskos.locator import find_records
    from glosskos.thesaurus import load_thesaurus

    return load_thesaurus(find_records(options.records).path)

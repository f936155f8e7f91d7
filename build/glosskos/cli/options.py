"""What the commands share: common options, progress on stderr, and the thesaurus that a call names."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glosskos.model import Thesaurus

__all__ = [
    "add_data",
    "add_engine",
    "add_records",
    "add_size",
    "bytes_of",
    "interruptible",
    "positive",
    "progress_bar",
    "say",
    "thesaurus_of_call",
]

Progress = Callable[[str], None]


def positive(text: str) -> int:
    """Read a number of 1 or more."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def add_records(parser: argparse._ActionsContainer) -> None:
    """Add ``--records``."""
    parser.add_argument(
        "--records", type=Path, metavar="DIR", help="the records (default: ./ontology, else those of the package)"
    )


def add_size(parser: argparse.ArgumentParser) -> None:
    """Add ``--max-size``."""
    parser.add_argument(
        "--max-size", type=float, default=10, metavar="MB", help="largest document in MB (default: 10; 0: no bound)"
    )


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Add ``--engine``."""
    parser.add_argument(
        "--engine",
        choices=("pyshacl", "shacl"),
        default="pyshacl",
        help="SHACL engine; shacl: for large files, extra 'fast'",
    )


def add_data(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """Add ``--data`` and ``--records``, which exclude each other; give their group, for what excludes them too."""
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--data", type=Path, metavar="FILE", help="any SKOS file instead of the records")
    add_records(place)
    return place


@contextmanager
def progress_bar() -> Iterator[Progress]:
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


def say(text: str) -> None:
    """Say something on stderr: what is no result."""
    print(text, file=sys.stderr)


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

"""A graph's content in one order and one form, on disk: counted, summed, compared, whatever its size.

The checksum is SHA-256 over the sorted N-Triples lines, literals by value (:mod:`glosskos.publish.values`), blank nodes named by
RDF Dataset Canonicalization (RDFC-1.0), so that isomorphic graphs have the same.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from glosskos.errors import GlosskosError
from glosskos.publish.values import by_value
from glosskos.terms import Term, Triple

__all__ = ["HEAD", "Content", "Outgoing", "compared", "content_of"]

HEAD = b"@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
_LINES_IN_MEMORY = 200_000
_MOST_WITH_BLANK_NODES = 200_000


@dataclass(frozen=True, slots=True)
class Content:
    """A graph as a file of sorted lines.

    :param path: the lines, UTF-8
    :param triples: how many there are
    :param sha256: their checksum
    :param read: how many triples were read, before those that mean the same were taken together
    """

    path: Path
    triples: int
    sha256: str
    read: int

    def lines(self) -> Iterator[str]:
        """Give the lines, each ``subject predicate object .`` and its line end."""
        with self.path.open(encoding="utf-8", newline="\n") as file:
            yield from file

    def same(self, other: Content) -> bool:
        """Tell whether two contents are the same graph."""
        return self.sha256 == other.sha256 and self.triples == other.triples


class Outgoing:
    """The triples as they came, on disk, to be sent in pieces of a bounded size, as Turtle.

    Those with blank nodes are one piece: in two requests, one blank node would become two. Virtuoso 7 does not look at the media type
    but at the text: it takes ``<html>`` inside a literal for a page, and a long literal for no RDF. So each piece begins with
    :data:`HEAD`, which tells it, and ``<`` in a literal is written as Turtle's ``\\u003C``.

    :param folder: where the files go
    """

    def __init__(self, folder: Path) -> None:
        self._plain = folder / "outgoing.nt"
        self._blank = folder / "outgoing-blank.nt"

    def kept(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """Give triples on, each kept as it came."""
        with (
            self._plain.open("w", encoding="utf-8", newline="\n") as plain,
            self._blank.open("w", encoding="utf-8", newline="\n") as blank,
        ):
            for triple in triples:
                subject, predicate, value = triple
                out = blank if subject[0] == "_" or value[0] == "_" else plain
                out.write(f"{subject} {predicate} {_told(value)} .\n")
                yield triple

    def pieces(self, size: int) -> Iterator[tuple[bytes, bool]]:
        """Give whole lines, of about ``size`` bytes; and whether the piece may be cut further."""
        if blank := self._blank.read_bytes():
            yield blank, False
        with self._plain.open("rb") as file:
            while piece := file.read(size):
                yield piece + file.readline() if piece[-1:] != b"\n" else piece, True


def _told(value: Term) -> Term:
    if value[0] != '"' or "<" not in value:
        return value
    end = value.rindex('"')
    return value[:end].replace("<", "\\u003C") + value[end:]


def content_of(triples: Iterable[Triple], folder: Path, name: str) -> Content:
    """Write a graph's content.

    :param folder: where the files go; what is not needed any more is removed
    :raises GlosskosError: if there is no room, or there are too many triples with blank nodes to tell them apart
    """
    read = 0
    blank: list[str] = []
    pages: list[Path] = []
    lines: list[str] = []
    path = folder / f"{name}.nt"
    try:
        for subject, predicate, value in triples:
            read += 1
            line = f"{subject} {predicate} {by_value(value)} .\n"
            if subject[0] == "_" or value[0] == "_":
                blank.append(line)
                if len(blank) > _MOST_WITH_BLANK_NODES:
                    raise GlosskosError(
                        f"more than {_MOST_WITH_BLANK_NODES:,} triples have blank nodes: too many to compare; give them IRIs"
                    )
                continue
            lines.append(line)
            if len(lines) >= _LINES_IN_MEMORY:
                pages.append(_page(lines, folder / f"{name}-{len(pages)}.page"))
                lines = []
        lines += _named(blank)
        return _merged(lines, pages, path, read)
    except OSError as error:
        raise GlosskosError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        for page in pages:
            page.unlink(missing_ok=True)


def _page(lines: list[str], path: Path) -> Path:
    """Write sorted lines aside."""
    lines.sort()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
    return path


def _merged(lines: list[str], pages: list[Path], path: Path, read: int) -> Content:
    """Merge sorted pages and what is in memory, each line once."""
    lines.sort()
    checksum = hashlib.sha256()
    count = 0
    last = ""
    with ExitStack() as stack, path.open("w", encoding="utf-8", newline="\n") as out:
        sorted_lines: list[Iterable[str]] = [
            stack.enter_context(page.open(encoding="utf-8", newline="\n")) for page in pages
        ]
        for line in heapq.merge(*sorted_lines, lines):
            if line != last:
                out.write(line)
                checksum.update(line.encode())
                count += 1
                last = line
    return Content(path, count, checksum.hexdigest(), read)


def _named(lines: list[str]) -> list[str]:
    """Give lines with blank nodes their canonical labels."""
    if not lines:
        return []
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

    dataset = Dataset(parse("".join(lines).encode(), format=RdfFormat.N_TRIPLES))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in dataset]


def compared(old: Content, new: Content) -> Iterator[tuple[bool, str]]:
    """Give the lines in which two contents differ, in order: True and a line that only the new one has, else False."""
    before, after = old.lines(), new.lines()
    left, right = next(before, None), next(after, None)
    while left is not None or right is not None:
        if left == right:
            left, right = next(before, None), next(after, None)
        elif right is None or (left is not None and left < right):
            yield False, left or ""
            left = next(before, None)
        else:
            yield True, right
            right = next(after, None)

"""N-Triples and N-Quads: a line for each statement, sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from glosskos.ordering import Ordered
from glosskos.terms import Quad, Triple

__all__ = ["write_nquads", "write_ntriples"]


def write_ntriples(
    triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str] | None = None, base: str = ""
) -> None:
    """Write N-Triples, a line each, sorted by subject, predicate and object."""
    del prefixes, base
    out.writelines(_blocks(triples if isinstance(triples, Ordered) else Ordered(triples)))


def _blocks(ordered: Ordered) -> Iterator[str]:
    """Give each subject's lines. The order is that of whole lines: no term begins another's line, a space comes before all in them."""
    by_subject = ordered.by_subject
    for subject in sorted(by_subject):
        flat = iter(by_subject[subject])
        lines = sorted({f"{predicate} {value} .\n" for predicate, value in zip(flat, flat, strict=True)})
        start = f"{subject} "
        yield start + start.join(lines)


def write_nquads(
    quads: Iterable[Quad], out: IO[str], prefixes: Mapping[str, str] | None = None, base: str = ""
) -> None:
    """Write N-Quads, a line each, sorted."""
    del prefixes, base
    out.writelines(
        sorted({f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in quads})
    )

"""N-Triples and N-Quads: a line for each statement, sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from glosskos.ordering import Ordered, by_graph
from glosskos.terms import Quad, Term, Triple

__all__ = ["write_nquads", "write_ntriples"]


def write_ntriples(
    triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str] | None = None, base: str = ""
) -> None:
    """Write N-Triples, a line each, sorted by subject, predicate and object."""
    del prefixes, base
    out.writelines(_blocks(triples if isinstance(triples, Ordered) else Ordered(triples)))


def _blocks(ordered: Ordered, graph: str = "") -> Iterator[str]:
    """Give each subject's lines. The order is that of whole lines: no term begins another's line, a space comes before all in them."""
    by_subject = ordered.by_subject
    for subject in ordered.walk(sorted(by_subject)):
        flat = iter(by_subject[subject])
        lines = sorted({f"{predicate} {value}{graph} .\n" for predicate, value in zip(flat, flat, strict=True)})
        start = f"{subject} "
        yield start + start.join(lines)


def write_nquads(
    quads: Iterable[Quad] | Mapping[Term, Ordered],
    out: IO[str],
    prefixes: Mapping[str, str] | None = None,
    base: str = "",
) -> None:
    """Write N-Quads, a line each: the default graph first, then each named graph, sorted.

    :param quads: quads, or each graph's triples by its name
    """
    del prefixes, base
    graphs = by_graph(quads)
    for graph in sorted(graphs):
        out.writelines(_blocks(graphs[graph], f" {graph}" if graph else ""))

"""Writers of every RDF syntax, all ours: same statements, same bytes, in the order of a reader (:mod:`glosskos.ordering`).

They write as they go: a file is never whole in memory, its statements are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from glosskos.ordering import Ordered
from glosskos.syntax.jsonld import jsonld_context, jsonld_writer
from glosskos.syntax.lines import write_nquads, write_ntriples
from glosskos.syntax.rdfxml import write_rdfxml
from glosskos.syntax.turtle import write_trig, write_turtle
from glosskos.terms import Quad

__all__ = [
    "SYNTAXES", "WITH_GRAPHS", "jsonld_context", "jsonld_writer", "write", "write_nquads", "write_ntriples", "write_rdfxml", "write_trig",
    "write_turtle",
]  # fmt: skip

SYNTAXES: dict[str, Callable[..., None]] = {
    ".ttl": write_turtle,
    ".rdf": write_rdfxml,
    ".nt": write_ntriples,
}
WITH_GRAPHS: dict[str, Callable[..., None]] = {
    ".trig": write_trig,
    ".nq": write_nquads,
}


def write(
    path: Path,
    statements: Iterable[Quad] | Ordered,
    prefixes: Mapping[str, str],
    base: str = "",
    context: Mapping[str, Any] | None = None,
) -> None:
    """Write one data file in the syntax of its suffix (``.ttl .jsonld .rdf .nt .trig .nq``).

    :param statements: quads; or triples already in order, which several files can share (not for TriG and N-Quads)
    :param context: the JSON-LD context, for ``.jsonld``
    :raises KeyError: if the suffix is none of these
    """
    writer = WITH_GRAPHS.get(path.suffix) or (
        jsonld_writer(context or {}) if path.suffix == ".jsonld" else SYNTAXES[path.suffix]
    )
    found: Any = statements
    if not isinstance(statements, Ordered) and path.suffix not in WITH_GRAPHS:
        found = (quad[:3] for quad in statements)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        writer(found, out, prefixes, base)

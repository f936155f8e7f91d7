"""Writing a repaired file in the place of the one that was read: whole, in its syntax, read again before it takes the place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from glosskos.errors import DocumentError, TargetError
from glosskos.namespaces import PREFIXES
from glosskos.ordering import Ordered
from glosskos.syntax import write
from glosskos.terms import Term, Triple, parse_rdf

__all__ = ["check_rewritable", "prefixes_of", "rewrite"]

_SUFFIX = {
    ".ttl": ".ttl", ".turtle": ".ttl", ".nt": ".nt", ".rdf": ".rdf", ".xml": ".rdf", ".owl": ".rdf", ".jsonld": ".jsonld", ".json": ".jsonld",
}  # fmt: skip


def prefixes_of(path: Path) -> dict[str, str]:
    """Give the prefixes that a file declares, ours for those it does not."""
    from pyoxigraph import RdfFormat, parse

    formats = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML}
    kind = formats.get(_SUFFIX.get(path.suffix.lower(), ""))
    own: dict[str, str] = {}
    if kind is not None:
        reader = parse(path=str(path), format=kind, base_iri=path.resolve().as_uri())
        for _ in reader:
            pass
        own = {prefix: namespace for prefix, namespace in reader.prefixes.items() if namespace}
    taken = set(own.values())
    return {**{prefix: each for prefix, each in PREFIXES.items() if prefix not in own and each not in taken}, **own}


def check_rewritable(path: Path) -> None:
    """Make sure that a file can be written again without losing anything.

    :raises DocumentError: if it has named graphs, or a syntax that is not written
    """
    suffix = path.suffix.lower()
    if suffix not in _SUFFIX:
        raise DocumentError(
            f"{path}: cannot be written again, {suffix} may hold named graphs; convert it to Turtle first"
        )
    if _SUFFIX[suffix] == ".jsonld":
        from pyoxigraph import DefaultGraph, RdfFormat, parse

        quads = parse(path=str(path), format=RdfFormat.JSON_LD, base_iri=path.resolve().as_uri())
        if any(not isinstance(quad.graph_name, DefaultGraph) for quad in quads):
            raise DocumentError(f"{path}: cannot be written again, it holds named graphs; convert it to Turtle first")


def rewrite(path: Path, triples: Iterable[Triple]) -> None:
    """Put a graph in the place of a file, all or nothing: it is written beside it, read again and compared first.

    Order, layout and comments become our writer's; the statements are those given and no others.

    :raises TargetError: if it cannot be written, or does not read back the same
    """
    path = path.resolve()
    check_rewritable(path)
    triples = _renamed(triples)
    suffix = _SUFFIX[path.suffix.lower()]
    beside = path.with_name(f".{path.name}.glosskos-new{suffix}")
    prefixes = prefixes_of(path)
    context = {"id": "@id", "type": "@type", **{name: each for name, each in prefixes.items() if name}}
    try:
        write(beside, Ordered(triples), prefixes, "", context)
        if _comparable(parse_rdf(beside)) != _comparable(triples):
            raise TargetError(f"{path}: what was written does not read back the same; nothing was changed")
        shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        raise TargetError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        beside.unlink(missing_ok=True)


def _renamed(triples: Iterable[Triple]) -> list[Triple]:
    """Number blank nodes in the order of the file: parsers name them otherwise each time."""
    names: dict[str, str] = {}
    return [(_number(subject, names), predicate, _number(value, names)) for subject, predicate, value in triples]


def _number(term: Term, names: dict[str, str]) -> Term:
    return names.setdefault(term, f"_:b{len(names)}") if term[0] == "_" else term


def _comparable(triples: Iterable[Triple]) -> list[tuple[str, ...]]:
    """Give statements in order, blank nodes without their names."""
    return sorted({tuple("_:" if term[0] == "_" else term for term in triple) for triple in triples})

"""The graph that queries are asked of, and the engine that answers: pyoxigraph in memory."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from glosskos.closure import close
from glosskos.collector import paused
from glosskos.errors import GlosskosError
from glosskos.graph import evidence_quads, thesaurus_quads
from glosskos.model import Thesaurus
from glosskos.queries.guards import asks_outside, too_deep
from glosskos.queries.results import Result
from glosskos.terms import Triple, to_ntriples

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = [
    "QueryRefused",
    "QuerySyntaxError",
    "TooManyRows",
    "closed",
    "evaluate",
    "query_graph",
    "store_of",
]


class QuerySyntaxError(GlosskosError):
    """A query that is no SPARQL 1.1; the message has line and column."""


class QueryRefused(GlosskosError):
    """A query that asks for what is not given: another server (``SERVICE``), or more levels than the engine has room for."""


class TooManyRows(GlosskosError):
    """A query that gives more rows than the limit."""


@paused()
def query_graph(thesaurus: Thesaurus) -> list[Triple]:
    """Give the graph that queries are asked of: what is asserted, what it entails, and the reasons of the links."""
    return [*closed(quad[:3] for quad in thesaurus_quads(thesaurus)), *(quad[:3] for quad in evidence_quads(thesaurus))]


@paused()
def closed(triples: Iterable[Triple]) -> list[Triple]:
    """Give the triples of any SKOS file with their entailments, each once."""
    asserted = list(dict.fromkeys(triples))
    return [*asserted, *close(asserted)]


def store_of(triples: Iterable[Triple]) -> Store:
    """Load triples into the default graph of a store in memory."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.bulk_load(to_ntriples(triples).encode("utf-8", "surrogatepass"), format=RdfFormat.N_TRIPLES)
    return store


def evaluate(store: Store, text: str, max_rows: int | None = None, **dataset: Any) -> Result:
    """Ask a store.

    :param text: the query; parameters are bound already (:func:`glosskos.queries.filled`)
    :param max_rows: the most rows (or triples) to give
    :param dataset: ``default_graph`` and ``named_graphs`` of :meth:`pyoxigraph.Store.query`
    :raises QuerySyntaxError: if the text is no SPARQL 1.1 query
    :raises QueryRefused: if it asks another server (``SERVICE``): nothing here goes out; or if it is nested too deeply
    :raises TooManyRows: if there are more rows than ``max_rows``
    """
    from pyoxigraph import QueryBoolean, QuerySolutions, Store

    if why := too_deep(text):
        raise QueryRefused(why)
    try:
        if asks_outside(text, lambda changed: Store().query(changed)):
            raise QueryRefused("SERVICE is refused: a query is answered from this graph alone")
        found = store.query(text, **dataset)
        if isinstance(found, QueryBoolean):
            return Result("ASK", truth=bool(found))
        limit = None if max_rows is None else min(max_rows + 1, sys.maxsize)
        if isinstance(found, QuerySolutions):
            names = tuple(variable.value for variable in found.variables)
            rows = [tuple([None if term is None else str(term) for term in row]) for row in islice(found, limit)]
            return _bounded(Result("SELECT", names, rows), max_rows)
        triples = [(str(each.subject), str(each.predicate), str(each.object)) for each in islice(found, limit)]
        return _bounded(Result("CONSTRUCT", triples=list(dict.fromkeys(triples))), max_rows)
    except SyntaxError as error:
        raise _syntax(error, text) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise GlosskosError(f"the query failed: {error}") from None


def _bounded(result: Result, most: int | None) -> Result:
    if most is not None and len(result) > most:
        raise TooManyRows(f"more than {most:,} rows: ask for fewer with LIMIT and OFFSET")
    return result


def _syntax(error: SyntaxError, text: str) -> QuerySyntaxError:
    """Say where a text stops being SPARQL, with what stands there; the parser's list of all that might have come is no help."""
    message = " ".join(str(error.msg or error).split())
    at = re.match(r"error at (\d+):(\d+): (.*)", message)
    if not at:
        return QuerySyntaxError(f"not SPARQL 1.1: {message}")
    line, column = int(at[1]), int(at[2])
    lines = text.splitlines()
    there = lines[line - 1][column - 1 :].strip()[:30] if line <= len(lines) else ""
    found = f"near {there!r}" if there else "where the query ends"
    why = "" if at[3].startswith("expected") else f": {at[3][:200]}"
    return QuerySyntaxError(f"not SPARQL 1.1 at line {line}, column {column}, {found}{why}")

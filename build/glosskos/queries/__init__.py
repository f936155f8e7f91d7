"""Ready-made queries: their heads, their parameters, the engine that answers, and the forms of what it gives."""

from glosskos.queries.engine import (
    QueryRefused,
    QuerySyntaxError,
    TooManyRows,
    closed,
    evaluate,
    query_graph,
    record_of,
    store_of,
)
from glosskos.queries.heads import Parameter, ReadyQuery, query_file, ready_queries, ready_query, without_head
from glosskos.queries.results import GRAPH_FORMATS, ROW_FORMATS, Result, native, written
from glosskos.queries.values import Names, bind, filled

__all__ = [
    "GRAPH_FORMATS",
    "ROW_FORMATS",
    "Names",
    "Parameter",
    "QueryRefused",
    "QuerySyntaxError",
    "ReadyQuery",
    "Result",
    "TooManyRows",
    "bind",
    "closed",
    "evaluate",
    "filled",
    "native",
    "query_file",
    "query_graph",
    "ready_queries",
    "ready_query",
    "record_of",
    "store_of",
    "without_head",
    "written",
]

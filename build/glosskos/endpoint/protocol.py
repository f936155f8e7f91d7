"""Requests of the SPARQL 1.1 Protocol: what is asked, of which graphs, in which form; and bodies that are too large or too slow."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from glosskos.endpoint.limits import Limits
from glosskos.endpoint.negotiation import GRAPH_TYPES, ROW_TYPES, accepted, preferred, style_of
from glosskos.endpoint.refusals import Refused

__all__ = ["body_of", "sparql_request", "styles"]

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"


async def body_of(request: Request, limits: Limits) -> bytes:
    """Read a request's body.

    :raises Refused: if it is larger, or slower, than may be; the connection is closed then
    """
    most = limits.body_bytes
    too_large = Refused(413, "too large", f"a request may have {most:,} bytes")
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > most:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise too_large
    except TimeoutError:
        raise Refused(408, "too slow", f"the body has not arrived within {limits.body_seconds:g} seconds") from None
    except ClientDisconnect:
        raise Refused(400, "cut off", "the client went before the body was whole") from None
    return bytes(body)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "not UTF-8", "the query is not UTF-8 text") from None


async def sparql_request(request: Request, limits: Limits) -> dict[str, Any] | None:
    """Give what a request to ``/sparql`` asks; None where it asks nothing (and wants to know what the service is).

    :raises Refused: if it is no query by the protocol (SPARQL 1.1 Protocol, 2.1)
    """
    pairs = _pairs(request.url.query, limits)
    query = None
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await body_of(request, limits)
        if kind == _FORM:
            pairs += _pairs(_text(body), limits)
        elif kind == _QUERY:
            query = _text(body)
        elif kind == _UPDATE:
            raise Refused(403, "read-only", "this service takes no updates")
        else:
            raise Refused(
                415, "unsupported media type", f"a query comes as {_FORM} or {_QUERY}, not {kind or 'without a type'}"
            )
    if any(name == "update" for name, _ in pairs):
        raise Refused(403, "read-only", "this service takes no updates")
    queries = [value for name, value in pairs if name == "query"] + ([] if query is None else [query])
    if len(queries) > 1:
        raise Refused(400, "two queries", "one query a request")
    if not queries:
        if request.method == "POST":
            raise Refused(400, "no query", "the form has no field 'query'")
        return None
    return {
        "do": "sparql",
        "query": queries[0],
        "default_graphs": [value for name, value in pairs if name == "default-graph-uri"],
        "named_graphs": [value for name, value in pairs if name == "named-graph-uri"],
        **styles(request, dict(pairs)),
    }


def _pairs(text: str, limits: Limits) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, strict_parsing=False, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise Refused(400, "not a form", f"the parameters cannot be read: {error}") from None


def styles(request: Request, parameters: Mapping[str, str]) -> dict[str, str]:
    """Give the forms that a request wants for rows and for a graph, by ``format`` or ``Accept``; none where none will do.

    :raises Refused: if ``format`` names no form, or ``Accept`` takes none
    """
    wanted = parameters.get("format", "")
    if wanted:
        found = {"row_style": style_of(wanted, ROW_TYPES), "graph_style": style_of(wanted, GRAPH_TYPES)}
        if not any(found.values()):
            known = ", ".join(dict.fromkeys((*ROW_TYPES, *GRAPH_TYPES)))
            raise Refused(400, "unknown format", f"there is no format {wanted!r}; there are {known}")
        if wanted.strip().lower() == "json":
            found["graph_style"] = "jsonld"
        return found
    accept = accepted(request.headers)
    found = {"row_style": preferred(accept, ROW_TYPES), "graph_style": preferred(accept, GRAPH_TYPES)}
    if not any(found.values()):
        kinds = ", ".join(names[0] for table in (ROW_TYPES, GRAPH_TYPES) for names in table.values())
        raise Refused(406, "not acceptable", f"there are {kinds}")
    return found

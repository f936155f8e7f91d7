"""A worker: a process that answers one request at a time from the store it was forked with, within bounds that the kernel holds.

It can open no file and no connection (``RLIMIT_NOFILE``), take no more memory than it may (``RLIMIT_AS``), and is ended by an alarm
if the one who asked is no longer there to do it. Whatever a query does to it, the server forks another.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from glosskos.endpoint.dataset import Dataset
from glosskos.endpoint.describe import describe
from glosskos.endpoint.frames import CHUNK, receive, send, send_json
from glosskos.endpoint.limits import Limits
from glosskos.errors import GlosskosError
from glosskos.queries import (
    QueryRefused,
    QuerySyntaxError,
    Result,
    TooManyRows,
    bind,
    evaluate,
    filled,
    written,
)

__all__ = ["prepare", "serve"]

_REFUSALS = {
    QuerySyntaxError: (400, "not SPARQL 1.1"),
    QueryRefused: (403, "refused"),
    TooManyRows: (400, "too many rows"),
}


class _Answer(Exception):
    """An error for the one who asked."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.title = status, title


def prepare(dataset: Dataset) -> None:
    """Load, before the fork, what a worker that can open no file will want."""
    from glosskos.endpoint import pages
    from glosskos.syntax import jsonld_context

    del pages
    jsonld_context()
    dataset.lookup.search("x")  # makes its index of texts


def serve(connection: socket.socket, dataset: Dataset, limits: Limits) -> None:
    """Answer requests until the other side goes.

    :param connection: the socket to the server
    """
    gc.enable()
    worker = _Worker(connection, dataset, limits)
    _bound(limits)
    with suppress(EOFError, ConnectionError):
        while True:
            _, payload = receive(connection)
            # Nobody outlives the limit by much, even where the server that would end it has itself been killed.
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + 5)
            worker.answer(json.loads(payload))
            signal.setitimer(signal.ITIMER_REAL, 0)


def _bound(limits: Limits) -> None:
    """Have the kernel hold memory and files."""
    import resource

    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + limits.memory
        most = min(most, sys.maxsize)  # what no machine has is no limit
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with suppress(OSError, ValueError):
        # No new descriptor: no file, no connection. Those open stay.
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Worker:
    def __init__(self, connection: socket.socket, dataset: Dataset, limits: Limits) -> None:
        self._connection = connection
        self._data = dataset
        self._limits = limits
        self._does: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, str]]] = {
            "sparql": self._sparql,
            "ready": self._ready,
            "describe": self._describe,
            "search": self._search,
            "find": self._find,
        }

    def answer(self, request: Mapping[str, Any]) -> None:
        """Answer one request: head, data, end; or an error."""
        try:
            if request["do"] == "graph":
                self._graph(request)
                return
            kind, text = self._does[request["do"]](request)
            body = text.encode("utf-8", "replace")
            if len(body) > self._limits.result_bytes:
                size = f"{len(body):,} bytes, over {self._limits.result_bytes:,}"
                raise _Answer(400, "too large a result", f"the result has {size}: ask for less with LIMIT")
        except _Answer as error:
            self._error(error.status, error.title, str(error))
        except GlosskosError as error:
            status, title = _REFUSALS.get(type(error), (400, "cannot be answered"))
            self._error(status, title, str(error))
        except MemoryError:
            self._error(503, "memory limit", "the query wants more memory than it may take")
            os._exit(1)  # what is left of this process is not to be trusted
        except Exception as error:
            self._error(500, "a fault of glosskos", f"{type(error).__name__}: {error}")
        else:
            self._head(kind)
            self._data_frames(body)
            send(self._connection, b"e")

    def _error(self, status: int, title: str, detail: str) -> None:
        send_json(self._connection, b"x", {"status": status, "title": title, "detail": detail})

    def _head(self, kind: str) -> None:
        send_json(self._connection, b"h", {"style": kind})

    def _data_frames(self, body: bytes) -> None:
        for at in range(0, len(body), CHUNK):
            send(self._connection, b"d", body[at : at + CHUNK])

    def _written(self, result: Result, request: Mapping[str, Any]) -> tuple[str, str]:
        style = request["graph_style" if result.form == "CONSTRUCT" else "row_style"]
        if not style:
            raise _Answer(406, "not acceptable", "the result has no form that the Accept header takes")
        return style, written(result, style, self._data.prefixes)

    def _sparql(self, request: Mapping[str, Any]) -> tuple[str, str]:
        from pyoxigraph import NamedNode

        dataset: dict[str, Any] = {}
        try:
            if request.get("default_graphs"):
                dataset["default_graph"] = [NamedNode(name) for name in request["default_graphs"]]
            if request.get("default_graphs") or request.get("named_graphs"):
                dataset["named_graphs"] = [NamedNode(name) for name in request.get("named_graphs") or ()]
        except ValueError as error:
            raise _Answer(400, "not a graph", str(error)) from None
        result = evaluate(self._data.store, request["query"], self._limits.rows, **dataset)
        return self._written(result, request)

    def _ready(self, request: Mapping[str, Any]) -> tuple[str, str]:
        query = self._data.queries.get(request["name"])
        if query is None:
            raise _Answer(404, "not found", f"no ready-made query is called {request['name']!r}")
        text = filled(query, bind(query, request["values"], self._data.names, self._data.thesaurus.language))
        return self._written(evaluate(self._data.store, text, self._limits.rows), request)

    def _describe(self, request: Mapping[str, Any]) -> tuple[str, str]:
        name, triples = request["iris"][0], []
        for each in request["iris"]:
            with suppress(ValueError):  # no IRI
                if triples := describe(self._data.store, each):
                    name = each
                    break
        if not triples:
            raise _Answer(404, "not found", f"nothing is said of {name} here")
        if request["graph_style"] == "html":
            from glosskos.endpoint.pages import description

            return "html", description(name, triples, self._data)
        return self._written(Result("CONSTRUCT", triples=triples), request)

    def _search(self, request: Mapping[str, Any]) -> tuple[str, str]:
        hits = self._data.lookup.search(request["text"], request["limit"])
        rows = [
            {
                "iri": self._data.names.iri("concept", hit.concept.slug),
                "slug": hit.concept.slug,
                "prefLabel": dict(hit.concept.pref_label),
                "where": hit.where,
                "matched": hit.matched,
            }
            for hit in hits
        ]
        return "plain-json", json.dumps({"query": request["text"], "results": rows}, ensure_ascii=False)

    def _find(self, request: Mapping[str, Any]) -> tuple[str, str]:
        """Find a concept by any name; give where it is."""
        try:
            found = self._data.names.iri("concept", request["name"])
        except GlosskosError as error:
            raise _Answer(404, "not found", str(error)) from None
        return "plain-json", json.dumps({"iri": found})

    def _graph(self, request: Mapping[str, Any]) -> None:
        """Send a whole graph as it is in the store (Graph Store Protocol): streamed, without limits of rows and size."""
        from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

        store, name, style = self._data.store, request["graph"], request["graph_style"]
        if name and name not in self._data.graphs:
            self._error(404, "not found", f"there is no graph {name}")
            return
        form = {
            "ttl": RdfFormat.TURTLE,
            "nt": RdfFormat.N_TRIPLES,
            "rdf": RdfFormat.RDF_XML,
            "jsonld": RdfFormat.JSON_LD,
        }
        forms = {**form, "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
        self._head(style)
        out: Any = _Stream(self._connection)  # all of a file that a dump wants is `write`
        if style in ("trig", "nq"):
            store.dump(out, format=forms[style], prefixes=self._data.prefixes)
        else:
            graph = NamedNode(name) if name else DefaultGraph()
            store.dump(out, format=forms[style], from_graph=graph, prefixes=self._data.prefixes)
        out.rest()
        send(self._connection, b"e")


class _Stream(io.RawIOBase):
    """What a dump writes to: sends a data frame for every 64 kB."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._connection = connection
        self._waiting = bytearray()

    def write(self, data: Any) -> int:
        self._waiting += data
        if len(self._waiting) >= CHUNK:
            self.rest()
        return len(data)

    def rest(self) -> None:
        """Send what waits."""
        send(self._connection, b"d", bytes(self._waiting))
        self._waiting.clear()

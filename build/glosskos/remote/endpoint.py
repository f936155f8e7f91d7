"""A triple store over HTTP: SPARQL 1.1 Protocol, SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from glosskos.errors import GlosskosError, RemoteError
from glosskos.queries import Result
from glosskos.queries.tokens import has_keyword
from glosskos.remote.answers import GRAPHS, RESULTS, read_results, read_triples, shortened_message, succeeded
from glosskos.remote.credentials import Credentials, check_url, place
from glosskos.remote.transport import Transport, with_parameters
from glosskos.terms import Triple

if TYPE_CHECKING:
    from requests import Response

__all__ = ["Endpoint"]

_LONGEST_GET = 2000  # characters of a URL; what is longer goes as POST (many servers stop at 8,000, some at 2,083)


class Endpoint:
    """A store's URLs, who is asking, and how long to wait.

    :param query_url: where queries go (SPARQL Protocol)
    :param update_url: where updates go; empty where there are none
    :param store_url: where graphs are read and written (Graph Store Protocol, ``?graph=``); empty where there is none
    :param credentials: who is asking; nobody by default
    :param timeout: seconds to wait for an answer to begin, and for a query's to end
    :raises GlosskosError: if a URL is none, or holds a password
    """

    def __init__(
        self,
        query_url: str,
        update_url: str = "",
        store_url: str = "",
        credentials: Credentials | None = None,
        timeout: float = 60.0,
    ) -> None:
        self.query_url = check_url(query_url)
        self.update_url = check_url(update_url) if update_url else ""
        self.store_url = check_url(store_url) if store_url else ""
        self.timeout = timeout
        self._http = Transport(credentials or Credentials(scheme="none"), timeout)

    # SPARQL Protocol

    def query(self, text: str, graph: str | None = None) -> Result:
        """Ask a query.

        :param text: SPARQL 1.1; a long one goes as POST
        :param graph: the graph to ask, in the place of the store's default graph
        :raises RemoteError: if the server cannot be reached, refuses, or does not give results
        """
        form = has_keyword(text, "SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        if not form:
            raise GlosskosError("the query holds none of SELECT, ASK, CONSTRUCT and DESCRIBE")
        wants_graph = form in ("CONSTRUCT", "DESCRIBE")
        with self._ask(text, graph, GRAPHS if wants_graph else RESULTS) as response:
            if wants_graph:
                triples = list(dict.fromkeys(read_triples(response, self.timeout)))
                return Result("CONSTRUCT", triples=triples)
            result = read_results(response, self.timeout)
            _complete(response)
            return result

    def construct(self, text: str) -> Iterator[Triple]:
        """Ask a ``CONSTRUCT``; give its triples as they come.

        :raises RemoteError: as :meth:`query`
        """
        with self._ask(text, None, GRAPHS) as response:
            yield from read_triples(response)

    @contextmanager
    def _ask(self, text: str, graph: str | None, accept: str) -> Iterator[Response]:
        parameters = {"query": text, **({"default-graph-uri": graph} if graph else {})}
        address = with_parameters(self.query_url, parameters)
        headers = {"Accept": accept}
        method, body = "GET", None
        if len(address) > _LONGEST_GET:
            method, address, body = "POST", self.query_url, urlencode(parameters).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with self._http.send(method, address, headers, body, "the query") as response:
            if not succeeded(response):
                raise self._http.refusal(response, "the query")
            _complete(response)
            yield response

    def update(self, text: str) -> None:
        """Do a SPARQL Update.

        :raises RemoteError: if the server cannot be reached or refuses; what it did then is not known where no status came
        """
        if not self.update_url:
            raise GlosskosError(f"{place(self.query_url)}: no URL for updates is known; give --update-url")
        headers = {"Content-Type": "application/sparql-update", "Accept": "*/*"}
        with self._http.send("POST", self.update_url, headers, text.encode(), "the update") as response:
            if not succeeded(response):
                raise self._http.refusal(response, "the update")

    def count(self, graph: str) -> int:
        """Give the number of triples in a graph, as the store counts them.

        :raises RemoteError: as :meth:`query`
        """
        result = self.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        row = next(iter(result), {})
        if not isinstance(row.get("n"), int):
            raise RemoteError(f"{place(self.query_url)}: gave no number when asked to count")
        return int(row["n"])

    # Graph Store Protocol

    def get(self, graph: str) -> Iterator[Triple]:
        """Read a graph as its triples come; one that is not there is empty.

        :raises RemoteError: if the server cannot be reached, refuses, or does not give RDF
        """
        with self._http.send("GET", self._graph(graph), {"Accept": GRAPHS}, doing=f"reading <{graph}>") as response:
            if response.status_code == 404:
                return
            if not succeeded(response):
                raise self._http.refusal(response, f"reading <{graph}>")
            _complete(response)
            if response.status_code != 204:
                yield from read_triples(response)

    def put(self, graph: str, body: bytes | Path, kind: str = "text/turtle") -> None:
        """Put a graph in the place of what is there.

        :param body: RDF, or a file of it, which is sent as it is read
        :param kind: its media type
        :raises RemoteError: if the server cannot be reached or refuses
        """
        self._write("PUT", graph, body, kind)

    def post(self, graph: str, body: bytes | Path, kind: str = "text/turtle") -> None:
        """Add to a graph; parameters and errors as of :meth:`put`."""
        self._write("POST", graph, body, kind)

    def delete(self, graph: str) -> bool:
        """Delete a graph; tell whether it was there.

        :raises RemoteError: if the server cannot be reached or refuses
        """
        with self._http.send("DELETE", self._graph(graph), {}, doing=f"deleting <{graph}>") as response:
            if not succeeded(response) and response.status_code != 404:
                raise self._http.refusal(response, f"deleting <{graph}>")
            return succeeded(response)

    def _write(self, method: str, graph: str, body: bytes | Path, kind: str) -> None:
        with self._http.send(
            method, self._graph(graph), {"Content-Type": kind}, body, f"writing <{graph}>"
        ) as response:
            if not succeeded(response):
                raise self._http.refusal(response, f"writing <{graph}>")

    def _graph(self, graph: str) -> str:
        if not self.store_url:
            raise GlosskosError(f"{place(self.query_url)}: no URL for graphs is known; give --store-url")
        return with_parameters(self.store_url, {"graph": graph})

    def there(self, url: str) -> bool:
        """Tell whether anything is at a URL, by GET alone.

        :raises RemoteError: if the server cannot be reached, or refuses the user
        """
        with self._http.send("GET", url, {"Accept": "*/*"}, doing="looking there") as response:
            if response.status_code == 401:
                raise self._http.refusal(response, "looking there")
            return response.status_code not in (404, 410) and not response.is_redirect

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _complete(response: Response) -> None:
    """Refuse a result that the store itself calls partial (Virtuoso, when its time for a query is over)."""
    if state := response.headers.get("X-SQL-State"):
        says = shortened_message(response.headers.get("X-SQL-Message", ""))
        raise RemoteError(f"{place(response.url)}: gave only a part of the result ({state}: {says})")

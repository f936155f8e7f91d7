"""Which URLs of a store take queries, updates and graphs: given, or found by asking at the places that known stores have."""

from __future__ import annotations

from dataclasses import dataclass

from glosskos.errors import GlosskosError, RemoteError
from glosskos.remote import Credentials, Endpoint
from glosskos.remote.credentials import check_url, place

__all__ = ["LAYOUTS", "Layout", "Urls", "find_store"]


@dataclass(frozen=True, slots=True)
class Urls:
    """The URLs that the user gives; empty where they are to be found."""

    query: str = ""
    update: str = ""
    store: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a kind of store has its three services, from its base URL."""

    name: str
    query: str
    update: str
    store: str


LAYOUTS = (
    Layout("oxigraph", "/query", "/update", "/store"),
    Layout("Virtuoso", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
    Layout("Fuseki", "/sparql", "/update", "/data"),
    Layout("Fuseki", "/query", "/update", "/data"),
    Layout("RDF4J or GraphDB", "", "/statements", "/rdf-graphs/service"),
)
_SERVICES = ("query", "sparql", "update", "store", "data", "statements")


def find_store(base: str, given: Urls, credentials: Credentials, timeout: float) -> tuple[str, Endpoint]:
    """Find a store's URLs; give the kind of store, as far as its URLs tell, and its endpoint.

    Asks with ``ASK {}`` and with GET alone: nothing is changed. Where only queries are answered, the other URLs stay empty.

    :param base: the URL of a store, of a dataset of it, or of one of its services
    :raises GlosskosError: if nothing there answers queries, or what answers does not let the user in
    """
    if given.query and given.update and given.store:
        return "store", Endpoint(given.query, given.update, given.store, credentials, timeout)
    base = check_url(base).partition("?")[0].rstrip("/")
    answering: Endpoint | None = None
    for root in _roots(base):
        for layout in LAYOUTS:
            query = given.query or root + layout.query
            endpoint = Endpoint(
                query, given.update or root + layout.update, given.store or root + layout.store, credentials, timeout
            )
            if not _answers(endpoint):
                continue
            answering = answering or endpoint
            if (given.update or endpoint.there(endpoint.update_url)) and (
                given.store or endpoint.there(endpoint.store_url)
            ):
                return layout.name, endpoint
    plain = Endpoint(given.query or base, given.update, given.store, credentials, timeout)
    if answering is None and not _answers(plain):
        raise GlosskosError(
            f"{place(base)}: nothing there answers SPARQL queries; give the store's base URL, or --query-url, --update-url and --store-url"
        )
    query = plain.query_url if answering is None else answering.query_url
    return "store", Endpoint(query, given.update, given.store, credentials, timeout)


def _roots(base: str) -> list[str]:
    """Give the base, and what is above it where it ends like a service."""
    above, _, last = base.rpartition("/")
    return [base, above] if last in _SERVICES and above.count("/") > 1 else [base]


def _answers(endpoint: Endpoint) -> bool:
    """Tell whether queries are answered.

    :raises RemoteError: if there is no server, or it does not let the user in
    """
    try:
        return endpoint.query("ASK {}").form == "ASK"
    except RemoteError as error:
        if error.status in (0, 401, 403, 429, 503):
            raise
        return False

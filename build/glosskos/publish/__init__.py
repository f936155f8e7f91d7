"""Publishing to a triple store: what, where to, and the exchange of the graphs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from glosskos.errors import GlosskosError
from glosskos.publish.content import Outgoing, content_of
from glosskos.publish.difference import Difference, Named
from glosskos.publish.discovery import LAYOUTS, Urls, find_store
from glosskos.publish.exchange import BATCH, Exchange, Outcome, PublishError
from glosskos.publish.sources import Data, check_graph, of_build, of_file, of_records
from glosskos.remote import Endpoint

__all__ = [
    "BATCH",
    "LAYOUTS",
    "Data",
    "Difference",
    "Named",
    "Outcome",
    "PublishError",
    "Urls",
    "find_store",
    "of_build",
    "of_file",
    "of_records",
    "publish",
]


def publish(
    data: Data,
    endpoint: Endpoint,
    graph: str = "",
    dry: bool = False,
    progress: Callable[[str], None] = lambda _: None,
    batch: int = BATCH,
) -> Outcome:
    """Put data in the place of a graph of a store, or (``dry``) tell what that would change.

    :param graph: the graph's IRI; by default the one that the data says, or the IRI of its concept scheme
    :param progress: told what is being done
    :param batch: bytes of one request, at most
    :raises GlosskosError: if the data cannot be read or is not to be published, or the store cannot be used
    :raises PublishError: if it came to nothing; the message says which graph stands
    """
    if graph:
        check_graph(graph)
    try:
        with tempfile.TemporaryDirectory(prefix="glosskos-publish-") as made:
            folder = Path(made)
            progress("reading the data")
            outgoing = Outgoing(folder)
            new = content_of(outgoing.kept(data), folder, "new")
            if not new.triples:
                raise GlosskosError(
                    f"{data.name}: empty, no statement in it; a graph is not emptied by publishing nothing to it"
                )
            home = check_graph(graph or data.home())
            if not dry and not (endpoint.update_url and endpoint.store_url):
                missing = "--store-url" if endpoint.update_url else "--update-url and --store-url"
                raise GlosskosError(
                    f"{endpoint.query_url}: answers queries, but takes no changes there; give {missing}"
                )
            return Exchange(endpoint, home, new, outgoing, folder, progress, batch).run(dry)
    except OSError as error:
        raise GlosskosError(f"no room for the work on the way: {error.strerror or error}") from None

"""What servers answer: results, graphs, refusals; each refusal as one line that says what to do."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, cast

from glosskos.errors import RemoteError
from glosskos.queries import Result
from glosskos.remote.credentials import place, wanted_schemes
from glosskos.terms import Triple

if TYPE_CHECKING:
    from requests import Response

__all__ = ["GRAPHS", "RESULTS", "Body", "read_results", "read_triples", "refusal", "shortened_message", "succeeded"]

RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
GRAPHS = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"

_RESULT_FORMATS = {
    "application/sparql-results+json": "JSON", "application/json": "JSON", "application/sparql-results+xml": "XML",
    "application/xml": "XML", "text/xml": "XML",
}  # fmt: skip
_GRAPH_FORMATS = {
    "application/n-triples": "N_TRIPLES", "text/plain": "N_TRIPLES", "text/ntriples": "N_TRIPLES", "text/turtle": "TURTLE",
    "application/x-turtle": "TURTLE", "application/rdf+xml": "RDF_XML", "application/n-quads": "N_QUADS",
    "application/trig": "TRIG", "application/ld+json": "JSON_LD", "text/n3": "N3", "text/rdf+n3": "N3",
}  # fmt: skip
_LONGEST = 300


class Body:
    """A server's answer as a file to read from, decompressed, with a last moment.

    :param seconds: how long reading may take at all; None for no bound (what is large may take long)
    """

    def __init__(self, response: Response, seconds: float | None = None) -> None:
        self._response = response
        self._end = None if seconds is None else time.monotonic() + seconds
        self._seconds = seconds
        self.failure: RemoteError | None = None

    def read(self, size: int = -1) -> bytes:
        """Read; what goes wrong on the way is kept in :attr:`failure`, because a parser may hide it."""
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        where = place(self._response.url)
        try:
            if self._end is not None and time.monotonic() > self._end:
                self.failure = RemoteError(f"{where}: the answer was not complete after {self._seconds:g} s")
                raise OSError
            return bytes(self._response.raw.read(None if size < 0 else size, decode_content=True))
        except ReadTimeoutError:
            self.failure = RemoteError(f"{where}: the answer stopped; nothing more came in time")
            raise OSError from None
        except (HTTPError, OSError) as error:
            self.failure = self.failure or RemoteError(f"{where}: the answer was cut short ({_reason(error)})")
            raise OSError from None


def _reason(error: BaseException) -> str:
    text = shortened_message(str(error.args[0] if error.args else error))
    return text or type(error).__name__


def succeeded(response: Response) -> bool:
    """Tell whether a request was done; a redirection is no success (``Response.ok`` says it is)."""
    return 200 <= response.status_code < 300


def media_type(response: Response) -> str:
    """Give an answer's media type without parameters, lower case."""
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def read_results(response: Response, seconds: float | None) -> Result:
    """Read the results of a SELECT or ASK.

    :raises RemoteError: if the answer is no result
    """
    from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

    name = _RESULT_FORMATS.get(media_type(response))
    if name is None:
        raise _no_answer(response, "results")
    body = Body(response, seconds)
    try:
        found: Any = parse_query_results(cast(IO[bytes], body), format=getattr(QueryResultsFormat, name))
        if isinstance(found, QueryBoolean):
            return Result("ASK", truth=bool(found))
        names = tuple(variable.value for variable in found.variables)
        return Result("SELECT", names, [tuple([None if term is None else str(term) for term in row]) for row in found])
    except (SyntaxError, ValueError, OSError) as error:
        raise body.failure or _unreadable(response, error) from None


def read_triples(response: Response, seconds: float | None = None) -> Iterator[Triple]:
    """Read a graph, triple by triple.

    :raises RemoteError: if the answer is no RDF, when its triples are asked for
    """
    from pyoxigraph import RdfFormat, parse

    name = _GRAPH_FORMATS.get(media_type(response))
    if name is None:
        raise _no_answer(response, "RDF")
    body = Body(response, seconds)
    try:
        for quad in parse(cast(IO[bytes], body), format=getattr(RdfFormat, name), base_iri=response.url):
            yield str(quad.subject), str(quad.predicate), str(quad.object)
    except (SyntaxError, ValueError, OSError) as error:
        raise body.failure or _unreadable(response, error) from None
    if body.failure:  # a parser that was content with what came before the cut
        raise body.failure


def _no_answer(response: Response, what: str) -> RemoteError:
    kind = media_type(response)
    if kind in ("text/html", "application/xhtml+xml"):
        return RemoteError(
            f"{place(response.url)}: answers with an HTML page, so it is likely not a SPARQL endpoint; "
            "its URL often ends in /sparql or /query",
            response.status_code,
        )
    return RemoteError(
        f"{place(response.url)}: answers with {kind or 'something without a type'}, which is no {what}",
        response.status_code,
    )


def _unreadable(response: Response, error: Exception) -> RemoteError:
    return RemoteError(
        f"{place(response.url)}: the answer says {media_type(response)}, and is not: {shortened_message(str(error))}",
        response.status_code,
    )


def refusal(response: Response, doing: str, tried: str, mask: Any = str) -> RemoteError:
    """Give the error of an answer that is no success.

    :param doing: what was being done, for the message (``the query``, ``writing <graph>``)
    :param tried: the scheme of authentication that was tried, or empty
    :param mask: what takes a secret out of a text
    """
    status = response.status_code
    where = place(response.url)
    says = mask(shortened_message(_text(response)))
    said = f": {says}" if says else ""
    wants = " or ".join(wanted_schemes(response.headers.get("WWW-Authenticate", "")))
    if status == 401:
        if tried:
            hint = f" (it asks for {wants})" if wants and tried.lower() not in wants.lower() else ""
            return RemoteError(f"{where}: 401: user name, password or token refused ({tried}){hint}", status)
        asks = f"asks for {wants} authentication" if wants else "wants to know who you are"
        return RemoteError(f"{where}: 401: the server {asks}, and no user name or token was given for it", status)
    hints: Mapping[int, str] = {
        403: f"403: {doing} is forbidden to this user, or the server is read-only{said}",
        404: f"404: nothing is there; is the URL right?{said}",
        405: f"405: the server does not do this ({response.request.method}); is it read-only?{said}",
        406: f"406: the server has no form of answer that is understood here{said}",
        413: f"413: more than the server takes at once{said}",
        414: "414: a longer URL than the server takes",
        429: f"429: too many requests; try again later{said}",
        503: f"503: the server is not available now; try again later{said}",
    }
    if status in hints:
        return RemoteError(f"{where}: {hints[status]}", status)
    if 300 <= status < 400:
        target = place(response.headers.get("Location", "")) if response.headers.get("Location") else "nowhere"
        return RemoteError(f"{where}: {status}: moved to {target}; give that URL", status)
    whose = "the server failed" if status >= 500 else "the server refuses"
    return RemoteError(f"{where}: {status}: {whose} {doing}{said}", status)


def _text(response: Response) -> str:
    """Give the beginning of an answer's text."""
    try:
        return Body(response, 10).read(8192).decode("utf-8", "replace")
    except OSError:
        return ""


def shortened_message(text: str) -> str:
    """Give a server's message as one short line of plain text: no mark-up, no control characters."""
    if "<" in text and re.search(r"<(!doctype|html|body|h\d|p|xmp|title)\b", text, re.I):
        text = re.sub(r"(?is)<(script|style|title|head)\b.*?</\1>", " ", text)
        text = html.unescape(re.sub(r"(?is)<!doctype[^>]*>|</?[a-z][^<>:/]*/?>", " ", text))
    text = text.split("\n\nSPARQL query:")[0]  # Virtuoso repeats the query
    text = re.sub(r"\x1b\[[0-9;?]*[ -/]*[@-~]", "", text)
    text = " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + " …"

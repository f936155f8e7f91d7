"""What each address answers: from a worker, from a file of the build, or of the server itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from glosskos import __version__
from glosskos.endpoint import pages, service
from glosskos.endpoint.answers import Body, has_already, not_modified, problem_of
from glosskos.endpoint.frames import CHUNK
from glosskos.endpoint.limits import Limits
from glosskos.endpoint.metrics import Metrics
from glosskos.endpoint.negotiation import DATASET_TYPES, GRAPH_TYPES, accepted, media_type, preferred, style_of
from glosskos.endpoint.pool import Answer, Pool
from glosskos.endpoint.protocol import sparql_request, styles
from glosskos.endpoint.refusals import Refused
from glosskos.namespaces import prefixes_for
from glosskos.queries import Result, ready_queries, written

__all__ = ["Handler", "Handlers"]

_HTML = {"html": ("text/html", "application/xhtml+xml")}
_DISTRIBUTION = "distribution/"  # what the catalog record says a file can be had under
_SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_OF_URLS = "%/:#?@!$&'()*+,;=-._~[]"
Handler = Callable[[Request], Awaitable[Response]]


class _File(FileResponse):
    """A file, read in larger pieces: each is a step to another thread and back, and the site's engine has 4 MB."""

    chunk_size = 4 * CHUNK


class Handlers:
    """Handlers of requests.

    :param folder: the build whose files and site are served, if there is one
    """

    def __init__(self, pool: Pool, about: dict[str, Any], limits: Limits, folder: Path | None) -> None:
        self.pool, self.about, self.limits = pool, about, limits
        self.metrics = Metrics(pool, about)
        self.base: str = about["base"]
        self.queries = ready_queries()
        self.prefixes = prefixes_for(self.base)
        self.folders = [] if folder is None else [each.resolve() for each in (folder / "site", folder) if each.is_dir()]

    async def _ask(self, request: Request, question: Mapping[str, Any]) -> Answer:
        """Ask a worker, as long as the one who asked is there."""

        async def gone() -> None:
            while not await request.is_disconnected():
                await asyncio.sleep(0.25)

        answer = asyncio.create_task(self.pool.ask(question))
        done, _ = await asyncio.wait({answer}, timeout=0.25)
        if done:
            return answer.result()
        leaving = asyncio.create_task(gone())
        try:
            await asyncio.wait({answer, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                raise Refused(499, "gone", "the client went before the answer")
            return answer.result()
        finally:
            leaving.cancel()
            answer.cancel()

    async def _answer(self, request: Request, question: Mapping[str, Any], **headers: str) -> Response:
        answer = await self._ask(request, question)
        more = {**_SAFE, **headers}
        if answer.style == "html":
            more["Content-Security-Policy"] = pages.POLICY
        return not_modified(request, Body(answer.body, headers=more, media_type=media_type(answer.style)))

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol; without a query, what the service is."""
        question = await sparql_request(request, self.limits)
        if question is not None:
            return await self._answer(request, question)
        style = preferred(accepted(request.headers), {**GRAPH_TYPES, **_HTML})
        if style == "html":
            return self._page(pages.home(self.about, self.queries))
        if not style:
            raise Refused(
                406, "not acceptable", "the service describes itself as Turtle, N-Triples, JSON-LD, RDF/XML or HTML"
            )
        triples = service.service_description(self.about, str(request.url.replace(query="", fragment="")))
        text = written(Result("CONSTRUCT", triples=triples), style, {**self.prefixes, **service.PREFIXES})
        return not_modified(request, Body(text, media_type=media_type(style)))

    async def store(self, request: Request) -> Response:
        """Graph Store Protocol, reading: ``?default``, ``?graph=IRI``, or neither for all graphs."""
        parameters = request.query_params
        graph = parameters.get("graph")
        if len(parameters.getlist("graph")) + ("default" in parameters) > 1:
            raise Refused(400, "two graphs", "name one graph, or the default one")
        if graph == "":
            raise Refused(400, "no graph", "?graph= wants an IRI; ?default is the default graph")
        whole = graph is None and "default" not in parameters
        forms = DATASET_TYPES if whole else GRAPH_TYPES
        wanted = parameters.get("format", "")
        style = style_of(wanted, forms) if wanted else preferred(accepted(request.headers), forms)
        if not style:
            raise Refused(406, "not acceptable", f"it can be had as {', '.join(names[0] for names in forms.values())}")
        if graph and graph not in self.about["graphs"]:
            raise Refused(404, "not found", f"there is no graph {graph}")
        headers = {**_SAFE, "Vary": "Accept"}
        if request.method == "HEAD":
            return Response(headers=headers, media_type=media_type(style))
        pieces = self.pool.stream({"do": "graph", "graph": graph or "", "graph_style": style})
        await anext(pieces)  # an error comes before anything is sent
        return StreamingResponse(pieces, headers=headers, media_type=media_type(style))

    async def list_queries(self, request: Request) -> Response:
        """The ready-made queries, with what they take."""
        found = [
            {
                "name": query.name,
                "summary": dict(query.summary),
                "description": dict(query.description),
                "tags": list(query.tags),
                "href": f"/api/queries/{query.name}",
                "parameters": [
                    {
                        "name": each.name,
                        "of": each.of,
                        "type": each.type,
                        "label": dict(each.label),
                        "default": each.default,
                    }
                    for each in query.parameters
                ],
            }
            for query in self.queries.values()
        ]
        return self._json(request, {"queries": found})

    async def ready(self, request: Request) -> Response:
        """One ready-made query, its parameters in the query string."""
        values = {name: value for name, value in request.query_params.items() if name != "format"}
        question = {"do": "ready", "name": request.path_params["name"], "values": values}
        return await self._answer(request, {**question, **styles(request, request.query_params)})

    async def search(self, request: Request) -> Response:
        """Search for words in labels and definitions."""
        text, limit = request.query_params.get("q", ""), request.query_params.get("limit", "20")
        if not text.strip():
            raise Refused(400, "no words", "say what to search for: ?q=")
        if not limit.isascii() or not limit.isdigit() or not 0 < int(limit) <= 1000:
            raise Refused(400, "no such limit", f"limit is a whole number from 1 to 1000, not {limit!r}")
        return await self._answer(request, {"do": "search", "text": text, "limit": int(limit)})

    async def concept(self, request: Request) -> Response:
        """Describe the concept that goes by a name."""
        if not (name := request.query_params.get("name", "")):
            raise Refused(400, "no name", "say which concept: ?name=")
        found = json.loads((await self._ask(request, {"do": "find", "name": name})).body)["iri"]
        question = {"do": "describe", "iris": [found], **styles(request, request.query_params)}
        return await self._answer(request, question, **{"Content-Location": quote(found, safe=_OF_URLS)})

    async def openapi(self, request: Request) -> Response:
        """The OpenAPI document."""
        return self._json(request, service.openapi(self.about, self.queries, str(request.base_url).rstrip("/")))

    async def health(self, request: Request) -> Response:
        """Whether a worker answers."""
        await self._ask(request, {"do": "sparql", "query": "ASK {}", "row_style": "json", "graph_style": ""})
        return self._json(request, {"status": "ok", "generator": f"glosskos {__version__}", **self.about})

    async def figures(self, request: Request) -> Response:
        """The metrics."""
        del request
        return Response(self.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    async def resource(self, request: Request) -> Response:
        """A file of the build or its site, or the description of the thing whose IRI ends in the path; else a page for people."""
        try:
            return await self._resource(request, request.path_params["path"])
        except Refused as refused:
            if refused.status != 404:
                raise
            if (
                preferred(
                    accepted(request.headers), {"problem": ("application/problem+json", "application/json"), **_HTML}
                )
                == "html"
            ):
                return self._lost(request.path_params["path"])
            answer = problem_of(refused)
            answer.headers["Vary"] = "Accept"
            return answer

    def _lost(self, path: str) -> Response:
        """Give the site's own page for addresses where there is nothing; its links lead to this server, not to where it is published."""
        if (file := self._file("404.html")) is None:
            return self._page(pages.lost(self.about, path), 404)
        text = file.read_text(encoding="utf-8").replace(f'href="{escape(self.base)}', 'href="/')
        return Body(text, 404, {**_SAFE, "Vary": "Accept"}, "text/html")

    async def _resource(self, request: Request, path: str) -> Response:
        if (file := self._file(path)) is not None:
            return self._sent(request, file)
        if not path:
            return self._page(pages.home(self.about, self.queries))
        held = path.removeprefix(_DISTRIBUTION).lstrip("/")
        if path.startswith(_DISTRIBUTION) and self._file(held) is not None:
            return RedirectResponse(f"/{held}", 303)
        _, dot, suffix = path.rpartition(".")
        if dot and suffix in GRAPH_TYPES:
            question = {"do": "describe", "iris": self._iris(request, f".{suffix}"), "graph_style": suffix}
            return await self._answer(request, question)
        style = preferred(accepted(request.headers), {**GRAPH_TYPES, **_HTML})
        if not style:
            raise Refused(406, "not acceptable", "it can be had as Turtle, N-Triples, JSON-LD, RDF/XML or HTML")
        if style == "html":
            for page in (f"{path}.html", f"{path}/index.html"):
                if self._file(page) is not None:
                    return RedirectResponse(f"/{page.removesuffix('index.html')}", 303, headers={"Vary": "Accept"})
        location = {"Content-Location": f"{pages.local(path)}.{style}"} if style != "html" else {}
        return await self._answer(
            request, {"do": "describe", "iris": self._iris(request), "graph_style": style}, **location
        )

    def _iris(self, request: Request, suffix: str = "") -> list[str]:
        """Give the IRIs that a path may stand for: as it reads, and as it was sent (an IRI may itself hold ``%20``)."""
        raw = request.scope.get("raw_path", b"").partition(b"?")[0].decode("latin-1").removeprefix("/")
        paths = (request.path_params["path"], raw)
        return list(dict.fromkeys(self.base + path.removesuffix(suffix) for path in paths))

    @staticmethod
    def _sent(request: Request, file: Path) -> Response:
        """Send a file, or say that the client has it."""
        answer = _File(file, headers=_SAFE, stat_result=file.stat())
        if has_already(request, answer.headers["etag"]):
            return Response(status_code=304, headers={"ETag": answer.headers["etag"]})
        return answer

    def _file(self, path: str) -> Path | None:
        """Give the file of the site, or else of the build, under a path; nothing outside them."""
        if ".." in path.split("/"):
            return None
        for folder in self.folders:
            with suppress(OSError, ValueError):
                found = (folder / path).resolve()
                if path.endswith("/") or not path:
                    found /= "index.html"
                if found.is_relative_to(folder) and found.is_file():
                    return found
        return None

    @staticmethod
    def _page(text: str, status: int = 200) -> Response:
        headers = {**_SAFE, "Content-Security-Policy": pages.POLICY, "Vary": "Accept"}
        return Body(text, status, headers, "text/html")

    @staticmethod
    def _json(request: Request, value: Any) -> Response:
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        return not_modified(request, Body(text, headers=_SAFE, media_type="application/json"))

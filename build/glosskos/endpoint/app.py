"""The application: which address goes to which handler."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from glosskos.endpoint.answers import problem, problem_of
from glosskos.endpoint.handlers import Handler, Handlers
from glosskos.endpoint.limits import Limits
from glosskos.endpoint.nursery import Nursery
from glosskos.endpoint.pool import Pool
from glosskos.endpoint.refusals import Refused

__all__ = ["make_app"]


def _guarded(handler: Handler) -> Handler:
    """Give a handler that answers what it refuses, instead of raising it."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as refused:
            answer = problem_of(refused)
            if refused.status in (408, 413):
                answer.headers["Connection"] = "close"  # what has not been read of the body never will be
            return answer

    return guarded


async def _wrong_method(request: Request, error: Exception) -> Response:
    methods = sorted(
        (getattr(error, "headers", None) or {}).get("Allow", "").split(", ")
    )  # Starlette keeps them in a set
    headers = {"Allow": ", ".join(methods)}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(sorted([*methods, "OPTIONS"]))})
    return problem(405, "read-only", f"{request.method} is not for this address; the service is read-only", headers)


async def _nothing_there(request: Request, error: Exception) -> Response:
    del error
    return problem(404, "not found", f"there is nothing at {request.url.path}")


def make_app(nursery: Nursery, about: dict[str, Any], limits: Limits, folder: Path | None) -> ASGIApp:
    """Give the ASGI application.

    :param nursery: what forks its workers
    :param about: what is served (:meth:`glosskos.endpoint.nursery.Nursery.about`)
    :param folder: the build whose files and site are served, if there is one
    """
    pool = Pool(nursery, limits)
    server = Handlers(pool, about, limits, folder)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.crew.start()
        try:
            yield
        finally:
            pool.crew.close()

    def route(path: str, handler: Handler, *methods: str) -> Route:
        return Route(path, _guarded(handler), methods=methods or ("GET",))

    app = Starlette(
        routes=[
            route("/sparql", server.sparql, "GET", "POST"),
            route("/store", server.store),
            route("/api/queries", server.list_queries),
            route("/api/queries/{name}", server.ready),
            route("/api/search", server.search),
            route("/api/concept", server.concept),
            route("/api/openapi.json", server.openapi),
            route("/health", server.health),
            route("/metrics", server.figures),
            route("/{path:path}", server.resource),
        ],
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
                allow_headers=["*"],
                expose_headers=["Content-Location", "ETag", "Link", "Retry-After"],
                max_age=86400,
            )
        ],
        exception_handlers={404: _nothing_there, 405: _wrong_method},
        lifespan=lifespan,
    )
    return server.metrics.measured(app)

"""Figures of a running server, in the form of Prometheus."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily
from prometheus_client.exposition import generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glosskos.endpoint.pool import Pool

__all__ = ["Metrics"]

_ROUTES = ("sparql", "store", "api", "health", "metrics")
_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """Counts and times what a server answers.

    :param pool: the workers
    """

    def __init__(self, pool: Pool, about: dict[str, Any]) -> None:
        self._registry = CollectorRegistry()
        self._pool = pool
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "glosskos_http_requests", "Requests by route and status", ["route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "glosskos_http_request_seconds",
            "Time to answer, by route",
            ["route"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        Gauge("glosskos_triples", "Triples in the default graph", registry=self._registry).set(about["triples"])
        Gauge("glosskos_concepts", "Concepts", registry=self._registry).set(about["concepts"])
        Gauge("glosskos_workers", "Worker processes", registry=self._registry).set_function(lambda: len(pool.crew))
        self._registry.register(self)

    def collect(self) -> list[CounterMetricFamily]:
        """Give what the workers' pool has counted."""
        family = CounterMetricFamily(
            "glosskos_queries", "Requests to workers by what became of them", labels=["outcome"]
        )
        for outcome, count in sorted(self._pool.counts.items()):
            family.add_metric([outcome], count)
        return [family]

    def text(self) -> bytes:
        """Give all figures as text (exposition format 0.0.4)."""
        return generate_latest(self._registry)

    def measured(self, app: ASGIApp) -> ASGIApp:
        """Give an application that counts and times what another answers."""

        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            first = scope["path"].lstrip("/").partition("/")[0]  # `OPTIONS *` has no slash
            route = first if first in _ROUTES else "data"
            begun = perf_counter()
            status = 500

            async def watched(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await app(scope, receive, watched)
            finally:
                self._requests.labels(route, status).inc()
                self._seconds.labels(route).observe(perf_counter() - begun)

        return wrapped

"""What one request may cost, and how many may be at work at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

__all__ = ["Limits"]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server.

    :param seconds: the longest a query may take
    :param rows: the most rows, or triples, that a query may give
    :param result_bytes: the largest result of a query, in bytes
    :param memory: what a worker may take beyond the graph that it shares, in bytes
    :param body_bytes: the largest body of a request, and the largest headers, in bytes
    :param body_seconds: the longest that headers, or a body, may take to arrive
    :param write_seconds: the longest that a client may take to accept the next 64 kB of an answer
    :param connections: the most connections at once
    :param quick: workers for queries of which nothing bad is known
    :param slow: workers for queries that have taken more than ``quick_seconds`` of a processor
    :param quick_seconds: the processor time after which a query goes on among the slow ones
    :param waiting: the most queries that wait, for a quick worker or a slow one
    :param patience: the longest that a slow query waits for its turn, in seconds
    """

    seconds: float = 10.0
    rows: int = 100_000
    result_bytes: int = 16 * 1024 * 1024
    memory: int = 256 * 1024 * 1024
    body_bytes: int = 1024 * 1024
    body_seconds: float = 10.0
    write_seconds: float = 30.0
    connections: int = 1000
    quick: int = field(default_factory=lambda: _cores() + 1)
    slow: int = field(default_factory=_cores)
    quick_seconds: float = 0.05
    waiting: int = 500
    patience: float = 2.0

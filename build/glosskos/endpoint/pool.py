"""The workers and who gets one: quick queries first, slow ones in what is left of the machine, none for ever.

Every query starts among the quick. One that has used more processor time than a quick query would is known as slow from then on,
by its text: its worker is put behind all others (``nice 19``) and counts among the few slow ones; when those are all taken, it is
ended, waits for its turn, and starts again there. At its time limit it is ended for good. So a query that never ends costs the
others a few hundredths of a second, once.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from glosskos.endpoint.crew import Crew, Worker
from glosskos.endpoint.frames import receive_async, send_async
from glosskos.endpoint.limits import Limits
from glosskos.endpoint.nursery import Nursery
from glosskos.endpoint.refusals import Refused, refusal_of

__all__ = ["Answer", "Pool"]

_KNOWN_SLOW = 10_000
_LOOK = 0.02  # seconds between two looks at how much a query has used
_DUMPS = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer.

    :param style: the form that was written (``json``, ``ttl``, …)
    """

    style: str
    body: bytes


class _Died(Exception):
    """A worker has gone while it was at work."""


class Pool:
    """The workers of a server.

    :param nursery: what forks them
    """

    def __init__(self, nursery: Nursery, limits: Limits) -> None:
        self._limits = limits
        self.crew = Crew(nursery, limits.quick)
        self._quick = asyncio.Semaphore(limits.quick)
        self._slow = asyncio.Semaphore(limits.slow)
        self._dumps = asyncio.Semaphore(_DUMPS)
        self._known_slow: OrderedDict[bytes, None] = OrderedDict()
        self._waiting = 0
        self.counts: Counter[str] = Counter()

    async def ask(self, request: Mapping[str, Any]) -> Answer:
        """Have a request answered.

        :raises Refused: if it is in error, takes too long or too much, or too many wait
        """
        text = json.dumps(request, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
        key = hashlib.blake2b(text, digest_size=16).digest()
        if key not in self._known_slow:
            # One that dies there may have been ended by something else: the query gets a second worker, behind the others.
            with suppress(_Died):
                answer = await self._among_the_quick(text, key)
                if answer is not None:
                    return answer
            self._remember(key)
        try:
            return await self._among_the_slow(text)
        except _Died:
            self.counts["memory limit"] += 1
            most = self._limits.memory // (1024 * 1024)
            raise Refused(
                503, "memory limit", f"the query wanted more than {most} MB, or its worker was ended"
            ) from None

    async def _among_the_quick(self, request: bytes, key: bytes) -> Answer | None:
        """Ask a quick worker; None if the query proves slow and there is no place for it to go on."""
        async with self._place(self._quick) as place, self.crew.worker() as worker:
            asked = asyncio.create_task(self._answer(worker, request))
            used = worker.processor_time()
            try:
                while not (await asyncio.wait({asked}, timeout=_LOOK))[0]:
                    if worker.processor_time() - used > self._limits.quick_seconds:
                        self._remember(key)
                        worker.put_behind()
                        if self._slow.locked():
                            return None
                        place.leave()
                        async with self._place(self._slow):
                            return await asked
                return asked.result()
            finally:
                asked.cancel()

    async def _among_the_slow(self, request: bytes) -> Answer:
        async with self._place(self._slow, self._limits.patience), self.crew.worker(fresh=True) as worker:
            worker.put_behind()
            return await self._answer(worker, request)

    async def stream(self, request: Mapping[str, Any]) -> AsyncIterator[bytes]:
        """Have a whole graph sent: first the form that is written, then its bytes, as fast as the client takes them.

        :raises Refused: if there is no such graph, or too many are being sent
        """
        async with self._place(self._dumps, self._limits.patience), self.crew.worker() as worker:
            worker.put_behind()
            await send_async(worker.writer, json.dumps(request).encode())
            while True:
                kind, payload = await receive_async(worker.reader)
                if kind == b"x":
                    raise refusal_of(payload)
                if kind == b"e":
                    return
                yield payload

    def _remember(self, key: bytes) -> None:
        if key not in self._known_slow:
            self.counts["slow"] += 1
        self._known_slow[key] = None
        if len(self._known_slow) > _KNOWN_SLOW:
            self._known_slow.popitem(last=False)

    @asynccontextmanager
    async def _place(self, places: asyncio.Semaphore, patience: float | None = None) -> AsyncIterator[_Place]:
        """Wait for one of some places, not among too many, nor for too long."""
        if places.locked():
            if self._waiting >= self._limits.waiting:
                raise self._busy()
            self._waiting += 1
            try:
                async with asyncio.timeout(patience):
                    await places.acquire()
            except TimeoutError:
                raise self._busy() from None
            finally:
                self._waiting -= 1
        else:
            await places.acquire()
        place = _Place(places)
        try:
            yield place
        finally:
            place.leave()

    def _busy(self) -> Refused:
        self.counts["busy"] += 1
        return Refused(503, "busy", "too many such queries are at work; try again later")

    async def _answer(self, worker: Worker, request: bytes) -> Answer:
        """Send a request to a worker and collect what comes back; end the worker at the time limit."""
        begun = monotonic()
        body = bytearray()
        style = ""
        try:
            async with asyncio.timeout(self._limits.seconds):
                await send_async(worker.writer, request)
                while True:
                    kind, payload = await receive_async(worker.reader)
                    if kind == b"h":
                        style = json.loads(payload)["style"]
                    elif kind == b"d":
                        body += payload
                    elif kind == b"e":
                        self.counts["answered"] += 1
                        return Answer(style, bytes(body))
                    else:
                        raise self._said(worker, payload)
        except TimeoutError:
            self.counts["time limit"] += 1
            self.crew.end(worker)
            raise Refused(503, "time limit", f"the query took more than {self._limits.seconds:g} seconds") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            self.crew.end(worker)
            if monotonic() - begun >= self._limits.seconds:
                self.counts["time limit"] += 1
                raise Refused(503, "time limit", f"the query took more than {self._limits.seconds:g} seconds") from None
            raise _Died from None

    def _said(self, worker: Worker, payload: bytes) -> Refused:
        """Give the error that a worker answers with; one that ran out of memory ends after that."""
        refused = refusal_of(payload)
        if refused.status == 503:
            self.crew.end(worker)
        self.counts["memory limit" if refused.status == 503 else "refused"] += 1
        return refused


class _Place:
    """One place taken, given back once."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places: asyncio.Semaphore | None = places

    def leave(self) -> None:
        """Give it back, if that has not been done."""
        if self._places is not None:
            self._places.release()
            self._places = None

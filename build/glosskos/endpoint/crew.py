"""The crew: worker processes, idle or at work, and what the server sees of each."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic

from glosskos.endpoint.nursery import Nursery
from glosskos.endpoint.refusals import Refused
from glosskos.errors import GlosskosError

__all__ = ["Crew", "Worker"]

_RECYCLED = 5_000  # requests after which a worker is replaced, so that nothing it holds on to adds up


class Worker:
    """The server's end of a worker."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid, self.reader, self.writer = pid, reader, writer
        self.asked = 0
        self.behind = False

    def processor_time(self) -> float:
        """Give the seconds that it has run on a processor; where the system does not tell, the clock's."""
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_text("ascii").split()[0]) / 1e9
        except (OSError, ValueError, IndexError):
            return monotonic()

    def put_behind(self) -> None:
        """Let it run only when no other wants to."""
        self.behind = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 19)

    def end(self) -> None:
        """End it, whatever it is at."""
        with suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        self.writer.close()


class Crew:
    """All workers of a server.

    :param nursery: what forks them
    :param places: how many to keep idle at most
    """

    def __init__(self, nursery: Nursery, places: int) -> None:
        self._nursery = nursery
        self._places = places
        self._idle: deque[Worker] = deque()
        self._all: set[Worker] = set()
        self._forking = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._all)

    async def start(self) -> None:
        """Have all idle places filled."""
        for _ in range(self._places):
            self._idle.append(await self._fork())

    def close(self) -> None:
        """End all workers."""
        for worker in list(self._all):
            self.end(worker)

    @asynccontextmanager
    async def worker(self, fresh: bool = False) -> AsyncIterator[Worker]:
        """Take an idle worker, or have one forked; one that is not ready for another request afterwards is ended."""
        worker = None if fresh else self._next_idle()
        if worker is None:
            worker = await self._fork()
        worker.asked += 1
        try:
            yield worker
        except Refused:
            raise  # an answer like any other, from a worker that goes on
        except BaseException:
            self.end(worker)
            raise
        finally:
            self._settle(worker)

    def _next_idle(self) -> Worker | None:
        """Give an idle worker that lives; None where there is none."""
        while self._idle:
            worker = self._idle.pop()
            if not worker.reader.at_eof():
                return worker
            self.end(worker)
        return None

    def _settle(self, worker: Worker) -> None:
        """Keep a worker that has answered and stands in front; end any other."""
        if worker not in self._all:
            return
        if worker.behind or worker.asked >= _RECYCLED or len(self._idle) >= self._places:
            self.end(worker)
        else:
            self._idle.append(worker)

    async def _fork(self) -> Worker:
        async with self._forking:
            try:
                pid, connection = await asyncio.get_running_loop().run_in_executor(None, self._nursery.fork)
            except GlosskosError as error:  # the server is about to end
                raise Refused(503, "no worker", str(error)) from None
        reader, writer = await asyncio.open_connection(sock=connection)
        worker = Worker(pid, reader, writer)
        self._all.add(worker)
        return worker

    def end(self, worker: Worker) -> None:
        """End a worker, whatever it is at."""
        if worker in self._all:
            self._all.discard(worker)
            worker.end()

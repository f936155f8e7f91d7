"""Running the server: one address, one process in front, workers behind it, and an end that leaves nothing."""

from __future__ import annotations

import asyncio
import signal
import socket
from asyncio.events import TimerHandle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from glosskos.endpoint.dataset import Origin
from glosskos.endpoint.limits import Limits
from glosskos.endpoint.nursery import Nursery
from glosskos.errors import GlosskosError

__all__ = ["serve"]


def _protocol(limits: Limits) -> type[HttpToolsProtocol]:
    """Give uvicorn's HTTP protocol with two clocks more: for headers that do not come, and for answers that are not taken."""

    class Timed(HttpToolsProtocol):
        _headers: TimerHandle | None = None
        _taking: TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._headers = self.loop.call_later(limits.body_seconds, self.transport.abort)

        def on_message_begin(self) -> None:
            super().on_message_begin()
            if self._headers is None:
                self._headers = self.loop.call_later(limits.body_seconds, self.transport.abort)

        def on_headers_complete(self) -> None:
            _stop(self._headers)
            self._headers = None
            super().on_headers_complete()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._taking = self.loop.call_later(limits.write_seconds, self.transport.abort)

        def resume_writing(self) -> None:
            _stop(self._taking)
            super().resume_writing()

        def connection_lost(self, exc: Exception | None) -> None:
            _stop(self._headers)
            _stop(self._taking)
            super().connection_lost(exc)

    return Timed


def _stop(timer: TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def _bound(host: str, port: int) -> socket.socket:
    """Give a socket bound to an address.

    :raises GlosskosError: if it is taken, or not this machine's
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # The protocol by name: without it asyncio takes the connections for something else than TCP and lets small answers wait.
        listening = socket.socket(family, kind, protocol or socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise GlosskosError(f"cannot listen at {host} port {port}: {error.strerror or error}") from None
    return listening


def serve(
    origin: Origin,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    folder: Path | None = None,
    access_log: bool = False,
    permitted: Callable[[dict[str, Any]], None] = lambda about: None,
    ready: Callable[[str, dict[str, Any]], None] = lambda address, about: None,
) -> None:
    """Serve until the process is told to end (Ctrl-C, SIGTERM).

    :param origin: what is served
    :param port: 0 for any that is free
    :param folder: the build whose files and site are served, if there is one
    :param permitted: called with what is to be served, before any request is taken; raises where it may not be
    :param ready: called with the address and what is served, when requests are taken
    :raises GlosskosError: if the data cannot be loaded, or the address not be listened at
    """
    limits = limits or Limits()
    listening = _bound(host, port)
    nursery = Nursery(origin, limits)
    try:
        from glosskos.endpoint.app import make_app  # while the data are being loaded

        about = nursery.about()
        permitted(about)
        app = make_app(nursery, about, limits, folder)
        config = uvicorn.Config(
            app,
            http=_protocol(limits),
            ws="none",
            lifespan="on",
            log_level="info" if access_log else "warning",
            access_log=access_log,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=3,
            limit_concurrency=limits.connections,
            backlog=1024,
        )
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}/"
        server = uvicorn.Server(config)
        with _told_to_end():
            asyncio.run(_run(server, listening, lambda: ready(address, about)))
    finally:
        listening.close()
        nursery.close()


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM mean the end that they ask for, and no error: uvicorn raises them again when it has shut down."""
    before = {each: signal.signal(each, lambda *_: None) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


async def _run(server: uvicorn.Server, listening: socket.socket, ready: Callable[[], None]) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.005)
    if server.started:
        ready()
    await serving

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

_LOOK = 1.0  # seconds between two looks at whether workers can still be had


def _protocol(limits: Limits) -> type[HttpToolsProtocol]:
    """Give uvicorn's HTTP protocol with a bound of headers, and two clocks: for headers that do not come, for answers not taken."""

    class Timed(HttpToolsProtocol):
        _headers: TimerHandle | None = None
        _taking: TimerHandle | None = None
        _head = 0

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._headers = self.loop.call_later(limits.body_seconds, self.transport.abort)

        def data_received(self, data: bytes) -> None:
            if self._headers is not None:
                self._head += len(data)
                if self._head > limits.body_bytes:  # of headers; a client that sends so many reads no answer
                    self.transport.write(b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\n\r\n")
                    self.transport.close()
                    return
            super().data_received(data)

        def on_message_begin(self) -> None:
            super().on_message_begin()
            if self._headers is None:
                self._headers = self.loop.call_later(limits.body_seconds, self.transport.abort)

        def on_headers_complete(self) -> None:
            self._head = 0
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
    if not 0 <= port <= 65535:  # the system takes what is left of larger numbers
        raise GlosskosError(f"{port} is no port; they are 0 (any that is free) to 65535")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # The protocol by name: without it asyncio takes the connections for something else than TCP and lets small answers wait.
        listening = socket.socket(family, kind, protocol or socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(1024)  # now: two that have bound one port, and do not listen, are both content
    except OSError as error:
        raise GlosskosError(f"cannot listen at {host} port {port}: {error.strerror or error}") from None
    except UnicodeError:
        raise GlosskosError(f"cannot listen at {host!r}: no name of a machine") from None
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
    :raises GlosskosError: if the data cannot be loaded, the address not be listened at, or no more workers be had
    """
    limits = limits or Limits()
    nursery = Nursery(origin, limits)  # before there is a socket, which it and its workers would hold on to
    listening: socket.socket | None = None
    try:
        listening = _bound(host, port)
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
            asyncio.run(_run(server, listening, nursery, lambda: ready(address, about)))
    finally:
        if listening is not None:
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


async def _run(server: uvicorn.Server, listening: socket.socket, nursery: Nursery, ready: Callable[[], None]) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.005)
    if server.started:
        ready()
    while not (await asyncio.wait({serving}, timeout=_LOOK))[0]:
        if nursery.has_ended():
            server.should_exit = True
            await serving
            raise GlosskosError("the process that forks workers has ended (was there memory enough?); start again")
    await serving

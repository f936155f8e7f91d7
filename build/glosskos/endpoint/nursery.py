"""The nursery: a process that has loaded the data and does nothing but fork workers, which share its memory.

It is started before the server has threads or an event loop, so that forking is safe, and a worker that was ended is replaced in a
few milliseconds.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from glosskos.endpoint.dataset import Origin
from glosskos.endpoint.frames import receive, send_json
from glosskos.endpoint.limits import Limits
from glosskos.errors import GlosskosError

__all__ = ["Nursery"]


class Nursery:
    """The server's end of the nursery.

    :param origin: what it loads
    :param limits: the bounds of its workers
    """

    def __init__(self, origin: Origin, limits: Limits) -> None:
        if not hasattr(os, "fork"):
            raise GlosskosError("glosskos serve needs a system that can fork (Linux, macOS)")
        self.socket, other = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if not self.pid:
            self.socket.close()
            _run(lambda: _nurse(other, origin, limits))
        other.close()

    def about(self) -> dict[str, Any]:
        """Wait until the data are loaded; give what the front must know of them.

        :raises GlosskosError: if they cannot be loaded
        """
        try:
            kind, payload = receive(self.socket)
        except EOFError:
            raise GlosskosError("the process that loads the data has ended (was there memory enough?)") from None
        found: dict[str, Any] = json.loads(payload)
        if kind == b"x":
            raise GlosskosError("\n".join(found["lines"]))
        return found

    def fork(self) -> tuple[int, socket.socket]:
        """Have a worker forked; give its process id and the socket to it.

        :raises GlosskosError: if the nursery has ended
        """
        try:
            self.socket.sendall(b"f")
            message, descriptors, _, _ = socket.recv_fds(self.socket, 8, 1)
        except OSError:
            message, descriptors = b"", []
        if len(message) != 8 or not descriptors:
            raise GlosskosError("the process that forks workers has ended")
        return int.from_bytes(message, "big"), socket.socket(fileno=descriptors[0])

    def close(self) -> None:
        """End the nursery, whatever it is at (it may still be loading); its workers end with their sockets."""
        self.socket.close()
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def has_ended(self) -> bool:
        """Tell whether the nursery is no more (the system ends processes where memory runs out)."""
        try:
            return os.waitpid(self.pid, os.WNOHANG)[0] != 0
        except ChildProcessError:
            return True


def _run(work: Callable[[], None]) -> None:
    """Run a forked process to its end, without what the parent would do at its own."""
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def _nurse(connection: socket.socket, origin: Origin, limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then lets go of us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended workers are not waited for
    try:
        dataset = origin.load()
    except GlosskosError as error:
        send_json(connection, b"x", {"lines": error.lines()})
        return
    from glosskos.endpoint import worker

    worker.prepare(dataset)
    gc.collect()
    gc.freeze()  # what is shared stays shared: no worker's collector touches it
    gc.disable()
    send_json(connection, b"h", dataset.about())
    while connection.recv(1):
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if not pid:
            connection.close()
            ours.close()
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says when memory runs out
            _run(partial(worker.serve, theirs, dataset, limits))
        theirs.close()
        socket.send_fds(connection, [pid.to_bytes(8, "big")], [ours.fileno()])
        ours.close()

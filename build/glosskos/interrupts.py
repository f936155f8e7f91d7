"""Ctrl-C while a library works that does not look for it."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

__all__ = ["attended"]

T = TypeVar("T")


def attended(work: Callable[[], T]) -> T:
    """Do work in a thread of its own, so that Ctrl-C is seen at once by the one that waits for it.

    For native code that lets other threads run (pyoxigraph, ``shacl``): called from the main thread itself, Ctrl-C would wait for its
    end. What was interrupted goes on until the program ends, which then does not wait for it.

    :returns: what the work gives
    :raises Exception: what the work raises
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    given: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work())
        except BaseException as error:  # it is for the thread that waits
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        thread.join()
    except KeyboardInterrupt:
        atexit.register(_leave, thread)
        raise
    if raised:
        raise raised[0]
    return given[0]


def _leave(thread: threading.Thread) -> None:
    """End the program, where native code would still run while the interpreter is taken down."""
    if thread.is_alive():
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(130)

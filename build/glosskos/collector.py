"""The garbage collector, paused while many small objects without cycles are made.

Composing the records or building the graph makes tens of thousands of objects that all stay: the collector would walk them over and
over and free nothing (it took half of the time of reading the records).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["paused", "settled"]


@contextmanager
def paused() -> Iterator[None]:
    """Pause the collector for a block (or, as a decorator, a function); it goes on afterwards if it was on before."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def settled() -> Iterator[None]:
    """Have the collector pass over what is there when a block (or, as a decorator, a function) begins, and look at new objects only.

    For work that does make cycles, as a template does for each page, beside a graph that stays.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()

"""The layouts: one module each, with ``read(text) -> Reading`` and ``score(lines) -> float``; found by discovery."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from glosskos.errors import DocumentError
from glosskos.layouts.reading import FURNITURE_KINDS, Piece, ReadEntry, Reading, uncovered

__all__ = [
    "FURNITURE_KINDS",
    "Layout",
    "Piece",
    "ReadEntry",
    "Reading",
    "detect",
    "exists",
    "layouts",
    "read",
    "uncovered",
]

_ENOUGH = 0.35


@dataclass(frozen=True, slots=True)
class Layout:
    """One way of setting out a glossary.

    :param name: as written in a source's record
    :param title: one line that tells it to a reader of ``extract --help``
    :param read: the reader
    :param score: how well a document's lines fit, from 0 to 1
    """

    name: str
    title: str
    read: Callable[[str], Reading]
    score: Callable[[list[str]], float]


@cache
def layouts() -> dict[str, Layout]:
    """Give all layouts by name: every module of this package that states a ``NAME``."""
    found = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{__name__}.{info.name}")
        name = getattr(module, "NAME", None)
        if name:
            title = (module.__doc__ or "").splitlines()[0].strip()
            found[name] = Layout(name, title, module.read, module.score)
    return found


def exists(name: str) -> bool:
    """Tell whether there is a layout of that name, without importing the readers: a module is named after its layout."""
    return bool(name) and importlib.util.find_spec(f"{__name__}.{name.replace('-', '_')}") is not None


def detect(text: str) -> Layout:
    """Give the layout that fits a document best.

    :raises DocumentError: if none fits
    """
    lines = text.splitlines()
    score, _, layout = max((layout.score(lines), name, layout) for name, layout in layouts().items())
    if score < _ENOUGH:
        raise DocumentError("none of the layouts fits (" + ", ".join(layouts()) + "); name one with --layout")
    return layout


def read(text: str, layout: str = "") -> Reading:
    """Read a document by the named layout, or by the one that fits.

    :raises DocumentError: if there is no layout of that name, or none fits
    """
    if not layout:
        return detect(text).read(text)
    try:
        return layouts()[layout].read(text)
    except KeyError:
        raise DocumentError(f"no layout is called {layout!r}; there are: " + ", ".join(layouts())) from None

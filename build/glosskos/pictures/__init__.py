"""Pictures: a neighbourhood in many formats, the poster of the whole thesaurus, charts.

A format is a module of this package with ``PICTURE = Picture(name, suffix, media_type, write)``; it is found by discovery.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from glosskos.errors import GlosskosError
from glosskos.pictures.scene import Picture, Scene

__all__ = ["Picture", "Scene", "format_of", "picture", "pictures"]


@cache
def pictures() -> dict[str, Picture]:
    """Give every format by name, in the order of the names."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(loaded, "PICTURE"):
            found.append(loaded.PICTURE)
    return {each.name: each for each in sorted(found, key=lambda each: each.name)}


def picture(name: str) -> Picture:
    """Give one format.

    :raises GlosskosError: if there is none of that name
    """
    if name not in pictures():
        raise GlosskosError(f"no picture format is called {name!r}; there are: {', '.join(pictures())}")
    return pictures()[name]


def format_of(file_name: str) -> str:
    """Give the name of the format that a file's suffix stands for.

    :raises GlosskosError: if it stands for none
    """
    for each in pictures().values():
        if file_name.lower().endswith(each.suffix):
            return each.name
    known = " ".join(each.suffix for each in pictures().values())
    raise GlosskosError(f"{file_name}: no picture format has this suffix; known are {known} (or name one with --format)")

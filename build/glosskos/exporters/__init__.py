"""Exporters into data catalogs and the files that stewards open: one module each, found by discovery.

A module of this package with ``EXPORTER`` is an exporter; the command line, the build, ``catalogs/README.md`` and the tests pick it
up. Which of the thesaurus's facts it carries, flattens or drops stands in it as a table (:mod:`glosskos.exporters.base`).
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from glosskos.exporters.base import Exporter, ExportError

__all__ = ["ExportError", "Exporter", "exporter", "exporters"]


@cache
def exporters() -> dict[str, Exporter]:
    """Give every exporter by name, in the order of names."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(loaded, "EXPORTER"):
            found[loaded.EXPORTER.name] = loaded.EXPORTER
    return dict(sorted(found.items()))


def exporter(name: str) -> Exporter:
    """Give the exporter of a name.

    :raises ExportError: if there is none; lists those there are
    """
    known = exporters()
    if name not in known:
        raise ExportError(
            f"no exporter is called {name!r}; known are "
            + ", ".join(f"{each.name} ({each.title})" for each in known.values())
        )
    return known[name]

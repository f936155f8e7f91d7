"""Pictures: a neighbourhood in many formats, the poster of the whole thesaurus, charts.

A format is a module of this package with ``PICTURE = Picture(name, suffix, media_type, write)``; it is found by discovery.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from functools import cache

from glosskos.errors import GlosskosError
from glosskos.model import Thesaurus
from glosskos.neighbourhood import RELATIONS, neighbourhood
from glosskos.pictures.scene import Picture, Scene

__all__ = ["Picture", "Scene", "draw", "draw_poster", "format_of", "picture", "pictures"]


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
    raise GlosskosError(
        f"{file_name}: no picture format has this suffix; known are {known} (or name one with --format)"
    )


def draw(
    thesaurus: Thesaurus,
    slug: str,
    form: str = "svg",
    *,
    depth: int = 1,
    relations: Collection[str] = RELATIONS,
    sources: Collection[str] | None = None,
    language: str = "fr",
    links: str = "",
    engine: str = "own",
) -> tuple[bytes, bool]:
    """Draw a concept's neighbourhood (:func:`glosskos.neighbourhood.neighbourhood`).

    :param form: the name of a format
    :param links: which links are drawn (:func:`glosskos.neighbourhood.arrange`)
    :param engine: ``own``, or ``dot`` to let Graphviz lay it out (svg and png)
    :returns: the bytes, and whether they are no text
    :raises GlosskosError: if an argument is not known, or Graphviz is missing
    """
    how = picture(form)
    scene = Scene(thesaurus, neighbourhood(thesaurus, slug, depth, relations, sources), language, links)
    if engine == "own":
        return how.write(scene), how.binary
    if form not in ("svg", "png"):
        raise GlosskosError(f"the engine dot draws svg and png, not {form} (--format dot gives its input)")
    from glosskos.pictures.dot import drawn_by_graphviz

    return drawn_by_graphviz(scene, form), how.binary


def draw_poster(thesaurus: Thesaurus, language: str = "fr", form: str = "svg") -> tuple[bytes, bool]:
    """Draw the whole thesaurus by theme.

    :param form: ``svg`` or ``png``
    :returns: the bytes, and whether they are no text
    :raises GlosskosError: if it is asked for in another format
    """
    from glosskos.pictures.png import png
    from glosskos.pictures.poster import poster

    if form not in ("svg", "png"):
        raise GlosskosError(f"the poster is drawn as svg or png, not {form}")
    drawing = poster(thesaurus, language)
    return (png(drawing), True) if form == "png" else (drawing.encode("utf-8"), False)

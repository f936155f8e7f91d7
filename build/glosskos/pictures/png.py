"""A neighbourhood as PNG, drawn from our SVG by resvg.

The package brings the letters of DejaVu Sans that European languages need: their PNGs are the same on every machine, with or without
system fonts. Only for other letters (CJK, Arabic, emoji …) are the system's fonts looked at; where they have none, a box stands for
the letter.
"""

from __future__ import annotations

import re
from pathlib import Path

from glosskos.errors import GlosskosError
from glosskos.neighbourhood.metrics import in_table
from glosskos.pictures.scene import Picture, Scene
from glosskos.pictures.svg import svg

__all__ = ["PICTURE", "png"]

_FONT = Path(__file__).parent / "fonts" / "DejaVuSans-subset.ttf"
_FAMILY = "DejaVu Sans"
_SIZE = re.compile(r'<svg [^>]*?viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_MOST_PIXELS = 120_000_000
_TEXTS = re.compile(r"<text[^>]*>([^<]*)")


def png(drawing: str, zoom: float = 2.0) -> bytes:
    """Draw an SVG of ours as PNG, in its light colours.

    :param zoom: pixels for a pixel of the SVG; less where the picture would be larger than 120 million pixels
    :raises GlosskosError: if resvg cannot draw it
    """
    import resvg_py

    found = _SIZE.search(drawing)
    if found is None:
        raise GlosskosError("not an SVG of glosskos: no view box")
    width, height = float(found.group(1)), float(found.group(2))
    zoom = min(zoom, (_MOST_PIXELS / (width * height)) ** 0.5)
    known = in_table("".join(_TEXTS.findall(drawing)))
    try:
        return resvg_py.svg_to_bytes(
            svg_string=drawing,
            width=max(1, round(width * zoom)),
            height=max(1, round(height * zoom)),
            font_files=[str(_FONT)],
            skip_system_fonts=known,
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
        )
    except ValueError as error:
        raise GlosskosError(f"the picture cannot be drawn as PNG: {error}") from None


def _write(scene: Scene) -> bytes:
    return png(svg(scene))


PICTURE = Picture("png", ".png", "image/png", _write, binary=True)

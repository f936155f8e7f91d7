"""The charts (:mod:`glosskos.pictures.charts`) on the page of the sources, each with what it shows as text."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from glosskos.pictures.charts import CHARTS
from glosskos.site.edition import Edition

__all__ = ["charts_of"]

_SVG = "{http://www.w3.org/2000/svg}"


def charts_of(edition: Edition) -> list[dict[str, Any]]:
    """Give each chart's file, size, title, and text; none where there is no source."""
    if not edition.thesaurus.sources:
        return []
    found = []
    for name, chart in CHARTS.items():
        drawing = chart(edition.thesaurus, edition.language)
        root = ElementTree.fromstring(drawing)
        found.append(
            {
                "path": f"pictures/{name}.{edition.language}.svg",
                "drawing": drawing,
                "width": root.get("width"),
                "height": root.get("height"),
                "title": root.findtext(f"{_SVG}title", ""),
                "said": root.findtext(f"{_SVG}desc", ""),
            }
        )
    return found

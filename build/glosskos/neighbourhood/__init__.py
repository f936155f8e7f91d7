"""The concepts around one, and where to draw them: broader on the left, narrower and related on the right.

:func:`neighbourhood` walks a thesaurus from a concept; :func:`arrange` gives every concept a box and every link a route, in
pure Python, for the pictures of the command line and those of the site.
"""

from __future__ import annotations

from glosskos.neighbourhood.around import RELATIONS, Edge, Neighbourhood, Node, neighbourhood
from glosskos.neighbourhood.layout import LINKS, Box, Layout, Route, arrange
from glosskos.neighbourhood.metrics import plain, text_width, wrap

__all__ = [
    "LINKS",
    "RELATIONS",
    "Box",
    "Edge",
    "Layout",
    "Neighbourhood",
    "Node",
    "Route",
    "arrange",
    "neighbourhood",
    "plain",
    "text_width",
    "wrap",
]

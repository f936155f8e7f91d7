"""What no query may do here: ask another server, or bring the engine's stack down.

Both are settled before the engine evaluates anything. pyoxigraph has no switch for ``SERVICE``, and a process ends without a word
when a query nests deeper than its stack goes: the user's own Python, where it is asked from there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glosskos.queries.tokens import depth_and_size, has_keyword

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MOST_DEEP", "MOST_LONG", "asks_outside", "too_deep"]

# Measured with pyoxigraph 0.5 and a stack of 8 MB: 250 levels and 2,000 steps of every kind pass, 1,000 levels of some do not.
MOST_DEEP = 200
MOST_LONG = 2_000
_NAMED = re.compile("service", re.IGNORECASE | re.ASCII)


def too_deep(text: str) -> str:
    """Say why a query is too deeply nested, or has too many steps in a row; nothing where it is not.

    Values do not count: lists of ``IN`` and ``VALUES`` may be of any length.
    """
    depth, size = depth_and_size(text)
    if depth > MOST_DEEP:
        return f"the query nests {depth:,} levels deep; {MOST_DEEP} may be"
    if size > MOST_LONG:
        return f"the query has {size:,} patterns and operators; {MOST_LONG:,} may be (values in IN and VALUES do not count)"
    return ""


def asks_outside(text: str, parse: Callable[[str], object]) -> bool:
    """Tell whether a query asks another server (``SERVICE``), however that is spelled.

    What is a word to the parser need not be one to a lexer (``1SERVICE<x>{}``, ``SERVICE:a{}``, ``'x'@fr.SERVICE``). So the parser is
    asked: with every "service" made into a word of the same shape that is no keyword, the query is SPARQL as before unless it was
    the keyword somewhere.

    :param parse: parses a query
    :raises SyntaxError: (by ``parse``) if the text is none in either spelling, or has the keyword where only the parser finds it
    """
    if not _NAMED.search(text):
        return False
    if has_keyword(text, "SERVICE"):
        return True
    parse(_NAMED.sub(lambda word: word[0][:-1] + chr(ord(word[0][-1]) + 1), text))
    return False

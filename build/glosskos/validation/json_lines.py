"""The lines of a JSON-LD file where its nodes are described."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

__all__ = ["json_subjects"]

_PAIR = re.compile(r'(\{\s*)?("(?:[^"\\]|\\.)*")\s*:\s*("(?:[^"\\]|\\.)*")(\s*\})?')


def json_subjects(text: str) -> Iterator[tuple[str, int]]:
    """Give the IRI and the line of every object that has an ``@id`` (or a name that the context has for it) and says more.

    Compact IRIs and relative ones are resolved by the contexts at the top of the file; what is deeper in it is read alike.
    """
    prefixes, names, base = _context(text)
    line, at = 1, 0
    for match in _PAIR.finditer(text):
        opened, name, value, closed = match.groups()
        if json.loads(name) not in names or (opened and closed):  # {"@id": …} alone is a reference
            continue
        line += text.count("\n", at, match.start(2))
        at = match.start(2)
        own = json.loads(value)
        prefix, colon, local = own.partition(":")
        if colon and prefix in prefixes and not local.startswith("//"):
            own = prefixes[prefix] + local
        yield (own if ":" in own or not base else urljoin(base, own)), line


def _context(text: str) -> tuple[dict[str, str], set[str], str]:
    """Give the prefixes, the names for ``@id`` and the base of a file's contexts."""
    prefixes: dict[str, str] = {}
    names, base = {"@id"}, ""

    def look(context: Any) -> None:
        nonlocal base
        for each in context if isinstance(context, list) else [context]:
            for key, value in each.items() if isinstance(each, dict) else ():
                own = value.get("@id") if isinstance(value, dict) else value
                if key == "@base":
                    base = own if isinstance(own, str) else ""
                elif own == "@id":
                    names.add(key)
                elif isinstance(own, str):
                    prefixes[key] = own

    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return prefixes, names, base
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            look(each.get("@context"))
    return prefixes, names, base

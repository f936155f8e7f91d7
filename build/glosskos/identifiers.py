"""Identifiers for programs that misread IRIs: made from the IRI alone, so that they never change with a label."""

from __future__ import annotations

import hashlib
import re

from glosskos.text import fold

__all__ = ["clean", "mark", "path_id", "plain_iri"]

_PLAIN_HTTP = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~-]+)+")
_PLAIN_OTHER = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:[A-Za-z0-9._~:-]+")
_LONGEST = 200  # characters of a step; DataHub refuses URNs of more than 512


def path_id(name: str) -> str:
    """Give what DataHub's rdf source makes of an IRI: host without ``www.`` and port, then the steps of the path, joined by dots."""
    host, slash, path = name.partition("://")[2].partition("/")
    if not slash:
        return name.partition(":")[2]
    host = host.partition(":")[0].removeprefix("www.")
    return ".".join([host, *(step for step in path.split("/") if step)])


def mark(text: str) -> str:
    """Give eight hexadecimal digits that tell a text apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def clean(text: str, whole: str) -> str:
    """Give ASCII letters, digits and hyphens for a text; where that loses something, a mark made from the ``whole`` follows."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", fold(text) if not text.isascii() else text).strip("-")[:_LONGEST]
    return plain if plain == text else f"{plain}-{mark(whole)}".strip("-")


def plain_iri(name: str) -> str:
    """Give an IRI of ASCII steps between slashes: the same where it is one already, else one made from it."""
    if (_PLAIN_HTTP.fullmatch(name) or _PLAIN_OTHER.fullmatch(name)) and len(name) <= 2 * _LONGEST:
        return name
    if not re.match(r"https?://[^/#?]", name):
        return f"urn:glosskos:{mark(name)}"
    scheme, _, rest = name.partition("://")
    slashed = rest.replace("#", "/", 1)
    if _PLAIN_HTTP.fullmatch(f"{scheme}://{slashed}") and len(name) <= 2 * _LONGEST:
        return f"{scheme}://{slashed}"
    host, *steps = re.split(r"[/#?]+", rest)
    kept = [re.sub(r"[^A-Za-z0-9._~-]+", "-", fold(step)).strip("-") for step in steps]
    steps = [step for step in kept if step]
    last = f"{steps.pop()[:_LONGEST]}-{mark(name)}" if steps else mark(name)
    return "/".join([f"{scheme}:/", re.sub(r"[^A-Za-z0-9.:-]+", "-", host), *steps, last])

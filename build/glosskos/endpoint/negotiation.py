"""Content negotiation: which form an Accept header wants (RFC 9110, 12.5.1), and the media type of each form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.datastructures import Headers

__all__ = ["DATASET_TYPES", "GRAPH_TYPES", "ROW_TYPES", "accepted", "media_type", "preferred", "style_of"]

# Form to its media types, the first the one that is sent; in the order of the server's preference.
ROW_TYPES: dict[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPH_TYPES: dict[str, tuple[str, ...]] = {
    "ttl": ("text/turtle", "application/x-turtle", "application/turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
}
DATASET_TYPES: dict[str, tuple[str, ...]] = {
    "trig": ("application/trig", "application/x-trig"),
    "nq": ("application/n-quads", "text/x-nquads"),
}
# Other short names of forms that clients send (SPARQLWrapper, scripts written for Virtuoso); Turtle is N3 too.
_NAMES = {
    "turtle": "ttl", "n3": "ttl", "ntriples": "nt", "n-triples": "nt", "json-ld": "jsonld", "rdf+xml": "rdf", "rdfxml": "rdf",
    "rdf-xml": "rdf", "xml": "rdf", "json": "jsonld", "n-quads": "nq", "nquads": "nq",
}  # fmt: skip
_OTHERS = {"html": "text/html", "plain-json": "application/json"}


def media_type(style: str) -> str:
    """Give the media type that a form is sent as, with its character set where the type wants one."""
    for table in (ROW_TYPES, GRAPH_TYPES, DATASET_TYPES):
        if style in table:
            name = table[style][0]
            return f"{name}; charset=utf-8" if name.startswith("text/") else name
    return f"{_OTHERS[style]}; charset=utf-8" if style == "html" else _OTHERS[style]


def accepted(headers: Headers) -> str | None:
    """Give the value of ``Accept``; a header that comes in several lines is one list (RFC 9110, 5.3)."""
    return ", ".join(headers.getlist("accept")) or None


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Give the media ranges of a header with their weights; what cannot be read is passed over."""
    found = []
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        if name.count("/") == 1 or name == "*":
            found.append((name.lower(), weight))
    return found


def _weight(name: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Give the weight of a media type: that of the most specific range that takes it."""
    best = (-1, 0.0)
    for pattern, weight in ranges:
        if pattern == name:
            rank = 2
        elif pattern.endswith("/*") and pattern != "*/*" and name.startswith(pattern[:-1]):
            rank = 1
        elif pattern in ("*/*", "*"):
            rank = 0
        else:
            continue
        if rank > best[0]:
            best = (rank, weight)
    return best[1]


def preferred(accept: str | None, forms: Mapping[str, Sequence[str]]) -> str:
    """Give the form that a header wants most, the earlier of equals; the first where it says nothing; none where none will do.

    :param accept: the value of ``Accept``, or None
    :param forms: form to its media types
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return next(iter(forms))
    weights = {style: max(_weight(name, ranges) for name in names) for style, names in forms.items()}
    best = max(weights, key=lambda style: weights[style])
    return best if weights[best] > 0 else ""


def style_of(name: str, forms: Mapping[str, Sequence[str]]) -> str:
    """Give the form that goes by a short name (``ttl``, ``turtle``) or a media type, or the first of several; none where there is no such."""
    for each in name.lower().split(","):
        plain = each.strip().replace(" ", "+")  # the plus of `rdf+xml`, as an unquoted parameter gives it
        known = (style for style, names in forms.items() if plain in names)
        if found := next((style for style in (plain, _NAMES.get(plain, "")) if style in forms), "") or next(known, ""):
            return found
    return ""

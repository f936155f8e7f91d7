"""RDF terms as the strings that N-Triples writes, and triples as tuples of them.

``<https://…>`` is an IRI, ``"…"@fr`` a literal, ``_:b0`` a blank node. Strings sort, hash and print at once, so that building,
closing and writing a thesaurus need no objects; pyoxigraph parses, and writes the syntaxes that are not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from glosskos.namespaces import XSD, expand
from glosskos.rdfinput import RdfInput

__all__ = [
    "Quad",
    "Term",
    "Triple",
    "iri",
    "is_literal",
    "language_of",
    "literal",
    "parse_rdf",
    "to_ntriples",
    "value_of",
]

Term = str
Triple = tuple[Term, Term, Term]
Quad = tuple[Term, Term, Term, Term]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NEEDS_ESCAPE = re.compile(
    r'[\\"\x00-\x1f\x7f\ufffe\uffff]'
)  # those that canonical N-Triples escapes, as pyoxigraph does
_UNESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")


@lru_cache(maxsize=131072)
def iri(name: str) -> Term:
    """Give the term of an IRI, or of a prefixed name such as ``skos:broader``."""
    return f"<{name}>" if "://" in name else f"<{expand(name)}>"


def literal(text: str, language: str = "", datatype: str = "") -> Term:
    """Give a literal with a language tag, a datatype (a prefixed name), or neither."""
    quoted = f'"{_NEEDS_ESCAPE.sub(_escape, text)}"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^{iri(datatype)}" if datatype else quoted


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def is_literal(term: Term) -> bool:
    """Tell whether a term is a literal."""
    return term[0] == '"'


def _suffix(term: Term) -> str:
    return term[term.rindex('"') + 1 :]


def language_of(term: Term) -> str:
    """Give a literal's language tag, or nothing."""
    suffix = _suffix(term)
    return suffix[1:] if suffix[:1] == "@" else ""


def datatype_of(term: Term) -> str:
    """Give a literal's datatype IRI; plain literals are ``xsd:string``."""
    suffix = _suffix(term)
    return suffix[3:-1] if suffix[:2] == "^^" else f"{XSD}string"


def value_of(term: Term) -> str:
    """Give a literal's text, an IRI's characters, or a blank node's label."""
    if term[0] == "<":
        return term[1:-1]
    if term[0] != '"':
        return term
    inner = term[1 : term.rindex('"')]
    return inner if "\\" not in inner else _ESCAPED.sub(_unescape, inner)


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2)
    return chr(int(code, 16)) if code else _UNESCAPES.get(match.group(3), match.group(3))


def to_ntriples(triples: Iterable[Triple]) -> str:
    """Give triples as N-Triples, in their order."""
    return "".join([f"{s} {p} {o} .\n" for s, p, o in triples])


def parse_rdf(path: Path) -> Iterator[Triple]:
    """Read an RDF file of any syntax (:mod:`glosskos.rdfinput`), as triples; named graphs are merged.

    :raises DocumentError: while it is read: if it cannot be, is no RDF, or its syntax is wrong (with line, column and text)
    """
    return RdfInput(path).triples()

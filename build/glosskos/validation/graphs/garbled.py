"""Texts that another program left its marks in: bytes read in a wrong encoding, entities and tags of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glosskos.terms import iri, is_literal, value_of
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import LABELS, Vocabulary

__all__ = ["CHECKS", "garbled"]

_TEXTS = {*LABELS, *(iri(f"skos:{name}") for name in ("definition", "scopeNote", "note", "example"))}
_MAYBE = re.compile(r"[\u00c2-\u00f4][^\x00-\x7f]|&[#\w]|</?[a-zA-Z]")
_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-zA-Z]{1,6}(?:acute|grave|circ|uml|tilde|cedil|slash|ring|lig|quo));"
)
_TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|a|sup|sub|ul|ol|li|font|html|body|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_MEANT = re.compile(r"[\u00a0-\u017f\u0370-\u04ff\u2010-\u2027\u20ac\u2122]+")
_RUN = re.compile(r"[^\x00-\x7f]{2,}")


def garbled(text: str) -> str:
    """Say what is wrong with a text; nothing where nothing is.

    UTF-8 that was read as Windows-1252 or Latin-1 reads as UTF-8 again when it is written in that; other text hardly ever does.
    """
    if not _MAYBE.search(text):
        return ""
    for run in _RUN.findall(text):
        for encoding in ("cp1252", "latin-1"):
            try:
                meant = run.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            if _MEANT.fullmatch(meant) and not (
                text.isupper() and meant.isalpha()
            ):  # Ä and a quotation mark may be two bytes of UTF-8 by chance
                return f"“{run}” is “{meant}” in a wrong encoding"
    if match := _ENTITY.search(text):
        return f"“{match.group()}” is an entity of HTML"
    if match := _TAG.search(text):
        return f"“{match.group()}” is a tag of HTML"
    return ""


def _garbled(vocabulary: Vocabulary) -> Iterator[Row]:
    for subject, predicate, value in vocabulary.triples:
        if predicate in _TEXTS and is_literal(value):
            fault = garbled(value_of(value))
            if fault and not value.endswith("#HTML>"):
                yield Row(subject, value, predicate[1:-1], fault)


CHECKS = (
    GraphCheck(
        "garbled-text",
        "labels",
        "labels and notes in a wrong encoding, or with marks of HTML",
        {
            "fr": "Un texte est abîmé : mauvais encodage, ou entités et balises HTML.",
            "en": "A text is garbled: a wrong encoding, or entities and tags of HTML.",
        },
        "Literals of RDF are plain text in Unicode (RDF 1.1, 3.3): readers see the marks, and searches for the word miss it.",
        "Write the character that was meant, and no markup.",
        _garbled,
    ),
)

"""Concept schemes: whether there is one."""

from __future__ import annotations

from collections.abc import Iterator

from glosskos.terms import literal
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Vocabulary

__all__ = ["CHECKS"]


def _missing(vocabulary: Vocabulary) -> Iterator[Row]:
    if vocabulary.concepts and not vocabulary.schemes:
        yield Row(vocabulary.head, literal(str(len(vocabulary.concepts))), "", "concepts, and no skos:ConceptScheme")


CHECKS = (
    GraphCheck(
        "missing-scheme",
        "vocpub",
        "files without a concept scheme",
        {"fr": "Le fichier n'a aucun schéma de concepts.", "en": "The file has no concept scheme."},
        "VocPub 2.1.2: a vocabulary is one concept scheme in one file.",
        "Add a skos:ConceptScheme, and skos:inScheme to its concepts.",
        _missing,
    ),
)

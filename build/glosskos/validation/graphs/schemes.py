"""Concept schemes: whether there is one, and whether those that concepts are in are described."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from glosskos.terms import Term, literal
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Vocabulary
from glosskos.validation.twins import twin_of

__all__ = ["CHECKS"]


def _missing(vocabulary: Vocabulary) -> Iterator[Row]:
    if vocabulary.concepts and not vocabulary.schemes:
        yield Row(vocabulary.head, literal(str(len(vocabulary.concepts))), "", "concepts, and no skos:ConceptScheme")


def _undescribed(vocabulary: Vocabulary) -> Iterator[Row]:
    """Schemes that concepts are in and that the file does not say to be schemes, each once; one that is meant is named.

    A concept of this vocabulary may be in one of another too.
    """
    known = set(vocabulary.schemes)
    owners: defaultdict[Term, list[Term]] = defaultdict(list)
    for concept, schemes in vocabulary.schemes_of.items():
        for scheme in schemes - known:
            if scheme[0] != '"' and (schemes.isdisjoint(known) or twin_of(scheme, known)):
                owners[scheme].append(concept)
    for scheme, concepts in sorted(owners.items()):
        first = min(concepts)
        meant = twin_of(scheme, known)
        more = f", … ({len(concepts)} concepts)" if len(concepts) > 1 else ""
        yield Row(first, scheme, "", f"{vocabulary.name(first)}{more}{f'; {meant} is meant?' if meant else ''}")


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
    GraphCheck(
        "undescribed-scheme",
        "structure",
        "schemes that concepts are in and that are not described",
        {
            "fr": "Des concepts sont dans un schéma que le fichier ne décrit pas.",
            "en": "Concepts are in a scheme that the file does not describe.",
        },
        "What concepts are in is a concept scheme (S4): its IRI is misspelt, or nothing says what it is, and tools that go through a "
        "vocabulary by its scheme leave these concepts out.",
        "Correct the IRI, or describe the scheme (rdf:type skos:ConceptScheme, a title).",
        _undescribed,
    ),
)

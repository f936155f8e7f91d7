"""What a new version may not do: take IRIs away that an earlier one had."""

from __future__ import annotations

from collections.abc import Iterator

from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Vocabulary

__all__ = ["CHECKS"]


def _removed(vocabulary: Vocabulary) -> Iterator[Row]:
    if vocabulary.previous:
        kept = {*vocabulary.concepts, *vocabulary.schemes, *vocabulary.collections}
        for each in sorted(set(vocabulary.previous)):
            if f"<{each}>" not in kept:
                yield Row(f"<{each}>")


CHECKS = (
    GraphCheck(
        "removed-iri",
        "versions",
        "concepts, schemes and collections of an earlier version that are gone (--previous FILE)",
        {
            "fr": "Un IRI de la version précédente a disparu.",
            "en": "An IRI of the earlier version is gone.",
        },
        "voc4cat: an IRI that was published stays, because others point to it (Cool URIs do not change).",
        "Keep the concept with owl:deprecated true and dct:isReplacedBy.",
        _removed,
    ),
)

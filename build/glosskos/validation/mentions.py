"""Which concepts a text names: the longest labels first, plurals and accents aside."""

from __future__ import annotations

from glosskos.model import Thesaurus
from glosskos.text import match_key

__all__ = ["Names"]


class Names:
    """Every concept's French labels as keys, for finding mentions."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self.owners: dict[tuple[str, str], set[str]] = {}
        for concept in thesaurus.concepts.values():
            for language in ("fr", "en") if not concept.deprecated else ():
                for label in concept.labels(language):
                    self.owners.setdefault((language, match_key(label)), set()).add(concept.slug)
        # Single words that stand for kinds of thing (client, outil, norme …) are everywhere and mean no link.
        self.general = {slug for slug, concept in thesaurus.concepts.items() if not thesaurus.entries_of[slug]}
        self.longest = max((key.count(" ") + 1 for _, key in self.owners), default=1)

    def mentions(self, text: str) -> set[str]:
        """Give the slugs of the concepts that a French text names longest labels first."""
        tokens = match_key(text).split()
        found: set[str] = set()
        at = 0
        while at < len(tokens):
            for size in range(min(self.longest, len(tokens) - at), 0, -1):
                owners = self.owners.get(("fr", " ".join(tokens[at : at + size])))
                if owners and (size > 1 or not owners & self.general):
                    found |= owners
                    at += size
                    break
            else:
                at += 1
        return found

"""Where the pages lie: a file name for every concept, theme and source, and the way from one page to another.

Names are slugs where these are safe on every file system and web server; others are made safe and told apart by a few digits of
their SHA-256. Pages of the first language lie at the root, those of the others in a folder of their own, under the same paths.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from glosskos.model import Thesaurus

__all__ = ["LANGUAGES", "Addresses", "folder_of", "names_for", "root_of", "web_link"]

LANGUAGES = ("fr", "en")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE
)  # Windows takes none of these as a file's stem
_WEB = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x1f]+", re.IGNORECASE)
_LONGEST = 120


def names_for(keys: Iterable[str]) -> dict[str, str]:
    """Give every key a file name without suffix, safe and unlike all others, also where case does not count.

    >>> names_for(["nps", "a/b c"])
    {'nps': 'nps', 'a/b c': 'a-b-c-e2b96b9f'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        name = _UNSAFE.sub("-", key).strip("-")[:_LONGEST]
        if name != key or not name or name.lower() in taken or _RESERVED.fullmatch(name):
            name = f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:8]}".lstrip("-")
        taken.add(name.lower())
        found[key] = name
    return found


def folder_of(language: str) -> str:
    """Give the folder of a language's pages, from the root of the site: nothing for the first language."""
    return "" if language == LANGUAGES[0] else f"{language}/"


def root_of(path: str) -> str:
    """Give the way from a page up to the folder of its language: ``../`` for ``concept/crm.html``."""
    return "../" * path.count("/")


def web_link(address: str) -> str:
    """Give an address that may stand in a link: http and https only, nothing for all others."""
    return address if _WEB.fullmatch(address) else ""


@dataclass(frozen=True)
class Addresses:
    """The file names of one thesaurus's pages."""

    thesaurus: Thesaurus

    @cached_property
    def concepts(self) -> dict[str, str]:
        """Slug to file name."""
        return names_for(self.thesaurus.concepts)

    @cached_property
    def themes(self) -> dict[str, str]:
        """Theme to file name."""
        return names_for(self.thesaurus.themes)

    @cached_property
    def sources(self) -> dict[str, str]:
        """Source to file name."""
        return names_for(self.thesaurus.sources)

    def concept(self, slug: str) -> str:
        """Give a concept's page, from the folder of the language."""
        return f"concept/{self.concepts[slug]}.html"

    def theme(self, slug: str) -> str:
        """Give a theme's page."""
        return f"theme/{self.themes[slug]}.html"

    def source(self, name: str) -> str:
        """Give a source's page."""
        return f"source/{self.sources[name]}.html"

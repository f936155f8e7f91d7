"""What the formats draw: a neighbourhood of a thesaurus, in one language, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from glosskos.graph import concept_iri
from glosskos.model import BroaderType, Concept, Thesaurus
from glosskos.neighbourhood import Edge, Layout, Neighbourhood, arrange
from glosskos.typography import printed

__all__ = ["WORDS", "Picture", "Scene", "safe_link"]

WORDS = {
    "fr": {
        "title": "Voisinage de « {} »", "centre": "le concept", "broader": "plus général", "narrower": "plus précis",
        "related": "associé", "further": "plus loin", "generic": "est un genre de", "partitive": "est une partie de",
        "instantial": "est un cas de", "hierarchy": "est plus précis que", "association": "est associé à",
        "source": "une source a une entrée", "concepts": "{} concepts", "concept": "un concept", "links": "{} liens", "link": "un lien",
        "step": "à un pas", "steps": "jusqu'à {} pas", "undrawn": "{} liens entre voisins non tracés",
        "undrawn_1": "un lien entre voisins non tracé", "no_links": "aucun lien", "faint": "lien entre voisins",
        "withdrawn": "concept retiré", "replaced": "remplacé par {}", "sources": "sources", "none": "sans entrée", "colon": " :",
    },
    "en": {
        "title": "Neighbourhood of “{}”", "centre": "the concept", "broader": "broader", "narrower": "narrower",
        "related": "related", "further": "farther away", "generic": "is a kind of", "partitive": "is part of",
        "instantial": "is an instance of", "hierarchy": "is narrower than", "association": "is related to",
        "source": "one source has an entry", "concepts": "{} concepts", "concept": "one concept", "links": "{} links", "link": "one link",
        "step": "one step away", "steps": "up to {} steps away", "undrawn": "{} links between neighbours not drawn",
        "undrawn_1": "one link between neighbours not drawn", "no_links": "no link", "faint": "link between neighbours",
        "withdrawn": "withdrawn concept", "replaced": "replaced by {}", "sources": "sources", "none": "no entry", "colon": ":",
    },
}  # fmt: skip


_NOT_IN_IRIS = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\ud800-\udfff\ufffe\uffff]")


def safe_link(iri: str) -> str:
    """Give an IRI to follow, or nothing where following it could run something (``javascript:`` in a foreign file).

    What no IRI may hold (RFC 3987: spaces, quotes, angle brackets …) is percent-encoded: not every program escapes it.
    """
    if not iri.lower().startswith(("http://", "https://", "urn:")):
        return ""
    return _NOT_IN_IRIS.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace")), iri
    )


@dataclass(frozen=True)
class Scene:
    """A neighbourhood to draw.

    :param language: of labels and words: ``fr`` or ``en``; a label that is not there in it is shown in another
    :param links: which links are drawn (:func:`glosskos.neighbourhood.arrange`)
    """

    thesaurus: Thesaurus
    around: Neighbourhood
    language: str = "fr"
    links: str = ""

    @cached_property
    def labels(self) -> dict[str, str]:
        """Slug to preferred label."""
        return {node.slug: self.label(node.slug) for node in self.around.nodes}

    @cached_property
    def layout(self) -> Layout:
        """Boxes and routes."""
        return arrange(self.around, self.labels, self.links)

    @property
    def centre(self) -> Concept:
        """The concept whose neighbourhood it is."""
        return self.thesaurus.concepts[self.around.centre]

    @property
    def word(self) -> dict[str, str]:
        """The words of the language."""
        return WORDS[self.language]

    @property
    def title(self) -> str:
        """What the picture shows."""
        return self.word["title"].format(self.label(self.around.centre))

    @property
    def subtitle(self) -> str:
        """The thesaurus, how far it goes, how much there is."""
        word, depth = self.word, self.around.depth
        parts = [printed(self.thesaurus.scheme.title, self.language)]
        if self.centre.deprecated:
            parts.append(word["withdrawn"])
            others = ", ".join(self.label(slug) for slug in self.centre.is_replaced_by)
            parts += [word["replaced"].format(others)] if others else []
        parts += [word["step"] if depth == 1 else word["steps"].format(depth)] if depth else []
        parts += [self.count("concept", len(self.around.nodes)), self.count("link", len(self.around.edges))]
        return " · ".join(part for part in parts if part)

    def count(self, what: str, number: int) -> str:
        """Give a number of concepts or links in words."""
        if not number and what == "link":
            return self.word["no_links"]
        return self.word[what] if number == 1 else self.word[f"{what}s"].format(number)

    def label(self, slug: str) -> str:
        """Give a concept's label, as its language prints it."""
        return printed(self.thesaurus.concepts[slug].pref_label, self.language) or slug

    def iri(self, slug: str) -> str:
        """Give a concept's IRI."""
        return concept_iri(self.thesaurus.concepts[slug], self.thesaurus)

    def href(self, slug: str) -> str:
        """Give a concept's IRI to follow, or nothing where it is not safe to follow."""
        return safe_link(self.iri(slug))

    def definition(self, slug: str) -> str:
        """Give a concept's definition, or nothing."""
        return printed(self.thesaurus.concepts[slug].definition, self.language)

    def sources(self, slug: str) -> list[str]:
        """Give the names of the sources that have an entry for a concept."""
        known = self.thesaurus.sources
        return [known[each].publisher.name if each in known else each for each in self.around.node[slug].sources]

    def relation(self, edge: Edge) -> str:
        """Give what a link says, to stand between its subject and its object."""
        if edge.kind == "related":
            return self.word["association"]
        return self.word[edge.type.value if isinstance(edge.type, BroaderType) else "hierarchy"]

    def sentence(self, edge: Edge) -> str:
        """Give a link in words, with its reason."""
        reason = printed(edge.reason, self.language)
        said = f"{self.label(edge.subject)} {self.relation(edge)} {self.label(edge.object)}"
        return f"{said} ({reason})" if reason else said


@dataclass(frozen=True, slots=True)
class Picture:
    """A format.

    :param suffix: of its files, with the dot
    :param write: makes the bytes of a picture
    :param binary: True where the bytes are no text for a terminal
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[Scene], bytes]
    binary: bool = False

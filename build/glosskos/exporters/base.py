"""What an exporter is, and the facts of a thesaurus that each must say it carries, flattens or drops."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from glosskos.errors import GlosskosError
from glosskos.flat import Flat

__all__ = ["FACTS", "Carriage", "ExportError", "Exporter", "Fate", "carried", "dropped", "flattened", "refuse_controls"]


class ExportError(GlosskosError):
    """A target cannot take the thesaurus as it is: an unknown exporter, a name too long, quotations without leave."""


class Fate(StrEnum):
    """What becomes of a fact."""

    CARRIED = "carried"  # as data of its own: it can be read back as it was
    FLATTENED = "flattened"  # there, inside a text or a list, or in part
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Carriage:
    """What becomes of one fact in one format.

    :param where: the field that holds it, or why it is not there
    """

    fate: Fate
    where: str


def carried(where: str) -> Carriage:
    """Give the carriage of a fact that can be read back as it was."""
    return Carriage(Fate.CARRIED, where)


def flattened(where: str) -> Carriage:
    """Give the carriage of a fact that is there inside a text or a list, or in part."""
    return Carriage(Fate.FLATTENED, where)


def dropped(why: str) -> Carriage:
    """Give the carriage of a fact that is not there."""
    return Carriage(Fate.DROPPED, why)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def refuse_controls(target: str, flat: Flat) -> None:
    """Refuse control characters, which XML and Markdown have no way to write.

    :raises ExportError: with the name of the first concept that has one
    """
    for slug, concept in flat.thesaurus.concepts.items():
        texts = [
            *concept.labels(), *concept.definition.values(), *concept.divergence.values(), *concept.scope_note.values(),
            *concept.example.values(), *concept.editorial_note.values(), *concept.history_note.values(),
            *(note.text for note in flat.thesaurus.notes[slug]),
        ]  # fmt: skip
        if any(map(_CONTROL.search, texts)):
            raise ExportError(
                f"{target}: {flat.name(slug)!r} holds a control character; take it out ({flat.iri(slug)})"
            )


# Every fact of the contract (DESIGN.md, RDF) that an exporter has to account for.
FACTS: dict[str, str] = {
    "iri": "the concept's IRI",
    "notation": "`skos:notation`",
    "prefLabel": "`skos:prefLabel` in the language of the export",
    "prefLabel-other": "`skos:prefLabel` in other languages",
    "altLabel": "`skos:altLabel`",
    "hiddenLabel": "`skos:hiddenLabel`",
    "definition": "`skos:definition` in the language of the export",
    "definition-other": "`skos:definition` in other languages",
    "sourced-definition": "what each source says (`euvoc:xlDefinition`)",
    "citation": "its citation and link",
    "status": "whether its text is complete, repaired or cut (`gk:status`)",
    "entry-without-definition": "entries that print the term alone",
    "divergence": "`gk:divergence` in the language of the export",
    "divergence-other": "`gk:divergence` in other languages",
    "scopeNote": "`skos:scopeNote` in the language of the export",
    "example": "`skos:example` in the language of the export",
    "editorialNote": "`skos:editorialNote`",
    "historyNote": "`skos:historyNote`",
    "broader": "the primary `skos:broader`",
    "broader-other": "every other `skos:broader`",
    "broader-type": "the kind of a broader link (generic, partitive, of instance)",
    "narrower": "`skos:narrower`",
    "related": "`skos:related`",
    "reason": "the reasons of links (`gk:Link`)",
    "theme": "themes (`skos:Collection`)",
    "created": "`dct:created`",
    "modified": "`dct:modified`",
    "withdrawn": "withdrawn concepts (`owl:deprecated`)",
    "isReplacedBy": "`dct:isReplacedBy`",
    "scheme-title": "the thesaurus's title",
    "version": "its version",
    "license": "its licence",
}


@dataclass(frozen=True)
class Exporter:
    """One format.

    :param name: what ``--to`` takes
    :param media_type: IANA media type of its files
    :param suffix: of its files, with the dot
    :param write: writes the files into a folder; what it raises leaves nothing behind
    :param title: what it is, in a few words
    :param files: names of the files it writes, the main one first
    :param use: Markdown: how the catalog takes it
    :param carries: what becomes of each of :data:`FACTS`
    :param in_build: whether ``build`` writes it under ``catalogs/``; False for what stands elsewhere in the output
    """

    name: str
    media_type: str
    suffix: str
    write: Callable[[Flat, Path], None]
    title: str
    files: tuple[str, ...]
    use: str
    carries: Mapping[str, Carriage]
    in_build: bool = True

    @property
    def text(self) -> bool:
        """Whether its files are text."""
        return self.media_type.startswith("text/") or "yaml" in self.media_type

    def table(self) -> str:
        """Give the table of what it carries, as Markdown."""
        rows = [f"| {FACTS[fact]} | {each.fate} | {each.where} |\n" for fact, each in self.carries.items()]
        return "| what of SKOS | what becomes of it | where, or why not |\n| --- | --- | --- |\n" + "".join(rows)

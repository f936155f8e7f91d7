"""The files that a catalog record describes: which there are, and what they are to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from glosskos.model import Text
from glosskos.output import sha256

__all__ = ["FORMATS", "DataFile", "Format", "data_files"]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    :param media_type: the name in IANA's registry (https://www.iana.org/assignments/media-types)
    :param file_type: the code in the EU's list of file types; empty where the list has none
    :param rdf: the format's IRI in W3C's list (http://www.w3.org/ns/formats/), for RDF syntaxes
    """

    name: str
    media_type: str
    file_type: str = ""
    rdf: str = ""


FORMATS: dict[str, Format] = {
    ".ttl": Format("Turtle", "text/turtle", "RDF_TURTLE", "Turtle"),
    ".jsonld": Format("JSON-LD", "application/ld+json", "JSON_LD", "JSON-LD"),
    ".rdf": Format("RDF/XML", "application/rdf+xml", "RDF_XML", "RDF_XML"),
    ".nt": Format("N-Triples", "application/n-triples", "RDF_N_TRIPLES", "N-Triples"),
    ".trig": Format("TriG", "application/trig", "RDF_TRIG", "TriG"),
    ".csv": Format("CSV", "text/csv", "CSV"),
    ".xlsx": Format("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    ".json": Format("JSON", "application/json", "JSON"),
    ".html": Format("HTML", "text/html", "HTML"),
    ".md": Format("Markdown", "text/markdown"),
    ".yaml": Format("YAML", "application/yaml", "YAML"),
    ".yml": Format("YAML", "application/yaml", "YAML"),
}
_OTHER = Format("data", "application/octet-stream")
_WHAT: dict[str, tuple[Text, Text]] = {
    "thesaurus": (
        {"fr": "Le thésaurus", "en": "The thesaurus"},
        {
            "fr": "Tout ce qui est affirmé : concepts, libellés, définitions, ce que dit chaque source, entrées, thèmes, liens.",
            "en": "All that is asserted: concepts, labels, definitions, what each source says, entries, themes, links.",
        },
    ),
    "evidence": (
        {"fr": "Raisons des liens", "en": "Reasons of the links"},
        {
            "fr": "Pourquoi deux concepts sont liés, le genre de chaque lien hiérarchique, et les entrées qui l'appuient.",
            "en": "Why two concepts are linked, the kind of each hierarchical link, and the entries that support it.",
        },
    ),
    "thesaurus-inferred": (
        {"fr": "Le thésaurus et ce qui en découle", "en": "The thesaurus and what follows from it"},
        {
            "fr": "Avec les relations inverses, symétriques et transitives que SKOS en déduit.",
            "en": "With the inverse, symmetric and transitive relations that SKOS entails.",
        },
    ),
    "thesaurus-flat": (
        {"fr": "Le thésaurus simplifié", "en": "The thesaurus, simplified"},
        {
            "fr": "SKOS simple pour l'importation : un nom français et une définition par concept, en texte Markdown.",
            "en": "Plain SKOS for importers: one French name and one definition a concept, as Markdown text.",
        },
    ),
    "thesaurus-web": (
        {"fr": "Le thésaurus pour le Web", "en": "The thesaurus for the web"},
        {
            "fr": "Un DefinedTermSet de schema.org avec ses termes, à placer dans une page.",
            "en": "A schema.org DefinedTermSet with its terms, to be put into a page.",
        },
    ),
}
_IMPORT: Text = {
    "fr": "Fichier d'importation pour un catalogue ou un outil ; ce qu'il garde du thésaurus est dit dans catalogs/README.md.",
    "en": "File for import into a catalog or tool; catalogs/README.md says what of the thesaurus it keeps.",
}
_PAGES: dict[str, Text] = {
    "report.html": {"fr": "Rapport de contrôle", "en": "Quality report"},
    "site/index.html": {"fr": "Site du thésaurus", "en": "Site of the thesaurus"},
    "catalogs/README.md": {
        "fr": "Ce que gardent les fichiers d'importation",
        "en": "What the files for import keep",
    },
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of a build.

    :param name: its path below the build's folder, with slashes
    :param size: bytes; None where it is described but not measured
    :param sha256: hexadecimal digits; empty where it is not measured
    :param triples: how many it holds; None where it is no RDF
    """

    name: str
    size: int | None = None
    sha256: str = ""
    triples: int | None = None

    @property
    def path(self) -> str:
        """The path, fit for an IRI."""
        return quote(self.name, safe="/-._~")

    @property
    def stem(self) -> str:
        """The name without suffix, of a file of the build itself; empty for one in a folder."""
        return "" if "/" in self.name else Path(self.name).stem

    @property
    def format(self) -> Format:
        """Its format, by the suffix."""
        return FORMATS.get(Path(self.name).suffix.lower(), _OTHER)

    @property
    def is_page(self) -> bool:
        """Whether it is for reading, and no distribution of the data."""
        return self.name in _PAGES

    @property
    def title(self) -> dict[str, str]:
        """Its title: what it is, and in which format."""
        if self.is_page:
            return dict(_PAGES[self.name])
        known = _WHAT.get(self.stem)
        what = known[0] if known else dict.fromkeys(("fr", "en"), self.name)
        return {language: f"{text} ({self.format.name})" for language, text in what.items()}

    @property
    def description(self) -> Text:
        """What it holds."""
        return _WHAT[self.stem][1] if self.stem in _WHAT else _IMPORT


def data_files(folder: Path, count: Mapping[str, int]) -> list[DataFile]:
    """Find the files of a build that a record describes: data files measured, those for import and pages only named.

    :param count: the number of triples of each RDF file
    """
    found = [
        DataFile(name, (folder / name).stat().st_size, sha256(folder / name), number)
        for name, number in sorted(count.items())
        if Path(name).stem in _WHAT
    ]
    catalogs = (
        path.relative_to(folder).as_posix() for path in sorted((folder / "catalogs").rglob("*")) if path.is_file()
    )
    found += [DataFile(name) for name in catalogs if name not in _PAGES]
    return found + [DataFile(name) for name in _PAGES if (folder / name).is_file()]

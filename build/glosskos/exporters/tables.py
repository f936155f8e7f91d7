"""The three tables of the spreadsheet formats: concepts (one row each), definitions (one row a source's word), links (both ways)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from glosskos.flat import Flat
from glosskos.graph import citation, link_iri
from glosskos.model import Concept, Link

__all__ = ["Column", "Table", "tables"]

SEPARATOR = " | "
Say = Callable[[str], str]
_STATUS = {
    "fr": {"in force": "en vigueur", "withdrawn": "retiré", "complete": "entier", "repaired": "rétabli", "truncated": "coupé",
           "missing": "sans définition", "restated": "reformulé", "quoted": "cité", "broader": "plus général", "narrower": "plus précis",
           "related": "associé", "generic": "générique", "partitive": "partitif", "instantial": "d'instance", "primary": "principal"},
    "en": {"instantial": "of instance"},
}  # fmt: skip

# Columns that are left out where no concept has anything in them.
_OPTIONAL = (
    "altLabel",
    "divergence",
    "scopeNote",
    "example",
    "editorialNote",
    "historyNote",
    "hiddenLabel",
    "isReplacedBy",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    :param key: its name for programs
    :param names: its heading for people, by language
    :param width: in characters, for a spreadsheet
    """

    key: str
    names: dict[str, str]
    width: int = 16


@dataclass(frozen=True, slots=True)
class Table:
    """One table; its rows have a cell for each column."""

    key: str
    names: dict[str, str]
    columns: list[Column]
    rows: list[list[str]]


def _column(key: str, french: str, english: str, width: int = 16) -> Column:
    return Column(key, {"fr": french, "en": english}, width)


def tables(flat: Flat, plain: bool = False) -> list[Table]:
    """Give the tables of concepts, definitions and links.

    :param plain: states, kinds and relations as the contract's words, not in the language of the export
    """

    def say(word: str) -> str:
        return word if plain else _STATUS[flat.spoken].get(word, word)

    return [_concepts(flat, say), _definitions(flat, say), _links(flat, say)]


def _languages(flat: Flat) -> list[str]:
    """Give the languages of the labels and definitions: that of the export first, then French, English and the others."""
    used = {
        tag
        for each in flat.thesaurus.concepts.values()
        for texts in (each.pref_label, each.alt_label, each.definition)
        for tag in texts
    }
    return sorted(used | {flat.language}, key=lambda tag: (tag != flat.language, tag != "fr", tag != "en", tag))


def _cell(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else SEPARATOR.join(value)


def _concepts(flat: Flat, say: Say) -> Table:
    tags = _languages(flat)
    ways: list[tuple[Column, Callable[[Concept], str]]] = []

    def add(key: str, french: str, english: str, width: int, give: Callable[[Concept], str]) -> None:
        ways.append((_column(key, french, english, width), give))

    def add_texts(
        key: str, french: str, english: str, width: int, give: Callable[[Concept], Mapping[str, str | tuple[str, ...]]]
    ) -> None:
        """Add a column for each language."""
        for tag in tags:

            def text(concept: Concept, tag: str = tag) -> str:
                return _cell(give(concept).get(tag, ""))

            add(f"{key}@{tag}", f"{french} ({tag})", f"{english} ({tag})", width, text)

    def names(slugs: Iterable[str]) -> str:
        return SEPARATOR.join(map(flat.name, slugs))

    add_texts("prefLabel", "Nom", "Name", 30, lambda each: each.pref_label)
    add_texts("altLabel", "Autres noms", "Other names", 34, lambda each: each.alt_label)
    add_texts("definition", "Définition", "Definition", 60, lambda each: each.definition)
    add(
        "path",
        "Chemin",
        "Path",
        40,
        lambda each: "" if each.deprecated else " › ".join(map(flat.name, flat.path(each.slug))),
    )
    add("broader", "Plus généraux", "Broader", 28, lambda each: names(link.object for link in flat.broader(each.slug)))
    add("narrower", "Plus précis", "Narrower", 28, lambda each: names(flat.narrower(each.slug)))
    add("related", "Associés", "Related", 34, lambda each: names(other for other, _ in flat.related(each.slug)))
    add("theme", "Thèmes", "Themes", 28, lambda each: SEPARATOR.join(map(flat.theme_name, each.themes)))
    add("source", "Sources", "Sources", 24, lambda each: SEPARATOR.join(_sources(each.slug, flat)))
    add(
        "definitions",
        "Définitions sourcées",
        "Sourced definitions",
        11,
        lambda each: str(len(flat.thesaurus.notes[each.slug])),
    )
    add_texts("divergence", "Divergence", "Divergence", 50, lambda each: each.divergence)
    add_texts("scopeNote", "Note d'application", "Scope note", 50, lambda each: each.scope_note)
    add_texts("example", "Exemple", "Example", 40, lambda each: each.example)
    add_texts("editorialNote", "Note de l'éditeur", "Editorial note", 80, lambda each: each.editorial_note)
    add_texts("historyNote", "Historique", "History note", 40, lambda each: each.history_note)
    add_texts("hiddenLabel", "Noms cachés", "Hidden names", 24, lambda each: each.hidden_label)
    add("status", "État", "Status", 12, lambda each: say("withdrawn" if each.deprecated else "in force"))
    add("isReplacedBy", "Remplacé par", "Replaced by", 24, lambda each: names(each.is_replaced_by))
    add("created", "Créé", "Created", 11, lambda each: each.created)
    add("modified", "Modifié", "Modified", 11, lambda each: each.modified)
    add("notation", "Notation", "Notation", 10, lambda each: each.notation)
    add("id", "Identifiant", "Identifier", 26, lambda each: each.slug)
    add("iri", "IRI", "IRI", 50, lambda each: flat.iri(each.slug))
    order = [*flat.sorted(flat.in_force), *flat.sorted(flat.withdrawn)]
    rows = [[give(flat.thesaurus.concepts[slug]) for _, give in ways] for slug in order]
    kept = [
        at
        for at, (column, _) in enumerate(ways)
        if not column.key.startswith(_OPTIONAL) or any(row[at] for row in rows)
    ]
    return Table(
        "concepts",
        {"fr": "Concepts", "en": "Concepts"},
        [ways[at][0] for at in kept],
        [[row[at] for at in kept] for row in rows],
    )


def _sources(slug: str, flat: Flat) -> list[str]:
    """Give the publishers of a concept's entries."""
    found = {entry.source: None for entry in flat.thesaurus.entries_of[slug]}
    return [
        flat.thesaurus.sources[each].publisher.name if each in flat.thesaurus.sources else each
        for each in sorted(found)
    ]


def _definitions(flat: Flat, say: Say) -> Table:
    columns = [
        _column("concept", "Concept", "Concept", 30),
        _column("source", "Source", "Source", 18),
        _column("text", "Ce que dit la source", "What the source says", 80),
        _column("term", "Terme imprimé", "Printed term", 30),
        _column("status", "État du texte", "State of the text", 14),
        _column("wording", "Rédaction", "Wording", 12),
        _column("citation", "Référence", "Citation", 44),
        _column("page", "Page de la source", "Page of the source", 44),
        _column("entry", "Entrée", "Entry", 18),
        _column("id", "Identifiant du concept", "Concept identifier", 26),
        _column("iri", "IRI", "IRI", 50),
    ]
    return Table(
        "definitions",
        {"fr": "Définitions sourcées", "en": "Sourced definitions"},
        columns,
        list(_definition_rows(flat, say)),
    )


def _definition_rows(flat: Flat, say: Say) -> Iterator[list[str]]:
    thesaurus = flat.thesaurus
    for slug in [*flat.sorted(flat.in_force), *flat.sorted(flat.withdrawn)]:
        noted = {note.entry for note in thesaurus.notes[slug]}
        said = [(note.entry, note) for note in thesaurus.notes[slug]]
        for entry_id, note in [
            *said,
            *((entry.id, None) for entry in thesaurus.entries_of[slug] if entry.id not in noted),
        ]:
            entry = thesaurus.entries[entry_id]
            source = thesaurus.sources.get(entry.source)
            yield [
                flat.name(slug),
                source.publisher.name if source else entry.source,
                note.text if note else "",
                entry.term,
                say(entry.status),
                say("quoted" if note.quoted else "restated") if note else "",
                citation(entry, source) if source else "",
                source.page if source else "",
                entry.id,
                slug,
                flat.note_iri(note) if note else "",
            ]


def _links(flat: Flat, say: Say) -> Table:
    columns = [
        _column("concept", "Concept", "Concept", 30),
        _column("relation", "Relation", "Relation", 14),
        _column("to", "Autre concept", "Other concept", 30),
        _column("type", "Sorte", "Kind", 12),
        _column("primary", "Rang", "Rank", 11),
        _column("reason@fr", "Raison (fr)", "Reason (fr)", 60),
        _column("reason@en", "Raison (en)", "Reason (en)", 60),
        _column("entries", "Entrées à l'appui", "Supporting entries", 24),
        _column("id", "Identifiant", "Identifier", 26),
        _column("to-id", "Identifiant de l'autre", "Identifier of the other", 26),
        _column("iri", "IRI du lien", "IRI of the link", 50),
    ]
    rows = []
    for slug in flat.sorted(flat.in_force):
        up = [("broader", link.object, link) for link in flat.broader(slug)]
        down = [
            ("narrower", child, link)
            for child in flat.narrower(slug)
            for link in flat.broader(child)
            if link.object == slug
        ]
        across = [("related", other, link) for other, link in flat.related(slug)]
        rows += [_link_row(slug, *each, flat, say) for each in (*up, *down, *across)]
    return Table("links", {"fr": "Liens", "en": "Links"}, columns, rows)


def _link_row(slug: str, relation: str, other: str, link: Link, flat: Flat, say: Say) -> list[str]:
    primary = link.kind == "broader" and flat.parents.get(link.subject) == link.object
    return [
        flat.name(slug), say(relation), flat.name(other), say(str(link.type or "")), say("primary") if primary else "",
        link.reason.get("fr", ""), link.reason.get("en", ""), SEPARATOR.join(link.entries), slug, other,
        link_iri(link, flat.thesaurus.scheme.base) if flat.ours else "",
    ]  # fmt: skip

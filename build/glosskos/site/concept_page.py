"""What a concept's page shows, gathered from the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from glosskos.graph import place_of
from glosskos.model import Concept, Entry, Link, Source
from glosskos.site.addresses import web_link
from glosskos.site.edition import Edition, shortened
from glosskos.site.linked import defined_term
from glosskos.site.words import STATUS, STATUS_SAYS

__all__ = ["concept_context", "entry_anchor", "entry_citation"]

_PATHS = 8


def concept_context(slug: str, edition: Edition, neighbours: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """Give the template of a concept's page what it needs.

    :param neighbours: slug to the concepts before and after it in alphabetical order; empty where there is none
    """
    thesaurus = edition.thesaurus
    concept = thesaurus.concepts[slug]
    paths = thesaurus.paths_up(slug, _PATHS + 1)
    before, after = neighbours.get(slug, ("", ""))
    return {
        "concept": concept,
        "iri": edition.iri(concept),
        "iri_link": web_link(edition.iri(concept)),
        "file": edition.addresses.concepts[slug],
        "paths": [path for path in paths[:_PATHS] if len(path) > 1],
        "more_paths": len(paths) > _PATHS,
        "names": _names(concept, edition),
        "said": said_by_sources(concept, edition),
        "broader": _links(concept.broader, slug, edition),
        "narrower": _narrower(slug, edition),
        "related": _links(thesaurus.related[slug], slug, edition),
        "notes": [
            (key, text)
            for key, text in (
                ("scope", concept.scope_note),
                ("example", concept.example),
                ("editorial", concept.editorial_note),
                ("history", {} if concept.deprecated else concept.history_note),
            )
            if text
        ],
        "before": before,
        "after": after,
        "summary": shortened(edition.pick(concept.definition) or edition.names[slug], 200),
        "linked_data": defined_term(concept, edition),
    }


def _names(concept: Concept, edition: Edition) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Give the other names by language, the page's language first; each tells whether it is the one preferred there."""
    tags = sorted(
        {*concept.pref_label, *concept.alt_label},
        key=lambda tag: (tag != edition.language, tag != "fr", tag != "en", tag),
    )
    shown = edition.language if edition.language in concept.pref_label else next(iter(concept.pref_label), "")
    found = []
    for tag in tags:
        labels = [(label, False) for label in concept.alt_label.get(tag, ())]
        if tag in concept.pref_label and tag != shown:
            labels.insert(0, (concept.pref_label[tag], True))
        if labels:
            found.append((tag, labels))
    return found


def said_by_sources(concept: Concept, edition: Edition) -> list[dict[str, Any]]:
    """Give each source's word on a concept: its notes, then the entries that have none."""
    thesaurus = edition.thesaurus
    found = []
    noted: set[str] = set()
    for note in thesaurus.notes[concept.slug]:
        noted.add(note.entry)
        entry, source = thesaurus.entries[note.entry], thesaurus.sources.get(note.source)
        found.append(
            {**_word(entry, source, edition), "text": note.text, "quoted": note.quoted, "again": note.ordinal > 1}
        )
    for entry in thesaurus.entries_of[concept.slug]:
        if entry.id not in noted:
            found.append(
                {
                    **_word(entry, thesaurus.sources.get(entry.source), edition),
                    "text": "",
                    "quoted": False,
                    "again": False,
                }
            )
    return found


def _word(entry: Entry, source: Source | None, edition: Edition) -> dict[str, Any]:
    known = source is not None
    return {
        "entry": entry,
        "name": source.publisher.name if source else entry.source,
        "mark": edition.marks.get(entry.source, "○"),
        "status": STATUS[edition.language][entry.status],
        "status_says": edition.printed(STATUS_SAYS[edition.language][entry.status]),
        "status_key": str(entry.status),
        "cite": entry_citation(entry, source, edition),
        "href": f"{edition.addresses.source(entry.source)}#{entry_anchor(entry)}" if known else "",
        "web": web_link(source.page) if source else "",
    }


def entry_anchor(entry: Entry) -> str:
    """Give the anchor of an entry on its source's page."""
    return "e-" + "".join(char if char.isascii() and char.isalnum() else "-" for char in entry.number)


def entry_citation(entry: Entry, source: Source | None, edition: Edition) -> Markup:
    """Give how an entry is cited, the words in the page's language; without places in the document, by title and number."""
    if source is None:
        return edition.html(entry.id)
    if entry.citation and not (entry.body or entry.heading):
        return edition.html(entry.citation, "fr")
    placed = (entry.body or entry.heading) and entry.number.isdigit()
    where = place_of(entry, edition.language) if placed else f"{edition.words['number']} {entry.number}"
    return Markup("{}, {}").format(edition.html(source.short_title or source.title, "fr"), edition.html(where))


def _links(links: Sequence[Link], slug: str, edition: Edition) -> list[dict[str, Any]]:
    """Give the concepts at the other end, in alphabetical order, each with the reason and the kind of link."""
    others = {(link.object if link.subject == slug else link.subject): link for link in links}
    return [_linked(other, others[other], edition) for other in edition.sorted(others)]


def _narrower(slug: str, edition: Edition) -> list[dict[str, Any]]:
    concepts = edition.thesaurus.concepts
    return [
        _linked(child, next(link for link in concepts[child].broader if link.object == slug), edition)
        for child in edition.sorted(edition.thesaurus.narrower[slug])
    ]


def _linked(other: str, link: Link, edition: Edition) -> dict[str, Any]:
    kind = edition.words[str(link.type)] if link.type else ""
    return {"slug": other, "reason": link.reason, "kind": kind, "plain": str(link.type) in ("generic", "None")}

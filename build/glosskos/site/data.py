"""What the site's scripts read: names and texts to search, the network to draw, the ready-made queries.

Each is a classic script that sets a part of ``window.GK``, for neither ``fetch`` nor ES modules work from the disk (``file://``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from glosskos.model import Concept, Thesaurus
from glosskos.queries import Parameter, ReadyQuery, without_head
from glosskos.site.edition import Edition, clean
from glosskos.site.lists import VIEWS, compared, view_of
from glosskos.site.words import subjects_of_queries
from glosskos.text import KEEP_PLURAL, STOP_WORDS
from glosskos.typography import typeset

__all__ = ["compare_script", "network_script", "queries_context", "queries_script", "search_script", "texts_script"]


def _script(name: str, value: Any) -> str:
    """Give ``(window.GK ??= {}).name = value``; JSON is JavaScript since ECMAScript 2019."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"(window.GK ??= {{}}).{name} = {text};\n"


def search_script(edition: Edition) -> str:
    """Give the names that are searched: for each concept in force [file, preferred, alternative, hidden, printed names, IRI].

    Names are by language; the IRI is there where it does not follow from the file.
    """
    thesaurus = edition.thesaurus
    concepts = [_searched(concept, edition) for concept in _in_force(thesaurus)]
    rules = {"stop": sorted(STOP_WORDS), "keep": sorted(KEEP_PLURAL)}
    return _script("search", {"base": f"{thesaurus.scheme.base}concept/", "rules": rules, "concepts": concepts})


def texts_script(edition: Edition) -> str:
    """Give the texts that are searched after the names, for the same concepts in the same order: [language, source or nothing, text]."""
    notes = edition.thesaurus.notes
    return _script(
        "texts",
        [
            [
                *([language, "", clean(typeset(text, language))] for language, text in concept.definition.items()),
                *(["fr", _publisher(edition, note.source), clean(typeset(note.text, "fr"))] for note in notes[concept.slug]),
            ]
            for concept in _in_force(edition.thesaurus)
        ],
    )  # fmt: skip


def _in_force(thesaurus: Thesaurus) -> Iterator[Concept]:
    return (concept for concept in thesaurus.concepts.values() if not concept.deprecated)


def _searched(concept: Concept, edition: Edition) -> list[Any]:
    thesaurus = edition.thesaurus
    file = edition.addresses.concepts[concept.slug]
    known = set(concept.labels())
    printed = dict.fromkeys(
        entry.term for entry in thesaurus.entries_of[concept.slug] if entry.term and entry.term not in known
    )
    found: list[Any] = [
        file,
        {language: clean(typeset(label, language)) for language, label in concept.pref_label.items()},
        _cleaned(concept.alt_label),
        _cleaned(concept.hidden_label),
        [clean(typeset(term, "fr")) for term in printed],
    ]
    iri = edition.iri(concept)
    return found if iri == f"{thesaurus.scheme.base}concept/{file}" else [*found, iri]


def _cleaned(labels: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {language: [clean(typeset(label, language)) for label in values] for language, values in labels.items()}


def _publisher(edition: Edition, source: str) -> str:
    known = edition.thesaurus.sources.get(source)
    return clean(known.publisher.name) if known else source


def network_script(edition: Edition) -> str:
    """Give what is drawn: sources, concepts [slug, file, label, sources] and links [subject, object, kind or type, reason].

    Concepts and sources are named by their place in the lists; a withdrawn concept has no links.
    """
    thesaurus = edition.thesaurus
    place = {slug: at for at, slug in enumerate(thesaurus.concepts)}
    sources = list(thesaurus.sources)
    number = {source: at for at, source in enumerate(sources)}
    concepts = [
        [
            slug,
            edition.addresses.concepts[slug],
            edition.label(slug),
            sorted({number[entry.source] for entry in thesaurus.entries_of[slug] if entry.source in number}),
        ]
        for slug in thesaurus.concepts
    ]
    links = [
        [place[link.subject], place[link.object], str(link.type or link.kind), edition.printed(link.reason)]
        for concept in thesaurus.concepts.values()
        for link in (*concept.broader, *concept.related)
    ]
    shown = [[_publisher(edition, source), edition.marks[source]] for source in sources]
    return _script("network", {"sources": shown, "concepts": concepts, "links": links})


def compare_script(edition: Edition) -> str:
    """Give all rows of the comparison, for its filter: [file, name, views, whether sources differ, a text for each source].

    A name in another language than the edition's is [name, language]; views are bits, the first of :data:`~.lists.VIEWS` the
    lowest; texts are named by their place in ``texts``, whose first is empty.
    """
    views: dict[str, int] = {}
    for bit, view in enumerate(VIEWS):
        for slug in view_of(edition, view):
            views[slug] = views.get(slug, 0) | 1 << bit
    texts = {"": 0}
    rows = []
    for row in compared(edition, edition.in_order):
        slug = row["slug"]
        label, languages = edition.label(slug), edition.thesaurus.concepts[slug].pref_label
        other = next(iter(languages), "") if edition.language not in languages else ""
        cells = [texts.setdefault(cell, len(texts)) for cell in row["cells"]]
        name = [label, other] if other else label
        rows.append([edition.addresses.concepts[slug], name, views[slug], int(row["differs"]), *cells])
    return _script("compare", {"texts": list(texts), "rows": rows})


def queries_script(edition: Edition) -> str:
    """Give the ready-made queries in one language, and what their parameters may be."""
    thesaurus, addresses = edition.thesaurus, edition.addresses
    base = thesaurus.scheme.base
    sources = [
        [source.iri or f"{base}source/{key}", clean(source.publisher.name), addresses.source(key)]
        for key, source in thesaurus.sources.items()
    ]
    themes = [
        [theme.iri or f"{base}theme/{key}", edition.printed(theme.pref_label) or key, addresses.theme(key)]
        for key, theme in thesaurus.themes.items()
    ]
    return _script(
        "queries",
        {
            "ready": [_query(query, edition) for query in edition.queries],
            "source": sources,
            "theme": sorted(themes, key=lambda each: each[1]),
        },
    )


def queries_context(edition: Edition) -> dict[str, Any]:
    """Give the queries page the ready-made queries by subject (their first tag), which needs no script."""
    subjects = subjects_of_queries(edition.language)
    order = list(subjects)
    groups: dict[str, list[dict[str, Any]]] = {}
    for query in edition.queries:
        groups.setdefault(next(iter(query.tags), "concepts"), []).append(_query(query, edition))
    tags = sorted(groups, key=lambda tag: (order.index(tag) if tag in subjects else len(order), tag))
    return {"groups": [(subjects.get(tag, tag), groups[tag]) for tag in tags]}


def _query(query: ReadyQuery, edition: Edition) -> dict[str, Any]:
    return {
        "name": query.name,
        "form": query.form,
        "summary": edition.printed(query.summary) or query.name,
        "description": edition.printed(query.description),
        "tags": list(query.tags),
        "text": without_head(query.text),
        "parameters": [_parameter(each, edition.printed(each.label)) for each in query.parameters],
    }


def _parameter(parameter: Parameter, label: str) -> dict[str, Any]:
    return {
        "variable": parameter.variable,
        "name": parameter.name,
        "type": parameter.type,
        "of": parameter.of,
        "label": label or parameter.name,
        "default": parameter.default or "",
        "choices": list(parameter.choices),
    }

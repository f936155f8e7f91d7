"""The pages of one edition: their addresses, titles, templates, and what each template is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from glosskos.site import lists
from glosskos.site.concept_page import concept_context
from glosskos.site.data import queries_context
from glosskos.site.edition import Edition, shortened

__all__ = ["LIST", "Page", "pages_of"]

Item = TypeVar("Item")
LIST = 250  # lines on one page of a list
_ONE_PAGE = 350  # names that the alphabetical list still shows on one page
_TITLE = 110


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    :param path: its place below the folder of its language
    :param template: the template's name without suffix
    :param context: gives what the template needs, when the page is made
    :param section: the entry of the menu that it belongs to
    :param summary: one or two sentences, for link previews and search engines
    :param family: the page to switch to in a language that has no page of this path
    """

    path: str
    template: str
    title: str
    context: Callable[[], dict[str, Any]] = dict
    section: str = ""
    summary: str = ""
    family: str = "index.html"


def pages_of(edition: Edition, charts: Sequence[dict[str, Any]] = ()) -> Iterator[Page]:
    """Give all pages of an edition.

    :param charts: what :func:`glosskos.site.charts.charts_of` gives
    """
    word = edition.words
    about = shortened(edition.pick(edition.thesaurus.scheme.description), 200)
    yield Page("index.html", "home", "", partial(lists.home_context, edition), "home", about)
    yield from _concepts(edition)
    yield from _alphabet(edition)
    yield Page(
        "tree.html", "tree", word["tree_title"], partial(lists.tree_context, edition), "tree", word["tree_intro"]
    )
    yield from _themes(edition)
    yield from _sources(edition, charts)
    yield from _comparison(edition)
    yield from _changes(edition)
    yield Page("about.html", "about", word["about"], partial(lists.about_context, edition), "about", about)
    yield Page(
        "queries.html", "queries", word["queries"], partial(queries_context, edition), "queries", word["queries_intro"]
    )
    yield Page("search.html", "search", word["search_title"], section="search", summary=word["search_help"])


def _given(**context: Any) -> Callable[[], dict[str, Any]]:
    """Give a context that is known beforehand."""
    return lambda: context


def _concepts(edition: Edition) -> Iterator[Page]:
    order = edition.in_order
    neighbours = dict.fromkeys(order, ("", ""))
    for before, after in pairwise(order):
        neighbours[before] = (neighbours[before][0], after)
        neighbours[after] = (before, "")
    for slug, concept in edition.thesaurus.concepts.items():
        yield Page(
            edition.addresses.concept(slug),
            "concept",
            shortened(edition.names[slug], _TITLE),
            partial(concept_context, slug, edition, neighbours),
            summary=shortened(edition.pick(concept.definition), 200),
        )


def _alphabet(edition: Edition) -> Iterator[Page]:
    """Give the list of preferred names, and a page a letter with all names."""
    by_letter = lists.names_by_letter(edition)
    stems = {letter: f"a-z/{_stem(letter)}" for letter in by_letter}
    menu = [(letter, f"{stems[letter]}.html", len(items)) for letter, items in by_letter.items()]
    title = edition.words["a_z_title"]
    whole = lists.letters(edition) if len(edition.in_order) <= _ONE_PAGE else {}
    first = _given(menu=menu, letters=whole, letter="", items=(), here=0, pages=())
    yield Page("a-z.html", "a_z", title, first, "a_z", title)
    for letter, items in by_letter.items():
        for path, shown in _paged(stems[letter], items):
            context = _given(menu=menu, letters={}, letter=letter, **shown)
            yield Page(path, "a_z", f"{title} – {letter}", context, "a_z", title, "a-z.html")


def _stem(letter: str) -> str:
    """Give the file name of a letter's page."""
    if letter.isascii() and letter.isalpha():
        return letter.lower()
    return {"0–9": "0-9", "#": "other"}.get(letter) or "u" + "-".join(f"{ord(char):x}" for char in letter)


def _paged(stem: str, items: Sequence[Item], size: int = LIST) -> Iterator[tuple[str, dict[str, Any]]]:
    """Cut a long list into pages: the address of each, its ``items``, all ``pages`` and which of them this is (``here``)."""
    cut = lists.parts(items, size)
    pages = [f"{stem}.html" if at == 0 else f"{stem}-{at + 1}.html" for at in range(len(cut))]
    for at, part in enumerate(cut):
        yield pages[at], {"items": part, "here": at, "pages": pages}


def _themes(edition: Edition) -> Iterator[Page]:
    themes = lists.themes_context(edition)
    title = edition.words["themes"]
    yield Page("themes.html", "themes", title, _given(themes=themes), "themes", title)
    for each in themes:
        theme = each["theme"]
        name = shortened(edition.pick(theme.pref_label) or theme.slug, _TITLE)
        members = edition.sorted(edition.thesaurus.members[theme.slug])
        stem = each["path"].removesuffix(".html")
        for path, shown in _paged(stem, members):
            context = _given(theme=theme, count=len(members), **shown)
            yield Page(
                path, "theme", name, context, "themes", shortened(edition.pick(theme.definition), 200), each["path"]
            )


def _sources(edition: Edition, charts: Sequence[dict[str, Any]]) -> Iterator[Page]:
    title = edition.words["sources"]
    known = lists.sources_context(edition)
    yield Page(
        "sources.html",
        "sources",
        title,
        _given(sources=known, charts=charts),
        "sources",
        edition.words["coverage"],
    )
    for each in known:
        source = each["source"]
        first = edition.addresses.source(source.id)
        # A long source stays on one page, so that the citations' anchors hold.
        context = _given(**each, rows=lists.source_rows(edition, source.id))
        name = shortened(f"{source.publisher.name}, {source.title}", _TITLE)
        yield Page(first, "source", name, context, "sources", shortened(source.citation or source.title, 200))


def _comparison(edition: Edition) -> Iterator[Page]:
    title = edition.words["compare_title"]
    counts = {view: lists.view_of(edition, view) for view in lists.VIEWS}
    views = [(view, _comparison_stem(view) + ".html", len(slugs)) for view, slugs in counts.items()]
    for view, slugs in counts.items():
        for path, shown in _paged(_comparison_stem(view), slugs):
            name = title if view == "all" else f"{title} – {edition.words['view_' + view]}"
            context = partial(_compared, edition, views, view, {**shown, "total": len(slugs)})
            yield Page(path, "compare", name, context, "compare", title, "compare.html")


def _comparison_stem(view: str) -> str:
    return "compare" if view == "all" else f"compare-{view}"


def _compared(edition: Edition, views: Sequence[Any], view: str, shown: dict[str, Any]) -> dict[str, Any]:
    rows = lists.compared(edition, shown["items"])
    return {**shown, "views": views, "view": view, "number": lists.VIEWS.index(view), "rows": rows}


def _changes(edition: Edition) -> Iterator[Page]:
    title = edition.words["changes"]
    flat = [(date, kind, slug) for date, kind, slugs in lists.changes(edition) for slug in slugs]
    for path, shown in _paged("changes", flat, _ONE_PAGE):
        yield Page(path, "changes", title, _given(**shown), "changes", title, "changes.html")

"""For machines that follow the site: sitemap and Atom feed of what changed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from glosskos.site.edition import Edition, clean
from glosskos.site.lists import changes

__all__ = ["atom_feed", "sitemap"]

_LATEST = 100
_MOST = 50_000  # addresses that one sitemap may hold (sitemaps.org)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NO_DATE = "1970-01-01"


def sitemap(address: str, pages: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the sitemap as (file name, text): one file, or an index and as many as it takes.

    :param address: the web address of the site's root, ending in a slash
    :param pages: path from the root and date of last change, which may be empty
    """
    lines = [
        f"<url><loc>{escape(address + path)}</loc>"
        + (f"<lastmod>{date}</lastmod>" if _DATE.fullmatch(date) else "")
        + "</url>"
        for path, date in pages
    ]
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    cut = [lines[at : at + _MOST] for at in range(0, len(lines), _MOST)]
    texts = [f"{head}<urlset {space}>\n" + "\n".join(part) + "\n</urlset>\n" for part in cut]
    if len(texts) == 1:
        return [("sitemap.xml", texts[0])]
    names = [f"sitemap-{at + 1}.xml" for at in range(len(texts))]
    index = "\n".join(f"<sitemap><loc>{escape(address + name)}</loc></sitemap>" for name in names)
    return [
        ("sitemap.xml", f"{head}<sitemapindex {space}>\n{index}\n</sitemapindex>\n"),
        *zip(names, texts, strict=True),
    ]


def atom_feed(edition: Edition, address: str) -> str:
    """Give the latest changes as an Atom feed in the edition's language."""
    here = address + edition.folder
    word = edition.words
    latest = [(date, kind, slug) for date, kind, slugs in changes(edition) for slug in slugs][:_LATEST]
    updated = max((date for date, _, _ in latest if _DATE.fullmatch(date)), default=_NO_DATE)
    author = edition.thesaurus.scheme.creator.name or edition.title
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{edition.language}">',
        f"<id>{escape(here)}feed.xml</id>",
        f"<title>{escape(clean(edition.title))} – {escape(word['changes'])}</title>",
        f"<updated>{updated}T00:00:00Z</updated>",
        f"<author><name>{escape(clean(author))}</name></author>",
        f'<link rel="self" href={quoteattr(here + "feed.xml")}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(here + "changes.html")}/>',
    ]
    for date, kind, slug in latest:
        concept = edition.thesaurus.concepts[slug]
        page = here + edition.addresses.concept(slug)
        day = date if _DATE.fullmatch(date) else _NO_DATE
        lines += [
            "<entry>",
            f"<id>{escape(page)}#{kind}-{day}</id>",
            f"<title>{escape(edition.names[slug])} ({escape(word['one_' + kind])})</title>",
            f"<updated>{day}T00:00:00Z</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
            f"<summary>{escape(edition.pick(concept.history_note if concept.deprecated else concept.definition))}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"

"""The static site: every page in French and English, search, pictures and queries, with nothing to install or run.

Pages link to each other relatively, so that the folder works under any web address and from the disk (``file://``). Text from the
thesaurus is escaped everywhere (autoescape), and a content security policy lets no script run but the site's own.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glosskos.collector import settled
from glosskos.model import Thesaurus
from glosskos.namespaces import prefixes_for
from glosskos.ordering import Ordered
from glosskos.site.addresses import LANGUAGES, Addresses, root_of
from glosskos.syntax import jsonld_context, write
from glosskos.terms import Triple

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from glosskos.site.edition import Edition
    from glosskos.site.pages import Page

__all__ = ["ASSETS", "write_site"]

Progress = Callable[[str], None]
_PACKAGE = Path(__file__).resolve().parent
ASSETS = _PACKAGE / "assets"
# Servers give 404.html at any depth, where no relative link to a style sheet would hold: the policy names this style by its hash.
_LOST_STYLE = """
:root{color-scheme:light dark}
body{font:1.125rem/1.6 Charter,"Bitstream Charter",Cambria,"Liberation Serif",Georgia,serif;max-width:40rem;margin:12vh auto;padding:0 1.5rem;
background:#fdfcf9;color:#1d2126}
section{border-top:3px solid #c47f17;padding-top:.5rem;margin-bottom:3rem}
h1,h2{line-height:1.25}
a{color:#17457a}
@media(prefers-color-scheme:dark){body{background:#14171b;color:#e6e4de}a{color:#a8cbf5}}
"""


@settled()
def write_site(
    thesaurus: Thesaurus,
    triples: Iterable[Triple],
    folder: Path,
    evidence: Iterable[Triple] = (),
    entailed: Iterable[Triple] = (),
    progress: Progress = lambda _: None,
    address: str = "",
) -> None:
    """Write the site of any thesaurus into a folder; the same thesaurus gives the same bytes.

    :param triples: the thesaurus as RDF, for the downloads and the queries page
    :param folder: where to; made if it is not there, and expected to be empty
    :param evidence: the reasons of the links as RDF, where there are any
    :param entailed: what the triples entail, for the queries page
    :param progress: told the name of each stage as it begins
    :param address: the web address of the site's root, for sitemap, feed and previews; by default the IRIs' base
    :raises OSError: if a file cannot be written
    """
    from glosskos.queries import ready_queries
    from glosskos.site.edition import Edition

    addresses = Addresses(thesaurus)
    queries = tuple(ready_queries().values())
    editions = [Edition(thesaurus, addresses, language, queries) for language in LANGUAGES]
    address = (address or thesaurus.scheme.base).rstrip("/") + "/"
    triples, evidence = list(triples), list(evidence)
    statements = Ordered(chain(triples, evidence))  # put in order once, for all files
    progress("site: pages")
    _write_pages(editions, folder, address)
    progress("site: downloads")
    _write_downloads(thesaurus, statements, folder, addresses)
    progress("site: search and pictures")
    _write_data(editions, folder)
    told = statements.part(dict.fromkeys(triple[0] for triple in triples))
    for name, data in (("thesaurus.ttl", told), ("more.ttl", Ordered(chain(entailed, evidence)))):
        write(folder / "data" / name, data, prefixes_for(thesaurus.scheme.base), thesaurus.scheme.base)
    shutil.copytree(ASSETS, folder / "assets", dirs_exist_ok=True)


def _write_pages(editions: list[Edition], folder: Path, address: str) -> None:
    from glosskos.site.charts import charts_of
    from glosskos.site.feeds import atom_feed, sitemap
    from glosskos.site.pages import pages_of

    charts = {edition.language: charts_of(edition) for edition in editions}
    pages = {edition.language: list(pages_of(edition, charts[edition.language])) for edition in editions}
    printer = _Printer({language: {page.path for page in found} for language, found in pages.items()}, address)
    listed: list[tuple[str, str]] = []
    for edition in editions:
        for page in pages[edition.language]:
            _write(folder / edition.folder / page.path, printer.page(page, edition))
            listed.append((edition.folder + page.path, edition.thesaurus.scheme.modified))
        _write(folder / edition.folder / "feed.xml", atom_feed(edition, address))
        for chart in charts[edition.language]:
            _write(folder / chart["path"], chart["drawing"])
    for name, text in sitemap(address, listed):
        _write(folder / name, text)
    _write(folder / "404.html", printer.lost(editions))


@cache
def _environment() -> Environment:
    """Give the templates, with the escaping of HTML on for all of them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_PACKAGE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


class _Printer:
    """Makes pages from templates.

    :param paths: language to the paths of all its pages, for the way from one to the other
    :param address: the web address of the site's root
    """

    def __init__(self, paths: Mapping[str, set[str]], address: str) -> None:
        self._environment = _environment()
        self._paths = paths
        self._address = address
        self._given: dict[tuple[str, str], dict[str, Any]] = {}

    def page(self, page: Page, edition: Edition) -> str:
        """Give a page."""
        switch = {language: page.path if page.path in known else page.family for language, known in self._paths.items()}
        given = self._for_all(edition, root_of(page.path))
        return self._template(f"{page.template}.html").render(given, page=page, switch=switch, **page.context())

    def lost(self, editions: list[Edition]) -> str:
        """Give the page for addresses where there is none."""
        from markupsafe import Markup

        digest = base64.b64encode(hashlib.sha256(_LOST_STYLE.encode()).digest()).decode()
        return self._template("404.html").render(
            editions=editions, address=self._address, style=Markup(_LOST_STYLE), digest=digest
        )

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)

    def _for_all(self, edition: Edition, root: str) -> dict[str, Any]:
        """Give what the pages of one edition have in common that lie at one depth."""
        from markupsafe import Markup

        if (found := self._given.get((edition.language, root))) is not None:
            return found
        parts: dict[tuple[Any, ...], Markup] = {}

        def once(name: str, **own: str) -> Markup:
            """Give a part that is the same on many pages, made once."""
            key = (name, *own.values())
            if key not in parts:
                parts[key] = Markup(self._template(name).render(given, **own))
            return parts[key]

        given = self._given[edition.language, root] = {
            "edition": edition,
            "thesaurus": edition.thesaurus,
            "w": edition.words,
            "say": edition.say,
            "a": edition.links(root).__getitem__,
            "root": root,
            "site": root + ("../" if edition.folder else ""),
            "address": self._address,
            "once": once,
        }
        return given


def _write_downloads(thesaurus: Thesaurus, statements: Ordered, folder: Path, addresses: Addresses) -> None:
    from glosskos.site.downloads import Downloads

    downloads = Downloads(thesaurus, statements, jsonld_context())
    for slug, concept in thesaurus.concepts.items():
        downloads.write(concept, folder / "concept", addresses.concepts[slug])


def _write_data(editions: list[Edition], folder: Path) -> None:
    from glosskos.site.data import compare_script, network_script, queries_script, search_script, texts_script
    from glosskos.site.pages import LIST

    _write(folder / "data" / "search.js", search_script(editions[0]))
    _write(folder / "data" / "texts.js", texts_script(editions[0]))
    for edition in editions:
        _write(folder / "data" / f"network.{edition.language}.js", network_script(edition))
        _write(folder / "data" / f"queries.{edition.language}.js", queries_script(edition))
        if len(edition.in_order) > LIST:  # the comparison has more pages than one
            _write(folder / "data" / f"compare.{edition.language}.js", compare_script(edition))


def _write(path: Path, text: str) -> None:
    data = text.encode()
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

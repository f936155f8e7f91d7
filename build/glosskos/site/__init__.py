"""The static site: every page in French and English, search, pictures and queries, with nothing to install or run.

Pages link to each other relatively, so that the folder works under any web address and from the disk (``file://``). Text from the
thesaurus is escaped everywhere (autoescape), and a content security policy lets no script run but the site's own.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from glosskos.model import Thesaurus
from glosskos.namespaces import prefixes_for
from glosskos.ordering import Ordered
from glosskos.site.addresses import LANGUAGES, Addresses, root_of
from glosskos.syntax import jsonld_context, write
from glosskos.terms import Triple

if TYPE_CHECKING:
    from jinja2 import Environment

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
    progress("site: pages")
    _write_pages(editions, folder, address)
    progress("site: downloads")
    _write_downloads(thesaurus, triples, evidence, folder, addresses)
    progress("site: search and pictures")
    _write_data(editions, triples, [*entailed, *evidence], folder)
    shutil.copytree(ASSETS, folder / "assets", dirs_exist_ok=True)


def _write_pages(editions: list[Edition], folder: Path, address: str) -> None:
    from markupsafe import Markup

    from glosskos.site.charts import charts_of
    from glosskos.site.feeds import atom_feed, sitemap
    from glosskos.site.pages import pages_of

    environment = _environment()
    charts = {edition.language: charts_of(edition) for edition in editions}
    pages = {edition.language: list(pages_of(edition, charts[edition.language])) for edition in editions}
    paths = {language: {page.path for page in found} for language, found in pages.items()}
    listed: list[tuple[str, str]] = []
    for edition in editions:
        for page in pages[edition.language]:
            _write(folder / edition.folder / page.path, _render(environment, page, edition, paths, address))
            listed.append((edition.folder + page.path, edition.thesaurus.scheme.modified))
        _write(folder / edition.folder / "feed.xml", atom_feed(edition, address))
        for chart in charts[edition.language]:
            _write(folder / chart["path"], chart["drawing"])
    for name, text in sitemap(address, listed):
        _write(folder / name, text)
    digest = base64.b64encode(hashlib.sha256(_LOST_STYLE.encode()).digest()).decode()
    lost = environment.get_template("404.html")
    _write(
        folder / "404.html", lost.render(editions=editions, address=address, style=Markup(_LOST_STYLE), digest=digest)
    )


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


def _render(environment: Environment, page: Page, edition: Edition, paths: Mapping[str, set[str]], address: str) -> str:
    root = root_of(page.path)
    site = root + ("../" if edition.folder else "")
    switch = {language: (page.path if page.path in known else page.family) for language, known in paths.items()}
    return environment.get_template(f"{page.template}.html").render(
        page.context(),
        page=page,
        edition=edition,
        thesaurus=edition.thesaurus,
        w=edition.words,
        say=edition.say,
        a=edition.links(root).__getitem__,
        root=root,
        site=site,
        switch=switch,
        address=address,
    )


def _write_downloads(
    thesaurus: Thesaurus, triples: list[Triple], evidence: list[Triple], folder: Path, addresses: Addresses
) -> None:
    from glosskos.site.downloads import Downloads

    downloads = Downloads(thesaurus, triples, evidence, jsonld_context())
    for slug, concept in thesaurus.concepts.items():
        downloads.write(concept, folder / "concept", addresses.concepts[slug])


def _write_data(editions: list[Edition], triples: list[Triple], more: list[Triple], folder: Path) -> None:
    from glosskos.site.data import network_script, queries_script, search_script

    scheme = editions[0].thesaurus.scheme
    _write(folder / "data" / "search.js", search_script(editions[0]))
    for edition in editions:
        _write(folder / "data" / f"network.{edition.language}.js", network_script(edition))
        _write(folder / "data" / f"queries.{edition.language}.js", queries_script(edition))
    for name, statements in (("thesaurus.ttl", triples), ("more.ttl", more)):
        write(folder / "data" / name, Ordered(statements), prefixes_for(scheme.base), scheme.base)


def _write(path: Path, text: str) -> None:
    data = text.encode()
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

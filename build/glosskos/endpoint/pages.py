"""The few pages of a server that has no site beside it: what it is, and what is said of a thing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from glosskos.queries import ReadyQuery
from glosskos.queries.results import shortened
from glosskos.terms import Triple, is_literal, language_of, value_of

if TYPE_CHECKING:
    from glosskos.endpoint.dataset import Dataset

__all__ = ["POLICY", "description", "home", "local", "lost"]

_STYLE = """
body { font: 1rem/1.55 "DejaVu Sans", system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
       color: #1b1f24; background: #fff; }
a { color: #0b5394; } code, textarea { font: .95rem/1.4 "DejaVu Sans Mono", ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
       border-bottom: 1px solid #d6dbe0; overflow-wrap: anywhere; } th { width: 14rem; font-weight: 600; }
textarea { width: 100%; height: 11rem; box-sizing: border-box; } .lang { color: #57606a; font-size: .85em; }
@media (prefers-color-scheme: dark) { body { color: #e6e9ec; background: #15181b; } a { color: #8ab8f0; }
       th, td { border-color: #3a4046; } .lang { color: #a5adb5; } textarea { background: #1f2327; color: inherit; } }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# Nothing runs and nothing is fetched: one style sheet, known by its hash; a form that asks this server.
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_EXAMPLE = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?label WHERE {
  ?concept a skos:Concept ; skos:prefLabel ?label .
  FILTER (lang(?label) = "fr")
} ORDER BY STR(?concept) LIMIT 20"""


_ORDER = (
    "type prefLabel altLabel hiddenLabel title label notation definition scopeNote example note "
    "broader broaderGeneric broaderPartitive broaderInstantial narrower narrowerGeneric narrowerPartitive narrowerInstantial related"
).split()
_ENTAILED = ("semanticRelation", "broaderTransitive", "narrowerTransitive")


def _page(title: str, body: str, language: str = "en") -> str:
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>\n'
        f"<body><main>{body}</main></body></html>\n"
    )


def local(path: str) -> str:
    """Give the address here of a thing, from its IRI without the base: what means something else in a URL is escaped."""
    return "/" + quote(path, safe="/:@!$&'()*+,;=~")


def home(about: Mapping[str, Any], queries: Mapping[str, ReadyQuery]) -> str:
    """Give the page that says what is served and how it is asked."""
    rows = "".join(
        f'<tr><th><a href="/api/queries/{escape(query.name)}?format=csv">{escape(query.name)}</a></th>'
        f"<td>{escape(query.summary.get('en', ''))}</td></tr>"
        for query in queries.values()
    )
    graphs = "".join(
        f"<li><code>{escape(name)}</code> ({size:,} triples)</li>" for name, size in about["graphs"].items()
    )
    body = (
        f"<h1>{escape(about['title'])}</h1>"
        f"<p>{about['concepts']:,} concepts, {about['triples']:,} triples, version {escape(about['version'] or 'unknown')}. "
        f"IRIs begin with <code>{escape(about['base'])}</code>; here each answers under the same path.</p>"
        "<h2>Ask</h2><form action='/sparql' method='get'><p><label for='query'>SPARQL 1.1 query</label></p>"
        f"<p><textarea id='query' name='query'>{escape(_EXAMPLE)}</textarea></p>"
        "<p><label for='format'>as</label> <select id='format' name='format'><option>csv</option><option>json</option>"
        "<option>tsv</option><option>xml</option><option>ttl</option></select> <button>Ask</button></p></form>"
        "<p>SPARQL Protocol at <code>/sparql</code>, Graph Store Protocol (reading) at <code>/store</code>, "
        "<a href='/api/openapi.json'>API</a>, <a href='/health'>health</a>, <a href='/metrics'>metrics</a>.</p>"
        + (f"<h2>Named graphs</h2><ul>{graphs}</ul>" if graphs else "")
        + (f"<h2>Ready-made queries</h2><table>{rows}</table>" if rows else "")
    )
    return _page(about["title"], body)


def lost(about: Mapping[str, Any], path: str) -> str:
    """Give the page for people who come to an address where there is nothing, in both languages."""
    path = "".join(char if char.isprintable() else "\ufffd" for char in path)
    home_ = f"<a href='/'>{escape(about['title'])}</a>"
    body = (
        f"<section lang='fr'><h1>Page introuvable</h1><p>Il n’y a rien à l’adresse <code>/{escape(path)}</code>.</p><p>{home_}</p></section>"
        f"<section lang='en'><h2>Page not found</h2><p>There is nothing at <code>/{escape(path)}</code>.</p></section>"
    )
    return _page(f"Page introuvable – {about['title']}", body, "fr")


def description(name: str, triples: Iterable[Triple], data: Dataset) -> str:
    """Give the page of a thing: its name, what is said of it, and the forms in which it can be had."""
    own = [triple for triple in triples if triple[0] == f"<{name}>"]
    labels = [value for _, predicate, value in own if predicate.endswith(("#prefLabel>", "#label>", "/title>"))]
    labels.sort(key=lambda term: (not term.endswith("@fr"), term))
    title = value_of(labels[0]) if labels else name
    rows = "".join(
        f"<tr><th>{escape(shortened(predicate, data.prefixes))}</th><td>{_value(value, data)}</td></tr>"
        for _, predicate, value in sorted(own, key=_rank)
    )
    path = local(name.removeprefix(data.base)) if name.startswith(data.base) else ""
    forms = " · ".join(
        f'<a href="{escape(path)}.{suffix}">{label}</a>'
        for suffix, label in (("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML"), ("nt", "N-Triples"))
    )
    body = f"<p><a href='/'>{escape(data.title)}</a></p><h1>{escape(title)}</h1><p><code>{escape(name)}</code></p>"
    return _page(title, f"{body}<p>{forms if path else ''}</p><table>{rows}</table>", "fr")


def _rank(triple: Triple) -> tuple[int, Triple]:
    """Order what is said of a thing as people look for it: names, texts, links; what is merely entailed last."""
    name = triple[1].rstrip(">").replace("#", "/").rpartition("/")[2]
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER) + (name in _ENTAILED), triple)


def _value(term: str, data: Dataset) -> str:
    text = value_of(term)
    if is_literal(term):
        language = language_of(term)
        tag = f' lang="{escape(language)}"' if language else ""
        return f"<span{tag}>{escape(text)}</span>" + (
            f' <span class="lang">{escape(language)}</span>' if language else ""
        )
    shown = escape(shortened(term, data.prefixes))
    if text.startswith(data.base):
        return f'<a href="{escape(local(text.removeprefix(data.base)))}">{shown}</a>'
    return f'<a href="{escape(text)}" rel="nofollow">{shown}</a>' if text.startswith(("http://", "https://")) else shown

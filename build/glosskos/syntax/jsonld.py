"""JSON-LD with the context inside the file, language maps, typed values, and a concept's notes nested in it.

Values are put together as text: a literal in N-Triples form without escapes is a JSON string already.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import IO, Any

from glosskos.errors import DocumentError
from glosskos.locator import data_dir
from glosskos.namespaces import XSD
from glosskos.ordering import TYPE, Ordered
from glosskos.syntax.turtle import Namespaces
from glosskos.terms import Term, Triple, value_of

__all__ = ["jsonld_context", "jsonld_writer"]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_STRING = f"<{XSD}string>"
Node = dict[str, str | list[str]]


def _string(term: Term, end: int) -> str:
    """Give a literal's text as JSON.

    :param end: where its last quotation mark is
    """
    found = term[: end + 1]
    return _encode(value_of(term)) if "\\" in found else found


def _one(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _flat(value: str | list[str]) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"


def _member(item: tuple[str, str | list[str]]) -> str:
    return f'"{item[0]}": {_flat(item[1])}'


class _JsonLd:
    """Compacts triples with the context's terms."""

    def __init__(self, ctx: Mapping[str, Any]) -> None:
        self.names = {
            name: value for name, value in ctx.items() if isinstance(value, str) and value.endswith(("/", "#"))
        }
        self.namespaces = Namespaces(self.names)
        self.terms: dict[Term, tuple[str, str]] = {TYPE: ("type", "@id")}
        for name, value in ctx.items():
            if isinstance(value, dict):
                kind = "language" if "@container" in value else value.get("@type", "xsd:string")
                kind = f"<{self.expand(kind)}>" if kind[:4] == "xsd:" else kind
                self.terms[f"<{self.expand(value['@id'])}>"] = (name, kind)
        self._known: dict[Term, str] = {}

    def expand(self, name: str) -> str:
        """Give the IRI of a prefixed name of the context."""
        prefix, _, local = name.partition(":")
        return self.names[prefix] + local

    def compact(self, term: Term) -> str:
        """Give an IRI or blank node as JSON: a prefixed name where one fits."""
        known = self._known.get(term)
        if known is None:
            text = value_of(term)
            name = self.namespaces.split(text)
            known = self._known[term] = _encode(":".join(name) if name else text)
        return known

    def value(self, term: Term) -> str:
        """Give a value in full, fit for a property of which the context says nothing."""
        if term[0] != '"':
            return f'{{"id": {self.compact(term)}}}'
        end = term.rindex('"')
        text, suffix = _string(term, end), term[end + 1 :]
        if suffix[:1] == "@":
            return f'{{"@value": {text}, "@language": "{_tag(suffix)}"}}'
        if not suffix or suffix[2:] == _STRING:
            return text
        return f'{{"@value": {text}, "@type": {self.compact(suffix[2:])}}}'

    def put(self, node: Node, predicate: Term, objects: list[Term], nested: Mapping[Term, str]) -> None:
        """Add one predicate's objects to a node under the term that fits them, else under its prefixed name."""
        name, kind = self.terms.get(predicate, ("", ""))
        rest: list[str] = []
        fitting: dict[str, list[str]] = {}
        for each in objects:
            if each[0] != '"':
                if kind == "@id":
                    fitting.setdefault("", []).append(nested.get(each) or self.compact(each))
                else:
                    rest.append(nested.get(each) or self.value(each))
                continue
            end = each.rindex('"')
            if kind == "language" and each[end + 1 : end + 2] == "@":
                fitting.setdefault(_tag(each[end + 1 :]), []).append(_string(each, end))
            elif kind[:1] == "<" and (each[end + 3 :] or _STRING) == kind and each[end + 1 : end + 2] != "@":
                fitting.setdefault("", []).append(_string(each, end))
            else:
                rest.append(self.value(each))
        if fitting and kind == "language":
            node[name] = f"{{{', '.join([_member((key, _one(values))) for key, values in fitting.items()])}}}"
        elif fitting:
            node[name] = _one(fitting[""])
        if rest:
            node[self.compact(predicate)[1:-1]] = _one(rest)


def _tag(suffix: str) -> str:
    if "--" in suffix:
        raise DocumentError(f"JSON-LD cannot say this in a language map: the direction of a text, {suffix}")
    return suffix[1:]


@cache
def jsonld_context() -> dict[str, Any]:
    """Give the JSON-LD context of every JSON-LD output (``context.jsonld``)."""
    text = (data_dir() / "ontology" / "context.jsonld").read_text(encoding="utf-8")
    context: dict[str, Any] = json.loads(text)["@context"]
    return context


def jsonld_writer(context: Mapping[str, Any]) -> Callable[[Iterable[Triple], IO[str], Mapping[str, str], str], None]:
    """Give a writer of JSON-LD with a context: the context inside the file, a concept's notes nested in it.

    :param context: the value of ``@context`` (``ontology/context.jsonld``)
    """

    known: dict[str, tuple[str, _JsonLd]] = {}  # many small files share one context

    def write_jsonld(triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str], base: str = "") -> None:
        del base
        ordered = triples if isinstance(triples, Ordered) else Ordered(triples)
        concepts = prefixes.get("rc", "")
        if concepts not in known:
            ctx = {**context, **({"rc": concepts} if "rc" in prefixes else {})}
            known[concepts] = (json.dumps(ctx, ensure_ascii=False, indent=1), _JsonLd(ctx))
        head, jsonld = known[concepts]
        out.write('{\n"@context": ' + head + ',\n"@graph": [')
        separator = "\n"
        for node in _nodes(ordered, jsonld):
            lines = [f'"{key}": {_nested(value)}' for key, value in node.items()]
            out.write(f"{separator}{{\n  " + ",\n  ".join(lines) + "\n}")
            separator = ",\n"
        out.write("\n]\n}\n")

    return write_jsonld


def _nested(value: str | list[str]) -> str:
    """Write a list of more than a few values, or of nodes, a line each."""
    if isinstance(value, list) and (len(value) > 3 or value[0][0] == "{"):
        return "[\n    " + ",\n    ".join(value) + "\n  ]"
    return _flat(value)


def _nodes(ordered: Ordered, jsonld: _JsonLd) -> Iterator[Node]:
    notes: dict[Term, list[Term]] = {}
    for note, owner in ordered.parent.items():
        notes.setdefault(owner, []).append(note)
    for subject in ordered.walk(ordered.subjects()):
        if subject not in ordered.parent:
            nested = {
                note: f"{{{', '.join(map(_member, _node(ordered, jsonld, note, {}).items()))}}}"
                for note in notes.get(subject, ())
            }
            yield _node(ordered, jsonld, subject, nested)


def _node(ordered: Ordered, jsonld: _JsonLd, subject: Term, nested: Mapping[Term, str]) -> Node:
    node: Node = {"id": jsonld.compact(subject)}
    for predicate, objects in ordered.items(subject):
        jsonld.put(node, predicate, objects, nested)
    return node

"""Writers: Turtle, TriG, N-Triples and nested JSON-LD are ours, RDF/XML is pyoxigraph's on sorted statements.

Same statements, same bytes, in the order of a reader (:mod:`glosskos.ordering`).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from glosskos.errors import DocumentError
from glosskos.namespaces import RDF, XSD
from glosskos.ordering import TYPE, Ordered
from glosskos.terms import (
    Quad,
    Term,
    Triple,
    datatype_of,
    iri,
    is_literal,
    language_of,
    to_ntriples,
    value_of,
)

__all__ = ["SYNTAXES", "write", "write_ntriples", "write_rdfxml", "write_trig", "write_turtle"]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_PLAIN_PATH = re.compile(r"(?!.*/\.)[A-Za-z0-9_-][A-Za-z0-9_./-]*")  # no step begins with a dot: `..` would be resolved
_XML_NAME = re.compile(r"[^\W\d][\w.-]*>$")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONG = 90


class _Turtle:
    """Writes terms as Turtle: prefixed names where they can be, else IRIs, relative to the base where there is one."""

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        self.prefixes = sorted(prefixes.items(), key=lambda pair: -len(pair[1]))
        self.base = base
        self.used: set[str] = set()
        self.relative = False
        self._known: dict[Term, str] = {}

    def _iri(self, term: Term) -> str:
        text = term[1:-1]
        for prefix, namespace in self.prefixes:
            if text.startswith(namespace) and _LOCAL.fullmatch(text, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{text[len(namespace) :]}"
        if self.base and text.startswith(self.base) and _PLAIN_PATH.fullmatch(text, len(self.base)):
            self.relative = True
            return f"<{text[len(self.base) :]}>"
        return term

    def term(self, term: Term) -> str:
        """Give a term as Turtle."""
        first = term[0]
        if first == "<":
            known = self._known.get(term)
            if known is None:
                known = self._known[term] = self._iri(term)
            return known
        if first == '"' and term[-1] == ">":
            quoted, _, kind = term.rpartition("^^")
            if kind == iri("xsd:boolean") and quoted in ('"true"', '"false"'):
                return quoted[1:-1]
            return quoted if kind == iri("xsd:string") else f"{quoted}^^{self.term(kind)}"
        return term


def write_turtle(triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str], base: str = "") -> None:
    """Write Turtle that reads as if written by hand: a block for each subject, sections under comment lines.

    :param prefixes: prefix to namespace; only those used are declared
    :param base: an IRI base; IRIs below it that have no prefix are written relative to it
    """
    ordered = triples if isinstance(triples, Ordered) else Ordered(triples)
    turtle = _Turtle(prefixes, base)
    body: list[str] = []
    section = None
    for subject in ordered.subjects():
        title = ordered.section(subject)[1]
        if title != section:
            body.append(f"\n# {title}\n")
            section = title
        body.append(_block(ordered, subject, turtle))
    _head(turtle, out)
    out.writelines(body)


def _block(ordered: Ordered, subject: Term, turtle: _Turtle) -> str:
    lines = []
    for predicate, objects in ordered.items(subject):
        terms = [turtle.term(each) for each in objects]
        long = len(terms) > 1 and sum(map(len, terms)) > _LONG
        verb = (
            "a" if predicate == TYPE else turtle.term(predicate)
        )  # « a » is a verb only: as an object it is no Turtle
        lines.append(f"{verb} " + (" ,\n        " if long else " , ").join(terms))
    return f"\n{turtle.term(subject)} " + " ;\n    ".join(lines) + " .\n"


def write_ntriples(
    triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str] | None = None, base: str = ""
) -> None:
    """Write N-Triples, a line each, sorted."""
    del prefixes, base
    out.write(to_ntriples(sorted(set(triples))))


def write_rdfxml(triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str], base: str = "") -> None:
    """Write RDF/XML, sorted by subject; pyoxigraph writes it from sorted N-Triples.

    :raises DocumentError: if a property or class has no name that XML can write, or a literal a character that XML has not
    """
    from pyoxigraph import RdfFormat, parse, serialize

    del base
    names = {prefix: namespace for prefix, namespace in sorted(prefixes.items()) if namespace != RDF}
    ordered = sorted({(_xml_node(subject), predicate, _xml_node(value)) for subject, predicate, value in triples})
    elements = {
        name for _, predicate, value in ordered for name in ((predicate, value) if predicate == TYPE else (predicate,))
    }
    for name in sorted(elements):
        if name[0] == "<" and not _XML_NAME.search(name):
            raise DocumentError(
                f"RDF/XML cannot say this: {name} does not end in a name, so no element can be called by it"
            )
    try:
        statements = parse(to_ntriples(ordered), format=RdfFormat.N_TRIPLES)
        text = (serialize(statements, format=RdfFormat.RDF_XML, prefixes=names) or b"").decode()
    except (ValueError, OSError) as error:
        raise DocumentError(f"RDF/XML cannot say this: {error}") from None
    if found := _NO_XML.search(text):
        raise DocumentError(f"RDF/XML cannot say this: XML has no character U+{ord(found.group()):04X}")
    out.write(text.replace("\r", "&#xD;"))  # else a parser of XML reads a line feed


def _xml_node(term: Term) -> Term:
    """Give a blank node a label that is a name in XML (``_:0`` is none)."""
    return f"_:b{term[2:]}" if term[0] == "_" else term


def write_trig(quads: Iterable[Quad], out: IO[str], prefixes: Mapping[str, str], base: str = "") -> None:
    """Write TriG as Turtle is written: the default graph first, then a block for each named graph, in the order of their IRIs."""
    graphs: dict[Term, list[Triple]] = {}
    for subject, predicate, value, graph in quads:
        graphs.setdefault(graph, []).append((subject, predicate, value))
    turtle = _Turtle(prefixes, base)
    body: list[str] = []
    for graph in sorted(graphs):
        ordered = Ordered(graphs[graph])
        blocks = "".join(_block(ordered, subject, turtle) for subject in ordered.subjects())
        body.append(f"\n{turtle.term(graph)} {{{blocks}}}\n" if graph else blocks)
    _head(turtle, out)
    out.writelines(body)


def _head(turtle: _Turtle, out: IO[str]) -> None:
    """Declare the base and the prefixes that were used."""
    if turtle.relative:
        out.write(f"@base <{turtle.base}> .\n")
    out.writelines(
        f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(turtle.prefixes) if prefix in turtle.used
    )


class _JsonLd:
    """Compacts triples with the context's terms: language maps, typed values, nested notes."""

    def __init__(self, ctx: Mapping[str, Any]) -> None:
        self.names = {
            name: value for name, value in ctx.items() if isinstance(value, str) and value.endswith(("/", "#"))
        }
        self.prefixes = sorted(self.names.items(), key=lambda pair: -len(pair[1]))
        self.terms: dict[Term, tuple[str, str]] = {}
        for name, value in ctx.items():
            if isinstance(value, dict):
                kind = "language" if "@container" in value else value.get("@type", "xsd:string")
                self.terms[f"<{self.expand(value['@id'])}>"] = (name, kind)
        self._known: dict[Term, str] = {}

    def expand(self, name: str) -> str:
        """Give the IRI of a prefixed name of the context."""
        prefix, _, local = name.partition(":")
        return self.names[prefix] + local

    def compact(self, term: Term) -> str:
        """Give an IRI or blank node as a prefixed name where one fits."""
        known = self._known.get(term)
        if known is None:
            text = value_of(term)
            known = next(
                (
                    f"{prefix}:{text[len(namespace) :]}"
                    for prefix, namespace in self.prefixes
                    if text.startswith(namespace) and _LOCAL.fullmatch(text, len(namespace))
                ),
                text,
            )
            self._known[term] = known
        return known

    def value(self, term: Term) -> Any:
        """Give a value in full, fit for a property of which the context says nothing."""
        if not is_literal(term):
            return {"id": self.compact(term)}
        if language := language_of(term):
            return {"@value": value_of(term), "@language": language}
        kind = datatype_of(term)
        return (
            value_of(term) if kind == f"{XSD}string" else {"@value": value_of(term), "@type": self.compact(f"<{kind}>")}
        )

    def put(self, node: dict[str, Any], predicate: Term, objects: list[Term], nested: Mapping[Term, Any]) -> None:
        """Add one predicate's objects to a node under the term that fits them, else under its prefixed name."""
        name, kind = ("type", "@id") if predicate == TYPE else self.terms.get(predicate, ("", ""))
        rest = []
        fitting: dict[str, list[Any]] = {}
        for each in objects:
            if kind == "language" and is_literal(each) and (language := language_of(each)):
                fitting.setdefault(language, []).append(value_of(each))
            elif kind == "@id" and not is_literal(each):
                fitting.setdefault("", []).append(nested.get(each) or self.compact(each))
            elif (
                kind[:4] == "xsd:"
                and is_literal(each)
                and not language_of(each)
                and datatype_of(each) == self.expand(kind)
            ):
                fitting.setdefault("", []).append(value_of(each))
            else:
                rest.append(nested.get(each) or self.value(each))
        if fitting:
            node[name] = (
                {key: _one(values) for key, values in fitting.items()} if kind == "language" else _one(fitting[""])
            )
        if rest:
            node[self.compact(predicate)] = _one(rest)


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def jsonld_writer(context: Mapping[str, Any]) -> Callable[[Iterable[Triple], IO[str], Mapping[str, str], str], None]:
    """Give a writer of JSON-LD with a context: the context inside the file, a concept's notes nested in it.

    :param context: the value of ``@context`` (``ontology/context.jsonld``)
    """

    def write_jsonld(triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str], base: str = "") -> None:
        del base
        ordered = triples if isinstance(triples, Ordered) else Ordered(triples)
        ctx = {**context, **{name: namespace for name, namespace in prefixes.items() if name == "rc"}}
        jsonld = _JsonLd(ctx)
        encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
        out.write('{\n"@context": ' + json.dumps(ctx, ensure_ascii=False, indent=1) + ',\n"@graph": [')
        separator = "\n"
        for node in _nodes(ordered, jsonld):
            out.write(
                separator
                + "{\n  "
                + ",\n  ".join(f'"{key}": {_nested(value, encode)}' for key, value in node.items())
                + "\n}"
            )
            separator = ",\n"
        out.write("\n]\n}\n")

    return write_jsonld


def _nested(value: Any, encode: Callable[[Any], str]) -> str:
    """Write a list of more than a few values, or of nodes, a line each."""
    if isinstance(value, list) and (len(value) > 3 or isinstance(value[0], dict)):
        return "[\n    " + ",\n    ".join(map(encode, value)) + "\n  ]"
    return encode(value)


def _nodes(ordered: Ordered, jsonld: _JsonLd) -> Iterator[dict[str, Any]]:
    notes: dict[Term, list[Term]] = {}
    for note, owner in ordered.parent.items():
        notes.setdefault(owner, []).append(note)
    for subject in ordered.subjects():
        if subject not in ordered.parent:
            nested = {note: _node(ordered, jsonld, note, {}) for note in notes.get(subject, ())}
            yield _node(ordered, jsonld, subject, nested)


def _node(ordered: Ordered, jsonld: _JsonLd, subject: Term, nested: Mapping[Term, Any]) -> dict[str, Any]:
    node: dict[str, Any] = {"id": jsonld.compact(subject)}
    for predicate, objects in ordered.items(subject):
        jsonld.put(node, predicate, objects, nested)
    return node


SYNTAXES: dict[str, Callable[..., None]] = {
    ".ttl": write_turtle,
    ".rdf": write_rdfxml,
    ".nt": write_ntriples,
}


def write(
    path: Path,
    statements: Iterable[Quad] | Ordered,
    prefixes: Mapping[str, str],
    base: str = "",
    context: Mapping[str, Any] | None = None,
) -> None:
    """Write one data file in the syntax of its suffix (``.ttl .jsonld .rdf .nt .trig``).

    :param statements: quads; or triples already in order, which several files can share (not for TriG)
    :param context: the JSON-LD context, for ``.jsonld``
    :raises KeyError: if the suffix is none of these
    """
    text = io.StringIO()
    if isinstance(statements, Ordered):
        triples: Iterable[Triple] = statements
    elif path.suffix == ".trig":
        write_trig(statements, text, prefixes, base)
    else:
        triples = (quad[:3] for quad in statements)
    if path.suffix != ".trig":
        writer = jsonld_writer(context or {}) if path.suffix == ".jsonld" else SYNTAXES[path.suffix]
        writer(triples, text, prefixes, base)
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")

"""What a query gives: rows, a graph or a truth, and the forms in which they are written.

Rows follow SPARQL 1.1 Query Results JSON, CSV and TSV Formats, and the XML Format (second edition); graphs are written by
:mod:`glosskos.syntax`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from glosskos.errors import GlosskosError
from glosskos.namespaces import PREFIXES, XSD, prefixed
from glosskos.syntax import jsonld_writer, write_ntriples, write_rdfxml, write_turtle
from glosskos.tables import table
from glosskos.terms import Term, Triple, datatype_of, is_literal, language_of, value_of

__all__ = ["GRAPH_FORMATS", "ROW_FORMATS", "Result", "native", "shortened", "written"]

GRAPH_FORMATS = ("ttl", "nt", "rdf", "jsonld")
ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "md")
_INTEGERS = frozenset(f"{XSD}{name}" for name in "integer int long short nonNegativeInteger positiveInteger".split())
_FLOATS = frozenset(f"{XSD}{name}" for name in "decimal double float".split())
_BARE = {
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
# XML 1.0 has no other control characters, not even as references (2.2).
_NO_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")
_XML_SPACE = {"\r": "&#13;", "\t": "&#9;", "\n": "&#10;"}


@dataclass(frozen=True, slots=True)
class Result:
    """One query's result: of its three kinds, one.

    :param form: ``SELECT``, ``ASK``, or ``CONSTRUCT`` for any graph
    :param variables: the columns of a ``SELECT``, without mark
    :param rows: terms (:mod:`glosskos.terms`) in the order of the columns; None where a row has no value
    """

    form: str
    variables: tuple[str, ...] = ()
    rows: Sequence[tuple[Term | None, ...]] = ()
    triples: Sequence[Triple] = ()
    truth: bool = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Give the rows as plain data (:func:`native`); a graph has the columns subject, predicate and object."""
        names, rows = self.table()
        return ({name: native(term) for name, term in zip(names, row, strict=True)} for row in rows)

    def __len__(self) -> int:
        return len(self.triples) if self.form == "CONSTRUCT" else len(self.rows)

    def __bool__(self) -> bool:
        """Give the answer of an ``ASK``; else whether there is anything."""
        return self.truth if self.form == "ASK" else len(self) > 0

    def table(self) -> tuple[tuple[str, ...], Sequence[tuple[Term | None, ...]]]:
        """Give columns and rows; a graph's are subject, predicate, object."""
        if self.form == "CONSTRUCT":
            return ("subject", "predicate", "object"), self.triples
        return self.variables, self.rows

    def to_pandas(self) -> Any:
        """Give the rows as a pandas ``DataFrame``.

        :raises GlosskosError: if pandas is not installed
        """
        return _frame(self, "pandas")

    def to_polars(self) -> Any:
        """Give the rows as a polars ``DataFrame``.

        :raises GlosskosError: if polars is not installed
        """
        return _frame(self, "polars")


def _frame(result: Result, library: str) -> Any:
    import importlib

    try:
        module = importlib.import_module(library)
    except ImportError:
        raise GlosskosError(f"{library} is not installed (pip install {library})") from None
    names, _ = result.table()
    rows = list(result)
    return module.DataFrame({name: [row[name] for row in rows] for name in names})


def native(term: Term | None) -> Any:
    """Give a term as plain data: numbers and truths as such, any other value as text, no value as None."""
    if term is None:
        return None
    value = value_of(term)
    if is_literal(term) and not language_of(term):
        kind = datatype_of(term)
        try:
            if kind in _INTEGERS:
                return int(value)
            if kind in _FLOATS:
                return float(value)
        except ValueError:
            return value
        if kind == f"{XSD}boolean" and value in ("true", "false", "1", "0"):
            return value in ("true", "1")
    return value


def shortened(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """Give a term as people read it: an IRI with its prefix, a literal's text."""
    if term is None:
        return ""
    return prefixed(value_of(term), prefixes) if term[0] == "<" else value_of(term)


def _csv(result: Result, prefixes: Mapping[str, str]) -> str:
    del prefixes
    names, rows = result.table()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([["" if term is None else value_of(term) for term in row] for row in rows])
    return out.getvalue()


def _bare(term: Term) -> str:
    """Give a number or truth as Turtle abbreviates it, any other term as it is (SPARQL 1.1 TSV, 4.2)."""
    value, _, kind = term.rpartition("^^")
    form = _BARE.get(kind[1:-1]) if value else None
    return value[1:-1] if form and form.fullmatch(value[1:-1]) else term


def _tsv(result: Result, prefixes: Mapping[str, str]) -> str:
    del prefixes
    names, rows = result.table()
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ["\t".join("" if term is None else _bare(term) for term in row) for row in rows]
    return "\n".join(lines) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if term[0] == "<":
        return {"type": "uri", "value": value_of(term)}
    if term[0] == "_":
        return {"type": "bnode", "value": term[2:]}
    found = {"type": "literal", "value": value_of(term)}
    if language := language_of(term):
        return {**found, "xml:lang": language}
    kind = datatype_of(term)
    return found if kind == f"{XSD}string" else {**found, "datatype": kind}


def _json(result: Result, prefixes: Mapping[str, str]) -> str:
    del prefixes
    head: dict[str, Any] = {"head": {"vars": list(result.variables)} if result.form == "SELECT" else {}}
    if result.form == "ASK":
        return json.dumps({**head, "boolean": result.truth}) + "\n"
    bindings = [
        {name: _json_term(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
        for row in result.rows
    ]
    return json.dumps({**head, "results": {"bindings": bindings}}, ensure_ascii=False) + "\n"


def _xml_text(text: str, entities: Mapping[str, str] | None = None) -> str:
    return escape(text.translate(_NO_XML), {"\r": "&#13;", **(entities or {})})


def _xml_term(term: Term) -> str:
    if term[0] == "<":
        return f"<uri>{_xml_text(value_of(term))}</uri>"
    if term[0] == "_":
        return f"<bnode>{term[2:]}</bnode>"
    language, kind = language_of(term), datatype_of(term)
    mark = f" xml:lang={quoteattr(language)}" if language else ""
    mark = mark or (f" datatype={quoteattr(kind, _XML_SPACE)}" if kind != f"{XSD}string" else "")
    return f"<literal{mark}>{_xml_text(value_of(term))}</literal>"


def _xml(result: Result, prefixes: Mapping[str, str]) -> str:
    del prefixes
    out = ['<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>']
    out += [f"<variable name={quoteattr(name)}/>" for name in result.variables]
    out.append("</head>\n")
    if result.form == "ASK":
        out.append(f"<boolean>{str(result.truth).lower()}</boolean>\n")
    else:
        out.append("<results>\n")
        for row in result.rows:
            cells = (
                f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
                for name, term in zip(result.variables, row, strict=True)
                if term is not None
            )
            out.append(f"<result>{''.join(cells)}</result>\n")
        out.append("</results>\n")
    return "".join([*out, "</sparql>\n"])


def _people(style: str) -> Callable[[Result, Mapping[str, str]], str]:
    def write(result: Result, prefixes: Mapping[str, str]) -> str:
        if result.form == "ASK":
            return f"{str(result.truth).lower()}\n"
        names, rows = result.table()
        shown = [{name: shortened(term, prefixes) for name, term in zip(names, row, strict=True)} for row in rows]
        return table(shown, style, names)

    return write


def _graph(suffix: str) -> Callable[[Result, Mapping[str, str]], str]:
    def write(result: Result, prefixes: Mapping[str, str]) -> str:
        out = io.StringIO()
        if suffix == "jsonld":
            from glosskos.syntax import jsonld_context

            jsonld_writer(jsonld_context())(result.triples, out, prefixes, "")
        else:
            {"ttl": write_turtle, "nt": write_ntriples, "rdf": write_rdfxml}[suffix](result.triples, out, prefixes)
        return out.getvalue()

    return write


_ROWS = {"csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml, "table": _people("table"), "md": _people("md")}
_GRAPHS = {
    **{suffix: _graph(suffix) for suffix in GRAPH_FORMATS},
    **{style: _ROWS[style] for style in ("csv", "tsv", "table", "md")},
    "json": _graph("jsonld"),
}


def written(result: Result, style: str, prefixes: Mapping[str, str] | None = None) -> str:
    """Give a result in one of the forms.

    :param style: one of :data:`ROW_FORMATS`, or for a graph one of :data:`GRAPH_FORMATS`, ``csv``, ``tsv``, ``table`` or ``md``;
        ``json`` is JSON-LD for a graph
    :param prefixes: the prefixes to shorten IRIs with
    :raises GlosskosError: if the result has no such form
    """
    forms = _GRAPHS if result.form == "CONSTRUCT" else _ROWS
    if style not in forms:
        what = {"CONSTRUCT": "a graph", "ASK": "an ASK", "SELECT": "a SELECT"}[result.form]
        raise GlosskosError(f"{what} cannot be written as {style}; it can as {', '.join(forms)}")
    return forms[style](result, PREFIXES if prefixes is None else prefixes)

"""Writers: Turtle, N-Triples and nested JSON-LD are ours, RDF/XML and TriG pyoxigraph's on sorted statements.

Same statements, same bytes. The order is that of a reader: scheme, concepts (each followed by the notes it points to),
themes, sources, entries, agents, terms; within each by IRI, in a block labels first, French before English.
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
from glosskos.terms import (
    Quad,
    Term,
    Triple,
    datatype_of,
    iri,
    is_literal,
    language_of,
    to_nquads,
    to_ntriples,
    value_of,
)

__all__ = ["SYNTAXES", "Ordered", "write", "write_ntriples", "write_rdfxml", "write_trig", "write_turtle"]

_PREDICATES = [
    "rdf:type", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "dct:title", "rdfs:label", "schema:name", "foaf:name",
    "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "rdf:subject", "rdf:predicate", "rdf:object",
    "skos:definition", "dct:description", "rdf:value", "rdfs:comment", "euvoc:xlDefinition", "gk:divergence", "skos:scopeNote",
    "skos:example", "skos:editorialNote", "skos:historyNote", "skos:hasTopConcept", "skos:topConceptOf", "skos:broader",
    "skos:narrower", "skos:related", "skos:member", "skos:broaderTransitive", "skos:narrowerTransitive", "skos:semanticRelation",
    "dct:type", "dct:isPartOf", "dct:subject", "dct:bibliographicCitation", "gk:status", "gk:headingRestored", "prov:wasDerivedFrom",
    "prov:wasQuotedFrom", "skos:inScheme", "skos:notation", "dct:source", "dct:creator", "dct:publisher", "schema:url", "foaf:page",
    "dct:created", "dct:modified", "owl:deprecated", "dct:isReplacedBy",
]  # fmt: skip
_RANK = {iri(name): index for index, name in enumerate(_PREDICATES)}
_SECTIONS = [
    ("skos:ConceptScheme", "The thesaurus"),
    ("skos:Concept", "Concepts, each followed by what its sources say"),
    ("skos:Collection", "Themes"),
    ("skos:OrderedCollection", "Themes"),
    ("dct:BibliographicResource", "Sources"),
    ("gk:Entry", "Entries, as printed"),
    ("gk:Link", "Links and their reasons"),
    ("schema:Organization", "Agents"),
]
_SECTION = {iri(name): (index, title) for index, (name, title) in enumerate(_SECTIONS)}
_REST = (len(_SECTIONS), "Terms")
TYPE = iri("rdf:type")
_NOTE = iri("euvoc:xlDefinition")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_PLAIN_PATH = re.compile(r"(?!.*/\.)[A-Za-z0-9_-][A-Za-z0-9_./-]*")  # no step begins with a dot: `..` would be resolved
_XML_NAME = re.compile(r"[^\W\d][\w.-]*>$")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONG = 90


def _node_key(term: Term) -> str:
    """Sort by IRI: ``client`` before ``client-cible``, although ``>`` comes after ``-``."""
    return term.rstrip(">")


def _object_key(term: Term) -> tuple[int, str]:
    """Sort IRIs first, then French, then English, then the other literals."""
    if term[0] != '"':
        return (0, _node_key(term))
    if term.endswith('"@fr'):
        return (1, term)
    return (2 if term.endswith('"@en') else 3, term)


class Ordered:
    """Triples grouped by subject, in the order in which a reader wants them.

    :param triples: the triples; repeated ones count once
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.by_subject: dict[Term, dict[Term, list[Term]]] = {}
        self._subjects: list[Term] = []
        self._rank = {predicate: (rank, predicate) for predicate, rank in _RANK.items()}
        by_subject = self.by_subject
        parent: dict[Term, Term] = {}
        for subject, predicate, value in triples:
            if subject not in by_subject:
                by_subject[subject] = {}
            by_subject[subject].setdefault(predicate, []).append(value)
            if predicate == _NOTE:
                parent[value] = min(subject, parent.get(value, subject))
        # A note goes with its owner, unless that is a note itself: none may go with another for ever, or in a circle.
        self.parent = {note: owner for note, owner in parent.items() if note in by_subject and owner not in parent}

    def section(self, subject: Term) -> tuple[int, str]:
        """Give the rank and title of a subject's section; a note goes with its concept."""
        kinds = self.by_subject[self.parent.get(subject, subject)].get(TYPE, ())
        return min((_SECTION.get(kind, _REST) for kind in kinds), default=_REST)

    def subjects(self) -> list[Term]:
        """Give all subjects in order."""
        if not self._subjects:
            parent = self.parent
            self._subjects = sorted(
                self.by_subject,
                key=lambda each: (
                    self.section(each)[0],
                    _node_key(parent.get(each, each)),
                    each in parent,
                    _node_key(each),
                ),
            )
        return self._subjects

    def __iter__(self) -> Iterator[Triple]:
        """Give all triples."""
        for subject, properties in self.by_subject.items():
            for predicate, values in properties.items():
                for value in values:
                    yield subject, predicate, value

    def items(self, subject: Term) -> list[tuple[Term, list[Term]]]:
        """Give a subject's predicates and their objects in order, repeated objects once."""
        found = self.by_subject[subject]
        rank = self._rank
        for predicate in found:
            if predicate not in rank:
                rank[predicate] = (len(_RANK), predicate)
        order = sorted(found, key=rank.__getitem__)
        return [
            (each, found[each] if len(found[each]) == 1 else sorted(set(found[each]), key=_object_key))
            for each in order
        ]


class _Turtle:
    """Writes terms as Turtle: prefixed names where they can be, else IRIs, relative to the base where there is one."""

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        self.prefixes = sorted(prefixes.items(), key=lambda pair: -len(pair[1]))
        self.base = base
        self.used: set[str] = set()
        self.relative = False
        self._known: dict[Term, str] = {TYPE: "a"}

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
    if turtle.relative:
        out.write(f"@base <{base}> .\n")
    out.writelines(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(turtle.used))
    out.writelines(body)


def _block(ordered: Ordered, subject: Term, turtle: _Turtle) -> str:
    lines = []
    for predicate, objects in ordered.items(subject):
        terms = [turtle.term(each) for each in objects]
        long = len(terms) > 1 and sum(map(len, terms)) > _LONG
        lines.append(f"{turtle.term(predicate)} " + (" ,\n        " if long else " , ").join(terms))
    return f"\n{turtle.term(subject)} " + " ;\n    ".join(lines) + " .\n"


def write_ntriples(
    triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str] | None = None, base: str = ""
) -> None:
    """Write N-Triples, a line each, sorted."""
    del prefixes, base
    out.write(to_ntriples(sorted(set(triples))))


def _convert(text: str, out: IO[str], source: str, target: str, prefixes: Mapping[str, str]) -> None:
    """Let pyoxigraph write sorted N-Triples or N-Quads in a syntax of its own."""
    from pyoxigraph import RdfFormat, parse, serialize

    data = serialize(
        parse(text, format=getattr(RdfFormat, source)),
        format=getattr(RdfFormat, target),
        prefixes=dict(sorted(prefixes.items())),
    )
    out.write((data or b"").decode())


def write_rdfxml(triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str], base: str = "") -> None:
    """Write RDF/XML, sorted by subject.

    :raises DocumentError: if a property or class has no name that XML can write, or a literal a character that XML has not
    """
    del base
    known = {prefix: namespace for prefix, namespace in prefixes.items() if namespace != RDF}
    statements = sorted({(_xml_node(subject), predicate, _xml_node(value)) for subject, predicate, value in triples})
    names = {predicate for _, predicate, _ in statements} | {kind for _, predicate, kind in statements if predicate == TYPE}
    for name in sorted(names):
        if name[0] == "<" and not _XML_NAME.search(name):
            raise DocumentError(f"RDF/XML cannot say this: {name} does not end in a name, so no element can be called by it")
    text = io.StringIO()
    try:
        _convert(to_ntriples(statements), text, "N_TRIPLES", "RDF_XML", known)
    except (ValueError, OSError) as error:
        raise DocumentError(f"RDF/XML cannot say this: {error}") from None
    if found := _NO_XML.search(text.getvalue()):
        raise DocumentError(f"RDF/XML cannot say this: XML has no character U+{ord(found.group()):04X}")
    out.write(text.getvalue().replace("\r", "&#xD;"))  # else a parser of XML reads a line feed


def _xml_node(term: Term) -> Term:
    """Give a blank node a label that is a name in XML (``_:0`` is none)."""
    return f"_:b{term[2:]}" if term[0] == "_" else term


def write_trig(quads: Iterable[Quad], out: IO[str], prefixes: Mapping[str, str], base: str = "") -> None:
    """Write TriG, graph by graph, sorted."""
    del base
    ordered = sorted({(graph, subject, predicate, value) for subject, predicate, value, graph in quads})
    _convert(to_nquads((s, p, o, g) for g, s, p, o in ordered), out, "N_QUADS", "TRIG", prefixes)


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

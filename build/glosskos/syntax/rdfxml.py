"""RDF/XML in the order of a reader: an element for each subject, named by its class, an element for each statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import IO

from glosskos.errors import DocumentError
from glosskos.namespaces import RDF, XSD
from glosskos.ordering import TYPE, Ordered
from glosskos.terms import Term, Triple, value_of

__all__ = ["write_rdfxml"]

# The characters of names without a colon (Namespaces in XML 1.0, NCName).
_START = (
    r"A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD"
)
_ASCII_NAME = re.compile(r"[A-Za-z_][A-Za-z_\-.0-9]*\Z")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Names of the syntax itself, which are no properties or classes in it (RDF/XML, 7.2.2).
_SYNTAX_NAMES = "RDF ID about parseType resource nodeID datatype Description li aboutEach aboutEachPrefix bagID"
_SYNTAX = {f"<{RDF}{name}>" for name in _SYNTAX_NAMES.split()}
_STRING = f"{XSD}string"


def _name(text: str) -> re.Pattern[str]:
    """Give the pattern of a name at the end of a text; that of all of Unicode takes ten milliseconds to make, and is rarely needed."""
    return _ASCII_NAME if text.isascii() else _unicode_name()


@cache
def _unicode_name() -> re.Pattern[str]:
    return re.compile(rf"[{_START}][{_START}\-.0-9\xB7\u0300-\u036F\u203F\u2040]*\Z")


def _escape(text: str, quote: bool = True) -> str:
    """Escape a text for XML, as ``html.escape`` does, which brings all entities of HTML along."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;") if quote else text


class _Names(dict[Term, str]):
    """Names of elements: a prefix of ours where there is one, else ``ns1``, ``ns2`` … in the order of the namespaces."""

    def __init__(self, predicates: Iterable[Term], classes: Iterable[Term], prefixes: Mapping[str, str]) -> None:
        super().__init__()
        known: dict[str, str] = {RDF: "rdf"}
        for prefix, namespace in sorted(prefixes.items()):
            if prefix and prefix != "rdf" and not prefix.lower().startswith("xml") and _name(prefix).fullmatch(prefix):
                known.setdefault(namespace, prefix)
        taken = set(known.values())
        parts = {term: found for term in {*predicates, *classes} if (found := self._split(term))}
        number = 0
        for namespace in sorted({namespace for namespace, _ in parts.values()} - known.keys()):
            number += 1
            while f"ns{number}" in taken:
                number += 1
            known[namespace] = f"ns{number}"
        for term, (namespace, local) in parts.items():
            self[term] = f"{known[namespace]}:{local}"
        used = {namespace for namespace, _ in parts.values()} | {RDF}
        self.declared = sorted((known[namespace], namespace) for namespace in used)

    @staticmethod
    def _split(term: Term) -> tuple[str, str] | None:
        text = term[1:-1]
        found = _name(text).search(text, max(text.rfind("/"), text.rfind("#")) + 1) if term[0] == "<" else None
        return (text[: found.start()], found.group()) if found and found.start() and term not in _SYNTAX else None


def write_rdfxml(triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str], base: str = "") -> None:
    """Write RDF/XML.

    :raises DocumentError: if a property has no name that XML can write, or a literal a character that XML has not;
        nothing is written then
    """
    del base
    ordered = triples if isinstance(triples, Ordered) else Ordered(triples)
    predicates, classes = _seen(ordered)
    names = _Names(predicates, classes, prefixes)
    for name in sorted(predicates - names.keys()):
        raise DocumentError(
            f"RDF/XML cannot say this: {name} does not end in a name, so no element can be called by it"
        )
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF')
    out.writelines(f'\n    xmlns:{prefix}="{_escape(namespace)}"' for prefix, namespace in names.declared)
    out.write(">\n")
    out.writelines(_element(ordered, subject, names) for subject in ordered.walk(ordered.subjects()))
    out.write("</rdf:RDF>\n")


def _seen(ordered: Ordered) -> tuple[set[Term], set[Term]]:
    """Give all properties and classes; refuse characters that XML has not: N-Triples escapes them all."""
    predicates: set[Term] = set()
    classes: set[Term] = set()
    for flat in ordered.by_subject.values():
        predicates.update(flat[::2])
        for value in flat[1::2]:
            if "\\" in value and (found := _NO_XML.search(value_of(value))):
                raise DocumentError(f"RDF/XML cannot say this: XML has no character U+{ord(found.group()):04X}")
        at = -1
        for _ in range(flat.count(TYPE)):
            at = flat.index(TYPE, at + 1)
            if not at % 2:
                classes.add(flat[at + 1])
    return predicates, classes


def _node(term: Term, attribute: str) -> str:
    """Give a node as an attribute; a blank node gets a label that is a name in XML (``_:0`` is none)."""
    if term[0] == "_":
        return f'rdf:nodeID="b{term[2:]}"'
    text = term[1:-1]
    return f'{attribute}="{_escape(text) if "&" in text else text}"'


def _element(ordered: Ordered, subject: Term, names: Mapping[Term, str]) -> str:
    items = ordered.items(subject)
    element = "rdf:Description"
    lines = []
    for predicate, objects in items:
        name = names[predicate]
        for value in objects:
            if predicate == TYPE and element == "rdf:Description" and value in names:
                element = names[value]
            elif value[0] == '"':
                lines.append(f"    <{name}{_text(value)}</{name}>\n")
            else:
                lines.append(f"    <{name} {_node(value, 'rdf:resource')}/>\n")
    about = _node(subject, "rdf:about")
    return f"\n<{element} {about}>\n{''.join(lines)}</{element}>\n" if lines else f"\n<{element} {about}/>\n"


def _text(term: Term) -> str:
    """Give a literal as attributes, the end of its tag, and its text."""
    end = term.rindex('"')
    text, suffix = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = value_of(term)
    if "&" in text or "<" in text or ">" in text:
        text = _escape(text, quote=False)
    if "\r" in text:
        text = text.replace("\r", "&#xD;")  # else a parser of XML reads a line feed
    if not suffix:
        return f">{text}"
    if suffix[0] == "@":
        if "--" in suffix:
            raise DocumentError(f"RDF/XML cannot say this: the direction of a text, {suffix}")
        return f' xml:lang="{suffix[1:]}">{text}'
    kind = suffix[3:-1]
    return f">{text}" if kind == _STRING else f' rdf:datatype="{_escape(kind)}">{text}'

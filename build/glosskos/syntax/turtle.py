"""Turtle and TriG that read as if written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from glosskos.ordering import TYPE, Ordered, by_graph
from glosskos.terms import Quad, Term, Triple, iri

__all__ = ["LOCAL", "Namespaces", "write_trig", "write_turtle"]

LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_PLAIN_PATH = re.compile(r"(?!.*/\.)[A-Za-z0-9_-][A-Za-z0-9_./-]*")  # no step begins with a dot: `..` would be resolved
_LONG = 90
_STRING, _BOOLEAN = iri("xsd:string"), iri("xsd:boolean")


class Namespaces:
    """Prefixes, to be found by the beginning of an IRI: the longest namespace that fits wins.

    :param prefixes: prefix to namespace
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._usual: dict[
            str, str
        ] = {}  # a namespace that ends with a slash or hash is all of an IRI up to its last one
        odd: list[tuple[str, str]] = []
        for prefix, namespace in prefixes.items():
            if namespace.endswith(("/", "#")):
                self._usual.setdefault(namespace, prefix)
            elif namespace:
                odd.append((namespace, prefix))
        self._odd = sorted(odd, key=lambda pair: -len(pair[0]))

    def split(self, text: str) -> tuple[str, str] | None:
        """Give prefix and local name of an IRI; None where no prefix fits."""
        for namespace, prefix in self._odd:
            if text.startswith(namespace) and LOCAL.fullmatch(text, len(namespace)):
                return prefix, text[len(namespace) :]
        cut = max(text.rfind("/"), text.rfind("#")) + 1
        found = self._usual.get(text[:cut])
        return (found, text[cut:]) if found is not None and LOCAL.fullmatch(text, cut) else None


class _Turtle(dict[Term, str]):
    """Terms as Turtle writes them, each worked out once: prefixed names where they can be, else IRIs, relative to the base where
    there is one. Literals without a datatype are written as they are, and are not looked up here.
    """  # fmt: skip

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        super().__init__()
        self.prefixes = prefixes
        self.namespaces = Namespaces(prefixes)
        self.base = base
        self.used: set[str] = set()
        self.relative = False

    def __missing__(self, term: Term) -> str:
        if term[0] == '"':
            return self._typed(term) if term[-1] == ">" else term
        found = self._iri(term) if term[0] == "<" else term
        self[term] = found
        return found

    def _iri(self, term: Term) -> str:
        text = term[1:-1]
        if name := self.namespaces.split(text):
            self.used.add(name[0])
            return ":".join(name)
        if self.base and text.startswith(self.base) and _PLAIN_PATH.fullmatch(text, len(self.base)):
            self.relative = True
            return f"<{text[len(self.base) :]}>"
        return term

    def _typed(self, term: Term) -> str:
        quoted, _, kind = term.rpartition("^^")
        if kind == _BOOLEAN and quoted in ('"true"', '"false"'):
            return quoted[1:-1]
        return quoted if kind == _STRING else f"{quoted}^^{self[kind]}"

    def head(self) -> Iterator[str]:
        """Declare the base and the prefixes that were used."""
        if self.relative:
            yield f"@base <{self.base}> .\n"
        for prefix, namespace in sorted(self.prefixes.items()):
            if prefix in self.used:
                yield f"@prefix {prefix}: <{namespace}> .\n"

    def block(self, ordered: Ordered, subject: Term) -> str:
        """Write all statements about a subject."""
        lines = []
        for predicate, objects in ordered.items(subject):
            verb = "a" if predicate == TYPE else self[predicate]  # « a » is a verb only: as an object it is no Turtle
            if len(objects) == 1:
                value = objects[0]
                term = self[value] if value[0] != '"' or value[-1] == ">" else value
                lines.append(f"{verb} {term}")
            else:
                terms = [self[each] if each[0] != '"' or each[-1] == ">" else each for each in objects]
                long = sum(map(len, terms)) > _LONG
                lines.append(f"{verb} " + (" ,\n        " if long else " , ").join(terms))
        return f"\n{self[subject]} " + " ;\n    ".join(lines) + " .\n"


def write_turtle(triples: Iterable[Triple], out: IO[str], prefixes: Mapping[str, str], base: str = "") -> None:
    """Write Turtle that reads as if written by hand: a block for each subject, sections under comment lines.

    :param prefixes: prefix to namespace; only those used are declared
    :param base: an IRI base; IRIs below it that have no prefix are written relative to it
    """
    ordered = triples if isinstance(triples, Ordered) else Ordered(triples)
    turtle = _Turtle(prefixes, base)
    body: list[str] = []  # the head, which names only the prefixes that are used, is known when all else is
    section = None
    for subject in ordered.walk(ordered.subjects()):
        title = ordered.section(subject)[1]
        if title != section:
            body.append(f"\n# {title}\n")
            section = title
        body.append(turtle.block(ordered, subject))
    out.writelines(turtle.head())
    out.writelines(body)


def write_trig(
    quads: Iterable[Quad] | Mapping[Term, Ordered], out: IO[str], prefixes: Mapping[str, str], base: str = ""
) -> None:
    """Write TriG as Turtle is written: the default graph first, then a block for each named graph, in the order of their IRIs.

    :param quads: quads, or each graph's triples by its name
    """
    graphs = by_graph(quads)
    turtle = _Turtle(prefixes, base)
    body: list[str] = []
    for graph in sorted(graphs):
        ordered = graphs[graph]
        body.append(f"\n{turtle[graph]} {{" if graph else "")
        body += [turtle.block(ordered, subject) for subject in ordered.walk(ordered.subjects())]
        body.append("}\n" if graph else "")
    out.writelines(turtle.head())
    out.writelines(body)

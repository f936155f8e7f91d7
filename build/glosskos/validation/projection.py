"""The part of a graph that a set of shapes, or a query, can see: a third of a large vocabulary, which is what an engine then reads.

SHACL Core looks at a triple for its predicate alone: a path, a pair constraint, a target, or the class of a node. Where something else
may count (closed shapes, SPARQL, a free variable in the place of a predicate), all of the graph is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from glosskos.namespaces import PREFIXES, RDF, RDFS, SH, expand
from glosskos.terms import Term, Triple

__all__ = ["projected", "seen_by_queries", "seen_by_shapes"]

_ALWAYS = {f"<{RDF}type>", f"<{RDFS}subClassOf>"}
_ANY = {f"<{SH}{name}>" for name in ("closed", "sparql", "select", "ask", "js", "rule", "expression")}
_NAME = re.compile(r"(?<![\w?$:@\"'])([A-Za-z][\w-]*):([A-Za-z_][\w-]*)")  # also behind ^, the inverse of a path
_FULL = re.compile(r"<([^<>\s]+)>")
_FREE = re.compile(r"(?:[?$]\w+|\w+:\w+|>|\"|\])\s+[?$](\w+)\s+(?=[?$<\"\[_\d]|\w*:|true\b|false\b)")


def seen_by_shapes(shapes: Iterable[Triple]) -> set[Term] | None:
    """Give the predicates that shapes can see; None where that may be any."""
    found = set(_ALWAYS)
    for _, predicate, value in shapes:
        if predicate in _ANY:
            return None
        if value[0] == "<":
            found.add(value)
    return found


def seen_by_queries(texts: Iterable[str]) -> set[Term] | None:
    """Give the predicates that queries can see; None where that may be any."""
    found = set(_ALWAYS)
    for text in texts:
        body = re.sub(r"(?m)^\s*#.*$", "", text)
        bound = set(re.findall(r"VALUES\s+[?$](\w+)\s*\{", body))
        pattern = body[body.index("{") :] if "{" in body else body
        if set(_FREE.findall(pattern)) - bound or re.search(r"\b(?:DESCRIBE|GRAPH)\b|!\s*\(?\s*[\w<^]+[:>]", pattern):
            return None
        found |= {f"<{expand(f'{prefix}:{local}')}>" for prefix, local in _NAME.findall(pattern) if prefix in PREFIXES}
        found |= {f"<{name}>" for name in _FULL.findall(pattern)}
    return found


def projected(triples: Iterable[Triple], predicates: set[Term] | None) -> list[Triple]:
    """Give the triples with one of some predicates; all of them for None."""
    if predicates is None:
        return triples if isinstance(triples, list) else list(triples)
    return [triple for triple in triples if triple[1] in predicates]

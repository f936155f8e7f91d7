"""A validation in parts: ``shacl`` keeps what it finds as a graph, some eight kilobytes a finding, so that a fault on each of a million
concepts would take a third of the machine, and eight such faults all of it.

A set of shapes is asked at once as long as little is found. Beyond that the shape that finds most is taken out and asked alone, of a
slice of its targets at a time: the slice gets a class of its own, which the shape then has for its target (SHACL, 2.1.3). What is found
is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from glosskos.namespaces import RDFS, SH
from glosskos.ordering import TYPE
from glosskos.terms import Term, Triple
from glosskos.validation.findings import Finding
from glosskos.validation.projection import projected, seen_by_shapes

__all__ = ["MANY", "asked", "bare"]

MANY = 100_000  # findings of one call, which take a gigabyte
_SLICE = 200_000  # targets of one call
_TEXTS = {f"<{SH}{name}>" for name in ("message", "name", "description")} | {
    f"<{RDFS}{name}>" for name in ("comment", "label")
}
_TARGET = {name: f"<{SH}{name}>" for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")}
_TARGETS = set(_TARGET.values())
_SUBCLASS = f"<{RDFS}subClassOf>"
_SLICED = "<urn:x-glosskos:slice>"

# Gives at most so many findings (None: all) of some shapes on some triples.
Ask = Callable[[Sequence[Triple], Sequence[Triple], "int | None"], Sequence[Finding]]


def bare(shapes: Iterable[Triple]) -> list[Triple]:
    """Give shapes without their texts, which an engine would copy into each of its results."""
    return [triple for triple in shapes if triple[1] not in _TEXTS]


def asked(
    ask: Ask, shapes: Sequence[Triple], triples: Sequence[Triple], many: int = MANY, targets: int = _SLICE
) -> Iterator[Sequence[Finding]]:
    """Ask shapes of triples, and give the findings in parts of a size that memory holds.

    :param many: findings from which on a call is divided
    :param targets: focus nodes of one call, where it is divided
    """
    rest, alone = list(shapes), []
    while len(found := ask(rest, projected(triples, seen_by_shapes(rest)), many)) >= many:
        [(loudest, _)] = Counter(each.shape for each in found).most_common(1)
        alone.append(f"<{loudest}>")
        rest = [each for each in rest if each[0] != alone[-1] or each[1] not in _TARGETS]
    yield found
    del found
    for shape in alone:
        own = _with_its_parts(shape, shapes)
        seen = projected(triples, seen_by_shapes(own))
        sliced = [each for each in own if each[1] not in _TARGETS]
        sliced.append((shape, _TARGET["targetClass"], _SLICED))
        nodes = iter(_targets(shape, own, seen))
        while some := list(islice(nodes, targets)):
            yield ask(sliced, [*seen, *((node, TYPE, _SLICED) for node in some)], None)


def _with_its_parts(shape: Term, shapes: Iterable[Triple]) -> list[Triple]:
    """Give the statements about a shape and all that it leads to, which has no targets of its own."""
    about: dict[Term, list[Triple]] = {}
    for triple in shapes:
        about.setdefault(triple[0], []).append(triple)
    reached, todo = {shape: None}, [shape]
    while todo:
        for _, predicate, value in about.get(todo.pop(), ()):
            if value in about and value not in reached and predicate not in _TARGETS:
                reached[value] = None
                todo.append(value)
    return [each for node in reached for each in about[node] if node == shape or each[1] not in _TARGETS]


def _targets(shape: Term, shapes: Iterable[Triple], triples: Sequence[Triple]) -> list[Term]:
    """Give a shape's focus nodes in a graph, in the order in which they come there (SHACL, 2.1.3)."""
    wanted: dict[str, set[Term]] = {name: set() for name in _TARGET}
    for subject, predicate, value in shapes:
        for name, target in _TARGET.items():
            if subject == shape and predicate == target:
                wanted[name].add(value)
    classes = _with_subclasses(wanted["targetClass"], triples)
    found = dict.fromkeys(wanted["targetNode"])
    for subject, predicate, value in triples:
        if predicate in wanted["targetSubjectsOf"] or (predicate == TYPE and value in classes):
            found[subject] = None
        if predicate in wanted["targetObjectsOf"]:
            found[value] = None
    return list(found)


def _with_subclasses(classes: set[Term], triples: Iterable[Triple]) -> set[Term]:
    below: dict[Term, set[Term]] = {}
    for subject, predicate, value in triples:
        if predicate == _SUBCLASS:
            below.setdefault(value, set()).add(subject)
    found, todo = set(classes), list(classes)
    while todo:
        new = below.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found

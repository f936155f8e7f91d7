"""What a vocabulary says in terms of its own that stand for those of SKOS, said in SKOS too, so that the checks see it.

Classes and properties that the file declares to be narrower than those of SKOS (RDFS), those of ISO 25964 that are so by their own
ontology, labels of SKOS-XL as plain labels (SKOS Reference, S55 to S57), and other spellings of ``owl:deprecated true``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from glosskos.namespaces import RDFS, SKOS
from glosskos.ordering import TYPE
from glosskos.terms import Term, Triple, iri, is_literal, literal, value_of

__all__ = ["declared"]

_SUB_CLASS, _SUB_PROPERTY = f"<{RDFS}subClassOf>", f"<{RDFS}subPropertyOf>"
_DEPRECATED, _TRUE = iri("owl:deprecated"), literal("true", datatype="xsd:boolean")
_XL = "<http://www.w3.org/2008/05/skos-xl#"
_FORM = f"{_XL}literalForm>"
_LABELS = {f"{_XL}{name}>": f"<{SKOS}{name}>" for name in ("prefLabel", "altLabel", "hiddenLabel")}
# http://purl.org/iso25964/skos-thes declares them to be sub-properties.
_ISO = {
    f"<http://purl.org/iso25964/skos-thes#{name}{kind}>": f"<{SKOS}{name}>"
    for name in ("broader", "narrower")
    for kind in ("Generic", "Partitive", "Instantial")
}
_SPECIAL = {_SUB_CLASS, _SUB_PROPERTY, _DEPRECATED, _FORM, *_LABELS}


def declared(triples: Iterable[Triple]) -> list[Triple]:
    """Give the statements in SKOS that the terms of a graph stand for, and that it does not make itself.

    :param triples: a graph, to be gone through once, and a second time where it declares terms of its own
    """
    triples = triples if isinstance(triples, list | tuple) else list(triples)
    wanted = _SPECIAL | set(_ISO)
    special = [triple for triple in triples if triple[1] in wanted]
    if not special:
        return []
    found = dict.fromkeys([*_plain_labels(special), *_withdrawn(special), *_in_skos(special, triples)])
    there = set(triples) if found else set()
    return [triple for triple in found if triple not in there]


def _plain_labels(special: list[Triple]) -> Iterator[Triple]:
    forms: defaultdict[Term, list[Term]] = defaultdict(list)
    for subject, predicate, value in special:
        if predicate == _FORM and is_literal(value):
            forms[subject].append(value)
    for subject, predicate, value in special:
        if predicate in _LABELS:
            yield from ((subject, _LABELS[predicate], form) for form in forms.get(value, ()))


def _withdrawn(special: list[Triple]) -> Iterator[Triple]:
    for subject, predicate, value in special:
        if predicate == _DEPRECATED and value != _TRUE and value_of(value).strip().lower() in ("true", "1"):
            yield subject, _DEPRECATED, _TRUE


def _in_skos(special: list[Triple], triples: Iterable[Triple]) -> Iterator[Triple]:
    """Give types and relations by the terms of SKOS that the graph's own terms are declared to be narrower than."""
    classes = _above(special, _SUB_CLASS, {})
    properties = _above(special, _SUB_PROPERTY, {name: {above} for name, above in _ISO.items()})
    for subject, predicate, value in triples if classes or properties else ():
        if predicate == TYPE:
            yield from ((subject, TYPE, above) for above in sorted(classes.get(value, ())))
        else:
            yield from ((subject, above, value) for above in sorted(properties.get(predicate, ())))


def _above(special: list[Triple], relation: Term, known: dict[Term, set[Term]]) -> dict[Term, set[Term]]:
    """Give each term of the graph's own with the terms of SKOS above it, over any number of steps."""
    direct: defaultdict[Term, set[Term]] = defaultdict(set, known)
    for subject, predicate, value in special:
        if predicate == relation and value[0] == "<" and not subject.startswith(f"<{SKOS}"):
            direct[subject] = direct[subject] | {value}
    found = {}
    for term in direct:
        seen: set[Term] = set()
        todo = [term]
        while todo:
            for above in direct.get(todo.pop(), ()):
                if above not in seen:
                    seen.add(above)
                    if not above.startswith(f"<{SKOS}"):
                        todo.append(above)
        if skos := {above for above in seen if above.startswith(f"<{SKOS}")}:
            found[term] = skos
    return found

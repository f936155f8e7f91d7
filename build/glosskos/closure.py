"""The SKOS entailments, one function per axiom (SKOS Reference, numbers in the docstrings).

A graph is seen as a :class:`Facts`: for each predicate the pairs of subject and object. Each rule gives the triples it
entails; :func:`close` applies them in an order in which one pass is enough, because no rule feeds an earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, TypeVar

from glosskos.namespaces import RDF, SKOS
from glosskos.terms import Triple

__all__ = ["RULES", "Facts", "ancestors", "close"]

Node = TypeVar("Node", bound=Hashable)
Pairs = set[tuple[str, str]]


def _skos(name: str) -> str:
    return f"<{SKOS}{name}>"


_TYPE = f"<{RDF}type>"
_FIRST, _REST, _NIL = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"


class Facts:
    """A graph as pairs by predicate.

    :param triples: any triples; literals in object place are kept out, no rule reads them
    """

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self.pairs: defaultdict[str, Pairs] = defaultdict(set)
        for subject, predicate, value in triples:
            if value[0] != '"':
                self.pairs[predicate].add((subject, value))

    def __getitem__(self, name: str) -> Pairs:
        """Give the pairs of a SKOS property by its local name."""
        return self.pairs[_skos(name)]

    def add(self, name: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Add pairs to a SKOS property by its local name."""
        self.pairs[_skos(name)].update(pairs)

    def triples(self) -> Iterator[Triple]:
        """Give all facts as triples."""
        for predicate, pairs in self.pairs.items():
            for subject, value in pairs:
                yield subject, predicate, value


def _inverse(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((value, subject) for subject, value in pairs)


def top_concept_of(facts: Facts) -> None:
    """S8 and S7: hasTopConcept is the inverse of topConceptOf, which is a sub-property of inScheme."""
    facts.add("topConceptOf", _inverse(facts["hasTopConcept"]))
    facts.add("hasTopConcept", _inverse(facts["topConceptOf"]))
    facts.add("inScheme", facts["topConceptOf"])


def mapping_inverses(facts: Facts) -> None:
    """S43 and S44: broadMatch and narrowMatch are inverse; relatedMatch, closeMatch and exactMatch are symmetric."""
    facts.add("narrowMatch", _inverse(facts["broadMatch"]))
    facts.add("broadMatch", _inverse(facts["narrowMatch"]))
    for name in ("relatedMatch", "closeMatch", "exactMatch"):
        facts.add(name, list(_inverse(facts[name])))


def exact_match_transitive(facts: Facts) -> None:
    """S45: exactMatch is transitive."""
    facts.add("exactMatch", list(_transitive(facts["exactMatch"])))


def mapping_properties(facts: Facts) -> None:
    """S41, S42, S40 and S39: each match is a semantic relation, exactMatch is a closeMatch, all are mapping relations."""
    facts.add("closeMatch", facts["exactMatch"])
    facts.add("broader", facts["broadMatch"])
    facts.add("narrower", facts["narrowMatch"])
    facts.add("related", facts["relatedMatch"])
    for name in ("closeMatch", "exactMatch", "broadMatch", "narrowMatch", "relatedMatch"):
        facts.add("mappingRelation", facts[name])
    facts.add("semanticRelation", facts["mappingRelation"])


def inverses(facts: Facts) -> None:
    """S25 and S23: narrower is the inverse of broader; related is symmetric."""
    facts.add("narrower", _inverse(facts["broader"]))
    facts.add("broader", _inverse(facts["narrower"]))
    facts.add("related", list(_inverse(facts["related"])))


def transitives(facts: Facts) -> None:
    """S22, S26 and S24: broader is a sub-property of broaderTransitive, the inverse of narrowerTransitive; both transitive."""
    facts.add("broaderTransitive", facts["broader"])
    facts.add("broaderTransitive", _inverse(facts["narrowerTransitive"]))
    facts.add("broaderTransitive", list(_transitive(facts["broaderTransitive"])))
    facts.add("narrowerTransitive", _inverse(facts["broaderTransitive"]))


def semantic_relations(facts: Facts) -> None:
    """S21 and S22: broaderTransitive, narrowerTransitive and related are sub-properties of semanticRelation."""
    for name in ("broaderTransitive", "narrowerTransitive", "related"):
        facts.add("semanticRelation", facts[name])


def lists(facts: Facts) -> None:
    """S36: what stands in a memberList is a member."""
    first: dict[str, str] = dict(facts.pairs[_FIRST])
    rest: dict[str, str] = dict(facts.pairs[_REST])
    members = []
    for collection, start in facts["memberList"]:
        seen: set[str] = set()
        head = start
        while head in first and head not in seen and head != _NIL:
            seen.add(head)
            members.append((collection, first[head]))
            head = rest.get(head, _NIL)
    facts.add("member", members)


def classes(facts: Facts) -> None:
    """S19, S20, S4 to S6, S29 to S33: what the domains and ranges of the properties say of their subjects and objects."""
    types = facts.pairs[_TYPE]
    concept, scheme = _skos("Concept"), _skos("ConceptScheme")
    collection, ordered = _skos("Collection"), _skos("OrderedCollection")
    for subject, value in facts["semanticRelation"]:
        types.add((subject, concept))
        types.add((value, concept))
    for subject, value in facts["hasTopConcept"]:
        types.add((subject, scheme))
        types.add((value, concept))
    types.update((value, scheme) for _, value in facts["inScheme"])
    types.update((subject, ordered) for subject, _ in facts["memberList"])
    types.update([(subject, collection) for subject, value in types if value == ordered])
    types.update((subject, collection) for subject, _ in facts["member"])


RULES: tuple[Callable[[Facts], None], ...] = (
    top_concept_of,
    mapping_inverses,
    exact_match_transitive,
    mapping_properties,
    inverses,
    transitives,
    semantic_relations,
    lists,
    classes,
)


def close(triples: Iterable[Triple]) -> list[Triple]:
    """Give the triples that SKOS entails and that are not asserted, sorted.

    :param triples: the asserted graph
    """
    asserted = set(triples)
    facts = Facts(asserted)
    for rule in RULES:
        rule(facts)
    return sorted(set(facts.triples()) - asserted)


def ancestors(parents: dict[Node, set[Node]]) -> dict[Node, set[Node]]:
    """Give every node's ancestors; a node on a cycle is its own. No recursion: chains may be deep.

    Nodes are finished in the order of a depth-first search; the members of a cycle (a strongly connected component, Tarjan 1972)
    share one set.

    :param parents: node to its direct parents
    """
    found: dict[Node, set[Node]] = {}
    for component in _components(parents):
        group: set[Node] = set()
        for member in component:
            for parent in parents.get(member, ()):
                group.add(parent)
                group |= found.get(parent, set())
        if len(component) > 1:
            group.update(component)
        for member in component:
            found[member] = group
    return found


def _components(parents: dict[Node, set[Node]]) -> Iterator[list[Node]]:
    """Give strongly connected components, each after all that it leads to."""
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    on_stack: set[Node] = set()
    stack: list[Node] = []
    for root in parents:
        if root in index:
            continue
        work: list[tuple[Node, Iterator[Any]]] = [(root, iter(parents.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for child in rest:
                if child not in index:
                    index[child] = low[child] = len(index)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(parents.get(child, ()))))
                    break
                if child in on_stack:
                    low[node] = min(low[node], index[child])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    component = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        component.append(member)
                        if member == node:
                            break
                    yield component


def _transitive(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Give the transitive closure of pairs."""
    parents: dict[str, set[str]] = {}
    for subject, value in pairs:
        parents.setdefault(subject, set()).add(value)
    for subject, above in ancestors(parents).items():
        for value in above:
            yield subject, value

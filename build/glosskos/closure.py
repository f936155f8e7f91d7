"""The SKOS entailments, one function per axiom (SKOS Reference, numbers in the docstrings).

A graph is seen as :class:`Facts`: for each property, each subject's objects. Each rule adds what it entails; they stand in an order
in which one pass is enough, because no rule feeds an earlier one. Sets are joined whole, so that most work is the interpreter's.

:func:`close` gives all; :func:`close_for_checks` gives what the integrity conditions can see, without the pairs of every
concept with all its ancestors: a chain of 100,000 concepts has 5·10⁹ of those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from glosskos.collector import paused
from glosskos.errors import GlosskosError
from glosskos.hierarchy import Hierarchy, TooManyPairs, ancestors
from glosskos.namespaces import RDF, SKOS
from glosskos.terms import Term, Triple

__all__ = [
    "MAX_PAIRS",
    "RULES",
    "TRANSITIVE_RULES",
    "ClosureTooLarge",
    "Facts",
    "ancestors",
    "close",
    "close_for_checks",
    "entailments",
]  # fmt: skip

Links = dict[Term, set[Term]]
Rule = Callable[["Facts"], None]

MAX_PAIRS = 50_000_000  # of concept and ancestor; about 250 bytes each when all is entailed that follows from them


class ClosureTooLarge(GlosskosError):
    """The transitive closure would be larger than any memory.

    :param what: the property
    :param count: at least so many pairs
    """

    def __init__(self, what: str, count: int, limit: int) -> None:
        super().__init__(
            f"the closure of {what} would have {count:,} pairs or more, and {limit:,} are the bound; "
            f"--no-transitive leaves out what is transitive, --max-pairs sets another bound"
        )
        self.count = count


def _skos(name: str) -> Term:
    return f"<{SKOS}{name}>"


_TYPE = f"<{RDF}type>"
_FIRST, _REST, _NIL = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"
_CONCEPT, _SCHEME, _COLLECTION, _ORDERED = map(_skos, ("Concept", "ConceptScheme", "Collection", "OrderedCollection"))
_MATCHES = ("closeMatch", "exactMatch", "broadMatch", "narrowMatch", "relatedMatch")
_PROPERTIES = (
    "topConceptOf", "hasTopConcept", "inScheme", *_MATCHES, "mappingRelation", "semanticRelation", "broader", "narrower", "related",
    "broaderTransitive", "narrowerTransitive", "member", "memberList",
)  # fmt: skip


class Facts:
    """What the rules read of a graph: the SKOS relations, each subject's objects; classes of SKOS; cells of lists.

    :param triples: any triples; literals in object place are kept out, no rule reads them
    :param max_pairs: the bound of the transitive rules
    """

    def __init__(self, triples: Iterable[Triple] = (), max_pairs: int = MAX_PAIRS) -> None:
        self.max_pairs = max_pairs
        self.links: dict[Term, Links] = {_skos(name): {} for name in _PROPERTIES}
        for predicate in (_TYPE, _FIRST, _REST):
            self.links[predicate] = {}
        links = self.links
        for subject, predicate, value in triples:
            found = links.get(predicate)
            if found is not None and value[0] != '"':
                if subject in found:
                    found[subject].add(value)
                else:
                    found[subject] = {value}

    def __getitem__(self, name: str) -> Links:
        """Give the objects by subject of a SKOS property by its local name."""
        return self.links[_skos(name)]

    def join(self, name: str, other: Links) -> None:
        """Add to a SKOS property all that another has."""
        links = self[name]
        for subject, values in other.items():
            if subject in links:
                links[subject] |= values
            else:
                links[subject] = set(values)

    def turn(self, name: str, other: Links) -> None:
        """Add to a SKOS property the inverse of another."""
        links = self[name]
        if links is other:
            other = {subject: set(values) for subject, values in other.items()}
        for subject, values in other.items():
            for value in values:
                if value in links:
                    links[value].add(subject)
                else:
                    links[value] = {subject}

    def is_a(self, nodes: Iterable[Term], kind: Term) -> None:
        """Say of nodes that they are of a class."""
        types = self.links[_TYPE]
        for node in nodes:
            if node in types:
                types[node].add(kind)
            else:
                types[node] = {kind}

    def drop(self, triples: Iterable[Triple]) -> None:
        """Take triples away; what is left of a closed graph is entailed and not asserted."""
        for subject, predicate, value in triples:
            found = self.links.get(predicate)
            if found is not None and subject in found:
                found[subject].discard(value)

    def triples(self) -> Iterator[Triple]:
        """Give all facts as triples."""
        for predicate, links in self.links.items():
            for subject, values in links.items():
                for value in values:
                    yield subject, predicate, value


def _objects(links: Links) -> set[Term]:
    found: set[Term] = set()
    for values in links.values():
        found |= values
    return found


def top_concept_of(facts: Facts) -> None:
    """S8 and S7: hasTopConcept is the inverse of topConceptOf, which is a sub-property of inScheme."""
    facts.turn("topConceptOf", facts["hasTopConcept"])
    facts.turn("hasTopConcept", facts["topConceptOf"])
    facts.join("inScheme", facts["topConceptOf"])


def mapping_inverses(facts: Facts) -> None:
    """S43 and S44: broadMatch and narrowMatch are inverse; relatedMatch, closeMatch and exactMatch are symmetric."""
    facts.turn("narrowMatch", facts["broadMatch"])
    facts.turn("broadMatch", facts["narrowMatch"])
    for name in ("relatedMatch", "closeMatch", "exactMatch"):
        facts.turn(name, facts[name])


def exact_match_transitive(facts: Facts) -> None:
    """S45: exactMatch is transitive."""
    facts.links[_skos("exactMatch")] = _transitive(facts, "exactMatch")


def mapping_properties(facts: Facts) -> None:
    """S41, S42, S40 and S39: each match is a semantic relation, exactMatch is a closeMatch, all are mapping relations."""
    facts.join("closeMatch", facts["exactMatch"])
    facts.join("broader", facts["broadMatch"])
    facts.join("narrower", facts["narrowMatch"])
    facts.join("related", facts["relatedMatch"])
    for name in _MATCHES:
        facts.join("mappingRelation", facts[name])
    facts.join("semanticRelation", facts["mappingRelation"])


def inverses(facts: Facts) -> None:
    """S25 and S23: narrower is the inverse of broader; related is symmetric."""
    facts.turn("narrower", facts["broader"])
    facts.turn("broader", facts["narrower"])
    facts.turn("related", facts["related"])


def hierarchy(facts: Facts) -> None:
    """S22 and S26: broader and narrower are sub-properties of broaderTransitive and narrowerTransitive, which are inverse."""
    facts.join("broaderTransitive", facts["broader"])
    facts.turn("broaderTransitive", facts["narrowerTransitive"])
    facts.turn("narrowerTransitive", facts["broaderTransitive"])


def hierarchy_transitive(facts: Facts) -> None:
    """S24: broaderTransitive and narrowerTransitive are transitive."""
    facts.links[_skos("broaderTransitive")] = _transitive(facts, "broaderTransitive")
    facts.turn("narrowerTransitive", facts["broaderTransitive"])


def semantic_relations(facts: Facts) -> None:
    """S21 and S22: broaderTransitive, narrowerTransitive and related are sub-properties of semanticRelation."""
    for name in ("broaderTransitive", "narrowerTransitive", "related"):
        facts.join("semanticRelation", facts[name])


def lists(facts: Facts) -> None:
    """S36: what stands in a memberList is a member."""
    first, rest = facts.links[_FIRST], facts.links[_REST]
    members: Links = {}
    for collection, starts in facts["memberList"].items():
        seen: set[Term] = set()
        todo = list(starts)
        while todo:
            head = todo.pop()
            if head not in seen and head != _NIL:
                seen.add(head)
                members.setdefault(collection, set()).update(first.get(head, ()))
                todo += rest.get(head, ())
    facts.join("member", members)


def classes(facts: Facts) -> None:
    """S19, S20, S4 to S6, S29 to S33: what the domains and ranges of the properties say of their subjects and objects."""
    related = facts["semanticRelation"]
    facts.is_a({*related, *_objects(related)}, _CONCEPT)
    facts.is_a(facts["hasTopConcept"], _SCHEME)
    facts.is_a(_objects(facts["hasTopConcept"]), _CONCEPT)
    facts.is_a(_objects(facts["inScheme"]), _SCHEME)
    facts.is_a(facts["memberList"], _ORDERED)
    facts.is_a([subject for subject, kinds in facts.links[_TYPE].items() if _ORDERED in kinds], _COLLECTION)
    facts.is_a(facts["member"], _COLLECTION)


RULES: tuple[Rule, ...] = (
    top_concept_of,
    mapping_inverses,
    exact_match_transitive,
    mapping_properties,
    inverses,
    hierarchy,
    hierarchy_transitive,
    semantic_relations,
    lists,
    classes,
)
TRANSITIVE_RULES: frozenset[Rule] = frozenset({exact_match_transitive, hierarchy_transitive})


def _transitive(facts: Facts, name: str) -> Links:
    """Give the transitive closure of a property.

    :raises ClosureTooLarge: before anything is made
    """
    links = facts[name]
    try:
        found = ancestors(links, facts.max_pairs)
    except TooManyPairs as error:
        raise ClosureTooLarge(f"skos:{name}", error.count, facts.max_pairs) from None
    shared: set[int] = set()
    for node, above in found.items():
        if id(above) in shared:
            found[node] = set(above)  # the members of a circle get sets of their own, to be added to
        shared.add(id(above))
    return {node: above for node, above in found.items() if above}


@paused()
def entailments(triples: Iterable[Triple], transitive: bool = True, max_pairs: int = MAX_PAIRS) -> Facts:
    """Give what SKOS entails and what is not asserted.

    :param triples: the asserted graph
    :param transitive: whether by the axioms of transitivity too (S24, S45)
    :param max_pairs: the bound on the pairs of concept and ancestor
    :raises ClosureTooLarge: if there would be more
    """
    asserted = triples if isinstance(triples, Collection) else list(triples)
    facts = Facts(asserted, max_pairs)
    for rule in RULES:
        if transitive or rule not in TRANSITIVE_RULES:
            rule(facts)
    facts.drop(asserted)
    return facts


def close(triples: Iterable[Triple], transitive: bool = True, max_pairs: int = MAX_PAIRS) -> list[Triple]:
    """Give the triples that SKOS entails and that are not asserted, sorted; the parameters are those of :func:`entailments`."""
    return sorted(entailments(triples, transitive, max_pairs).triples())


@paused()
def close_for_checks(triples: Iterable[Triple]) -> list[Triple]:
    """Give the entailed triples that an integrity condition can see, for graphs of any size and depth.

    Of the transitive pairs, these are a concept that is its own ancestor, a related concept that is an ancestor too (S27), and an
    exact match over several steps that is another match too (S46). All that follows without transitivity is there.

    :param triples: the asserted graph
    """
    asserted = triples if isinstance(triples, Collection) else list(triples)
    facts = Facts(asserted)
    for rule in RULES:
        if rule not in TRANSITIVE_RULES:
            rule(facts)
    up, down = facts["broaderTransitive"], facts["narrowerTransitive"]
    above = Hierarchy(up)
    pairs = [(node, node) for node in above.cyclic()]
    pairs += [
        (node, other) for node, others in facts["related"].items() for other in others if above.is_above(other, node)
    ]
    for node, other in pairs:
        up.setdefault(node, set()).add(other)
        down.setdefault(other, set()).add(node)
    same = Hierarchy(facts["exactMatch"])
    exact: defaultdict[Term, set[Term]] = defaultdict(set)
    for name in ("broadMatch", "narrowMatch", "relatedMatch"):
        for node, others in facts[name].items():
            exact[node].update(other for other in others if same.is_above(other, node))
    facts.join("exactMatch", exact)
    facts.drop(asserted)
    return list(facts.triples())

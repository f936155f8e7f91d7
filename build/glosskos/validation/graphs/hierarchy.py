"""Hierarchy: redundant and solely transitive links, links stated one way, what cannot be reached."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

from glosskos.namespaces import SKOS
from glosskos.terms import Term, iri, literal
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Vocabulary

__all__ = ["CHECKS", "levels", "reached"]

_BROADER, _NARROWER, _RELATED = (iri(f"skos:{name}") for name in ("broader", "narrower", "related"))
_HAS_TOP, _TOP_OF = iri("skos:hasTopConcept"), iri("skos:topConceptOf")

Parents = Mapping[Term, Iterable[Term]]


def levels(parents: Parents) -> dict[Term, int]:
    """Give every node's longest distance from a top, by peeling (Kahn 1962); nodes on or between circles are at 0.

    A node is always deeper than its parents, circles apart: a search upward needs to go no higher than its goal.
    """
    children: defaultdict[Term, list[Term]] = defaultdict(list)
    above = {child: len(set(found)) for child, found in parents.items()}
    for child, found in parents.items():
        for parent in set(found):
            children[parent].append(child)
    level = {node: 0 for node in children if not above.get(node)}
    todo = deque(level)
    while todo:
        node = todo.popleft()
        for child in children[node]:
            level[child] = max(level.get(child, 0), level[node] + 1)
            above[child] -= 1
            if not above[child]:
                todo.append(child)
    rest = {node for node, count in above.items() if count}
    below = _bottom_up(rest, children)
    level.update(dict.fromkeys(rest.difference(below), 0))
    for node in reversed(below):
        level[node] = 1 + max(level.get(parent, 0) for parent in parents[node])
    return level


def _bottom_up(nodes: set[Term], children: Mapping[Term, list[Term]]) -> list[Term]:
    """Give nodes, each before its parents, as far as no circle hinders it."""
    below = {node: sum(child in nodes for child in children.get(node, ())) for node in nodes}
    parents: defaultdict[Term, list[Term]] = defaultdict(list)
    for node in nodes:
        for child in children.get(node, ()):
            parents[child].append(node)
    order = [node for node, count in below.items() if not count]
    for node in order:
        for parent in parents[node]:
            below[parent] -= 1
            if not below[parent]:
                order.append(parent)
    return order


def reached(starts: Iterable[Term], goals: set[Term], parents: Parents, level: Mapping[Term, int]) -> set[Term]:
    """Give the goals that lie above the starts; a search goes no higher than the highest goal."""
    floor = min((level.get(goal, 0) for goal in goals), default=0)
    seen: set[Term] = set()
    found: set[Term] = set()
    todo = list(starts)
    while todo and len(found) < len(goals):
        for parent in parents.get(todo.pop(), ()):
            if parent in seen:
                continue
            seen.add(parent)
            if parent in goals:
                found.add(parent)
            if level.get(parent, 0) > floor:
                todo.append(parent)
    return found


def _redundant(vocabulary: Vocabulary) -> Iterator[Row]:
    """A parent that another parent has above it; parents on a circle are NoCycle's business."""
    many = {child: above for child, above in vocabulary.parents.items() if len(above) > 1}
    if not many:
        return
    level = levels(vocabulary.parents)
    for child, above in sorted(many.items()):
        for parent in sorted(reached(above - {child}, above, vocabulary.parents, level) - {child}):
            nearer = [
                each for each in sorted(above - {parent, child}) if reached([each], {parent}, vocabulary.parents, level)
            ]
            if nearer and not reached([parent], {parent, *nearer}, vocabulary.parents, level):
                detail = f"{vocabulary.name(child)} > {vocabulary.name(nearer[0])} > … > {vocabulary.name(parent)}"
                yield Row(child, parent, f"{SKOS}broader", detail)


def _solely_transitive(vocabulary: Vocabulary) -> Iterator[Row]:
    above: defaultdict[Term, set[Term]] = defaultdict(set)
    up, down = iri("skos:broaderTransitive"), iri("skos:narrowerTransitive")
    for subject, predicate, value in vocabulary.triples:
        if predicate == up:
            above[subject].add(value)
        elif predicate == down:
            above[value].add(subject)
    level = levels(vocabulary.parents) if above else {}
    for subject, goals in sorted(above.items()):
        for value in sorted(goals - reached([subject], goals, vocabulary.parents, level)):
            yield Row(subject, value, f"{SKOS}broaderTransitive")


def _one_way(vocabulary: Vocabulary, there: Term, back: Term) -> Iterator[Row]:
    """Links stated from one side; where none is ever stated from both, that is a habit of the file, told once."""
    forward = {pair for pair in vocabulary.stated[there] if pair[0] != pair[1]}
    backward = {(value, subject) for subject, value in vocabulary.stated[back] if subject != value}
    if not forward & backward:
        number = len(forward if there == back else forward | backward)
        if number:
            name = f"skos:{(there if forward else back)[len(SKOS) + 1 : -1]}"
            detail = f"{number} link{'s' if number > 1 else ''}, each by {name} and from one side"
            yield Row(vocabulary.head, literal(str(number)), "", detail)
        return
    described = {*vocabulary.concepts, *vocabulary.schemes}  # what a link dangles to cannot state its return
    lacking = [(value, subject, back) for subject, value in sorted(forward - backward)]
    lacking += [(subject, value, there) for subject, value in sorted(backward - forward) if there != back]
    for focus, value, path in lacking:
        if focus in described:
            yield Row(focus, value, path[1:-1])


def _unreachable(vocabulary: Vocabulary) -> Iterator[Row]:
    """Concepts that no top concept leads down to: the highest of them, with the number of those below."""
    children: defaultdict[Term, list[Term]] = defaultdict(list)
    for child, above in vocabulary.parents.items():
        for parent in above:
            children[parent].append(child)
    seen = _down(vocabulary.top_of, children, set())
    lost = [concept for concept in vocabulary.in_force if concept not in seen]
    heads = [concept for concept in lost if not vocabulary.parents.get(concept)]
    for concept in [*heads, *lost]:
        if concept not in seen:
            below = _down([concept], children, seen)
            seen |= below
            yield Row(concept, "", "", f"with {len(below) - 1} below" if len(below) > 1 else "")


def _down(starts: Iterable[Term], children: Mapping[Term, list[Term]], known: set[Term]) -> set[Term]:
    found = set(starts) - known
    todo = list(found)
    while todo:
        for child in children.get(todo.pop(), ()):
            if child not in found and child not in known:
                found.add(child)
                todo.append(child)
    return found


def _clusters(vocabulary: Vocabulary) -> Iterator[Row]:
    """Groups of concepts that no link joins to the largest; lone concepts are OrphanConcept's business.

    What is in another scheme than all of the largest is a vocabulary of its own.
    """
    near: defaultdict[Term, list[Term]] = defaultdict(list)
    for kind in (_BROADER, _NARROWER, _RELATED):
        for subject, value in vocabulary.stated[kind]:
            near[subject].append(value)
            near[value].append(subject)
    seen: set[Term] = set()
    groups = []
    for concept in vocabulary.in_force:
        if concept not in seen and concept in near:
            found = _down([concept], near, seen)
            seen |= found
            groups.append(sorted(found))
    tops = set(vocabulary.top_of)
    largest, *others = sorted(groups, key=lambda each: (-len(each), tops.isdisjoint(each), each)) or [[]]
    schemes = {scheme for node in largest for scheme in vocabulary.schemes_of.get(node, ())}
    for group in others:
        own = {scheme for node in group for scheme in vocabulary.schemes_of.get(node, ())}
        if own and schemes and own.isdisjoint(schemes):
            continue
        head = next((node for node in group if not vocabulary.parents.get(node)), group[0])
        names = ", ".join(vocabulary.name(node) for node in group[:4])
        yield Row(head, literal(str(len(group))), "", f"{names}{', …' if len(group) > 4 else ''}")


def _check(name: str, summary: str, fr: str, en: str, principle: str, solution: str, find) -> GraphCheck:  # type: ignore[no-untyped-def]
    return GraphCheck(name, "structure", summary, {"fr": fr, "en": en}, principle, solution, find)


CHECKS = (
    _check(
        "redundant-broader",
        "broader links that another parent implies",
        "Un générique est déjà l'ancêtre d'un autre générique du concept.",
        "A broader concept is an ancestor of another broader concept already.",
        "qSKOS, hierarchical redundancy; skosify: what follows from the nearer parent is stated twice and goes stale once.",
        "Keep the nearer parent (validate --fix does).",
        _redundant,
    ),
    _check(
        "solely-transitive",
        "broaderTransitive without a chain of broader links",
        "Deux concepts ne sont liés que par broaderTransitive, sans chaîne de génériques.",
        "Two concepts are related by broaderTransitive alone, without a chain of broader links.",
        "qSKOS, solely transitively related concepts: the transitive properties are for inference, not for statements (SKOS Primer, 4.5).",
        "State skos:broader, or take the transitive statement out.",
        _solely_transitive,
    ),
    _check(
        "one-way-hierarchy",
        "broader without narrower, or the reverse",
        "Un lien hiérarchique n'est dit que d'un côté.",
        "A hierarchical link is stated from one side only.",
        "qSKOS, unidirectionally related concepts: tools without inference see half of the hierarchy (S25).",
        "State both directions (validate --fix does).",
        lambda vocabulary: _one_way(vocabulary, _BROADER, _NARROWER),
    ),
    _check(
        "one-way-related",
        "related without its return",
        "Un lien associatif n'est dit que d'un côté.",
        "A related link is stated from one side only.",
        "qSKOS, unidirectionally related concepts: tools without inference see half of the links (S23).",
        "State both directions (validate --fix does).",
        lambda vocabulary: _one_way(vocabulary, _RELATED, _RELATED),
    ),
    _check(
        "one-way-top-concept",
        "hasTopConcept without topConceptOf, or the reverse",
        "Un concept de tête n'est dit tel que d'un côté.",
        "A top concept is stated from one side only.",
        "qSKOS, unidirectionally related concepts: some tools read skos:hasTopConcept, others skos:topConceptOf (S8).",
        "State both directions (validate --fix does).",
        lambda vocabulary: _one_way(vocabulary, _TOP_OF, _HAS_TOP),
    ),
    _check(
        "disconnected-cluster",
        "groups of concepts without a link to the rest",
        "Un groupe de concepts n'a aucun lien avec le reste.",
        "A group of concepts has no link to the rest.",
        "qSKOS, disconnected concept clusters: often a branch whose link upward was lost.",
        "Link the group to the rest, or leave it where it is a hierarchy of its own.",
        _clusters,
    ),
    GraphCheck(
        "unreachable-from-top",
        "vocpub",
        "concepts that no top concept leads to",
        {
            "fr": "Aucun concept de tête ne mène à ce concept.",
            "en": "No top concept leads down to this concept.",
        },
        "VocPub 2.1.8: every concept is in a hierarchy that a top concept heads, so that browsing finds it.",
        "Add skos:broader, or name the concept as a top concept.",
        _unreachable,
    ),
)

"""What a reader needs to see a finding: the labels that clash, the path of a circle, who else has a label, what IRI is meant."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from glosskos.namespaces import prefixed
from glosskos.terms import Term, iri, is_literal, language_of, value_of
from glosskos.validation.findings import Finding
from glosskos.validation.index import Vocabulary
from glosskos.validation.twins import twins

__all__ = ["detailed"]

_NEED = (
    "NoCycle",
    "S9-",
    "S13-",
    "S14-",
    "S27-",
    "S37-",
    "S46-",
    "Dangling",
    "HttpIri",
    "shared-label",
    "ambiguous-notation",
)
_CLASSES = ("S9-", "S37-")
_MUTUAL = ("S27-", "S46-")
_WALKS = 300  # ways through the hierarchy that are looked for in a report; further findings stand without
_STEPS = 12  # of a circle that are named
_OWNERS = 4  # of a label that are named


def detailed(findings: Iterable[Finding], index: Callable[[], Vocabulary]) -> Iterator[Finding]:
    """Add labels, paths and likely IRIs to the findings that need them.

    A clash of links that hold both ways is told of the thing that the file describes, not of one in another vocabulary. Concepts of two
    schemes may have a label in common (SKOS Primer, 2.2.1): only within a scheme must a name lead to one meaning.

    :param index: gives the vocabulary, where it is needed
    """
    findings = list(findings)
    some = [each for each in findings if each.check.startswith(_NEED)]
    if not some:
        yield from findings
        return
    vocabulary = index()
    told = _Telling(vocabulary, some)
    for finding in findings:
        if not finding.check.startswith(_NEED):
            yield finding
            continue
        if finding.check.startswith(_MUTUAL):
            finding = told.at_home(finding)  # noqa: PLW2901
        if told.is_said_elsewhere(finding) or (finding.check == "shared-label" and not told.in_one_scheme(finding)):
            continue
        detail = told.detail(finding)
        yield replace(finding, detail=detail) if detail else finding


class _Telling:
    """What is looked up once for all findings of a report."""

    def __init__(self, vocabulary: Vocabulary, findings: list[Finding]) -> None:
        self.vocabulary = vocabulary
        self.walks = 0
        self.circles: dict[Term, str] = {}
        self.described = {*vocabulary.concepts, *vocabulary.labels}
        self.known = dict.fromkeys(vocabulary.schemes, "scheme") | dict.fromkeys(vocabulary.collections, "collection")
        self.meant = twins(
            {each.value for each in findings if each.check.startswith("Dangling")},
            (*vocabulary.concepts, *vocabulary.collections),
        )
        self.owners = _owners(vocabulary, {each.value for each in findings if each.check == "shared-label"})
        self.schemes = {
            value: Counter(scheme for each in owners for scheme in vocabulary.schemes_of.get(each, (None,)))
            for value, owners in self.owners.items()
        }
        self.entailed = _entailed(
            vocabulary, {_node(each.focus) for each in findings if each.check.startswith(_CLASSES)}
        )

        self._tellers: dict[str, Callable[[Term, Term], str]] = {
            "NoCycle": self._circle,
            "S27-": self._way,
            "S14-": lambda focus, _: _preferred(focus, vocabulary),
            "S13-": self._kinds,
            "S9-": lambda focus, _: "; ".join(self.entailed.get(focus, ())),
            "S37-": lambda focus, _: "; ".join(self.entailed.get(focus, ())),
            "Dangling": self._instead,
            "HttpIri": self._relative,
            "shared-label": self._others,
        }

    def at_home(self, finding: Finding) -> Finding:
        """Turn a finding about a foreign thing and one of ours round."""
        focus = _node(finding.focus)
        if finding.value[:1] in ("<", "_") and focus not in self.described and finding.value in self.described:
            return replace(finding, focus=_named(finding.value), value=focus)
        return finding

    @staticmethod
    def is_said_elsewhere(finding: Finding) -> bool:
        """Tell whether another check says more of it: a text is no concept, but is not missing (text-for-resource)."""
        return finding.check == "DanglingRelation" and is_literal(finding.value or " ")

    def in_one_scheme(self, finding: Finding) -> bool:
        """Tell whether a label's other concept is in a scheme of this one, or either is in none."""
        count = self.schemes.get(finding.value, Counter())
        own = self.vocabulary.schemes_of.get(_node(finding.focus))
        return not own or count[None] > 0 or any(count[scheme] > 1 for scheme in own)

    def detail(self, finding: Finding) -> str:
        """Give what a reader needs to see one finding."""
        for start, tell in self._tellers.items():
            if finding.check.startswith(start):
                return tell(_node(finding.focus), finding.value)
        return ""

    def _circle(self, focus: Term, _: Term) -> str:
        if focus not in self.circles and self.walks < _WALKS:
            self.walks += 1
            self.circles.update(_circle(focus, self.vocabulary))
        return self.circles.get(focus, "")

    def _way(self, focus: Term, value: Term) -> str:
        self.walks += 1
        return "" if self.walks > _WALKS else _way(focus, value, self.vocabulary)

    def _kinds(self, focus: Term, value: Term) -> str:
        kinds = {each.kind for each in self.vocabulary.labels.get(focus, ()) if each.term == value}
        return " and ".join(sorted(kinds, reverse=True))

    def _relative(self, focus: Term, _: Term) -> str:
        return "a relative IRI, and the file has no base" if focus.startswith("<file:") else ""

    def _others(self, focus: Term, value: Term) -> str:
        others = [each for each in self.owners.get(value, ())[: _OWNERS + 2] if each != focus]
        more = ", …" if len(others) > _OWNERS else ""
        return f"also of {', '.join(prefixed(value_of(each)) for each in others[:_OWNERS])}{more}"

    def _instead(self, _: Term, value: Term) -> str:
        """Say what a relation that leads to no concept leads to, or which IRI is meant."""
        if value in self.meant:
            return f"{self.meant[value]} is meant?"
        if value in self.known:
            return f"it is a {self.known[value]}"
        return "it has labels here, and no type" if self.vocabulary.labels.get(value) else ""


def _node(name: str) -> Term:
    return name if name.startswith("_:") else f"<{name}>"


def _named(term: Term) -> str:
    return term if term.startswith("_:") else value_of(term)


def _owners(vocabulary: Vocabulary, wanted: set[Term]) -> dict[Term, list[Term]]:
    """Give the concepts in force with each of some labels."""
    found: dict[Term, dict[Term, None]] = {}
    for concept in vocabulary.in_force if wanted else ():
        for label in vocabulary.labels.get(concept, ()):
            if label.term in wanted and label.kind != "hiddenLabel":
                found.setdefault(label.term, {})[concept] = None
    return {label: list(owners) for label, owners in found.items()}


# The properties whose subject or object SKOS says to be a concept or a scheme (S4, S7, S19 with those below it).
_SEMANTIC = {iri(f"skos:{name}") for name in (
    "broader narrower related broaderTransitive narrowerTransitive semanticRelation mappingRelation closeMatch exactMatch broadMatch "
    "narrowMatch relatedMatch"
).split()}  # fmt: skip
_SUBJECT = dict.fromkeys(_SEMANTIC, "concept") | {
    iri("skos:topConceptOf"): "concept", iri("skos:hasTopConcept"): "scheme", iri("skos:member"): "collection",
    iri("skos:memberList"): "collection",
}  # fmt: skip
_OBJECT = dict.fromkeys(_SEMANTIC, "concept") | {
    iri("skos:hasTopConcept"): "concept", iri("skos:topConceptOf"): "scheme", iri("skos:inScheme"): "scheme",
}  # fmt: skip


def _entailed(vocabulary: Vocabulary, foci: set[Term]) -> dict[Term, list[str]]:
    """Say by which statements nodes are of a class that they are not said to be of; one statement a class."""
    if not foci:
        return {}
    classes = (("concept", vocabulary.concepts), ("scheme", vocabulary.schemes), ("collection", vocabulary.collections))
    seen = {(focus, kind) for kind, nodes in classes for focus in foci.intersection(nodes)}
    found: dict[Term, list[str]] = {}
    for subject, predicate, value in vocabulary.triples:
        for focus, kind, text in (
            (subject, _SUBJECT.get(predicate, ""), "its {}"),
            (value, _OBJECT.get(predicate, ""), "{} of " + vocabulary.name(subject) if value in foci else ""),
        ):
            if kind and focus in foci and (focus, kind) not in seen:
                seen.add((focus, kind))
                found.setdefault(focus, []).append(f"a {kind} by {text.format(prefixed(value_of(predicate)))}")
    return found


def _preferred(focus: Term, vocabulary: Vocabulary) -> str:
    """Name the preferred labels of the languages that have several."""
    labels = [each for each in vocabulary.labels.get(focus, ()) if each.kind == "prefLabel" and language_of(each.term)]
    tags = [each.language for each in labels]
    return ", ".join(each.term for each in labels if tags.count(each.language) > 1)


def _path(start: Term, goal: Term, parents: Mapping[Term, set[Term]]) -> list[Term]:
    """Give a shortest way up from one node to another, or to itself; nothing where there is none."""
    came: dict[Term, Term] = {}
    todo = deque([start])
    while todo:
        node = todo.popleft()
        for parent in sorted(parents.get(node, ())):
            if parent == goal:
                way = [goal, node]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            if parent not in came and parent != start:
                came[parent] = node
                todo.append(parent)
    return []


def _circle(start: Term, vocabulary: Vocabulary) -> dict[Term, str]:
    """Give the text of a shortest circle through a node, for every node on it: each circle is walked once."""
    way = _path(start, start, vocabulary.every_parent)[:-1]
    if not way:
        return {}
    first = way.index(min(way))
    way = way[first:] + way[:first]
    shown = [vocabulary.name(node) for node in way[:_STEPS]]
    more = [f"… ({len(way)} concepts)"] if len(way) > _STEPS else []
    text = " > ".join([*shown, *more, shown[0]])
    return dict.fromkeys(way, text)


def _way(focus: Term, value: Term, vocabulary: Vocabulary) -> str:
    above = vocabulary.every_parent
    way = _path(focus, value, above) or _path(value, focus, above)
    names = [vocabulary.name(node) for node in way]
    return " > ".join([*names[:_STEPS], *(["…", names[-1]] if len(names) > _STEPS else [])])

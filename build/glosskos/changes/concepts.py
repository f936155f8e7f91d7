"""Whole concepts: added, withdrawn, merged, split, renamed; and what goes and comes with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from glosskos.changes.view import LABELS, View
from glosskos.changes.work import Pool, Work
from glosskos.terms import Term, Triple, iri, value_of

__all__ = ["tell_concepts", "tell_moves"]

_BROADER, _NARROWER = iri("skos:broader"), iri("skos:narrower")
_TOP, _HAS_TOP = iri("skos:topConceptOf"), iri("skos:hasTopConcept")
_SUBJECT = iri("dct:subject")
_WITH_CONCEPT = frozenset(
    iri(name)
    for name in (
        "skos:broader", "skos:narrower", "skos:related", "skos:hasTopConcept", "skos:member", "skos:broaderTransitive",
        "skos:narrowerTransitive", "skos:semanticRelation",
    )
)  # fmt: skip
_ENDS = (iri("rdf:subject"), iri("rdf:object"))


def tell_moves(work: Work) -> None:
    """Tell which concepts that stay in force have other parents."""
    staying = work.both("concept") - work.old.deprecated - work.new.deprecated
    touched = {
        triple[0] if triple[1] in (_BROADER, _TOP) else triple[2]
        for _, pool in work.pairs()
        for subject in pool.subjects()
        for triple in pool.about(subject)
        if triple[1] in (_BROADER, _NARROWER, _TOP, _HAS_TOP)
    }
    for concept in sorted(touched & staying):
        before, after = (view.parents.get(concept, set()) for view in (work.old, work.new))
        if before == after:
            continue  # the same links, stated from the other side too: no move
        gone, come = (_placing(pool, concept) for pool in (work.gone, work.come))
        work.tell(
            "moved",
            concept,
            gone,
            come,
            predicate="skos:broader",
            old=_iris(before),
            new=_iris(after),
            also_gone=_evidence(work.gone, concept, before - after),
            also_come=_evidence(work.come, concept, after - before),
        )


def _placing(pool: Pool, concept: Term) -> list[Triple]:
    """Give the statements that place a concept in the hierarchy."""
    return [
        *pool.about(concept, _BROADER),
        *pool.towards(concept, _NARROWER),
        *pool.about(concept, _TOP),
        *pool.towards(concept, _HAS_TOP),
    ]


def _evidence(pool: Pool, child: Term, parents: Iterable[Term]) -> tuple[Triple, ...]:
    """Take the links' reasons that go or come with parents."""
    found: list[Triple] = []
    for parent in parents:
        ends = {each[0] for each in pool.towards(child, _ENDS[0])} & {
            each[0] for each in pool.towards(parent, _ENDS[1])
        }
        found += [triple for link in ends for triple in pool.about(link)]
    return pool.take(found)


def _iris(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(sorted(map(value_of, terms)))


def tell_concepts(work: Work) -> None:
    """Tell which concepts came and went, and into what."""
    before, after = work.old.concepts(), work.new.concepts()
    fresh, gone = after - before, before - after
    withdrawn = (work.new.deprecated - work.old.deprecated) & before & after
    restored = (work.old.deprecated - work.new.deprecated) & before & after
    heirs = _Heirs(work)
    _tell_renamed(work)
    for concept in sorted(gone | withdrawn):
        _tell_withdrawn(work, concept, heirs)
    for concept in sorted(set(heirs.lost) - gone - withdrawn):
        _tell_split(work, concept, sorted(heirs.of_labels(concept) & fresh), heirs)
    for concept in sorted(fresh):
        come = _whole(work.come, work.new, concept)
        work.tell("concept-added", concept, [], come, new=_iris(work.new.parents.get(concept, ())))
    for concept in sorted(restored):
        was, now = (_whole(pool, view, concept) for view, pool in work.pairs())
        work.tell("concept-restored", concept, was, now, new=_iris(work.new.parents.get(concept, ())))


def _tell_renamed(work: Work) -> None:
    """Tell which concepts have another IRI, with the notes and links whose IRIs follow theirs."""
    dependent: dict[Term, list[Term]] = {}
    for node in sorted(work.kept_name):
        owners = {work.new.owner.get(node, "")}
        if work.new.kinds.get(node) == "link":
            owners = {end for end in work.new.pointers.get(node, {}).values() if end in work.back}
        for owner in sorted(each for each in owners if each in work.back)[:1]:
            dependent.setdefault(owner, []).append(node)
    for concept in sorted(work.back):
        if work.new.kinds.get(concept) == "concept":
            taken = [work.kept_name.pop(node) for node in dependent.get(concept, ())]
            work.tell(
                "concept-renamed",
                concept,
                old=(value_of(work.back[concept]),),
                new=(value_of(concept),),
                also_gone=[triple for removed, _ in taken for triple in removed],
                also_come=[triple for _, added in taken for triple in added],
            )


def _whole(pool: Pool, view: View, concept: Term) -> list[Triple]:
    """Give all that goes or comes with a concept: its statements, its notes, relations to it, and their reasons."""
    found = pool.about(concept)
    for triple in list(found):
        if view.owner.get(triple[2]) == concept:
            found += pool.about(triple[2])
    found += [triple for triple in pool.towards(concept) if triple[1] in _WITH_CONCEPT]
    for end in _ENDS:
        found += [triple for link in pool.towards(concept, end) for triple in pool.about(link[0])]
    return found


def _tell_withdrawn(work: Work, concept: Term, heirs: _Heirs) -> None:
    named = work.new.replaced.get(concept, set()) - work.old.replaced.get(concept, set())
    into = sorted(named or heirs.of_all(concept))
    kind = {0: "concept-withdrawn", 1: "concept-merged"}.get(len(into), "concept-split")
    was, now = (_whole(pool, view, concept) for view, pool in work.pairs())
    was += work.gone.towards(concept, iri("dct:isReplacedBy"))
    work.tell(kind, concept, was, now, new=_iris(into), major=True)


def _tell_split(work: Work, concept: Term, parts: list[Term], heirs: _Heirs) -> None:
    """Tell that a concept which stays has given labels or entries to new ones."""
    if parts:
        lost = [triple for label in heirs.lost[concept] for triple in work.gone.about(concept) if triple[2] == label]
        work.tell("concept-split", concept, lost, [], new=_iris([concept, *parts]))


class _Heirs:
    """Who has the labels and entries now that a concept had before."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.lost: dict[Term, set[Term]] = {}
        self._entries: dict[Term, Counter[Term]] = {}
        takers: dict[Term, set[Term]] = {}
        for subject in work.come.subjects():
            for triple in work.come.about(subject):
                if triple[1] in LABELS and work.new.kinds.get(subject) == "concept":
                    takers.setdefault(triple[2], set()).add(subject)
        self._takers = takers
        for subject in work.gone.subjects():
            for triple in work.gone.about(subject):
                if triple[1] in LABELS and triple[2] in takers and work.old.kinds.get(subject) == "concept":
                    if triple[2] not in work.new.all_labels(subject):
                        self.lost.setdefault(subject, set()).add(triple[2])
                elif triple[1] == _SUBJECT:
                    came = work.come.about(subject, _SUBJECT)
                    self._entries.setdefault(triple[2], Counter()).update(each[2] for each in came)

    def of_labels(self, concept: Term) -> set[Term]:
        """Give the concepts that took a label which this one lost."""
        taken = (self._takers[label] for label in self.lost.get(concept, ()))
        return set().union(*taken) - {concept}

    def of_all(self, concept: Term) -> set[Term]:
        """Give the concepts among which all labels, or all entries, of one were shared out; none where some were not."""
        labels = self.work.old.all_labels(concept)
        if labels and labels == self.lost.get(concept):
            return self._fewest(labels)
        entries = self.work.old.entries_of.get(concept, set())
        moved = self._entries.get(concept, Counter())
        if entries and all(self.work.come.about(entry, _SUBJECT) for entry in entries):
            everything = {heir for heir, number in moved.items() if number == len(entries)}
            return everything if len(everything) == 1 else set(moved)
        return set()

    def _fewest(self, labels: Iterable[Term]) -> set[Term]:
        """Give the one concept that has all the labels, else all that have one."""
        takers = [self._takers[label] for label in labels]
        common = set.intersection(*takers)
        return {min(common)} if common else set().union(*takers)

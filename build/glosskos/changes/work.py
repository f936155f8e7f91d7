"""The state of a comparison: both sides, what differs and is not yet told, and the changes told so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from glosskos.changes.matching import renamed
from glosskos.changes.model import Change
from glosskos.changes.view import View
from glosskos.terms import Term, Triple, value_of

__all__ = ["Pool", "Work"]


class Pool:
    """Statements of one side only, to be taken by the changes that explain them.

    :param triples: the statements, in the IRIs of the new side, each with those that it stood as
    """

    def __init__(self, triples: dict[Triple, list[Triple]]) -> None:
        self._left = triples
        self._about: dict[Term, list[Triple]] = {}
        self._towards: dict[Term, list[Triple]] = {}
        for triple in triples:
            self._about.setdefault(triple[0], []).append(triple)
            if triple[2][0] != '"':
                self._towards.setdefault(triple[2], []).append(triple)

    def about(self, subject: Term, predicate: Term = "") -> list[Triple]:
        """Give what is left to tell about a subject."""
        return self._still(self._about.get(subject, ()), predicate)

    def towards(self, value: Term, predicate: Term = "") -> list[Triple]:
        """Give what is left to tell that points to a thing."""
        return self._still(self._towards.get(value, ()), predicate)

    def _still(self, triples: Iterable[Triple], predicate: Term) -> list[Triple]:
        return [each for each in triples if each in self._left and (not predicate or each[1] == predicate)]

    def take(self, triples: Iterable[Triple]) -> tuple[Triple, ...]:
        """Take statements out; give them as they stood, in order."""
        return tuple(sorted(original for each in set(triples) for original in self._left.pop(each, ())))

    def subjects(self) -> list[Term]:
        """Give the subjects of which something is left to tell, in order."""
        return sorted({triple[0] for triple in self._left})


class Work:
    """A comparison under way, in the IRIs of the new side.

    :param old: all statements of the old side
    :param new: all statements of the new side
    """

    def __init__(self, old: set[Triple], new: set[Triple]) -> None:
        self.old, self.new = View(old), View(new)
        self.renamed = renamed(self.old, self.new)
        self.back = {now: was for was, now in self.renamed.items()}
        self.kept_name: dict[Term, tuple[list[Triple], list[Triple]]] = {}
        self.changes: list[Change] = []
        gone: dict[Triple, list[Triple]] = {}
        come = {triple: [triple] for triple in new if triple not in old}
        for triple in old:
            if triple not in new:
                now = self._now(triple)
                if now != triple and now in new:
                    self._only_renamed(triple, now, come)
                else:
                    gone.setdefault(now, []).append(triple)
        if self.renamed:
            self.old = View(self._now(triple) for triple in old)
        self.gone, self.come = Pool(gone), Pool(come)

    def _now(self, triple: Triple) -> Triple:
        to = self.renamed
        return (to.get(triple[0], triple[0]), triple[1], to.get(triple[2], triple[2])) if to else triple

    def _only_renamed(self, was: Triple, now: Triple, come: dict[Triple, list[Triple]]) -> None:
        """Put a statement that differs by a renamed IRI only with that IRI."""
        node = now[0] if now[0] in self.back else now[2]
        removed, added = self.kept_name.setdefault(node, ([], []))
        removed.append(was)
        if come.pop(now, None):
            added.append(now)

    def both(self, kind: str) -> set[Term]:
        """Give what is of a kind on both sides."""
        return {term for term, each in self.new.kinds.items() if each == kind and self.old.kinds.get(term) == kind}

    def subjects(self) -> list[Term]:
        """Give the subjects of which something is left to tell, in order."""
        return sorted({*self.gone.subjects(), *self.come.subjects()})

    def about(self, subject: Term, predicate: Term = "") -> tuple[list[Triple], list[Triple]]:
        """Give what went and what came about a subject."""
        return self.gone.about(subject, predicate), self.come.about(subject, predicate)

    def tell(
        self, kind: str, subject: Term, gone: Iterable[Triple] = (), come: Iterable[Triple] = (), **facts: Any
    ) -> None:
        """Tell a change; the statements it takes are told with it.

        :param facts: fields of :class:`Change`; ``also_gone`` and ``also_come``: statements as they stood that are out already
        """
        renamed_gone, renamed_come = self.kept_name.pop(subject, ([], [])) if kind.endswith("-renamed") else ([], [])
        removed = tuple(sorted({*self.gone.take(gone), *renamed_gone, *facts.pop("also_gone", ())}))
        added = tuple(sorted({*self.come.take(come), *renamed_come, *facts.pop("also_come", ())}))
        self.changes.append(Change(kind, value_of(subject), removed=removed, added=added, **facts))

    def texts(self, triples: Iterable[Triple]) -> tuple[str, ...]:
        """Give the objects of statements, as texts, in order."""
        return tuple(sorted(value_of(triple[2]) for triple in triples))

    def pairs(self) -> Iterator[tuple[View, Pool]]:
        """Give both sides, each with what only it has."""
        yield self.old, self.gone
        yield self.new, self.come

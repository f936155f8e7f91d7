"""Which things only changed their IRI: a concept by its notation or its preferred labels, the others by what they are called and of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from glosskos.changes.view import LABELS, View
from glosskos.terms import Term, iri

__all__ = ["renamed"]

_PREFERRED = LABELS[0]
_SOURCE = iri("dct:source")
_PART = iri("dct:isPartOf")
_STATEMENT = tuple(iri(f"rdf:{name}") for name in ("subject", "predicate", "object"))
Key = Callable[[Term], Hashable]


def renamed(old: View, new: View) -> dict[Term, Term]:
    """Give the old IRI of everything that has another now, to the new one.

    A pair is made only where it is the only one that fits on both sides.
    """
    found: dict[Term, Term] = {}

    def to(term: Term | None) -> Term | None:
        return found.get(term, term) if term else None

    def pair(kind: str, old_key: Key, new_key: Key) -> None:
        gone = [term for term in _of_kind(old, kind) if term not in found and term not in new.kinds]
        fresh = [term for term in _of_kind(new, kind) if term not in old.kinds]
        taken = set(found.values())
        found.update(_pairs(gone, [term for term in fresh if term not in taken], old_key, new_key))

    schemes = [{term for term, kind in view.kinds.items() if kind == "scheme"} for view in (old, new)]
    if all(len(each) == 1 for each in schemes) and schemes[0] != schemes[1]:
        found[min(schemes[0])] = min(schemes[1])
    pair("concept", _set_of(old.notations), _set_of(new.notations))
    pair("concept", _preferred(old), _preferred(new))
    pair("theme", _preferred(old), _preferred(new))
    pair("source", _named(old), _named(new))
    pair("agent", _named(old), _named(new))
    for kind, pointers in (("entry", (_PART,)), ("link", _STATEMENT)):
        pair(kind, _pointing(old, pointers, to), _pointing(new, pointers, lambda term: term))
    found.update(_notes(old, new, to))
    return found


def _of_kind(view: View, kind: str) -> Iterable[Term]:
    return sorted(term for term, each in view.kinds.items() if each == kind and term[0] == "<")


def _pairs(gone: Iterable[Term], fresh: Iterable[Term], old_key: Key, new_key: Key) -> dict[Term, Term]:
    by_key: dict[Hashable, tuple[list[Term], list[Term]]] = {}
    for side, (terms, key) in enumerate(((gone, old_key), (fresh, new_key))):
        for term in terms:
            value = key(term)
            if value:
                by_key.setdefault(value, ([], []))[side].append(term)
    return {first[0]: second[0] for first, second in by_key.values() if len(first) == len(second) == 1}


def _set_of(values: dict[Term, set[Term]]) -> Key:
    return lambda term: frozenset(values.get(term, ()))


def _preferred(view: View) -> Key:
    return lambda term: frozenset(view.labels.get(term, {}).get(_PREFERRED, ()))


def _named(view: View) -> Key:
    return lambda term: tuple(sorted(view.names(term).items()))


def _pointing(view: View, pointers: Iterable[Term], to: Callable[[Term | None], Term | None]) -> Key:
    """Key by what a thing points to, and its name: an entry by source and printed term, a link by its ends."""

    def key(term: Term) -> Hashable:
        points = tuple(to(view.pointers.get(term, {}).get(each)) for each in pointers)
        return (*points, *sorted(view.names(term).items())) if all(points) else None

    return key


def _notes(old: View, new: View, to: Callable[[Term | None], Term | None]) -> dict[Term, Term]:
    """Pair what a source says of a concept: by concept, source and text, then by concept and source."""

    def key(view: View, mapped: Callable[[Term | None], Term | None], text: bool) -> Key:
        def of(note: Term) -> Hashable:
            source = mapped(view.pointers.get(note, {}).get(_SOURCE))
            said = tuple(sorted(view.text.get(note, ()))) if text else ()
            return (mapped(view.owner[note]), source, said) if source else None

        return of

    found: dict[Term, Term] = {}
    for text in (True, False):
        gone = sorted(note for note in old.owner if note[0] == "<" and note not in new.owner and note not in found)
        taken = set(found.values())
        fresh = sorted(note for note in new.owner if note[0] == "<" and note not in old.owner and note not in taken)
        found |= _pairs(gone, fresh, key(old, to, text), key(new, lambda term: term, text))
    return found

"""The fewest changes that bring a data catalog up to date: by stable id, what to rename, to put in, and to take out.

A catalog holds one item for each concept in force, one for each theme, and one for the scheme. An id is an IRI; it never follows a label.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from glosskos.changes.details import short
from glosskos.changes.model import Comparison
from glosskos.changes.sides import Side
from glosskos.changes.versions import advice
from glosskos.changes.view import DOCUMENTATION, LABELS, View
from glosskos.identifiers import path_id, plain_iri
from glosskos.terms import Term, Triple, iri, is_literal, language_of, value_of

__all__ = ["apply_changes", "as_catalog_changes", "catalog_changes", "catalog_items"]

Item = dict[str, Any]
_MEMBER = iri("skos:member")
_TEXTS = {*LABELS, *DOCUMENTATION, iri("dct:title"), iri("dct:description")}
_PLAIN = frozenset(
    iri(name)
    for name in (
        "skos:notation", "skos:related", "skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch",
        "skos:relatedMatch", "owl:versionInfo", "dct:license",
    )
)  # fmt: skip
_TYPES = {"concept": "concept", "theme": "collection", "scheme": "scheme"}


def catalog_items(triples: Iterable[Triple], only: Iterable[str] | None = None) -> dict[str, Item]:
    """Give what a catalog holds of a vocabulary: id to item.

    :param only: the ids that are wanted; all by default
    """
    triples = list(triples)
    view = View(triples)
    wanted = set(view.kinds) if only is None else {f"<{each}>" for each in only}
    items: dict[Term, Item] = {
        term: {"id": value_of(term), "type": _TYPES[view.kinds[term]]}
        for term in sorted(wanted)
        if view.kinds.get(term) in _TYPES and term not in view.deprecated
    }
    for subject, predicate, value in triples:
        if subject in items:
            _put(items[subject], predicate, value)
        if predicate == _MEMBER and value in items:
            items[value].setdefault("theme", []).append(value_of(subject))
    for term, item in items.items():
        item["broader"] = sorted(value_of(parent) for parent in view.parents.get(term, ()))
    for note, owner in sorted(view.owner.items()):
        if owner in items and note in view.forms:
            name = view.forms[note].rpartition("#")[2][:-1]
            for text in view.text.get(note, ()):
                items[owner].setdefault(name, {}).setdefault(language_of(text), []).append(value_of(text))
        elif owner in items:
            source = view.pointers.get(note, {}).get(iri("dct:source"), '""')
            said = [
                {"source": value_of(source), "language": language_of(t), "text": value_of(t)}
                for t in view.text.get(note, ())
            ]
            items[owner].setdefault("sourcedDefinition", []).extend(said)
    return {item["id"]: _ordered(item) for item in items.values()}


def _put(item: Item, predicate: Term, value: Term) -> None:
    name = short(predicate).partition(":")[2]
    if predicate in _TEXTS and is_literal(value):
        item.setdefault(name, {}).setdefault(language_of(value), []).append(value_of(value))
    elif predicate in _PLAIN:
        item.setdefault(name, []).append(value_of(value))


def _ordered(item: Item) -> Item:
    """Put every list in order, and leave out what is empty."""

    def order(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: order(each) for key, each in sorted(value.items())}
        return sorted(value, key=lambda each: json.dumps(each, sort_keys=True)) if isinstance(value, list) else value

    first = [key for key in ("id", "type") if key in item]
    return {key: order(item[key]) for key in (*first, *sorted(item.keys() - set(first))) if item[key]}


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Give an item with the new ids in the place of the old."""
    if isinstance(value, dict):
        return _ordered({key: _renamed(each, names) for key, each in value.items()})
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value)


def catalog_changes(comparison: Comparison, old: Side, new: Side) -> list[Item]:
    """Give the changes, in the order in which they are applied: ``rename``, ``upsert``, ``delete``.

    An id is the IRI; ``catalogId`` is what DataHub makes of it (:func:`glosskos.identifiers.path_id`).
    A rename changes an id wherever it stands. An upsert gives the whole item, and the fields that differ.
    """
    names = {
        change.old[0]: change.new[0]
        for kind in ("concept-renamed", "theme-renamed", "source-renamed")
        for change in comparison.of_kind(kind)
    }
    names |= {c.old[0]: c.new[0] for c in comparison.of_kind("scheme") if not c.predicate and c.old != c.new}
    touched = _touched(comparison)
    back = {now: was for was, now in names.items()}
    before = {
        names.get(key, key): _renamed(item, names)
        for key, item in catalog_items(old.triples, {*touched, *(back.get(each, each) for each in touched)}).items()
    }
    after = catalog_items(new.triples, touched | {names.get(each, each) for each in touched})

    def ids(key: str) -> Item:
        return {"id": key, "catalogId": path_id(plain_iri(key))}

    found: list[Item] = [{"op": "rename", **ids(was), "to": now} for was, now in sorted(names.items())]
    for key, item in sorted(after.items()):
        known = before.get(key, {})
        fields = sorted(name for name in {*item, *known} if item.get(name) != known.get(name))
        if fields:
            found.append(
                {"op": "upsert", **ids(key), "new": not known, "fields": fields if known else [], "item": item}
            )
    replaced = {each.subject: each.new for each in comparison.changes if each.major and each.kind != "moved"}
    for key in sorted(before.keys() - after.keys()):
        instead = [each for each in replaced.get(key, ()) if each != key]
        found.append({"op": "delete", **ids(key), "replacedBy": instead})
    return found


def _touched(comparison: Comparison) -> set[str]:
    """Give the ids of everything that a change is about or mentions: no other item can differ."""
    found = {name for change in comparison.changes for name in (change.subject, *change.old, *change.new)}
    for change in comparison.changes:
        for subject, _, value in (*change.removed, *change.added):
            found.add(value_of(subject))
            if value[0] == "<":
                found.add(value_of(value))
    return found


def as_catalog_changes(comparison: Comparison, old: Side, new: Side) -> str:
    """Give the catalog changes as JSON."""
    changes = catalog_changes(comparison, old, new)
    counts = {op: sum(change["op"] == op for change in changes) for op in ("rename", "upsert", "delete")}
    whole = {
        "old": old.name,
        "new": new.name,
        "version": advice(comparison).as_dict(),
        "counts": counts,
        "changes": changes,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def apply_changes(items: Mapping[str, Item], changes: Iterable[Item]) -> dict[str, Item]:
    """Give a catalog's items after the changes: what a program that applies them must come to."""
    found = dict(items)
    names = {change["id"]: change["to"] for change in changes if change["op"] == "rename"}
    if names:
        found = {names.get(key, key): _renamed(item, names) for key, item in found.items()}
    for change in changes:
        if change["op"] == "upsert":
            found[change["id"]] = change["item"]
        elif change["op"] == "delete":
            del found[change["id"]]
    return found

"""A comparison as JSON, and its way back: the old vocabulary and the JSON give the new one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from glosskos.changes.model import Change, Comparison
from glosskos.changes.versions import advice
from glosskos.errors import GlosskosError
from glosskos.terms import Triple, to_ntriples

__all__ = ["apply", "as_json", "change_as_dict"]

_FACTS = {"property": "predicate", **{name: name for name in ("language", "source", "old", "new", "kept")}}


def _lines(triples: Iterable[Triple]) -> list[str]:
    return to_ntriples(triples).splitlines()


def change_as_dict(change: Change, comparison: Comparison) -> dict[str, Any]:
    """Give a change as JSON: its facts, where it has them, and its statements as N-Triples."""
    facts = {name: getattr(change, field) for name, field in _FACTS.items() if getattr(change, field)}
    return {
        "kind": change.kind,
        "subject": change.subject,
        "name": dict(comparison.names.get(change.subject, {})),
        "level": change.level.name.lower(),
        **{name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()},
        "removed": _lines(change.removed),
        "added": _lines(change.added),
    }


def as_json(comparison: Comparison) -> str:
    """Give a comparison as JSON."""
    whole = {
        "old": comparison.old,
        "new": comparison.new,
        "version": advice(comparison).as_dict(),
        "counts": comparison.counts,
        **(
            {"leftOut": [f"reasons of links: {each} has none" for each in comparison.left_out]}
            if comparison.left_out
            else {}
        ),
        "changes": [change_as_dict(change, comparison) for change in comparison.changes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def apply(patch: Mapping[str, Any], triples: Iterable[Triple]) -> set[Triple]:
    """Give the new vocabulary's statements.

    :param patch: the JSON of a comparison, read
    :param triples: the old one's, as :func:`glosskos.changes.read_side` gives them
    :raises GlosskosError: if a statement that the patch takes away is not there: it is of another vocabulary
    """
    removed, added = (
        {_triple(line) for change in patch["changes"] for line in change[side]} for side in ("removed", "added")
    )
    before = set(triples)
    foreign = sorted(removed - before)
    if foreign:
        raise GlosskosError(f"the changes are of another vocabulary: it does not say {' '.join(foreign[0])}")
    return (before - removed) | added


def _triple(line: str) -> Triple:
    subject, predicate, value = line.removesuffix(" .").split(" ", 2)
    return subject, predicate, value

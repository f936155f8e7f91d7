"""What changed besides concepts: themes, sources, entries, links' reasons, the scheme; and whatever else a file says."""

from __future__ import annotations

from glosskos.changes.details import DATES, short
from glosskos.changes.work import Work
from glosskos.terms import Term, iri, is_literal, language_of, value_of

__all__ = ["tell_others"]

_VERSION = iri("owl:versionInfo")
_WHOLE = ("theme", "source", "entry")


def tell_others(work: Work) -> None:
    """Tell all that is left, thing by thing, property by property."""
    for node in sorted(work.kept_name):
        kind = work.new.kinds.get(node, "")
        old, new = (value_of(work.back.get(node, node)),), (value_of(node),)
        if kind in _WHOLE:
            work.tell(f"{kind}-renamed", node, old=old, new=new)
        else:
            removed, added = work.kept_name[node]
            kind = kind if kind in ("scheme", "link") else "statements"
            work.tell(kind, node, also_gone=removed, also_come=added, old=old, new=new)
    for subject in work.subjects():
        was, now = work.old.kinds.get(subject, ""), work.new.kinds.get(subject, "")
        if was != now and now in _WHOLE and not was:
            work.tell(f"{now}-added", subject, *work.about(subject))
        elif was != now and was in _WHOLE and not now:
            work.tell(f"{was}-withdrawn", subject, *work.about(subject))
        else:
            _tell_properties(work, subject, now or was)


def _tell_properties(work: Work, subject: Term, kind: str) -> None:
    kind = kind if kind in (*_WHOLE, "link", "scheme") else "statements"
    found = [triple for side in work.about(subject) for triple in side]
    for predicate, language in sorted({(triple[1], _language(triple[2])) for triple in found}):
        gone, come = (
            [triple for triple in side if _language(triple[2]) == language] for side in work.about(subject, predicate)
        )
        own = {_VERSION: "version", **dict.fromkeys(DATES, "dates")}.get(predicate, kind)
        facts = {"predicate": short(predicate), "language": language}
        work.tell(own, subject, gone, come, old=work.texts(gone), new=work.texts(come), **facts)


def _language(term: Term) -> str:
    return language_of(term) if is_literal(term) else ""

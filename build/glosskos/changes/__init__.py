"""What changed between two SKOS vocabularies, as an editor would tell it: ``glosskos diff OLD NEW``.

Statements that differ are sorted into changes; each is in exactly one, so that nothing is lost: :func:`glosskos.changes.patch.apply` makes
the new vocabulary of the old one and the changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from glosskos.changes.concepts import tell_concepts, tell_moves
from glosskos.changes.details import tell_details, tell_members, tell_related
from glosskos.changes.model import GROUPS, Change, Comparison, Level
from glosskos.changes.others import tell_others
from glosskos.changes.sides import Side, read_side
from glosskos.changes.view import View
from glosskos.changes.work import Work
from glosskos.collector import paused
from glosskos.model import Text
from glosskos.terms import Term, Triple, iri, value_of

__all__ = ["Change", "Comparison", "Level", "Side", "compare", "compare_files", "read_side", "sides_alike"]

_LINK = iri("gk:Link")


def compare_files(old: Path, new: Path) -> Comparison:
    """Compare two vocabularies: SKOS files, folders of records, or folders of builds.

    :raises GlosskosError: if one of them cannot be read
    """
    shared: dict[Term, Term] = {}
    return compare(read_side(old, shared), read_side(new, shared))


def sides_alike(old: Side, new: Side) -> tuple[set[Triple], set[Triple], tuple[str, ...]]:
    """Give the statements of both sides that can be compared, and what was left out.

    Reasons of links lie in a file of their own: beside a vocabulary that came without them they would all look new.
    """
    found = []
    left_out = []
    for side, other in ((old, new), (new, old)):
        if not side.evidence or other.evidence or any(triple[2] == _LINK for triple in other.triples):
            found.append(side.triples | side.evidence if side.evidence else side.triples)
        else:
            found.append(side.triples)
            left_out.append(other.name)
    return found[0], found[1], tuple(left_out)


@paused()
def compare(old: Side, new: Side) -> Comparison:
    """Compare two vocabularies."""
    before, after, left_out = sides_alike(old, new)
    work = Work(before, after)
    tell_moves(work)
    tell_concepts(work)
    tell_related(work)
    tell_members(work)
    tell_details(work)
    tell_others(work)
    changes = [change for change in work.changes if change.removed or change.added or change.kind == "concept-split"]
    order = {kind: index for index, kind in enumerate(GROUPS)}
    changes.sort(key=lambda change: (order[change.kind], change.subject, change.predicate, change.language, change.new))
    scheme = work.new.scheme()
    return Comparison(
        old.name,
        new.name,
        tuple(changes),
        _names(changes, work),
        (_version(work.old), _version(work.new)),
        value_of(work.new.modified.get(scheme, '""')),
        left_out,
    )


def _version(view: View) -> str:
    return value_of(view.versions.get(view.scheme(), '""'))


def _names(changes: Iterable[Change], work: Work) -> dict[str, Text]:
    """Give the names of all that the changes mention."""
    mentioned = {name for change in changes for name in (change.subject, change.source, *change.old, *change.new)}
    found: dict[str, Text] = {}
    for name in sorted(mentioned):
        term = f"<{name}>"
        if term in work.renamed:
            term = work.renamed[term]
        text = work.new.names(term) or work.old.names(term) or _link_name(term, work)
        if text:
            found[name] = text
    return found


def _link_name(link: Term, work: Work) -> Text:
    """Give a link the names of its ends."""
    view = work.new if work.new.kinds.get(link) == "link" else work.old
    if view.kinds.get(link) != "link":
        return {}
    points = view.pointers.get(link, {})
    ends = [view.names(points.get(iri(f"rdf:{end}"), "")) for end in ("subject", "object")]
    return {tag: f"{ends[0][tag]} → {ends[1][tag]}" for tag in ends[0] if tag in ends[1]}

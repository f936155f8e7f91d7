"""What a reader needs to see a SHACL finding: the labels that clash, the path of a circle, the way up to a related ancestor."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from glosskos.terms import Term, language_of
from glosskos.validation.findings import Finding
from glosskos.validation.index import Vocabulary

__all__ = ["detailed"]

_NEED = ("NoCycle", "S13-", "S14-", "S27-")
_WALKS = 300  # ways through the hierarchy that are looked for in a report; further findings stand without
_STEPS = 12  # of a circle that are named


def detailed(findings: Iterable[Finding], index: Callable[[], Vocabulary]) -> Iterator[Finding]:
    """Add labels and paths to the findings of the shapes of SKOS that need them.

    :param index: gives the vocabulary, where it is needed
    """
    circles: dict[Term, str] = {}
    walks = 0
    for finding in findings:
        if not finding.check.startswith(_NEED):
            yield finding
            continue
        vocabulary = index()
        focus = finding.focus if finding.focus.startswith("_:") else f"<{finding.focus}>"
        detail = finding.detail
        if finding.check == "NoCycle":
            if focus not in circles and walks < _WALKS:
                walks += 1
                circles.update(_circle(focus, vocabulary))
            detail = circles.get(focus, "")
        elif finding.check == "S27-RelatedIsNotHierarchical":
            walks += 1
            detail = "" if walks > _WALKS else _way(focus, finding.value, vocabulary)
        elif finding.check == "S14-OnePreferredLabel":
            detail = _preferred(focus, vocabulary)
        elif finding.value:  # S13
            kinds = sorted(
                {each.kind for each in vocabulary.labels.get(focus, ()) if each.term == finding.value}, reverse=True
            )
            detail = " and ".join(kinds)
        yield replace(finding, detail=detail) if detail else finding


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
    way = _path(start, start, vocabulary.parents)[:-1]
    if not way:
        return {}
    first = way.index(min(way))
    way = way[first:] + way[:first]
    shown = [vocabulary.name(node) for node in way[:_STEPS]]
    more = [f"… ({len(way)} concepts)"] if len(way) > _STEPS else []
    text = " > ".join([*shown, *more, shown[0]])
    return dict.fromkeys(way, text)


def _way(focus: Term, value: Term, vocabulary: Vocabulary) -> str:
    way = _path(focus, value, vocabulary.parents) or _path(value, focus, vocabulary.parents)
    names = [vocabulary.name(node) for node in way]
    return " > ".join([*names[:_STEPS], *(["…", names[-1]] if len(names) > _STEPS else [])])

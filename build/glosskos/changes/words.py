"""The difference between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

__all__ = ["mark", "word_difference"]

_WORD = re.compile(r"\w+(?:[’']|\b)|\s+|[^\w\s]", re.UNICODE)
_MOST = 4000  # words; the comparison of longer texts would take its time, and nobody reads it
_SHOWN = 6  # words kept on either side of a change
_ALIKE = 0.4
_FEW = 2  # words that stay between two changes and are told with them


def word_difference(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Give runs of ``(what, old, new)``; what is ``equal``, ``replace``, ``delete`` or ``insert``; the runs joined are the texts."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > _MOST:
        yield ("equal" if old == new else "replace", old, new)
        return
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    runs = [(what, "".join(before[a:b]), "".join(after[c:d])) for what, a, b, c, d in codes]
    yield from _joined(runs)


def _joined(runs: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Join changes that only a word or less keeps apart: they read as one."""
    pending: tuple[str, str] | None = None
    for index, (what, was, now) in enumerate(runs):
        alone = what == "equal" and 0 < index < len(runs) - 1 and len(was.split()) < _FEW
        if what != "equal" or (alone and pending):
            pending = (was, now) if pending is None else (pending[0] + was, pending[1] + now)
            continue
        if pending:
            yield _run(*pending)
            pending = None
        yield what, was, now
    if pending:
        yield _run(*pending)


def _run(was: str, now: str) -> tuple[str, str, str]:
    return ("replace" if was and now else "delete" if was else "insert"), was, now


def mark(
    old: str, new: str, gone: Callable[[str], str], come: Callable[[str], str], plain: Callable[[str], str]
) -> str:
    """Give one text that shows what went and what came; long stretches that stayed are shortened.

    :param gone: marks what went
    :param come: marks what came
    :param plain: writes what stayed
    """
    runs = list(word_difference(old, new))
    stayed = sum(len(was) for what, was, _ in runs if what == "equal")
    if stayed < _ALIKE * max(len(old), len(new)):
        return f"{gone(old)} {come(new)}".strip() if old and new else gone(old) if old else come(new)
    found = []
    for index, (what, was, now) in enumerate(runs):
        if what == "equal":
            found.append(plain(_shortened(was, first=index == 0, last=index == len(runs) - 1)))
        else:
            found += [gone(was)] if was else []
            found += [come(now)] if now else []
    return "".join(found)


def _shortened(text: str, first: bool, last: bool) -> str:
    words = text.split(" ")
    if len(words) <= 2 * _SHOWN + 2:
        return text
    head = "" if first else " ".join(words[:_SHOWN])
    tail = "" if last else " ".join(words[-_SHOWN:])
    return f"… {tail}" if first else f"{head} …" if last else f"{head} … {tail}"

"""Which of several names a lost heading bore: the one that keeps the alphabetical order."""

from __future__ import annotations

from glosskos.layouts.prose import DANGLING
from glosskos.layouts.reading import ReadEntry
from glosskos.text import words

__all__ = ["choose", "key_of", "tail"]


def key_of(name: str) -> str:
    """Give the words by which a name is put in order."""
    return " ".join(words(name))


def tail(name: str, low: str, high: str) -> str:
    """Give the end of a name that keeps the order where the whole does not (« norme ISO »); empty for none."""
    parts = name.split()
    for at in range(1, len(parts)):
        if not DANGLING.intersection(words(parts[at - 1])) and low <= key_of(" ".join(parts[at:])) <= high:
            return " ".join(parts[at:])
    return ""


def choose(entries: list[ReadEntry], names: list[list[str]]) -> None:
    """Take, of each entry's names, the first that keeps the alphabetical order; doubt those that have none."""
    keys = [[key_of(name) for name in each] for each in names]
    fixed = ""
    for index, entry in enumerate(entries):
        after = next((each[0] for each in keys[index + 1 :] if each and each[0] >= fixed), "\uffff")
        fitting = [name for name, key in zip(names[index], keys[index], strict=True) if fixed <= key <= after]
        fitting = fitting or [end for name in names[index][:1] if (end := tail(name, fixed, after))]
        if fitting:
            entry.term = fitting[0]
            fixed = key_of(entry.term)
        elif names[index]:
            entry.term = names[index][0]
            entry.doubts.append(
                "out of alphabetical order: the heading may have been another name"
                + (" (" + "; ".join(names[index]) + ")" if len(names[index]) > 1 else "")
            )
        else:
            above = next((each[0] for each in reversed(names[:index]) if each), "the start")
            below = next((each[0] for each in names[index + 1 :] if each), "the end")
            entry.doubts.append(f"the term is not in the prose; by its place it stands between {above} and {below}")
        others = [name for name in names[index] if name != entry.term]
        if others and fitting:
            entry.doubts.append("other names in the same sentence: " + "; ".join(others))

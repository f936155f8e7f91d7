"""Which version the changes ask for (https://semver.org): major where something relied on is gone or moved, minor where something came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from glosskos.changes.model import Comparison, Level

__all__ = ["Advice", "advice"]

_VERSION = re.compile(r"v?(\d+)\.(\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Advice:
    """What the changes ask of the version.

    :param level: the part to raise
    :param old: the version of the old vocabulary, as written; empty where it has none
    :param new: that of the new one
    :param proposed: the version that the changes ask for; empty where the old one is no version of numbers
    :param enough: whether the new version is that or higher; None where there is nothing to compare
    """

    level: Level
    old: str
    new: str
    proposed: str
    enough: bool | None

    def as_dict(self) -> dict[str, Any]:
        """Give it as JSON."""
        level = self.level.name.lower()
        return {
            "old": self.old,
            "new": self.new,
            "level": level,
            "proposed": self.proposed,
            "raisedEnough": self.enough,
        }


def _numbers(version: str) -> tuple[int, int, int] | None:
    found = _VERSION.match(version)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None


def advice(comparison: Comparison) -> Advice:
    """Propose a version, and say whether the new vocabulary's was raised enough."""
    level = comparison.level
    old, new = (_numbers(version) for version in comparison.versions)
    if old is None:
        return Advice(level, *comparison.versions, "", None)
    major, minor, patch = old
    proposed = {
        Level.NONE: old,
        Level.PATCH: (major, minor, patch + 1),
        Level.MINOR: (major, minor + 1, 0),
        Level.MAJOR: (major + 1, 0, 0),
    }[level]
    enough = None if new is None else new >= proposed
    return Advice(level, *comparison.versions, ".".join(map(str, proposed)), enough)

"""Profiles: which families of checks are asked of a vocabulary, and how bad their findings are (``ontology/shapes/profiles.json``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from glosskos.errors import GlosskosError
from glosskos.locator import data_dir

__all__ = ["NOT_ASKED", "Profile", "closed_families", "profile_of", "profiles"]

NOT_ASKED = "none"


@dataclass(frozen=True, slots=True)
class Profile:
    """A choice of checks.

    :param families: names of families, in the order of the reports
    :param severity: check to severity where it differs from the check's own; :data:`NOT_ASKED` leaves a check out
    :param default: severities of the checks that are no shapes
    """

    name: str
    families: tuple[str, ...]
    summary: Mapping[str, str] = field(default_factory=dict)
    severity: Mapping[str, str] = field(default_factory=dict)
    default: Mapping[str, str] = field(default_factory=dict)

    def severity_of(self, check: str, own: str = "Warning") -> str:
        """Give the severity of a check's findings.

        :param own: what the check says itself
        """
        return self.severity.get(check) or self.default.get(check) or own

    def asks(self, check: str, family: str) -> bool:
        """Tell whether a check is asked."""
        return family in self.families and self.severity.get(check) != NOT_ASKED


@cache
def _data(path: Path) -> dict[str, Any]:
    import json  # not YAML, whose reader takes as long to load as a small vocabulary to be checked

    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _file() -> dict[str, Any]:
    return _data(data_dir() / "ontology" / "shapes" / "profiles.json")


def closed_families() -> tuple[str, ...]:
    """Give the families that are seen on the closed graph."""
    return tuple(_file()["closed"])


def profiles() -> dict[str, Profile]:
    """Give all profiles by name."""
    data = _file()
    return {
        name: Profile(name, tuple(each["families"]), each["summary"], _severities(each), data["severity"])
        for name, each in data["profiles"].items()
    }


def _severities(profile: Mapping[str, Any]) -> dict[str, str]:
    """Give a profile's own severities, without the reasons that stand beside some."""
    return {
        check: found["is"] if isinstance(found, dict) else found for check, found in profile.get("severity", {}).items()
    }


def profile_of(wanted: str | Iterable[str]) -> Profile:
    """Give a profile by its name, or that of a choice of families.

    :param wanted: a name, or families; where a profile has just these, its severities count
    :raises GlosskosError: if no profile has that name
    """
    known = profiles()
    if isinstance(wanted, str):
        if wanted not in known:
            raise GlosskosError(f"no profile is called {wanted!r}; there are: {', '.join(known)}")
        return known[wanted]
    families = tuple(wanted)
    same = [each for each in known.values() if set(each.families) == set(families)]
    return same[0] if same else Profile(", ".join(families), families, default=_file()["severity"])

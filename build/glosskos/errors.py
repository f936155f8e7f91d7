"""What can go wrong, as exceptions that say what is wrong, where, and what to do.

Every exception here ends a command with exit status 2: the call, a file or the records cannot be used. What the *data*
has to say (findings, changed documents) is no exception but a result, and ends with exit status 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "DocumentError",
    "EmptyFile",
    "GlosskosError",
    "LookupFailed",
    "Problem",
    "RecordsError",
    "RemoteError",
    "TargetError",
]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong at one place.

    :param path: the file, as the user named it, or empty
    :param line: its line, counted from 1, or 0 where the whole file is meant
    :param message: what is wrong and what to do about it
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """Give ``file:line: message``, the form that editors and CI logs link."""
        if not self.path:
            return self.message
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class GlosskosError(Exception):
    """The root of all errors of this package; its text is meant for the user."""

    exit_status = 2

    def lines(self) -> list[str]:
        """Give the error as lines, one problem each."""
        return [str(self)]


class DocumentError(GlosskosError):
    """A document cannot be read: unreadable, empty, binary, in another encoding, too large, of no known layout."""


class EmptyFile(DocumentError):
    """An RDF file without a statement: nothing can be done with it, and most often something went wrong before.

    :param name: the file, as the user named it
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: empty, no statement in it")


class TargetError(GlosskosError):
    """The output cannot be written where it was asked for."""


class RemoteError(GlosskosError):
    """A server cannot be reached, refuses, or answers what is no answer; one line, without any secret.

    :param status: the HTTP status that it gave, or 0 where it gave none
    :param waited: whether time ran out, so that the server may still be at work
    """

    def __init__(self, message: str, status: int = 0, waited: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.waited = waited


class LookupFailed(GlosskosError):
    """No concept, or more than one, goes by a name.

    :param name: what was asked for
    :param candidates: labels or slugs to offer instead
    """

    def __init__(self, message: str, candidates: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class RecordsError(GlosskosError):
    """The records cannot be used; all their problems at once.

    :param problems: at least one problem
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problems in the records")

    def lines(self) -> list[str]:
        """Give one line a problem, in the order of files and lines."""
        return [str(problem) for problem in self.problems]

"""Graph checks: what neither SHACL Core nor a query can say, or says too slowly. A module with ``CHECKS`` is found by discovery.

Every check goes through the vocabulary once, or through an index of it: none compares all pairs.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from glosskos.namespaces import GK
from glosskos.terms import Term
from glosskos.validation.index import Vocabulary

__all__ = ["GraphCheck", "Row", "graph_checks"]


class Row(NamedTuple):
    """One problem.

    :param focus: the node it is about
    :param value: what is wrong there, as a term; empty where the node as a whole is meant
    :param path: the IRI of the property
    :param detail: what a reader needs to see it: labels, a path, a count
    """

    focus: Term
    value: Term = ""
    path: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class GraphCheck:
    """A check with its documentation, as a quality query has it in its head.

    :param summary: what it looks for, in a few words
    :param problem: what is wrong, in French and English
    """

    name: str
    family: str
    summary: str
    problem: Mapping[str, str]
    principle: str
    solution: str
    find: Callable[[Vocabulary], Iterator[Row]]

    @property
    def iri(self) -> str:
        """The IRI by which reports name it."""
        return f"{GK}{self.name}"


@cache
def graph_checks() -> dict[str, GraphCheck]:
    """Give all graph checks by name."""
    found: dict[str, GraphCheck] = {}
    for module in pkgutil.iter_modules(__path__):
        for check in importlib.import_module(f"{__name__}.{module.name}").CHECKS:
            found[check.name] = check
    return dict(sorted(found.items()))

"""Ready-made queries: ``queries/<name>.rq``, each with a head in grlc form that says what it answers and what it takes.

The head is the lines that begin with ``#+``, one YAML document: ``summary``, ``description``, ``tags``, ``defaults``,
``enumerate`` as grlc has them, ``params`` (what a value is, so that a label will do), and ``summary_fr``, ``description_fr``.
A parameter is a variable in grlc form: ``?_name`` (plain literal), ``?_name_iri``, ``?_name_fr``, ``?_name_integer``,
``?_name_xsd_date``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from glosskos.errors import GlosskosError
from glosskos.locator import queries_dir
from glosskos.queries.tokens import has_keyword, variables

__all__ = ["Parameter", "ReadyQuery", "head_of", "query_file", "ready_queries", "ready_query", "without_head"]

_PARAMETER = re.compile(r"_{1,2}(?P<name>[A-Za-z][A-Za-z0-9]*)(?:_(?P<type>\w+))?")
_FORMS = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
HEAD_KEYS = frozenset(
    "summary description tags params defaults enumerate summary_fr description_fr method endpoint pagination".split()
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that a query takes.

    :param variable: the variable in the query, without mark
    :param name: what it is called in a call: ``--name``
    :param type: ``iri``, ``literal``, ``number``, ``integer``, a language tag, or ``prefix_datatype`` (grlc)
    :param of: what the value is: ``concept``, ``source``, ``theme``, ``text``, …; names and labels of these are understood
    :param label: what it is for, by language
    :param default: its value where none is given; None where one must be given
    :param choices: the values that make sense, where they are few
    """

    variable: str
    name: str
    type: str = "literal"
    of: str = "text"
    label: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A query with its head.

    :param form: ``SELECT``, ``CONSTRUCT``, ``ASK`` or ``DESCRIBE``
    :param summary: one line, by language
    :param description: a few lines, by language
    """

    name: str
    text: str
    form: str
    summary: Mapping[str, str]
    description: Mapping[str, str]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def head_of(text: str, where: str) -> dict[str, Any]:
    """Give a query's head as YAML reads it; empty where there is none.

    :param where: the file, for errors
    :raises GlosskosError: if it is no YAML mapping
    """
    import yaml

    lines = text.splitlines()
    numbers = [number for number, line in enumerate(lines, 1) if line.startswith("#+")]
    try:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # ten times as quick where it is there
        head = yaml.load("\n".join(lines[number - 1][2:] for number in numbers), Loader=loader) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = numbers[min(mark.line, len(numbers) - 1)] if mark and numbers else 1
        raise GlosskosError(f"{where}:{line}: the head is no YAML: {getattr(error, 'problem', error)}") from None
    if not isinstance(head, dict):
        raise GlosskosError(f"{where}:{numbers[0]}: the head is no mapping of keys to values")
    return head


def without_head(text: str) -> str:
    """Give a query without its head."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+")).lstrip("\n")


@lru_cache(maxsize=128)  # a build asks for the shipped ones four times, and YAML is slow to read
def query_file(text: str, name: str, where: str = "") -> ReadyQuery:
    """Read a query and its head; the head may be missing.

    :raises GlosskosError: if the head cannot be used, or the text is no query of SPARQL 1.1
    """
    where = where or name
    head = head_of(text, where)
    if unknown := sorted(set(head) - HEAD_KEYS):
        raise GlosskosError(f"{where}: unknown key in the head: {', '.join(unknown)}")
    form = has_keyword(text, *_FORMS)
    if not form:
        raise GlosskosError(f"{where}: no query: none of {', '.join(_FORMS)} in it")
    try:
        parameters = _parameters(text, head)
        tags = tuple(map(str, head.get("tags", ())))
    except (AttributeError, TypeError, ValueError) as error:
        raise GlosskosError(f"{where}: the head cannot be used: {error}") from None
    return ReadyQuery(
        name=name,
        text=text,
        form=form,
        summary=_languages(head, "summary"),
        description=_languages(head, "description"),
        tags=tags,
        parameters=parameters,
    )


def _languages(head: Mapping[str, Any], key: str) -> dict[str, str]:
    found = {"en": head.get(key, ""), "fr": head.get(f"{key}_fr", "")}
    return {language: " ".join(str(text).split()) for language, text in found.items() if text}


def _parameters(text: str, head: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Find the parameters among the variables; what the head says of one that is not there is an error."""
    about = _by_name(head, "params")
    defaults = _by_name(head, "defaults")
    choices = _by_name(head, "enumerate")
    found: dict[str, Parameter] = {}
    for variable in variables(text):
        match = _PARAMETER.fullmatch(variable)
        if not match:
            continue
        name = match["name"]
        if name in found:
            raise ValueError(f"the parameter {name!r} has two types")
        said = about.get(name) or {}
        default = defaults.get(name)
        found[name] = Parameter(
            variable=variable,
            name=name,
            type=match["type"] or "literal",
            of=str(said.get("of", "text")),
            label={language: str(said[language]) for language in ("en", "fr") if language in said},
            default=None if default is None else str(default),
            choices=tuple(map(str, choices.get(name) or ())),
        )
    for key, named in (("params", about), ("defaults", defaults), ("enumerate", choices)):
        if missing := sorted(set(named) - set(found)):
            raise ValueError(f"{key} speaks of {', '.join(missing)}, which the query does not take")
    return tuple(found.values())


def _by_name(head: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Give a list of one-key mappings, as grlc writes them, as one mapping."""
    return {str(name): value for item in head.get(key) or () for name, value in item.items()}


def ready_queries(folder: Path | None = None) -> dict[str, ReadyQuery]:
    """Give all ready-made queries by name, in the order of the names.

    :param folder: where to look; the shipped ones by default
    :raises GlosskosError: if a head cannot be used
    """
    paths = sorted((folder or queries_dir()).glob("*.rq"), key=lambda path: path.stem)
    return {path.stem: query_file(path.read_text(encoding="utf-8"), path.stem, str(path)) for path in paths}


def ready_query(name: str, folder: Path | None = None) -> ReadyQuery:
    """Give one ready-made query.

    :raises GlosskosError: if there is none of that name; the nearest are named
    """
    place = folder or queries_dir()
    path = place / f"{name}.rq"
    if not re.fullmatch(r"[A-Za-z0-9_-]+", name) or not path.is_file():
        known = sorted(each.stem for each in place.glob("*.rq"))
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or [each for each in known if name in each][:3]
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise GlosskosError(f"no ready-made query is called {name!r}{hint} (glosskos query lists them)")
    return query_file(path.read_text(encoding="utf-8"), name, str(path))

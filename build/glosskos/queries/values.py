"""Values of parameters made into RDF terms: checked, looked up, never pasted into a query as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from glosskos.errors import GlosskosError
from glosskos.namespaces import PREFIXES
from glosskos.queries.heads import Parameter, ReadyQuery
from glosskos.queries.tokens import replaced
from glosskos.terms import Term, literal

if TYPE_CHECKING:
    from glosskos.lookup import Lookup

__all__ = ["Names", "bind", "filled"]

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|\\^`\x00-\x20]+")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_NO_SCALAR = re.compile("[\ud800-\udfff]")


class Names:
    """Finds what a name stands for: concepts by any name, sources and themes by id or label.

    :param lookup: gives the index of a thesaurus when it is first needed; None where there is no thesaurus, and only IRIs are known
    """

    def __init__(self, lookup: Callable[[], Lookup] | None = None) -> None:
        self._give = lookup
        self._lookup: Lookup | None = None

    def iri(self, of: str, name: str) -> str:
        """Give the IRI of the thing that a name stands for.

        :param of: ``concept``, ``source``, ``theme`` or ``status``; anything else takes IRIs only
        :raises GlosskosError: if nothing, or more than one thing, goes by the name
        """
        plain = name.strip().removeprefix("<").removesuffix(">")
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://|urn:", plain):
            return plain
        if of == "status":
            return self._status(plain)
        if self._give is None or of not in ("concept", "source", "theme"):
            raise GlosskosError(f"{name!r} is no absolute IRI")
        if self._lookup is None:
            self._lookup = self._give()
        thesaurus = self._lookup.thesaurus
        if of == "concept":
            from glosskos.graph import concept_iri

            return concept_iri(self._lookup.concept(name), thesaurus)
        if of == "theme":
            names = {slug: (slug, *theme.pref_label.values()) for slug, theme in thesaurus.themes.items()}
            iris = {slug: theme.iri for slug, theme in thesaurus.themes.items() if theme.iri}
        else:
            names = {
                key: (key, source.title, source.short_title, source.publisher.name)
                for key, source in thesaurus.sources.items()
            }
            iris = {key: source.iri for key, source in thesaurus.sources.items() if source.iri}
        key = _one_of(of, name, names)
        return iris.get(key) or f"{thesaurus.scheme.base}{of}/{key}"

    @staticmethod
    def _status(name: str) -> str:
        from glosskos.model import Status

        if name.removeprefix("gk:") not in list(Status):
            raise GlosskosError(f"no status is called {name!r}; they are {', '.join(Status)}")
        return f"{PREFIXES['gk']}{name.removeprefix('gk:')}"


def _one_of(of: str, name: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """Give the key of the one thing that goes by a name, accents, case and plural aside."""
    from glosskos.text import match_key

    if name in names:
        return name
    wanted = match_key(name)
    found = [key for key, labels in names.items() if wanted in map(match_key, filter(None, labels))]
    if len(found) != 1:
        raise GlosskosError(f"no {of} is called {name!r}; they are {', '.join(names)}")
    return found[0]


def _term(parameter: Parameter, value: str, names: Names) -> Term:
    """Give a value as the term that its parameter's type wants."""
    kind = parameter.type
    if _NO_SCALAR.search(value):
        raise GlosskosError("holds half of a surrogate pair, which is no character")
    if kind == "iri":
        found = names.iri(parameter.of, value)
        if not _ABSOLUTE.fullmatch(found):
            raise GlosskosError(f"{value!r} is no absolute IRI")
        return f"<{found}>"
    if kind == "integer":
        if not _INTEGER.fullmatch(value):
            raise GlosskosError(f"{value!r} is no whole number")
        return literal(value, datatype="xsd:integer")
    if kind == "number":
        if not _NUMBER.fullmatch(value):
            raise GlosskosError(f"{value!r} is no number")
        return literal(value, datatype="xsd:decimal")
    if kind == "literal":
        return literal(value)
    prefix, _, local = kind.partition("_")
    if local:
        if prefix not in PREFIXES:
            raise GlosskosError(f"its type names an unknown prefix {prefix!r}")
        if kind == "xsd_date":
            _check_date(value)
        return literal(value, datatype=f"{prefix}:{local}")
    if not _LANGUAGE.fullmatch(kind):
        raise GlosskosError(f"its type {kind!r} is none that grlc knows")
    return literal(value, language=kind)


def _check_date(value: str) -> None:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise GlosskosError(f"{value!r} is no date such as 2026-11-22") from None


def bind(query: ReadyQuery, values: Mapping[str, str], names: Names, language: str = "") -> dict[str, Term]:
    """Give the term of each variable that is a parameter: of the value given, else of the default.

    :param values: parameter name to value, as text
    :param language: the default of a parameter that is called so, where the vocabulary wants another than the query's
    :raises GlosskosError: for a parameter that the query does not take, or that has no value, and for a value that its type refuses
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            takes = f"; it takes {', '.join(known)}" if known else "; it takes none"
            raise GlosskosError(f"{query.name} takes no parameter {name!r}{takes}")
    found: dict[str, Term] = {}
    for parameter in query.parameters:
        default = language if language and parameter.name == "language" else parameter.default
        value = values.get(parameter.name, default)
        if value is None:
            raise GlosskosError(f"{query.name} needs a value: --{parameter.name}")
        try:
            found[parameter.variable] = _term(parameter, value, names)
        except GlosskosError as error:
            raise type(error)(f"--{parameter.name}: {error}") from None
    return found


def filled(query: ReadyQuery, terms: Mapping[str, Term]) -> str:
    """Give a query's text, head and all (so that lines keep their numbers), with terms in the place of its parameters.

    A term is put where the variable stood as a token, in the form that :mod:`glosskos.terms` gives it (checked IRI, escaped literal),
    so no value can become anything but that one term. SPARQL has no other way of binding that every engine and endpoint knows.
    """
    return replaced(query.text, terms)

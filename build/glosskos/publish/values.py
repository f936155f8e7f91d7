"""Literals by value: what a store may write otherwise and still mean (XML Schema 1.1 Part 2; RDF 1.1 Semantics, 7).

Stores keep numbers, truths and times as values, not as the characters they came in: ``"007"^^xsd:integer`` comes back as ``7``,
``"1.50"`` as ``1.5``, ``"1"^^xsd:boolean`` as ``true``, a derived integer type as ``xsd:integer`` (oxigraph) or a large integer as
``xsd:decimal`` (Virtuoso). So graphs are compared in one form for each value: decimals and all integers as ``xsd:decimal`` without
superfluous digits, doubles and floats in the shortest form, times with ``Z`` for ``+00:00`` and no trailing zeros, language tags in
lower case. Everything else is compared as it is, character by character.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from glosskos.namespaces import XSD
from glosskos.terms import Term

__all__ = ["by_value"]

_WHOLE = (
    "integer nonPositiveInteger negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt "
    "unsignedShort unsignedByte positiveInteger"
).split()
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_DOUBLE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN")
_TIME = re.compile(r"(.*T)?(\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?")
_DURATION = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


def _decimal(text: str) -> str | None:
    if not _DECIMAL.fullmatch(text):
        return None
    try:
        plain = format(Decimal(text), "f")
    except InvalidOperation:
        return None
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    sign = "-" if plain.startswith("-") else ""
    digits = plain.lstrip("+-").lstrip("0")
    if digits.startswith(".") or not digits:
        digits = f"0{digits}"
    return "0" if digits == "0" else f"{sign}{digits}"


def _integer(text: str) -> str | None:
    return _decimal(text) if "." not in text else None


def _double(text: str) -> str | None:
    return repr(float(text.replace("INF", "inf"))) if _DOUBLE.fullmatch(text) else None


def _float(text: str) -> str | None:
    if not _DOUBLE.fullmatch(text):
        return None
    try:
        return repr(struct.unpack("f", struct.pack("f", float(text.replace("INF", "inf"))))[0])
    except OverflowError:
        return None


def _boolean(text: str) -> str | None:
    return {"1": "true", "0": "false", "true": "true", "false": "false"}.get(text)


def _time(text: str) -> str | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    day, clock, fraction, zone = match.groups()
    fraction = (fraction or "").rstrip("0")
    if clock == "24:00:00" and not fraction:
        clock = "00:00:00"
        if day:
            try:
                day = f"{date.fromisoformat(day[:-1]) + timedelta(days=1)}T"
            except (ValueError, OverflowError):
                return None
    return f"{day or ''}{clock}{'.' + fraction if fraction else ''}{_zone(zone or '')}"


def _date(text: str) -> str | None:
    return text[:-6] + "Z" if text.endswith(("+00:00", "-00:00")) else text


def _zone(zone: str) -> str:
    return "Z" if zone in ("+00:00", "-00:00") else zone


def _duration(text: str) -> str | None:
    match = _DURATION.fullmatch(text)
    if match is None or text.endswith(("P", "T")):
        return None
    years, months, days, hours, minutes = (int(part or 0) for part in match.groups()[1:6])
    seconds = Decimal(match.group(7) or 0) + 60 * (minutes + 60 * (hours + 24 * days))
    months += 12 * years
    sign = "-" if match.group(1) and (months or seconds) else ""
    return f"{sign}P{months}MT{_decimal(str(seconds))}S"


_FORMS: dict[str, tuple[Callable[[str], str | None], str]] = {
    f"<{XSD}{name}>": (form, f"<{XSD}{kind}>")
    for name, form, kind in [
        *((name, _integer, "decimal") for name in _WHOLE),
        ("decimal", _decimal, "decimal"),
        ("double", _double, "double"),
        ("float", _float, "float"),
        ("boolean", _boolean, "boolean"),
        ("dateTime", _time, "dateTime"),
        ("dateTimeStamp", _time, "dateTime"),
        ("time", _time, "time"),
        ("date", _date, "date"),
        ("duration", _duration, "duration"),
        ("dayTimeDuration", _duration, "duration"),
        ("yearMonthDuration", _duration, "duration"),
    ]
}


def by_value(term: Term) -> Term:
    """Give the one form of a term that all its ways of writing share.

    >>> by_value('"007"^^<http://www.w3.org/2001/XMLSchema#integer>')
    '"7"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    >>> by_value('"chat"@FR')
    '"chat"@fr'
    """
    if term[0] != '"' or term[-1] == '"':
        return term
    quoted = term.rindex('"') + 1
    if term[quoted] == "@":
        return term[:quoted] + term[quoted:].lower()
    form, kind = _FORMS.get(term[quoted + 2 :], (None, ""))
    value = form(term[1 : quoted - 1]) if form is not None else None
    return term if value is None else f'"{value}"^^{kind}'

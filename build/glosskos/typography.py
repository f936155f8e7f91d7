"""A text as it is printed in its language: apostrophes and quotation marks, spaces that break no line, dates, numbers.

For pages and pictures only: data files, and what a button copies, keep the texts as they are written. The French rules are those of
the *Lexique des règles typographiques en usage à l'Imprimerie nationale*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["number", "printed", "spoken_date", "typeset"]

_FIXED, _NARROW = "\u00a0", "\u202f"  # spaces at which no line breaks
# Each begins with the mark itself and looks back from behind it: so a text is searched for marks, not tried at every letter.
_APOSTROPHE = re.compile(r"'(?<=[^\W\d_]')(?=[^\W_])")
_PLURAL_OWNER = re.compile(r"'(?<=[^\W\d_]s')(?= [\"“\w])")
_QUOTED = re.compile(r'"(?<![^\s(\[]")([^"\n]+)"(?![^\s.,;:!?)\]])')
_FRENCH_SPACE = re.compile(r" (?:(?<=« )|(?=[;:!?»%](?:\W|$)))")
_THOUSANDS = re.compile(r" (?<=\d )(?=\d{3}(?!\d))")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}


@lru_cache(maxsize=8192)
def typeset(text: str, language: str) -> str:
    """Give a text as its language prints it; French and English have rules here, all others stay as they are.

    Both: the apostrophe within a word. French: no line begins or ends at a mark that stands apart from its word. English: curly
    quotation marks, and the apostrophe of a plural owner.
    """
    if language.startswith("fr"):
        text = _APOSTROPHE.sub("’", text)
        return _THOUSANDS.sub(_NARROW, _FRENCH_SPACE.sub(_FIXED, text))
    if language.startswith("en"):
        text = _PLURAL_OWNER.sub("’", _APOSTROPHE.sub("’", text))
        return _QUOTED.sub(r"“\1”", text)
    return text


def printed(text: Mapping[str, str], language: str) -> str:
    """Give a text in one language, else in any, as its language prints it; empty where there is none."""
    own = language if text.get(language) else next(iter(text), "")
    return typeset(text.get(own, ""), own)


def number(count: int, language: str) -> str:
    """Give a count as a language writes it: 1,664, in French 1 664."""
    return f"{count:,}".replace(",", _NARROW if language.startswith("fr") else ",")


def spoken_date(date: str, language: str) -> str:
    """Give an ISO date as a language writes it: 22 novembre 2026, 22 November 2026.

    :param date: a day, a month or a year (``2026-11-22``, ``2026-11``, ``2026``); any other text stays as it is
    :param language: French where it is ``fr``, else English
    """
    found = _DATE.fullmatch(date)
    if not found:
        return date
    french = language.startswith("fr")
    year, month, day = found.groups()
    parts = [year]
    if month:
        parts.insert(0, _MONTHS["fr" if french else "en"][int(month) - 1])
    if day:
        parts.insert(0, "1er" if french and day == "01" else str(int(day)))
    return _FIXED.join(parts[:2]) + (f" {parts[2]}" if day else "")

"""Texts as their language prints them."""

from __future__ import annotations

import pytest

from glosskos.typography import number, spoken_date, typeset

PRINTED = [
    ("fr", "l'appel : « oui » ; qu'est-ce ? 10 % de 10 000 !", "l’appel\u00a0: «\u00a0oui\u00a0»\u00a0; qu’est-ce\u00a0? 10\u00a0% de 10\u202f000\u00a0!"),
    ("fr-CA", "aujourd'hui", "aujourd’hui"),
    ("fr", "'guillemets' \"doubles\" ?x :y", "'guillemets' \"doubles\" ?x :y"),
    ("fr", "en 2016 300 appels, au 3020 ou 08 00", "en 2016\u202f300 appels, au 3020 ou 08 00"),
    ("en", "the customer's and customers' \"word\", don't", "the customer’s and customers’ “word”, don’t"),
    ("en", 'a 5" screen; <a href="x">', 'a 5" screen; <a href="x">'),
    ("de", "wie geht's : \"so\"", "wie geht's : \"so\""),
    ("", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "printed"), PRINTED)
def test_a_text_is_printed_as_its_language_prints_it(language, text, printed):
    assert typeset(text, language) == printed
    assert typeset(printed, language) == printed


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        ("2026-11-22", "22\u00a0novembre 2026", "22\u00a0November 2026"),
        ("2027-01-01", "1er\u00a0janvier 2027", "1\u00a0January 2027"),
        ("2026-08", "août\u00a02026", "August\u00a02026"),
        ("2026", "2026", "2026"),
        ("2026-13-01", "2026-13-01", "2026-13-01"),
        ("hier", "hier", "hier"),
        ("", "", ""),
    ],
)
def test_dates_are_spoken(date, french, english):
    assert (spoken_date(date, "fr"), spoken_date(date, "en")) == (french, english)


def test_numbers():
    assert (number(1664, "fr"), number(1664, "en"), number(12, "fr")) == ("1\u202f664", "1,664", "12")

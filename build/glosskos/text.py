"""French (and English) text made comparable: accents, elision, plural, dotted acronyms, white space."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable
from functools import lru_cache

__all__ = [
    "CUT_MARK",
    "KEEP_PLURAL",
    "STOP_WORDS",
    "acronym_of",
    "fingerprint",
    "fold",
    "join_segments",
    "match_key",
    "normalise",
    "runs",
    "shared_runs",
    "words",
]

CUT_MARK = re.compile(r"\s*(?:\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\))\s*$")

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'"})
_DOTTED = re.compile(r"\b(?:[a-z0-9]\.){2,}(?:[a-z0-9]\b)?")
_ELIDED = re.compile(r"\b(?:l|d|qu|n|s|j|c|m|t)'", re.IGNORECASE)
STOP_WORDS = frozenset("a an and au aux d de des du en et for l la le les of or ou pour qu the un une".split())
_WORD = re.compile(r"[^\W_]+")
KEEP_PLURAL = frozenset(
    "acces avis bas concours cours cms gps ios lms mms oms ops paas process saas sms sms tous vis".split()
)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower-case ``text`` and take off accents, ligatures and typographic apostrophes."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).lower()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Give the folded words of ``text``: runs of letters and digits, elided articles as words of their own."""
    return _WORD.findall(fold(text))


def _singular(word: str) -> str:
    """Take a French or English plural ending off one folded word; short words and acronyms stay."""
    if len(word) <= 3 or word in KEEP_PLURAL or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("eaux"):
        return word[:-1]
    return word[:-1] if word.endswith(("s", "x")) else word


def match_key(label: str) -> str:
    """Give the key under which two spellings of one name meet.

    Accents, case, punctuation, dots of acronyms, elided and small function words, and the plural do not count:
    ``Centres d'appels`` and ``centre d'appel`` have one key, ``G.R.C.`` and ``grc`` have one. A label made of function
    words alone keeps them.
    """
    folded = fold(label)
    if "." in folded:
        folded = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", folded)
    if "'" in folded:
        folded = _ELIDED.sub(" ", folded)
    tokens = _WORD.findall(folded)
    kept = [_singular(token) for token in tokens if token not in STOP_WORDS]
    return " ".join(kept or tokens)


def acronym_of(acronym: str, expansion: str) -> bool:
    """Tell whether ``acronym`` is made of the initials of ``expansion``, with or without its function words.

    ``NPS`` fits *net promoter score*; ``GRC`` fits *gestion de la relation client*; ``B2B`` fits nothing.
    """
    letters = "".join(words(acronym))
    every = words(expansion)
    if len(letters) < 2 or len(every) < 2:
        return False
    full = [word for word in every if word not in STOP_WORDS and len(word) > 1]
    return letters in ("".join(word[0] for word in every), "".join(word[0] for word in full))


def runs(text: str, size: int = 9) -> set[tuple[str, ...]]:
    """Give all runs of ``size`` words of a text; words are folded, elided articles words of their own."""
    found = words(text)
    return {tuple(found[at : at + size]) for at in range(len(found) - size + 1)}


def shared_runs(text: str, printed: Container[tuple[str, ...]], size: int = 9) -> list[str]:
    """Give the runs of words that a text of ours has in common with printed ones, each once and at its full length.

    :param printed: the :func:`runs` of the printed texts
    """
    ours = words(text)
    found: list[str] = []
    at = 0
    while at + size <= len(ours):
        end = at + size
        if tuple(ours[at:end]) not in printed:
            at += 1
            continue
        while end < len(ours) and tuple(ours[end - size + 1 : end + 1]) in printed:
            end += 1
        found.append(" ".join(ours[at:end]))
        at = end
    return found


def normalise(text: str) -> str:
    """Fold white space to single spaces, Unicode to NFC, and take off the mark of a cut at the end."""
    return CUT_MARK.sub("", unicodedata.normalize("NFC", " ".join(text.split()))).strip()


def fingerprint(parts: Iterable[str]) -> str:
    """Give the SHA-256 of a body's parts in restored order (DESIGN.md, Texts); empty where there is no text.

    :param parts: the characters of each segment
    """
    text = normalise(" ".join(parts))
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def join_segments(parts: Iterable[str]) -> str:
    """Put a body's parts together as it should read.

    A part that goes on in the middle of a sentence (the one before does not end it, this one starts in lower case, or the
    one before starts a sentence with a lone capitalised article) follows after a space, any other on a line of its own.
    """
    text = ""
    for raw in parts:
        part = raw.strip()  # white space inside a line stays as printed
        if not part:
            continue
        open_sentence = bool(text) and text[-1] not in ".!?:;…»)" and (part[0].islower() or text.count(" ") < 1)
        text += ("" if not text else " " if open_sentence else "\n") + part
    return text

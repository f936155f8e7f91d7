"""Blocks of lines, and what French glossary prose looks like: shared by the readers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from glosskos.model import Segment
from glosskos.text import fold, match_key

__all__ = [
    "Block",
    "blocks",
    "candidates",
    "flat",
    "garbage",
    "is_term",
    "link_words",
    "see_also",
    "sentences",
    "subject_of",
]

_TERM_LENGTH = 90
_TERM_WORDS = 13

# What a blog or a page adds to its entries: calls to read on.
_SEE_ALSO = re.compile(
    r"^(?:pour (?:en savoir plus|aller plus loin|plus d)|(?:en savoir|lire) plus|lire (?:la suite|aussi|egalement|notre)"
    r"|voir (?:aussi|egalement|notre|la definition)|decouvr(?:ez|ir)|consultez|retrouvez|a lire|read more|learn more"
    r"|pl?us de details|cliquez|telechargez|articles? (?:lie|associe|connexe|similaire))",
)
_PROMOTION = re.compile(
    r"^(?:vous |decouvrez|profitez|contactez|demandez|essayez|rendez-vous|inscrivez|abonnez|n'hesitez|partagez|suivez)"
)

# The verbs that join a term to its definition. They are looked for after the term, so no word list of terms is needed.
_VERBS = (
    r"est|sont|etait|designe(?:nt)?|consiste(?:nt)?|regroupe(?:nt)?|correspond(?:ent)?|vise(?:nt)?|permet(?:tent)?|signifie(?:nt)?"
    r"|renvoie(?:nt)?|englobe(?:nt)?|comprend|comprennent|represente(?:nt)?|repose(?:nt)?|fait reference|font reference|resume(?:nt)?"
    r"|se definit|se rapporte|s'entend|mesure(?:nt)?|peut|peuvent|doit|a pour|ont pour|fonctionne(?:nt)?|transforme(?:nt)?"
    r"|utilise(?:nt)?|prend|recouvre|traduit|vient|definit|indique|consistant|prone|propose|concerne|implique"
)
_VERB = re.compile(rf"\s(?:ne |n'|se |s'|y )?(?:{_VERBS})\b")
_ARTICLE = re.compile(r"^(?:l'|d'|le |la |les |un |une |des |du |de la )")
_FRAME = re.compile(
    r"^(?:(?:la |une )?(?:notion|approche|demarche|expression|abreviation)|(?:le |un )?(?:terme|sigle|concept|mot|acronyme)s?"
    r"|les (?:termes|expressions|notions))\s*(?:de |d'|du |des )?\s*"
)
_SPLIT = re.compile(
    r"\s*(?:[«»“”\"()]|,|\s[-–—]\s|\bou (?:encore )?|\bet\b|\bacronyme de\b|\bpour\b|\bsouvent appelee?\b|\baussi appelee?\b"
    r"|\b(?:egalement|encore|autrement) (?:appelee?|nommee?|dite?)\b|\ben (?:francais|anglais)\b|\bautrement dit\b|\bnotee?\b|\banglicisme\b"
    r"|\bparfois (?:traduite? (?:en|par)|appelee?)\b|\btraduite? (?:en|par)\b)\s*"
)
_ADVERBIAL = re.compile(
    r"^(?:a|au|aux|dans|pour|en|de|depuis|avec|chez|selon)\b[^.]*,\s+(?=(?:le|la|les|l'|un|une)(?: |\b'))"
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-Þ«“\"])")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together between blank lines.

    :param first: number of its first line, from 1
    :param lines: its lines
    :param gap: how many blank lines stand before it
    """

    first: int
    lines: tuple[str, ...]
    gap: int

    @property
    def text(self) -> str:
        """Its lines as one, white space folded."""
        return " ".join(" ".join(self.lines).split())

    @property
    def segments(self) -> list[Segment]:
        """Its lines as whole-line segments."""
        return [Segment(self.first + offset) for offset in range(len(self.lines))]


def blocks(lines: list[str]) -> list[Block]:
    """Split a document's lines at its blank lines."""
    found: list[Block] = []
    current: list[str] = []
    gap = pending = 0
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            if not current:
                pending = gap
            current.append(line)
            gap = 0
            continue
        if current:
            found.append(Block(number - len(current), tuple(current), pending))
            current = []
        gap += 1
    return found


def is_term(text: str) -> bool:
    """Tell whether a line looks like a printed term: short, no sentence, no list item."""
    plain = text.strip()
    if not plain or plain[0] in "-•*" or plain.endswith((".", ";", ":", ",", "?", "…", "!")):
        return False
    return len(plain) <= _TERM_LENGTH and len(plain.split()) <= _TERM_WORDS and bool(match_key(plain))


def link_words(text: str) -> bool:
    """Tell whether a line calls the reader elsewhere or sells something, rather than defining."""
    folded = fold(text.strip())
    return bool(_SEE_ALSO.match(folded) or _PROMOTION.match(folded))


def see_also(text: str) -> bool:
    """Tell whether a whole line is a call to read on."""
    return bool(_SEE_ALSO.match(fold(text.strip()))) and len(text.split()) <= 25


def flat(text: str) -> str:
    """Fold ``text`` keeping its length, so that offsets found in the one hold in the other."""
    return "".join((fold(char) or " ")[0] for char in unicodedata.normalize("NFC", text))


def garbage(text: str) -> bool:
    """Tell whether a line is debris: no letter of the Latin script, or broken item numbers such as ``7.7 Pare``."""
    plain = text.strip()
    latin = any("LATIN" in unicodedata.name(char, "") for char in plain)
    return not (latin or plain.isdigit()) or bool(re.fullmatch(r"\d+[.,]\d+(?:\s+\w{1,6})?", plain))


def sentences(text: str) -> list[tuple[int, int]]:
    """Give the offsets of the sentences in one line."""
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def subject_of(text: str) -> str:
    """Give what a defining sentence is about: the words before its verb; empty where it has no such form.

    « L'X est… », « X, acronyme de Y, désigne… », « X (Y) est… », « À la frontière de …, le X est… ».
    """
    head = unicodedata.normalize("NFC", text).strip().lstrip("«“\"' ")[:260]
    match = _VERB.search(flat(head))
    if not match:
        return ""
    subject = head[: match.start()].strip()
    adverbial = _ADVERBIAL.match(flat(subject))
    subject = subject[adverbial.end() :].strip() if adverbial else subject
    return "" if len(subject.split()) > 22 else subject


def candidates(subject: str) -> list[str]:
    """Give the names in a defining sentence's subject, in order: term, translation, acronym, expansion."""
    names: list[str] = []
    rest = unicodedata.normalize("NFC", subject)
    frame = _FRAME.match(flat(rest))
    rest = rest[frame.end() :] if frame else rest
    folded = flat(rest)
    at = 0
    for match in [*_SPLIT.finditer(folded), None]:
        name = rest[at : match.start() if match else len(rest)].strip(" :;'’")
        article = _ARTICLE.match(flat(name) + " ")
        name = name[article.end() :].strip() if article else name
        name = name if re.search(r"\.\w\.$", name) else name.rstrip(".")
        if match_key(name) and len(name) > 1 and name not in names:
            names.append(name)
        if match:
            at = match.end()
    return names

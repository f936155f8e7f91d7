"""Blocks of lines, and what a line looks like by itself: term, list item, call to read on, page furniture."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from glosskos.layouts.prose import ARTICLES, subject_of
from glosskos.layouts.reading import is_cut
from glosskos.model import Segment
from glosskos.text import fold, match_key, words

__all__ = [
    "Block",
    "addresses",
    "blocks",
    "garbage",
    "introduces",
    "is_item",
    "is_term",
    "link_words",
    "names_collection",
    "page_furniture",
    "see_also",
    "sentence_like",
]

_TERM_LENGTH = 90
_TERM_WORDS = 13

# What a blog or a page adds to its entries: calls to read on.
_SEE_ALSO = re.compile(
    r"^(?:[>→»]+\s*)?(?:pour (?:en savoir plus|aller plus loin|plus d)|(?:en savoir|lire) (?:plus|davantage)"
    r"|lire (?:la suite|aussi|egalement|notre|l'article|le dossier)"
    r"|(?:a )?(?:voir|lire|decouvrir|consulter) (?:aussi|egalement|notre|nos|la definition)"
    r"|voir\s*:|decouvr(?:ez|ir)|consultez|retrouvez|a (?:lire|voir|decouvrir)\b|read more|learn more|see also"
    r"|pl?us (?:de details|d'info)|cliquez|telechargez|(?:articles?|contenus?|termes?|pages?) (?:lie|associe|connexe|similaire))",
)
_PROMOTION = re.compile(
    r"^(?:vous |decouvrez|profitez|contactez|demandez|essayez|rendez-vous|inscrivez|abonnez|n'hesitez|partage[rz]|suivez)"
)
_COLLECTION = (
    r"(?:glossaires?|lexiques?|dictionnaires?|vocabulaires?|abecedaires?|definitions|livrets?|livres? blancs?|guides?|sommaire"
    r"|introduction|preface|avant-propos|conclusion|edito|editorial|mots|termes|notions|cahiers?|index|glossary|table des matieres)"
)
_NAMES_COLLECTION = re.compile(rf"(?:^|\b(?:le|la|les|l'|nos|notre|petit|petite|\d+|en|de|du|des) ?){_COLLECTION}\b")
_PRESENTS = re.compile(
    rf"\b(?:ce|cet|cette|ces|notre|nos|mon|voici|quelques|present|les|\d+|\w+ez)\s+(?:\S+\s+){{0,3}}"
    rf"(?:{_COLLECTION}|pages|ouvrage|document)\b"
)
_TO_READER = re.compile(r"\bnous vous\b|\bvous (?:propos|trouver|aider|present|guider)")
_NAVIGATION = re.compile(
    r"^(?:©|\(c\)|copyright|tous droits reserves|mentions legales|politique de confidentialite|page \d+|\d+ ?/ ?\d+$)"
)
_INDEX = re.compile(r"(?:[a-z]|0-9|#)(?:[\s|/·•,–—-]+(?:[a-z]|0-9|#))*")
_ITEM = re.compile(r"^(?:[-–—•*·▪►✓●○◦‣]|\(?\d{1,2}[.)]\s|[a-z]\)\s)")
_QUESTION = re.compile(r"^(?:qu'|que |quel|quoi|qui |comment|pourquoi|c'est quoi|what|how|why)")
_DOTTED_END = re.compile(r"(?:\b\w\.){2,}$")
_RELATIVE = re.compile(r"\s(?:qui|que|qu'\w+|dont|ou l'on|lequel|laquelle|lesquels|lesquelles)\s")
_GENUS = frozenset("action ensemble fait operation outil personne piece technique terme type".split())


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

    def split(self) -> list[Block]:
        """Give each of its lines as a block."""
        return [Block(self.first + at, (line,), 0 if at else self.gap) for at, line in enumerate(self.lines)]


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
    """Tell whether a line looks like a printed term: short, no sentence, no list item; or a short question for one."""
    plain = text.strip()
    if not plain or plain[0] in "-•*" or len(plain) > _TERM_LENGTH or len(plain.split()) > _TERM_WORDS:
        return False
    if plain.endswith("?"):
        return bool(_QUESTION.match(fold(plain)))
    if plain.endswith((".", ";", ":", ",", "…", "!")) and not _DOTTED_END.search(plain):
        return False
    return bool(match_key(plain)) and not is_cut(plain) and not subject_of(plain)


def sentence_like(text: str, strict: bool = False) -> bool:
    """Tell whether a line that could be a term reads as a definition that lacks its full stop.

    :param strict: length alone does not tell (titles are long, too)
    """
    found = words(text)
    if _RELATIVE.search(fold(text)) or (len(found) > 4 and found[0] in _GENUS):
        return True
    return not strict and (len(found) > 9 or (len(found) > 4 and found[0] in ARTICLES))


def is_item(text: str) -> bool:
    """Tell whether a line is an item of a list."""
    return bool(_ITEM.match(fold(text.strip())))


def link_words(text: str) -> bool:
    """Tell whether a line calls the reader elsewhere or sells something, rather than defining."""
    folded = fold(text.strip())
    return bool(_SEE_ALSO.match(folded) or _PROMOTION.match(folded))


def see_also(text: str) -> bool:
    """Tell whether a whole line is a call to read on."""
    return bool(_SEE_ALSO.match(fold(text.strip()))) and len(text.split()) <= 25


def page_furniture(text: str) -> str:
    """Give the kind of furniture that a line is by itself: see-also, navigation, item-number, garbage; empty for none."""
    folded = fold(text.strip())
    if see_also(text):
        return "see-also"
    if _NAVIGATION.match(folded) or (_INDEX.fullmatch(folded) and not folded.isdigit()):
        return "navigation"
    if folded.isdigit():
        return "item-number"
    return "" if any(char.isalnum() for char in folded) or is_cut(text) else "garbage"


def names_collection(text: str) -> bool:
    """Tell whether a line is the title of a collection or of one of its parts (« Le glossaire de… », « Sommaire »)."""
    return bool(_NAMES_COLLECTION.search(fold(text.strip())))


def addresses(text: str) -> bool:
    """Tell whether a paragraph speaks to its reader: an imperative, a welcome, a reason why the page is there."""
    first = next(iter(words(text)), "")
    return link_words(text) or first.endswith("ez") or first in {"parce", "bienvenue", "quoi", "vous", "nous", "voici"}


def introduces(text: str) -> bool:
    """Tell whether a paragraph presents the collection it stands above."""
    return addresses(text) or bool(_PRESENTS.search(fold(text[:400])) or _TO_READER.search(fold(text[:400])))


def garbage(text: str) -> bool:
    """Tell whether a line is debris: no letter of the Latin script, or broken item numbers such as ``7.7 Pare``."""
    plain = text.strip()
    latin = any("LATIN" in unicodedata.name(char, "") for char in plain)
    return not (latin or plain.isdigit()) or bool(re.fullmatch(r"\d+[.,]\d+(?:\s+\w{1,6})?", plain))

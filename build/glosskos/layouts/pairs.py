"""Terms and definitions that take turns, by line or by block: what three of the layouts have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from glosskos.layouts.blocks import Block, introduces, is_item, is_term, link_words, page_furniture, sentence_like
from glosskos.layouts.prose import DANGLING
from glosskos.layouts.reading import ReadEntry, is_cut
from glosskos.model import Furniture
from glosskos.text import acronym_of, fold, match_key, words

__all__ = ["pair", "units"]

_TABLE_HEAD = re.compile(r"^(?:terme?s?|mots?|term|word)?\s*(?:et +)?(?:definitions?)?$")
_MENU = frozenset(
    "search;recherche;rechercher;contenu lie;contact;menu;accueil;home;shop;boutique;blog;haut page;suivant;precedent;imprimer"
    ";partager;newsletter;plan site;connexion;panier".split(";")
)


def units(block: Block) -> list[Block]:
    """Part a block of several lines where a term stands right above its definition; a broken paragraph stays whole."""
    kinds = ["furniture" if page_furniture(line) else "term" if is_term(line) else "" for line in block.lines]
    parted = [at for at in range(1, len(kinds)) if _parted(kinds[at - 1], kinds[at], *block.lines[at - 1 : at + 1])]
    # A block that opens with prose is a paragraph; only calls to read on are taken out of it.
    if not kinds[0]:
        parted = [at for at in parted if "furniture" in (kinds[at - 1], kinds[at])]
    bounds = [0, *parted, len(kinds)]
    return [
        Block(block.first + start, block.lines[start:end], 0 if start else block.gap) for start, end in pairwise(bounds)
    ]


def _parted(kind: str, next_kind: str, line: str, next_line: str) -> bool:
    """Tell whether a new unit begins at a line: around furniture, and below a term that the line does not go on with."""
    if "furniture" in (kind, next_kind):
        return True
    runs_on = next_line.strip()[0].islower() or next(reversed(words(line)), "") in DANGLING
    return kind == "term" and not runs_on


def pair(every: Sequence[Block], furniture: list[Furniture]) -> list[ReadEntry]:
    """File blocks as entries: a heading is what looks like a term, unless what stands around it says otherwise.

    A definition goes on where the one above ends with a colon, and where a line with no text below reads as a sentence. A
    term that is only printed again below itself has no definition. Titles above and menus below are furniture.
    """
    kinds = [_kind(block.text) for block in every]
    entries: list[ReadEntry] = []
    texts: list[str] = []
    for index, (block, kind) in enumerate(zip(every, kinds, strict=True)):
        text = block.text
        followed = index + 1 < len(every) and kinds[index + 1] == "definition"
        if kind not in ("term", "definition"):
            furniture += [Furniture(segment, kind) for segment in block.segments]
        elif kind == "term" and _repeats(text, entries):
            entries[-1].heading += block.segments
            if text == entries[-1].term and not any(entry.body for entry in entries):
                furniture += [Furniture(segment, "title") for segment in entries.pop().heading]
                texts.pop()
        elif kind == "term" and not _goes_on(text, followed, entries, texts):
            entries.append(ReadEntry(text, block.segments))
            texts.append("")
        elif entries and not (texts[-1] and link_words(text)):
            entries[-1].body += block.segments
            entries[-1].truncated = is_cut(text)
            texts[-1] = text
        else:
            furniture += [Furniture(segment, "see-also" if entries else "introduction") for segment in block.segments]
    _top(entries, texts, furniture)
    _bottom(entries, furniture)
    return entries


def _kind(text: str) -> str:
    if found := page_furniture(text):
        return found
    if not is_term(text):
        return "definition"
    return "promotion" if link_words(text) else "term"


def _repeats(text: str, entries: list[ReadEntry]) -> bool:
    return bool(entries) and not entries[-1].body and match_key(text) == match_key(entries[-1].term)


def _goes_on(text: str, followed: bool, entries: list[ReadEntry], texts: list[str]) -> bool:
    """Tell whether what looks like a term is a piece of the definition above it, or a whole one."""
    if not entries:
        return False
    if texts[-1]:
        return texts[-1].endswith((":", ";", ",")) or (not followed and (sentence_like(text) or is_item(text)))
    started = any(texts)
    return acronym_of(entries[-1].term, text) or (not followed and sentence_like(text, strict=not started))


def _top(entries: list[ReadEntry], texts: list[str], furniture: list[Furniture]) -> None:
    """Take terms without text at the top for titles, and a first text for the introduction where it presents the page."""
    while len(entries) > 1:
        first = entries[0]
        presented = bool(first.body) and introduces(texts[0]) and match_key(first.term) not in match_key(texts[0])[:120]
        if (first.body and not presented) or (first.heading[1:] and not first.body):
            return
        furniture += [Furniture(segment, "title") for segment in first.heading]
        furniture += [Furniture(segment, "introduction") for segment in first.body]
        del entries[0], texts[0]


def _bottom(entries: list[ReadEntry], furniture: list[Furniture]) -> None:
    """Take terms in a row at the end, with nothing below, for the page's menu; doubt those between."""
    trailing = 0
    while trailing < len(entries) and not entries[-1 - trailing].body and not entries[-1 - trailing].heading[1:]:
        trailing += 1
    last = max((segment.line for entry in entries for segment in entry.body), default=0)
    foot = any(item.segment.line > last and item.kind in ("navigation", "promotion") for item in furniture)
    if trailing > 1 or (trailing and (foot or _is_menu(entries[-1].term))):
        for entry in entries[len(entries) - trailing :]:
            furniture += [Furniture(segment, "navigation") for segment in entry.heading]
        del entries[len(entries) - trailing :]
    for entry in entries:
        if not entry.body:
            entry.doubts.append("no definition in print")


def _is_menu(term: str) -> bool:
    return bool(_TABLE_HEAD.match(fold(term))) or match_key(term) in _MENU

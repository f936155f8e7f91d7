"""Lost headings: definitions in alphabetical order whose headings are gone, to be read from the prose.

Terms are proposed from the first sentence (« L'X est… », « X, acronyme de Y… », « X (Y) est… »); where a sentence
gives several names, the one that keeps the alphabetical order is taken. A definition that names no term is an entry all the
same, with its place in the order as the only hint. The editor's decision stands in the records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from glosskos.layouts.blocks import Block, addresses, blocks, introduces, is_item, is_term, page_furniture
from glosskos.layouts.headless import headless
from glosskos.layouts.naming import choose, key_of, tail
from glosskos.layouts.prose import candidates, continues, flat, lead, sentences, subject_of, verb_by_place
from glosskos.layouts.reading import ReadEntry, Reading, is_cut
from glosskos.model import Furniture, Segment
from glosskos.text import acronym_of, fold, match_key, words

__all__ = ["NAME", "read", "score"]

NAME = "lost-headings"

_TOO_FEW = 6  # names to tell an order from
# What follows the subject of a definition proper, rather than of a remark.
_DEFINES = re.compile(
    r"^\W*(?:(?:est|sont|c'est|ce sont|constituent?)\W+(?:\w+ment )?(?:l'|le |la |les |un |une |des |ce(?:lui|lle|ux)? )"
    r"|(?:designe|consiste|regroupe|correspond|signifie|renvoie|englobe|represente|recouvre|rassemble)(?:nt)?\b"
    r"|f(?:ai|on)t reference|se definit|:)"
)
_TALKED_OF = re.compile(
    r"(?:definition|article|dossier|guide|page)s? (?:consacree? a|de|du|des|sur|d'|dedie a)\s*(.+?)(?: dans\b.*)?$"
)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph, and what its opening says.

    :param kind: ``new``, ``headless``, ``weak`` (a noun, but no verb that defines) or ``on`` (it goes on)
    :param sure: it has the form of a definition proper
    """

    body: list[Segment]
    text: str
    kind: str = "on"
    names: list[str] = field(default_factory=list)
    sure: bool = False

    @property
    def key(self) -> str:
        return key_of(self.names[0]) if self.names else ""


def score(lines: list[str]) -> float:
    """Give the share of paragraphs that open with a definition, where hardly any line looks like a term."""
    every = [block for block in _paragraph_blocks(lines) if not page_furniture(block.text) and not is_item(block.text)]
    long = [_paragraph(block) for block in every if not is_term(block.lines[0])]
    if len(long) < 3:
        return 0.0
    defining = sum(paragraph.kind in ("new", "headless") for paragraph in long)
    short = sum(is_term(block.text) for block in every)
    return max(
        0.0, defining / len(long) - 1.5 * short / len(every) - sum(is_cut(block.text) for block in every) / len(every)
    )


def _paragraph_blocks(lines: list[str]) -> list[Block]:
    """Give a document's paragraphs: its blocks, or its lines where there are hardly any blank ones."""
    every = blocks(lines)
    if len(every) * 4 < sum(len(block.lines) for block in every):
        return [line for block in every for line in block.split()]
    return every


def read(text: str) -> Reading:
    """Read paragraphs as entries; a paragraph that speaks on of the same term continues its entry."""
    lines = text.splitlines()
    furniture: list[Furniture] = []
    entries: list[ReadEntry] = []
    names: list[list[str]] = []
    every = _without_menu(_paragraph_blocks(lines), furniture)
    paragraphs = [_paragraph(block) for block in every]
    ordered = _ordered(paragraphs)
    start = _front(every, paragraphs, furniture)
    floor = ""
    opening = _Paragraph([], "")
    for index, block in enumerate(every[start:], start):
        paragraph = paragraphs[index]
        _take_links(paragraph, block, furniture, entries, names)
        if not paragraph.body:
            continue
        if entries and not _begins(paragraph, paragraphs[index + 1 :], names[-1], opening, floor if ordered else None):
            entries[-1].body += paragraph.body
            continue
        entries.append(ReadEntry("", [], paragraph.body, heading_restored=True))
        names.append(paragraph.names)
        opening = paragraph
        floor = max(floor, paragraph.key) if paragraph.key <= _next_sure(paragraphs[index + 1 :], floor) else floor
    for entry in entries:
        entry.truncated = is_cut(entry.body[-1].cut(lines))
    choose(entries, names)
    return Reading(NAME, lines, tuple(entries), tuple(furniture))


def _paragraph(block: Block) -> _Paragraph:
    """Read a paragraph's opening, whatever stands above it."""
    found = _Paragraph([], block.text)
    if page_furniture(block.text) or is_item(block.text):
        return found
    line = block.lines[0].strip()
    start, end = sentences(line)[0]
    sentence = line[start:end]
    subject = subject_of(sentence)
    found.names = candidates(subject)
    rest = flat(sentence)
    at = rest.find(flat(subject))
    if headless(sentence):
        found.kind, found.names = "headless", []
    elif continues(sentence) and not (found.names and at > 3):
        found.kind = "on"
    elif found.names:
        found.kind = "new"
        found.sure = at < 4 and bool(_DEFINES.match(rest[at + len(flat(subject)) :].lstrip(' ,»”"')))
    elif lead(sentence):
        found.kind, found.names = "new" if verb_by_place(sentence) else "weak", [lead(sentence)]
    return found


def _without_menu(every: list[Block], furniture: list[Furniture]) -> list[Block]:
    """Take short lines below the last paragraph for the page's menu."""
    end = len(every)
    while end > 1 and (
        page_furniture(every[end - 1].text)
        or addresses(every[end - 1].text)
        or (is_term(every[end - 1].text) and len(every[end - 1].text.split()) < 6)
    ):
        end -= 1
        kind = page_furniture(every[end].text) or "navigation"
        furniture += [Furniture(segment, kind) for segment in every[end].segments]
    return every[:end]


def _front(every: list[Block], paragraphs: list[_Paragraph], furniture: list[Furniture]) -> int:
    """File what stands above the first definition; give the number of such blocks."""
    for index, (block, paragraph) in enumerate(zip(every, paragraphs, strict=True)):
        title = is_term(block.lines[0])
        if (
            not title
            and paragraph.kind != "on"
            and not block.text.endswith("?")
            and not introduces(block.text)
            and _first_in_order(paragraph, paragraphs[index + 1 :])
        ):
            return index
        kind = "introduction" if not title else "navigation" if len(block.lines) > 1 else "title"
        furniture += [Furniture(segment, page_furniture(block.text) or kind) for segment in block.segments]
    return len(every)


def _ordered(paragraphs: list[_Paragraph]) -> bool:
    """Tell whether the document keeps the alphabetical order."""
    keys = [each.key for each in paragraphs if each.kind == "new"]
    return len(keys) < _TOO_FEW or sum(a <= b for a, b in pairwise(keys)) >= 0.75 * (len(keys) - 1)


def _first_in_order(paragraph: _Paragraph, after: list[_Paragraph]) -> bool:
    """Tell whether a paragraph may be the first entry: in an ordered document, most of those below come later."""
    if not _ordered(after):
        return paragraph.kind != "weak"
    if not paragraph.sure:
        return paragraph.key <= _next_sure(after, "")
    keys = [each.key for each in after if each.sure]
    return 2 * sum(paragraph.key <= key for key in keys) >= len(keys)


def _take_links(
    paragraph: _Paragraph, block: Block, furniture: list[Furniture], entries: list[ReadEntry], names: list[list[str]]
) -> None:
    """Give a paragraph its lines, calls to read on apart; a call may tell the name that the entry above has lost."""
    for segment, line in zip(block.segments, block.lines, strict=True):
        kind = page_furniture(line)
        if kind:
            furniture.append(Furniture(segment, kind))
            told = _TALKED_OF.search(flat(line.strip(" .")))
            if kind == "see-also" and told and entries and not names[-1] and not paragraph.body:
                name = line.strip(" .")[told.start(1) : told.end(1)]
                names[-1] = candidates(name)[:1]
        else:
            paragraph.body.append(segment)


def _next_sure(after: list[_Paragraph], floor: str) -> str:
    """Give the first name below that surely begins an entry and keeps the order."""
    return next((each.key for each in after if each.sure and each.key >= floor), "\uffff")


def _begins(
    paragraph: _Paragraph, after: list[_Paragraph], current: list[str], opening: _Paragraph, floor: str | None
) -> bool:
    """Tell whether a paragraph begins an entry, rather than going on with the one above.

    It goes on where it opens like that, or speaks of the term above. Without a definition's form it must keep the order.

    :param floor: the name that it must not come before; None where the document keeps no order
    """
    if paragraph.kind in ("on", "headless"):
        return paragraph.kind == "headless"
    if _speaks_on(paragraph, current, opening):
        return False
    if paragraph.sure or floor is None:
        return paragraph.sure or paragraph.kind == "new"
    below = _next_sure(after, floor)
    kept = any(floor <= key_of(name) <= below for name in paragraph.names)
    return kept or (paragraph.kind == "new" and bool(current) and bool(tail(paragraph.names[0], floor, below)))


def _speaks_on(paragraph: _Paragraph, current: list[str], opening: _Paragraph) -> bool:
    """Tell whether a paragraph goes on about the term above it.

    It does where its subject is that term or its acronym, or either with words before it (« un service de X »); words
    behind the term (« X comportemental ») make a new one, but not where only this one has an indefinite article (« Un X négatif… »).

    :param current: the names of the entry above
    :param opening: the paragraph that the entry above began with
    """
    keys = [match_key(name) for name in current]
    stems = {stem for key in keys for stem in (key, " ".join(key.split()[:-1]) if key.count(" ") > 1 else "") if stem}
    first = match_key(paragraph.names[0])
    if paragraph.kind == "weak":
        return any(f"{first} ".startswith(f"{stem} ") for stem in stems)
    if any(acronym_of(word, name) for word in words(paragraph.names[0]) for name in current):
        return True
    if any(first == stem or f" {stem}" in f" {first}"[1:] for stem in stems):
        return True
    if not _indefinite(paragraph) or _indefinite(opening):
        return False
    heads = {key.split()[0] for key in keys if key} if not paragraph.sure else set(keys)
    return any(f"{first} ".startswith(f"{head} ") for head in heads)


def _indefinite(paragraph: _Paragraph) -> bool:
    return fold(paragraph.text).startswith(("un ", "une "))

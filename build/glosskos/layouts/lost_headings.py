"""Lost headings: definitions in alphabetical order whose headings are gone, to be read from the prose.

Terms are proposed from the first sentence (« L'X est… », « X, acronyme de Y… », « X (Y) est… »); where a sentence
gives several names, the one that keeps the alphabetical order is taken. A definition that names no term is an entry all the
same, with its place in the order as the only hint. The editor's decision stands in the records.
"""

from __future__ import annotations

import re

from glosskos.layouts.blocks import Block, blocks, candidates, is_term, link_words, see_also, sentences, subject_of
from glosskos.layouts.reading import ReadEntry, Reading, is_cut
from glosskos.model import Furniture, Segment
from glosskos.text import fold, match_key, words

__all__ = ["NAME", "read", "score"]

NAME = "lost-headings"

# How a definition begins that has lost the term it needs: a pronoun that stands for it, or its genus without an article.
_HEADLESS = re.compile(
    r"^(?:il s'agit|cette? (?:norme|terme|mot|expression|indicateur|outil)|ce (?:terme|sigle)|ou encore|(?:nee?s?|issue?s?) (?:de|du|des|d))\b"
)
_GENUS = frozenset(
    "acte action activite adjectif anglicisme application approche art capacite contrat demarche discipline dispositif document"
    " ensemble espace etape fait fonction forme indicateur lieu logiciel loi mesure methode mode moyen nom norme operation outil"
    " personne phase plateforme pratique procede processus programme reglement reglementation service signifie strategie"
    " structure systeme tache taux technique technologie terme type designe permet consiste represente regroupe correspond".split()
)
_CONTINUES = re.compile(
    r"^(?:dans|on|elles?|ils?|ce|cet|cette|cela|ces|pour|par|mais|de plus|en|ainsi|autrement|concretement|a noter|enfin|son|sa"
    r"|ses|leurs?|aussi|toutefois|cependant|au contraire)\b"
)


def score(lines: list[str]) -> float:
    """Give the share of paragraphs that open with a definition, where hardly any line looks like a term."""
    every = blocks(lines)
    long = [block for block in every if not is_term(block.lines[0]) and not see_also(block.text)]
    if len(long) < 3:
        return 0.0
    defining = sum(bool(candidates(subject_of(block.lines[0]))) for block in long)
    short = sum(is_term(block.text) for block in every)
    return max(
        0.0, defining / len(long) - 1.5 * short / len(every) - sum(is_cut(block.text) for block in every) / len(every)
    )


def read(text: str) -> Reading:
    """Read paragraphs as entries; a paragraph that speaks on of the same term continues its entry."""
    lines = text.splitlines()
    every = blocks(lines)
    furniture: list[Furniture] = []
    entries: list[ReadEntry] = []
    names: list[list[str]] = []
    for block in every[_front(every, furniture) :]:
        body = _without_links(block, furniture)
        if not body:
            continue
        found = _names(body[0].cut(lines), names[-1] if names else [])
        if found is None and entries:
            entries[-1].body += body
        else:
            entries.append(ReadEntry("", [], body, heading_restored=True))
            names.append(found or [])
    _choose(entries, names)
    return Reading(NAME, lines, tuple(entries), tuple(furniture))


def _front(every: list[Block], furniture: list[Furniture]) -> int:
    """File what stands above the first definition; give the number of such blocks."""
    for index, block in enumerate(every):
        if (
            not is_term(block.lines[0])
            and not block.text.endswith("?")
            and candidates(subject_of(block.text))
            and not _addresses(block.text)
        ):
            return index
        kind = "introduction" if not is_term(block.lines[0]) else "navigation" if len(block.lines) > 1 else "title"
        furniture += [Furniture(segment, kind) for segment in block.segments]
    return len(every)


def _addresses(text: str) -> bool:
    """Tell whether a paragraph speaks to its reader: an imperative, a question, a reason why the page is there."""
    first = words(text)[:1]
    return link_words(text) or bool(
        first and (first[0].endswith("ez") or first[0] in {"parce", "bienvenue", "quoi", "vous", "nous"})
    )


def _without_links(block: Block, furniture: list[Furniture]) -> list[Segment]:
    """Give a block's lines as body, calls to read on filed as furniture."""
    body = []
    for segment, line in zip(block.segments, block.lines, strict=True):
        if see_also(line):
            furniture.append(Furniture(segment, "see-also"))
        else:
            body.append(segment)
    return body


def _names(line: str, current: list[str]) -> list[str] | None:
    """Give the names a paragraph's first sentence defines, an empty list where they were lost, None where it goes on.

    :param current: the names of the entry above
    """
    start, end = sentences(line)[0]
    sentence = line[start:end]
    folded = fold(sentence.strip(' «“"'))
    subject = subject_of(sentence)
    found = candidates(subject)
    if _HEADLESS.match(folded):
        return []
    if _speaks_on(found, [match_key(name) for name in current], subject, sentence):
        return None
    if words(folded)[:1] and words(folded)[0] in _GENUS:
        return []
    if _CONTINUES.match(folded) and not (found and _ADVERBIAL_START.match(folded)):
        return None
    return found or None


_ADVERBIAL_START = re.compile(r"^(?:a la|au|aux|dans|en)\b[^.]*, ?(?:le|la|l'|un|une)")


def _speaks_on(found: list[str], current: list[str], subject: str, sentence: str) -> bool:
    """Tell whether a paragraph goes on about the term above it.

    It does where its subject is that term, or that term with words before it (« un service de X »); words behind the
    term (« X comportemental ») make a new one. Without a subject it does where the term is mentioned.
    """
    stems = {
        stem for key in current for stem in (key, " ".join(key.split()[:-1]) if key.count(" ") > 1 else "") if stem
    }
    if not found:
        return any(f" {stem} " in f" {match_key(sentence)} " for stem in stems)
    first = match_key(found[0])
    return any(first == stem or f" {stem}" in f" {first}"[1:] for stem in stems) or (
        bool(_CONTINUES.match(fold(sentence))) and any(f" {stem} " in f" {match_key(subject)} " for stem in stems)
    )


def _choose(entries: list[ReadEntry], names: list[list[str]]) -> None:
    """Take, of each entry's names, the first that keeps the alphabetical order; doubt those that have none."""
    keys = [[" ".join(words(name)) for name in each] for each in names]
    fixed = ""
    for index, entry in enumerate(entries):
        after = next((each[0] for each in keys[index + 1 :] if each and each[0] >= fixed), "\uffff")
        fitting = [name for name, key in zip(names[index], keys[index], strict=True) if fixed <= key <= after]
        if fitting:
            entry.term = fitting[0]
            fixed = " ".join(words(entry.term))
        elif names[index]:
            entry.term = names[index][0]
            entry.doubts.append(
                "out of alphabetical order: the heading may have been another name (" + "; ".join(names[index]) + ")"
            )
        else:
            above = next((each[0] for each in reversed(names[:index]) if each), "the start")
            below = next((each[0] for each in names[index + 1 :] if each), "the end")
            entry.doubts.append(f"the term is not in the prose; by its place it stands between {above} and {below}")
        others = [name for name in names[index] if name != entry.term]
        if others and fitting:
            entry.doubts.append("other names in the same sentence: " + "; ".join(others))

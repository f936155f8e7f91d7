"""Realistic synthetic SKOS of any size, written as a stream: ``python tests/benchmarks/synthetic.py N [--faults] [--out FILE]``.

A polyhierarchy of eight children a concept, labels in French and English, alternative labels, definitions, associative links and
sourced notes: about 13.6 triples a concept. The same size and seed give the same bytes. Every second parent stands on the level of
the first, and every associative link joins two concepts of one level, so that a clean file breaks no integrity condition.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

__all__ = ["BASE", "FAULTS", "faults", "turtle"]

BASE = "https://example.org/synthetic/"
TOPS = 12  # top concepts
FAN = 8  # children a concept
SOURCES = 5

_HEAD = f"""@prefix c: <{BASE}concept/> .
@prefix d: <{BASE}definition/> .
@prefix s: <{BASE}source/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
_SYLLABLES = [first + second for first in "bcdfglmnprtv" for second in ("a", "e", "i", "o", "u")]
_KINDS = ["abonnement", "campagne", "contrat", "contact", "indicateur", "message", "parcours", "promotion", "segment", "canal"]  # fmt: skip
_THINGS = ["subscription", "campaign", "contract", "contact", "indicator", "message", "journey", "offer", "segment", "channel"]  # fmt: skip
_USES = ["suivre une relation dans la durée", "mesurer ce qu'un échange apporte", "préparer une décision", "répondre à une demande"]  # fmt: skip
_AIMS = ["follow a relation over time", "measure what an exchange brings", "prepare a decision", "answer a request"]


def _mix(number: int, seed: int, salt: int) -> int:
    """Give a number that looks random and depends on its arguments only (a 64-bit finaliser, Steele et al. 2014)."""
    mixed = (number * 0x9E3779B97F4A7C15 + seed * 0xBF58476D1CE4E5B9 + salt * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    return (mixed ^ (mixed >> 27)) & 0xFFFFFFFF


def _word(number: int) -> str:
    """Give a word for a number, one word for each."""
    found = ""
    while True:
        number, rest = divmod(number, len(_SYLLABLES))
        found += _SYLLABLES[rest]
        if not number:
            return found


class _Tree:
    """The numbers of parents, children and associates of every concept of a hierarchy of ``size``."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.levels = [(0, min(TOPS, size))]
        while self.levels[-1][1] < size:
            start, end = self.levels[-1]
            self.levels.append((end, min(end + (end - start) * FAN, size)))

    def _second(self, number: int, parent: int, level: int) -> int | None:
        """Give the second parent of every eighth concept: its parent's neighbour."""
        return parent + 1 if number % FAN == 3 and parent + 1 < self.levels[level - 1][1] else None

    def parents(self, number: int, level: int) -> list[int]:
        if level == 0:
            return []
        above, start = self.levels[level - 1][0], self.levels[level][0]
        parent = above + (number - start) // FAN
        second = self._second(number, parent, level)
        return [parent] if second is None else [parent, second]

    def children(self, number: int, level: int) -> list[int]:
        if level + 1 == len(self.levels):
            return []
        own, (start, end) = number - self.levels[level][0], self.levels[level + 1]
        first = start + own * FAN
        found = list(range(first, min(first + FAN, end)))
        if own:
            cousins = range(first - FAN, min(first, end))
            found += [each for each in cousins if self._second(each, number - 1, level + 1) == number]
        return found

    def related(self, number: int, level: int) -> list[int]:
        """Give the concept that stands as far from the end of its level as this one from the beginning, for two in three."""
        start, end = self.levels[level]
        mirror = start + end - 1 - number
        return [mirror] if mirror != number and min(number, mirror) % 3 else []


def _concept(number: int, level: int, tree: _Tree, seed: int) -> str:
    mixed = _mix(number, seed, 1)
    word, kind = _word(number), mixed % len(_KINDS)
    french, english = f"{_KINDS[kind]} {word}", f"{word} {_THINGS[kind]}"
    use = (mixed >> 8) % len(_USES)
    lines = [
        f'c:{number} a skos:Concept ;\n    skos:prefLabel "{french}"@fr , "{english}"@en',
        f'skos:definition "Forme de {french} qui sert à {_USES[use]}, au niveau {level + 1} de cet essai."@fr , '
        f'"Form of {english} that serves to {_AIMS[use]}, on level {level + 1} of this trial."@en',
    ]
    if mixed >> 12 & 1:
        lines.append(f'skos:altLabel "{word} ({_KINDS[kind]})"@fr')
    if mixed >> 13 & 1:
        lines.append(f'skos:altLabel "{_THINGS[kind]}, {word}"@en')
    if parents := tree.parents(number, level):
        lines.append("skos:broader " + " , ".join(f"c:{each}" for each in parents))
    else:
        lines.append(f"skos:topConceptOf <{BASE}thesaurus>")
    if children := tree.children(number, level):
        lines.append("skos:narrower " + " , ".join(f"c:{each}" for each in children))
    if related := tree.related(number, level):
        lines.append("skos:related " + " , ".join(f"c:{each}" for each in related))
    lines.append(f'skos:inScheme <{BASE}thesaurus> ;\n    skos:notation "S{number:07}"')
    note = ""
    if (mixed >> 16) % 9 < 5:
        source = (mixed >> 20) % SOURCES
        lines.append(f"euvoc:xlDefinition d:{number}-{source} ;\n    dct:source s:{source}")
        note = (
            f'd:{number}-{source} a euvoc:XlNote ;\n    rdf:value "Selon cette source, on parle de {french} quand il faut '
            f'{_USES[(mixed >> 24) % len(_USES)]}."@fr ;\n    dct:source s:{source} .\n'
        )
    return " ;\n    ".join(lines) + " .\n" + note


def turtle(size: int, seed: int = 1) -> Iterator[str]:
    """Give a thesaurus of ``size`` concepts as Turtle, piece by piece."""
    yield _HEAD
    tree = _Tree(size)
    tops = " , ".join(f"c:{each}" for each in range(tree.levels[0][1]))
    yield (
        f'<{BASE}thesaurus> a skos:ConceptScheme ;\n    dct:title "Thésaurus d\'essai"@fr , "Trial thesaurus"@en ;\n'
        f"    skos:hasTopConcept {tops} .\n"
    )
    for source in range(SOURCES):
        yield f's:{source} a dct:BibliographicResource ; dct:title "Source {source}"@fr .\n'
    for level, (start, end) in enumerate(tree.levels):
        for number in range(start, end):
            yield _concept(number, level, tree, seed)


# For each kind of fault: the shape that must find it, what to add to a clean file, and where it is then found. `{a}`, `{b}` … are
# concepts made for one fault alone; `{top}` is a top concept of the clean file.
FAULTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "concept and scheme": ("S9-ConceptIsNoScheme", "{a} a skos:ConceptScheme .", ("a",)),
    "concept and scheme, entailed": ("S9-ConceptIsNoScheme", "{a} skos:hasTopConcept {b} .", ("a",)),
    "collection and concept": ("S37-CollectionIsNoConcept", "{a} skos:member {b} .", ("a",)),
    "preferred and alternative": ("S13-PreferredIsNotAlternative", '{a} skos:altLabel "faute {n} a"@fr .', ("a",)),
    "preferred and hidden": ("S13-PreferredIsNotHidden", '{a} skos:hiddenLabel "faute {n} a"@fr .', ("a",)),
    "alternative and hidden": (
        "S13-AlternativeIsNotHidden",
        '{a} skos:altLabel "autre {n}"@fr ; skos:hiddenLabel "autre {n}"@fr .',
        ("a",),
    ),
    "two preferred labels": ("S14-OnePreferredLabel", '{a} skos:prefLabel "seconde {n}"@fr .', ("a",)),
    "related parent": ("S27-RelatedIsNotHierarchical", "{a} skos:broader {b} ; skos:related {b} .", ("a",)),
    "related ancestor": (
        "S27-RelatedIsNotHierarchical",
        "{a} skos:broader {b} . {b} skos:broader {c} . {c} skos:related {a} .",
        ("a",),
    ),
    "its own parent": ("NoCycle", "{a} skos:broader {a} .", ("a",)),
    "cycle of three": ("NoCycle", "{a} skos:broader {b} . {c} skos:narrower {b} . {c} skos:broader {a} .", ("a", "b", "c")),
    "two member lists": (
        "S35-OneMemberList",
        "<{base}collection/{n}> a skos:OrderedCollection ; skos:memberList ( {a} ) , ( {b} ) .",
        ("collection",),
    ),
    "exact and broad match": ("S46-ExactIsNotBroad", "{a} skos:exactMatch {b} ; skos:broadMatch {b} .", ("a",)),
    "exact and related match": ("S46-ExactIsNotRelated", "{a} skos:exactMatch {b} ; skos:relatedMatch {b} .", ("a", "b")),
}  # fmt: skip


def faults(times: int = 3) -> Iterator[tuple[str, set[tuple[str, str]]]]:
    """Give each kind of fault ``times`` over, as Turtle with the concepts it needs, and what must be found: (focus, shape).

    The faults of one kind do not touch those of another. The prefixes are those of :func:`turtle`.
    """
    number = 0
    for shape, text, found in FAULTS.values():
        for _ in range(times):
            number += 1
            names = {letter: f"<{BASE}fault/{number}-{letter}>" for letter in "abc"}
            made = "".join(
                f'{name} a skos:Concept ; skos:prefLabel "faute {number} {letter}"@fr ; skos:inScheme <{BASE}thesaurus> .\n'
                for letter, name in names.items()
            )
            body = text.format(n=number, base=BASE, **names)
            where = {"collection": f"{BASE}collection/{number}", **{key: name[1:-1] for key, name in names.items()}}
            yield f"{made}{body}\n", {(where[each], shape) for each in found}


def main() -> None:
    """Write a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, help="number of concepts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="add every kind of fault, three times each")
    parser.add_argument("--out", type=Path, help="file to write (default: the standard output)")
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8", newline="\n") if options.out else nullcontext(sys.stdout) as out:
        out.writelines(turtle(options.size, options.seed))
        if options.faults:
            out.writelines(text for text, _ in faults())


if __name__ == "__main__":
    main()

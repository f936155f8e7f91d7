"""Labels for blank nodes that follow from what is said with them, so that the same node has the same label in two files.

Colour refinement: a node's colour is a hash of its statements, in which other blank nodes stand with their colours, until no more nodes
can be told apart. Nodes that then still look alike within one connected piece are told apart by choice; alike pieces are numbered.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from glosskos.terms import Term, Triple

__all__ = ["relabel"]

Statements = dict[Term, list[Triple]]


def relabel(triples: Iterable[Triple]) -> list[Triple]:
    """Give triples with blank nodes labelled by what is said of them; without blank nodes, as they are."""
    triples = list(triples)
    about: Statements = {}
    for triple in triples:
        for term in {triple[0], triple[2]}:
            if term[:2] == "_:":
                about.setdefault(term, []).append(triple)
    if not about:
        return triples
    names = _names(about)
    return [(names.get(s, s), p, names.get(o, o)) for s, p, o in triples]


def _names(about: Statements) -> dict[Term, Term]:
    pieces: dict[str, list[dict[Term, str]]] = {}
    for piece in _pieces(about):
        colours = _told_apart(piece, about)
        pieces.setdefault(_hash(sorted(colours.values())), []).append(colours)
    names = {}
    for alike in pieces.values():
        for number, colours in enumerate(alike):
            for node, colour in colours.items():
                names[node] = f"_:b{colour[:32]}" + (f"n{number}" if number else "")
    return names


def _pieces(about: Statements) -> list[list[Term]]:
    """Give the connected pieces: nodes that blank nodes lead to and from."""
    seen: set[Term] = set()
    pieces = []
    for start in about:
        if start in seen:
            continue
        seen.add(start)
        piece = [start]
        for node in piece:
            for subject, _, value in about[node]:
                for other in (subject, value):
                    if other in about and other not in seen:
                        seen.add(other)
                        piece.append(other)
        pieces.append(piece)
    return pieces


def _told_apart(piece: list[Term], about: Statements) -> dict[Term, str]:
    """Give each node of a piece a colour of its own."""
    colours = _refined(dict.fromkeys(piece, ""), about)
    while len(set(colours.values())) < len(piece):
        by_colour: dict[str, list[Term]] = {}
        for node, colour in colours.items():
            by_colour.setdefault(colour, []).append(node)
        twin = min((colour, nodes[0]) for colour, nodes in by_colour.items() if len(nodes) > 1)[1]
        colours = _refined({**colours, twin: _hash([colours[twin], "chosen"])}, about)
    return colours


def _refined(colours: dict[Term, str], about: Statements) -> dict[Term, str]:
    """Refine colours until no further nodes are told apart."""
    different = 0
    while len(set(colours.values())) != different:
        different = len(set(colours.values()))
        colours = {
            node: _hash([colour, *sorted(_seen_from(node, triple, colours) for triple in about[node])])
            for node, colour in colours.items()
        }
    return colours


def _seen_from(node: Term, triple: Triple, colours: dict[Term, str]) -> str:
    return " ".join("=" if term == node else f"_{colours[term]}" if term in colours else term for term in triple)


def _hash(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

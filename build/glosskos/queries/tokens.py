"""Where things stand in a SPARQL query: variables and keywords, told from comments, strings and IRIs (SPARQL 1.1, 19.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

__all__ = ["depth_and_size", "has_keyword", "replaced", "variables"]

# The first that fits at a place wins, so a `?x` inside a string, an IRI or a comment is no variable.
# A prefix has a length, because words and dots without end (and no colon) would be read again from each word.
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$][^\W]\w*)
    | (?P<other>[@:][\w:%.-]*|\w[\w.-]{0,200}:[\w:%.-]*|\\.)
    | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)


# What makes a parse tree deeper: brackets and signs before a value, nested; and steps one after the other, which are nested by the parser.
_SHAPE = re.compile(
    r"(?P<open>[({\[])|(?P<close>[)}\]])|(?P<sign>!|[+-](?=\s*[!+(?$-]))|(?P<added>(?<=[\w)])[+-])"
    r"|(?P<number>[+-]?\d+(?:\.\d+)?)|(?P<step>[-+*/.;|^]|&&|\b(?:OPTIONAL|UNION|MINUS|FILTER|BIND|VALUES|GRAPH)\b)|(?P<word>[^\W\d]\w*)",
    re.IGNORECASE,
)


def _tokens(query: str) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(query)


def variables(query: str) -> list[str]:
    """Give the names of a query's variables, without mark, each once, in order of appearance."""
    return list(dict.fromkeys(token["variable"][1:] for token in _tokens(query) if token["variable"]))


def has_keyword(query: str, *keywords: str) -> str:
    """Give the first of some keywords (upper case) that a query uses, or nothing.

    A name that merely looks like one (in a string, an IRI, a variable, a prefixed name, a language tag) is none.
    """
    wanted = set(keywords)
    return next(
        (token["word"].upper() for token in _tokens(query) if token["word"] and token["word"].upper() in wanted), ""
    )


def replaced(query: str, terms: Mapping[str, str]) -> str:
    """Put terms in the place of variables.

    :param terms: name of a variable, without mark, to a term as SPARQL writes it
    """

    def give(token: re.Match[str]) -> str:
        name = token["variable"]
        return terms.get(name[1:], name) if name else token.group()

    return _TOKEN.sub(give, query)


def depth_and_size(query: str) -> tuple[int, int]:
    """Give how deeply a query is nested, and how many steps (patterns, operators) it has; strings, IRIs and comments have none.

    Both are upper bounds: nothing is parsed.
    """
    # A name keeps its place, a string too: what stood at its sides does not come together.
    bare = _TOKEN.sub(lambda token: "x" if token.lastgroup in ("iri", "text", "other") else _kept(token), query)
    depth = deepest = signs = steps = 0
    for shape in _SHAPE.finditer(bare):
        kind = shape.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "sign":
            signs += 1
        elif kind in ("step", "added"):
            steps += 1
        deepest = max(deepest, depth + signs)
        if kind in ("number", "word", "close"):
            signs = 0
    return deepest, steps


def _kept(token: re.Match[str]) -> str:
    return " " if token["comment"] else token.group()

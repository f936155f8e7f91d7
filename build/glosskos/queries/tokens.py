"""Where things stand in a SPARQL query: variables and keywords, told from comments, strings and IRIs (SPARQL 1.1, 19.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

__all__ = ["has_keyword", "replaced", "variables"]

# The first that fits at a place wins, so a `?x` inside a string, an IRI or a comment is no variable.
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$][^\W]\w*)
    | (?P<other>[@:][\w:%.-]*|\w[\w.-]*:[\w:%.-]*|\\.)
    | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
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

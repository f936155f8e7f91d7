"""The line of a file where a node is first described: as a subject in Turtle and its kin, ``rdf:about`` in RDF/XML, ``@id`` in JSON-LD.

One look at the beginnings of lines finds nearly all in files as programs write them; where that leaves some out (named graphs,
statements that begin within a line), Turtle is gone through token by token, up to a size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from glosskos.rdfinput import STDIN, syntax_of
from glosskos.terms import value_of
from glosskos.validation.findings import Finding

__all__ = ["lines_of", "with_lines"]

_PREFIX = re.compile(r"\s*(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_BASE = re.compile(r"\s*(?:@base|BASE)\s+<([^>]*)>", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:<([^<>\s]*)>|([\w.-]*):((?:[\w:.%-]|\\.)*))\s*(?:\S|$)")
_XML_BASE = re.compile(r"""xml:base\s*=\s*["']([^"']*)["']""")
_ABOUT = re.compile(r"""rdf:(about|ID)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TOKEN = re.compile(
    r"\"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
    r"|#[^\n]*|@(?:prefix|base)\b|<[^<>\s\"]*>|[\[\](){};,]|\.(?![\w])|[^\s\[\](){};,<>\"'#.]+(?:\.[^\s\[\](){};,<>\"'#.]+)*",
    re.IGNORECASE | re.DOTALL,
)
_TURTLE = ("TURTLE", "TRIG", "N3", "N_TRIPLES", "N_QUADS")
_IN_FULL = 64 << 20  # bytes of Turtle that are gone through token by token


def lines_of(path: Path, nodes: Iterable[str], syntax: str = "") -> dict[str, int]:
    """Give the line at which each of some IRIs is first described, as far as the syntax shows it.

    :param path: a file that has been read as RDF already; one that is compressed, or the standard input, gives nothing
    :param syntax: its syntax as pyoxigraph calls it; by default that of its suffix
    """
    wanted = set(nodes)
    syntax = syntax or syntax_of(path) or ""
    if not wanted or path == STDIN or path.suffix.lower() == ".gz":
        return {}
    own = path.resolve().as_uri()  # the base of a file that declares none
    if syntax == "JSON_LD":
        from glosskos.validation.json_lines import json_subjects

        return _first(json_subjects(path.read_text(encoding="utf-8-sig", errors="replace")), wanted)
    if syntax == "RDF_XML":
        with path.open(encoding="utf-8", errors="replace") as file:
            return _first(_xml_subjects(file), wanted)
    if syntax not in _TURTLE:
        return {}
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        found = _first(_turtle_subjects(file, own), wanted)
    if len(found) < len(wanted) and syntax != "N_TRIPLES" and path.stat().st_size <= _IN_FULL:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        found = {**_first(_every_subject(text, own), wanted - set(found)), **found}
    return found


def _first(named: Iterable[tuple[str, int]], wanted: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for iri, line in named:
        if iri in wanted and iri not in found:
            found[iri] = line
            if len(found) == len(wanted):
                break
    return found


def _turtle_subjects(lines: Iterable[str], base: str) -> Iterator[tuple[str, int]]:
    prefixes: dict[str, str] = {}
    inside = False  # a long string goes over several lines
    for number, line in enumerate(lines, 1):
        if not inside:
            if match := _PREFIX.match(line):
                prefixes[match.group(1)] = _resolved(match.group(2), base)
            elif match := _BASE.match(line):
                base = match.group(1)
            elif match := _SUBJECT.match(line):  # statements that go on are indented
                own, prefix, local = match.groups()
                if own is not None:
                    yield _resolved(own, base), number
                elif prefix in prefixes:
                    yield prefixes[prefix] + local.replace("\\", ""), number
        if (line.count('"""') + line.count("'''")) % 2:
            inside = not inside


def _every_subject(text: str, base: str) -> Iterator[tuple[str, int]]:
    """Give every subject of Turtle or TriG that is no blank node, wherever its statement begins."""
    prefixes: dict[str, str] = {}
    depth, fresh, line, at = 0, True, 1, 0
    tokens = _TOKEN.finditer(text)
    for match in tokens:
        token = match.group()
        if token[0] == "#":
            continue
        if token[0] in "[(":
            depth, fresh = depth + 1, False
        elif token[0] in "])":
            depth -= 1
        elif token in ".{}":
            fresh = depth == 0
        elif fresh:
            word = token.lower().removeprefix("@")
            if word == "prefix":
                name, place = (next(tokens).group() for _ in range(2))
                prefixes[name.rstrip(":")] = _resolved(place[1:-1], base)
            elif word == "base":
                base = next(tokens).group()[1:-1]
            elif word != "graph":
                line += text.count("\n", at, match.start())
                at, fresh = match.start(), False
                prefix, colon, local = token.partition(":")
                if token[0] == "<":
                    yield _resolved(token[1:-1], base), line
                elif colon and prefix in prefixes:
                    yield prefixes[prefix] + local.replace("\\", ""), line


def _resolved(iri: str, base: str) -> str:
    from urllib.parse import urljoin

    return iri if ":" in iri or not base else urljoin(base, iri)


def _xml_subjects(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    from html import unescape

    base = ""
    for number, line in enumerate(lines, 1):
        if match := _XML_BASE.search(line):
            base = match.group(1)
        for match in _ABOUT.finditer(line):
            own = unescape(match.group(2) or match.group(3) or "")
            yield _resolved(f"#{own}" if match.group(1) == "ID" else own, base), number


def with_lines(findings: Iterable[Finding], path: Path, syntax: str = "") -> tuple[Finding, ...]:
    """Give findings the place in the file that was checked: of the focus node's block, else of the value's, else the file alone.

    :param syntax: that of the file, as pyoxigraph calls it; by default that of its suffix
    """
    findings = tuple(findings)
    lines = lines_of(path, {node for each in findings for node in _nodes(each)}, syntax)
    place: Callable[[Finding], str] = lambda each: next(  # noqa: E731
        (f"{path}:{lines[node]}" for node in _nodes(each) if node in lines), str(path)
    )
    return tuple(each if each.place else replace(each, place=place(each)) for each in findings)


def _nodes(finding: Finding) -> Iterator[str]:
    """Give the nodes at which one may look for a finding: a thing of another vocabulary is not described in the file."""
    yield finding.focus
    if finding.value.startswith("<"):
        yield value_of(finding.value)

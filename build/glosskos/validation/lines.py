"""The line of a file where a node's block begins, found by one look at the beginnings of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from glosskos.validation.findings import Finding

__all__ = ["lines_of", "with_lines"]

_PREFIX = re.compile(r"\s*(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_BASE = re.compile(r"\s*(?:@base|BASE)\s+<([^>]*)>", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:<([^<>\s]*)>|([\w.-]*):((?:[\w:.%-]|\\.)*))\s*(?:\S|$)")
_ABOUT = re.compile(r"""rdf:(?:about|ID)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TURTLE = (".ttl", ".turtle", ".n3", ".trig", ".nt", ".nq")
_XML = (".rdf", ".xml", ".owl")


def lines_of(path: Path, nodes: Iterable[str]) -> dict[str, int]:
    """Give the line at which each of some IRIs is first described, as far as the syntax shows it at the beginning of lines.

    Turtle, TriG and N-Triples name the subject there, RDF/XML in ``rdf:about``; other syntaxes give nothing.

    :param path: a file that has been read as RDF already
    """
    wanted = set(nodes)
    suffix = path.suffix.lower()
    found: dict[str, int] = {}
    if not wanted or suffix not in (*_TURTLE, *_XML):
        return found
    with path.open(encoding="utf-8", errors="replace") as file:
        named = _turtle_subjects(file) if suffix in _TURTLE else _xml_subjects(file)
        for iri, line in named:
            if iri in wanted:
                found.setdefault(iri, line)
                if len(found) == len(wanted):
                    break
    return found


def _turtle_subjects(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    prefixes: dict[str, str] = {}
    base = ""
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


def _resolved(iri: str, base: str) -> str:
    from urllib.parse import urljoin

    return iri if ":" in iri or not base else urljoin(base, iri)


def _xml_subjects(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    from html import unescape

    base = ""
    for number, line in enumerate(lines, 1):
        if match := re.search(r"""xml:base\s*=\s*["']([^"']*)["']""", line):
            base = match.group(1)
        for match in _ABOUT.finditer(line):
            yield _resolved(unescape(match.group(1) or match.group(2) or ""), base), number


def with_lines(findings: Iterable[Finding], path: Path) -> tuple[Finding, ...]:
    """Give findings the place in the file that was checked: of the focus node's block, else the file alone."""
    findings = tuple(findings)
    lines = lines_of(path, {each.focus for each in findings})
    return tuple(
        replace(each, place=f"{path}:{lines[each.focus]}" if each.focus in lines else str(path))
        if not each.place
        else each
        for each in findings
    )

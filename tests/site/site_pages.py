"""Reading pages in tests: links, ids, texts and what a strict policy forbids."""

from __future__ import annotations

import html.parser
import time
from functools import cache
from pathlib import Path

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Reader(html.parser.HTMLParser):
    """A page's links, ids, scripts and visible text."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.forbidden: list[str] = []
        self.data: list[str] = []
        self.policy = ""
        self.language = ""
        self.text: list[str] = []
        self._in: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang", "")
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("href", "src", "action"):
            if name in given:
                self.links.append((tag, given[name]))
        self.forbidden += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/ld+json"):
            self.forbidden.append(tag)
        if tag not in VOID:
            self._in.append("data" if given.get("type") == "application/ld+json" else tag)

    def handle_endtag(self, tag):
        while self._in and self._in.pop() not in (tag, "data"):
            pass

    def handle_data(self, data):
        if self._in and self._in[-1] == "data":
            self.data.append(data)
        elif not self._in or self._in[-1] not in ("script", "style"):
            self.text.append(data)


@cache
def read_page(path: Path) -> Reader:
    """Read a page."""
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader


def plainly(text: str) -> str:
    """Give a text as it is written, not as it is printed: white space folded, straight quotation marks and apostrophes."""
    return " ".join(text.split()).translate(str.maketrans("’“”", '\'""'))


def text_of(path: Path) -> str:
    """Give a page's text, plainly."""
    return plainly("".join(read_page(path).text))


def until(page, condition: str, seconds: float = 15) -> None:
    """Wait until an expression is true in a page; Playwright's own way of waiting evaluates text there, which the policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(f"() => Boolean({condition})"):
        assert time.monotonic() < end, f"never came true: {condition}"
        page.wait_for_timeout(40)

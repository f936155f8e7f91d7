"""The bytes of an RDF file before they are parsed: what they are, in which encoding, and what is refused with a word.

Another encoding, an archive, a web page, and entities of XML that would be fetched or would explode.
"""

from __future__ import annotations

import io
import re
from typing import IO, Any

from glosskos.errors import DocumentError

__all__ = ["HEAD", "Chained", "Counted", "Last", "check_entities", "decoded_xml", "refuse", "sniff", "text_of"]

HEAD = 1 << 16  # bytes of the beginning that are looked at
_LINE = r"(?:<[^<>\s]*>|_:\S+)\s+<[^<>\s]*>\s+(?:<[^<>\s]*>|_:\S+|\"(?:[^\"\\]|\\.)*\"\S*)"
# What a file without a known suffix begins with, comments and white space apart.
_SNIFF = (
    ("RDF_XML", re.compile(r"<\?xml|<!DOCTYPE rdf|<!--|<(?:\w+:)?RDF\b")),
    ("JSON_LD", re.compile(r"[\[{]\s*[\"{\]}]")),
    ("TRIG", re.compile(r"(?i:@?(?:prefix|base)\b)[^{\"]*?(?:<[^<>]*>|\w*:\S*|GRAPH \S+)\s*\{")),
    ("TURTLE", re.compile(r"(?i:@?(?:prefix|base)\s)")),
    ("N_TRIPLES", re.compile(_LINE + r"\s*\.")),
    ("N_QUADS", re.compile(_LINE + r"\s+(?:<[^<>\s]*>|_:\S+)\s*\.")),
)  # fmt: skip
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ARCHIVES = (
    (b"PK\x03\x04", "a ZIP archive"), (b"BZh", "a bzip2 file"), (b"\xfd7zXZ", "an xz file"), (b"(\xb5/\xfd", "a zstd file"),
    (b"%PDF", "a PDF"),
)  # fmt: skip
_XML_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
_ENTITY = re.compile(r"""<!ENTITY\s+(%?\s*\S+)\s+(?:(SYSTEM|PUBLIC)\b|"([^"]*)"|'([^']*)')""")
_LONGEST_ENTITY = 1000


class Counted(io.RawIOBase):
    """A file that knows how much of it was read."""

    def __init__(self, raw: IO[bytes]) -> None:
        self.raw = raw
        self.count = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; give the number of bytes."""
        found = self.raw.read(len(buffer))
        buffer[: len(found)] = found
        self.count += len(found)
        return len(found)


class Chained(io.RawIOBase):
    """The beginning of a file, which was read already, and its rest."""

    def __init__(self, head: bytes, rest: Any) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; give the number of bytes."""
        if not self._head:
            return int(self._rest.readinto(buffer))
        found = self._head[: len(buffer)]
        self._head = self._head[len(found) :]
        buffer[: len(found)] = found
        return len(found)


class Behind:
    """A text and the file that it was read from."""

    def __init__(self, beginning: str, rest: Any) -> None:
        self._beginning, self._rest = beginning, rest

    def read(self, size: int = -1) -> str:
        """Read at most so much."""
        if not self._beginning:
            return str(self._rest.read(size))
        found, self._beginning = self._beginning, ""
        return found


class Last:
    """A file that remembers the end of what was read, bytes or text."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._end: Any = None

    def read(self, size: int = -1) -> Any:
        """Read at most so much."""
        found = self._file.read(size)
        if found:
            self._end = found if len(found) > 400 or self._end is None else self._end[-400:] + found
        return found

    def text(self) -> str:
        """Give the last 400 characters or more."""
        end = self._end or ""
        return end if isinstance(end, str) else str(end[-400:], "utf-8", "replace")


def refuse(name: str, head: bytes, syntax: str | None) -> None:
    """Refuse what is no text in UTF-8, with a word on what it is."""
    for mark, kind in _MARKS:
        if head.startswith(mark) and syntax != "RDF_XML":
            raise DocumentError(
                f"{name}: written in {kind}; RDF is read as UTF-8: iconv -f {kind} -t UTF-8 makes it so"
            )
    for mark, kind in _ARCHIVES:
        if head.startswith(mark):
            raise DocumentError(f"{name}: {kind}, not an RDF file; unpack it first (gzip alone is read as it is)")
    if b"\0" in head[:1024] and not head.startswith(_UTF16):
        raise DocumentError(f"{name}: holds NUL bytes: a binary file, or UTF-16; RDF is read as UTF-8")
    if re.match(rb"\s*(?:<!doctype html|<html)", head, re.IGNORECASE):
        raise DocumentError(f"{name}: a web page (HTML), not an RDF file; was it the address of a page that was saved?")


def sniff(text: str) -> str | None:
    """Give the syntax that a text looks like, as pyoxigraph calls it; None where it looks like none."""
    plain = re.sub(r"\A(?:\s*#[^\n]*\n)+", "", text).lstrip()
    for syntax, pattern in _SNIFF:
        if pattern.match(plain):
            return syntax
    return None


def check_entities(name: str, text: str, more: bool) -> None:
    """Refuse entities that would be fetched, or that are made of others: a few lines can stand for gigabytes.

    :param text: the beginning of the file
    :param more: whether there is more of it
    """
    plain = re.sub(r"<!--.*?-->|<\?.*?\?>", "", text, flags=re.DOTALL)
    for entity, external, double, single in _ENTITY.findall(plain):
        value = double or single
        if external:
            raise DocumentError(
                f"{name}: declares the external entity {entity!r}; nothing outside the file is ever fetched"
            )
        if "&" in value or "%" in entity or len(value) > _LONGEST_ENTITY:
            raise DocumentError(
                f"{name}: the entity {entity!r} is made of others, or very long; such files can explode, and are refused"
            )
    # Quoted text may hold what looks like an end; behind the declarations the first element must begin.
    bare = re.sub(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?\s*>", "", re.sub(r"\"[^\"]*\"|'[^']*'", "", plain))
    if more and not re.search(r"<[^\W\d]", bare):
        raise DocumentError(
            f"{name}: has declarations of more than {HEAD >> 10} kB before its first element, and is refused"
        )


def text_of(head: bytes) -> str:
    """Give the beginning of a file as text, in the encoding that XML declares where it does."""
    declared = _XML_ENCODING.match(head)
    encoding = "utf-16" if head.startswith(_UTF16) else declared.group(1).decode() if declared else "utf-8"
    try:
        return head.decode(encoding, "replace").lstrip()
    except LookupError:
        return ""


def decoded_xml(name: str, file: Any, head: bytes) -> Any:
    """Give XML in another encoding as text: its declaration is passed over, because pyoxigraph reads UTF-8 only."""
    if head.startswith(_UTF16):
        text = io.TextIOWrapper(io.BufferedReader(Chained(head, file), HEAD), "utf-16", newline="")
        beginning = text.read(1)
        while beginning[-1:] not in (">", ""):  # as far as the declaration goes
            beginning += text.read(1)
        return text if beginning.lstrip().startswith("<?xml") else Behind(beginning, text)
    declared = _XML_ENCODING.match(head)
    if not declared or declared.group(1).lower() in (b"utf-8", b"utf8", b"us-ascii"):
        return io.BufferedReader(Chained(head, file), HEAD)
    encoding = declared.group(1).decode()
    try:
        return io.TextIOWrapper(io.BufferedReader(Chained(head[declared.end() :], file), HEAD), encoding, newline="")
    except LookupError:
        raise DocumentError(f"{name}: declares the encoding {encoding!r}, which nobody knows") from None

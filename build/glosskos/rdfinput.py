"""RDF files as they come: any syntax, gzip, byte order marks, no suffix, standard input; every fault is told with its place.

pyoxigraph parses. What it would not say clearly is seen before: another encoding, an archive, a web page, entities of XML that
would be fetched or would explode.
"""

from __future__ import annotations

import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from glosskos.errors import DocumentError

__all__ = ["STDIN", "SYNTAX_NAMES", "RdfInput", "syntax_of"]

STDIN = Path("-")

_SUFFIXES = {
    ".ttl": "TURTLE", ".turtle": "TURTLE", ".nt": "N_TRIPLES", ".rdf": "RDF_XML", ".xml": "RDF_XML", ".owl": "RDF_XML",
    ".jsonld": "JSON_LD", ".json": "JSON_LD", ".trig": "TRIG", ".nq": "N_QUADS", ".n3": "N3",
}  # fmt: skip
SYNTAX_NAMES = {
    "TURTLE": "Turtle", "N_TRIPLES": "N-Triples", "RDF_XML": "RDF/XML", "JSON_LD": "JSON-LD", "TRIG": "TriG", "N_QUADS": "N-Quads", "N3": "N3",
}  # fmt: skip
_WITH_GRAPHS = ("TRIG", "N_QUADS", "JSON_LD")
_HEAD = 1 << 16
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
_ARCHIVES = (
    (b"PK\x03\x04", "a ZIP archive"), (b"BZh", "a bzip2 file"), (b"\xfd7zXZ", "an xz file"), (b"(\xb5/\xfd", "a zstd file"),
    (b"%PDF", "a PDF"),
)  # fmt: skip
_XML_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
_ENTITY = re.compile(r"""<!ENTITY\s+(%?\s*\S+)\s+(?:(SYSTEM|PUBLIC)\b|"([^"]*)"|'([^']*)')""")
_XMLNS = re.compile(r"""xmlns:([\w.-]+)\s*=\s*["']([^"']+)["']""")
_XML_END = re.compile(r"</(?:[\w.-]+:)?RDF\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)
_LONGEST_ENTITY = 1000
_EXCERPT = 60


def syntax_of(path: Path) -> str | None:
    """Give the syntax that a file's suffix names (``.gz`` apart), as pyoxigraph calls it; None where it names none."""
    suffixes = [each.lower() for each in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return _SUFFIXES.get(suffixes[-1]) if suffixes else None


class _Names(dict[str, str]):
    """Every IRI and blank node once.

    :param relabel: call blank nodes ``_:b0``, ``_:b1`` … in the order in which they come, so that the same file gives the same labels
    """

    def __init__(self, relabel: bool) -> None:
        super().__init__()
        self._relabel = relabel
        self._blank = 0

    def __missing__(self, term: str) -> str:
        if term[0] == "_" and self._relabel:
            found = f"_:b{self._blank}"
            self._blank += 1
        elif " " in term:
            raise DocumentError(f"a statement about a statement (RDF 1.2) cannot be read: {term[:_EXCERPT]}")
        else:
            found = term
        self[term] = found
        return found


class _Counted(io.RawIOBase):
    """A file that knows how much of it was read."""

    def __init__(self, raw: IO[bytes]) -> None:
        self.raw = raw
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self.raw.read(len(buffer))
        buffer[: len(found)] = found
        self.count += len(found)
        return len(found)


class RdfInput:
    """An RDF file, or the standard input, to be read once.

    :param path: the file; ``-`` is the standard input
    :param syntax: its syntax as pyoxigraph calls it; by default that of its suffix, else what its beginning looks like
    :param relabel: give blank nodes labels by the order in which they come
    :raises DocumentError: when opened or read: no such file, a folder, another encoding, no RDF, wrong syntax (with line, column and text)
    """

    def __init__(self, path: Path, syntax: str | None = None, relabel: bool = False) -> None:
        self.path = path
        self.name = "standard input" if path == STDIN else str(path)
        self.syntax = syntax or (None if path == STDIN else syntax_of(path))
        self.prefixes: dict[str, str] = {}
        self.base = ""
        self._own: str | None = None
        self.size = 0
        self.graphs: set[str] = set()
        self._relabel = relabel
        self._counted: _Counted | None = None
        self._opened = ExitStack()
        self._last: _Last | None = None
        if path != STDIN and path.is_dir():
            raise DocumentError(f"{path}: a folder, not an RDF file")

    @property
    def read(self) -> int:
        """How many bytes of the file were read (of the compressed ones where it is compressed)."""
        return self._counted.count if self._counted else 0

    def quads(self) -> Iterator[tuple[str, str, str, str]]:
        """Give its statements, each with its graph: empty for the default graph."""
        named = _Names(self._relabel)
        with self._faults():
            parser = self._parser()
            if self.syntax in _WITH_GRAPHS:
                for quad in parser:
                    value, graph = str(quad.object), str(quad.graph_name)
                    if value[0] != '"':
                        value = named[value]
                    graph = "" if graph == "DEFAULT" else named[graph]
                    if graph:
                        self.graphs.add(graph)
                    yield named[str(quad.subject)], named[str(quad.predicate)], value, graph
            else:
                for quad in parser:
                    value = str(quad.object)
                    if value[0] != '"':
                        value = named[value]
                    yield named[str(quad.subject)], named[str(quad.predicate)], value, ""
            self._declared(parser)
            self._ended()

    def statements(self) -> Iterator[Any]:
        """Give its statements as pyoxigraph's quads, nothing of them kept but the labels of blank nodes, in the order in which they come."""
        from pyoxigraph import BlankNode, Quad

        labels: dict[str, BlankNode] = {}

        def named(term: Any) -> Any:
            if isinstance(term, BlankNode):
                return labels.setdefault(term.value, BlankNode(f"b{len(labels)}"))
            return term

        with self._faults():
            parser = self._parser()
            self._declared(parser)
            for quad in parser:
                subject, value = quad.subject, quad.object
                if isinstance(subject, BlankNode) or isinstance(value, BlankNode):
                    quad = Quad(named(subject), quad.predicate, named(value), named(quad.graph_name))  # noqa: PLW2901
                yield quad
            self._ended()

    def _declared(self, parser: Any) -> None:
        self.prefixes = {**self.prefixes, **parser.prefixes}
        self.base = "" if parser.base_iri in (None, self._own) else parser.base_iri

    def _ended(self) -> None:
        """Make sure that XML is not cut off, which pyoxigraph does not tell."""
        if self._last is None or _XML_END.search(self._last.text()):
            return
        line, column = self._where_in_xml()
        if line or self.path == STDIN:
            at = f":{line}:{column}" if line else ""
            raise DocumentError(
                f"{self.name}{at}: not RDF/XML: it ends before its root element does; is the file cut off?"
            )

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn what goes wrong while reading into a line for the user; close the file."""
        try:
            yield
        except SyntaxError as error:
            raise self._wrong(error) from None
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DocumentError(f"{self.name}: a damaged or truncated gzip file: {error}") from None
        except UnicodeError as error:
            raise DocumentError(f"{self.name}: not in the encoding that it declares: {error}") from None
        except OSError as error:
            raise DocumentError(f"{self.name}: cannot be read: {error.strerror or error}") from None
        except DocumentError as error:
            raise (error if str(error).startswith(self.name) else DocumentError(f"{self.name}: {error}")) from None
        finally:
            self._opened.close()

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """Give its statements; named graphs are merged."""
        for subject, predicate, value, _ in self.quads():
            yield subject, predicate, value

    def _open(self) -> Any:
        raw: IO[bytes]
        if self.path == STDIN:
            raw = sys.stdin.buffer
        else:
            raw = self._opened.enter_context(self.path.open("rb"))
            self.size = self.path.stat().st_size
        self._counted = _Counted(raw)
        found = io.BufferedReader(self._counted, _HEAD)
        if found.peek(2)[:2] == b"\x1f\x8b":
            return io.BufferedReader(gzip.GzipFile(fileobj=found), _HEAD)
        return found

    def _parser(self) -> Any:
        """Look at the beginning, then let pyoxigraph parse."""
        from pyoxigraph import RdfFormat, parse

        file = self._open()
        head = file.peek(_HEAD)[:_HEAD]
        self._refuse(head)
        if head.startswith(b"\xef\xbb\xbf"):
            file.read(3)
            head = head[3:]
        text = head.decode("utf-8", "replace").lstrip()
        if self.syntax is None:
            self.syntax = self._sniff(text)
        if self.syntax == "RDF_XML":
            self._entities(text)
            self.prefixes = dict(_XMLNS.findall(text))
            file = self._last = _Last(self._decoded(file, head))
        self._own = None if self.path == STDIN else self.path.resolve().as_uri()
        return parse(file, format=getattr(RdfFormat, self.syntax), base_iri=self._own)

    def _refuse(self, head: bytes) -> None:
        """Refuse what is no text in UTF-8, with a word on what it is."""
        for mark, name in _MARKS:
            if head.startswith(mark) and self.syntax != "RDF_XML":
                raise DocumentError(
                    f"{self.name}: written in {name}; RDF is read as UTF-8: iconv -f {name} -t UTF-8 makes it so"
                )
        for mark, name in _ARCHIVES:
            if head.startswith(mark):
                raise DocumentError(
                    f"{self.name}: {name}, not an RDF file; unpack it first (gzip alone is read as it is)"
                )
        if b"\0" in head[:1024] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise DocumentError(f"{self.name}: holds NUL bytes: a binary file, or UTF-16; RDF is read as UTF-8")
        if re.match(rb"\s*(?:<!doctype html|<html)", head, re.IGNORECASE):
            raise DocumentError(
                f"{self.name}: a web page (HTML), not an RDF file; was it the address of a page that was saved?"
            )

    def _sniff(self, text: str) -> str:
        plain = re.sub(r"\A(?:\s*#[^\n]*\n)+", "", text).lstrip()
        for syntax, pattern in _SNIFF:
            if pattern.match(plain):
                return syntax
        if self.path == STDIN:
            raise DocumentError(f"{self.name}: no syntax known by its beginning; name it with --from")
        raise DocumentError(f"{self.path}: unknown suffix; known are {' '.join(_SUFFIXES)}")

    def _entities(self, text: str) -> None:
        """Refuse entities that would be fetched, or that are made of others: a few lines can stand for gigabytes."""
        for name, external, double, single in _ENTITY.findall(text):
            value = double or single
            if external:
                raise DocumentError(
                    f"{self.name}: declares the external entity {name!r}; nothing outside the file is ever fetched"
                )
            if "&" in value or "%" in name or len(value) > _LONGEST_ENTITY:
                raise DocumentError(
                    f"{self.name}: the entity {name!r} is made of others, or very long; such files can explode, and are refused"
                )

    def _decoded(self, file: Any, head: bytes) -> Any:
        """Give XML in another encoding as text: its declaration is passed over, because pyoxigraph reads UTF-8 only."""
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = io.TextIOWrapper(file, "utf-16", newline="")
            beginning = text.read(1024)
            return _Joined(re.sub(r"\A\s*<\?xml[^>]*\?>", "", beginning), text)
        declared = _XML_ENCODING.match(head)
        if not declared or declared.group(1).lower() in (b"utf-8", b"utf8", b"us-ascii"):
            return file
        file.read(declared.end())
        encoding = declared.group(1).decode()
        try:
            return io.TextIOWrapper(file, encoding, newline="")
        except LookupError:
            raise DocumentError(f"{self.name}: declares the encoding {encoding!r}, which nobody knows") from None

    def _wrong(self, error: SyntaxError) -> DocumentError:
        """Say where the syntax is wrong, and what stands there."""
        line, column, message = error.lineno, error.offset, str(error.msg)
        message = re.sub(r"^Parser error (?:at|between) line .*?: | \(line \d+\)$", "", message)
        if line is None and self.syntax == "RDF_XML":
            line, column = self._where_in_xml()
        if self.syntax == "JSON_LD" and re.search(r"remote|[Ll]oad.*context|document loader", message):
            message = "its @context is on the web, and nothing is fetched: put the context itself into the file"
        if "nexpected end" in message:
            message += "; is the file cut off?"
        if "UTF-8" in message:
            message += "; is it in Latin-1? iconv -f LATIN1 -t UTF-8 would mend that"
        at = f":{line}:{column}" if line else ""
        there = self._excerpt(line, column or 1) if line else ""
        return DocumentError(
            f"{self.name}{at}: not {SYNTAX_NAMES[self.syntax or 'TURTLE']}: {message}"
            + (f"; there: {there}" if there else "")
        )

    def _again(self) -> Any:
        """Open the file anew; None where it was the standard input."""
        if self.path == STDIN:
            return None
        counted, found = self._counted, self._open()
        self._counted = counted
        return found

    def _where_in_xml(self) -> tuple[int | None, int | None]:
        """Give line and column where a file stops being XML; nothing where it is XML, but no RDF."""
        from xml.parsers import expat

        file = self._again()
        if file is None:
            return None, None
        try:
            expat.ParserCreate().ParseFile(file)
        except expat.ExpatError as error:
            return error.lineno, error.offset + 1
        return None, None

    def _excerpt(self, line: int, column: int) -> str:
        """Give the text from a place on, at most some 60 characters of one line."""
        file = self._again()
        if file is None or column > 1 << 24:
            return ""
        at = 1
        while at < line:
            piece = file.readline(1 << 20)
            if not piece:
                return ""
            at += piece.endswith(b"\n")
        text = file.readline(4 * column + 4 * _EXCERPT).decode("utf-8", "replace")
        found = text[column - 1 : column - 1 + _EXCERPT].strip("\ufeff\r\n")
        return "".join(each if each.isprintable() else "�" for each in found)


class _Last:
    """A file that remembers the end of what was read, bytes or text."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._end: Any = None

    def read(self, size: int = -1) -> Any:
        found = self._file.read(size)
        if found:
            self._end = found if len(found) > 400 or self._end is None else self._end[-400:] + found
        return found

    def text(self) -> str:
        end = self._end or ""
        return end if isinstance(end, str) else str(end[-400:], "utf-8", "replace")


class _Joined(io.TextIOBase):
    """A text, then the rest of a file."""

    def __init__(self, beginning: str, rest: IO[str]) -> None:
        self._beginning, self._rest = beginning, rest

    def read(self, size: int | None = -1) -> str:
        if self._beginning:
            found, self._beginning = self._beginning, ""
            return found
        return self._rest.read(-1 if size is None else size)

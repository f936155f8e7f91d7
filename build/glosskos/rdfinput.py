"""RDF files as they come: any syntax, gzip, byte order marks, no suffix, standard input; every fault is told with its place.

pyoxigraph parses. What it would not say clearly is seen before (:mod:`glosskos.rdfbytes`).
"""

from __future__ import annotations

import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from glosskos.errors import DocumentError
from glosskos.rdfbytes import HEAD, Chained, Counted, Last, check_entities, decoded_xml, refuse, sniff, text_of

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
_XML_END = re.compile(r"</(?:[\w.-]+:)?RDF\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)
_XMLNS = re.compile(r"""xmlns:([\w.-]+)\s*=\s*["']([^"']+)["']""")
_EXCERPT = 60


def syntax_of(path: Path) -> str | None:
    """Give the syntax that a file's suffix names (``.gz`` apart), as pyoxigraph calls it; None where it names none."""
    suffixes = [each.lower() for each in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return _SUFFIXES.get(suffixes[-1]) if suffixes else None


_BATCH = 4000  # statements


def _lines(parser: Any, syntax: str) -> Iterator[str]:
    """Give statements as lines without their end; the terms in them are those of :mod:`glosskos.terms`.

    To let pyoxigraph write many at once, and to divide the text, takes two thirds of the time of asking each statement for its terms.
    """
    from pyoxigraph import RdfFormat, serialize

    format_ = getattr(RdfFormat, syntax)
    while text := serialize(islice(parser, _BATCH), format=format_):
        lines = text.decode().split(" .\n")
        lines.pop()
        yield from lines


def _divided(rest: str) -> tuple[str, str]:
    """Divide an object from the graph behind it, of which there may be none."""
    end = rest.rindex('"') + 1 if rest[0] == '"' else 0
    space = rest.find(" ", end)
    return (rest[:space], rest[space + 1 :]) if space > 0 and rest[:2] != "<<" else (rest, "")


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
        self._counted: Counted | None = None
        self._opened = ExitStack()
        self._last: Last | None = None
        if path != STDIN and path.is_dir():
            records = "; --records takes a folder of records" if (path / "scheme.yaml").is_file() else ""
            raise DocumentError(f"{path}: a folder, not an RDF file{records}")

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
                for line in _lines(parser, "N_QUADS"):
                    subject, predicate, rest = line.split(" ", 2)
                    value, graph = _divided(rest)
                    if value[0] != '"':
                        value = named[value]
                    if graph:
                        graph = named[graph]
                        self.graphs.add(graph)
                    yield named[subject], named[predicate], value, graph
            else:
                for line in _lines(parser, "N_TRIPLES"):
                    subject, predicate, value = line.split(" ", 2)
                    if value[0] != '"':
                        value = named[value]
                    yield named[subject], named[predicate], value, ""
            self._declared(parser)
            self._ended()

    def statements(self) -> Iterator[Any]:
        """Give its statements as pyoxigraph's quads, nothing of them kept but the labels of blank nodes, in the order in which they come."""
        from pyoxigraph import BlankNode, DefaultGraph, Quad

        labels: dict[str, BlankNode] = {}

        def named(term: Any) -> Any:
            if isinstance(term, BlankNode):
                return labels.setdefault(term.value, BlankNode(f"b{len(labels)}"))
            return term

        with self._faults():
            parser = self._parser()
            self._declared(parser)
            graphs = self.syntax in _WITH_GRAPHS
            for quad in parser:
                subject, value = quad.subject, quad.object
                if graphs and not isinstance(quad.graph_name, DefaultGraph):
                    self.graphs.add(str(quad.graph_name))
                if (
                    isinstance(subject, BlankNode)
                    or isinstance(value, BlankNode)
                    or isinstance(quad.graph_name, BlankNode)
                ):
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
        self._counted = Counted(raw)
        found = io.BufferedReader(self._counted, HEAD)
        if found.peek(2)[:2] == b"\x1f\x8b":
            return io.BufferedReader(gzip.GzipFile(fileobj=found), HEAD)
        return found

    def _parser(self) -> Any:
        """Look at the beginning, then let pyoxigraph parse."""
        from pyoxigraph import RdfFormat, parse

        file = self._open()
        head = file.read(HEAD)
        refuse(self.name, head, self.syntax)
        head = head.removeprefix(b"\xef\xbb\xbf")
        text = text_of(head)
        if self.syntax is None:
            self.syntax = sniff(text) or self._unknown()
        if self.syntax == "RDF_XML":
            check_entities(self.name, text, len(head) >= HEAD - 3)
            self.prefixes = dict(_XMLNS.findall(text))
            file = self._last = Last(decoded_xml(self.name, file, head))
        else:
            file = io.BufferedReader(Chained(head, file), HEAD)
        self._own = None if self.path == STDIN else self.path.resolve().as_uri()
        return parse(file, format=getattr(RdfFormat, self.syntax), base_iri=self._own)

    def _unknown(self) -> str:
        if self.path == STDIN:
            raise DocumentError(f"{self.name}: no syntax known by its beginning; name it with --from")
        raise DocumentError(f"{self.path}: unknown suffix; known are {' '.join(_SUFFIXES)}")

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

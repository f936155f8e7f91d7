"""Files of any size: read, entailed, and written in any syntax, whole or not at all."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, Any

from glosskos.capacity import check_capacity
from glosskos.closure import MAX_PAIRS, entailments
from glosskos.collector import paused
from glosskos.errors import DocumentError, EmptyFile, GlosskosError
from glosskos.namespaces import PREFIXES, SKOS
from glosskos.ordering import Ordered
from glosskos.output import written
from glosskos.rdfinput import STDIN, RdfInput
from glosskos.syntax import SYNTAXES, WITH_GRAPHS, jsonld_context, jsonld_writer
from glosskos.terms import Term

__all__ = ["FORMATS", "Statements", "convert_stream", "format_of", "read_statements", "with_entailed", "write_files"]

FORMATS = ("ttl", "jsonld", "rdf", "nt", "trig", "nq")
Progress = Callable[..., None]
_SKOS = f"<{SKOS}"
_OX = {"ttl": "TURTLE", "jsonld": "JSON_LD", "rdf": "RDF_XML", "nt": "N_TRIPLES", "trig": "TRIG", "nq": "N_QUADS"}
# Prefixes that would be taken for the scheme of an IRI in JSON-LD.
_SCHEMES = set("urn http https mailto tel data info doi tag geo file ftp ark hdl isbn oid uuid".split())


@dataclass(frozen=True, slots=True)
class Statements:
    """What a file says.

    :param graphs: the triples of each graph by its name, empty for the default graph
    :param prefixes: the file's, and ours where it names none
    :param base: the base IRI that the file declares
    """

    name: str
    graphs: dict[Term, Ordered]
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str = ""

    @property
    def named(self) -> list[Term]:
        """The names of its graphs, the default graph apart."""
        return sorted(graph for graph in self.graphs if graph)

    @property
    def count(self) -> int:
        """How many statements there are, those of each graph by themselves."""
        return sum(map(len, self.graphs.values()))

    def merged(self) -> Ordered:
        """Give all triples as one graph."""
        if len(self.graphs) == 1:
            return next(iter(self.graphs.values()))
        found = Ordered()
        for _, graph in sorted(self.graphs.items()):
            found.add(graph)
        return found


def format_of(path: Path, wanted: str | None = None) -> str:
    """Give the format of an output: the one asked for, else the one that its suffix names.

    :raises GlosskosError: if neither says
    """
    if wanted:
        return wanted
    suffixes = [each.lower() for each in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    suffix = (
        {"turtle": "ttl", "json": "jsonld", "xml": "rdf", "owl": "rdf"}.get(suffixes[-1][1:], suffixes[-1][1:])
        if suffixes
        else ""
    )
    if suffix not in FORMATS:
        raise GlosskosError(f"{path}: no format is known by this suffix; name it with --to: {', '.join(FORMATS)}")
    return suffix


@paused()
def read_statements(source: RdfInput, progress: Progress = lambda *_: None) -> Statements:
    """Read a file whole.

    :raises EmptyFile: if there is no statement in it
    :raises DocumentError: what :class:`RdfInput` says
    """
    check_capacity(
        source.path, source.syntax, instead="convert --stream needs hardly any, and writes in the order of the file"
    )
    progress(f"reading {source.name}", source)
    graphs: dict[Term, Ordered] = {}
    for graph, quads in groupby(source.quads(), key=itemgetter(3)):
        graphs.setdefault(graph, Ordered()).add_quads(quads)
    if not graphs:
        raise EmptyFile(source.name)
    return Statements(source.name, graphs, _prefixes(source.prefixes), source.base)


def _prefixes(declared: Mapping[str, str]) -> dict[str, str]:
    """Give the file's prefixes, and ours for the namespaces for which it has none."""
    there = set(declared.values())
    ours = {prefix: name for prefix, name in PREFIXES.items() if name not in there and prefix not in declared}
    return dict(sorted({**ours, **declared}.items()))


@paused()
def with_entailed(
    found: Statements,
    only: bool = False,
    transitive: bool = True,
    max_pairs: int = MAX_PAIRS,
    progress: Progress = lambda *_: None,
) -> Statements:
    """Give a file's statements with what SKOS entails.

    :param only: the entailed ones alone
    :param transitive: whether by the axioms of transitivity too (S24, S45)
    :raises DocumentError: if it says nothing in SKOS
    :raises ClosureTooLarge: if the transitive closure is beyond the bound
    """
    asserted = found.merged()
    if not any(_speaks_skos(flat) for flat in asserted.by_subject.values()):
        raise DocumentError(f"{found.name}: holds no term of SKOS; is it a SKOS file?")
    progress("closing")
    entailed = entailments(asserted, transitive, max_pairs)
    closed = Ordered() if only else asserted
    closed.add(entailed.triples())
    return Statements(found.name, {"": closed}, found.prefixes, found.base)


def _speaks_skos(flat: Sequence[Term]) -> bool:
    return any(term.startswith(_SKOS) for term in flat)


@paused()
def write_files(found: Statements, targets: Sequence[tuple[Path, str]], progress: Progress = lambda *_: None) -> None:
    """Write files, all of them or none; ``-`` is the standard output.

    :param targets: paths and their formats
    :raises TargetError: if one cannot be written
    :raises DocumentError: if a format cannot say it
    """
    merged = None
    with ExitStack() as stack:
        for path, name in targets:
            out = stack.enter_context(_text(path))
            if f".{name}" in WITH_GRAPHS:
                progress(f"writing {path}", *found.graphs.values())
                WITH_GRAPHS[f".{name}"](found.graphs, out, found.prefixes, found.base)
            else:
                merged = merged or found.merged()
                progress(f"writing {path}", merged)
                _writer(name, found.prefixes)(merged, out, found.prefixes, found.base)


def _writer(name: str, prefixes: Mapping[str, str]) -> Callable[..., None]:
    return jsonld_writer(_context(prefixes)) if name == "jsonld" else SYNTAXES[f".{name}"]


def _context(prefixes: Mapping[str, str]) -> dict[str, Any]:
    """Give our context, with those of a file's prefixes that JSON-LD can take for prefixes."""
    context = dict(jsonld_context())
    for prefix, namespace in prefixes.items():
        own = prefix and prefix not in context and PREFIXES.get(prefix) != namespace and prefix not in _SCHEMES
        if own and namespace.endswith(("/", "#")) and namespace not in context.values():
            context[prefix] = namespace
    return context


@contextmanager
def _bytes(path: Path) -> Iterator[IO[bytes]]:
    if path == STDIN:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with written(path) as file:
        if path.suffix.lower() != ".gz":
            yield file
            return
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0, compresslevel=6) as packed:  # no clock
            yield packed  # type: ignore[misc]


@contextmanager
def _text(path: Path) -> Iterator[IO[str]]:
    with _bytes(path) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="\n")
        yield text
        text.flush()
        text.detach()


def convert_stream(source: RdfInput, target: Path, name: str, progress: Progress = lambda *_: None) -> int:
    """Convert statement by statement, in the order of the file, in hardly any memory; named graphs are merged where they must be.

    :param name: the format
    :returns: the number of statements, as often as they come
    :raises EmptyFile: if there is no statement in it
    """
    from pyoxigraph import RdfFormat, Triple as OxTriple, serialize  # noqa: I001

    statements = source.statements()
    first = next(statements, None)  # the head is read: syntax and prefixes are known
    if first is None:
        raise EmptyFile(source.name)
    progress(f"converting {source.name}", source)

    count = 1

    def every() -> Iterator[Any]:
        nonlocal count
        yield first
        for count, statement in enumerate(statements, 2):  # noqa: B007
            yield statement

    graphs = f".{name}" in WITH_GRAPHS
    items = every() if graphs else (OxTriple(quad.subject, quad.predicate, quad.object) for quad in every())
    with _bytes(target) as file:
        names = {prefix: namespace for prefix, namespace in _prefixes(source.prefixes).items() if prefix}
        serialize(items, file, getattr(RdfFormat, _OX[name]), prefixes=names)
    return count

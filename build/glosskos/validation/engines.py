"""SHACL engines: pyshacl, whose word counts, and PyPI ``shacl`` for large files. Both give the same findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from glosskos.errors import GlosskosError
from glosskos.interrupts import attended
from glosskos.locator import data_dir
from glosskos.namespaces import SH
from glosskos.terms import Triple, datatype_of, iri, is_literal, language_of, literal, parse_rdf, to_ntriples, value_of
from glosskos.validation.findings import Finding
from glosskos.validation.parts import asked, bare

__all__ = ["ENGINES", "LARGE", "engine_for", "number_of_concepts", "shape_files", "shapes_of", "to_rdflib"]

LARGE = 2000  # concepts: pyshacl takes some ten seconds for them, and ten times that for ten times as many
_TYPE, _CONCEPT = iri("rdf:type"), iri("skos:Concept")


def shape_files(families: Iterable[str] | None = None, folder: Path | None = None) -> list[Path]:
    """Give the files of families of shapes (``ontology/shapes/<family>.ttl``); all of them by default.

    :raises GlosskosError: if a family is unknown
    """
    place = folder or data_dir() / "ontology" / "shapes"
    known = {path.stem: path for path in sorted(place.glob("*.ttl"))}
    families = list(known if families is None else families)
    unknown = [name for name in families if name not in known]
    if unknown:
        raise GlosskosError(f"no shapes are called {', '.join(unknown)}; there are: {', '.join(known)}")
    return [known[name] for name in families]


def shapes_of(files: Iterable[Path]) -> list[Triple]:
    """Give the triples of files of shapes; blank nodes of different files are kept apart."""
    found: list[Triple] = []
    for path in files:
        found += parse_rdf(path)
    return found


def number_of_concepts(triples: Iterable[Triple]) -> int:
    """Count the statements that something is a ``skos:Concept``."""
    return sum(value == _CONCEPT and predicate == _TYPE for _, predicate, value in triples)


def engine_for(name: str, triples: Iterable[Triple]) -> str:
    """Give the engine to use; ``auto`` is pyshacl at the usual size and ``shacl`` from :data:`LARGE` concepts on.

    :raises GlosskosError: if it is unknown, or the file is large and the quick engine is not installed
    """
    if name in ENGINES:
        return name
    if name != "auto":
        raise GlosskosError(f"no SHACL engine is called {name!r}; there are: auto, {', '.join(ENGINES)}")
    concepts = number_of_concepts(triples)
    if concepts < LARGE:
        return "pyshacl"
    from importlib.util import find_spec

    if find_spec("shacl") is None:
        raise GlosskosError(
            f"{concepts} concepts are many for the engine pyshacl: install the quick one (pip install 'glosskos[fast]'), "
            "or take the time with --engine pyshacl"
        )
    return "shacl"


def to_rdflib(triples: Iterable[Triple]) -> Any:
    """Give triples as an rdflib Graph."""
    from rdflib import BNode, Graph, Literal, URIRef

    known: dict[str, Any] = {}

    def term(text: str) -> Any:
        if text not in known:
            if is_literal(text):
                language = language_of(text)
                kind = datatype_of(text)
                if language:
                    known[text] = Literal(value_of(text), lang=language)
                else:
                    plain = kind.endswith("XMLSchema#string") and "^^" not in text[text.rindex('"') :]
                    known[text] = Literal(value_of(text), datatype=None if plain else URIRef(kind), normalize=False)
            else:
                known[text] = BNode(text[2:]) if text[0] == "_" else URIRef(value_of(text))
        return known[text]

    graph = Graph()
    store, context = graph.store, graph
    for subject, predicate, value in triples:
        store.add((term(subject), term(predicate), term(value)), context)
    return graph


_COUNTED = re.compile(r"_:\d+_b(\d+)")
_PLAIN_PATH = re.compile(r"<[^<>]+>")  # no inverse, sequence or alternative


def _messages(texts: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((str(getattr(text, "language", None) or "en"), str(text)) for text in texts))


def _term(node: Any) -> str:
    """Give an rdflib term as ours; its own ``n3()`` writes long literals in Turtle's way."""
    from rdflib import Literal

    if not isinstance(node, Literal):
        return str(node.n3())
    text = literal(str(node), node.language or "")
    return f"{text}^^<{node.datatype}>" if node.datatype else text


def with_pyshacl(triples: Iterable[Triple], shapes: Iterable[Triple]) -> Iterator[Finding]:
    """Validate with pyshacl, without inference: what is to be seen must be in the graph."""
    from pyshacl import validate
    from rdflib import URIRef
    from rdflib.namespace import RDF

    _, results, _ = validate(
        to_rdflib(triples), shacl_graph=to_rdflib(shapes), inference="none", inplace=True, allow_infos=True
    )
    for result in results.subjects(RDF.type, URIRef(f"{SH}ValidationResult")):

        def value(name: str, result: Any = result) -> Any:
            return results.value(result, URIRef(SH + name))

        path = value("resultPath")
        yield Finding(
            severity=str(value("resultSeverity")).rsplit("#", 1)[-1],
            shape=str(value("sourceShape")),
            focus=value_of(_term(value("focusNode"))),
            path=str(path) if isinstance(path, URIRef) else "",
            value=_term(value("value"))
            if value("value") is not None and str(value("value")) != str(value("focusNode"))
            else "",
            message=_messages(results.objects(result, URIRef(f"{SH}resultMessage"))),
        )


def with_shacl(triples: Iterable[Triple], shapes: Iterable[Triple]) -> Iterator[Finding]:
    """Validate with PyPI ``shacl``.

    :raises GlosskosError: if it is not installed
    """
    try:
        from shacl import Shapes
    except ImportError:
        raise GlosskosError("the engine 'shacl' is not installed: pip install 'glosskos[fast]'") from None
    shapes = list(shapes)
    texts = _shape_messages(shapes)
    shapes = bare(shapes)

    def ask(shapes: Sequence[Triple], triples: Sequence[Triple], most: int | None) -> list[Finding]:
        compiled = Shapes.from_text(to_ntriples(shapes), format="ntriples")
        report = attended(partial(compiled.validate_text, to_ntriples(triples), format="ntriples", max_results=most))
        return list(_of_shacl(report.results, _blank_names(shapes, triples), texts))

    for part in asked(ask, shapes, triples if isinstance(triples, list) else list(triples)):
        yield from part


def _of_shacl(
    results: Iterable[Any], named: Callable[[str], str], texts: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[Finding]:
    """Give the results of ``shacl`` as findings.

    :param named: gives a blank node its own name back
    :param texts: shape to its messages
    """
    for result in results:
        shape = value_of(result.root_shape or result.source_shape or "")
        focus = value_of(named(result.focus_node))
        path = result.path or ""
        found = named(result.value or "")
        yield Finding(
            severity=result.severity,
            shape=shape,
            focus=focus,
            path=path[1:-1] if _PLAIN_PATH.fullmatch(path) else "",
            value=found if found and value_of(found) != focus else "",
            message=texts.get(shape, ()),
        )


def _blank_names(shapes: Iterable[Triple], triples: Iterable[Triple]) -> Callable[[str], str]:
    """Give a function that gives blank nodes their own names back: ``shacl`` counts them, in the order in which it reads them."""
    order: dict[str, None] = {}
    for group in (shapes, triples):
        for subject, _, value in group:
            for term in (subject, value):
                if term[0] == "_":
                    order.setdefault(term)
    names = list(order)

    def named(term: str) -> str:
        match = _COUNTED.fullmatch(term)
        return names[int(match.group(1))] if match and int(match.group(1)) < len(names) else term

    return named


def _shape_messages(shapes: Iterable[Triple]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for subject, predicate, value in shapes:
        if predicate == f"<{SH}message>":
            found.setdefault(value_of(subject), []).append((language_of(value) or "en", value_of(value)))
    return {shape: tuple(sorted(texts)) for shape, texts in found.items()}


ENGINES: dict[str, Callable[[Iterable[Triple], Iterable[Triple]], Iterator[Finding]]] = {
    "pyshacl": with_pyshacl,
    "shacl": with_shacl,
}

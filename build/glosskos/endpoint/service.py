"""What the server says of itself: the SPARQL service description and the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glosskos import __version__
from glosskos.endpoint.negotiation import GRAPH_TYPES, ROW_TYPES
from glosskos.queries import ReadyQuery
from glosskos.terms import Triple, iri, literal

__all__ = ["PREFIXES", "openapi", "service_description"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
PREFIXES = {"sd": _SD, "void": _VOID, "formats": _FORMATS}
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV", "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF_XML",
}  # fmt: skip


def service_description(about: Mapping[str, Any], address: str) -> list[Triple]:
    """Give the SPARQL 1.1 Service Description of this server, without blank nodes.

    :param about: what is served (:meth:`glosskos.endpoint.dataset.Dataset.about`)
    :param address: the URL of ``/sparql``
    """
    service, dataset, graph = iri(address), iri(f"{address}#dataset"), iri(f"{address}#graph")
    kind = iri("rdf:type")

    def sd(name: str) -> str:
        return iri(f"{_SD}{name}")

    def size(count: int) -> str:
        return literal(str(count), datatype="xsd:integer")

    triples: list[Triple] = [
        (service, kind, sd("Service")),
        (service, sd("endpoint"), service),
        (service, sd("supportedLanguage"), sd("SPARQL11Query")),
        *[(service, sd("resultFormat"), iri(f"{_FORMATS}{name}")) for name in _FORMAT_NAMES.values()],
        (service, sd("feature"), sd("EmptyGraphs")),
        (service, sd("defaultDataset"), dataset),
        (dataset, kind, sd("Dataset")),
        (dataset, sd("defaultGraph"), graph),
        (graph, kind, sd("Graph")),
        (graph, iri(f"{_VOID}triples"), size(about["triples"])),
    ]
    for number, (name, count) in enumerate(about["graphs"].items(), 1):
        named, content = iri(f"{address}#named-graph-{number}"), iri(f"{address}#graph-{number}")
        triples += [
            (dataset, sd("namedGraph"), named),
            (named, kind, sd("NamedGraph")),
            (named, sd("name"), iri(name)),
            (named, sd("graph"), content),
            (content, kind, sd("Graph")),
            (content, iri(f"{_VOID}triples"), size(count)),
        ]
    return triples


_TYPES = {"integer": "integer", "number": "number"}


def openapi(about: Mapping[str, Any], queries: Mapping[str, ReadyQuery], address: str) -> dict[str, Any]:
    """Give the OpenAPI 3.1 document of ``/api``.

    :param address: the URL that the server answers at
    """
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    errors = {
        "400": {"description": "a value does not fit", "content": problem},
        "503": {"description": "a limit was reached, or too many queries are at work", "content": problem},
    }
    rows: dict[str, Any] = {names[0]: {} for names in ROW_TYPES.values()}
    graphs: dict[str, Any] = {names[0]: {} for names in GRAPH_TYPES.values()}
    paths: dict[str, Any] = {
        "/api/queries": {"get": _get("listQueries", "The ready-made queries", [], {"application/json": {}}, {})},
        "/api/search": {
            "get": _get(
                "search",
                "Concepts whose labels or definitions fit some words",
                [
                    _parameter("q", "the words; the last may be a beginning", True),
                    _parameter("limit", "at most so many", False, "integer", "20"),
                ],
                {"application/json": {}},
                errors,
            )
        },
        "/api/concept": {
            "get": _get(
                "concept",
                "The concept that goes by a name, described as RDF",
                [_parameter("name", "slug, IRI, label, acronym or notation", True)],
                graphs,
                {**errors, "404": {"description": "no concept, or several, by that name", "content": problem}},
            )
        },
    }
    for query in queries.values():
        parameters = [
            _parameter(
                each.name,
                each.label.get("en", each.of),
                each.default is None,
                _TYPES.get(each.type, "string"),
                each.default,
            )
            for each in query.parameters
        ]
        found = graphs if query.form in ("CONSTRUCT", "DESCRIBE") else rows
        operation = _get(query.name, query.summary.get("en", query.name), parameters, found, errors)
        operation["description"] = query.description.get("en", "")
        operation["tags"] = list(query.tags)
        paths[f"/api/queries/{query.name}"] = {"get": operation}
    schema = {
        "type": "object",
        "required": ["title", "status"],
        "properties": {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": about["title"],
            "version": about["version"] or __version__,
            "summary": "Ready-made queries, search and look-up",
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": {"schemas": {"Problem": schema}},
    }


def _parameter(
    name: str, text: str, required: bool, kind: str = "string", default: str | None = None
) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": kind}
    if default is not None:
        schema["default"] = {"integer": int, "number": float}.get(kind, str)(default)
    return {"name": name, "in": "query", "description": text, "required": required, "schema": schema}


def _get(
    name: str, summary: str, parameters: list[dict[str, Any]], content: Mapping[str, Any], errors: Mapping[str, Any]
) -> dict[str, Any]:
    responses = {"200": {"description": "the answer", "content": dict(content)}, **errors}
    return {"operationId": name, "summary": summary, "parameters": parameters, "responses": responses}

"""Validation: shapes and quality queries on the asserted and the closed graph give a :class:`Report` of findings.

The closed graph is validated too, against the shapes of SKOS itself: S27, S46 and cycles show only there (SKOS Reference, 8.4 and
10.4). What our contract asks is about the graph as it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from glosskos.errors import GlosskosError
from glosskos.graph import Iris
from glosskos.model import Thesaurus
from glosskos.terms import Triple, literal, value_of
from glosskos.validation import quality
from glosskos.validation.editorial import editorial_findings
from glosskos.validation.engines import ENGINES, shape_files, shapes_of
from glosskos.validation.findings import SEVERITIES, Finding, Report, merge, place_of, short
from glosskos.validation.reports import REPORTS, as_html, as_json, as_markdown, as_text, as_turtle

__all__ = [
    "ENGINES", "OURS", "REPORTS", "SEVERITIES", "SKOS_ONLY", "Finding", "Report", "as_html", "as_json", "as_markdown", "as_text", "as_turtle",
    "short", "validate",
]  # fmt: skip

SKOS_ONLY = ("skos",)
OURS = ("skos", "concepts", "provenance", "scheme")


def validate(
    asserted: Sequence[Triple],
    entailed: Sequence[Triple],
    families: Iterable[str] = OURS,
    engine: str = "pyshacl",
    thesaurus: Thesaurus | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Check a graph.

    :param asserted: the graph as written
    :param entailed: what its closure adds
    :param families: which families of shapes
    :param engine: a key of :data:`ENGINES`
    :param thesaurus: the records behind it: findings get their place, shared labels their explanation
    :param progress: told what is being looked at
    :raises GlosskosError: if the engine or a family is unknown
    """
    if engine not in ENGINES:
        raise GlosskosError(f"no SHACL engine is called {engine!r}; there are: {', '.join(ENGINES)}")
    families = tuple(families)
    found: list[Finding] = []
    progress("SHACL on the asserted graph")
    found += ENGINES[engine](asserted, shapes_of(shape_files(families)))
    progress("SHACL on the closed graph")
    found += ENGINES[engine](
        [*asserted, *entailed], shapes_of(shape_files(each for each in families if each in SKOS_ONLY))
    )
    progress("quality queries")
    found += quality.run(asserted, _explained(thesaurus) if thesaurus else ())
    if thesaurus:
        progress("editorial checks")
        found += editorial_findings(thesaurus)
        found = [each if each.place else replace(each, place=place_of(each, thesaurus)) for each in found]
    checked = (
        ("triples asserted", str(len(asserted))),
        ("triples entailed", str(len(entailed))),
        ("shapes", ", ".join(families)),
        ("SHACL engine", engine),
    )
    return Report(merge(found), checked)


def _explained(thesaurus: Thesaurus) -> set[tuple[str, str]]:
    """Give the pairs of concept and shared label that the records explain, on either side."""
    iris = Iris(thesaurus.scheme.base)
    shared = {label for concept in thesaurus.concepts.values() for label in concept.shared_label}
    return {
        (value_of(iris.concept(concept.slug)), value_of(literal(label)))
        for concept in thesaurus.concepts.values()
        for label in concept.labels()
        if label in shared
    }

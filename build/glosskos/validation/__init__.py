"""Validation: shapes, quality queries, graph checks and editorial rules give a :class:`Report` of findings.

Which are asked is a profile's choice (:mod:`glosskos.validation.profiles`). The shapes of SKOS itself are asked of the closed graph:
S27, S46 and cycles show only there (SKOS Reference, 8.4 and 10.4), and none of their conditions is met by adding triples, so that
nothing is missed. All else is about the graph as it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from glosskos.errors import GlosskosError
from glosskos.model import Thesaurus
from glosskos.terms import Triple, value_of
from glosskos.validation import quality
from glosskos.validation.answers import unanswered
from glosskos.validation.catalogue import checks
from glosskos.validation.catalogue import families as all_families
from glosskos.validation.details import detailed
from glosskos.validation.editorial import editorial_findings
from glosskos.validation.engines import ENGINES, engine_for, shape_files, shapes_of
from glosskos.validation.findings import SEVERITIES, Finding, Report, merge, place_of, short
from glosskos.validation.graphs import graph_checks
from glosskos.validation.index import Vocabulary
from glosskos.validation.profiles import NOT_ASKED, Profile, closed_families, profile_of, profiles
from glosskos.validation.reports import REPORTS, as_github, as_html, as_json, as_markdown, as_text, as_turtle

__all__ = [
    "ENGINES", "OURS", "REPORTS", "SEVERITIES", "SKOS_ONLY", "Finding", "Profile", "Report", "as_github", "as_html", "as_json",
    "as_markdown", "as_text", "as_turtle", "profile_of", "profiles", "short", "validate",
]  # fmt: skip

SKOS_ONLY = closed_families()
OURS = profile_of("rc").families


def validate(
    asserted: Sequence[Triple],
    entailed: Sequence[Triple],
    families: Iterable[str] | str | Profile = OURS,
    engine: str = "pyshacl",
    thesaurus: Thesaurus | None = None,
    progress: Callable[[str], None] = lambda _: None,
    *,
    previous: Iterable[str] = (),
    printed: Mapping[str, str] | None = None,
) -> Report:
    """Check a graph.

    :param asserted: the graph as written
    :param entailed: what its closure adds
    :param families: a profile, its name, or which families of checks
    :param engine: a key of :data:`ENGINES`, or ``auto``: by the number of concepts
    :param thesaurus: the records behind it: findings get their place, what the cards explain is none
    :param progress: told what is being looked at
    :param previous: IRIs that an earlier version had
    :param printed: entry id to what the documents print there
    :raises GlosskosError: if the engine, the profile or a family is unknown
    """
    profile = families if isinstance(families, Profile) else profile_of(families)
    shaped = {path.stem for path in shape_files()}
    unknown = [each for each in profile.families if each not in shaped]
    if unknown and (unknown := [each for each in unknown if each not in all_families()]):
        raise GlosskosError(
            f"no family of checks is called {', '.join(unknown)}; there are: {', '.join(all_families())}"
        )
    engine = engine_for(engine, asserted)
    index = cache(lambda: Vocabulary(asserted, thesaurus, previous, printed))
    found = list(_shacl(asserted, entailed, profile, engine, progress))
    found += _others(asserted, index, profile, thesaurus, progress)
    found = list(detailed(found, index))
    judged = (
        replace(each, severity=severity)
        for each in found
        if (severity := profile.severity_of(each.check, each.severity)) != NOT_ASKED
    )
    if thesaurus:
        judged = (each if each.place else replace(each, place=place_of(each, thesaurus)) for each in judged)
    checked = (
        ("triples asserted", str(len(asserted))),
        ("triples entailed", str(len(entailed))),
        ("profile", profile.name),
        ("families", ", ".join(profile.families)),
        ("SHACL engine", engine),
    )
    return Report(merge(judged), checked)


def _shacl(
    asserted: Sequence[Triple],
    entailed: Sequence[Triple],
    profile: Profile,
    engine: str,
    progress: Callable[[str], None],
) -> Iterator[Finding]:
    known = {path.stem for path in shape_files()}
    published = [each for each in profile.families if each in known and each not in SKOS_ONLY]
    closed = [each for each in profile.families if each in SKOS_ONLY]
    if published:
        progress("SHACL on the asserted graph")
        yield from ENGINES[engine](asserted, shapes_of(shape_files(published)))
    if closed:
        progress("SHACL on the closed graph")
        yield from ENGINES[engine]([*asserted, *entailed], shapes_of(shape_files(closed)))


def _others(
    asserted: Sequence[Triple],
    index: Callable[[], Vocabulary],
    profile: Profile,
    thesaurus: Thesaurus | None,
    progress: Callable[[str], None],
) -> Iterable[Finding]:
    """Ask the checks that are no shapes; where there are cards, what they answer is left out."""
    asked = {each.name: each for each in checks().values() if each.kind != "shape" and each.in_profile(profile)}
    progress("quality queries")
    found = list(quality.run(asserted, [each for each in quality.quality_queries() if each.name in asked]))
    for check in graph_checks().values():
        if check.name in asked:
            progress(check.summary)
            problem = tuple(sorted(check.problem.items()))
            found += (
                Finding("Warning", check.iri, value_of(row.focus), row.path, row.value, problem, detail=row.detail)
                for row in check.find(index())
            )
    if thesaurus is None:
        return found
    progress("editorial rules")
    found += editorial_findings(thesaurus, asked)
    return unanswered(found, thesaurus, asked, checks())

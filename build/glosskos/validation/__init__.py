"""Validation: shapes, quality queries, graph checks and editorial rules give a :class:`Report` of findings.

Which are asked is a profile's choice (:mod:`glosskos.validation.profiles`). The shapes of SKOS itself are asked of the closed graph:
S27, S46 and cycles show only there (SKOS Reference, 8.4 and 10.4), and none of their conditions is met by adding triples, so that
nothing is missed. All else is about the graph as it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from glosskos.errors import GlosskosError
from glosskos.terms import Triple, value_of
from glosskos.validation.engines import ENGINES, engine_for, shape_files, shapes_of
from glosskos.validation.findings import SEVERITIES, Finding, Report, merge, place_of, short
from glosskos.validation.profiles import NOT_ASKED, Profile, closed_families, profile_of, profiles

if TYPE_CHECKING:
    from glosskos.model import Thesaurus
    from glosskos.validation.index import Vocabulary
    from glosskos.validation.reports import REPORTS, as_github, as_html, as_json, as_markdown, as_text, as_turtle

__all__ = [
    "ENGINES", "OURS", "REPORTS", "SEVERITIES", "SKOS_ONLY", "Finding", "Profile", "Report", "as_github", "as_html", "as_json",
    "as_markdown", "as_text", "as_turtle", "profile_of", "profiles", "short", "validate",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Give a form of report: they are imported where one is written."""
    if name == "REPORTS" or name.startswith("as_"):
        from glosskos.validation import reports

        return getattr(reports, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


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
    if unknown:
        _check_families(unknown)
    engine = engine_for(engine, asserted)

    @cache
    def index() -> Vocabulary:
        from glosskos.validation.index import Vocabulary

        return Vocabulary(asserted, thesaurus, previous, printed)

    found = list(_shacl(asserted, entailed, profile, engine, progress))
    if set(profile.families) - set(SKOS_ONLY):
        found += _others(asserted, index, profile, thesaurus, progress)
    if found:
        from glosskos.validation.details import detailed

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


def _check_families(families: Sequence[str]) -> None:
    from glosskos.validation.catalogue import families as all_families

    known = all_families()
    if unknown := [each for each in families if each not in known]:
        raise GlosskosError(f"no family of checks is called {', '.join(unknown)}; there are: {', '.join(known)}")


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
    """Ask the checks that are no shapes, of which the families seen on the closed graph have none; what the cards answer is left out."""
    from glosskos.validation import quality
    from glosskos.validation.catalogue import checks
    from glosskos.validation.graphs import graph_checks

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
    from glosskos.validation.answers import unanswered
    from glosskos.validation.editorial import editorial_findings

    progress("editorial rules")
    found += editorial_findings(thesaurus, asked)
    return unanswered(found, thesaurus, asked, checks())

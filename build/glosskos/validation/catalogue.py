"""All checks in one list, whatever they are made of: shapes, quality queries, graph checks, editorial rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from glosskos.namespaces import GK, RDFS, SH
from glosskos.terms import iri, language_of, value_of
from glosskos.validation.engines import shape_files, shapes_of
from glosskos.validation.profiles import Profile, profiles

__all__ = ["Check", "checks", "families", "solution_of", "table"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check, as its documentation gives it.

    :param kind: ``shape``, ``query``, ``graph`` or ``editorial``
    :param problem: what is wrong, in French and English
    :param severity: the check's own, before a profile has its say
    """

    name: str
    kind: str
    family: str
    problem: Mapping[str, str]
    principle: str
    solution: str
    severity: str

    @property
    def iri(self) -> str:
        """The IRI by which reports name it (``sh:sourceShape``)."""
        return f"{GK}{self.name}"

    def in_profile(self, profile: Profile) -> str:
        """Give its severity in a profile; empty where it is not asked."""
        return profile.severity_of(self.name, self.severity) if profile.asks(self.name, self.family) else ""


def _shapes() -> Iterator[Check]:
    for path in shape_files():
        said: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in shapes_of([path]):
            if subject[0] == "<":
                said.setdefault(subject, {}).setdefault(predicate, []).append(value)
        for subject, found in said.items():
            problem = {language_of(text): value_of(text) for text in found.get(iri("sh:message"), ())}
            principle, solution = (
                next((value_of(text) for text in found.get(f"<{name}>", ())), "")
                for name in (f"{RDFS}comment", f"{GK}solution")
            )
            severity = value_of(found[iri("sh:severity")][0]).removeprefix(SH)
            yield Check(value_of(subject).removeprefix(GK), "shape", path.stem, problem, principle, solution, severity)


def _others() -> Iterator[Check]:
    from glosskos.validation.editorial import CHECKS
    from glosskos.validation.graphs import graph_checks
    from glosskos.validation.quality import quality_queries

    default = next(iter(profiles().values())).default
    for query in quality_queries():
        severity = default.get(query.name, "Warning")
        yield Check(query.name, "query", query.family, dict(query.problem), query.principle, query.solution, severity)
    for each in graph_checks().values():
        severity = default.get(each.name, "Warning")
        yield Check(each.name, "graph", each.family, each.problem, each.principle, each.solution, severity)
    for rule in CHECKS:
        yield Check(rule.name, "editorial", "editorial", rule.message, rule.principle, rule.solution, "Warning")


@cache
def checks() -> dict[str, Check]:
    """Give all checks by name."""
    return {check.name: check for check in (*_shapes(), *_others())}


def families() -> list[str]:
    """Give all families, those of the first profile first."""
    named = [family for profile in profiles().values() for family in profile.families]
    return list(dict.fromkeys([*named, *(check.family for check in checks().values())]))


def solution_of(shape: str) -> str:
    """Give what to do about a finding, by the IRI of its check; nothing where the check is not ours."""
    check = checks().get(shape.removeprefix(GK))
    return check.solution if check else ""


def table() -> str:
    """Give all checks as Markdown, a table a family: the text of ``docs/checks.md``."""
    every = profiles()
    lines = [
        "# Checks",
        "",
        "Made by `glosskos validate --list-checks`; a test compares. The last columns give the severity in each profile (V violation,",
        "W warning, I information; empty where it is not asked). A shape is SHACL Core in `ontology/shapes`, a query SPARQL in",
        "`queries/quality`, a graph check an algorithm in `glosskos.validation.graphs`, an editorial rule looks at the cards.",
        "",
        *(f"- `{name}`: {profile.summary['en']}" for name, profile in every.items()),
    ]
    for family in families():
        lines += ["", f"## {family}", ""]
        lines.append("| check | kind | problem | why | what to do | " + " | ".join(every) + " |")
        lines.append("| --- | --- | --- | --- | --- |" + " :-: |" * len(every))
        for check in checks().values():
            if check.family == family:
                cells = [f"`{check.name}`", check.kind, check.problem["en"], check.principle, check.solution]
                cells += [check.in_profile(profile)[:1] for profile in every.values()]
                lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"

"""Every query and graph check has examples: ``tests/checks/<check>/{valid,invalid}-<what>.ttl``; shapes have theirs in ``tests/shapes``.

An invalid example has one fault and begins with a line ``# expect: <focus> check Severity`` for each result; the severity is the
check's own.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from seeds import SEEDS

from glosskos.terms import parse_rdf, value_of
from glosskos.validation.catalogue import checks, families, table
from glosskos.validation.graphs import graph_checks
from glosskos.validation.index import Vocabulary
from glosskos.validation.profiles import NOT_ASKED, profiles
from glosskos.validation.quality import quality_queries, run

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "checks"
EXPECT = re.compile(r"# expect: <(\S+)> (\S+) (Violation|Warning|Info)")
PATHS = sorted(EXAMPLES.glob("*/*.ttl"))
# What needs records, documents or an earlier version, and is tried on them in test_records_checks.py and the seeded faults.
ELSEWHERE = {"short-restatement", "lost-number", "removed-iri"}
ASKED = {name for name, check in checks().items() if check.kind in ("query", "graph")} - ELSEWHERE


def found(check: str, path: Path) -> set[tuple[str, str, str]]:
    triples = list(parse_rdf(path))
    queries = [query for query in quality_queries() if query.name == check]
    foci = (
        {each.focus for each in run(triples, queries)}
        if queries
        else {value_of(row.focus) for row in graph_checks()[check].find(Vocabulary(triples))}
    )
    return {(focus, check, checks()[check].severity) for focus in foci}


@pytest.mark.parametrize("path", PATHS, ids=[f"{path.parent.name}/{path.stem}" for path in PATHS])
def test_an_example_gives_what_it_says_and_no_more(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = {match.groups() for line in lines if (match := EXPECT.fullmatch(line))}
    assert bool(expected) == path.stem.startswith("invalid-")
    assert found(path.parent.name, path) == expected


def test_every_check_has_a_valid_and_an_invalid_example():
    kinds = {name: {path.stem.split("-")[0] for path in (EXAMPLES / name).glob("*.ttl")} for name in ASKED}
    assert {name for name, found in kinds.items() if found != {"valid", "invalid"}} == set()
    assert {path.parent.name for path in PATHS} == ASKED


def test_every_check_has_three_faults_to_find():
    """Examples and seeded faults together; our own contract's shapes have at least one each, and are asked of our records alone."""
    count = Counter(seed.check for seed in SEEDS)
    for folder in (EXAMPLES, ROOT / "tests" / "shapes"):
        count.update(path.parent.name for path in folder.glob("*/invalid-*.ttl"))
    ours = ("concepts", "provenance", "scheme", "editorial")
    wanted = {name for name, check in checks().items() if check.family not in ours} - ELSEWHERE
    assert {name: count[name] for name in wanted if count[name] < 3} == {}


def test_every_check_is_documented_in_both_languages():
    for check in checks().values():
        assert set(check.problem) == {"fr", "en"}, check.name
        assert all(check.problem.values()) and check.principle and check.solution, check.name
        assert check.severity in ("Violation", "Warning", "Info")


def test_a_severity_in_the_profiles_is_of_a_check_that_there_is():
    named = {name for profile in profiles().values() for name in (*profile.severity, *profile.default)}
    assert named - set(checks()) == set()
    levels = {
        level for profile in profiles().values() for level in (*profile.severity.values(), *profile.default.values())
    }
    assert levels <= {"Violation", "Warning", "Info", NOT_ASKED}


def test_checks_that_are_no_shapes_have_their_severity_in_the_profiles():
    others = {name for name, check in checks().items() if check.kind in ("query", "graph")}
    assert others == set(next(iter(profiles().values())).default)


def test_every_family_is_in_a_profile_and_has_a_check():
    assert {family for profile in profiles().values() for family in profile.families} == set(families())
    assert {check.family for check in checks().values()} == set(families())


def test_the_table_of_checks_is_the_committed_one():
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == table(), (
        "glosskos validate --list-checks > docs/checks.md"
    )
    assert all(f"`{name}`" in table() for name in checks())

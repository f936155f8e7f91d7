"""Faults sown into a clean vocabulary: each is found, and nothing else is, by both engines."""

from __future__ import annotations

from collections import Counter

import pytest
from seeds import SEEDS, Seed, clean

from glosskos.closure import close
from glosskos.terms import Triple
from glosskos.validation import ENGINES, SKOS_ONLY, profile_of, validate
from glosskos.validation.catalogue import checks


def found(
    triples: list[Triple], profile: str, engine: str, previous: tuple[str, ...] = ()
) -> set[tuple[str, str, str]]:
    report = validate(triples, close(triples), profile, engine, previous=previous)
    return {(each.focus, each.check, each.severity) for each in report.findings}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("profile", ["skos", "vocpub-like"])
def test_nothing_is_found_on_the_clean_vocabulary(engine, profile):
    assert found(clean(), profile, engine) == set()


@pytest.mark.parametrize("seed", SEEDS, ids=[f"{seed.check}-{at}" for at, seed in enumerate(SEEDS)])
def test_a_seeded_fault_is_found_and_nothing_else(seed: Seed):
    assert seed.graph() != clean() or seed.previous
    assert found(seed.graph(), seed.profile, "shacl", seed.previous) == seed.expected


SHAPES = [seed for seed in SEEDS if checks()[seed.check].kind == "shape"]


@pytest.mark.parametrize("seed", SHAPES, ids=[f"{seed.check}-{at}" for at, seed in enumerate(SHAPES)])
def test_the_other_engine_finds_it_too(seed: Seed):
    assert found(seed.graph(), seed.profile, "pyshacl", seed.previous) == seed.expected


def test_every_check_of_the_profile_for_any_vocabulary_is_seeded_three_times():
    count = Counter(seed.check for seed in SEEDS)
    asked = {check.name for check in checks().values() if check.in_profile(profile_of("skos"))}
    assert {name for name in asked if count[name] < 3} == set()


def test_the_families_seen_on_the_closed_graph_are_shapes_alone():
    """Where only they are asked, queries and graph checks are not even loaded."""
    assert {check.kind for check in checks().values() if check.family in SKOS_ONLY} == {"shape"}

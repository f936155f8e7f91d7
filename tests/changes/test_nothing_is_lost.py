"""Whatever two vocabularies say: the changes are empty for one and the same, and make the new one of the old one."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vocabularies import edited, edits, random_side

from conftest import RECORDS
from glosskos.changes import Side, compare, read_side, sides_alike
from glosskos.changes.patch import apply, as_json
from glosskos.changes.reports import as_changelog, as_markdown, as_text
from glosskos.changes.steward import apply_changes, catalog_changes, catalog_items

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
REAL = read_side(RECORDS / "thesaurus.ttl")
STATEMENTS = sorted(REAL.triples)


def check(old: Side, new: Side) -> None:
    comparison = compare(old, new)
    before, after, _ = sides_alike(old, new)
    told = Counter(triple for change in comparison.changes for triple in change.removed)
    told.update(triple for change in comparison.changes for triple in change.added)
    assert set(told) == before ^ after and set(told.values()) <= {1}
    assert apply(json.loads(as_json(comparison)), before) == after
    assert bool(comparison.changes) == (before != after)
    changed = apply_changes(catalog_items(before), catalog_changes(comparison, old, new))
    assert changed == catalog_items(after)
    for language in ("fr", "en"):
        assert (
            as_text(comparison, language) and as_markdown(comparison, language) and as_changelog(comparison, language)
        )


@given(random_side("old"), random_side("new"))
@settings(max_examples=400, deadline=None)
def test_of_random_vocabularies(old, new):
    check(old, new)


@given(random_side("a"))
@settings(max_examples=50, deadline=None)
def test_a_vocabulary_and_itself_do_not_differ(side):
    assert compare(side, side).changes == ()
    assert catalog_changes(compare(side, side), side, side) == []


@given(st.data())
@SLOW
def test_of_the_real_one_with_random_edits(data):
    after = edited(STATEMENTS, data.draw(edits(STATEMENTS)))
    check(REAL, Side("new", after))


def test_all_iris_renamed_at_once():
    base, other = "https://w3id.org/relation-client/", "https://example.org/elsewhere/"
    new = Side("new", {tuple(term.replace(f"<{base}", f"<{other}") for term in each) for each in STATEMENTS})
    check(REAL, new)
    comparison = compare(REAL, new)
    assert set(comparison.counts) <= {
        "concept-renamed",
        "theme-renamed",
        "source-renamed",
        "entry-renamed",
        "scheme",
        "statements",
    }
    assert comparison.counts["concept-renamed"] == 245 and comparison.counts["theme-renamed"] == 14
    changes = catalog_changes(comparison, REAL, new)
    assert {change["op"] for change in changes} == {"rename"}

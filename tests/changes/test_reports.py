"""Comparisons as they are read: text, Markdown, the changelog's draft, versions, and the word difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_compare import START
from vocabularies import compared, local, side

from glosskos.changes import Comparison, Level, compare
from glosskos.changes.headings import HEADINGS
from glosskos.changes.model import GROUPS, Change
from glosskos.changes.reports import as_changelog, as_markdown, as_text
from glosskos.changes.steward import as_catalog_changes, catalog_changes
from glosskos.changes.versions import advice
from glosskos.changes.words import mark, word_difference

NEW = (
    START.replace(" ; skos:narrower :card", "")
    .replace("Rectangle de carton.", "Rectangle de *carton* rigide.")
    .replace("skos:broader :tool", "skos:broader :act")
    + ':gift a skos:Concept ; skos:prefLabel "carte cadeau"@fr , "gift card"@en ; skos:broader :act . '
    ':s dct:modified "2026-12-01" . :act skos:altLabel "action"@fr .'
)


def test_text_is_grouped_counted_and_shows_the_words(tmp_path):
    comparison = compared(tmp_path, START, NEW)
    text = as_text(comparison, "fr", 100)
    assert "Concepts ajoutés (1)\n  - carte cadeau (gift card) < activité\n" in text
    assert "Concepts déplacés (1)\n  - carte : outil → activité\n" in text
    assert "  - carte [fr] : Rectangle de [-carton-]{+*carton* rigide+}.\n" in text
    assert "  - activité [fr] : autre libellé : {+action+}\n" in text
    assert "Dates (1)\n" in text and "2026-12-01" not in text
    assert "Version : 1.2.3 → 1.2.3 ; proposée 2.0.0 (majeure) — la version n'a pas été assez relevée" in text
    english = as_text(comparison, "en", 100)
    assert (
        "Concepts added (1)\n  - gift card (carte cadeau) < activité" in english and "was not raised enough" in english
    )
    assert "\033[" in as_text(comparison, "fr", 100, colour=True) and "\033[" not in text


def test_markdown_escapes_what_is_not_ours(tmp_path):
    text = as_markdown(compared(tmp_path, START, NEW))
    assert "## Concepts ajoutés (1)\n\n- **carte cadeau** (gift card) < activité\n" in text
    assert "Rectangle de ~~carton~~**\\*carton\\* rigide**." in text


def test_a_changelog_entry_has_the_version_that_is_due(tmp_path):
    text = as_changelog(compared(tmp_path, START, NEW))
    assert text.startswith(
        "## 2.0.0 – 2026-12-01\n\n- Concepts ajoutés :\n  - **carte cadeau** (gift card) < activité\n"
    )
    assert "- Définitions de l'éditeur : carte.\n" in text
    raised = as_changelog(compared(tmp_path, START, NEW.replace("1.2.3", "2.1.0")))
    assert raised.startswith("## 2.1.0 – 2026-12-01\n")
    assert as_changelog(compared(tmp_path, START, START), "en") == "## 1.2.3\n\nNo difference.\n"


def test_no_difference_is_said(tmp_path):
    same = compared(tmp_path, START, START)
    assert as_text(same).endswith("Aucune différence.\n") and as_markdown(same, "en").endswith("No difference.\n")


@pytest.mark.parametrize(
    ("old", "new", "kind", "proposed", "enough"),
    [
        ("1.2.3", "1.2.3", "concept-withdrawn", "2.0.0", False),
        ("1.2.3", "2.0.0", "moved", "2.0.0", True),
        ("0.1.0", "0.2.0", "concept-added", "0.2.0", True),
        ("0.1.0", "0.1.1", "concept-added", "0.2.0", False),
        ("1.2", "1.2.1", "definition", "1.2.1", True),
        ("1.2.3", "1.3.0", "dates", "1.2.3", True),
        ("1.2.3", "", "definition", "1.2.4", None),
        ("v2", "3", "definition", "", None),
        ("", "1.0.0", "definition", "", None),
    ],
)
def test_versions(old, new, kind, proposed, enough):
    found = advice(Comparison("a", "b", (Change(kind, "x"),), versions=(old, new)))
    assert (found.proposed, found.enough) == (proposed, enough)
    assert found.level is GROUPS[kind]


def test_without_a_change_nothing_is_raised():
    assert advice(Comparison("a", "b", (), versions=("1.0.0", "1.0.0"))).level is Level.NONE


def test_every_kind_has_a_heading_in_both_languages():
    assert set(HEADINGS) == set(GROUPS)


@given(st.text(alphabet="ab c'\n."), st.text(alphabet="ab c'\n."))
def test_the_runs_joined_are_the_texts(old, new):
    runs = list(word_difference(old, new))
    assert ("".join(was for _, was, _ in runs), "".join(now for _, _, now in runs)) == (old, new)
    assert all((what == "equal") == (was == now) for what, was, now in runs)


def marked(old: str, new: str) -> str:
    return mark(old, new, lambda text: f"[-{text}-]", lambda text: f"{{+{text}+}}", str)


def test_word_differences_read_well():
    long = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    assert marked(long + "fin", long + "bout") == "… douze treize quatorze quinze seize [-fin-]{+bout+}"
    assert marked("début " + long, "commencement " + long).startswith("[-début-]{+commencement+} un deux")
    assert marked("a b c d e", "v w x y z") == "[-a b c d e-] {+v w x y z+}"
    assert marked("", "tout") == "{+tout+}" and marked("tout", "") == "[-tout-]"
    assert marked("l'un et l'autre des deux", "l'une et l'autre des deux") == "l'[-un-]{+une+} et l'autre des deux"
    huge = "mot " * 3000
    assert next(iter(word_difference(huge, huge + "x")))[0] == "replace"


def test_catalog_changes_are_few_and_by_id(tmp_path):
    old, new = (
        side(tmp_path, START, "old"),
        side(tmp_path, NEW.replace(":tool a skos:Concept", ":tool owl:deprecated true ; a skos:Concept"), "new"),
    )
    comparison = compare(old, new)
    changes = catalog_changes(comparison, old, new)
    assert [(change["op"], change["id"].rsplit("/", 1)[1]) for change in changes] == [
        ("upsert", "act"),
        ("upsert", "card"),
        ("upsert", "gift"),
        ("delete", "tool"),
    ]
    by_id = {change["id"]: change for change in changes}
    assert by_id[local("card")[0]]["catalogId"] == "example.org.v.card"
    assert by_id[local("card")[0]]["fields"] == ["broader", "definition"] and by_id[local("gift")[0]]["new"] is True
    assert as_catalog_changes(comparison, old, new).count('"op"') == 4


def test_dates_alone_change_nothing_in_a_catalog(tmp_path):
    old, new = side(tmp_path, START, "old"), side(tmp_path, START + ':card dct:modified "2026-02-02" .', "new")
    comparison = compare(old, new)
    assert comparison.counts == {"dates": 1} and comparison.level is Level.NONE
    assert catalog_changes(comparison, old, new) == []

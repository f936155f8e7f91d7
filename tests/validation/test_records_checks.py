"""Checks that look at the records: gates that a card can answer, restatements held against the print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from glosskos.closure import close
from glosskos.graph import thesaurus_quads
from glosskos.model import Segment, Thesaurus
from glosskos.thesaurus import load_thesaurus
from glosskos.validation import Report, validate
from glosskos.validation.graphs.sources import numbers
from glosskos.validation.language_codes import other_language, tag_fault


def report_on(thesaurus: Thesaurus, printed: Mapping[str, str] | None = None) -> Report:
    triples = list(dict.fromkeys(quad[:3] for quad in thesaurus_quads(thesaurus)))
    return validate(triples, close(triples), "rc", "shacl", thesaurus, printed=printed)


def found(report: Report) -> set[tuple[str, str, str]]:
    return {(each.check, each.focus.rpartition("/")[2], each.severity) for each in report.findings}


def edit(records: Path, file: str, old: str, new: str) -> Thesaurus:
    path = records / "concepts" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_thesaurus(records)


# ---------------------------------------------------------------- gates and answers

LOOK_ALIKE = ("interaction", "    en: [phone call, call]\n", "    en: [phone call, call, Inbound Calls]\n")


def test_a_look_alike_is_a_gate(copied):
    report = report_on(edit(copied, *LOOK_ALIKE))
    assert found(report) == {
        ("look-alike-label", slug, "Violation") for slug in ("appel-telephonique", "appel-entrant")
    }
    assert report.fails()
    assert all(each.place.partition(":")[0].endswith("interaction.yaml") for each in report.findings)


@pytest.mark.parametrize("answer", ["sharedLabel", "stays"])
def test_a_gate_opens_where_both_cards_say_why(copied, answer):
    edit(copied, *LOOK_ALIKE)
    for slug, labels in (
        ("appel-telephonique", ["Inbound Calls"]),
        ("appel-entrant", ["inbound call"]),
    ):
        lines = (
            "  sharedLabel:\n" + "".join(f"    {label}: They are both called so.\n" for label in labels)
            if answer == "sharedLabel"
            else "  stays:\n"
            + "".join(f'    "look-alike-label:{label}": They are both called so.\n' for label in labels)
        )
        if slug == "appel-telephonique" and answer == "stays":
            thesaurus = edit(copied, "interaction", "  stays:\n", lines)
        else:
            thesaurus = edit(copied, "interaction", f"\n{slug}:\n", f"\n{slug}:\n{lines}")
    assert found(report_on(thesaurus)) == set()


def test_a_near_duplicate_is_answered_in_either_card(copied):
    line = '    "near-duplicate:call-back": "The prefix makes it another thing: « rappel » is calling somebody back."\n'
    silent = edit(copied, "interaction", "  stays:\n" + line, "")
    assert found(report_on(silent)) == {("near-duplicate", "appel-telephonique", "Warning")}
    path = next(
        path
        for path in sorted((copied / "concepts").glob("*.yaml"))
        if "\ncall-back:\n" in path.read_text(encoding="utf-8")
    )
    other = edit(
        copied,
        path.stem,
        "\ncall-back:\n",
        '\ncall-back:\n  stays:\n    "near-duplicate:appel-telephonique": The prefix makes it another thing.\n',
    )
    assert found(report_on(other)) == set()


def test_an_answer_to_no_check_at_all_is_reported(copied):
    thesaurus = edit(
        copied,
        "interaction",
        "\nappel-entrant:\n",
        "\nappel-entrant:\n  stays:\n    near-duplicat: A slip of the pen.\n",
    )
    assert found(report_on(thesaurus)) == {("idle-answer", "appel-entrant", "Warning")}


def test_answers_to_checks_that_were_not_asked_are_not_idle(thesaurus):
    triples = list(dict.fromkeys(quad[:3] for quad in thesaurus_quads(thesaurus)))
    report = validate(triples, close(triples), "skos", "shacl", thesaurus)
    assert "idle-answer" not in {each.check for each in report.findings}


# ---------------------------------------------------------------- restatements against the print


def test_the_real_restatements_lose_nothing_that_a_machine_can_see(thesaurus, documents):
    from glosskos.documents import read_documents

    printed = read_documents(documents, thesaurus).quotations
    assert len(printed) > 200
    assert found(report_on(thesaurus, printed)) == set()


@pytest.mark.parametrize("entry", ["chapsvision/008", "24pm/015", "chapsvision/034"])
def test_a_restatement_that_is_much_shorter_is_found(thesaurus, entry):
    ours = next(note for note in thesaurus.definitions if note.entry == entry)
    for times, expected in ((1.2, set()), (3, {"short-restatement"})):
        words = ours.text.split()
        printed = {entry: " ".join((words * 3)[: int(len(words) * times)])}
        report = report_on(thesaurus, printed)
        assert {each.check for each in report.findings} == expected
    assert [each.focus.split("/definition/")[1] for each in report.findings] == [f"{ours.concept}/{ours.source}"]
    assert report.findings[0].place.partition(":")[0].endswith(f"sources/{ours.source}.yaml")


@pytest.mark.parametrize("entry", ["chapsvision/008", "24pm/015", "chapsvision/034"])
def test_a_number_that_is_lost_is_found(thesaurus, entry):
    ours = next(note for note in thesaurus.definitions if note.entry == entry)
    report = report_on(thesaurus, {entry: f"{ours.text} Au moins 87,5 % des 1 234 clients, en trois étapes, soit 3."})
    lost = [each for each in report.findings if each.check == "lost-number"]
    assert len(lost) == 1
    assert {"1234", "87.5"} <= set(lost[0].detail.split(", "))


def test_without_the_document_the_length_in_the_records_tells(thesaurus):
    entry = thesaurus.entries["24pm/015"]
    long = replace(entry, body=(Segment(202, 0, 3000),))
    spoilt = replace(thesaurus, entries={**thesaurus.entries, entry.id: long})
    report = report_on(spoilt)
    assert {each.check for each in report.findings} == {"short-restatement"}
    assert "by the records" in report.findings[0].detail


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de 0 à 6", {"0", "6"}), ("87,5 % ou 87.5 %", {"87.5"}), ("1 234 clients, 1\u00a0234", {"1234"}), ("B2B, CO2, 3e et X25", set()),
        ("en 2026.", {"2026"}), ("24/7", {"24", "7"}), ("10-15 %", {"10", "15"}),
    ],
)  # fmt: skip
def test_the_numbers_of_a_text(text, expected):
    assert numbers(text) == expected


# ---------------------------------------------------------------- languages


@pytest.mark.parametrize(
    "tag", ["fr", "FR", "en-GB", "zh-Hant-TW", "gsw", "x-klingon", "i-klingon", "fr-x-uk", "es-419", "sl-rozaj-biske"]
)
def test_a_tag_that_exists(tag):
    assert tag_fault(tag) == ""


@pytest.mark.parametrize(
    "tag", ["fra", "fre", "ger", "jp", "cz", "english", "french", "en-UK", "xx", "f", "fr_FR", "fr-", "zz-FR"]
)
def test_a_tag_that_does_not_exist(tag):
    assert tag_fault(tag)


@pytest.mark.parametrize(
    ("text", "tag", "other"),
    [
        ("voice of the customer", "fr", "en"), ("taux de clic par campagne", "en", ""), ("gestion de la relation avec les clients", "en", "fr"),
        ("der Kunde", "en", "de"), ("CES survey", "en", ""), ("software", "fr", ""), ("клиент", "fr", "Cyrillic"), ("client", "ru", ""),
        ("customer relationship management software", "ru", "Latin"), ("клиент", "sr-Cyrl", ""), ("клиент", "sr", ""), ("", "fr", ""), ("42", "fr", ""),
    ],
)  # fmt: skip
def test_the_language_a_text_reads_as(text, tag, other):
    assert other_language(text, tag) == other

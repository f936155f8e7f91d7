"""Records: every error at once, each with its file and line; scalars stay strings."""

from __future__ import annotations

from pathlib import Path

import pytest

from glosskos.errors import Problem, RecordsError
from glosskos.model import BroaderType, Segment, Status
from glosskos.record_files import read_yaml
from glosskos.records import parse_segments
from glosskos.thesaurus import load_thesaurus


def spoil(folder: Path, name: str, old: str, new: str) -> tuple[Path, int]:
    """Replace the first ``old`` in a record by ``new``; give the file and the line where it stood."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    at = text.index(old)
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
    return path, text[:at].count("\n") + 1


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(RecordsError) as caught:
        load_thesaurus(folder)
    return list(caught.value.problems)


def line_of(path: Path, text: str, after: str = "") -> int:
    whole = path.read_text(encoding="utf-8")
    return whole[: whole.index(text, whole.index(after) if after else 0)].count("\n") + 1


def test_the_real_records_are_read_whole(thesaurus):
    assert {source: sum(entry.source == source for entry in thesaurus.entries.values()) for source in thesaurus.sources} == {
        "24pm": 15, "chapsvision": 59, "mars-marketing": 59, "salesforce": 44, "sitel": 46,
    }  # fmt: skip
    assert thesaurus.concepts["detracteur-nps"].broader[0].object == "net-promoter-score"
    assert thesaurus.concepts["detracteur-nps"].broader[0].type is BroaderType.PARTITIVE
    assert thesaurus.entries["24pm/002"].status is Status.MISSING
    assert not thesaurus.entries["24pm/002"].restatements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", (Segment(12),)),
        ("204-206", (Segment(204), Segment(205), Segment(206))),
        ("202, 208:0-131", (Segment(202), Segment(208, 0, 131))),
        ("208:132-", (Segment(208, 132, None),)),
        ("", ()),
    ],
)
def test_segments_are_read_as_written(text, expected):
    assert parse_segments(text) == expected


def test_segments_are_written_as_read():
    assert [str(each) for each in parse_segments("12, 208:0-131, 208:132-")] == ["12", "208:0-131", "208:132-"]


def test_scalars_stay_strings(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("number: 031\nanswer: NO\ndate: 2026-11-22\nempty: ~\n")
    assert read_yaml(path)[0] == {"number": "031", "answer": "NO", "date": "2026-11-22", "empty": "~"}


def test_a_wrong_key_is_named_with_its_line_and_the_nearest_key(copied):
    path, line = spoil(copied, "concepts/indicateur.yaml", "  definition:", "  defintion:")
    found = [problem for problem in problems(copied) if "defintion" in problem.message]
    assert [(problem.path, problem.line) for problem in found] == [(str(path), line)]
    assert "did you mean 'definition'" in found[0].message


def test_a_key_like_no_other_lists_the_known_ones(copied):
    spoil(copied, "concepts/indicateur.yaml", "  definition:", "  zzz: 1\n  definition:")
    assert any("'zzz'" in problem.message and "prefLabel" in problem.message for problem in problems(copied))


def test_an_unknown_concept_is_named_with_its_line(copied):
    path, line = spoil(copied, "concepts/indicateur.yaml", "    - concept: indicateur\n", "    - concept: indicatuer\n")
    (found,) = problems(copied)
    assert found.path == str(path)
    assert found.line == line - 1  # the line of the key `broader`
    assert "'indicatuer'" in found.message and "did you mean 'indicateur'" in found.message


def test_a_duplicate_slug_in_one_file_and_across_files(copied):
    card = "\nindicateur:\n  notation: RC9999\n  prefLabel: {fr: a, en: b}\n  created: '2026-01-01'\n  definition: {fr: a, en: b}\n  theme: [crm]\n"
    here = copied / "concepts" / "indicateur.yaml"
    here.write_text(here.read_text(encoding="utf-8") + card, encoding="utf-8")
    assert any("'indicateur' stands here a second time" in problem.message for problem in problems(copied))
    here.write_text(here.read_text(encoding="utf-8").replace(card, ""), encoding="utf-8")
    (copied / "concepts" / "zzz.yaml").write_text(card, encoding="utf-8")
    found = [problem for problem in problems(copied) if "stands already at" in problem.message]
    assert found[0].path.endswith("zzz.yaml") and "indicateur.yaml:3" in found[0].message


def test_a_link_to_oneself(copied):
    _, line = spoil(
        copied,
        "concepts/indicateur.yaml",
        "    - concept: indicateur\n",
        "    - concept: indicateur-cle-de-performance\n",
    )
    assert [(problem.line, "broader to itself" in problem.message) for problem in problems(copied)] == [
        (line - 1, True)
    ]


def test_a_label_in_no_language(copied):
    path = copied / "concepts" / "indicateur.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("  prefLabel:\n    fr: indicateur\n    en: indicator\n", "  prefLabel: indicateur\n", 1),
        encoding="utf-8",
    )
    (found,) = problems(copied)
    assert found.line == line_of(path, "prefLabel: indicateur")
    assert "must be a mapping by language" in found.message


def test_a_label_in_another_language_or_in_one_only(copied):
    spoil(copied, "concepts/indicateur.yaml", "    en: indicator\n", "    de: Kennzahl\n")
    messages = [problem.message for problem in problems(copied)]
    assert any("'de'" in message for message in messages)
    assert any("'en' is missing" in message for message in messages)


def test_tabs_are_listed_line_by_line(copied):
    path = copied / "themes.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[2], lines[5] = "\t" + lines[2].strip(), "  \t" + lines[5].strip()
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [(problem.path, problem.line) for problem in problems(copied)] == [(str(path), 3), (str(path), 6)]


def test_problems_of_all_files_come_at_once(copied):
    spoil(copied, "concepts/indicateur.yaml", "  definition:", "  wrong1:")
    spoil(copied, "concepts/canal.yaml", "  definition:", "  wrong2:")
    spoil(copied, "sources/sitel.yaml", "layout:", "layuot:")
    spoil(copied, "scheme.yaml", "version: 0.1.0", "version: one")
    text = "\n".join(map(str, problems(copied)))
    assert all(word in text for word in ("wrong1", "wrong2", "layuot", "'one'"))


def test_references_between_files(copied):
    spoil(copied, "concepts/canal.yaml", "  theme: [", "  theme: [nowhere, ")
    spoil(copied, "sources/sitel.yaml", "concept: [disruptor]", "concept: [disrupter]")
    spoil(copied, "concepts/acteur.yaml", "entry: [", "entry: [sitel/999, ")
    text = "\n".join(map(str, problems(copied)))
    assert "unknown theme 'nowhere'" in text
    assert "unknown concept 'disrupter'; did you mean 'disruptor'?" in text
    assert "unknown entry 'sitel/999'" in text


def test_an_entry_with_several_concepts_needs_a_restatement_for_each(copied):
    path, _ = spoil(copied, "sources/salesforce.yaml", "      sales-development-representative: >-", "      lead: >-")
    text = "\n".join(map(str, problems(copied)))
    assert f"{path.name}" in text
    assert "no restatement for the concept 'sales-development-representative'" in text
    assert "a restatement for 'lead'" in text


def test_an_entry_must_stand_somewhere(copied):
    path = copied / "sources" / "24pm.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index('number: "002"')
    path.write_text(text[:at] + text[at:].replace("    heading: 8, 10\n", "", 1), encoding="utf-8")
    assert "neither heading nor body" in "\n".join(map(str, problems(copied)))


def test_a_notation_twice(copied):
    spoil(copied, "concepts/indicateur.yaml", "notation: RC0002", "notation: RC0001")
    assert "notation RC0001 belongs to 'indicateur' already" in str(problems(copied)[0])


def test_a_pair_stated_from_both_sides(copied):
    path = copied / "concepts" / "zz.yaml"
    path.write_text(
        "a:\n  notation: RC9001\n  prefLabel: {fr: aa, en: aa}\n  definition: {fr: x, en: x}\n  theme: [crm]\n  created: '2026-01-01'\n"
        "  related:\n    - {concept: b, reason: {fr: x, en: x}}\n"
        "b:\n  notation: RC9002\n  prefLabel: {fr: bb, en: bb}\n  definition: {fr: x, en: x}\n  theme: [crm]\n  created: '2026-01-01'\n"
        "  related:\n    - {concept: a, reason: {fr: x, en: x}}\n",
        encoding="utf-8",
    )
    (found,) = problems(copied)
    assert (found.line, "is stated already at" in found.message) == (15, True)


def test_a_withdrawn_concept_keeps_no_links_and_says_why(copied):
    path = copied / "concepts" / "zz.yaml"
    card = "gone:\n  notation: RC9001\n  prefLabel: {fr: aa, en: aa}\n  created: '2026-01-01'\n  deprecated: true\n"
    path.write_text(card + "  theme: [crm]\n", encoding="utf-8")
    text = "\n".join(map(str, problems(copied)))
    assert "'historyNote' is missing" in text and "a withdrawn concept has no 'theme'" in text
    path.write_text(card + "  historyNote: {fr: retiré, en: withdrawn}\n  isReplacedBy: [nothing]\n", encoding="utf-8")
    assert "replaced by 'nothing', which is no concept" in str(problems(copied)[0])
    path.write_text(card + "  historyNote: {fr: retiré, en: withdrawn}\n  isReplacedBy: [client]\n", encoding="utf-8")
    thesaurus = load_thesaurus(copied)
    assert thesaurus.concepts["gone"].deprecated
    assert "gone" not in thesaurus.top_concepts
    spoil(copied, "concepts/canal.yaml", "    - concept: canal\n", "    - concept: gone\n")
    assert "which is withdrawn" in str(problems(copied)[0])


def test_an_explained_label_must_be_its_own(copied):
    spoil(
        copied,
        "concepts/canal.yaml",
        "  theme:",
        "  sharedLabel: {nothing such: a reason that is long enough}\n  theme:",
    )
    assert "'nothing such' is none of its labels" in str(problems(copied)[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1", "not YAML"),
        ("a: *nowhere\n", "not YAML"),
        ("", "empty"),
        ("a: 1\na: 2\n", "a second time"),
        ("- 1\n- 2\n", "must be a mapping"),
        ("a: \x07\n", "not YAML"),
    ],
)
def test_a_file_that_is_no_record(copied, text, said):
    (copied / "themes.yaml").write_text(text, encoding="utf-8")
    found = problems(copied)
    assert said in found[0].message and found[0].path.endswith("themes.yaml")


def test_a_file_in_another_encoding_or_not_there(copied):
    (copied / "themes.yaml").write_bytes("a: é".encode("latin-1"))
    assert "not UTF-8" in problems(copied)[0].message
    (copied / "themes.yaml").unlink()
    assert "cannot be read" in problems(copied)[0].message


def test_a_folder_without_sources_or_concepts(copied):
    for path in [*(copied / "sources").iterdir(), *(copied / "concepts").iterdir()]:
        path.unlink()
    text = "\n".join(map(str, problems(copied)))
    assert "no glossary here" in text and "no concepts here" in text


def test_wrong_forms_are_told_apart(copied):
    spoil(copied, "concepts/indicateur.yaml", "type: generic", "type: gnereic")
    spoil(copied, "concepts/indicateur.yaml", "notation: RC0001", "notation: '1'")
    spoil(copied, "concepts/canal.yaml", "  theme: [", "  theme: [a, b, c, ")
    text = "\n".join(map(str, problems(copied)))
    assert "'gnereic' is none of generic, partitive, instantial" in text
    assert "'1' is not of the form ^RC[0-9]{4}$" in text
    assert "has more than 3 items" in text


def test_every_line_of_the_real_records_has_a_place(thesaurus, records):
    for concept in thesaurus.concepts.values():
        line = Path(concept.place.path).read_text(encoding="utf-8").split("\n")[concept.place.line - 1]
        assert line == f"{concept.slug}:"


def test_an_unknown_layout_is_named_with_its_line(copied):
    path, line = spoil(copied, "sources/sitel.yaml", "layout: cut-teasers", "layout: cut-tees")
    (found,) = problems(copied)
    assert (found.path, found.line) == (str(path), line)
    assert "no layout is called 'cut-tees'" in found.message


def test_every_layout_is_in_the_module_of_its_name():
    from glosskos.layouts import exists, layouts

    assert all(exists(name) for name in layouts())
    assert not exists("nonsense") and not exists("")


def test_an_entry_is_not_filed_under_a_withdrawn_concept(copied):
    path = copied / "concepts" / "zz.yaml"
    path.write_text(
        "gone:\n  notation: RC9001\n  prefLabel: {fr: aa, en: aa}\n  created: '2026-01-01'\n  deprecated: true\n"
        "  historyNote: {fr: retiré, en: withdrawn}\n  isReplacedBy: [client]\n",
        encoding="utf-8",
    )
    source, line = spoil(copied, "sources/sitel.yaml", "concept: [disruptor]", "concept: [gone]")
    found = [problem for problem in problems(copied) if "withdrawn" in problem.message]
    assert [(problem.path, problem.line) for problem in found] == [(str(source), line)]


def test_an_entry_of_two_concepts_with_one_text_is_refused(copied):
    source, line = spoil(copied, "sources/sitel.yaml", "concept: [disruptor]", "concept: [disruptor, dragon]")
    (found,) = problems(copied)
    assert (found.path, found.line) == (str(source), line + 1)
    assert "must be a mapping" in found.message


def test_a_slug_of_other_characters_is_named_at_its_line(copied):
    path, line = spoil(copied, "concepts/canal.yaml", "hotline:\n", "hot line:\n")
    found = [problem for problem in problems(copied) if "is no slug" in problem.message]
    assert [(problem.path, problem.line) for problem in found] == [(str(path), line)]

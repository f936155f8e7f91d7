"""A folder of documents: which source each file is, quotations, and changes entry by entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from glosskos.documents import Change, check_document, decode, document_hash, read_documents, read_text
from glosskos.errors import DocumentError
from glosskos.model import Status
from glosskos.text import normalise

SOURCES = ["24pm", "chapsvision", "mars-marketing", "salesforce", "sitel"]


@pytest.fixture
def folder(documents, tmp_path) -> Path:
    """A copy of the five documents, to be spoilt."""
    for path in documents.glob("*.txt"):
        shutil.copyfile(path, tmp_path / path.name)
    return tmp_path


@pytest.fixture(scope="session")
def paths(documents, thesaurus):
    """Source id to the name of its file."""
    return {document.source: document.path.name for document in read_documents(documents, thesaurus).checked}


def of(thesaurus, source):
    return [entry for entry in thesaurus.entries.values() if entry.source == source]


def with_body(thesaurus):
    return {entry.id for entry in thesaurus.entries.values() if entry.body}


def plain_entry(thesaurus, source, skip=5):
    """An entry in the middle of a document whose body is one whole line."""
    whole = [e for e in of(thesaurus, source) if len(e.body) == 1 and not e.body[0].start and e.body[0].end is None]
    return whole[skip]


def edit(path: Path, line: int, text: str | None) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[line - 1 : line] = [] if text is None else [text]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def changes(folder, thesaurus, source):
    found = read_documents(folder, thesaurus)
    return next(document for document in found.checked if document.source == source)


# The documents as they are


def test_the_five_documents_are_as_recorded_and_everything_is_quoted(documents, thesaurus):
    found = read_documents(documents, thesaurus)
    assert [document.source for document in found.checked] == SOURCES
    assert (found.changed, found.missing) == ([], ())
    assert set(found.quotations) == with_body(thesaurus)


def test_quotations_are_the_documents_words_in_restored_order(documents, thesaurus):
    for document in read_documents(documents, thesaurus).checked:
        lines = document.path.read_text(encoding="utf-8").splitlines()
        for entry in of(thesaurus, document.source):
            if entry.body:
                printed = " ".join(segment.cut(lines) for segment in entry.body)
                assert normalise(document.quotations[entry.id]) == normalise(printed)


def test_a_file_that_is_none_of_the_sources_is_named_and_skipped(documents, thesaurus):
    found = read_documents(documents, thesaurus)
    assert [reason for reason in found.skipped if "README.md" in reason and "none of the sources" in reason]


def test_documents_are_known_under_any_name(folder, thesaurus):
    for number, path in enumerate(sorted(folder.iterdir())):
        path.rename(folder / f"{9 - number} sans titre")
    assert not read_documents(folder, thesaurus).changed


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "\n".join(line for line in text.splitlines() if line.strip()),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("\n", " \t\n"),
        lambda text: text.replace("é", "e\u0301"),
    ],
    ids=["crlf", "bom", "no blank lines", "more blank lines", "trailing spaces", "decomposed"],
)
def test_documents_written_in_another_way_are_the_same(rewrite, folder, documents, thesaurus):
    for path in folder.iterdir():
        path.write_bytes(rewrite(path.read_text(encoding="utf-8")).encode())
    found = read_documents(folder, thesaurus)
    assert found.changed == []
    expected = read_documents(documents, thesaurus).quotations
    assert {id_: normalise(text) for id_, text in found.quotations.items()} == {
        id_: normalise(text) for id_, text in expected.items()
    }


def test_hidden_files_and_sub_folders_do_not_count(folder, thesaurus):
    (folder / ".hidden").write_bytes(b"\xff\xfe\0")
    (folder / "sub").mkdir()
    assert read_documents(folder, thesaurus).skipped == ()


def test_unusable_files_are_named_and_skipped(folder, thesaurus):
    (folder / "empty").write_bytes(b"")
    (folder / "notes").write_text("Une liste de courses.\n")
    reasons = read_documents(folder, thesaurus).skipped
    assert [reason.split(": ", 1)[1] for reason in reasons] == ["empty", "none of the sources"]


def test_a_missing_document_is_named(folder, thesaurus, paths):
    (folder / paths["sitel"]).unlink()
    found = read_documents(folder, thesaurus)
    assert found.missing == ("sitel",)
    assert not [id_ for id_ in found.quotations if id_.startswith("sitel/")]


def test_a_folder_without_any_of_the_documents_is_an_error(tmp_path, thesaurus):
    (tmp_path / "notes").write_text("Une liste de courses.\n")
    with pytest.raises(DocumentError, match="holds none of the documents"):
        read_documents(tmp_path, thesaurus)


# Copies


@pytest.mark.parametrize("names", [("a", "z"), ("z", "a")])
def test_of_two_copies_the_nearer_to_the_records_is_taken(names, folder, thesaurus, paths):
    good, spoilt = names
    (folder / paths["sitel"]).rename(folder / good)
    shutil.copyfile(folder / good, folder / spoilt)
    edit(folder / spoilt, plain_entry(thesaurus, "sitel").body[0].line, "Une phrase toute neuve.")
    found = read_documents(folder, thesaurus)
    assert found.changed == []
    assert [reason for reason in found.skipped if f"/{spoilt}: a second copy of sitel; {good} is taken" in reason]


def test_of_two_equal_copies_one_is_taken_and_the_other_named(folder, thesaurus, paths):
    shutil.copyfile(folder / paths["24pm"], folder / "zz copy")
    found = read_documents(folder, thesaurus)
    assert len(found.checked) == 5
    assert [reason for reason in found.skipped if "zz copy: a second copy of 24pm" in reason]


# Edited documents


@pytest.mark.parametrize("source", SOURCES)
def test_a_changed_definition_is_reported_and_the_others_keep_their_quotations(source, folder, thesaurus, paths):
    entry = plain_entry(thesaurus, source)
    path = folder / paths[source]
    line = path.read_text(encoding="utf-8").splitlines()[entry.body[0].line - 1]
    cut = f"{line[:-6]} [...]" if line.endswith("[...]") else line
    edit(path, entry.body[0].line, cut.replace(" de ", " d’un autre ", 1))
    document = changes(folder, thesaurus, source)
    assert [(change.kind, change.entry) for change in document.changes] == [("changed", entry.id)]
    assert set(document.quotations) == {e.id for e in of(thesaurus, source) if e.body} - {entry.id}


@pytest.mark.parametrize("source", SOURCES)
def test_an_entry_that_has_gone_is_reported(source, folder, thesaurus, paths):
    entry = plain_entry(thesaurus, source)
    for segment in sorted([*entry.body, *entry.heading], reverse=True):
        edit(folder / paths[source], segment.line, None)
    document = changes(folder, thesaurus, source)
    assert [(change.kind, change.entry, change.lines) for change in document.changes] == [("gone", entry.id, "")]
    assert len(document.quotations) == sum(bool(e.body) for e in of(thesaurus, source)) - 1


@pytest.mark.parametrize("source", ["24pm", "mars-marketing", "sitel"])
def test_a_new_entry_is_reported_with_its_line(source, folder, thesaurus, paths):
    path = folder / paths[source]
    entry = plain_entry(thesaurus, source)
    gap = [] if source == "mars-marketing" else [""]
    fresh = ["Zeugme", *gap, "Le zeugme est une figure de style qui lie deux compléments disparates [...]", *gap]
    fresh += ["Lire la suite", ""] if source == "sitel" else []
    lines = path.read_text(encoding="utf-8").splitlines()
    at = entry.heading[0].line
    path.write_text("\n".join([*lines[: at - 1], *fresh, *lines[at - 1 :]]) + "\n", encoding="utf-8")
    document = changes(folder, thesaurus, source)
    assert [(c.kind, c.term, c.entry, c.lines) for c in document.changes] == [("new", "Zeugme", "", str(at))]
    assert len(document.quotations) == sum(bool(e.body) for e in of(thesaurus, source))


def test_a_changed_printed_term_is_reported_above_its_unchanged_definition(folder, thesaurus, paths):
    entry = plain_entry(thesaurus, "mars-marketing")
    edit(folder / paths["mars-marketing"], entry.heading[0].line, "Zeugme")
    (change,) = changes(folder, thesaurus, "mars-marketing").changes
    assert (change.kind, change.entry, change.lines) == ("changed", entry.id, str(entry.heading[0].line))
    assert "Zeugme" in change.term


def test_lines_that_moved_do_not_change_the_entries(folder, thesaurus, paths):
    path = folder / paths["chapsvision"]
    path.write_text("Une ligne de plus\n\n" * 7 + path.read_text(encoding="utf-8"), encoding="utf-8")
    document = changes(folder, thesaurus, "chapsvision")
    assert [(change.kind, change.entry) for change in document.changes] == [("changed", "chapsvision")]
    assert "outside the entries" in str(document.changes[0])
    assert len(document.quotations) == sum(bool(e.body) for e in of(thesaurus, "chapsvision"))


def test_a_document_cut_in_two_is_still_known(folder, thesaurus, paths):
    path = folder / paths["mars-marketing"]
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:60]), encoding="utf-8")
    document = changes(folder, thesaurus, "mars-marketing")
    assert {change.kind for change in document.changes} == {"gone"}
    assert len(document.quotations) + len(document.changes) == sum(
        bool(e.body) for e in of(thesaurus, "mars-marketing")
    )


def test_a_term_that_never_had_a_definition_is_not_reported_as_gone(folder, thesaurus, paths):
    entry = plain_entry(thesaurus, "24pm", 3)
    edit(folder / paths["24pm"], entry.body[0].line, "Une phrase toute neuve, bien finie, qui en remplace une autre.")
    missing = {e.id for e in of(thesaurus, "24pm") if e.status is Status.MISSING}
    assert missing
    assert not missing & {change.entry for change in changes(folder, thesaurus, "24pm").changes}


def test_a_document_with_nothing_of_its_source_gives_no_quotation(thesaurus):
    source = thesaurus.sources["sitel"]
    found = check_document(Path("x"), "Spi\n\nVoile [...]\n\nLire la suite\n", source, of(thesaurus, "sitel"))
    assert found.quotations == {}
    assert {change.kind for change in found.changes} == {"gone", "new"}


def test_a_change_reads_as_one_line():
    assert str(Change("changed", "Spi", "x/001", "12")) == "changed: x/001 Spi (line 12)"
    assert str(Change("gone", "Spi", "x/001")) == "gone: x/001 Spi"
    assert str(Change("new", "", "", "3")) == "new: (term lost) (line 3)"


# Text from bytes


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("Été".encode("utf-16"), "UTF-16 (little-endian)"),
        (b"\xfe\xff" + "Été".encode("utf-16-be"), "UTF-16 (big-endian)"),
        ("Une voile ronde".encode("utf-16-le"), "UTF-16 or a binary"),
        (b"un mot, puis \0 un autre", "a binary file"),
        (bytes(range(1, 256)) * 4, "a binary file"),
        ("Une voile\nd'été, à l'arrêt".encode("latin-1"), "d:2: not UTF-8; looks like ISO-8859-1 (Latin-1)"),
        ("Une voile\nl’été".encode("cp1252"), "d:2: not UTF-8; looks like Windows-1252"),
    ],
    ids=["empty", "blank", "utf-16-le bom", "utf-16-be bom", "utf-16 bare", "nul", "binary", "latin-1", "cp1252"],
)
def test_bytes_that_are_no_utf8_text_are_refused_with_a_guess(data, said):
    with pytest.raises(DocumentError) as error:
        decode(data, "d")
    assert said in str(error.value)
    assert len(error.value.lines()) == 1


def test_a_byte_order_mark_is_no_text():
    assert decode("\ufeffSpi\r\n".encode(), "d") == "Spi\r\n"


def test_the_bound_on_size_can_be_moved_and_lifted(tmp_path):
    path = tmp_path / "d"
    path.write_text("a" * 100)
    with pytest.raises(DocumentError, match="--max-size"):
        read_text(path, 99)
    assert read_text(path, 100) == read_text(path, 0) == "a" * 100


def test_the_hash_of_a_document_does_not_depend_on_how_it_is_written():
    assert document_hash("Été\n\nb  c\n") == document_hash("E\u0301te\u0301 \r\nb c")
    assert document_hash("a\nb") != document_hash("a b")


def test_a_quotation_of_one_line_is_that_line_to_the_character(thesaurus, documents):
    found = read_documents(documents, thesaurus)
    lines = {doc.source: doc.path.read_text(encoding="utf-8").splitlines() for doc in found.checked}
    seen = 0
    for entry in thesaurus.entries.values():
        if len(entry.body) == 1:
            (segment,) = entry.body
            assert found.quotations[entry.id] == segment.cut(lines[entry.source]).strip()
            seen += 1
    assert seen > 200

"""Every exporter: what its table says it carries is there, names come back or are refused, the same bytes, all or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from small import AWKWARD, awkward, marked

from glosskos.errors import TargetError
from glosskos.exporters import ExportError, exporter, exporters
from glosskos.exporters.base import FACTS, Fate
from glosskos.exporters.writing import about, check_quotations, export_bytes, export_to, write_catalogs
from glosskos.flat import Flat
from readback import expected, read_back, whole_text

NAMES = sorted(exporters())
# Those that hold the concepts; the others describe the files of a build to a data portal.
CARDS = [name for name in NAMES if exporter(name).carries["prefLabel"].fate is not Fate.DROPPED]
# For a fact that is flattened or dropped: words that are in the export, or not.
WORDS = {
    "prefLabel": ["zlabelfr leaf"], "prefLabel-other": ["zlabelen leaf"], "altLabel": ["zaltfr leaf", "z.a.l.t."], "hiddenLabel": ["zhiddenfr leaf"], "definition": ["zdefinitionfr leaf"],
    "definition-other": ["zdefinitionen leaf"], "sourced-definition": ["znote un", "znote deux", "znote trois"],
    "citation": ["zshort un", "https://example.org/s1"], "status": ["coupé"], "entry-without-definition": ["zbare quatre"],
    "divergence": ["zdivergencefr leaf"], "divergence-other": ["zdivergenceen leaf"], "scopeNote": ["zscopefr leaf"], "example": ["zexamplefr leaf"],
    "editorialNote": ["zeditorialfr leaf"], "historyNote": ["zhistoryfr zgone"], "reason": ["zreasonfr"], "theme": ["zthemefr zt"], "created": ["2019-01-02"],
    "modified": ["2020-03-04"], "withdrawn": ["zlabelfr zgone"], "isReplacedBy": ["zlabelfr leaf"], "scheme-title": ["ztitle"], "version": ["9.8.7"],
    "license": ["creativecommons.org"], "broader-type": ["part"], "narrower": ["skos:narrower"],
}  # fmt: skip


def written(name: str, flat: Flat, folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    exporter(name).write(flat, folder)
    files = [folder / each for each in exporter(name).files]
    assert sorted(folder.iterdir()) == sorted(files)
    return files


@pytest.mark.parametrize("name", NAMES)
def test_an_exporter_accounts_for_every_fact(name):
    each = exporter(name)
    assert list(each.carries) == list(FACTS)
    assert each.name == name and all(file.endswith(each.suffix) for file in each.files)
    assert all(what.where for what in each.carries.values()) and each.use.strip() and each.title


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_an_exporter_is_true_of_its_file(name, tmp_path):
    flat = Flat(marked())
    files = written(name, flat, tmp_path / name)
    so, said, text = expected(flat), read_back(name, tmp_path / name, flat), whole_text(name, files)
    for fact, what in exporter(name).carries.items():
        if what.fate is Fate.CARRIED:
            assert so[fact] and said[fact] == so[fact], fact
        elif what.fate is Fate.FLATTENED:
            assert all(word in text for word in WORDS[fact]), fact
        elif name not in CARDS and fact in ("narrower", "created"):
            continue  # counted among the properties; a date of the whole
        elif fact not in ("isReplacedBy", "broader-other", "modified", "broader-type"):
            assert not any(word in text for word in WORDS.get(fact, ())), (
                fact
            )  # the rest are IRIs and codes, in no text


@pytest.mark.parametrize("name", NAMES)
def test_the_real_thesaurus_is_carried_as_the_table_says(name, tmp_path, thesaurus):
    flat = Flat(thesaurus)
    written(name, flat, tmp_path / name)
    so, said = expected(flat), read_back(name, tmp_path / name, flat)
    told = [fact for fact, what in exporter(name).carries.items() if what.fate is Fate.CARRIED]
    assert len(so["prefLabel"]) == 245 and len(so["sourced-definition"]) == 240
    for fact in told:
        if fact == "citation":  # of a source without a page, the link is the note's
            said[fact] = {(iri, title, page if "w3id.org" not in page else "") for iri, title, page in said[fact]}
            so[fact] = {(iri, title.split(" : ")[0], page) for iri, title, page in so[fact]}
            said[fact] = {(iri, title.split(" : ")[0], page) for iri, title, page in said[fact]}
        assert said[fact] == so[fact], fact


@pytest.mark.parametrize(
    "name", [name for name in CARDS if name != "datahub"]
)  # its own client reads it: tests/clients
def test_awkward_names_come_back_as_they_were(name, tmp_path):
    flat = Flat(awkward(AWKWARD))
    written(name, flat, tmp_path / name)
    so, said = expected(flat), read_back(name, tmp_path / name, flat)
    lost = so["prefLabel"] - said["prefLabel"]
    if name == "flat":  # too short for DataHub's rdf source: longer there, and kept as an alternative
        assert {label for _, label in lost} == {label for label in AWKWARD if len(label) < 3}
        lost -= {(iri, label) for iri, _, label in said["altLabel"]}
    assert lost == set()
    for fact, what in exporter(name).carries.items():
        if what.fate is Fate.CARRIED and fact != "prefLabel":
            if fact in ("reason", "definition") and name == "md":
                continue  # a paragraph folds line breaks
            assert so[fact] <= said[fact], fact


@pytest.mark.parametrize("name", CARDS)
def test_names_that_a_target_cannot_take_are_refused_by_name(name, tmp_path):
    flat = Flat(awkward(["haut", "a\x01b"]))
    if name in ("md", "xlsx"):
        with pytest.raises(ExportError, match=r"'a\\x01b' holds a control character"):
            exporter(name).write(flat, tmp_path)
    else:
        exporter(name).write(flat, tmp_path)
        assert ("https://w3id.org/relation-client/concept/c01", "a\x01b") in read_back(name, tmp_path, flat)[
            "prefLabel"
        ]


def test_a_cell_that_is_too_long_is_refused_with_its_concept(tmp_path):
    flat = Flat(awkward(["haut", "y" * 40000]))
    with pytest.raises(ExportError, match="has 40000 characters, and a cell takes 32767; use csv"):
        export_to(exporter("xlsx"), flat, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_openmetadata_path_that_is_too_long_is_refused(tmp_path):
    small = awkward(["haut"])
    slugs = [f"c{'x' * 190}{number:02}" for number in range(20)]
    concepts = {
        slug: replace(
            small.concepts["c00"],
            slug=slug,
            pref_label={"fr": slug},
            broader=tuple(replace(link, subject=slug, object=slugs[number - 1]) for link in awkward(["a", "b"]).concepts["c01"].broader if number),
        )
        for number, slug in enumerate(slugs)
    }  # fmt: skip
    with pytest.raises(ExportError, match=r"openmetadata: the path of 'cxx.* has .* characters, 3072 at most"):
        exporter("openmetadata").write(Flat(replace(small, concepts=concepts)), tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_two_processes_write_the_same_bytes(name, tmp_path, records):
    done = []
    for seed, zone in (("1", "UTC"), ("99", "Asia/Tokyo")):
        out = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        subprocess.run(
            [sys.executable, "-m", "glosskos", "export", "--to", name, "--out", str(out), "--records", str(records)],
            env=environment, check=True, capture_output=True,
        )  # fmt: skip
        done.append(
            {
                path.name if out.is_dir() else "": path.read_bytes()
                for path in (out.iterdir() if out.is_dir() else [out])
            }
        )
    assert done[0] == done[1]
    assert name == "xlsx" or not any(b"\r\n" in data for data in done[0].values())


@pytest.mark.parametrize("name", NAMES)
def test_identifiers_do_not_change_with_labels(name, tmp_path):
    before = marked()
    renamed = {
        slug: replace(each, pref_label={"fr": f"neuf {slug}", "en": f"new {slug}"})
        for slug, each in before.concepts.items()
    }
    found = []
    for place, each in (("a", before), ("b", replace(before, concepts=renamed))):
        written(name, Flat(each), tmp_path / place)
        found.append(tmp_path / place / exporter(name).files[0])
    if name == "datahub":
        import yaml

        def ids(node):
            return [
                node["id"],
                *(t["id"] for t in node.get("terms", ())),
                *(i for n in node.get("nodes", ()) for i in ids(n)),
            ]

        assert sorted(ids(yaml.safe_load(found[0].read_text())["nodes"][0])) == sorted(
            ids(yaml.safe_load(found[1].read_text())["nodes"][0])
        )
    if name == "openmetadata":
        from readback import openmetadata_rows

        keys = [{(row["parent"], row["name*"]) for row in openmetadata_rows(path)} for path in found]
        assert keys[0] == keys[1]
    assert (
        read_back(name, tmp_path / "a", Flat(before))["iri"]
        == read_back(name, tmp_path / "b", Flat(replace(before, concepts=renamed)))["iri"]
    )


def test_no_cell_of_the_csv_begins_like_a_formula(tmp_path):
    import csv

    from glosskos.exporters.csv import guarded, unguarded

    written("csv", Flat(awkward(AWKWARD)), tmp_path / "csv")
    for path in (tmp_path / "csv").iterdir():
        assert path.read_bytes()[:3] == b"\xef\xbb\xbf"
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert cells and not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    for text in (*AWKWARD, "'", "''", "'a", "''=", "'''+1"):
        assert unguarded(guarded(text)) == text


def test_no_cell_of_the_workbook_is_a_formula_or_a_number(tmp_path):
    from openpyxl import load_workbook

    written("xlsx", Flat(awkward(AWKWARD)), tmp_path / "xlsx")
    book = load_workbook(tmp_path / "xlsx" / "thesaurus.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_the_workbook_is_made_to_be_filtered(tmp_path, thesaurus):
    from openpyxl import load_workbook

    written("xlsx", Flat(thesaurus), tmp_path / "xlsx")
    book = load_workbook(tmp_path / "xlsx" / "thesaurus.xlsx")
    assert book.sheetnames == ["Concepts", "Définitions sourcées", "Liens", "À propos"]
    assert str(book.properties.created)[:10] == thesaurus.scheme.modified
    for name, rows in (("Concepts", 245), ("Liens", 2 * (244 + 551))):
        sheet = book[name]
        assert sheet.max_row == rows + 1
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.column_dimensions["A"].width >= 30 and sheet["A2"].alignment.wrap_text
        links = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.hyperlink]
        assert len(links) == rows and all(cell.hyperlink.target == cell.value for cell in links)


def test_a_row_of_openmetadata_comes_after_all_that_it_points_to(tmp_path, thesaurus):
    from readback import openmetadata_rows, split

    flat = Flat(thesaurus)
    (path,) = written("openmetadata", flat, tmp_path / "o")
    assert path.read_bytes().startswith(b"parent,name*,")
    known: set[str] = set()
    kinds = []
    for row in openmetadata_rows(path):
        relations = [relation.partition(":") for relation in split(row["relatedTerms"])] if row["relatedTerms"] else []
        assert {each for each in [row["parent"], *(other for _, _, other in relations)] if each} <= known
        kinds += [kind for kind, _, _ in relations]
        known.add(f"{row['parent'] or 'relation-client'}.{row['name*']}")
    assert len(known) == 245 and kinds.count("relatedTo") == 551
    assert kinds.count("broader") == sum(len(each.broader) - 1 for each in thesaurus.concepts.values() if each.broader)


def quoted_thesaurus():
    small = marked()
    return replace(small, definitions=tuple(replace(note, quoted=True) for note in small.definitions))


def test_quotations_are_refused_and_marked():
    with pytest.raises(ExportError, match="--with-quotations"):
        check_quotations(quoted_thesaurus())
    check_quotations(marked())
    flat = Flat(quoted_thesaurus())
    assert b"**Ne pas publier" in export_bytes(exporter("md"), flat) and b"creativecommons" not in export_bytes(
        exporter("md"), flat
    )


def test_what_a_build_over_documents_wrote_is_refused_by_its_manifest(tmp_path):
    (tmp_path / "manifest.json").write_text(
        '{"generator": "glosskos 0", "documents": ["s1"], "files": {}}', encoding="utf-8"
    )
    with pytest.raises(ExportError, match="quotations"):
        check_quotations(marked(), tmp_path / "thesaurus-flat.ttl")


def test_an_export_of_several_files_is_exchanged_whole(tmp_path, monkeypatch):
    flat = Flat(marked())
    out = tmp_path / "out"
    assert export_to(exporter("csv"), flat, out) == [out / name for name in exporter("csv").files]
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert set(before) == {"concepts.csv", "definitions.csv", "links.csv", "manifest.json"}

    def broken(flat, folder):
        (folder / "concepts.csv").write_text("half", encoding="utf-8")
        raise ExportError("no")

    with pytest.raises(ExportError):
        export_to(replace(exporter("csv"), write=broken), flat, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    with pytest.raises(TargetError, match="another output"):
        export_to(exporter("datahub"), flat, out)
    with pytest.raises(TargetError, match="keeps as a whole"):
        export_to(exporter("md"), flat, out)
    (out / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(TargetError, match="has not made"):
        export_to(exporter("csv"), flat, out)
    with pytest.raises(ExportError, match="name a folder with --out"):
        export_bytes(exporter("csv"), flat)


def test_one_file_goes_where_it_is_asked_or_into_a_folder(tmp_path):
    flat = Flat(marked())
    assert export_to(exporter("md"), flat, tmp_path) == [tmp_path / "thesaurus.md"]
    assert export_to(exporter("md"), flat, tmp_path / "x.md") == [tmp_path / "x.md"]
    assert (
        (tmp_path / "x.md").read_bytes()
        == (tmp_path / "thesaurus.md").read_bytes()
        == export_bytes(exporter("md"), flat)
    )
    with pytest.raises(TargetError, match="cannot be written"):
        export_to(exporter("md"), flat, tmp_path / "x.md" / "y.md")


def test_a_build_has_all_catalogs_and_a_page_that_says_what_they_carry(tmp_path):
    write_catalogs(marked(), tmp_path / "catalogs")
    names = {
        path.relative_to(tmp_path / "catalogs").as_posix()
        for path in (tmp_path / "catalogs").rglob("*")
        if path.is_file()
    }
    assert names == {
        "README.md", "csv/concepts.csv", "csv/definitions.csv", "csv/links.csv", "datahub/business-glossary.yml", "datahub/recipe.yml",
        "openmetadata.csv", "thesaurus.md", "thesaurus.xlsx", "ckan.ttl", "udata.ttl",
    }  # fmt: skip
    page = (tmp_path / "catalogs" / "README.md").read_text(encoding="utf-8")
    assert page == about(Flat(marked()))
    for each in exporters().values():
        assert (each.table() in page) == each.in_build
    for name in names - {"README.md"}:
        assert f"]({name})" in page


def test_an_unknown_exporter_is_told_which_there_are():
    with pytest.raises(ExportError, match=r"no exporter is called 'atlas'; known are ckan \(.*csv \(.*datahub .*xlsx"):
        exporter("atlas")

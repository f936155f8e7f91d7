"""The exporters to data portals: a record of the data files that a build has."""

from __future__ import annotations

import pytest
from small import marked

from glosskos.cli import main
from glosskos.exporters import ExportError, exporter
from glosskos.exporters.writing import export_bytes
from glosskos.flat import Flat


@pytest.mark.parametrize("name", ["ckan", "udata"])
def test_an_export_alone_says_the_same_as_that_of_a_build(name, built, thesaurus):
    in_build = (built / "catalogs" / f"{name}.ttl").read_bytes()
    assert export_bytes(exporter(name), Flat(thesaurus)) == in_build
    assert in_build.count(b"a dcat:Distribution") == in_build.count(b"a spdx:Checksum") == 9
    assert (b"xsd:hexBinary" in in_build) == (name == "ckan")


def test_files_that_lie_about_are_not_taken_for_a_build(tmp_path):
    (tmp_path / "thesaurus.ttl").write_text("mine", encoding="utf-8")
    (tmp_path / "out").mkdir()
    exporter("ckan").write(Flat(marked()), tmp_path / "out")
    assert 'dcat:byteSize "4"' not in (tmp_path / "out" / "ckan.ttl").read_text(encoding="utf-8")


def test_another_skos_file_has_no_such_files(records, capsys):
    assert main(["export", "--to", "udata", "--data", str(records / "thesaurus.ttl")]) == 2
    assert "udata: describes the files that a build makes" in capsys.readouterr().err
    with pytest.raises(ExportError):
        from glosskos.skosfile import read_skos

        export_bytes(exporter("ckan"), Flat(read_skos(records / "thesaurus.ttl")))


@pytest.mark.parametrize("name", ["ckan", "udata"])
def test_a_file_without_a_scheme_is_refused_as_well(name, tmp_path, capsys):
    path = tmp_path / "zoo.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<http://zoo.example/v#cat> a skos:Concept ; skos:prefLabel "Katze"@de .\n',
        encoding="utf-8",
    )
    assert main(["export", "--to", name, "--data", str(path)]) == 2
    assert "describes the files that a build makes" in capsys.readouterr().err

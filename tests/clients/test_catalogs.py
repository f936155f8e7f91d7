"""Data catalogs and spreadsheets on what we export, each the real program or its own models, offline (tests/clients/install)."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, need
from glosskos.exporters import exporter
from glosskos.exporters.tables import tables
from glosskos.flat import Flat
from glosskos.identifiers import path_id
from glosskos.skosfile import read_skos

sys.path.append(str(ROOT / "tests" / "exporters"))
from small import AWKWARD, awkward, marked

FOREIGN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix v: <http://www.example.org/voc#> .
v: a skos:ConceptScheme ; skos:prefLabel "Animals"@en .
v:a a skos:Concept ; skos:prefLabel "animal"@en , "animal"@fr ; skos:inScheme v: .
v:chat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader v:a ; skos:definition "A cat."@en ; skos:related v:chien .
v:chien a skos:Concept ; skos:prefLabel "chien"@fr ; skos:broader v:a ; skos:scopeNote "Emploi."@fr .
v:o a skos:Concept ; skos:prefLabel "or"@fr ; skos:altLabel "métal or"@fr ; skos:broader v:a .
v:x a skos:Concept ; skos:prefLabel "deux"@fr ; skos:broader v:y .
v:y a skos:Concept ; skos:prefLabel "sans langue" ; skos:broader v:x .
<http://www.example.org/voc#déjà(1)> a skos:Concept ; skos:prefLabel "chien"@fr , "Hund"@de .
<http://example.org/voc/a> a skos:Concept ; skos:prefLabel "autre a"@fr .
"""


@pytest.fixture(scope="module", params=["ours", "awkward", "foreign", "marked"])
def flat(request, thesaurus, tmp_path_factory) -> Flat:
    if request.param == "ours":
        return Flat(thesaurus)
    if request.param == "awkward":
        return Flat(awkward(AWKWARD))
    if request.param == "marked":
        return Flat(marked())
    path = tmp_path_factory.mktemp("foreign") / "voc.ttl"
    path.write_text(FOREIGN, encoding="utf-8")
    return Flat(read_skos(path))


# ---------------------------------------------------------------- DataHub


def datahub(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = ROOT / ".clients" / "datahub" / "bin" / "datahub"
    need(program.exists(), "datahub (run tests/clients/install)")
    environment = {**os.environ, "DATAHUB_TELEMETRY_ENABLED": "false", "HOME": str(folder), "EDITOR_HOME": "expanded"}
    return subprocess.run(
        [str(program), *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def ingest(folder: Path, source: dict) -> list[dict]:
    """Run a recipe into a file; give the changes that it proposes."""
    recipe = {"source": source, "sink": {"type": "file", "config": {"filename": "out.json"}}}
    (folder / "r.yml").write_text(json.dumps(recipe), encoding="utf-8")
    done = datahub(folder, "ingest", "-c", "r.yml")
    assert done.returncode == 0 and "Pipeline finished successfully" in done.stdout + done.stderr, (
        done.stdout + done.stderr
    )
    checked = datahub(folder, "check", "metadata-file", "out.json")
    assert checked.returncode == 0 and "all valid" in checked.stdout + checked.stderr
    return json.loads((folder / "out.json").read_text(encoding="utf-8"))


def entities(changes: list[dict]) -> dict[str, dict]:
    """URN to its aspects, merged; no aspect may come twice."""
    found: dict[str, dict] = {}
    for change in changes:
        if "proposedSnapshot" in change:
            ((_, snapshot),) = change["proposedSnapshot"].items()
            aspects = [item for aspect in snapshot["aspects"] for item in aspect.items()]
            urn = snapshot["urn"]
        else:
            urn, aspects = change["entityUrn"], [(change["aspectName"], change["aspect"]["json"])]
        for name, value in aspects:
            short = name.rpartition(".")[2]
            short = short[0].lower() + short[1:]
            assert short not in found.setdefault(urn, {}), (urn, short)
            found[urn][short] = value
    return found


def relations(found: dict[str, dict]) -> set[tuple[str, str, str]]:
    return {
        (urn, kind, target)
        for urn, aspects in found.items()
        for kind, targets in aspects.get("glossaryRelatedTerms", {}).items()
        for target in targets or ()
    }


def whole(found: dict[str, dict]) -> None:
    """Every relation and every parent is there."""
    assert {target for _, _, target in relations(found)} <= set(found)
    infos = [
        value
        for aspects in found.values()
        for name, value in aspects.items()
        if name in ("glossaryTermInfo", "glossaryNodeInfo")
    ]
    assert {info["parentNode"] for info in infos if info.get("parentNode")} <= set(found)


def terms(found: dict[str, dict]) -> dict[str, dict]:
    return {
        urn: aspects["glossaryTermInfo"] for urn, aspects in found.items() if urn.startswith("urn:li:glossaryTerm:")
    }


@pytest.fixture(scope="module")
def by_yaml(flat, tmp_path_factory) -> dict[str, dict]:
    folder = tmp_path_factory.mktemp("yaml")
    exporter("datahub").write(flat, folder)
    import yaml

    return entities(ingest(folder, yaml.safe_load((folder / "recipe.yml").read_text(encoding="utf-8"))["source"]))


@pytest.fixture(scope="module")
def by_rdf(flat, tmp_path_factory) -> dict[str, dict]:
    folder = tmp_path_factory.mktemp("rdf")
    exporter("flat").write(flat, folder)
    return entities(ingest(folder, {"type": "rdf", "config": {"source": "thesaurus-flat.ttl", "environment": "PROD"}}))


def urn_of(slug: str, flat: Flat) -> str:
    return f"urn:li:glossaryTerm:{path_id(flat.plain_iris[slug])}"


def test_datahub_makes_a_term_of_every_concept_with_its_name_and_all_that_is_said(flat, by_yaml):
    whole(by_yaml)
    assert len(flat.in_force) == len(terms(by_yaml)) > 4
    for slug, concept in flat.in_force.items():
        info = terms(by_yaml)[urn_of(slug, flat)]
        assert info["name"] == flat.unique_names[slug] and info["name"].startswith(flat.name(slug))
        assert info["definition"] == flat.definition(slug)
        assert info["sourceUrl"] == flat.iri(slug)
        assert all(
            text in info["definition"] for text in (concept.definition.get("fr", ""), concept.divergence.get("fr", ""))
        )
        for note in flat.thesaurus.notes[slug]:
            assert note.text in info["definition"]


def test_datahub_has_every_link_of_the_yaml(flat, by_yaml):
    found = relations(by_yaml)
    for slug in flat.in_force:
        for link in flat.broader(slug):
            assert (urn_of(slug, flat), "isRelatedTerms", urn_of(link.object, flat)) in found
        for other, _ in flat.related(slug):
            assert (urn_of(slug, flat), "relatedTerms", urn_of(other, flat)) in found
    broader = sum(len(flat.broader(slug)) for slug in flat.in_force)
    related = sum(len(flat.related(slug)) for slug in flat.in_force)
    special = sum(link.type in ("partitive", "instantial") for slug in flat.in_force for link in flat.broader(slug))
    assert len(found) == broader + related + special


def test_datahub_has_the_tree_as_nodes(flat, by_yaml):
    infos = {urn: aspects["glossaryNodeInfo"] for urn, aspects in by_yaml.items() if "glossaryNodeInfo" in aspects}
    nodes = {
        slug: f"urn:li:glossaryNode:{path_id(flat.plain_iris[slug])}" for slug in flat.in_force if flat.children[slug]
    }
    (root,) = set(infos) - set(nodes.values())
    assert infos[root]["name"] == flat.title()
    for slug in flat.in_force:
        above = nodes.get(flat.parents.get(slug, ""), root)
        assert terms(by_yaml)[urn_of(slug, flat)]["parentNode"] == nodes.get(slug, above)
        if slug in nodes:
            assert infos[nodes[slug]]["parentNode"] == above and infos[nodes[slug]]["name"] == flat.unique_names[slug]


def test_both_recipes_meet_the_same_terms(flat, by_yaml, by_rdf):
    whole(by_rdf)
    assert set(terms(by_rdf)) == set(terms(by_yaml))
    for slug in flat.in_force:
        info = terms(by_rdf)[urn_of(slug, flat)]
        name = flat.name(slug).strip()
        assert info["name"] == name or (len(name) < 3 and info["name"].startswith(f"{name} ("))
        assert info["definition"] == flat.definition(slug).strip()
    above = {(urn_of(slug, flat), "isRelatedTerms", urn_of(parent, flat)) for slug, parent in flat.parents.items()}
    assert relations(by_rdf) == above


def test_the_checks_of_datahub_would_tell_a_fault(tmp_path):
    (tmp_path / "bad.json").write_text('[{"entityUrn": "x", "nothing": 1}]', encoding="utf-8")
    assert datahub(tmp_path, "check", "metadata-file", "bad.json").returncode != 0


# ---------------------------------------------------------------- OpenMetadata


@pytest.fixture(scope="module")
def in_openmetadata(flat, tmp_path_factory) -> list[dict]:
    python = ROOT / ".clients" / "openmetadata" / "bin" / "python"
    need((ROOT / ".clients" / "openmetadata" / "done").exists(), "openmetadata (run tests/clients/install)")
    folder = tmp_path_factory.mktemp("openmetadata")
    exporter("openmetadata").write(flat, folder)
    script = ROOT / "tests" / "clients" / "openmetadata_models.py"
    done = subprocess.run(
        [str(python), str(script), str(folder / "openmetadata.csv"), flat.glossary_id],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["refused"] == []
    return found["terms"]


def test_openmetadata_takes_every_row(flat, in_openmetadata):
    by_iri = {term["references"][0][1]: term for term in in_openmetadata}
    assert len(in_openmetadata) == len(flat.thesaurus.concepts) > 5
    assert len(by_iri) == len(in_openmetadata)
    by_name = {term["name"]: term for term in in_openmetadata}
    for slug in flat.in_force:
        term = by_name[flat.ids[slug]]
        assert term["displayName"] == flat.name(slug) and term["status"] == "Approved"
        assert term["description"].startswith(flat.definition(slug))
        for names in flat.other_names(slug).values():
            for name in names:
                assert name in term["synonyms"] or name in term["description"].rpartition("**Autres noms** : ")[
                    2
                ].split(" · ")


def test_withdrawn_concepts_are_deprecated_in_openmetadata_and_nothing_points_to_them(flat, in_openmetadata):
    gone = {term["name"]: term for term in in_openmetadata if term["status"] == "Deprecated"}
    assert set(gone) == {flat.ids[slug] for slug in flat.withdrawn}
    pointed = {fqn for term in in_openmetadata for fqn in (term["parent"], *(fqn for _, fqn in term["relations"]))}
    assert not pointed & {term["fqn"] for term in gone.values()}
    for slug, concept in flat.withdrawn.items():
        term = gone[flat.ids[slug]]
        assert term["description"].startswith(f"Concept retiré. {concept.history_note['fr']} Remplacé par : ")


def test_every_name_of_openmetadata_resolves_and_holds_nothing_forbidden(flat, in_openmetadata):
    fqns = [term["fqn"] for term in in_openmetadata]
    assert len(set(fqns)) == len(fqns) and max(map(len, fqns)) <= 3072
    for term in in_openmetadata:
        assert not term["parent"] or term["parent"] in fqns
        assert {fqn for _, fqn in term["relations"]} <= set(fqns) - {term["fqn"]}
        assert {kind for kind, _ in term["relations"]} <= {"broader", "relatedTo"}
        for name in (term["name"], *term["synonyms"]):
            assert 1 <= len(name) <= 256 and "." not in name and "::" not in name and "\n" not in name
        assert all(url for _, url in term["references"])


# ---------------------------------------------------------------- LibreOffice

_TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
_FROM_CSV = "Text - txt - csv (StarCalc):44,34,76,1,,0,true,false"  # commas, quotes, UTF-8; quoted fields are text


def libreoffice(path: Path, folder: Path, *more: str) -> dict[str, list[list[str]]]:
    """Convert a file to CSV, a file a sheet; give their cells."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    need(program, "LibreOffice (apt-get install libreoffice-calc)")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [program, profile, "--headless", *more, "--convert-to", _TO_CSV, "--outdir", str(folder / "out"), str(path)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    found = {}
    for each in sorted((folder / "out").glob("*.csv")):
        with each.open(encoding="utf-8", newline="") as file:
            found[each.stem.removeprefix(f"{path.stem}-")] = list(csv.reader(file))
    assert found, done.stdout + done.stderr
    return found


@pytest.mark.parametrize("flat", ["ours", "awkward"], indirect=True)
def test_libreoffice_reads_the_cells_of_the_workbook(flat, tmp_path):
    exporter("xlsx").write(flat, tmp_path)
    sheets = libreoffice(tmp_path / "thesaurus.xlsx", tmp_path)
    for table in tables(flat):
        head, *rows = sheets[table.names["fr"]]
        assert head == [column.names["fr"] for column in table.columns]
        assert [[cell.replace("\r\n", "\n") for cell in row] for row in rows] == [
            [cell.replace("\r\n", "\n") for cell in row] for row in table.rows
        ]


@pytest.mark.parametrize("flat", ["ours", "awkward"], indirect=True)
def test_libreoffice_reads_the_cells_of_the_csv(flat, tmp_path):
    from glosskos.exporters.csv import guarded

    exporter("csv").write(flat, tmp_path)
    for table in tables(flat, plain=True):
        (cells,) = libreoffice(tmp_path / f"{table.key}.csv", tmp_path / table.key, f"--infilter={_FROM_CSV}").values()
        assert cells[0] == [column.key for column in table.columns]
        assert [[cell.replace("\r\n", "\n") for cell in row] for row in cells[1:]] == [
            [guarded(cell).replace("\r\n", "\n") for cell in row] for row in table.rows
        ]

"""CKAN and udata (data.gouv.fr) read the catalog record with their own code, offline, each in an environment of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, need

CKAN = """
import json, sys, warnings
warnings.simplefilter("ignore")
from ckan.common import config
config["ckan.locale_default"] = "fr"
from ckanext.dcat.processors import RDFParser
from ckan.logic.validators import tag_length_validator, tag_name_validator
parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(open(sys.argv[1], encoding="utf-8").read(), _format="turtle")
datasets = list(parser.datasets())
for tag in datasets[0]["tags"]:
    tag_length_validator(tag["name"], {})
    tag_name_validator(tag["name"], {})
print(json.dumps(datasets))
"""
UDATA = """
import json, sys, warnings
warnings.simplefilter("ignore")
import mongomock
from rdflib import Graph
from udata.app import create_app
from udata.settings import Testing
class Offline(Testing):
    MONGODB_SETTINGS = {
        "host": "mongodb://localhost/udata", "mongo_client_class": mongomock.MongoClient, "uuidRepresentation": "standard"
    }
with create_app("udata.settings.Defaults", override=Offline).app_context():
    from udata.core.dataset.models import License
    from udata.core.dataset.rdf import dataset_from_rdf
    License(id="cc-by", title="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/").save()
    License(id="notspecified", title="License Not Specified").save()
    found = dataset_from_rdf(Graph().parse(sys.argv[1]))
    found.validate()
    print(json.dumps({
        "title": found.title, "license": found.license.id, "tags": found.tags,
        "resources": [
            [each.url, each.title, each.mime, each.filesize, each.checksum.type, each.checksum.value] for each in found.resources
        ],
    }))
"""


@pytest.fixture(scope="module")
def files(built):
    return json.loads((built / "manifest.json").read_text(encoding="utf-8"))["files"]


def run(client: str, code: str, path: Path, cwd: Path):
    python = ROOT / ".clients" / client / "bin" / "python"
    need(python.exists(), f"{client} (run tests/clients/install)")
    done = subprocess.run([str(python), "-c", code, str(path)], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_ckan_gives_one_dataset_with_a_resource_for_each_distribution(built, files, tmp_path):
    (dataset,) = run("ckan", CKAN, built / "catalog.ttl", tmp_path)
    assert dataset["title"] == "Thésaurus de la relation client"
    assert dataset["version"] == "0.1.0" and len(dataset["tags"]) > 20
    extras = {each["key"]: each["value"] for each in dataset["extras"]}
    assert extras["uri"] == "https://w3id.org/relation-client/thesaurus" and extras["publisher_name"] == "glosskos"
    resources = {each["uri"].rsplit("/", 1)[1]: each for each in dataset["resources"]}
    from rdflib import DCAT, RDF, Graph

    assert len(dataset["resources"]) == len(
        set(Graph().parse(built / "catalog.ttl").subjects(RDF.type, DCAT.Distribution))
    )
    for name in ("thesaurus.ttl", "thesaurus.rdf", "evidence.ttl", "thesaurus-flat.ttl"):
        assert resources[name]["hash"] == files[name]["sha256"] and resources[name]["size"] == files[name]["bytes"]
        assert resources[name]["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_ckan_takes_the_export_too(built, tmp_path):
    (dataset,) = run("ckan", CKAN, built / "catalogs" / "ckan.ttl", tmp_path)
    assert dataset["title"] == "Thésaurus de la relation client" and len(dataset["resources"]) == 9


def test_udata_gives_title_licence_resources_and_checksums(built, files, tmp_path):
    found = run("udata", UDATA, built / "catalogs" / "udata.ttl", tmp_path)
    assert found["title"] == "Thésaurus de la relation client" and found["license"] == "cc-by"
    resources = {row[0].rsplit("/", 1)[1]: row for row in found["resources"]}
    assert len(resources) == len(found["resources"]) == 9
    for name, (_, _, mime, size, kind, checksum) in resources.items():
        assert (size, kind, checksum) == (files[name]["bytes"], "sha256", files[name]["sha256"]) and "/" in mime

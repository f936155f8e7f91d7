"""The catalog record: about the files that were written, counted again by others, and by DCAT-AP's own shapes."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from conftest import ROOT, need
from glosskos.catalogue import DataFile, defined_term_set, record_quads, write_record
from glosskos.catalogue.authorities import licence_types
from glosskos.catalogue.dcat import keywords
from glosskos.graph import thesaurus_quads
from glosskos.model import Theme
from glosskos.pipeline import build
from glosskos.terms import parse_rdf
from glosskos.thesaurus import load_thesaurus, with_quotations

PREFIXES = """
PREFIX adms: <http://www.w3.org/ns/adms#> PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX vcard: <http://www.w3.org/2006/vcard/ns#> PREFIX void: <http://rdfs.org/ns/void#>
"""
DATA = {
    "evidence.ttl", "thesaurus-flat.ttl", "thesaurus-inferred.ttl", "thesaurus-web.jsonld", "thesaurus.jsonld", "thesaurus.nt",
    "thesaurus.rdf", "thesaurus.trig", "thesaurus.ttl",
}  # fmt: skip
# What DCAT-AP recommends and the record does not say, by shape, with the reason.
NO_FACT = {
    ("catalog", "spatial"): "customer relations belong to no place",
    ("thesaurus", "spatial"): "customer relations belong to no place",
    ("thesaurus", "temporal"): "the concepts belong to no period",
    ("distribution/catalogs/thesaurus.md", "format"): "the EU's list of file types has no Markdown",
    ("agent/glosskos", "type"): "the records do not say what kind of publisher glosskos is in the EU's list",
}


def asked(path: Path, query: str) -> list[tuple[str, ...]]:
    store = Store()
    store.load(path=str(path), format=RdfFormat.from_extension(path.suffix[1:]))
    return [tuple(cell.value if cell else "" for cell in row) for row in store.query(PREFIXES + query)]


@pytest.fixture(scope="module")
def record(built) -> Path:
    return built / "catalog.ttl"


def test_every_data_file_has_a_distribution_with_its_own_size_and_hash(built, record):
    rows = asked(
        record,
        "SELECT ?d ?size ?sum ?type { ?d a dcat:Distribution ; dcat:byteSize ?size ; dcat:mediaType ?type ; "
        "spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?sum ] }",
    )
    base = "https://w3id.org/relation-client/distribution/"
    assert {row[0] for row in rows} == {base + name for name in DATA}
    for subject, size, checksum, media in rows:
        content = (built / subject.removeprefix(base)).read_bytes()
        assert (int(size), checksum) == (len(content), hashlib.sha256(content).hexdigest())
        assert media.startswith("https://www.iana.org/assignments/media-types/")
    ((catalog, dataset),) = asked(record, "SELECT ?c ?d { ?c a dcat:Catalog ; dcat:dataset ?d . ?d a dcat:Dataset }")
    assert (
        catalog == "https://w3id.org/relation-client/catalog"
        and dataset == "https://w3id.org/relation-client/thesaurus"
    )
    linked = asked(record, f"SELECT ?d {{ <{dataset}> dcat:distribution ?d }}")
    described = {row[0] for row in asked(record, "SELECT ?d { ?d a dcat:Distribution }")}
    assert {row[0] for row in linked} == described
    files = {path.relative_to(built).as_posix() for path in (built / "catalogs").rglob("*") if path.is_file()}
    assert described == {base + name for name in DATA | files - {"catalogs/README.md"}}


def test_the_dataset_says_what_a_catalog_asks(record):
    def values(name: str) -> set[str]:
        return {
            row[0] for row in asked(record, f"SELECT ?o {{ <https://w3id.org/relation-client/thesaurus> {name} ?o }}")
        }

    eu = "http://publications.europa.eu/resource/authority/"
    assert values("dct:type") == {f"{eu}dataset-type/THESAURUS"}
    assert values("dct:language") == {f"{eu}language/FRA", f"{eu}language/ENG"}
    assert values("dcat:theme") == {f"{eu}data-theme/ECON"}
    assert values("dct:license") == {"https://creativecommons.org/licenses/by/4.0/"}
    assert values("dct:conformsTo") == {"http://www.w3.org/2004/02/skos/core"}
    assert values("adms:status") == {f"{eu}dataset-status/DEVELOP"}
    assert values("dcat:version") == {"0.1.0"}
    assert values("dct:created") == values("dct:modified") == {"2026-11-22"}
    assert {"thésaurus", "thesaurus", "fidélisation", "customer loyalty"} <= values("dcat:keyword")
    assert values("dct:publisher") == values("dcat:contactPoint") == {"https://w3id.org/relation-client/agent/glosskos"}
    assert values("schema:name") == {"Thésaurus de la relation client", "Customer relations thesaurus"}


def test_the_numbers_are_those_that_another_engine_counts(built, record):
    data = built / "thesaurus.ttl"
    numbers = {
        "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
        "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
        "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
        "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
        "entities": 'SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o FILTER strstarts(str(?s), "https://w3id.org/relation-client/") }',
    }
    for name, query in numbers.items():
        assert asked(record, f"SELECT ?n {{ ?d a dcat:Dataset ; void:{name} ?n }}") == asked(data, query), name
    classes = asked(
        record, "SELECT ?c ?n { ?d a dcat:Dataset ; void:classPartition [ void:class ?c ; void:entities ?n ] }"
    )
    assert sorted(classes) == sorted(asked(data, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"))
    properties = asked(
        record, "SELECT ?p ?n { ?d a dcat:Dataset ; void:propertyPartition [ void:property ?p ; void:triples ?n ] }"
    )
    assert sorted(properties) == sorted(asked(data, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"))
    for (example,) in asked(record, "SELECT ?e { ?d void:exampleResource ?e }"):
        assert asked(data, f"SELECT ?p {{ <{example}> ?p ?o }}"), example
    assert len(asked(record, "SELECT ?f { ?d void:dataDump ?f }")) == 5


def test_rdflib_and_both_syntaxes_give_one_graph_without_blank_nodes(built, record):
    from rdflib import Graph
    from rdflib.compare import isomorphic

    turtle, jsonld = set(parse_rdf(record)), set(parse_rdf(built / "catalog.jsonld"))
    assert turtle == jsonld
    assert not any(term.startswith("_:") for triple in turtle for term in triple)
    assert isomorphic(Graph().parse(record), Graph().parse(built / "catalog.jsonld"))
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert manifest["catalog.ttl"]["triples"] == manifest["catalog.jsonld"]["triples"] == len(turtle)


def test_the_build_is_told_without_a_clock(record):
    from glosskos import __version__

    ((label, records),) = asked(
        record,
        "SELECT ?label ?r { ?d prov:wasGeneratedBy ?a . ?a prov:used ?r ; prov:wasAssociatedWith ?p . ?p schema:softwareVersion ?label }",
    )
    assert label == __version__
    sources = asked(record, f"SELECT ?s {{ <{records}> prov:wasDerivedFrom ?s . ?s a prov:Entity }}")
    assert len(sources) == 5
    text = record.read_text(encoding="utf-8")
    assert "xsd:dateTime" not in text and str(ROOT) not in text


@pytest.fixture(scope="module")
def shapes():
    folder = ROOT.parent / "shared" / "dcat-ap"
    need(folder.is_dir(), "../shared/dcat-ap")
    return folder


def conformance(record: Path, shapes: Path) -> set[tuple[str, str]]:
    from pyshacl import validate
    from rdflib import SH, Graph

    _, found, _ = validate(Graph().parse(record), shacl_graph=Graph().parse(shapes), advanced=True)
    return {
        (str(found.value(each, SH.focusNode)).removeprefix("https://w3id.org/relation-client/"), _path(found, each))
        for each in found.subjects(SH.focusNode)
    }


def _path(graph, result) -> str:
    from rdflib import SH

    return str(graph.value(result, SH.resultPath)).rsplit("/", 1)[-1]


@pytest.mark.parametrize("name", ["shapes", "range", "deprecateduris"])
def test_dcat_ap_mandatory_and_range_shapes_conform(record, shapes, name):
    assert conformance(record, shapes / f"{name}.ttl") == set()


def test_dcat_ap_warns_only_of_facts_that_there_are_not(record, shapes):
    assert conformance(record, shapes / "shapes_recommended.ttl") == set(NO_FACT)


def test_the_shapes_would_tell_a_fault(record, shapes, tmp_path):
    spoilt = tmp_path / "catalog.ttl"
    text = record.read_text(encoding="utf-8")
    assert "dcat:accessURL <distribution/thesaurus.ttl> ;" in text
    spoilt.write_text(text.replace("    dcat:accessURL <distribution/thesaurus.ttl> ;\n", ""), encoding="utf-8")
    assert conformance(spoilt, shapes / "shapes.ttl") == {("distribution/thesaurus.ttl", "dcat#accessURL")}


def test_where_it_is_published_and_whom_to_write_to(copied, tmp_path):
    with (copied / "scheme.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "published: https://data.example.org/rc/\nlandingPage: https://example.org/about\n"
            "contact: {slug: redaction, name: La rédaction, email: redaction@example.org}\n"
        )
    build(copied, tmp_path / "dist")
    record = tmp_path / "dist" / "catalog.ttl"
    urls = asked(record, "SELECT ?d ?a { ?d a dcat:Distribution ; dcat:accessURL ?a ; dcat:downloadURL ?a }")
    assert {row[1] for row in urls} >= {f"https://data.example.org/rc/{name}" for name in DATA}
    assert (
        "https://w3id.org/relation-client/distribution/catalogs/ckan.ttl",
        "https://data.example.org/rc/catalogs/ckan.ttl",
    ) in urls
    assert ("https://example.org/about",) in asked(record, "SELECT ?p { ?d dcat:landingPage ?p }")
    ((name, mail),) = asked(record, "SELECT ?n ?m { ?d dcat:contactPoint [ vcard:fn ?n ; vcard:hasEmail ?m ] }")
    assert (name, mail) == ("La rédaction", "mailto:redaction@example.org")
    assert (
        len(asked(record, "SELECT ?f { ?d void:dataDump ?f FILTER strstarts(str(?f), 'https://data.example.org/') }"))
        == 5
    )


@pytest.mark.parametrize(
    "line",
    [
        "published: data.example.org",
        "published: https://example.org/no-slash",
        "dataTheme: [CATS]",
        "contact: {name: A}",
    ],
)
def test_fields_of_the_scheme_that_cannot_be_used_are_refused(copied, line):
    from glosskos.errors import RecordsError

    path = copied / "scheme.yaml"
    kept = [each for each in path.read_text(encoding="utf-8").splitlines() if not each.startswith("dataTheme")]
    path.write_text("\n".join([*kept, line]) + "\n", encoding="utf-8")
    with pytest.raises(RecordsError) as caught:
        load_thesaurus(copied)
    assert "scheme.yaml" in str(caught.value.lines()[0])


def test_files_for_import_and_pages_are_described_and_not_hashed(built, thesaurus, tmp_path):
    for name in (
        "catalogs/datahub.yml",
        "catalogs/deep/table of all.csv",
        "catalogs/README.md",
        "site/index.html",
        "site/x.js",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    shutil.copy(built / "thesaurus.ttl", tmp_path)
    triples = list(parse_rdf(built / "thesaurus.ttl"))
    write_record(tmp_path, thesaurus, triples, {}, {"thesaurus.ttl": len(triples), "report.ttl": 1})
    record = tmp_path / "catalog.ttl"
    found = {row[0].rsplit("distribution/", 1)[1] for row in asked(record, "SELECT ?d { ?d a dcat:Distribution }")}
    assert found == {"thesaurus.ttl", "catalogs/datahub.yml", "catalogs/deep/table%20of%20all.csv"}
    assert len(asked(record, "SELECT ?d { ?d spdx:checksum ?c }")) == 1
    pages = {
        row[0].rsplit("distribution/", 1)[1]
        for row in asked(record, "SELECT ?p { ?d foaf:page ?p . ?p a foaf:Document }")
    }
    assert pages == {"catalogs/README.md", "site/index.html"}


def test_over_documents_there_is_no_licence_and_it_says_not_for_publication(thesaurus):
    first = next(each for each in thesaurus.entries.values() if each.restatements)
    quoted = with_quotations(thesaurus, {first.id: "…"})
    files = [DataFile("thesaurus.ttl", 1, "00", 1)]
    facts = [quad[:3] for quad in record_quads(quoted, files)]
    predicates = {predicate for _, predicate, _ in facts}
    assert "<http://purl.org/dc/terms/license>" not in predicates and "<https://schema.org/license>" not in predicates
    assert "license" not in defined_term_set(quoted)
    assert any(
        "Not for publication" in value for _, predicate, value in facts if predicate.endswith("terms/description>")
    )
    assert any(value.endswith("access-right/NON_PUBLIC>") for _, _, value in facts)
    used = {value for _, predicate, value in facts if predicate.endswith("prov#used>")}
    assert f"<https://w3id.org/relation-client/catalog/document/{first.source}>" in used and len(used) == 2


def test_a_checksum_without_a_datatype_for_those_who_read_it_as_bytes(thesaurus):
    files = [DataFile("thesaurus.ttl", 1, "00ff", 1)]
    values = [
        [
            quad[2]
            for quad in record_quads(thesaurus, files, plain_checksums=plain)
            if quad[1].endswith("#checksumValue>")
        ]
        for plain in (False, True)
    ]
    assert values == [['"00ff"^^<http://www.w3.org/2001/XMLSchema#hexBinary>'], ['"00ff"']]


def test_keywords_hold_nothing_that_ckan_forbids(thesaurus):
    from dataclasses import replace

    odd = {"odd": Theme("odd", {"fr": "centre d'appels / Net Promoter Score®, etc.", "en": "®"}, {})}
    found = keywords(replace(thesaurus, themes=odd, concepts={}))
    assert found == {"fr": ["thésaurus", "centre d appels Net Promoter Score etc."], "en": ["thesaurus"]}


def test_kinds_of_licences():
    assert [term.rsplit("/", 1)[1] for term in licence_types("https://creativecommons.org/licenses/by-sa/4.0/")] == [
        "Attribution>",
        "ViralEffect-ShareAlike>",
    ]
    assert licence_types("https://creativecommons.org/publicdomain/zero/1.0/")[0].endswith("/PublicDomain>")
    assert licence_types("https://example.org/mine") == [] and licence_types("https://creativecommons.org") == []


def test_schema_org_for_the_web(built, thesaurus):
    web = json.loads((built / "thesaurus-web.jsonld").read_text(encoding="utf-8"))
    assert web["@type"] == "DefinedTermSet" and len(web["hasDefinedTerm"]) == len(thesaurus.concepts)
    assert web == defined_term_set(thesaurus)
    assert "hasDefinedTerm" not in defined_term_set(thesaurus, terms=False)
    rows = asked(built / "thesaurus-web.jsonld", "SELECT ?t ?name { ?t a schema:DefinedTerm ; schema:name ?name }")
    labels = asked(built / "thesaurus.ttl", "SELECT ?t ?name { ?t a skos:Concept ; skos:prefLabel ?name }")
    assert sorted(rows) == sorted(labels)


def test_terms_of_unknown_namespaces_have_an_iri_too(thesaurus):
    strange = ("<https://w3id.org/relation-client/thesaurus>", "<http://example.org/of#it>", '"x"')
    triples = [*dict.fromkeys(quad[:3] for quad in thesaurus_quads(thesaurus)), strange]
    parts = [quad[0] for quad in record_quads(thesaurus, [], triples) if quad[2] == "<http://example.org/of#it>"]
    assert len(parts) == 1 and parts[0].startswith("<https://w3id.org/relation-client/catalog/property/")

"""The thesaurus from Python: ``glosskos.load()``."""

from __future__ import annotations

import subprocess
import sys

import pytest

import glosskos
from glosskos.errors import GlosskosError, LookupFailed


@pytest.fixture(scope="module")
def vocabulary(records):
    return glosskos.load(records=records)


def test_load_search_concept(vocabulary):
    assert len(vocabulary) == len(vocabulary.thesaurus.concepts)
    assert "Thésaurus de la relation client" in repr(vocabulary)
    assert vocabulary.concept("churn").slug == "attrition"
    assert vocabulary.search("taux d'attrition")[0].concept.slug == "attrition"
    with pytest.raises(LookupFailed):
        vocabulary.concept("qqqq")


def test_query_gives_plain_rows(vocabulary):
    rows = list(
        vocabulary.query("SELECT (COUNT(*) AS ?n) WHERE { ?s a <http://www.w3.org/2004/02/skos/core#Concept> }")
    )
    assert rows == [{"n": len(vocabulary)}]
    found = vocabulary.query("ASK { ?s ?p ?_x_iri }", x="https://w3id.org/relation-client/concept/attrition")
    assert found.truth
    with pytest.raises(GlosskosError, match="no ready-made query"):
        vocabulary.query("no-such-query")


def test_every_ready_made_query_runs_with_its_defaults_and_by_label(vocabulary):
    assert vocabulary.queries
    for name, query in vocabulary.queries.items():
        assert vocabulary.query(name).form in ("SELECT", "CONSTRUCT", "ASK"), name
        if any(each.of == "concept" and each.name == "concept" for each in query.parameters):
            assert vocabulary.query(name, concept="churn").form


def test_graph_is_rdflibs_and_network_networkxs(vocabulary):
    import networkx
    import rdflib

    assert isinstance(vocabulary.graph, rdflib.Graph)
    assert len(vocabulary.graph) == len(set(vocabulary.triples)) == len(vocabulary.store)
    assert dict(vocabulary.graph.namespaces())["rc"] == rdflib.URIRef("https://w3id.org/relation-client/concept/")
    network = vocabulary.network
    assert isinstance(network, networkx.MultiDiGraph)
    assert network.number_of_nodes() == len(vocabulary)
    assert network.edges["detracteur-nps", "net-promoter-score", "broader"]["reason"]
    assert network.nodes["attrition"]["label"] == "attrition"
    links = sum(len(concept.broader) + len(concept.related) for concept in vocabulary.thesaurus.concepts.values())
    assert network.number_of_edges() == links


def test_any_skos_file(tmp_path):
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <http://example.org/> .\n"
        'e:a a skos:Concept ; skos:prefLabel "Obst"@de . e:b a skos:Concept ; skos:broader e:a .'
    )
    vocabulary = glosskos.load(path)
    assert len(vocabulary) == 2 and "untitled" in repr(vocabulary)
    assert vocabulary.query(
        "ASK { <http://example.org/a> <http://www.w3.org/2004/02/skos/core#narrowerTransitive> ?x }"
    ).truth
    with pytest.raises(GlosskosError, match="exclude each other"):
        glosskos.load(path, records="x")


def test_import_is_light():
    code = "import sys, glosskos; print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rdflib", "networkx", "pyoxigraph", "yaml"} & set(loaded)

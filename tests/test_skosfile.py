"""Any SKOS file as a Thesaurus."""

from __future__ import annotations

import pytest

from glosskos.errors import DocumentError
from glosskos.graph import thesaurus_quads
from glosskos.lookup import Lookup
from glosskos.skosfile import read_skos, thesaurus_of

FOREIGN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://example.org/boats#> .
ex:scheme a skos:ConceptScheme ; skos:prefLabel "Boats" .
ex:boat a skos:Concept ; skos:prefLabel "boat"@en , "bateau"@fr ; skos:narrower ex:dinghy ; skos:inScheme ex:scheme .
ex:dinghy a skos:Concept ; skos:prefLabel "dinghy" ; skos:altLabel "tender"@en ; skos:related ex:oar ; skos:definition "Small boat."@en .
ex:oar a skos:Concept ; skos:prefLabel "Ruder"@de ; skos:related ex:dinghy , ex:oar , <http://example.org/elsewhere> .
ex:nameless a skos:Concept .
"""


def test_ours_comes_back_as_it_was(thesaurus):
    back = thesaurus_of([quad[:3] for quad in thesaurus_quads(thesaurus)])
    assert list(back.concepts) == sorted(thesaurus.concepts)
    assert back.scheme.base == thesaurus.scheme.base
    for slug, concept in thesaurus.concepts.items():
        other = back.concepts[slug]
        assert (other.pref_label, other.definition, other.divergence) == (
            concept.pref_label,
            concept.definition,
            concept.divergence,
        )
        assert sorted(other.themes) == sorted(concept.themes)
        assert {link.object for link in other.broader} == {link.object for link in concept.broader}
        assert back.narrower[slug] == thesaurus.narrower[slug]
        assert len(back.related[slug]) == len(thesaurus.related[slug])
    assert [(n.concept, n.source, n.text, n.entry) for n in back.definitions] == [
        (n.concept, n.source, n.text, n.entry) for n in thesaurus.definitions
    ]
    assert {key: entry.status for key, entry in back.entries.items()} == {
        key: entry.status for key, entry in thesaurus.entries.items()
    }
    assert back.sources["sitel"].publisher.name == "Sitel Group"


def test_a_foreign_file_with_hash_iris_missing_languages_and_one_sided_links(tmp_path):
    path = tmp_path / "boats.ttl"
    path.write_text(FOREIGN, encoding="utf-8")
    boats = read_skos(path)
    assert sorted(boats.concepts) == ["boat", "dinghy", "nameless", "oar"]
    assert boats.narrower["boat"] == ["dinghy"]
    assert boats.concepts["dinghy"].pref_label == {"und": "dinghy"}
    assert boats.concepts["nameless"].pref_label == {"und": "nameless"}
    assert [(link.subject, link.object) for link in boats.related["oar"]] == [("dinghy", "oar")]
    assert Lookup(boats).concept("bateaux").slug == "boat"
    assert boats.scheme.title == {"und": "Boats"}


def test_one_concept_alone(tmp_path):
    path = tmp_path / "one.nt"
    path.write_text(
        "<http://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#Concept> .\n"
    )
    assert list(read_skos(path).concepts) == ["a"]


def test_a_file_that_is_no_skos(tmp_path):
    path = tmp_path / "x.ttl"
    path.write_text("<http://example.org/a> <http://example.org/b> 1 .")
    with pytest.raises(DocumentError, match=r"holds no skos:Concept"):
        read_skos(path)


def test_iris_of_other_files_stay_as_they_are(tmp_path, capsys):
    from glosskos.cli import main

    path = tmp_path / "mixed.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<http://example.org/voc#a> a skos:Concept ; skos:prefLabel "ancre"@fr .\n'
        '<urn:x:1> a skos:Concept ; skos:prefLabel "bouée"@fr .\n',
        encoding="utf-8",
    )
    for name, iri in (
        ("ancre", "http://example.org/voc#a"),
        ("<urn:x:1>", "urn:x:1"),
        ("http://example.org/voc#a", "http://example.org/voc#a"),
    ):
        assert main(["show", name, "--data", str(path)]) == 0
        assert f"\n  {iri}\n" in capsys.readouterr().out
    assert main(["show", "ancre", "--data", str(path), "--format", "json"]) == 0
    assert '"iri": "http://example.org/voc#a"' in capsys.readouterr().out

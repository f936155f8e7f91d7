"""One name, definition, parent and identifier a concept, of ours and of vocabularies that were not made with importers in mind."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from glosskos.flat import Flat
from glosskos.flat_graph import flat_quads
from glosskos.identifiers import clean, path_id, plain_iri
from glosskos.model import Agent, Concept, Link, Scheme, Thesaurus
from glosskos.skosfile import read_skos
from glosskos.terms import to_ntriples

HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix v: <http://example.org/voc#> .\n"


@pytest.fixture
def read(tmp_path):
    def give(text: str, language: str = "fr") -> Flat:
        (tmp_path / "voc.ttl").write_text(HEAD + text, encoding="utf-8")
        return Flat(read_skos(tmp_path / "voc.ttl"), language)

    return give


def graph(flat: Flat) -> Graph:
    return Graph().parse(data=to_ntriples(quad[:3] for quad in flat_quads(flat.thesaurus, flat.language)), format="nt")


@pytest.mark.parametrize(
    ("iri", "plain"),
    [
        ("https://w3id.org/relation-client/concept/crm", "https://w3id.org/relation-client/concept/crm"),
        ("http://example.org/voc#crm", "http://example.org/voc/crm"),
        ("urn:uuid:12-ab", "urn:uuid:12-ab"),
    ],
)
def test_a_plain_iri_stays_and_a_hash_becomes_a_slash(iri, plain):
    assert plain_iri(iri) == plain


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/é", "http://example.org/a(b)", "http://example.org/a,b", "http://example.org/x?id=1", "http://example.org/a/", "http://example.org/",
        "http://example.org/a%20b", "http://example.org/#", "urn:x:é", "http://example.org/" + "x" * 600, "http://é.fr/a", "tag:x,2020:y",
    ],
)  # fmt: skip
def test_any_other_iri_becomes_plain_ascii_that_tells_it_apart(iri):
    plain = plain_iri(iri)
    assert re.fullmatch(r"[a-z]+:[A-Za-z0-9._~:/-]+", plain) and plain != plain_iri(iri + "1")
    assert len(plain) < 480 and "//" not in plain.partition("://")[2]
    assert plain_iri(plain) == plain


def test_datahubs_id_of_an_iri():
    assert path_id("https://w3id.org/relation-client/concept/crm") == "w3id.org.relation-client.concept.crm"
    assert path_id("http://www.example.org:8080/a/b") == "example.org.a.b"
    assert path_id("urn:uuid:1") == "uuid:1"


def test_a_clean_name_is_the_slug_or_tells_it_apart():
    assert clean("net-promoter-score", "x") == "net-promoter-score"
    assert clean("a.b", "iri1") != clean("a/b", "iri2") and clean("a.b", "iri1").startswith("a-b-")
    assert re.fullmatch(r"[0-9a-f]{8}", clean("日本", "iri"))


def test_iris_that_datahub_takes_for_one_are_told_apart(read):
    flat = read(
        "".join(
            f'<{iri}> a skos:Concept ; skos:prefLabel "n{number}"@fr .\n'
            for number, iri in enumerate(
                ["http://example.org/a", "https://example.org/a", "http://www.example.org/a", "http://example.org:80/a", "http://example.org/x#a"]
            )
        )
    )  # fmt: skip
    ids = [path_id(iri) for iri in flat.plain_iris.values()]
    assert len(set(ids)) == 5 == len(set(flat.ids.values()))
    assert any("IRI that simple importers misread" in notice for notice in flat.notices)


def test_a_label_or_definition_that_is_missing_is_stood_in_for_and_told(read):
    flat = read(
        'v: a skos:ConceptScheme .\nv:a a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "A cat."@en .\n'
        'v:b a skos:Concept ; skos:prefLabel "chien"@fr ; skos:scopeNote "Emploi."@fr .\nv:c a skos:Concept ; skos:prefLabel " "@fr .\n'
    )
    assert [flat.name(slug) for slug in "abc"] == ["cat", "chien", "c"]
    assert [flat.definition(slug) for slug in "abc"] == ["[en] A cat.", "Emploi.", "Sans définition."]
    assert flat.notices[:2] == [
        "2 of 3 concepts have no label in the language asked for; another's stands in: a, c",
        "2 of 3 concepts have no definition: b, c",
    ]
    english = read(
        'v:a a skos:Concept ; skos:prefLabel "cat"@en , "chat"@fr ; skos:definition "A cat."@en , "Un chat."@fr .', "en"
    )
    assert (english.name("a"), english.definition("a")) == ("cat", "A cat.")


def test_a_cycle_is_cut_once_and_told(read):
    flat = read(
        "".join(
            f'v:{a} a skos:Concept ; skos:prefLabel "n{a}"@fr ; skos:broader v:{b} .\n'
            for a, b in ("xy", "yz", "zx", "wx")
        )
        + 'v:s a skos:Concept ; skos:prefLabel "soi"@fr ; skos:broader v:s .'
    )
    assert flat.parents == {"w": "x", "y": "z", "z": "x"}
    assert [slug for _, slug in flat.tree()] == ["x", "w", "z", "y", "s"]
    assert any(notice.startswith("2 of 5 concepts stand in a cycle") for notice in flat.notices)
    from glosskos.exporters.openmetadata import in_order

    order = in_order(flat)
    assert sorted(order) == ["s", "w", "x", "y", "z"]
    assert all(order.index(parent) < order.index(slug) for slug, parent in flat.parents.items())


def test_a_very_short_name_is_made_longer_and_kept(read):
    flat = read(
        'v:a a skos:Concept ; skos:prefLabel "or"@fr ; skos:altLabel "métal précieux"@fr .\nv:b a skos:Concept ; skos:prefLabel "X"@fr ; skos:notation "N7" .\n'
        'v:c a skos:Concept ; skos:prefLabel "Y"@fr .'
    )
    found = graph(flat)
    names = sorted(str(each) for each in found.objects(None, SKOS.prefLabel))
    assert names[:3] == ["X (N7)", "Y (c)", "or (métal précieux)"]
    assert {"or", "X", "Y"} <= {str(each) for each in found.objects(None, SKOS.altLabel)}


def test_names_that_several_have_are_made_unique(read):
    flat = read(
        'v:a a skos:Concept ; skos:prefLabel "chien"@fr ; skos:notation "N1" .\nv:b a skos:Concept ; skos:prefLabel "chien"@fr .\nv:c a skos:Concept ; skos:prefLabel "chat"@fr .'
    )
    assert flat.unique_names == {"a": "chien (N1)", "b": "chien (b)", "c": "chat"}


def test_the_flat_file_of_a_foreign_vocabulary_is_plain_and_whole(read):
    flat = read(
        'v: a skos:ConceptScheme ; skos:prefLabel "Animals"@en .\nv:a a skos:Concept ; skos:prefLabel "animal"@fr .\n'
        'v:b a skos:Concept ; skos:prefLabel "chat"@fr , "cat"@en ; skos:broader v:a ; skos:related v:c .\nv:c a skos:Concept ; skos:prefLabel "chien" ; skos:broader v:a .'
    )
    found = graph(flat)
    concepts = set(found.subjects(RDF.type, SKOS.Concept))
    assert concepts == {URIRef(f"http://example.org/voc/{name}") for name in "abc"}
    assert {(str(one), str(other)) for one, other in found.subject_objects(SKOS.exactMatch)} == {
        (f"http://example.org/voc/{name}", f"http://example.org/voc#{name}") for name in "abc"
    }
    for concept in concepts:
        assert (
            len(list(found.objects(concept, SKOS.prefLabel))) == len(list(found.objects(concept, SKOS.definition))) == 1
        )
        for predicate in (SKOS.broader, SKOS.narrower, SKOS.related):
            assert set(found.objects(concept, predicate)) <= concepts
    assert (URIRef("http://example.org/voc/c"), SKOS.related, URIRef("http://example.org/voc/b")) in found
    assert found.value(URIRef("http://example.org/voc#"), SKOS.prefLabel).language == "en"


def test_our_own_file_read_back_gives_the_same_names_texts_and_links(thesaurus, records):
    ours, read = Flat(thesaurus), Flat(read_skos(records / "thesaurus.ttl"))
    assert read.ours and list(read.in_force) == list(ours.in_force)
    for slug in ours.in_force:
        assert read.definition(slug) == ours.definition(slug)
        assert (read.iri(slug), read.ids[slug], read.plain_iris[slug]) == (ours.iri(slug), slug, ours.iri(slug))
        assert {link.object for link in read.broader(slug)} == {link.object for link in ours.broader(slug)}
        assert read.related(slug) and [other for other, _ in read.related(slug)] == [
            other for other, _ in ours.related(slug)
        ]
    assert ours.notices == [] and read.notices == []


def test_a_withdrawn_parent_does_not_hide_what_is_below_it(thesaurus):
    slug = next(slug for slug, each in thesaurus.concepts.items() if len(each.broader) == 2)
    first, second = (link.object for link in thesaurus.concepts[slug].broader)
    gone = replace(thesaurus.concepts[first], deprecated=True, broader=(), themes=())
    flat = Flat(replace(thesaurus, concepts={**thesaurus.concepts, first: gone}))
    assert flat.parents[slug] == second and first not in flat.children
    assert {slug for _, slug in flat.tree()} == set(flat.in_force)


def test_a_related_link_to_a_withdrawn_concept_is_left_out(read):
    flat = read(
        '@prefix owl: <http://www.w3.org/2002/07/owl#> .\nv:a a skos:Concept ; skos:prefLabel "un"@fr ; skos:related v:b .\nv:b a skos:Concept ; skos:prefLabel "deux"@fr ; owl:deprecated true .'
    )
    assert flat.related("a") == [] and list(flat.withdrawn) == ["b"]
    assert Link("a", "related", "b", {}) in flat.thesaurus.related["a"]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_any_graph_of_broader_links_gives_a_tree_and_an_order(pairs):
    from glosskos.exporters.openmetadata import in_order

    names = "abcdefgh"
    concepts = {
        name: Concept(
            name,
            name,
            {"fr": name},
            broader=tuple(
                Link(name, "broader", names[up], {}) for own, up in dict.fromkeys(pairs) if names[own] == name
            ),
        )
        for name in names
    }
    scheme = Scheme("http://example.org/", {}, {}, "", "", "", "", (), Agent("", ""))
    flat = Flat(Thesaurus(scheme, {}, {}, concepts, {}, ()))
    tree, order = [slug for _, slug in flat.tree()], in_order(flat)
    assert sorted(tree) == sorted(order) == list(names)
    for slug, parent in flat.parents.items():
        assert tree.index(parent) < tree.index(slug) and order.index(parent) < order.index(slug)
        assert parent == concepts[slug].broader[0].object
    acyclic = all(own > up for own, up in pairs)
    if acyclic:
        assert len(flat.parents) == sum(bool(each.broader) for each in concepts.values())
        assert all(order.index(names[up]) < order.index(names[own]) for own, up in pairs)

"""Look-ups: accents, case, plural, acronyms do not matter; a miss offers what is near."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glosskos.errors import LookupFailed
from glosskos.lookup import Lookup


@pytest.fixture(scope="module")
def lookup(thesaurus) -> Lookup:
    return Lookup(thesaurus)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("CRM", "gestion-de-la-relation-client"),
        ("g.r.c.", "gestion-de-la-relation-client"),
        ("Gestion de la Relation Client", "gestion-de-la-relation-client"),
        ("crm analytique", "crm-analytique"),
        ("nps", "net-promoter-score"),
        ("DETRACTEUR NPS", "detracteur-nps"),
        ("détracteurs", "detracteur-nps"),
        ("centre d’appels", "centre-d-appels"),
        ("CENTRES D APPEL", "centre-d-appels"),
        ("call center", "centre-d-appels"),
        ("contact centre", "centre-de-contact"),
        ("churn", "attrition"),
        ("taux d'attrition", "attrition"),
        ("Service Level Agreement", "accord-de-niveau-de-service"),
        ("SLA", "accord-de-niveau-de-service"),
        ("RC0001", "indicateur"),
        ("rc0001", "indicateur"),
        ("https://w3id.org/relation-client/concept/chatbot", "chatbot"),
        ("<https://w3id.org/relation-client/concept/chatbot>", "chatbot"),
        ("rc:chatbot", "chatbot"),
        ("vente-croisee", "vente-croisee"),
        ("Détection churn ou attrition", "detection-de-l-attrition"),
        ("GDPR", "reglement-general-sur-la-protection-des-donnees"),
        ("connaissance client", "connaissance-client"),
        ("connaissance du client", "know-your-customer"),
    ],
)
def test_a_concept_goes_by_all_its_names(lookup, name, slug):
    assert lookup.concept(name).slug == slug


def test_every_label_and_every_printed_term_finds_a_concept(lookup, thesaurus):
    for concept in thesaurus.concepts.values():
        for label in concept.pref_label.values():
            assert lookup.concept(label).slug == concept.slug
        for label in concept.labels():
            assert lookup.concept(label)
    for entry in thesaurus.entries.values():
        try:
            assert lookup.concept(entry.term).slug in thesaurus.concepts
        except LookupFailed as error:
            assert set(entry.concepts) <= set(error.candidates)


def test_a_miss_offers_the_nearest_labels(lookup):
    with pytest.raises(LookupFailed, match="no concept is called 'attriton'") as caught:
        lookup.concept("attriton")
    assert "attrition" in caught.value.candidates
    with pytest.raises(LookupFailed) as nothing:
        lookup.concept("qqqqqqqq")
    assert nothing.value.candidates == ()


def test_a_name_of_two_entries_terms_lists_them(lookup):
    with pytest.raises(LookupFailed, match="name one of these") as caught:
        lookup.concept("BDR/SDR")
    assert caught.value.candidates == ("business-development-representative", "sales-development-representative")


def test_withdrawn_concepts_are_found_by_slug_only(thesaurus):
    concepts = {
        **thesaurus.concepts,
        "chatbot": replace(thesaurus.concepts["chatbot"], deprecated=True, notation="RC9999"),
    }
    entries = {key: entry for key, entry in thesaurus.entries.items() if "chatbot" not in entry.concepts}
    lookup = Lookup(replace(thesaurus, concepts=concepts, entries=entries))
    assert lookup.concept("chatbot").deprecated
    with pytest.raises(LookupFailed):
        lookup.concept("agent conversationnel")
    assert all(not hit.concept.deprecated for hit in lookup.search("chatbot"))


def test_search_puts_whole_labels_before_beginnings_before_definitions(lookup):
    hits = lookup.search("expérience")
    assert hits[0].concept.slug == "experience"
    slugs = [hit.concept.slug for hit in hits]
    assert slugs.index("experience-client") < slugs.index("management-de-l-experience-client")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("text", ["detract", "client experience", "appels debordement", "centre d app"])
def test_search_takes_beginnings_and_any_order(lookup, text):
    assert lookup.search(text)


def test_search_looks_into_definitions_and_shows_where(lookup):
    hits = lookup.search("émoticônes")
    assert [hit.concept.slug for hit in hits] == ["analyse-de-sentiments"]
    assert hits[0].where == "chapsvision" and "moticônes" in hits[0].matched


def test_search_for_nothing_or_nonsense_finds_nothing(lookup):
    assert lookup.search("  ") == []
    assert lookup.search("qqqqqqqq") == []
    assert len(lookup.search("client", limit=3)) == 3


@pytest.mark.parametrize("name", ["", " ", "<>", "?!"])
def test_no_name_finds_no_concept(lookup, name):
    with pytest.raises(LookupFailed, match="no concept is called"):
        lookup.concept(name)

"""French text made comparable."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosskos.text import acronym_of, fingerprint, fold, join_segments, match_key, normalise, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Élève", "eleve"),
        ("Œuvre", "oeuvre"),
        ("l’été", "l'ete"),
        ("Straße", "strasse"),
        ("ÆTHER", "aether"),
        ("e\u0301", "e"),
        ("Filet™", "filettm"),
    ],
)
def test_fold_takes_off_accents_ligatures_and_case(text, folded):
    assert fold(text) == folded


def test_words_are_runs_of_letters_and_digits():
    assert words("L’eau, c’est 2_fois H2O !") == ["l", "eau", "c", "est", "2", "fois", "h2o"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bouées de sauvetage", "bouée de sauvetage"),
        ("G.R.C.", "grc"),
        ("L’écoute", "ecoute"),
        ("Les bateaux", "bateau"),
        ("Centres d'appels", "centre d'appel"),
        ("Choux", "chou"),
        ("Mise-en-place", "mise en place"),
        ("Retour sur les bateaux", "retour sur bateau"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("SMS", "SM"), ("accès", "acce"), ("bus", "bu"), ("pass", "pas"), ("cap", "cape"), ("avis", "avi")],
)
def test_names_that_only_look_alike_keep_their_keys_apart(one, other):
    assert match_key(one) != match_key(other)


def test_a_name_of_function_words_alone_keeps_them():
    assert match_key("De la") == "de la"
    assert match_key("!?") == ""


@pytest.mark.parametrize(
    ("acronym", "expansion"),
    [
        ("NPS", "net promoter score"),
        ("GRC", "gestion de la relation client"),
        ("P.L.V.", "publicité lieu vente"),
        ("MDP", "mot de passe"),
    ],
)
def test_initials_make_an_acronym_with_or_without_function_words(acronym, expansion):
    assert acronym_of(acronym, expansion)


@pytest.mark.parametrize(
    ("acronym", "expansion"), [("B2B", "business to business"), ("X", "xylophone neuf"), ("GV", "grand"), ("", "")]
)
def test_what_is_not_made_of_initials_is_no_acronym(acronym, expansion):
    assert not acronym_of(acronym, expansion)


@pytest.mark.parametrize("mark", ["[...]", "[…]", "(...)", "(…)", "[ ... ]", " [...]  "])
def test_normalise_takes_the_mark_of_a_cut_off(mark):
    assert normalise(f"Une  voile\tqui {mark}") == "Une voile qui"


def test_normalise_leaves_other_brackets_and_points():
    assert normalise("Une voile (légère)...") == "Une voile (légère)..."
    assert normalise("Une [...] voile") == "Une [...] voile"


def test_a_fingerprint_is_the_sha256_of_the_normalised_text():
    assert fingerprint(["Une  voile ", "légère [...]"]) == hashlib.sha256("Une voile légère".encode()).hexdigest()


def test_a_fingerprint_does_not_depend_on_composition_or_white_space():
    assert fingerprint(["e\u0301te\u0301\r"]) == fingerprint([" été "])
    assert fingerprint(["été"]) != fingerprint(["ete"])


@pytest.mark.parametrize("parts", [[], ["", " "], ["[...]"]])
def test_no_text_has_no_fingerprint(parts):
    assert fingerprint(parts) == ""


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["Une voile.", "Elle se hisse."], "Une voile.\nElle se hisse."),
        (["Une voile qui", "se hisse."], "Une voile qui se hisse."),
        (["On distingue :", "- a ;", "- b."], "On distingue :\n- a ;\n- b."),
        (["Les", "Voiles se hissent."], "Les Voiles se hissent."),
        (["Une voile  \n", "", "  "], "Une voile"),
        ([], ""),
    ],
)
def test_segments_are_joined_as_they_should_read(parts, text):
    assert join_segments(parts) == text


@settings(derandomize=True, database=None)
@given(st.text())
def test_normalising_again_changes_nothing_but_a_second_mark(text):
    once = normalise(text)
    assert "  " not in once
    assert once == once.strip()
    assert normalise(f"{once} x") == f"{once} x".strip()


@settings(derandomize=True, database=None)
@given(st.text())
def test_keys_are_lower_case_words(text):
    assert all(word for word in match_key(text).split(" ")) or match_key(text) == ""
    assert match_key(text) == match_key(text).lower()


def test_shared_runs_are_found_at_their_full_length_and_once():
    from glosskos.text import runs, shared_runs

    printed = runs("Le chat de la voisine dort tout l’été sur le mur de la cour du lavoir.")
    ours = "On sait que le chat de la voisine dort tout l'ete sur le mur, puis il s'en va."
    assert shared_runs(ours, printed) == ["le chat de la voisine dort tout l ete sur le mur"]
    assert shared_runs("Le chat de la voisine dort.", printed) == []
    assert shared_runs(f"{ours} {ours}", printed) == ["le chat de la voisine dort tout l ete sur le mur"] * 2
    assert runs("trop court") == set()

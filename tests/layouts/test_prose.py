"""What a defining sentence is about, and what a line looks like by itself."""

from __future__ import annotations

import pytest

from glosskos.layouts.blocks import (
    blocks,
    garbage,
    introduces,
    is_item,
    is_term,
    names_collection,
    page_furniture,
    see_also,
)
from glosskos.layouts.headless import headless
from glosskos.layouts.prose import candidates, flat, lead, sentences, subject_of, verb_by_place


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("L’écoute est un cordage.", ["écoute"]),
        ("Le spinnaker, souvent appelé « spi », est une voile.", ["spinnaker", "spi"]),
        ("Un GPS (Global Positioning System) désigne un récepteur.", ["GPS", "Global Positioning System"]),
        ("À la frontière du sport et du loisir, le surf est une glisse.", ["surf"]),
        ("Encore appelée lof, la remontée au vent désigne un virage.", ["remontée au vent"]),
        ("La notion de marée renvoie à un cycle.", ["marée"]),
        ("Ferler une voile, c’est la replier.", ["Ferler une voile"]),
        ("Rouler en danseuse, c’est pédaler debout.", ["danseuse", "Rouler en danseuse"]),
        ("On parle de clapot lorsque la mer se hache.", ["clapot"]),
        ("On appelle étale le moment où la mer s’arrête.", ["étale"]),
        ("Par houle, on entend une ondulation longue.", ["houle"]),
        ("Est un tiers toute personne étrangère au contrat.", ["tiers"]),
        ("RAW : fichier brut.", ["RAW"]),
        ("La recherche et développement est un budget.", ["recherche et développement"]),
        ("VHF pour Very High Frequency et BLU pour bande latérale unique sont deux radios.", ["VHF", "Very High Frequency", "BLU", "bande latérale unique"]),
        ("Une offre ferme est un engagement.", ["offre ferme"]),
        ("Le client qui paie comptant est un roi.", ["client qui paie comptant"]),
        ("À l’origine, c’est un jeu.", []),
        ("Un beau jour de juin au port.", []),
    ],
)  # fmt: skip
def test_names_are_read_from_a_defining_sentence(sentence, names):
    assert candidates(subject_of(sentence)) == names


def test_a_subject_does_not_reach_into_the_next_sentence():
    assert subject_of("Un port abrité. Il est ouvert.") == ""


def test_a_subject_that_runs_on_for_ever_is_none():
    assert subject_of("Le " + "long " * 30 + "quai est un quai.") == ""


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("La déchéance prive l’assuré de ses droits.", "déchéance"),
        ("Les semis en pépinière demandent de la chaleur.", "semis"),
        ("Le HDR (High Dynamic Range) superpose des vues.", "HDR"),
        ("La barre, tenue ferme.", "barre"),
        ("Partout où l’on va.", ""),
    ],
)
def test_an_opening_noun_is_found_without_a_known_verb(text, noun):
    assert lead(text) == noun


def test_a_verb_is_known_by_its_place():
    assert verb_by_place("La déchéance prive l’assuré de ses droits.")
    assert not verb_by_place("La table de la cuisine en bois clair.")
    assert not verb_by_place("Prive l’assuré de ses droits.")


@pytest.mark.parametrize(
    "opening",
    [
        "Ensemble des soins donnés à un arbre.",
        "Il s’agit d’une cuisson lente.",
        "Né d’un pari, ce jeu a conquis le monde.",
        "Signifie que tout est prêt.",
        "Se dit d’un bateau sans équipage.",
        "Objet ou lieu remarquable.",
        "Ou encore bic, est un petit bateau.",
    ],
)
def test_a_definition_without_its_term_is_recognised(opening):
    assert headless(opening)


@pytest.mark.parametrize(
    "opening",
    ["La voile est un art.", "Il s’agit donc d’un art.", "Dans ce cas, on attend.", "GV est une voile.", "", "Elle se règle.", "Prenez de la hauteur."],
)  # fmt: skip
def test_a_definition_with_its_term_or_a_remark_is_not_taken_for_one_without(opening):
    assert not headless(opening)


@pytest.mark.parametrize(
    "text", ["Spi", "Bord à bord", "« Chiqueter »", "D.R.I.", "Q-factor", "Qu’est-ce qu’un spi ?", "Numéro Azur", "T65"]
)
def test_short_names_and_questions_are_terms(text):
    assert is_term(text)


@pytest.mark.parametrize(
    "text",
    ["", "- item", "• item", "Une phrase.", "Liste :", "fin [...]", "L’écoute est un cordage", "Vraiment ?", "?!", "mot " * 14, "x" * 91],
)  # fmt: skip
def test_sentences_items_and_long_lines_are_no_terms(text):
    assert not is_term(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lire la suite →", "see-also"),
        (">> Voir aussi : winch", "see-also"),
        ("Pour en savoir plus, lisez notre dossier.", "see-also"),
        ("© 2024 Le Port", "navigation"),
        ("Page 2 sur 7", "navigation"),
        ("A B C D", "navigation"),
        ("H – I – J", "navigation"),
        ("12", "item-number"),
        ("-----", "garbage"),
        ("[...]", ""),
        ("L’écoute est un cordage.", ""),
    ],
)
def test_page_furniture_is_known_by_itself(text, kind):
    assert page_furniture(text) == kind


def test_a_long_sentence_that_begins_like_a_call_is_no_call():
    assert not see_also("Pour aller plus loin " + "que le large " * 10)


@pytest.mark.parametrize("text", ["養", "·· ··", "7.7 Pare", "3,2"])
def test_debris_is_garbage(text):
    assert garbage(text)


@pytest.mark.parametrize("text", ["12", "7 Parcours", "Spi"])
def test_numbers_and_words_are_no_garbage(text):
    assert not garbage(text)


def test_items_of_lists_are_known_by_their_signs():
    assert all(map(is_item, ["- a", "• a", "1. a", "2) a", "(3) a", "b) a", "– a"]))
    assert not any(map(is_item, ["a - b", "1 a", "12 a", "ab) c"]))


def test_titles_and_introductions_of_a_collection_are_known():
    assert all(map(names_collection, ["Le glossaire du skipper", "9 définitions", "Sommaire", "Nos mots du port"]))
    assert not any(map(names_collection, ["Spi", "Mise en place"]))
    assert all(
        map(
            introduces,
            ["Ce petit lexique est à vous.", "Bienvenue à bord.", "Parcourez ces pages.", "Nous vous aidons."],
        )
    )
    assert not introduces("Le spi est une voile ballon.")


def test_blocks_keep_line_numbers_and_gaps():
    found = blocks(["", "a", "b", " ", "", "c"])
    assert [(block.first, block.lines, block.gap) for block in found] == [(2, ("a", "b"), 1), (6, ("c",), 2)]
    assert [(line.first, line.text, line.gap) for line in found[0].split()] == [(2, "a", 1), (3, "b", 0)]


def test_flat_keeps_the_length_of_composed_text():
    text = "Œuvre d’été à l’ﬁn ß İ"
    assert len(flat(text)) == len(text)


def test_sentences_end_at_stops_but_not_within_dotted_acronyms():
    text = "Une G.R.C. Moderne aide. Elle sert ! « Oui » dit-on."
    assert [text[a:b].strip() for a, b in sentences(text)] == [
        "Une G.R.C. Moderne aide.",
        "Elle sert !",
        "« Oui » dit-on.",
    ]

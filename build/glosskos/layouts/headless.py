"""How a definition opens that has lost the term it needs."""

from __future__ import annotations

import re

from glosskos.layouts.prose import candidates, continues, subject_of
from glosskos.text import fold, words

__all__ = ["headless"]

# A pronoun that stands for the term, or words that lean on it.
_LEANS = re.compile(
    r"^(?:il s'agit (?!donc|aussi|egalement|souvent|ainsi|alors|en fait|notamment|surtout|ici|en effet)"
    r"|cette? (?:norme|terme|mot|expression|indicateur|outil)\b|ce (?:terme|sigle)\b|ou encore\b|se dit\b"
    r"|(?:nee?s?|issue?s?) (?:de|du|des|d)\b)"
)
# Its genus without an article, or its verb without a subject.
_GENUS = frozenset(
    "acte action activite adjectif anglicisme application approche art capacite contrat demarche discipline dispositif document"
    " ensemble espace etape fait fonction forme indicateur lieu logiciel loi mesure methode mode moyen nom norme operation outil"
    " personne phase plateforme pratique procede processus programme reglement reglementation service signifie strategie"
    " structure systeme tache taux technique technologie terme type designe permet consiste represente regroupe correspond".split()
)
# Words that open a sentence without an article, and are no genus.
_NO_NOUN = frozenset(
    "l le la les un une des du de d a au aux nous vous je tu c n s y ne pas plus moins tres bien mieux voici voila quelques"
    " certains certaines aucun aucune nos notre vos votre mes mon ma et ou ni non oui merci bonjour bienvenue etre avoir faire".split()
)
_PREPOSITION = frozenset(
    "de d du des a au aux en dans sur par pour qui que dont permettant consistant visant ou entre".split()
)


def headless(sentence: str) -> bool:
    """Tell whether a paragraph opens with a definition that names no term (« Ensemble des… », « Il s'agit d'une… »)."""
    folded = fold(sentence.strip(' «“"'))
    if _LEANS.match(folded):
        return True
    found = words(folded)[:3]
    if not found or candidates(subject_of(sentence)):
        return bool(found) and found[0] in _GENUS and not _names_itself(sentence)
    if found[0] in _GENUS:
        return True
    noun = (
        found[0] not in _NO_NOUN
        and found[0].isalpha()
        and not continues(sentence)
        and not found[0].endswith(("ez", "ons"))
    )
    capital = sentence.strip(' «“"')[:1].isupper() and not sentence.strip(' «“"')[:2].isupper()
    return noun and capital and bool(_PREPOSITION.intersection(found[1:])) and "," not in folded.split()[0]


def _names_itself(sentence: str) -> bool:
    """Tell whether a bare noun is the term itself: its own verb follows close (« Service client : … »)."""
    return len(subject_of(sentence).split()) < 3 and not fold(sentence).startswith(
        ("signifie", "designe", "permet", "mesure")
    )

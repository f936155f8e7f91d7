"""How French glossary prose defines: its sentences, what a sentence is about, and the names in it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from glosskos.text import fold, match_key, words

__all__ = [
    "ARTICLES",
    "DANGLING",
    "candidates",
    "continues",
    "flat",
    "lead",
    "sentences",
    "subject_of",
    "verb_by_place",
]

ARTICLES = frozenset("l le la les un une des du d".split())

# The verbs that join a term to its definition. They are looked for after the term, so no word list of terms is needed.
_VERBS = (
    r"est|sont|etait|c'est(?!-a)|ce sont|designe(?:nt)?|consiste(?:nt)?|regroupe(?:nt)?|correspond(?:ent)?|vise(?:nt)?"
    r"|permet(?:tent)?|signifie(?:nt)?|renvoie(?:nt)?|englobe(?:nt)?|comprend|comprennent|represente(?:nt)?|repose(?:nt)?"
    r"|fait reference|font reference|fait partie|resume(?:nt)?|definit|rapporte(?:nt)?|entend|emploie(?:nt)?"
    r"|appelle(?:nt)?|compose(?:nt)?"
    r"|obtient|calcule(?:nt)?|exprime(?:nt)?|effectue(?:nt)?|deroule(?:nt)?|depend(?:ent)?|peut|peuvent|doit|doivent|a pour|ont pour"
    r"|fonctionne(?:nt)?"
    r"|transforme(?:nt)?|utilise(?:nt)?|prend|recouvre(?:nt)?|traduit|vient|indique(?:nt)?|consistant|prone|propose(?:nt)?"
    r"|concerne(?:nt)?|implique(?:nt)?|constitue(?:nt)?|sert|servent|rassemble(?:nt)?|reunit|reunissent|decrit|qualifie(?:nt)?"
    r"|caracterise(?:nt)?|evoque(?:nt)?|evalue(?:nt)?|contient|recense(?:nt)?|recueille(?:nt)?|assure(?:nt)?"
    r"|garantit|(?<=se )f(?:ai|on)t|autorise(?:nt)?|encadre(?:nt)?|equivaut|provient|decoule|remplace(?:nt)?|combine(?:nt)?"
    r"|associe(?:nt)?|intervient|impose(?:nt)?|ameliore(?:nt)?|facilite(?:nt)?|fournit"
    r"|centralise(?:nt)?|gere(?:nt)?|determine(?:nt)?|etablit|protege(?:nt)?|inclut|incluent"
    # Nouns or adjectives too: a verb only before a determiner.
    r"|(?:mesure|limite|aide|offre|analyse|traite|donne|releve|porte|forme|organise|demande|pratique|vaut)(?:nt)?"
    r"(?= (?:l'|le |la |les |un |une |des |a |son |sa |ses |ce|tou|sur |aux? ))"
)
_VERB = re.compile(rf"\s(?:ne |n'|se |s'|y )?({_VERBS})\b")
# Words after which more must come. A verb does not follow them: what looks like one is a noun (« une offre ») or stands in a
# clause (« qui permet »).
DANGLING = frozenset(
    "l le la les un une des du d de a au aux en par pour sur dans sans avec entre qui que dont ce cet cette ces son sa ses"
    " leur leurs notre nos votre vos parfois souvent aussi et ou tres plus".split()
)
_STARTS_ASIDE = frozenset(
    "a au aux dans en de pour par depuis avec chez selon sur sous lors lorsque quand si comme afin grace outre malgre ainsi or"
    " donc enfin mais car puis ensuite toutefois cependant aujourd parfois souvent generalement concretement".split()
)
_ENDS_LEAD = frozenset("en pour dans sur avec par sans qui que dont est sont".split())
_TELLS = (
    re.compile(
        r"^on (?:parle|qualifie) (?:de |d'|du |des )(.+?)(?= (?:lorsqu|quand|pour |si |des? |dans |comme |a propos)|,)"
    ),
    re.compile(r"^on (?:appelle|nomme|designe par) (.+?)(?=,| (?:l'|le |la |les |un |une |des |tout|ce |celui|celle))"),
    re.compile(
        r"^(?:est|sont) (?:dite?s?|un|une|des) (.+?)(?= (?:tout|celui|celle|ceux|le fait|l'|le |la |les |une? ))"
    ),
    re.compile(r"^(?:on entend par|par) (.+?)(?=,| on )"),
)
# In French a noun stands right before a determiner only where a verb parts them: what does not join nouns there is a verb.
_VERB_BY_PLACE = re.compile(r"\s(\w{3,})(?: \w+ment)?(?= (?:l'|le |la |les |un |une |son |sa |ses |tou))")
_JOINS = DANGLING | frozenset(
    "comme selon vers chez lors depuis pendant apres avant sous contre tout tous toute toutes ni car".split()
)
_INFINITIVE = re.compile(r"^\w+(?:er|ir|re) (?:a|en|de|du|sous) ")
_COLON = re.compile(r"^([^.:;!?]{1,70}?) ?: +(?=\S)")
_FRAME = re.compile(
    r"^(?:(?:la |une |l')?(?:notion|approche|demarche|expression|abreviation)|(?:le |un |l')?(?:terme|sigle|concept|mot|acronyme)s?"
    r"|les (?:termes|expressions|notions|mots))\s*(?:de |d'|du |des )?\s*"
)
_ARTICLE = re.compile(r"^(?:l'|d'|le |la |les |un |une |des |du |de la )")
_SPLIT = re.compile(
    r"\s*(?:[«»“”\"()]|,|\s[-–—]\s|\bou (?:encore )?|\bet\b|\bacronyme de\b|\bsouvent appelee?\b|\baussi appelee?\b"
    r"|\b(?:egalement|encore|autrement) (?:appelee?|nommee?|dite?)\b|\ben (?:francais|anglais)\b|\bautrement dit\b|\bnotee?\b|\banglicisme\b"
    r"|\bparfois (?:traduite? (?:en|par)|appelee?)\b|\btraduite? (?:en|par)\b)\s*"
)
_ADVERBIAL = re.compile(
    r"^(?:a|au|aux|dans|pour|en|de|depuis|avec|chez|selon|inspiree?s?|appelee?s?|issue?s?|utilisee?s?|creee?s?|nee?s?|derivee?s?"
    r"|(?:encore|egalement|aussi|parfois|souvent|\w{4,}ment) \w+)\b[^.]*,\s+(?=(?:le|la|les|l'|un|une)(?: |\b'))"
)
_CONTINUES = re.compile(
    r"^(?:dans|on|elles?|ils?|ce|c'|cet|cette|cela|celui|celle|ces|pour|par|mais|de plus|en|ainsi|autrement|concretement|a noter|enfin|son|sa"
    r"|ses|leurs?|aussi|toutefois|cependant|au contraire|exemples?|attention|remarque|astuce|conseil|bon a savoir|bref|or|car|donc"
    r"|ensuite|puis|d'abord|d'autre|lorsqu|quand|si|comme|selon|grace|outre|malgre|a l'inverse|a l'origine|contrairement|aujourd'hui"
    r"|souvent|parfois|notamment|generalement|historiquement|egalement|quel(?:le)?s?|qu'|pourquoi|comment|plusieurs|certaine?s|chaque"
    r"|tou(?:s|t|te|tes)|deux|trois|\w+ement,|sans|avec|afin|sur|sous|chez|depuis|il)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\b[A-Z]\.)\s+(?=[A-ZÀ-ÖØ-ÞŒ«“\"])")


def flat(text: str) -> str:
    """Fold ``text`` keeping its length, so that offsets found in the one hold in the other."""
    return "".join(map(_flat_char, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _flat_char(char: str) -> str:
    return (fold(char) or " ")[0]


def sentences(text: str) -> list[tuple[int, int]]:
    """Give the offsets of the sentences in one line."""
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def subject_of(text: str) -> str:
    """Give what a defining sentence is about: the words before its verb; empty where it has no such form.

    « L'X est… », « X, acronyme de Y, désigne… », « X (Y) est… », « À la frontière de …, le X est… », « X, c'est… »,
    « On parle d'X lorsque… », « X : … ».
    """
    head = unicodedata.normalize("NFC", text).strip().lstrip("«“\"' ")
    head = head[: sentences(head)[0][1]][:260]
    folded = flat(head)
    for told in _TELLS:
        if (match := told.match(folded)) and not _aside(match.group(1)):
            return head[match.start(1) : match.end(1)].strip(" ,")
    colon = _COLON.match(folded)
    for match in _VERB.finditer(folded):
        if colon and colon.end() <= match.start(1):
            break
        before = words(folded[: match.start()])
        if not before or before[-1] in DANGLING or head[match.start(1)].isupper() or head[match.end(1) - 1] == "é":
            continue
        subject = head[: match.start()].strip(" ,")
        adverbial = _ADVERBIAL.match(flat(subject))
        subject = subject[adverbial.end() :].strip() if adverbial else subject
        return "" if len(subject.split()) > 22 or _aside(flat(subject)) else subject
    return head[: colon.end(1)].strip(" ,") if colon and not _aside(colon.group(1)) else ""


def _aside(folded: str) -> bool:
    """Tell whether what seems a subject begins like an adverbial (« À l'origine, c'est… »)."""
    return next(iter(words(folded)), "") in _STARTS_ASIDE and not re.match(r"\w\.", folded)


def candidates(subject: str) -> list[str]:
    """Give the names in a defining sentence's subject, in order: term, translation, acronym, expansion."""
    names: list[str] = []
    rest = unicodedata.normalize("NFC", subject)
    frame = _FRAME.match(flat(rest))
    rest = rest[frame.end() :] if frame else rest
    at = 0
    splits = [match for match in _SPLIT.finditer(flat(rest)) if _divides(match.group(), rest[match.end() :])]
    for match in [*splits, None]:
        for name in _expansion(rest[at : match.start() if match else len(rest)]):
            bare = _bare(name)
            if match_key(bare) and len(bare) > 1 and bare not in names and not (names and _aside(flat(bare))):
                names.append(bare)
        at = match.end() if match else at
    if names and (match := _INFINITIVE.match(flat(names[0]))):
        names.insert(0, names[0][match.end() :])  # « Rouler en danseuse, c'est… »
    return names


def _divides(sign: str, after: str) -> bool:
    """Tell whether a sign parts two names: « et » only before an article or a capital (« recherche et développement »)."""
    return sign.strip() != "et" or after[:1].isupper() or bool(_ARTICLE.match(flat(after)))


def _expansion(name: str) -> list[str]:
    """Part an acronym from its expansion: « VoIP pour Voice over IP »."""
    left, sign, right = name.partition(" pour ")
    return [left, right] if sign and sum(char.isupper() for char in left) > 1 else [name]


def _bare(name: str) -> str:
    name = name.strip(" :;'’–—-")
    article = _ARTICLE.match(flat(name) + " ")
    name = name[article.end() :].strip() if article else name
    return name if re.search(r"\.\w\.$", name) else name.rstrip(".")


def continues(text: str) -> bool:
    """Tell whether a paragraph opens like one that speaks on of what was said (« Elle… », « Dans… », « Ainsi… »)."""
    return bool(_CONTINUES.match(fold(text.strip())))


def lead(text: str) -> str:
    """Give the noun that a paragraph opens with behind its article; empty where it opens without one.

    It ends before what its place makes a verb (« la déchéance *prive* l'assuré… »), at a sign, or after three words.
    """
    plain = unicodedata.normalize("NFC", text).strip()
    article = _ARTICLE.match(flat(plain))
    if not article:
        return ""
    plain = plain[article.end() :]
    for match in _VERB_BY_PLACE.finditer(flat(plain)):
        if match.group(1) not in _JOINS and len(plain[: match.start()].split()) < 5:
            plain = plain[: match.start()]
            break
    found: list[str] = []
    for word in plain.split()[:4]:
        if found and (word[0] in "«(“" or fold(word) in _ENDS_LEAD or len(found) == 3):
            break
        found.append(word.strip(",.;:()«»"))
        if word[-1] in ",.;:":
            break
    return " ".join(found)


def verb_by_place(text: str) -> bool:
    """Tell whether a paragraph opens with an article, a noun and, by its place, a verb."""
    plain = unicodedata.normalize("NFC", text).strip()
    first = lead(plain)
    return bool(first) and any(
        match.group(1) not in _JOINS for match in _VERB_BY_PLACE.finditer(flat(plain)[: len(first) + 40])
    )

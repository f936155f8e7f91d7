"""Which language tags exist, and in which language a text is, as far as function words and script tell."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Mapping
from itertools import takewhile

__all__ = ["other_language", "tag_fault"]

# ISO 639-1; ISO 639-2 codes of languages that have a shorter one (RFC 5646, 2.2.1: the shortest is to be used); ISO 3166-1.
_TWO = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so
    sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()
)
_TOO_LONG = frozenset(
    """
    aar abk afr aka alb amh ara arg arm asm ava ave aym aze bak bam baq bel ben bis bod bos bre bul bur cat ces
    cha che chi chu chv cor cos cre cym cze dan deu div dut dzo ell eng epo est eus ewe fao fas fij fin fra fre
    fry ful geo ger gla gle glg glv gre grn guj hat hau hbs heb her hin hmo hrv hun hye ibo ice ido iii iku ile
    ina ind ipk isl ita jav jpn kal kan kas kat kau kaz khm kik kin kir kom kon kor kua kur lao lat lav lim lin
    lit ltz lub lug mac mah mal mao mar may mkd mlg mlt mon mri msa mya nau nav nbl nde ndo nep nld nno nob nor
    nya oci oji ori orm oss pan per pli pol por pus que roh ron rum run rus sag san sin slk slo slv sme smo sna
    snd som sot spa sqi srd srp ssw sun swa swe tah tam tat tel tgk tgl tha tib tir ton tsn tso tuk tur twi uig
    ukr urd uzb ven vie vol wel wln wol xho yid yor zha zho zul
    """.split()
)
_REGIONS = frozenset(
    """
    ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz
    ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo
    fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je
    jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo
    mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw
    py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm
    tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
    """.split()
)
_TAG = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*|x(?:-[a-z0-9]{1,8})+|i-[a-z0-9-]+", re.IGNORECASE)


def tag_fault(tag: str) -> str:
    """Say what is wrong with a language tag; nothing where it is a tag of RFC 5646.

    Three-letter codes are taken for what they say unless a two-letter code exists: the registry has eight thousand of them.
    """
    parts = tag.lower().split("-")
    own = parts[0]
    if not _TAG.fullmatch(tag):
        return f"“{tag}” is no language tag"
    if own in _TOO_LONG:
        return f"“{own}” has a two-letter code"
    if own not in ("x", "i") and (len(own) > 3 or (len(own) == 2 and own not in _TWO)):
        return f"no language has the code “{own}”"
    subtags = takewhile(lambda part: len(part) > 1, parts[1:])  # a single letter starts an extension or private use
    region = "" if own == "i" else next((part for part in subtags if len(part) == 2 and part not in _REGIONS), "")
    return f"no region has the code “{region}”" if region else ""


# Function words of each language, and those of them that prove it where the other language has none of its own: words that are
# neither parts of borrowed names (e, no, per, con, on) nor words of the other languages here.
_WORDS = {
    "en": (
        "the of and for with from by which that these those an a are is was were their who when where how not "
        "into between to in on as per or at it its be"
    ),
    "fr": (
        "le la les des du de d l un une et pour avec dans par qui dont est sont aux au sur cette ce ces ou où "
        "leur leurs ne pas entre chez sans en à son sa ses"
    ),
    "de": (
        "der die das und für mit von ein eine ist sind dem den im zum zur nicht oder auf bei durch zwischen "
        "wird werden des in an als zu am aus"
    ),
    "es": ("el la los las y para con una un es son por del de al que se sin sobre entre como su sus en a o"),
    "it": (
        "il lo la gli le della delle dei degli del di e per con una un è sono che nel nella dal dalla sul non "
        "tra da in a al i o su"
    ),
    "nl": (
        "de het een en voor met van zijn is was wordt worden op bij door tussen niet aan uit te of in om naar dat die"
    ),
    "pt": ("o a os as e para com uma um é são por do da dos das de que se sem sobre entre como seu sua em no na ou ao"),
}
_PROOF = {
    "en": "the of and with from which that these those are were their between into when where how",
    "fr": "les des du et pour avec dans qui dont est sont aux cette ces où leur leurs entre chez une",
    "de": "der das und für mit von eine ist sind dem den zum zur nicht oder auf durch zwischen wird werden",
    "es": "los las para una del por sobre entre sus",
    "it": "gli della delle dei degli nella dalla una sono",
    "nl": "het een voor van zijn wordt worden tussen niet",
    "pt": "uma para dos das são seu sua pelo pela",
}
_FUNCTION = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_PROVES: dict[str, list[str]] = {}
for _language, _words in _PROOF.items():
    for _word in _words.split():
        _PROVES.setdefault(_word, []).append(_language)
_SCRIPTS = {
    **dict.fromkeys("ru uk bg be mk".split(), "CYRILLIC"), "el": "GREEK", "he": "HEBREW", "hy": "ARMENIAN", "ka": "GEORGIAN",
    **dict.fromkeys("ar fa ur".split(), "ARABIC"), "th": "THAI", "hi": "DEVANAGARI", "ko": "HANGUL",
}  # fmt: skip
_LATIN = frozenset("ca cs da de en es et fi fr hr hu is it lt lv nl no nb nn pl pt ro sk sl sv tr".split())
_ANY_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_TOKEN = re.compile(r"[^\W\d_]+")


def other_language(text: str, tag: str, among: Container[str] = _FUNCTION) -> str:
    """Give the language that a text is rather in than the one of its tag, or the script; nothing where that is not plain.

    A language is told by function words that the tagged one does not have, one of which no other language has: without any of the
    tagged language, one in up to five words or two in more; else three, and three times as many. Only the languages of this table are known.

    :param among: the languages that it is likely to be in; any other must be proved by two words
    """
    language, *rest = tag.lower().split("-")
    tokens = _TOKEN.findall(text)
    if not tokens or any(len(part) == 4 for part in rest):
        return ""
    script = _wrong_script(text, language, tokens)
    if script or language not in _FUNCTION:
        return script
    if not text.isupper():
        tokens = [token for token in tokens if not token.isupper()]  # CES is no French pronoun
    tokens = [token.lower() for token in tokens]
    own = _FUNCTION[language]
    hits = Counter(other for token in tokens if token in _PROVES and token not in own for other in _PROVES[token])
    if not hits:
        return ""
    known = sum(token in own for token in tokens)
    likely = {each: count for each, count in hits.items() if each in among}
    others = {each: count for each, count in hits.items() if each not in likely and count > 1}
    return _plainly(likely, tokens, own, known) or _plainly(others, tokens, own, known)


def _plainly(hits: Mapping[str, int], tokens: list[str], own: frozenset[str], known: int) -> str:
    """Give the language with most proofs, where that is plain."""
    if not hits:
        return ""
    best, count = max(sorted(hits.items()), key=lambda each: each[1])
    # Words that prove nothing alone (de, la, to) add to one that does.
    weight = count if known else sum(token in _FUNCTION[best] and token not in own for token in tokens)
    if not known and len(tokens) > 1 and weight >= (1 if len(tokens) <= 5 else 2):
        return best
    return best if count >= 3 and count >= 3 * known else ""


def _wrong_script(text: str, language: str, tokens: list[str]) -> str:
    """Give the script of a text that has no letter of its language's script; names and acronyms may be written in Latin."""
    wanted = _SCRIPTS.get(language)
    if wanted is None and (language not in _LATIN or _ANY_LATIN.search(text)):
        return ""
    scripts = [unicodedata.name(char, "").split(" ")[0] for char in text if char.isalpha()]
    if language in _LATIN and "LATIN" not in scripts:
        return scripts[0].capitalize()
    if wanted and wanted not in scripts and sum(token.isascii() and len(token) > 2 for token in tokens) > 2:
        return scripts[0].capitalize()
    return ""

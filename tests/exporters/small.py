"""A small thesaurus in which every fact of the contract has a word of its own, and names that break careless writers."""

from __future__ import annotations

from dataclasses import replace

from glosskos.model import (
    Agent,
    BroaderType,
    Concept,
    Entry,
    Link,
    Scheme,
    Segment,
    Source,
    SourcedDefinition,
    Status,
    Theme,
    Thesaurus,
)

BASE = "https://w3id.org/relation-client/"


def _both(word: str, slug: str) -> dict[str, str]:
    return {"fr": f"{word}fr {slug}", "en": f"{word}en {slug}"}


def _concept(slug: str, number: int, **more) -> Concept:
    return Concept(
        slug=slug, notation=f"ZN{number:04}", pref_label=_both("zlabel", slug), alt_label={"fr": (f"zaltfr {slug}", "z.a.l.t."), "en": (f"zalten {slug}",)},
        hidden_label={"fr": (f"zhiddenfr {slug}",)}, definition=_both("zdefinition", slug), divergence=_both("zdivergence", slug),
        scope_note=_both("zscope", slug), example=_both("zexample", slug), editorial_note=_both("zeditorial", slug),
        history_note=_both("zhistory", slug), themes=("zt",), created="2019-01-02", modified="2020-03-04", **more,
    )  # fmt: skip


def _link(own: str, kind: str, other: str, type_: BroaderType | None = None) -> Link:
    return Link(own, kind, other, _both("zreason", f"{own} {other}"), type_, ("s1/001",))


def marked() -> Thesaurus:
    """One of everything."""
    concepts = [
        _concept("top", 1),
        _concept("other-top", 2),
        _concept("middle", 3, broader=(_link("middle", "broader", "top", BroaderType.GENERIC),)),
        _concept(
            "leaf",
            4,
            broader=(
                _link("leaf", "broader", "middle", BroaderType.INSTANTIAL),
                _link("leaf", "broader", "other-top", BroaderType.PARTITIVE),
            ),
            related=(_link("leaf", "related", "alone", None),),
        ),
        _concept("alone", 5, broader=(_link("alone", "broader", "top", BroaderType.GENERIC),)),
        replace(_concept("zgone", 6), deprecated=True, themes=(), is_replaced_by=("leaf",)),
    ]
    agents = [Agent("a1", "zpublisher un"), Agent("a2", "zpublisher deux")]
    sources = {
        "s1": Source("s1", "zsource un", agents[0], "zcitation un", "https://example.org/s1", "l", "", short_title="zshort un"),
        "s2": Source("s2", "zsource deux", agents[1], "zcitation deux", "https://example.org/s2?a=(1)", "l", "", short_title="zshort deux"),
    }  # fmt: skip
    place = (Segment(7),)
    entries = {
        "s1/001": Entry("s1", "001", "zterm un", place, place, "f", Status.COMPLETE, ("leaf",), {}),
        "s2/001": Entry("s2", "001", "zterm deux", place, place, "f", Status.TRUNCATED, ("leaf",), {}),
        "s2/002": Entry("s2", "002", "zterm trois", place, place, "f", Status.REPAIRED, ("top",), {}),
        "s1/002": Entry("s1", "002", "zbare quatre", place, (), "", Status.MISSING, ("top",), {}),
    }
    definitions = (
        SourcedDefinition("leaf", "s1", 1, "znote un", "s1/001"),
        SourcedDefinition("leaf", "s2", 1, "znote deux", "s2/001"),
        SourcedDefinition("top", "s2", 1, "znote trois", "s2/002"),
    )
    scheme = Scheme(
        BASE, {"fr": "ztitle", "en": "ztitle en"}, {"fr": "zabout", "en": "zabout en"}, "9.8.7", "2018-05-06", "2020-03-04",
        "https://creativecommons.org/licenses/by/4.0/", ("fr", "en"), Agent("zmaker", "zmaker"),
    )  # fmt: skip
    return Thesaurus(
        scheme,
        sources,
        entries,
        {each.slug: each for each in sorted(concepts, key=lambda each: each.slug)},
        {"zt": Theme("zt", _both("ztheme", "zt"), _both("zthemedef", "zt"))},
        definitions,
    )


AWKWARD = [
    "l'offre d’appel", "B2B/B2C", "Marque®", "récence, fréquence, montant", "a ; b", "${x}", "$HOME", "a ${HOME} \\ $x \\\\", "$5", "$$ et ${",
    "X", "é" * 256, "è" * 300, 'dit "oui"\nou « non »', 'ligne\r\nà ligne', "=1+1", "+33 1", "-x", "@cmd", "'=x", "\tonglet", "C.R.M.", "a::b",
    "[x](http://y)", "*gras* _it_ `c` ~~d~~", "<b>&amp; ©</b>", "# titre", "1. un", "1) un", "- liste", "> cité", "a | b", " espaces  doubles ", "_x0041_",
    "true", "null", "031", "1e3", "~", "{a: b}", "%APPDATA%", "日本語", "😀", "a\u2028b", "nbsp\u00a0", ":", "?", "&", "!tag", "oui: non", "#", "\\",
]  # fmt: skip


def awkward(names: list[str]) -> Thesaurus:
    """One concept a name, the first above the others; the name is an alternative, a divergence and a definition too."""
    concepts = {}
    for number, name in enumerate(names):
        slug = f"c{number:02}"
        up = (Link(slug, "broader", "c00", {"fr": name, "en": name}, BroaderType.GENERIC),) if number else ()
        across = (Link(slug, "related", f"c{number - 1:02}", {"fr": name, "en": name}),) if number > 1 else ()
        concepts[slug] = Concept(
            slug=slug, notation=f"ZN{number:04}", pref_label={"fr": name, "en": f"n{number}"}, alt_label={"fr": (f"{name} bis",)},
            definition={"fr": f"Début {name} fin.", "en": "d"}, broader=up, related=across, created="2020-01-01", modified="2020-01-01",
        )  # fmt: skip
    return replace(marked(), concepts=concepts, sources={}, entries={}, themes={}, definitions=())

"""Small thesauri made of a few lines, also such as no editor would write: cycles, links to oneself, strange labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from glosskos.model import Agent, BroaderType, Concept, Entry, Link, Scheme, Source, Status, Theme, Thesaurus


def made(
    labels: Mapping[str, str],
    broader: Iterable[tuple[str, str]] = (),
    related: Iterable[tuple[str, str]] = (),
    *,
    sources: Mapping[str, Iterable[str]] | None = None,
    themes: Mapping[str, Iterable[str]] | None = None,
    withdrawn: Mapping[str, tuple[str, ...]] | None = None,
    types: Mapping[tuple[str, str], BroaderType] | None = None,
    base: str = "https://example.org/",
    iris: Mapping[str, str] | None = None,
) -> Thesaurus:
    """Give a thesaurus.

    :param labels: slug to French label
    :param broader: pairs of a narrower and a broader concept
    :param sources: source to the slugs it has an entry for
    :param themes: theme to the slugs of its members
    :param withdrawn: slug to what replaces it
    """
    sources, themes, withdrawn = sources or {}, themes or {}, withdrawn or {}
    concepts = {}
    for slug in sorted(labels):
        concepts[slug] = Concept(
            slug=slug,
            notation="",
            pref_label={"fr": labels[slug]},
            broader=tuple(
                Link(a, "broader", b, {"fr": f"{a} & {b}"}, (types or {}).get((a, b))) for a, b in broader if a == slug
            ),
            related=tuple(Link(a, "related", b, {"fr": f"{a} & {b}"}) for a, b in related if a == slug),
            themes=tuple(theme for theme, members in themes.items() if slug in members),
            deprecated=slug in withdrawn,
            is_replaced_by=withdrawn.get(slug, ()),
            iri=(iris or {}).get(slug, ""),
        )
    entries = {
        f"{source}/{at:03}": Entry(source, f"{at:03}", slug, (), (), "", Status.COMPLETE, (slug,), {})
        for source, slugs in sources.items()
        for at, slug in enumerate(slugs, 1)
    }
    return Thesaurus(
        scheme=Scheme(base, {"fr": "Un thésaurus"}, {}, "", "", "", "", ("fr",), Agent("", "")),
        sources={each: Source(each, each, Agent(each, each.title()), "", "", "", "") for each in sources},
        entries=entries,
        concepts=concepts,
        themes={each: Theme(each, {"fr": each}, {}) for each in themes},
        definitions=(),
    )


_LABELS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "x" * 300,
            "客户关系管理" * 30,
            "مركز الاتصال",
            "👩‍👩‍👧‍👦" * 9,
            "</text><script>alert(1)</script>",
            "a-b/c" * 40,
            "  ",
            "W" * 48,
        ]
    ),
)


@st.composite
def thesauri(draw: st.DrawFn, most: int = 14) -> Thesaurus:
    """Give random small thesauri, as foreign data may be."""
    slugs = [f"c{at}" for at in range(draw(st.integers(1, most)))]
    pairs = st.lists(st.tuples(st.sampled_from(slugs), st.sampled_from(slugs)), max_size=3 * most, unique=True)
    broader, related = draw(pairs), draw(pairs)
    return made(
        {slug: draw(_LABELS) for slug in slugs},
        broader,
        [pair for pair in related if pair[0] != pair[1]],
        sources={
            "s1": draw(st.lists(st.sampled_from(slugs), unique=True)),
            "s2": draw(st.lists(st.sampled_from(slugs))),
        },
        themes={"t1": draw(st.lists(st.sampled_from(slugs), unique=True))},
        withdrawn=dict.fromkeys(draw(st.lists(st.sampled_from(slugs), max_size=2, unique=True)), ()),
        types=dict.fromkeys(broader[:2], BroaderType.PARTITIVE) | dict.fromkeys(broader[2:3], BroaderType.INSTANTIAL),
    )

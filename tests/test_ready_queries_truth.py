"""The rows of the ready-made queries against the records: counted anew in Python, so that a wrong query cannot bless itself."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, product

import pytest

from conftest import ROOT
from expected_rows import table_of, text_of
from glosskos.model import Status
from glosskos.queries import evaluate, query_graph, ready_queries, store_of
from glosskos.text import fold

QUERIES = ready_queries(ROOT / "queries")


@pytest.fixture(scope="module")
def ask(thesaurus):
    """Ask a query by name; the rows as dicts, IRIs cut down to what comes behind the base."""
    store = store_of(query_graph(thesaurus))
    base = thesaurus.scheme.base

    def give(name, **values):
        absolute = {
            key: f"{base}{value}" if re.match(r"(concept|source|theme)/", value) else value
            for key, value in values.items()
        }
        columns, rows = table_of(evaluate(store, text_of(QUERIES[name], **absolute)))
        short = [[re.sub(rf"^{base}(?:concept/)?", "", cell) for cell in row] for row in rows]
        return [dict(zip(columns, row, strict=True)) for row in short]

    return give


@pytest.fixture(scope="module")
def sources_of(thesaurus):
    return {slug: {entry.source for entry in entries} for slug, entries in thesaurus.entries_of.items()}


@pytest.fixture(scope="module")
def below(thesaurus):
    """Slug to the slugs at any depth below it."""

    def walk(slug):
        return {slug for child in thesaurus.narrower[slug] for slug in (child, *walk(child))}

    return {slug: walk(slug) for slug in thesaurus.concepts}


@pytest.fixture(scope="module")
def around(thesaurus):
    """Slug to {(relation, slug)}: its neighbours over broader, narrower and related."""
    found = {slug: set() for slug in thesaurus.concepts}
    for concept in thesaurus.concepts.values():
        for link in concept.broader:
            found[concept.slug].add(("broader", link.object))
            found[link.object].add(("narrower", concept.slug))
        for link in concept.related:
            found[concept.slug].add(("related", link.object))
            found[link.object].add(("related", concept.slug))
    return found


@pytest.fixture(scope="module")
def links(thesaurus):
    return [link for concept in thesaurus.concepts.values() for link in (*concept.broader, *concept.related)]


def label(thesaurus, slug, language="fr"):
    return thesaurus.concepts[slug].pref_label[language]


# Concepts, labels, definitions


@pytest.mark.parametrize("slug", ["attrition", "centre-d-appels", "teleconseiller", "outil"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_concept_card(ask, thesaurus, around, slug, language):
    concept = thesaurus.concepts[slug]
    rows = ask("concept-card", concept=f"concept/{slug}", language=language)
    found = Counter((row["property"], row["value"]) for row in rows)
    wanted = Counter([("notation", concept.notation)])
    wanted.update(("prefLabel", text) for text in concept.pref_label.values())
    for name, labels in (("altLabel", concept.alt_label), ("hiddenLabel", concept.hidden_label)):
        wanted.update((name, text) for texts in labels.values() for text in texts)
    texts = {
        "definition": concept.definition,
        "scopeNote": concept.scope_note,
        "example": concept.example,
        "divergence": concept.divergence,
        "editorialNote": concept.editorial_note,
        "historyNote": concept.history_note,
    }
    wanted.update((name, text[language]) for name, text in texts.items() if language in text)
    wanted.update(("xlDefinition", note.text) for note in thesaurus.notes[slug])
    wanted.update((relation, label(thesaurus, other, language)) for relation, other in around[slug])
    wanted.update(("member of", thesaurus.themes[theme].pref_label[language]) for theme in concept.themes)
    assert found == wanted
    assert rows[0]["language"] == language


def test_definitions_by_source(ask, thesaurus):
    for slug in thesaurus.concepts:
        rows = ask("definitions-by-source", concept=f"concept/{slug}")
        texts = [row["text"] for row in rows if row["text"]]
        assert sorted(texts) == sorted(note.text for note in thesaurus.notes[slug])
        assert {row["entry"] for row in rows} == {f"entry/{entry.id}" for entry in thesaurus.entries_of[slug]}


def test_synonyms(ask, thesaurus):
    for slug in ("attrition", "rfm", "reglement-general-sur-la-protection-des-donnees"):
        names = [
            (row["name"], row["name_kind"] == "printed term") for row in ask("synonyms", concept=f"concept/{slug}")
        ]
        concept = thesaurus.concepts[slug]
        printed = [(entry.term, True) for entry in thesaurus.entries_of[slug]]
        assert sorted(names) == sorted([*((name, False) for name in concept.labels()), *printed])


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
def test_translations(ask, thesaurus, language, other):
    rows = ask("translations", language=language, other=other)
    assert [(row["concept"], row["term"], row["translation"], row["definition"]) for row in rows] == [
        (slug, concept.pref_label[language], concept.pref_label[other], concept.definition[other])
        for slug, concept in sorted(thesaurus.concepts.items())
    ]


def plain(text):
    return re.sub(r"[-'’]", " ", fold(text))


@pytest.mark.parametrize(
    "text", ["reclamation", "Réclamations", "d’app", "web call-back", "e", "ÉCOUTE", "œuvre", '"', "%"]
)
def test_label_search(ask, thesaurus, text):
    rows = ask("label-search", text=text)
    names = {
        (concept.slug, name)
        for concept in thesaurus.concepts.values()
        for name in concept.labels()
        if plain(text) in plain(name)
    }
    assert {(row["concept"], row["label"]) for row in rows} == names
    lengths = [len(row["label"]) for row in rows]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize("text", ["churn", "Téléphone", "c'est", "zzz"])
def test_what_mentions(ask, thesaurus, text):
    bodies = Counter()
    for slug, concept in thesaurus.concepts.items():
        notes = [concept.definition, concept.scope_note, concept.example, concept.divergence]
        notes += [concept.editorial_note, concept.history_note]
        for body in [
            *(body for note in notes for body in note.values()),
            *(note.text for note in thesaurus.notes[slug]),
        ]:
            bodies[slug, body] += plain(text) in plain(body)
    assert Counter((row["concept"], row["text"]) for row in ask("what-mentions", text=text)) == +bodies


def test_acronyms(ask, thesaurus):
    rows = ask("acronyms")
    short = re.compile(r"(?=.{2,10}$)[A-Z0-9][A-Za-z0-9.&/]*[A-Z0-9][A-Za-z0-9.&/]*")
    names = {
        (slug, name)
        for slug, concept in thesaurus.concepts.items()
        for name in (concept.pref_label["fr"], *concept.alt_label.get("fr", ()))
        if short.fullmatch(name) and len(re.findall("[A-Z]", name)) > 1
    }
    assert {(row["concept"], row["acronym"]) for row in rows} == names
    spelt = {(row["acronym"], row["expansion"]) for row in rows}
    assert {
        ("NPS", "net promoter score"),
        ("GRC", "gestion de la relation client"),
        ("G.R.C.", "gestion de la relation client"),
    } <= spelt
    assert {("ToIP", "telephony over IP"), ("SaaS", "software as a service"), ("UX", ""), ("PABX", "")} <= spelt
    # Letter by letter: each expansion begins as its acronym does.
    assert all(not expansion or fold(expansion)[0] == fold(acronym)[0] for acronym, expansion in spelt)


# Sources and entries


def test_divergences(ask, thesaurus, sources_of):
    for language in ("fr", "en"):
        assert [
            (row["concept"], row["divergence"], int(row["sources"])) for row in ask("divergences", language=language)
        ] == [
            (slug, concept.divergence[language], len(sources_of[slug]))
            for slug, concept in sorted(thesaurus.concepts.items())
            if concept.divergence
        ]


@pytest.mark.parametrize("least", [1, 2, 3, 4, 6])
def test_concepts_with_several_sources(ask, thesaurus, sources_of, least):
    rows = ask("concepts-with-several-sources", sources=str(least))
    assert sorted((row["concept"], int(row["sources"]), row["entry"]) for row in rows) == sorted(
        (slug, len(sources_of[slug]), f"entry/{entry.id}")
        for slug, entries in thesaurus.entries_of.items()
        for entry in entries
        if len(sources_of[slug]) >= least
    )
    assert [int(row["sources"]) for row in rows] == sorted((int(row["sources"]) for row in rows), reverse=True)


def test_only_in_one_source(ask, thesaurus, sources_of):
    for source in thesaurus.sources:
        alone = {row["concept"] for row in ask("only-in-one-source", source=f"source/{source}")}
        assert alone == {slug for slug, found in sources_of.items() if found == {source}}


def test_source_coverage_by_theme(ask, thesaurus, sources_of):
    rows = ask("source-coverage-by-theme")
    found = {(row["collection"], row["glossary"]): (int(row["concepts"]), int(row["of_concepts"])) for row in rows}
    assert len(rows) == len(found) == len(thesaurus.themes) * len(thesaurus.sources)
    for theme, source in product(thesaurus.themes, thesaurus.sources):
        members = thesaurus.members[theme]
        known = sum(source in sources_of[slug] for slug in members)
        assert found[f"theme/{theme}", f"source/{source}"] == (known, len(members))


def test_source_overlap(ask, thesaurus, sources_of):
    rows = ask("source-overlap")
    assert {(row["glossary"], row["other"]): int(row["shared_concepts"]) for row in rows} == {
        (f"source/{one}", f"source/{two}"): sum({one, two} <= found for found in sources_of.values())
        for one, two in combinations(sorted(thesaurus.sources), 2)
    }


def test_sources(ask, thesaurus, sources_of):
    rows = ask("sources")
    assert [row["glossary"] for row in rows] == [f"source/{name}" for name in sorted(thesaurus.sources)]
    for row in rows:
        name = row["glossary"].removeprefix("source/")
        entries = [entry for entry in thesaurus.entries.values() if entry.source == name]
        assert int(row["entries"]) == len(entries)
        assert int(row["concepts"]) == sum(name in found for found in sources_of.values())
        for status in Status:
            assert int(row[status.value]) == sum(entry.status is status for entry in entries)


def test_entries_of_a_source(ask, thesaurus):
    for source in thesaurus.sources:
        rows = ask("entries-of-a-source", source=f"source/{source}")
        assert [(row["entry"], row["concept"], row["printed_term"]) for row in rows] == [
            (f"entry/{entry.id}", slug, entry.term)
            for entry in sorted(thesaurus.entries.values(), key=lambda entry: entry.id)
            for slug in sorted(entry.concepts)
            if entry.source == source
        ]


def test_entries_by_their_state(ask, thesaurus):
    entries = thesaurus.entries.values()
    cut = {f"entry/{entry.id}" for entry in entries if entry.status in (Status.TRUNCATED, Status.REPAIRED)}
    missing = {f"entry/{entry.id}" for entry in entries if entry.status is Status.MISSING}
    restored = {(f"entry/{entry.id}", slug) for entry in entries for slug in entry.concepts if entry.heading_restored}
    assert {row["entry"] for row in ask("entries-cut-or-repaired")} == cut
    assert {row["entry"] for row in ask("entries-missing-definition")} == missing
    assert {(row["entry"], row["concept"]) for row in ask("entries-restored-headings")} == restored


def test_concepts_without_entry(ask, thesaurus):
    assert [(row["concept"], int(row["narrower_concepts"])) for row in ask("concepts-without-entry")] == [
        (slug, len(thesaurus.narrower[slug])) for slug in sorted(thesaurus.concepts) if not thesaurus.entries_of[slug]
    ]


# Hierarchy


def test_subtree(ask, thesaurus):
    def walk(slug, depth=1):
        for child in thesaurus.narrower[slug]:
            yield depth, child, len(thesaurus.narrower[child])
            yield from walk(child, depth + 1)

    for top in (*thesaurus.top_concepts, "logiciel", "teleoperateur", "attrition"):
        rows = ask("subtree", concept=f"concept/{top}")
        assert [(int(row["depth"]), row["concept"], int(row["narrower_concepts"])) for row in rows] == list(walk(top))


def test_paths_up(ask, thesaurus):
    for slug in thesaurus.concepts:
        wanted = {" > ".join(label(thesaurus, each) for each in path) for path in thesaurus.paths_up(slug)}
        rows = ask("paths-up", concept=f"concept/{slug}")
        assert {row["path"] for row in rows} == wanted
        assert all(int(row["steps"]) == row["path"].count(" > ") for row in rows)


def test_top_concepts(ask, thesaurus, below):
    assert [(row["concept"], int(row["just_below"]), int(row["at_any_depth"])) for row in ask("top-concepts")] == [
        (slug, len(thesaurus.narrower[slug]), len(below[slug])) for slug in sorted(thesaurus.top_concepts)
    ]


def test_several_parents(ask, thesaurus):
    assert sorted((row["concept"], row["parent"], row["reason"]) for row in ask("several-parents")) == sorted(
        (link.subject, link.object, link.reason["fr"])
        for concept in thesaurus.concepts.values()
        for link in concept.broader
        if len(concept.broader) > 1
    )


@pytest.mark.parametrize("kind", ["generic", "partitive", "instantial", "PARTITIVE"])
def test_hierarchical_links_of_a_kind(ask, links, kind):
    assert sorted(
        (row["concept"], row["broader"], row["reason"]) for row in ask("hierarchical-links-of-a-kind", kind=kind)
    ) == sorted((link.subject, link.object, link.reason["fr"]) for link in links if link.type == kind.lower())


# Links


def test_links_with_reasons(ask, thesaurus, links):
    for slug in ("attrition", "client", "crm-analytique", "outil"):
        wanted = set()
        for link in links:
            if slug in (link.subject, link.object):
                other = link.object if link.subject == slug else link.subject
                relation = "narrower" if link.kind == "broader" and link.object == slug else link.kind
                wanted.add((relation, other, link.reason["fr"], len(link.entries)))
        rows = ask("links-with-reasons", concept=f"concept/{slug}")
        supported = Counter((row["relation"], row["concept"], row["reason"]) for row in rows if row["evidence"])
        found = {(row["relation"], row["concept"], row["reason"]) for row in rows}
        assert {(*each, supported[each]) for each in found} == wanted


def test_links_without_entry(ask, links):
    wanted = [
        (link.kind, *(sorted((link.subject, link.object)) if link.kind == "related" else (link.subject, link.object)))
        for link in links
        if not link.entries
    ]
    assert [(row["relation"], row["concept"], row["other"]) for row in ask("links-without-entry")] == sorted(wanted)


def test_neighbourhood(ask, thesaurus, around):
    for slug in ("attrition", "client", "cnil", "outil"):
        near = {other for _, other in around[slug]}
        wanted = {(1, relation, "", other) for relation, other in around[slug]}
        for first, middle in around[slug]:
            for second, other in around[middle]:
                if other != slug and other not in near:
                    wanted.add((2, f"{first} > {second}", label(thesaurus, middle), other))
        rows = ask("neighbourhood", concept=f"concept/{slug}")
        assert {(int(row["steps"]), row["relation"], row["between"], row["concept"]) for row in rows} == wanted
        assert len(rows) == len(wanted)


def test_shortest_chain(ask, thesaurus, around):
    def chains(start, end, most=4):
        found = [((start,), label(thesaurus, start))]
        for _ in range(most):
            found = [
                ((*way, other), f"{text} > {relation} > {label(thesaurus, other)}")
                for way, text in found
                for relation, other in around[way[-1]]
                if other not in way
            ]
            if reached := sorted(text for way, text in found if way[-1] == end):
                return reached
        return []

    pairs = [
        ("chatbot", "attrition"),
        ("attrition", "client"),
        ("cnil", "licorne"),
        ("mooc", "numero-azur"),
        ("iso-9001", "rfm"),
    ]
    lengths = set()
    for start, end in [*pairs, ("client", "client"), ("acteur", "spam")]:
        rows = ask("shortest-chain", **{"from": f"concept/{start}", "to": f"concept/{end}"})
        wanted = chains(start, end) if start != end else []
        assert [row["chain"] for row in rows] == wanted
        lengths |= {int(row["steps"]) for row in rows}
    assert {1, 3} <= lengths


def test_most_linked_concepts(ask, around):
    wanted = sorted(((-len(found), slug) for slug, found in around.items()))[:20]
    rows = ask("most-linked-concepts")
    assert [(-int(row["links"]), row["concept"]) for row in rows] == wanted
    for row in rows:
        kinds = Counter(relation for relation, _ in around[row["concept"]])
        assert {name: int(row[name]) for name in ("broader", "narrower", "related")} == {
            name: kinds[name] for name in ("broader", "narrower", "related")
        }


def test_related_siblings(ask, thesaurus, links):
    parents = {slug: {link.object for link in concept.broader} for slug, concept in thesaurus.concepts.items()}
    wanted = [
        (*sorted((link.subject, link.object)), label(thesaurus, parent), link.reason["fr"])
        for link in links
        if link.kind == "related"
        for parent in parents[link.subject] & parents[link.object]
    ]
    rows = ask("related-siblings")
    assert sorted((row["concept"], row["related"], row["parent_term"], row["reason"]) for row in rows) == sorted(wanted)


def test_links_between_kinds(ask, thesaurus, links, below):
    tops = {slug: [top for top in thesaurus.top_concepts if slug in below[top]] for slug in thesaurus.concepts}
    wanted = Counter()
    for link in links:
        if link.kind == "related":
            wanted.update({tuple(sorted(pair)) for pair in product(tops[link.subject], tops[link.object])})
    rows = ask("links-between-kinds")
    assert {(row["top"], row["other"]): int(row["links"]) for row in rows} == dict(wanted)


# Themes and kinds


def test_themes(ask, thesaurus):
    assert [(row["collection"], int(row["concepts"]), int(row["concepts_with_source"])) for row in ask("themes")] == [
        (f"theme/{theme}", len(members), sum(bool(thesaurus.entries_of[slug]) for slug in members))
        for theme, members in sorted(thesaurus.members.items())
    ]


def test_theme_members(ask, thesaurus, sources_of):
    for theme, members in thesaurus.members.items():
        rows = {(row["concept"], int(row["sources"])) for row in ask("theme-members", theme=f"theme/{theme}")}
        assert rows == {(slug, len(sources_of[slug])) for slug in members}


def test_themes_by_kind(ask, thesaurus, below):
    assert {(row["collection"], row["top"]): int(row["concepts"]) for row in ask("themes-by-kind")} == {
        (f"theme/{theme}", top): number
        for theme, members in thesaurus.members.items()
        for top in thesaurus.top_concepts
        if (number := sum(slug == top or slug in below[top] for slug in members))
    }


def test_tools_by_theme(ask, thesaurus, below):
    assert {(row["collection"], row["concept"]) for row in ask("tools-by-theme")} == {
        (f"theme/{theme}", slug)
        for theme, members in thesaurus.members.items()
        for slug in members
        if slug in below["outil"]
    }


def test_norms_and_law(ask, thesaurus, below):
    assert {row["concept"] for row in ask("norms-and-law")} == below["regle"] | set(thesaurus.members["conformite"])


@pytest.mark.parametrize(
    ("name", "top"), [("what-indicators-measure", "indicateur"), ("roles", "professionnel"), ("channels", "canal")]
)
def test_what_the_members_of_a_kind_are_linked_to(ask, below, links, name, top):
    wanted = set()
    for link in links:
        if link.kind == "related":
            for one, other in ((link.subject, link.object), (link.object, link.subject)):
                if one in below[top] and other not in below[top]:
                    wanted.add((one, other, link.reason["fr"]))
    assert {(row["concept"], row["linked"], row["reason"]) for row in ask(name)} == wanted


def test_indicators(ask, thesaurus, below):
    names = {
        "generic": "générique (sorte de)",
        "partitive": "partitif (partie de)",
        "instantial": "d'instance (exemple de)",
    }
    assert {(row["concept"], row["group"], row["link_kind"]) for row in ask("indicators")} == {
        (slug, label(thesaurus, link.object), names[link.type])
        for slug in below["indicateur"]
        for link in thesaurus.concepts[slug].broader
        if link.object == "indicateur" or link.object in below["indicateur"]
    }


def test_who_measures_what(ask, thesaurus, below):
    assert sorted((row["entry"], row["concept"], row["text"]) for row in ask("who-measures-what")) == sorted(
        (f"entry/{entry.id}", slug, entry.restatements[slug])
        for slug in below["indicateur"]
        for entry in thesaurus.entries_of[slug]
    )


# The whole


def test_statistics(ask, thesaurus, links, sources_of):
    found = {row["what"]: int(row["number"]) for row in ask("statistics")}
    concepts = thesaurus.concepts.values()
    assert found == {
        "concepts": sum(not concept.deprecated for concept in concepts),
        "withdrawn concepts": sum(concept.deprecated for concept in concepts),
        "top concepts": len(thesaurus.top_concepts),
        "themes": len(thesaurus.themes),
        "sources": len(thesaurus.sources),
        "entries": len(thesaurus.entries),
        "sourced definitions": len(thesaurus.definitions),
        "concepts with an entry": sum(map(bool, sources_of.values())),
        "concepts with a divergence": sum(bool(concept.divergence) for concept in concepts),
        "concepts with several parents": sum(len(concept.broader) > 1 for concept in concepts),
        "broader links": sum(link.kind == "broader" for link in links),
        "related links": sum(link.kind == "related" for link in links),
        "labels in the language": sum(len(concept.labels("fr")) for concept in concepts),
    }


def test_changed_since(ask, thesaurus):
    days = sorted({concept.modified or concept.created for concept in thesaurus.concepts.values()})
    for day in (*days, "2999-01-01", "1999-01-01"):
        rows = ask("changed-since", date=day)
        assert {row["concept"] for row in rows} == {
            slug for slug, concept in thesaurus.concepts.items() if (concept.modified or concept.created) >= day
        }
        assert {row["change"] for row in rows} <= {"new", "changed"}


def test_concept_description_holds_what_the_files_say(ask, thesaurus):
    from glosskos.graph import evidence_quads, thesaurus_quads

    asserted = {quad[:3] for quad in (*thesaurus_quads(thesaurus), *evidence_quads(thesaurus))}
    one = f"<{thesaurus.scheme.base}concept/attrition>"
    store = store_of(query_graph(thesaurus))
    found = {tuple(row) for row in table_of(evaluate(store, text_of(QUERIES["concept-description"])))[1]}
    assert found <= asserted
    touching = {triple for triple in asserted if one in (triple[0], triple[2])}
    # Neighbours' own links to it are the same links, seen from there; themes name it as member.
    seen_from_there = {
        triple
        for triple in touching
        if triple[1].endswith(("#broader>", "#narrower>", "#related>")) and triple[2] == one
    }
    assert touching - seen_from_there <= found


def test_flat_view_and_theme_export_are_sound_skos(thesaurus):
    from pyoxigraph import RdfFormat, parse

    store = store_of(query_graph(thesaurus))
    skos = "<http://www.w3.org/2004/02/skos/core#"
    for name, members in (("flat-view", set(thesaurus.concepts)), ("theme-export", set(thesaurus.members["crm"]))):
        rows = table_of(evaluate(store, text_of(QUERIES[name])))[1]
        assert len(list(parse("".join(f"{' '.join(row)} .\n" for row in rows), format=RdfFormat.N_TRIPLES))) == len(
            rows
        )
        iris = {f"<{thesaurus.scheme.base}concept/{slug}>" for slug in members}
        typed = {s for s, p, o in rows if o == f"{skos}Concept>"}
        assert typed == iris
        for s, p, o in rows:
            if p in (f"{skos}broader>", f"{skos}narrower>", f"{skos}related>"):
                assert {s, o} <= iris
        preferred = Counter(s for s, p, _ in rows if p == f"{skos}prefLabel>" and s in iris)
        languages = 1 if name == "flat-view" else 2
        assert preferred == dict.fromkeys(iris, languages)


def test_catalog_record_has_what_dcat_ap_demands(thesaurus):
    store = store_of(query_graph(thesaurus))
    rows = table_of(evaluate(store, text_of(QUERIES["catalog-record"])))[1]
    record = f"<{thesaurus.scheme.base}thesaurus>"
    said = {p for s, p, _ in rows if s == record}
    dct, dcat = "<http://purl.org/dc/terms/", "<http://www.w3.org/ns/dcat#"
    assert {
        f"{dct}{name}>" for name in ("title", "description", "publisher", "license", "issued", "modified", "language")
    } <= said
    assert f"{dcat}keyword>" in said
    publishers = {o for s, p, o in rows if s == record and p == f"{dct}publisher>"}
    agents = {s for s, p, o in rows if o == "<http://xmlns.com/foaf/0.1/Agent>"}
    assert publishers <= agents

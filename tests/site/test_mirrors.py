"""What JavaScript says again of the Python package: each held against the other on everything there is."""

from __future__ import annotations

from site_pages import until

from glosskos.neighbourhood import arrange, neighbourhood, text_width
from glosskos.neighbourhood.layout import FONT_SIZE
from glosskos.queries import Parameter, ready_queries, without_head
from glosskos.queries.tokens import has_keyword, replaced
from glosskos.text import match_key
from glosskos.typography import typeset

TRICKY = [
    "G.R.C.", "l'é.c.r.i.t", "Centres d’appels", "aux d'un", "Bureaux", "Œuvre", "straße", "100 %", "B.2.B", "a.b", "qu'est-ce", "S'il", "", "«»",
    "prix", "cours", "SaaS", "x.y.z", "d'", "L'", "A_B", "naïveté", "ﬁn", "Ⅳ", "½", "ΣΊΣΥΦΟΣ", "İstanbul", "été-hiver", "R.G.P.D. 2", "aujourd'hui",
]  # fmt: skip


def test_names_have_the_same_key(visits, address, thesaurus):
    page = visits(f"{address}search.html?q=a").page
    until(page, "window.GK?.matchKey")
    labels = [label for concept in thesaurus.concepts.values() for label in concept.labels()]
    labels += (
        [entry.term for entry in thesaurus.entries.values()] + [note.text for note in thesaurus.definitions] + TRICKY
    )
    found = page.evaluate("(labels) => labels.map(GK.matchKey)", labels)
    assert [(label, key) for label, key in zip(labels, found, strict=True) if key != match_key(label)] == []


def test_neighbourhoods_are_the_same(visits, address, thesaurus):
    page = visits(f"{address}concept/client.html").page
    page.evaluate("document.querySelector('.neighbourhood').scrollIntoView()")
    until(page, "window.GK?.picture")
    sources = list(thesaurus.sources)
    cases = [(slug, depth, ["broader", "narrower", "related"], None) for slug in thesaurus.concepts for depth in (1, 2)]
    cases += [
        (slug, 3, relations, None)
        for slug in list(thesaurus.concepts)[::20]
        for relations in (["broader"], ["narrower", "related"])
    ]
    cases += [
        (slug, 2, ["broader", "narrower", "related"], at)
        for slug in list(thesaurus.concepts)[::10]
        for at in range(len(sources))
    ]
    found = page.evaluate(
        """(cases) => { const {network} = GK.picture; const slug = (at) => at === null ? '' : network.nodes[at].slug;
          return cases.map(([centre, depth, relations, source]) => {
            const around = GK.drawing.neighbourhood(network, network.at.get(centre), depth, new Set(relations), source, 9999);
            return [[...around.nodes.values()].map((node) => [slug(node.at), node.distance, node.side, node.step, slug(node.via)]),
              around.edges.map((link) => [slug(link.subject), link.kind, slug(link.object)]).sort()]; }); }""",
        cases,
    )
    for (slug, depth, relations, source), (nodes, edges) in zip(cases, found, strict=True):
        around = neighbourhood(thesaurus, slug, depth, relations, None if source is None else [sources[source]])
        assert nodes == [[node.slug, node.distance, node.side, node.step, node.via] for node in around.nodes]
        pairs = sorted([edge.subject, edge.kind, edge.object] for edge in around.edges)
        assert edges == pairs, (slug, depth)


def test_layouts_are_the_same(visits, address, thesaurus):
    """So what tests/neighbourhood asserts of boxes and routes, for every concept, holds in the browser too."""
    page = visits(f"{address}concept/client.html").page
    page.evaluate("document.querySelector('.neighbourhood').scrollIntoView()")
    until(page, "window.GK?.picture")
    labels = {slug: typeset(concept.pref_label["fr"], "fr") for slug, concept in thesaurus.concepts.items()}
    widths = {character: text_width(character, FONT_SIZE) for label in labels.values() for character in label + "x…"}
    cases = [(slug, depth) for slug in thesaurus.concepts for depth in (1, 2)]
    cases += [(slug, 3) for slug in list(thesaurus.concepts)[::8]]
    found = page.evaluate(
        """([cases, widths]) => { const {network} = GK.picture; const slug = (at) => network.nodes[at].slug;
          const width = (text) => [...text].reduce((sum, character) => sum + widths[character], 0);
          return cases.map(([centre, depth]) => {
            const around = GK.drawing.neighbourhood(network, network.at.get(centre), depth, new Set(['broader', 'narrower', 'related']), null, 9999);
            const layout = GK.drawing.arrange(around, (at) => network.nodes[at].label, (at) => (network.nodes[at].sources.length ? 'x' : ''), width, {limit: 24 * 0.57 * 13, marked: 7});
            return [Object.fromEntries([...layout.boxes.values()].map((box) => [slug(box.at), [box.x - box.width / 2, box.y - box.height / 2, box.width, box.height, box.column, box.lines]])),
              layout.routes.map(({link, curve, outward}) => [slug(link.subject), link.kind, slug(link.object), outward, curve])]; }); }""",
        [cases, widths],
    )
    for (slug, depth), (boxes, routes) in zip(cases, found, strict=True):
        wanted = arrange(neighbourhood(thesaurus, slug, depth), labels)
        right, down = (wanted.box[slug].x - boxes[slug][0], wanted.box[slug].y - boxes[slug][1])
        placed = {name: [x + right, y + down, *rest] for name, (x, y, *rest) in boxes.items()}
        assert placed == {
            box.slug: [box.x, box.y, box.width, box.height, box.column, list(box.lines)] for box in wanted.boxes
        }, (slug, depth)
        assert [route[:4] for route in routes] == [
            [route.edge.subject, route.edge.kind, route.edge.object, route.outward] for route in wanted.routes
        ]
        for route, ours in zip(routes, wanted.routes, strict=True):
            assert len(route[4]) == len(ours.curve)
            for (x, y), (a, b) in zip(route[4], ours.curve, strict=True):
                assert abs(x + right - a) < 0.1 and abs(y + down - b) < 0.1, (slug, depth, ours.edge)


def test_parameters_are_bound_alike(visits, address):
    page = visits(f"{address}queries.html").page
    until(page, "window.GK?.sparql")
    terms = {"_concept_iri": "<https://example.org/x>", "_language": '"fr"', "x": '"$&"'}
    texts = [without_head(query.text) for query in ready_queries().values()] + [
        'SELECT ?x { ?x ?_language \'?x\' . # ?x\n <http://e.org/?x> rdfs:?x """?x \\" ?x""" $x ex:a?x @?x }',
    ]
    for text in texts:
        filled, form = page.evaluate(
            "([text, terms]) => [GK.sparql.filled(text, new Map(Object.entries(terms))), GK.sparql.formOf(text)]",
            [text, terms],
        )
        assert filled == replaced(text, terms)
        assert form == has_keyword(text, "SELECT", "CONSTRUCT", "ASK", "DESCRIBE")


def test_values_are_made_terms_alike(visits, address):
    from glosskos.errors import GlosskosError
    from glosskos.queries.values import Names, _term

    page = visits(f"{address}queries.html").page
    until(page, "window.GK?.sparql")
    for kind in ("literal", "integer", "number", "fr", "en-GB", "xsd_gYear", "iri"):
        for value in (
            "",
            "12",
            "-3.5",
            'x" } ; DROP',
            "a\nb\\c\t",
            "https://example.org/a",
            "https://example.org/a> <b",
            "é\x01",
        ):
            found = page.evaluate(
                "([type, value]) => GK.sparql.termOf({type, of: 'thing'}, value, (of, name) => /^[a-z]+:\\/\\//.test(name) ? name : '')",
                [kind, value],
            )
            try:
                wanted = _term(Parameter("_v", "v", kind, "thing"), value, Names())
            except GlosskosError:
                wanted = None
            assert (found or "").lower() == (wanted or "").lower(), (kind, value)

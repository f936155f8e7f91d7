"""A clean vocabulary of ten concepts, and faults to be sown into it: each kind at three places or more, one fault at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from glosskos.namespaces import SKOS
from glosskos.terms import Triple, iri, literal

BASE = "https://example.org/vocabulary/"
SCHEME = f"<{BASE}scheme>"
THEME = f"<{BASE}theme>"
NAMES = [
    ("animal", "animal"), ("plante", "plant"), ("chat", "cat"), ("chien", "dog"), ("oiseau", "bird"),
    ("arbre", "tree"), ("fleur", "flower"), ("lynx", "bobcat"), ("chêne", "oak"), ("tigre", "tiger"),
]  # fmt: skip
ABOVE = {2: 0, 3: 0, 4: 0, 5: 1, 6: 1, 7: 2, 8: 5, 9: 2}
BESIDE = [(7, 8), (3, 5)]
DEFINED = [
    ("Être vivant qui se déplace.", "Living being that moves about."),
    ("Organisme fixé au sol, nourri de lumière.", "Organism fixed to the ground, fed by light."),
    ("Petit félin domestique à moustaches.", "Small feline kept at home, with whiskers."),
    ("Gardien fidèle de la maison.", "Faithful guardian of the house."),
    ("Vertébré à plumes et à bec.", "Vertebrate with feathers and a beak."),
    ("Végétal ligneux à tronc unique.", "Woody growth with a single trunk."),
    ("Organe coloré où naît le fruit.", "Coloured organ where fruit begins."),
    ("Félin sauvage aux oreilles à pinceaux.", "Wild feline with tufted ears."),
    ("Porteur de glands au bois dur.", "Bearer of acorns with hard wood."),
    ("Grand félin rayé de l'Asie.", "Large striped feline from Asia."),
]


def c(number: int) -> str:
    """The term of a concept."""
    return f"<{BASE}c{number}>"


def s(name: str) -> str:
    return f"<{SKOS}{name}>"


def other(number: int) -> str:
    return f"<https://other.example/c{number}>"


def concept(number: int, french: str, english: str, defined: tuple[str, str], node: str = "") -> list[Triple]:
    """A concept with all that a checker may ask of it, but no place in the hierarchy."""
    own = node or c(number)
    return [
        (own, iri("rdf:type"), s("Concept")),
        (own, s("prefLabel"), literal(french, "fr")), (own, s("prefLabel"), literal(english, "en")),
        (own, s("definition"), literal(defined[0], "fr")), (own, s("definition"), literal(defined[1], "en")),
        (own, s("inScheme"), SCHEME), (own, s("notation"), literal(f"N{number}")),
        (own, s("exactMatch"), other(number)), (other(number), s("exactMatch"), own),
    ]  # fmt: skip


def under(child: str, parent: str) -> list[Triple]:
    return [(child, s("broader"), parent), (parent, s("narrower"), child)]


def beside(first: str, second: str) -> list[Triple]:
    return [(first, s("related"), second), (second, s("related"), first)]


def clean() -> list[Triple]:
    """The vocabulary without a fault, under the profiles skos and vocpub-like."""
    agent, date = f"<{BASE}agent>", literal("2026-01-02", datatype="xsd:date")
    found: list[Triple] = [
        (SCHEME, iri("rdf:type"), s("ConceptScheme")), (SCHEME, iri("dct:title"), literal("Vivant", "fr")),
        (SCHEME, iri("dct:description"), literal("Ce qui vit.", "fr")), (SCHEME, s("prefLabel"), literal("Vivant", "fr")),
        (SCHEME, s("definition"), literal("Ce qui vit.", "fr")), (SCHEME, iri("dct:created"), date), (SCHEME, iri("dct:modified"), date),
        (SCHEME, iri("dct:creator"), agent), (SCHEME, iri("dct:publisher"), agent), (SCHEME, s("historyNote"), literal("Fait ici.", "fr")),
        (SCHEME, iri("dct:license"), "<https://example.org/licence>"), (SCHEME, iri("vann:preferredNamespaceUri"), literal(BASE)),
        (agent, iri("rdf:type"), iri("schema:Organization")), (agent, iri("schema:name"), literal("Nous")),
        (agent, iri("schema:url"), "<https://example.org/>"),
        (THEME, iri("rdf:type"), s("Collection")), (THEME, s("prefLabel"), literal("félins", "fr")), (THEME, s("inScheme"), SCHEME),
        (THEME, s("definition"), literal("Tous les félins.", "fr")), (THEME, iri("rdfs:isDefinedBy"), SCHEME), (THEME, s("member"), c(2)),
    ]  # fmt: skip
    for number, (french, english) in enumerate(NAMES):
        found += concept(number, french, english, DEFINED[number])
    for child, parent in ABOVE.items():
        found += under(c(child), c(parent))
    for first, second in BESIDE:
        found += beside(c(first), c(second))
    for top in (0, 1):
        found += [(c(top), s("topConceptOf"), SCHEME), (SCHEME, s("hasTopConcept"), c(top))]
    return found


Result = tuple[str, str, str]


@dataclass(frozen=True)
class Seed:
    """A fault: statements put in and taken out, and all that must be found then, beyond nothing on the clean file."""

    check: str
    expected: frozenset[Result]
    put: tuple[Triple, ...] = ()
    drop: Callable[[Triple], bool] = field(default=lambda _: False)
    profile: str = "skos"
    previous: tuple[str, ...] = ()

    def graph(self) -> list[Triple]:
        return [*(triple for triple in clean() if not self.drop(triple)), *self.put]


def seed(
    check: str, severity: str, foci: Iterable[str], put: Iterable[Triple] = (), drop: Callable[[Triple], bool] | None = None,
    also: Iterable[Result] = (), **more: object,
) -> Seed:  # fmt: skip
    found = {(focus[1:-1], check, severity) for focus in foci} | {(focus[1:-1], name, how) for focus, name, how in also}
    return Seed(check, frozenset(found), tuple(put), drop or (lambda _: False), **more)  # type: ignore[arg-type]


PLACES = (2, 4, 9)


def _labels(n: int) -> list[Seed]:
    own = c(n)
    first = NAMES[n][0]

    def form(*forms: Triple) -> list[Triple]:
        """One form of a fault at each place."""
        return [forms[PLACES.index(n)]]

    def label(kind: str, term: str) -> Triple:
        return (own, s(kind), term)

    return [
        seed("MissingPreferredLabel", "Warning", [own], drop=lambda t: t[:2] == (own, s("prefLabel"))),
        seed(
            "EmptyLabel", "Violation", [own],
            form(label("hiddenLabel", literal("", "fr")), label("altLabel", literal("\u00a0", "en")), label("hiddenLabel", literal(" \u3000", "fr"))),
        ),
        seed(
            "UnprintableLabel", "Warning", [own],
            form(*(label("altLabel", literal(text, "fr")) for text in ("mot\u200bclé", "mot\u202eclé", "mot\U000f0000clé"))),
        ),
        seed(
            "UntrimmedLabel", "Warning", [own],
            form(*(label("altLabel", literal(text, "fr")) for text in ("mot clé ", "mot \u00a0clé", "\u2003mot clé"))),
        ),
        seed(
            "decomposed-label", "Warning", [own],
            form(*(label(kind, literal(text, "fr")) for kind, text in (("altLabel", "mot cle\u0301"), ("hiddenLabel", "A\u0300 part"), ("altLabel", "o\u0302te")))),
        ),
        seed(
            "LabelWithoutLanguage", "Warning", [own],
            form(label("altLabel", literal("mot")), label("hiddenLabel", literal("autre mot")), label("altLabel", literal("42"))),
        ),
        seed(
            "S12-LabelIsPlainLiteral", "Violation", [own],
            form(label("altLabel", "<https://example.org/l>"), label("hiddenLabel", literal("5", datatype="xsd:integer")), label("altLabel", "_:label")),
        ),
        seed(
            "S13-PreferredIsNotAlternative", "Violation", [own],
            form(label("altLabel", literal(first, "fr")), label("altLabel", literal(NAMES[n][1], "en")), label("altLabel", literal(first, "fr"))),
        ),
        seed(
            "S13-PreferredIsNotHidden", "Violation", [own],
            form(label("hiddenLabel", literal(NAMES[n][1], "en")), label("hiddenLabel", literal(first, "fr")), label("hiddenLabel", literal(NAMES[n][1], "en"))),
        ),
        seed(
            "S13-AlternativeIsNotHidden", "Violation", [own],
            [label(kind, literal(("mot", "word", "Wort")[PLACES.index(n)], ("fr", "en", "de")[PLACES.index(n)])) for kind in ("altLabel", "hiddenLabel")],
        ),
        seed(
            "S14-OnePreferredLabel", "Violation", [own],
            form(label("prefLabel", literal("mot", "fr")), label("prefLabel", literal("word", "EN")), label("prefLabel", literal(first.upper(), "fr"))),
        ),
        seed("invalid-language-tag", "Warning", [own], form(*(label("altLabel", literal("mot", tag)) for tag in ("fra", "en-UK", "french")))),
        seed("incomplete-language-coverage", "Info", [own], drop=lambda t: t == (own, s("prefLabel"), literal(NAMES[n][1], "en"))),
        seed("EmptyNotation", "Warning", [own], form(*(label("notation", term) for term in (literal(""), literal(" \u00a0"), f'""^^{other(1)}')))),
        seed(
            "garbled-text", "Warning", [own],
            form(label("altLabel", literal("fÃ©lin", "fr")), label("definition", literal("Cat &amp; dog.", "nl")), label("scopeNote", literal("Un <i>mot</i>.", "fr"))),
        ),
        seed("S52-OneLiteralForm", "Violation", [f"<{BASE}label{n}>"], _xl_label(n)),
    ]  # fmt: skip


XL = "http://www.w3.org/2008/05/skos-xl#"


def _xl_label(n: int) -> list[Triple]:
    """A label of SKOS-XL without a form, with two in one language, with one a language."""
    node = f"<{BASE}label{n}>"
    forms = ((), (("mot", "fr"), ("terme", "fr")), (("mot", "fr"), ("word", "en")))[PLACES.index(n)]
    return [
        (node, iri("rdf:type"), f"<{XL}Label>"), *((node, f"<{XL}literalForm>", literal(*form)) for form in forms), (c(n), f"<{XL}altLabel>", node),
    ]  # fmt: skip


def _notes(n: int) -> list[Seed]:
    own, at = c(n), PLACES.index(n)
    return [
        seed("UndocumentedConcept", "Info", [own], drop=lambda t: t[:2] == (own, s("definition"))),
        seed(
            "OneDefinitionPerLanguage", "Warning", [own],
            [(own, s("definition"), literal((f"Sens {n}.", f"Sense {n}.", f"Sens {n}.")[at], ("fr", "EN", "FR")[at]))],
        ),
        seed("EmptyNote", "Warning", [own], [(own, s(("scopeNote", "definition", "note")[at]), literal(("  ", "", "\u00a0")[at], "de"))]),
        seed("NoteWithoutLanguage", "Info", [own], [(own, s(("note", "scopeNote", "definition")[at]), literal(f"Note {n}."))]),
        seed(
            "UnprintableNote", "Warning", [own],
            [(own, s(("note", "scopeNote", "definition")[at]), literal("Note" + ("\x07", "\ufffd", "\ue001")[at], "de"))],
        ),
        seed(
            "wrong-language", "Warning", [own],
            [
                (
                    (own, s("scopeNote"), literal("The word that is used for those who live in the house and not for others.", "fr")),
                    (own, s("altLabel"), literal("bête à plumes pour les champs", "en")),
                    (own, s("definition"), literal("Das Tier und der Wald sind nicht für die Stadt.", "nl")),
                )[at]
            ],
        ),
    ]  # fmt: skip


def _pairs(a: int, b: int) -> list[Seed]:
    """Faults between two concepts."""
    one, two = c(a), c(b)
    both = [one, two]

    def labelled(first: str, second: str) -> list[Triple]:
        return [(one, s("altLabel"), literal(first, "fr")), (two, s("altLabel"), literal(second, "fr"))]

    return [
        seed("shared-label", "Warning", both, [(one, s("altLabel"), literal(NAMES[b][0], "fr"))]),
        seed("look-alike-label", "Info", both, labelled("Carte de fidélité", "cartes fidelite")),
        seed("acronym-clash", "Info", [one], labelled("GRC", "gestion de la relation client")),
        seed("near-duplicate", "Info", [min(both)], labelled("gestion de campagne", "campagne de gestion")),
        seed("near-duplicate", "Info", [min(both)], labelled("recommandation", "recomandation")),
        seed(
            "shared-definition", "Warning", both, [(one, s("definition"), literal(DEFINED[b][0].upper(), "fr"))],
            drop=lambda t: t == (one, s("definition"), literal(DEFINED[a][0], "fr")),
        ),
        seed("mapping-misuse", "Warning", [one], [(one, s("closeMatch"), two)]),
        seed(
            "ambiguous-notation", "Warning", both, [(one, s("notation"), literal(f"N{b}"))],
            drop=lambda t: t == (one, s("notation"), literal(f"N{a}")),
        ),
        seed(
            "no-common-language", "Warning", [SCHEME],
            drop=lambda t: t in ((one, s("prefLabel"), literal(NAMES[a][0], "fr")), (two, s("prefLabel"), literal(NAMES[b][1], "en"))),
            also=[(one, "incomplete-language-coverage", "Info"), (two, "incomplete-language-coverage", "Info")],
        ),
    ]  # fmt: skip


def _hierarchy() -> list[Seed]:
    found = []
    for child, parent in ((7, 2), (9, 2), (8, 5)):
        grand = ABOVE[parent]
        found += [
            seed("S27-RelatedIsNotHierarchical", "Violation", [c(child)], beside(c(child), c(grand))),
            seed("NoCycle", "Violation", [c(child), c(parent)], under(c(parent), c(child))),
            seed("redundant-broader", "Warning", [c(child)], under(c(child), c(grand))),
            seed("solely-transitive", "Warning", [c(child)], [(c(child), s("broaderTransitive"), c(6))]),
            seed(
                "one-way-hierarchy",
                "Info",
                [c(parent)],
                drop=lambda t, a=parent, b=child: t == (c(a), s("narrower"), c(b)),
            ),
        ]
    found += [
        seed("one-way-related", "Info", [c(a)], drop=lambda t, a=a, b=b: t == (c(a), s("related"), c(b)))
        for a, b in ((7, 8), (8, 7), (5, 3))
    ]
    found += [
        seed("one-way-top-concept", "Info", [c(0)], drop=lambda t: t == (c(0), s("topConceptOf"), SCHEME)),
        seed("one-way-top-concept", "Info", [c(1)], drop=lambda t: t == (c(1), s("topConceptOf"), SCHEME)),
        seed("one-way-top-concept", "Info", [SCHEME], drop=lambda t: t == (SCHEME, s("hasTopConcept"), c(1))),
    ]
    for a, b in ((2, 3), (3, 4), (7, 9)):
        found.append(seed("valueless-associative", "Info", [c(a)], beside(c(a), c(b))))
    for a, b in ((0, 1), (1, 0), (0, 6)):
        found.append(seed("top-concept-with-broader", "Warning", [c(a)], under(c(a), c(b))))
    for n in (4, 6, 9):
        lone = c(n)
        gone = seed(
            "OrphanConcept", "Info", [lone],
            drop=lambda t, lone=lone: lone in (t[0], t[2]) and t[1] in (s("broader"), s("narrower")),
        )  # fmt: skip
        found += [
            gone,
            Seed(
                "unreachable-from-top",
                gone.expected | {(lone[1:-1], "unreachable-from-top", "Violation")},
                (),
                gone.drop,
                "vocpub-like",
            ),
            seed(
                "deprecated-in-use",
                "Warning",
                [c(ABOVE[n])],
                [(lone, iri("owl:deprecated"), literal("true", datatype="xsd:boolean"))],
            ),
        ]
    return found


def _others(n: int) -> list[Seed]:
    own, new = c(n), c(20 + n)
    fresh = concept(20 + n, "zèbre", "zebra", ("Équidé rayé.", "Striped equid."))
    second = concept(30 + n, "girafe", "giraffe", ("Ruminant à long cou.", "Ruminant with a long neck."))
    urn = f"<urn:example:{n}>"
    scheme = f"<{BASE}scheme{n}>"
    return [
        seed("NoSelfRelated", "Violation", [own], [(own, s("related"), own)]),
        seed("ConceptWithoutScheme", "Warning", [own], drop=lambda t: t == (own, s("inScheme"), SCHEME)),
        seed(
            "SchemeWithoutTopConcept", "Warning", [scheme],
            [(scheme, iri("rdf:type"), s("ConceptScheme")), (scheme, iri("dct:title"), literal("Autre", "fr"))],
        ),
        seed(
            "MissingSchemeLabel", "Warning", [scheme],
            [(scheme, iri("rdf:type"), s("ConceptScheme")), (scheme, s("hasTopConcept"), own), (own, s("topConceptOf"), scheme)],
        ),
        seed("HeadIsNoTopConcept", "Info", [new], [*fresh, *under(own, new)]),
        seed(
            "DanglingRelation", "Warning", [own],
            (beside(own, f"<{BASE}gone{n}>"), under(own, f"<{BASE}gone{n}>"), [(own, s("narrower"), "_:gone"), ("_:gone", s("broader"), own)])[PLACES.index(n)],
        ),
        seed("DanglingMember", "Warning", [THEME], [(THEME, s("member"), (f"<{BASE}gone>", SCHEME, "_:gone")[PLACES.index(n)])]),
        seed(
            "text-for-resource", "Violation", [(own, own, THEME)[PLACES.index(n)]],
            [
                (
                    (own, s("exactMatch"), literal("https://other.example/x")), (own, s("inScheme"), literal("Vivant", "fr")),
                    (THEME, s("member"), literal("chat", "fr")),
                )[PLACES.index(n)]
            ],
        ),
        seed(
            "undescribed-scheme", "Warning", [own], [(own, s("inScheme"), (SCHEME.replace("https", "http"), f"{SCHEME[:-1]}/>", f"<{BASE}gone>")[PLACES.index(n)])],
            drop=lambda t: t == (own, s("inScheme"), SCHEME),
        ),
        _untyped(n),
        seed("HttpIri", "Warning", [urn], [*concept(40 + n, "zèbre", "zebra", ("Équidé rayé.", "Striped equid."), urn), *under(urn, own)]),
        seed("disconnected-cluster", "Info", [new], [*fresh, *second, *beside(new, c(30 + n))]),
        seed("undefined-skos-term", "Warning", [own], [(own, s("subject"), own)]),
        seed("missing-out-links", "Info", [SCHEME], drop=lambda t: t == (own, s("exactMatch"), other(n))),
        seed("missing-in-links", "Info", [SCHEME], drop=lambda t: t == (other(n), s("exactMatch"), own)),
        seed("removed-iri", "Violation", [f"<{BASE}old{n}>"], previous=(f"{BASE}c{n}", f"{BASE}scheme", f"{BASE}theme", f"{BASE}old{n}")),
        seed("S9-ConceptIsNoScheme", "Violation", [own], [(own, iri("rdf:type"), s("ConceptScheme")), (own, s("hasTopConcept"), c(0)), (c(0), s("topConceptOf"), own)]),
        seed("S37-CollectionIsNoConcept", "Violation", [own], [(own, s("member"), c(0)), (own, iri("rdf:type"), s("Collection"))]),
        seed("S35-OneMemberList", "Violation", [f"<{BASE}list{n}>"], [(f"<{BASE}list{n}>", s("memberList"), f"<{BASE}l{k}>") for k in (1, 2)]),
        seed("S46-ExactIsNotBroad", "Violation", [own], [(own, s("broadMatch"), other(n))]),
        seed("S46-ExactIsNotRelated", "Violation", [own], [(own, s("relatedMatch"), other(n))]),
        seed(
            "several-schemes", "Violation", [SCHEME, scheme],
            [
                *((scheme, p, o) for subject, p, o in clean() if subject == SCHEME and p != s("hasTopConcept")),
                (scheme, s("hasTopConcept"), c(0)), (c(0), s("topConceptOf"), scheme),
            ],
            profile="vocpub-like",
        ),
    ]  # fmt: skip


def _untyped(n: int) -> Seed:
    """A concept without its type: what points to it dangles, and what it is asked as a concept is not asked."""
    own, parent = c(n), c(ABOVE[n])
    also: list[Result] = [(parent, "DanglingRelation", "Warning")]
    also += [(c(child), "DanglingRelation", "Warning") for child, above in ABOVE.items() if above == n]
    also += [(THEME, "DanglingMember", "Warning")] if n == 2 else []
    put = [(own, iri("rdf:type"), f"<{BASE}Animal>")] if n == 9 else []
    return seed("untyped-concept", "Warning", [own], put, drop=lambda t: t[:2] == (own, iri("rdf:type")), also=also)


SEEDS: list[Seed] = [
    *(each for n in PLACES for each in (*_labels(n), *_notes(n), *_others(n))),
    *(each for pair in ((2, 6), (8, 3), (0, 9)) for each in _pairs(*pair)),
    *_hierarchy(),
]

"""Faults against our own contract, sown into the real thesaurus: three rounds, in each one fault of every shape, at places apart.

All faults of a round stand in one graph: each must be found where it is, nothing else may be, and both engines must say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from glosskos.closure import close
from glosskos.graph import thesaurus_quads
from glosskos.model import Thesaurus
from glosskos.namespaces import GK
from glosskos.terms import Term, Triple, iri, literal
from glosskos.validation import ENGINES, validate
from glosskos.validation.catalogue import checks

FAMILIES = ["concepts", "provenance", "scheme"]
ROUNDS = 3
OTHER = "<https://example.org/other>"

Result = tuple[str, str]


def p(name: str) -> Term:
    return iri(name)


class Field:
    """The thesaurus, into which faults are sown; every node is used once."""

    def __init__(self, triples: list[Triple], number: int) -> None:
        self.kept = dict.fromkeys(triples)
        self.number = number
        self.values: defaultdict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self.subjects: defaultdict[tuple[Term, Term], list[Term]] = defaultdict(list)
        for subject, predicate, value in triples:
            self.values[subject, predicate].append(value)
            self.subjects[predicate, value].append(subject)
        self.expected: set[tuple[str, str, str]] = set()
        self.used: set[Term] = set()

    def all(self, kind: str) -> list[Term]:
        return sorted(self.subjects[p("rdf:type"), p(kind)])

    def take(self, kind: str, fits: Callable[[Term], bool] = lambda _: True) -> Term:
        """Give a node that no fault touched yet; another one each round."""
        found = [node for node in self.all(kind) if node not in self.used and fits(node)]
        node = found[self.number % len(found)]
        self.used.add(node)
        return node

    def one(self, node: Term, name: str) -> Term:
        return self.values[node, p(name)][0]

    def drop(self, node: Term, name: str, value: Term = "") -> None:
        for each in self.values[node, p(name)]:
            if not value or each == value:
                self.kept.pop((node, p(name), each), None)

    def put(self, node: Term, name: str, *values: Term) -> None:
        self.kept.update(dict.fromkeys((node, p(name), value) for value in values))

    def swap(self, node: Term, name: str, old: Term, new: Term) -> None:
        self.drop(node, name, old)
        self.put(node, name, new)

    def expect(self, *results: tuple[Term, str]) -> None:
        self.expected |= {(focus[1:-1], check, "Violation") for focus, check in results}

    def count(self, check: str, node: Term, name: str, more: Term, wrong: Term) -> None:
        """A property that must stand once: gone, twice, or wrong."""
        if self.number == 0:
            self.drop(node, name)
        elif self.number == 1:
            self.put(node, name, more)
        else:
            self.drop(node, name)
            self.put(node, name, wrong)
        self.expect((node, check))


def text(field: Field, node: Term, name: str, language: str) -> Term:
    return next(value for value in field.values[node, p(name)] if value.endswith(f"@{language}"))


def labels(field: Field) -> None:
    node = field.take("skos:Concept")
    if field.number == 0:
        field.drop(node, "skos:prefLabel", text(field, node, "skos:prefLabel", "en"))
    elif field.number == 1:
        field.put(node, "skos:prefLabel", literal("Wort", "de"))
    else:
        field.swap(node, "skos:prefLabel", text(field, node, "skos:prefLabel", "fr"), literal("", "fr"))
    field.expect((node, "ConceptPreferredLabels"))
    node = field.take("skos:Concept")
    kind, value = (
        ("altLabel", literal("Wort", "de")),
        ("hiddenLabel", literal("mot")),
        ("altLabel", literal("", "en")),
    )[field.number]
    field.put(node, f"skos:{kind}", value)
    field.expect((node, "ConceptAlternativeLabels"))


def definitions(field: Field) -> None:
    node = field.take("skos:Concept", lambda each: bool(field.values[each, p("skos:broader")]))
    if field.number < 2:
        field.put(node, "skos:definition", (OTHER, literal("Eine Bestimmung.", "de"))[field.number])
    else:
        field.swap(node, "skos:definition", text(field, node, "skos:definition", "fr"), literal("Court.", "fr"))
    field.expect((node, "ConceptDefinition"))
    node = field.take("skos:Concept", lambda each: bool(field.values[each, p("skos:broader")]))
    for language in (("fr",), ("en",), ("fr", "en"))[field.number]:
        field.drop(node, "skos:definition", text(field, node, "skos:definition", language))
    field.expect((node, "ConceptInForceDefinition"))
    node = field.take("skos:Concept", lambda each: not field.values[each, p("gk:divergence")])
    said = ((("a", "fr"),), (("a", "fr"), ("b", "en"), ("c", "de")), (("a", "fr"), ("b", "fr")))[field.number]
    field.put(node, "gk:divergence", *(literal(f"Dit {each}.", language) for each, language in said))
    field.expect((node, "ConceptDivergence"))


def marks(field: Field) -> None:
    node = field.take("skos:Concept")
    field.count("ConceptNotation", node, "skos:notation", literal("RC9999"), literal("RC0001\n"))
    for name in ("created", "modified"):
        node = field.take("skos:Concept")
        day = literal("1999-12-31", datatype="xsd:date")
        field.count(
            f"Concept{name.capitalize()}",
            node,
            f"dct:{name}",
            day,
            literal("1999-12-31T10:00:00Z", datatype="xsd:dateTime"),
        )
    node = field.take("skos:Concept")
    field.count("ConceptInScheme", node, "skos:inScheme", OTHER, literal("thesaurus"))


def places(field: Field) -> None:
    top = field.number == 2
    relation = "skos:topConceptOf" if top else "skos:broader"
    node = field.take("skos:Concept", lambda each: bool(field.values[each, p(relation)]))
    field.drop(node, relation)
    field.expect((node, "ConceptHasPlace"))
    node = field.take("skos:Concept", lambda each: bool(field.values[each, p("skos:broader")]))
    themes = field.all("skos:Collection")
    for theme in themes if field.number != 1 else ():
        field.drop(theme, "skos:member", node)
    for theme in themes[:6] if field.number == 1 else ():
        field.put(theme, "skos:member", node)
    field.expect((node, "ConceptThemes"))
    node = field.take("skos:Concept", lambda each: len(field.values[each, p("dct:source")]) > 1)
    if field.number == 0:
        field.drop(node, "dct:source", field.one(node, "dct:source"))
    elif field.number == 1:
        field.put(node, "dct:source", OTHER)
    else:
        field.drop(node, "dct:source")
    field.expect((node, "ConceptSources"))


def fresh(field: Field, name: str) -> Term:
    """A new concept with all that ours have, outside hierarchy and themes."""
    node = f"<https://example.org/{name}-{field.number}>"
    scheme = field.all("skos:ConceptScheme")[0]
    field.put(node, "rdf:type", p("skos:Concept"))
    field.put(node, "skos:prefLabel", literal(f"{name} neuf", "fr"), literal(f"new {name}", "en"))
    field.put(
        node, "skos:definition", literal(f"Ce qui est neuf, {name}.", "fr"), literal(f"What is new, {name}.", "en")
    )
    field.put(node, "skos:notation", literal(f"ZZ{sum(map(ord, name)):04}"))
    field.put(node, "skos:inScheme", scheme)
    for each in ("created", "modified"):
        field.put(node, f"dct:{each}", literal("2026-01-02", datatype="xsd:date"))
    return node


def substance(field: Field) -> None:
    node = fresh(field, "vide")
    parent = field.take("skos:Concept")
    if field.number == 1:
        field.put(node, "skos:topConceptOf", field.all("skos:ConceptScheme")[0])
    else:
        field.put(node, "skos:broader", parent)
    if field.number == 2:
        field.put(node, "skos:related", parent)
    field.put(field.all("skos:Collection")[0], "skos:member", node)
    field.expect((node, "ConceptHasSubstance"))


def withdrawn(field: Field) -> None:
    other = field.take("skos:Concept")
    scheme, theme = field.all("skos:ConceptScheme")[0], field.all("skos:Collection")[field.number]
    true = (literal("true", datatype="xsd:boolean"), literal("1", datatype="xsd:boolean"), literal("true"))[
        field.number
    ]

    def old(name: str) -> Term:
        node = fresh(field, name)
        field.put(node, "owl:deprecated", literal("true", datatype="xsd:boolean"), true)
        field.put(node, "skos:historyNote", literal("Retiré.", "fr"))
        return node

    homeless = ("ConceptHasSubstance", "ConceptThemes")
    for name, relation, value, also in (
        ("Broader", "skos:broader", other, homeless), ("Narrower", "skos:narrower", other, ()), ("Related", "skos:related", other, ()),
        ("TopConceptOf", "skos:topConceptOf", scheme, homeless),
    ):  # fmt: skip
        node = old(f"retiré-{name}")
        field.put(node, relation, value)
        field.expect((node, f"Withdrawn{name}"), *((node, check) for check in also))
    node = old("retiré-membre")
    field.put(theme, "skos:member", node)
    field.expect((node, "WithdrawnMember"))
    node = old("retiré-muet")
    field.kept.pop((node, p("skos:historyNote"), literal("Retiré.", "fr")))
    field.expect((node, "WithdrawnHistoryNote"))


def single(field: Field) -> Callable[[Term], bool]:
    """Entries with one concept, which has no other entry and one note, from this entry alone."""

    def fits(entry: Term) -> bool:
        concepts, notes = field.values[entry, p("dct:subject")], field.subjects[p("prov:wasDerivedFrom"), entry]
        return (
            len(concepts) == len(notes) == 1
            and len(field.subjects[p("dct:subject"), concepts[0]]) == 1
            and field.values[concepts[0], p("euvoc:xlDefinition")] == notes
            and concepts[0] not in field.used
        )

    return fits


def whole(field: Field) -> tuple[Term, Term, Term, Term]:
    """Give an entry, its concept, its note and its source, all of them untouched."""
    entry = field.take("gk:Entry", single(field))
    concept = field.one(entry, "dct:subject")
    field.used.add(concept)
    return entry, concept, field.subjects[p("prov:wasDerivedFrom"), entry][0], field.one(entry, "dct:isPartOf")


def other_source(field: Field, source: Term) -> Term:
    return next(
        each
        for each in field.all("dct:BibliographicResource")
        if each != source and field.subjects[p("dct:isPartOf"), each]
    )


def notes(field: Field) -> None:
    _, _, note, _ = whole(field)
    field.count("NoteValue", note, "rdf:value", literal("Autre.", "fr"), (literal("Other.", "en")))
    _, _, note, source = whole(field)
    field.count("NoteSource", note, "dct:source", other_source(field, source), OTHER)
    field.expect((note, "NoteOfItsSource"))
    entry, _, note, source = whole(field)
    beside = field.take("gk:Entry", lambda each: field.one(each, "dct:isPartOf") == source and single(field)(each))
    field.count("NoteEntry", note, "prov:wasDerivedFrom", beside, OTHER)
    if field.number != 1:
        field.expect((note, "NoteOfItsSource"), (entry, "EntryNote"))
    _, _, note, source = whole(field)
    field.swap(note, "dct:source", source, other_source(field, source))
    field.expect((note, "NoteOfItsSource"))
    _, concept, note, _ = whole(field)
    if field.number == 1:
        field.put(field.take("skos:Concept"), "euvoc:xlDefinition", note)
    else:
        field.drop(concept, "euvoc:xlDefinition", note)
    if field.number == 2:
        field.put(field.all("skos:Collection")[0], "euvoc:xlDefinition", note)
    field.expect((note, "NoteOfOneConcept"))


def entries(field: Field) -> None:
    entry, *_ = whole(field)
    field.count("EntryTerm", entry, "rdfs:label", literal("Autre", "fr"), literal("", "fr"))
    entry, concept, note, source = whole(field)
    field.count("EntrySource", entry, "dct:isPartOf", other_source(field, source), OTHER)
    field.expect((concept, "ConceptSources"), (note, "NoteOfItsSource"))
    if field.number == 2:
        field.expect(*((OTHER, f"Source{each}") for each in ("Title", "Publisher", "BibliographicCitation")))
    entry, concept, _, _ = whole(field)
    if field.number == 1:
        field.put(entry, "dct:subject", OTHER)
    else:
        field.drop(entry, "dct:subject")
        field.put(entry, "dct:subject", *((OTHER,) if field.number else ()))
    field.expect((entry, "EntryConcept"), *(((OTHER, "ConceptSources"),) if field.number else ()))
    entry, *_ = whole(field)
    if field.number == 0:
        field.drop(entry, "dct:bibliographicCitation")
    else:
        field.put(entry, "dct:bibliographicCitation", literal("Ailleurs", "fr" if field.number == 1 else "en"))
    field.expect((entry, "EntryCitation"))
    entry, *_ = whole(field)
    field.count("EntryStatus", entry, "gk:status", p("gk:truncated"), literal("complete"))
    entry, _, note, source = whole(field)
    beside = field.take("gk:Entry", lambda each: field.one(each, "dct:isPartOf") == source and single(field)(each))
    field.swap(note, "prov:wasDerivedFrom", entry, beside)
    field.expect((entry, "EntryNote"))
    entry, *_ = whole(field)
    field.swap(entry, "gk:status", field.one(entry, "gk:status"), p("gk:missing"))
    field.expect((entry, "MissingHasNoNote"))


def sources(field: Field) -> None:
    used = [each for each in field.all("dct:BibliographicResource") if field.subjects[p("dct:isPartOf"), each]]
    title, publisher, citation = (used[(field.number + at) % len(used)] for at in range(3))
    field.drop(title, "dct:title")
    field.expect((title, "SourceTitle"))
    if field.number == 1:
        field.put(publisher, "dct:publisher", OTHER)
    else:
        field.drop(publisher, "dct:publisher")
    field.expect((publisher, "SourcePublisher"))
    if field.number == 1:
        field.drop(citation, "dct:bibliographicCitation")
    else:
        field.put(citation, "dct:bibliographicCitation", literal("Ailleurs"))
    field.expect((citation, "SourceBibliographicCitation"))


def lose_a_language(field: Field, node: Term, name: str, german: str) -> None:
    """Leave the English text of a property out, add a German one, or put a second French one in the English one's place."""
    if field.number == 0:
        field.drop(node, name, text(field, node, name, "en"))
    elif field.number == 1:
        field.put(node, name, literal(german, "de"))
    else:
        field.swap(node, name, text(field, node, name, "en"), literal("Deux fois", "fr"))


def scheme(field: Field) -> None:
    node = field.all("skos:ConceptScheme")[0]
    for name in ("title", "description"):
        lose_a_language(field, node, f"dct:{name}", "Wortschatz")
        field.expect((node, f"Scheme{name.capitalize()}"))
    for name in ("created", "modified"):
        if field.number == 1:
            field.put(node, f"dct:{name}", literal("1999-12-31", datatype="xsd:date"))
        else:
            field.drop(node, f"dct:{name}")
        field.expect((node, f"Scheme{name.capitalize()}"))
    for name, relation in (
        ("Creator", "dct:creator"),
        ("Publisher", "dct:publisher"),
        ("TopConcepts", "skos:hasTopConcept"),
    ):
        field.drop(node, relation)
        field.expect((node, f"Scheme{name}"))


def themes(field: Field) -> None:
    for name, check in (("prefLabel", "ThemeLabels"), ("definition", "ThemeDefinition")):
        node = field.take("skos:Collection")
        lose_a_language(field, node, f"skos:{name}", "Wort")
        field.expect((node, check))
    node = field.take("skos:Collection")
    field.put(node, "skos:member", (OTHER, literal("client", "fr"), field.all("skos:Collection")[0])[field.number])
    field.expect((node, "ThemeMembers"))
    for name, relation in (("ThemeInScheme", "skos:inScheme"), ("ThemeIsDefinedBy", "rdfs:isDefinedBy")):
        node = field.take("skos:Collection")
        field.drop(node, relation)
        field.expect((node, name))


SOWERS = (labels, definitions, marks, places, substance, withdrawn, notes, entries, sources, scheme, themes)


def sown(thesaurus: Thesaurus, number: int) -> Field:
    field = Field(list(dict.fromkeys(quad[:3] for quad in thesaurus_quads(thesaurus))), number)
    for sower in SOWERS:
        sower(field)
    return field


def wanted() -> Iterator[str]:
    """The shapes of our own contract."""
    yield from (name for name, check in checks().items() if check.family in FAMILIES and check.kind == "shape")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_every_fault_of_a_round_is_found_and_nothing_else(thesaurus, number, engine):
    field = sown(thesaurus, number)
    triples = list(field.kept)
    report = validate(triples, close(triples), FAMILIES, engine)
    found = {(each.focus, each.shape.removeprefix(GK), each.severity) for each in report.findings}
    assert found == field.expected


def test_every_shape_of_the_contract_is_sown_three_times(thesaurus):
    for number in range(ROUNDS):
        assert {check for _, check, _ in sown(thesaurus, number).expected} == set(wanted())

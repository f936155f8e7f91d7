"""``thesaurus-flat.ttl``: plain SKOS for simple importers, as :class:`glosskos.flat.Flat` decides it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from glosskos.flat import Flat, pick
from glosskos.graph import Iris
from glosskos.model import Concept, Thesaurus
from glosskos.terms import Quad, Term, Triple, iri, literal

__all__ = ["flat_quads"]

_TYPE = iri("rdf:type")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SHORTEST = (
    3  # the rdf source of DataHub drops a concept whose label has fewer characters, and leaves links to it dangling
)


def flat_quads(thesaurus: Thesaurus, language: str = "fr") -> list[Quad]:
    """Give plain SKOS for simple importers (CLIENTS.md): one name and one definition each, the primary broader only.

    The definition is :meth:`Flat.definition`. Names in other languages are ``altLabel``s. Withdrawn concepts stay out.
    """
    flat = Flat(thesaurus, language)
    graph = _node(f"{flat.scheme_iri}-flat")  # of no account: the file is Turtle
    found = [*_flat_scheme(flat)]
    for slug in flat.in_force:
        found += _flat_concept(slug, flat)
    return [(*triple, graph) for triple in dict.fromkeys(found)]


def _node(name: str) -> Term:
    return f"<{name}>"


def _tagged(text: str, language: str) -> Term:
    return literal(text, language="" if language == "und" else language)


def _flat_scheme(flat: Flat) -> Iterator[Triple]:
    scheme, subject = flat.thesaurus.scheme, _node(flat.scheme_iri)
    title, tag = pick(scheme.title, flat.language)
    yield (subject, _TYPE, iri("skos:ConceptScheme"))
    yield (subject, iri("skos:prefLabel"), _tagged(title or flat.title(), tag or "und"))
    for predicate in ("dct:title", "rdfs:label"):
        for language, text in (scheme.title or {"und": flat.title()}).items():
            yield (subject, iri(predicate), _tagged(text, language))
    for predicate, texts in (("dct:description", scheme.description), ("skos:historyNote", scheme.history_note)):
        for language, text in texts.items():
            yield (subject, iri(predicate), _tagged(text, language))
    for predicate, date in (("dct:created", scheme.created), ("dct:modified", scheme.modified)):
        if date:
            yield (subject, iri(predicate), literal(date, datatype="xsd:date" if _DATE.fullmatch(date) else ""))
    if scheme.version:
        yield (subject, iri("owl:versionInfo"), literal(scheme.version))
    for language in scheme.languages:
        yield (subject, iri("dct:language"), literal(language))
    if "://" in scheme.license and not flat.quoted:
        yield (subject, iri("dct:license"), iri(scheme.license))  # none over quotations, which are their publishers'
    if scheme.creator.slug:
        agent = Iris(scheme.base).agent(scheme.creator.slug)
        yield (subject, iri("dct:creator"), agent)
        yield (subject, iri("dct:publisher"), agent)
        yield (agent, _TYPE, iri("foaf:Agent"))
        yield (agent, iri("foaf:name"), literal(scheme.creator.name))
        yield (agent, iri("rdfs:label"), literal(scheme.creator.name))
    for slug in flat.children[""]:
        yield (subject, iri("skos:hasTopConcept"), _node(flat.plain_iris[slug]))


def _flat_concept(slug: str, flat: Flat) -> Iterator[Triple]:
    concept, subject = flat.in_force[slug], _node(flat.plain_iris[slug])
    yield (subject, _TYPE, iri("skos:Concept"))
    name, tag = flat.label(slug)
    if len(name.strip()) < _SHORTEST:
        yield (subject, iri("skos:altLabel"), _tagged(name, tag))
        name = f"{name} ({_longer(concept, flat)})"
    yield (subject, iri("skos:prefLabel"), _tagged(name, tag))
    for language, names in flat.other_names(slug).items():
        for each in names:
            yield (subject, iri("skos:altLabel"), _tagged(each, language))
    for language, values in concept.hidden_label.items():
        for value in values:
            yield (subject, iri("skos:hiddenLabel"), _tagged(value, language))
    ours = flat.summary(slug) == flat.words["none"]  # a sentence of ours, in a language of ours
    language = flat.spoken if ours else flat.language
    yield (subject, iri("skos:definition"), literal(flat.definition(slug), language=language))
    if slug in flat.parents:
        parent = _node(flat.plain_iris[flat.parents[slug]])
        yield (subject, iri("skos:broader"), parent)
        yield (parent, iri("skos:narrower"), subject)
    else:
        yield (subject, iri("skos:topConceptOf"), _node(flat.scheme_iri))
    for other, _ in flat.related(slug):
        yield (subject, iri("skos:related"), _node(flat.plain_iris[other]))
    yield (subject, iri("skos:inScheme"), _node(flat.scheme_iri))
    if concept.notation:
        yield (subject, iri("skos:notation"), literal(concept.notation))
    if flat.plain_iris[slug] != flat.iri(slug):
        yield (subject, iri("skos:exactMatch"), _node(flat.iri(slug)))


def _longer(concept: Concept, flat: Flat) -> str:
    """Give what tells a very short name apart: a longer alternative, else notation or identifier."""
    names: Mapping[str, Iterable[str]] = flat.other_names(concept.slug)
    return next(
        (each for values in names.values() for each in values if len(each) >= _SHORTEST),
        concept.notation or flat.ids[concept.slug],
    )

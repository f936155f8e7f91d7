"""Links to other vocabularies, and terms that SKOS does not have."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from glosskos.namespaces import SKOS, other_skos
from glosskos.ordering import TYPE
from glosskos.terms import Term, iri, literal, value_of
from glosskos.validation.graphs import GraphCheck, Row
from glosskos.validation.index import Vocabulary

__all__ = ["CHECKS"]

# What https://www.w3.org/TR/skos-reference/ (and SKOS-XL, in a namespace of its own) declares.
_TERMS = frozenset(
    (
        "Collection Concept ConceptScheme OrderedCollection altLabel broadMatch broader broaderTransitive changeNote closeMatch "
        "definition editorialNote exactMatch example hasTopConcept hiddenLabel historyNote inScheme mappingRelation member memberList "
        "narrowMatch narrower narrowerTransitive notation note prefLabel related relatedMatch scopeNote semanticRelation topConceptOf"
    ).split()
)
_NO_LINK = {TYPE, iri("skos:inScheme"), iri("skos:topConceptOf")}


def _undefined(vocabulary: Vocabulary) -> Iterator[Row]:
    """Terms in the SKOS namespace that SKOS does not have: each once, with the number of statements."""
    start = f"<{SKOS}"
    wrong: dict[Term, str] = {}  # namespaces that are meant to be that of SKOS, each term looked at once
    first: dict[Term, Term] = {}
    count: dict[Term, int] = {}
    for subject, predicate, value in vocabulary.triples:
        for term in (predicate, value if predicate == TYPE else ""):
            if term.startswith(start):
                undefined = term[len(start) : -1] not in _TERMS
            elif term and term not in wrong:
                undefined = bool(wrong.setdefault(term, other_skos(term)))
            else:
                undefined = bool(term and wrong[term])
            if undefined:
                count[term] = count.get(term, 0) + 1
                first[term] = min(subject, first.get(term, subject))
    for term, number in sorted(count.items()):
        told = (
            f"<{wrong[term]}> is not the namespace of SKOS"
            if wrong.get(term)
            else f"skos:{value_of(term)[len(SKOS) :]}"
        )
        yield Row(first[term], term, "", f"{told}, {number} statement{'s' if number > 1 else ''}")


# Properties of SKOS that lead to resources (S3, S18, S31, S38 and the object properties below them).
_TO_RESOURCES = {
    f"<{SKOS}{name}>"
    for name in (
        "inScheme hasTopConcept topConceptOf semanticRelation broader narrower related broaderTransitive narrowerTransitive "
        "mappingRelation closeMatch exactMatch broadMatch narrowMatch relatedMatch member memberList"
    ).split()
}


def _literals(vocabulary: Vocabulary) -> Iterator[Row]:
    for subject, predicate, value in vocabulary.triples:
        if value[0] == '"' and predicate in _TO_RESOURCES:
            text = value_of(value)
            yield Row(subject, value, predicate[1:-1], f"<{text}> is meant?" if _host(f"<{text}>") else "")


def _host(term: Term) -> str:
    try:
        return urlsplit(term[1:-1]).netloc.lower() if term.startswith("<http") else ""
    except ValueError:
        return ""


def _out(vocabulary: Vocabulary) -> Iterator[Row]:
    """How many concepts have no link to a thing of another host, told once."""
    concepts = set(vocabulary.in_force)
    linked = {
        subject
        for subject, predicate, value in vocabulary.triples
        if subject in concepts
        and value[0] == "<"
        and predicate not in _NO_LINK
        and _host(value) not in ("", _host(subject))
    }
    yield from _share(vocabulary, concepts - linked)


def _in(vocabulary: Vocabulary) -> Iterator[Row]:
    """How many concepts nothing of another host points to, in this file, told once."""
    concepts = set(vocabulary.in_force)
    linked = {
        value
        for subject, _, value in vocabulary.triples
        if value in concepts and subject[0] == "<" and _host(subject) not in ("", _host(value))
    }
    yield from _share(vocabulary, concepts - linked)


def _share(vocabulary: Vocabulary, lacking: set[Term]) -> Iterator[Row]:
    if lacking:
        names = ", ".join(vocabulary.name(each) for each in sorted(lacking)[:3])
        detail = f"{len(lacking)} of {len(vocabulary.in_force)} concepts: {names}{', …' if len(lacking) > 3 else ''}"
        yield Row(vocabulary.head, literal(str(len(lacking))), "", detail)


CHECKS = (
    GraphCheck(
        "text-for-resource",
        "structure",
        "relations, mappings and memberships that lead to a text",
        {
            "fr": "Une relation, une correspondance ou une appartenance mène à un texte et non à une ressource.",
            "en": "A relation, mapping or membership leads to a text instead of a resource.",
        },
        "S3, S18, S31, S38: these are object properties; a text in their place links nothing, and breaks what follows links.",
        "Write the IRI between angle brackets or as a prefixed name, not between quotation marks.",
        _literals,
    ),
    GraphCheck(
        "undefined-skos-term",
        "linked-data",
        "terms in the SKOS namespace that SKOS does not have",
        {
            "fr": "Un terme de l'espace de noms de SKOS n'existe pas dans SKOS.",
            "en": "A term in the SKOS namespace does not exist in SKOS.",
        },
        "qSKOS, undefined SKOS resources: misspelt, or dropped before SKOS became a recommendation (skos:subject); no tool reads it.",
        "Correct the term, or use one of another vocabulary.",
        _undefined,
    ),
    GraphCheck(
        "missing-out-links",
        "linked-data",
        "concepts without a link to another vocabulary",
        {
            "fr": "Des concepts n'ont aucun lien vers un autre vocabulaire.",
            "en": "Concepts have no link to another vocabulary.",
        },
        "qSKOS, missing out-links: mappings let others find the same concept elsewhere (Linked Data, rule 4).",
        "Add skos:exactMatch or skos:closeMatch.",
        _out,
    ),
    GraphCheck(
        "missing-in-links",
        "linked-data",
        "concepts that nothing of another host in the file points to",
        {
            "fr": "Rien, dans ce fichier, ne mène à ces concepts depuis un autre vocabulaire.",
            "en": "Nothing in this file points to these concepts from another vocabulary.",
        },
        "qSKOS, missing in-links: asked of this file alone, not of the web; load the vocabularies that use it beside it to see theirs.",
        "Nothing to mend here where other vocabularies keep their links to themselves.",
        _in,
    ),
)

"""VoID: how much there is of what in the thesaurus (https://www.w3.org/TR/void/), counted on the asserted triples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from glosskos.catalogue.dcat import distribution_iri, download_url
from glosskos.catalogue.files import DataFile
from glosskos.graph import Iris
from glosskos.model import Thesaurus
from glosskos.namespaces import PREFIXES
from glosskos.terms import Term, Triple, iri, literal

__all__ = ["statistics_facts"]

_TYPE = iri("rdf:type")
_LOCAL = re.compile(r"[A-Za-z0-9_-]+")


def statistics_facts(thesaurus: Thesaurus, triples: Iterable[Triple], files: Sequence[DataFile]) -> Iterator[Triple]:
    """Give sizes, partitions by class and by property, vocabularies, an example, dumps and the IRI space.

    :param triples: the asserted triples, each once
    """
    base = thesaurus.scheme.base
    subject = Iris(base).scheme
    members: dict[Term, set[Term]] = {}
    uses: Counter[Term] = Counter()
    subjects: set[Term] = set()
    objects: set[Term] = set()
    for node, predicate, value in triples:
        subjects.add(node)
        objects.add(value)
        uses[predicate] += 1
        if predicate == _TYPE:
            members.setdefault(value, set()).add(node)
    numbers = {
        "void:triples": sum(uses.values()),
        "void:entities": sum(node.startswith(f"<{base}") for node in subjects),
        "void:classes": len(members),
        "void:properties": len(uses),
        "void:distinctSubjects": len(subjects),
        "void:distinctObjects": len(objects),
    }
    for name, number in numbers.items():
        yield (subject, iri(name), _number(number))
    yield (subject, iri("void:uriSpace"), literal(base))
    for namespace in sorted({_namespace(term) for term in (*uses, *members)}):
        yield (subject, iri("void:vocabulary"), iri(namespace))
    for example in _examples(thesaurus):
        yield (subject, iri("void:exampleResource"), example)
    for file in files:
        if file.stem == "thesaurus":
            yield (subject, iri("void:dataDump"), download_url(file, thesaurus.scheme) or distribution_iri(file, base))
            yield (subject, iri("void:feature"), iri(f"http://www.w3.org/ns/formats/{file.format.rdf}"))
    for kind, nodes in sorted(members.items()):
        yield from _partition(subject, "class", kind, "void:entities", len(nodes), base)
    for predicate, number in sorted(uses.items()):
        yield from _partition(subject, "property", predicate, "void:triples", number, base)


def _number(number: int) -> Term:
    return literal(str(number), datatype="xsd:integer")


def _partition(whole: Term, kind: str, term: Term, measure: str, number: int, base: str) -> Iterator[Triple]:
    part = iri(f"{base}catalog/{kind}/{_name(term)}")
    yield (whole, iri(f"void:{kind}Partition"), part)
    yield (part, _TYPE, iri("void:Dataset"))
    yield (part, iri(f"void:{kind}"), term)
    yield (part, iri(measure), _number(number))


def _name(term: Term) -> str:
    """Give ``skos-prefLabel``; for a term of a namespace that has no prefix here, digits that stand for its IRI."""
    text = term[1:-1]
    for prefix, namespace in PREFIXES.items():
        local = text.removeprefix(namespace)
        if local != text and _LOCAL.fullmatch(local):
            return f"{prefix}-{local}"
    return sha256(text.encode()).hexdigest()[:16]


def _namespace(term: Term) -> str:
    text = term[1:-1]
    return text[: max(text.rfind("#"), text.rfind("/")) + 1]


def _examples(thesaurus: Thesaurus) -> Iterator[Term]:
    """Give the concept of which most sources speak, one of its notes, and its first theme: a good place to begin."""
    iris = Iris(thesaurus.scheme.base)
    in_force = [slug for slug, concept in thesaurus.concepts.items() if not concept.deprecated]
    if not in_force:
        return
    best = max(in_force, key=lambda slug: (len(thesaurus.notes[slug]), bool(thesaurus.concepts[slug].divergence)))
    yield iris.concept(best)
    for note in thesaurus.notes[best][:1]:
        yield iris.note(note)
    for theme in thesaurus.concepts[best].themes[:1]:
        yield iris.theme(theme)

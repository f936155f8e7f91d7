"""schema.org: the thesaurus as a ``DefinedTermSet`` with its terms (https://schema.org/DefinedTermSet), for web pages."""

from __future__ import annotations

import json
from typing import Any

from glosskos.catalogue.dcat import is_quoted
from glosskos.graph import Iris
from glosskos.model import Agent, Concept, Text, Thesaurus
from glosskos.terms import value_of

__all__ = ["RECORD_NAME", "defined_term_set", "web_text"]

RECORD_NAME = "thesaurus-web.jsonld"


def _values(text: Text) -> list[dict[str, str]]:
    return [{"@value": value, "@language": tag} for tag, value in text.items()]


def _agent(agent: Agent, iris: Iris) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": value_of(iris.agent(agent.slug)), "@type": "Organization", "name": agent.name}
    return {**found, "url": agent.url} if agent.url else found


def defined_term_set(thesaurus: Thesaurus, terms: bool = True) -> dict[str, Any]:
    """Give the thesaurus as schema.org's JSON-LD; it can stand in a page as it is and needs no network to be read.

    :param terms: with every concept in force as a ``DefinedTerm``
    """
    scheme = thesaurus.scheme
    iris = Iris(scheme.base)
    found: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/"},
        "@id": value_of(iris.scheme),
        "@type": "DefinedTermSet",
        "name": _values(scheme.title),
        "description": _values(scheme.description),
        "url": scheme.landing_page or scheme.base,
        "version": scheme.version,
        "inLanguage": list(scheme.languages),
        "dateCreated": scheme.created,
        "dateModified": scheme.modified,
        "creator": _agent(scheme.creator, iris),
        "publisher": {"@id": value_of(iris.agent(scheme.creator.slug))},
    }
    if not is_quoted(thesaurus):
        found["license"] = {"@id": scheme.license}
    if terms:
        in_force = (concept for concept in thesaurus.concepts.values() if not concept.deprecated)
        found["hasDefinedTerm"] = [_term(concept, iris) for concept in in_force]
    return found


def _term(concept: Concept, iris: Iris) -> dict[str, Any]:
    names = [{"@value": label, "@language": tag} for tag, labels in concept.alt_label.items() for label in labels]
    return {
        "@id": value_of(iris.concept(concept.slug)),
        "@type": "DefinedTerm",
        "name": _values(concept.pref_label),
        **({"alternateName": names} if names else {}),
        "termCode": concept.notation,
        "description": _values(concept.definition),
        "inDefinedTermSet": {"@id": value_of(iris.scheme)},
    }


def web_text(thesaurus: Thesaurus) -> str:
    """Give it as text, a line for each term."""
    whole = defined_term_set(thesaurus)
    terms = whole.pop("hasDefinedTerm")
    head = json.dumps(whole, ensure_ascii=False, indent=1)[:-2]
    body = ",\n  ".join(json.dumps(term, ensure_ascii=False) for term in terms)
    return f'{head},\n "hasDefinedTerm": [\n  {body}\n ]\n}}\n'

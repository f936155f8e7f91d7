"""``schema.org`` in the pages: a concept as ``DefinedTerm``, the thesaurus as ``DefinedTermSet``."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

from glosskos.model import Concept
from glosskos.site.addresses import web_link
from glosskos.site.edition import Edition, clean

__all__ = ["as_script_data", "defined_term", "defined_term_set"]

_UNSAFE = re.compile("[<>&\u2028\u2029]")


def as_script_data(value: Any) -> Markup:
    """Give JSON that may stand in a ``script`` element: no ``<``, ``>`` or ``&`` in it ends the element or opens a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text))


def defined_term(concept: Concept, edition: Edition) -> Markup:
    """Give a concept as ``schema:DefinedTerm``."""
    name = edition.names[concept.slug]
    others = [clean(label) for label in concept.labels() if clean(label) != name]
    return as_script_data(
        {
            "@context": "https://schema.org",
            "@type": "DefinedTerm",
            "@id": edition.iri(concept),
            "name": name,
            **({"alternateName": list(dict.fromkeys(others))} if others else {}),
            **({"description": edition.pick(concept.definition)} if concept.definition else {}),
            **({"termCode": clean(concept.notation)} if concept.notation else {}),
            "inLanguage": edition.language,
            "inDefinedTermSet": {
                "@type": "DefinedTermSet",
                "@id": f"{edition.thesaurus.scheme.base}thesaurus",
                "name": edition.title,
            },
        }
    )


def defined_term_set(edition: Edition) -> Markup:
    """Give the thesaurus as ``schema:DefinedTermSet``."""
    scheme = edition.thesaurus.scheme
    known = {
        "description": edition.pick(scheme.description),
        "version": scheme.version,
        "dateCreated": scheme.created,
        "dateModified": scheme.modified,
        "license": "" if edition.quoted else web_link(scheme.license),
    }
    return as_script_data(
        {
            "@context": "https://schema.org",
            "@type": "DefinedTermSet",
            "@id": f"{scheme.base}thesaurus",
            "name": edition.title,
            **{key: clean(value) for key, value in known.items() if value},
            "inLanguage": edition.language,
        }
    )

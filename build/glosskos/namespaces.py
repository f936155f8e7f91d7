"""The namespaces and prefixes used, and short names for the terms that the code mentions."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["PREFIXES", "SKOS", "expand", "other_skos", "prefixed", "prefixes_for"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
FOAF = "http://xmlns.com/foaf/0.1/"
EUVOC = "http://publications.europa.eu/ontology/euvoc#"
ISO_THES = "http://purl.org/iso25964/skos-thes#"
VANN = "http://purl.org/vocab/vann/"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
GK = "https://w3id.org/glosskos/ns#"
ADMS = "http://www.w3.org/ns/adms#"
DCAT = "http://www.w3.org/ns/dcat#"
DCATAP = "http://data.europa.eu/r5r/"
SPDX = "http://spdx.org/rdf/terms#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
VOID = "http://rdfs.org/ns/void#"

PREFIXES: dict[str, str] = {
    "adms": ADMS,
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dct": DCT,
    "euvoc": EUVOC,
    "foaf": FOAF,
    "gk": GK,
    "iso-thes": ISO_THES,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "spdx": SPDX,
    "vann": VANN,
    "vcard": VCARD,
    "void": VOID,
    "xsd": XSD,
}


# https, a slash for the hash, the drafts of 2005 and 2008: programs compare namespaces letter by letter, and know none of these.
_OTHER_SKOS = re.compile(
    r"<?(https?://(?:www\.)?w3\.org/(?:TR/)?(?:2004/02|2008/05|2005/11)/skos(?:/core)?[#/])\w+>?", re.IGNORECASE
)


def other_skos(term: str) -> str:
    """Give the namespace of a term that is meant to be one of SKOS and is not; empty where it is of SKOS, or of another vocabulary."""
    if "w3" not in term[:20].lower() or term.lstrip("<").startswith(SKOS):
        return ""
    match = _OTHER_SKOS.fullmatch(term)
    return match.group(1) if match else ""


def expand(name: str) -> str:
    """Give the IRI of a prefixed name such as ``skos:broader``.

    :raises KeyError: if the prefix is none of :data:`PREFIXES`
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def prefixed(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Give an IRI as a prefixed name, for people to read; as it is where no prefix fits.

    :param prefixes: of several that fit, the one of the longest namespace is taken
    """
    fitting = [(len(space), name) for name, space in prefixes.items() if space and iri.startswith(space)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def prefixes_for(base: str) -> dict[str, str]:
    """Give all prefixes for a thesaurus with the IRI base ``base``, with ``rc:`` for its concepts."""
    return dict(sorted({**PREFIXES, "rc": f"{base}concept/"}.items()))

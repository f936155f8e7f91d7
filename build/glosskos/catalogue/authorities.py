"""Codes that others maintain (EU authority lists, IANA, Creative Commons), and what a record says of each it names.

DCAT-AP wants them typed; a reader wants a name. Names and codes: https://op.europa.eu/en/web/eu-vocabularies/authority-tables .
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glosskos.terms import Term, Triple, iri, literal

__all__ = [
    "EU",
    "SKOS_STANDARD",
    "authority",
    "authority_facts",
    "availability",
    "language",
    "licence_types",
    "media_type",
    "status",
]

EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
SKOS_STANDARD = iri("http://www.w3.org/2004/02/skos/core")
_LICENCE_TYPE = "http://purl.org/adms/licencetype/"
_LANGUAGES = {"fr": "FRA", "en": "ENG"}
_LICENCES = {
    "by": ("Attribution",),
    "by-sa": ("Attribution", "ViralEffect-ShareAlike"),
    "by-nd": ("Attribution", "NoDerivativeWork"),
    "by-nc": ("Attribution", "NonCommercialUseOnly"),
    "by-nc-sa": ("Attribution", "NonCommercialUseOnly", "ViralEffect-ShareAlike"),
    "by-nc-nd": ("Attribution", "NonCommercialUseOnly", "NoDerivativeWork"),
    "zero": ("PublicDomain",),
}
_NAMES = {
    "dataset-type/THESAURUS": ("thésaurus", "thesaurus"),
    "language/FRA": ("français", "French"),
    "language/ENG": ("anglais", "English"),
    "access-right/PUBLIC": ("public", "public"),
    "access-right/NON_PUBLIC": ("non public", "non-public"),
    "dataset-status/COMPLETED": ("achevé", "completed"),
    "dataset-status/DEVELOP": ("en cours d'élaboration", "under development"),
    "planned-availability/AVAILABLE": ("disponible", "available"),
    "planned-availability/EXPERIMENTAL": ("expérimental", "experimental"),
    "data-theme": ("thèmes de données", "data themes"),
    "data-theme/AGRI": ("agriculture, pêche, sylviculture et alimentation", "agriculture, fisheries, forestry and food"),
    "data-theme/ECON": ("économie et finances", "economy and finance"),
    "data-theme/EDUC": ("éducation, culture et sport", "education, culture and sport"),
    "data-theme/ENER": ("énergie", "energy"),
    "data-theme/ENVI": ("environnement", "environment"),
    "data-theme/GOVE": ("gouvernement et secteur public", "government and public sector"),
    "data-theme/HEAL": ("santé", "health"),
    "data-theme/INTR": ("questions internationales", "international issues"),
    "data-theme/JUST": ("justice, système juridique et sécurité publique", "justice, legal system and public safety"),
    "data-theme/REGI": ("régions et villes", "regions and cities"),
    "data-theme/SOCI": ("population et société", "population and society"),
    "data-theme/TECH": ("science et technologie", "science and technology"),
    "data-theme/TRAN": ("transports", "transport"),
}  # fmt: skip
_TYPE = iri("rdf:type")
_CLASSES = {
    iri("dct:language"): ("dct:LinguisticSystem",),
    iri("dct:license"): ("dct:LicenseDocument",),
    iri("dct:accessRights"): ("dct:RightsStatement",),
    iri("dct:rights"): ("dct:RightsStatement",),
    iri("dct:conformsTo"): ("dct:Standard",),
    iri("dct:format"): ("dct:MediaTypeOrExtent",),
    iri("dcat:mediaType"): ("dct:MediaType",),
    iri("dct:type"): ("skos:Concept",),
    iri("dcat:theme"): ("skos:Concept",),
    iri("dcat:themeTaxonomy"): ("skos:ConceptScheme",),
    iri("adms:status"): ("skos:Concept",),
    iri("dcatap:availability"): ("skos:Concept",),
}


def authority(name: str) -> Term:
    """Give the term of a code of the EU's authority lists, such as ``dataset-type/THESAURUS``."""
    return iri(EU + name)


def language(tag: str) -> Term:
    """Give the EU's code of a language (``fr``, ``en``)."""
    return authority(f"language/{_LANGUAGES[tag]}")


def media_type(name: str) -> Term:
    """Give IANA's IRI of a media type."""
    return iri(IANA + name)


def status(version: str) -> Term:
    """Give the dataset status: before 1.0.0 a thesaurus is under development (Semantic Versioning, 4)."""
    return authority(f"dataset-status/{'DEVELOP' if version.startswith('0.') else 'COMPLETED'}")


def availability(version: str) -> Term:
    """Give for how long files are meant to be there: what is under development makes no promise."""
    return authority(f"planned-availability/{'EXPERIMENTAL' if version.startswith('0.') else 'AVAILABLE'}")


def licence_types(license_: str) -> list[Term]:
    """Give the kinds of a Creative Commons licence (ADMS); none for another licence."""
    parts = license_.split("/")
    code = parts[4] if parts[2:3] == ["creativecommons.org"] and len(parts) > 4 else ""
    return [iri(_LICENCE_TYPE + name) for name in _LICENCES.get(code, ())]


def authority_facts(record: Iterable[Triple]) -> Iterator[Triple]:
    """Give class and name of every code that a record names, so that it can be read and checked without the network."""
    for _, predicate, value in record:
        for kind in _CLASSES.get(predicate, ()):
            yield (value, _TYPE, iri(kind))
        if predicate == iri("dct:license"):
            for each in licence_types(value[1:-1]):
                yield (value, iri("dct:type"), each)
                yield (each, _TYPE, iri("skos:Concept"))
                yield (each, iri("skos:prefLabel"), literal(each[1:-1].rsplit("/", 1)[1], language="en"))
        if value.startswith(f"<{EU}"):
            yield from _named(value)
        elif value == SKOS_STANDARD:
            yield (
                value,
                iri("dct:title"),
                literal("SKOS Simple Knowledge Organization System Reference", language="en"),
            )


def _named(code: Term) -> Iterator[Triple]:
    name = code[len(EU) + 1 : -1]
    labels = _NAMES.get(name, ())
    for tag, label in zip(("fr", "en"), labels, strict=False):
        yield (code, iri("dct:title" if "/" not in name else "skos:prefLabel"), literal(label, language=tag))

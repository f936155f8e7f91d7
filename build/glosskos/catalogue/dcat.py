"""DCAT-AP 3: the catalog, the dataset (the thesaurus itself) and a distribution for each data file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glosskos.catalogue.authorities import (
    SKOS_STANDARD,
    authority,
    availability,
    language,
    media_type,
    status,
)
from glosskos.catalogue.files import DataFile
from glosskos.graph import Iris
from glosskos.model import Scheme, Text, Thesaurus
from glosskos.terms import Term, Triple, iri, literal

__all__ = ["catalog_facts", "distribution_iri", "download_url", "is_quoted", "keywords", "texts"]

_TYPE = iri("rdf:type")
_NO_TAG = re.compile(r"[^\w .-]+")
_KIND: Text = {"fr": "thésaurus", "en": "thesaurus"}
_PRIVATE: Text = {
    "fr": "À ne pas publier : contient des citations qui appartiennent à leurs éditeurs.",
    "en": "Not for publication: holds quotations that belong to their publishers.",
}


def is_quoted(thesaurus: Thesaurus) -> bool:
    """Tell whether there are quotations in it: it is for the owner of the documents then."""
    return any(note.quoted for note in thesaurus.definitions)


def texts(subject: Term, predicate: str, text: Text) -> Iterator[Triple]:
    """Give a text's literals."""
    for tag, value in text.items():
        yield (subject, iri(predicate), literal(value, language=tag))


def keywords(thesaurus: Thesaurus) -> dict[str, list[str]]:
    """Give keywords by language: what it is, and its themes; in letters, digits, spaces, ``.`` and ``-``, which is all that CKAN takes."""
    found: dict[str, list[str]] = {tag: [name] for tag, name in _KIND.items() if tag in thesaurus.scheme.languages}
    for theme in thesaurus.themes.values():
        for tag, label in theme.pref_label.items():
            clean = " ".join(_NO_TAG.sub(" ", label).split())[:100].strip()
            if len(clean) > 1:
                found.setdefault(tag, []).append(clean)
    return found


def distribution_iri(file: DataFile, base: str) -> Term:
    """Give ``…/distribution/<file>``."""
    return iri(f"{base}distribution/{file.path}")


def download_url(file: DataFile, scheme: Scheme) -> Term | None:
    """Give where a file can be downloaded, or None where the records do not say that a build is published."""
    return iri(f"{scheme.published}{file.path}") if scheme.published else None


def catalog_facts(thesaurus: Thesaurus, files: Sequence[DataFile]) -> Iterator[Triple]:
    """Give the catalog, the dataset, its distributions and pages."""
    scheme = thesaurus.scheme
    quoted = is_quoted(thesaurus)
    subject = iri(f"{scheme.base}catalog")
    yield (subject, _TYPE, iri("dcat:Catalog"))
    for name, text in (("dct:title", scheme.title), ("dct:description", scheme.description)):
        prefix = {"fr": "Catalogue : ", "en": "Catalog: "} if name == "dct:title" else {}
        yield from texts(subject, name, {tag: prefix.get(tag, "") + value for tag, value in text.items()})
    yield from _common(subject, scheme, quoted)
    yield (subject, iri("dct:issued"), literal(scheme.created, datatype="xsd:date"))
    yield (subject, iri("foaf:homepage"), _landing_page(scheme))
    yield (_landing_page(scheme), _TYPE, iri("foaf:Document"))
    if scheme.data_themes:
        yield (subject, iri("dcat:themeTaxonomy"), authority("data-theme"))
    yield (subject, iri("dcat:dataset"), Iris(scheme.base).scheme)
    yield from _dataset(thesaurus, files, quoted)
    for file in files:
        yield from (_page if file.is_page else _distribution)(file, scheme, quoted)


def _common(subject: Term, scheme: Scheme, quoted: bool) -> Iterator[Triple]:
    """Give what holds of catalog, dataset and distributions alike."""
    for tag in scheme.languages:
        yield (subject, iri("dct:language"), language(tag))
    yield (subject, iri("dct:modified"), literal(scheme.modified, datatype="xsd:date"))
    if quoted:
        rights = iri(f"{scheme.base}catalog/rights")
        yield (subject, iri("dct:rights"), rights)
        yield from texts(rights, "rdfs:label", _PRIVATE)
    else:
        yield (subject, iri("dct:license"), iri(scheme.license))
    if not subject.startswith(f"<{scheme.base}distribution/"):
        yield (subject, iri("dct:publisher"), Iris(scheme.base).agent(scheme.creator.slug))


def _landing_page(scheme: Scheme) -> Term:
    return iri(scheme.landing_page or scheme.base)


def _dataset(thesaurus: Thesaurus, files: Sequence[DataFile], quoted: bool) -> Iterator[Triple]:
    scheme = thesaurus.scheme
    subject = Iris(scheme.base).scheme
    for kind in ("dcat:Dataset", "void:Dataset", "skos:ConceptScheme", "schema:DefinedTermSet"):
        yield (subject, _TYPE, iri(kind))
    description = {
        tag: f"{text} {_PRIVATE.get(tag, '')}".strip() if quoted else text for tag, text in scheme.description.items()
    }
    for name, text in (("title", scheme.title), ("description", description)):
        yield from texts(subject, f"dct:{name}", text)
        yield from texts(subject, "schema:name" if name == "title" else "schema:description", text)
    yield from _common(subject, scheme, quoted)
    yield (subject, iri("dct:creator"), Iris(scheme.base).agent(scheme.creator.slug))
    yield (subject, iri("dct:identifier"), literal(subject[1:-1]))
    yield (subject, iri("dct:type"), authority("dataset-type/THESAURUS"))
    yield (subject, iri("dct:created"), literal(scheme.created, datatype="xsd:date"))
    yield (subject, iri("dct:conformsTo"), SKOS_STANDARD)
    yield (subject, iri("dct:accessRights"), authority(f"access-right/{'NON_PUBLIC' if quoted else 'PUBLIC'}"))
    yield (subject, iri("dcat:landingPage"), _landing_page(scheme))
    for code in scheme.data_themes:
        yield (subject, iri("dcat:theme"), authority(f"data-theme/{code}"))
    for tag, values in keywords(thesaurus).items():
        for value in values:
            yield (subject, iri("dcat:keyword"), literal(value, language=tag))
    yield (subject, iri("dcat:version"), literal(scheme.version))
    yield from texts(subject, "adms:versionNotes", scheme.history_note)
    yield (subject, iri("adms:status"), status(scheme.version))
    yield from _contact(subject, scheme)
    for file in files:
        predicate = "foaf:page" if file.is_page else "dcat:distribution"
        yield (subject, iri(predicate), distribution_iri(file, scheme.base))
    yield from _for_the_web(subject, scheme, quoted)


def _contact(subject: Term, scheme: Scheme) -> Iterator[Triple]:
    """Give the contact point: an organisation, as vCard."""
    agent = scheme.contact or scheme.creator
    contact = Iris(scheme.base).agent(agent.slug)
    yield (subject, iri("dcat:contactPoint"), contact)
    yield (contact, _TYPE, iri("vcard:Organization"))
    yield (contact, _TYPE, iri("vcard:Kind"))
    yield (contact, iri("vcard:fn"), literal(agent.name))
    if agent.email:
        yield (contact, iri("vcard:hasEmail"), f"<mailto:{agent.email}>")
    if agent.url:
        yield (contact, iri("vcard:hasURL"), iri(agent.url))


def _for_the_web(subject: Term, scheme: Scheme, quoted: bool) -> Iterator[Triple]:
    """Give the same facts in schema.org's words, for the engines that read only those."""
    yield (subject, iri("schema:url"), literal(subject[1:-1], datatype="xsd:anyURI"))
    yield (subject, iri("schema:version"), literal(scheme.version))
    for tag in scheme.languages:
        yield (subject, iri("schema:inLanguage"), literal(tag))
    yield (subject, iri("schema:dateCreated"), literal(scheme.created, datatype="xsd:date"))
    yield (subject, iri("schema:dateModified"), literal(scheme.modified, datatype="xsd:date"))
    yield (subject, iri("schema:publisher"), Iris(scheme.base).agent(scheme.creator.slug))
    if not quoted:
        yield (subject, iri("schema:license"), iri(scheme.license))


def _page(file: DataFile, scheme: Scheme, quoted: bool) -> Iterator[Triple]:
    del quoted
    subject = distribution_iri(file, scheme.base)
    yield (subject, _TYPE, iri("foaf:Document"))
    yield from texts(subject, "dct:title", file.title)
    yield (subject, iri("dcat:mediaType"), media_type(file.format.media_type))


def _distribution(file: DataFile, scheme: Scheme, quoted: bool) -> Iterator[Triple]:
    subject = distribution_iri(file, scheme.base)
    yield (subject, _TYPE, iri("dcat:Distribution"))
    yield from texts(subject, "dct:title", file.title)
    yield from texts(subject, "dct:description", file.description)
    yield from _common(subject, scheme, quoted)
    download = download_url(file, scheme)
    # The distribution's own IRI is its persistent address: a redirection leads from there to wherever the file is published.
    yield (subject, iri("dcat:accessURL"), download or subject)
    if download:
        yield (subject, iri("dcat:downloadURL"), download)
    yield (subject, iri("dcat:mediaType"), media_type(file.format.media_type))
    if file.format.file_type:
        yield (subject, iri("dct:format"), authority(f"file-type/{file.format.file_type}"))
    if file.format.rdf and not file.name.startswith("catalogs/") and file.stem != "thesaurus-web":
        yield (subject, iri("dct:conformsTo"), SKOS_STANDARD)
    if not quoted:
        yield (subject, iri("dcatap:availability"), availability(scheme.version))
    if file.size is not None:
        yield (subject, iri("dcat:byteSize"), literal(str(file.size), datatype="xsd:nonNegativeInteger"))
    if file.sha256:
        checksum = iri(f"{subject[1:-1]}/checksum")
        yield (subject, iri("spdx:checksum"), checksum)
        yield (checksum, _TYPE, iri("spdx:Checksum"))
        yield (checksum, iri("spdx:algorithm"), iri("spdx:checksumAlgorithm_sha256"))
        yield (checksum, iri("spdx:checksumValue"), literal(file.sha256, datatype="xsd:hexBinary"))

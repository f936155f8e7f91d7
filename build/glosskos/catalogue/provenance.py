"""PROV: what the build used and which program made it. Its dates are those of the records; there is no clock in it."""

from __future__ import annotations

from collections.abc import Iterator

from glosskos import __version__
from glosskos.catalogue.dcat import texts
from glosskos.graph import Iris
from glosskos.model import Thesaurus
from glosskos.terms import Triple, iri, literal

__all__ = ["build_facts"]

_TYPE = iri("rdf:type")


def build_facts(thesaurus: Thesaurus) -> Iterator[Triple]:
    """Give the build: the records (drawn from the sources), the documents where they are quoted, the program and its version."""
    scheme = thesaurus.scheme
    iris = Iris(scheme.base)
    activity, records, program = (iri(f"{scheme.base}catalog/{name}") for name in ("build", "records", "program"))
    yield (iris.scheme, iri("prov:wasGeneratedBy"), activity)
    yield (iris.scheme, iri("prov:wasAttributedTo"), iris.agent(scheme.creator.slug))
    yield (activity, _TYPE, iri("prov:Activity"))
    yield from texts(activity, "rdfs:label", {"fr": "Construction du thésaurus", "en": "Build of the thesaurus"})
    yield (activity, iri("prov:wasAssociatedWith"), program)
    yield (activity, iri("prov:used"), records)
    yield (records, _TYPE, iri("prov:Entity"))
    yield from texts(
        records,
        "rdfs:label",
        {
            "fr": f"Fiches du thésaurus, version {scheme.version}",
            "en": f"Records of the thesaurus, version {scheme.version}",
        },
    )
    yield (records, iri("dct:modified"), literal(scheme.modified, datatype="xsd:date"))
    yield (records, iri("prov:wasAttributedTo"), iris.agent(scheme.creator.slug))
    for source in thesaurus.sources.values():
        yield (records, iri("prov:wasDerivedFrom"), iris.source(source.id))
        yield (iris.source(source.id), _TYPE, iri("prov:Entity"))
        yield (iris.source(source.id), iri("dct:title"), literal(source.title, language="fr"))
    for name in sorted({note.source for note in thesaurus.definitions if note.quoted}):
        document = iri(f"{scheme.base}catalog/document/{name}")
        title = thesaurus.sources[name].title
        yield (activity, iri("prov:used"), document)
        yield (document, _TYPE, iri("prov:Entity"))
        yield from texts(document, "rdfs:label", {"fr": f"Document : {title}", "en": f"Document: {title}"})
        yield (document, iri("prov:specializationOf"), iris.source(name))
    yield (program, _TYPE, iri("prov:Agent"))
    yield (program, _TYPE, iri("prov:SoftwareAgent"))
    yield (program, _TYPE, iri("schema:SoftwareApplication"))
    yield (program, iri("schema:name"), literal("glosskos"))
    yield (program, iri("schema:softwareVersion"), literal(__version__))
    yield (program, iri("rdfs:label"), literal(f"glosskos {__version__}"))

"""The catalog record (``catalog.ttl``, ``catalog.jsonld``): what a data catalog wants to know of the thesaurus and its files.

DCAT-AP 3 for data portals, VoID for those who query, PROV for how it was made, ADMS for its status, schema.org for the web; about the
files that were really written. Everything has an IRI (no blank nodes), and no date comes from a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from glosskos.catalogue.authorities import authority_facts
from glosskos.catalogue.dcat import catalog_facts
from glosskos.catalogue.files import DataFile, data_files
from glosskos.catalogue.provenance import build_facts
from glosskos.catalogue.statistics import statistics_facts
from glosskos.catalogue.web import RECORD_NAME as WEB
from glosskos.catalogue.web import defined_term_set
from glosskos.graph import Iris, agent_triples, thesaurus_quads
from glosskos.model import Thesaurus
from glosskos.namespaces import PREFIXES, prefixes_for
from glosskos.ordering import Ordered
from glosskos.syntax import write
from glosskos.terms import Quad, Triple, iri

__all__ = [
    "RECORDS",
    "WEB",
    "DataFile",
    "data_files",
    "defined_term_set",
    "ordered_record",
    "record_quads",
    "write_record",
]

RECORDS = ("catalog.ttl", "catalog.jsonld")
_SECTIONS = [
    ("dcat:Catalog", "The catalog"),
    ("dcat:Dataset", "The dataset: the thesaurus"),
    ("dcat:Distribution", "Distributions, each followed by its checksum"),
    ("foaf:Document", "Pages"),
    ("prov:Activity", "The build"),
    ("prov:Entity", "What the build used"),
    ("prov:Agent", "Agents"),
    ("void:Dataset", "Partitions by class and property"),
]


def record_quads(
    thesaurus: Thesaurus,
    files: Iterable[DataFile],
    triples: Iterable[Triple] | None = None,
    plain_checksums: bool = False,
) -> list[Quad]:
    """Give the catalog record.

    :param files: the files to describe (:func:`data_files`)
    :param triples: the asserted triples, each once, where they are at hand
    :param plain_checksums: checksums without a datatype: udata takes ``xsd:hexBinary``, which DCAT-AP demands, for bytes
    :returns: quads in the editor's graph
    """
    iris = Iris(thesaurus.scheme.base)
    files = sorted(files, key=lambda file: file.name)
    if triples is None:
        triples = dict.fromkeys(quad[:3] for quad in thesaurus_quads(thesaurus))
    found: list[Triple] = [
        *catalog_facts(thesaurus, files),
        *statistics_facts(thesaurus, triples, files),
        *build_facts(thesaurus),
    ]
    found += agent_triples(thesaurus.scheme.creator, iris)
    found += authority_facts(found)
    if plain_checksums:
        suffix = f"^^{iri('xsd:hexBinary')}"
        found = [(subject, predicate, value.removesuffix(suffix)) for subject, predicate, value in found]
    graph = iris.graph("editor")
    return [(*triple, graph) for triple in dict.fromkeys(found)]


def ordered_record(quads: Iterable[Quad]) -> Ordered:
    """Give a record in the order of a reader."""
    rest = "What others maintain: codes, languages, media types"
    return Ordered(sorted({quad[:3] for quad in quads}), _SECTIONS, rest, "spdx:checksum")


def write_record(
    folder: Path, thesaurus: Thesaurus, triples: Iterable[Triple], context: Mapping[str, Any], count: Mapping[str, int]
) -> dict[str, int]:
    """Write the catalog record about the files of a folder into it; give the number of triples of each file.

    :param triples: the asserted triples
    :param context: the JSON-LD context of the data files
    :param count: the number of triples of each RDF file there
    """
    base = thesaurus.scheme.base
    quads = record_quads(thesaurus, data_files(folder, count), triples)
    ordered = ordered_record(quads)
    known = {**context, **{prefix: namespace for prefix, namespace in PREFIXES.items() if prefix not in context}}
    for name in RECORDS:
        write(folder / name, ordered, prefixes_for(base), base, known)
    return dict.fromkeys(RECORDS, len(quads))

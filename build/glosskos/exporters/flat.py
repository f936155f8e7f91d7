"""``thesaurus-flat.ttl``: plain SKOS for importers that read one name, one definition and one parent."""

from __future__ import annotations

from pathlib import Path

from glosskos.exporters.base import Exporter, carried, dropped, flattened
from glosskos.flat import Flat
from glosskos.flat_graph import flat_quads
from glosskos.namespaces import prefixes_for
from glosskos.ordering import Ordered
from glosskos.syntax import write

__all__ = ["EXPORTER"]


def _write(flat: Flat, folder: Path) -> None:
    base = flat.scheme_iri.rpartition("/")[0] + "/"
    statements = [quad[:3] for quad in flat_quads(flat.thesaurus, flat.language)]
    write(folder / EXPORTER.files[0], Ordered(statements), prefixes_for(base), base)


EXPORTER = Exporter(
    name="flat",
    media_type="text/turtle",
    suffix=".ttl",
    write=_write,
    title="Plain SKOS for simple importers",
    files=("thesaurus-flat.ttl",),
    use="""\
Give the file to any catalog that imports SKOS (DataHub's rdf source, OpenMetadata's RDF import, and whatever reads one label and one
definition a concept). A build has it beside `thesaurus.ttl`.""",
    carries={
        "iri": carried(
            "the subject; an IRI with a hash or other than ASCII steps is replaced, and kept as `skos:exactMatch`"
        ),
        "notation": carried("`skos:notation`"),
        "prefLabel": carried(
            "`skos:prefLabel`; one of one or two characters is made longer, and kept as `skos:altLabel`"
        ),
        "prefLabel-other": flattened("`skos:altLabel`"),
        "altLabel": carried("`skos:altLabel`"),
        "hiddenLabel": carried("`skos:hiddenLabel`"),
        "definition": flattened("beginning of `skos:definition`"),
        "definition-other": dropped("such importers take one text"),
        "sourced-definition": flattened("`skos:definition`, a paragraph each"),
        "citation": flattened("`skos:definition`, a link under each paragraph"),
        "status": flattened("`skos:definition`, behind the source's name"),
        "entry-without-definition": dropped("they say nothing of the concept"),
        "divergence": flattened("`skos:definition`, after the sources"),
        "divergence-other": dropped("such importers take one text"),
        "scopeNote": flattened("`skos:definition`, at the end"),
        "example": flattened("`skos:definition`, at the end"),
        "editorialNote": dropped("for editors"),
        "historyNote": dropped("for editors"),
        "broader": carried("`skos:broader`"),
        "broader-other": dropped("such importers take one parent"),
        "broader-type": dropped("plain SKOS has none"),
        "narrower": flattened("`skos:narrower`, where it answers a primary broader"),
        "related": carried("`skos:related`, both ways"),
        "reason": dropped("plain SKOS has none"),
        "theme": dropped("such importers take collections for concepts"),
        "created": dropped("not needed"),
        "modified": dropped("not needed"),
        "withdrawn": dropped("such importers take them for concepts in force"),
        "isReplacedBy": dropped("with the withdrawn concept"),
        "scheme-title": carried("`dct:title`, `rdfs:label`, `skos:prefLabel`"),
        "version": carried("`owl:versionInfo`"),
        "license": carried("`dct:license`"),
    },
    in_build=False,
)

"""DataHub: a business glossary (YAML) whose ids are those that DataHub's own rdf source derives, and two recipes.

A node for the whole and for each concept that has others below it; every concept a term, in the node that bears its name where it has
one. Ids come from the IRIs (:func:`glosskos.identifiers.path_id`), so that importing ``thesaurus-flat.ttl`` instead meets the same terms.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from glosskos.exporters.base import Exporter, ExportError, carried, dropped, flattened
from glosskos.flat import Flat
from glosskos.identifiers import path_id
from glosskos.model import BroaderType, pick

__all__ = ["EXPORTER", "escaped"]

_EXPANDED = re.compile(r"\$\{.+\}")
_LONGEST_ID = 480  # DataHub refuses URNs of more than 512 characters
_SEPARATOR = " | "


def escaped(text: str) -> str:
    """Write a text so that DataHub, which expands variables in the file, reads it as it is.

    It expands a text that holds ``${…}`` in one line, or that begins with ``$``; there a backslash makes ``$`` and ``\\`` plain. A text
    that begins with ``$`` and holds no ``${…}`` gets one whose default is the sign itself.
    """
    if not (_EXPANDED.search(text) or text.startswith("$")):
        return text
    plain = re.sub(r"([\\$])", r"\\\1", text)
    return plain if _EXPANDED.search(plain) else "${GLOSSKOS_DOLLAR:-$}" + plain[2:]


def _escape_all(value: Any) -> Any:
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, list):
        return [_escape_all(each) for each in value]
    return {key: _escape_all(each) for key, each in value.items()} if isinstance(value, dict) else value


def glossary(flat: Flat) -> dict[str, Any]:
    """Give the business glossary as DataHub's file format lays it out."""
    scheme = flat.thesaurus.scheme
    names = {slug: [*_node_path(slug, flat), flat.unique_names[slug]] for slug in flat.in_force}
    paths = {slug: ".".join(steps) for slug, steps in names.items()}
    nodes = {slug: ".".join(_node_path(slug, flat)) for slug in flat.in_force if flat.children[slug]}
    _check_paths({**{f"node {slug}": path for slug, path in nodes.items()}, **paths}, flat)
    root = _node("", flat)
    made = {"": root}
    for _, slug in flat.tree():
        if flat.children[slug]:
            made[slug] = _node(slug, flat)
            made[flat.parents.get(slug, "")]["nodes"].append(made[slug])
        made[slug if flat.children[slug] else flat.parents.get(slug, "")]["terms"].append(_term(slug, flat, paths))
    for node in made.values():
        for key in ("nodes", "terms"):
            if not node[key]:
                del node[key]
    return {
        "version": "1",
        "source": flat.title() + (f" {scheme.version}" if scheme.version else ""),
        "owners": {"users": []},
        "url": flat.scheme_iri,
        "nodes": [root],
    }


def _node_path(slug: str, flat: Flat) -> list[str]:
    """Give the names of the nodes that a concept's term lies in."""
    steps = flat.path(slug) if flat.children[slug] else flat.path(slug)[:-1]
    return [flat.title(), *(flat.unique_names[step] for step in steps)]


def _check_paths(paths: dict[str, str], flat: Flat) -> None:
    """DataHub finds the target of a relation by names joined with dots; no two things may have one path."""
    first: dict[str, str] = {}
    for slug, path in paths.items():
        if path in first:
            raise ExportError(f"datahub: {path!r} is the path of two things, {first[path]} and {slug}; rename one")
        first[path] = slug
    for slug in flat.in_force:
        if len(path_id(flat.plain_iris[slug])) > _LONGEST_ID:
            raise ExportError(f"datahub: the IRI of {flat.name(slug)!r} is too long: {flat.iri(slug)}")


def _node(slug: str, flat: Flat) -> dict[str, Any]:
    """Give the node of a concept, or of the whole."""
    scheme = flat.thesaurus.scheme
    if slug:
        return {
            "id": path_id(flat.plain_iris[slug]), "name": flat.unique_names[slug], "description": flat.summary(slug), "terms": [], "nodes": [],
        }  # fmt: skip
    facts = {"owl:versionInfo": scheme.version, "dct:license": scheme.license, "dct:modified": scheme.modified}
    about = pick(scheme.description, flat.language) or flat.title()
    return {
        "id": _root_id(flat), "name": flat.title(), "description": about,
        "custom_properties": {key: value for key, value in {**facts, "rdf:originalIRI": flat.scheme_iri}.items() if value},
        "terms": [], "nodes": [],
    }  # fmt: skip


def _root_id(flat: Flat) -> str:
    """Give the id of the node that the rdf source makes of the path that all IRIs share; else one from the base."""
    ids = [path_id(flat.plain_iris[slug]).rpartition(".")[0] for slug in flat.in_force]
    return ids[0] if ids and len(set(ids)) == 1 and ids[0] else f"glosskos.{flat.glossary_id}"


def _term(slug: str, flat: Flat, paths: dict[str, str]) -> dict[str, Any]:
    concept = flat.in_force[slug]
    below = [(child, link) for child in flat.narrower(slug) for link in flat.broader(child) if link.object == slug]
    found: dict[str, Any] = {
        "id": path_id(flat.plain_iris[slug]),
        "name": flat.unique_names[slug],
        "description": flat.definition(slug),
        "term_source": "EXTERNAL",
        "source_ref": flat.iri(slug),
        "source_url": flat.iri(slug),
        "inherits": [paths[link.object] for link in flat.broader(slug)],
        "contains": [paths[child] for child, link in below if link.type is BroaderType.PARTITIVE],
        "values": [paths[child] for child, link in below if link.type is BroaderType.INSTANTIAL],
        "related_terms": [paths[other] for other, _ in flat.related(slug)],
        "custom_properties": {"rdf:originalIRI": flat.iri(slug), "skos:notation": concept.notation},
    }
    extra = found["custom_properties"]
    for tag, text in concept.pref_label.items():
        if tag != flat.label(slug)[1]:
            extra[f"skos:prefLabel@{tag}"] = text
    for key, labels in (("altLabel", concept.alt_label), ("hiddenLabel", concept.hidden_label)):
        for tag, names in labels.items():
            extra[f"skos:{key}@{tag}"] = _SEPARATOR.join(names)
    for tag, text in concept.definition.items():
        if tag != flat.language:
            extra[f"skos:definition@{tag}"] = text
    extra["skos:member of"] = _SEPARATOR.join(flat.theme_name(theme) for theme in concept.themes)
    extra["dct:created"], extra["dct:modified"] = concept.created, concept.modified
    found["custom_properties"] = {key: value for key, value in extra.items() if value}
    return {key: value for key, value in found.items() if value}


def write_yaml(value: Any, path: Path) -> None:
    """Write data as YAML that people can read: keys in order, long texts as blocks, UTF-8."""
    import yaml

    class Writer(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    def text(writer: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
        # PyYAML writes a block where the text allows it, and quotes it where it does not.
        return writer.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)

    Writer.add_representer(str, text)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(value, file, Writer, allow_unicode=True, sort_keys=False, width=10**9)


def _write(flat: Flat, folder: Path) -> None:
    write_yaml(_escape_all(glossary(flat)), folder / EXPORTER.files[0])
    write_yaml(
        {"source": {"type": "datahub-business-glossary", "config": {"file": EXPORTER.files[0]}}},
        folder / EXPORTER.files[1],
    )


EXPORTER = Exporter(
    name="datahub",
    media_type="application/yaml",
    suffix=".yml",
    write=_write,
    title="DataHub business glossary",
    files=("business-glossary.yml", "recipe.yml"),
    use="""\
`datahub init` once (it asks for the server and a token), then, in this folder:

```sh
datahub ingest -c recipe.yml
```

Or without the YAML, by DataHub's own rdf source on `thesaurus-flat.ttl`: `source: {type: rdf, config: {source: thesaurus-flat.ttl,
environment: PROD}}`. Both give the same term ids, which follow from the IRIs: import again as often as you like. The YAML gives more: the
tree, every broader link, related terms. The rdf source lays all terms side by side, under groups made from the path of the IRIs.

- A concept that has others below it is a term group and, inside it, a term: groups carry no relations, terms do.
- `inherits` is `skos:broader`, as in DataHub's rdf source; on a parent, `contains` adds that a link is partitive, `values` that it is
  of instance.
- An import sets the owners of what it touches. Put your own under `owners` at the top of the file (`users: [name]` or
  `groups: [name]`), otherwise owners given by hand are taken off.
- A concept that is withdrawn is no longer in the file, and DataHub keeps it: `glosskos diff OLD NEW` names it, delete it there.""",
    carries={
        "iri": carried("`source_url`, and the custom property `rdf:originalIRI`"),
        "notation": carried("custom property `skos:notation`"),
        "prefLabel": carried("`name`; where several concepts share one, the notation follows in brackets"),
        "prefLabel-other": carried("custom property `skos:prefLabel@…`"),
        "altLabel": flattened("custom property `skos:altLabel@…`, joined by a bar"),
        "hiddenLabel": flattened("custom property `skos:hiddenLabel@…`, joined by a bar"),
        "definition": flattened("beginning of `description`"),
        "definition-other": carried("custom property `skos:definition@…`"),
        "sourced-definition": flattened("`description`, a paragraph each"),
        "citation": flattened("`description`, a link under each paragraph"),
        "status": flattened("`description`, behind the source's name"),
        "entry-without-definition": dropped("they say nothing of the concept"),
        "divergence": flattened("`description`, after the sources"),
        "divergence-other": dropped("`description` is in one language"),
        "scopeNote": flattened("`description`, at the end"),
        "example": flattened("`description`, at the end"),
        "editorialNote": dropped("for editors"),
        "historyNote": dropped("for editors"),
        "broader": carried("the node a term lies in, and `inherits`"),
        "broader-other": carried("`inherits`"),
        "broader-type": carried("`contains` (partitive) or `values` (of instance) on the parent"),
        "narrower": carried("`inherits` on the narrower term"),
        "related": carried("`related_terms`, on both terms"),
        "reason": dropped("DataHub's relations have no text"),
        "theme": flattened("custom property `skos:member of`, joined by a bar"),
        "created": carried("custom property `dct:created`"),
        "modified": carried("custom property `dct:modified`"),
        "withdrawn": dropped("the file format has no mark for them"),
        "isReplacedBy": dropped("with the withdrawn concept"),
        "scheme-title": carried("name of the root node"),
        "version": carried("custom property of the root node"),
        "license": carried("custom property of the root node"),
    },
)

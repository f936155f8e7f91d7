"""Records: ``ontology/*.yaml`` to model, every error at once with file and line.

Files are composed to YAML nodes once (libyaml); every scalar is read as a string, so that ``031`` stays ``031`` and ``NO``
stays ``NO``. The JSON Schemas in ``ontology/schema`` check the shape; :mod:`glosskos.thesaurus` checks what is between files.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from glosskos.errors import Problem, RecordsError
from glosskos.locator import data_dir
from glosskos.model import (
    Agent,
    BroaderType,
    Concept,
    Entry,
    Furniture,
    Link,
    Place,
    Scheme,
    Segment,
    Source,
    Status,
    Theme,
)

__all__ = ["Records", "parse_segments", "read_records", "read_yaml"]

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A loader that gives no scalar a type: all are strings, which also saves a third of the time."""

    def descend_resolver(self, *_: object) -> None:
        """Resolve nothing."""

    def ascend_resolver(self) -> None:
        """Resolve nothing."""

    def resolve(self, *_: object) -> str:
        """Give every node the tag of a string; only its kind is looked at."""
        return "tag:yaml.org,2002:str"


@dataclass(slots=True)
class Records:
    """All records of one folder, file by file, not yet checked against each other.

    :param concepts: every card in the order read; a slug may stand twice, which the thesaurus reports
    """

    folder: Path
    scheme: Scheme
    themes: list[Theme] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    concepts: list[Concept] = field(default_factory=list)


def read_records(folder: Path) -> Records:
    """Read a folder of records.

    :param folder: holds ``scheme.yaml``, ``themes.yaml``, ``sources/`` and ``concepts/``
    :raises RecordsError: with every problem of shape found in any file
    """
    problems: list[Problem] = []
    scheme = _file(folder / "scheme.yaml", "scheme", problems)
    themes = _file(folder / "themes.yaml", "themes", problems)
    sources = {path: _file(path, "source", problems) for path in sorted((folder / "sources").glob("*.yaml"))}
    cards = {path: _file(path, "concepts", problems) for path in sorted((folder / "concepts").glob("*.yaml"))}
    if not sources:
        problems.append(
            Problem(str(folder / "sources"), 0, "no glossary here: one <id>.yaml for each source is needed")
        )
    if not cards:
        problems.append(Problem(str(folder / "concepts"), 0, "no concepts here: at least one <top>.yaml is needed"))
    if problems:
        raise RecordsError(problems)
    records = Records(folder, _scheme(*scheme))
    records.themes = [_theme(slug, value, place) for slug, value, place in _items(*themes, folder / "themes.yaml")]
    for path, (plain, node) in sources.items():
        source = _source(path.stem, plain, _place(path, node))
        records.sources.append(source)
        entry_nodes = _child(node, "entry").value
        records.entries += [
            _entry(source.id, value, _place(path, each))
            for value, each in zip(plain["entry"], entry_nodes, strict=True)
        ]
    for path, (plain, node) in cards.items():
        for slug, value, place in _items(plain, node, path):
            records.concepts.append(_concept(slug, value, place))
    return records


def read_yaml(path: Path) -> tuple[Any, yaml.Node]:
    """Read one YAML file as plain dicts, lists and strings, together with its nodes.

    :raises RecordsError: if it is unreadable, no UTF-8, holds tabs, is no YAML, or repeats a key
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RecordsError([Problem(str(path), 0, f"not UTF-8 (byte {error.start}); save it as UTF-8")]) from None
    except OSError as error:
        raise RecordsError([Problem(str(path), 0, f"cannot be read: {error.strerror}")]) from None
    tabs = [
        number for number, line in enumerate(text.splitlines(), 1) if "\t" in line[: len(line) - len(line.lstrip())]
    ]
    if tabs:
        raise RecordsError(
            [Problem(str(path), number, "a tab in the indentation; YAML wants spaces") for number in tabs]
        )
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise RecordsError([Problem(str(path), mark.line + 1 if mark else 0, f"not YAML: {what}")]) from None
    except yaml.YAMLError as error:
        raise RecordsError([Problem(str(path), 0, f"not YAML: {error}")]) from None
    if node is None:
        raise RecordsError([Problem(str(path), 0, "empty")])
    repeated: list[Problem] = []
    plain = _plain(node, str(path), repeated)
    if repeated:
        raise RecordsError(repeated)
    return plain, node


def _plain(node: yaml.Node, path: str, repeated: list[Problem]) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, path, repeated) for each in node.value]
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in found:
            repeated.append(Problem(path, key.start_mark.line + 1, f"{name!r} stands here a second time"))
        found[name] = _plain(value, path, repeated)
    return found


@cache
def _validator(schema: str) -> Any:
    import jsonschema_rs

    text = (data_dir() / "ontology" / "schema" / f"{schema}.json").read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(json.loads(text))


def _file(path: Path, schema: str, problems: list[Problem]) -> tuple[Any, Any]:
    """Read one file and check it against its schema, adding what is wrong to ``problems``."""
    try:
        plain, node = read_yaml(path)
    except RecordsError as error:
        problems += error.problems
        return None, None
    for complaint in _validator(schema).iter_errors(plain):
        problems += _explain(str(path), node, complaint)
    return plain, node


def _explain(path: str, node: yaml.Node, error: Any) -> Iterable[Problem]:
    """Say a schema's complaint in the words of a records' author, at the line of the key it is about."""
    steps = list(error.instance_path)
    where = "/".join(str(step) for step in steps) or "the file"
    kind = type(error.kind).__name__
    if "AdditionalProperties" in kind or "UnevaluatedProperties" in kind:
        known = _known_keys(error)
        for name in error.kind.unexpected:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known keys: {', '.join(known)}" if known else ""
            yield Problem(path, _line(node, [*steps, name]), f"{where}: unknown key {name!r}{hint}")
        return
    if "Required" in kind:
        yield Problem(path, _line(node, steps), f"{where}: the key {error.kind.property!r} is missing")
    elif "FalseSchema" in kind:
        owner = (
            "a withdrawn concept"
            if steps[-1:] in (["broader"], ["related"], ["theme"])
            else "an entry whose text is missing"
        )
        yield Problem(path, _line(node, steps), f"{where}: {owner} has no {steps[-1]!r}")
    elif "PropertyNames" in kind:
        for name in error.instance:
            if not re.fullmatch(_SLUG, name):
                yield Problem(
                    path,
                    _line(node, [*steps, name]),
                    f"{where}: {name!r} is no slug: small ASCII letters, digits and hyphens",
                )
    elif "Pattern" in kind:
        yield Problem(
            path, _line(node, steps), f"{where}: {str(error.instance)[:60]!r} is not of the form {error.kind.pattern}"
        )
    elif "Enum" in kind:
        yield Problem(
            path,
            _line(node, steps),
            f"{where}: {str(error.instance)[:60]!r} is none of {', '.join(map(str, error.kind.options))}",
        )
    elif "Type" in kind:
        wanted = {"object": "a mapping", "array": "a list", "string": "text"}.get(
            str(error.kind.types[0]), str(error.kind.types)
        )
        extra = (
            " by language (fr:, en:)"
            if steps and str(steps[-1]).endswith(("Label", "Note", "definition", "reason", "divergence"))
            else ""
        )
        yield Problem(path, _line(node, steps), f"{where}: must be {wanted}{extra}")
    else:
        yield Problem(path, _line(node, steps), f"{where}: {error.message[:160]}")


def _known_keys(error: Any) -> list[str]:
    """Find the keys that the schema at fault allows, from the error's own path into it."""
    schema: Any = None
    for name in ("scheme", "themes", "source", "concepts"):
        text = json.loads((data_dir() / "ontology" / "schema" / f"{name}.json").read_text(encoding="utf-8"))
        found = text
        for step in list(error.schema_path)[:-1]:
            found = (
                found.get(step) if isinstance(found, dict) else found[int(step)] if isinstance(found, list) else None
            )
            if isinstance(found, dict) and "$ref" in found:
                found = text["$defs"].get(found["$ref"].rsplit("/", 1)[-1])
            if found is None:
                break
        if isinstance(found, dict) and "properties" in found:
            schema = found
    return sorted(schema["properties"]) if schema else []


def _line(node: yaml.Node, steps: list[Any]) -> int:
    """Give the line of what a path of keys and indices leads to, as far as it leads."""
    line = node.start_mark.line + 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _child(node: Any, name: str) -> Any:
    return next(value for key, value in node.value if key.value == name)


def _place(path: Path, node: Any) -> Place:
    """Give the place of a mapping, with the lines of its keys."""
    return Place(str(path), node.start_mark.line + 1, {key.value: key.start_mark.line + 1 for key, _ in node.value})


def _items(plain: Mapping[str, Any], node: Any, path: Path) -> Iterable[tuple[str, Any, Place]]:
    for key, value in node.value:
        yield key.value, plain[key.value], Place(str(path), key.start_mark.line + 1, _place(path, value).keys)


def parse_segments(text: str) -> tuple[Segment, ...]:
    """Read segments as the records write them: ``12``, ``204-206``, ``208:0-131``, ``208:132-``, by commas.

    :raises ValueError: if a part is none of these
    """
    found: list[Segment] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        line, _, span = part.partition(":")
        if span:
            start, _, end = span.partition("-")
            found.append(Segment(int(line), int(start), int(end) if end else None))
        else:
            first, _, last = line.partition("-")
            found += [Segment(number) for number in range(int(first), int(last or first) + 1)]
    return tuple(found)


def _agent(plain: Mapping[str, Any]) -> Agent:
    return Agent(plain["slug"], plain["name"], plain.get("url", ""), plain.get("email", ""))


def _scheme(plain: Any, _node: Any) -> Scheme:
    return Scheme(
        base=plain["base"],
        title=plain["title"],
        description=plain["description"],
        version=plain["version"],
        created=plain["created"],
        modified=plain["modified"],
        license=plain["license"],
        languages=tuple(plain["languages"]),
        creator=_agent(plain["creator"]),
        history_note=plain.get("historyNote", {}),
        contact=_agent(plain["contact"]) if "contact" in plain else None,
        published=plain.get("published", ""),
        landing_page=plain.get("landingPage", ""),
        data_themes=tuple(plain.get("dataTheme", ())),
    )


def _theme(slug: str, plain: Any, place: Place) -> Theme:
    return Theme(slug, plain["prefLabel"], plain["definition"], place=place)


def _source(name: str, plain: Any, place: Place) -> Source:
    furniture = [
        Furniture(segment, kind)
        for kind, text in plain.get("furniture", {}).items()
        for segment in parse_segments(text)
    ]
    return Source(
        id=name,
        title=plain["title"],
        publisher=_agent(plain["publisher"]),
        citation=plain["citation"],
        page=plain.get("page", ""),
        layout=plain["layout"],
        document=plain["document"],
        furniture=tuple(sorted(furniture, key=lambda item: item.segment.line)),
        description=plain.get("description", {}),
        short_title=plain.get("shortTitle", plain["title"]),
        place=place,
    )


def _entry(source: str, plain: Any, place: Place) -> Entry:
    restatement = plain.get("restatement", {})
    if isinstance(restatement, str):
        restatement = {plain["concept"][0]: restatement}
    return Entry(
        source=source,
        number=plain["number"],
        term=plain["term"],
        heading=parse_segments(plain.get("heading", "")),
        body=parse_segments(plain.get("body", "")),
        fingerprint=plain.get("fingerprint", ""),
        status=Status(plain["status"]),
        concepts=tuple(plain["concept"]),
        restatements=restatement,
        heading_restored="headingRestored" in plain,
        note=plain.get("note", ""),
        place=place,
    )


def _concept(slug: str, plain: Any, place: Place) -> Concept:
    created = plain["created"]
    return Concept(
        slug=slug,
        notation=plain["notation"],
        pref_label=plain["prefLabel"],
        alt_label={tag: tuple(values) for tag, values in plain.get("altLabel", {}).items()},
        hidden_label={tag: tuple(values) for tag, values in plain.get("hiddenLabel", {}).items()},
        definition=plain.get("definition", {}),
        divergence=plain.get("divergence", {}),
        scope_note=plain.get("scopeNote", {}),
        example=plain.get("example", {}),
        editorial_note=plain.get("editorialNote", {}),
        history_note=plain.get("historyNote", {}),
        broader=tuple(_link(slug, "broader", each, place) for each in plain.get("broader", ())),
        related=tuple(_link(slug, "related", each, place) for each in plain.get("related", ())),
        themes=tuple(plain.get("theme", ())),
        created=created,
        modified=plain.get("modified", created),
        deprecated="deprecated" in plain,
        is_replaced_by=tuple(plain.get("isReplacedBy", ())),
        shared_label=plain.get("sharedLabel", {}),
        decision=tuple(plain.get("decision", ())),
        stays=plain.get("stays", {}),
        place=place,
    )


def _link(slug: str, kind: str, plain: Any, place: Place) -> Link:
    return Link(
        subject=slug,
        kind=kind,
        object=plain["concept"],
        reason=plain["reason"],
        type=BroaderType(plain["type"]) if kind == "broader" else None,
        entries=tuple(plain.get("entry", ())),
        place=place,
    )

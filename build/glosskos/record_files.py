"""A file of the records: YAML to plain data with the lines of its nodes, checked against its JSON Schema.

Files are composed to YAML nodes once (libyaml); every scalar is read as a string, so that ``031`` stays ``031`` and ``NO``
stays ``NO``. The JSON Schemas in ``ontology/schema`` check the shape.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from glosskos.errors import Problem, RecordsError
from glosskos.locator import data_dir

__all__ = ["read_file", "read_yaml"]

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


def read_file(path: Path, schema: str, problems: list[Problem]) -> tuple[Any, Any]:
    """Read one file and check it against its schema, adding what is wrong to ``problems``.

    :param schema: the name of one in ``ontology/schema``
    :returns: as :func:`read_yaml`; None and None where the file cannot be read
    """
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
        last = str(steps[-1]) if steps else ""
        extra = (
            " by language (fr:, en:)"
            if last.endswith(("Label", "Note", "definition", "reason", "divergence"))
            else " from concept to text: the entry is filed under several"
            if last == "restatement" and wanted == "a mapping"
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

"""Runs in OpenMetadata's environment: every row of a CSV through its own models; prints the terms, or what a row is refused for."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import logging
import sys
import types
from pathlib import Path


def split(field):
    return [item for row in csv.reader(io.StringIO(field, newline=""), delimiter=";") for item in row] if field else []


def main(path, glossary):
    logging.disable()
    # The package's __init__ imports most of the server's libraries; the models need none of them.
    bare = types.ModuleType("metadata")
    bare.__path__ = list(importlib.util.find_spec("metadata").submodule_search_locations)
    sys.modules["metadata"] = bare
    from metadata.generated.schema.api.data.createGlossaryTerm import CreateGlossaryTermRequest
    from metadata.generated.schema.type.status import EntityStatus
    from metadata.generated.schema.type.termRelation import TermRelation  # noqa: F401 - relations have a model of their own

    terms, refused = [], []
    with Path(path).open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            relations = [item.partition(":") for item in split(row["relatedTerms"])]
            references = split(row["references"])
            try:
                term = CreateGlossaryTermRequest(
                    glossary=glossary,
                    parent=row["parent"] or None,
                    name=row["name*"],
                    displayName=row["displayName"],
                    description=row["description"],
                    synonyms=split(row["synonyms"]) or None,
                    relatedTerms=[fqn for _, _, fqn in relations] or None,
                    references=[
                        {"name": name, "endpoint": url}
                        for name, url in zip(references[::2], references[1::2], strict=True)
                    ],
                )
                status = EntityStatus(row["glossaryStatus"]).value
            except Exception as error:
                refused.append(f"row {number}: {error}")
                continue
            terms.append(
                {
                    "fqn": f"{row['parent'] or glossary}.{term.name.root}",
                    "parent": term.parent.root if term.parent else "",
                    "name": term.name.root,
                    "displayName": term.displayName,
                    "description": term.description.root,
                    "synonyms": [each.root for each in term.synonyms or ()],
                    "relations": [[kind, fqn] for kind, _, fqn in relations],
                    "references": [[each.name, str(each.endpoint)] for each in term.references or ()],
                    "status": status,
                }
            )
    json.dump({"terms": terms, "refused": refused}, sys.stdout)


main(*sys.argv[1:])

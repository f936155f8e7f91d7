"""OpenMetadata: the CSV that its glossary import reads.

The name of a term is its identifier, so that its fully qualified name does not change with a label; the label is the display name. A row
is read after those that it points to: parents first, then every other broader concept, and a related link stands on the later of its two
rows, since OpenMetadata keeps it on both terms.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from glosskos.exporters.base import Exporter, ExportError, carried, dropped, flattened
from glosskos.flat import Flat

__all__ = ["COLUMNS", "EXPORTER", "joined", "rows"]

COLUMNS = (
    "parent", "name*", "displayName", "description", "synonyms", "relatedTerms", "references", "tags", "reviewers", "owner",
    "glossaryStatus", "color", "iconURL", "extension",
)  # fmt: skip
_LONGEST_NAME = 256
_LONGEST_FQN = 3072
_OTHER_NAMES = {"fr": "Autres noms", "en": "Other names"}


def joined(items: Iterable[str]) -> str:
    """Join the items of a list field: semicolons between them, quotes round those that hold a separator, a quote or a line break."""
    return ";".join(
        '"' + item.replace('"', '""') + '"' if re.search(r'[,;"\r\n]|^\s|\s$', item) else item for item in items
    )


def _can_be_synonym(name: str) -> bool:
    """Tell whether OpenMetadata takes a name: up to 256 characters, no dot, no two colons, one line."""
    return 0 < len(name) <= _LONGEST_NAME and "." not in name and "::" not in name and not re.search(r"[\r\n]", name)


def in_order(flat: Flat) -> list[str]:
    """Give the concepts in force, each after its parent, and after its other broader concepts as far as there is no cycle."""
    order: dict[str, None] = {}
    deferred: set[str] = (
        set()
    )  # in a cycle: reached from below before their parent, they wait for their place in the tree
    for _, start in flat.tree():
        deferred.discard(start)  # its parent has had its turn
        todo = [start]
        while todo:
            slug = todo[-1]
            parent = flat.parents.get(slug, slug)
            if slug in order:
                todo.pop()
            elif parent != slug and parent not in order:
                if parent in todo or parent in deferred:
                    deferred.add(todo.pop())
                else:
                    todo.append(parent)
            else:
                above = {link.object for link in flat.broader(slug)} - order.keys() - deferred - set(todo)
                if above:
                    todo.append(flat.sorted(above)[0])
                else:
                    order[todo.pop()] = None
    return list(order)


def fqn(slug: str, flat: Flat) -> str:
    """Give a concept's fully qualified name: the glossary's, then those of the path down to it."""
    return ".".join([flat.glossary_id, *(flat.ids[step] for step in flat.path(slug))])


def rows(flat: Flat) -> list[dict[str, str]]:
    """Give one row a concept, keyed by :data:`COLUMNS`; withdrawn concepts last."""
    order = in_order(flat)
    place = {slug: number for number, slug in enumerate(order)}
    found = []
    for slug in order:
        relations = [
            f"broader:{fqn(link.object, flat)}"
            for link in flat.broader(slug)
            if link.object != flat.parents.get(slug) and place[link.object] < place[slug]
        ]
        relations += [f"relatedTo:{fqn(other, flat)}" for other, _ in flat.related(slug) if place[other] < place[slug]]
        above = flat.parents.get(slug)
        found.append(_row(slug, flat, fqn(above, flat) if above else "", relations, "Approved"))
    found += [_row(slug, flat, "", [], "Deprecated") for slug in flat.sorted(flat.withdrawn)]
    return found


def _row(slug: str, flat: Flat, parent: str, relations: list[str], status: str) -> dict[str, str]:
    concept = flat.thesaurus.concepts[slug]
    full = f"{parent or flat.glossary_id}.{flat.ids[slug]}"
    if len(full) > _LONGEST_FQN:
        raise ExportError(
            f"openmetadata: the path of {flat.name(slug)!r} has {len(full)} characters, {_LONGEST_FQN} at most"
        )
    names = list(dict.fromkeys(each for values in flat.other_names(slug).values() for each in values))
    kept = [name for name in names if _can_be_synonym(name)]
    text = flat.definition(slug)
    if left := [name for name in names if name not in kept]:
        text += f"\n\n**{_OTHER_NAMES[flat.spoken]}**{flat.words['colon']}{' · '.join(left)}"
    notes = flat.thesaurus.notes[slug]
    sources = [
        flat.thesaurus.sources[each]
        for each in dict.fromkeys(note.source for note in notes)
        if each in flat.thesaurus.sources
    ]
    references = [("skos:Concept" + (f" {concept.notation}" if concept.notation else ""), flat.iri(slug))]
    references += [(source.title, source.page) for source in sources if source.page]
    return {
        **dict.fromkeys(COLUMNS, ""),
        "parent": parent,
        "name*": flat.ids[slug],
        "displayName": flat.name(slug),
        "description": text,
        "synonyms": joined(kept),
        "relatedTerms": joined(relations),
        "references": joined(each for pair in references for each in pair),
        "glossaryStatus": status,
    }


def _write(flat: Flat, folder: Path) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(flat))
    # No byte-order mark: it would become part of the first column's name.
    (folder / EXPORTER.files[0]).write_text(out.getvalue(), encoding="utf-8", newline="")


EXPORTER = Exporter(
    name="openmetadata",
    media_type="text/csv",
    suffix=".csv",
    write=_write,
    title="OpenMetadata glossary import",
    files=("openmetadata.csv",),
    use="""\
Create a glossary whose *name* is `{glossary}` (its display name is yours to choose), then **Import** on its page, or:

```sh
curl -X PUT -H "Authorization: Bearer $TOKEN" -H 'Content-Type: text/plain' --data-binary @openmetadata.csv \\
  "$SERVER/api/v1/glossaries/name/{glossary}/import?dryRun=false"
```

- A term's name is the concept's identifier and its label is the display name: fully qualified names stay when a label changes, and the
  next import updates the same terms. (One that moves in the tree gets another fully qualified name: `glosskos diff` names it.)
- Terms in force are `Approved`, since OpenMetadata relates no others; withdrawn ones are `Deprecated`.
- The import replaces what the file has columns for, and empty columns too: reviewers, owners and tags that were given by hand.
- The file is for the import, not for a spreadsheet: cells stand as they are, even those that begin with `=`.""",
    carries={
        "iri": carried("first pair of `references`"),
        "notation": carried("name of the first pair of `references`"),
        "prefLabel": carried("`displayName`"),
        "prefLabel-other": flattened("`synonyms`"),
        "altLabel": flattened(
            "`synonyms`, without language; those with a dot or over 256 characters at the end of `description`"
        ),
        "hiddenLabel": dropped("synonyms are shown, hidden labels are not meant to be"),
        "definition": flattened("beginning of `description`"),
        "definition-other": dropped("`description` is in one language"),
        "sourced-definition": flattened("`description`, a paragraph each"),
        "citation": flattened("`description`, a link under each paragraph; pages of the sources in `references` too"),
        "status": flattened("`description`, behind the source's name"),
        "entry-without-definition": dropped("they say nothing of the concept"),
        "divergence": flattened("`description`, after the sources"),
        "divergence-other": dropped("`description` is in one language"),
        "scopeNote": flattened("`description`, at the end"),
        "example": flattened("`description`, at the end"),
        "editorialNote": dropped("for editors"),
        "historyNote": flattened("`description` of a withdrawn concept; for editors elsewhere"),
        "broader": carried("`parent`"),
        "broader-other": carried("`relatedTerms`, `broader:`"),
        "broader-type": dropped("a place in the tree has no kind"),
        "narrower": carried("`parent` or `broader:` of the narrower term's row"),
        "related": carried("`relatedTerms`, `relatedTo:`, on the later of the two rows"),
        "reason": dropped("OpenMetadata's relations have no text"),
        "theme": dropped("`tags` must exist on the server beforehand"),
        "created": dropped("OpenMetadata keeps dates of its own"),
        "modified": dropped("OpenMetadata keeps dates of its own"),
        "withdrawn": carried("`glossaryStatus` is `Deprecated`"),
        "isReplacedBy": flattened("`description` of the withdrawn concept"),
        "scheme-title": dropped("the glossary exists before the import"),
        "version": dropped("the glossary exists before the import"),
        "license": dropped("the glossary exists before the import"),
    },
)

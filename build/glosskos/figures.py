"""The thesaurus in figures: sources by entries, concepts by number of sources, labels, links by kind (README, ``report.md``)."""

from __future__ import annotations

from collections import Counter

from glosskos.model import BroaderType, Status, Thesaurus

__all__ = ["coverage", "figures"]


def coverage(thesaurus: Thesaurus) -> list[dict[str, str | int]]:
    """Give a row a source: its entries by status, the concepts it has a say on, and those that only it has."""
    sources_of = {slug: {entry.source for entry in entries} for slug, entries in thesaurus.entries_of.items()}
    rows: list[dict[str, str | int]] = []
    for source in thesaurus.sources.values():
        entries = [entry for entry in thesaurus.entries.values() if entry.source == source.id]
        status = Counter(entry.status for entry in entries)
        own = [slug for slug, sources in sources_of.items() if source.id in sources]
        rows.append(
            {
                "source": source.publisher.name,
                "entries": len(entries),
                **{str(each): status[each] for each in Status},
                "concepts": len(own),
                "only here": sum(len(sources_of[slug]) == 1 for slug in own),
            }
        )
    return rows


def figures(thesaurus: Thesaurus) -> str:
    """Give two Markdown tables: coverage by source, and the thesaurus in numbers."""
    rows = coverage(thesaurus)
    names = list(rows[0])
    total = {name: sum(int(row[name]) for row in rows) for name in names[1:]}
    lines = ["| " + " | ".join(names) + " |", "| --- |" + " ---: |" * (len(names) - 1)]
    lines += ["| " + " | ".join(str(row[name]) for name in names) + " |" for row in rows]
    lines.append("| all | " + " | ".join("" if name == "concepts" else str(total[name]) for name in names[1:]) + " |")
    lines += ["", "| the thesaurus | |", "| --- | ---: |"]
    lines += [f"| {name} | {value} |" for name, value in _numbers(thesaurus).items()]
    return "\n".join(lines) + "\n"


def _numbers(thesaurus: Thesaurus) -> dict[str, int]:
    concepts = thesaurus.concepts.values()
    by_sources = Counter(min(3, len({entry.source for entry in entries})) for entries in thesaurus.entries_of.values())
    types = Counter(link.type for concept in concepts for link in concept.broader)

    def labels(language: str) -> int:
        return sum(len(concept.labels(language)) for concept in concepts)

    return {
        "concepts": len(thesaurus.concepts),
        "… with three sources or more": by_sources[3],
        "… with two sources": by_sources[2],
        "… with one source": by_sources[1],
        "… without entry (they hold the hierarchy together)": by_sources[0],
        "top concepts": len(thesaurus.top_concepts),
        "levels": max(len(path) for slug in thesaurus.concepts for path in thesaurus.paths_up(slug)),
        "themes": len(thesaurus.themes),
        "sourced definitions": len(thesaurus.definitions),
        "French labels": labels("fr"),
        "English labels": labels("en"),
        "broader links, generic": types[BroaderType.GENERIC],
        "broader links, partitive": types[BroaderType.PARTITIVE],
        "broader links, of instance": types[BroaderType.INSTANTIAL],
        "related links": sum(len(concept.related) for concept in concepts),
        "divergences": sum(bool(concept.divergence) for concept in concepts),
    }

"""The measures of the network, for people and for programs (``glosskos graph --stats``)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from glosskos.model import Thesaurus, pick
from glosskos.neighbourhood.network import Measures
from glosskos.tables import table

__all__ = ["REPORTS", "report_of"]

_MOST = 15
_LISTED = 12
_BAR = 40
Label = Callable[[str], str]


def report_of(thesaurus: Thesaurus, found: Measures, form: str, language: str = "fr") -> str:
    """Give the measures in one form.

    :param form: ``table``, ``json`` (everything) or ``csv`` (a row a concept: its measures, cluster and part)
    :param language: of labels
    :raises KeyError: if there is no such form
    """

    def label(slug: str) -> str:
        return pick(thesaurus.concepts[slug].pref_label, language) or slug

    def theme(slug: str) -> str:
        return pick(thesaurus.themes[slug].pref_label, language) or slug

    return REPORTS[form](found, label, theme)


def _as_json(found: Measures, label: Label, theme: Label) -> str:
    return json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"


def _as_csv(found: Measures, label: Label, theme: Label) -> str:
    cluster = {slug: at for at, each in enumerate(found.clusters, 1) for slug in each.members}
    part = {slug: at for at, slugs in enumerate(found.parts, 1) for slug in slugs}
    cuts = set(found.articulation)
    rows = [
        {
            "concept": each.concept,
            "prefLabel": label(each.concept),
            "degree": each.degree,
            "betweenness": each.betweenness,
            "pagerank": each.pagerank,
            "cluster": cluster.get(each.concept, ""),
            "part": part[each.concept],
            "articulation": str(each.concept in cuts).lower(),
        }
        for each in found.central
    ]
    return table(
        rows, "csv", ["concept", "prefLabel", "degree", "betweenness", "pagerank", "cluster", "part", "articulation"]
    )


def _as_table(found: Measures, label: Label, theme: Label) -> str:
    sections = [
        ("Network", _summary(found)),
        ("Distances between two concepts, in steps", _histogram(found)),
        (f"Central concepts: the first {_MOST} by betweenness", _central(found, label)),
        (f"Clusters (Louvain method, modularity {found.modularity})", _clusters(found, label)),
        ("Themes by cohesion: share of the ends of their concepts' links that stay inside", _cohesion(found, theme)),
        (
            "Bridges: links whose loss cuts the network",
            _named((f"{label(a)} — {label(b)}" for a, b in found.bridges), len(found.bridges)),
        ),
        (
            "Articulation: concepts whose loss cuts the network",
            _named(map(label, found.articulation), len(found.articulation)),
        ),
        (
            "Parts beside the largest",
            _named((", ".join(map(label, part)) for part in found.parts[1:]), len(found.parts) - 1),
        ),
    ]
    return "\n".join(f"{heading}\n{'─' * len(heading)}\n{body}" for heading, body in sections if body)


def _summary(found: Measures) -> str:
    facts = {
        "concepts": found.concepts,
        "links": found.links,
        "links a concept, on average": round(2 * found.links / found.concepts, 2) if found.concepts else 0,
        "density": found.density,
        "parts (connected components)": len(found.parts),
        "diameter": found.diameter,
        "mean distance": found.mean_distance,
        "bridges": len(found.bridges),
        "articulation concepts": len(found.articulation),
    }
    return "".join(f"{name:30}{value:>10}\n" for name, value in facts.items())


def _histogram(found: Measures) -> str:
    most = max(found.distances.values(), default=0)
    return "".join(
        f"{steps:>4}{pairs:>10}  {'█' * max(1, round(_BAR * pairs / most))}\n"
        for steps, pairs in found.distances.items()
    )


def _central(found: Measures, label: Label) -> str:
    return table(
        [
            {
                "concept": label(each.concept),
                "betweenness": f"{each.betweenness:.4f}",
                "degree": each.degree,
                "pagerank": f"{each.pagerank:.5f}",
            }
            for each in found.central[:_MOST]
        ]
    )


def _clusters(found: Measures, label: Label) -> str:
    return table(
        [
            {
                "cluster": at,
                "concepts": len(each.members),
                "inside": each.inside,
                "outside": each.outside,
                "about": ", ".join(map(label, each.members[:4])),
            }
            for at, each in enumerate(found.clusters, 1)
        ]
    )


def _cohesion(found: Measures, theme: Label) -> str:
    return table(
        [
            {
                "theme": theme(each.theme),
                "concepts": each.members,
                "inside": each.inside,
                "outside": each.outside,
                "share inside": f"{each.share:.2f}",
                "density": f"{each.density:.3f}",
                "parts": each.parts,
            }
            for each in found.cohesion
        ]
    )


def _named(names: Iterator[str], count: int) -> str:
    """Give a line each, and how many more there are."""
    shown = [name for name, _ in zip(names, range(_LISTED), strict=False)]
    more = [f"… and {count - len(shown)} more (--format json has all)"] if count > len(shown) else []
    return "".join(f"{line}\n" for line in [*shown, *more])


REPORTS: dict[str, Callable[[Measures, Label, Label], str]] = {"table": _as_table, "json": _as_json, "csv": _as_csv}

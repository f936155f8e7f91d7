"""Rows as a table for people, as CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["table"]

_WIDEST = 60


def table(rows: Sequence[Mapping[str, Any]], style: str = "table", names: Sequence[str] = ()) -> str:
    """Give rows as a table for people, as CSV, as JSON or as Markdown.

    :param style: ``table``, ``csv``, ``json`` or ``md``
    :param names: the columns, where there may be no row to tell them
    """
    if style == "json":
        return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"
    names = list(names) or (list(rows[0]) if rows else [])
    if style == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()
    if style == "md":
        return _markdown(rows, names) if names else ""
    if not rows or not names:  # a row of no columns has nothing to show
        return ""
    cells = [names, *([str(row[name]) for name in names] for row in rows)]
    wrapped = [[_lines(cell) for cell in row] for row in cells]
    widths = [max(len(line) for row in wrapped for line in row[at]) for at in range(len(names))]
    lines = []
    for row in wrapped:
        for at in range(max(map(len, row))):
            parts = ((cell[at] if at < len(cell) else "").ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append("  ".join(parts).rstrip())
    return "\n".join(lines) + "\n"


def _lines(cell: str) -> list[str]:
    """Give a cell as lines that are not too long; a word stays whole, however long."""
    shown = "".join(each if each.isprintable() or each.isspace() else "�" for each in cell)  # no command to a terminal
    return textwrap.wrap(" ".join(shown.split()), _WIDEST, break_long_words=False, break_on_hyphens=False) or [""]


def _markdown(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    def cell(value: object) -> str:
        return " ".join(str(value).replace("\\", "\\\\").replace("|", "\\|").split())

    return (
        "\n".join(
            [line(names), line(["---"] * len(names)), *(line([cell(row[name]) for name in names]) for row in rows)]
        )
        + "\n"
    )

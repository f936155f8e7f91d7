"""Reports of findings: Turtle (a ``sh:ValidationReport``), JSON, HTML, Markdown, text for the terminal, annotations for GitHub."""

from __future__ import annotations

from glosskos.validation.reports.data import as_json, as_turtle
from glosskos.validation.reports.html import as_html
from glosskos.validation.reports.plain import as_github, as_markdown, as_text

__all__ = ["REPORTS", "as_github", "as_html", "as_json", "as_markdown", "as_text", "as_turtle"]

REPORTS = {"ttl": as_turtle, "json": as_json, "html": as_html, "md": as_markdown}

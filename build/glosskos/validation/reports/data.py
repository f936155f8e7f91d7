"""Reports for programs: Turtle and JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from glosskos.terms import iri, literal
from glosskos.validation.catalogue import solution_of
from glosskos.validation.findings import Finding, Report

__all__ = ["as_json", "as_turtle"]

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]*')


def as_turtle(report: Report) -> str:
    """Give a ``sh:ValidationReport``; results are blank nodes in the order of the findings, known ones included."""
    lines = [
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix sh: <http://www.w3.org/ns/shacl#> .",
        "",
        "[] a sh:ValidationReport ;",
    ]
    lines.append(f"    sh:conforms {'false' if report.findings else 'true'}" + (" ;" if report.findings else " ."))
    if report.findings:
        lines.append("    sh:result " + " ,\n        ".join(_result(each) for each in report.findings) + " .")
    return "\n".join(lines) + "\n"


def _result(finding: Finding) -> str:
    parts = [
        "a sh:ValidationResult",
        f"sh:resultSeverity sh:{finding.severity}",
        f"sh:sourceShape {iri(finding.shape)}",
    ]
    parts.append(f"sh:focusNode {_focus(finding.focus)}")
    parts.append("sh:sourceConstraintComponent <https://w3id.org/glosskos/ns#Check>")
    if finding.path:
        parts.append(f"sh:resultPath <{finding.path}>")
    if finding.value:
        parts.append(f"sh:value {finding.value}")
    parts += [f"sh:resultMessage {literal(text, language)}" for language, text in finding.message]
    if finding.detail:
        parts.append(f"rdfs:comment {literal(finding.detail)}")
    return "[ " + " ; ".join(parts) + " ]"


def _focus(focus: str) -> str:
    """Give a focus node as Turtle: a blank node, an IRI, or, where a literal stands in the place of a node, that."""
    if focus.startswith("_:"):
        return focus
    return f"<{focus}>" if _IRI.fullmatch(focus) else literal(focus)


def as_json(report: Report) -> str:
    """Give the report as one JSON object; with a baseline, each finding says whether it is known, and what is gone is listed."""
    plain: dict[str, Any] = {
        "checked": dict(report.checked),
        "count": report.count(),
        "findings": [_plain(each, report) for each in report.findings],
    }
    if report.known or report.gone:
        plain["known"] = len(report.known)
        plain["gone"] = [
            {"shape": each.shape, "focus": each.focus, "path": each.path, "value": each.value} for each in report.gone
        ]
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _plain(finding: Finding, report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {
        "severity": finding.severity, "shape": finding.shape, "focus": finding.focus, "path": finding.path,
        "value": finding.value, "message": dict(finding.message), "detail": finding.detail, "place": finding.place,
        "solution": solution_of(finding.shape),
    }  # fmt: skip
    if report.known:
        found["known"] = finding in report.known
    return found

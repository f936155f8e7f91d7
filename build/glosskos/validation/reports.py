"""Reports of findings: Turtle (a ``sh:ValidationReport``), JSON, HTML, Markdown, and text for the terminal."""

from __future__ import annotations

import html
import json
import re

from glosskos.terms import iri, literal
from glosskos.validation.findings import Finding, Report, short

__all__ = ["REPORTS", "as_html", "as_json", "as_markdown", "as_text", "as_turtle"]

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]*')


def as_turtle(report: Report) -> str:
    """Give a ``sh:ValidationReport``; results are blank nodes in the order of the findings."""
    lines = ["@prefix sh: <http://www.w3.org/ns/shacl#> .", "", "[] a sh:ValidationReport ;"]
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
    return "[ " + " ; ".join(parts) + " ]"


def _focus(focus: str) -> str:
    """Give a focus node as Turtle: a blank node, an IRI, or, where a literal stands in the place of a node, that."""
    if focus.startswith("_:"):
        return focus
    return f"<{focus}>" if _IRI.fullmatch(focus) else literal(focus)


def as_json(report: Report) -> str:
    """Give the report as one JSON object."""
    findings = [
        {
            "severity": each.severity, "shape": each.shape, "focus": each.focus, "path": each.path, "value": each.value,
            "message": dict(each.message), "place": each.place,
        }
        for each in report.findings
    ]  # fmt: skip
    plain = {"checked": dict(report.checked), "count": report.count(), "findings": findings}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _summary(report: Report) -> str:
    names = (("Violation", "violation"), ("Warning", "warning"), ("Info", "information"))
    counts = report.count()
    return ", ".join(
        f"{counts[key]} {name}{'s' if counts[key] != 1 and name != 'information' else ''}" for key, name in names
    )


def as_text(report: Report) -> str:
    """Give the report for a terminal: grouped by check, counted, each finding on a line with its place first."""
    lines = []
    for shape, findings in report.grouped():
        lines.append(f"{findings[0].severity}: {findings[0].text()} [{short(shape)}, {len(findings)}]")
        lines += [
            f"  {each.place + ': ' if each.place else ''}{short(each.focus)}{' ' + each.value if each.value else ''}"
            for each in findings
        ]
    return "\n".join([*lines, _summary(report)]) + "\n"


def as_markdown(report: Report) -> str:
    """Give the report as Markdown."""
    lines = [
        "# Report",
        "",
        *(f"- {key}: {value}" for key, value in report.checked),
        f"- findings: {_summary(report)}",
        "",
    ]
    for shape, findings in report.grouped():
        lines += [f"## {findings[0].severity}: {findings[0].text()}", "", f"`{short(shape)}`, {len(findings)}", ""]
        lines += [
            f"- <{each.focus}>{' `' + each.value + '`' if each.value else ''}{' — ' + each.place if each.place else ''}"
            for each in findings
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


_STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc}"
    ".Violation{color:#a40000}.Warning{color:#7a5200}code{font-size:.85em;overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}.Violation{color:#ff8a80}.Warning{color:#ffd180}}"
)


def as_html(report: Report) -> str:
    """Give the report as one HTML page that needs nothing else."""
    rows = []
    for shape, findings in report.grouped():
        for each in findings:
            cells = (each.severity, each.text(), short(each.focus), each.value, each.place, short(shape))
            wrapped = "".join(
                f"<td>{f'<code>{html.escape(cell)}</code>' if at > 1 else html.escape(cell)}</td>"
                for at, cell in enumerate(cells)
            )
            rows.append(f'<tr class="{each.severity}">{wrapped}</tr>')
    facts = "".join(f"<li>{html.escape(key)}: {html.escape(value)}</li>" for key, value in report.checked)
    head = (
        "<tr>"
        + "".join(f"<th scope=col>{name}</th>" for name in ("Severity", "Finding", "About", "Value", "Place", "Check"))
        + "</tr>"
    )
    table = f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>" if rows else "<p>No findings.</p>"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Report</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
        f"<body><h1>Report</h1><ul>{facts}<li>findings: {_summary(report)}</li></ul>\n{table}</body></html>\n"
    )


REPORTS = {"ttl": as_turtle, "json": as_json, "html": as_html, "md": as_markdown}

"""The report as one page: a table a check, filters that need a script, and everything readable without it.

The page names the only style and the only script it may run by their hashes (Content-Security-Policy), and loads nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html

from glosskos.validation.catalogue import solution_of
from glosskos.validation.findings import SEVERITIES, Finding, Report, short
from glosskos.validation.reports.plain import summary

__all__ = ["as_html"]

_STYLE = (
    ":root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--line:#c8c8c8;--soft:#f3f3f3;--bad:#a40000;--warn:#7a5200;--info:#1f4e79}"
    "@media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;--line:#4a4a4a;--soft:#222;--bad:#ff8a80;--warn:#ffd180;--info:#90caf9}}"
    "body{font:16px/1.5 Georgia,serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:var(--ink);background:var(--paper)}"
    "form{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center;border:1px solid var(--line);padding:.75rem 1rem;margin:1rem 0}"
    "fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}legend{float:left;margin-right:1rem;padding:0}"
    "input,select{font:inherit;color:inherit;background:var(--paper);max-width:100%}input[type=search]{min-width:16rem}"
    "section{margin:1.5rem 0}h2{font-size:1.1rem;margin:0}h2 b{font-weight:inherit}.note{margin:.2rem 0 .5rem}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}caption{text-align:left}"
    "td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}thead th{background:var(--soft)}"
    ".Violation b{color:var(--bad)}.Warning b{color:var(--warn)}.Info b{color:var(--info)}"
    "code{font:.85em/1.4 ui-monospace,monospace;overflow-wrap:anywhere}"
    ":focus-visible{outline:3px solid var(--info);outline-offset:2px}[hidden]{display:none!important}"
)
_SCRIPT = (
    "(function(){'use strict';var form=document.getElementById('filters');if(!form)return;form.hidden=false;"
    "var said=document.getElementById('shown');function apply(){var want=form.elements.text.value.toLowerCase(),check=form.elements.check.value,"
    "left=0;document.querySelectorAll('section[data-check]').forEach(function(part){var any=0,"
    "on=form.elements[part.dataset.severity].checked&&(!check||check===part.dataset.check);"
    "part.querySelectorAll('tbody tr').forEach(function(row){var show=on&&row.textContent.toLowerCase().indexOf(want)>=0;row.hidden=!show;"
    "if(show)any++;});part.hidden=!any;left+=any;});said.textContent=left+' shown';}"
    "form.addEventListener('input',apply);form.addEventListener('submit',function(event){event.preventDefault();});apply();})();"
)


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


_POLICY = (
    f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; base-uri 'none'; form-action 'none'"
)


def as_html(report: Report) -> str:
    """Give the report as one HTML page that needs nothing else."""
    groups = report.grouped()
    facts = "".join(f"<li>{html.escape(key)}: {html.escape(value)}</li>" for key, value in report.checked)
    body = "\n".join(_section(shape, findings) for shape, findings in groups) or "<p>No findings.</p>"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Report</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>\n'
        f"<body><main><h1>Report</h1><ul>{facts}<li>findings: {summary(report)}</li></ul>\n{_filters(groups)}{body}\n{_gone(report)}</main>"
        f"<script>{_SCRIPT}</script></body></html>\n"
    )


def _filters(groups: list[tuple[str, list[Finding]]]) -> str:
    """Give the form that the script shows; without it all findings stand."""
    if not groups:
        return ""
    boxes = "".join(f'<label><input type="checkbox" name="{each}" checked> {each}</label>' for each in SEVERITIES)
    names = "".join(f"<option>{html.escape(short(shape))}</option>" for shape, _ in groups)
    return (
        '<form id="filters" hidden role="search" aria-label="Filter the findings">'
        f"<fieldset><legend>Severity</legend>{boxes}</fieldset>"
        f'<label>Check <select name="check"><option value="">all</option>{names}</select></label>'
        '<label>Text <input type="search" name="text" autocomplete="off"></label>'
        '<output id="shown" aria-live="polite"></output></form>\n'
    )


def _section(shape: str, findings: list[Finding]) -> str:
    first, name = findings[0], html.escape(short(shape))
    solution = solution_of(shape)
    todo = f'<p class="note">To do: {html.escape(solution)}</p>' if solution else ""
    head = "".join(f'<th scope="col">{each}</th>' for each in ("About", "Value", "Detail", "Place"))
    french = f' <span lang="fr">{html.escape(first.text("fr"))}</span>' if "fr" in dict(first.message) else ""
    return (
        f'<section class="{first.severity}" data-severity="{first.severity}" data-check="{name}" aria-label="{name}">'
        f"<h2><b>{first.severity}</b>: {html.escape(first.text())}</h2>"
        f'<p class="note"><code>{name}</code>, {len(findings)}.{french}</p>{todo}'
        f'<div class="scroll" tabindex="0" role="region" aria-label="Findings of {name}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(_row(each) for each in findings)}</tbody></table></div></section>"
    )


def _row(finding: Finding) -> str:
    cells = (short(finding.focus), finding.value, finding.detail, finding.place)
    return "<tr>" + "".join(f"<td>{_cell(cell, at != 2)}</td>" for at, cell in enumerate(cells)) + "</tr>"


def _cell(text: str, code: bool) -> str:
    escaped = html.escape(text)
    return f"<code>{escaped}</code>" if code and text else escaped


def _gone(report: Report) -> str:
    if not report.gone:
        return ""
    items = "".join(
        f"<li><code>{html.escape(short(each.shape))}</code> {html.escape(short(each.focus))}</li>"
        for each in report.gone
    )
    return f"<section><h2>Of the baseline, no longer found</h2><ul>{items}</ul></section>"

"""The report as one page: a table a check, filters that need a script, and everything readable without it.

The page names the only style and the only script it may run by their hashes (Content-Security-Policy), and loads nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
from pathlib import Path

from glosskos.validation.catalogue import solution_of
from glosskos.validation.findings import SEVERITIES, Finding, Report, short, visible
from glosskos.validation.reports.plain import MANY, beyond, summary

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
    ".Violation b,.Violation .level{color:var(--bad)}.Warning b,.Warning .level{color:var(--warn)}.Info b,.Info .level{color:var(--info)}"
    "code{font:.85em/1.4 ui-monospace,monospace;overflow-wrap:anywhere}"
    "details{margin:1rem 0}summary{cursor:pointer}a{color:var(--info)}"
    "@media(max-width:40rem){section thead{display:none}section tr{display:block;border-bottom:1px solid var(--line);padding:.4rem 0}"
    "section td{display:block;border:0;padding:.05rem 0}}"
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


_COLUMNS = ("About", "Property", "Value", "Detail", "Place")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


_POLICY = (
    f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; base-uri 'none'; form-action 'none'"
)


def as_html(report: Report) -> str:
    """Give the report as one HTML page that needs nothing else."""
    groups = report.grouped()
    facts = "".join(f"<li>{html.escape(key)}: {html.escape(value)}</li>" for key, value in report.checked)
    title = html.escape(": ".join(filter(None, ("Report", Path(dict(report.checked).get("file", "")).name))))
    body = "\n".join(_section(shape, findings) for shape, findings in groups) or "<p>No findings.</p>"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>\n'
        f"<body><main><h1>{title}</h1><ul>{facts}<li>findings: {summary(report)}</li></ul>\n"
        f"{_overview(groups)}{_filters(groups)}{body}\n{_gone(report)}</main>"
        f"<script>{_SCRIPT}</script></body></html>\n"
    )


def _overview(groups: list[tuple[str, list[Finding]]]) -> str:
    """Give the checks that found something, each with its number and a link."""
    if not groups:
        return ""
    items = "".join(
        f'<li class="{found[0].severity}">{len(found):,} <span class="level">{found[0].severity}</span> '
        f'<a href="#{_anchor(shape)}">{html.escape(found[0].text())}</a></li>'
        for shape, found in groups
    )
    word = "check" if len(groups) == 1 else "checks"
    return f"<details><summary>{len(groups)} {word} found something</summary><ul>{items}</ul></details>\n"


def _anchor(shape: str) -> str:
    return html.escape(short(shape).rpartition(":")[2])


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
    rows = [_cells(each) for each in findings[:MANY]]
    used = [at for at, _ in enumerate(_COLUMNS) if any(row[at] for row in rows)]
    head = "".join(f'<th scope="col">{_COLUMNS[at]}</th>' for at in used)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(row[at], at != 3)}</td>' for at in used)}</tr>" for row in rows)
    more = f'<p class="note">{html.escape(beyond(findings))}</p>' if len(findings) > MANY else ""
    french = f' <span lang="fr">{html.escape(first.text("fr"))}</span>' if "fr" in dict(first.message) else ""
    return (
        f'<section class="{first.severity}" data-severity="{first.severity}" data-check="{name}" '
        f'id="{_anchor(shape)}" aria-label="{name}">'
        f"<h2><b>{first.severity}</b>: {html.escape(first.text())}</h2>"
        f'<p class="note"><code>{name}</code>, {len(findings)}.{french}</p>{todo}'
        f'<div class="scroll" tabindex="0" role="region" aria-label="Findings of {name}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{more}</section>"
    )


def _cells(finding: Finding) -> tuple[str, ...]:
    cells = (short(finding.focus), short(finding.path), finding.value, finding.detail, finding.place)
    return tuple(visible(cell) for cell in cells)


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

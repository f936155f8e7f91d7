"""Reports for people who read text: the terminal, Markdown, and GitHub's annotations."""

from __future__ import annotations

import re
from pathlib import Path

from glosskos.validation.catalogue import solution_of
from glosskos.validation.findings import Finding, Report, short, visible

__all__ = ["MANY", "as_github", "as_markdown", "as_text", "beyond", "summary"]

_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "notice"}
_PLACE = re.compile(r"(.*?)(?::(\d+))?")
MANY = 1000  # findings of a check in a report that is read from top to bottom
_ANNOTATIONS = 50  # of a check: GitHub shows no more than that of all
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~])")


def summary(report: Report) -> str:
    """Give the numbers of findings in one line."""
    names = (("Violation", "violation"), ("Warning", "warning"), ("Info", "information"))
    counts = report.count()
    text = ", ".join(
        f"{counts[key]} {name}{'s' if counts[key] != 1 and name != 'information' else ''}" for key, name in names
    )
    if report.known or report.gone:
        text += f"; {len(report.known)} known to the baseline, {len(report.gone)} of it gone"
    return text


def _about(finding: Finding) -> str:
    """Give what a finding is about, as a statement reads: focus node, property, value; and its detail."""
    parts = [visible(short(finding.focus)), *([short(finding.path)] if finding.path else [])]
    parts += [visible(_shown(finding.value))] if finding.value else []
    return f"{' '.join(parts)}{f' ({visible(_shown(finding.detail, 300))})' if finding.detail else ''}"


def _shown(value: str, width: int = 100) -> str:
    """Give a term on one line, an IRI short; long literals are cut in the middle."""
    if value.startswith("<"):
        name = short(value[1:-1])
        return value if name == value[1:-1] else name
    return value if len(value) <= width else f"{value[: width - 30]} … {value[-25:]}"


def as_text(report: Report, limit: int = 0) -> str:
    """Give the report for a terminal: grouped by check, counted, with what to do; each finding on a line, its place first.

    :param limit: how many findings of a check are shown; 0 for all
    """
    lines = []
    for shape, findings in report.grouped():
        lines.append(f"{findings[0].severity}: {findings[0].text()} [{short(shape)}, {len(findings)}]")
        solution = solution_of(shape)
        if solution:
            lines.append(f"  to do: {solution}")
        shown = findings[:limit] if limit else findings
        lines += [f"  {each.place + ': ' if each.place else ''}{_about(each)}" for each in shown]
        if len(shown) < len(findings):
            lines.append(f"  … and {len(findings) - len(shown)} more (--limit 0 shows all)")
    if report.gone:
        lines.append("Of the baseline, no longer found (write it anew with --write-baseline):")
        lines += [f"  {short(each.shape)}: {_about(each)}" for each in report.gone]
    return "\n".join([*lines, summary(report)]) + "\n"


def as_markdown(report: Report) -> str:
    """Give the report as Markdown."""
    lines = [
        "# Report",
        "",
        *(f"- {key}: {value}" for key, value in report.checked),
        f"- findings: {summary(report)}",
        "",
    ]
    for shape, findings in report.grouped():
        lines += [f"## {findings[0].severity}: {findings[0].text()}", "", f"`{short(shape)}`, {len(findings)}"]
        solution = solution_of(shape)
        lines += ["", f"To do: {_escaped(solution)}", ""] if solution else [""]
        lines += [f"- {_item(each)}" for each in findings[:MANY]]
        lines += [f"- {more}"] if (more := beyond(findings)) else []
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def beyond(findings: list[Finding], most: int = MANY) -> str:
    """Say how many findings of a check are not shown; nothing where all are."""
    return f"… and {len(findings) - most:,} more (in the formats json and ttl)" if len(findings) > most else ""


def _item(finding: Finding) -> str:
    focus = f"`{finding.focus}`" if finding.focus.startswith("_:") else f"<{finding.focus}>"
    path = f" {_code(short(finding.path))}" if finding.path else ""
    value = f" {_code(visible(_shown(finding.value, 300)))}" if finding.value else ""
    detail = f" ({_escaped(visible(finding.detail))})" if finding.detail else ""
    return f"{focus}{path}{value}{detail}{' — ' + finding.place if finding.place else ''}"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _code(text: str) -> str:
    """Give text as a code span, on one line, with a fence longer than any run of back-ticks in it."""
    text = " ".join(text.split("\n"))
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def as_github(report: Report) -> str:
    """Give the new findings as workflow commands, which GitHub shows beside the lines of a pull request; then the numbers.

    https://docs.github.com/actions/reference/workflow-commands: ``%``, line ends, and in properties colon and comma are escaped.
    """
    lines = []
    shown = [(each, findings) for _, findings in report.grouped() for each in findings[:_ANNOTATIONS]]
    for finding, findings in shown:
        place = _PLACE.fullmatch(finding.place)
        path, line = (place.group(1), place.group(2)) if place else ("", None)
        properties = {"file": _below(path)} if path else {}
        if line:
            properties["line"] = line
        properties["title"] = short(finding.shape)
        named = ",".join(f"{key}={_property(text)}" for key, text in properties.items())
        more = beyond(findings, _ANNOTATIONS) if finding is findings[min(len(findings), _ANNOTATIONS) - 1] else ""
        message = (
            f"{finding.text()} {_about(finding)}\nTo do: {solution_of(finding.shape)}{chr(10) + more if more else ''}"
        )
        lines.append(f"::{_LEVELS[finding.severity]} {named}::{_data(message)}")
    return "\n".join([*lines, summary(report)]) + "\n"


def _below(path: str) -> str:
    """Give a path from the folder one stands in, where it is below it: GitHub knows no others."""
    here = Path.cwd()
    absolute = (here / path).resolve()
    return absolute.relative_to(here.resolve()).as_posix() if absolute.is_relative_to(here.resolve()) else path


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

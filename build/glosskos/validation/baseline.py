"""A baseline: findings that a team knows of, so that an old vocabulary can be checked from today on; only new ones fail."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

from glosskos import __version__
from glosskos.errors import GlosskosError, TargetError
from glosskos.validation.findings import Finding, Report

__all__ = ["against", "read_baseline", "write_baseline"]

_KEYS = ("shape", "focus", "path", "value")

Baseline = Counter[tuple[str, str, str, str]]


def write_baseline(report: Report, path: Path) -> int:
    """Write all findings of a report as a baseline, all or nothing; give their number.

    The file is text that a version control system shows well: a finding a line, in order.

    :raises TargetError: if it cannot be written
    """
    lines = [
        json.dumps(dict(zip(_KEYS, key, strict=True)), ensure_ascii=False)
        for key in sorted(each.key for each in report.findings)
    ]
    text = f'{{"generator": "glosskos {__version__}", "findings": [\n' + ",\n".join(lines) + "\n]}\n"
    beside = path.with_name(f".{path.name}.glosskos-new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise TargetError(f"{path}: cannot be written: {error.strerror or error}") from None
    return len(lines)


def read_baseline(path: Path) -> Baseline:
    """Read a baseline.

    :raises GlosskosError: if it cannot be read or is none
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        found = [tuple(each[key] for key in _KEYS) for each in data["findings"]]
    except OSError as error:
        raise GlosskosError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise GlosskosError(f"{path}: no baseline of glosskos ({error}); make one with --write-baseline") from None
    if not all(isinstance(text, str) for key in found for text in key):
        raise GlosskosError(f"{path}: no baseline of glosskos; make one with --write-baseline")
    return Counter(found)


def against(report: Report, baseline: Baseline) -> Report:
    """Hold a report against a baseline: what it knows is counted and does not fail, what is found no more is named.

    A finding that comes more often than the baseline has it is new that many times (blank nodes have no names of their own).
    """
    left = Counter(baseline)
    known = set()
    for finding in report.findings:
        if left[finding.key] > 0:
            left[finding.key] -= 1
            known.add(finding)
    gone = tuple(
        Finding("Info", shape, focus, path, value)
        for (shape, focus, path, value), number in sorted(left.items())
        for _ in range(number)
    )
    return replace(report, known=frozenset(known), gone=gone)

"""Findings as JSON, version 1: stable, ordered, the same bytes for the same input."""

from __future__ import annotations

from typing import Any

from trm_policy import __version__
from trm_policy.finding import Finding, Severity
from trm_policy.reporters.outcome import Outcome
from trm_policy.views.view import json_text


def report(outcome: Outcome) -> str:
    """The whole report as one JSON document."""
    found = outcome.report
    urls = {rule: outcome.help_url(rule) for rule in {f.rule for f in found.findings}}
    whole = {
        "version": 1,
        "tool": {"name": "trm", "version": __version__},
        "as_of": outcome.as_of.isoformat(),
        "summary": {
            "charters": found.charters,
            "errors": found.count(Severity.ERROR),
            "warnings": found.count(Severity.WARNING),
            "infos": found.count(Severity.INFO),
            "waived": sum(finding.waived is not None for finding in found.findings),
        },
        "findings": [_row(finding, urls[finding.rule]) for finding in found.findings],
    }
    return json_text(whole)


def _row(finding: Finding, help_url: str) -> dict[str, Any]:
    """One finding, key by key. ``help_url`` is empty where no page tells of its rule."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "partnership": finding.partnership,
        "path": finding.path.as_posix(),
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "at": finding.at,
        "waived": finding.waived,
        "help_url": help_url,
    }

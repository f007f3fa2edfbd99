"""Findings as a GitLab Code Quality report: an array with the fields that GitLab reads."""

from __future__ import annotations

from typing import Any

from trm_policy.finding import Finding, Severity
from trm_policy.reporters.fingerprints import fingerprints
from trm_policy.reporters.outcome import Outcome, sentences
from trm_policy.views.view import json_text
from trm_policy.wording.text import printable

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(outcome: Outcome) -> str:
    """An entry a finding. GitLab knows no waivers, so waived findings are left out."""
    findings = outcome.standing
    rows = zip(findings, fingerprints(findings, outcome.prefix), strict=True)
    return json_text([_row(outcome, finding, mark) for finding, mark in rows])


def _row(outcome: Outcome, finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": sentences(finding),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": printable(outcome.file(finding)),
            "lines": {"begin": finding.span.line},
        },
    }

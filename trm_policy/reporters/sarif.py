"""Findings as SARIF 2.1.0, for code scanning and for editors."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from trm_policy import __version__
from trm_policy.finding import Finding, Severity, Span
from trm_policy.reporters.about import About, everything, unknown
from trm_policy.reporters.fingerprints import fingerprints
from trm_policy.reporters.outcome import Outcome, sentences
from trm_policy.views.view import json_text
from trm_policy.wording.addresses import RULE_BOOK, address
from trm_policy.wording.text import clipped, printable

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GRAVITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_LONGEST = 1000
"""Characters of a description; code scanning takes 1024."""

_MOST = 24_999
"""Results of a run: code scanning takes fewer than 25,000."""

_Object = dict[str, Any]


def report(outcome: Outcome) -> str:
    """One log with one run, the gravest findings first."""
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(outcome)]})


def _run(outcome: Outcome) -> _Object:
    findings = outcome.report.findings
    marked = list(zip(findings, fingerprints(findings, outcome.prefix), strict=True))
    marked.sort(key=lambda pair: (pair[0].waived is not None, -pair[0].severity.rank))
    known = {about.name: about for about in everything(outcome.book)}
    strange = sorted({finding.rule for finding in findings} - set(known))
    known |= {name: unknown(name) for name in strange}
    index = {name: number for number, name in enumerate(known)}
    failed = any(f.rule in ("rule-crashed", "policy-invalid") for f in findings)
    return {
        "tool": {"driver": _driver(outcome, list(known.values()))},
        "automationDetails": {"id": "trm/"},
        "invocations": [{"executionSuccessful": not failed, **_left_out(len(marked) - _MOST)}],
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(outcome, finding, index[finding.rule], mark) for finding, mark in marked[:_MOST]
        ],
        "properties": {
            "asOf": outcome.as_of.isoformat(),
            "charters": outcome.report.charters,
        },
    }


def _left_out(number: int) -> _Object:
    """What is told where more was found than one run may hold."""
    if number <= 0:
        return {}
    said = f"{number:,} findings, none graver than these, are left out; 'trm check' lists all."
    return {"toolExecutionNotifications": [{"level": "warning", "message": {"text": said}}]}


def _driver(outcome: Outcome, known: list[About]) -> _Object:
    site = outcome.book.settings.table.site_url
    return {
        "name": "trm",
        "fullName": f"trm-policy {__version__}",
        "version": __version__,
        **({"informationUri": address(site, RULE_BOOK)} if site else {}),
        "rules": [_rule(about, outcome.help_url(about.name)) for about in known],
    }


def _rule(about: About, url: str) -> _Object:
    plain = "\n\n".join(part for part in (about.demand, about.why, about.fix) if part)
    words = about.name.replace("/", "-").split("-")
    name = "".join(word[:1].upper() + word[1:] for word in words)
    return {
        "id": about.name,
        **({"name": name} if len(words) > 1 else {}),
        "shortDescription": {"text": clipped(about.demand, _LONGEST)},
        "fullDescription": {"text": clipped(about.why or about.demand, _LONGEST)},
        "help": {"text": plain, "markdown": about.page or plain},
        **({"helpUri": url} if url else {}),
        "defaultConfiguration": {"level": _LEVELS[about.severity]},
        "properties": {
            "tags": ["governance", about.family],
            "problem.severity": _GRAVITY[about.severity],
        },
    }


def _result(outcome: Outcome, finding: Finding, index: int, fingerprint: str) -> _Object:
    reason = printable(finding.waived or "")
    waiver = {"kind": "external", "status": "accepted", "justification": reason}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _unlinked(sentences(finding))},
        "locations": [_location(outcome, finding)],
        "partialFingerprints": {"trmFinding/v1": fingerprint},
        **({"suppressions": [waiver]} if finding.waived is not None else {}),
        **({"properties": {"partnership": finding.partnership}} if finding.partnership else {}),
    }


def _location(outcome: Outcome, finding: Finding) -> _Object:
    uri = quote(outcome.file(finding), errors="surrogateescape")
    physical = {
        "artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"},
        "region": _region(finding.span),
    }
    logical = [{"fullyQualifiedName": finding.at}] if finding.at else []
    return {
        "physicalLocation": physical,
        **({"logicalLocations": logical} if logical else {}),
    }


def _region(span: Span) -> dict[str, int]:
    """The stretch of text; a line alone where no part of it is meant."""
    if (span.line, span.column) == (span.end_line, span.end_column):
        return {"startLine": span.line}
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _unlinked(text: str) -> str:
    """Text in which SARIF sees no link: square brackets before round ones are escaped."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text

"""Findings as GitHub Actions workflow commands, which annotate the lines of a pull request."""

from __future__ import annotations

from trm_policy.finding import Finding, Severity
from trm_policy.reporters.outcome import Outcome, sentences
from trm_policy.reporters.text import summary
from trm_policy.wording.text import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(outcome: Outcome) -> str:
    """A command a finding, then the summary as a plain line."""
    return "\n".join([*map(_command, outcome.standing), summary(outcome)]) + "\n"


def _command(finding: Finding) -> str:
    span = finding.span
    values = {
        "file": finding.path.as_posix(),
        "line": str(span.line),
        "endLine": str(span.end_line),
    }
    if span.end_line == span.line and span.end_column > span.column:
        values |= {"col": str(span.column), "endColumn": str(span.end_column - 1)}
    values["title"] = finding.rule
    properties = ",".join(
        f"{name}=" + _data(value).replace(":", "%3A").replace(",", "%2C")
        for name, value in values.items()
    )
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(sentences(finding))}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")

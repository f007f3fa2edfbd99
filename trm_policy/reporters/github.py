"""Findings as GitHub Actions workflow commands, which annotate the lines of a pull request."""

from __future__ import annotations

from collections import Counter

from trm_policy.finding import Finding, Severity
from trm_policy.reporters.outcome import Outcome, sentences
from trm_policy.reporters.text import summary
from trm_policy.wording.lists import counted
from trm_policy.wording.text import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MOST = 10
"""Annotations of each kind that GitHub shows for a step."""


def report(outcome: Outcome) -> str:
    """The annotations that GitHub shows, the other findings as plain lines, then the summary."""
    told, commands, others = Counter[Severity](), list[str](), list[str]()
    for finding in outcome.standing:
        told[finding.severity] += 1
        if told[finding.severity] <= _MOST:
            commands.append(_command(outcome, finding))
        else:
            others.append(_line(outcome, finding))
    if others:
        marked = f"GitHub marks {_MOST} lines of each kind; {counted(len(others), 'finding')} more:"
        others.insert(0, marked)
    return "\n".join([*commands, *others, summary(outcome)]) + "\n"


def _command(outcome: Outcome, finding: Finding) -> str:
    span = finding.span
    values = {
        "file": outcome.file(finding),
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


def _line(outcome: Outcome, finding: Finding) -> str:
    """A finding in the log; it begins with a word, so that it is no command."""
    place = f"{printable(outcome.file(finding))}:{finding.span.line}"
    return f"{finding.severity.value}  {place}  {finding.rule}: {sentences(finding)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")

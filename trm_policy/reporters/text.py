"""Findings for a person at a terminal: what, where, the line itself, and how to fix it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from click import style

from trm_policy.finding import Finding, Severity
from trm_policy.reporters.outcome import Outcome
from trm_policy.wording.lists import counted
from trm_policy.wording.text import columns, printable

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WIDTH = 100


def report(outcome: Outcome) -> str:
    """Each finding with its line, then the summary. Colours are ANSI and can be stripped."""
    blocks = ["\n".join(_block(outcome, finding)) for finding in outcome.report.findings]
    return "\n\n".join([*blocks, _closing(outcome)]) + "\n"


def summary(outcome: Outcome) -> str:
    """One line: how many charters were checked, and what was found."""
    found = outcome.report
    checked = f"{counted(found.charters, 'charter')} checked as of {outcome.as_of}"
    counts = [
        counted(found.count(severity), severity.value if severity is not Severity.INFO else "note")
        for severity in Severity
        if found.count(severity)
    ]
    waived = sum(finding.waived is not None for finding in found.findings)
    counts += [f"{waived} waived"] if waived else []
    counts += [f"{found.hidden} in the baseline"] if found.hidden else []
    return f"{checked}: {', '.join(counts) or 'no findings'}"


def _block(outcome: Outcome, finding: Finding) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    place = f"{printable(finding.path.as_posix())}:{finding.span.line}:{finding.span.column}"
    level = "waived" if finding.waived is not None else finding.severity.value
    yield f"{style(place, bold=True)}  {style(level, fg=colour, bold=True)}  {finding.rule}"
    yield f"  {printable(finding.message)}"
    yield from _frame(outcome, finding, colour)
    if finding.help:
        yield f"  {style('fix:', fg='green')} {printable(finding.help)}"
    if finding.waived:
        yield f"  {style('waived:', fg='cyan')} {printable(finding.waived)}"


def _frame(outcome: Outcome, finding: Finding, colour: str) -> Iterator[str]:
    """The line that is blamed, with its number, and a mark under the part that is meant."""
    span = finding.span
    line = outcome.line(finding.path, span.line)
    if line is None or not line.strip():
        return
    shown = printable(line[:_WIDTH].expandtabs(1))
    gutter = f"{span.line:>6} │ "
    yield style(gutter, dim=True) + shown
    length = (span.end_column if span.end_line == span.line else len(line) + 1) - span.column
    start = span.column - 1
    if length <= 0:
        start, length = len(shown) - len(shown.lstrip()), len(shown.strip())
    meant = shown[start : start + length]
    if meant:
        blank, before = " " * (len(gutter) - 2), " " * columns(shown[:start])
        yield (
            style(f"{blank}│ ", dim=True) + before + style("^" * max(1, columns(meant)), fg=colour)
        )


def _closing(outcome: Outcome) -> str:
    line = summary(outcome)
    standing = [finding for finding in outcome.report.findings if finding.waived is None]
    if not standing:
        return style(f"✓ {line}", fg="green")
    worst = max((finding.severity for finding in standing), key=lambda level: level.rank)
    closing = style(line, fg=_COLOURS[worst], bold=True)
    own = [f.rule for f in standing if f.rule not in ("yaml", "schema") and "/" not in f.rule]
    if not own:
        return closing
    most, _ = Counter(own).most_common(1)[0]
    return f"{closing}\n'trm explain {most}' shows what that rule requires, and why."

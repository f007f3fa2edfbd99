"""Findings as a comment under a pull request or a merge request, no longer than a screen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from trm_policy.finding import Finding
from trm_policy.reporters.outcome import Outcome
from trm_policy.reporters.text import summary
from trm_policy.wording.lists import counted
from trm_policy.wording.markup import plain
from trm_policy.wording.text import clipped

MARK = "<!-- trm check -->"
"""Begins every comment, so that a later run can find the one that it replaces."""

_MOST_SHOWN = 10
_SCREEN = 30
"""Lines of a table that fit on a screen."""
_WIDTHS = (36, 24, 16, 34)
"""About how many characters a line of each column takes: what, where, whose, next."""
_LONGEST = 200
"""Characters of one cell; other reports have the whole sentence."""
_MOST = 60_000
"""Characters of a comment, all in all; GitHub takes 65,536."""

_HEAD = "| What is wrong | Where | Who owns it | What next |\n| --- | --- | --- | --- |"
_HEAD_OF_WAIVED = "| What is waived | Where | Why |\n| --- | --- | --- |"
_CLOSING = "`trm check` shows the lines; `trm explain RULE` shows what a rule requires, and why."


def report(outcome: Outcome) -> str:
    """Headline, a table of the gravest findings, and everything else folded."""
    gravest = sorted(outcome.standing, key=lambda f: (-f.severity.rank, f.order))
    shown = _fitting([_cells(outcome, finding) for finding in gravest])
    rows = [_row(outcome, finding) for finding in gravest]
    while shown > 1 and sum(map(len, rows[:shown])) > _MOST // 2:
        shown -= 1
    parts = [MARK, f"### {plain(summary(outcome))}"]
    if rows:
        parts += ["\n".join([_HEAD, *rows[:shown]]), _CLOSING]
    room = _MOST - sum(map(len, parts))
    more = _folded("more finding", _HEAD, rows[shown:], room)
    waived = [_waived_row(outcome, finding) for finding in outcome.waived]
    parts += more
    parts += _folded("waived finding", _HEAD_OF_WAIVED, waived, room - sum(map(len, more)))
    return "\n\n".join(parts) + "\n"


def _fitting(rows: Sequence[tuple[str, ...]]) -> int:
    """How many of the rows fit on a screen; at least one, if there is any."""
    lines = 0
    for number, row in enumerate(rows[:_MOST_SHOWN]):
        lines += max(1 + len(cell) // width for cell, width in zip(row, _WIDTHS, strict=True))
        if number and lines > _SCREEN:
            return number
    return min(len(rows), _MOST_SHOWN)


def _folded(thing: str, head: str, rows: Sequence[str], room: int) -> list[str]:
    """The rows behind a line to click on; what finds no room is counted."""
    if not rows:
        return []
    kept: list[str] = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            break
        kept.append(row)
    left = len(rows) - len(kept)
    parts = [f"<details><summary>{counted(len(rows), thing)}</summary>"]
    parts += ["\n".join([head, *kept])] if kept else []
    parts += [f"{left} of them did not fit here; 'trm check' lists all."] if left else []
    return [*parts, "</details>"]


def _cells(outcome: Outcome, finding: Finding) -> tuple[str, str, str, str]:
    """What is wrong, where, whose it is and what to do next, as plain text."""
    return (
        clipped(f"{finding.severity}: {finding.message} ({finding.rule})", _LONGEST),
        f"{clipped(outcome.file(finding), _LONGEST)}:{finding.span.line}",
        clipped(outcome.report.owners.get(finding.partnership, "–"), _LONGEST),
        clipped(finding.help or _way_on(outcome, finding.rule), _LONGEST),
    )


def _way_on(outcome: Outcome, rule: str) -> str:
    explained = any(known.name == rule for known in outcome.book.catalog.rules)
    return f"Read 'trm explain {rule}'." if explained else "Fix it there."


def _row(outcome: Outcome, finding: Finding) -> str:
    _, _, owner, following = map(plain, _cells(outcome, finding))
    what, rule = plain(clipped(finding.message, _LONGEST)), plain(finding.rule)
    url = outcome.help_url(finding.rule).replace("|", "%7C")
    link = f'<a href="{escape(url)}">{rule}</a>' if url else rule
    level = f"**{finding.severity.value}:**"
    return f"| {level} {what} ({link}) | {_where(outcome, finding)} | {owner} | {following} |"


def _waived_row(outcome: Outcome, finding: Finding) -> str:
    what, why = (
        plain(clipped(finding.message, _LONGEST)),
        plain(clipped(finding.waived or "", _LONGEST)),
    )
    return f"| {what} ({plain(finding.rule)}) | {_where(outcome, finding)} | {why} |"


def _where(outcome: Outcome, finding: Finding) -> str:
    return f"<code>{plain(clipped(outcome.file(finding), _LONGEST))}:{finding.span.line}</code>"

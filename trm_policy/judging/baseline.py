"""The baseline: what was wrong on the day an organisation began, and is not held against it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from trm_policy.errors import SettingsError
from trm_policy.finding import Finding, Severity, Span
from trm_policy.judging.catalogue import OWN

USUAL_BASELINE = "baseline.json"
_NEVER = OWN.keys() - {"yaml", "schema"}
_MOST_BYTES = 16 << 20
"""Of a baseline: a hundred thousand findings."""
_AGAIN = "write it again with 'trm check --write-baseline'"


class BaselineEntry(NamedTuple):
    """A finding without its line: the charter, the file in its folder, the rule and the place."""

    partnership: str
    file: str
    rule: str
    at: str


@dataclass(frozen=True, slots=True)
class FindingsBaseline:
    """How often each entry stood when the baseline was written, and in which line it stands."""

    path: PurePosixPath
    entries: Counter[BaselineEntry]
    lines: dict[BaselineEntry, int]


def read_baseline(path: PurePosixPath, raw: bytes | None) -> FindingsBaseline:
    """The baseline in a file. Raises SettingsError where there is none or it is damaged."""
    if raw is None:
        raise SettingsError(
            f"the baseline {path} does not exist; make it with 'trm check --write-baseline'"
        )
    if len(raw) > _MOST_BYTES:
        raise SettingsError(f"the baseline {path} has more than {_MOST_BYTES:,} bytes; {_AGAIN}")
    try:
        rows = json.loads(raw.decode("utf-8"))["findings"]
        entries = Counter({_entry(row): int(row["count"]) for row in rows})
    except RecursionError as error:
        raise SettingsError(
            f"the baseline {path} is damaged (brackets without end); {_AGAIN}"
        ) from error
    except (ArithmeticError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"the baseline {path} is damaged ({error}); {_AGAIN}") from error
    return FindingsBaseline(
        path, entries, {entry: _FIRST_LINE + n for n, entry in enumerate(entries)}
    )


def baseline_text(findings: Iterable[Finding], folder: PurePosixPath) -> str:
    """The text of a baseline that hides these findings, one a line, in a stable order."""
    counted = Counter(
        entry_of(finding, folder)
        for finding in findings
        if finding.waived is None and finding.rule not in _NEVER
    )
    rows = [json.dumps({**entry._asdict(), "count": n}) for entry, n in sorted(counted.items())]
    lines = ",\n".join(f"    {row}" for row in rows)
    return f'{{\n  "version": 1,\n  "findings": [\n{lines}\n  ]\n}}\n'


_FIRST_LINE = 4


def entry_of(finding: Finding, folder: PurePosixPath) -> BaselineEntry:
    """What a baseline remembers of a finding: ids alone, since numbers and lines move."""
    home = folder / finding.partnership if finding.partnership else PurePosixPath()
    file = finding.path.relative_to(home) if finding.path.is_relative_to(home) else finding.path
    named = finding.at.split(".")
    steady = next((n for n, part in enumerate(named) if part.isdecimal()), len(named))
    return BaselineEntry(
        finding.partnership, file.as_posix(), finding.rule, ".".join(named[:steady])
    )


def hide(
    baseline: FindingsBaseline,
    findings: Iterable[Finding],
    folder: PurePosixPath,
    judged: Collection[str] | None,
) -> tuple[list[Finding], list[Finding]]:
    """The findings that the baseline does not know, and a finding for each stale entry.

    ``judged`` are the charters that were looked at; None for all. Only of those can an entry
    be called stale.
    """
    left = Counter(baseline.entries)
    new = []
    for finding in findings:
        entry = entry_of(finding, folder)
        if finding.waived is None and left[entry] > 0:
            left[entry] -= 1
        else:
            new.append(finding)
    stale = [
        _stale(baseline, entry)
        for entry, number in left.items()
        if number > 0 and (judged is None or entry.partnership in judged)
    ]
    return new, stale


def _stale(baseline: FindingsBaseline, entry: BaselineEntry) -> Finding:
    line = baseline.lines[entry]
    where = f" at {entry.at}" if entry.at else ""
    return Finding(
        path=baseline.path,
        span=Span(line, 1, line, 1),
        rule="baseline-stale",
        severity=Severity.WARNING,
        message=f"{entry.rule}{where} in {entry.partnership or entry.file} is fixed, "
        "but still in the baseline",
        help="Write the baseline again with 'trm check --write-baseline': it only shrinks.",
        partnership=entry.partnership,
    )


def _entry(row: Any) -> BaselineEntry:
    return BaselineEntry(*(str(row[name]) for name in BaselineEntry._fields))

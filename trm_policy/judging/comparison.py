"""Two reports of one portfolio, before and after a change: what is new, and what is fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from trm_policy.finding import Finding
from trm_policy.judging.baseline import BaselineEntry, entry_of
from trm_policy.judging.checker import Report
from trm_policy.judging.rule_changes import NAME
from trm_policy.judging.unseen_changes import NAMES

OF_CHANGE = frozenset({NAME, *NAMES})
"""The rules that are about the change itself, and not about what is there after it."""


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings that came with a change, and those that went with it, each in order."""

    new: tuple[Finding, ...]
    fixed: tuple[Finding, ...]


def compare(
    before: Report,
    after: Report,
    folder: PurePosixPath,
    now_called: Mapping[str, str],
    aside: Collection[str] = (),
) -> FindingChanges:
    """What of ``after`` was not there before, and the reverse.

    Findings are the same where charter, file, rule and place are, whatever their line;
    ``now_called`` gives the id of now for an id of then. Waived findings do not count, nor do
    those of the rules ``aside``.
    """
    then = [_standing(finding, folder, now_called) for finding in _unwaived(before, aside)]
    now = [(entry_of(finding, folder), finding) for finding in _unwaived(after, aside)]
    return FindingChanges(_beyond(now, then), _beyond(then, now))


def about(
    report: Report, ids: Collection[str], paths: Collection[PurePosixPath], also: Iterable[Finding]
) -> Report:
    """The part of a report that is about these charters or files, and the findings of ``also``.

    What is found in the change itself belongs to it, wherever it is.
    """
    kept = set(also)
    findings = tuple(
        finding
        for finding in report.findings
        if finding.partnership in ids
        or finding.path in paths
        or finding in kept
        or finding.rule in OF_CHANGE
    )
    return replace(report, findings=findings)


_Named = tuple[BaselineEntry, Finding]


def _unwaived(report: Report, aside: Collection[str]) -> list[Finding]:
    return [f for f in report.findings if f.waived is None and f.rule not in aside]


def _standing(finding: Finding, folder: PurePosixPath, now_called: Mapping[str, str]) -> _Named:
    entry = entry_of(finding, folder)
    return entry._replace(partnership=now_called.get(entry.partnership, entry.partnership)), finding


def _beyond(some: Iterable[_Named], others: Iterable[_Named]) -> tuple[Finding, ...]:
    """The findings of ``some`` that ``others`` do not match, one for one."""
    left = Counter(entry for entry, _ in others)
    found = []
    for entry, finding in some:
        if left[entry] > 0:
            left[entry] -= 1
        else:
            found.append(finding)
    return tuple(found)

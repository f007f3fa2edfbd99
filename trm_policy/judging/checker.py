"""Runs a rulebook over a portfolio, on several processes if need be, and settles what counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TypeVar

from trm_policy import dataclass
from trm_policy.finding import Finding, Severity, dotted
from trm_policy.judging import waivers
from trm_policy.judging.baseline import FindingsBaseline, hide
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.change_judge import ChangeJudge
from trm_policy.judging.judge import Facts, Judge, JudgedCharter
from trm_policy.judging.waivers import WrittenWaiver
from trm_policy.portfolio.before import PortfolioChange
from trm_policy.portfolio.parallel import in_parallel
from trm_policy.portfolio.reading import PortfolioReader

R = TypeVar("R")
_WORTH_A_SECOND_PROCESS = 48


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    ``findings`` are in order; ``charters`` is how many were looked at; ``owners`` has the name
    of the host's relationship owner of each charter by id; ``hidden`` counts what the baseline
    hides.
    """

    findings: tuple[Finding, ...]
    charters: int
    owners: Mapping[str, str] = field(default_factory=dict)
    hidden: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings of that severity stand, waived ones aside."""
        return sum(f.severity is severity and f.waived is None for f in self.findings)


def check(  # noqa: PLR0913 - what is judged, by what, when, and how much of it
    reader: PortfolioReader,
    rulebook: Rulebook,
    now: datetime,
    only: Collection[str] | None = None,
    *,
    baseline: FindingsBaseline | None = None,
    change: PortfolioChange | None = None,
    processes: int = 1,
) -> Report:
    """Judge the charters of ``reader`` as of ``now``.

    ``only`` limits the report to charters of these ids; rules over the whole portfolio still
    see all. A ``change`` is judged as well. The findings do not depend on ``processes``.
    """
    judge = Judge(reader, rulebook, now)
    of_change = ChangeJudge(judge, change) if change is not None else None
    ids = [name for name in reader.ids if only is None or name in only]
    judged = _of_each((of_change or judge).charter, ids, processes)
    found = [finding for one in judged for finding in one.findings]
    found += of_change.removed() if of_change is not None else ()
    found += judge.portfolio(_facts(judge, judged, processes))
    found += [*reader.directory[2], *reader.strays, *rulebook.catalog.findings]
    found = [finding for finding in found if only is None or finding.partnership in only]
    found = _waived(judge, found, {one.id: one.waivers for one in judged if one.waivers})
    wanted = sorted({f for f in found if rulebook.wants(f.rule)}, key=lambda f: f.order)
    hidden = 0
    if baseline is not None:
        new, stale = hide(baseline, wanted, reader.folder, only)
        hidden = len(wanted) - len(new)
        wanted = sorted(
            [*new, *filter(lambda f: rulebook.wants(f.rule), stale)], key=lambda f: f.order
        )
    owners = {one.id: one.owner for one in judged if one.owner is not None}
    return Report(tuple(wanted), len(judged), owners, hidden)


def _of_each(work: Callable[[str], R], ids: Sequence[str], processes: int) -> list[R]:
    """What ``work`` makes of each charter, on several processes where that is worth it."""
    several = processes if len(ids) >= _WORTH_A_SECOND_PROCESS else 1
    chunk = max(1, min(64, len(ids) // (several * 4)))
    return list(in_parallel(work, ids, several, at_a_time=chunk))


def _facts(judge: Judge, judged: Sequence[JudgedCharter], processes: int) -> Mapping[str, Facts]:
    """What rules over the portfolio need of every charter that can be read, in their order."""
    if not judge.whole:
        return {}
    known = {one.id: one.facts for one in judged}
    others = [name for name in judge.reader.ids if name not in known]
    known |= dict(zip(others, _of_each(judge.facts_of, others, processes), strict=True))
    every = ((name, known[name]) for name in judge.reader.ids)
    return {name: facts for name, facts in every if facts is not None}


def _waived(
    judge: Judge, found: list[Finding], having: Mapping[str, tuple[WrittenWaiver, ...]]
) -> list[Finding]:
    """The findings with those that a waiver covers marked, and what is wrong with waivers."""
    if not having:
        return found
    book = judge.rulebook
    judged = frozenset(name for name in book.names() if book.wants(name))
    never = {*book.settings.table.waivers.never, *(rule.name for rule, _ in judge.of_change)}
    terms = waivers.Terms(book.names(), never, judged)
    today = judge.now.astimezone(UTC).date()
    result: list[Finding] = []
    by_charter: dict[str, list[Finding]] = {}
    for finding in found:
        by_charter.setdefault(finding.partnership, []).append(finding)
    for name in {*by_charter, *having}:
        group = by_charter.get(name, [])
        if name in having:
            group, slips = waivers.apply(having[name], group, terms, today)
            path = judge.reader.charter_path(name)
            group += [_of_slip(slip, name, path, having[name]) for slip in slips]
        result += group
    return result


def _of_slip(
    slip: waivers.Slip, name: str, path: PurePosixPath, written: Sequence[WrittenWaiver]
) -> Finding:
    return Finding(
        path=path,
        span=written[slip.number].places[slip.key],
        rule=slip.rule,
        severity=slip.severity,
        message=slip.message,
        help=slip.help,
        partnership=name,
        at=dotted(("waivers", slip.number, slip.key)),
    )

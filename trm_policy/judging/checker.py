"""Runs a rulebook over a portfolio, on several processes if need be, and settles what counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath

from trm_policy.finding import Finding, Severity, Span, dotted
from trm_policy.judging import waivers
from trm_policy.judging.baseline import FindingsBaseline, hide
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.change_judge import ChangeJudge
from trm_policy.judging.judge import Judge
from trm_policy.portfolio.before import PortfolioChange
from trm_policy.portfolio.parallel import in_parallel
from trm_policy.portfolio.partnership import Charters
from trm_policy.portfolio.reading import PortfolioReader

_WORTH_A_SECOND_PROCESS = 48


_Places = Sequence[Mapping[str, Span]]
"""Where the keys of each waiver of a charter stand."""


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
    several = processes if len(ids) >= _WORTH_A_SECOND_PROCESS else 1
    chunk = max(1, min(64, len(ids) // (several * 4)))
    judged = list(in_parallel((of_change or judge).charter, ids, several, at_a_time=chunk))
    accepted = {one.id: one.accepted for one in judged if one.accepted is not None}
    if judge.whole and len(ids) < len(reader.ids):
        accepted |= reader.accepted(name for name in reader.ids if name not in accepted)
    charters = Charters(accepted)
    found = [finding for one in judged for finding in one.findings]
    found += of_change.removed() if of_change is not None else ()
    found += judge.portfolio(reader.portfolio(charters))
    found += [*reader.directory[2], *reader.strays, *rulebook.catalog.findings]
    found = [finding for finding in found if only is None or finding.partnership in only]
    found = _waived(judge, found, charters, {one.id: one.waivers for one in judged if one.waivers})
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


def _waived(
    judge: Judge, found: list[Finding], charters: Charters, having: Mapping[str, _Places]
) -> list[Finding]:
    """The findings with those that a waiver covers marked, and what is wrong with waivers."""
    if not having:
        return found
    book = judge.rulebook
    portfolio = judge.reader.portfolio(charters)
    judged = frozenset(name for name in book.names() if book.wants(name))
    never = {*book.settings.table.waivers.never, *(rule.name for rule, _ in judge.of_change)}
    today = judge.now.astimezone(UTC).date()
    result: list[Finding] = []
    by_charter: dict[str, list[Finding]] = {}
    for finding in found:
        by_charter.setdefault(finding.partnership, []).append(finding)
    for name in {*by_charter, *having}:
        group = by_charter.get(name, [])
        if name in having:
            terms = waivers.Terms(book.names(), never, judged, portfolio.roster(name).knows)
            group, slips = waivers.apply(charters[name].waivers, group, terms, today)
            path = judge.reader.charter_path(name)
            group += [_of_slip(slip, name, path, having[name]) for slip in slips]
        result += group
    return result


def _of_slip(slip: waivers.Slip, name: str, path: PurePosixPath, places: _Places) -> Finding:
    return Finding(
        path=path,
        span=places[slip.number][slip.key],
        rule=slip.rule,
        severity=slip.severity,
        message=slip.message,
        help=slip.help,
        partnership=name,
        at=dotted(("waivers", slip.number, slip.key)),
    )

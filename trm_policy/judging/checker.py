"""Runs a rulebook over a portfolio, on several processes if need be, and settles what counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from trm_policy.finding import Finding, Severity, dotted
from trm_policy.judging.baseline import (
    NEVER,
    FindingsBaseline,
    earlier_names,
    hide,
    read_baseline,
)
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.incremental import CheckRun, FullCheck, IncrementalCheck
from trm_policy.judging.judged import WrittenWaiver
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.source import WorkTree

if TYPE_CHECKING:
    from trm_policy.judging.waivers import Slip
    from trm_policy.portfolio.before import PortfolioChange


_Known = tuple[PurePosixPath, str, str, str]
"""The file, rule, place and message of a finding."""


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
    cache: ResultCache | None = None,
) -> Report:
    """Judge the charters of ``reader`` as of ``now``.

    ``only`` limits the report to charters of these ids; rules over the whole portfolio still
    see all. A ``change`` is judged as well. The findings do not depend on ``processes``, nor on
    the ``cache``, which keeps what was found in a work tree.
    """
    run: CheckRun
    if cache is not None and change is None and isinstance(reader.source, WorkTree):
        run = IncrementalCheck(reader, rulebook, now, cache, processes)
    else:
        run = FullCheck(reader, rulebook, now, change, processes)
    judged = run.charters([name for name in reader.ids if only is None or name in only])
    found = [finding for one in judged for finding in one.findings]
    found += [*run.removed(), *run.between(judged), *run.of_directory()]
    found += [*reader.strays, *rulebook.catalog.findings]
    found = [finding for finding in found if only is None or finding.partnership in only]
    having = {one.id: one.waivers for one in judged if one.waivers}
    found = _waived(reader, rulebook, now, found, having) if having else found
    wanted = set(_causes(finding for finding in found if rulebook.wants(finding.rule)))
    shut, earlier = frozenset[_Known](), tuple[Finding, ...]()
    if baseline is not None and change is not None:
        shut, earlier = _shut(reader, change), tuple(_earlier(baseline, reader, change))
        baseline = baseline.renamed(change.now_called)
    new, stale = _beyond(baseline, _sorted(wanted), reader, rulebook, only, shut=shut)
    stale += [one for one in earlier if only is None or one.partnership in only]
    told = _sorted([*new, *(finding for finding in stale if rulebook.wants(finding.rule))])
    if cache is not None:
        cache.save()
    owners = {one.id: one.owner for one in judged if one.owner is not None}
    return Report(tuple(told), len(judged), owners, len(wanted) - len(new))


def _beyond(  # noqa: PLR0913 - what was found, where, by what, and how much of it is hidden
    baseline: FindingsBaseline | None,
    found: list[Finding],
    reader: PortfolioReader,
    book: Rulebook,
    only: Collection[str] | None,
    *,
    shut: Collection[_Known],
) -> tuple[list[Finding], list[Finding]]:
    """The findings that no baseline hides, and what is wrong with the baseline.

    Nothing is hidden of what is ``shut``.
    """
    if baseline is None:
        return found, []
    known_by = baseline.known_by(reader.folder, reader.source)
    new, wrong = hide(baseline, found, known_by, only, {*NEVER, *_of_change(book)})
    left = {finding for finding in found if _known(finding) in shut}
    names = {finding.partnership for finding in left if finding.partnership}
    gone = {name for name in names if reader.charter(name) is None}
    return [*new, *left.difference(new)], [one for one in wrong if one.partnership not in gone]


def _earlier(
    baseline: FindingsBaseline, reader: PortfolioReader, change: PortfolioChange
) -> Iterable[Finding]:
    """What is to be said of the baseline that the change leaves, where it renames charters."""
    raw = reader.source.read(baseline.path)
    left = read_baseline(baseline.path, raw) if raw is not None else baseline
    return earlier_names(left, change.now_called)


def _shut(reader: PortfolioReader, change: PortfolioChange) -> frozenset[_Known]:
    """What the change made unreadable in charters and the directory, so that it is untold."""
    found = _new_faults(change.then.directory[2], reader.directory[2])
    for name in change.edited.intersection(change.was):
        then = change.then.read(change.was[name])
        found |= _new_faults(then.findings, reader.read(name).findings)
    return frozenset(found)


def _new_faults(then: Iterable[Finding], now: Iterable[Finding]) -> set[_Known]:
    """What cannot be read, and could be before."""
    known = {_known(finding)[1:] for finding in then}
    wrong = {_known(finding) for finding in now if finding.rule in ("yaml", "schema")}
    return {one for one in wrong if one[1:] not in known}


def _known(finding: Finding) -> _Known:
    return finding.path, finding.rule, finding.at, finding.message


def _causes(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those that follow from another one that stands and is as grave."""
    found = list(found)
    grave: dict[tuple[str, str, str], int] = {}
    for one in found if any(one.follows for one in found) else ():
        if one.waived is None:
            for key in ((one.rule, one.partnership, one.at), (one.rule, *_line(one))):
                grave[key] = max(one.severity.rank, grave.get(key, 0))
    for one in found:
        causes = (
            (rule, one.partnership, at) if at else (rule, *_line(one)) for rule, at in one.follows
        )
        if one.waived is not None or all(grave.get(key, -1) < one.severity.rank for key in causes):
            yield one


def _line(finding: Finding) -> tuple[str, str]:
    return finding.path.as_posix(), str(finding.span.line)


def _of_change(book: Rulebook) -> set[str]:
    """The rules that judge what a change does: nothing that was agreed before excuses it."""
    return {rule.name for rule in book.catalog.rules if rule.change}


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.order)


def _waived(
    reader: PortfolioReader,
    book: Rulebook,
    now: datetime,
    found: Iterable[Finding],
    having: Mapping[str, tuple[WrittenWaiver, ...]],
) -> list[Finding]:
    """The findings with those that a waiver covers marked, and what is wrong with waivers."""
    from trm_policy.judging import waivers

    judged = frozenset(name for name in book.names() if book.wants(name))
    never = {*book.settings.table.waivers.never, *_of_change(book)}
    terms = waivers.Terms(book.names(), never, judged)
    today = now.astimezone(UTC).date()
    result: list[Finding] = []
    by_charter: dict[str, list[Finding]] = {}
    for finding in found:
        by_charter.setdefault(finding.partnership, []).append(finding)
    for name in {*by_charter, *having}:
        group = by_charter.get(name, [])
        if name in having:
            group, slips = waivers.apply(having[name], group, terms, today)
            path = reader.charter_path(name)
            group += [_of_slip(slip, name, path, having[name]) for slip in slips]
        result += group
    return result


def _of_slip(
    slip: Slip, name: str, path: PurePosixPath, written: Sequence[WrittenWaiver]
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

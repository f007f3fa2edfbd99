"""Runs a rulebook over a portfolio, on several processes if need be, and settles what counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from pathlib import PurePosixPath

from trm_policy import dataclass
from trm_policy.finding import Finding, Severity, dotted
from trm_policy.judging import waivers
from trm_policy.judging.baseline import FindingsBaseline, hide
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.change_judge import ChangeJudge
from trm_policy.judging.judge import Facts, Judge, JudgedCharter
from trm_policy.judging.kept import KeptJudge
from trm_policy.judging.waivers import WrittenWaiver
from trm_policy.portfolio.before import PortfolioChange
from trm_policy.portfolio.parallel import for_each_charter
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.source import WorkTree


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
    of_change = None
    if cache is not None and change is None and isinstance(reader.source, WorkTree):
        bench: KeptJudge | _FreshJudge = KeptJudge(reader.source, reader, rulebook, now, cache)
    else:
        judge = Judge(reader, rulebook, now)
        of_change = ChangeJudge(judge, change) if change is not None else None
        bench = _FreshJudge(judge, (of_change or judge).charter)
    ids = [name for name in reader.ids if only is None or name in only]
    judged = bench.charters(ids, processes)
    found = [finding for one in judged for finding in one.findings]
    found += of_change.removed() if of_change is not None else ()
    found += _between(bench, judged, processes)
    found += [*bench.judge.reader.directory[2], *reader.strays, *rulebook.catalog.findings]
    found = [finding for finding in found if only is None or finding.partnership in only]
    found = _waived(bench.judge, found, {one.id: one.waivers for one in judged if one.waivers})
    wanted = {finding for finding in found if rulebook.wants(finding.rule)}
    new, stale = hide(baseline, _sorted(wanted), reader.folder, only) if baseline else (wanted, ())
    told = _sorted([*new, *(finding for finding in stale if rulebook.wants(finding.rule))])
    if cache is not None:
        cache.save()
    owners = {one.id: one.owner for one in judged if one.owner is not None}
    return Report(tuple(told), len(judged), owners, len(wanted) - len(new))


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.order)


@dataclass(frozen=True, slots=True)
class _FreshJudge:
    """Judges everything now; ``charter`` judges one, as it is or beside what it was."""

    judge: Judge
    charter: Callable[[str], JudgedCharter]

    def charters(self, ids: Sequence[str], processes: int) -> list[JudgedCharter]:
        """Each of the charters, judged."""
        return list(for_each_charter(self.charter, ids, processes))

    def facts(self, ids: Sequence[str], processes: int) -> Mapping[str, Facts | None]:
        """What rules over the portfolio need of charters that are not judged themselves."""
        found = for_each_charter(self.judge.facts_of, ids, processes)
        return dict(zip(ids, found, strict=True))


def _between(
    bench: KeptJudge | _FreshJudge, judged: Sequence[JudgedCharter], processes: int
) -> Iterator[Finding]:
    """What does not hold between all charters that can be read."""
    if not bench.judge.whole:
        return
    every = bench.judge.reader.ids
    known = {one.id: one.facts for one in judged}
    known |= bench.facts([name for name in every if name not in known], processes)
    in_order = ((name, known[name]) for name in every)
    yield from bench.judge.portfolio({name: facts for name, facts in in_order if facts is not None})


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

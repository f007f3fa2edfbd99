"""Who judges the charters of a check: all of them now, or what has changed since an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from trm_policy.finding import Finding
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.judged import (
    Facts,
    JudgedCharter,
    Plain,
    finding,
    judged,
    plain,
    plain_finding,
)
from trm_policy.judging.kept import JudgedAnew, KeptResults, Law, digest
from trm_policy.portfolio.layout import CHARTER_FILE, DIRECTORY_FILE
from trm_policy.portfolio.parallel import for_each_charter
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.portfolio.tracked_reads import TrackingSource, digest_of
from trm_policy.source import Stamp, WorkTree

if TYPE_CHECKING:
    from trm_policy.judging.judge import Judge
    from trm_policy.portfolio.before import PortfolioChange
    from trm_policy.timing.clock import Clock

R = TypeVar("R")


class CheckRun(Protocol):
    """Finds what is wrong in charters, between them, and in their directory."""

    def charters(self, ids: Sequence[str]) -> list[JudgedCharter]:
        """Each of the charters, judged."""

    def between(self, judged: Sequence[JudgedCharter]) -> Iterable[Finding]:
        """What does not hold between all charters, of which some were judged."""

    def of_directory(self) -> Iterable[Finding]:
        """What is wrong with the directory itself."""

    def removed(self) -> Iterable[Finding]:
        """What is to be said of charters that a change removed."""


class FullCheck:
    """Judges everything now, beside what it was before a change where there is one."""

    def __init__(
        self,
        reader: PortfolioReader,
        book: Rulebook,
        now: datetime,
        change: PortfolioChange | None,
        processes: int,
    ) -> None:
        from trm_policy.judging.change_judge import ChangeJudge
        from trm_policy.judging.judge import Judge

        self._judge, self._processes = Judge(reader, book, now), processes
        self._change = ChangeJudge(self._judge, change) if change is not None else None

    def charters(self, ids: Sequence[str]) -> list[JudgedCharter]:
        """Each of the charters, judged."""
        judge = self._change or self._judge
        return list(for_each_charter(judge.charter, ids, self._processes))

    def between(self, judged: Sequence[JudgedCharter]) -> Iterable[Finding]:
        """What does not hold between all charters, of which some were judged."""
        if not self._judge.whole:
            return ()
        every = self._judge.reader.ids
        known = {one.id: one.facts for one in judged}
        others = [name for name in every if name not in known]
        facts = for_each_charter(self._judge.facts_of, others, self._processes)
        known |= dict(zip(others, facts, strict=True))
        return self._judge.portfolio(_told(every, known))

    def of_directory(self) -> Iterable[Finding]:
        """What is wrong with the directory itself."""
        told = self._change.of_directory() if self._change is not None else ()
        return (*self._judge.reader.directory[2], *told)

    def removed(self) -> Iterable[Finding]:
        """What is to be said of charters that the change removed."""
        return self._change.removed() if self._change is not None else ()


class IncrementalCheck:
    """Does not judge again by what has not changed since an earlier run.

    What an organisation's own rules find is never kept: they are code that may look at anything,
    and change what they are given, so they judge apart from the rule book. Where nothing has
    changed, nothing is read but the directory, and no model is needed.
    """

    def __init__(
        self,
        reader: PortfolioReader,
        book: Rulebook,
        now: datetime,
        cache: ResultCache,
        processes: int,
    ) -> None:
        directory = reader.folder / DIRECTORY_FILE
        assert isinstance(reader.source, WorkTree)
        tree, raw = reader.source, reader.source.read(directory)
        self._tree, self._source = tree, TrackingSource(tree, {directory: raw})
        self._reader, self._book, self._now = replace(reader, source=self._source), book, now
        self._processes = processes
        wanted = [rule for rule in book.catalog.rules if book.wants(rule.name)]
        of_book = [rule for rule in wanted if rule.family != "checks"]
        own = [rule for rule in wanted if rule.family == "checks"]
        self._own = frozenset(rule.name for rule in own if not (rule.whole or rule.change))
        self._own_whole = frozenset(rule.name for rule in own if rule.whole)
        self._whole = any(rule.whole for rule in of_book)
        names = sorted(rule.name for rule in of_book)
        policies = [policy for policy in book.policies if book.wants(policy.rule)]
        facts = digest(reader.folder, book.settings.table, tree.has(directory), digest_of(raw))
        law = Law(
            digest(reader.folder, names, sorted(policy.rule for policy in policies)),
            facts,
            digest(facts, reader.ids, [(policy, policy.schema) for policy in policies]),
        )
        self._results = KeptResults(cache, tree, reader.folder, law, now)
        self._noted: dict[str, tuple[Facts | None, bytes]] = {}

    def charters(self, ids: Sequence[str]) -> list[JudgedCharter]:
        """Each of the charters as it was judged now, or earlier with the same result."""
        stamps = {name: self._tree.stamps(self._reader.folder / name) for name in ids}
        kept = {name: self._results.charter(name, stamps[name]) for name in ids}
        found = {name: (one[0], one[1]) for name, one in kept.items() if one is not None}
        anew = [name for name in ids if name not in found]
        for name, new in self._for_each(self._anew, anew):
            self._results.keep_charter(name, new, stamps[name])
            found[name] = new.judged, new.digests[CHARTER_FILE]
        by_own = self._by_own_rules(ids)
        self._noted |= {name: (one[-1], known) for name, (one, known) in found.items()}
        judged_ones = (judged(name, found[name][0]) for name in ids)
        return [_beside(one, by_own.get(one.id, ())) for one in judged_ones]

    def between(self, judged: Sequence[JudgedCharter]) -> Iterable[Finding]:  # noqa: ARG002 - as noted
        """What does not hold between all charters, of which some were judged."""
        own = self._between_by_own_rules()
        if not self._whole:
            return own
        every = self._reader.ids
        self._note([name for name in every if name not in self._noted])
        charters = digest([(name, self._noted[name][1]) for name in every])
        kept = self._results.between(charters)
        if kept is not None:
            return [*kept, *own]
        clock = self._clock()
        facts = {name: self._noted[name][0] for name in every}
        found = list(self._judge.portfolio(_told(every, facts), clock))
        if not _by_accident(found):
            self._results.keep_between(charters, _span(clock), found)
        return [*found, *own]

    def of_directory(self) -> Iterable[Finding]:
        """What is wrong with the directory itself."""
        found = self._results.of_directory()
        if found is None:
            found = self._reader.directory[2]
            self._results.keep_of_directory(found)
        return found

    def removed(self) -> Iterable[Finding]:
        """Nothing: what is judged here has no before."""
        return ()

    @cached_property
    def _judge(self) -> Judge:
        """A judge by the rule book and the policies."""
        from trm_policy.judging.judge import Judge

        ignored = self._book.ignored | self._own | self._own_whole
        return Judge(self._reader, replace(self._book, ignored=ignored), self._now)

    def _by_rules(self, names: frozenset[str]) -> Judge:
        """A judge by some of the rules alone."""
        from trm_policy.judging.judge import Judge

        return Judge(self._reader, replace(self._book, chosen=names), self._now)

    def _clock(self) -> Clock:
        from trm_policy.timing.clock import Clock

        return Clock(self._now)

    def _for_each(self, work: Callable[[str], R], ids: Sequence[str]) -> Iterator[tuple[str, R]]:
        """What ``work`` makes of each charter; the judge is made once, before processes part."""
        if ids and self._judge:
            yield from zip(ids, for_each_charter(work, ids, self._processes), strict=True)

    def _anew(self, name: str) -> JudgedAnew:
        folder, clock = self._reader.folder / name, self._clock()
        read = self._source.read_so_far
        read.clear()
        one = self._judge.charter(name, clock)
        inside = {path: known for path, known in read.items() if path.is_relative_to(folder)}
        digests = {path.relative_to(folder).as_posix(): known for path, known in inside.items()}
        certain = len(inside) == len(read) and not _by_accident(one.findings)
        return JudgedAnew(plain(one), _span(clock), digests, certain)

    def _by_own_rules(self, ids: Sequence[str]) -> dict[str, Plain]:
        """What an organisation's own rules find in charters, or that they failed."""
        if not (self._own and ids):
            return {}
        found = for_each_charter(self._by_rules(self._own).charter, ids, self._processes)
        theirs = self._own | {"rule-crashed"}
        return {
            one.id: tuple(plain_finding(f) for f in one.findings if f.rule in theirs)
            for one in found
        }

    def _between_by_own_rules(self) -> Iterable[Finding]:
        return self._by_rules(self._own_whole).portfolio({}) if self._own_whole else ()

    def _note(self, ids: Sequence[str]) -> None:
        """Know the facts of charters that are not judged themselves."""
        kept = {name: self._results.facts(name) for name in ids}
        self._noted |= {name: one for name, one in kept.items() if one is not None}
        anew = [name for name, one in kept.items() if one is None]
        for name, (facts, stamp, known) in self._for_each(self._facts_anew, anew):
            self._results.keep_facts(name, facts, stamp, known)
            self._noted[name] = facts, known

    def _facts_anew(self, name: str) -> tuple[Facts | None, Stamp | None, bytes]:
        path = self._reader.charter_path(name)
        stamp = self._tree.stamp(path)
        facts = self._judge.facts_of(name)
        return facts, stamp, self._source.read_so_far[path]


def _told(ids: Iterable[str], facts: Mapping[str, Facts | None]) -> dict[str, Facts]:
    """The facts of the charters that could be read, in the order of their ids."""
    return {name: one for name in ids if (one := facts[name]) is not None}


def _beside(one: JudgedCharter, by_own: Plain) -> JudgedCharter:
    return replace(one, findings=(*one.findings, *map(finding, by_own))) if by_own else one


def _by_accident(found: Iterable[Finding]) -> bool:
    """Whether a rule failed by itself, which it may not do the next time."""
    return any(one.rule == "rule-crashed" for one in found)


def _span(clock: Clock) -> tuple[str, str]:
    return clock.since.isoformat(), clock.until.isoformat()

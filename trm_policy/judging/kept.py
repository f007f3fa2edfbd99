"""Judgements of earlier runs: a charter is judged again where something changed that decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from trm_policy.finding import Finding, Severity, Span
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.judge import Facts, Judge, JudgedCharter
from trm_policy.judging.waivers import WrittenWaiver
from trm_policy.portfolio.layout import CHARTER_FILE, DIRECTORY_FILE
from trm_policy.portfolio.noting import NotingSource, digest_of, unchanged
from trm_policy.portfolio.parallel import for_each_charter
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.source import Stamp, Stamps, WorkTree

_Plain = tuple[Any, ...]
"""A judgement as it travels and is kept."""


class KeptJudge:
    """A judge of a work tree who does not judge again by what has not changed.

    What an organisation's own rules find is never kept: they are code that may look at anything.
    """

    def __init__(
        self,
        tree: WorkTree,
        reader: PortfolioReader,
        book: Rulebook,
        now: datetime,
        cache: ResultCache,
    ) -> None:
        self._tree, self._cache = tree, cache
        self._source = NotingSource(tree)
        self.judge = Judge(replace(reader, source=self._source), book, now)
        self._own = frozenset(r.name for r, _ in self.judge.rules if r.family == "checks")
        whole = [rule.name for rule, _ in self.judge.whole if rule.family != "checks"]
        rules = [rule.name for rule, _ in self.judge.rules if rule.name not in self._own]
        policies = [(policy, policy.schema) for policy, _ in self.judge.policies]
        names = [policy.rule for policy, _ in policies]
        self._key = _digest(reader.folder, *map(sorted, (whole, rules, names)))
        directory = reader.folder / DIRECTORY_FILE
        read = self._source.read_so_far.get(directory)
        self._by_directory = _digest(read, tree.has(directory))
        settings = repr(book.settings.table)
        self._by = _digest(self._by_directory, reader.ids, settings, policies)

    def charters(self, ids: Sequence[str], processes: int) -> list[JudgedCharter]:
        """Each of the charters as it was judged now, or earlier with the same result."""
        stamps = {name: self._tree.stamps(self._folder(name)) for name in ids}
        found = {name: self._found(name, stamps[name]) for name in ids}
        own = self._by_own_rules([name for name in ids if found[name]], processes)
        missing = [name for name in ids if not found[name]]
        anew = for_each_charter(self._anew, missing, processes)
        for name, (judged, by_own, digests) in zip(missing, anew, strict=True):
            found[name], own[name] = judged, by_own
            self._keep(name, judged, stamps[name], digests)
        return [_judged(name, found[name] or (), own.get(name, ())) for name in ids]

    def facts(self, ids: Sequence[str], processes: int) -> Mapping[str, Facts | None]:
        """What rules over the portfolio need of charters that are not judged themselves."""
        found = {name: self._facts_found(name) for name in ids}
        missing = [name for name in ids if not found[name]]
        anew = for_each_charter(self._facts_anew, missing, processes)
        for name, (facts, stamp, digest) in zip(missing, anew, strict=True):
            found[name] = (facts,)
            self._keep_facts(name, facts, stamp, digest)
        return {name: one[0] for name, one in found.items() if one}

    def _folder(self, name: str) -> PurePosixPath:
        return self.judge.reader.folder / name

    def _found(self, name: str, now: Stamps | None) -> _Plain | None:
        """What was kept of a charter, if the same would be found now."""
        kept = self._cache.get((self._key, name))
        if kept is None or now is None:
            return None
        by, then, digests, judged = kept
        since, until = map(datetime.fromisoformat, judged[:2])
        if by != self._by or not since <= self.judge.now < until:
            return None
        if then != now or None in now.values():
            if not unchanged(self._tree, self._folder(name), now, then, digests):
                return None
            self._keep(name, judged, now, digests)
        return tuple(judged)

    def _anew(self, name: str) -> tuple[_Plain, _Plain, Mapping[str, bytes] | None]:
        """A judgement, what own rules found beside it, and what was read; None if by accident."""
        read, folder = self._source.read_so_far, self._folder(name)
        read.clear()
        judged = self.judge.charter(name)
        by_own = [one for one in judged.findings if one.rule in self._own]
        by_book = tuple(one for one in judged.findings if one.rule not in self._own)
        by_accident = any(one.rule == "rule-crashed" for one in by_book)
        digests = {path.relative_to(folder).as_posix(): digest for path, digest in read.items()}
        plain = _plain(replace(judged, findings=by_book))
        return plain, tuple(map(_plain_finding, by_own)), None if by_accident else digests

    def _keep(
        self, name: str, judged: _Plain, stamps: Stamps | None, digests: Mapping[str, bytes] | None
    ) -> None:
        if digests is None or stamps is None or not digests.keys() <= stamps.keys():
            return
        self._cache.put((self._key, name), (self._by, dict(stamps), dict(digests), judged))
        self._keep_facts(name, judged[-1], stamps[CHARTER_FILE], digests[CHARTER_FILE])

    def _by_own_rules(self, ids: Sequence[str], processes: int) -> dict[str, _Plain]:
        """What an organisation's own rules find in charters that are not judged otherwise."""
        if not self._own:
            return {}
        book = replace(self.judge.rulebook, chosen=self._own)
        judge = Judge(self.judge.reader, book, self.judge.now)
        found = for_each_charter(judge.charter, ids, processes)
        return {one.id: tuple(map(_plain_finding, one.findings)) for one in found}

    def _facts_found(self, name: str) -> tuple[Facts | None] | None:
        kept = self._cache.get((self._key, name, CHARTER_FILE))
        if kept is None or kept[0] != self._by_directory:
            return None
        _, then, digest, facts = kept
        path = self._folder(name) / CHARTER_FILE
        now = self._tree.stamp(path)
        if now is None or now != then:
            if digest_of(self._tree.read(path)) != digest:
                return None
            self._keep_facts(name, facts, now, digest)
        return (facts,)

    def _facts_anew(self, name: str) -> tuple[Facts | None, Stamp | None, bytes]:
        path = self._folder(name) / CHARTER_FILE
        stamp = self._tree.stamp(path)
        facts = self.judge.facts_of(name)
        return facts, stamp, self._source.read_so_far[path]

    def _keep_facts(
        self, name: str, facts: Facts | None, stamp: Stamp | None, digest: bytes
    ) -> None:
        kept = (self._by_directory, stamp, digest, facts)
        self._cache.put((self._key, name, CHARTER_FILE), kept)


def _digest(*of: object) -> bytes:
    return sha256(repr(of).encode("utf-8", "surrogateescape")).digest()[:16]


def _plain(judged: JudgedCharter) -> _Plain:
    return (
        judged.since.isoformat(),
        judged.until.isoformat(),
        tuple(map(_plain_finding, judged.findings)),
        judged.owner,
        tuple(map(_plain_waiver, judged.waivers)),
        judged.facts,
    )


def _judged(name: str, plain: _Plain, by_own: Iterable[_Plain]) -> JudgedCharter:
    since, until, findings, owner, waivers, facts = plain
    return JudgedCharter(
        name,
        tuple(_finding(*one) for one in (*findings, *by_own)),
        owner,
        tuple(map(_waiver, waivers)),
        facts,
        datetime.fromisoformat(since),
        datetime.fromisoformat(until),
    )


def _plain_finding(one: Finding) -> _Plain:
    texts = (one.rule, one.severity.value, one.message, one.help, one.partnership, one.at)
    return (one.path.as_posix(), tuple(one.span), *texts)


def _finding(
    path: str, span: tuple[int, int, int, int], rule: str, level: str, *texts: str
) -> Finding:
    return Finding(PurePosixPath(path), Span(*span), rule, Severity(level), *texts)


def _plain_waiver(one: WrittenWaiver) -> _Plain:
    *texts, expires, known, places = one
    spans = {key: tuple(span) for key, span in places.items()}
    return (*texts, expires and expires.isoformat(), known, spans)


def _waiver(plain: _Plain) -> WrittenWaiver:
    rule, at, because, approved_by, expires, known, spans = plain
    places = {key: Span(*span) for key, span in spans.items()}
    last = expires and date.fromisoformat(expires)
    return WrittenWaiver(rule, at, because, approved_by, last, known, places)

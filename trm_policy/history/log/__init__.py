"""The log of charters in governance terms: what was agreed, moved, weakened, and by whom."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain, islice
from pathlib import PurePosixPath

from trm_policy import dataclass
from trm_policy.history import Repository
from trm_policy.history.changes import charter_of
from trm_policy.history.log.describing import PlacedEvent
from trm_policy.history.log.event import Event, EventKind
from trm_policy.history.log.life import Life
from trm_policy.history.log.states import ReadVersions
from trm_policy.history.log.turns import Turn, turns
from trm_policy.model.audience import Override
from trm_policy.portfolio.parallel import in_parallel

_AT_A_TIME = 32


@dataclass(frozen=True)
class Work:
    """Lives to be told to a reader: the versions of each, and how many of them are told.

    ``most`` is how many events of each life are wanted, None for all.
    """

    repository: Repository
    folder: PurePosixPath
    lives: Sequence[tuple[Sequence[tuple[int, Turn]], int]]
    reader: Override
    most: int | None = None

    def told(self) -> Iterator[PlacedEvent]:
        """The events of one life after the other. All blobs are read by one git."""
        versions = ReadVersions(self.repository)
        lives = [(Life(self.folder, turns, versions), amount) for turns, amount in self.lives]
        names = [blobs for life, amount in lives for blobs in life.blobs_wanted(amount)]
        stream = self.repository.read_blobs(blob for blobs in names for blob in blobs)
        raws = (dict(zip(blobs, islice(stream, len(blobs)), strict=True)) for blobs in names)
        for life, amount in lives:
            mine = islice(raws, amount)
            yield from life.events(mine, self.reader, amount, self.most)
            deque(mine, maxlen=0)

    def told_from(self, start: int) -> list[PlacedEvent]:
        """The events of the lives from ``start`` on that are told at a time."""
        return list(replace(self, lives=self.lives[start : start + _AT_A_TIME]).told())


_WORTH_A_SECOND_PROCESS = 400
_FIRST = 4
"""How many more turns are looked through than events are wanted, before older ones are."""


@dataclass(frozen=True)
class PortfolioLog:
    """What the main line up to a revision did to the charters of ``folder``.

    ``turns`` go back to the beginning, newest first; events are told of those since the day
    ``since`` began in UTC. ``ids`` are the charters that are there at the end. No answer depends
    on ``processes``.
    """

    repository: Repository
    folder: PurePosixPath
    turns: Sequence[Turn]
    ids: frozenset[str]
    since: date | None = None
    processes: int = 1

    @classmethod
    def of(
        cls,
        repository: Repository,
        folder: PurePosixPath,
        *,
        until: str = "HEAD",
        since: date | None = None,
        processes: int = 1,
    ) -> PortfolioLog:
        """One pass over history. Raises HistoryError where that cannot be read."""
        tip = repository.revision(until)
        ids = (charter_of(path, folder) for path in tip.blobs())
        found = turns(repository, folder, tip, since)
        return cls(repository, folder, found, frozenset(filter(None, ids)), since, processes)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The life that a name belongs to: the last that bore it. Former names count."""
        found = {name: name for name in self.ids}
        for turn in self.turns:
            for name in (turn.version.life, turn.version.id, turn.version.was):
                found.setdefault(name, turn.version.life)
        return found

    def events(
        self, reader: Override, *, lives: Collection[str] | None = None, limit: int | None = None
    ) -> list[Event]:
        """What a reader may be told, newest first: of these lives, and the last ``limit`` alone."""
        wanted = [t for t in self.turns if lives is None or t.version.life in lives]
        until = len(wanted)
        if self.since is not None:
            until = next((n for n, t in enumerate(wanted) if t.day < self.since), until)
        if limit is None:
            return self._events(wanted, until, reader)
        look = limit * _FIRST
        while True:
            found = self._events(wanted, min(look, until), reader)
            if len(found) >= limit or look >= until:
                return found[:limit]
            look *= _FIRST

    def last_of_each(self, reader: Override, amount: int) -> dict[str, list[Event]]:
        """The last events of each life that has any, newest first."""
        found: dict[str, list[Event]] = {}
        for one in self._told(self.turns, len(self.turns), reader, amount):
            found.setdefault(one.event.partnership, []).append(one.event)
        return found

    def _events(self, wanted: Sequence[Turn], until: int, reader: Override) -> list[Event]:
        found = sorted(self._told(wanted, until, reader), key=_place)
        return [one.event for one in found]

    def _told(
        self, wanted: Sequence[Turn], until: int, reader: Override, most: int | None = None
    ) -> Iterator[PlacedEvent]:
        """Life after life, what the first ``until`` of the wanted turns did."""
        lives: dict[str, list[tuple[int, Turn]]] = {}
        for number, turn in enumerate(wanted):
            lives.setdefault(turn.version.life, []).append((number, turn))
        whole = [
            (turns, amount)
            for turns in lives.values()
            if (amount := sum(number < until for number, _ in turns))
        ]
        work = Work(self.repository, self.folder, whole, reader, most)
        if self.processes == 1 or min(until, len(wanted)) < _WORTH_A_SECOND_PROCESS:
            return work.told()
        starts = range(0, len(whole), _AT_A_TIME)
        return chain.from_iterable(in_parallel(work.told_from, starts, self.processes))


def _place(one: PlacedEvent) -> tuple[int, int]:
    return one.number, one.order


__all__ = ["Event", "EventKind", "PortfolioLog"]

"""Lives to be told: what is known of them is taken, the rest is worked out by several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from trm_policy.history import Repository
from trm_policy.history.log.answer_cache import AnswerCache
from trm_policy.history.log.life import Life, PlacedEvent
from trm_policy.history.log.states import NotReadError, ReadVersions
from trm_policy.history.log.turns import Turn
from trm_policy.model.audience import Override
from trm_policy.portfolio.parallel import in_parallel

_WORTH_A_SECOND_PROCESS = 400
_AT_A_TIME = 32

Versions = Sequence[tuple[int, Turn]]
"""The turns of one life, newest first, each with its number."""


@dataclass(frozen=True)
class Work:
    """Lives to be told to a reader: the versions of each, and how many of them are told.

    ``most`` is how many events of each life are wanted, None for all.
    """

    repository: Repository
    folder: PurePosixPath
    lives: Sequence[tuple[Versions, int]]
    reader: Override
    answers: AnswerCache
    most: int | None = None

    def known(self) -> tuple[list[PlacedEvent], Work]:
        """The events of the lives of which all was told before, and the work that is left."""
        nothing = ReadVersions(None)
        found, left = [], []
        for versions, amount in self.lives:
            try:
                found += self._life(versions, nothing).events(amount, self.most)
            except NotReadError:
                left.append((versions, amount))
        return found, replace(self, lives=left)

    def told(self) -> list[PlacedEvent]:
        """The events of one life after the other. All files are read by one git."""
        read = ReadVersions(self.repository)
        lives = ((self._life(versions, read), amount) for versions, amount in self.lives)
        return [event for life, amount in lives for event in life.events(amount, self.most)]

    def told_from(self, start: int) -> tuple[list[PlacedEvent], dict[bytes, Any]]:
        """The events of the lives from ``start`` on that are told at a time, and what is new."""
        answers = AnswerCache(self.answers.kept)
        some = replace(self, lives=self.lives[start : start + _AT_A_TIME], answers=answers)
        return some.told(), answers.new

    def told_at_once(self, processes: int) -> Iterator[PlacedEvent]:
        """The same events; by several processes where there are many."""
        amount = sum(amount for _, amount in self.lives)
        if processes == 1 or amount < _WORTH_A_SECOND_PROCESS:
            yield from self.told()
            return
        starts = range(0, len(self.lives), _AT_A_TIME)
        for found, new in in_parallel(self.told_from, starts, processes):
            self.answers.keep(new)
            yield from found

    def _life(self, versions: Versions, read: ReadVersions) -> Life:
        return Life(self.folder, versions, read, self.answers, self.reader)

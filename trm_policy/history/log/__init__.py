"""The log of charters in governance terms: what was agreed, moved, weakened, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from trm_policy.history import Repository, Revision
from trm_policy.history.changes import charter_of
from trm_policy.history.log.answer_cache import AnswerCache
from trm_policy.history.log.event import Event, EventKind
from trm_policy.history.log.turns import Turn, turns
from trm_policy.portfolio.result_cache import ResultCache

if TYPE_CHECKING:
    from trm_policy.history.log.life import PlacedEvent
    from trm_policy.model.values import Override

_FIRST = 4
"""How many more turns are looked through than events are wanted, before older ones are."""


@dataclass(frozen=True)
class PortfolioLog:
    """What the main line up to ``tip`` did to the charters of ``folder``.

    Events are told of what was done since the day ``since`` began in UTC. No answer depends on
    ``processes``, nor on what is in ``answers``. Whatever is asked raises HistoryError where
    history cannot be read.
    """

    repository: Repository
    folder: PurePosixPath
    tip: Revision
    answers: AnswerCache
    since: date | None = None
    processes: int = 1

    @classmethod
    def of(  # noqa: PLR0913 - what is told, how much of it, and what may help
        cls,
        repository: Repository,
        folder: PurePosixPath,
        *,
        until: str = "HEAD",
        since: date | None = None,
        processes: int = 1,
        kept: ResultCache | None = None,
    ) -> PortfolioLog:
        """The log up to a revision. Raises HistoryError where that cannot be read.

        ``kept`` is what earlier runs have told, and what later ones may know.
        """
        answers = AnswerCache(kept or ResultCache("log", repository.root, None))
        return cls(repository, folder, repository.revision(until), answers, since, processes)

    @cached_property
    def turns(self) -> Sequence[Turn]:
        """All that was done, newest first, back to the beginning; by one pass over history."""
        return turns(self.repository, self.folder, self.tip, self.since)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The charters that are there at the end."""
        found = (charter_of(path, self.folder) for path in self.tip.blobs())
        return frozenset(filter(None, found))

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
        if lives is None:
            asked = ("events", str(reader), limit)
            return self._remembered(asked, lambda: self._last(self.turns, reader, limit))
        found = self._last([t for t in self.turns if t.version.life in lives], reader, limit)
        self.answers.save()
        return found

    def last_of_each(self, reader: Override, amount: int) -> dict[str, list[Event]]:
        """The last events of each life that has any, newest first."""

        def told() -> list[Event]:
            return _in_order(self._told(self.turns, len(self.turns), reader, amount))

        found: dict[str, list[Event]] = {}
        for event in self._remembered(("last of each", str(reader), amount), told):
            found.setdefault(event.partnership, []).append(event)
        return found

    def _remembered(self, asked: tuple[Any, ...], told: Callable[[], list[Event]]) -> list[Event]:
        """What was told when the same was asked of the same history; else what is told now."""
        since = str(self.since)
        question = (*asked, since, str(self.folder), self.repository.prefix)
        found = self.answers.events(question, self.tip)
        if found is None:
            found = told()
            self.answers.keep_events(question, self.tip, found, (t.commit for t in self.turns))
            self.answers.save()
        return found

    def _last(self, wanted: Sequence[Turn], reader: Override, limit: int | None) -> list[Event]:
        until = len(wanted)
        if self.since is not None:
            until = next((n for n, t in enumerate(wanted) if t.day < self.since), until)
        if limit is None:
            return _in_order(self._told(wanted, until, reader))
        look = limit * _FIRST
        while True:
            found = _in_order(self._told(wanted, min(look, until), reader))
            if len(found) >= limit or look >= until:
                return found[:limit]
            look *= _FIRST

    def _told(
        self, wanted: Sequence[Turn], until: int, reader: Override, most: int | None = None
    ) -> list[PlacedEvent]:
        """What the first ``until`` of the wanted turns did."""
        from trm_policy.history.log.work import Work

        lives: dict[str, list[tuple[int, Turn]]] = {}
        for number, turn in enumerate(wanted):
            lives.setdefault(turn.version.life, []).append((number, turn))
        whole = [
            (turns, amount)
            for turns in lives.values()
            if (amount := sum(number < until for number, _ in turns))
        ]
        work = Work(self.repository, self.folder, whole, reader, self.answers, most)
        known, left = work.known()
        return [*known, *left.told_at_once(self.processes)]


def _in_order(found: Iterable[PlacedEvent]) -> list[Event]:
    return [one.event for one in sorted(found, key=lambda one: one[:2])]


__all__ = ["Event", "EventKind", "PortfolioLog"]

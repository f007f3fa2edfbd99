"""The clock of a whole escalation: its levels one after the other, what is overdue and what next.

Of an escalation that was recorded the steps are what happened; the levels above are reckoned as if
each passed on when its time has passed. Where nothing is recorded, all levels are reckoned so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from trm_policy.model.governance import Level
from trm_policy.model.records import EscalationFront, EscalationStep
from trm_policy.timing import WorkCalendar, deadline


@dataclass(frozen=True, slots=True)
class LevelClock:
    """The ends of a level's windows, in UTC.

    ``acknowledge_by`` has the parties with a contact there, each by its own clock; it is empty
    where the level has no such window. ``windows_end`` says when the level's whole time has passed
    for each party that counts, and ``passes_on`` is the latest of these; it is None where the
    level has no window for it.
    """

    acknowledge_by: Mapping[str, datetime]
    windows_end: Mapping[str, datetime]
    passes_on: datetime | None


def level_clock(
    level: Level, reached_at: datetime, calendars: Mapping[str, WorkCalendar]
) -> LevelClock:
    """The clock of a level that was reached at an instant; ``calendars`` are the parties'.

    Where the level names no contact of any of them, all parties count for passing on; where there
    are no parties either, no window ends. Raises OverflowError beyond the year 9999.
    """
    reached = {party: calendars[party] for party in level.contacts if party in calendars}
    counted = reached or calendars
    answer, climb = level.acknowledge_within, level.escalate_after
    ends = (
        {}
        if climb is None
        else {party: deadline(reached_at, climb, each) for party, each in counted.items()}
    )
    return LevelClock(
        {}
        if answer is None
        else {party: deadline(reached_at, answer, each) for party, each in reached.items()},
        ends,
        max(ends.values(), default=None),
    )


_FORESEEN = timedelta(days=3660)
"""How far ahead levels are reckoned; no path climbs for ten years."""


class AckState(StrEnum):
    """Whether a party has acknowledged on a level."""

    HEARD = "acknowledged"
    LATE = "acknowledged late"
    AWAITED = "awaited"
    OVERDUE = "overdue"
    NEVER = "never acknowledged"
    SPARED = "moved on before"
    TO_COME = "to come"
    UNTIMED = "no time set"


_OWED = (AckState.HEARD, AckState.LATE, AckState.NEVER, AckState.OVERDUE)


class Duty(StrEnum):
    """What has to be done now."""

    ACKNOWLEDGE = "acknowledge"
    SETTLE = "settle"
    HAND_OVER = "hand over"
    ENDGAME = "endgame"
    WAIT = "wait"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class LevelParty:
    """One party on one level. Instants are None where there are none."""

    party: str
    contact: str | None
    acknowledge_by: datetime | None
    window_ends: datetime | None
    acknowledged_at: datetime | None
    answer: AckState

    @property
    def owed(self) -> bool:
        """Whether an acknowledgement was owed, and was neither spared nor is still awaited."""
        return self.acknowledge_by is not None and self.answer in _OWED

    @property
    def awaited(self) -> bool:
        """Whether an acknowledgement is still to come, in time or late."""
        return self.answer in (AckState.AWAITED, AckState.OVERDUE)


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of an escalation.

    ``level`` holds nothing but its id where the charter does not know it (``known``).
    ``recorded`` says that the level was reached, rather than reckoned to be; ``reached_at`` is
    None where nobody can tell when it will be. ``left_at`` is when it was passed on or settled.
    """

    level: Level
    reached_at: datetime | None
    recorded: bool
    known: bool
    left_at: datetime | None
    passes_on: datetime | None
    sides: tuple[LevelParty, ...]


class Deadline(NamedTuple):
    """An instant by which a party must acknowledge or, without one, the level must be done."""

    at: datetime
    level: str
    party: str | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of an escalation as of ``now``, lowest first.

    ``current`` is the number of the level on which it stands; None where it is settled or not
    raised yet.
    """

    rungs: tuple[Rung, ...]
    raised_at: datetime
    settled_at: datetime | None
    now: datetime
    current: int | None

    @property
    def here(self) -> Rung | None:
        """The level on which it stands."""
        return None if self.current is None else self.rungs[self.current]

    @property
    def above(self) -> Rung | None:
        """The level that takes over next."""
        if self.current is None or self.current + 1 >= len(self.rungs):
            return None
        return self.rungs[self.current + 1]

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """What is still to be kept to on the level where it stands, the first one first."""
        here = self.here
        if here is None:
            return ()
        found = [
            Deadline(side.acknowledge_by, here.level.id, side.party)
            for side in here.sides
            if side.acknowledge_by is not None and side.awaited
        ]
        if here.passes_on is not None:
            found.append(Deadline(here.passes_on, here.level.id, None))
        return tuple(sorted(found, key=lambda one: (one.at, one.party is None, one.party or "")))

    @property
    def overdue(self) -> tuple[Deadline, ...]:
        """Those that have passed by now."""
        return tuple(one for one in self.deadlines if one.at < self.now)

    @property
    def next_deadline(self) -> Deadline | None:
        """The first that has not passed."""
        return next((one for one in self.deadlines if one.at >= self.now), None)

    @property
    def duty(self) -> Duty:
        """What has to be done now."""
        here = self.here
        if here is None:
            return Duty.NOTHING if self.settled_at is not None else Duty.WAIT
        if here.passes_on is not None and here.passes_on < self.now:
            return Duty.HAND_OVER if self.above is not None else Duty.ENDGAME
        if any(side.awaited for side in here.sides):
            return Duty.ACKNOWLEDGE
        return Duty.SETTLE

    @property
    def actors(self) -> tuple[LevelParty, ...]:
        """Who has to do it: where the time of a level is over, the level that takes over."""
        duty, here, above = self.duty, self.here, self.above
        if duty is Duty.HAND_OVER and above is not None:
            return above.sides
        if duty is Duty.ACKNOWLEDGE and here is not None:
            return tuple(side for side in here.sides if side.awaited)
        return here.sides if here is not None else ()


Calendars = Mapping[str, WorkCalendar]


def recorded_ladder(
    front: EscalationFront, levels: Sequence[Level], calendars: Calendars, now: datetime
) -> Ladder:
    """The clock of a recorded escalation, of which ``front`` holds nothing later than ``now``.

    ``levels`` are the charter's. A level whose time is over is taken to be passed on now, since
    the next one counts from when it is reached. Without steps it stands on the lowest level.
    """
    known = {level.id: level for level in levels}
    steps = front.steps or tuple(
        EscalationStep(level=level.id, reached_at=front.raised_at) for level in levels[:1]
    )
    reckoner, rungs = _Reckoner(calendars, now), []
    for step, following in zip_longest(steps, steps[1:]):
        left = following.reached_at if following is not None else front.settled_at
        rungs.append(reckoner.recorded(step, known.get(step.level), left))
    current = None if front.settled_at is not None or not rungs else len(rungs) - 1
    if current is not None and rungs[-1].known:
        due = rungs[-1].passes_on
        reached = max(due, now) if due is not None else None
        rungs += reckoner.reckoned(_above(levels, rungs[-1].level.id), reached)
    return Ladder(tuple(rungs), front.raised_at, front.settled_at, now, current)


def supposed_ladder(
    raised_at: datetime,
    levels: Sequence[Level],
    calendars: Calendars,
    now: datetime,
    start: str | None = None,
) -> Ladder:
    """The clock of what would be raised at an instant on the level ``start``, or the lowest.

    Nobody is taken to have acknowledged, and each level to have passed on in time.
    """
    names = [level.id for level in levels]
    first = names.index(start) if start is not None else 0
    rungs = tuple(_Reckoner(calendars, now).reckoned(levels[first:], raised_at))
    reached = [n for n, rung in enumerate(rungs) if rung.reached_at and rung.reached_at <= now]
    return Ladder(rungs, raised_at, None, now, max(reached, default=None))


def _above(levels: Sequence[Level], level: str) -> Sequence[Level]:
    names = [one.id for one in levels]
    return levels[names.index(level) + 1 :]


@dataclass(frozen=True, slots=True)
class _Reckoner:
    """Makes rungs by the parties' calendars, as of ``now``."""

    calendars: Calendars
    now: datetime

    def recorded(self, step: EscalationStep, level: Level | None, left: datetime | None) -> Rung:
        """A level that was reached; ``level`` is None where the charter does not know it."""
        known = level is not None
        level = level or Level.model_construct(id=step.level)
        clock = self._clock(level, step.reached_at)
        heard = step.acknowledged
        sides = tuple(
            _side(party, level, clock, heard.get(party), self._answer(clock, party, heard, left))
            for party in dict.fromkeys((*level.contacts, *clock.windows_end, *heard))
        )
        return Rung(level, step.reached_at, True, known, left, clock.passes_on, sides)

    def reckoned(self, levels: Sequence[Level], reached: datetime | None) -> Iterator[Rung]:
        """Levels each of which passes on when its time has passed, as far as it can be foreseen."""
        first = reached
        for level in levels:
            if reached is not None and first is not None and reached - first > _FORESEEN:
                reached = None
            clock = self._clock(level, reached)
            ahead = reached is None or reached > self.now
            sides = []
            for party in dict.fromkeys((*level.contacts, *clock.windows_end)):
                answer = AckState.TO_COME if ahead else self._answer(clock, party, {}, None)
                sides.append(_side(party, level, clock, None, answer))
            yield Rung(level, reached, False, True, None, clock.passes_on, tuple(sides))
            reached = clock.passes_on

    def _clock(self, level: Level, reached: datetime | None) -> LevelClock:
        """The level's clock; without any end where it would be beyond the calendar's."""
        if reached is None:
            return LevelClock({}, {}, None)
        try:
            return level_clock(level, reached, self.calendars)
        except OverflowError:
            return LevelClock({}, {}, None)

    def _answer(
        self,
        clock: LevelClock,
        party: str,
        acknowledged: Mapping[str, datetime],
        left: datetime | None,
    ) -> AckState:
        due, heard = clock.acknowledge_by.get(party), acknowledged.get(party)
        if heard is not None:
            return AckState.LATE if due is not None and heard > due else AckState.HEARD
        if due is None:
            return AckState.UNTIMED
        if left is not None:
            return AckState.NEVER if left > due else AckState.SPARED
        return AckState.OVERDUE if self.now > due else AckState.AWAITED


def _side(
    party: str,
    level: Level,
    clock: LevelClock,
    heard: datetime | None,
    answer: AckState,
) -> LevelParty:
    due, ends = clock.acknowledge_by.get(party), clock.windows_end.get(party)
    return LevelParty(party, level.contacts.get(party), due, ends, heard, answer)

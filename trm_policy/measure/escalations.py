"""Escalations and their clocks: state, level, age, and what has to happen next by whose clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath

from trm_policy.measure.escalation_ladder import (
    Deadline,
    Ladder,
    recorded_ladder,
    supposed_ladder,
)
from trm_policy.measure.obligations import obligation_due
from trm_policy.model.governance import Level
from trm_policy.model.records import EscalationFront
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import escalations_known
from trm_policy.portfolio.roster import clocks_told
from trm_policy.timing import WorkCalendar
from trm_policy.wording.days import clock, elapsed
from trm_policy.wording.text import words

_UNTIMED = {"acknowledge_within": None, "escalate_after": None}


class EscalationState(StrEnum):
    """How an escalation stands, the gravest first; overdue ones are still open."""

    OVERDUE = "overdue"
    OPEN = "open"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class LocalTime:
    """An instant by the clock of parties that share a time zone, all of it in words."""

    parties: str
    shown: str
    zone: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What has to happen by an instant, ``at``; ``missed`` says that it did not."""

    what: str
    at: datetime
    missed: bool
    times: tuple[LocalTime, ...]


@dataclass(frozen=True)
class EscalationCase:
    """An escalation as it stood at an instant, with its clock.

    ``front`` holds nothing later than that instant, and ``path`` is where it is recorded; both
    are None of one that is only supposed. ``story`` is what the record says of it.
    """

    partnership: Partnership
    ladder: Ladder
    calendars: Mapping[str, WorkCalendar]
    front: EscalationFront | None = None
    path: PurePosixPath | None = None
    story: str = ""

    @property
    def number(self) -> str:
        """What it is called; empty where it is only supposed."""
        return self.front.id if self.front else ""

    @property
    def title(self) -> str:
        """What it is about."""
        return self.front.title if self.front else ""

    @property
    def state(self) -> EscalationState:
        """How it stands."""
        if self.ladder.settled_at is not None:
            return EscalationState.SETTLED
        late = self.ladder.overdue or (self.owed is not None and self.owed.missed)
        return EscalationState.OVERDUE if late else EscalationState.OPEN

    @cached_property
    def owed(self) -> NextStep | None:
        """The obligation that it is about, by when it is to be met; None where it names none."""
        due = self.front and obligation_due(self.front, self.partnership)
        if not due or self.front is None or self.front.obligation is None:
            return None
        one = self.partnership.charter.obligations[self.front.obligation]
        name = self.partnership.roster.debtor_name(one.by) if one.by else ""
        what = f"To meet the obligation{f' of {name}' if name else ''}: {one.what}"
        return NextStep(what, due, due < self.ladder.now, tuple(self._times(due)))

    @property
    def outcome(self) -> str:
        """What came of it, in the words of its record; empty while it is open."""
        return "" if self.open else self.story.strip()

    @property
    def open(self) -> bool:
        """Whether it is not settled."""
        return self.ladder.settled_at is None

    @property
    def level_id(self) -> str:
        """The highest level that it reached; empty where none is known."""
        return next((r.level.id for r in reversed(self.ladder.rungs) if r.recorded), "")

    @property
    def level(self) -> str:
        """What that level is called."""
        return self.level_name(self.level_id)

    @property
    def raised_by(self) -> str:
        """The name of who raised it."""
        return self.partnership.roster.name_of(self.front.raised_by) if self.front else ""

    @property
    def raised(self) -> date:
        """The day by the clock in which it was written."""
        return self.ladder.raised_at.date()

    @property
    def settled(self) -> date | None:
        """The day by the clock in which it was written; None of an open one."""
        return self.ladder.settled_at.date() if self.ladder.settled_at else None

    @property
    def taken(self) -> timedelta:
        """How long it took, or has taken so far."""
        return (self.ladder.settled_at or self.ladder.now) - self.ladder.raised_at

    @property
    def age(self) -> str:
        """The same in words."""
        return elapsed(self.taken)

    @cached_property
    def steps(self) -> tuple[NextStep, ...]:
        """What was missed, the end of a level's time before an acknowledgement; and what is next.

        What has to happen at the same instant is told together. Nothing of a settled one.
        """
        ladder = self.ladder
        missed = sorted(ladder.overdue, key=lambda one: one.party is not None)
        shown = filter(None, [*missed[:1], ladder.next_deadline])
        of_levels = (
            self.step(one, [other for other in ladder.deadlines if other.at == one.at])
            for one in shown
        )
        return (*([self.owed] if self.owed and self.open else []), *of_levels)

    def step(self, one: Deadline, together: Sequence[Deadline]) -> NextStep:
        """A deadline in words, with those that ask for the same at the same instant."""
        asked = [other.party for other in together if other.party is not None]
        return NextStep(
            what=self._asked(asked) if one.party else self._ends(),
            at=one.at.astimezone(UTC),
            missed=one.at < self.ladder.now,
            times=tuple(self._times(one.at)),
        )

    def level_name(self, id_: str) -> str:
        """What a level is called."""
        path = self.partnership.charter.escalation
        levels = path.levels if path else ()
        return next((one.name for one in levels if one.id == id_), None) or words(id_)

    def _asked(self, parties: Sequence[str]) -> str:
        roster = self.partnership.roster
        here = self.ladder.here
        contacts = {side.party: side.contact for side in here.sides} if here else {}
        names = []
        for party in parties:
            contact, name = contacts.get(party), roster.party_name(party)
            names.append(f"{roster.name_of(contact)} ({name})" if contact else name)
        return f"To acknowledge: {', '.join(names)}"

    def _ends(self) -> str:
        above = self.ladder.above
        if above is None:
            return "The time of the last level ends"
        return f"To pass on to {self.level_name(above.level.id)}"

    def _times(self, at: datetime) -> Iterator[LocalTime]:
        by_zone: dict[str, list[str]] = {}
        for party, calendar in self.calendars.items():
            by_zone.setdefault(calendar.timezone.key, []).append(party)
        for zone, parties in by_zone.items():
            local = at.astimezone(self.calendars[parties[0]].timezone)
            names = ", ".join(map(self.partnership.roster.party_name, parties))
            yield LocalTime(names, clock(local), zone.replace("_", " "))


def escalations(partnership: Partnership, now: datetime) -> Iterator[EscalationCase]:
    """What was raised by ``now``, as of then, in the order of files; without what is unreadable."""
    levels, each = levels_told(partnership), partnership.roster.calendars
    for record in escalations_known(partnership.records, now):
        if record.front is not None:
            ladder = recorded_ladder(record.front, levels, each, now)
            yield EscalationCase(
                partnership, ladder, each, record.front, record.path, story=record.story
            )


def most_urgent_first(found: Iterator[EscalationCase]) -> list[EscalationCase]:
    """Overdue, open, settled ones, each newest first."""
    newest = sorted(found, key=lambda one: one.ladder.raised_at, reverse=True)
    return sorted(newest, key=lambda one: list(EscalationState).index(one.state))


def supposed(
    partnership: Partnership, raised: datetime, now: datetime, start: str | None = None
) -> EscalationCase:
    """What would be raised at an instant on the level ``start``, or the lowest."""
    levels, each = levels_told(partnership), partnership.roster.calendars
    return EscalationCase(partnership, supposed_ladder(raised, levels, each, now, start), each)


def levels_told(partnership: Partnership) -> Sequence[Level]:
    """The levels of the escalation path, lowest first.

    Where part of what the clocks run by is hidden they have no windows: no deadline is shown
    rather than a wrong one.
    """
    path = partnership.charter.escalation
    levels = path.levels if path else ()
    if clocks_told(partnership.charter):
        return levels
    return tuple(level.model_copy(update=_UNTIMED) for level in levels)

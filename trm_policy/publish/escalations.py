"""What has been escalated: state, level and age, and what has to happen next by whose clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from trm_policy.measure.escalation_ladder import Deadline, Ladder, recorded_ladder
from trm_policy.model.governance import Level
from trm_policy.model.records import EscalationFront
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import escalations_known
from trm_policy.portfolio.roster import Roster, calendars, clocks_told
from trm_policy.timing import WorkCalendar
from trm_policy.wording.days import clock, elapsed
from trm_policy.wording.text import words

_UNTIMED = {"acknowledge_within": None, "escalate_after": None}


class CaseState(StrEnum):
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
class Step:
    """What has to happen by an instant, ``at``; ``missed`` says that it did not."""

    what: str
    at: datetime
    missed: bool
    times: tuple[LocalTime, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """An escalation in words.

    ``level`` is the highest that it reached; ``age`` how long it took, or has taken so far.
    ``raised`` and ``settled`` are days by the clock in which they were written. ``steps`` are,
    of an open one, the deadline that was missed and the next that lies ahead, if any.
    """

    number: str
    title: str
    state: CaseState
    level: str
    raised_by: str
    raised: date
    age: str
    settled: date | None = None
    steps: tuple[Step, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is not settled."""
        return self.state is not CaseState.SETTLED


def cases(partnership: Partnership, now: datetime) -> list[Case]:
    """The escalations as they stood at ``now``: overdue, open, settled ones, each newest first."""
    desk = CaseDesk.of(partnership)
    fronts = sorted(fronts_known(partnership, now), key=lambda one: one.raised_at, reverse=True)
    found = [desk.case(front, now) for front in fronts]
    return sorted(found, key=lambda case: list(CaseState).index(case.state))


def fronts_known(partnership: Partnership, now: datetime) -> Iterator[EscalationFront]:
    """What is written of each escalation raised by ``now``, as of then, in the order of files."""
    for record in escalations_known(partnership.records, now):
        if record.front is not None:
            yield record.front


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """What the cases of one partnership share."""

    roster: Roster
    levels: Sequence[Level]
    calendars: Mapping[str, WorkCalendar]

    @classmethod
    def of(cls, partnership: Partnership) -> CaseDesk:
        """The escalation path and the clocks of a partnership.

        Where part of what the clocks run by is hidden the levels have no windows: no deadline is
        told rather than a wrong one.
        """
        path = partnership.charter.escalation
        levels = path.levels if path else ()
        if not clocks_told(partnership.charter):
            levels = tuple(level.model_copy(update=_UNTIMED) for level in levels)
        return cls(partnership.roster, levels, calendars(partnership.roster))

    def ladder(self, front: EscalationFront, now: datetime) -> Ladder:
        """The clock of an escalation, of which ``front`` holds nothing later than ``now``."""
        return recorded_ladder(front, self.levels, self.calendars, now)

    def case(self, front: EscalationFront, now: datetime) -> Case:
        """One escalation, of which ``front`` holds nothing later than ``now``."""
        ladder = self.ladder(front, now)
        reached = [rung.level.id for rung in ladder.rungs if rung.recorded]
        state = CaseState.OVERDUE if ladder.overdue else CaseState.OPEN
        return Case(
            number=front.id,
            title=front.title,
            state=CaseState.SETTLED if ladder.settled_at else state,
            level=self.level_name(reached[-1]) if reached else "",
            raised_by=self.roster.name_of(front.raised_by),
            raised=front.raised_at.date(),
            age=elapsed((ladder.settled_at or now) - ladder.raised_at),
            settled=ladder.settled_at.date() if ladder.settled_at else None,
            steps=tuple(self._steps(ladder)),
        )

    def _steps(self, ladder: Ladder) -> Iterator[Step]:
        """What was missed, the end of a level's time before an acknowledgement; and what is next.

        What has to happen at the same instant is told together.
        """
        missed = sorted(ladder.overdue, key=lambda one: one.party is not None)
        for one in filter(None, [*missed[:1], ladder.next_deadline]):
            together = [other for other in ladder.deadlines if other.at == one.at]
            yield self.step(one, together, ladder)

    def step(self, one: Deadline, together: Sequence[Deadline], ladder: Ladder) -> Step:
        """A deadline in words, with those that ask for the same at the same instant."""
        asked = [other.party for other in together if other.party is not None]
        return Step(
            what=self._asked(asked, ladder) if one.party else self._ends(ladder),
            at=one.at.astimezone(UTC),
            missed=one.at < ladder.now,
            times=tuple(self._times(one.at)),
        )

    def _asked(self, parties: Sequence[str], ladder: Ladder) -> str:
        sides = ladder.here.sides if ladder.here else ()
        names = []
        for party in parties:
            contact = next((one.contact for one in sides if one.party == party), None)
            name = self.roster.party_name(party)
            names.append(f"{self.roster.name_of(contact)} ({name})" if contact else name)
        return f"To acknowledge: {', '.join(names)}"

    def _ends(self, ladder: Ladder) -> str:
        if ladder.above is None:
            return "The time of the last level ends"
        return f"To pass on to {self.level_name(ladder.above.level.id)}"

    def _times(self, at: datetime) -> Iterator[LocalTime]:
        by_zone: dict[str, list[str]] = {}
        for party, calendar in self.calendars.items():
            by_zone.setdefault(calendar.timezone.key, []).append(party)
        for zone, parties in by_zone.items():
            local = at.astimezone(self.calendars[parties[0]].timezone)
            names = ", ".join(map(self.roster.party_name, parties))
            yield LocalTime(names, clock(local), zone.replace("_", " "))

    def level_name(self, id_: str) -> str:
        """What a level is called."""
        found = next((level.name for level in self.levels if level.id == id_), None)
        return found or words(id_)

"""The clock of an escalation in words, for whatever form it is shown in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from trm_policy.measure.escalation_ladder import (
    AckState,
    Duty,
    Ladder,
    LevelParty,
    Rung,
)
from trm_policy.measure.escalation_notes import Note, Reason
from trm_policy.model.records import EscalationFront
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import calendars
from trm_policy.timing import WorkCalendar

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SIGNS = {
    AckState.HEARD: ("●", "green"),
    AckState.LATE: ("◐", "yellow"),
    AckState.AWAITED: ("○", "cyan"),
    AckState.OVERDUE: ("!", "red"),
    AckState.NEVER: ("!", "red"),
    AckState.SPARED: ("–", "cyan"),
    AckState.TO_COME: ("·", "cyan"),
    AckState.UNTIMED: ("–", "cyan"),
}
_LEFT_LATE = ("◐ left late", "yellow")
_LEFT_IN_TIME = ("● left in time", "green")
Row = tuple[str, datetime, str, str]
"""What happens, when, what is to be said of it, and a colour or nothing."""


@dataclass(frozen=True)
class Clock:
    """A ladder with the names that belong to it; ``front`` is None where nothing is recorded."""

    partnership: Partnership
    ladder: Ladder
    front: EscalationFront | None = None

    @property
    def calendars(self) -> Mapping[str, WorkCalendar]:
        """The parties' calendars."""
        return calendars(self.partnership.roster)

    @property
    def number(self) -> str | None:
        """What the escalation is called."""
        return self.front.id if self.front else None

    def name(self, side: LevelParty) -> str:
        """Who is asked on a level, with his party."""
        if side.contact is None:
            return side.party
        return f"{self.partnership.roster.name_of(side.contact)} ({side.party})"

    def names(self, sides: Sequence[LevelParty]) -> str:
        """Everybody who is asked on a level."""
        return ", ".join(map(self.name, sides)) or "nobody is named"


def weekday(day: date) -> str:
    """A day as people say it: ``Monday 1 June 2026``."""
    return f"{_DAYS[day.weekday()]} {day.day} {day:%B} {day.year}"


def in_utc(instant: datetime) -> str:
    """``Fri 2026-10-30 16:00``, in UTC."""
    return shown(instant, ZoneInfo("UTC"))


def shown(instant: datetime, zone: ZoneInfo) -> str:
    """``Fri 2026-10-30 16:00`` by the clock of a zone."""
    local = instant.astimezone(zone)
    return f"{_DAYS[local.weekday()][:3]} {local:%Y-%m-%d %H:%M}"


def rows(clock: Clock, rung: Rung) -> Iterator[Row]:
    """What happens on a level, in the order in which people ask for it."""
    if rung.reached_at is None:
        return
    ladder = clock.ladder
    reckoned = not rung.recorded and rung is not ladder.rungs[0]
    yield "reached", rung.reached_at, "if it is passed on then" if reckoned else "", ""
    for side in rung.sides:
        sign, colour = _SIGNS[side.answer]
        said = f"{sign} {side.answer}"
        if side.acknowledged_at is not None:
            said += f" at {in_utc(side.acknowledged_at)} UTC"
        at = side.acknowledge_by or side.acknowledged_at
        if at is not None:
            verb = "acknowledges by" if side.acknowledge_by else "acknowledged"
            yield f"{clock.name(side)} {verb}", at, said, colour
    if len({side.window_ends for side in rung.sides if side.window_ends}) > 1:
        for side in rung.sides:
            if side.window_ends is not None:
                yield f"time ends for {side.party}", side.window_ends, "", ""
    if rung.passes_on is not None:
        yield _passes_on(ladder, rung, rung.passes_on)
    if rung.left_at is not None:
        last = rung.left_at == ladder.settled_at and rung is ladder.rungs[-1]
        yield "settled" if last else "passed on", rung.left_at, "", ""


def _passes_on(ladder: Ladder, rung: Rung, due: datetime) -> Row:
    if rung.left_at is not None:
        late = rung.left_at > due
        return "its time ended", due, *(_LEFT_LATE if late else _LEFT_IN_TIME)
    numbers = [number for number, one in enumerate(ladder.rungs) if one is rung]
    above = ladder.rungs[numbers[0] + 1 :]
    what = f"'{above[0].level.id}' takes over" if above else "its time ends"
    overdue = rung is ladder.here and due < ladder.now
    return what, due, "! overdue" if overdue else "", "red" if overdue else ""


def told_note(note: Note, zones: Mapping[str, WorkCalendar]) -> str:
    """Why days did not count: ``Monday 1 June 2026 is Whit Monday at helix``."""
    where = f"at {' and '.join(note.parties)}"
    first = weekday(note.days[0])
    if note.reason is Reason.CLOSED and note.opens is not None:
        opens = note.opens.astimezone(zones[note.parties[0]].timezone)
        return (
            f"On {first} it is outside working hours {where}: time counts from "
            f"{weekday(opens.date())}, {opens:%H:%M} there"
        )
    if note.reason is Reason.HOLIDAY:
        return f"{first} is {note.name} {where}"
    if len(note.days) == 1:
        return f"{first} is a day of the weekend {where}"
    return f"{first} to {weekday(note.days[-1])} is the weekend {where}"


def now_to_do(clock: Clock) -> Iterator[str]:
    """What happens next, and who must act now."""
    ladder, here = clock.ladder, clock.ladder.here
    if ladder.duty is Duty.NOTHING and ladder.settled_at is not None:
        yield f"It was settled at {in_utc(ladder.settled_at)} UTC; nothing is to be done."
    elif here is None:
        yield f"Nothing is to be done before {in_utc(ladder.raised_at)} UTC."
    else:
        yield from _duty(clock, here)


def _duty(clock: Clock, here: Rung) -> Iterator[str]:
    ladder, above = clock.ladder, clock.ladder.above
    if ladder.duty is Duty.HAND_OVER and above is not None and here.passes_on is not None:
        yield (
            f"The time of the level '{here.level.id}' ended at {in_utc(here.passes_on)} UTC: pass "
            f"it on to '{above.level.id}'."
        )
        yield f"Who must act now: {clock.names(ladder.actors)}{_channel(above)}."
        if clock.number is not None:
            command = f"trm escalation step {clock.partnership.id} {clock.number}"
            yield f"Then write it down: {command} --level {above.level.id}"
        return
    if ladder.duty is Duty.ENDGAME and here.passes_on is not None:
        yield f"The time of the last level ended at {in_utc(here.passes_on)} UTC. {_endgame(clock)}"
        yield f"Who must act now: {clock.names(ladder.actors)}{_channel(here)}."
        return
    if ladder.duty is Duty.ACKNOWLEDGE:
        yield f"Who must acknowledge now: {clock.names(ladder.actors)}{_channel(here)}."
        late = [side for side in here.sides if side.answer is AckState.OVERDUE]
        if late:
            yield f"Overdue: {clock.names(late)}."
    else:
        yield f"Who must settle it now: {clock.names(ladder.actors)}{_channel(here)}."
    if here.passes_on is None:
        yield f"The level '{here.level.id}' has no end of its time."
    elif above is not None:
        who = clock.names(above.sides)
        yield f"At {in_utc(here.passes_on)} UTC '{above.level.id}' takes over: {who}."
    else:
        yield f"Its time ends at {in_utc(here.passes_on)} UTC. {_endgame(clock)}"


def _channel(rung: Rung) -> str:
    return f", by {rung.level.channel}" if rung.level.channel else ""


def _endgame(clock: Clock) -> str:
    path = clock.partnership.charter.escalation
    follows = " ".join((path.endgame or "").split()) if path else ""
    return f"What follows: {follows}" if follows else "The charter does not say what follows."


def heading(clock: Clock) -> str:
    """What the clock is of."""
    title, ladder = clock.partnership.charter.title, clock.ladder
    if clock.front is None:
        return f"{title}: what would be raised at {in_utc(ladder.raised_at)} UTC"
    name = clock.partnership.roster.name_of(clock.front.raised_by)
    return (
        f"{title}: {clock.front.id}, {clock.front.title}\n"
        f"raised by {name} at {in_utc(ladder.raised_at)} UTC"
    )

"""Why a window ends when it does: the days that did not count, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from trm_policy.measure.escalation_ladder import Rung
from trm_policy.timing import WorkCalendar
from trm_policy.timing.instant import add_days

_DAY = timedelta(days=1)


class Reason(StrEnum):
    """Why time did not count."""

    HOLIDAY = "public holiday"
    WEEKEND = "weekend"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Note:
    """Days that did not count for some parties.

    ``name`` is what a public holiday is called. ``opens`` is when the first working time began
    for a party that was closed when the level was reached; its day is that by the party's clock.
    """

    reason: Reason
    days: tuple[date, ...]
    parties: tuple[str, ...]
    name: str | None = None
    opens: datetime | None = None


def notes(rung: Rung, calendars: Mapping[str, WorkCalendar]) -> tuple[Note, ...]:
    """What stretched the windows of a level, in the order of days; calendar windows do not stretch.

    The same day off of several parties is one note, and so is a weekend.
    """
    if rung.reached_at is None:
        return ()
    free: dict[tuple[date, Reason, str | None], list[str]] = {}
    closed: list[Note] = []
    for side in rung.sides:
        calendar, until = calendars.get(side.party), _until(rung, side.party)
        if calendar is None or until is None:
            continue
        for day, name in _days_off(rung.reached_at, until, calendar):
            reason = Reason.WEEKEND if name is None else Reason.HOLIDAY
            free.setdefault((day, reason, name), []).append(side.party)
        closed += _closed(rung.reached_at, side.party, calendar)
    found = [
        Note(reason, (day,), tuple(parties), name) for (day, reason, name), parties in free.items()
    ]
    ordered = sorted(found, key=lambda note: (note.days, note.reason, note.name or ""))
    return (*closed, *_joined(ordered))


def _until(rung: Rung, party: str) -> datetime | None:
    """When the last window that stands still outside working time ends for a party."""
    side = next(one for one in rung.sides if one.party == party)
    ends = [
        end
        for window, end in (
            (rung.level.acknowledge_within, side.acknowledge_by),
            (rung.level.escalate_after, side.window_ends),
        )
        if end is not None and window is not None and window.stands_still
    ]
    return max(ends, default=None)


def _days_off(
    since: datetime, until: datetime, calendar: WorkCalendar
) -> Iterator[tuple[date, str | None]]:
    """Days off by a party's clock, with the name of the public holiday if it is one."""
    day = since.astimezone(calendar.timezone).date()
    last = until.astimezone(calendar.timezone).date()
    while day < last:
        if not calendar.is_working_day(day):
            yield day, calendar.holiday(day)
        day = add_days(day, 1)


def _closed(since: datetime, party: str, calendar: WorkCalendar) -> Iterator[Note]:
    """A note where a party was closed on a working day."""
    local = since.astimezone(calendar.timezone)
    opening = next(calendar.working_time(since), (since, since))[0]
    if opening > since and calendar.is_working_day(local.date()):
        yield Note(Reason.CLOSED, (local.date(),), (party,), opens=opening)


def _joined(found: list[Note]) -> Iterator[Note]:
    """Weekend days that follow each other, for the same parties, as one note."""
    pending: Note | None = None
    for note in found:
        if note.reason is Reason.WEEKEND and pending is not None and _follows(pending, note):
            pending = Note(Reason.WEEKEND, (*pending.days, *note.days), note.parties)
            continue
        if pending is not None:
            yield pending
        pending = note
    if pending is not None:
        yield pending


def _follows(before: Note, after: Note) -> bool:
    return (
        before.reason is Reason.WEEKEND
        and before.parties == after.parties
        and after.days[0] - before.days[-1] == _DAY
    )

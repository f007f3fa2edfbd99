"""When obligations are to be met, which of them are late, and by when one that was escalated is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from trm_policy.model.contract import EVERYBODY, Obligation
from trm_policy.model.records import EscalationFront
from trm_policy.model.vocabulary import Stage, Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import clocks_told
from trm_policy.timing import (
    Cadence,
    CalendarSpan,
    Frequency,
    Period,
    Window,
    WorkCalendar,
    deadline,
)
from trm_policy.timing.cadence import CadenceWord
from trm_policy.timing.instant import add_days

_WHEN = ("within", "after", "before", "every", "met_for")
_LOOKED_BACK = 10 * 366
"""Days: what was to be met before is not looked for."""


_PERIOD_ENDS = re.compile(
    r"(?:the )?end of (?:the|each|every|a) "
    r"(?P<calendar>calendar )?(?P<period>week|month|quarter|year)"
)
_FREQUENCIES = {
    "week": Frequency.WEEKLY,
    "month": Frequency.MONTHLY,
    "quarter": Frequency.QUARTERLY,
    "year": Frequency.YEARLY,
}


class ObligationState(NamedTuple):
    """How an obligation stands as of a day.

    ``late`` is the oldest day by which it was to be met and was not, ``next`` the first to come.
    """

    late: date | None = None
    next: date | None = None


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """From which day an obligation recurs.

    Each of its days lies ``shift`` days after one of the cadence; the first of these days is left
    out where it only ``begins`` the first period. ``waits`` says that the window counts from it.
    """

    first: date
    shift: int = 0
    begins: bool = False
    waits: bool = True


def obligation_state(one: Obligation, partnership: Partnership, today: date) -> ObligationState:
    """How an obligation stands; nothing where it waits for an event, or where nobody can tell.

    One that recurs counts once the parties work together, and as late only after the day for which
    it is said to be met: before, nothing tells whether anybody keeps account of it.
    """
    if one.hides(*_WHEN) or partnership.charter.status is Status.ENDED:
        return ObligationState()
    met = one.met_for
    if not one.recurs:
        day = obligation_day(one, partnership)
        if day is None or (met is not None and met >= day):
            return ObligationState()
        return ObligationState(day, None) if day < today else ObligationState(None, day)
    stage = partnership.charter.stage.number
    if stage < Stage.WORKING_TOGETHER.number or partnership.unreadable("stage"):
        return ObligationState()
    days = sorted(_days(one, partnership, today))
    open_ = [day for day in days if met is None or day > met]
    late = next((day for day in open_ if day < today), None) if met is not None else None
    return ObligationState(late, next((day for day in open_ if day >= today), None))


def _days(one: Obligation, partnership: Partnership, today: date) -> Iterator[date]:
    """The days by which one that recurs is to be met: those of the last years, and the next."""
    rhythm, every = _rhythm(one, partnership), one.every
    if rhythm is None or every is None:
        return
    term = partnership.charter.term
    taken = math.ceil(_most_days(one.within.length) * 2) + 31 if one.within else 0
    since = add_days(min(one.met_for or today, today), -taken)
    since = max(since, add_days(today, -_LOOKED_BACK - taken))
    found = every.occurrences(rhythm.first, today, since)
    following = every.next_due(rhythm.first, today)
    for _ in range(2):  # the first day to come may be the one that begins, or lie outside
        if following is not None:
            found = [*found, following]
            following = every.next_due(rhythm.first, following)
    for planned in found:
        day = add_days(planned, rhythm.shift)
        if (rhythm.begins and planned == rhythm.first) or (term.last_day and day > term.last_day):
            continue
        by = _after(one, day, partnership) if rhythm.waits and one.within else day
        if by is not None:
            yield by


def _rhythm(one: Obligation, partnership: Partnership) -> _Rhythm | None:
    """From where one that recurs is counted; None where it waits for an event.

    Without a day of its own it is owed for each period of the term, by its last day.
    """
    if isinstance(one.before, date):
        return _Rhythm(one.before, waits=False)
    if isinstance(one.after, date):
        return _Rhythm(one.after, begins=one.within is None)
    charter, recurs = partnership.charter, one.every
    term, told = charter.term, not (charter.hides("term") or charter.term.hides("start"))
    if recurs is None or term.start is None or not told:
        return None
    event = one.before or one.after
    if event is not None:
        if (frequency := _period_ended(str(event), recurs)) is None:
            return None
        ended = Period.containing(term.start, frequency).last_day
        return _Rhythm(add_days(ended, 1), shift=-1, waits=one.before is None)
    if isinstance(recurs.rule, CadenceWord):
        return _Rhythm(term.start, shift=-1, begins=True)
    return _Rhythm(term.start)


def _period_ended(event: str, every: Cadence) -> Frequency | None:
    """The periods whose end is the event of what recurs as often: ``the end of the month``.

    A year is one of the calendar only where it is called so; others differ by organisation.
    """
    found = _PERIOD_ENDS.fullmatch(" ".join(event.lower().split()))
    if found is None or (found["period"] == "year" and not found["calendar"]):
        return None
    frequency = _FREQUENCIES[found["period"]]
    return frequency if str(every) == frequency.value else None


def _most_days(length: Window | CalendarSpan) -> float:
    """About how many days a length takes, rather more."""
    return length.approximate_days if isinstance(length, CalendarSpan) else float(length.amount)


def obligation_day(one: Obligation, partnership: Partnership) -> date | None:
    """The day by which an obligation is to be met, the first; None where it waits for an event."""
    if one.due is not None or one.within is None or not isinstance(one.after, date):
        return one.due
    return _after(one, one.after, partnership)


def _after(one: Obligation, day: date, partnership: Partnership) -> date | None:
    """The day on which the time of an obligation is over that counts from a day.

    A window counts from the beginning of the day, by the calendar of the party that owes it; of
    all parties the latest counts. None where a part of the clock is hidden.
    """
    length = one.within.length if one.within else None
    if length is None or isinstance(length, CalendarSpan):
        return length.after(day) if length else day
    if not clocks_told(partnership.charter):
        return None
    own = _debtor_calendar(one, partnership)
    each = partnership.roster.calendars.values() if one.by == EVERYBODY else [own] if own else []
    ends = (
        deadline(calendar.instant(day, time()), length, calendar).astimezone(calendar.timezone)
        for calendar in each
    )
    return max((end.date() for end in ends), default=None)


def obligation_due(front: EscalationFront, partnership: Partnership) -> datetime | None:
    """By when the obligation that an escalation names is to be met.

    The time counts from when it was raised. A window runs by the clock of the party that owes it,
    and where that is none, by that of the host. None without a window, and where nobody can tell
    since a part of the clock is hidden.
    """
    charter = partnership.charter
    one = charter.obligations.get(front.obligation or "")
    if one is None or one.within is None or not clocks_told(charter):
        return None
    length, raised = one.within.length, front.raised_at
    if isinstance(length, CalendarSpan):
        return datetime.combine(length.after(raised.date()), raised.timetz())
    calendar = _debtor_calendar(one, partnership)
    return deadline(raised, length, calendar) if calendar else None


def _debtor_calendar(one: Obligation, partnership: Partnership) -> WorkCalendar | None:
    """The calendar of the party that owes something; of the host, where that is none."""
    charter, roster = partnership.charter, partnership.roster
    by = one.by if one.by in charter.parties else roster.party_of(one.by) if one.by else None
    return roster.calendars.get(by or charter.host or "")

"""Working time: which days and hours count for a party, and when a window has passed.

Local times follow RFC 5545 where the clocks are changed: a time that is skipped is moved on by as
much as the clock is (02:30 becomes 03:30), a time that comes twice is the first of the two. Between
two instants real time is counted, so a working day on which the clock is put forward between
opening and closing is an hour shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from trm_policy.timing.instant import add_days
from trm_policy.timing.public_holidays import public_holidays
from trm_policy.timing.window import Window
from trm_policy.wording.text import quoted

_FORM = re.compile("([0-9]{1,2}):([0-9]{2})\\s*[-\u2013]\\s*([0-9]{1,2}):([0-9]{2})")
_FORMS = "write when they open and close, such as '08:00-17:00'"
_SHORTEST = timedelta(minutes=30)
_MIDNIGHT = time(0)
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From opening to closing on one day, in local time; a closing of 00:00 is its last midnight.

    Raises ValueError where they last less than half an hour or run over midnight.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.length < _SHORTEST:
            raise ValueError(
                f"working hours {str(self)!r} must close on the same day, at least half an hour "
                "after they open, such as '08:00-17:00' ('00:00-24:00' is round the clock)"
            )

    def __str__(self) -> str:
        closes = "24:00" if self.ends_at_midnight else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The hours that ``text`` says; ValueError with a sentence for its author otherwise."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{quoted(text)} are not working hours: {_FORMS}")
        hour, minute, closing_hour, closing_minute = (int(part) for part in match.groups())
        if max(hour, closing_hour) > 24 or max(minute, closing_minute) > 59:  # noqa: PLR2004
            raise ValueError(f"{quoted(text)} contains a time that does not exist: {_FORMS}")
        opens, closes = hour * 60 + minute, closing_hour * 60 + closing_minute
        if opens >= _DAY_MINUTES or not 0 < closes <= _DAY_MINUTES:
            raise ValueError(
                f"{quoted(text)} open or close at no time of one day: {_FORMS}; "
                "midnight at the end of a day is 24:00"
            )
        return cls(_clock(opens), _clock(closes))

    @property
    def ends_at_midnight(self) -> bool:
        """Whether they last to the end of the day."""
        return self.closes == _MIDNIGHT

    @property
    def length(self) -> timedelta:
        """The working time of a day on which no clock is changed."""
        end = _DAY_MINUTES if self.ends_at_midnight else _minutes(self.closes)
        return timedelta(minutes=end - _minutes(self.opens))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """One party's clock: its time zone, working hours, weekend and public holidays.

    ``country`` is an ISO 3166-1 code and ``subdivision`` an ISO 3166-2 code (``GB-ENG``), as
    :mod:`trm_policy.timing.places` checks them. Without a country, or for one whose holidays nobody
    has listed, only Saturdays and Sundays are free; holidays are known up to about the year 2100.
    """

    timezone: ZoneInfo
    hours: WorkingHours
    country: str | None = None
    subdivision: str | None = None

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` is neither weekend (the country's own) nor public holiday."""
        return _works(self.country, self.subdivision, day)

    def holiday(self, day: date) -> str | None:
        """The name of the public holiday that frees ``day``, in English where that is known.

        None for a working day, and for a day of the weekend, which is free anyway.
        """
        return _holiday(self.country, self.subdivision, day)

    def add_working_days(self, day: date, days: int) -> date:
        """The working day that many working days after ``day``, or before it if negative.

        ``day`` itself does not count and need not be a working day; 0 gives it back as it is. Stops
        at the end of the calendar.
        """
        return _working_days_after(self.country, self.subdivision, day, days)

    def instant(self, day: date, clock: time) -> datetime:
        """The moment, in UTC, at which this party's clock shows ``clock`` on ``day``."""
        local = datetime.combine(day, clock.replace(fold=0), tzinfo=self.timezone)
        return local.astimezone(UTC)

    def working_time(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of working time from ``since`` on, as opening and closing in UTC.

        The first begins at ``since`` itself if that is within working hours. The closing no longer
        belongs to its stretch.
        """
        day = since.astimezone(self.timezone).date()
        while day < date.max:
            if self.is_working_day(day):
                last = add_days(day, 1) if self.hours.ends_at_midnight else day
                closing = self.instant(last, self.hours.closes)
                opening = max(self.instant(day, self.hours.opens), since.astimezone(UTC))
                if opening < closing:
                    yield opening, closing
            day = add_days(day, 1)


@lru_cache(maxsize=16384)
def _works(country: str | None, subdivision: str | None, day: date) -> bool:
    """Whether people work in a place on a day; charters ask for the same few days again."""
    official = public_holidays(country, subdivision) if country else None
    if official is None:
        return day.weekday() < _SATURDAY
    return bool(official.is_working_day(day))


@lru_cache(maxsize=4096)
def _working_days_after(country: str | None, subdivision: str | None, day: date, days: int) -> date:
    """So many working days after a day; the KPIs of a portfolio ask for the same few."""
    step, left = (1 if days > 0 else -1), abs(days)
    end = date.max if days > 0 else date.min
    while left and day != end:
        day = add_days(day, step)
        left -= _works(country, subdivision, day)
    return day


@lru_cache(maxsize=4096)
def _holiday(country: str | None, subdivision: str | None, day: date) -> str | None:
    """What a public holiday is called for people of another country."""
    official = public_holidays(country, subdivision, english=True) if country else None
    if official is None or official.is_working_day(day) or official.is_weekend(day):
        return None
    return official.get(day)


def deadline(raised: datetime, window: Window, calendar: WorkCalendar) -> datetime:
    """The instant, in UTC, at which ``window`` has passed since ``raised`` by a party's clock.

    - Working hours and minutes consume working time; they may end at the very closing.
    - Working days end at the same local time that many working days later.
    - What is raised outside working hours, at closing or later, counts from the next opening.
    - Hours and minutes run through; days run through and end at the same local time.

    Raises ValueError for a naive ``raised``, and OverflowError beyond the year 9999.
    """
    if raised.utcoffset() is None:
        raise ValueError("a window starts at a moment with its offset from UTC")
    time_taken = window.clocked
    if time_taken is None:
        later = _working_days_later if window.stands_still else _days_later
        return later(raised, window.amount, calendar)
    if window.stands_still:
        return _working_time_later(raised, time_taken, calendar)
    return raised.astimezone(UTC) + time_taken


def _days_later(raised: datetime, days: int, calendar: WorkCalendar) -> datetime:
    if not days:
        return raised.astimezone(UTC)
    local = raised.astimezone(calendar.timezone)
    return calendar.instant(local.date() + timedelta(days=days), local.time())


def _working_days_later(raised: datetime, days: int, calendar: WorkCalendar) -> datetime:
    for start, _ in calendar.working_time(raised):
        if not days:
            return start
        local = start.astimezone(calendar.timezone)
        day = calendar.add_working_days(local.date(), days)
        if day < date.max:
            return calendar.instant(day, local.time())
    raise OverflowError("the calendar ends before the window does")


def _working_time_later(raised: datetime, left: timedelta, calendar: WorkCalendar) -> datetime:
    for opening, closing in calendar.working_time(raised):
        if left <= closing - opening:
            return opening + left
        left -= closing - opening
    raise OverflowError("the calendar ends before the window does")

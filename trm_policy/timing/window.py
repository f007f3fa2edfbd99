"""Spans and windows: lengths of time on the calendar, or in working time, such as 9 months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from trm_policy.timing.instant import DAYS_PER_YEAR, add_days, add_months
from trm_policy.wording.lists import counted
from trm_policy.wording.text import quoted

_FORM = re.compile(r"([0-9]+)\s+(days?|weeks?|months?|years?)", re.IGNORECASE)
_LARGEST = 9999
_FORMS = "write a whole number and days, weeks, months or years, such as '9 months'"


class SpanUnit(StrEnum):
    """In what a span is counted."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """A length of time that ends on a day of the calendar, such as ``9 months``.

    Two spans are equal if they are written alike; :attr:`approximate_days` orders them by length.
    """

    amount: int
    unit: SpanUnit

    def __str__(self) -> str:
        """As the format writes it, which :meth:`parse` reads back."""
        return f"{self.amount} {self.unit[:-1] if self.amount == 1 else self.unit}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The span that ``text`` says; ValueError with a sentence for its author otherwise."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{quoted(text)} is not a length of time: {_FORMS}")
        unit = SpanUnit(match[2].lower().removesuffix("s") + "s")
        digits = match[1].lstrip("0") or "0"
        if len(digits) > len(str(_LARGEST)):
            raise ValueError(f"{quoted(text)} is too long: {_LARGEST} {unit} is the most")
        return cls(int(digits), unit)

    @property
    def approximate_days(self) -> float:
        """The length in days; months and years count as their mean, so 12 months are 1 year."""
        match self.unit:
            case SpanUnit.DAYS:
                return float(self.amount)
            case SpanUnit.WEEKS:
                return self.amount * 7.0
            case SpanUnit.MONTHS:
                return self.amount * DAYS_PER_YEAR / 12
            case SpanUnit.YEARS:
                return self.amount * DAYS_PER_YEAR

    def after(self, day: date) -> date:
        """The day on which the span that begins on ``day`` is over.

        A month too short takes its last day (31 January and 1 month give 28 February), and what
        would lie beyond the calendar stops at 9999-12-31.
        """
        return self._moved(day, 1)

    def last_day(self, first: date) -> date:
        """The last day of the span that begins on ``first``."""
        return add_days(self.after(first), -1)

    def before(self, day: date) -> date:
        """The day so long before ``day``, by the same reckoning; at the earliest 0001-01-01."""
        return self._moved(day, -1)

    def _moved(self, day: date, direction: int) -> date:
        steps = self.amount * direction
        match self.unit:
            case SpanUnit.DAYS:
                return add_days(day, steps)
            case SpanUnit.WEEKS:
                return add_days(day, steps * 7)
            case SpanUnit.MONTHS:
                return add_months(day, steps)
            case SpanUnit.YEARS:
                return add_months(day, steps * 12)


_WINDOW_FORM = re.compile(r"([0-9]+)\s+(.+)")
_WINDOW_FORMS = (
    "write a whole number and working hours, working days, hours, days or minutes, such as "
    "'2 working days'"
)
_WEEKS = re.compile(r"([0-9]{1,3})\s+weeks?")
_DAY = timedelta(days=1)
_CALENDAR_PER_WORKING = 7 / 5


class WindowUnit(StrEnum):
    """In what a window is counted."""

    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"
    WORKING_MINUTES = "working minutes"
    HOURS = "hours"
    DAYS = "days"
    MINUTES = "minutes"


_CLOCKED = {
    WindowUnit.WORKING_HOURS: timedelta(hours=1),
    WindowUnit.WORKING_MINUTES: timedelta(minutes=1),
    WindowUnit.HOURS: timedelta(hours=1),
    WindowUnit.MINUTES: timedelta(minutes=1),
}
_STANDS_STILL = (WindowUnit.WORKING_HOURS, WindowUnit.WORKING_DAYS, WindowUnit.WORKING_MINUTES)
_UNITS = {name: unit for unit in WindowUnit for name in (unit.value, unit.value[:-1])}


@dataclass(frozen=True, slots=True)
class Window:
    """An amount of time, such as ``4 working hours``.

    Two windows are equal if they are written alike: 24 hours and 1 day are not. An amount of 0 is a
    window that is over at once.
    """

    amount: int
    unit: WindowUnit

    def __str__(self) -> str:
        """As the format writes it, which :meth:`parse` reads back."""
        return f"{self.amount} {self.unit[:-1] if self.amount == 1 else self.unit}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The window that ``text`` says; ValueError with a sentence for its author otherwise."""
        words = text.strip()
        match = _WINDOW_FORM.fullmatch(words)
        unit = _UNITS.get(" ".join(match[2].lower().split())) if match else None
        if match is None or unit is None:
            raise ValueError(f"{quoted(text)} is not a window: {_hint(words)}{_WINDOW_FORMS}")
        digits = match[1].lstrip("0") or "0"
        if len(digits) > len(str(_LARGEST)):
            raise ValueError(f"{quoted(text)} is too long a window: {_LARGEST} {unit} is the most")
        return cls(int(digits), unit)

    @property
    def clocked(self) -> timedelta | None:
        """The time that it takes on the clock; None of one that is counted in days."""
        return self.amount * _CLOCKED[self.unit] if self.unit in _CLOCKED else None

    @property
    def stands_still(self) -> bool:
        """Whether it stands still outside working hours."""
        return self.unit in _STANDS_STILL

    def shortest(self, working_day: timedelta) -> timedelta:
        """The least time the window can take on the clock: no weekend or holiday comes between.

        ``working_day`` is the length of the working hours of a day. This is the scale on which
        windows of different units are compared: 2 working hours take 2 hours, 1 working day takes
        24, so an answer within the first is due before the second has passed.
        """
        work = self.clocked
        if work is None:
            return timedelta(days=self.amount)
        if not self.stands_still:
            return work
        _check(working_day)
        nights = max(-(-work // working_day) - 1, 0)
        return work + nights * (_DAY - working_day)

    def approximate(self, working_day: timedelta) -> timedelta:
        """About how much calendar time the window takes, in a week of five working days.

        ``working_day`` is the length of the working hours of a day. Public holidays are left out.
        """
        work = self.clocked
        if not self.stands_still:
            return timedelta(days=self.amount) if work is None else work
        if work is None:
            return timedelta(days=self.amount) * _CALENDAR_PER_WORKING
        _check(working_day)
        return work * (_DAY / working_day) * _CALENDAR_PER_WORKING


def _check(working_day: timedelta) -> None:
    if not timedelta(0) < working_day <= _DAY:
        raise ValueError("a working day is longer than nothing and at most 24 hours")


def _hint(words: str) -> str:
    """What is most likely wrong, as the start of a sentence, or nothing."""
    if weeks := _WEEKS.fullmatch(words.lower()):
        return f"weeks are written as days ('{counted(int(weeks[1]) * 7, 'day')}'); "
    if "business" in words.lower():
        return "business days are called working days; "
    if re.match(r"-\s*[0-9]", words):
        return "it cannot be negative; "
    if re.match(r"[0-9]*[.,][0-9]", words):
        return "it cannot be a fraction; "
    return ""

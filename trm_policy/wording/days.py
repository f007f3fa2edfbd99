"""Days, moments and stretches of time as people read them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from trm_policy.wording.lists import counted

_DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday",
         "FR": "Friday", "SA": "Saturday", "SU": "Sunday"}  # fmt: skip
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_BY_DAY = re.compile(r"FREQ=MONTHLY;(?:INTERVAL=(\d+);)?BYDAY=(-?\d)([A-Z]{2})\Z")
_NEAR_DAYS = 14
_FAR_DAYS = 60


class LooseDay(date):
    """A day of which the source says no more than its month or year, as which it is written.

    It counts as the first or last day of that; what is reckoned from it is an ordinary day.
    """

    written = "%Y"

    def __str__(self) -> str:
        return f"{date(self.year, self.month, self.day):{self.written}}"

    def __add__(self, other: timedelta) -> date:  # type: ignore[override]
        return date(self.year, self.month, self.day) + other

    def replace(self, *parts: Any, **named: Any) -> date:  # type: ignore[override]
        """An ordinary day."""
        return date(self.year, self.month, self.day).replace(*parts, **named)


class InYear(LooseDay):
    """A day of which no more than the year is known."""


class InMonth(LooseDay):
    """A day of which no more than month and year are known."""

    written = "%Y-%m"


def day(value: date | None) -> str:
    """A day as it is written in prose: ``22 November 2026``; empty of none."""
    return _named(value, "%B")


def short_day(value: date | None) -> str:
    """A day for tables: ``22 Nov 2026``; empty of none."""
    return _named(value, "%b")


def _named(value: date | None, month: str) -> str:
    if value is None:
        return ""
    if isinstance(value, InYear):
        return str(value.year)
    named = f"{value:{month}} {value.year}"
    return named if isinstance(value, InMonth) else f"{value.day} {named}"


def weekday(value: date) -> str:
    """A day with its weekday: ``Monday 1 June 2026``."""
    return day(value) if isinstance(value, LooseDay) else f"{value:%A} {day(value)}"


def moment(value: datetime) -> str:
    """A moment for columns, by the clock that it names: ``Fri 2026-10-30 16:00``."""
    return f"{value:%a %Y-%m-%d %H:%M}"


def clock(value: datetime) -> str:
    """A moment by the clock that it names: ``Mon 26 Oct 2026, 14:00``."""
    return f"{value:%a} {short_day(value.date())}, {value:%H:%M}"


def elapsed(value: timedelta) -> str:
    """How long something took: ``2 days 6 hours``, ``3 hours``, ``under an hour``."""
    days, hours = value.days, value.seconds // 3600
    parts = [counted(days, "day")] if days else []
    parts += [counted(hours, "hour")] if hours else []
    return " ".join(parts) or "under an hour"


def distance(value: date, today: date) -> str:
    """How far a day lies ahead of ``today`` or back: ``in 3 weeks``, ``2 days ago``."""
    days = (value - today).days
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "yesterday"
    amount = _amount(abs(days))
    return f"in {amount}" if days > 0 else f"{amount} ago"


def cadence(value: object) -> str:
    """How often, in words where the rule is a common one: ``monthly, on the first Thursday``.

    ``value`` is a cadence or its text; empty of None.
    """
    text = str(value or "")
    found = _BY_DAY.match(text)
    if found is None or int(found[2]) not in _NTH or found[3] not in _DAYS:
        return text
    often = f"every {found[1]} months" if found[1] else "monthly"
    return f"{often}, on the {_NTH[int(found[2])]} {_DAYS[found[3]]}"


def _amount(days: int) -> str:
    if days < _NEAR_DAYS:
        return f"{days} days"
    if days < _FAR_DAYS:
        return f"{round(days / 7)} weeks"
    months = round(days / 30.44)
    return f"{months} months" if months < 24 else f"{round(days / 365.25)} years"  # noqa: PLR2004

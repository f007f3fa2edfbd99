"""Days reckoned on the calendar without ever leaving it.

What would fall after 9999-12-31 or before 0001-01-01 stops at that day, so that a wild date in a
charter is judged late or early and never ends a run.
"""

from __future__ import annotations

from datetime import date

DAYS_PER_YEAR = 365.2425
"""The mean Gregorian year."""
_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def year_length(year: int) -> int:
    """365, or 366 in a leap year."""
    return 365 + (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def month_length(year: int, month: int) -> int:
    """The number of the month's last day."""
    return year_length(year) - 337 if month == 2 else _MONTHS[month - 1]  # noqa: PLR2004


def add_days(day: date, days: int) -> date:
    """``day`` moved by ``days``, which may be negative."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where the month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))

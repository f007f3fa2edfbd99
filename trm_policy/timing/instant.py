"""Days and instants."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from trm_policy.wording.text import quoted

_FORM = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ])([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXAMPLE = "2026-09-07T10:15+01:00"
_FORMS = f"write day, time and offset from UTC, such as '{_EXAMPLE}' ('Z' for UTC itself)"
YEARS = range(1900, 3000)
"""Those in which what is recorded can have happened; 1405 is of another calendar."""
_WIDEST = timedelta(hours=14)


def parse_instant(text: str) -> datetime:
    """The aware datetime that ``text`` says, with the offset that it names.

    Raises ValueError with a sentence for its author: the offset is demanded, seconds are not, and
    the year lies between 1900 and 2999.
    """
    words = text.strip()
    match = _FORM.fullmatch(words)
    if match is None:
        hint = "the time of day is missing; " if _DAY.fullmatch(words) else ""
        raise ValueError(f"{quoted(text)} is not a moment in time: {hint}{_FORMS}")
    day, separator, clock, offset = match.groups()
    if separator != "T":
        hint = f"put a T between day and time ('{day}T{clock}{offset or '+01:00'}')"
        raise ValueError(f"{quoted(text)} is not written as a moment in time: {hint}")
    if offset is None:
        raise ValueError(
            f"{quoted(text)} has no offset from UTC: add it at its "
            f"end, such as '{words}+01:00' (or '{words}Z' for UTC itself)"
        )
    try:
        instant = datetime.fromisoformat(words)
    except ValueError:
        raise ValueError(f"{quoted(text)} is a day or time that does not exist") from None
    if instant.year not in YEARS or abs(instant.utcoffset() or timedelta()) > _WIDEST:
        raise ValueError(
            f"{quoted(text)} is out of range: years run from {YEARS.start} to {YEARS.stop - 1} "
            "and no clock is more than 14 hours away from UTC"
        )
    return instant


def format_instant(instant: datetime) -> str:
    """The canonical text of an aware ``instant``: to the minute, or to the second where one counts.

    UTC is written ``Z``. Raises ValueError for a naive datetime.
    """
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError("a moment without its offset from UTC cannot be written")
    text = instant.isoformat(timespec="seconds" if instant.second else "minutes")
    return text.replace("+00:00", "Z") if instant.utcoffset() == UTC.utcoffset(None) else text


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

"""Periods: the stretch of the calendar that one figure of a KPI stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import Self

from trm_policy.timing.instant import YEARS, add_days, add_months
from trm_policy.wording.text import quoted


class Frequency(StrEnum):
    """How often a KPI is measured, from the shortest period to the longest."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"

    @property
    def example(self) -> str:
        """A period of this frequency, as it is written."""
        return _EXAMPLES[self]


_EXAMPLES = {
    Frequency.DAILY: "2026-03-31",
    Frequency.WEEKLY: "2026-W14",
    Frequency.MONTHLY: "2026-03",
    Frequency.QUARTERLY: "2026-Q1",
    Frequency.HALF_YEARLY: "2026-H1",
    Frequency.YEARLY: "2026",
}
_FORMS = "write " + ", ".join(f"{text} ({name})" for name, text in _EXAMPLES.items())
_FORM = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?:(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?"
    r"|W(?P<week>[0-9]{2})|Q(?P<quarter>[1-4])|H(?P<half>[12])))?"
)
_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A day, ISO week (from Monday), month, quarter, half-year or year of the calendar.

    Periods are ordered by their first day, and those that begin together by their length.
    ``last_day`` is the calendar's last day where the period would run beyond it. Raises
    ValueError where ``first_day`` begins no such period.
    """

    first_day: date
    frequency: Frequency
    last_day: date = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if _first_day(self.first_day, self.frequency) != self.first_day:
            raise ValueError(f"no {self.frequency} period begins on {self.first_day}")
        object.__setattr__(self, "last_day", _last_day(self.first_day, self.frequency))

    def __str__(self) -> str:
        first = self.first_day
        year = f"{first.year:04}"
        match self.frequency:
            case Frequency.DAILY:
                return first.isoformat()
            case Frequency.WEEKLY:
                week = first.isocalendar()
                return f"{week.year:04}-W{week.week:02}"
            case Frequency.MONTHLY:
                return f"{year}-{first.month:02}"
            case Frequency.QUARTERLY:
                return f"{year}-Q{(first.month + 2) // 3}"
            case Frequency.HALF_YEARLY:
                return f"{year}-H{(first.month + 5) // 6}"
            case Frequency.YEARLY:
                return year

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period that ``text`` names; ValueError with a sentence for its author otherwise."""
        return cls(*_parsed(text))

    @classmethod
    def containing(cls, day: date, frequency: Frequency) -> Self:
        """The period of ``frequency`` in which ``day`` lies."""
        return cls(_first_day(day, frequency), frequency)

    def next(self) -> Self:
        """The period that follows. Raises ValueError at the end of the calendar."""
        if self.last_day == date.max:
            raise ValueError(f"no period follows {self}")
        return self.containing(add_days(self.last_day, 1), self.frequency)

    def previous(self) -> Self:
        """The period before. Raises ValueError at the start of the calendar."""
        if self.first_day == date.min:
            raise ValueError(f"no period comes before {self}")
        return self.containing(add_days(self.first_day, -1), self.frequency)


def _first_day(day: date, frequency: Frequency) -> date:
    """The first day of the period of ``frequency`` that holds ``day``."""
    if frequency is Frequency.DAILY:
        return day
    if frequency is Frequency.WEEKLY:
        return add_days(day, -day.weekday())
    months = _MONTHS[frequency]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


@lru_cache(maxsize=4096)
def _last_day(first: date, frequency: Frequency) -> date:
    """The last day of a period; every charter of a portfolio speaks of the same few periods."""
    if frequency is Frequency.DAILY:
        return first
    if frequency is Frequency.WEEKLY:
        return add_days(first, 6)
    following = add_months(first, _MONTHS[frequency])
    return following if following == date.max else add_days(following, -1)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[date, Frequency]:
    """First day and frequency of what is written. Raises ValueError with a sentence."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{quoted(text)} is not a period: {_FORMS}")
    if int(match["year"]) not in YEARS:
        raise ValueError(
            f"{quoted(text)} is out of range: years run from {YEARS.start} to {YEARS.stop - 1}, by "
            "the calendar of ISO 8601"
        )
    try:
        return _read(match)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not on the calendar: {_FORMS}") from None


_READERS: dict[str, tuple[Frequency, Callable[[int, int], date]]] = {
    "week": (Frequency.WEEKLY, lambda year, week: date.fromisocalendar(year, week, 1)),
    "quarter": (
        Frequency.QUARTERLY,
        lambda year, quarter: date(year, quarter * 3 - 2, 1),
    ),
    "half": (Frequency.HALF_YEARLY, lambda year, half: date(year, half * 6 - 5, 1)),
}


def _read(match: re.Match[str]) -> tuple[date, Frequency]:
    """First day and frequency of what was matched. Raises ValueError off the calendar."""
    year = int(match["year"])
    if match["day"]:
        return date.fromisoformat(match[0]), Frequency.DAILY
    if match["month"]:
        return date(year, int(match["month"]), 1), Frequency.MONTHLY
    for name, (frequency, reader) in _READERS.items():
        if match[name]:
            return reader(year, int(match[name])), frequency
    return date(year, 1, 1), Frequency.YEARLY

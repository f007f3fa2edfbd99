"""Spans: lengths of time on the calendar, such as a notice of nine months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from trm_policy.timing.days import DAYS_PER_YEAR, add_days, add_months
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

"""Cadences: how often something comes round, as a word or as a recurrence rule."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from trm_policy.timing.instant import DAYS_PER_YEAR, add_days, add_months
from trm_policy.wording.text import quoted

if TYPE_CHECKING:
    from trm_policy.timing.recurrence import Recurrence


_YEAR = 366
_AHEAD_DAYS = 40 * _YEAR
"""How far a rule is searched for its next day; its interval is at most ten years."""
_USUAL_START = date(2024, 1, 1)
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31


class CadenceWord(StrEnum):
    """The cadences that have a name."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


_WORDS = frozenset(word.value for word in CadenceWord)
_WEEKS = {CadenceWord.WEEKLY: 1, CadenceWord.FORTNIGHTLY: 2}
_MONTHS = {
    CadenceWord.MONTHLY: 1,
    CadenceWord.QUARTERLY: 3,
    CadenceWord.HALF_YEARLY: 6,
    CadenceWord.YEARLY: 12,
}
_ONCE, _AS_NEEDED = "once", "as-needed"
_SINGLE = {"FREQ=YEARLY;COUNT=1": _ONCE, "FREQ=YEARLY;COUNT=0": _AS_NEEDED}
"""The rules for what comes on its first day alone, and for what comes whenever it is wanted."""
_MEANT = {
    "annual": "yearly",
    "annually": "yearly",
    "every year": "yearly",
    "semi-annual": "half-yearly",
    "semi-annually": "half-yearly",
    "semiannually": "half-yearly",
    "half yearly": "half-yearly",
    "biannually": "half-yearly",
    "every month": "monthly",
    "every quarter": "quarterly",
    "every week": "weekly",
    "every two weeks": "fortnightly",
    "ad hoc": _AS_NEEDED,
    "as needed": _AS_NEEDED,
    "on demand": _AS_NEEDED,
    "biweekly": "fortnightly",
    "bi-weekly": "fortnightly",
    "bimonthly": "FREQ=MONTHLY;INTERVAL=2",
    "daily": "FREQ=DAILY",
}
_FORMS = (
    f"write {', '.join(CadenceWord)}, {_ONCE}, {_AS_NEEDED}, or an RFC 5545 rule such as "
    "'FREQ=MONTHLY;BYDAY=2TU' (the second Tuesday of each month)"
)


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often something comes round, counted from a first day that is handed in.

    Equal cadences are written alike, but for order and case: ``monthly`` and ``FREQ=MONTHLY`` are
    not equal, and differ from the 29th on. A word takes the last day of a month that is too short;
    a rule leaves such a month out, as RFC 5545 has it.
    """

    rule: CadenceWord | Recurrence

    def __str__(self) -> str:
        return _SINGLE.get(str(self.rule), str(self.rule))

    @property
    def as_needed(self) -> bool:
        """Whether it comes whenever it is wanted: no day of it is planned."""
        return not isinstance(self.rule, CadenceWord) and self.rule.count == 0

    @property
    def once(self) -> bool:
        """Whether it comes on its first day alone."""
        return not isinstance(self.rule, CadenceWord) and self.rule.count == 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """The cadence that ``text`` says; ValueError with a sentence for its author otherwise."""
        word = text.strip().lower()
        if word in _WORDS:
            return cls(CadenceWord(word))
        if word in _SINGLE.values():
            return cls(_single(word))
        if "=" not in word:
            meant = f"did you mean '{_MEANT[word]}'? Otherwise " if word in _MEANT else ""
            raise ValueError(f"{quoted(text)} is not a cadence: {meant}{_FORMS}")
        try:
            return cls(_recurrence(text))
        except ValueError as error:
            raise ValueError(f"{quoted(text)} is not a cadence: {error}; {_FORMS}") from None

    @property
    def interval_days(self) -> float:
        """The mean number of days from one time to the next; infinite if there is none."""
        rate = self.per_year(_USUAL_START)
        return DAYS_PER_YEAR / rate if rate else math.inf

    def per_year(self, starting: date) -> float:
        """How many times it comes in a mean year while it runs, from about four years of it."""
        if not isinstance(self.rule, CadenceWord):
            return 0.0 if self.as_needed else _rate(self.rule, starting)
        if self.rule in _WEEKS:
            return DAYS_PER_YEAR / 7 / _WEEKS[self.rule]
        return 12 / _MONTHS[self.rule]

    def recurrence(self, starting: date) -> Recurrence:
        """The RFC 5545 rule that gives its days where it begins on the first of them.

        From the 29th or the 30th on the rule leaves out a February that is too short, for which a
        word takes the last day: ``beside_recurrence`` has those. One rule for all of them needs
        BYSETPOS over several days of the month, which common calendar programs misread.
        """
        if not isinstance(self.rule, CadenceWord):
            return self.rule
        from trm_policy.timing.recurrence import Recurrence, Stride

        if self.rule in _WEEKS:
            return Recurrence(Stride.WEEKLY, interval=_WEEKS[self.rule])
        in_leap_years_only = (starting.month, starting.day) == (2, _SHORTEST_MONTH + 1)
        if self.rule is CadenceWord.YEARLY and not in_leap_years_only:
            return Recurrence(Stride.YEARLY)
        rule = Recurrence(Stride.MONTHLY, interval=_MONTHS[self.rule])
        if starting.day <= _SHORTEST_MONTH:
            return rule
        yearly = self.rule is CadenceWord.YEARLY
        at_the_end = starting.day == _LONGEST_MONTH or yearly
        return replace(rule, month_days=(-1 if at_the_end else starting.day,))

    def beside_recurrence(self, starting: date, until: date) -> list[date]:
        """Its days from ``starting`` through ``until`` that ``recurrence`` does not give."""
        if self.rule not in _MONTHS or self.recurrence(starting).month_days != (starting.day,):
            return []
        return [day for day in self.occurrences(starting, until) if day.day < starting.day]

    def occurrences(self, starting: date, until: date, since: date = date.min) -> list[date]:
        """Its days from ``starting``, but not before ``since``, through ``until``, in order.

        A word begins on ``starting`` itself and never drifts: monthly from 31 January gives 28
        February and 31 March. A rule begins on the first day that fits it.
        """
        if self.as_needed:
            return []
        if not isinstance(self.rule, CadenceWord):
            return list(self.rule.days(starting, until, since))
        passed = _steps(self.rule, starting, add_days(since, -1)) if since > starting else 0
        steps = range(passed, _steps(self.rule, starting, until))
        return [_nth(self.rule, starting, n) for n in steps]

    def last_due(self, starting: date, today: date) -> date | None:
        """Its latest day up to and including ``today``, or None if it has not come yet."""
        if self.as_needed:
            return None
        if not isinstance(self.rule, CadenceWord):
            for back in (_YEAR, _AHEAD_DAYS, (today - date.min).days):
                found = max(self.rule.days(starting, today, add_days(today, -back)), default=None)
                if found is not None:
                    return found
            return None
        steps = _steps(self.rule, starting, today)
        return _nth(self.rule, starting, steps - 1) if steps else None

    def next_due(self, starting: date, today: date) -> date | None:
        """Its first day after ``today``, or None if it has ended or none comes within 40 years."""
        if self.as_needed:
            return None
        if not isinstance(self.rule, CadenceWord):
            horizon = add_days(max(starting, today), _AHEAD_DAYS)
            days = self.rule.days(starting, horizon, add_days(today, 1))
            return next((day for day in days if day > today), None)
        day = _nth(self.rule, starting, _steps(self.rule, starting, today))
        return day if day > today else None


@lru_cache(maxsize=2)
def _single(word: str) -> Recurrence:
    from trm_policy.timing.recurrence import Recurrence, Stride

    return Recurrence(Stride.YEARLY, count=1 if word == _ONCE else 0)


@lru_cache(maxsize=256)
def _recurrence(text: str) -> Recurrence:
    """Charters of one organisation tend to repeat the same few rules."""
    from trm_policy.timing.recurrence import parse_recurrence

    return parse_recurrence(text)


@lru_cache(maxsize=1024)
def _rate(rule: Recurrence, starting: date) -> float:
    """How often a rule comes a year takes four years of its days to tell."""
    return rule.per_year(starting)


def _nth(word: CadenceWord, starting: date, number: int) -> date:
    """The day of a word's cadence, counted from 0; at most the calendar's last day."""
    if word in _WEEKS:
        return add_days(starting, number * 7 * _WEEKS[word])
    return add_months(starting, number * _MONTHS[word])


def _steps(word: CadenceWord, starting: date, until: date) -> int:
    """How many days of a word's cadence lie from ``starting`` through ``until``."""
    if until < starting:
        return 0
    if word in _WEEKS:
        return (until - starting).days // (7 * _WEEKS[word]) + 1
    months = (until.year - starting.year) * 12 + until.month - starting.month
    number = months // _MONTHS[word]
    return number + 1 if _nth(word, starting, number) <= until else number


_USUAL_STARTS = (date(2024, 1, 1), date(2024, 2, 14))
"""First days for a cadence that has none of its own; another day of the week and month each."""
_SEEN_DAYS = 28 * 366
"""After 28 years the days of the week and the leap years come round again."""
_ALIKE_DAYS = 12 * 366
_ROUNDING = 0.99
_LONGER_PAUSE = 1.5


@dataclass(frozen=True, slots=True)
class Pace:
    """How often something comes in a mean year while it runs, and how it pauses and ends.

    ``longest_pause`` is in days, the first wait included; ``last`` is the calendar's last day where
    there is no end.
    """

    per_year: float
    longest_pause: float
    last: date

    def steps_to(self, other: Pace) -> tuple[int, int, int]:
        """For rate, pauses and end whether ``other`` is better (1), worse (-1) or as good (0).

        Small differences, such as those between the second Tuesday and the tenth of a month, are
        none.
        """
        return (
            _sign(self.per_year < other.per_year * _ROUNDING)
            - _sign(other.per_year < self.per_year * _ROUNDING),
            _sign(self.longest_pause > other.longest_pause * _LONGER_PAUSE)
            - _sign(other.longest_pause > self.longest_pause * _LONGER_PAUSE),
            _sign(self.last < other.last) - _sign(other.last < self.last),
        )


def _sign(holds: bool) -> int:
    return int(holds)


@lru_cache(maxsize=1024)
def pace(cadence: Cadence, starting: date | None = None) -> Pace:
    """What comes of a cadence that begins on ``starting``; one that never comes has the worst."""
    if cadence.as_needed:
        return Pace(0.0, math.inf, date.min)
    first = starting or _USUAL_STARTS[0]
    days = _endless(cadence).occurrences(first, add_days(first, _SEEN_DAYS))
    last = _last(cadence, first)
    if not days or last is None:
        return Pace(0.0, math.inf, date.min)
    waits = [(days[0] - first).days, *((b - a).days for a, b in pairwise(days))]
    span = (days[-1] - days[0]).days
    rate = (len(days) - 1) / span if span else 1 / _SEEN_DAYS
    return Pace(rate * DAYS_PER_YEAR, float(max(waits)), last)


@lru_cache(maxsize=1024)
def plain_word(cadence: Cadence, starting: date | None = None) -> Cadence:
    """The cadence as a word, where a word gives the same days; itself otherwise.

    Without ``starting`` it must do so whatever the first day is.
    """
    if isinstance(cadence.rule, CadenceWord) or cadence != _endless(cadence):
        return cadence
    starts = _USUAL_STARTS if starting is None else (starting,)
    for word in map(Cadence, CadenceWord):
        if all(_days(word, one) == _days(cadence, one) for one in starts):
            return word
    return cadence


def _days(cadence: Cadence, starting: date) -> list[date]:
    return cadence.occurrences(starting, add_days(starting, _ALIKE_DAYS))


def _endless(cadence: Cadence) -> Cadence:
    """The cadence as if it had no end."""
    if isinstance(cadence.rule, CadenceWord):
        return cadence
    return Cadence(replace(cadence.rule, count=None, until=None))


def _last(cadence: Cadence, first: date) -> date | None:
    """The last day; None where it never comes."""
    if cadence == _endless(cadence) or isinstance(cadence.rule, CadenceWord):
        return date.max
    horizon = add_days(first, _SEEN_DAYS)
    days = cadence.occurrences(first, horizon)
    if not days:
        return None
    until, count = cadence.rule.until, cadence.rule.count
    if until is not None:
        return days[-1] if until <= horizon else until
    missing = (count or 0) - len(days)
    return add_days(days[-1], math.ceil(missing * (days[-1] - first).days / len(days)))

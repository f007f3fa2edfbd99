"""RFC 5545 recurrence rules of whole days: the parts that a cadence may have, and their days.

The days are worked out here and not by dateutil, which searches to the year 9999 for a rule that
never comes true: seconds for a single line of a charter. The tests hold both to the same days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from trm_policy.timing.instant import DAYS_PER_YEAR, add_days, add_months, month_length, year_length
from trm_policy.wording.text import quoted

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WeekDay = tuple[int, int]
"""Which one (2 for the second, -1 for the last, 0 for each) and the day from 0, Monday."""


class Stride(StrEnum):
    """The FREQ of a rule."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"

    @property
    def per_year(self) -> float:
        """How many such periods a mean year has."""
        return _PER_YEAR[self]


_PER_YEAR = {
    Stride.DAILY: DAYS_PER_YEAR,
    Stride.WEEKLY: DAYS_PER_YEAR / 7,
    Stride.MONTHLY: 12.0,
    Stride.YEARLY: 1.0,
}
_SAMPLE = {Stride.DAILY: 7 * 209, Stride.WEEKLY: 209, Stride.MONTHLY: 48, Stride.YEARLY: 4}
"""Periods that make about four years, and whole weeks."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule in its canonical form: an empty tuple is a part that is not given.

    ``parse_recurrence`` makes it and refuses what contradicts itself; ``week_start`` counts from 0,
    Monday. As the RFC has it, a day that a month does not have is left out.
    """

    step: Stride
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    week_days: tuple[WeekDay, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def __str__(self) -> str:
        parts = {
            "FREQ": self.step.value,
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "COUNT": "" if self.count is None else str(self.count),
            "UNTIL": "" if self.until is None else self.until.isoformat().replace("-", ""),
            "BYMONTH": _listed(self.months),
            "BYWEEKNO": _listed(self.weeks),
            "BYYEARDAY": _listed(self.year_days),
            "BYMONTHDAY": _listed(self.month_days),
            "BYDAY": ",".join(f"{nth or ''}{WEEKDAYS[day]}" for nth, day in self.week_days),
            "BYSETPOS": _listed(self.positions),
            "WKST": WEEKDAYS[self.week_start] if self.week_start else "",
        }
        return ";".join(f"{key}={value}" for key, value in parts.items() if value)

    def days(self, starting: date, last: date, since: date = date.min) -> Iterator[date]:
        """The rule's days from ``starting``, but not before ``since``, through ``last``, in order.

        The cost grows with the days between, whether or not any of them is one of the rule's; those
        before ``since`` are passed over.
        """
        since = max(starting, since)
        if self.until is not None:
            last = min(last, self.until)
        if self.count is not None:
            last = min(last, _last_counted(self, starting))
        for chosen in self._sets(starting, last, since):
            for day in chosen:
                if day > last:
                    return
                if day >= since:
                    yield day

    def per_year(self, starting: date) -> float:
        """How many of its days a mean year has while it runs, whatever COUNT and UNTIL say."""
        size = _SAMPLE[self.step]
        sets = self._sets(starting, date.max, starting)
        found = sum(len(chosen) for chosen, _ in zip(sets, range(size), strict=False))
        return found / size * self.step.per_year / self.interval

    def _sets(self, starting: date, last: date, since: date) -> Iterator[list[date]]:
        """For each period of the rule that begins by ``last``, its days that the parts choose."""
        rule = self._anchored(starting)
        for first, end in rule._periods(starting, last, since):  # noqa: SLF001
            days = map(date.fromordinal, range(first.toordinal(), end.toordinal() + 1))
            chosen = [day for day in days if rule._chooses(day)]  # noqa: SLF001
            if rule.positions:
                places = {at - 1 if at > 0 else len(chosen) + at for at in rule.positions}
                chosen = [day for place, day in enumerate(chosen) if place in places]
            yield chosen

    def _anchored(self, starting: date) -> Recurrence:
        """The rule with what it leaves open taken from its first day."""
        if self.weeks or self.year_days or self.month_days or self.week_days:
            return self
        match self.step:
            case Stride.DAILY:
                return self
            case Stride.WEEKLY:
                return replace(self, week_days=((0, starting.weekday()),))
            case Stride.MONTHLY:
                return replace(self, month_days=(starting.day,))
            case Stride.YEARLY:
                months = self.months or (starting.month,)
                return replace(self, months=months, month_days=(starting.day,))

    def _periods(self, starting: date, last: date, since: date) -> Iterator[tuple[date, date]]:
        """First and last day of each period that counts, from the last that begins by ``since``.

        The first of all is the one that holds ``starting``.
        """
        if self.step in (Stride.DAILY, Stride.WEEKLY):
            length = 7 if self.step is Stride.WEEKLY else 1
            into = (starting.weekday() - self.week_start) % 7 if length > 1 else 0
            first, final = starting.toordinal() - into, date.max.toordinal()
            first += _whole_steps(since.toordinal() - first, length * self.interval)
            while first <= last.toordinal():
                close = min(first + length - 1, final)
                yield date.fromordinal(max(first, 1)), date.fromordinal(close)
                first += length * self.interval
            return
        months = 1 if self.step is Stride.MONTHLY else 12
        start = starting.replace(month=starting.month if months == 1 else 1, day=1)
        passed = (since.year - start.year) * 12 + since.month - start.month
        start = add_months(start, _whole_steps(passed, months * self.interval))
        while start <= last:
            end = add_months(start, months - 1)
            yield start, end.replace(day=month_length(end.year, end.month))
            following = add_months(start, months * self.interval)
            if following == date.max:
                return
            start = following

    def _chooses(self, day: date) -> bool:
        """Whether every part that is given allows ``day``."""
        return not (
            (self.months and day.month not in self.months)
            or (self.month_days and not self._in_month_days(day))
            or (self.week_days and not self._in_week_days(day))
            or (self.year_days and not self._in_year_days(day))
            or (self.weeks and not self._in_weeks(day))
        )

    def _in_month_days(self, day: date) -> bool:
        back = day.day - month_length(day.year, day.month) - 1
        return day.day in self.month_days or back in self.month_days

    def _in_week_days(self, day: date) -> bool:
        weekday = day.weekday()
        if (0, weekday) in self.week_days:
            return True
        if self.step is Stride.YEARLY and not self.months:
            place, length = day.timetuple().tm_yday, year_length(day.year)
        else:
            place, length = day.day, month_length(day.year, day.month)
        nth, back = (place - 1) // 7 + 1, -((length - place) // 7 + 1)
        return (nth, weekday) in self.week_days or (back, weekday) in self.week_days

    def _in_year_days(self, day: date) -> bool:
        place = day.timetuple().tm_yday
        return place in self.year_days or place - year_length(day.year) - 1 in self.year_days

    def _in_weeks(self, day: date) -> bool:
        """Weeks belong to the year that holds their fourth day."""
        into = (day.weekday() - self.week_start) % 7
        fourth = day.toordinal() - into + 3
        if not 1 <= fourth <= date.max.toordinal():
            return False
        middle = date.fromordinal(fourth)
        place, length = middle.timetuple().tm_yday, year_length(middle.year)
        return (place - 1) // 7 + 1 in self.weeks or -((length - place) // 7 + 1) in self.weeks


@lru_cache(maxsize=1024)
def _last_counted(rule: Recurrence, starting: date) -> date:
    """The day with which the COUNT of a rule is reached; the first of all where it has no day."""
    horizon = add_days(starting, rule.interval * (_CENTURY[1] - _CENTURY[0]).days)
    every = replace(rule, count=None).days(starting, horizon)
    return max(islice(every, rule.count), default=date.min)


def _whole_steps(passed: int, step: int) -> int:
    """How much of what has passed is whole steps."""
    return passed - passed % step


def _listed(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


_LONGEST = 400
_COUNT = 9999
_INTERVALS = {Stride.DAILY: 3650, Stride.WEEKLY: 520, Stride.MONTHLY: 120, Stride.YEARLY: 10}
"""Ten years: what comes less often is no cadence."""
_LISTS = {
    "BYMONTH": ("months", 1, 12),
    "BYWEEKNO": ("weeks", -53, 53),
    "BYYEARDAY": ("year_days", -366, 366),
    "BYMONTHDAY": ("month_days", -31, 31),
    "BYSETPOS": ("positions", -366, 366),
}
_BELOW_DAYS = ("HOURLY", "MINUTELY", "SECONDLY", "BYHOUR", "BYMINUTE", "BYSECOND")
_WEEKDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(T[0-9]{6}Z?)?")
_PROBE = (date(2000, 1, 1), date(2027, 12, 31))
"""28 years hold every weekday of every day of the year."""
_CENTURY = (date(2000, 1, 1), date(2099, 12, 31))


def parse_recurrence(text: str) -> Recurrence:
    """The rule that ``text`` says, with or without ``RRULE:`` before it, in any case of letters.

    Raises ValueError with what is wrong, to be put behind the quoted text.
    """
    if len(text) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST} characters")
    parts = _parts(text.strip().upper().removeprefix("RRULE:"))
    step = _step(parts.pop("FREQ", None))
    week_start = parts.pop("WKST", WEEKDAYS[0])
    if week_start not in WEEKDAYS:
        raise ValueError(f"WKST must be one of {', '.join(WEEKDAYS)}")
    rule = Recurrence(
        step,
        interval=_whole("INTERVAL", parts.pop("INTERVAL", "1"), _INTERVALS[step]),
        count=_whole("COUNT", parts.pop("COUNT"), _COUNT) if "COUNT" in parts else None,
        until=_until(parts.pop("UNTIL")) if "UNTIL" in parts else None,
        week_days=_week_days(parts.pop("BYDAY")) if "BYDAY" in parts else (),
        week_start=WEEKDAYS.index(week_start),
        **{_LISTS[key][0]: _numbers(key, value) for key, value in parts.items()},
    )
    _check(rule)
    return rule


def _parts(text: str) -> dict[str, str]:
    """Names and values, each name known and given once."""
    known = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", *_LISTS)
    parts: dict[str, str] = {}
    for part in text.removesuffix(";").split(";"):
        key, equals, value = (word.strip() for word in part.partition("="))
        if key in _BELOW_DAYS:
            raise ValueError(f"{key} is a time of day, but a cadence has only days")
        if key not in known:
            raise ValueError(f"{quoted(key)} is not one of its parts ({', '.join(known)})")
        if not equals or not value:
            raise ValueError(f"{key} has no value")
        if key in parts:
            raise ValueError(f"{key} is given twice")
        parts[key] = value
    return parts


def _step(value: str | None) -> Stride:
    if value in _BELOW_DAYS:
        raise ValueError(f"FREQ={value} is more often than daily")
    if value is None or value not in Stride.__members__:
        raise ValueError(f"FREQ must be one of {', '.join(Stride)}")
    return Stride[value]


def _whole(key: str, value: str, most: int) -> int:
    if not _NUMBER.fullmatch(value) or not 1 <= int(value) <= most:
        raise ValueError(f"{key} must be a whole number from 1 to {most}, not {quoted(value)}")
    return int(value)


def _until(value: str) -> date:
    match = _DAY.fullmatch(value)
    if match is not None:
        with suppress(ValueError):
            return date(int(match[1]), int(match[2]), int(match[3]))
    raise ValueError(f"UNTIL must be a day written like 20281231, not {quoted(value)}")


def _numbers(key: str, value: str) -> tuple[int, ...]:
    _, least, most = _LISTS[key]
    found = set()
    for word in value.split(","):
        if not _NUMBER.fullmatch(word) or int(word) == 0 or not least <= int(word) <= most:
            back = ", or below 0 from the end" if least < 0 else ""
            raise ValueError(f"{key} counts from 1 to {most}{back}; {quoted(word)} does not fit")
        found.add(int(word))
    return tuple(sorted(found))


def _week_days(value: str) -> tuple[WeekDay, ...]:
    found = set()
    for word in value.split(","):
        match = _WEEKDAY.fullmatch(word)
        if match is None:
            raise ValueError(
                f"BYDAY lists days such as MO, 2TU (the second Tuesday) or -1FR (the last Friday); "
                f"{quoted(word)} is none"
            )
        nth = int(match[1]) if match[1] else 0
        if match[1] and not 1 <= abs(nth) <= 53:  # noqa: PLR2004
            raise ValueError(f"BYDAY counts weekdays from 1 to 53; {quoted(word)} does not fit")
        found.add((nth, WEEKDAYS.index(match[2])))
    return tuple(sorted(found))


def _check(rule: Recurrence) -> None:
    """What RFC 5545 forbids, and what never comes true."""
    yearly = rule.step is Stride.YEARLY
    faults = {
        "COUNT and UNTIL both set the end: keep one": (
            rule.count is not None and rule.until is not None
        ),
        "BYWEEKNO and BYYEARDAY go with FREQ=YEARLY only": (
            not yearly and bool(rule.weeks or rule.year_days)
        ),
        "BYMONTHDAY does not go with FREQ=WEEKLY": (
            rule.step is Stride.WEEKLY and bool(rule.month_days)
        ),
        "BYDAY with a number (2TU) goes with FREQ=MONTHLY, or with FREQ=YEARLY and no BYWEEKNO": (
            any(nth for nth, _ in rule.week_days)
            and (rule.step not in (Stride.MONTHLY, Stride.YEARLY) or bool(rule.weeks))
        ),
        "BYWEEKNO needs the day of the week, such as BYDAY=TU": (
            bool(rule.weeks) and not rule.week_days
        ),
        "BYSETPOS chooses among days that another part must name, such as BYDAY": (
            bool(rule.positions)
            and not (rule.week_days or rule.month_days or rule.year_days or rule.months)
        ),
    }
    for fault, holds in faults.items():
        if holds:
            raise ValueError(fault)
    endless = replace(rule, interval=1, count=None, until=None)
    if next(endless.days(*_PROBE), None) is None:
        raise ValueError("no day matches all its parts")
    if rule.count is not None and not _comes(endless, rule.count):
        raise ValueError(f"it does not come {rule.count} times in a hundred years")


def _comes(rule: Recurrence, times: int) -> bool:
    """Whether a rule comes so many times in a hundred years."""
    return next(islice(rule.days(*_CENTURY), times - 1, None), None) is not None

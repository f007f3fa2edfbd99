"""The text of an RFC 5545 recurrence rule, read strictly and refused in plain words."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date

from trm_policy.timing.recurrence import WEEKDAYS, Recurrence, Step, WeekDay
from trm_policy.timing.wording import quoted

_LONGEST = 400
_COUNT = 9999
_INTERVALS = {Step.DAILY: 3650, Step.WEEKLY: 520, Step.MONTHLY: 120, Step.YEARLY: 10}
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
            raise ValueError(f"{key} is a time of day, and a cadence says days only")
        if key not in known:
            raise ValueError(f"{quoted(key)} is none of its parts ({', '.join(known)})")
        if not equals or not value:
            raise ValueError(f"{key} has no value")
        if key in parts:
            raise ValueError(f"{key} is given twice")
        parts[key] = value
    return parts


def _step(value: str | None) -> Step:
    if value in _BELOW_DAYS:
        raise ValueError(f"FREQ={value} is more often than daily")
    if value is None or value not in Step.__members__:
        raise ValueError(f"FREQ must be one of {', '.join(Step)}")
    return Step[value]


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
    yearly = rule.step is Step.YEARLY
    faults = {
        "COUNT and UNTIL both say when it ends: keep one": (
            rule.count is not None and rule.until is not None
        ),
        "BYWEEKNO and BYYEARDAY go with FREQ=YEARLY only": (
            not yearly and bool(rule.weeks or rule.year_days)
        ),
        "BYMONTHDAY does not go with FREQ=WEEKLY": (
            rule.step is Step.WEEKLY and bool(rule.month_days)
        ),
        "BYDAY with a number (2TU) goes with FREQ=MONTHLY, or with FREQ=YEARLY and no BYWEEKNO": (
            any(nth for nth, _ in rule.week_days)
            and (rule.step not in (Step.MONTHLY, Step.YEARLY) or bool(rule.weeks))
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
        raise ValueError("no day ever fits all its parts")

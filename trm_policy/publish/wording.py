"""Values of a charter in the words of a page: days, cadences, figures and enumerations."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import floor, log10

from trm_policy.model.vocabulary import in_words
from trm_policy.timing import Cadence
from trm_policy.timing.days import day_told

_DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday",
         "FR": "Friday", "SA": "Saturday", "SU": "Sunday"}  # fmt: skip
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_BY_DAY = re.compile(r"FREQ=MONTHLY;(?:INTERVAL=(\d+);)?BYDAY=(-?\d)([A-Z]{2})\Z")
_LEAST = 1e-9
_NEAR_DAYS = 14
_FAR_DAYS = 60


def day(value: date | None) -> str:
    """A day as it is written in prose: ``22 November 2026``."""
    return day_told(value) if value else ""


def short_day(value: date | None) -> str:
    """A day for tables: ``22 Nov 2026``."""
    return f"{value.day} {value:%b} {value.year}" if value else ""


def clock(value: datetime) -> str:
    """A moment by the clock that it names: ``Mon 26 Oct 2026, 14:00``."""
    return f"{value:%a} {short_day(value.date())}, {value:%H:%M}"


def elapsed(value: timedelta) -> str:
    """How long something took: ``2 days 6 hours``, ``3 hours``, ``under an hour``."""
    days, hours = value.days, value.seconds // 3600
    parts = [several(days, "day")] if days else []
    parts += [several(hours, "hour")] if hours else []
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


def words(value: StrEnum | str | None) -> str:
    """A word of the format as a reader would write it: ``value-creation`` → ``Value creation``."""
    return in_words(value)


def number(value: float | None) -> str:
    """A figure without needless decimals, thousands apart: ``1,240``, ``97.2``, ``0.0042``."""
    if value is None:
        return ""
    size = abs(value)
    digits = 2 if size >= 1 or size < _LEAST else 1 - floor(log10(size))
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def with_unit(value: float | None, unit: str | None) -> str:
    """A figure and what it is counted in: ``97.2 %``."""
    figure = number(value)
    return f"{figure} {unit}" if figure and unit else figure


def cadence(value: Cadence | None) -> str:
    """How often, in words where the rule is a common one: ``monthly, on the first Thursday``."""
    text = str(value or "")
    found = _BY_DAY.match(text)
    if found is None or int(found[2]) not in _NTH or found[3] not in _DAYS:
        return text
    often = f"every {found[1]} months" if found[1] else "monthly"
    return f"{often}, on the {_NTH[int(found[2])]} {_DAYS[found[3]]}"


def several(amount: int, singular: str, plural: str = "") -> str:
    """``1 partnership``, ``7 partnerships``."""
    return f"{amount} {singular if amount == 1 else plural or singular + 's'}"


def percent(share: float | None) -> str:
    """A part of one as people write it: ``92 %``; empty of nothing."""
    return "" if share is None else f"{100 * share:.0f} %"


def sentence(text: str) -> str:
    """A finding's words as a sentence of their own; a key of the format keeps its small letter."""
    closed = text if text.endswith((".", "!", "?", "…")) else f"{text}."
    begins_with_key = "." in closed.partition(" ")[0][:-1]
    return closed if begins_with_key else closed[:1].upper() + closed[1:]


def _amount(days: int) -> str:
    if days < _NEAR_DAYS:
        return f"{days} days"
    if days < _FAR_DAYS:
        return f"{round(days / 7)} weeks"
    months = round(days / 30.44)
    return f"{months} months" if months < 24 else f"{round(days / 365.25)} years"  # noqa: PLR2004

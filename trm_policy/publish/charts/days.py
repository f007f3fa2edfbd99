"""Days along an axis: each is drawn as a number, and some are named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from math import ceil
from typing import Any

from trm_policy.timing.days import add_days, add_months

_MOST_NAMES = 5
_MONTHS = (1, 2, 3, 6, 12)
_FEW_DAYS = 75
_YEAR = 12


def axis_of_days(first: date, last: date) -> Mapping[str, Any]:
    """The axis of a number that is a day's ordinal, with no more than five days named."""
    names = {day.toordinal(): name for day, name in _named(first, last)}
    return {
        "values": list(names),
        "labelExpr": f"({json.dumps(names)})[datum.value]",
        "grid": False,
        "labelPadding": 5,
        "tickSize": 4,
        "labelAngle": 0,
    }


def _named(first: date, last: date) -> Iterator[tuple[date, str]]:
    days = (last - first).days
    if days < _FEW_DAYS:
        step = max(1, ceil((days + 1) / _MOST_NAMES))
        for away in range(0, days + 1, step):
            day = add_days(first, away)
            yield day, f"{day.day} {day:%b}"
        return
    months = ceil(days / 30.4)
    fitting = (step for step in _MONTHS if months // step < _MOST_NAMES)
    step = next(fitting, None) or _YEAR * ceil(months / _YEAR / _MOST_NAMES)
    count = first.year * _YEAR + first.month - 1
    start = add_months(first.replace(day=1), -count % step)
    for at in range(months // step + 2):
        day = add_months(start, at * step)
        if first <= day <= last and day.day == 1:  # beyond the calendar's end it is its last day
            yield day, str(day.year) if step >= _YEAR else f"{day:%b} ’{day:%y}"

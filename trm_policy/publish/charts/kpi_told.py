"""What a chart of a KPI shows, and how far its axes reach."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil, inf
from typing import Any, NamedTuple

from trm_policy.measure.kpi_status import Figure, KpiStatus, light
from trm_policy.measure.trend import Trend
from trm_policy.model.kpi import plan, plan_points
from trm_policy.model.vocabulary import Direction
from trm_policy.publish.charts.layers import Channel, number
from trm_policy.timing.instant import add_days, add_months
from trm_policy.views.scorecard_words import KpiRow, bounds, values

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


_MOST_FIGURES = 120
_LARGEST = 1e15
"""Beyond, a page's arithmetic is no longer exact, and no KPI is meant."""
_AIR = 0.1
_FORECAST_SHARE = 0.6
_SAMPLES = 24
_THOUSANDS = "replace(format(datum.value, '~s'), 'G', 'bn')"
FROM_THOUSANDS = 10_000
"""From here on a chart writes ``12k`` instead of ``12,000``."""


class Ends(NamedTuple):
    """What is expected on a day, and between which values."""

    day: date
    low: float
    expected: float
    high: float


@dataclass(frozen=True)
class KpiChartData:
    """What a chart of a KPI is made of, and how far its axes reach."""

    row: KpiRow

    @cached_property
    def figures(self) -> Sequence[Figure]:
        """The newest figures, oldest first."""
        return self.row.row.figures[-_MOST_FIGURES:]

    @cached_property
    def lights(self) -> Sequence[KpiStatus]:
        """The light of each figure by the plan of its time."""
        return [light(self.row.kpi, figure) for figure in self.figures]

    @property
    def target(self) -> float | None:
        """The value to come to."""
        return self.row.kpi.target.value if self.row.kpi.target else None

    @property
    def drawable(self) -> bool:
        """Whether anything has a day, and no value is beyond all measure."""
        return bool(self._named) and max(map(abs, self.values)) <= _LARGEST

    @property
    def _named(self) -> Sequence[date]:
        """The days that figures and plan name."""
        figures = [figure.day for figure in self.figures]
        return figures + [point.day for point in plan_points(self.row.kpi)]

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first and the last day that is drawn."""
        return min(self._named), max(self._named)

    @cached_property
    def planned(self) -> Sequence[tuple[date, float]]:
        """The plan line, or the line of a service level.

        None of a KPI to be maintained, whose plan is its target.
        """
        kpi = self.row.kpi
        if kpi.aim is Direction.MAINTAIN or not (plan_points(kpi) or kpi.service_level):
            return []
        inner = [point.day for point in plan_points(self.row.kpi)]
        ends = {*self.days, *inner}
        found = [(day, plan(self.row.kpi, day)) for day in sorted(ends)]
        return [(day, value) for day, value in found if value is not None]

    @cached_property
    def values(self) -> Sequence[float]:
        """Every value that must find its place, the forecast aside."""
        found = [figure.value for figure in self.figures]
        found += [value for _, value in self.planned]
        return found + ([] if self.target is None else [self.target])

    @cached_property
    def reach(self) -> tuple[float, float]:
        """The lowest and the highest value that is drawn."""
        low, high = min(self.values), max(self.values)
        spread = high - low or abs(high) / 10 or 1.0
        found = self.row.row.forecast
        if found is not None:
            ends = (found.expected.low, found.expected.value, found.expected.high)
            low = min(low, max(min(ends), low - _FORECAST_SHARE * spread))
            high = max(high, min(max(ends), high + _FORECAST_SHARE * spread))
        least, most = self._bounds
        return max(low - _AIR * spread, least), min(high + _AIR * spread, most)

    @cached_property
    def ends(self) -> tuple[int, int]:
        """Where the days begin and end, as ordinals; a single day stands in the middle.

        A first figure stands off the axis, whose numbers it would hide.
        """
        first, last = (day.toordinal() for day in self.days)
        if last == first:
            return first - 15, last + 15
        based = plan_points(self.row.kpi)
        return first - (0 if based else ceil((last - first) / 25)), last

    @cached_property
    def across(self) -> Channel:
        """The days from left to right."""
        return number("day", self.ends, axis=axis_of_days(*self.days))

    @cached_property
    def down(self) -> Channel:
        """The values from bottom to top."""
        big = max(map(abs, self.reach)) >= FROM_THOUSANDS
        labels: Mapping[str, Any] = {"labelExpr": _THOUSANDS} if big else {}
        if self.row.kpi.yes_or_no:
            labels = {"values": [0, 1], "labelExpr": "datum.value ? 'met' : 'missed'"}
        axis = {"tickCount": 4, "grid": True, "domain": False, "ticks": False, **labels}
        return number("value", self.reach, axis=axis)

    @property
    def band(self) -> Sequence[Ends]:
        """The forecast from the latest figure to the target's day."""
        found, trend = self.row.row.forecast, self.row.row.trend
        if found is None or trend is None or not self.figures:
            return []
        first, last = self.figures[-1].day, found.by
        if last <= first:
            return []
        days = (last - first).days
        steps = sorted({first.toordinal() + days * at // _SAMPLES for at in range(_SAMPLES + 1)})
        return [self._at(date.fromordinal(step), trend) for step in steps]

    def _at(self, day: date, trend: Trend) -> Ends:
        """The forecast for a day, no further than the drawing reaches."""
        found, (low, high) = trend.at(day), self.reach
        ends = (found.low, found.value, found.high)
        return Ends(day, *(min(max(end, low), high) for end in ends))

    @property
    def _bounds(self) -> tuple[float, float]:
        known = [*values(self.row.row), *self.values]
        return bounds(self.row.kpi, known) if known else (-inf, inf)

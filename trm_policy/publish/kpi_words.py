"""How the pages say what a scorecard found: variance, trend, forecast and milestones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from trm_policy.measure.scorecard import Forecast, Milestone, Progress, Variance
from trm_policy.measure.trend import LEAST_FIGURES, Course, Trend
from trm_policy.model.kpi import Kpi
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Frequency
from trm_policy.timing.instant import DAYS_PER_YEAR
from trm_policy.wording.numbers import number, with_unit

_SIGNS = {
    Course.IMPROVING: "▲",
    Course.WORSENING: "▼",
    Course.STEADY: "►",
    Course.RISING: "↑",
    Course.FALLING: "↓",
}
_SILENT = "–"
_PER = {
    Frequency.DAILY: (1.0, "day"),
    Frequency.WEEKLY: (7.0, "week"),
    Frequency.MONTHLY: (DAYS_PER_YEAR / 12, "month"),
    Frequency.QUARTERLY: (DAYS_PER_YEAR / 4, "quarter"),
    Frequency.HALF_YEARLY: (DAYS_PER_YEAR / 2, "half-year"),
    Frequency.YEARLY: (DAYS_PER_YEAR, "year"),
}
_PROGRESS = {
    Progress.AHEAD: "ahead of plan",
    Progress.BEHIND: "behind plan",
    Progress.UNKNOWN: "no figure tells",
    Progress.MISSED: "missed",
    Progress.REACHED: "reached",
}
_WHOLE = 100
_FIGURE = re.compile(r"\b\d")


@dataclass(frozen=True, slots=True)
class TrendWords:
    """A trend for the eye and in words. ``kind`` names its look; ``pace`` is how quickly."""

    sign: str
    word: str
    kind: str
    pace: str = ""


@dataclass(frozen=True, slots=True)
class ForecastWords:
    """What is expected on the target's day, between which values, and whether that is enough.

    Figures are in the KPI's unit, which is not named.
    """

    expected: str
    between: str
    outlook: str


def gap(found: Variance, kpi: Kpi) -> str:
    """How a figure lies to its plan, in the KPI's unit: ``1.53 days better than plan``."""
    if not found.amount or number(found.amount) == "0":
        return "Exactly on plan"
    amount = with_unit(abs(found.amount), _counted(kpi.unit or ""))
    side = _side(found, kpi)
    return f"{amount} {side} {'than plan' if side in ('better', 'worse') else 'plan'}"


def share(found: Variance, kpi: Kpi) -> str:
    """The same in percent of the plan: ``1.6 % better``.

    Empty on plan, where that is 0, and of percentages, of which nobody would know what it is of.
    """
    if found.percent is None or not found.amount or kpi.unit == "%":
        return ""
    percent = abs(found.percent)
    amount = f"{percent:,.0f}" if percent >= _WHOLE else f"{percent:.1f}"
    return f"{amount} % {_side(found, kpi)}"


def _counted(unit: str) -> str:
    """What a difference is counted in; nothing where the unit is a scale or a rate."""
    if unit == "%":
        return "percentage points"
    return "" if unit.startswith("per ") or _FIGURE.search(unit) else unit


def _side(found: Variance, kpi: Kpi) -> str:
    if found.better is not None and kpi.direction is not Direction.MAINTAIN:
        return "better" if found.better else "worse"
    return "above" if found.amount > 0 else "below"


def trend(found: Trend | None, kpi: Kpi, *, stale: bool) -> TrendWords:
    """A trend; where there is none, why. ``stale`` says that the newest figure is too old."""
    if found is None:
        few = f"fewer than {LEAST_FIGURES} figures"
        return TrendWords(_SILENT, "no recent figure" if stale else few, "silent")
    pace = ""
    if found.course is not Course.STEADY:
        days, word = _PER[kpi.frequency or Frequency.MONTHLY]
        slope = found.slope.value * days
        pace = f"{'−' if slope < 0 else '+'}{number(abs(slope))} a {word}"
    return TrendWords(_SIGNS[found.course], found.course.value, found.course.value, pace)


def forecast(found: Forecast, kpi: Kpi, known: Sequence[float]) -> ForecastWords:
    """Where the trend leads, no further than KPIs of this kind can go for certain.

    ``known`` are values that the KPI has had or should have; a forecast beyond its bounds is said
    as the bound.
    """
    value, low, high = (
        _bounded(end, kpi, known)
        for end in (found.expected.value, found.expected.low, found.expected.high)
    )
    between = "" if low == value == high else f"{low} and {high}"
    return ForecastWords(value, between, found.outlook.value)


def milestone(found: Milestone) -> str:
    """How a KPI stands to a milestone."""
    early = found.progress is Progress.REACHED and not found.over
    return "reached early" if early else _PROGRESS[found.progress]


def values(kpi: Kpi, latest: float | None) -> list[float]:
    """Values that the KPI has had or should have."""
    points = [kpi.baseline, kpi.target, *kpi.milestones]
    planned = [point.value for point in points if point is not None and point.value is not None]
    return [*planned, *([] if latest is None else [latest])]


def bounds(kpi: Kpi, known: Sequence[float]) -> tuple[float, float]:
    """Between which values a KPI of this kind stays for certain; infinite where nobody knows.

    Where none of the ``known`` values is below 0, or of a percentage above 100, that is its bound.
    """
    low = 0.0 if min(known, default=0.0) >= 0 else -inf
    high = float(_WHOLE) if kpi.unit == "%" and max(known, default=0.0) <= _WHOLE else inf
    return low, high


def _bounded(value: float, kpi: Kpi, known: Sequence[float]) -> str:
    low, high = bounds(kpi, known)
    return number(min(max(value, low), high))

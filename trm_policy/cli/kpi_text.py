"""How the commands on KPIs say figures, lights and trends."""

from __future__ import annotations

from math import floor, log10

import click

from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.scorecard import Forecast, Milestone, Progress, Variance
from trm_policy.measure.trend import Course, Trend
from trm_policy.model.kpi import Kpi
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Frequency
from trm_policy.timing.instant import DAYS_PER_YEAR

SIGNS = {
    KpiStatus.GREEN: ("●", "green"),
    KpiStatus.AMBER: ("◐", "yellow"),
    KpiStatus.RED: ("○", "red"),
    KpiStatus.UNKNOWN: ("?", "cyan"),
}
"""A sign and a colour for each light, which is always said in words as well."""

ARROWS = {
    Course.IMPROVING: "↗",
    Course.WORSENING: "↘",
    Course.RISING: "↑",
    Course.FALLING: "↓",
    Course.STEADY: "→",
}
_PER = {
    Frequency.DAILY: (1.0, "day"),
    Frequency.WEEKLY: (7.0, "week"),
    Frequency.MONTHLY: (DAYS_PER_YEAR / 12, "month"),
    Frequency.QUARTERLY: (DAYS_PER_YEAR / 4, "quarter"),
    Frequency.HALF_YEARLY: (DAYS_PER_YEAR / 2, "half-year"),
    Frequency.YEARLY: (DAYS_PER_YEAR, "year"),
}


def figure(value: float) -> str:
    """A figure with two decimals, or more where it is small: ``97.2``, ``1,240``, ``0.0042``."""
    size = abs(value)
    digits = 2 if size == 0 or size >= 1 else min(1 - floor(log10(size)), 12)
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def with_unit(value: float, kpi: Kpi) -> str:
    """A figure and what it is counted in."""
    return f"{figure(value)} {kpi.unit}" if kpi.unit else figure(value)


def apart(value: float, kpi: Kpi) -> str:
    """A difference of two figures: of percentages it is in percentage points."""
    if kpi.unit != "%":
        return with_unit(value, kpi)
    return f"{figure(value)} percentage point{'' if abs(value) == 1 else 's'}"


def light(status: KpiStatus) -> str:
    """The light, with its sign and its colour."""
    sign, colour = SIGNS[status]
    return click.style(f"{sign} {status.value}", fg=colour)


def gap(found: Variance, kpi: Kpi, plan: float) -> str:
    """How a figure lies to its plan, in the KPI's unit and in percent of the plan."""
    if not found.amount:
        return f"exactly on the plan of {figure(plan)}"
    side = "above" if found.amount > 0 else "below"
    if found.better is not None and kpi.direction is not Direction.MAINTAIN:
        side = "better than" if found.better else "worse than"
    share = ""
    if found.percent is not None and kpi.unit != "%":
        share = f" ({abs(found.percent):.1f} %)"
    return f"{apart(abs(found.amount), kpi)} {side} the plan of {figure(plan)}{share}"


def pace(found: Trend, kpi: Kpi) -> str:
    """Where a KPI goes and how quickly."""
    days, word = _PER[kpi.frequency or Frequency.MONTHLY]
    slope = found.slope.value * days
    step = f"{'+' if slope > 0 else ''}{apart(slope, kpi)} a {word}"
    course = found.course.value
    if found.course is Course.STEADY:
        course += ", as far as can be told"
    return f"{course}, {step} ({_chance(found.chance)}, {found.figures} figures)"


def _chance(value: float) -> str:
    return "p < 0.001" if value < 0.001 else f"p = {value:.3f}"  # noqa: PLR2004


def expectation(found: Forecast, kpi: Kpi, known: list[float]) -> str:
    """The forecast with its interval; no further than KPIs of this kind can go for certain.

    ``known`` are values that the KPI has had or should have. Where none is below 0, or a
    percentage never above 100, a forecast beyond is said as that bound.
    """
    expected = found.expected
    value, low, high = (
        _bounded(end, kpi, known) for end in (expected.value, expected.low, expected.high)
    )
    between = "" if low == value == high else f" (between {low} and {high})"
    return f"{value} on {found.by}{between}: {found.outlook.value}"


def _bounded(value: float, kpi: Kpi, known: list[float]) -> str:
    if value < 0 <= min(known):
        return with_unit(0, kpi)
    if kpi.unit == "%" and value > 100 >= max(known):  # noqa: PLR2004
        return with_unit(100, kpi)
    return with_unit(value, kpi)


def step(found: Milestone, kpi: Kpi) -> str:
    """How a KPI stands to a milestone or the target."""
    text = f"{with_unit(found.value, kpi)} by {found.by}: {_progress(found)}"
    if found.gap and found.progress is not Progress.UNKNOWN:
        text += f", {apart(abs(found.gap), kpi)} {'above' if found.gap > 0 else 'below'} it"
    return text


def _progress(found: Milestone) -> str:
    words = {
        Progress.AHEAD: "ahead of plan",
        Progress.BEHIND: "behind plan",
        Progress.UNKNOWN: "there is no figure that tells",
        Progress.REACHED: "reached" if found.over else "reached early",
    }
    return words.get(found.progress, found.progress.value)

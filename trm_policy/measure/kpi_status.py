"""How a KPI stands: its plan line, its latest figure, and the light that follows from both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from trm_policy.model.kpi import Kpi
from trm_policy.model.records import Measurement
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Period, WorkCalendar, WorkingHours
from trm_policy.timing.days import add_days


class KpiStatus(StrEnum):
    """The light of a KPI, best first. Unknown is its own colour and never green."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


class Figure(NamedTuple):
    """What is recorded for one period of a KPI, in its unit."""

    period: Period
    value: float
    note: str = ""


class PlanPoint(NamedTuple):
    """A value that the plan line passes through on a day."""

    day: date
    value: Fraction


_MONDAY_TO_FRIDAY = WorkCalendar(ZoneInfo("UTC"), WorkingHours.parse("09:00-17:00"))


@dataclass(frozen=True, slots=True)
class Grace:
    """How long after a figure can be known it may still be missing: working days of a calendar.

    ``told`` is False where it is hidden whose calendar counts: the day is then too early by its
    holidays, so that no day can be named, and nothing called late.
    """

    working_days: int = 10
    calendar: WorkCalendar = _MONDAY_TO_FRIDAY
    told: bool = True

    def after(self, day: date) -> date:
        """The last day on which nothing is late yet."""
        return self.calendar.add_working_days(day, self.working_days)


USUAL_GRACE = Grace()
"""Ten days from Monday to Friday, public holidays not counted out."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a KPI stands as of a day.

    ``latest`` is the figure that counts, or None. ``plan`` is the plan on the last day of that
    figure's period, in the KPI's unit; None without a figure or a plan. ``due`` is the day by
    which the next figure is expected, grace included; None where it cannot be told.
    ``overdue`` says that the day has passed.
    """

    status: KpiStatus
    latest: Figure | None = None
    plan: float | None = None
    due: date | None = None
    overdue: bool = False


def plan_points(kpi: Kpi) -> tuple[PlanPoint, ...]:
    """Baseline, milestones and target in the order of their days, as far as they are complete.

    Empty without a dated target, and where part of the yardstick is hidden. What lies after the
    target's day is no part of the plan.
    """
    if not kpi.judgeable or kpi.target is None or kpi.target.by is None or kpi.target.value is None:
        return ()
    dated = [(kpi.baseline.date, kpi.baseline.value)] if kpi.baseline else []
    dated += [(point.by, point.value) for point in (*kpi.milestones, kpi.target)]
    points = {
        day: PlanPoint(day, _exact(value))
        for day, value in dated
        if day is not None and value is not None and day <= kpi.target.by
    }
    return tuple(points[day] for day in sorted(points))


def plan(kpi: Kpi, day: date) -> float | None:
    """What the plan asks for on ``day``, in the KPI's unit; None where there is no plan.

    The plan is made of straight lines between its points. Before the baseline it is the
    baseline, after the target the target; without a baseline there is none before the first
    milestone. Of a KPI to be maintained it is the target on every day.
    """
    found = _plan(kpi, day)
    return None if found is None else float(found)


def latest(kpi: str, rows: Iterable[Measurement], as_of: date) -> Figure | None:
    """The figure of the newest period that has begun by ``as_of``; its last row counts.

    Rows without a period or a number are passed over.
    """
    found: Figure | None = None
    for row in rows:
        if row.kpi != kpi or row.period is None or row.value is None:
            continue
        if row.period.first_day <= as_of and (found is None or row.period >= found.period):
            found = Figure(row.period, row.value, row.note)
    return found


def due(kpi: Kpi, last: Period, grace: Grace = USUAL_GRACE) -> date | None:
    """The last day on which the figure of the period after ``last`` is not yet overdue.

    That is when the period has ended, its lag has passed, and the grace after it. None at the
    end of the calendar, and where nobody can tell since that is hidden.
    """
    return _due(kpi, last, grace) if grace.told else None


def _due(kpi: Kpi, last: Period, grace: Grace) -> date | None:
    if last.last_day == date.max or kpi.hides("frequency", "lag"):
        return None
    known = add_days(last.next().last_day, kpi.lag or 0)
    return grace.after(known)


def read_kpi(
    id_: str,
    kpi: Kpi,
    rows: Iterable[Measurement],
    as_of: date,
    grace: Grace = USUAL_GRACE,
) -> Reading:
    """How the KPI of that id stands as of the start of a day.

    Rows whose period does not fit the KPI's frequency are passed over. Where the grace is not
    told a figure that might be late has no light.
    """
    fitting = (r for r in rows if r.period and kpi.frequency in (None, r.period.frequency))
    figure = latest(id_, fitting, as_of)
    if figure is None:
        return Reading(KpiStatus.UNKNOWN)
    planned = _plan(kpi, figure.period.last_day)
    limit = _due(kpi, figure.period, grace)
    late = limit is not None and as_of > limit
    status = KpiStatus.UNKNOWN if late else _light(kpi, figure.value, planned)
    named = limit if grace.told else None
    known = None if planned is None else float(planned)
    return Reading(status, figure, known, named, overdue=late and grace.told)


def light(kpi: Kpi, figure: Figure) -> KpiStatus:
    """The light of a figure by the plan of its period's last day, however old it is by now."""
    return _light(kpi, figure.value, _plan(kpi, figure.period.last_day))


def _light(kpi: Kpi, value: float, planned: Fraction | None) -> KpiStatus:
    if planned is None or kpi.direction is None:
        return KpiStatus.UNKNOWN
    short = planned - _exact(value)
    if kpi.direction is Direction.DECREASE:
        short = -short
    elif kpi.direction is Direction.MAINTAIN:
        short = abs(short)
    if short <= 0:
        return KpiStatus.GREEN
    return KpiStatus.AMBER if short <= _exact(kpi.tolerance or 0) else KpiStatus.RED


def _plan(kpi: Kpi, day: date) -> Fraction | None:
    if not kpi.judgeable:
        return None
    if kpi.direction is Direction.MAINTAIN:
        target = kpi.target.value if kpi.target else None
        return None if target is None else _exact(target)
    points = plan_points(kpi)
    if not points:
        return None
    if day <= points[0].day:
        based = kpi.baseline is not None and kpi.baseline.date is not None
        return points[0].value if based or day == points[0].day else None
    for start, end in pairwise(points):
        if day <= end.day:
            share = Fraction((day - start.day).days, (end.day - start.day).days)
            return start.value + (end.value - start.value) * share
    return points[-1].value


def _exact(value: float) -> Fraction:
    """The number as it is written, so that 97 is within 1.5 of 98.5 whatever floats make of it."""
    return Fraction(repr(value))

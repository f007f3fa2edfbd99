"""The plan of a KPI: the straight lines from its baseline over milestones to its target."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from trm_policy.model.kpi import Kpi
from trm_policy.model.vocabulary import Direction


class PlanPoint(NamedTuple):
    """A value that the plan line passes through on a day."""

    day: date
    value: Fraction


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
        day: PlanPoint(day, as_written(value))
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
    found = exact_plan(kpi, day)
    return None if found is None else float(found)


def exact_plan(kpi: Kpi, day: date) -> Fraction | None:
    """As :func:`plan`, without rounding."""
    if not kpi.judgeable:
        return None
    if kpi.direction is Direction.MAINTAIN:
        target = kpi.target.value if kpi.target else None
        return None if target is None else as_written(target)
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


def as_written(value: float) -> Fraction:
    """The number as it is written, so that 97 is within 1.5 of 98.5 whatever floats make of it."""
    return Fraction(repr(value))

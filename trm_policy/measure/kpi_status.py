"""How a KPI stands: its plan line, its latest figure, and the light that follows from both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from trm_policy.model.kpi import Kpi, as_written, exact_plan
from trm_policy.model.plausible import Bounds, bounds
from trm_policy.model.records import Measurement
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Period, WorkCalendar, WorkingHours
from trm_policy.timing.instant import add_days


class KpiStatus(StrEnum):
    """The light of a KPI, best first. Unknown is its own colour and never green."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


class Figure(NamedTuple):
    """What is recorded for one period of a KPI, in its unit.

    ``taken_on`` is the day on which it was taken, None where it stands for the whole period.
    """

    period: Period
    value: float
    note: str = ""
    taken_on: date | None = None

    @property
    def day(self) -> date:
        """The day that it stands for: that on which it was taken, else the last of its period."""
        return self.taken_on or self.period.last_day


Days = Mapping[Period, date]
"""On which day the figures of some periods were taken; all others stand for their whole period."""
NO_DAYS: Days = MappingProxyType({})


MONDAY_TO_FRIDAY = WorkCalendar(ZoneInfo("UTC"), WorkingHours.parse("09:00-17:00"))


@dataclass(frozen=True, slots=True)
class Grace:
    """How long after a figure can be known it may still be missing: working days of a calendar.

    ``told`` is False where it is hidden whose calendar counts: the day is then too early by its
    holidays, so that no day can be named, and nothing called late.
    """

    working_days: int = 10
    calendar: WorkCalendar = MONDAY_TO_FRIDAY
    told: bool = True

    def after(self, day: date) -> date:
        """The last day on which nothing is late yet."""
        return self.calendar.add_working_days(day, self.working_days)


USUAL_GRACE = Grace()
"""Ten days from Monday to Friday, public holidays not counted out."""


@dataclass(frozen=True, slots=True)
class KpiReading:
    """How a KPI stands as of a day.

    ``latest`` is the figure that counts, or None. ``plan`` is the plan on the day that this figure
    stands for, in the KPI's unit; None without a figure or a plan. ``due`` is the day by
    which the next figure is expected, grace included; None where it cannot be told.
    ``overdue`` says that the day has passed.
    ``outside`` are the bounds that the figure lies outside of, None where it can be true: what
    cannot be true has no light.
    """

    status: KpiStatus
    latest: Figure | None = None
    plan: float | None = None
    due: date | None = None
    overdue: bool = False
    outside: Bounds | None = None


def latest(
    kpi: str, rows: Iterable[Measurement], as_of: date, days: Days = NO_DAYS
) -> Figure | None:
    """The figure of the newest period that has begun by ``as_of``; its last row counts.

    Rows without a period or a number are passed over.
    """
    found: Figure | None = None
    for row in rows:
        if row.kpi != kpi or row.period is None or row.value is None:
            continue
        if row.period.first_day <= as_of and (found is None or row.period >= found.period):
            found = Figure(row.period, row.value, row.note, days.get(row.period))
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


def read_kpi(  # noqa: PLR0913, PLR0917  (what a figure is judged by)
    id_: str,
    kpi: Kpi,
    rows: Iterable[Measurement],
    as_of: date,
    grace: Grace = USUAL_GRACE,
    days: Days = NO_DAYS,
) -> KpiReading:
    """How the KPI of that id stands as of the start of a day.

    Rows whose period does not fit the KPI's frequency are passed over. Where the grace is not
    told a figure that might be late has no light.
    """
    fitting = (r for r in rows if r.period and kpi.frequency in (None, r.period.frequency))
    figure = latest(id_, fitting, as_of, days)
    if figure is None:
        return KpiReading(KpiStatus.UNKNOWN)
    planned = exact_plan(kpi, figure.day)
    limit = _due(kpi, figure.period, grace)
    late = limit is not None and as_of > limit
    within = bounds(kpi)
    outside = None if within.hold(figure.value) else within
    status = KpiStatus.UNKNOWN if late else _light(kpi, figure.value, planned)
    named = limit if grace.told else None
    known = None if planned is None else float(planned)
    overdue = late and grace.told
    return KpiReading(status, figure, known, named, overdue=overdue, outside=outside)


def light(kpi: Kpi, figure: Figure) -> KpiStatus:
    """The light of a figure by the plan of the day it stands for, however old it is by now."""
    return _light(kpi, figure.value, exact_plan(kpi, figure.day))


def _light(kpi: Kpi, value: float, planned: Fraction | None) -> KpiStatus:
    if planned is None or kpi.aim is None or not bounds(kpi).hold(value):
        return KpiStatus.UNKNOWN
    short = planned - as_written(value)
    if kpi.aim is Direction.DECREASE:
        short = -short
    elif kpi.aim is Direction.MAINTAIN:
        short = abs(short)
    if short <= 0:
        return KpiStatus.GREEN
    return KpiStatus.AMBER if short <= as_written(kpi.tolerance or 0) else KpiStatus.RED

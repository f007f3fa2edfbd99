"""What a scorecard says of a KPI, wherever it is shown: variance, trend, forecast, milestones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from trm_policy.measure.kpi_status import KpiReading, KpiStatus
from trm_policy.measure.own_figures import contradictions
from trm_policy.measure.scorecard import (
    Forecast,
    Milestone,
    Progress,
    ScorecardRow,
    Variance,
    scorecard_of,
)
from trm_policy.measure.series import series_of
from trm_policy.measure.trend import LEAST_FIGURES, Course, Season, Trend
from trm_policy.model import plausible
from trm_policy.model.kpi import Kpi, Target
from trm_policy.model.plausible import is_percent
from trm_policy.model.vocabulary import Direction
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing import Frequency
from trm_policy.timing.instant import DAYS_PER_YEAR
from trm_policy.wording.numbers import number, with_unit
from trm_policy.wording.signs import TREND

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
    Progress.UNKNOWN: "unknown",
    Progress.MISSED: "missed",
    Progress.REACHED: "reached",
}
_MAINTAINED = {Progress.REACHED: "on target", Progress.BEHIND: "off target"}
_STRAIGHT = (Course.IMPROVING, Course.WORSENING, Course.RISING, Course.FALLING, Course.STEADY)
_SEASON = {
    Season.NONE: "",
    Season.FOUND: "compared by season",
    Season.UNTESTED: "season not ruled out",
}
_AFTER = {
    Course.IMPROVING: "better than before",
    Course.WORSENING: "worse than before",
    Course.RISING: "higher than before",
    Course.FALLING: "lower than before",
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


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A KPI with its status, in words a reader can use.

    ``gap`` and ``share`` compare the latest figure with its plan: in the KPI's unit, and in
    percent of the plan; both are empty where no plan is known. ``forecast`` is None where there
    are too few figures. ``lately`` says why the KPI is in decline where its trend does not.
    ``contradicted`` says what a source in the repository gives instead of the latest figure.
    """

    row: ScorecardRow
    gap: str
    share: str
    trend: TrendWords
    forecast: ForecastWords | None
    lately: str = ""
    contradicted: str = ""

    @classmethod
    def of(cls, row: ScorecardRow) -> KpiRow:
        """A row of a scorecard in words."""
        found, kpi = row.variance, row.kpi
        return cls(
            row=row,
            gap=_capital(implausible(row.reading) or (gap(found, kpi) if found else "")),
            share=share(found, kpi) if found else "",
            trend=trend(row.trend, kpi, stale=row.reading.overdue),
            forecast=forecast(row.forecast, kpi, values(row)) if row.forecast else None,
            lately=lately(row),
        )

    @property
    def id(self) -> str:
        """The KPI's id in the charter."""
        return self.row.id

    @property
    def kpi(self) -> Kpi:
        """The card of the KPI."""
        return self.row.kpi

    @property
    def reading(self) -> KpiReading:
        """The latest figure, its plan and the status."""
        return self.row.reading

    @property
    def status(self) -> KpiStatus | None:
        """The status; None where part of what it is judged by is hidden from the reader."""
        return self.row.light

    @property
    def brief(self) -> str:
        """Why it has its status, in a few words."""
        latest = self.reading.latest
        if latest is None:
            return "No figure yet"
        return f"Nothing since {latest.period}" if self.reading.overdue else self.gap

    def said_of(self, point: Target) -> str:
        """How it compares with a milestone or the target; empty where that is not known."""
        found = (
            one for one in self.row.milestones if (one.by, one.value) == (point.by, point.value)
        )
        one = next(found, None)
        return milestone(one, self.kpi) if one and self.kpi.judgeable else ""


Lights = Mapping[KpiStatus, int]
"""How many KPIs have each status, best first; a status that none has is left out."""


def kpi_rows(partnership: Partnership, as_of: date, grace: int) -> tuple[KpiRow, ...]:
    """Each KPI of the charter, in its order, as of a day.

    A figure may be late by so many working days of its owner's party.
    """
    said = contradicted(partnership, as_of)
    return tuple(
        replace(KpiRow.of(row), contradicted=said.get(row.id, ""))
        for row in scorecard_of(partnership, as_of, grace)
    )


def contradicted(partnership: Partnership, as_of: date) -> Mapping[str, str]:
    """By KPI what a source in the repository gives instead of its latest figure."""
    newest = {
        id_: one.figures[-1][1] for id_, one in series_of(partnership, as_of).items() if one.figures
    }
    return {
        row.kpi: own.said(row.value_text)
        for row, own in contradictions(partnership, as_of)
        if newest[row.kpi] is row
    }


def lights(rows: Iterable[KpiRow]) -> Lights:
    """The statuses counted; a KPI that has none counts nowhere."""
    counted = Counter(row.status for row in rows if row.status is not None)
    return {status: counted[status] for status in KpiStatus if counted[status]}


def gap(found: Variance, kpi: Kpi) -> str:
    """How a figure compares with its plan, in the KPI's unit: ``1.53 days better than plan``."""
    amount, plan = number(abs(found.amount)), "the service level" if kpi.bound else "plan"
    if kpi.yes_or_no:
        return "not met" if found.amount < 0 else "met"
    if amount == "0":
        return f"exactly on {plan}"
    side = _side(found, kpi)
    than = f"than {plan}" if side in ("better", "worse") else plan
    return f"{with_unit(abs(found.amount), _counted(kpi.unit or ''))} {side} {than}"


def implausible(reading: KpiReading) -> str:
    """That the latest figure cannot be true; empty where it can."""
    return "" if reading.outside is None else f"not plausible, expected {reading.outside}"


def compared(reading: KpiReading, found: Variance | None, kpi: Kpi) -> str:
    """How the latest figure compares with its plan, or that it cannot be true."""
    return implausible(reading) or versus_plan(found, kpi, reading.plan)


def versus_plan(found: Variance | None, kpi: Kpi, plan: float | None) -> str:
    """The same with the plan and its percentage: ``2 days better than plan (5.5, 36.4 %)``."""
    if found is None or plan is None:
        return "no plan to compare it with"
    if kpi.yes_or_no:
        return gap(found, kpi)
    percent = share(found, kpi).rpartition(" ")[0]
    return f"{gap(found, kpi)} ({', '.join(filter(None, (number(plan), percent)))})"


def share(found: Variance, kpi: Kpi) -> str:
    """The same in percent of the plan: ``1.6 % better``.

    Empty on plan, where that is 0, and of percentages, of which nobody would know what it is of.
    """
    if found.percent is None or not found.amount or is_percent(kpi.unit):
        return ""
    percent = abs(found.percent)
    amount = f"{percent:,.0f}" if percent >= _WHOLE else f"{percent:.1f}"
    return f"{amount} % {_side(found, kpi)}"


def tolerance(kpi: Kpi) -> str:
    """How far behind is still amber: ``1.5 percentage points from plan``; empty where it is not."""
    amount = with_unit(kpi.tolerance, _counted(kpi.unit or ""))
    return f"{amount} from {'the service level' if kpi.threshold else 'plan'}" if amount else ""


def _counted(unit: str) -> str:
    """What a difference is counted in; nothing where the unit is a scale or a rate."""
    if is_percent(unit):
        return "percentage points"
    return "" if unit.startswith("per ") or _FIGURE.search(unit) else unit


def _side(found: Variance, kpi: Kpi) -> str:
    if found.better is not None and kpi.aim is not Direction.MAINTAIN:
        return "better" if found.better else "worse"
    return "above" if found.amount > 0 else "below"


def trend(found: Trend | None, kpi: Kpi, *, stale: bool) -> TrendWords:
    """A trend; where there is none, why. ``stale`` says that the newest figure is too old."""
    if found is None:
        few = f"fewer than {LEAST_FIGURES} figures"
        return TrendWords(TREND["none"], "no recent figure" if stale else few, "silent")
    kind = found.course.value if found.course in _STRAIGHT else "mixed"
    return TrendWords(TREND[found.course], found.course.value, kind, _pace(found, kpi))


def going(row: ScorecardRow) -> str:
    """Where a KPI goes in a word, and that it falls behind its plan: the same wherever it stands.

    Empty where there are too few figures for either.
    """
    course = [row.trend.course.value] if row.trend else []
    return ", ".join([*course, *(["falling behind plan"] if lately(row) else [])])


def _pace(found: Trend, kpi: Kpi) -> str:
    """How quickly it goes, or since when it turns; then what is known of a season.

    What is to be maintained goes nearer or further, however quickly its figures rise or fall.
    """
    if found.course is Course.STEADY:
        return f"since {found.since}, {_AFTER[found.after]}" if found.after else ""
    if found.course in _STRAIGHT and kpi.aim is not Direction.MAINTAIN:
        days, word = _PER[kpi.frequency or Frequency.MONTHLY]
        slope = found.slope.value * days
        said = f"{'−' if slope < 0 else '+'}{number(abs(slope))} a {word}" if slope else ""
    else:
        said = ""
    since = f"since {found.since}" if found.since else ""
    season = _SEASON[found.season] if found.course in _STRAIGHT else ""
    return ", ".join(filter(None, (said, since, season)))


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


def milestone(found: Milestone, kpi: Kpi) -> str:
    """How a KPI stands to a milestone."""
    if kpi.aim is Direction.MAINTAIN and not found.over:
        return _MAINTAINED.get(found.progress, _PROGRESS[found.progress])
    early = found.progress is Progress.REACHED and not found.over
    return "reached early" if early else _PROGRESS[found.progress]


def versus_milestone(found: Milestone, kpi: Kpi) -> str:
    """The same with by how much the figure differs: ``reached, 1.3 days above it``."""
    gap_ = found.gap
    if not gap_ or found.progress is Progress.UNKNOWN:
        return milestone(found, kpi)
    amount = with_unit(abs(gap_), _counted(kpi.unit or ""))
    return f"{milestone(found, kpi)}, {amount} {'above' if gap_ > 0 else 'below'} it"


def values(row: ScorecardRow) -> list[float]:
    """Values that the KPI has had or should have."""
    kpi, latest = row.kpi, row.reading.latest
    points = [kpi.baseline, kpi.target, *kpi.milestones]
    planned = [point.value for point in points if point is not None and point.value is not None]
    return [*planned, *([] if latest is None else [latest.value])]


def bounds(kpi: Kpi, known: Sequence[float]) -> tuple[float, float]:
    """Between which values a KPI of this kind stays for certain; infinite where nobody knows.

    Where one of the ``known`` values lies beyond, nobody knows.
    """
    low, high = plausible.bounds(kpi)
    return low if min(known, default=low) >= low else -inf, (
        high if max(known, default=high) <= high else inf
    )


def _bounded(value: float, kpi: Kpi, known: Sequence[float]) -> str:
    low, high = bounds(kpi, known)
    return number(min(max(value, low), high))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lately(row: ScorecardRow) -> str:
    """Why a KPI is in decline, where its trend does not say so."""
    shown = row.trend is not None and row.trend.course in (Course.WORSENING, Course.TURNING_WORSE)
    return "" if shown else row.decline

"""The KPIs of a charter as rows of a table, and their lights counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from trm_policy.measure.kpi_status import KpiStatus, Reading
from trm_policy.measure.scorecard import ScorecardRow, scorecard
from trm_policy.measure.series import graces
from trm_policy.measure.trend import Course
from trm_policy.measure.turning import declining
from trm_policy.model.kpi import Kpi, Target
from trm_policy.portfolio.partnership import Partnership
from trm_policy.publish import kpi_words
from trm_policy.publish.kpi_words import ForecastWords, TrendWords

_OFF = (KpiStatus.AMBER, KpiStatus.RED)


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A KPI with how it stands, in words a reader can use.

    ``gap`` and ``share`` tell how the latest figure lies to its plan: in the KPI's unit, and in
    percent of the plan; both are empty where no plan is known. ``forecast`` is None where the
    figures do not tell. ``lately`` says in what the newest figures differ from the trend of all.
    """

    row: ScorecardRow
    gap: str
    share: str
    trend: TrendWords
    forecast: ForecastWords | None
    lately: str = ""

    @property
    def id(self) -> str:
        """The KPI's id in the charter."""
        return self.row.id

    @property
    def kpi(self) -> Kpi:
        """The card of the KPI."""
        return self.row.kpi

    @property
    def reading(self) -> Reading:
        """The latest figure, its plan and the light."""
        return self.row.reading

    @property
    def status(self) -> KpiStatus | None:
        """The light; None where part of what it is judged by is hidden from the reader."""
        return self.row.light

    @property
    def brief(self) -> str:
        """Why it has its light, in a few words."""
        latest = self.reading.latest
        if latest is None:
            return "No figure yet"
        return f"Nothing since {latest.period}" if self.reading.overdue else self.gap

    def said_of(self, point: Target) -> str:
        """How it stands to a milestone or the target; empty where that cannot be told."""
        found = (
            one for one in self.row.milestones if (one.by, one.value) == (point.by, point.value)
        )
        one = next(found, None)
        return kpi_words.milestone(one) if one and self.kpi.judgeable else ""


Lights = Mapping[KpiStatus, int]
"""How many KPIs have each light, best light first; lights that none has are left out."""


def kpi_rows(partnership: Partnership, as_of: date, grace: int) -> tuple[KpiRow, ...]:
    """Each KPI of the charter, in its order, as of a day.

    A figure may be late by so many working days of its owner's party.
    """
    part = partnership
    found = scorecard(part.charter, part.records.measurements, as_of, graces(part.roster, grace))
    return tuple(map(_row, found))


def lights(rows: Iterable[KpiRow]) -> Lights:
    """The lights counted; a KPI that has none counts nowhere."""
    counted = Counter(row.status for row in rows if row.status is not None)
    return {status: counted[status] for status in KpiStatus if counted[status]}


def _row(row: ScorecardRow) -> KpiRow:
    latest = row.reading.latest
    known = kpi_words.values(row.kpi, latest.value if latest else None)
    return KpiRow(
        row=row,
        gap=kpi_words.gap(row.variance, row.kpi) if row.variance else "",
        share=kpi_words.share(row.variance, row.kpi) if row.variance else "",
        trend=kpi_words.trend(row.trend, row.kpi, stale=row.reading.overdue),
        forecast=kpi_words.forecast(row.forecast, row.kpi, known) if row.forecast else None,
        lately=_lately(row),
    )


def _lately(row: ScorecardRow) -> str:
    """Why a KPI that is off its plan gets worse, where the trend of all its figures hides it."""
    light, trend = row.light, row.trend
    if light not in _OFF or row.reading.overdue or trend is None:
        return ""
    hidden = trend.course is not Course.WORSENING
    return declining(row.kpi, row.figures, light, trend) if hidden else ""

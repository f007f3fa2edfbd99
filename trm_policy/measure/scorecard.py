"""A charter's KPIs as a scorecard: actual and plan, light, milestones, trend and forecast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trm_policy.measure.kpi_status import (
    USUAL_GRACE,
    Figure,
    Grace,
    KpiReading,
    KpiStatus,
    read_kpi,
)
from trm_policy.measure.series import (
    NOTHING,
    Series,
    first_due,
    followed,
    graces,
    recorded,
    series_of,
)
from trm_policy.measure.trend import MOST_FIGURES, Course, Estimate, Season, Trend
from trm_policy.measure.turning import course, declining
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi, as_written
from trm_policy.model.plausible import bounds
from trm_policy.model.records import Measurement, Minutes
from trm_policy.model.vocabulary import Direction
from trm_policy.portfolio.partnership import Partnership, once
from trm_policy.timing.instant import add_days

_ASTRAY = 0.5
"""A newest figure further off the line than this part of what the line moved forecasts nothing:
judgement."""


@dataclass(frozen=True, slots=True)
class Variance:
    """How far the latest figure lies from its plan.

    ``amount`` is figure less plan, in the KPI's unit, ``percent`` the same in percent of the plan
    (None where the plan is 0). ``better`` is None on plan, and where better has no meaning.
    """

    amount: float
    percent: float | None
    better: bool | None


class Progress(StrEnum):
    """How a KPI stands to a value it should have by a day."""

    REACHED = "reached"
    MISSED = "missed"
    AHEAD = "ahead"
    BEHIND = "behind"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone, or the target, that has a day and a value.

    Once its day is over, the figure of the period with that day decides whether it was reached.
    Before, it is reached where the latest figure is there already, and else ahead or behind as
    that figure lies to the plan. What is to be maintained is behind wherever it is off its target;
    on the target's day the tolerance counts. ``gap`` is that figure less the milestone's value.
    """

    value: float
    by: date
    over: bool
    progress: Progress
    gap: float | None = None
    is_target: bool = False


class Outlook(StrEnum):
    """Whether the target will be reached if all goes on as it did."""

    ON_COURSE = "on course"
    OPEN = "open"
    OFF_COURSE = "off course"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where the trend leads on the target's day.

    On course or off course is said where the whole interval says so.
    """

    by: date
    expected: Estimate
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class ScorecardRow:
    """All that is told of a KPI as of a day.

    ``figures`` are those recorded for each period, oldest first. ``milestones`` are in the order of
    their days, the target last. ``trend`` and ``forecast`` are None where there are too few figures
    for them, or where the newest is too old; ``decline`` says why it is in decline, if it is.
    ``overdue_since`` is the first day on which a figure was late. ``followed`` says that some goal
    still asks for the KPI, or that no goal ever named it.
    """

    id: str
    kpi: Kpi
    goals: tuple[str, ...]
    reading: KpiReading
    figures: tuple[Figure, ...]
    variance: Variance | None
    milestones: tuple[Milestone, ...]
    trend: Trend | None
    decline: str
    forecast: Forecast | None
    overdue_since: date | None
    followed: bool

    @property
    def light(self) -> KpiStatus | None:
        """The light; None where part of what it is judged by is hidden, so that it has none."""
        return self.reading.status if self.kpi.judgeable else None

    @property
    def milestone(self) -> Milestone | None:
        """The one that matters now: the first whose day is not over, else the last."""
        coming = (one for one in self.milestones if not one.over)
        return next(coming, self.milestones[-1] if self.milestones else None)


def scorecard(
    charter: Charter,
    measurements: Iterable[Measurement],
    as_of: date,
    grace: Mapping[str, Grace] | None = None,
    minutes: Iterable[Minutes] = (),
) -> tuple[ScorecardRow, ...]:
    """A row for each KPI of the charter, in its order, as of the start of a day.

    ``grace`` says, by KPI, how long a figure may be late; ``minutes`` when surveys were held.
    """
    known = recorded(charter, measurements, as_of, minutes)
    return _scorecard(charter, known, as_of, grace or {})


@once
def scorecard_of(partnership: Partnership, as_of: date, grace: int) -> tuple[ScorecardRow, ...]:
    """The scorecard of a partnership, by its own records.

    A figure may be late by so many working days of its owner's party.
    """
    known, each = series_of(partnership, as_of), graces(partnership.roster, grace)
    return _scorecard(partnership.charter, known, as_of, each)


def _scorecard(
    charter: Charter, known: Mapping[str, Series], as_of: date, grace: Mapping[str, Grace]
) -> tuple[ScorecardRow, ...]:
    open_ = frozenset(id_ for id_, _ in followed(charter))
    card = _Card(charter, as_of, _goals(charter), open_, grace)
    return tuple(card.row(id_, known.get(id_, NOTHING)) for id_ in charter.kpis)


def variance(kpi: Kpi, value: float, plan: float) -> Variance:
    """How ``value`` lies to ``plan``, both in the KPI's unit."""
    gap = as_written(value) - as_written(plan)
    percent = float(100 * gap / abs(as_written(plan))) if plan else None
    better = None
    if gap and kpi.aim in (Direction.INCREASE, Direction.DECREASE):
        better = (gap > 0) is (kpi.aim is Direction.INCREASE)
    elif gap and kpi.aim is Direction.MAINTAIN:
        better = False
    return Variance(float(gap), percent, better)


def _goals(charter: Charter) -> dict[str, tuple[str, ...]]:
    serves: dict[str, tuple[str, ...]] = {}
    for id_, goal in charter.goals.items():
        for kpi in goal.kpis:
            serves[kpi] = (*serves.get(kpi, ()), id_)
    return serves


@dataclass(frozen=True, slots=True)
class _Card:
    """What the rows of one scorecard share."""

    charter: Charter
    as_of: date
    goals: Mapping[str, tuple[str, ...]]
    followed: frozenset[str]
    grace: Mapping[str, Grace]

    def row(self, id_: str, series: Series) -> ScorecardRow:
        """The row of one KPI with its figures."""
        card, newest = self.charter.kpis[id_], [row for _, row in series.figures[-1:]]
        kpi = card if series.dated else card.unjudged()
        reading = read_kpi(id_, kpi, newest, self.as_of, self._grace(id_), series.days)
        known = [
            Figure(period, row.value, row.note, series.days.get(period))
            for period, row in series.figures
            if row.value is not None
        ]
        within = bounds(kpi)
        true = [figure for figure in known if within.hold(figure.value)]
        found = None if reading.overdue else course(kpi, true)
        judged = not reading.overdue and kpi.judgeable
        latest, plan = reading.latest, reading.plan
        is_followed = id_ in self.followed
        return ScorecardRow(
            id=id_,
            kpi=kpi,
            goals=self.goals.get(id_, ()),
            reading=reading,
            figures=tuple(known),
            variance=None
            if latest is None or plan is None or reading.outside
            else variance(kpi, latest.value, plan),
            milestones=tuple(_milestones(kpi, true, reading, self.as_of)),
            trend=found,
            decline=declining(kpi, true, reading.status, found) if judged else "",
            forecast=_forecast(kpi, found, true, self.as_of) if found else None,
            overdue_since=self._overdue_since(id_, reading) if is_followed else None,
            followed=is_followed,
        )

    def _grace(self, id_: str) -> Grace:
        return self.grace.get(id_, USUAL_GRACE)

    def _overdue_since(self, id_: str, reading: KpiReading) -> date | None:
        limit = reading.due
        if reading.latest is None:
            limit = first_due(self.charter.kpis[id_], self.charter, self._grace(id_))
        late = limit is not None and self.as_of > limit
        return add_days(limit, 1) if limit and late else None


def _milestones(
    kpi: Kpi, known: Sequence[Figure], reading: KpiReading, as_of: date
) -> Iterator[Milestone]:
    points = [*kpi.milestones, *([kpi.target] if kpi.target else [])]
    complete = [(p.by, p.value, p is kpi.target) for p in points if p.by and p.value is not None]
    for by, value, is_target in sorted(complete, key=lambda point: (point[2], point[0])):
        over = as_of > by
        figure = _deciding(known, by) if over else None if reading.outside else reading.latest
        gap = None if figure is None else float(as_written(figure.value) - as_written(value))
        progress = _progress(kpi, gap, reading, over=over)
        yield Milestone(value, by, over, progress, gap, is_target)


def _deciding(known: Sequence[Figure], by: date) -> Figure | None:
    """The figure of the period in which a milestone's day lies."""
    return next((f for f in reversed(known) if f.period.first_day <= by <= f.period.last_day), None)


def _progress(kpi: Kpi, gap: float | None, reading: KpiReading, *, over: bool) -> Progress:
    if gap is None or not kpi.judgeable or (reading.overdue and not over):
        return Progress.UNKNOWN
    if kpi.aim is Direction.MAINTAIN and not over:
        return Progress.BEHIND if gap else Progress.REACHED
    if _short(kpi, gap) <= 0:
        return Progress.REACHED
    if over:
        return Progress.MISSED
    if reading.latest is None or reading.plan is None:
        return Progress.UNKNOWN
    behind = _short(kpi, float(as_written(reading.latest.value) - as_written(reading.plan))) > 0
    return Progress.BEHIND if behind else Progress.AHEAD


def _short(kpi: Kpi, gap: float) -> float:
    """By how much a value that lies ``gap`` above the wanted one fails it; 0 or less if not."""
    if kpi.aim is Direction.MAINTAIN:
        return abs(gap) - (kpi.tolerance or 0)
    return gap if kpi.aim is Direction.DECREASE else -gap


def _forecast(kpi: Kpi, found: Trend, known: Sequence[Figure], as_of: date) -> Forecast | None:
    """Where the trend leads; None without a dated target, and once its day is over.

    None where the newest figures contradict it or a season moves it: then the line leads nowhere.
    None of what is to be maintained: its trend is that of the distance, its line that of figures.
    None too where part of the yardstick is hidden: nobody can tell what would be enough.
    """
    if not kpi.judgeable or kpi.target is None or kpi.target.by is None or kpi.target.value is None:
        return None
    by, aim = kpi.target.by, kpi.target.value
    if as_of > by or kpi.aim in (None, Direction.MAINTAIN):
        return None
    if found.since or found.season is Season.FOUND or _left_the_line(found, known):
        return None
    expected = found.at(by)
    return Forecast(by, expected, _outlook(kpi, expected, aim))


def _left_the_line(found: Trend, known: Sequence[Figure]) -> bool:
    """Whether the newest figure misses the line by more than ``_ASTRAY`` of what the line moved."""
    first, newest = known[-MOST_FIGURES:][0], known[-1]
    reached = found.at(newest.day).value
    moved = abs(reached - found.at(first.day).value)
    return found.course is not Course.STEADY and abs(newest.value - reached) > _ASTRAY * moved


def _outlook(kpi: Kpi, expected: Estimate, aim: float) -> Outlook:
    ends = [_short(kpi, end - aim) <= 0 for end in (expected.low, expected.high)]
    if all(ends):
        return Outlook.ON_COURSE
    astride = expected.low < aim < expected.high
    return Outlook.OPEN if any(ends) or astride else Outlook.OFF_COURSE

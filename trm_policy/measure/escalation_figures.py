"""How conflicts are resolved: figures from the escalation log, and the KPIs that are made of them.

A day, and so a period, is that of the host's time zone. What is said of answering goes by what was
raised in the period, what is said of settling by what was settled in it, so that the days to settle
of a period that is over stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import fmean, median
from zoneinfo import ZoneInfo

from trm_policy.measure.escalation_ladder import AckState, Ladder
from trm_policy.measure.escalations import escalations, levels_told
from trm_policy.model.kpi import Kpi
from trm_policy.model.plausible import of_a_hundred
from trm_policy.model.records import Measurement
from trm_policy.portfolio.partnership import Partnership, once
from trm_policy.timing import Period, WorkCalendar

_LOGS = re.compile(
    r"\bescalations? (?:log|records?)\b|\b(?:log|records?) of (?:the )?escalations\b"
    r"|\bescalations (?:of|in) this (?:partnership|charter|repository|folder)\b|\bescalations/"
)
_ALL_LEVELS = re.compile(r"\b(?:all|any) (?:of the )?levels?\b")
_OTHERWISE = re.compile(
    r"\b(?:not|never|without|late|overdue|open|un(?:settled|resolved|acknowledged|answered)"
    r"|reopen\w*|longest|slowest|shortest|fastest|max\w*|min(?:imum)?|most|least|percentile"
    r"|calendar|hours?|above|below|before|beyond|after|per (?!cent)\w+|(?:less|more|fewer) than"
    r"|within (?:an?|[0-9]+|one|two|three|four|five|ten)|by (?!either|any|all|both|every)\w+)\b"
)
"""What says that a KPI counts a part of what the log tells, or something else."""
_OF_SOME = re.compile(
    r"\b(?:levels?|sponsors?|owners?|directors?|within|in time|on time|acknowledg\w*)\b"
)
"""What says that settling is counted of some only, or measured against something."""
_COUNTED = re.compile(r"\b(?:escalation|conflict|issue|case|count|number)")


class EscalationFigure(StrEnum):
    """What the log can tell, by the name that JSON has for it."""

    RAISED = "raised"
    OPEN = "open"
    SETTLED = "settled"
    SETTLED_SHARE = "settled_share"
    IN_TIME_SHARE = "acknowledged_in_time_share"
    MEAN_DAYS = "mean_working_days_to_settle"
    MEDIAN_DAYS = "median_working_days_to_settle"
    FIRST_LEVEL_SHARE = "settled_at_first_level_share"


@dataclass(frozen=True, slots=True)
class Reached:
    """How many escalations were settled on a level, and in how many working days."""

    level: str
    settled: int
    mean_days: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """The figures of a period, or of the whole log where ``period`` is None.

    ``raised`` counts those raised in the period and ``open`` those of them that are not settled;
    ``asked`` counts the acknowledgements that they owed, ``in_time`` those given in time.
    ``days`` are the working days to settle of each that was settled in the period;
    ``first_level`` counts those settled on the level where they began; ``levels`` are in the
    order of the ladder.
    """

    period: Period | None
    raised: int
    open: int
    asked: int
    in_time: int
    days: tuple[float, ...]
    first_level: int
    levels: tuple[Reached, ...]

    def value(self, figure: EscalationFigure) -> float | None:
        """A figure; shares in per cent. None where there is nothing to reckon it from."""
        return _VALUES[figure](self)


_VALUES: Mapping[EscalationFigure, Callable[[Resolution], float | None]] = {
    EscalationFigure.RAISED: lambda r: r.raised,
    EscalationFigure.OPEN: lambda r: r.open,
    EscalationFigure.SETTLED: lambda r: len(r.days),
    EscalationFigure.SETTLED_SHARE: lambda r: _percent(r.raised - r.open, r.raised),
    EscalationFigure.IN_TIME_SHARE: lambda r: _percent(r.in_time, r.asked),
    EscalationFigure.MEAN_DAYS: lambda r: fmean(r.days) if r.days else None,
    EscalationFigure.MEDIAN_DAYS: lambda r: median(r.days) if r.days else None,
    EscalationFigure.FIRST_LEVEL_SHARE: lambda r: _percent(r.first_level, len(r.days)),
}


def working_days(since: datetime, until: datetime, calendars: Iterable[WorkCalendar]) -> float:
    """How many working days have passed between two instants, by the slowest of the clocks.

    One working day is the working time of a day; what lies outside working hours is nothing. As
    with windows, time has passed when it has for every party. Without calendars it is 0.
    """
    return min((_worked(since, until, each) for each in calendars), default=0.0)


@dataclass(frozen=True, slots=True)
class EscalationLog:
    """The escalations of one partnership as of an instant.

    ``zone`` is the host's time zone, ``levels`` are the ids of the charter's levels.
    """

    ladders: tuple[Ladder, ...]
    calendars: Mapping[str, WorkCalendar]
    zone: ZoneInfo
    levels: tuple[str, ...]

    def kept_in(self, period: Period) -> bool:
        """Whether the log had begun by the end of a period: what it does not know then is none."""
        days = (one.raised_at.astimezone(self.zone).date() for one in self.ladders)
        return min(days, default=date.max) <= period.last_day

    def resolution(self, period: Period | None = None) -> Resolution:
        """The figures of a period, or of the whole log."""
        raised = [one for one in self.ladders if _within(one.raised_at, period, self.zone)]
        answers = list(_answers(raised))
        settled = [
            (one, working_days(one.raised_at, one.settled_at, self.calendars.values()))
            for one in self.ladders
            if one.settled_at is not None and _within(one.settled_at, period, self.zone)
        ]
        return Resolution(
            period,
            raised=len(raised),
            open=sum(one.settled_at is None for one in raised),
            asked=len(answers),
            in_time=sum(answer is AckState.HEARD for answer in answers),
            days=tuple(days for _, days in settled),
            first_level=sum(len(one.rungs) == 1 for one, _ in settled),
            levels=tuple(_by_level(settled, self.levels)),
        )


@once
def log_of(partnership: Partnership, now: datetime) -> EscalationLog:
    """The log as ``now`` knows it. What cannot be read of it is left out."""
    charter, each = partnership.charter, partnership.roster.calendars
    ladders = tuple(one.ladder for one in escalations(partnership, now))
    home = each.get(charter.host or "")
    zone = home.timezone if home is not None else ZoneInfo("UTC")
    return EscalationLog(ladders, each, zone, tuple(level.id for level in levels_told(partnership)))


def from_log(kpi: Kpi) -> bool:
    """Whether the KPI's source names the escalation log."""
    return _LOGS.search(" ".join((kpi.source_text or "").casefold().split())) is not None


def figure_of(kpi: Kpi) -> EscalationFigure | None:
    """Which of the figures the KPI means, by its unit and words; None where that is not clear."""
    unit = (kpi.unit or "").casefold()
    words = _ALL_LEVELS.sub("", kpi.words)
    if _OTHERWISE.search(f"{unit}\n{words}"):
        return None
    settled = "settl" in words or "resol" in words
    whole = settled and not _OF_SOME.search(words)
    if "day" in unit:
        days = EscalationFigure.MEDIAN_DAYS if "median" in words else EscalationFigure.MEAN_DAYS
        return days if whole else None
    if of_a_hundred(unit):
        return _share_of(words, whole=whole)
    if not _COUNTED.search(unit) or "acknowledg" in words or ("raised" in words) == settled:
        return None
    return (EscalationFigure.SETTLED if whole else None) if settled else EscalationFigure.RAISED


def _share_of(words: str, *, whole: bool) -> EscalationFigure | None:
    if any(level in words for level in ("first level", "lowest level", "where they began")):
        return None if "acknowledg" in words else EscalationFigure.FIRST_LEVEL_SHARE
    if "acknowledg" in words:
        return None if "level" in words else EscalationFigure.IN_TIME_SHARE
    return EscalationFigure.SETTLED_SHARE if whole else None


@dataclass(frozen=True, slots=True)
class Recordable:
    """The figure of a KPI whose source is the log, and what is recorded of the period so far.

    ``over`` says that the period is. ``figure`` is None where it is not clear which one the KPI
    means; ``value`` where the period gives none.
    """

    id: str
    kpi: Kpi
    period: Period
    over: bool
    figure: EscalationFigure | None
    value: float | None
    recorded: Measurement | None


def recordables(
    partnership: Partnership, log: EscalationLog, now: datetime, wanted: Period | None = None
) -> Iterator[Recordable]:
    """What the log gives each KPI that is made of it: of ``wanted``, or of its last period."""
    today = now.astimezone(log.zone).date()
    rows = {(row.kpi, row.period): row for row in partnership.records.measurements}
    for id_, kpi in partnership.charter.kpis.items():
        if not from_log(kpi) or kpi.frequency is None:
            continue
        if wanted is not None and wanted.frequency is not kpi.frequency:
            continue
        period = wanted or Period.containing(today, kpi.frequency).previous()
        figure = figure_of(kpi)
        value = None if figure is None else log.resolution(period).value(figure)
        value = None if value is None else round(value, 1)
        over = period.last_day < today
        yield Recordable(id_, kpi, period, over, figure, value, rows.get((id_, period)))


def _worked(since: datetime, until: datetime, calendar: WorkCalendar) -> float:
    worked = 0.0
    for opening, closing in calendar.working_time(since):
        if opening >= until:
            break
        worked += (min(closing, until) - opening).total_seconds()
    return worked / calendar.hours.length.total_seconds()


def _within(instant: datetime, period: Period | None, zone: ZoneInfo) -> bool:
    if period is None:
        return True
    return period.first_day <= instant.astimezone(zone).date() <= period.last_day


def _answers(ladders: Iterable[Ladder]) -> Iterator[AckState]:
    """What became of each acknowledgement that was owed, and not spared or still awaited."""
    for ladder in ladders:
        for rung in ladder.rungs:
            yield from (side.answer for side in rung.sides if rung.recorded and side.owed)


def _by_level(settled: Sequence[tuple[Ladder, float]], levels: Sequence[str]) -> Iterator[Reached]:
    """By the level on which each was settled, those that the charter no longer has at the end."""
    days: dict[str, list[float]] = {level: [] for level in levels}
    for one, taken in settled:
        if one.rungs:
            days.setdefault(one.rungs[-1].level.id, []).append(taken)
    return (Reached(level, len(all_), fmean(all_)) for level, all_ in days.items() if all_)


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None

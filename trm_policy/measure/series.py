"""Which KPIs are followed, the figures of each that are known, and the one that is awaited next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from operator import lt

from trm_policy.errors import closest
from trm_policy.measure.dated import is_still_open
from trm_policy.measure.kpi_status import (
    MONDAY_TO_FRIDAY,
    Days,
    Grace,
    KpiReading,
    KpiStatus,
    due,
    read_kpi,
)
from trm_policy.measure.survey import days_of, days_told, survey_days
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.model.records import Measurement, Minutes
from trm_policy.portfolio.partnership import Partnership, once
from trm_policy.portfolio.records import MEASUREMENTS_FILE
from trm_policy.portfolio.roster import Roster, clock_told
from trm_policy.timing import Period
from trm_policy.timing.instant import add_days
from trm_policy.wording.text import folded


def graces(roster: Roster, working_days: int) -> Mapping[str, Grace]:
    """By KPI, so many working days of the party of its owner; of Monday to Friday for nobody's."""
    by_party = roster.calendars
    found = {}
    for id_, kpi in roster.charter.kpis.items():
        party = roster.party_of(kpi.owner) or ""
        told = not kpi.hides("owner") and (kpi.owner is None or clock_told(roster.charter, party))
        calendar = by_party.get(party, MONDAY_TO_FRIDAY)
        found[id_] = Grace(working_days, calendar, told=told)
    return found


def before_the_first(kpi: Kpi, charter: Charter) -> Period | None:
    """The period before the first that is demanded; None where the card does not tell.

    Demanded is what begins on the baseline's day or the first day of the term, or later.
    """
    based = kpi.baseline.date if kpi.baseline else None
    if kpi.threshold is not None:
        based = charter.term.start
    if kpi.frequency is None or based is None or charter.term.hides("start"):
        return None
    start = max(based, charter.term.start or based)
    return Period.containing(add_days(start, -1), kpi.frequency)


def first_due(kpi: Kpi, charter: Charter, grace: Grace) -> date | None:
    """The last day on which a KPI may still have no figure at all; None where nobody can tell."""
    before = before_the_first(kpi, charter)
    return due(kpi, before, grace) if before else None


@dataclass(frozen=True, slots=True)
class Series:
    """What is known of one KPI as of a day.

    ``figures`` are the recorded periods, oldest first, each with the row that counts.
    ``in_doubt`` says that a row below the newest of them cannot be read: it may be the figure
    that is looked for. ``days`` are those on which figures of a survey were taken; ``dated`` is
    False where those are hidden.
    """

    figures: tuple[tuple[Period, Measurement], ...] = ()
    in_doubt: bool = False
    days: Days = field(default_factory=dict)
    dated: bool = True


NOTHING = Series()
"""The series of a KPI without a row."""


@dataclass(frozen=True, slots=True)
class AwaitedFigure:
    """The first figure of a KPI that is not there yet.

    ``due`` is the last day on which it is not late: when its period has ended, its lag has passed,
    and ``grace`` after it. ``newest`` is the newest period that is recorded, None without one.
    """

    id: str
    kpi: Kpi
    newest: Period | None
    period: Period
    due: date
    grace: Grace

    def due_after(self) -> date | None:
        """The last day for the figure of the period after; None at the end of the calendar."""
        return due(self.kpi, self.period, self.grace)


def followed(charter: Charter) -> Iterator[tuple[str, Kpi]]:
    """The KPIs that still serve a purpose: all but those whose goals are all closed.

    Of goals that are hidden, wholly or in part, nobody can tell that they are open.
    """
    known = not (
        charter.lacks("goals") or any(goal.lacks("kpis") for goal in charter.goals.values())
    )
    is_open: dict[str, bool] = {}
    for goal in charter.goals.values():
        for kpi in goal.kpis:
            is_open[kpi] = is_open.get(kpi, False) or is_still_open(goal)
    return ((id_, kpi) for id_, kpi in charter.kpis.items() if is_open.get(id_, known))


def recorded(
    charter: Charter,
    measurements: Iterable[Measurement],
    today: date,
    minutes: Iterable[Minutes] = (),
) -> Mapping[str, Series]:
    """The series of each KPI that has rows, by id, as of a day.

    ``minutes`` tell on which day a survey was held, else it is the day that was planned.
    """
    rows: defaultdict[str, list[Measurement]] = defaultdict(list)
    for row in measurements:
        if row.kpi in charter.kpis:
            rows[row.kpi].append(row)
    found = {id_: _series(charter.kpis[id_], own, today) for id_, own in rows.items()}
    surveyed = [id_ for id_ in found if charter.kpis[id_].survey is not None]
    held = survey_days(charter, minutes, today) if surveyed else ()
    told = days_told(charter)
    for id_ in surveyed:
        periods = [period for period, _ in found[id_].figures]
        found[id_] = replace(found[id_], days=days_of(periods, held), dated=told)
    return found


@once
def series_of(partnership: Partnership, today: date) -> Mapping[str, Series]:
    """The same of a partnership, by its own records."""
    records = partnership.records
    return recorded(partnership.charter, records.measurements, today, records.minutes)


def red_run(
    id_: str, kpi: Kpi, series: Series
) -> tuple[tuple[Period, Measurement, KpiReading], ...]:
    """The red periods in a row that end with the last figure known, however old, newest first.

    None of a survey of which nobody can tell when people were asked.
    """
    if not series.dated:
        return ()
    read = (
        (period, row, read_kpi(id_, kpi, [row], period.last_day, days=series.days))
        for period, row in reversed(series.figures)
    )
    return tuple(takewhile(lambda one: one[2].status is KpiStatus.RED, read))


def called_by_name(written: str, charter: Charter) -> str | None:
    """The id of the KPI that a row calls by its name."""
    called = folded(written)
    return next((id_ for id_, kpi in charter.kpis.items() if folded(kpi.name) == called), None)


MOST_STRANGE = 50
"""Names of no KPI of which it is asked what is meant; to compare each with each takes long."""


@once
def _strays(partnership: Partnership) -> tuple[tuple[str | None, Period | None], ...]:
    """Of each row of a KPI that there is not the one that is meant, if plain, and its period."""
    known, rows = partnership.ids("kpis"), partnership.records.measurements
    strange = [one for one in dict.fromkeys(row.kpi for row in rows) if one not in known]
    meant: dict[str, str | None] = dict.fromkeys(strange)
    for one in strange[:MOST_STRANGE]:
        meant[one] = called_by_name(one, partnership.charter) or closest(one, known)
    return tuple((meant[row.kpi], row.period) for row in rows if row.kpi in meant)


def awaited_figures(
    partnership: Partnership, today: date, working_days: int
) -> Iterator[AwaitedFigure]:
    """What is awaited next of each KPI that is followed, with so many working days of grace.

    Nothing of a KPI whose card does not tell when its first figure is expected, and none where
    rows that cannot be read may hold it.
    """
    charter, records = partnership.charter, partnership.records
    if records.unclear(MEASUREMENTS_FILE):
        return
    series = series_of(partnership, today)
    strays, grace = _strays(partnership), graces(partnership.roster, working_days)
    for id_, kpi in followed(charter):
        own, before = series.get(id_, NOTHING), before_the_first(kpi, charter)
        if before is None or own.in_doubt or (strays and not own.figures):
            continue
        newest = own.figures[-1][0] if own.figures else None
        last = max(before, newest) if newest else before
        sought = (None, last.next())
        if any(meant in (None, id_) and period in sought for meant, period in strays):
            continue
        limit = due(kpi, last, grace[id_])
        if limit is not None:
            yield AwaitedFigure(id_, kpi, newest, last.next(), limit, grace[id_])


def _series(kpi: Kpi, rows: list[Measurement], today: date) -> Series:
    known: list[tuple[Period, Measurement]] = []
    unread, frequency = 0, kpi.frequency
    for row in rows:
        period = row.period
        if period is None or row.value is None or frequency not in (None, period.frequency):
            unread = row.line
        elif period.first_day <= today:
            known.append((period, row))
    figures = _in_order(known)
    return Series(figures, unread > (figures[-1][1].line if figures else 0))


def _in_order(known: list[tuple[Period, Measurement]]) -> tuple[tuple[Period, Measurement], ...]:
    """Each period once, the oldest first, with the last of its rows; most files are so already."""
    days = [period.first_day for period, _ in known]
    if all(map(lt, days, days[1:])):
        return tuple(known)
    counted = dict(known)
    return tuple((period, counted[period]) for period in sorted(counted))

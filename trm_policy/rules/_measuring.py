"""Which KPIs are followed, and the figures of each that are known today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trm_policy.measure.kpi_status import Grace
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.model.records import Measurement
from trm_policy.portfolio.calendars import calendars
from trm_policy.portfolio.context import Context
from trm_policy.rules._sides import side_of
from trm_policy.timing import Period


@dataclass(frozen=True, slots=True)
class Series:
    """What is known today of one KPI.

    ``figures`` are the recorded periods, oldest first, each with the row that counts.
    ``in_doubt`` says that a row below the newest of them cannot be read: it may be the figure
    that is looked for.
    """

    figures: tuple[tuple[Period, Measurement], ...] = ()
    in_doubt: bool = False


NOTHING = Series()
"""The series of a KPI without a row."""


def followed(charter: Charter) -> Iterator[tuple[str, Kpi]]:
    """The KPIs that still serve a purpose: all but those whose goals are all closed."""
    is_open: dict[str, bool] = {}
    for goal in charter.goals.values():
        for kpi in goal.kpis:
            is_open[kpi] = is_open.get(kpi, False) or goal.closed_on is None
    return ((id_, kpi) for id_, kpi in charter.kpis.items() if is_open.get(id_, True))


def recorded(charter: Charter, context: Context) -> Mapping[str, Series]:
    """The series of each KPI that has rows, by id."""
    rows: defaultdict[str, list[Measurement]] = defaultdict(list)
    for row in context.partnership.records.measurements:
        if row.kpi in charter.kpis:
            rows[row.kpi].append(row)
    return {id_: _series(charter.kpis[id_], found, context) for id_, found in rows.items()}


def grace_of(kpi: Kpi, days: int, context: Context) -> Grace:
    """So many working days of the party of the KPI's owner; of Monday to Friday for nobody's."""
    roster = context.partnership.roster
    side = side_of(context, kpi.owner) if kpi.owner else None
    calendar = calendars(roster).get(side) if side else None
    return Grace(days, calendar) if calendar else Grace(days)


def _series(kpi: Kpi, rows: list[Measurement], context: Context) -> Series:
    counted: dict[Period, Measurement] = {}
    unread = 0
    for row in rows:
        period = row.period
        if period is None or row.value is None or kpi.frequency not in (None, period.frequency):
            unread = row.line
        elif period.first_day <= context.today:
            counted[period] = row
    figures = tuple((period, counted[period]) for period in sorted(counted))
    return Series(figures, unread > (figures[-1][1].line if figures else 0))

"""Figures that a data source has of a KPI → rows for its records, once for each period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from trm_policy.authoring.figure_mapping import period_text, plain_digits
from trm_policy.authoring.recording import Ledger, RecordError
from trm_policy.errors import TrmError
from trm_policy.model.kpi import Kpi
from trm_policy.model.new_figure import FigureFate, FigureRow, PlannedFigure, PullProblem
from trm_policy.model.plausible import is_scaled, is_share
from trm_policy.model.query import Query
from trm_policy.model.records import Measurement, number
from trm_policy.timing import Frequency, Period

Figures = Iterable[tuple[str | int | date | None, Decimal | None]]
"""A period, or a day in it, and its figure; None where the source has none."""

_NOTE = "Pulled from the source; until then "
"""How the note of a correction by a pull begins; what was recorded before follows."""


class Wanted(NamedTuple):
    """A KPI whose figures are to be pulled."""

    partnership: str
    kpi: str
    query: Query
    frequency: Frequency


@dataclass(frozen=True, slots=True)
class PlannedPull:
    """What a pull of one KPI would do; with ``problems``, each a sentence, it does nothing."""

    partnership: str
    kpi: str
    figures: tuple[PlannedFigure, ...] = ()
    problems: tuple[str, ...] = ()

    def rows(self) -> Sequence[FigureRow]:
        """The rows to be written, in the order of their periods."""
        return [one.row for one in self.figures if one.fate.is_written]


@dataclass(frozen=True, slots=True)
class PullOutcome:
    """What a pull comes to; ``unanswered`` is what could not be asked."""

    plans: tuple[PlannedPull, ...]
    unanswered: tuple[PullProblem, ...]

    @property
    def problems(self) -> tuple[PullProblem, ...]:
        """All that went wrong: what could not be asked, then what cannot be recorded."""
        return self.unanswered + tuple(
            PullProblem(problem, ((plan.partnership, plan.kpi),), is_figure=True)
            for plan in self.plans
            for problem in plan.problems
        )

    @property
    def held(self) -> frozenset[str]:
        """The charters for which nothing is written, since something is wrong."""
        return frozenset(id_ for one in self.problems for id_, _ in one.places)

    @property
    def _written(self) -> list[PlannedPull]:
        held = self.held
        return [plan for plan in self.plans if plan.partnership not in held]

    def rows(self) -> Mapping[str, Sequence[FigureRow]]:
        """The rows to be written, by charter."""
        found: dict[str, list[FigureRow]] = {}
        for plan in self._written:
            if rows := plan.rows():
                found.setdefault(plan.partnership, []).extend(rows)
        return found

    def figures(self) -> list[PlannedFigure]:
        """The figures of the charters that are not held."""
        return [one for plan in self._written for one in plan.figures]


def wanted_of(ledger: Ledger, only: str | None) -> Iterator[Wanted | PullProblem]:
    """The KPIs of a charter with a query. Raises RecordError where none is called ``only``."""
    read = ledger.partnership
    if only is not None:
        ledger.kpi(only)
    for id_, kpi in read.charter.kpis.items():
        if only not in (None, id_):
            continue
        place = ((read.id, id_),)
        if read.built.touches_dropped(("kpis", id_, "source")):
            yield PullProblem(
                f"its 'source' in {read.path} is not valid; "
                f"'trm check {read.path.parent}' shows how to fix it",
                place,
            )
        elif kpi.query is not None and kpi.frequency is None:
            yield PullProblem(
                f"it has no 'frequency' in {read.path}, so its "
                "periods are not known; add one, such as monthly",
                place,
            )
        elif kpi.query is not None and kpi.frequency is not None:
            yield Wanted(read.id, id_, kpi.query, kpi.frequency)


def pulled(ledger: Ledger, id_: str, figures: Figures) -> PlannedPull:
    """What becomes of each figure of a KPI, in the order of their periods.

    A period that is not over by the ledger's day, or whose lag has not passed, waits for a later
    pull; one that has not begun is a problem, since no figure of it can be true.
    """
    found: dict[Period, PlannedFigure] = {}
    problems = []
    for cell, value in figures:
        try:
            beside = (float(one.row.value) for one in found.values() if one.row.value)
            period, figure = _figure(ledger, id_, cell, value, beside)
            if period in found:
                raise RecordError(
                    f"the source has several rows for {period}; add 'aggregate' to "
                    "combine them into one figure"
                )
            found[period] = figure
        except TrmError as error:
            problems.append(str(error))
    ordered = tuple(found[period] for period in sorted(found))
    return PlannedPull(ledger.partnership.id, id_, ordered, tuple(dict.fromkeys(problems)))


def _figure(
    ledger: Ledger,
    id_: str,
    cell: str | int | date | None,
    value: Decimal | None,
    beside: Iterable[float],
) -> tuple[Period, PlannedFigure]:
    kpi = ledger.kpi(id_)
    if cell is None:
        raise RecordError("the source has rows without a period; leave them out with 'where'")
    period = ledger.period(id_, period_text(cell, kpi))
    row, whose = FigureRow(id_, str(period), ""), ledger.partnership.id
    if not _is_over(period, kpi, ledger.today):
        return period, PlannedFigure(whose, row, FigureFate.EARLY)
    if value is None:
        return period, PlannedFigure(whose, row, FigureFate.EMPTY)
    row = row._replace(value=_text(value, period, kpi))
    planned = _compared(whose, row, ledger.rows(id_, period))
    if planned.fate.is_written and (doubt := ledger.doubt(row, beside, is_scaled=True)):
        raise RecordError(
            f"the figure for {period}: {doubt}; correct the query or its source, or record it with "
            "'trm kpi record' and --confirm"
        )
    return period, ledger.planned(planned, period)


def _is_over(period: Period, kpi: Kpi, today: date) -> bool:
    return period.last_day + timedelta(days=kpi.lag or 0) < today


def _text(value: Decimal, period: Period, kpi: Kpi) -> str:
    if not value.is_finite():
        raise RecordError(f"the figure for {period} is not a number")
    if is_share(float(value), kpi) and not is_scaled(kpi):
        raise RecordError(
            f"the figure for {period}, {value.normalize():f}, looks like a share of one, and this "
            "KPI is counted in %; add 'factor: 100' to the query, or 'factor: 1' if it is meant"
        )
    return plain_digits(value)


def _compared(id_: str, row: FigureRow, there: Sequence[Measurement]) -> PlannedFigure:
    """What becomes of a figure of a partnership; ``there`` are its period's rows, oldest first."""
    if not there:
        return PlannedFigure(id_, row, FigureFate.NEW)
    before = there[-1].value_text
    if there[-1].value == number(row.value):
        return PlannedFigure(id_, row, FigureFate.KNOWN, before)
    by_pull = [one for one in there if one.note.startswith(_NOTE)]
    by_source = by_pull[-1] if by_pull else there[0]  # the last that is no correction by people
    if by_source.value == number(row.value):
        return PlannedFigure(id_, row, FigureFate.OVERRULED, before)
    corrected = row._replace(note=f"{_NOTE}{before}")
    return PlannedFigure(id_, corrected, FigureFate.CORRECTED, before)

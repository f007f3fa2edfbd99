"""Figures that a data source has of a KPI → rows for its records, once for each period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from trm_policy.authoring.figure_mapping import is_share, period_text, plain_digits
from trm_policy.authoring.recording import Ledger, RecordError, Row
from trm_policy.errors import TrmError
from trm_policy.model.kpi import Kpi
from trm_policy.model.records import Measurement, number
from trm_policy.model.vocabulary import Aggregate
from trm_policy.timing import Period

Figures = Iterable[tuple[str | int | date | None, Decimal | None]]
"""A period, or a day in it, and its figure; None where the source has none."""

_NOTE = "Pulled from the source; until then "
"""How the note of a correction by a pull begins; what was recorded before follows."""


class Became(StrEnum):
    """What becomes of a figure."""

    NEW = "new"
    CORRECTED = "corrected"
    KNOWN = "known"
    OVERRULED = "overruled"
    """People have corrected what the source still says, and their figure stands."""
    EARLY = "early"
    """Its period is not over, or its figure cannot be known yet."""
    EMPTY = "empty"
    """The source has the period, and no figure."""


class PulledFigure(NamedTuple):
    """A figure, and what becomes of it; ``before`` is what is recorded now, if anything is."""

    row: Row
    became: Became
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull of one KPI would do; with ``problems``, each a sentence, it does nothing."""

    partnership: str
    kpi: str
    figures: tuple[PulledFigure, ...] = ()
    problems: tuple[str, ...] = ()

    def rows(self) -> Sequence[Row]:
        """The rows to be written, in the order of their periods."""
        written = (Became.NEW, Became.CORRECTED)
        return [one.row for one in self.figures if one.became in written]


def pulled(ledger: Ledger, id_: str, figures: Figures) -> Pulled:
    """What becomes of each figure of a KPI, in the order of their periods.

    A period that is not over by the ledger's day, or whose lag has not passed, waits for a later
    pull; one that has not begun is a problem, since no figure of it can be true.
    """
    found: dict[Period, PulledFigure] = {}
    problems = []
    for cell, value in figures:
        try:
            period, figure = _figure(ledger, id_, cell, value)
            if period in found:
                raise RecordError(
                    f"the source has several rows for {period}; say with 'aggregate' how they "
                    "become one figure"
                )
            found[period] = figure
        except TrmError as error:
            problems.append(str(error))
    ordered = tuple(found[period] for period in sorted(found))
    return Pulled(ledger.partnership.id, id_, ordered, tuple(dict.fromkeys(problems)))


def _figure(
    ledger: Ledger, id_: str, cell: str | int | date | None, value: Decimal | None
) -> tuple[Period, PulledFigure]:
    kpi = ledger.kpi(id_)
    if cell is None:
        raise RecordError("the source has rows without a period; leave them out with 'where'")
    period = ledger.period(id_, period_text(cell, kpi))
    row = Row(id_, str(period), "")
    if not _is_over(period, kpi, ledger.today):
        return period, PulledFigure(row, Became.EARLY)
    if value is None:
        return period, PulledFigure(row, Became.EMPTY)
    row = row._replace(value=_text(value, period, kpi))
    return period, _compared(row, ledger.rows(id_, period))


def _is_over(period: Period, kpi: Kpi, today: date) -> bool:
    return period.last_day + timedelta(days=kpi.lag or 0) < today


def _text(value: Decimal, period: Period, kpi: Kpi) -> str:
    if not value.is_finite():
        raise RecordError(f"the figure for {period} is no number")
    if is_share(value, kpi) and not _is_scaled(kpi):
        raise RecordError(
            f"the figure for {period}, {value.normalize():f}, looks like a share of one, and this "
            "KPI is counted in %; add 'factor: 100' to the query, or 'factor: 1' if it is meant"
        )
    return plain_digits(value)


def _is_scaled(kpi: Kpi) -> bool:
    """Whether the query says by itself that its figures are in the KPI's unit."""
    query = kpi.query
    said = query is not None and query.factor is not None
    return said or (query is not None and query.aggregate is Aggregate.PERCENTAGE)


def _compared(row: Row, there: Sequence[Measurement]) -> PulledFigure:
    """What becomes of a figure whose period has the rows ``there``, oldest first."""
    if not there:
        return PulledFigure(row, Became.NEW)
    before = there[-1].value_text
    if there[-1].value == number(row.value):
        return PulledFigure(row, Became.KNOWN, before)
    if _last_by_source(there).value == number(row.value):
        return PulledFigure(row, Became.OVERRULED, before)
    return PulledFigure(row._replace(note=f"{_NOTE}{before}"), Became.CORRECTED, before)


def _last_by_source(there: Sequence[Measurement]) -> Measurement:
    """The last row that people did not write as a correction of their own."""
    by_pull = [one for one in there if one.note.startswith(_NOTE)]
    return by_pull[-1] if by_pull else there[0]

"""Figures that were recorded, or would be: out of a file, or pulled from data sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from trm_policy.measure.kpi_status import NO_DAYS, Days, read_kpi
from trm_policy.measure.scorecard import variance
from trm_policy.model.kpi import Kpi
from trm_policy.model.new_figure import FigureFate, FigureRow, PlannedFigure, PullProblem
from trm_policy.model.records import Measurement
from trm_policy.views.scorecard_words import compared
from trm_policy.views.view import Paragraph, View, status_mark
from trm_policy.wording.numbers import unit_of

_SHOWN = 20
"""Problems, and figures of a kind, that are listed one by one."""
_LISTED = (FigureFate.NEW, FigureFate.CORRECTED, FigureFate.OVERRULED)
_COUNTED = {
    FigureFate.KNOWN: "already recorded",
    FigureFate.OVERRULED: "corrected by people",
    FigureFate.EARLY: "not over yet",
    FigureFate.EMPTY: "without a figure",
}


def recorded_view(kpi: Kpi, row: FigureRow, days: Days = NO_DAYS) -> View:
    """What a figure means, in one line; ``days`` tell when that of a survey was taken."""
    measured = Measurement.of_row(row, 0)
    assert measured.period is not None
    assert measured.value is not None
    reading = read_kpi(row.kpi, kpi, [measured], measured.period.last_day, days=days)
    known = None if reading.outside else reading.plan
    found = None if known is None else variance(kpi, measured.value, known)
    unit = f" {unit_of(row.value, kpi.unit)}" if kpi.unit else ""
    said = f"{row.kpi} {row.period}: {row.value}{unit}"
    versus = compared(reading, found, kpi)
    return View((Paragraph(((f"{said}, ", status_mark(reading.status), f": {versus}"),)),), {})


def imported_view(
    figures: Sequence[PlannedFigure], problems: Sequence[str], left_out: int, *, dry_run: bool
) -> View:
    """The figures of a file; with ``problems`` nothing is written."""
    if problems:
        more = len(problems) - _SHOWN
        lines = [*problems[:_SHOWN], *([f"and {more} more like these"] if more > 0 else [])]
        lines.append("Nothing was written.")
    else:
        known = f"{_count(figures, FigureFate.KNOWN)} already recorded"
        empty = _count(figures, FigureFate.EMPTY)
        counts = [*_recorded(figures, dry_run=dry_run), known]
        counts += [f"{empty} without a figure"] if empty else []
        counts += [f"{left_out} left out"] if left_out else []
        lines = [*_listed(figures), _closed(counts, dry_run=dry_run)]
    data = {
        "version": 1,
        "written": not dry_run and not problems,
        "problems": list(problems),
        "left_out": left_out,
        "figures": [{"line": one.line, **_figure_json(one)} for one in figures],
    }
    return View((Paragraph(tuple(lines)),), data)


def pulled_view(
    figures: Sequence[PlannedFigure],
    problems: Sequence[PullProblem],
    held: Collection[str],
    today: date,
    *,
    dry_run: bool,
) -> View:
    """The figures that were pulled; nothing is written for the charters that are ``held``."""
    lines = list(_listed(figures))
    lines += [f"{'failed':9} {_where(one)}: {one.message}" for one in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"{'failed':9} and {len(problems) - _SHOWN} more")
    others = [f"{n} {words}" for fate, words in _COUNTED.items() if (n := _count(figures, fate))]
    lines.append(_closed([*_recorded(figures, dry_run=dry_run), *others], dry_run=dry_run))
    if held:
        lines.append(f"Nothing was written for {', '.join(sorted(held))}.")
    data = {
        "version": 1,
        "as_of": today.isoformat(),
        "written": not dry_run and any(one.fate.is_written for one in figures),
        "problems": [
            {
                "message": one.message,
                "kpis": [{"partnership": id_, "kpi": kpi} for id_, kpi in one.places],
            }
            for one in problems
        ],
        "figures": [_figure_json(one, empty=None) for one in figures],
    }
    return View((Paragraph(tuple(lines)),), data)


def _listed(figures: Sequence[PlannedFigure]) -> Iterator[str]:
    for fate in _LISTED:
        found = [one for one in figures if one.fate is fate]
        for one in found[:_SHOWN]:
            yield f"{fate:9} {one.partnership}: {one.row.kpi} {one.row.period} {_value(one)}"
        if len(found) > _SHOWN:
            yield f"{fate:9} and {len(found) - _SHOWN} more"


def _value(one: PlannedFigure) -> str:
    if one.fate is FigureFate.OVERRULED:
        return f"{one.before}, although the source still shows {one.row.value}"
    return f"{one.row.value} (was {one.before})" if one.before else one.row.value


def _recorded(figures: Sequence[PlannedFigure], *, dry_run: bool) -> list[str]:
    would = "would be " if dry_run else ""
    fates = ((FigureFate.NEW, "recorded"), (FigureFate.CORRECTED, "corrected"))
    return [f"{_count(figures, fate)} {would}{word}" for fate, word in fates]


def _closed(counts: Sequence[str], *, dry_run: bool) -> str:
    return ", ".join(counts) + ("; nothing was written" if dry_run else "")


def _count(figures: Sequence[PlannedFigure], fate: FigureFate) -> int:
    return sum(one.fate is fate for one in figures)


def _where(problem: PullProblem) -> str:
    by_charter: dict[str, list[str]] = {}
    for partnership, kpi in problem.places:
        by_charter.setdefault(partnership, []).extend([kpi] if kpi else [])
    return "; ".join(f"{id_} {', '.join(kpis)}".strip() for id_, kpis in by_charter.items())


def _figure_json(one: PlannedFigure, empty: str | None = "") -> dict[str, Any]:
    return {
        "partnership": one.partnership,
        "kpi": one.row.kpi,
        "period": one.row.period,
        "value": one.row.value or empty,
        "note": one.row.note,
        "fate": one.fate.value,
        "before": one.before,
    }

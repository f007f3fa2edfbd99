"""The scorecard: how each KPI compares with its plan, for all charters or one in detail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.scorecard import ScorecardRow, scorecard_of
from trm_policy.measure.trend import METHOD, Trend
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing import Period
from trm_policy.views.scorecard_words import (
    compared,
    contradicted,
    forecast,
    going,
    implausible,
    lately,
    trend,
    values,
    versus_milestone,
)
from trm_policy.views.view import (
    Block,
    Heading,
    Line,
    Mark,
    Paragraph,
    Table,
    View,
    bulleted,
    iso,
    status_mark,
)
from trm_policy.wording.numbers import number, probability, unit_of, with_unit


def card_view(partnership: Partnership, today: date, grace: int, *, detailed: bool) -> View:
    """The KPIs of one charter in a line each, or ``detailed`` with all that is known of each.

    A figure may be late by so many working days.
    """
    rows = scorecard_of(partnership, today, grace)
    counted = Counter(row.reading.status for row in rows)
    lights = {status.value: counted[status] for status in KpiStatus}
    data = {
        "partnership": partnership.id,
        "title": partnership.charter.title,
        "lights": lights,
        "kpis": [scorecard_row(row) for row in rows],
    }
    if not detailed:
        return View(tuple(_overview(partnership, rows)), data)
    counts = ", ".join(f"{count} {name}" for name, count in lights.items() if count)
    title = f"{partnership.charter.title}: {counts or 'no KPI'} as of {today}"
    return View(
        (
            Heading(title),
            *_detail(rows, partnership.roster.name_of, contradicted(partnership, today)),
        ),
        data,
    )


def scorecard_view(cards: Sequence[View], today: date, *, detailed: bool) -> View:
    """The cards of charters as one view."""
    blocks = tuple(block for card in cards for block in card.blocks)
    hint = () if detailed else (Paragraph(("'trm kpi scorecard ID' shows one in detail.",)),)
    data = {
        "version": 1,
        "as_of": today.isoformat(),
        "method": METHOD,
        "partnerships": [card.data for card in cards],
    }
    return View((*blocks, *hint), data)


def _overview(partnership: Partnership, rows: Sequence[ScorecardRow]) -> Iterator[Block]:
    yield Heading(f"{partnership.id}: {partnership.charter.title}", 3)
    if not rows:
        yield Paragraph(("no KPI",))
        return
    columns = ("KPI", "status", "actual", "plan", "target", "trend", "outlook")
    yield Table(columns, tuple(tuple(_cells(row)) for row in rows))


def _dated(figure: str, period: Period) -> str:
    """A figure and its period, in one pair of brackets."""
    return f"{figure[:-1]}, {period})" if figure.endswith(")") else f"{figure} ({period})"


def _cells(row: ScorecardRow) -> Iterator[Line]:
    kpi, latest, target = row.kpi, row.reading.latest, row.kpi.target
    yield row.id
    yield status_mark(row.reading.status)
    actual = _dated(kpi.said(latest.value), latest.period) if latest else "no figure yet"
    late = f"overdue since {row.overdue_since}" if row.overdue_since else ""
    yield ", ".join(filter(None, (actual, late, implausible(row.reading))))
    yield kpi.said(row.reading.plan, unit=False)
    aim = row.kpi.bound or (number(target.value) if target else "")
    yield aim if row.kpi.bound else f"{aim} by {target.by}" if aim and target and target.by else aim
    sign = f"{trend(row.trend, kpi, stale=False).sign} " if row.trend else ""
    yield f"{sign}{going(row)}"
    yield row.forecast.outlook.value if row.forecast else ""


def _course(found: Trend, row: ScorecardRow) -> str:
    words = trend(found, row.kpi, stale=False)
    return f"{words.sign} {words.word}"


def _detail(
    rows: Sequence[ScorecardRow], name_of: Callable[[str], str], own: Mapping[str, str]
) -> Iterator[Block]:
    for row in rows:
        yield Heading((status_mark(row.reading.status), "  ", row.kpi.name, f" ({row.id})"), 3)
        facts = _facts(row, name_of, own.get(row.id))
        yield bulleted((Mark(f"{label}: ", dim=True), words) for label, words in facts)


def _facts(
    row: ScorecardRow, name_of: Callable[[str], str], own: str | None
) -> Iterator[tuple[str, str]]:
    """All that is known of a KPI, each with what it is."""
    kpi = row.kpi
    yield "actual", _actual(row)
    if own:
        yield "contradicted", own
    if row.overdue_since:
        yield "overdue", f"since {row.overdue_since}"
    if kpi.bound:
        missed = f"; when missed: {kpi.credit}" if kpi.credit else ""
        yield "service level", f"{kpi.bound}{missed}"
    for point in row.milestones:
        label = "target" if point.is_target else "milestone"
        value = with_unit(point.value, kpi.unit)
        yield label, f"{value} by {point.by}: {versus_milestone(point, kpi)}"
    if row.trend is not None:
        pace = trend(row.trend, kpi, stale=False).pace
        figures = f"({probability(row.trend.chance)}, {row.trend.figures} figures)"
        yield "trend", ", ".join(filter(None, (_course(row.trend, row), pace))) + f" {figures}"
    if late := lately(row):
        yield "decline", late
    if row.forecast is not None:
        words = forecast(row.forecast, kpi, values(row))
        between = f" (between {words.between})" if words.between else ""
        unit = f" {unit_of(words.expected, kpi.unit)}" if kpi.unit else ""
        yield "forecast", f"{words.expected}{unit} on {row.forecast.by}{between}: {words.outlook}"
    if not row.followed:
        yield "goals", "all goals that it serves are closed"
    yield "source", kpi.source_text or "not stated"
    yield "owner", name_of(kpi.owner) if kpi.owner else "no one"


def _actual(row: ScorecardRow) -> str:
    kpi, latest = row.kpi, row.reading.latest
    if latest is None:
        return "no figure yet"
    said = f"{kpi.said(latest.value)} in {latest.period}"
    said += f" (taken on {latest.taken_on})" if latest.taken_on else ""
    if kpi.yes_or_no and row.reading.outside is None:
        return said
    return f"{said}, {compared(row.reading, row.variance, kpi)}"


def scorecard_row(row: ScorecardRow) -> dict[str, Any]:
    """A KPI as it stands; what is not known is null. Figures are in the KPI's unit."""
    kpi, latest = row.kpi, row.reading.latest
    return {
        "id": row.id,
        "name": kpi.name,
        "unit": kpi.unit,
        "direction": kpi.aim.value if kpi.aim else None,
        "goals": list(row.goals),
        "owner": kpi.owner,
        "source": kpi.source_text,
        "status": row.light.value if row.light else None,
        "actual": {
            "period": str(latest.period),
            "value": latest.value,
            "note": latest.note,
            "taken_on": iso(latest.taken_on),
        }
        if latest
        else None,
        "service_level": kpi.bound or None,
        "credit": kpi.credit,
        "plan": row.reading.plan,
        "target": {"value": kpi.target.value, "by": iso(kpi.target.by)} if kpi.target else None,
        "variance": {
            "amount": row.variance.amount,
            "percent": row.variance.percent,
            "better": row.variance.better,
        }
        if row.variance
        else None,
        "milestones": _milestones(row),
        "next_due": iso(row.reading.due),
        "overdue_since": iso(row.overdue_since),
        "decline": row.decline or None,
        **_outlook(row),
    }


def _milestones(row: ScorecardRow) -> list[dict[str, Any]] | None:
    found = [
        {
            "value": point.value,
            "by": iso(point.by),
            "target": point.is_target,
            "progress": point.progress.value,
            "gap": point.gap,
        }
        for point in row.milestones
    ]
    return None if not found and row.kpi.hides("milestones", "target") else found


def _outlook(row: ScorecardRow) -> dict[str, Any]:
    trend, forecast = row.trend, row.forecast
    return {
        "trend": {
            "course": trend.course.value,
            "figures": trend.figures,
            "p": trend.chance,
            "slope_per_day": trend.slope.value,
            "slope_interval": [trend.slope.low, trend.slope.high],
            "since": str(trend.since) if trend.since else None,
            "after": trend.after.value if trend.after else None,
            "season": trend.season.value,
        }
        if trend
        else None,
        "forecast": {
            "by": iso(forecast.by),
            "value": forecast.expected.value,
            "interval": [forecast.expected.low, forecast.expected.high],
            "outlook": forecast.outlook.value,
        }
        if forecast
        else None,
    }

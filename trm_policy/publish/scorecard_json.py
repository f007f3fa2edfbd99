"""A row of a scorecard as machines read it, wherever it is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from trm_policy.measure.scorecard import ScorecardRow


def iso(value: date | None) -> str | None:
    """A day as machines read it; None for none."""
    return value.isoformat() if value else None


def scorecard_row(row: ScorecardRow) -> dict[str, Any]:
    """A KPI as it stands; what is not known is null. Figures are in the KPI's unit."""
    kpi, latest = row.kpi, row.reading.latest
    return {
        "id": row.id,
        "name": kpi.name,
        "unit": kpi.unit,
        "direction": kpi.direction.value if kpi.direction else None,
        "goals": list(row.goals),
        "owner": kpi.owner,
        "source": kpi.source_text,
        "status": row.light.value if row.light else None,
        "actual": {"period": str(latest.period), "value": latest.value, "note": latest.note}
        if latest
        else None,
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

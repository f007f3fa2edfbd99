"""A review's pack as data for machines."""

from __future__ import annotations

from typing import Any

from trm_policy.measure.review_pack import Pack
from trm_policy.measure.scorecard import ScorecardRow
from trm_policy.views.reviews import iso


def pack_row(pack: Pack) -> dict[str, Any]:
    """The pack, key by key; days as ISO 8601."""
    members, each = pack.quorum
    return {
        "partnership": pack.partnership,
        "title": pack.title,
        "review": pack.occasion.id,
        "name": pack.name,
        "for": iso(pack.occasion.planned),
        "held_on": iso(pack.occasion.day),
        "as_of": iso(pack.as_of),
        "since": iso(pack.since),
        "until": iso(pack.until),
        "committee": pack.committee,
        "quorum": {"members": members, "each_party": each},
        "invited": [
            {"id": one.id, "name": one.name, "party": one.party, "votes": one.votes}
            for one in pack.invited
        ],
        "agenda": list(pack.agenda),
        "decisions_needed": [{"about": one.about, "asks": one.asks} for one in pack.decisions],
        "due": [
            {
                "day": iso(item.day),
                "kind": item.kind.value,
                "what": item.what,
                "who": ", ".join(one.name for one in item.who),
                "late": item.overdue > 0,
            }
            for item in pack.due
        ],
        "risks": [
            {
                "title": line.title,
                "owner": line.owner,
                "likelihood": line.likelihood,
                "impact": line.impact,
                "mitigation": line.mitigation,
                "review_by": iso(line.review_by),
                "late": line.late,
            }
            for line in pack.risks
        ],
        "early_warnings": list(pack.warnings),
        **_back(pack),
    }


def _back(pack: Pack) -> dict[str, Any]:
    """What looks back; of the scorecard everything, even where a page sums it up."""
    return {
        "decided": list(pack.decided),
        "actions": [
            {
                "state": line.state.name.lower(),
                "what": line.what,
                "who": line.who,
                "due": iso(line.due),
                "review": line.review,
                "agreed_on": iso(line.agreed),
                "kpi": line.kpi,
            }
            for line in pack.actions
        ],
        "scorecard": list(map(_kpi, pack.kpis)),
        "escalations": [
            {
                "number": one.number,
                "title": one.title,
                "raised_by": one.raised_by,
                "raised_on": iso(one.raised),
                "level": one.level,
                "settled_on": iso(one.settled),
            }
            for one in pack.escalations
        ],
    }


def _kpi(row: ScorecardRow) -> dict[str, Any]:
    reading, target = row.reading, row.kpi.target
    latest = reading.latest
    return {
        "kpi": row.id,
        "name": row.kpi.name,
        "unit": row.kpi.unit or "",
        "target": target.value if target else None,
        "by": iso(target.by if target else None),
        "service_level": row.kpi.bound or None,
        "plan": reading.plan,
        "actual": latest.value if latest else None,
        "period": str(latest.period) if latest else None,
        "status": reading.status.value,
        "trend": row.trend.course.value if row.trend else None,
        "overdue": reading.overdue,
    }

"""A review's pack as data for machines."""

from __future__ import annotations

from datetime import date
from typing import Any

from trm_policy.measure.review_pack import Pack


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
                "day": iso(line.day),
                "kind": line.kind.name.lower(),
                "what": line.what,
                "who": line.who,
                "late": line.late,
            }
            for line in pack.due
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


def iso(day: date | None) -> str | None:
    """A day as machines read it."""
    return day.isoformat() if day else None


def _back(pack: Pack) -> dict[str, Any]:
    """What looks back; of the scorecard everything, be it told in one entry elsewhere."""
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
        "scorecard": [
            {
                "kpi": line.id,
                "name": line.name,
                "unit": line.unit,
                "target": line.target,
                "by": iso(line.by),
                "plan": line.plan,
                "actual": line.actual,
                "period": line.period or None,
                "status": line.status.value,
                "trend": line.course.value if line.course else None,
                "overdue": line.overdue,
            }
            for line in pack.kpis
        ],
        "escalations": [
            {
                "number": line.number,
                "title": line.title,
                "raised_by": line.raised_by,
                "raised_on": iso(line.raised),
                "level": line.level,
                "settled_on": iso(line.settled),
            }
            for line in pack.escalations
        ],
    }

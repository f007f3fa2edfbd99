"""A list of escalations: how each stands, and the instant that matters next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from trm_policy.measure.escalations import EscalationCase, EscalationState
from trm_policy.timing import format_instant
from trm_policy.views.escalation_clock import in_utc, instant_json, obligation_json, overdue_json
from trm_policy.views.view import Colour, Line, Mark, Paragraph, Table, View
from trm_policy.wording.signs import STATUS

_COLUMNS = ("partnership", "number", "state", "level", "age", "next deadline (UTC)", "title")
_MARKS: Mapping[EscalationState, tuple[str, Colour]] = {
    EscalationState.OVERDUE: (f"{STATUS['red']} overdue", "red"),
    EscalationState.OPEN: ("open", ""),
    EscalationState.SETTLED: (f"{STATUS['green']} settled", "green"),
}


def escalations_view(found: Sequence[EscalationCase], nothing: str) -> View:
    """Escalations in this order; ``nothing`` is what is shown where there is none."""
    table = Table(_COLUMNS, tuple(map(_row, found)))
    data = {"version": 1, "escalations": [_json(one) for one in found]}
    return View((table if found else Paragraph((nothing,)),), data)


def _row(one: EscalationCase) -> tuple[Line, ...]:
    due = _due(one)
    return (
        one.partnership.id,
        one.number,
        Mark(*_MARKS[one.state]),
        one.level_id,
        one.age,
        in_utc(due) if due else "",
        one.title,
    )


def _due(one: EscalationCase) -> datetime | None:
    """The next instant that matters; the first that was missed where all have passed."""
    following, missed = one.ladder.next_deadline, one.ladder.overdue
    if following is not None:
        return following.at
    return missed[0].at if missed else None


def _json(one: EscalationCase) -> dict[str, Any]:
    ladder = one.ladder
    following = ladder.next_deadline
    return {
        "partnership": one.partnership.id,
        "escalation": one.number,
        "title": one.title,
        "state": "open" if one.open else "settled",
        "level": one.level_id,
        "raised_by": one.front.raised_by if one.front else None,
        "raised_at": format_instant(ladder.raised_at),
        "settled_at": format_instant(ladder.settled_at) if ladder.settled_at else None,
        "age_seconds": int(one.taken.total_seconds()),
        "next_deadline": instant_json(following.at, one.calendars) if following else None,
        "overdue": overdue_json(one),
        "obligation": obligation_json(one),
    }

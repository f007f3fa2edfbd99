"""A charter and the portfolio as data for other programs, in a form that stays: version 1.

Within a version keys are added and none is renamed, removed or given another meaning; the JSON
Schemas in ``schemas/`` say what each means, and are published beside the data. What the audience is
not told is null; an empty list says that there is nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from trm_policy.measure.dated import is_still_open
from trm_policy.measure.escalations import EscalationCase, EscalationState
from trm_policy.measure.meetings import ReviewState
from trm_policy.measure.obligations import obligation_state
from trm_policy.model.party import Party
from trm_policy.model.purpose import Goal
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.page import Link
from trm_policy.publish.subscriptions import DATA, SCHEMAS, Subscriptions
from trm_policy.views.scorecard import scorecard_row
from trm_policy.views.scorecard_words import KpiRow
from trm_policy.views.view import iso


def committees(view: CharterView) -> list[dict[str, Any]]:
    """Each committee with its seats; who holds one, and as what, is null where that is not told."""
    return [
        {
            **_fields(one, "name", "level", "mandate", id=id_),
            "lead": view.name(one.lead) if one.lead else None,
            "deliverables": list(one.deliverables),
            "reports_to": one.reports_to,
            "members": [
                {
                    "name": view.name(seat.person) if seat.person else None,
                    "party": view.side(seat.person) if seat.person else None,
                    "for": view.party(seat.for_) if seat.for_ else None,
                    "each": seat.each,
                    "seats": seat.seats,
                    "role": None if seat.hides("role") else seat.role.value,
                    "votes": None if seat.hides("vote") else seat.votes,
                    "until": iso(seat.last_day),
                    "term_of_office": str(seat.term_of_office) if seat.term_of_office else None,
                    "elected_by": view.debtor(seat.elected_by) or None,
                }
                for seat in one.members
            ],
        }
        for id_, one in view.partnership.charter.committees.items()
    ]


def people(view: CharterView) -> list[dict[str, Any]]:
    """Everybody with a part in it, by party, with what they are there."""
    return [
        {
            "party": side.name,
            "name": row.actor.name,
            "title": row.actor.human.title if row.actor.human else None,
            "email": row.actor.human.email if row.actor.human else None,
            "phone": row.actor.human.phone if row.actor.human else None,
            "out_of_hours": row.actor.human.out_of_hours if row.actor.human else None,
            "post": row.actor.is_post,
            "roles": list(row.roles),
        }
        for side in view.sides
        for row in side.people
    ]


def escalation(view: CharterView) -> dict[str, Any] | None:
    """The path from the first level to what follows the last; None without one."""
    path = view.partnership.charter.escalation
    if path is None:
        return None
    return {
        **_fields(path, "working_hours"),
        "triggers": [one.when for one in path.triggers.values()],
        "levels": [
            {
                "id": level.id,
                "name": view.level_name(level.id),
                "contacts": _people(view, level.contacts),
                **_fields(level, *_LEVEL),
            }
            for level in path.levels
        ],
        "endgame": path.endgame,
    }


def risks(view: CharterView) -> list[dict[str, Any]]:
    """The open risks, the most severe first."""
    return [
        _fields(one, "title", "likelihood", "impact", "mitigation", id=id_)
        | {"owner": view.name(one.owner) if one.owner else None, "review_by": iso(one.review_by)}
        for id_, one in view.risks
        if is_still_open(one)
    ]


def _fields(one: object, *names: str, **more: object) -> dict[str, Any]:
    """These fields as machines read them, after what there is ``more`` of it."""
    return more | {name: _plain(getattr(one, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or type(value) in (int, float, bool, str) else str(value)


def contract(view: CharterView) -> dict[str, Any]:
    """What the agreements say: obligations, terms, third parties, communication."""
    charter = view.partnership.charter
    found = {
        "obligations": [
            _fields(one, *_OBLIGATION, id=id_)
            | {"by": view.debtor(one.by) or None, "due": iso(one.due)}
            | {"late_since": iso(state.late), "next": iso(state.next)}
            for id_, one in charter.obligations.items()
            for state in (obligation_state(one, view.partnership, view.as_of),)
        ],
        "terms": [_fields(one, *_TERMS, kind=kind) for kind, one in charter.terms.items()],
        "third_parties": [
            _fields(one, "name", "role", "of", id=id_) for id_, one in charter.third_parties.items()
        ],
        "communication": [
            _fields(one, "what", "kind", "channel", "every", "respond_within", id=id_)
            | {
                "from": one.from_,
                "to": list(one.to),
                "owner": view.name(one.owner) if one.owner else None,
                "voice": view.name(one.voice) if one.voice else None,
            }
            for id_, one in charter.communication.items()
        ],
    }
    return {name: _told(view, name, value) for name, value in found.items()}


_OBLIGATION = ("what", "within", "after", "before", "every", "met_for", "agreement", "clause")
_RENEWAL = ("renews_for", "renewal_notice")
_TERM = ("start", "end", "review_by", "starts_on", "duration", "ends_on", *_RENEWAL)
_TERMS = (
    *("says", "agreement", "clause", "survives", "by", "notice"),
    *("cap", "value", "currency"),
)
_LEVEL = ("channel", "acknowledge_within", "escalate_after", "authority", "output")
VERSION = 1
_FOLDER = Path(__file__).parent / "schemas"
T = TypeVar("T")


def schema_text(name: str) -> str:
    """The JSON Schema of ``charter-data`` or ``portfolio-data``."""
    return (_FOLDER / Path(SCHEMAS[name]).name).read_text("utf-8")


def charter_data(view: CharterView, files: Subscriptions, link: Link) -> dict[str, Any]:
    """A charter as it stands; ``link`` is the way from its file of data to other files."""
    charter = view.partnership.charter
    return {
        "$schema": link(SCHEMAS["charter-data"]),
        "version": VERSION,
        "as_of": view.now.isoformat(),
        **_facts(view),
        "vision": _told(view, "vision", charter.vision),
        "term": _told(view, "term", _fields(charter.term, *_TERM)),
        "parties": _told(view, "parties", _parties(view)),
        "sponsors": _told(view, "sponsors", _people(view, charter.sponsors)),
        "owners": _told(view, "owners", _people(view, charter.owners)),
        "goals": _told(view, "goals", [_goal(id_, one) for id_, one in charter.goals.items()]),
        "lights": _lights(view),
        "scorecard": _told(view, "kpis", [_kpi(view, row) for row in view.kpis]),
        "reviews": _told(view, "reviews", [_review(row) for row in view.reviews]),
        "committees": _told(view, "committees", committees(view)),
        "people": _told(view, "people", people(view)),
        "escalation": escalation(view),
        "risks": _told(view, "risks", risks(view)),
        **contract(view),
        "open_escalations": _cases(view),
        "due": _recorded(view, list(_due_items(view))),
        "links": _links(files, link),
    }


def portfolio_row(view: CharterView, files: Subscriptions, link: Link) -> dict[str, Any]:
    """What the data of the portfolio say of a charter; ``link`` is the way from their file."""
    following = view.next_review
    late = [case for case in view.open_escalations if case.state is EscalationState.OVERDUE]
    all_told = view.projection.escalations
    return {
        **_facts(view),
        "parties": _told(view, "parties", [one["name"] for one in _parties(view)]),
        "lights": _lights(view),
        "next_review": {"name": following.review.name, "day": iso(following.meets)}
        if following
        else None,
        "overdue": _recorded(view, len(view.due.overdue)),
        "open_escalations": len(view.open_escalations) if all_told else None,
        "late_escalations": len(late) if all_told and view.tells_deadlines else None,
        "links": _links(files, link),
    }


def portfolio_data(rows: Iterable[Mapping[str, Any]], now: datetime, link: Link) -> dict[str, Any]:
    """The portfolio with the rows of its charters."""
    return {
        "$schema": link(SCHEMAS["portfolio-data"]),
        "version": VERSION,
        "as_of": now.isoformat(),
        "partnerships": list(rows),
    }


def data_text(data: Mapping[str, Any]) -> bytes:
    """The bytes of a file of data."""
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode("utf-8", "replace")


def _facts(view: CharterView) -> dict[str, Any]:
    charter = view.partnership.charter
    return {
        "id": view.partnership.id,
        "title": charter.title,
        **{
            name: _told(view, name, getattr(charter, name).value)
            for name in ("relationship", "engagement", "tier", "stage", "status")
        },
        **({} if charter.has_host else {"relationship": None}),
        "charter_version": _told(view, "version", str(charter.version)),
    }


def _told(view: CharterView, field: str, value: T) -> T | None:
    """The value of a top-level field, None where it is not for this audience.

    An entry may be for it where the field at large is not.
    """
    shown = isinstance(value, list) and bool(value)
    return value if shown or view.tells(field) else None


def _recorded(view: CharterView, value: T) -> T | None:
    return value if view.projection.records else None


def _lights(view: CharterView) -> dict[str, int] | None:
    found = {light.value: times for light, times in view.lights.items()}
    return found if found or view.all_judged else None


def _parties(view: CharterView) -> list[dict[str, Any]]:
    charter = view.partnership.charter
    return [
        {
            "id": id_,
            "name": view.party(id_),
            "role": party.role,
            "host": id_ == charter.host,
            "members": _joined(view, party),
        }
        for id_, party in charter.parties.items()
    ]


def _joined(view: CharterView, party: Party) -> list[str] | None:
    """The names of the organisations that have joined a class of members."""
    return list(view.joined(party)) if party.is_class else None


def _goal(id_: str, goal: Goal) -> dict[str, Any]:
    kpis = None if not goal.kpis and goal.hides("kpis") else list(goal.kpis)
    return _fields(goal, "statement", "due", "closed_on", id=id_) | {"kpis": kpis}


def _kpi(view: CharterView, row: KpiRow) -> dict[str, Any]:
    found = scorecard_row(row.row)
    return found if found["goals"] or view.tells("goals") else found | {"goals": None}


def _people(view: CharterView, by_party: Mapping[str, str]) -> list[dict[str, Any]]:
    found = []
    for party, person in by_party.items():
        human = view.human(person)
        email = human.email if human else None
        found.append({"party": party, "name": view.name(person), "email": email})
    return found


def _review(row: ReviewState) -> dict[str, Any]:
    found = _fields(row.review, "name", "kind", "every", id=row.id)
    return found | {"next": iso(row.next), "meets": iso(row.meets), "last_held": iso(row.held)}


def _cases(view: CharterView) -> list[dict[str, Any]] | None:
    """The open escalations; None where none is shown and some may be hidden."""
    found = [_case(case, timed=view.tells_deadlines) for case in view.open_escalations]
    return found if found or view.projection.escalations else None


def _case(case: EscalationCase, *, timed: bool) -> dict[str, Any]:
    late = case.state is EscalationState.OVERDUE
    return {
        **_fields(case, "number", "title"),
        "overdue": late if timed else None,
        **_fields(case, "level", "raised"),
        "deadlines": [_fields(step, "what", "at", "missed") for step in case.steps]
        if timed
        else None,
    }


def _due_items(view: CharterView) -> Iterable[dict[str, Any]]:
    later = [view.due.later] if view.due.later else []
    for item in (*view.due.overdue, *view.due.ahead, *later):
        who = [one.name for one in item.who]
        yield _fields(item, "day", "kind", "what") | {"who": who, "overdue_days": item.overdue}


def _links(files: Subscriptions, link: Link) -> dict[str, str | None]:
    return {
        "page": link(files.page),
        "data": link(files.data),
        "calendar": link(files.calendar),
        "feed": link(files.feed) if files.feed else None,
        "portfolio": link(DATA),
    }

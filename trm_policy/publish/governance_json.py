"""How a partnership is governed, as machines read it: committees, people, escalation, risks."""

from __future__ import annotations

from typing import Any

from trm_policy.measure.dated import is_still_open
from trm_policy.model.assurance import Risk
from trm_policy.model.committee import Committee
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.scorecard_json import iso


def committees(view: CharterView) -> list[dict[str, Any]]:
    """Each committee with its seats; who holds one, and as what, is null where that is not told."""
    found = view.partnership.charter.committees.items()
    return [_committee(view, id_, one) for id_, one in found]


def people(view: CharterView) -> list[dict[str, Any]]:
    """Everybody with a part in it, by party, with what they are there."""
    return [
        {
            "party": side.name,
            "name": row.actor.name,
            "title": row.actor.human.title if row.actor.human else None,
            "email": row.actor.human.email if row.actor.human else None,
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
        "working_hours": str(path.working_hours) if path.working_hours else None,
        "triggers": [one.when for one in path.triggers.values()],
        "levels": [
            {
                "id": level.id,
                "name": view.level_name(level.id),
                "contacts": [
                    {"party": party, **_person(view, person)}
                    for party, person in level.contacts.items()
                ],
                "channel": level.channel,
                "acknowledge_within": _text(level.acknowledge_within),
                "escalate_after": _text(level.escalate_after),
                "authority": level.authority,
                "output": level.output,
            }
            for level in path.levels
        ],
        "endgame": path.endgame,
    }


def risks(view: CharterView) -> list[dict[str, Any]]:
    """The open risks, the heaviest first."""
    return [_risk(view, id_, one) for id_, one in view.risks if is_still_open(one)]


def _committee(view: CharterView, id_: str, one: Committee) -> dict[str, Any]:
    return {
        "id": id_,
        "name": one.name,
        "level": one.level.value if one.level else None,
        "mandate": one.mandate,
        "members": [
            {
                "name": view.name(seat.person) if seat.person else None,
                "party": view.side(seat.person) if seat.person else None,
                "role": None if seat.hides("role") else seat.role.value,
                "votes": None if seat.hides("vote") else seat.vote,
                "until": iso(seat.until),
            }
            for seat in one.members
        ],
    }


def _risk(view: CharterView, id_: str, one: Risk) -> dict[str, Any]:
    return {
        "id": id_,
        "title": one.title,
        "likelihood": one.likelihood,
        "impact": one.impact,
        "mitigation": one.mitigation,
        "owner": view.name(one.owner) if one.owner else None,
        "review_by": iso(one.review_by),
    }


def _person(view: CharterView, person: str) -> dict[str, Any]:
    human = view.human(person)
    return {"name": view.name(person), "email": human.email if human else None}


def _text(value: object) -> str | None:
    return None if value is None else str(value)

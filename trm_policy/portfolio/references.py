"""Where a charter and its records name something by its id, and what that should be."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from trm_policy.finding import Place
from trm_policy.model.charter import Charter
from trm_policy.model.records import EscalationFront, MinutesFront


class Kind(StrEnum):
    """What an id stands for, as it is called in messages."""

    ACTOR = "person"
    PARTY = "party"
    SIDE = "party of a person"
    ORGANISATION = "organisation"
    OBJECTIVE = "objective"
    GOAL = "goal"
    KPI = "KPI"
    RISK = "risk"
    COMMITTEE = "committee"
    LEVEL = "escalation level"
    REVIEW = "review"
    PARTNERSHIP = "partnership"
    PATH = "way out of a deadlock"


class Reference(NamedTuple):
    """An id that stands at ``at``, and what it should be; ``on_key`` where it is a key itself."""

    kind: Kind
    id: str
    at: Place
    on_key: bool = False


class _Each(NamedTuple):
    """A map or list: what each entry holds, and what the keys name."""

    inside: Kind | Mapping[str, Any] | _Each | None = None
    keys: Kind | None = None


_Shape = Kind | Mapping[str, Any] | _Each
_PEOPLE = _Each(Kind.ACTOR)
_PERSON_BY_PARTY = _Each(Kind.ACTOR, keys=Kind.PARTY)
_BY_PARTY = _Each(keys=Kind.PARTY)

_CHARTER: _Shape = {
    "parties": _Each({"organisation": Kind.ORGANISATION}),
    "people": _Each({"party": Kind.SIDE, "deputy": Kind.ACTOR}),
    "sponsors": _PERSON_BY_PARTY,
    "owners": _PERSON_BY_PARTY,
    "goals": _Each(
        {
            "supports": Kind.OBJECTIVE,
            "lead": Kind.ACTOR,
            "kpis": _Each(Kind.KPI),
            "benefits": _BY_PARTY,
        }
    ),
    "kpis": _Each({"owner": Kind.ACTOR, "survey": {"respondents": _BY_PARTY}}),
    "committees": _Each(
        {
            "party": Kind.PARTY,
            "members": _Each({"person": Kind.ACTOR}),
            "decisions": _Each({"by": Kind.PARTY}),
            "deadlock": {
                "to": Kind.PATH,
                "person": Kind.ACTOR,
                "committee": Kind.COMMITTEE,
                "party": Kind.PARTY,
            },
        }
    ),
    "responsibilities": _Each(
        {
            "accountable": Kind.ACTOR,
            "responsible": _PEOPLE,
            "consulted": _PEOPLE,
            "informed": _PEOPLE,
        }
    ),
    "escalation": {
        "triggers": _Each({"kpi": Kind.KPI, "risk": Kind.RISK, "start_at": Kind.LEVEL}),
        "levels": _Each({"contacts": _PERSON_BY_PARTY}),
    },
    "reviews": _Each({"committee": Kind.COMMITTEE}),
    "sharing": _Each({"from": Kind.PARTY, "to": _Each(Kind.PARTY), "owner": Kind.ACTOR}),
    "personal_data": {"controllers": _Each(Kind.PARTY)},
    "risks": _Each({"owner": Kind.ACTOR}),
    "commitments": _Each({"goal": Kind.GOAL, "owner": Kind.ACTOR}),
    "initiatives": _Each({"lead": Kind.ACTOR, "goal": Kind.GOAL}),
    "touchpoints": _Each({"between": _PEOPLE}),
    "maturity": {"functions": _Each({"lead": Kind.ACTOR})},
    "depends_on": _Each(Kind.PARTNERSHIP),
    "exit": {"transition": {"owners": _PERSON_BY_PARTY}, "notice_given": {"by": Kind.PARTY}},
    "approvals": _Each({"party": Kind.PARTY, "person": Kind.ACTOR}),
    "waivers": _Each({"approved_by": Kind.ACTOR}),
}
_MINUTES: _Shape = {"review": Kind.REVIEW, "attendees": _PEOPLE}
_ESCALATION: _Shape = {
    "raised_by": Kind.ACTOR,
    "kpi": Kind.KPI,
    "risk": Kind.RISK,
    "steps": _Each({"level": Kind.LEVEL, "acknowledged": _BY_PARTY}),
}
_ATTRIBUTES = {"from": "from_"}


def of_charter(charter: Charter) -> list[Reference]:
    """What the charter names, in the order of the format.

    The host is left to the rule on parties, and ``visibility``, whose keys are places, to
    whoever reads places.
    """
    found: list[Reference] = []
    _walk(charter, _CHARTER, (), found)
    for key, override in charter.visibility.items():
        if override.party is not None:
            found.append(Reference(Kind.PARTY, override.party, ("visibility", key)))
    return found


def of_front(front: MinutesFront | EscalationFront) -> list[Reference]:
    """What the front matter of a record names."""
    found: list[Reference] = []
    _walk(front, _MINUTES if isinstance(front, MinutesFront) else _ESCALATION, (), found)
    return found


def _walk(value: Any, shape: _Shape, at: Place, found: list[Reference]) -> None:
    if isinstance(shape, Kind):
        found.append(Reference(shape, value, at))
    elif isinstance(shape, _Each):
        keys, inside = shape.keys, shape.inside
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if keys is not None:
                found.append(Reference(keys, str(key), (*at, key), on_key=True))
            if inside is not None:
                _walk(inner, inside, (*at, key), found)
    else:
        for name, inside in shape.items():
            inner = getattr(value, _ATTRIBUTES.get(name, name))
            if inner is not None:
                _walk(inner, inside, (*at, name), found)

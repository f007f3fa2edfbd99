"""The one table of change control: for each field of the format what a change of it means.

``*`` stands for an id or an entry of a list. The row of a map or a list speaks of its entries as
they come and go; a row that ends in ``*`` speaks of the values of such entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from trm_policy.model.vocabulary import (
    CommitteeLevel,
    DecisionRule,
    Engagement,
    MaturityLevel,
    Seniority,
    SharingRule,
    Status,
    Tier,
)
from trm_policy.timing import Frequency


class Effect(StrEnum):
    """What a change does to what the parties owe each other."""

    TIGHTENS = "tightens"
    LOOSENS = "loosens"
    NEUTRAL = "neutral"


class Weight(StrEnum):
    """How much a change matters, weightiest first."""

    MATERIAL = "material"
    OPERATIONAL = "operational"
    EDITORIAL = "editorial"


class Bump(IntEnum):
    """The step of a charter's version that a change demands at least."""

    NONE = 0
    MINOR = 1
    MAJOR = 2


class Scale(StrEnum):
    """How the direction of a change is told.

    Whatever is compared: what is taken away loosens, what is added tightens, save with the
    readings that say otherwise. The value of each is how the field reference puts it.
    """

    NEUTRAL = "either way the same"
    EITHER = "any change loosens"
    GIVEN = "taking it away or changing it loosens"
    SAY = "removing loosens, and so does giving one party the say"
    PRESENCE = "removing loosens"
    ADDING_LOOSENS = "adding loosens"
    CLAUSE = "removing loosens; rewriting must be read, save for case and punctuation"
    EXACT = "removing loosens; any rewriting must be read"
    PROSE = "removing loosens; rewriting is editorial"
    KPI_VALUE = "further from where the KPI should go loosens"
    PLAN_POINT = "bending the plan away from where the KPI should go loosens"
    HIGHER_TIGHTENS = "lower loosens"
    SLACK = "more loosens; none is 0"
    LATER_LOOSENS = "later loosens"
    EARLIER_LOOSENS = "earlier loosens; none is never"
    LONGER_LOOSENS = "longer loosens"
    LONGER_TIGHTENS = "shorter loosens"
    OFTEN_TIGHTENS = "more seldom loosens"
    ON_TIGHTENS = "turning it off loosens"
    WORD_ORDER = "a step down loosens"
    SHARING = "a step down loosens, and so does any change to or from never-share"
    STAGE = "going back behind working-together loosens"
    AUDIENCE = "a wider audience loosens"
    SEAT = "a party that loses a seat or a vote loosens"
    LEVEL = "removing loosens, and so does adding what delays the levels above"
    LADDER = "an order in which the last level is reached later loosens"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the table says of one field; ``order`` are the words of a closed list, weakest first.

    With ``below`` the row holds for everything under the field too.
    """

    weight: Weight
    bump: Bump
    reading: Scale
    order: tuple[str, ...] = ()
    below: bool = False


_M, _O, _E = Weight.MATERIAL, Weight.OPERATIONAL, Weight.EDITORIAL
_NONE, _MINOR, _MAJOR = Bump.NONE, Bump.MINOR, Bump.MAJOR
R = Scale

_EDITORIAL = Consequence(_E, _NONE, R.NEUTRAL)
_PEOPLE = Consequence(_O, _NONE, R.NEUTRAL)
_OURS = Consequence(_O, _NONE, R.NEUTRAL, below=True)
_TEXT = Consequence(_O, _NONE, R.PROSE)
_OPTIONAL = Consequence(_O, _NONE, R.PRESENCE)
_LATER = Consequence(_O, _NONE, R.LATER_LOOSENS)


def _strongest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(words)[::-1]


_STATUSES = (Status.ENDED, Status.DRAFT, Status.PILOT, Status.ACTIVE)

_ITSELF: Mapping[str, Consequence] = {
    "spec_version": _EDITORIAL,
    "title": _EDITORIAL,
    "host": Consequence(_M, _MAJOR, R.NEUTRAL),
    "relationship": Consequence(_M, _MINOR, R.NEUTRAL),
    "engagement": Consequence(_M, _MINOR, R.WORD_ORDER, tuple(Engagement)),
    "tier": Consequence(_M, _MINOR, R.WORD_ORDER, _strongest_first(Tier)),
    "stage": Consequence(_M, _NONE, R.STAGE),
    "status": Consequence(_M, _NONE, R.WORD_ORDER, _STATUSES),
    "posture": _PEOPLE,
    "version": _EDITORIAL,
    "audience": Consequence(_M, _MINOR, R.AUDIENCE),
    "tags": _PEOPLE,
    "vision": Consequence(_E, _NONE, R.PROSE),
    "rationale": Consequence(_E, _NONE, R.PROSE),
    "term": Consequence(_M, _MAJOR, R.PRESENCE),
    "term.start": Consequence(_M, _MAJOR, R.LATER_LOOSENS),
    "term.end": Consequence(_M, _MAJOR, R.EARLIER_LOOSENS),
    "term.review_by": Consequence(_O, _MAJOR, R.LATER_LOOSENS),
    "scope": Consequence(_M, _MAJOR, R.NEUTRAL, below=True),
    "scope.purpose": Consequence(_M, _MAJOR, R.CLAUSE),
    "segmentation": _OURS,
    "not_applicable": Consequence(_M, _MINOR, R.ADDING_LOOSENS),
    "not_applicable.*": _EDITORIAL,
    "visibility": Consequence(_M, _NONE, R.AUDIENCE),
    "extensions": _OURS,
    "depends_on": _PEOPLE,
    "approvals": Consequence(_O, _NONE, R.NEUTRAL, below=True),
    "waivers": Consequence(_O, _NONE, R.ADDING_LOOSENS),
    "waivers.*.rule": _PEOPLE,
    "waivers.*.at": _PEOPLE,
    "waivers.*.because": _EDITORIAL,
    "waivers.*.ticket": _EDITORIAL,
    "waivers.*.approved_by": _PEOPLE,
    "waivers.*.expires": Consequence(_O, _NONE, R.LATER_LOOSENS),
}
_PARTIES: Mapping[str, Consequence] = {
    "parties": Consequence(_M, _MAJOR, R.PRESENCE),
    "parties.*.organisation": Consequence(_M, _MAJOR, R.NEUTRAL),
    "parties.*.name": Consequence(_M, _MAJOR, R.NEUTRAL),
    "parties.*.country": Consequence(_M, _MAJOR, R.NEUTRAL),
    "parties.*.subdivision": Consequence(_M, _MAJOR, R.NEUTRAL),
    "parties.*.timezone": Consequence(_M, _MAJOR, R.NEUTRAL),
    "parties.*.relationship": Consequence(_M, _MAJOR, R.EITHER),
    "parties.*.role": Consequence(_M, _MAJOR, R.NEUTRAL),
    "parties.*.gives": Consequence(_M, _MAJOR, R.PRESENCE),
    "parties.*.gets": Consequence(_M, _MAJOR, R.PRESENCE),
    "people": _PEOPLE,
    "people.*.name": _PEOPLE,
    "people.*.title": _EDITORIAL,
    "people.*.department": _EDITORIAL,
    "people.*.seniority": Consequence(_O, _NONE, R.WORD_ORDER, tuple(Seniority)),
    "people.*.email": _PEOPLE,
    "people.*.deputy": _OPTIONAL,
    "people.*.party": _PEOPLE,
    "sponsors": Consequence(_O, _MINOR, R.PRESENCE),
    "sponsors.*": Consequence(_O, _MINOR, R.NEUTRAL),
    "owners": Consequence(_O, _MINOR, R.PRESENCE),
    "owners.*": Consequence(_O, _MINOR, R.NEUTRAL),
    "responsibilities": _OPTIONAL,
    "responsibilities.*.decision": _TEXT,
    "responsibilities.*.accountable": _OPTIONAL,
    "responsibilities.*.responsible": _PEOPLE,
    "responsibilities.*.consulted": _PEOPLE,
    "responsibilities.*.informed": _PEOPLE,
    "touchpoints": _OPTIONAL,
    "touchpoints.*.between": _PEOPLE,
    "touchpoints.*.about": _TEXT,
    "behaviours": Consequence(_E, _NONE, R.PRESENCE),
}
_VALUE: Mapping[str, Consequence] = {
    "goals": Consequence(_M, _MINOR, R.PRESENCE),
    "goals.*.statement": Consequence(_M, _MINOR, R.CLAUSE),
    "goals.*.supports": _PEOPLE,
    "goals.*.category": Consequence(_O, _NONE, R.NEUTRAL),
    "goals.*.lead": _PEOPLE,
    "goals.*.due": Consequence(_M, _MINOR, R.LATER_LOOSENS),
    "goals.*.kpis": Consequence(_M, _MINOR, R.PRESENCE),
    "goals.*.benefits": Consequence(_O, _MINOR, R.PRESENCE),
    "goals.*.benefits.*": _EDITORIAL,
    "goals.*.closed_on": Consequence(_M, _MINOR, R.ADDING_LOOSENS),
    "kpis": Consequence(_M, _MINOR, R.PRESENCE),
    "kpis.*.name": _EDITORIAL,
    "kpis.*.definition": Consequence(_M, _MINOR, R.CLAUSE),
    "kpis.*.formula": Consequence(_M, _MINOR, R.EXACT),
    "kpis.*.unit": Consequence(_M, _MINOR, R.EXACT),
    "kpis.*.direction": Consequence(_M, _MINOR, R.GIVEN),
    "kpis.*.owner": _PEOPLE,
    "kpis.*.source": Consequence(_M, _MINOR, R.PRESENCE),
    "kpis.*.source.description": Consequence(_M, _MINOR, R.CLAUSE),
    "kpis.*.source.query": Consequence(_M, _MINOR, R.EXACT, below=True),
    "kpis.*.audited": Consequence(_M, _MINOR, R.ON_TIGHTENS),
    "kpis.*.frequency": Consequence(_M, _MINOR, R.WORD_ORDER, _strongest_first(Frequency)),
    "kpis.*.lag": Consequence(_M, _MINOR, R.SLACK),
    "kpis.*.baseline": Consequence(_M, _MINOR, R.PRESENCE),
    "kpis.*.baseline.value": Consequence(_M, _MINOR, R.KPI_VALUE),
    "kpis.*.baseline.date": Consequence(_M, _MINOR, R.LATER_LOOSENS),
    "kpis.*.target": Consequence(_M, _MINOR, R.PRESENCE),
    "kpis.*.target.value": Consequence(_M, _MINOR, R.KPI_VALUE),
    "kpis.*.target.by": Consequence(_M, _MINOR, R.LATER_LOOSENS),
    "kpis.*.milestones": Consequence(_M, _MINOR, R.PLAN_POINT),
    "kpis.*.milestones.*.value": Consequence(_M, _MINOR, R.KPI_VALUE),
    "kpis.*.milestones.*.by": Consequence(_M, _MINOR, R.LATER_LOOSENS),
    "kpis.*.tolerance": Consequence(_M, _MINOR, R.SLACK),
    "kpis.*.survey": Consequence(_M, _MINOR, R.PRESENCE),
    "kpis.*.survey.instrument": Consequence(_M, _MINOR, R.CLAUSE),
    "kpis.*.survey.scale": Consequence(_M, _MINOR, R.EXACT),
    "kpis.*.survey.respondents": Consequence(_M, _MINOR, R.PRESENCE),
    "kpis.*.survey.respondents.*": Consequence(_M, _MINOR, R.HIGHER_TIGHTENS),
    "commitments": _OPTIONAL,
    "commitments.*.what": Consequence(_O, _NONE, R.CLAUSE),
    "commitments.*.goal": _PEOPLE,
    "commitments.*.owner": _PEOPLE,
    "commitments.*.due": _LATER,
    "commitments.*.amount": Consequence(_O, _NONE, R.HIGHER_TIGHTENS),
    "commitments.*.currency": _PEOPLE,
    "commitments.*.closed_on": Consequence(_O, _NONE, R.ADDING_LOOSENS),
    "initiatives": _OPTIONAL,
    "initiatives.*.title": _TEXT,
    "initiatives.*.kind": _PEOPLE,
    "initiatives.*.stage": _PEOPLE,
    "initiatives.*.lead": _PEOPLE,
    "initiatives.*.since": _PEOPLE,
    "initiatives.*.goal": _PEOPLE,
}
_STEERING: Mapping[str, Consequence] = {
    "committees": Consequence(_M, _MINOR, R.SAY),
    "committees.*.name": _EDITORIAL,
    "committees.*.level": Consequence(_M, _MINOR, R.WORD_ORDER, _strongest_first(CommitteeLevel)),
    "committees.*.party": Consequence(_M, _MINOR, R.EITHER),
    "committees.*.mandate": Consequence(_M, _MINOR, R.CLAUSE),
    "committees.*.members": Consequence(_M, _MINOR, R.SEAT),
    "committees.*.members.*.person": _PEOPLE,
    "committees.*.members.*.side": Consequence(_M, _MINOR, R.EITHER),
    "committees.*.members.*.role": Consequence(_O, _MINOR, R.NEUTRAL),
    "committees.*.members.*.vote": Consequence(_M, _MINOR, R.SEAT),
    "committees.*.members.*.until": Consequence(_M, _NONE, R.EARLIER_LOOSENS),
    "committees.*.quorum": Consequence(_M, _MINOR, R.PRESENCE),
    "committees.*.quorum.members": Consequence(_M, _MINOR, R.HIGHER_TIGHTENS),
    "committees.*.quorum.each_party": Consequence(_M, _MINOR, R.HIGHER_TIGHTENS),
    "committees.*.decisions": Consequence(_M, _MAJOR, R.SAY),
    "committees.*.decisions.*.matter": Consequence(_M, _MAJOR, R.NEUTRAL),
    "committees.*.decisions.*.rule": Consequence(
        _M, _MAJOR, R.WORD_ORDER, _strongest_first(DecisionRule)
    ),
    "committees.*.decisions.*.by": Consequence(_M, _MAJOR, R.EITHER),
    "committees.*.deadlock": Consequence(_M, _MAJOR, R.SAY),
    "committees.*.deadlock.to": Consequence(_M, _MAJOR, R.NEUTRAL),
    "committees.*.deadlock.person": Consequence(_M, _MAJOR, R.SAY),
    "committees.*.deadlock.committee": Consequence(_M, _MAJOR, R.SAY),
    "committees.*.deadlock.party": Consequence(_M, _MAJOR, R.EITHER),
    "escalation": Consequence(_M, _MINOR, R.PRESENCE),
    "escalation.working_hours": Consequence(_M, _MINOR, R.LONGER_TIGHTENS),
    "escalation.triggers": Consequence(_M, _MINOR, R.PRESENCE),
    "escalation.triggers.*.when": Consequence(_M, _MINOR, R.CLAUSE),
    "escalation.triggers.*.kpi": Consequence(_M, _MINOR, R.NEUTRAL),
    "escalation.triggers.*.risk": Consequence(_M, _MINOR, R.NEUTRAL),
    "escalation.triggers.*.start_at": Consequence(_M, _MINOR, R.NEUTRAL),
    "escalation.ladder": Consequence(_M, _MINOR, R.LADDER),
    "escalation.levels": Consequence(_M, _MINOR, R.LEVEL),
    "escalation.levels.*.id": _PEOPLE,
    "escalation.levels.*.name": _EDITORIAL,
    "escalation.levels.*.contacts": Consequence(_O, _MINOR, R.PRESENCE),
    "escalation.levels.*.contacts.*": _PEOPLE,
    "escalation.levels.*.channel": _TEXT,
    "escalation.levels.*.acknowledge_within": Consequence(_M, _MINOR, R.LONGER_LOOSENS),
    "escalation.levels.*.escalate_after": Consequence(_M, _MINOR, R.LONGER_LOOSENS),
    "escalation.levels.*.authority": Consequence(_M, _MINOR, R.CLAUSE),
    "escalation.levels.*.output": _TEXT,
    "escalation.endgame": Consequence(_M, _MINOR, R.CLAUSE),
    "reviews": Consequence(_M, _MINOR, R.PRESENCE),
    "reviews.*.name": _EDITORIAL,
    "reviews.*.kind": Consequence(_M, _MINOR, R.NEUTRAL),
    "reviews.*.every": Consequence(_M, _MINOR, R.OFTEN_TIGHTENS),
    "reviews.*.starting": Consequence(_M, _MINOR, R.LATER_LOOSENS),
    "reviews.*.committee": Consequence(_O, _MINOR, R.NEUTRAL),
    "reviews.*.agenda": Consequence(_E, _NONE, R.PRESENCE),
}
_SAFETY: Mapping[str, Consequence] = {
    "sharing": Consequence(_M, _MINOR, R.PRESENCE),
    "sharing.*.item": Consequence(_M, _MINOR, R.CLAUSE),
    "sharing.*.from": Consequence(_M, _MINOR, R.GIVEN),
    "sharing.*.to": Consequence(_M, _MINOR, R.EITHER),
    "sharing.*.rule": Consequence(_M, _MINOR, R.SHARING, _strongest_first(SharingRule)),
    "sharing.*.every": Consequence(_M, _MINOR, R.OFTEN_TIGHTENS),
    "sharing.*.channel": _TEXT,
    "sharing.*.personal": Consequence(_M, _MINOR, R.ON_TIGHTENS),
    "sharing.*.purpose": Consequence(_M, _MINOR, R.CLAUSE),
    "sharing.*.retention": Consequence(_M, _MINOR, R.LONGER_LOOSENS),
    "sharing.*.owner": _PEOPLE,
    "personal_data": Consequence(_M, _MINOR, R.PRESENCE),
    "personal_data.lawful_basis": Consequence(_M, _MINOR, R.CLAUSE),
    "personal_data.controllers": Consequence(_M, _MINOR, R.PRESENCE),
    "personal_data.breach_notice": Consequence(_M, _MINOR, R.LONGER_LOOSENS),
    "risks": _OPTIONAL,
    "risks.*.title": _TEXT,
    "risks.*.owner": _PEOPLE,
    "risks.*.likelihood": _PEOPLE,
    "risks.*.impact": _PEOPLE,
    "risks.*.mitigation": _TEXT,
    "risks.*.review_by": _LATER,
    "risks.*.closed_on": Consequence(_O, _NONE, R.ADDING_LOOSENS),
    "maturity": _OPTIONAL,
    "maturity.assessed_on": _PEOPLE,
    "maturity.functions": _OPTIONAL,
    "maturity.functions.*.level": Consequence(_O, _NONE, R.WORD_ORDER, tuple(MaturityLevel)),
    "maturity.functions.*.lead": _PEOPLE,
    "maturity.functions.*.evidence": _TEXT,
    "agreements": Consequence(_M, _MINOR, R.PRESENCE),
    "agreements.*.title": _TEXT,
    "agreements.*.link": _PEOPLE,
    "agreements.*.binding": Consequence(_M, _MINOR, R.ON_TIGHTENS),
    "agreements.*.law": Consequence(_O, _NONE, R.CLAUSE),
    "exit": Consequence(_M, _MAJOR, R.PRESENCE),
    "exit.triggers": Consequence(_M, _MAJOR, R.PRESENCE),
    "exit.notice": Consequence(_M, _MAJOR, R.LONGER_TIGHTENS),
    "exit.transition": Consequence(_M, _MAJOR, R.PRESENCE),
    "exit.transition.duration": Consequence(_M, _MAJOR, R.LONGER_TIGHTENS),
    "exit.transition.owners": Consequence(_O, _MAJOR, R.PRESENCE),
    "exit.transition.owners.*": _PEOPLE,
    "exit.transition.data_return": Consequence(_M, _MAJOR, R.CLAUSE),
    "exit.transition.intellectual_property": Consequence(_M, _MAJOR, R.CLAUSE),
    "exit.transition.knowledge": Consequence(_M, _MAJOR, R.CLAUSE),
    "exit.transition.continuity": Consequence(_M, _MAJOR, R.CLAUSE),
    "exit.notice_given": Consequence(_M, _NONE, R.NEUTRAL, below=True),
    "exit.withdrawal": Consequence(_M, _MAJOR, R.CLAUSE),
}
CHARTER: Mapping[str, Consequence] = {**_ITSELF, **_PARTIES, **_VALUE, **_STEERING, **_SAFETY}
"""What a change of each field of a charter means."""

DIRECTORY: Mapping[str, Consequence] = {
    "organisations": _PEOPLE,
    "organisations.*.name": _PEOPLE,
    "organisations.*.country": _PEOPLE,
    "organisations.*.subdivision": _PEOPLE,
    "organisations.*.timezone": _PEOPLE,
    "people": _PEOPLE,
    "people.*.name": _PEOPLE,
    "people.*.title": _EDITORIAL,
    "people.*.department": _EDITORIAL,
    "people.*.seniority": Consequence(_O, _NONE, R.WORD_ORDER, tuple(Seniority)),
    "people.*.email": _PEOPLE,
    "people.*.deputy": _OPTIONAL,
    "people.*.organisation": _PEOPLE,
    "people.*.left": _PEOPLE,
    "objectives": _PEOPLE,
    "objectives.*.title": _EDITORIAL,
}
"""What a change of each field of the shared directory means."""


def row_for(place: tuple[str, ...], table: Mapping[str, Consequence] = CHARTER) -> Consequence:
    """The row for a place that has ``*`` where an id or an entry stands.

    Without one of its own an entry has that of its map or list, and a field that of the
    nearest field above it that speaks for what lies below. Raises KeyError where there is none.
    """
    found = table.get(".".join(place))
    if found is None and place and place[-1] == "*":
        return row_for(place[:-1], table)
    for length in range(len(place) - 1, 0, -1):
        if found is not None:
            break
        above = table.get(".".join(place[:length]))
        found = above if above is not None and above.below else None
    if found is None:
        raise KeyError(".".join(place))
    return found

"""The escalation path: what starts it, its levels and their clocks, and what ends it."""

from trm_policy.model.base import PARTNER, Kind, Part, Role, key
from trm_policy.model.values import (
    Hours,
    Id,
    KpiRef,
    LevelRef,
    Many,
    PartyRef,
    PersonRef,
    Prose,
    RiskRef,
    Text,
    Window,
)


class Trigger(Part):
    """What starts an escalation."""

    when: Text = key("What has happened.", PARTNER)
    kpi: KpiRef | None = key("The KPI that shows it.", PARTNER, default=None)
    risk: RiskRef | None = key("The risk that has come true.", PARTNER, default=None)
    start_at: LevelRef | None = key(
        "The level it starts at, if not the first.", PARTNER, default=None
    )


class Level(Part):
    """One rung of the escalation ladder."""

    is_a = Kind.LEVEL
    known_by = ("id",)

    id: Id = key("The level's stable name.", PARTNER)
    name: Text | None = key("What it is called.", PARTNER, default=None)
    contacts: dict[PartyRef, PersonRef] = key(
        "The contact of each party.",
        PARTNER,
        factory=dict,
        role=Role("contact of {party} on the escalation level {id!r}", title="Escalation: {name}"),
    )
    channel: Text | None = key("How they are reached.", PARTNER, default=None)
    acknowledge_within: Window | None = key(
        "How soon a contact answers, by his own party's clock.", PARTNER, default=None
    )
    escalate_after: Window | None = key(
        "When the next level takes over, counted from when this one was reached.",
        PARTNER,
        default=None,
    )
    authority: Text | None = key("What the level may decide.", PARTNER, default=None)
    output: Text | None = key("What the level leaves behind.", PARTNER, default=None)


class Escalation(Part):
    """How disagreement and trouble climb, and how fast."""

    working_hours: Hours | None = key(
        "Working hours in each party's time zone, on its working days.", PARTNER, default=None
    )
    triggers: dict[Id, Trigger] = key("What starts an escalation.", PARTNER, factory=dict)
    levels: Many[Level] = key("The rungs, lowest first.", PARTNER, default=())
    endgame: Prose | None = key("What follows the last level.", PARTNER, default=None)

"""How a partnership is governed: committees, decisions, escalation, reviews, information."""

from trm_policy.model.base import PARTNER, PUBLIC, Kind, Part, Role, key
from trm_policy.model.values import (
    Cadence,
    CalendarSpan,
    CommitteeRef,
    Day,
    Hours,
    Id,
    KpiRef,
    LevelRef,
    Many,
    PartyRef,
    PathRef,
    PersonRef,
    Prose,
    RiskRef,
    Text,
    Whole,
    Window,
    Word,
    YesNo,
)
from trm_policy.model.vocabulary import (
    CommitteeLevel,
    DecisionRule,
    ReviewKind,
    SeatRole,
    SharingRule,
)


class Seat(Part):
    """A member's seat in a committee."""

    known_by = ("person",)

    person: PersonRef = key(
        "The member.",
        PARTNER,
        role=Role("{role} of the committee {id!r}", title="{role}, {name}"),
    )
    role: Word[SeatRole] = key("The role of the member.", PUBLIC, default=SeatRole.MEMBER)
    vote: YesNo = key("Whether the member votes.", PUBLIC, default=True)
    until: Day | None = key("The last day of the appointment.", PARTNER, default=None)

    @property
    def chairs(self) -> bool:
        """Whether the seat is that of a chair or co-chair."""
        return self.role in (SeatRole.CHAIR, SeatRole.CO_CHAIR)


class Quorum(Part):
    """How many must be present for decisions to hold."""

    members: Whole | None = key(
        "The number of voting members who must be present.", PUBLIC, default=None
    )
    each_party: Whole | None = key("How many of them from each party.", PUBLIC, default=None)


class Decision(Part):
    """A matter that a committee decides, and how."""

    known_by = ("matter",)

    matter: Text = key("The matter to be decided.", PUBLIC)
    rule: Word[DecisionRule] | None = key("How it is decided.", PUBLIC, default=None)
    by: PartyRef | None = key("The party that decides, with rule one-party.", PUBLIC, default=None)


class Deadlock(Part):
    """What follows when a committee cannot decide; one of the four."""

    to: PathRef | None = key("'escalation' for the escalation path.", PUBLIC, default=None)
    person: PersonRef | None = key(
        "The person who decides.",
        PARTNER,
        default=None,
        role="final say of the committee {id!r}",
    )
    committee: CommitteeRef | None = key("The committee that decides.", PUBLIC, default=None)
    party: PartyRef | None = key("The party that decides.", PUBLIC, default=None)


class Committee(Part):
    """A body in which the partnership is steered."""

    is_a = Kind.COMMITTEE

    name: Text = key("The name.", PUBLIC)
    level: Word[CommitteeLevel] | None = key("The level of the committee.", PUBLIC, default=None)
    party: PartyRef | None = key(
        "The party, if it is a body of one party, such as a works council.",
        PUBLIC,
        default=None,
    )
    mandate: Prose | None = key("The mandate.", PUBLIC, default=None)
    members: Many[Seat] = key("The members.", PUBLIC, default=())
    quorum: Quorum | None = key("The quorum.", PUBLIC, default=None)
    decisions: Many[Decision] = key("What it decides, and how.", PUBLIC, default=())
    deadlock: Deadlock | None = key("How a deadlock is resolved.", PUBLIC, default=None)


class Responsibility(Part):
    """Who does what for one recurring decision (RACI)."""

    decision: Text = key("The decision.", PARTNER)
    accountable: PersonRef | None = key(
        "The accountable person.",
        PARTNER,
        default=None,
        role="accountable for the decision {id!r}",
    )
    responsible: Many[PersonRef] = key(
        "The people responsible for the work.",
        PARTNER,
        default=(),
        role="responsible for the decision {id!r}",
    )
    consulted: Many[PersonRef] = key(
        "Who is consulted before the decision.",
        PARTNER,
        default=(),
        role="consulted on the decision {id!r}",
    )
    informed: Many[PersonRef] = key(
        "Who is informed after the decision.",
        PARTNER,
        default=(),
        role="informed of the decision {id!r}",
    )


class Trigger(Part):
    """What starts an escalation."""

    when: Text = key("What has happened.", PARTNER)
    kpi: KpiRef | None = key("The KPI concerned.", PARTNER, default=None)
    risk: RiskRef | None = key("The risk that has come true.", PARTNER, default=None)
    start_at: LevelRef | None = key(
        "The level it starts at, if not the first.", PARTNER, default=None
    )


class Level(Part):
    """One rung of the escalation ladder."""

    is_a = Kind.LEVEL
    known_by = ("id",)

    id: Id = key("The id of the level.", PARTNER)
    name: Text | None = key("The name.", PARTNER, default=None)
    contacts: dict[PartyRef, PersonRef] = key(
        "The contact of each party.",
        PARTNER,
        factory=dict,
        role=Role("contact of {party} on the escalation level {id!r}", title="Escalation: {name}"),
    )
    channel: Text | None = key("How to reach the contacts.", PARTNER, default=None)
    acknowledge_within: Window | None = key(
        "How soon a contact acknowledges, in the working time of the contact's own party.",
        PARTNER,
        default=None,
    )
    escalate_after: Window | None = key(
        "When the next level takes over, counted from when this one was reached.",
        PARTNER,
        default=None,
    )
    authority: Text | None = key("What the level may decide.", PARTNER, default=None)
    output: Text | None = key("The output of the level.", PARTNER, default=None)


class Escalation(Part):
    """How disagreement and trouble climb, and how fast."""

    working_hours: Hours | None = key(
        "Working hours in each party's time zone, on its working days.", PARTNER, default=None
    )
    triggers: dict[Id, Trigger] = key("What starts an escalation.", PARTNER, factory=dict)
    levels: Many[Level] = key("The levels, lowest first.", PARTNER, default=())
    endgame: Prose | None = key("What happens after the last level.", PARTNER, default=None)


class Review(Part):
    """A recurring review."""

    is_a = Kind.REVIEW

    name: Text = key("The name.", PUBLIC)
    kind: Word[ReviewKind] | None = key("The kind of review.", PUBLIC, default=None)
    every: Cadence | None = key(
        "How often: a word such as quarterly, or an RFC 5545 recurrence rule.", PUBLIC, default=None
    )
    starting: Day | None = key("The date of the first review.", PUBLIC, default=None)
    committee: CommitteeRef | None = key("The committee that meets.", PUBLIC, default=None)
    agenda: Many[Text] = key("The standing agenda.", PARTNER, default=())


class SharingItem(Part):
    """One kind of information, and how it flows."""

    item: Text = key("What is shared, or never shared.", PARTNER)
    from_: PartyRef | None = key("The party that provides it.", PARTNER, default=None, alias="from")
    to: Many[PartyRef] = key(
        "The parties that receive it; without it, all others.", PARTNER, default=()
    )
    rule: Word[SharingRule] | None = key("The sharing rule.", PARTNER, default=None)
    every: Cadence | None = key("How often it is provided.", PARTNER, default=None)
    channel: Text | None = key("The channel.", PARTNER, default=None)
    personal: YesNo = key("Whether it contains personal data.", PARTNER, default=False)
    purpose: Text | None = key("What it may be used for.", PARTNER, default=None)
    retention: CalendarSpan | None = key("How long it may be kept.", PARTNER, default=None)
    owner: PersonRef | None = key(
        "The owner of the item.", PARTNER, default=None, role="owner of what is shared as {id!r}"
    )


class PersonalData(Part):
    """On what ground personal data are shared."""

    lawful_basis: Text | None = key("The lawful basis.", PARTNER, default=None)
    controllers: Many[PartyRef] = key("The parties that are controllers.", PARTNER, default=())
    breach_notice: Window | None = key("The notice period for a breach.", PARTNER, default=None)


class Touchpoint(Part):
    """A tie between two people that carries work."""

    between: Many[PersonRef] = key(
        "The people, of different parties.",
        PARTNER,
        default=(),
        role="part of the touchpoint {id!r}",
    )
    about: Text | None = key("The topic of their contact.", PARTNER, default=None)

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
        "Who holds the seat.",
        PARTNER,
        role=Role("{role} of the committee {id!r}", title="{role}, {name}"),
    )
    role: Word[SeatRole] = key("What the member is there.", PUBLIC, default=SeatRole.MEMBER)
    vote: YesNo = key("Whether the member votes.", PUBLIC, default=True)
    until: Day | None = key("The last day of the appointment.", PARTNER, default=None)

    @property
    def chairs(self) -> bool:
        """Whether the seat is that of a chair or co-chair."""
        return self.role in (SeatRole.CHAIR, SeatRole.CO_CHAIR)


class Quorum(Part):
    """How many must be present for decisions to hold."""

    members: Whole | None = key("Voting members that must be present.", PUBLIC, default=None)
    each_party: Whole | None = key("Of them, how many of each party.", PUBLIC, default=None)


class Decision(Part):
    """A matter that a committee decides, and how."""

    known_by = ("matter",)

    matter: Text = key("What is decided.", PUBLIC)
    rule: Word[DecisionRule] | None = key("How it is decided.", PUBLIC, default=None)
    by: PartyRef | None = key("The party that decides, with rule one-party.", PUBLIC, default=None)


class Deadlock(Part):
    """What follows when a committee cannot decide; one of the four."""

    to: PathRef | None = key("'escalation' for the escalation path.", PUBLIC, default=None)
    person: PersonRef | None = key(
        "The person with the final say.",
        PARTNER,
        default=None,
        role="final say of the committee {id!r}",
    )
    committee: CommitteeRef | None = key("The committee with the final say.", PUBLIC, default=None)
    party: PartyRef | None = key("The party with the final say.", PUBLIC, default=None)


class Committee(Part):
    """A body in which the partnership is steered."""

    is_a = Kind.COMMITTEE

    name: Text = key("What it is called.", PUBLIC)
    level: Word[CommitteeLevel] | None = key("Where it stands.", PUBLIC, default=None)
    party: PartyRef | None = key(
        "The party, where the body is of one party alone, such as a works council.",
        PUBLIC,
        default=None,
    )
    mandate: Prose | None = key("What it is there for.", PUBLIC, default=None)
    members: Many[Seat] = key("Who sits there.", PUBLIC, default=())
    quorum: Quorum | None = key("How many must be present.", PUBLIC, default=None)
    decisions: Many[Decision] = key("What it decides, and how.", PUBLIC, default=())
    deadlock: Deadlock | None = key("What follows when it cannot decide.", PUBLIC, default=None)


class Responsibility(Part):
    """Who does what for one recurring decision (RACI)."""

    decision: Text = key("The decision.", PARTNER)
    accountable: PersonRef | None = key(
        "The one who answers for it.",
        PARTNER,
        default=None,
        role="accountable for the decision {id!r}",
    )
    responsible: Many[PersonRef] = key(
        "Who does the work.", PARTNER, default=(), role="responsible for the decision {id!r}"
    )
    consulted: Many[PersonRef] = key(
        "Who is asked before.", PARTNER, default=(), role="consulted on the decision {id!r}"
    )
    informed: Many[PersonRef] = key(
        "Who is told after.", PARTNER, default=(), role="informed of the decision {id!r}"
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


class Review(Part):
    """A recurring review."""

    is_a = Kind.REVIEW

    name: Text = key("What it is called.", PUBLIC)
    kind: Word[ReviewKind] | None = key("What it is for.", PUBLIC, default=None)
    every: Cadence | None = key(
        "How often: a word such as quarterly, or an RFC 5545 recurrence rule.", PUBLIC, default=None
    )
    starting: Day | None = key("The day of the first one.", PUBLIC, default=None)
    committee: CommitteeRef | None = key("The committee that meets.", PUBLIC, default=None)
    agenda: Many[Text] = key("What is always talked about.", PARTNER, default=())


class SharingItem(Part):
    """One kind of information, and how it flows."""

    item: Text = key("What is shared, or never is.", PARTNER)
    from_: PartyRef | None = key("The party that gives it.", PARTNER, default=None, alias="from")
    to: Many[PartyRef] = key(
        "The parties that get it; all others where absent.", PARTNER, default=()
    )
    rule: Word[SharingRule] | None = key("How freely it flows.", PARTNER, default=None)
    every: Cadence | None = key("How often it is given.", PARTNER, default=None)
    channel: Text | None = key("How it is given.", PARTNER, default=None)
    personal: YesNo = key("Whether it holds personal data.", PARTNER, default=False)
    purpose: Text | None = key("What it may be used for.", PARTNER, default=None)
    retention: CalendarSpan | None = key("How long it may be kept.", PARTNER, default=None)
    owner: PersonRef | None = key(
        "Who answers for the item.", PARTNER, default=None, role="owner of what is shared as {id!r}"
    )


class PersonalData(Part):
    """On what ground personal data are shared."""

    lawful_basis: Text | None = key("The lawful basis.", PARTNER, default=None)
    controllers: Many[PartyRef] = key("The parties that are controllers.", PARTNER, default=())
    breach_notice: Window | None = key("How soon a breach is told.", PARTNER, default=None)


class Touchpoint(Part):
    """A tie between two people that carries work."""

    between: Many[PersonRef] = key(
        "The people, of different parties.",
        PARTNER,
        default=(),
        role="part of the touchpoint {id!r}",
    )
    about: Text | None = key("What they settle between them.", PARTNER, default=None)

"""How a partnership is governed: committees, decisions, escalation, reviews, information."""

from datetime import date
from typing import Self

from pydantic import model_validator

from trm_policy.model.base import PARTNER, PUBLIC, Kind, Part, Role, key, optional
from trm_policy.model.party import Party
from trm_policy.model.values import (
    Cadence,
    CalendarSpan,
    CommitteeRef,
    Day,
    DebtorRef,
    Hours,
    Id,
    KpiRef,
    LevelRef,
    Many,
    PartyRef,
    PathRef,
    PersonRef,
    Portion,
    Prose,
    RiskRef,
    Since,
    Text,
    Until,
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
    VotesOf,
)


class Seat(Part):
    """A member's seat in a committee, or the seats of a class of members or of a party."""

    known_by = ("person",)

    person: PersonRef | None = optional(
        "The member.",
        PARTNER,
        role=Role("{role} of the committee {id!r}", title="{role}, {name}"),
    )
    for_: PartyRef | None = optional(
        "The class of members, or the party, that has the seats, instead of a person.",
        PUBLIC,
        alias="for",
    )
    each: Whole | None = optional("How many seats each organisation of the class has.", PUBLIC)
    seats: Whole | None = optional(
        "How many seats the class or party has in all, instead of so many for each organisation.",
        PUBLIC,
    )
    role: Word[SeatRole] = key("The role of the member.", PUBLIC, default=SeatRole.MEMBER)
    vote: YesNo = key("Whether the member votes; an observer does not.", PUBLIC, default=True)
    since: Since | None = optional(
        "The first day of the appointment, where others had the seat before.", PARTNER
    )
    until: Until | None = optional("The last day of the appointment.", PARTNER)
    term_of_office: CalendarSpan | None = optional(
        "How long an appointment lasts, such as 2 years.", PUBLIC
    )
    elected_by: DebtorRef | None = optional(
        "Who elects whoever has the seat: a party, person or committee, or 'all' parties.",
        PUBLIC,
        role="elects a member of the committee {id!r}",
    )

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if (self.person is None) == (self.for_ is None):
            raise ValueError(
                "a seat needs 'person', or 'for' with a class of members"
                if self.person is None
                else "a seat has either 'person' or 'for', not both"
            )
        if self.each is not None and self.seats is not None:
            raise ValueError("a seat has either 'each' or 'seats', not both")
        return self

    @property
    def last_day(self) -> date | None:
        """The last day of the appointment: as written, else by its first day and its length."""
        if self.until is not None or self.hides("until"):
            return self.until
        if self.since is None or self.term_of_office is None:
            return None
        return self.term_of_office.last_day(self.since)

    @property
    def votes(self) -> bool:
        """Whether whoever has the seat votes and counts towards the quorum."""
        return self.vote and self.role is not SeatRole.OBSERVER

    def is_of(self, day: date) -> bool:
        """Whether the appointment has begun by a day, and lasts on it."""
        return (self.since or day) <= day <= (self.last_day or day)

    def places_of(self, party: Party) -> int:
        """How many seats it is for a party: in all, or for each organisation that has joined it."""
        if self.seats is not None:
            return self.seats
        each = 1 if self.each is None else self.each
        return each * (1 if party.members is None else len(party.members))

    @property
    def chairs(self) -> bool:
        """Whether the seat is that of a chair or co-chair."""
        return self.role in (SeatRole.CHAIR, SeatRole.CO_CHAIR)


class Quorum(Part):
    """How many must be present for decisions to be valid."""

    members: Whole | None = optional("The number of voting members who must be present.", PUBLIC)
    share: Portion | None = optional(
        "The share of the voting members who must be present, such as 50 % or more than 50 %.",
        PUBLIC,
    )
    each_party: Whole | None = optional("How many of them from each party.", PUBLIC)


class Decision(Part):
    """A matter that a committee decides, and how."""

    known_by = ("matter",)

    matter: Text = key("The matter to be decided.", PUBLIC)
    rule: Word[DecisionRule] | None = optional("How it is decided.", PUBLIC)
    by: PartyRef | None = optional("The party that decides, with rule one-party.", PUBLIC)
    threshold: Portion | None = optional(
        "The share of the votes that carries it, such as 2/3.", PUBLIC
    )
    of: Word[VotesOf] | None = optional(
        "Whether the share is of all votes or of those present.", PUBLIC
    )


class Deadlock(Part):
    """What happens when a committee cannot decide; one of the four."""

    to: PathRef | None = optional("'escalation' for the escalation path.", PUBLIC)
    person: PersonRef | None = optional(
        "The person who decides.", PARTNER, role="final say of the committee {id!r}"
    )
    committee: CommitteeRef | None = optional("The committee that decides.", PUBLIC)
    party: PartyRef | None = optional("The party that decides.", PUBLIC)


class Committee(Part):
    """A body that steers the partnership."""

    is_a = Kind.COMMITTEE

    name: Text = key("The name.", PUBLIC)
    level: Word[CommitteeLevel] | None = optional("The level of the committee.", PUBLIC)
    party: PartyRef | None = optional(
        "The party, if it is a body of one party, such as a works council.", PUBLIC
    )
    mandate: Prose | None = optional("The mandate.", PUBLIC)
    members: Many[Seat] = key("The members.", PUBLIC, default=())
    most_per_organisation: Whole | None = optional(
        "The most members that one organisation may have.", PUBLIC
    )
    quorum: Quorum | None = optional("The quorum.", PUBLIC)
    decisions: Many[Decision] = key("What it decides, and how.", PUBLIC, default=())
    deadlock: Deadlock | None = optional("How a deadlock is resolved.", PUBLIC)
    lead: PersonRef | None = optional(
        "Who leads a working group.",
        PARTNER,
        role=Role("lead of the working group {id!r}", title="Leads {name}"),
    )
    deliverables: Many[Text] = key("What a working group delivers.", PUBLIC, default=())
    reports_to: CommitteeRef | None = optional(
        "The committee that a working group reports to.", PUBLIC
    )

    @property
    def seated(self) -> tuple[str, ...]:
        """The people who have a seat as members, each once; observers have none."""
        members = (one.person for one in self.members if one.role is not SeatRole.OBSERVER)
        return tuple(dict.fromkeys(person for person in members if person))

    @property
    def invited(self) -> tuple[str, ...]:
        """The people who come to its meetings: whoever has a seat, observers too, each once."""
        return tuple(dict.fromkeys(one.person for one in self.members if one.person))

    @property
    def is_working_group(self) -> bool:
        """Whether it works for a committee, and decides nothing itself."""
        return self.level is CommitteeLevel.WORKING_GROUP


class Responsibility(Part):
    """Who does what for one recurring decision (RACI)."""

    decision: Text = key("The decision.", PARTNER)
    accountable: PersonRef | None = optional(
        "The accountable person.", PARTNER, role="accountable for the decision {id!r}"
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
    kpi: KpiRef | None = optional("The KPI concerned.", PARTNER)
    risk: RiskRef | None = optional("The risk that has come true.", PARTNER)
    start_at: LevelRef | None = optional("The level it starts at, if not the first.", PARTNER)


class Level(Part):
    """One level of the escalation path."""

    is_a = Kind.LEVEL
    known_by = ("id",)

    id: Id = key("The id of the level.", PARTNER)
    name: Text | None = optional("The name.", PARTNER)
    contacts: dict[PartyRef, PersonRef] = key(
        "The contact of each party.",
        PARTNER,
        factory=dict,
        role=Role("contact of {party} on the escalation level {id!r}", title="Escalation: {name}"),
    )
    channel: Text | None = optional("How to reach the contacts.", PARTNER)
    acknowledge_within: Window | None = optional(
        "How soon a contact acknowledges, in the working time of the contact's own party.", PARTNER
    )
    escalate_after: Window | None = optional(
        "When the next level takes over, counted from when this one was reached.", PARTNER
    )
    authority: Text | None = optional("What the level may decide.", PARTNER)
    output: Text | None = optional("The output of the level.", PARTNER)


class Escalation(Part):
    """How issues are escalated, and how fast."""

    working_hours: Hours | None = optional(
        "Working hours in each party's time zone, on its working days.", PARTNER
    )
    triggers: dict[Id, Trigger] = key("What starts an escalation.", PARTNER, factory=dict)
    levels: Many[Level] = key("The levels, lowest first.", PARTNER, default=())
    endgame: Prose | None = optional("What happens after the last level.", PARTNER)


class Review(Part):
    """A recurring review."""

    is_a = Kind.REVIEW

    name: Text = key("The name.", PUBLIC)
    kind: Word[ReviewKind] | None = optional("The kind of review.", PUBLIC)
    every: Cadence | None = optional(
        "How often: a word such as quarterly, or an RFC 5545 recurrence rule. A date on which a "
        "party does not work moves to the next on which all do.",
        PUBLIC,
    )
    starting: Day | None = optional("The date of the first review.", PUBLIC)
    committee: CommitteeRef | None = optional("The committee that meets.", PUBLIC)
    agenda: Many[Text] = key("The standing agenda.", PARTNER, default=())


class SharingItem(Part):
    """One kind of information, and how it flows."""

    item: Text = key("What is shared, or never shared.", PARTNER)
    from_: PartyRef | None = optional("The party that provides it.", PARTNER, alias="from")
    to: Many[PartyRef] = key(
        "The parties that receive it; without it, all others.", PARTNER, default=()
    )
    rule: Word[SharingRule] | None = optional("The sharing rule.", PARTNER)
    every: Cadence | None = optional("How often it is provided.", PARTNER)
    channel: Text | None = optional("The channel.", PARTNER)
    personal: YesNo = key("Whether it contains personal data.", PARTNER, default=False)
    purpose: Text | None = optional("What it may be used for.", PARTNER)
    retention: CalendarSpan | None = optional("How long it may be kept.", PARTNER)
    owner: PersonRef | None = optional(
        "The owner of the item.", PARTNER, role="owner of what is shared as {id!r}"
    )


class PersonalData(Part):
    """The legal ground for sharing personal data."""

    lawful_basis: Text | None = optional("The lawful basis.", PARTNER)
    controllers: Many[PartyRef] = key("The parties that are controllers.", PARTNER, default=())
    breach_notice: Window | None = optional("The notice period for a breach.", PARTNER)


class Touchpoint(Part):
    """A working contact between people."""

    between: Many[PersonRef] = key(
        "The people, of different parties.",
        PARTNER,
        default=(),
        role="part of the touchpoint {id!r}",
    )
    about: Text | None = optional("The topic of their contact.", PARTNER)

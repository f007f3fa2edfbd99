"""Who decides what together: committees, their decisions, and responsibilities (RACI)."""

from trm_policy.model.base import PARTNER, PUBLIC, Kind, Part, Role, key
from trm_policy.model.values import (
    CommitteeRef,
    Day,
    Many,
    PartyRef,
    PathRef,
    PersonRef,
    Prose,
    Text,
    Whole,
    Word,
    YesNo,
)
from trm_policy.model.vocabulary import CommitteeLevel, DecisionRule, SeatRole


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

"""Who decides what together: committees, their decisions, and responsibilities (RACI)."""

from trm_policy.model.base import PARTNER, PUBLIC, Part, key
from trm_policy.model.values import Day, Many, Prose, Ref, Text, Whole, Word, YesNo
from trm_policy.model.vocabulary import CommitteeLevel, DecisionRule, SeatRole


class Seat(Part):
    """A member's seat in a committee."""

    person: Ref = key("Who holds the seat.", PARTNER)
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

    matter: Text = key("What is decided.", PUBLIC)
    rule: Word[DecisionRule] | None = key("How it is decided.", PUBLIC, default=None)
    by: Ref | None = key("The party that decides, with rule one-party.", PUBLIC, default=None)


class Deadlock(Part):
    """What follows when a committee cannot decide; one of the four."""

    to: Text | None = key("'escalation' for the escalation path.", PUBLIC, default=None)
    person: Ref | None = key("The person with the final say.", PARTNER, default=None)
    committee: Ref | None = key("The committee with the final say.", PUBLIC, default=None)
    party: Ref | None = key("The party with the final say.", PUBLIC, default=None)


class Committee(Part):
    """A body in which the partnership is steered."""

    name: Text = key("What it is called.", PUBLIC)
    level: Word[CommitteeLevel] | None = key("Where it stands.", PUBLIC, default=None)
    party: Ref | None = key(
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
    accountable: Ref | None = key("The one who answers for it.", PARTNER, default=None)
    responsible: Many[Ref] = key("Who does the work.", PARTNER, default=())
    consulted: Many[Ref] = key("Who is asked before.", PARTNER, default=())
    informed: Many[Ref] = key("Who is told after.", PARTNER, default=())

"""The value the parties create together: goals, commitments, initiatives."""

from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC, Part, key
from trm_policy.model.values import Currency, Day, Many, Number, Prose, Ref, Text, Word
from trm_policy.model.vocabulary import GoalCategory, InitiativeKind, InitiativeStage


class Goal(Part):
    """A joint goal."""

    statement: Prose = key("The goal in one sentence that both parties would say.", PUBLIC)
    supports: Ref | None = key(
        "The objective of the host's strategy that it serves.", INTERNAL, default=None
    )
    category: Word[GoalCategory] | None = key(
        "What kind of value it creates.", PARTNER, default=None
    )
    lead: Ref | None = key("Who leads the work on it.", PARTNER, default=None)
    due: Day | None = key("The day by which it is reached.", PARTNER, default=None)
    kpis: Many[Ref] = key("The KPIs that show progress.", PARTNER, default=())
    benefits: dict[Ref, Text] = key("What each party gains, by party.", PARTNER, factory=dict)
    closed_on: Day | None = key("The day it was reached or given up.", PARTNER, default=None)


class Commitment(Part):
    """A dated promise or investment of a party."""

    what: Text = key("What is promised.", PARTNER)
    goal: Ref | None = key("The goal it serves.", PARTNER, default=None)
    owner: Ref | None = key("Who keeps the promise.", PARTNER, default=None)
    due: Day | None = key("The day by which it is kept.", PARTNER, default=None)
    amount: Number | None = key("What it is worth, in its currency.", INTERNAL, default=None)
    currency: Currency | None = key(
        "ISO 4217 code of the amount, such as EUR.", INTERNAL, default=None
    )
    closed_on: Day | None = key("The day it was kept or given up.", PARTNER, default=None)


class Initiative(Part):
    """A step of innovation or improvement."""

    title: Text = key("What is tried.", PARTNER)
    kind: Word[InitiativeKind] | None = key("Innovation or improvement.", PARTNER, default=None)
    stage: Word[InitiativeStage] | None = key("How far it has come.", PARTNER, default=None)
    lead: Ref | None = key("Who leads it.", PARTNER, default=None)
    since: Day | None = key("The day on which it entered this stage.", PARTNER, default=None)
    goal: Ref | None = key("The goal it serves.", PARTNER, default=None)

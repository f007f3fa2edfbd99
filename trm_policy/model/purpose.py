"""Why a partnership exists: its term, its scope, and why it has the tier it has."""

from typing import Annotated

from pydantic import Field

from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC, Kind, Part, Role, key
from trm_policy.model.values import (
    Currency,
    Day,
    GoalRef,
    Id,
    KpiRef,
    Many,
    Number,
    ObjectiveRef,
    PartyRef,
    PersonRef,
    Prose,
    Text,
    Word,
)
from trm_policy.model.vocabulary import GoalCategory, InitiativeKind, InitiativeStage


class Goal(Part):
    """A joint goal."""

    is_a = Kind.GOAL

    statement: Prose = key("The goal in one sentence that both parties support.", PUBLIC)
    supports: ObjectiveRef | None = key(
        "The objective of the host's strategy that it supports.", INTERNAL, default=None
    )
    category: Word[GoalCategory] | None = key(
        "The kind of value that it creates.", PARTNER, default=None
    )
    lead: PersonRef | None = key(
        "The lead.",
        PARTNER,
        default=None,
        role=Role("lead of the goal {id!r}", title="Leads a goal"),
    )
    due: Day | None = key("The due date.", PARTNER, default=None)
    kpis: Many[KpiRef] = key("The KPIs that show progress.", PARTNER, default=())
    benefits: dict[PartyRef, Text] = key("What each party gains, by party.", PARTNER, factory=dict)
    closed_on: Day | None = key("The day it was reached or abandoned.", PARTNER, default=None)


class Commitment(Part):
    """A dated promise or investment of a party."""

    what: Text = key("The obligation.", PARTNER)
    goal: GoalRef | None = key("The goal that it supports.", PARTNER, default=None)
    owner: PersonRef | None = key(
        "The owner of the obligation.", PARTNER, default=None, role="owner of the commitment {id!r}"
    )
    due: Day | None = key("The due date.", PARTNER, default=None)
    amount: Number | None = key("What it is worth, in its currency.", INTERNAL, default=None)
    currency: Currency | None = key(
        "ISO 4217 code of the amount, such as EUR.", INTERNAL, default=None
    )
    closed_on: Day | None = key("The day it was fulfilled or abandoned.", PARTNER, default=None)


class Initiative(Part):
    """A step of innovation or improvement."""

    title: Text = key("What the initiative is about.", PARTNER)
    kind: Word[InitiativeKind] | None = key("Innovation or improvement.", PARTNER, default=None)
    stage: Word[InitiativeStage] | None = key("The stage of the initiative.", PARTNER, default=None)
    lead: PersonRef | None = key(
        "The lead.", PARTNER, default=None, role="lead of the initiative {id!r}"
    )
    since: Day | None = key("The day on which it entered this stage.", PARTNER, default=None)
    goal: GoalRef | None = key("The goal that it supports.", PARTNER, default=None)


Score = Annotated[Number, Field(ge=1, le=5)]


class Term(Part):
    """How long the charter holds."""

    start: Day | None = key("The first day of the partnership.", PUBLIC, default=None)
    end: Day | None = key(
        "The last day; absent where the partnership is open-ended.", PUBLIC, default=None
    )
    review_by: Day | None = key(
        "The day by which the parties decide on renewal, while notice still works.",
        PUBLIC,
        default=None,
    )


class Scope(Part):
    """What the partnership covers and what it does not."""

    purpose: Prose | None = key("The purpose of the partnership.", PUBLIC, default=None)
    includes: Many[Text] | None = key("What is in scope.", PUBLIC, default=None)
    excludes: Many[Text] | None = key(
        "What is out of scope, although one might expect it.", PUBLIC, default=None
    )


class Segmentation(Part):
    """The evidence for the tier."""

    scores: dict[Id, Score] = key(
        "A score from 1 (low) to 5 (high) for each criterion.", INTERNAL, factory=dict
    )
    rationale: Prose | None = key("Why the relationship has this tier.", INTERNAL, default=None)

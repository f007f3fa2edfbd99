"""Why a partnership exists: its term, its scope, and why it has the tier it has."""

from datetime import date
from typing import Annotated

from pydantic import Field

from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC, Kind, Part, Role, key, optional
from trm_policy.model.values import (
    CalendarSpan,
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
    Since,
    Text,
    Until,
    Word,
)
from trm_policy.model.vocabulary import GoalCategory, InitiativeKind, InitiativeStage


class Goal(Part):
    """A joint goal."""

    is_a = Kind.GOAL

    statement: Prose = key("The goal in one sentence that both parties support.", PUBLIC)
    supports: ObjectiveRef | None = optional(
        "The objective of the host's strategy that it supports.", INTERNAL
    )
    category: Word[GoalCategory] | None = optional("The kind of value that it creates.", PARTNER)
    lead: PersonRef | None = optional(
        "The lead.", PARTNER, role=Role("lead of the goal {id!r}", title="Leads a goal")
    )
    due: Until | None = optional("The due date.", PARTNER)
    kpis: Many[KpiRef] = key("The KPIs that show progress.", PARTNER, default=())
    benefits: dict[PartyRef, Text] = key("What each party gains, by party.", PARTNER, factory=dict)
    closed_on: Day | None = optional("The day it was reached or abandoned.", PARTNER)


class Commitment(Part):
    """A dated promise or investment of a party."""

    what: Text = key("The obligation.", PARTNER)
    goal: GoalRef | None = optional("The goal that it supports.", PARTNER)
    owner: PersonRef | None = optional(
        "The owner of the obligation.", PARTNER, role="owner of the commitment {id!r}"
    )
    due: Until | None = optional("The due date.", PARTNER)
    amount: Number | None = optional("What it is worth, in its currency.", INTERNAL)
    currency: Currency | None = optional("ISO 4217 code of the amount, such as EUR.", INTERNAL)
    closed_on: Day | None = optional("The day it was fulfilled or abandoned.", PARTNER)


class Initiative(Part):
    """A step of innovation or improvement."""

    title: Text = key("What the initiative is about.", PARTNER)
    kind: Word[InitiativeKind] | None = optional("Innovation or improvement.", PARTNER)
    stage: Word[InitiativeStage] | None = optional("The stage of the initiative.", PARTNER)
    lead: PersonRef | None = optional("The lead.", PARTNER, role="lead of the initiative {id!r}")
    since: Since | None = optional("The day on which it entered this stage.", PARTNER)
    goal: GoalRef | None = optional("The goal that it supports.", PARTNER)


Score = Annotated[Number, Field(ge=1, le=5)]


class Term(Part):
    """The term of the charter."""

    start: Since | None = optional("The first day of the partnership.", PUBLIC)
    starts_on: Text | None = optional(
        "The event with which it starts, where no day is known yet.", PUBLIC
    )
    duration: CalendarSpan | None = optional(
        "How long it runs, where no last day is known yet.", PUBLIC
    )
    end: Until | None = optional(
        "The last day; absent where the partnership is open-ended.", PUBLIC
    )
    ends_on: Text | None = optional(
        "The event with which it ends, where no last day is known yet.", PUBLIC
    )
    renews_for: CalendarSpan | None = optional(
        "How long it is renewed for by itself, unless a party gives notice.", PUBLIC
    )
    renewal_notice: CalendarSpan | None = optional(
        "How long before the last day a party gives notice that it does not renew.", PUBLIC
    )
    review_by: Until | None = optional(
        "The day by which the parties decide on renewal, while notice still works.", PUBLIC
    )

    @property
    def last_day(self) -> date | None:
        """The last day: as it is written, or else where the duration ends from a known start."""
        if self.end is not None or self.hides("end"):
            return self.end
        if self.start is None or self.duration is None:
            return None
        return self.duration.last_day(self.start)


class Scope(Part):
    """What the partnership covers and what it does not."""

    purpose: Prose | None = optional("The purpose of the partnership.", PUBLIC)
    includes: Many[Text] | None = optional("What is in scope.", PUBLIC)
    excludes: Many[Text] | None = optional(
        "What is out of scope, although one might expect it.", PUBLIC
    )


class Segmentation(Part):
    """The evidence for the tier."""

    scores: dict[Id, Score] = key(
        "A score from 1 (low) to 5 (high) for each criterion.", INTERNAL, factory=dict
    )
    rationale: Prose | None = optional("Why the relationship has this tier.", INTERNAL)

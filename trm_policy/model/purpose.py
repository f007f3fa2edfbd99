"""Why a partnership exists: its term, its scope, and why it has the tier it has."""

from typing import Annotated

from pydantic import Field

from trm_policy.model.base import INTERNAL, PUBLIC, Part, key
from trm_policy.model.values import Day, Id, Many, Number, Prose, Text

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

    purpose: Prose | None = key("What the partnership is for.", PUBLIC, default=None)
    includes: Many[Text] | None = key("What belongs to it.", PUBLIC, default=None)
    excludes: Many[Text] | None = key(
        "What does not, though one might think so.", PUBLIC, default=None
    )


class Segmentation(Part):
    """The evidence for the tier."""

    scores: dict[Id, Score] = key(
        "A score from 1 (low) to 5 (high) for each criterion.", INTERNAL, factory=dict
    )
    rationale: Prose | None = key("Why the relationship has this tier.", INTERNAL, default=None)

"""Reviews that were held, as their minutes tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trm_policy.model.charter import Charter
from trm_policy.model.records import Minutes, MinutesFront
from trm_policy.model.rhythm import Review
from trm_policy.model.vocabulary import ReviewKind
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.known import minutes_known


@dataclass(frozen=True, slots=True)
class Held:
    """A review of the charter that was held, by its id, with its minutes and their facts."""

    id: str
    review: Review
    minutes: Minutes
    front: MinutesFront

    def __str__(self) -> str:
        return f"the review {self.id!r} of {self.front.held_on}"


def keeps_minutes(review: Review) -> bool:
    """Whether the review is of kind performance or above; not where its kind is not known."""
    return review.kind not in (None, ReviewKind.OPERATIONAL)


def reviews_held(charter: Charter, context: Context) -> Iterator[Held]:
    """The reviews from kind performance up that were held by today, in the order of the files."""
    for minutes in minutes_known(context.partnership.records, context.now):
        front = minutes.front
        review = charter.reviews.get(front.review) if front else None
        if front is not None and review is not None and keeps_minutes(review):
            yield Held(front.review, review, minutes, front)

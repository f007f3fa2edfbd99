"""Whether sponsors come to the reviews at which they are awaited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from trm_policy.measure.meetings import HeldReview, reviews_held
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Review
from trm_policy.model.vocabulary import CommitteeLevel, ReviewKind
from trm_policy.portfolio.partnership import Partnership, once
from trm_policy.portfolio.roster import Actor
from trm_policy.timing.clock import Instant

_TOP = (CommitteeLevel.STEERING, CommitteeLevel.EXECUTIVE)


@dataclass(frozen=True, slots=True)
class Attendance:
    """How a party's sponsor came to the reviews that awaited one.

    ``reviews`` are those of which the attendees are known, in order; ``there`` says of each
    whether the sponsor or the deputy came.
    """

    party: str
    sponsor: Actor
    reviews: tuple[HeldReview, ...]
    there: tuple[bool, ...]

    @property
    def absences(self) -> int:
        """How many of the newest reviews in a row were missed."""
        return len(list(takewhile(lambda came: not came, reversed(self.there))))


def in_force_since(charter: Charter) -> date:
    """The day since which the charter's present rules are known to hold.

    That is the first approval of its major and minor version. Where older versions alone are
    approved it is the last day of the calendar, where nothing is, the first.
    """
    approved = [a.date for a in charter.approvals if a.version.agreed == charter.version.agreed]
    return min(approved, default=date.max if charter.approvals else date.min)


def parties_on(charter: Charter, day: date) -> frozenset[str]:
    """The parties that were certainly parties on a day: all, or who had approved anything by then.

    Others may have joined with the charter's present version.
    """
    if day >= in_force_since(charter):
        return frozenset(charter.organised)
    return frozenset(a.party for a in charter.approvals if a.date <= day)


def reviews_with_sponsors(partnership: Partnership, now: Instant) -> Sequence[HeldReview]:
    """The reviews at which sponsors are awaited and of which the attendees are known, in order.

    Sponsors may have been others before the charter's present version was approved.
    """
    charter, records = partnership.charter, partnership.records
    since = in_force_since(charter)
    found = [
        held
        for held in reviews_held(charter, records, now)
        if _awaits_sponsors(held.review, charter)
        and held.front.held_on >= since
        and held.front.attendees
        and not any(
            not place or place[0] == "attendees"
            for place in records.built[held.minutes.path].dropped
        )
    ]
    return sorted(found, key=lambda held: held.front.held_on)


@once
def sponsors_attendance(partnership: Partnership, now: Instant) -> tuple[Attendance, ...]:
    """The attendance of each party's sponsor who is known."""
    reviews = tuple(reviews_with_sponsors(partnership, now))
    found = []
    for party, person in partnership.charter.sponsors.items():
        sponsor = partnership.roster.get(person)
        if sponsor is not None:
            wanted = _stand_ins(sponsor, partnership.charter)
            there = tuple(bool(wanted & set(held.front.attendees)) for held in reviews)
            found.append(Attendance(party, sponsor, reviews, there))
    return tuple(found)


def _awaits_sponsors(review: Review, charter: Charter) -> bool:
    committee = charter.committees.get(review.committee or "")
    steers = committee is not None and committee.level in _TOP
    return steers or review.kind is ReviewKind.STRATEGIC


def _stand_ins(sponsor: Actor, charter: Charter) -> set[str]:
    """Who counts as the sponsor: the deputy too, and of a body each of its members."""
    body = charter.committees.get(sponsor.id) if sponsor.human is None else None
    return {sponsor.id, sponsor.deputy or sponsor.id, *(body.seated if body else ())}


def came_to(sponsor: str, came: int, reviews: int) -> str:
    """How many of the last reviews a sponsor or a deputy came to, in words."""
    if reviews == 1:
        return f"{sponsor} or a deputy {'came' if came else 'did not come'} to the last review"
    return f"{sponsor} or a deputy came to {came or 'none'} of the last {reviews} reviews"

"""Reviews that come round often enough."""

import math
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from trm_policy.finding import Severity
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Review
from trm_policy.model.instruments import owes
from trm_policy.model.vocabulary import ReviewKind, Tier
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._mentions import that_lead_nowhere
from trm_policy.timing.instant import add_days
from trm_policy.wording.lists import listed
from trm_policy.wording.numbers import exact

_BUSINESS = (ReviewKind.PERFORMANCE, ReviewKind.STRATEGIC)
_ALL = tuple(kind for kind in ReviewKind if kind is not ReviewKind.OPERATIONAL)
_YEAR = 365
_TWICE = 2
_ROUNDING = 0.99
"""A rule of every 13 weeks or 92 days is as good as quarterly."""


@rule(
    strategic=Severity.ERROR,
    preferred=Severity.WARNING,
    transactional=Severity.WARNING,
    section="reviews",
    options={
        "strategic": Option(4, "business reviews a year for a strategic partnership"),
        "strategic_reviews": Option(1, "strategic reviews a year for a strategic partnership"),
        "preferred": Option(2, "reviews a year for a preferred partnership"),
        "transactional": Option(1, "reviews a year for a transactional partnership"),
    },
)
def review_cadence(charter: Charter, context: Context) -> Iterator[Problem]:
    """Reviews above operational level take place as often as the tier requires."""
    start, end = charter.term.start, charter.term.last_day
    backwards = start is not None and end is not None and end <= start
    unclear = charter.lacks("reviews") or any(one.hides("kind") for one in charter.reviews.values())
    if not charter.reviews or backwards or unclear or not owes(charter, "reviews"):
        return
    if not owes(charter, "reviews.*.every"):
        yield from _often_enough(charter, context, _Demand(_ALL, _ALL, 1))
        return
    if charter.tier is not Tier.STRATEGIC:
        least = context.options[charter.tier]
        yield from _often_enough(charter, context, _Demand(_ALL, _ALL, least))
        return
    least, of_strategy = context.options["strategic"], context.options["strategic_reviews"]
    yield from _often_enough(charter, context, _Demand(_BUSINESS, _BUSINESS[:1], least))
    yield from _often_enough(charter, context, _Demand(_BUSINESS[1:], _BUSINESS[1:], of_strategy))


class _Demand(NamedTuple):
    """A review of one of these kinds so many times a year.

    Where none comes often enough, the one of a kind in ``usual`` that comes nearest is at fault.
    """

    kinds: tuple[ReviewKind, ...]
    usual: tuple[ReviewKind, ...]
    a_year: float


def _often_enough(charter: Charter, context: Context, demand: _Demand) -> Iterator[Problem]:
    reviews = {id_: r for id_, r in charter.reviews.items() if r.kind in demand.kinds}
    rates = {id_: _per_year(review, charter, context) for id_, review in reviews.items()}
    enough = {id_ for id_, rate in rates.items() if rate >= demand.a_year * _ROUNDING}
    if any(reviews[id_].starting for id_ in enough):
        return
    if enough:
        yield from _not_begun(next(id_ for id_ in rates if id_ in enough))
        return
    kinds, often = listed(demand.kinds, "or"), _times(demand.a_year)
    near = [id_ for id_ in rates if charter.reviews[id_].kind in demand.usual]
    if not near:
        yield Problem(
            f"no review of kind {kinds} takes place {often} a year, as {_whose(charter)} needs",
            at="reviews",
            help=f"Add one, with 'kind: {demand.usual[0]}', 'every' and 'starting'.",
            follows=that_lead_nowhere(Kind.REVIEW, context, charter.reviews),
        )
        return
    best = max(near, key=lambda id_: rates[id_])
    yield Problem(
        f"the review {best!r} {_comes(reviews[best], rates[best], charter, context)}; "
        f"{_whose(charter)} needs one of kind {kinds} {often} a year",
        at=f"reviews.{best}.every",
        help="Increase its frequency, or add another review.",
    )


def _whose(charter: Charter) -> str:
    """What makes the demand: the tier, or the instrument where that has one of its own."""
    by_tier = owes(charter, "reviews.*.every")
    return f"a {charter.tier} partnership" if by_tier else f"the instrument '{charter.instrument}'"


def _not_begun(id_: str) -> Iterator[Problem]:
    yield Problem(
        f"the review {id_!r} has no first date, so it never falls due",
        at=f"reviews.{id_}.starting",
        help="Add 'starting' with the date of the first one, such as 2026-01-20.",
    )


def _comes(review: Review, rate: float, charter: Charter, context: Context) -> str:
    """How often the review comes, or why it does not count."""
    if rate:
        often = round(rate, 1)
        if often < 1:
            return f"takes place once in {_years(1 / rate)}"
        return f"takes place {_times(rate)} a year"
    first, horizon = _coming_time(charter, context)
    if review.every is not None and review.starting is not None:
        if review.starting > horizon:
            return f"does not begin before {review.starting}"
        last = review.every.last_due(review.starting, horizon)
        if last is not None and review.every.next_due(review.starting, horizon) is None:
            if last < first:
                return f"took place for the last time on {last}"
            before = "the term ends" if horizon == charter.term.last_day else "a year has passed"
            return f"takes place for the last time on {last}, before {before}"
    return "does not recur"


def _per_year(review: Review, charter: Charter, context: Context) -> float:
    """How often the review comes in a year of the coming time; 0 where it has ended or is far off.

    The time that counts ends a year from now, or from the start of the term, or with the term.
    """
    if review.every is None:
        return 0
    first, horizon = _coming_time(charter, context)
    starting = review.starting or first
    rate = review.every.per_year(starting)
    if not rate or starting > horizon:
        return 0
    before = add_days(horizon, -math.ceil(1.5 * _YEAR / rate))
    return rate if review.every.next_due(starting, before) else 0


def _coming_time(charter: Charter, context: Context) -> tuple[date, date]:
    """The first and the last day of the time that counts."""
    first = max(context.today, charter.term.start or context.today)
    return first, min(add_days(first, _YEAR), charter.term.last_day or date.max)


def _years(count: float) -> str:
    return f"{exact(round(count, 1))} years"


def _times(count: float) -> str:
    shown = round(count, 1)
    return "once" if shown == 1 else "twice" if shown == _TWICE else f"{exact(shown)} times"

"""Reviews that come round often enough."""

import math
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.rhythm import Review
from trm_policy.model.vocabulary import ReviewKind, Tier
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._wording import figure, listed
from trm_policy.timing.days import add_days

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
        "strategic": Option(4, "business reviews a year of a strategic partnership"),
        "strategic_reviews": Option(1, "reviews of the strategy a year of a strategic partnership"),
        "preferred": Option(2, "reviews a year of a preferred partnership"),
        "transactional": Option(1, "reviews a year of a transactional partnership"),
    },
)
def review_cadence(charter: Charter, context: Context) -> Iterator[Problem]:
    """Reviews above the operational ones come as often as the tier needs."""
    start, end = charter.term.start, charter.term.end
    backwards = start is not None and end is not None and end <= start
    if not charter.reviews or backwards:
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
    rates = {
        id_: _per_year(review, charter, context)
        for id_, review in charter.reviews.items()
        if review.kind in demand.kinds
    }
    if any(rate >= demand.a_year * _ROUNDING for rate in rates.values()):
        return
    kinds, often = listed(demand.kinds, "or"), _times(demand.a_year)
    near = [id_ for id_ in rates if charter.reviews[id_].kind in demand.usual]
    if not near:
        yield Problem(
            f"no review of kind {kinds} comes {often} a year, "
            f"as a {charter.tier} partnership needs",
            at="reviews",
            help=f"Add one, with 'kind: {demand.usual[0]}', 'every' and 'starting'.",
        )
        return
    best = max(near, key=lambda id_: rates[id_])
    comes = f"comes {_times(rates[best])} a year" if rates[best] else "does not come round"
    yield Problem(
        f"the review {best!r} {comes}; a {charter.tier} partnership needs one of kind {kinds} "
        f"{often} a year",
        at=f"reviews.{best}.every",
        help="Let it come more often, or add another review that does.",
    )


def _per_year(review: Review, charter: Charter, context: Context) -> float:
    """How often the review comes in a year of the coming time; 0 where it has ended or is far off.

    The time that counts ends a year from now, or from the start of the term, or with the term.
    """
    if review.every is None:
        return 0
    first = max(context.today, charter.term.start or context.today)
    horizon = min(add_days(first, _YEAR), charter.term.end or date.max)
    starting = review.starting or first
    rate = review.every.per_year(starting)
    if not rate or starting > horizon:
        return 0
    before = add_days(horizon, -math.ceil(1.5 * _YEAR / rate))
    return rate if review.every.next_due(starting, before) else 0


def _times(count: float) -> str:
    shown = round(count, 1)
    return "once" if shown == 1 else "twice" if shown == _TWICE else f"{figure(shown)} times"

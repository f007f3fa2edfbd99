"""Reviews that take place."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import dropwhile

from trm_policy.finding import Severity
from trm_policy.measure.meetings import missed
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import working_days_after
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._records import reviews_held
from trm_policy.timing.instant import add_days


@rule(
    Severity.ERROR,
    section="reviews",
    options={
        "working_days": Option(10, "working days after its planned date until a review is overdue"),
        "days": Option(30, "days after its planned date from which an overdue review is an error"),
    },
)
def review_overdue(charter: Charter, context: Context) -> Iterator[Problem]:
    """The last due review of each kind from performance upwards was held."""
    held = list(reviews_held(charter, context))
    for id_ in charter.reviews:
        since = missed(context.partnership, id_, held, context.clock)
        overdue = list(dropwhile(lambda day: not _grace_over(day, context), since))
        if overdue:
            yield _problem(id_, overdue, context)


def _grace_over(day: date, context: Context) -> bool:
    """Whether the grace after a day has passed for every party."""
    each = context.partnership.roster.calendars.values()
    return working_days_after(day, context.options["working_days"], each) < context.today


def _problem(id_: str, missed: Sequence[date], context: Context) -> Problem:
    before = {1: "", 2: ", nor the one before it"}
    grave = context.today > add_days(missed[-1], context.options["days"])
    return Problem(
        f"no minutes show that the review {id_!r} planned for {missed[0]} was held"
        + before.get(len(missed), f", nor the {len(missed) - 1} before it"),
        at=f"reviews.{id_}",
        help=f"Hold it, and write its minutes as 'reviews/DATE-{id_}.md' with 'for: {missed[0]}'.",
        severity=Severity.ERROR if grave else Severity.WARNING,
    )

"""Reviews that take place."""

from collections.abc import Iterator, Sequence
from datetime import date

from trm_policy.finding import Severity
from trm_policy.measure.meetings import due_on, overdue_days
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._records import reviews_held
from trm_policy.timing.instant import add_days


@rule(
    Severity.ERROR,
    section="reviews",
    options={
        "working_days": Option(10, "working days after its due date until a review is overdue"),
        "days": Option(30, "days after its due date from which an overdue review is an error"),
    },
)
def review_overdue(charter: Charter, context: Context) -> Iterator[Problem]:
    """The last due review of each kind from performance upwards was held."""
    held = list(reviews_held(charter, context))
    for id_ in charter.reviews:
        overdue = overdue_days(
            context.partnership, id_, held, context.clock, context.options["working_days"]
        )
        if overdue:
            yield _problem(id_, overdue, context)


def _problem(id_: str, missed: Sequence[date], context: Context) -> Problem:
    before = {1: "", 2: ", nor the one before it"}
    first = due_on(missed[-1], id_, context.partnership, context.today)
    grave = context.today > add_days(first, context.options["days"])
    return Problem(
        f"no minutes show that the review {id_!r} planned for {missed[0]} was held"
        + before.get(len(missed), f", nor the {len(missed) - 1} before it"),
        at=f"reviews.{id_}",
        help=f"Hold it, and write its minutes as 'reviews/DATE-{id_}.md' with 'for: {missed[0]}'.",
        severity=Severity.ERROR if grave else Severity.WARNING,
    )

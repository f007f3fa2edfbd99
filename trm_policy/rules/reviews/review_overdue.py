"""Reviews that take place."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.rhythm import Review
from trm_policy.portfolio.calendars import calendars, working_days_after
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._held import Held, keeps_minutes, reviews_held
from trm_policy.rules._records import in_doubt
from trm_policy.timing.days import add_days

_DAY = len("2026-10-20")


@rule(
    Severity.ERROR,
    section="reviews",
    options={
        "working_days": Option(10, "working days after its day until a review is overdue"),
        "days": Option(30, "days after its day from which an overdue review is an error"),
    },
)
def review_overdue(charter: Charter, context: Context) -> Iterator[Problem]:
    """The last due review of each kind from performance up was held."""
    held = list(reviews_held(charter, context))
    for id_, review in charter.reviews.items():
        own = [one for one in held if one.id == id_]
        planned = _planned(review, charter, context) if keeps_minutes(review) else []
        missed = _missed(planned, [one.front.for_ for one in own], context)
        last = max((one.front.for_ for one in own if one.front.for_ in planned), default=date.min)
        newer = [one for one in own if one.front.for_ > last]
        unclear = any(in_doubt(context, one.minutes.path, "for") for one in newer)
        if missed and not unclear and not _may_have_minutes(id_, last, context):
            yield _problem(id_, missed, newer, context)


def _may_have_minutes(id_: str, last: date, context: Context) -> bool:
    """Whether a file that is reported already may be the minutes of a day after ``last``.

    That is one that could not be read, or one called after this review that names another.
    """
    records = context.partnership.records
    if any(path.parent.name == "reviews" and id_ in path.stem for path in records.doubtful):
        return True
    called = [m.front for m in records.minutes if m.path.stem[_DAY:] == f"-{id_}"]
    return any(front is None or (front.review != id_ and front.for_ > last) for front in called)


def _planned(review: Review, charter: Charter, context: Context) -> list[date]:
    """The days of the review within the term: those that have come, and the next one."""
    if review.every is None or review.starting is None:
        return []
    following = review.every.next_due(review.starting, context.today) or context.today
    start, end = charter.term.start or date.min, charter.term.end or date.max
    days = review.every.occurrences(review.starting, following)
    return [day for day in days if start <= day <= end]


def _missed(planned: Sequence[date], held: Collection[date], context: Context) -> list[date]:
    """The overdue days since the review was held last, newest first.

    A day is overdue when the grace after it has passed for every party.
    """
    missed: list[date] = []
    for day in reversed(planned):
        if day in held:
            break
        if day < context.today and (missed or _grace_over(day, context)):
            missed.append(day)
    return missed


def _grace_over(day: date, context: Context) -> bool:
    each = calendars(context.partnership.roster).values()
    return working_days_after(day, context.options["working_days"], each) < context.today


def _problem(id_: str, missed: Sequence[date], astray: Sequence[Held], context: Context) -> Problem:
    """The problem of days without minutes; ``astray`` are minutes for a day that is not planned."""
    before = {1: "", 2: ", nor the one before it"}
    grave = context.today > add_days(missed[-1], context.options["days"])
    mend = f"Hold it, and write its minutes as 'reviews/DATE-{id_}.md' with 'for: {missed[0]}'."
    if astray:
        newest = max(astray, key=lambda one: one.front.held_on)
        mend = (
            f"If the minutes {newest.minutes.path.name!r} are meant, correct their 'for': the "
            f"review is not planned for {newest.front.for_}. Otherwise: {mend[0].lower()}{mend[1:]}"
        )
    return Problem(
        f"no minutes show that the review {id_!r} of {missed[0]} was held"
        + before.get(len(missed), f", nor the {len(missed) - 1} before it"),
        at=f"reviews.{id_}",
        help=mend,
        severity=Severity.ERROR if grave else Severity.WARNING,
    )

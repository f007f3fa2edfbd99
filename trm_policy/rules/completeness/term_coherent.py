"""A term whose days follow each other."""

from collections.abc import Iterator
from datetime import date

from trm_policy.finding import Severity
from trm_policy.measure.dated import open_commitments, open_goals, risk_reviews
from trm_policy.measure.ending import last_notice_day
from trm_policy.measure.open_actions import open_actions
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import owes
from trm_policy.model.vocabulary import ReviewKind, Stage
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.records import minutes_known
from trm_policy.rule import Problem, rule
from trm_policy.wording.text import quoted


@rule(Severity.ERROR, always=True)
def term_coherent(charter: Charter, context: Context) -> Iterator[Problem]:
    """The term has a start and an end or strategic review; due and closing dates make sense."""
    term = charter.term
    yield from _closed_ahead(charter, context)
    if term.start is None and term.starts_on is None:
        yield Problem(
            "the term does not state when the partnership starts",
            at="term.start",
            help="Add 'start' with the first day, such as 2026-01-01, or 'starts_on' with the "
            "event where no day is known yet.",
        )
    ends = term.end is not None or term.duration is not None or term.ends_on is not None
    if not ends and _never_asked_again(charter, context):
        yield Problem(
            "the partnership is open-ended, and no strategic review asks whether it is still "
            "worthwhile",
            at="term.end",
            help="Add 'end' with the last day, 'duration' or 'ends_on' with the event, or a review "
            "of kind strategic.",
        )
    if term.start is not None and term.end is not None and term.end <= term.start:
        yield Problem(
            f"the partnership ends on {term.end}, which is not after its start on {term.start}",
            at="term.end",
            help="Correct the end or the start.",
        )
        return
    yield from _due_outside(charter)
    yield from _actions_after(charter, context)
    yield from _renewal_too_late(charter)


def _never_asked_again(charter: Charter, context: Context) -> bool:
    """Whether nothing brings the term up. Before the parties work together nothing has to."""
    if charter.stage.number < Stage.WORKING_TOGETHER.number:
        return False
    if any(place[0] == "reviews" for place in context.partnership.built.dropped):
        return False
    if not owes(charter, "reviews.*.kind"):
        return False
    return all(review.kind is not ReviewKind.STRATEGIC for review in charter.reviews.values())


def _closed_ahead(charter: Charter, context: Context) -> Iterator[Problem]:
    """What is said to be closed on a day that has not come, so that nobody looks at it any more."""
    kinds = (("goal", charter.goals), ("risk", charter.risks), ("commitment", charter.commitments))
    for kind, entries in kinds:
        for id_, one in entries.items():
            if one.closed_on is not None and one.closed_on > context.today:
                yield Problem(
                    f"the {kind} {id_!r} is closed on {one.closed_on}, which is in the future",
                    at=f"{kind}s.{id_}.closed_on",
                    help=f"Remove 'closed_on', and write it on the day the {kind} is closed.",
                )


def _due_outside(charter: Charter) -> Iterator[Problem]:
    """What falls due while there is no partnership. What is closed demands nothing any more."""
    start, end = charter.term.start, charter.term.last_day
    for what, at, day in _due_days(charter):
        if start is not None and day < start:
            yield Problem(
                f"{what} is due on {day}, before the partnership starts on {start}",
                at=at,
                help="Choose a date within the term, or correct the start of the term.",
            )
        elif end is not None and day > end:
            yield Problem(
                f"{what} is due on {day}, after the partnership ends on {end}",
                at=at,
                help="Choose a date within the term, or extend the term.",
            )


def _actions_after(charter: Charter, context: Context) -> Iterator[Problem]:
    """Open actions of reviews that are due when the partnership is over."""
    end = charter.term.last_day
    for action, minutes, _ in open_actions(
        minutes_known(context.partnership.records, context.clock)
    ):
        if end is not None and action.due is not None and action.due > end:
            yield Problem(
                f"the action {quoted(action.what)} is due on {action.due}, "
                f"after the partnership ends on {end}",
                help="Choose a date within the term, or extend the term.",
                document=minutes.path,
                line=action.line,
            )


def _due_days(charter: Charter) -> Iterator[tuple[str, str, date]]:
    for id_, _, day in open_goals(charter):
        yield f"the goal {id_!r}", f"goals.{id_}.due", day
    for id_, _, day in risk_reviews(charter):
        yield f"the review of the risk {id_!r}", f"risks.{id_}.review_by", day
    for id_, _, day in open_commitments(charter):
        yield f"the commitment {id_!r}", f"commitments.{id_}.due", day


def _renewal_too_late(charter: Charter) -> Iterator[Problem]:
    """The decision on renewal, where it comes when it can change nothing, or too early to mean."""
    term = charter.term
    leaving, last = charter.exit.notice if charter.exit else None, last_notice_day(charter)
    notice = term.renewal_notice or (leaving.longest if leaving else None)
    if term.review_by is None:
        return
    if term.start is not None and term.review_by < term.start:
        yield Problem(
            f"the decision on renewal is due by {term.review_by}, before the partnership "
            f"starts on {term.start}",
            at="term.review_by",
            help="Choose a date within the term.",
        )
    elif term.last_day is not None and term.review_by > term.last_day:
        yield Problem(
            f"the decision on renewal is due by {term.review_by}, after the partnership ends "
            f"on {term.last_day}",
            at="term.review_by",
            help="Choose a date well before the end.",
        )
    elif term.last_day is not None and notice is None and term.review_by == term.last_day:
        yield Problem(
            f"the decision on renewal is due by {term.review_by}, when the partnership ends "
            f"on {term.last_day}",
            at="term.review_by",
            help="Choose a date well before the end.",
            severity=Severity.WARNING,
        )
    elif last is not None and term.review_by >= last:
        yield Problem(
            f"the decision on renewal is due by {term.review_by}, but notice of "
            f"{notice} must be given by {last}",
            at="term.review_by",
            help="Choose an earlier date, so that notice can still be given after the decision.",
            severity=Severity.WARNING,
        )

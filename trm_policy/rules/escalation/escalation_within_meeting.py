"""A climb that is not slower than waiting."""

from collections.abc import Iterator
from datetime import timedelta

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import CommitteeLevel
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import working_hours
from trm_policy.rule import PREFERRED, STRATEGIC, Option, Problem, rule
from trm_policy.rules._written import is_whole
from trm_policy.timing import Window

_DAY = timedelta(days=1)


@rule(
    Severity.WARNING,
    tiers=STRATEGIC | PREFERRED,
    section="escalation",
    options={
        "meetings": Option(
            1, "the most review intervals of the steering committee that an escalation may take"
        )
    },
)
def escalation_within_meeting(charter: Charter, context: Context) -> Iterator[Problem]:
    """An escalation reaches its last level before the steering committee meets again."""
    levels = charter.escalation.levels if charter.escalation else ()
    windows = {level.id: level.escalate_after for level in levels[:-1]}
    known = {id_: window for id_, window in windows.items() if window is not None}
    meeting = _next_meeting(charter)
    if not known or len(known) < len(windows) or meeting is None:
        return
    if not is_whole(context, ("escalation",)) or not is_whole(context, ("committees",)):
        return
    review, interval = meeting
    taken = {id_: _time(window, charter) for id_, window in known.items()}
    total = sum(taken.values(), timedelta())
    if total / _DAY > interval * context.options["meetings"]:
        yield Problem(
            f"an escalation takes about {round(total / _DAY)} days to reach the level "
            f"{levels[-1].id!r}, but the steering committee meets {_every(round(interval))} "
            f"(review {review!r}), so waiting is quicker",
            at=f"escalation.levels.{max(taken, key=lambda id_: taken[id_])}.escalate_after",
            help="Shorten 'escalate_after' of the levels below the last, starting with this one.",
        )


def _next_meeting(charter: Charter) -> tuple[str, float] | None:
    """The review of a steering committee that comes most often, and its interval in days.

    Where no committee is of that level the executive ones stand for it.
    """
    for level in (CommitteeLevel.STEERING, CommitteeLevel.EXECUTIVE):
        boards = {id_ for id_, board in charter.committees.items() if board.level is level}
        intervals = {
            id_: review.every.interval_days
            for id_, review in charter.reviews.items()
            if review.committee in boards and review.every is not None
        }
        if intervals:
            return min(intervals.items(), key=lambda item: item[1])
    return None


def _every(days: int) -> str:
    return f"every {days} days" if days > 1 else "every day"


def _time(window: Window, charter: Charter) -> timedelta:
    return window.approximate(working_hours(charter).length)

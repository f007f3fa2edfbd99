"""An end that keeps to its plan."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.ending import handover_over
from trm_policy.model.assurance import Exit, NoticeGiven
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Stage, Status, Tier
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import later


@rule(Severity.ERROR, section="exit", ended=True)
def separation_has_exit(charter: Charter, context: Context) -> Iterator[Problem]:
    """A partnership that ends early has been given notice, and its handover is on time."""
    ended = charter.status is Status.ENDED
    if ended and _came_to_its_term(charter, context):
        return
    if not ended and (charter.stage is not Stage.EXIT or _is_missed_elsewhere(charter)):
        return
    given = charter.exit.notice_given if charter.exit else None
    what = "ended before its term" if ended else "is in its exit"
    if charter.exit is None or given is None:
        yield Problem(
            f"the partnership {what}, but the charter does not state who gave notice, and when",
            at="exit.notice_given" if charter.exit else "exit",
            help="Add 'notice_given: {by: PARTY, date: DATE}' to the exit.",
        )
    elif given.date > context.today:
        yield Problem(
            f"the partnership {what}, but the notice is dated {given.date}, which is in the future",
            at="exit.notice_given.date",
            help="Correct the date of the notice, or the stage and status.",
        )
    elif not ended:
        yield from _too_long(charter.exit, given, context)


def _came_to_its_term(charter: Charter, context: Context) -> bool:
    return charter.term.last_day is not None and charter.term.last_day <= context.today


def _is_missed_elsewhere(charter: Charter) -> bool:
    """Whether the whole section is missing, and is demanded of every charter of the tier."""
    return charter.exit is None and charter.tier is not Tier.TRANSACTIONAL


def _too_long(exit_: Exit, given: NoticeGiven, context: Context) -> Iterator[Problem]:
    """A problem where the handover should be over."""
    duration, over = exit_.transition.duration if exit_.transition else None, handover_over(exit_)
    if over is not None and over < context.today:
        yield Problem(
            f"the handover was planned for {duration} and should have ended on {over}; notice "
            f"was given on {given.date}",
            at=later(context, ("exit", "notice_given", "date"), ("exit", "transition", "duration")),
            help="Finish it and write 'status: ended', or agree on a longer 'duration' and what "
            "applies until then.",
        )

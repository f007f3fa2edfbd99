"""Levels that answer before the next one takes over."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Level
from trm_policy.model.instruments import owes
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import working_hours
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules._written import is_whole, later, lost_entries, works_together
from trm_policy.timing import Window

_ANSWER = "acknowledge_within"
_CLIMB = "escalate_after"
_MEANINGS = {_ANSWER: "how soon its contacts acknowledge", _CLIMB: "when the next level takes over"}


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="escalation", always=True)
def escalation_clocks(charter: Charter, context: Context) -> Iterator[Problem]:
    """On each escalation level, the time to acknowledge is shorter than the time to escalate."""
    levels = charter.escalation.levels if charter.escalation else ()
    works = works_together(charter, context) and owes(charter, "escalation.levels.*.escalate_after")
    cut_short = lost_entries(context, ("escalation", "levels"))
    for number, level in enumerate(levels):
        highest = number == len(levels) - 1 and not cut_short
        yield from _one(level, _ANSWER, level.acknowledge_within, demanded=works)
        yield from _one(level, _CLIMB, level.escalate_after, demanded=works and not highest)
        yield from _compared(number, level, charter, context)


def _one(level: Level, name: str, window: Window | None, *, demanded: bool) -> Iterator[Problem]:
    at = f"escalation.levels.{level.id}.{name}"
    if window is None:
        if demanded:
            yield Problem(
                f"the escalation level {level.id!r} does not state {_MEANINGS[name]}",
                at=at,
                help=f"Add '{name}', such as '{name}: 4 working hours'.",
            )
    elif window.amount == 0:
        yield Problem(
            f"the escalation level {level.id!r} leaves no time: '{name}' is {window}",
            at=at,
            help="Write a time in which someone can act, such as '4 working hours'.",
        )


def _compared(number: int, level: Level, charter: Charter, context: Context) -> Iterator[Problem]:
    answer, climb = level.acknowledge_within, level.escalate_after
    if not (answer and climb and answer.amount and climb.amount):
        return
    if not is_whole(context, ("escalation", "working_hours")):
        return
    day = working_hours(charter).length
    if answer.shortest(day) >= climb.shortest(day):
        at = ("escalation", "levels", number)
        yield Problem(
            f"the escalation level {level.id!r} escalates after {climb}, but its contacts "
            f"have {answer} to acknowledge",
            at=later(context, (*at, _ANSWER), (*at, _CLIMB)),
            help=f"Shorten '{_ANSWER}', or lengthen '{_CLIMB}'.",
        )

"""Levels that answer before the next one takes over."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

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
_SOON = [Window.parse(text) for text in ("4 working hours", "1 hour", "15 minutes", "1 minute")]
_LATER = [
    Window.parse(text) for text in ("2 working days", "10 working days", "60 days", "9999 days")
]
"""Usual windows, the usual first."""
_LONGEST_DAY = timedelta(days=1)
_MEANINGS = {_ANSWER: "how soon its contacts acknowledge", _CLIMB: "when the next level takes over"}


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="escalation", always=True)
def escalation_clocks(charter: Charter, context: Context) -> Iterator[Problem]:
    """On each escalation level, the time to acknowledge is shorter than the time to escalate."""
    levels = charter.escalation.levels if charter.escalation else ()
    works = works_together(charter, context)
    answers = works and owes(charter, "escalation.levels.*.acknowledge_within")
    climbs = works and owes(charter, "escalation.levels.*.escalate_after")
    cut_short = lost_entries(context, ("escalation", "levels"))
    hours = is_whole(context, ("escalation", "working_hours"))
    day = working_hours(charter).length if hours else _LONGEST_DAY
    for number, level in enumerate(levels):
        highest = number == len(levels) - 1 and not cut_short
        good = dict(zip((_ANSWER, _CLIMB), _proposal(level, day), strict=True))
        yield from _one(level, _ANSWER, good, demanded=answers)
        yield from _one(level, _CLIMB, good, demanded=climbs and not highest)
        if hours:
            yield from _compared(number, level, day, context)


def _proposal(level: Level, day: timedelta) -> tuple[Window, Window]:
    """Two windows of which the first is the shorter: what is written, where that can stay."""
    written = [level.acknowledge_within, level.escalate_after]
    answer, climb = (window if window and window.amount else None for window in written)
    if answer and climb and answer.shortest(day) >= climb.shortest(day):
        answer = None
    answers, climbs = ([one] if one else usual for one, usual in ((answer, _SOON), (climb, _LATER)))
    for soon in answers:
        for late in climbs:
            if soon.shortest(day) < late.shortest(day):
                return soon, late
    return _SOON[0], _LATER[0]


def _one(
    level: Level, name: str, good: Mapping[str, Window], *, demanded: bool
) -> Iterator[Problem]:
    at, window = f"escalation.levels.{level.id}.{name}", getattr(level, name)
    if window is None:
        if demanded:
            yield Problem(
                f"the escalation level {level.id!r} does not state {_MEANINGS[name]}",
                at=at,
                help=f"Add '{name}', such as '{name}: {good[name]}'.",
            )
    elif window.amount == 0:
        yield Problem(
            f"the escalation level {level.id!r} leaves no time: '{name}' is {window}",
            at=at,
            help=f"Write a time in which someone can act, such as '{name}: {good[name]}'.",
        )


def _compared(number: int, level: Level, day: timedelta, context: Context) -> Iterator[Problem]:
    answer, climb = level.acknowledge_within, level.escalate_after
    if not (answer and climb and answer.amount and climb.amount):
        return
    if answer.shortest(day) >= climb.shortest(day):
        at = ("escalation", "levels", number)
        soon, late = _proposal(level, day)
        yield Problem(
            f"the escalation level {level.id!r} escalates after {climb}, but its contacts "
            f"have {answer} to acknowledge",
            at=later(context, (*at, _ANSWER), (*at, _CLIMB)),
            help=f"Shorten '{_ANSWER}' or lengthen '{_CLIMB}': '{_ANSWER}: {soon}' and "
            f"'{_CLIMB}: {late}' fit together.",
        )

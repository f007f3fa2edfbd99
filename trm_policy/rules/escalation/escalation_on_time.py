"""Escalations that kept to their clocks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from trm_policy.finding import Place, Severity
from trm_policy.measure.escalation_ladder import LevelClock, level_clock
from trm_policy.measure.obligations import obligation_due
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Level
from trm_policy.model.records import EscalationFront, EscalationRecord, EscalationStep
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.records import escalations_known
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._records import in_doubt, in_force_since
from trm_policy.rules._written import is_whole
from trm_policy.timing import WorkCalendar, format_instant
from trm_policy.timing.instant import add_days
from trm_policy.wording.lists import listed
from trm_policy.wording.text import quoted


@rule(
    Severity.ERROR,
    section="escalation",
    options={"days": Option(365, "days after settlement for which an escalation is checked")},
)
def escalation_on_time(charter: Charter, context: Context) -> Iterator[Problem]:
    """Escalations are acknowledged and passed on within the time of each level."""
    levels = {level.id: level for level in _levels(charter)}
    clocks_known = is_whole(context, ("escalation", "working_hours"))
    if not levels or not clocks_known or not is_whole(context, ("parties",)):
        return
    each = context.partnership.roster.calendars
    yield from _obligations(charter, context)
    for record in escalations_known(context.partnership.records, context.clock):
        front = record.front
        if front is None or in_doubt(context, record.path) or _is_history(front, charter, context):
            continue
        for number, (step, following) in enumerate(_steps(front, next(iter(levels)))):
            level = levels.get(step.level)
            ended = following.reached_at if following else front.settled_at
            if level is not None:
                passed = following is not None
                stay = _Stay(record, front, number, step, level, ended, passed)
                yield from _judged(stay, each, context)


def _obligations(charter: Charter, context: Context) -> Iterator[Problem]:
    """Escalations that name an obligation whose time is over."""
    for record in escalations_known(context.partnership.records, context.clock):
        front = record.front
        if front is None or in_doubt(context, record.path) or _is_history(front, charter, context):
            continue
        due, ended = obligation_due(front, context.partnership), front.settled_at
        if due is None or (ended or context.clock) <= due or front.obligation is None:
            continue
        what = quoted(charter.obligations[front.obligation].what)
        until = format_instant(due.astimezone(front.raised_at.tzinfo))
        yield Problem(
            f"the escalation {front.id!r} is about the obligation {what}, whose time ended at "
            f"{until}, and " + ("was settled after that" if ended else "is still open"),
            at="obligation",
            help="Keep the record, unless the time in it is wrong. Ask in the next review for the "
            "reason."
            if ended
            else "Meet the obligation, and write 'settled_at'.",
            severity=Severity.WARNING if ended else Severity.ERROR,
            document=record.path,
        )


@dataclass(frozen=True, slots=True)
class _Stay:
    """What an escalation did on one level. ``ended`` is None while it is still there."""

    record: EscalationRecord
    front: EscalationFront
    number: int
    step: EscalationStep
    level: Level
    ended: datetime | None
    passed: bool

    def problem(self, message: str, fix: str, severity: Severity, place: Place = ()) -> Problem:
        at = ("steps", self.number, *place)
        return Problem(message, at=at, help=fix, severity=severity, document=self.record.path)

    def shown(self, instant: datetime) -> str:
        """An instant by the clock on which the level was reached."""
        return format_instant(instant.astimezone(self.step.reached_at.tzinfo))


def _levels(charter: Charter) -> tuple[Level, ...]:
    return charter.escalation.levels if charter.escalation else ()


def _is_history(front: EscalationFront, charter: Charter, context: Context) -> bool:
    """Whether it was settled long ago, or under windows that may have been others."""
    if front.settled_at is None:
        return False
    oldest = add_days(context.today, -context.options["days"])
    return front.settled_at.date() < oldest or front.raised_at.date() < in_force_since(charter)


def _steps(
    front: EscalationFront, lowest: str
) -> Iterator[tuple[EscalationStep, EscalationStep | None]]:
    """Each step and the one after it; without any the lowest level was reached at once."""
    steps = front.steps or (EscalationStep(level=lowest, reached_at=front.raised_at),)
    return zip_longest(steps, steps[1:])


def _judged(stay: _Stay, each: Mapping[str, WorkCalendar], context: Context) -> Iterator[Problem]:
    clock = level_clock(stay.level, stay.step.reached_at, each)
    due = clock.passes_on
    overdue = due is not None and (stay.ended or context.clock) > due
    if due is not None and overdue:
        yield _stayed_too_long(stay, due, context)
    if stay.ended is not None or not overdue:
        yield from _unanswered(stay, clock, context)


def _stayed_too_long(stay: _Stay, due: datetime, context: Context) -> Problem:
    front, level, until = stay.front, stay.level, stay.shown(due)
    if stay.ended is None:
        last = level.id == _levels(context.partnership.charter)[-1].id
        return stay.problem(
            f"the escalation {front.id!r}, {quoted(front.title)}, is still open on the level "
            f"{level.id!r}, whose time ended at {until}",
            "Settle it and write 'settled_at', or follow the charter's 'endgame'."
            if last
            else "Pass it on and add the next level as a step, or settle it and write "
            "'settled_at'.",
            Severity.ERROR,
        )
    did = "was passed on from" if stay.passed else "was settled on"
    return stay.problem(
        f"the escalation {front.id!r} {did} the level {level.id!r} at "
        f"{stay.shown(stay.ended)}, after the time had ended at {until}",
        "Keep the record, unless the time in it is wrong. Ask in the next review for the reason.",
        Severity.WARNING,
    )


def _unanswered(stay: _Stay, clock: LevelClock, context: Context) -> Iterator[Problem]:
    """Parties that acknowledged late, or not at all although they had to."""
    roster = context.partnership.roster
    end = stay.ended or context.clock
    where = f"the escalation {stay.front.id!r} on the level {stay.level.id!r}"
    silent: dict[str, list[str]] = {}
    for party, due in clock.acknowledge_by.items():
        heard, until = stay.step.acknowledged.get(party), stay.shown(due)
        if (heard or end) <= due:
            continue
        if heard is None:
            silent.setdefault(until, []).append(party)
            continue
        yield stay.problem(
            f"{roster.party_name(party)} acknowledged {where} at {stay.shown(heard)}, after the "
            f"time had ended at {until}",
            "Keep the record. Ask in the next review for the reason.",
            Severity.WARNING,
            ("acknowledged", party),
        )
    if not stay.step.acknowledged.keys() <= context.partnership.ids("parties"):
        return  # the unknown key may be meant for who is missing
    for until, parties in silent.items():
        one = len(parties) == 1
        waits = f"{'has' if one else 'have'} not" if stay.ended is None else "never"
        names = listed([roster.party_name(party) for party in parties])
        yield stay.problem(
            f"{names} {waits} acknowledged {where}; the time ended at {until}",
            f"If {'it' if one else 'they'} did, add {listed([repr(p) for p in parties])} with the "
            "time to 'acknowledged'; otherwise ask in the next review for the reason.",
            Severity.WARNING,
            ("acknowledged", parties[0]) if one else ("acknowledged",),
        )

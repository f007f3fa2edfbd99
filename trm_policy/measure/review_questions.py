"""What a review has to decide, asked so that an answer is a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.review_lines import (
    ActionLine,
    DueKind,
    DueLine,
    EscalationLine,
    KpiLine,
    Question,
    figure,
)
from trm_policy.wording.days import day

_ASKS = {
    DueKind.RENEWAL: "to be decided by {day}: is the partnership renewed, changed or ended?",
    DueKind.NOTICE: "after {day} notice no longer works: is any party going to give it?",
    DueKind.END: "the term ends on {day}: what follows it, and who prepares it?",
    DueKind.APPOINTMENT: "{who} is appointed until {day}: again, or who follows?",
    DueKind.WAIVER: "it ends on {day}: is the rule kept from then on, or is it waived again?",
    DueKind.INITIATIVE: "a year in the same stage on {day}: the next step, or an end?",
}
"""What is asked of things that have their day until the next review."""
_LATE = {
    DueKind.COMMITMENT: "was due on {day} and is open: by when is it kept, or is it given up?",
    DueKind.GOAL: "was due on {day} and is open: is it reached, moved or given up?",
    DueKind.RISK: "was to be looked at again by {day}: is it still right, and who looks by when?",
}
"""What is asked only once the day has passed."""


def questions(
    kpis: Iterable[KpiLine],
    actions: Iterable[ActionLine],
    escalations: Iterable[EscalationLine],
    due: Iterable[DueLine],
    *,
    again: bool,
) -> Iterator[Question]:
    """The decisions that are needed; one at least for each line that is not as agreed.

    ``again`` says that another review of the same kind is planned.
    """
    yield from (
        Question(line.title, _of_escalation(line)) for line in escalations if not line.settled
    )
    yield from (Question(line.name, _of_kpi(line)) for line in kpis if not line.is_well)
    yield from (Question(line.what, _of_action(line)) for line in actions if line.asks)
    for line in due:
        asks = _ASKS.get(line.kind) or (_LATE.get(line.kind) if line.late else None)
        if asks is not None and line.day is not None:
            who = line.who or "nobody by name"
            yield Question(line.what, asks.replace("{day}", day(line.day)).replace("{who}", who))
    if not again:
        yield Question("The next review", "none is planned after this one: when do you meet again?")


def _of_kpi(line: KpiLine) -> str:
    if line.status is KpiStatus.UNKNOWN:
        if line.actual is not None and line.overdue:
            return f"no figure since {line.period}: who brings it, and by when?"
        if line.actual is None:
            return "no figure yet: who brings it, and by when?"
        return f"{line.figure} in {line.period}, without a plan to hold it to: what is the plan?"
    stands = (
        f"{line.status.value} in {line.period}, {line.figure} against {figure(line.plan)} planned"
    )
    if line.status is KpiStatus.AMBER:
        return f"{stands}: does the plan hold, or what is done?"
    if line.answered:
        return f"{stands}: is what {_listed(line.answered)} does about it enough?"
    return f"{stands}: what is the cause, and who does what by when?"


def _of_action(line: ActionLine) -> str:
    who = line.who or "nobody by name"
    if line.due is None:
        return f"open without a day ({who}): by when, or not at all?"
    return f"was due on {day(line.due)} ({who}): a new day, or not at all?"


def _of_escalation(line: EscalationLine) -> str:
    where = f" at {line.level}" if line.level else ""
    raised = day(line.raised)
    return f"escalated on {raised} and open{where}: what settles it, and who says so by when?"


def _listed(names: Iterable[str]) -> str:
    *others, last = dict.fromkeys(names)
    return f"{', '.join(others)} and {last}" if others else last

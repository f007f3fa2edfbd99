"""What a review has to decide, asked so that an answer is a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from trm_policy.measure.due_item import DueItem, DueKind
from trm_policy.measure.escalations import EscalationCase
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.review_pack import ActionLine, DecisionNeeded, last_figure, on_plan
from trm_policy.measure.scorecard import ScorecardRow
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import InitiativeStage
from trm_policy.timing.instant import add_months
from trm_policy.wording.days import day
from trm_policy.wording.lists import listed
from trm_policy.wording.numbers import number

_A_YEAR = 12
_OVER = (InitiativeStage.DONE, InitiativeStage.DROPPED)
_ASKS = {
    DueKind.RENEWAL: "to be decided by {day}: is the partnership renewed, changed or ended?",
    DueKind.NOTICE: "{day} is the last day for notice: will any party give it?",
    DueKind.APPOINTMENT: "appointed until {day}: reappoint, or name a successor?",
    DueKind.WAIVER: "it ends on {day}: will the rule be met, or is the waiver renewed?",
}
"""What is asked of things that have their day until the next review."""
_END = "the term ends on {day}: what follows it, and who prepares it?"
_STALLED = "in the same stage for a year on {day}: move it on, or end it?"
_LATE = {
    DueKind.COMMITMENT: "was due on {day} and is open: set a new date, or drop it?",
    DueKind.OBLIGATION: "was due on {day} and is not recorded as met: by when is it met?",
    DueKind.GOAL: "was due on {day} and is open: close it, move it or drop it?",
    DueKind.RISK: "was due for assessment by {day}: is it still right, and who checks it by when?",
}
"""What is asked only once the day has passed."""


def of_escalations(found: Iterable[EscalationCase]) -> Iterator[DecisionNeeded]:
    """One for each that is open."""
    for one in found:
        if one.open:
            where = f" at {one.level}" if one.level else ""
            since = f"escalated on {day(one.raised)} and open{where}"
            asks = f"{since}: how is it settled, and who decides by when?"
            yield DecisionNeeded(one.title, asks)


def of_kpis(
    rows: Iterable[ScorecardRow], answered: Mapping[str, Sequence[str]]
) -> Iterator[DecisionNeeded]:
    """One for each that is not on plan; ``answered`` has who acts on it."""
    for row in rows:
        if not on_plan(row):
            yield DecisionNeeded(row.kpi.name, _of_kpi(row, answered.get(row.id, ())))


def of_actions(lines: Iterable[ActionLine]) -> Iterator[DecisionNeeded]:
    """One for each that is late or has no day."""
    for line in lines:
        who = line.who or "no named person"
        if line.asks and line.due is None:
            asks = f"open without a due date ({who}): set a date, or drop it?"
            yield DecisionNeeded(line.what, asks)
        elif line.asks:
            asks = f"was due on {day(line.due)} ({who}): set a new date, or drop it?"
            yield DecisionNeeded(line.what, asks)


def of_due(items: Iterable[DueItem]) -> Iterator[DecisionNeeded]:
    """One for each that does not simply happen, and for each promise that is late."""
    for item in items:
        asks = _LATE.get(item.kind) if item.overdue else None
        asks = _END if item.place in ("term.end", "term.duration") else asks or _ASKS.get(item.kind)
        if asks is not None:
            yield DecisionNeeded(item.what, asks.replace("{day}", day(item.day)))


def of_initiatives(charter: Charter, until: date) -> Iterator[DecisionNeeded]:
    """One for each that will have been a year in its stage by ``until``."""
    for idea in charter.initiatives.values():
        over = idea.stage in _OVER or idea.hides("stage")
        if idea.since is not None and not over:
            moved = add_months(idea.since, _A_YEAR)
            if moved <= until:
                yield DecisionNeeded(idea.title, _STALLED.replace("{day}", day(moved)))


def _against(row: ScorecardRow, figure: str) -> str:
    """A figure beside what was planned or agreed, and what follows from a miss."""
    kpi = row.kpi
    if not kpi.bound:
        return f"{figure} against {number(row.reading.plan) or '–'} planned"
    level = figure if kpi.yes_or_no else f"{figure} against a service level of {kpi.bound}"
    return f"{level} (when missed: {kpi.credit})" if kpi.credit else level


def _of_kpi(row: ScorecardRow, answered: Sequence[str]) -> str:
    latest, figure = row.reading.latest, last_figure(row)
    if latest is None:
        return "no figure yet: who provides it, and by when?"
    if row.light is KpiStatus.UNKNOWN:
        if row.reading.overdue:
            return f"no figure since {latest.period}: who provides it, and by when?"
        return f"{figure} in {latest.period}, without a plan to compare it with: what is the plan?"
    stands = f"{row.reading.status.value} in {latest.period}, {_against(row, figure)}"
    if row.light is KpiStatus.AMBER and not row.kpi.bound:
        return f"{stands}: is the plan still realistic, or what is done?"
    if answered:
        return f"{stands}: are the actions of {listed(answered)} enough?"
    return f"{stands}: what is the cause, and who does what by when?"

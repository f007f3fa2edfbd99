"""What a review should look at, as it is known on a day: what was, and above all what comes.

The pack looks ahead in at least half of its entries. Each entry that looks back on something that
is not as agreed (a KPI off its plan, an action that is late, an open escalation) asks for a
decision in the half that looks ahead, and an action whose day is to come falls due there. Where
the half that looks back is the longer one nevertheless, what went well is told in one entry
(``brief``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Self

from trm_policy.measure.due_item import DueItem
from trm_policy.measure.escalations import EscalationCase
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.scorecard import ScorecardRow
from trm_policy.measure.warning import Watch
from trm_policy.wording.days import day


@dataclass(frozen=True, slots=True)
class Occasion:
    """The review that the pack is for: the planned day it stands for, and the day it is held."""

    id: str
    planned: date
    day: date


class ActionStanding(StrEnum):
    """How an action of an earlier review stands; late and undated ones are still open."""

    LATE = "late"
    UNDATED = "no day"
    OPEN = "open"
    DROPPED = "dropped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody whose place it is to be there."""

    id: str
    name: str
    party: str
    votes: bool


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action of an earlier review, which was held on ``agreed``.

    It stands in ``line`` of the minutes at ``path``.
    """

    state: ActionStanding
    what: str
    who: str
    due: date | None
    review: str
    agreed: date
    kpi: str | None
    path: PurePosixPath
    line: int

    @property
    def is_well(self) -> bool:
        """Whether nothing is left to be done about it."""
        return self.state in (ActionStanding.DONE, ActionStanding.DROPPED)

    @property
    def asks(self) -> bool:
        """Whether something is to be decided about it."""
        return self.state in (ActionStanding.LATE, ActionStanding.UNDATED)

    def order(self) -> tuple[int, date]:
        """What is late first, then by day."""
        return list(ActionStanding).index(self.state), self.due or date.max


@dataclass(frozen=True, slots=True)
class RiskLine:
    """An open risk of the charter. ``late`` says that it was to be looked at again before today."""

    id: str
    title: str
    owner: str
    likelihood: int | None
    impact: int | None
    weight: int | None
    mitigation: str
    review_by: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class DecisionNeeded:
    """Something to decide: what it is about, and what is asked."""

    about: str
    asks: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What a review looks at, as of a day.

    ``since`` is the day on which the review was held last, ``until`` the day up to which things
    that fall due are told: that of the next review, else three months on. ``decided`` is what the
    last review of the kind decided; ``warnings`` are early warnings, for the host alone. Lines are
    in the order in which they are to be talked about.
    """

    partnership: str
    title: str
    occasion: Occasion
    name: str
    as_of: date
    since: date | None
    until: date
    committee: str | None
    quorum: tuple[int | None, int | None]
    invited: tuple[Invited, ...]
    agenda: tuple[str, ...]
    decisions: tuple[DecisionNeeded, ...]
    risks: tuple[RiskLine, ...]
    due: tuple[DueItem, ...]
    decided: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    kpis: tuple[ScorecardRow, ...]
    escalations: tuple[EscalationCase, ...]
    warnings: tuple[str, ...] = ()

    def warned(self, watch: Watch) -> Self:
        """The same pack with the early warnings, of which none but the host may learn."""
        told = (
            f"{lookout.alarm.capitalize()}: {one.told}"
            for lookout in watch.lookouts
            for one in lookout.warnings
        )
        return replace(self, warnings=tuple(told))

    @property
    def ahead(self) -> int:
        """How many entries look ahead."""
        return len(self.decisions) + len(self.risks) + len(self.due) + len(self.warnings)

    @property
    def brief(self) -> bool:
        """Whether what went well is told in one entry, so that the look back is no longer."""
        known = (*self.decided, *self.actions, *self.kpis, *self.escalations)
        return len(known) > self.ahead

    @property
    def back(self) -> int:
        """How many entries look back, as the pack is shown."""
        shown = (
            *self.shown_decided,
            *self.shown_actions,
            *self.shown_kpis,
            *self.shown_escalations,
        )
        return len(shown) + bool(self.went_well)

    @property
    def empty(self) -> Mapping[str, str]:
        """What stands for each list without a line of its own.

        It tells of what is shown, never of all there is: a reader may not see everything.
        """
        return {
            "decisions": "Nothing recorded requires a decision.",
            "due": "There is nothing due to show.",
            "risks": "There is no open risk to show.",
            "decided": "See below." if self.decided else "There is no earlier decision to show.",
            "actions": "See below." if self.actions else "There is no earlier action to show.",
            "kpis": "All that are shown are on plan." if self.kpis else "There is no KPI to show.",
            "escalations": "All that are shown are settled."
            if self.escalations
            else "There is no escalation to show.",
        }

    @property
    def shown_decided(self) -> tuple[str, ...]:
        """The earlier decisions that have a line of their own."""
        return () if self.brief else self.decided

    @property
    def shown_actions(self) -> tuple[ActionLine, ...]:
        """The actions that have a line of their own."""
        return tuple(one for one in self.actions if not (self.brief and self._rests(one)))

    def _rests(self, one: ActionLine) -> bool:
        """Whether an action is closed, or open until after all that falls due."""
        return one.is_well or (one.due is not None and one.due > self.until)

    @property
    def shown_kpis(self) -> tuple[ScorecardRow, ...]:
        """The KPIs that have a line of their own."""
        return tuple(one for one in self.kpis if not (self.brief and on_plan(one)))

    @property
    def shown_escalations(self) -> tuple[EscalationCase, ...]:
        """The escalations that have a line of their own."""
        return tuple(one for one in self.escalations if one.open or not self.brief)

    @property
    def went_well(self) -> tuple[str, ...]:
        """What is told in one entry: KPIs on plan, what was decided, done and settled."""
        if not self.brief:
            return ()
        decided = [f"decided: {one}" for one in self.decided]
        kpis = [f"{one.kpi.name} {last_figure(one)}" for one in self.kpis if on_plan(one)]
        done = [f"{one.state.value}: {one.what}" for one in self.actions if one.is_well]
        later = [
            f"open until {day(one.due)}: {one.what}"
            for one in self.actions
            if one.due is not None and not one.is_well and self._rests(one)
        ]
        settled = [f"settled: {one.title}" for one in self.escalations if not one.open]
        return (*kpis, *decided, *done, *later, *settled)


def on_plan(row: ScorecardRow) -> bool:
    """Whether nothing is to be decided about a KPI."""
    return row.light is KpiStatus.GREEN


def last_figure(row: ScorecardRow) -> str:
    """The last figure of a KPI with its unit: ``97.2 %``; a dash where there is none."""
    latest = row.reading.latest
    return row.kpi.said(latest.value) if latest else "–"

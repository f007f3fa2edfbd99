"""The lines of a review's pack. All text in them is as people wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.finding import Place
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.trend import Course


class ActionState(StrEnum):
    """How an action of an earlier review stands; late and undated ones are still open."""

    LATE = "late"
    UNDATED = "no day"
    OPEN = "open"
    DROPPED = "dropped"
    DONE = "done"


class DueKind(StrEnum):
    """What it is that has its day."""

    ACTION = "action"
    COMMITMENT = "commitment"
    GOAL = "goal"
    RISK = "risk to look at"
    INITIATIVE = "initiative, a year in its stage"
    RENEWAL = "renewal"
    NOTICE = "notice"
    END = "end of the term"
    APPOINTMENT = "appointment ends"
    WAIVER = "waiver ends"
    REVIEW = "next review"


class Stated(NamedTuple):
    """Where something is written: at a place of the charter, or in a line of a record."""

    place: Place = ()
    record: PurePosixPath | None = None
    line: int = 1


NOWHERE = Stated()


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody whose place it is to be there."""

    id: str
    name: str
    party: str
    votes: bool


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action of an earlier review, which was held on ``agreed``."""

    state: ActionState
    what: str
    who: str
    due: date | None
    review: str
    agreed: date
    kpi: str | None = None
    stated: Stated = NOWHERE

    @property
    def is_well(self) -> bool:
        """Whether nothing is left to be done about it."""
        return self.state in (ActionState.DONE, ActionState.DROPPED)

    @property
    def asks(self) -> bool:
        """Whether something is to be decided about it."""
        return self.state in (ActionState.LATE, ActionState.UNDATED)

    def order(self) -> tuple[int, date]:
        """What is late first, then by day."""
        return list(ActionState).index(self.state), self.due or date.max


@dataclass(frozen=True, slots=True)
class KpiLine:
    """A KPI of the scorecard; figures are in its unit.

    ``course`` is where it goes, None where the figures are too few or too old to tell.
    ``answered`` has who acts on it.
    """

    id: str
    name: str
    unit: str
    owner: str
    target: float | None
    by: date | None
    plan: float | None
    actual: float | None
    period: str
    status: KpiStatus
    overdue: bool
    course: Course | None = None
    answered: tuple[str, ...] = ()
    stated: Stated = NOWHERE

    @property
    def is_well(self) -> bool:
        """Whether it is on plan."""
        return self.status is KpiStatus.GREEN

    @property
    def figure(self) -> str:
        """The last figure with its unit: ``97.2 %``."""
        return with_unit(self.actual, self.unit)


@dataclass(frozen=True, slots=True)
class EscalationLine:
    """An escalation that is open, or was settled since the last review."""

    number: str
    title: str
    raised_by: str
    raised: date
    level: str
    settled: date | None
    stated: Stated = NOWHERE

    @property
    def is_well(self) -> bool:
        """Whether it is settled."""
        return self.settled is not None


@dataclass(frozen=True, slots=True)
class RiskLine:
    """An open risk. ``late`` says that it was to be looked at again before today."""

    title: str
    owner: str
    likelihood: int | None
    impact: int | None
    mitigation: str
    review_by: date | None
    late: bool
    stated: Stated = NOWHERE

    @property
    def weight(self) -> int | None:
        """Likelihood times impact, from 1 to 25; None where one of them is not known."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something with a day; ``late`` says that the day has passed."""

    kind: DueKind
    what: str
    who: str
    day: date | None
    late: bool
    stated: Stated = NOWHERE


@dataclass(frozen=True, slots=True)
class Question:
    """Something to decide: what it is about, and what is asked."""

    about: str
    asks: str


def figure(value: float | None) -> str:
    """A figure without needless decimals: ``97.2``; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def with_unit(value: float | None, unit: str) -> str:
    """A figure and what it is counted in."""
    return f"{figure(value)} {unit}" if unit and value is not None else figure(value)

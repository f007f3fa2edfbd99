"""What a partnership records: figures, minutes, escalations and surveys."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from math import isfinite
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.model.base import PARTNER, Part, Role, key, optional
from trm_policy.model.values import (
    Day,
    Instant,
    KpiRef,
    LevelRef,
    Many,
    ObligationRef,
    PartyRef,
    PersonRef,
    ReviewRef,
    RiskRef,
    Text,
    Word,
)
from trm_policy.model.vocabulary import MeetingStatus
from trm_policy.timing import Period
from trm_policy.wording.numbers import readings

MEASUREMENT_COLUMNS = ("kpi", "period", "value", "note")
SURVEY_COLUMNS = ("party", "question", "score", "count")
LOWEST_SCORE, HIGHEST_SCORE = 1, 5

_DECIMAL = re.compile(r"[-+]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})")
_COUNT = re.compile(r"[0-9]{1,9}")
_RECORDED = re.compile(r"\brecorded on ([0-9]{4}-[0-9]{2}-[0-9]{2})\b", re.IGNORECASE)


def recorded_late(day: date) -> str:
    """The note of a figure that is recorded on ``day``, when others knew it long before."""
    return f"recorded on {day}"


class Measurement(NamedTuple):
    """One figure of a KPI, as a row of the file says it; cells without their outer spaces.

    ``period`` and ``value`` are None where the text is no period or no plain decimal number.
    ``line`` is the row's first line.
    """

    kpi: str
    period_text: str
    period: Period | None
    value_text: str
    value: float | None
    note: str
    line: int

    @property
    def recorded_on(self) -> date | None:
        """The day on which it was recorded, by its note; None where that does not tell."""
        told = _RECORDED.search(self.note)
        try:
            return date.fromisoformat(told[1]) if told else None
        except ValueError:
            return None

    @classmethod
    def of_row(cls, cells: Sequence[str], line: int) -> "Measurement":
        """The figure in cells in the order of ``MEASUREMENT_COLUMNS``."""
        return cls.of_rows([cells], [line])[0]

    @classmethod
    def of_rows(
        cls, rows: Sequence[Sequence[str]], lines: Iterable[int], *, foreign: bool = False
    ) -> "tuple[Measurement, ...]":
        """The figures of all rows of a file, which begin on these lines.

        ``foreign`` says that a spreadsheet of another country has saved it, whose numbers are
        read where they have one reading.
        """
        if not rows:
            return ()
        columns = zip(*rows, strict=True)
        kpis, periods, values, notes = (list(map(str.strip, cells)) for cells in columns)
        read = (map(_period, periods), values, map(_foreign if foreign else number, values))
        return tuple(map(cls, kpis, periods, *read, notes, lines))


@lru_cache(maxsize=4096)
def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def number(text: str) -> float | None:
    """The number that plain decimal text such as ``-94.10`` says; None for anything else."""
    if _DECIMAL.fullmatch(text) is None:
        return None
    value = float(text)
    return value if isfinite(value) else None


def _foreign(text: str) -> float | None:
    meant = readings(text)
    return number(meant[0]) if len(meant) == 1 else number(text)


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """The mean answer of one party's people to one question, from 1 to 5, and how many answered.

    ``score`` and ``count`` are None where the text is no such number.
    """

    party: str
    question: str
    score: float | None
    count: int | None
    score_text: str
    count_text: str
    line: int

    @classmethod
    def of_row(cls, cells: Sequence[str], line: int, *, foreign: bool = False) -> "SurveyAnswer":
        """The answer in cells in the order of ``SURVEY_COLUMNS``; ``foreign`` as for figures."""
        party, question, score, count = (cell.strip() for cell in cells)
        mean = _foreign(score) if foreign else number(score)
        if mean is not None and not LOWEST_SCORE <= mean <= HIGHEST_SCORE:
            mean = None
        whole = int(count) if _COUNT.fullmatch(count) else None
        return cls(party, question, mean, whole, score, count, line)


@dataclass(frozen=True, slots=True)
class SurveyRecord:
    """A year's survey of all parties."""

    year: int
    path: PurePosixPath
    answers: tuple[SurveyAnswer, ...]


class ActionState(StrEnum):
    """What became of an action: ``[ ]``, ``[x]`` or ``[-]``."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Action(NamedTuple):
    """What somebody is to do, from ``- [ ] @tom Re-plan (kpi otif; cause …; due 2026-12-01)``.

    ``due`` is None where no day is given or ``due_text`` is none. ``cause`` says why the KPI is
    red. Whether the person and the KPI exist is for a rule to say.
    """

    state: ActionState
    person: str | None
    what: str
    due: date | None
    kpi: str | None
    cause: str | None
    line: int
    due_text: str | None = None


class Said(NamedTuple):
    """A decision or a lesson, as written, and its line."""

    text: str
    line: int


class MinutesFront(Part):
    """The front matter of minutes."""

    review: ReviewRef = key("The review that was held, by its id in the charter.", PARTNER)
    for_: Day = key("The planned date of this review.", PARTNER, alias="for")
    held_on: Day = key("The day on which it was held, or called off.", PARTNER)
    status: Word[MeetingStatus] = key(
        "Whether it was held, cancelled or moved.", PARTNER, default=MeetingStatus.HELD
    )
    because: Text | None = optional("Why it was called off.", PARTNER)
    moved_to: Day | None = optional("The day to which it was moved.", PARTNER)
    place: Text | None = optional("Where it was held.", PARTNER)
    attendees: Many[PersonRef] = key(
        "Who attended.",
        PARTNER,
        default=(),
        role=Role("attended the review {review!r} of {held_on}", once=True),
    )
    guests: Many[Text] = key("Who else was there, by name.", PARTNER, default=())
    apologies: Many[PersonRef] = key(
        "Who sent apologies.",
        PARTNER,
        default=(),
        role=Role("sent apologies for the review {review!r} of {held_on}", once=True),
    )

    @property
    def took_place(self) -> bool:
        """Whether the review was held."""
        return self.status is MeetingStatus.HELD

    @property
    def meets(self) -> date:
        """The day on which it was held, or to which it was moved."""
        moved = self.moved_to if self.status is MeetingStatus.MOVED else None
        return moved or self.held_on


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of a review.

    What the front matter lacks is assumed from the file's name, so that the rest can be judged;
    ``front`` is None where the name does not tell either. ``decisions_line`` and
    ``actions_line`` are the lines of the headings, None where there are none. ``body`` is the
    whole text below the front matter.
    """

    path: PurePosixPath
    front: MinutesFront | None
    decisions: tuple[Said, ...] = ()
    actions: tuple[Action, ...] = ()
    lessons: tuple[Said, ...] = ()
    body: str = ""
    decisions_line: int | None = None
    actions_line: int | None = None


class EscalationStep(Part):
    """A level that an escalation reached."""

    level: LevelRef = key("The level, by its id in the charter.", PARTNER)
    reached_at: Instant = key("When the level was reached.", PARTNER)
    acknowledged: dict[PartyRef, Instant] = key(
        "When each party acknowledged it.", PARTNER, factory=dict
    )


class EscalationFront(Part):
    """The front matter of an escalation."""

    id: Text = key("The escalation's number: the name of its file.", PARTNER)
    title: Text = key("The issue.", PARTNER)
    raised_by: PersonRef = key(
        "Who raised it.", PARTNER, role=Role("raised the escalation {id}", once=True)
    )
    raised_at: Instant = key("When it was raised.", PARTNER)
    kpi: KpiRef | None = optional("The KPI concerned.", PARTNER)
    risk: RiskRef | None = optional("The risk concerned.", PARTNER)
    obligation: ObligationRef | None = optional(
        "The obligation concerned, whose time counts from when it was raised.", PARTNER
    )
    steps: Many[EscalationStep] = key("The levels that it reached, in order.", PARTNER, default=())
    settled_at: Instant | None = optional("When it was settled.", PARTNER)


@dataclass(frozen=True, slots=True)
class EscalationRecord:
    """One escalation and its story.

    ``front`` is None where it cannot be told who raised it and when.
    """

    path: PurePosixPath
    front: EscalationFront | None
    story: str = ""

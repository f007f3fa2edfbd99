"""How far apart the parties' answers are in the newest survey, for those who may not see each row.

A row is shown, and counted, only where five or more people answered it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from trm_policy.measure.health_survey import (
    means,
    scores_heard,
    shared_questions,
    surveys_known,
)
from trm_policy.model.charter import Charter
from trm_policy.model.records import Survey
from trm_policy.portfolio.partnership import Partnership

LEAST_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class Since:
    """How the mean answers moved since the survey of ``year``, by party: ``then`` and ``now``.

    Both are over the questions that every party answered in both surveys, so that a question
    which is new or gone moves nothing.
    """

    year: int
    then: Mapping[str, Fraction]
    now: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Question:
    """What each party answered on average to one question, of 1 to 5."""

    name: str
    scores: Mapping[str, Fraction]

    @property
    def gap(self) -> Fraction | None:
        """The distance between the happiest party and the unhappiest; None of one party."""
        return _distance(self.scores)


@dataclass(frozen=True, slots=True)
class SurveyGap:
    """The newest survey, seen by party.

    ``means`` are over the questions that every party answered; empty where there is none.
    ``since`` compares with the survey before; None without one. ``hidden`` counts rows with too
    few answers.
    ``lines`` has the first line of each party's rows.
    """

    survey: Survey
    questions: tuple[Question, ...]
    means: Mapping[str, Fraction]
    since: Since | None
    hidden: int
    lines: Mapping[str, int]

    @property
    def gap(self) -> Fraction | None:
        """The distance between the parties' means; None where they cannot be compared."""
        return _distance(self.means)

    @property
    def told(self) -> str:
        """The gap in words: ``0.40 of 5 in 2026``; unknown where there is none."""
        gap = self.gap
        return "unknown" if gap is None else f"{float(gap):.2f} of 5 in {self.survey.year}"


def survey_gap(partnership: Partnership, today: date) -> SurveyGap | None:
    """The newest survey known by ``today``; None without one."""
    charter = partnership.charter
    known = surveys_known(partnership.records.surveys, today)
    if not known:
        return None
    survey = known[-1]
    scores = scores_heard(survey, charter, LEAST_ANSWERS)
    names = dict.fromkeys(name for own in scores.values() for name in own)
    rows = [answer for answer in survey.answers if answer.party in charter.parties]
    lines: dict[str, int] = {}
    for answer in rows:
        lines.setdefault(answer.party, answer.line)
    return SurveyGap(
        survey,
        tuple(
            Question(name, {party: own[name] for party, own in scores.items() if name in own})
            for name in names
        ),
        means(survey, charter, LEAST_ANSWERS),
        _since(known[-2], survey, charter) if len(known) > 1 else None,
        sum(answer.count is None or answer.count < LEAST_ANSWERS for answer in rows),
        lines,
    )


def _since(older: Survey, newer: Survey, charter: Charter) -> Since:
    asked = shared_questions(older, charter, LEAST_ANSWERS)
    asked &= shared_questions(newer, charter, LEAST_ANSWERS)
    then, now = (means(one, charter, LEAST_ANSWERS, asked) for one in (older, newer))
    return Since(older.year, then, now)


def _distance(scores: Mapping[str, Fraction]) -> Fraction | None:
    return max(scores.values()) - min(scores.values()) if len(scores) > 1 else None

"""How far apart the parties' answers are in the newest survey, for those who may not see each row.

A row is shown, and counted, only where five or more people answered it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi, as_written
from trm_policy.model.records import Minutes, SurveyRecord
from trm_policy.model.vocabulary import ReviewKind
from trm_policy.portfolio.partnership import Partnership, once
from trm_policy.timing import Period
from trm_policy.timing.instant import add_months

_YEAR = 12


def surveys_known(surveys: Iterable[SurveyRecord], today: date) -> list[SurveyRecord]:
    """The surveys of this year and before, the oldest first."""
    return sorted((s for s in surveys if s.year <= today.year), key=lambda survey: survey.year)


def silent_parties(survey: SurveyRecord, charter: Charter) -> list[str]:
    """The parties of which nobody answered; a class of members is not asked as a party."""
    heard = {answer.party for answer in survey.answers if answer.count != 0}
    return [party for party in charter.organised if party not in heard]


def survey_due(charter: Charter, surveys: Sequence[SurveyRecord]) -> date | None:
    """The last day on which nothing is late with the next survey that all parties answer.

    That is the end of the year after the last one, and not before the partnership is a year old.
    None where there was none and nobody knows when the partnership began: it is late already.
    """
    first = add_months(charter.term.start, _YEAR) if charter.term.start else None
    answered = [s.year for s in surveys if not silent_parties(s, charter)]
    next_ = date(min(max(answered) + 1, date.max.year), 12, 31) if answered else None
    return max((day for day in (first, next_) if day is not None), default=None)


def promised_in(charter: Charter) -> str | None:
    """The id of the review that the survey belongs to: the first of kind health."""
    kinds = {id_: review.kind for id_, review in charter.reviews.items()}
    return next((id_ for id_, kind in kinds.items() if kind is ReviewKind.HEALTH), None)


def scores_heard(
    survey: SurveyRecord, charter: Charter, at_least: int = 1
) -> Mapping[str, Mapping[str, Fraction]]:
    """By party the mean answer to each question that so many of its people answered.

    Every party is there. Where nobody wrote how many answered, that is enough for one and for no
    more.
    """
    found: dict[str, dict[str, Fraction]] = {party: {} for party in charter.parties}
    for answer in survey.answers:
        heard = 1 if answer.count is None else answer.count
        if answer.party in found and answer.score is not None and heard >= at_least:
            found[answer.party][answer.question] = as_written(answer.score)
    return found


def shared_questions(survey: SurveyRecord, charter: Charter, at_least: int = 1) -> frozenset[str]:
    """The questions that so many people of every party answered."""
    return _shared(scores_heard(survey, charter, at_least))


def _shared(scores: Mapping[str, Mapping[str, Fraction]]) -> frozenset[str]:
    return frozenset.intersection(*map(frozenset, scores.values())) if scores else frozenset()


def means(
    survey: SurveyRecord,
    charter: Charter,
    at_least: int = 1,
    among: frozenset[str] | None = None,
) -> Mapping[str, Fraction]:
    """The mean answer of each party to the questions that every party answered; empty for none.

    Of those no other than ``among`` count, if it is given.
    """
    scores = scores_heard(survey, charter, at_least)
    common = _shared(scores)
    if among is not None:
        common &= among
    if not common:
        return {}
    return {
        party: sum((own[q] for q in common), Fraction()) / len(common)
        for party, own in scores.items()
    }


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
class SurveyQuestion:
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

    survey: SurveyRecord
    questions: tuple[SurveyQuestion, ...]
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


@once
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
            SurveyQuestion(name, {party: own[name] for party, own in scores.items() if name in own})
            for name in names
        ),
        means(survey, charter, LEAST_ANSWERS),
        _since(known[-2], survey, charter) if len(known) > 1 else None,
        sum(answer.count is None or answer.count < LEAST_ANSWERS for answer in rows),
        lines,
    )


def _since(older: SurveyRecord, newer: SurveyRecord, charter: Charter) -> Since:
    asked = shared_questions(older, charter, LEAST_ANSWERS)
    asked &= shared_questions(newer, charter, LEAST_ANSWERS)
    then, now = (means(one, charter, LEAST_ANSWERS, asked) for one in (older, newer))
    return Since(older.year, then, now)


def _distance(scores: Mapping[str, Fraction]) -> Fraction | None:
    return max(scores.values()) - min(scores.values()) if len(scores) > 1 else None


def survey_days(charter: Charter, minutes: Iterable[Minutes], today: date) -> Sequence[date]:
    """The days on which people were asked: those of the reviews of kind health up to ``today``.

    The days of which minutes tell come last, each part in the order of time: they are certain. A
    review stands for the day on which it was held, and where there are no minutes of it, for
    the day that was planned, on which all parties need not work: put off, that might leave the
    period of its figure, and nobody could tell it where a party's clock is hidden.
    """
    asked = {id_: one for id_, one in charter.reviews.items() if one.kind is ReviewKind.HEALTH}
    fronts = [one.front for one in minutes if one.front and one.front.review in asked]
    days: set[date] = set()
    held = {front.held_on for front in fronts if front.took_place}
    kept = {(front.review, front.for_) for front in fronts}
    for id_, review in asked.items():
        if review.every is not None and review.starting is not None:
            planned = review.every.occurrences(review.starting, today)
            days.update(day for day in planned if (id_, day) not in kept)
    return [day for some in (days, held) for day in sorted(some) if day <= today]


def days_told(charter: Charter) -> bool:
    """Whether nothing is hidden of when people were asked."""
    here = not charter.hides("reviews") and not charter.lacks("reviews")
    return here and not any(
        review.hides("kind", "every", "starting") for review in charter.reviews.values()
    )


def card_as_told(charter: Charter, kpi: str) -> Kpi:
    """A KPI's card; unjudged where it is a survey's and nobody can tell when people were asked."""
    card = charter.kpis[kpi]
    return card if card.survey is None or days_told(charter) else card.unjudged()


def days_of(periods: Iterable[Period], held: Sequence[date]) -> Mapping[Period, date]:
    """By period the last of the days ``held``, in their order, that lies in it, if one does."""
    found = {}
    for period in periods:
        days = [day for day in held if period.first_day <= day <= period.last_day]
        if days:
            found[period] = days[-1]
    return found


def days_taken(
    partnership: Partnership, kpi: str, periods: Iterable[Period], today: date
) -> Mapping[Period, date]:
    """On which days the figures of some periods of a KPI were taken; none of those of no survey."""
    charter = partnership.charter
    if charter.kpis[kpi].survey is None:
        return {}
    return days_of(periods, survey_days(charter, partnership.records.minutes, today))

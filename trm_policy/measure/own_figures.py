"""What the repository says itself of a KPI whose source lies in it: a survey, escalations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from itertools import product
from statistics import fmean
from typing import NamedTuple

from trm_policy.measure.escalation_figures import figure_of, from_log, log_of
from trm_policy.measure.series import series_of
from trm_policy.model.kpi import Kpi
from trm_policy.model.plausible import Bounds, of_a_hundred, scale_of
from trm_policy.model.records import (
    HIGHEST_SCORE,
    LOWEST_SCORE,
    Measurement,
    SurveyAnswer,
    SurveyRecord,
)
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing import Frequency, Period
from trm_policy.wording.numbers import decimals, exact

_SLIP = 1e-9
_MEAN = re.compile(r"\b(?:means?|averages?|avg)\b")
_NO_MEAN = re.compile(
    r"\b(?:gap|differ\w*|distance|spread|range|deviation|low(?:er|est)|high(?:er|est)|min(?:imum)?"
    r"|max(?:imum)?|median|least|most|worst|best|chang\w*|share|proportion|sum|count|number"
    r"|questions? [0-9])\b"
)
"""What says that a KPI with a survey is another figure than a mean of answers."""
_ALL_ANSWERS = re.compile(r"\ball (?:the )?(?:answers|questions)\b")
_ALL_PARTIES = re.compile(
    r"\b(?:both|all|each|every|either) (?:of the )?(?:part(?:y|ies)|sides?)\b"
)


class OwnFigure(NamedTuple):
    """What a source in the repository gives for a period: a value for each reading of the KPI."""

    source: str
    values: tuple[float, ...]

    def agrees(self, figure: float, written: str) -> bool:
        """Whether a figure, rounded as it is written, is one of the values."""
        half = 0.5 * 10.0 ** -decimals(written) + _SLIP
        return any(abs(figure - value) <= half for value in self.values)

    @property
    def figure(self) -> str:
        """The value to record, to one decimal; empty where there are several."""
        found = {exact(round(value, 1)) for value in self.values}
        return found.pop() if len(found) == 1 else ""

    def said(self, written: str = "0.0") -> str:
        """The values in words, to as many decimals as ``written`` has, one at least."""
        digits = max(decimals(written), 1)
        found = dict.fromkeys(exact(round(value, digits)) for value in self.values)
        return f"{self.source} gives {' or '.join(found)}"


class Contradiction(NamedTuple):
    """A recorded figure that its own source does not give."""

    row: Measurement
    own: OwnFigure


def contradictions(partnership: Partnership, today: date) -> Iterator[Contradiction]:
    """The figures that count and that a source in the repository contradicts, KPI by KPI."""
    for id_, series in series_of(partnership, today).items():
        card = partnership.charter.kpis[id_]
        figures = series.figures if card.survey is not None or from_log(card) else ()
        for period, row in figures:
            own = own_figure(partnership, id_, period, today)
            if own is None or row.value is None or own.agrees(row.value, row.value_text):
                continue
            yield Contradiction(row, own)


def own_figure(partnership: Partnership, kpi: str, period: Period, today: date) -> OwnFigure | None:
    """What the repository gives for a period of a KPI as of the start of a day.

    None where the source is no part of it, or is not clear, or has nothing for the period.
    """
    card = partnership.charter.kpis[kpi]
    if card.survey is not None:
        return _of_survey(card, period, partnership)
    if from_log(card):
        return _of_log(card, period, partnership, today)
    return None


def _of_survey(kpi: Kpi, period: Period, partnership: Partnership) -> OwnFigure | None:
    if period.frequency is not Frequency.YEARLY:
        return None
    year, doubtful = period.first_day.year, partnership.records.doubtful
    for survey in partnership.records.surveys:
        asked = {(answer.party, answer.question) for answer in survey.answers}
        known = len(asked) == len(survey.answers) and all(
            answer.party in partnership.charter.parties
            and (answer.score is not None or answer.count == 0)
            for answer in survey.answers
        )
        certain = known and survey.path not in doubtful and _is_mean(kpi, survey)
        if survey.year == year and certain:
            readings = _readings(kpi, survey, partnership)
            values = tuple(value for answers in readings for value in _means(kpi, answers))
            return OwnFigure(f"the survey of {year}", values) if values else None
    return None


def _is_mean(kpi: Kpi, survey: SurveyRecord) -> bool:
    """Whether a KPI is a mean of answers that a survey of these parties gives."""
    asked = kpi.survey.respondents.keys() if kpi.survey else ()
    answered = {answer.party for answer in survey.answers if answer.count != 0}
    unit, scale = kpi.unit or "", kpi.survey.scale if kpi.survey else None
    ends = scale_of(unit) or (None if of_a_hundred(unit) else scale_of(scale or ""))
    others = asked and answered != set(asked)
    mean = _MEAN.search(kpi.words) and not _NO_MEAN.search(kpi.words)
    return bool(mean) and not others and ends == Bounds(LOWEST_SCORE, HIGHEST_SCORE)


def _readings(
    kpi: Kpi, survey: SurveyRecord, partnership: Partnership
) -> Iterator[list[SurveyAnswer]]:
    """The answers that a KPI may mean: of the parties and to the questions that its words name.

    Where they name none, or say that they mean all, they mean all.
    """
    said, roster = _spaced(kpi.words), partnership.roster
    parties = frozenset(
        id_
        for id_, party in partnership.charter.parties.items()
        if any(_spaced(name) in said for name in (id_, roster.party_name(id_), party.role or "-"))
    )
    asked = frozenset(answer.question for answer in survey.answers)
    questions = frozenset(one for one in asked if _spaced(one) in said)
    everyone, everything = frozenset(partnership.charter.parties), _ALL_ANSWERS.search(kpi.words)
    whose = (
        {parties} if parties and parties != everyone else {everyone, *map(frozenset, zip(parties))}
    )
    whose |= {everyone} if everything or _ALL_PARTIES.search(kpi.words) else set()
    which = {questions or asked} | ({asked} if everything else set())
    for by, on in product(sorted(whose, key=len, reverse=True), sorted(which, key=len)):
        yield [one for one in survey.answers if one.party in by and one.question in on]


def _spaced(text: str) -> str:
    """The words of a text with a space around each."""
    return " ".join(["", *re.findall(r"\w+", text.casefold()), ""])


def _means(kpi: Kpi, answers: Iterable[SurveyAnswer]) -> Iterator[float]:
    """The mean of the parties' means; unless that is what is asked for, of all answers too."""
    scores: dict[str, list[float]] = {}
    weighed: list[tuple[float, int]] = []
    for answer in answers:
        if answer.score is None or answer.count == 0:
            continue
        scores.setdefault(answer.party, []).append(answer.score)
        weighed += [(answer.score, answer.count)] if answer.count else []
    if scores:
        yield fmean(map(fmean, scores.values()))
    if len(weighed) == sum(map(len, scores.values())) > 0 and "means" not in kpi.words:
        yield _weighted(weighed)


def _weighted(answers: Sequence[tuple[float, int]]) -> float:
    return sum(score * count for score, count in answers) / sum(count for _, count in answers)


def _of_log(kpi: Kpi, period: Period, partnership: Partnership, today: date) -> OwnFigure | None:
    doubtful = partnership.records.unclear("escalations") or not partnership.roster.calendars
    figure = figure_of(kpi)
    if figure is None or doubtful or period.last_day >= today:
        return None
    log = log_of(partnership, datetime.combine(today, time(), UTC))
    value = log.resolution(period).value(figure) if log.kept_in(period) else None
    return None if value is None else OwnFigure("the escalation log", (value,))

"""Variance, trend and forecast in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.support import partnership
from trm_policy.measure.scorecard import (
    Forecast,
    Milestone,
    Outlook,
    Progress,
    scorecard_of,
    variance,
)
from trm_policy.measure.trend import Course, Estimate, Season, Trend
from trm_policy.model.building import build
from trm_policy.model.kpi import Kpi
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Frequency, Period
from trm_policy.views.scorecard_words import (
    ForecastWords,
    TrendWords,
    forecast,
    gap,
    going,
    milestone,
    share,
    tolerance,
    trend,
    versus_plan,
)

DAY = date(2027, 12, 31)


def kpi(direction: Direction | None = Direction.INCREASE, unit: str = "%") -> Kpi:
    return Kpi(name="K", direction=direction, unit=unit, frequency=Frequency.QUARTERLY)


@pytest.mark.parametrize(
    ("unit", "threshold", "said"),
    [
        ("%", None, "1.5 percentage points from plan"),
        ("%", {"at_least": 99}, "1.5 percentage points from the service level"),
        ("days", None, "1.5 days from plan"),
        ("score 1-5", None, "1.5 from plan"),
    ],
)
def test_a_tolerance_is_a_difference_in_the_unit(
    unit: str, threshold: dict[str, float] | None, said: str
) -> None:
    card = build(Kpi, {"name": "K", "unit": unit, "tolerance": 1.5, "threshold": threshold}).value
    assert card is not None
    assert (tolerance(card), tolerance(kpi())) == (said, "")


@pytest.mark.parametrize(
    ("direction", "value", "plan", "said"),
    [
        (Direction.INCREASE, 97.2, 96, ("1.2 days better than plan", "1.2 % better")),
        (Direction.DECREASE, 9, 8, ("1 day worse than plan", "12.5 % worse")),
        (Direction.MAINTAIN, 7, 8, ("1 day below plan", "12.5 % below")),
        (None, 9, 8, ("1 day above plan", "12.5 % above")),
        (Direction.INCREASE, 8, 8, ("exactly on plan", "")),
        (Direction.INCREASE, 0.0049, 0.0041, ("0.0008 days better than plan", "19.5 % better")),
        (Direction.INCREASE, 5, 0, ("5 days better than plan", "")),
        (Direction.INCREASE, -30, -20, ("10 days worse than plan", "50.0 % worse")),
        (Direction.DECREASE, 900, 8, ("892 days worse than plan", "11,150 % worse")),
    ],
)
def test_the_variance_is_told_in_the_unit_and_in_percent_of_the_plan(
    direction: Direction | None, value: float, plan: float, said: tuple[str, str]
) -> None:
    card = kpi(direction, "days")
    found = variance(card, value, plan)
    assert (gap(found, card), share(found, card)) == said


@pytest.mark.parametrize("unit", ["", "score 1-5", "per 10,000", "per million hours"])
def test_a_difference_on_a_scale_or_of_a_rate_has_no_unit(unit: str) -> None:
    card = kpi(unit=unit)
    assert gap(variance(card, 3.9, 4.05), card) == "0.15 worse than plan"


def test_the_variance_of_a_percentage_is_told_in_points_alone() -> None:
    found = variance(kpi(), 97.2, 96)
    told = gap(found, kpi()), share(found, kpi())
    assert told == ("1.2 percentage points better than plan", "")


def test_a_difference_of_one_percentage_point_is_no_plural() -> None:
    assert gap(variance(kpi(), 97, 96), kpi()) == "1 percentage point better than plan"


def test_the_plan_and_its_percentage_stand_beside_the_difference() -> None:
    card = kpi(unit="days")
    found = variance(card, 7.5, 5.5)
    assert versus_plan(found, card, 5.5) == "2 days better than plan (5.5, 36.4 %)"
    assert versus_plan(None, card, None) == "no plan to compare it with"


def moving(course: Course, slope: float) -> Trend:
    return Trend(course, 8, 0.01, Estimate(slope, slope, slope), 0, 0, season=Season.NONE)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (moving(Course.IMPROVING, 0.02),
         TrendWords("↗", "improving", "improving", "+1.83 a quarter")),
        (moving(Course.WORSENING, -0.02),
         TrendWords("↘", "worsening", "worsening", "−1.83 a quarter")),
        (moving(Course.STEADY, 0.02), TrendWords("→", "steady", "steady")),
        (moving(Course.RISING, 0.02), TrendWords("↑", "rising", "rising", "+1.83 a quarter")),
        (moving(Course.FALLING, -0.02), TrendWords("↓", "falling", "falling", "−1.83 a quarter")),
        (replace(moving(Course.IMPROVING, 0.02), season=Season.UNTESTED),
         TrendWords("↗", "improving", "improving", "+1.83 a quarter, season not ruled out")),
        (replace(moving(Course.IMPROVING, 0.02), season=Season.FOUND),
         TrendWords("↗", "improving", "improving", "+1.83 a quarter, compared by season")),
        (replace(moving(Course.WORSENING, -0.02), since=Period.parse("2026-Q2")),
         TrendWords("↘", "worsening", "worsening", "−1.83 a quarter, since 2026-Q2")),
        (replace(moving(Course.TURNING_WORSE, 0.02), since=Period.parse("2026-Q2")),
         TrendWords("↘", "turning worse", "mixed", "since 2026-Q2")),
        (None, TrendWords("·", "fewer than 5 figures", "silent")),
    ],
)  # fmt: skip
def test_a_trend_has_a_sign_and_a_word(found: Trend | None, words: TrendWords) -> None:
    assert trend(found, kpi(), stale=False) == words


@pytest.mark.parametrize(
    ("course", "decline", "said"),
    [
        (Course.STEADY, "", "steady"),
        (Course.STEADY, "falling behind its plan over the newest 6 figures",
         "steady, falling behind plan"),
        (Course.IMPROVING, "falling behind its plan over the newest 6 figures",
         "improving, falling behind plan"),
        (Course.WORSENING, "worsening over the newest 6 figures (p = 0.003)", "worsening"),
        (None, "falling behind its plan over the newest 6 figures", "falling behind plan"),
        (None, "", ""),
    ],
)  # fmt: skip
def test_where_a_kpi_goes_is_said_in_one_way_by_tables_packs_minutes_and_charts(
    course: Course | None, decline: str, said: str
) -> None:
    (row, *_) = scorecard_of(partnership(), date(2026, 11, 22), 10)
    found = None if course is None else moving(course, 0.02)
    assert going(replace(row, trend=found, decline=decline)) == said


def test_a_trend_of_old_figures_is_not_told() -> None:
    assert trend(None, kpi(), stale=True) == TrendWords("·", "no recent figure", "silent")


@pytest.mark.parametrize(
    ("unit", "known", "expected", "words"),
    [
        ("%", [90, 98], (99, 95, 103), ("99", "95 and 100")),
        ("%", [90, 98], (104, 101, 107), ("100", "")),
        ("%", [90, 120], (104, 101, 107), ("104", "101 and 107")),
        ("days", [90, 98], (3, -2, 107), ("3", "0 and 107")),
        ("EUR", [-5, 98], (-7, -9, 107), ("-7", "-9 and 107")),
    ],
)
def test_a_forecast_goes_no_further_than_the_kpi_can(
    unit: str, known: list[float], expected: tuple[float, ...], words: tuple[str, str]
) -> None:
    found = Forecast(DAY, Estimate(*expected), Outlook.OPEN)
    assert forecast(found, kpi(unit=unit), known) == ForecastWords(*words, "open")


@pytest.mark.parametrize(
    ("direction", "progress", "over", "said"),
    [
        (Direction.INCREASE, Progress.REACHED, True, "reached"),
        (Direction.INCREASE, Progress.REACHED, False, "reached early"),
        (Direction.INCREASE, Progress.BEHIND, False, "behind plan"),
        (Direction.INCREASE, Progress.MISSED, True, "missed"),
        (Direction.MAINTAIN, Progress.REACHED, True, "reached"),
        (Direction.MAINTAIN, Progress.REACHED, False, "on target"),
        (Direction.MAINTAIN, Progress.BEHIND, False, "off target"),
        (Direction.MAINTAIN, Progress.UNKNOWN, False, "unknown"),
    ],
)
def test_a_milestone_says_how_it_went(
    direction: Direction, progress: Progress, over: bool, said: str
) -> None:
    assert milestone(Milestone(1, DAY, over, progress), kpi(direction)) == said

"""Where a KPI goes by all its figures and by the newest: real series, and what is true of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import erfc, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measure.test_kpi_status import kpi
from trm_policy.measure.kpi_status import Figure, KpiStatus
from trm_policy.measure.scorecard import scorecard
from trm_policy.measure.trend import Course, Season
from trm_policy.measure.turning import course, declining
from trm_policy.model.kpi import Kpi
from trm_policy.timing import Frequency, Period
from trm_policy.views.scorecard_words import trend

NOTTINGHAM = (
    *(40.6, 40.8, 44.4, 46.7, 54.1, 58.5, 57.7, 56.4, 54.3, 50.5, 42.9, 39.8),
    *(44.2, 39.8, 45.1, 47.0, 54.1, 58.7, 66.3, 59.9, 57.0, 54.2, 39.7, 42.8),
    *(37.5, 38.7, 39.5, 42.1, 55.7, 57.8, 56.8, 54.3, 54.3, 47.1, 41.8, 41.7),
)
"""Mean temperatures at Nottingham Castle by month, 1920 to 1922, in °F (O. D. Anderson, 1976)."""
PASSENGERS = (
    *(112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118),
    *(115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140),
    *(145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166),
)
"""Passengers of international airlines by month, 1949 to 1951, in thousands (Box and Jenkins)."""
LORRIES = (171, 160, 149, 141, 128, 117, 108, 101, 126, 143)
ABSENCE = (8.1, 8.4, 8.2, 8.0, 7.4, 7.0, 6.8, 6.7, 6.5, 6.6, 6.9, 7.2)


def monthly(values: Sequence[float]) -> list[Figure]:
    """A figure for each month from January 2024 on."""
    found, period = [], Period(date(2024, 1, 1), Frequency.MONTHLY)
    for value in values:
        found.append(Figure(period, float(value)))
        period = period.next()
    return found


def should(direction: str | None, **more: Any) -> Kpi:
    return kpi(direction=direction, baseline=None, milestones=[], unit="lorries", **more)


def told(values: Sequence[float], direction: str | None) -> tuple[str, str | None]:
    found = course(should(direction), monthly(values))
    assert found is not None
    return found.course.value, str(found.since) if found.since else None


@pytest.mark.parametrize(
    ("values", "direction", "word", "since"),
    [
        # best in August, then two figures, up by 42 of the 70 won: none had been worse before
        (LORRIES, "decrease", "turning worse", "2024-08"),
        # best in September (6.5), then three in a row, up by 0.7 of the 1.9 won; before 0.3
        (ABSENCE, "decrease", "turning worse", "2024-09"),
        (LORRIES, "increase", "turning better", "2024-08"),
        (LORRIES, None, "turning up", "2024-08"),
        ([-value for value in LORRIES], None, "turning down", "2024-08"),
        # the distance from 98 shrinks from 8 to 1, then grows to 5
        ((90, 91, 92, 93, 94, 95, 96, 97, 94, 93), "maintain", "turning worse", "2024-08"),
        # two figures back, by less than half of what was won, or three by less than a third
        ((90, 91, 92, 93, 94, 95, 96, 97, 95, 94), "increase", "improving", None),
        ((88, 90, 92, 94, 96, 98, 100, 98.5, 97.5, 96.5), "increase", "improving", None),
        ((88, 90, 92, 94, 96, 98, 100, 98.5, 97.5, 96), "increase", "turning worse", "2024-07"),
        # one figure back may be an outlier
        ((90, 91, 92, 93, 94, 95, 96, 97, 98, 93), "increase", "improving", None),
        # unless it is the worst of all
        ((90, 91, 92, 93, 94, 95, 96, 97, 98, 60), "increase", "turning worse", "2024-09"),
        ((90, 91, 92, 30, 94, 95, 96, 97, 98, 99), "increase", "improving", None),
        # two figures back, but no further than it went back before
        ((90, 93, 91, 94, 92, 95, 97, 98, 97.5, 97), "increase", "improving", None),
        # it went back and recovers
        ((90, 91, 92, 93, 94, 95, 98, 93, 95, 97), "increase", "improving", None),
        # all figures together go nowhere, the newest six fall in perfect order
        ((98, 98.4, 99, 99.4, 99.3, 99.1, 98.8, 98.2, 97.6, 97.2), "increase", "worsening",
         "2024-05"),
        ([5] * 12, "increase", "steady", None),
        ((3, 1, 3, 4, 1, 5, 2, 1, 3, 5, 4, 3), "increase", "steady", None),
    ],
)  # fmt: skip
def test_what_the_newest_figures_contradict_is_said_first(
    values: Sequence[float], direction: str | None, word: str, since: str | None
) -> None:
    assert told(values, direction) == (word, since)


@pytest.mark.parametrize(
    ("values", "direction", "word", "pace"),
    [
        # a step: 72 of the 153 pairs rise, none falls, yet no figure after June 2024 differs
        ([80] * 6 + [90] * 12, "increase", "steady", "since 2024-07, better than before"),
        ([90] * 6 + [80] * 12, "increase", "steady", "since 2024-07, worse than before"),
        ([90] * 6 + [80] * 12, None, "steady", "since 2024-07, lower than before"),
        # 3 and 2.5 days, then eleven months of 2: the median slope of all pairs is 0
        ([3, 2.5] + [2] * 11, "decrease", "steady", "since 2024-03, better than before"),
        ([3, 2.5] + [2] * 11, "increase", "steady", "since 2024-03, worse than before"),
        # two years at two levels are no season: what is left of each level is 0
        ([80] * 12 + [90] * 12, "increase", "steady", "since 2025-01, better than before"),
        ([80] * 6 + [85] * 6 + [90] * 6, "increase", "steady", "since 2025-01, better than before"),
        # the level moves by 1 and less, up as often as down
        ([80, 81, 79, 80, 82, 80, 90, 91, 89, 90, 91, 90, 89, 90, 91, 90, 89, 91],
         "increase", "steady", "since 2024-07, better than before"),
        # 80 to 91 in twelve months, then eleven of 91
        ([*range(80, 92), *[91] * 11], "increase", "steady", "since 2024-12, better than before"),
        ([*range(80, 92), *[91] * 6], "increase", "steady", "since 2024-12, better than before"),
        # three months at one level are too few to say that it moves no more
        ([*range(80, 92), *[91] * 3], "increase", "improving",
         "+0.99 a month, season not ruled out"),
        # what got worse is steady after nine months, no warning before
        ([90] * 6 + [80] * 9, "increase", "steady", "since 2024-07, worse than before"),
        # the aim is 98: the distance falls from 8 to 1 and stays there
        ([90, 91, 92, 93, 94, 95, 96, *[97] * 8], "maintain", "steady",
         "since 2024-08, better than before"),
        # slower than before, but rising still: each of the newest six above the one before
        ([60, 65, 70, 75, 80, 85, 90, 90.5, 91, 91.5, 92, 92.5, 93], "increase", "improving",
         "+2.74 a month, season not ruled out"),
        # stairs: the newest six hold a step of their own
        ([80] * 3 + [82] * 3 + [84] * 3 + [86] * 3, "increase", "improving",
         "+0.66 a month, season not ruled out"),
        (range(80, 92), "increase", "improving", "+1 a month, season not ruled out"),
        ([80, 85, 82, 87, 84, 89, 86, 91, 88, 93, 90, 95], "increase", "improving",
         "+1 a month, season not ruled out"),
        # neither a zig-zag, nor an outlier at either end, nor a level left and found again is one
        ([80, 90] * 8, "increase", "steady", ""),
        ([60, 90, 91, 89, 90, 91, 90, 89, 90, 91, 90, 89], "increase", "steady", ""),
        ([90, 91, 89, 90, 91, 90, 89, 90, 91, 90, 89, 60], "increase", "steady", ""),
        ([80] * 6 + [90] * 6 + [80] * 6, "increase", "steady", ""),
        ([90] * 6 + [80] * 3 + [90] * 6, "increase", "steady", ""),
        ([90] * 12, "increase", "steady", ""),
    ],
)  # fmt: skip
def test_what_moves_no_more_is_steady_since_then(
    values: Sequence[float], direction: str | None, word: str, pace: str
) -> None:
    card, figures = should(direction), monthly(values)
    found = course(card, figures)
    said = trend(found, card, stale=False)
    assert (said.word, said.pace) == (word, pace)
    assert declining(card, figures, KpiStatus.GREEN, found) == ""


def test_a_warning_of_a_step_down_stands_for_eight_months() -> None:
    card, figures = should("increase"), monthly([90] * 6 + [80] * 8)
    found = course(card, figures)
    # 48 of 91 pairs fall, none rises: the variance is (14 * 13 * 33 - 6 * 5 * 17 - 8 * 7 * 21) / 18
    assert found is not None
    assert found.chance == pytest.approx(erfc(48 / sqrt(240) / sqrt(2)))
    assert declining(card, figures, KpiStatus.RED, found) == (
        "worsening over the newest 14 figures (p = 0.002; season not ruled out)"
    )


def test_a_step_under_a_season_has_ended_where_a_cycle_is_no_better_than_the_one_before() -> None:
    # 1949, then 1951 twice: every month rose once, and no month has risen since
    figures = monthly((*PASSENGERS[:12], *PASSENGERS[24:], *PASSENGERS[24:]))
    found = course(should("increase"), figures)
    assert found is not None
    assert (found.course, found.season, str(found.since), found.after) == (
        Course.STEADY, Season.FOUND, "2026-01", Course.IMPROVING
    )  # fmt: skip


def test_a_season_that_is_off_its_plan_is_not_behind_it_each_time_it_swings() -> None:
    # 80 plus a swing of 5 with the year, three times the same: from July to December it falls
    # each year, off the plan of 98; each figure lies as far off as a year before
    swing = (85, 84, 82, 80, 78, 76, 75, 76, 78, 80, 82, 84)
    card = kpi(milestones=[], baseline={"value": 98.0, "date": date(2023, 12, 31)})
    figures = monthly([*swing, *swing, *swing[:7]])
    found = course(card, figures)
    assert found is not None
    assert (found.course, found.season) == (Course.STEADY, Season.FOUND)
    assert declining(card, figures, KpiStatus.RED, found) == ""
    # where the plan rises by 6 a year, the same figures lie 6 further off it than a year before
    rises = kpi(milestones=[], baseline={"value": 80.0, "date": date(2023, 12, 31)})
    found = course(rises, figures)
    assert found is not None
    assert found.course is Course.STEADY
    assert declining(rises, figures, KpiStatus.RED, found) == (
        "further behind its plan than a cycle before in each of the newest 6 figures"
    )


def test_what_is_as_good_as_impossible_by_chance_is_never_said_to_be_impossible() -> None:
    # of the 20! orders one falls so and one rises so
    card, figures = should("increase"), monthly(range(20, 0, -1))
    found = course(card, figures)
    assert declining(card, figures, KpiStatus.GREEN, found) == (
        "worsening over the newest 20 figures (p < 0.001)"
    )


def test_a_season_without_a_trend_is_none() -> None:
    # J -1 F -3 M -1 A -1 M +2 J -1 J -1 A -1 S 0 O -1 N -1 D +1 = -8; the variance of three values
    # is 11/3, with two of them equal (May, September) 8/3: 10 * 11/3 + 2 * 8/3 = 42
    found = course(should(None), monthly(NOTTINGHAM))
    assert found is not None
    assert (found.course, found.season) == (Course.STEADY, Season.FOUND)
    assert found.chance == pytest.approx(erfc(8 / sqrt(42) / sqrt(2)))


def test_a_trend_under_a_season_is_found() -> None:
    # each month rises from year to year: 12 * 3 = 36 pairs, variance 12 * 11/3 = 44
    found = course(should("increase"), monthly(PASSENGERS))
    assert found is not None
    assert (found.course, found.season) == (Course.IMPROVING, Season.FOUND)
    assert found.chance == pytest.approx(erfc(36 / sqrt(44) / sqrt(2)))
    # autumn is no turn: November 1951 lies above November 1950
    assert course(should("increase"), monthly(PASSENGERS[:35])) is not None
    assert told(PASSENGERS[:35], "increase") == ("improving", None)


def test_under_a_season_it_turns_where_the_newest_are_worse_than_a_year_before() -> None:
    lost = (*PASSENGERS[:33], 130, 110, 135)  # October to December below 133, 114 and 140
    assert told(lost, "increase") == ("turning worse", "2026-10")
    assert told((*PASSENGERS[:33], 130, 110, 141), "increase") == ("improving", None)


def test_under_a_season_it_turns_where_the_newest_fall_and_the_same_months_had_risen() -> None:
    # March to August 1950 went from 141 to 170; each of the newest lies above its own of that year
    falls = (*PASSENGERS[:26], 178, 177, 176, 175, 174, 173)
    assert told(falls, "increase") == ("turning worse", "2026-03")
    assert told((*PASSENGERS[:26], 178, 177, 176, 175, 176, 173), "increase") == ("improving", None)


SHOCK = (*[97] * 10, 60, 62, 65, 70, 75, 80, 85, 90)


def test_a_shock_is_no_season_and_what_recovers_from_it_turns_better() -> None:
    card, figures = should("increase"), monthly(SHOCK)
    found = course(card, figures)
    assert found is not None
    assert (found.course, str(found.since), found.season) == (
        Course.TURNING_BETTER, "2024-11", Season.NONE
    )  # fmt: skip
    said = trend(found, card, stale=False)
    assert (said.word, said.pace) == ("turning better", "since 2024-11")
    assert declining(card, figures, KpiStatus.RED, found) == ""


def test_a_level_after_a_step_down_is_no_season() -> None:
    # the line of all falls through both levels: what lies above it first does so a year later too
    before = (94, 95, 94, 94, 95, 95, 92, 92, 95, 94)
    figures = monthly((*before, 82, 79, 78, 81, 80, 79, 78, 82))
    found = course(should("increase"), figures)
    assert found is not None
    assert (found.course, found.season) == (Course.WORSENING, Season.NONE)


def test_a_season_of_which_too_little_is_known_is_not_ruled_out() -> None:
    half_a_year = course(should(None), monthly(NOTTINGHAM[:7]))
    assert half_a_year is not None
    assert (half_a_year.course, half_a_year.season) == (Course.RISING, Season.UNTESTED)
    # sixteen months have four fellows of the year before, seventeen have five
    assert course(should(None), monthly(range(16))) is not None
    for number, known in ((16, Season.UNTESTED), (17, Season.NONE)):
        found = course(should(None), monthly([float(n * n % 7 + n) for n in range(number)]))
        assert found is not None
        assert found.season is known


def test_years_have_no_season() -> None:
    figures = [Figure(Period.parse(f"{2018 + n}"), float(n)) for n in range(6)]
    found = course(should("increase", frequency="yearly"), figures)
    assert found is not None
    assert (found.course, found.season) == (Course.IMPROVING, Season.NONE)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (LORRIES, "turning worse since 2024-08, after it had improved"),
        (LORRIES[:8], ""),
        (LORRIES[::-1], "worsening over the newest 10 figures (p = 0.017; season not ruled out)"),
    ],
)
def test_a_decline_is_what_the_course_says(values: Sequence[float], reason: str) -> None:
    card, figures = should("decrease"), monthly(values)
    assert declining(card, figures, KpiStatus.GREEN, course(card, figures)) == reason


def test_what_turned_or_has_a_season_is_not_led_on() -> None:
    from tests.support import edited, partnership

    rows = "".join(f"otif,{f.period},{200 - f.value:g},\n" for f in monthly(LORRIES))
    files = edited() | {
        "partnerships/meridian-helix/measurements.csv": f"kpi,period,value,note\n{rows}".encode()
    }
    charter = partnership(files).charter
    otif = charter.kpis["otif"].model_copy(update={"unit": "points"})
    measured = partnership(files).records.measurements
    charter = charter.model_copy(update={"kpis": {**charter.kpis, "otif": otif}})
    (row, *_) = scorecard(charter, measured, date(2024, 11, 1))
    assert row.trend is not None
    assert (row.trend.course, row.forecast) == (Course.TURNING_WORSE, None)
    assert row.decline == "turning worse since 2024-08, after it had improved"


@given(
    st.lists(st.integers(-30, 30) | st.floats(-1e308, 1e308), min_size=5, max_size=40),
    st.sampled_from(["increase", "decrease", None]),
)
def test_a_turn_is_true_of_the_figures_that_it_names(
    values: list[float], direction: str | None
) -> None:
    figures = monthly(values)
    found = course(should(direction), figures)
    assert found is not None
    if found.season is Season.FOUND or found.since is None:
        return
    since = [one.value for one in figures if one.period >= found.since]
    if found.course is Course.STEADY:
        assert found.after is not None
        assert len(since) == found.figures >= 6
        assert min(since[1:]) <= since[0] <= max(since[1:])
        return
    first = since[0]
    rose = {
        Course.TURNING_UP: True,
        Course.TURNING_DOWN: False,
        Course.RISING: True,
        Course.FALLING: False,
        Course.TURNING_BETTER: direction == "increase",
        Course.IMPROVING: direction == "increase",
        Course.TURNING_WORSE: direction == "decrease",
        Course.WORSENING: direction == "decrease",
    }[found.course]
    assert (figures[-1].value > first) is rose
    assert figures[-1].value != first

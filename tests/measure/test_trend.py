"""Trend and forecast, against published examples and against every order there is."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from itertools import combinations, permutations
from math import erfc, factorial, sqrt
from operator import gt, lt
from statistics import NormalDist, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.measure.kpi_status import Figure
from trm_policy.measure.trend import (
    LEAST_FIGURES,
    MOST_FIGURES,
    Course,
    Estimate,
    mann_kendall,
    prepare,
    trend,
)
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Frequency, Period

UP = Direction.INCREASE


def days(values: dict[int, float]) -> list[Figure]:
    """A figure for each of these days of January 2026."""
    return [
        Figure(Period(date(2026, 1, day), Frequency.DAILY), value) for day, value in values.items()
    ]


def in_a_row(*values: float) -> list[Figure]:
    first = date(2026, 1, 1).toordinal()
    return [
        Figure(Period(date.fromordinal(first + at), Frequency.DAILY), float(value))
        for at, value in enumerate(values)
    ]


def test_the_slope_of_sens_own_example_is_found_with_its_interval() -> None:
    # P. K. Sen (1968), the example of section 5: slope 4. His list of slopes has slips; the ends
    # of the interval are those of T. Therneau's package 'deming', which corrects them.
    found = trend(days({1: 9, 2: 15, 3: 19, 4: 20, 10: 45, 12: 55, 18: 78}), UP)
    assert found is not None
    assert found.slope == Estimate(4.0, pytest.approx(26 / 7), pytest.approx(35 / 8))
    assert (found.course, found.figures) == (Course.IMPROVING, 7)
    assert found.chance == pytest.approx(2 / 5040)  # one order of 7! rises throughout, one falls


def test_the_line_leads_on_through_the_middle_and_its_interval_widens() -> None:
    found = trend(days({1: 9, 2: 15, 3: 19, 4: 20, 10: 45, 12: 55, 18: 78}), UP)
    assert found is not None
    assert found.at(date(2026, 1, 4)) == Estimate(20.0, 20.0, 20.0)
    assert found.at(date(2026, 1, 25)) == Estimate(
        20.0 + 21 * 4, pytest.approx(20.0 + 21 * 26 / 7), pytest.approx(20.0 + 21 * 35 / 8)
    )
    assert found.at(date(2026, 1, 1)) == Estimate(
        8.0, pytest.approx(20.0 - 3 * 35 / 8), pytest.approx(20.0 - 3 * 26 / 7)
    )


@pytest.mark.parametrize(
    ("values", "one_sided"),
    [  # M. G. Kendall (1975), table 1, and R. O. Gilbert (1987), table A18: P(S at least this)
        ([1, 2, 3, 4, 5], 0.0083),  # n = 5, S = 10
        ([1, 2, 3, 5, 4], 0.042),  # n = 5, S = 8
        ([1, 2, 5, 4, 3], 0.242),  # n = 5, S = 4
        ([1, 2, 3, 4, 6, 5], 0.0083),  # n = 6, S = 13
        ([2, 1, 4, 3, 6, 5], 0.068),  # n = 6, S = 9
        ([2, 1, 4, 3, 6, 5, 8, 7], 0.0071),  # n = 8, S = 20
        ([1, 2, 3, 4, 8, 7, 6, 5], 0.031),  # n = 8, S = 16
    ],
)
def test_without_equal_figures_the_probability_is_that_of_kendalls_table(
    values: list[float], one_sided: float
) -> None:
    rising, chance = mann_kendall(values)
    assert rising
    assert chance / 2 == pytest.approx(one_sided, abs=0.0005)
    assert mann_kendall([-value for value in values]) == (False, pytest.approx(chance))


def test_with_equal_figures_the_variance_is_corrected() -> None:
    # J. Little, A Mann-Kendall example by hand (College of the Holy Cross): S = 54, one tie,
    # Z = 2.9058 with the correction for continuity, which takes 1 off S and is not made here.
    values = [12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7]
    rising, chance = mann_kendall(values)
    assert rising
    z = NormalDist().inv_cdf(1 - chance / 2)
    assert z * 53 / 54 == pytest.approx(2.9058, abs=0.0001)


@given(st.lists(st.integers(0, 3), min_size=LEAST_FIGURES, max_size=6))
def test_few_figures_with_equal_ones_never_claim_more_than_all_orders_say(
    values: list[int],
) -> None:
    def score(order: tuple[int, ...]) -> int:
        pairs = ((a, b) for at, a in enumerate(order) for b in order[at + 1 :])
        return sum((b > a) - (b < a) for a, b in pairs)

    orders = [abs(score(order)) for order in permutations(values)]
    exact = sum(one >= abs(score(tuple(values))) for one in orders) / len(orders)
    assert mann_kendall([float(value) for value in values])[1] >= exact - 1e-9


@pytest.mark.parametrize(
    ("values", "chance", "slope"),
    [  # worked out by kendalltau and theilslopes of SciPy 1.17
        (
            "87.6 88.2 92.3 86.9 91.7 88.0 95.2 93.9 96.7 93.5 95.8 94.9",
            0.013770768197851531,
            (0.7125, 0.25, 1.2142857142857142),
        ),
        ("3 1 3 4 1 5 2 1 3 5 4 3", 0.3559586988465745, (0.1125, -0.2, 0.5)),
        (
            (
                "8.842 -4.829 6.365 9.935 6.551 7.868 2.05 2.356 5.242 -0.274 6.671 19.958 "
                "7.049 0.337 11.451 2.71 3.021 1.449 13.966 2.369 18.426 3.651 4.886 12.316 "
                "8.897 10.409 12.462 10.122 8.006 8.402 6.616 4.4 5.522"
            ),
            0.21124423821567256,
            (0.10403977272727273, -0.0907, 0.303421052631579),
        ),
        (
            (
                "10.31 -5.39 0.23 -9.91 0.3 14.27 4.52 8.48 -0.17 -1.16 -2.95 -0.85 -7.97 "
                "-3.31 -3.18 0.63 -2.1 0.41 -4.7 -3.3 -17.82 0.95 -6.36 -9.08 0.99 -4.54 "
                "-8.03 -5.51 -16.32 -4.76 -7.27 -3.73 -7.28 -11.05 0.14 -2.24"
            ),
            0.0050175608777174524,
            (-0.2625, -0.43083333333333335, -0.090625),
        ),
        (
            "0 2 2 2 1 0 1 2 3 1 0 0 3 0 1 2 2 3 3 1 0 0 3 2 1 1 1 3 0 1 3 2 1 0 3 2",
            0.5251666425919947,
            (0.0, 0.0, 0.041666666666666664),
        ),
    ],
)
def test_probability_and_slope_are_those_that_scipy_finds(
    values: str, chance: float, slope: tuple[float, float, float]
) -> None:
    found = trend(in_a_row(*map(float, values.split())), UP)
    assert found is not None
    assert found.chance == pytest.approx(chance, rel=1e-13)
    assert found.slope == Estimate(*(pytest.approx(end, rel=1e-12) for end in slope))


def chance_by_definition(values: list[float]) -> float:
    """Kendall's probability from all pairs, by his recursion over ranks and his variance."""
    number, pairs = len(values), list(combinations(values, 2))
    up, down = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
    equal = len(pairs) - up - down
    if len(set(values)) == 1:
        return 1.0
    if (equal and number < 10) or (not equal and number <= 33):
        orders = {0: 1}  # by how many pairs stand against the order
        for before in range(1, number):
            ways: Counter[int] = Counter()
            for against, count in orders.items():
                for more in range(before + 1):
                    ways[against + more] += count
            orders = ways
        few = sum(count for at, count in orders.items() if at <= min(up, down) + equal)
        return min(1.0, 2 * few / factorial(number))
    tied = sum(n * (n - 1) * (2 * n + 5) for n in Counter(values).values())
    variance = (number * (number - 1) * (2 * number + 5) - tied) / 18
    return erfc(abs(up - down) / sqrt(variance) * sqrt(0.5))


@given(
    st.lists(
        st.integers(-9, 9) | st.floats(-1e6, 1e6, allow_nan=False),
        min_size=LEAST_FIGURES,
        max_size=20,
    )
)
def test_trend_and_slope_are_those_of_the_plain_definitions(values: list[float]) -> None:
    values = [float(value) for value in values]
    found = trend(in_a_row(*values), UP)
    assert found is not None
    days = range(date(2026, 1, 1).toordinal(), 10**6)
    points = zip(days, values, strict=False)
    slopes = [(b - a) / (y - x) for (x, a), (y, b) in combinations(points, 2)]
    up, down = (sum(map(way, *zip(*combinations(values, 2), strict=True))) for way in (lt, gt))
    assert found.slope.value == median(slopes)
    assert {found.slope.low, found.slope.high} <= set(slopes)
    assert mann_kendall(values) == (up > down, chance_by_definition(values))


@given(
    st.lists(
        st.tuples(
            st.dates(date(1990, 1, 1), date(2040, 1, 1)),
            st.integers(-3, 3) | st.floats(allow_nan=False, allow_infinity=False),
        ),
        min_size=LEAST_FIGURES,
        max_size=MOST_FIGURES + 2,
        unique_by=lambda point: point[0],
    )
)
def test_a_portfolio_has_the_trends_that_each_of_its_series_has_alone(
    points: list[tuple[date, float]],
) -> None:
    figures = [Figure(Period(day, Frequency.DAILY), float(value)) for day, value in sorted(points)]
    with pytest.MonkeyPatch.context() as alone:
        alone.delitem(sys.modules, "numpy", raising=False)
        found = trend(figures, UP)
    prepare(10_000)
    assert "numpy" in sys.modules
    assert repr(trend(figures, UP)) == repr(found)


def test_fewer_than_five_figures_say_nothing() -> None:
    assert trend(in_a_row(1, 2, 3, 4), UP) is None
    found = trend(in_a_row(1, 2, 3, 4, 5), UP)
    assert found is not None
    assert found.course is Course.IMPROVING


@pytest.mark.parametrize(
    ("values", "direction", "course"),
    [
        ([5, 4, 3, 2, 1], Direction.DECREASE, Course.IMPROVING),
        ([5, 4, 3, 2, 1], Direction.INCREASE, Course.WORSENING),
        ([1, 2, 3, 4, 5], Direction.DECREASE, Course.WORSENING),
        ([1, 2, 3, 4, 5], None, Course.RISING),
        ([5, 4, 3, 2, 1], None, Course.FALLING),
        ([3, 1, 5, 2, 4], Direction.INCREASE, Course.STEADY),
        ([4, 4, 4, 4, 4], Direction.INCREASE, Course.STEADY),
        ([15, 6, 13, 8, 11], Direction.MAINTAIN, Course.IMPROVING),  # nearer to 10 each time
        ([10, 11, 8, 13, 6], Direction.MAINTAIN, Course.WORSENING),
    ],
)
def test_the_course_is_told_by_the_direction(
    values: list[float], direction: Direction | None, course: Course
) -> None:
    found = trend(in_a_row(*values), direction, target=10)
    assert found is not None
    assert found.course is course


def test_one_outlier_changes_little() -> None:
    found = trend(in_a_row(1, 2, 3, 4, 5, 600, 7, 8, 9, 10), UP)
    assert found is not None
    assert (found.course, found.slope.value) == (Course.IMPROVING, 1.0)


def test_what_is_older_than_the_newest_thirty_six_does_not_count() -> None:
    fall, rise = range(500, 400, -1), range(MOST_FIGURES)
    found = trend(in_a_row(*fall, *rise), UP)
    assert found is not None
    assert (found.course, found.figures, found.slope.value) == (Course.IMPROVING, 36, 1.0)

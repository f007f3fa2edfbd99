"""Whether figures follow a season, and whether they move when each is compared with its own season.

A season is there where what a figure differs from the line resembles what its fellow of the cycle
before differed: Kendall's test of the one against the other. Then the seasonal test of Kendall
counts pairs of the same season only, and the slope is the median of theirs.

R. M. Hirsch, J. R. Slack and R. A. Smith, Techniques of trend analysis for monthly water quality
data, Water Resources Research 18 (1982), 107-121.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from statistics import median

from trm_policy.measure.kpi_status import Figure
from trm_policy.measure.trend import (
    CONFIDENCE,
    LEAST_FIGURES,
    Course,
    Estimate,
    Season,
    Trend,
    course_of,
    interval_ranks,
    judged,
    mann_kendall,
    order_and_variance,
    two_sided,
)
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Frequency, Period

_WEEK = 7
_EQUAL = (Frequency.DAILY, Frequency.WEEKLY)
_UNEQUAL_DAYS = 2
"""Months differ in length, each as in the year before: what moves steadily from month to month
lies up to so many days beside its line, which is no season."""


def before(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each figure that has a fellow of the same season in the cycle before, behind that one."""
    there = {_place(one.period): one for one in figures}
    for (cycle, season), one in there.items():
        if (cycle - 1, season) in there:
            yield there[cycle - 1, season], one


def since_last_cycle(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """The figures of the newest cycle, each behind its fellow of the cycle before."""
    cycle, season = _place(figures[-1].period)
    pairs = before(figures)
    return [(then, now) for then, now in pairs if _place(now.period) > (cycle - 1, season)]


def seasonal(
    figures: Sequence[Figure],
    whole: Trend,
    direction: Direction | None,
    target: float | None,
    expected: Callable[[date], float],
) -> Trend:
    """The trend with what is known of a season; where there is one, it is compared by season.

    ``expected`` is what a figure of a day would be without a season.
    """
    if all(one.period.frequency is Frequency.YEARLY for one in figures):
        return replace(whole, season=Season.NONE)

    near = _UNEQUAL_DAYS * abs(whole.slope.value)

    def away(one: Figure) -> float:
        gone = one.value - expected(one.day)
        return 0.0 if abs(gone) < near and one.period.frequency not in _EQUAL else gone

    pairs = sorted((away(then), -away(now)) for then, now in before(figures))
    if len(pairs) < LEAST_FIGURES:
        return whole
    alike, chance = mann_kendall([-now for _, now in pairs])
    if not alike or chance >= 1 - CONFIDENCE:
        return replace(whole, season=Season.NONE)
    values = judged([one.value for one in figures], direction, target)
    order, variance = _by_season(figures, values)
    chance = two_sided(order, variance)
    course = course_of(order > 0, direction) if chance < 1 - CONFIDENCE else Course.STEADY
    slope = _slope(figures, variance)
    return replace(whole, season=Season.FOUND, course=course, chance=chance, slope=slope)


def _place(period: Period) -> tuple[int, int]:
    """The cycle in which a period lies, a year or of days a week, and its season in it."""
    first = period.first_day
    if period.frequency is Frequency.DAILY:
        return divmod(first.toordinal() - 1, _WEEK)
    if period.frequency is Frequency.WEEKLY:
        week = first.isocalendar()
        return week.year, week.week
    return first.year, first.month


def _by_season(figures: Sequence[Figure], values: Sequence[float]) -> tuple[int, float]:
    """How many more pairs of one season rise than fall, and the variance of that by chance."""
    seasons: Mapping[int, list[float]] = defaultdict(list)
    for one, value in zip(figures, values, strict=True):
        seasons[_place(one.period)[1]].append(value)
    order, variance = 0, 0.0
    for own in seasons.values():
        more, spread = order_and_variance(own)
        order, variance = order + more, variance + spread
    return order, variance


def _slope(figures: Sequence[Figure], variance: float) -> Estimate:
    """The median of the slopes between figures of one season, in units a day, and its interval."""
    slopes = sorted(
        (later.value - one.value) / (later.day - one.day).days
        for one, later in combinations(figures, 2)
        if _place(one.period)[1] == _place(later.period)[1]
    )
    low, high = interval_ranks(len(slopes), variance)
    return Estimate(median(slopes), slopes[low], slopes[high])

"""Whether a KPI moves, how quickly, and where that would lead.

The test of Mann and Kendall tells whether there is a trend: it only asks which of two figures is
the greater, so that one outlier changes little. The line of Theil and Sen tells how quickly: its
slope is the median of the slopes between all pairs of figures.

H. B. Mann, Nonparametric tests against trend, Econometrica 13 (1945), 245-259.
M. G. Kendall, Rank Correlation Methods, 4th edition, 1975.
H. Theil, A rank-invariant method of linear and polynomial regression analysis, Proceedings of the
Royal Netherlands Academy of Sciences 53 (1950), 386-392, 521-525 and 1397-1412.
P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, Journal of the American
Statistical Association 63 (1968), 1379-1389.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from itertools import accumulate, combinations
from math import erfc, factorial, sqrt
from statistics import NormalDist, median
from typing import TYPE_CHECKING

from trm_policy.measure.kpi_status import Figure
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Period

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

METHOD = "Mann-Kendall test, Theil-Sen slope, 95 % confidence"
CONFIDENCE = 0.95
LEAST_FIGURES = 5
"""With four figures even those in perfect order would be so by chance once in twelve times
(2/4! = 8 %), too often for any statement with 95 % confidence; with five, once in sixty (2/5!)."""
MOST_FIGURES = 36
"""Three years of months: what is older says little about where a KPI goes now."""
_WORTH_NUMPY = 400
"""Charters with a handful of KPIs that have three years behind them."""
_ENOUGH_FOR_TIES = 10
"""From here on the normal approximation that allows for equal figures is near enough."""
_REACH = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
"""How many standard deviations the interval of the slope reaches to either side."""
_MOST_EXACT = 33
"""Up to so many figures the probability is counted out; with more the approximation is as good."""


class Season(StrEnum):
    """What is known of a season in the figures."""

    NONE = "none"
    FOUND = "found"
    UNTESTED = "untested"
    """There are too few figures of the cycle before to tell."""


class Course(StrEnum):
    """Where a KPI goes. Without a direction it rises or falls, which is neither good nor bad.

    It turns where the newest figures contradict the trend of all.
    """

    IMPROVING = "improving"
    WORSENING = "worsening"
    RISING = "rising"
    FALLING = "falling"
    TURNING_BETTER = "turning better"
    TURNING_WORSE = "turning worse"
    TURNING_UP = "turning up"
    TURNING_DOWN = "turning down"
    STEADY = "steady"
    """Neither way for certain; it may move too little to be told from chance."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value that is expected, and the interval for it, in the KPI's unit."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Trend:
    """What the newest figures say together.

    ``chance`` is the probability (two-sided) of such an order where there is no trend.
    ``slope`` is in units a day, with the ends of its confidence interval. The line goes through
    the median of the days (``middle``, as an ordinal) and the median of the values. Where the
    newest figures go another way than those before, ``since`` is the period from which on they do,
    and the line leads nowhere. Where they go nowhere any more, it is steady since then, and
    ``after`` is the course that came to its end.
    """

    course: Course
    figures: int
    chance: float
    slope: Estimate
    middle: float
    value: float
    since: Period | None = None
    season: Season = Season.UNTESTED
    after: Course | None = None

    def at(self, day: date) -> Estimate:
        """Where the line is on ``day`` if all goes on as it did.

        The interval is that of the slope: it widens with the distance from the middle.
        """
        away = day.toordinal() - self.middle
        low, high = sorted((self.slope.low * away, self.slope.high * away))
        return Estimate(self.value + self.slope.value * away, self.value + low, self.value + high)


def trend(
    figures: Sequence[Figure], direction: Direction | None, target: float | None = None
) -> Trend | None:
    """The trend of figures in the order of their periods; None for fewer than LEAST_FIGURES.

    No more than the newest MOST_FIGURES count. A KPI to be maintained improves as it comes nearer
    to its ``target``.
    """
    newest = figures[-MOST_FIGURES:]
    if len(newest) < LEAST_FIGURES:
        return None
    days = [figure.day.toordinal() for figure in newest]
    values = [figure.value for figure in newest]
    rising, chance = mann_kendall(judged(values, direction, target))
    return Trend(
        course=course_of(rising, direction) if chance < 1 - CONFIDENCE else Course.STEADY,
        figures=len(newest),
        chance=chance,
        slope=theil_sen(days, values),
        middle=float(median(days)),
        value=float(median(values)),
    )


def mann_kendall(values: Sequence[float]) -> tuple[bool, float]:
    """Whether later values are rather greater, and the probability of that by chance, two-sided.

    This is Kendall's tau between the values and their order. The probability is exact where no
    two values are equal and there are few. Where some are equal it is approximated, with the
    variance corrected for them; fewer than ten values are too few for that, so that equal ones
    are then taken as if they stood against the trend, which never claims too much.
    """
    number = len(values)
    if len(set(values)) == 1:
        return False, 1.0
    up, down = _pairs_in_order(values)
    rising, against = up > down, min(up, down)
    equal = number * (number - 1) // 2 - up - down
    if equal and number < _ENOUGH_FOR_TIES:
        return rising, _chance_of_order(number, against + equal)
    if not equal and (number <= _MOST_EXACT or against <= 1):
        return rising, _chance_of_order(number, against)
    return rising, two_sided(up - down, _variance(values))


def order_and_variance(values: Sequence[float]) -> tuple[int, float]:
    """How many more pairs of values rise than fall, and the variance of that where none does."""
    up, down = _pairs_in_order(values)
    return up - down, _variance(values)


def two_sided(order: int, variance: float) -> float:
    """The probability of so many more pairs in one order by chance, by the normal curve."""
    return erfc(abs(order) / sqrt(variance) * sqrt(0.5)) if variance else 1.0


def _pairs_in_order(values: Sequence[float]) -> tuple[int, int]:
    """How many pairs of values rise, and how many fall."""
    up = down = 0
    before: list[float] = []
    for value in values:
        place = bisect_right(before, value)
        up += bisect_left(before, value, hi=place)
        down += len(before) - place
        before.insert(place, value)
    return up, down


@lru_cache(maxsize=1024)
def _chance_of_order(number: int, against: int) -> float:
    """How probable it is that so few pairs, or fewer, stand against either order, by chance."""
    ways = [1, *[0] * against]
    for placed in range(2, number + 1):
        sums = list(accumulate(ways))
        ways = [sums[at] - (sums[at - placed] if at >= placed else 0) for at in range(against + 1)]
    return min(1.0, 2 * sum(ways) / factorial(number))


def _variance(values: Sequence[float]) -> float:
    """That of the pairs in order less those against it, corrected for equal values."""
    equal = (number for number in Counter(values).values() if number > 1)
    return (_spread(len(values)) - sum(map(_spread, equal))) / 18


def _spread(number: int) -> int:
    return number * (number - 1) * (2 * number + 5)


def theil_sen(days: Sequence[int], values: Sequence[float]) -> Estimate:
    """The median slope in units a day, and Sen's interval for it (1968, formula 2.6).

    The days are all different and ascend.
    """
    pairs = len(values) * (len(values) - 1) // 2
    low, high = interval_ranks(pairs, _variance(values))
    slopes = _slopes_by_numpy if "numpy" in sys.modules else _slopes
    middle = sorted({(pairs - 1) // 2, pairs // 2})
    *halves, least, most = slopes(days, values, [*middle, low, high])
    return Estimate(median(halves), least, most)


def interval_ranks(pairs: int, variance: float) -> tuple[int, int]:
    """The places, from 0, of the ends of the interval among so many slopes in order."""
    reach = _REACH * sqrt(variance)
    low = max(round((pairs - reach) / 2) - 1, 0)
    return low, min(round((pairs + reach) / 2), pairs - 1)


def _slopes(days: Sequence[int], values: Sequence[float], ranks: list[int]) -> list[float]:
    """The slopes between all pairs that have these places, from 0, where all are in order."""
    points = combinations(list(zip(map(float, days), values, strict=True)), 2)
    slopes = sorted([(b - a) / (later - day) for (day, a), (later, b) in points])
    return [slopes[rank] for rank in ranks]


def _slopes_by_numpy(days: Sequence[int], values: Sequence[float], ranks: list[int]) -> list[float]:
    """The same floats in a tenth of the time."""
    import numpy as np

    first, second, gaps = _pairs(tuple(days))
    measured = np.array(values, dtype=float)
    with np.errstate(over="ignore"):
        slopes = (measured[second] - measured[first]) / gaps
    slopes.sort()
    found: list[float] = slopes[ranks].tolist()
    return found


@lru_cache(maxsize=256)
def _pairs(days: tuple[int, ...]) -> tuple[NDArray[intp], NDArray[intp], NDArray[float64]]:
    """The places of all pairs, and the days between; KPIs of a portfolio share their periods."""
    import numpy as np

    first, second = np.triu_indices(len(days), 1)
    known = np.array(days, dtype=float)
    return first, second, known[second] - known[first]


def prepare(charters: int) -> None:
    """Have NumPy at hand for the trends of so many charters, if they repay its import.

    That costs as much as the slopes of some two thousand KPIs without it. Trends are the same.
    """
    if charters >= _WORTH_NUMPY:
        import_module("numpy")


def judged(
    values: Sequence[float], direction: Direction | None, target: float | None
) -> Sequence[float]:
    """What should grow or shrink: the values, or their distance from what is to be maintained."""
    if direction is not Direction.MAINTAIN or target is None:
        return values
    aim = Fraction(repr(target))
    return [float(abs(Fraction(repr(value)) - aim)) for value in values]


def course_of(rising: bool, direction: Direction | None) -> Course:
    """Where it goes what rises, or falls."""
    if direction is None:
        return Course.RISING if rising else Course.FALLING
    wanted = direction is Direction.INCREASE
    return Course.IMPROVING if rising is wanted else Course.WORSENING

"""Whether figures, answers or lights turn for the worse: judgements that watch others.

They are made to speak early, and so are less sure than a light; each gives its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate
from operator import le
from statistics import median

from trm_policy.measure.acknowledgements import Acknowledgement
from trm_policy.measure.kpi_status import Figure, KpiStatus
from trm_policy.measure.season import before, seasonal
from trm_policy.measure.trend import (
    LEAST_FIGURES,
    MOST_FIGURES,
    Course,
    Season,
    Trend,
    course_of,
    judged,
    mann_kendall,
    trend,
)
from trm_policy.model.kpi import Kpi, plan
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Period
from trm_policy.timing.clock import day_of

RECENT = LEAST_FIGURES + 1
"""So many figures tell of a turn that a longer row would still hide; one may be out of order."""
LEAST_TURN = 2
"""One figure that goes the other way may be an outlier, unless none was worse; so many turn."""
NEWEST, SLOWER, NOTICEABLE = 3, 1.5, 0.25
"""So many of the newest count. Acknowledgements are slower where their median uses half as much
again of the time allowed as those before, and at least a quarter of it: judgement."""
MANY_AMBER = 3


_TURNED = {
    Course.IMPROVING: Course.TURNING_WORSE,
    Course.WORSENING: Course.TURNING_BETTER,
    Course.RISING: Course.TURNING_DOWN,
    Course.FALLING: Course.TURNING_UP,
}


def course(kpi: Kpi, figures: Sequence[Figure]) -> Trend | None:
    """Where a KPI goes, by all its figures in the order of their periods and by the newest.

    Where there is a season each figure is compared with others of its own. Where the newest
    contradict the trend of all, that is the course; where all together go nowhere for certain, it
    is that of the newest. None for too few figures.
    """
    way = kpi.direction if kpi.judgeable else None
    aim = kpi.target.value if kpi.target else None
    newest = figures[-MOST_FIGURES:]
    whole = trend(newest, way, aim)
    if whole is None:
        return None
    whole = seasonal(newest, whole, way, aim)
    if whole.season is Season.FOUND:
        return _against_last_cycle(whole, newest, way, aim)
    late = trend(newest[-RECENT:], way, aim)
    if whole.course is Course.STEADY:
        begun = late is not None and late.course is not Course.STEADY and len(newest) > RECENT
        since = newest[-RECENT].period if begun else None
        return replace(late, since=since, season=whole.season) if late and begun else whole
    turn = _turn(newest, judged([one.value for one in newest], way, aim))
    contradicted = late is not None and late.course not in (whole.course, Course.STEADY)
    if turn is None and contradicted:
        turn = newest[-RECENT].period
    return whole if turn is None else replace(whole, course=_TURNED[whole.course], since=turn)


def _turn(figures: Sequence[Figure], values: Sequence[float]) -> Period | None:
    """The period of the best figure, where those since then contradict the trend.

    There are several and the newest is the worst of them, or it is the worst of all. More is lost
    since the best figure than was ever lost on the way to it, and at least half of what was won; a
    third is enough where three figures or more went the wrong way one after the other.
    """
    rising, _ = mann_kendall(values)
    fails = [-value if rising else value for value in values]
    best = len(fails) - 1 - fails[::-1].index(min(fails))
    since = fails[best:]
    several = len(since) > LEAST_TURN and fails[-1] == max(since)
    if not several and fails[-1] < max(fails):
        return None
    so_far = fails[: best + 1]
    earlier = (value - low for low, value in zip(accumulate(so_far, min), so_far, strict=True))
    lost, won = fails[-1] - fails[best], max(so_far) - fails[best]
    steadily = len(since) > NEWEST and all(map(le, since, since[1:]))
    enough = lost >= won / 2 or (steadily and lost >= won / 3)
    return figures[best].period if enough and lost > max(earlier) else None


def _against_last_cycle(
    whole: Trend, figures: Sequence[Figure], way: Direction | None, aim: float | None
) -> Trend:
    """The trend, or its turn where each of the newest figures is worse than a cycle before."""
    newest = {one.period for one in figures[-NEWEST:]}
    pairs = [(then, now) for then, now in before(figures) if now.period in newest]
    if whole.course is Course.STEADY or len(pairs) < NEWEST:
        return whole
    gone = [judged([then.value, now.value], way, aim) for then, now in pairs]
    rose = {now > then for then, now in gone if now != then}
    rising = course_of(True, way) is whole.course
    turned = len(rose) == 1 and rising not in rose and all(now != then for then, now in gone)
    since = figures[-NEWEST].period
    return replace(whole, course=_TURNED[whole.course], since=since) if turned else whole


def declining(kpi: Kpi, figures: Sequence[Figure], light: KpiStatus, found: Trend | None) -> str:
    """Why a KPI is in decline; empty where it is not for certain.

    Its figures worsen, all or the newest, or it lies off its plan and further with each figure.
    ``found`` is its course by all figures, which are in the order of their periods.
    """
    if found is not None and found.course is Course.WORSENING:
        season = "; season not ruled out" if found.season is Season.UNTESTED else ""
        return f"worsening over the newest {found.figures} figures (p = {found.chance:.3f}{season})"
    if found is not None and found.course is Course.TURNING_WORSE:
        return f"turning worse since {found.since}, after it had improved"
    if light in (KpiStatus.AMBER, KpiStatus.RED) and kpi.direction is not None:
        lost = trend(_distances(kpi, figures[-RECENT:]), Direction.DECREASE)
        if lost is not None and lost.course is Course.WORSENING:
            return f"falling behind its plan over the newest {lost.figures} figures"
    return ""


def slower(own: Sequence[Acknowledgement], since: date) -> str:
    """Why a party acknowledges more slowly; empty where it does not.

    ``own`` are its acknowledgements in order; late ones count from the day ``since``.
    """
    newest, before = own[-NEWEST:], own[:-NEWEST]
    late = [one for one in newest if not one.in_time and day_of(one.reached_at) >= since]
    if late:
        return f"{len(late)} of the newest {len(newest)} were not acknowledged in time"
    used = [one.used for one in newest if one.used is not None]
    earlier = [one.used for one in before if one.used is not None]
    if len(used) < NEWEST or len(earlier) < NEWEST:
        return ""
    now, then = median(used), median(earlier)
    if now >= max(NOTICEABLE, SLOWER * then) and now > then:
        told = f"the newest {NEWEST} took {now:.0%} of the time allowed, the {len(earlier)} before"
        return f"{told} {then:.0%} (medians)"
    return ""


def many_amber(amber: int, red: int, known: int) -> bool:
    """Whether so many KPIs are off plan that it is no accident: three, or half of at least two."""
    off = amber + red
    return amber > 0 and (off >= MANY_AMBER or (off > 1 and 2 * off >= known))


def _distances(kpi: Kpi, figures: Sequence[Figure]) -> list[Figure]:
    """By how much each figure fails its plan; below 0 where it is better."""
    found = []
    for figure in figures:
        planned = plan(kpi, figure.day)
        if planned is not None:
            short = planned - figure.value
            if kpi.direction is Direction.DECREASE:
                short = -short
            elif kpi.direction is Direction.MAINTAIN:
                short = abs(short)
            found.append(figure._replace(value=round(short, 9)))
    return found

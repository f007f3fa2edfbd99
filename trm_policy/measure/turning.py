"""Whether figures, answers or lights turn for the worse: judgements that watch others.

They are made to speak early, and so are less sure than a light; each gives its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median

from trm_policy.measure.acknowledgements import Acknowledgement
from trm_policy.measure.kpi_status import Figure, KpiStatus
from trm_policy.measure.trend import LEAST_FIGURES, Course, Trend, trend
from trm_policy.model.kpi import Kpi, plan
from trm_policy.model.vocabulary import Direction
from trm_policy.timing.clock import day_of

RECENT = LEAST_FIGURES + 1
"""So many figures tell of a turn that a longer row would still hide; one may be out of order."""
NEWEST, SLOWER, NOTICEABLE = 3, 1.5, 0.25
"""The newest acknowledgements are slower where their median uses half as much again of the time
allowed as those before, and at least a quarter of it: judgement."""
MANY_AMBER = 3


def declining(kpi: Kpi, figures: Sequence[Figure], light: KpiStatus, whole: Trend | None) -> str:
    """Why a KPI is in decline; empty where it is not for certain.

    Its figures worsen, all or the newest, or it lies off its plan and further with each figure.
    ``whole`` is the trend of all figures, in the order of their periods.
    """
    aim = kpi.target.value if kpi.target else None
    recent = figures[-RECENT:]
    newest = trend(recent, kpi.direction, aim)
    for found in (whole, newest):
        if found is not None and found.course is Course.WORSENING:
            return f"worsening over the newest {found.figures} figures (p = {found.chance:.3f})"
    if light in (KpiStatus.AMBER, KpiStatus.RED) and kpi.direction is not None:
        lost = trend(_distances(kpi, recent), Direction.DECREASE)
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
        planned = plan(kpi, figure.period.last_day)
        if planned is not None:
            short = planned - figure.value
            if kpi.direction is Direction.DECREASE:
                short = -short
            elif kpi.direction is Direction.MAINTAIN:
                short = abs(short)
            found.append(Figure(figure.period, round(short, 9)))
    return found

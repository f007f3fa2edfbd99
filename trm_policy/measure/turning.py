"""Whether figures, answers or lights turn for the worse: judgements that watch others.

They are made to speak early, and so are less sure than a light; each gives its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate
from operator import gt, le, lt
from statistics import median

from trm_policy.measure.acknowledgements import Acknowledgement
from trm_policy.measure.kpi_status import Figure, KpiStatus
from trm_policy.measure.season import before, seasonal, since_last_cycle
from trm_policy.measure.trend import (
    CONFIDENCE,
    LEAST_FIGURES,
    MOST_FIGURES,
    Course,
    Season,
    Trend,
    course_of,
    judged,
    mann_kendall,
    theil_sen,
    trend,
)
from trm_policy.model.kpi import Kpi, plan
from trm_policy.model.vocabulary import Direction
from trm_policy.timing import Period
from trm_policy.timing.clock import day_of
from trm_policy.wording.numbers import probability

RECENT = LEAST_FIGURES + 1
"""So many figures tell of a turn that a longer row would still hide; one may be out of order."""
LEAST_TURN = 2
"""One figure that goes the other way may be an outlier, unless none was worse; so many turn."""
NEWEST, SLOWER, NOTICEABLE = 3, 1.5, 0.25
"""So many of the newest count. Acknowledgements are slower where their median uses half as much
again of the time allowed as those before, and at least a quarter of it: judgement."""
MANY_AMBER = 3
LEAST_LEVEL = 9
"""What got worse needs so many figures to count as steady: no warning ends before it was read."""
LEAST_STEP, SUDDEN = 2, 2 / 3
"""A step has so many figures on either side, and leaves at most this part of what a line leaves
unexplained: judgement. More would take some true seasons for a step."""
SLACK, LEANING = 0.75, 0.2
"""What moves, for certain, at less than this part of its pace before is level: judgement. With a
steady slope under much noise that happens in one of twenty series, under little in none. What
leans on as before, if only with 80 % confidence, is not."""


_TURNED = {
    Course.IMPROVING: Course.TURNING_WORSE,
    Course.WORSENING: Course.TURNING_BETTER,
    Course.RISING: Course.TURNING_DOWN,
    Course.FALLING: Course.TURNING_UP,
}


def course(kpi: Kpi, figures: Sequence[Figure]) -> Trend | None:
    """Where a KPI goes, by all its figures in the order of their periods and by the newest.

    Where there is a season each figure is compared with others of its own. Where the newest
    contradict the trend of all, that is the course; where it has come to its end, it is steady
    since then; where all together go nowhere for certain, it is that of the newest. None for too
    few figures.
    """
    way = kpi.aim if kpi.judgeable else None
    aim = kpi.target.value if kpi.target else None
    newest = figures[-MOST_FIGURES:]
    found = trend(newest, way, aim)
    if found is None:
        return None
    late = trend(newest[-RECENT:], way, aim)
    moved = found.course is not Course.STEADY and late is not None and late.course is Course.STEADY
    least = LEAST_LEVEL if found.course is Course.WORSENING else RECENT
    values = judged([one.value for one in newest], way, aim)
    start = _level_from(newest, values, least) if moved else None
    level = trend(newest[start:], way, aim) if start else None
    whole = seasonal(newest, found, way, aim, _expected(newest, found, start))
    if whole.season is Season.FOUND:
        return _against_last_cycle(whole, newest, way, aim)
    if whole.course is Course.STEADY:
        begun = late is not None and late.course is not Course.STEADY and len(newest) > RECENT
        since = newest[-RECENT].period if begun else None
        return replace(late, since=since, season=whole.season) if late and begun else whole
    turn = _turn(newest, values)
    contradicted = late is not None and late.course not in (whole.course, Course.STEADY)
    if turn is None and contradicted:
        turn = newest[-RECENT].period
    if turn is None and start is not None and level is not None:
        since = newest[start].period
        return replace(level, since=since, season=whole.season, after=whole.course)
    return whole if turn is None else replace(whole, course=_TURNED[whole.course], since=turn)


def _level_from(figures: Sequence[Figure], values: Sequence[float], least: int) -> int | None:
    """The place of the first figure since when values that had a trend stay level, if they do.

    They stay where they show no trend themselves, and move for certain at less than a part of the
    pace that led to them. There are ``least`` or more, and the first is neither less nor more than
    all after it.
    """
    rising, _ = mann_kendall(values)
    goes = values if rising else [-value for value in values]
    days = [figure.day.toordinal() for figure in figures]
    for start in range(1, len(goes) - least + 1):
        rest = goes[start:]
        within = min(rest[1:]) <= rest[0] <= max(rest[1:])
        onward, chance = mann_kendall(rest)
        if not within or chance < (LEANING if onward else 1 - CONFIDENCE):
            continue
        gone = median(days[start:]) - median(days[:start])
        pace = (median(rest) - median(goes[:start])) / gone
        if pace > 0 and theil_sen(days[start:], rest).high < SLACK * pace:
            return start
    return None


def _expected(
    figures: Sequence[Figure], whole: Trend, start: int | None
) -> Callable[[date], float]:
    """What a figure of a day would be without a season: on the line, or where it stays level.

    Before it stays level it is on the line of the figures until then, or their median where they
    have no trend. Where nothing stays level, it is at the levels before and after one step if
    those lie nearer to the figures than the line.
    """
    if start is None:
        return _line_or_step(figures, whole)
    first = figures[start].day
    level = median(one.value for one in figures[start:])
    middle = median(one.value for one in figures[:start])
    until = trend(figures[:start], None)
    line = until if until is not None and until.course is not Course.STEADY else None

    def value(day: date) -> float:
        if day >= first:
            return level
        return middle if line is None else line.at(day).value

    return value


def _line_or_step(figures: Sequence[Figure], whole: Trend) -> Callable[[date], float]:
    """The line of all figures, or two levels with a step between if they lie much nearer."""
    values = [one.value for one in figures]
    line = sum(abs(one.value - whole.at(one.day).value) for one in figures)
    splits = range(LEAST_STEP, len(values) - LEAST_STEP + 1)
    split = min(splits, key=lambda at: _spread(values[:at]) + _spread(values[at:]))
    if _spread(values[:split]) + _spread(values[split:]) > SUDDEN * line:
        return lambda day: whole.at(day).value
    until, since, step = median(values[:split]), median(values[split:]), figures[split].day
    return lambda day: since if day >= step else until


def _spread(values: Sequence[float]) -> float:
    """How far values lie from their median, all together."""
    middle = median(values)
    return sum(abs(value - middle) for value in values)


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
    """The trend by season, or how it ended: each figure of the newest cycle beside the one before.

    It turns where each of the newest is worse, or where the newest go the other way one after the
    other while the same months of the cycle before did not. It is steady where half of the cycle is
    no better.
    """
    if whole.course is Course.STEADY:
        return whole
    pairs = since_last_cycle(figures)
    rising = course_of(True, way) is whole.course
    won = []
    for then, now in pairs:
        was, is_ = judged([then.value, now.value], way, aim)
        won.append(is_ - was if rising else was - is_)
    newest = {one.period for one in figures[-NEWEST:]}
    late = [gain for gain, (_, now) in zip(won, pairs, strict=True) if now.period in newest]
    if len(late) == NEWEST and max(late) < 0:
        return replace(whole, course=_TURNED[whole.course], since=figures[-NEWEST].period)
    if _goes_back(pairs[-RECENT:], figures[-RECENT:], rising, way, aim):
        return replace(whole, course=_TURNED[whole.course], since=figures[-RECENT].period)
    if len(won) >= LEAST_FIGURES and median(won) <= 0:
        since, after = pairs[0][1].period, whole.course
        return replace(whole, course=Course.STEADY, since=since, after=after)
    return whole


def _goes_back(
    pairs: Sequence[tuple[Figure, Figure]],
    newest: Sequence[Figure],
    rising: bool,
    way: Direction | None,
    aim: float | None,
) -> bool:
    """Whether the newest go against the trend one after the other, and their fellows did not."""
    if [now for _, now in pairs] != list(newest):
        return False
    fellows = judged([then.value for then, _ in pairs], way, aim)
    values = judged([now.value for _, now in pairs], way, aim)
    if rising:
        return all(map(gt, values, values[1:])) and fellows[-1] >= fellows[0]
    return all(map(lt, values, values[1:])) and fellows[-1] <= fellows[0]


def declining(kpi: Kpi, figures: Sequence[Figure], light: KpiStatus, found: Trend | None) -> str:
    """Why a KPI is in decline; empty where it is not for certain.

    Its figures worsen, all or the newest, or it lies off its plan and further with each figure.
    ``found`` is its course by all figures, which are in the order of their periods.
    """
    if found is not None and found.course is Course.WORSENING:
        season = "; season not ruled out" if found.season is Season.UNTESTED else ""
        figures_ = f"worsening over the newest {found.figures} figures"
        return f"{figures_} ({probability(found.chance)}{season})"
    if found is not None and found.course is Course.TURNING_WORSE:
        return f"turning worse since {found.since}, after it had improved"
    if light in (KpiStatus.AMBER, KpiStatus.RED) and kpi.aim is not None:
        return _falling_behind(kpi, figures, found)
    return ""


def _falling_behind(kpi: Kpi, figures: Sequence[Figure], found: Trend | None) -> str:
    """That each of the newest figures lies further off its plan; empty where that is not certain.

    Where there is a season, each is compared with the one a cycle before.
    """
    if found is not None and found.season is Season.FOUND:
        distances = _distances(kpi, figures)
        newest = {one.period for one in distances[-RECENT:]}
        pairs = [(then, now) for then, now in before(distances) if now.period in newest]
        further = len(pairs) == RECENT and all(now.value > then.value for then, now in pairs)
        told = f"further behind its plan than a cycle before in each of the newest {RECENT} figures"
        return told if further else ""
    lost = trend(_distances(kpi, figures[-RECENT:]), Direction.DECREASE)
    if lost is None or lost.course is not Course.WORSENING:
        return ""
    return f"falling behind its plan over the newest {lost.figures} figures"


def slower(own: Sequence[Acknowledgement], since: date) -> str:
    """Why a party acknowledges more slowly; empty where it does not.

    ``own`` are its acknowledgements in order; late ones count from the day ``since``.
    """
    newest, before = own[-NEWEST:], own[:-NEWEST]
    late = [one for one in newest if not one.in_time and day_of(one.reached_at) >= since]
    if late and len(newest) == 1:
        return "the only one so far was not acknowledged in time"
    if late:
        were = "was" if len(late) == 1 else "were"
        return f"{len(late)} of the newest {len(newest)} {were} not acknowledged in time"
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
            if kpi.aim is Direction.DECREASE:
                short = -short
            elif kpi.aim is Direction.MAINTAIN:
                short = abs(short)
            found.append(figure._replace(value=round(short, 9)))
    return found

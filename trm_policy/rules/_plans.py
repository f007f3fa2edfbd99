"""Whether a KPI's plan can be followed: its days, its values and its tolerance."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from trm_policy.finding import Place
from trm_policy.model.kpi import Kpi
from trm_policy.model.vocabulary import Direction
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Partnership, once
from trm_policy.rule import Problem
from trm_policy.rules._written import later
from trm_policy.wording.numbers import exact


@dataclass(frozen=True, slots=True)
class Point:
    """A day or a value of the plan: how it is called, what it is, and where it stands."""

    name: str
    what: Any
    at: Place


@dataclass(frozen=True, slots=True)
class _Plan:
    """The days of a plan, or its values; what is not written is left out."""

    baseline: Point | None
    milestones: tuple[Point, ...]
    target: Point | None


_Judgement = Callable[[Point, Point], Problem | None]


def plan_problems(id_: str, kpi: Kpi, context: Context) -> Iterator[Problem]:
    """What is wrong with the days and the values of a plan.

    The value of a milestone whose day is wrong is not compared with the milestones beside it.
    """
    days = list(_days(id_, context))
    yield from (problem for _, problem in days)
    astray = {point.at[:-1] for point, _ in days}
    yield from (problem for _, problem in _values(id_, kpi, context, astray))


def plan_values(id_: str, context: Context) -> Iterator[Point]:
    """The values of a plan, those that are written."""
    plan = _plan(context.partnership, id_, "value", "value")
    return filter(None, (plan.baseline, *plan.milestones, plan.target))


def days_sound(id_: str, context: Context) -> bool:
    """Whether the days of the plan follow each other."""
    return next(_days(id_, context), None) is None


def plan_sound(id_: str, kpi: Kpi, context: Context) -> bool:
    """Whether a status can be told from the plan: nothing of it is wrong."""
    return has_room(kpi) and next(plan_problems(id_, kpi, context), None) is None


def has_room(kpi: Kpi) -> bool:
    """Whether the tolerance, where there is one, leaves room between green and red."""
    return kpi.tolerance is None or kpi.tolerance > 0


_Wrong = tuple[Point, Problem]
"""What is wrong on the way, and the milestone (or the target, of the whole) that is to blame."""


def _days(id_: str, context: Context) -> Iterator[_Wrong]:
    def step(first: Point, second: Point) -> Problem | None:
        if first.what < second.what:
            return None
        return Problem(
            f"in the plan of the KPI {id_!r}, {second.name} ({second.what}) does not come after "
            f"{first.name} ({first.what})",
            at=later(context, first.at, second.at),
            help="Correct the dates: the baseline comes first, then the milestones in order, then "
            "the target, each on a different date.",
        )

    yield from _judged(_plan(context.partnership, id_, "date", "by"), step, step)


def _values(id_: str, kpi: Kpi, context: Context, astray: Collection[Place]) -> Iterator[_Wrong]:
    if kpi.direction is None or kpi.direction is Direction.MAINTAIN:
        return
    sign = 1 if kpi.direction is Direction.INCREASE else -1
    should = f"the KPI {id_!r} should {kpi.direction}"

    def step(first: Point, second: Point) -> Problem | None:
        if sign * first.what <= sign * second.what:
            return None
        return Problem(
            f"{should}, but its plan goes from {exact(first.what)} ({first.name}) "
            f"to {exact(second.what)} ({second.name})",
            at=later(context, first.at, second.at),
            help="Correct one of the two values, so that no step of the plan goes backwards.",
        )

    def whole(baseline: Point, target: Point) -> Problem | None:
        if sign * baseline.what < sign * target.what:
            return None
        return Problem(
            f"{should}, but its target of {exact(target.what)} does not improve "
            f"on the baseline of {exact(baseline.what)}",
            at=later(context, ("kpis", id_, "direction"), baseline.at, target.at),
            help="Correct the target, the baseline or the direction; write 'direction: maintain' "
            "if the KPI should stay as it is.",
        )

    yield from _judged(_plan(context.partnership, id_, "value", "value"), step, whole, astray)


@once
def _plan(partnership: Partnership, id_: str, of_baseline: str, of_others: str) -> _Plan:
    """The plan in terms of these fields of the baseline, and of milestones and target."""
    kpi = partnership.charter.kpis[id_]

    def point(name: str, part: Any, at: Place) -> Point | None:
        what = getattr(part, str(at[-1])) if part else None
        return None if what is None else Point(name, what, at)

    steps = []
    for number, milestone in enumerate(kpi.milestones):
        at = ("kpis", id_, "milestones", number, of_others)
        count = int(partnership.built.written(at)[3]) + 1
        steps.append(point(f"milestone {count}", milestone, at))
    return _Plan(
        point("the baseline", kpi.baseline, ("kpis", id_, "baseline", of_baseline)),
        tuple(step for step in steps if step),
        point("the target", kpi.target, ("kpis", id_, "target", of_others)),
    )


def _judged(
    plan: _Plan, step: _Judgement, whole: _Judgement, astray: Collection[Place] = ()
) -> Iterator[_Wrong]:
    """What is wrong from end to end; where nothing is, what is wrong on the way.

    A milestone that is wrong is left out when the next one is judged. Those in ``astray`` stand
    in the wrong order, and must only lie between the baseline and the target.
    """
    if plan.baseline and plan.target and (problem := whole(plan.baseline, plan.target)):
        yield plan.target, problem
        return
    last = plan.baseline
    for milestone in plan.milestones:
        misplaced = milestone.at[:-1] in astray
        before = plan.baseline if misplaced else last
        problem = step(before, milestone) if before else None
        if problem is None and plan.target:
            problem = step(milestone, plan.target)
        if problem:
            yield milestone, problem
        elif not misplaced:
            last = milestone

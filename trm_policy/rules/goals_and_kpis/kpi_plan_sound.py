"""Plans that lead from the baseline to the target."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from trm_policy.finding import Place, Severity
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.model.vocabulary import Direction
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._wording import figure
from trm_policy.rules._written import later


@dataclass(frozen=True, slots=True)
class _Point:
    """A day or a value of the plan: how it is called, what it is, and where it stands."""

    name: str
    what: Any
    at: Place


@dataclass(frozen=True, slots=True)
class _Plan:
    """The days of a plan, or its values; what is not written is left out."""

    baseline: _Point | None
    milestones: tuple[_Point, ...]
    target: _Point | None


_Judgement = Callable[[_Point, _Point], Problem | None]


@rule(Severity.ERROR, section="kpis", always=True)
def kpi_plan_sound(charter: Charter, context: Context) -> Iterator[Problem]:
    """A KPI's plan goes forward in time and in its direction, and its tolerance is positive."""
    for id_, kpi in charter.kpis.items():
        yield from _days(id_, kpi, context)
        yield from _values(id_, kpi, context)
        if kpi.tolerance is not None and kpi.tolerance <= 0:
            yield Problem(
                f"the KPI {id_!r} has a tolerance of {figure(kpi.tolerance)}, "
                "which leaves no room between green and red",
                at=("kpis", id_, "tolerance"),
                help="Write how far from plan is still acceptable, in the KPI's unit, "
                "as a number above 0.",
            )


def _days(id_: str, kpi: Kpi, context: Context) -> Iterator[Problem]:
    def step(first: _Point, second: _Point) -> Problem | None:
        if first.what < second.what:
            return None
        return Problem(
            f"in the plan of the KPI {id_!r}, {second.name} ({second.what}) does not come after "
            f"{first.name} ({first.what})",
            at=later(context, first.at, second.at),
            help="Correct the dates: the baseline comes first, then the milestones in order, "
            "and the target last, each on a day of its own.",
        )

    yield from _judged(_plan(id_, kpi, context, "date", "by"), step, step)


def _values(id_: str, kpi: Kpi, context: Context) -> Iterator[Problem]:
    if kpi.direction is None or kpi.direction is Direction.MAINTAIN:
        return
    sign = 1 if kpi.direction is Direction.INCREASE else -1
    should = f"the KPI {id_!r} should {kpi.direction}"

    def step(first: _Point, second: _Point) -> Problem | None:
        if sign * first.what <= sign * second.what:
            return None
        return Problem(
            f"{should}, but its plan goes from {figure(first.what)} ({first.name}) "
            f"to {figure(second.what)} ({second.name})",
            at=later(context, first.at, second.at),
            help="Correct one of the two values, so that no step of the plan leads backwards.",
        )

    def whole(baseline: _Point, target: _Point) -> Problem | None:
        if sign * baseline.what < sign * target.what:
            return None
        return Problem(
            f"{should}, but its target of {figure(target.what)} does not improve "
            f"on the baseline of {figure(baseline.what)}",
            at=later(context, ("kpis", id_, "direction"), baseline.at, target.at),
            help="Correct the target, the baseline or the direction; "
            "write 'direction: maintain' where the KPI is to stay as it is.",
        )

    yield from _judged(_plan(id_, kpi, context, "value", "value"), step, whole)


def _plan(id_: str, kpi: Kpi, context: Context, of_baseline: str, of_others: str) -> _Plan:
    """The plan in terms of these fields of the baseline, and of milestones and target."""

    def point(name: str, part: Any, at: Place) -> _Point | None:
        what = getattr(part, str(at[-1])) if part else None
        return None if what is None else _Point(name, what, at)

    steps = []
    for number, milestone in enumerate(kpi.milestones):
        at = ("kpis", id_, "milestones", number, of_others)
        count = int(context.partnership.built.written(at)[3]) + 1
        steps.append(point(f"milestone {count}", milestone, at))
    return _Plan(
        point("the baseline", kpi.baseline, ("kpis", id_, "baseline", of_baseline)),
        tuple(step for step in steps if step),
        point("the target", kpi.target, ("kpis", id_, "target", of_others)),
    )


def _judged(plan: _Plan, step: _Judgement, whole: _Judgement) -> Iterator[Problem]:
    """What is wrong from end to end; where nothing is, what is wrong on the way.

    A milestone that is wrong is left out when the next one is judged.
    """
    if plan.baseline and plan.target and (problem := whole(plan.baseline, plan.target)):
        yield problem
        return
    last = plan.baseline
    for milestone in plan.milestones:
        problem = step(last, milestone) if last else None
        if problem is None and plan.target:
            problem = step(milestone, plan.target)
        if problem:
            yield problem
        else:
            last = milestone

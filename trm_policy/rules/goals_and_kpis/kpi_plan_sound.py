"""Plans that lead from the baseline to the target."""

import re
from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.model.plausible import possible, stated_bounds
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._plans import Point, has_room, plan_problems, plan_values
from trm_policy.wording.numbers import either, exact

_THREE_DECIMALS = re.compile(r"\b[1-9][0-9]{0,2}\.[0-9]{3}\b")


@rule(Severity.ERROR, section="kpis", always=True)
def kpi_plan_sound(charter: Charter, context: Context) -> Iterator[Problem]:
    """A KPI's plan moves in its direction, with plausible values and a tolerance above 0."""
    parted = _THREE_DECIMALS.search(context.partnership.document.text) is not None
    for id_, kpi in charter.kpis.items():
        yield from plan_problems(id_, kpi, context)
        if parted:
            yield from _in_two_ways(id_, kpi, context)
        yield from _implausible(id_, kpi, context)
        if kpi.tolerance is not None and not has_room(kpi):
            yield Problem(
                f"the KPI {id_!r} has a tolerance of {exact(kpi.tolerance)}, "
                "which leaves no room between green and red",
                at=("kpis", id_, "tolerance"),
                help="Write the acceptable deviation from plan in the KPI's unit, as a number "
                "above 0.",
            )


def _in_two_ways(id_: str, kpi: Kpi, context: Context) -> Iterator[Problem]:
    """Numbers whose point may part thousands."""
    partnership = context.partnership
    fields = list(plan_values(id_, context))
    if kpi.tolerance is not None:
        fields.append(Point("the tolerance", kpi.tolerance, ("kpis", id_, "tolerance")))
    for point in fields:
        text = partnership.document.written(partnership.built.written(point.at))
        meant = possible(text, kpi) if text else ()
        if len(meant) > 1:
            yield Problem(
                f"in the KPI {id_!r}, {point.name} of {text} can be read in two ways",
                at=point.at,
                help=f"Write {either(meant)}.",
            )


def _implausible(id_: str, kpi: Kpi, context: Context) -> Iterator[Problem]:
    said, within = kpi.plausible, stated_bounds(kpi)
    if within.low >= within.high:
        yield Problem(
            f"no figure of the KPI {id_!r} would be plausible: 'from' is not below 'to'",
            at=("kpis", id_, "plausible"),
            help="Write the least figure after 'from', and the greatest after 'to'.",
        )
        return
    for point in plan_values(id_, context):
        if not within.hold(point.what):
            yield Problem(
                f"in the KPI {id_!r}, {point.name} of {exact(point.what)} is not plausible, "
                f"expected {within}",
                at=point.at,
                help="Correct it, or 'plausible' of the KPI."
                if said
                else "Correct it; if it is right, add 'plausible: {from: …, to: …}' to the KPI.",
                severity=None if said else Severity.WARNING,
            )

"""Plans that lead from the baseline to the target."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._plans import has_room, plan_problems
from trm_policy.wording.numbers import exact


@rule(Severity.ERROR, section="kpis", always=True)
def kpi_plan_sound(charter: Charter, context: Context) -> Iterator[Problem]:
    """A KPI's plan moves forward in time and in its direction, and its tolerance is positive."""
    for id_, kpi in charter.kpis.items():
        yield from plan_problems(id_, kpi, context)
        if kpi.tolerance is not None and not has_room(kpi):
            yield Problem(
                f"the KPI {id_!r} has a tolerance of {exact(kpi.tolerance)}, "
                "which leaves no room between green and red",
                at=("kpis", id_, "tolerance"),
                help="Write the acceptable deviation from plan in the KPI's unit, as a number "
                "above 0.",
            )

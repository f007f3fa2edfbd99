"""Service levels that can be judged."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi, Threshold
from trm_policy.model.plausible import stated_bounds
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import is_whole


@rule(Severity.ERROR, section="kpis")
def threshold_sound(charter: Charter, context: Context) -> Iterator[Problem]:
    """A service level has one bound, which figures can reach and miss, and a frequency."""
    for id_, kpi in charter.kpis.items():
        if kpi.threshold is not None and is_whole(context, ("kpis", id_)):
            yield from _judged(id_, kpi, kpi.threshold)


def _judged(id_: str, kpi: Kpi, threshold: Threshold) -> Iterator[Problem]:
    bounds = threshold.bounds
    if len(bounds) != 1:
        lack = "no bound" if not bounds else "more than one bound"
        yield Problem(
            f"the threshold of the KPI {id_!r} has {lack}, so no figure can be judged by it",
            at=f"kpis.{id_}.threshold",
            help="Write one of 'at_least: N', 'at_most: N' and 'met: true'.",
        )
    elif not threshold.met and not stated_bounds(kpi).hold(bounds[0][0]):
        yield Problem(
            f"the KPI {id_!r} is to be {kpi.bound}, but its figures lie in {stated_bounds(kpi)}",
            at=f"kpis.{id_}.threshold",
            help="Correct the threshold, the unit, or 'plausible'.",
        )
    if kpi.frequency is None:
        yield Problem(
            f"nobody can tell over which time the service level {id_!r} is measured",
            at=f"kpis.{id_}.frequency",
            help="Add 'frequency': daily, weekly, monthly, quarterly, half-yearly or yearly.",
        )

"""Goals that can be followed, and figures that serve them."""

from collections.abc import Iterator, Mapping

from trm_policy.errors import closest
from trm_policy.finding import Severity
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._mentions import that_lead_nowhere
from trm_policy.rules._written import texts_in_doubt
from trm_policy.wording.lists import listed


@rule(Severity.ERROR, section="goals")
def goals_traceable(charter: Charter, context: Context) -> Iterator[Problem]:
    """Every open goal has a KPI or a dated commitment, and every KPI with a plan serves a goal."""
    unknown = context.partnership.unreadable("goals")
    idle = {} if unknown else _kpis_without_goal(charter, context)
    bare = list(_goals_without_trace(charter, context, idle))
    yield from bare
    if idle and not bare:
        named = [f"{id_!r} ({name})" for id_, name in idle.items()]
        ids = listed([repr(id_) for id_ in idle])
        several = len(idle) > 1
        yield Problem(
            f"the KPIs {listed(named)} serve no goal"
            if several
            else f"the KPI {named[0]} serves no goal",
            at=f"kpis.{next(iter(idle))}",
            help=f"Add {'each' if several else ids} to the 'kpis' of the goal that it measures, or "
            "remove the KPI.",
            follows=that_lead_nowhere(Kind.GOAL, context, charter.goals),
        )


def _goals_without_trace(
    charter: Charter, context: Context, idle: Mapping[str, str]
) -> Iterator[Problem]:
    promised = {c.goal for c in charter.commitments.values() if c.due and not c.closed_on}
    promised |= texts_in_doubt(context, "commitments")
    verb = "serves" if len(idle) == 1 else "serve"
    also = f" ({listed(list(map(repr, idle)))} {verb} no goal yet)" if idle else ""
    for id_, goal in charter.goals.items():
        if not (goal.closed_on or goal.kpis or id_ in promised):
            yield Problem(
                f"the goal {id_!r} cannot be tracked: it has no KPI and no open commitment "
                "with a date",
                at=f"goals.{id_}.kpis",
                help=f"List its KPIs under 'kpis'{also}, or add a commitment with 'goal: {id_}' "
                "and a due date; if the goal is finished, add 'closed_on'.",
            )


def _lost(context: Context) -> bool:
    """Whether what the model refused may have named KPIs, and nobody can tell which."""
    partnership = context.partnership
    goals = partnership.document.data.get("goals")
    return any(
        place[2:3] == ("kpis",) or (len(place) > 1 and not _tells(goals[place[1]]))
        for place in partnership.built.dropped
        if place[:1] == ("goals",)
    )


def _tells(entry: object) -> bool:
    """Whether something is written of a goal: an empty one may have been meant for any KPI."""
    return isinstance(entry, dict) and bool(entry)


def _kpis_without_goal(charter: Charter, context: Context) -> Mapping[str, str]:
    """The names of the KPIs that certainly serve no goal, by id; a service level need not."""
    if not charter.goals or _lost(context):
        return {}
    known = context.partnership.ids("kpis")
    served = {kpi for goal in charter.goals.values() for kpi in goal.kpis}
    if any(closest(kpi, known) is None for kpi in served - known):
        return {}  # each may be the one that is meant
    served |= texts_in_doubt(context, "goals")
    served |= {kpi for name in served - known if (kpi := closest(name, known))}
    return {
        id_: kpi.name
        for id_, kpi in charter.kpis.items()
        if id_ not in served and kpi.threshold is None
    }

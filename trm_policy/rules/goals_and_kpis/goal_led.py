"""Goals with somebody who pulls."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.sides import side_of
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules._mentions import that_lead_nowhere

_SEVERAL = 2


@rule(Severity.ERROR, tiers=STRATEGIC, section="goals")
def goal_led(charter: Charter, context: Context) -> Iterator[Problem]:
    """Each open goal has a lead, and no party leads them all."""
    leads = {id_: goal.lead for id_, goal in charter.goals.items() if goal.closed_on is None}
    for id_, lead in leads.items():
        if lead is None:
            yield Problem(
                f"the goal {id_!r} has no lead",
                at=f"goals.{id_}.lead",
                help="Add 'lead: PERSON', the person who drives the goal.",
            )
    sides = {side_of(context.partnership, lead) if lead else None for lead in leads.values()}
    leading = next(iter(sides)) if len(leads) >= _SEVERAL and len(sides) == 1 else None
    if leading in charter.parties:
        name = context.partnership.roster.party_name(leading)
        yield Problem(
            f"all {len(leads)} open goals are led by {name}",
            at="goals",
            help="Let another party lead at least one of them.",
            severity=Severity.WARNING,
            follows=(
                *that_lead_nowhere(Kind.GOAL, context, charter.goals),
                *(("goals-traceable", f"kpis.{id_}") for id_ in charter.kpis),
            ),
        )

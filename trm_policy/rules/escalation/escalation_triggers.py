"""Escalation that begins by itself."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import owes
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules._written import left_to_others


@rule(
    Severity.WARNING, tiers=STRATEGIC | PREFERRED, section="escalation", owed="escalation.triggers"
)
def escalation_triggers(charter: Charter, context: Context) -> Iterator[Problem]:
    """At least one escalation trigger is tied to a KPI or a risk."""
    if charter.escalation is None or left_to_others(charter, context, "escalation"):
        return
    triggers = charter.escalation.triggers
    if triggers and not owes(charter, "escalation.triggers.*.kpi"):
        return
    if any(trigger.kpi or trigger.risk for trigger in triggers.values()):
        return
    yield Problem(
        "no escalation trigger is tied to a KPI or a risk, so it depends on someone speaking up"
        if triggers
        else "the escalation has no triggers, so it is not clear when it starts",
        at="escalation.triggers",
        help="Add 'kpi: ID' or 'risk: ID' to a trigger, and describe the event in 'when'.",
    )

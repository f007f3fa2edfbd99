"""Figures of how the parties get on, beside those of what they get."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import GoalCategory
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule

_TRUST = GoalCategory.RELATIONSHIP


@rule(Severity.WARNING, tiers=STRATEGIC, section="kpis")
def kpi_balanced(charter: Charter, _context: Context) -> Iterator[Problem]:
    """At least one KPI serves a goal of category relationship, and one serves another goal."""
    served = {kpi for goal in charter.goals.values() for kpi in goal.kpis}
    goals = {id_: goal for id_, goal in charter.goals.items() if goal.closed_on is None}
    measured = [goal for goal in goals.values() if goal.kpis]
    if not measured or not charter.kpis.keys() <= served:
        return
    if all(goal.category is not _TRUST for goal in measured):
        bare = [id_ for id_, goal in goals.items() if goal.category is _TRUST]
        if not {commitment.goal for commitment in charter.commitments.values()}.issuperset(bare):
            return
        yield Problem(
            "no KPI measures the relationship: none serves a goal of category relationship",
            at=f"goals.{bare[0]}.kpis" if bare else "goals",
            help="Add a KPI such as partner satisfaction or days to settle an escalation, and let "
            "it serve a goal with 'category: relationship'.",
        )
    elif all(goal.category is _TRUST for goal in measured):
        yield Problem(
            "every KPI serves a goal of category relationship: none measures what the "
            "partnership achieves",
            at="goals",
            help="Add a goal for what the parties want to achieve, such as quality or cost, with "
            "its KPI.",
        )

"""A way out where the ladder ends."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import left_to_others


@rule(Severity.WARNING, section="escalation", owed="escalation.endgame")
def escalation_endgame(charter: Charter, context: Context) -> Iterator[Problem]:
    """The charter states what happens if the last escalation level cannot settle a dispute."""
    if left_to_others(charter, context, "escalation"):
        return
    if charter.escalation is not None and charter.escalation.endgame is None:
        yield Problem(
            "the charter does not state what happens if the last escalation level cannot "
            "settle a dispute",
            at="escalation.endgame",
            help="Add 'endgame' to the escalation: for example mediation, by whom and within how "
            "many days, and what follows.",
        )

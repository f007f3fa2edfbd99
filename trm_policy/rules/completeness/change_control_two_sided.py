"""Agreements that no party can change alone."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.contract import EVERYBODY
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule


@rule(Severity.WARNING, tiers=STRATEGIC | PREFERRED)
def change_control_two_sided(charter: Charter, context: Context) -> Iterator[Problem]:
    """No party can change the agreement alone."""
    agreed = charter.terms.get("change_control")
    if agreed is None or agreed.by in (None, EVERYBODY) or agreed.by not in charter.parties:
        return
    yield Problem(
        f"{context.partnership.roster.party_name(agreed.by)} can change the agreement alone",
        at="terms.change_control.by",
        help="Agree on 'by: all', or waive this rule with the reason.",
    )

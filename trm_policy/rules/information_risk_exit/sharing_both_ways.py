"""Information that flows in every direction."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import SharingRule
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule


@rule(Severity.WARNING, tiers=STRATEGIC, section="sharing", owed="sharing.*.from")
def sharing_both_ways(charter: Charter, context: Context) -> Iterator[Problem]:
    """Every party shares something with the others."""
    flowing = [i for i in charter.sharing.values() if i.rule is not SharingRule.NEVER_SHARE]
    givers = {item.from_ for item in flowing}
    if not charter.sharing or not givers <= charter.parties.keys():
        return
    for party in charter.organised:
        if party not in givers:
            name = context.partnership.roster.party_name(party)
            yield Problem(
                f"{name} shares nothing with the other parties",
                at="sharing",
                help="Ask what would help the other parties most, and add an item with 'from: "
                f"{party}'.",
            )

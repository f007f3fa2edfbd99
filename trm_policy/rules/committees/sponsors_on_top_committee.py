"""Sponsors who sit where the partnership is steered."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules.committees._layers import sponsors_missed
from trm_policy.wording.lists import listed


@rule(Severity.ERROR, tiers=STRATEGIC, section="committees")
def sponsors_on_top_committee(charter: Charter, context: Context) -> Iterator[Problem]:
    """The executive sponsors sit on the top committee."""
    best, absent = sponsors_missed(charter, context)
    if absent:
        roster = context.partnership.roster
        names = [
            f"{roster.name_of(person)} ({roster.party_name(party)})"
            for party, person in absent.items()
        ]
        several = len(names) > 1
        yield Problem(
            f"the top committee {best!r} has no seat for the executive "
            f"{'sponsors' if several else 'sponsor'} {listed(names)}",
            at=f"committees.{best}.members",
            help="Add a seat for each sponsor, or name as sponsor someone who already sits there.",
        )

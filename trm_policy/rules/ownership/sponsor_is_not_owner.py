"""Two people a party: one who does, and one who stands behind."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.people import address
from trm_policy.portfolio.roster import Actor
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules._written import later


@rule(Severity.ERROR, tiers=STRATEGIC)
def sponsor_is_not_owner(charter: Charter, context: Context) -> Iterator[Problem]:
    """Within a party, the executive sponsor and relationship owner are different people."""
    roster = context.partnership.roster
    for party in charter.parties:
        sponsor = roster.get(charter.sponsors.get(party))
        owner = roster.get(charter.owners.get(party))
        if sponsor is not None and owner is not None and _same(sponsor, owner):
            yield Problem(
                f"{owner.name} is both executive sponsor and relationship owner of "
                f"{roster.party_name(party)}",
                at=later(context, ("sponsors", party), ("owners", party)),
                help="Name another owner to run the relationship from day to day, or a sponsor "
                "above them.",
            )


def _same(one: Actor, other: Actor) -> bool:
    """Whether the two are one person, under one id or with one e-mail address under two."""
    return one.id == other.id or address(one.human) == (address(other.human) or "")

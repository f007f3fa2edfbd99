"""A path that ends where the partnership is answered for."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.sides import side_of
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules._written import later, lost_entries


@rule(Severity.ERROR, tiers=STRATEGIC, section="escalation")
def escalation_ends_with_sponsors(charter: Charter, context: Context) -> Iterator[Problem]:
    """The last escalation level consists of the executive sponsors of all parties."""
    levels = charter.escalation.levels if charter.escalation else ()
    if not levels or lost_entries(context, ("escalation", "levels")):
        return
    roster, last = context.partnership.roster, levels[-1]
    for party in charter.organised:
        contact = roster.get(last.contacts.get(party))
        sponsor = roster.get(charter.sponsors.get(party))
        own = sponsor is not None and side_of(context.partnership, sponsor.id) == party
        if contact and sponsor and own and contact != sponsor:
            yield Problem(
                f"the last escalation level, {last.id!r}, names {contact.name} for "
                f"{roster.party_name(party)}, whose executive sponsor is {sponsor.name}",
                at=later(
                    context,
                    ("sponsors", party),
                    ("escalation", "levels", len(levels) - 1, "contacts", party),
                ),
                help=f"Name {sponsor.id!r} as the contact of {party!r} on the last level, or add a "
                "level for the sponsors above it.",
            )

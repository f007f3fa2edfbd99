"""A path that ends where the partnership is answered for."""

from collections.abc import Iterator

from trm_policy.finding import Place, Severity
from trm_policy.measure.sides import side_of
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules._written import later, lost_entries
from trm_policy.wording.lists import listed


@rule(Severity.ERROR, tiers=STRATEGIC, section="escalation")
def escalation_ends_with_sponsors(charter: Charter, context: Context) -> Iterator[Problem]:
    """The last escalation level consists of the executive sponsors of all parties."""
    levels = charter.escalation.levels if charter.escalation else ()
    if not levels or lost_entries(context, ("escalation", "levels")):
        return
    roster, last = context.partnership.roster, levels[-1]
    wrong = {}
    for party in charter.organised:
        contact = roster.get(last.contacts.get(party))
        sponsor = roster.get(charter.sponsors.get(party))
        own = sponsor is not None and side_of(context.partnership, sponsor.id) == party
        if contact and sponsor and own and contact != sponsor:
            wrong[party] = (contact, sponsor)
    if wrong:
        named = [f"{contact.name} for {roster.party_name(p)}" for p, (contact, _) in wrong.items()]
        whose = [f"whose executive sponsor is {sponsor.name}" for _, sponsor in wrong.values()]
        told = [f"{name}, {whose_}" for name, whose_ in zip(named, whose, strict=True)]
        fixes = [f"{sponsor.id!r} as the contact of {p!r}" for p, (_, sponsor) in wrong.items()]
        contacts = ("escalation", "levels", len(levels) - 1, "contacts")
        yield Problem(
            f"the last escalation level, {last.id!r}, names {', and '.join(told)}",
            at=_of_one(context, contacts, *wrong) if len(wrong) == 1 else contacts,
            help=f"Name {listed(fixes)} on the last level, or add a level for the sponsors above "
            "it.",
        )


def _of_one(context: Context, contacts: Place, party: str) -> Place:
    return later(context, ("sponsors", party), (*contacts, party))

"""Escalation in which every party has somebody to call."""

from collections.abc import Iterator

from trm_policy.finding import Place, Severity
from trm_policy.measure.sides import NOBODY, side_of
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Level
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import NEUTRAL
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule

_STANDS = {NOBODY: "works for none of the parties", NEUTRAL: "is neutral"}


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="escalation")
def escalation_two_sided(charter: Charter, context: Context) -> Iterator[Problem]:
    """Each escalation level names one contact from each party."""
    for number, level in enumerate(charter.escalation.levels if charter.escalation else ()):
        at = ("escalation", "levels", number, "contacts")
        if not level.contacts:
            yield Problem(
                f"the escalation level {level.id!r} has no contacts",
                at=at,
                help="Add 'contacts' with one person from each party.",
            )
            continue
        for party in charter.organised:
            yield from _contact(level, party, (*at, party), context)


def _contact(level: Level, party: str, at: Place, context: Context) -> Iterator[Problem]:
    roster = context.partnership.roster
    party_name, contact = roster.party_name(party), level.contacts.get(party)
    if contact is None:
        if not level.contacts.keys() <= context.partnership.ids("parties"):
            return  # the unknown key may be meant for this party
        yield Problem(
            f"the escalation level {level.id!r} has no contact from {party_name}",
            at=at,
            help=f"Add '{party}: PERSON' to its contacts.",
        )
        return
    side = side_of(context.partnership, contact)
    if side is not None and side != party:
        stand = _STANDS.get(side) or f"is from {roster.party_name(side)}"
        yield Problem(
            f"{roster.name_of(contact)} is the contact for {party_name} on the escalation level "
            f"{level.id!r}, but {stand}",
            at=at,
            help=f"Name someone from {party_name}.",
        )

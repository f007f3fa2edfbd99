"""Levels that lead to somebody else, and upwards."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import Actor
from trm_policy.rule import Problem, rule


@rule(Severity.ERROR, section="escalation", always=True)
def escalation_climbs(charter: Charter, context: Context) -> Iterator[Problem]:
    """No one is the contact on two escalation levels for a party, and seniority never falls."""
    if charter.escalation is not None:
        for party in charter.parties:
            yield from _one_side(charter, party, context)


def _one_side(charter: Charter, party: str, context: Context) -> Iterator[Problem]:
    roster = context.partnership.roster
    below: dict[str, str] = {}
    senior: tuple[Actor, str] | None = None
    for number, level in enumerate(charter.escalation.levels if charter.escalation else ()):
        contact = level.contacts.get(party)
        if contact is None:
            continue
        at = ("escalation", "levels", number, "contacts", party)
        actor = roster.get(contact)
        if contact in below:
            yield Problem(
                f"{roster.name_of(contact)} is the contact on the escalation levels "
                f"{below[contact]!r} and {level.id!r}, so escalating changes nothing",
                at=at,
                help=f"Name someone more senior for {roster.party_name(party)}, or remove the "
                "level.",
            )
        elif actor and senior and _rank(actor) < _rank(senior[0]):
            yield Problem(
                f"the escalation level {level.id!r} is less senior than {senior[1]!r} below "
                f"it: {actor.name} is {actor.seniority}, {senior[0].name} is "
                f"{senior[0].seniority}",
                at=at,
                help="Reorder the levels, name someone with more authority, or correct the "
                "'seniority' of the two people.",
            )
        below.setdefault(contact, level.id)
        if actor and actor.seniority:
            senior = actor, level.id


def _rank(actor: Actor) -> float:
    """The actor's seniority; above all others where it is not known."""
    return actor.seniority.rank if actor.seniority else float("inf")

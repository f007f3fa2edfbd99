"""Levels that lead to somebody else, and upwards."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Level
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import Actor, Roster
from trm_policy.rule import Problem, rule


@rule(Severity.ERROR, section="escalation", always=True)
def escalation_climbs(charter: Charter, context: Context) -> Iterator[Problem]:
    """No one is the contact on two escalation levels for a party, and seniority never falls."""
    if charter.escalation is not None:
        for party in charter.parties:
            yield from _one_side(charter, party, context)


def _one_side(charter: Charter, party: str, context: Context) -> Iterator[Problem]:
    roster = context.partnership.roster
    below: dict[str, Level] = {}
    senior: tuple[Actor, str] | None = None
    for number, level in enumerate(charter.escalation.levels if charter.escalation else ()):
        contact = level.contacts.get(party)
        if contact is None:
            continue
        at = ("escalation", "levels", number, "contacts", party)
        actor = roster.get(contact)
        if contact in below and not _post_beside_others(contact, below[contact], level, roster):
            yield Problem(
                f"{roster.name_of(contact)} is the contact on the escalation levels "
                f"{below[contact].id!r} and {level.id!r}, so escalating changes nothing",
                at=at,
                help=f"Name someone more senior for {roster.party_name(party)}, or remove the "
                "level.",
            )
        elif contact not in below and actor and senior and _rank(actor) < _rank(senior[0]):
            yield Problem(
                f"the escalation level {level.id!r} is less senior than {senior[1]!r} below "
                f"it: {actor.name} is {actor.seniority}, {senior[0].name} is "
                f"{senior[0].seniority}",
                at=at,
                help="Reorder the levels, name someone with more authority, or correct the "
                "'seniority' of the two people.",
            )
        below.setdefault(contact, level)
        if actor and actor.seniority:
            senior = actor, level.id


def _post_beside_others(contact: str, below: Level, level: Level, roster: Roster) -> bool:
    """Whether a post, such as a mailbox, is asked again while another party asks somebody else."""
    actor = roster.get(contact)
    others = set(level.contacts.values()) - set(below.contacts.values())
    return actor is not None and actor.is_post and bool(others)


def _rank(actor: Actor) -> float:
    """The actor's seniority; above all others where it is not known."""
    return actor.seniority.rank if actor.seniority else float("inf")

"""Whether those who answer for a party belong to it; the same question for owners and sponsors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trm_policy.measure.sides import NOBODY, sides_of
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import NEUTRAL
from trm_policy.rule import Problem
from trm_policy.rules._written import is_whole


def seats_filled(
    context: Context, section: str, role: str, named: Mapping[str, str]
) -> Iterator[Problem]:
    """A problem for each party that has nobody in ``named``, or somebody of another side.

    Where a key of ``named`` is no party it may be meant for the one that is missing.
    """
    roster = context.partnership.roster
    misspelt = not named.keys() <= context.partnership.ids("parties")
    for party, entry in roster.charter.parties.items():
        person = named.get(party)
        name = roster.party_name(party)
        if person is None and not misspelt and not entry.is_class:
            yield Problem(
                f"{name} has no {role}",
                at=f"{section}.{party}",
                help=f"Add '{party}: PERSON' to '{section}', with the id of one of its people.",
            )
        elif person and (stand := _stand(context, person, party)) is not None:
            yield Problem(
                f"{roster.name_of(person)} is {role} of {name}, but {stand}",
                at=f"{section}.{party}",
                help=f"Name someone from {name}, or correct the person's party.",
            )


def _stand(context: Context, person: str, party: str) -> str | None:
    """For whom somebody stands, if that is certainly not ``party``."""
    roster = context.partnership.roster
    sides = sides_of(context.partnership, person)
    side = party if party in sides else next(iter(sides), None)
    if side == NEUTRAL:
        return "is neutral"
    if side == NOBODY:
        return "works for none of the parties"
    if side is None:
        actor = roster.get(person)
        said = actor is None or actor.party is not None or actor.shared
        return None if said or not is_whole(context, ("people", person)) else "has no party"
    return None if side == party else f"is from {roster.party_name(side)}"

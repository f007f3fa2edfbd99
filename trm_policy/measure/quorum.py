"""Who counts towards a committee's quorum, and what is short of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from trm_policy.model.governance import Committee
from trm_policy.portfolio.roster import Roster


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a quorum lacks: ``there`` of ``needed`` voting members, ``each`` of some parties.

    ``few`` are the parties with too few votes; ``enough`` says that the members as such were.
    """

    there: int
    needed: int
    each: int
    few: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether it lacks votes of single parties alone."""
        return self.there >= self.needed


def voters(committee: Committee) -> tuple[str, ...]:
    """The ids of those who vote in a committee, each once."""
    voting = (seat for seat in committee.members if seat.vote and not seat.hides("vote"))
    return tuple(dict.fromkeys(seat.person for seat in voting))


def present(committee: Committee, there: Collection[str], roster: Roster) -> tuple[str, ...]:
    """The voting members who were there, or whose deputy stood in for them alone."""
    members = voters(committee)
    found = [member for member in members if member in there]
    free = set(there) - set(members)
    for member in members:
        actor = roster.get(member)
        if member not in there and actor is not None and actor.deputy in free:
            found.append(member)
            free.discard(actor.deputy)
    return tuple(found)


def shortfall(committee: Committee, there: Collection[str], roster: Roster) -> Shortfall | None:
    """What the committee lacked to decide; None where the quorum was met, or none is set.

    Somebody unknown may have been anybody, and counts.
    """
    if committee.quorum is None:
        return None
    needed, each = committee.quorum.members or 0, committee.quorum.each_party or 0
    voting = present(committee, there, roster)
    strangers = set(there) - set(voters(committee))
    unknown = sum(not roster.knows(person) for person in strangers)
    votes = [roster.party_of(member) for member in voting]
    unclear = unknown + votes.count(None)
    parties = [p for p in roster.charter.parties if committee.party in (None, p)]
    few = tuple(party for party in parties if votes.count(party) + unclear < each)
    if len(voting) + unknown >= needed and not few:
        return None
    return Shortfall(len(voting), needed if len(voting) + unknown < needed else 0, each, few)

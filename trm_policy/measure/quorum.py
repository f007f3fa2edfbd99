"""Who counts towards a committee's quorum, for whom they vote, and what is short of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from trm_policy.measure.attendance import in_force_since
from trm_policy.measure.sides import Strength, strength
from trm_policy.model.governance import Committee
from trm_policy.model.party import SharedPerson
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import Roster


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a quorum lacks: ``there`` of ``needed`` voting members, ``each`` of some parties.

    ``needed`` is 0 where there were enough members as such; ``few`` are the parties with too few
    votes.
    """

    there: int
    needed: int
    each: int
    few: tuple[str, ...]


def voters(committee: Committee, day: date = date.max) -> tuple[str, ...]:
    """The ids of those who vote in a committee and whose seat is theirs by a day, each once."""
    voting = (seat for seat in committee.members if seat.votes and not seat.hides("vote"))
    named = (seat.person for seat in voting if (seat.since or day) <= day)
    return tuple(dict.fromkeys(person for person in named if person))


def present(
    committee: Committee, there: Collection[str], roster: Roster, day: date = date.max
) -> tuple[str, ...]:
    """The voting members of a day who were there, or whose deputy stood in for them alone."""
    members = voters(committee, day)
    found = [member for member in members if member in there]
    free = set(there) - set(members)
    for member in members:
        actor = roster.get(member)
        if member not in there and actor is not None and actor.deputy in free:
            found.append(member)
            free.discard(actor.deputy)
    return tuple(found)


def too_few(
    parties: Iterable[str], votes: Strength, each: int, unknown: int = 0
) -> tuple[str, ...]:
    """The parties with fewer votes than ``each``, whomever those vote for who are not known."""
    unclear = votes.unknown + unknown
    return tuple(party for party in parties if votes.by_party[party] + unclear < each)


def binding(partnership: Partnership, id_: str | None, day: date) -> Committee | None:
    """The committee whose quorum a meeting of ``day`` is held to; None where none certainly is.

    A committee may have had other members before the charter's present version was approved.
    """
    committee = partnership.charter.committees.get(id_ or "")
    if committee is None or committee.quorum is None:
        return None
    whole = not partnership.built.touches_dropped(("committees", id_ or ""))
    return committee if whole and day >= in_force_since(partnership.charter) else None


def _left_since(roster: Roster, person: str, day: date) -> bool:
    """Whether somebody of the directory has left on a day or later."""
    actor = roster.get(person)
    human = actor.human if actor else None
    return isinstance(human, SharedPerson) and human.left is not None and human.left >= day


def shortfall(
    partnership: Partnership,
    committee: Committee,
    there: Collection[str],
    day: date,
    *,
    anyone: bool = False,
) -> Shortfall | None:
    """What the committee lacked to decide on a day; None where the quorum was met, or never can be.

    Somebody unknown may have been anybody, and counts; so does who has left since and may have
    held a seat on that day. Of the others who were there so many count as there are seats whose
    holder came later or is not known; with ``anyone`` all, since the seats may have been others'
    on that day.
    """
    if committee.quorum is None:
        return None
    roster, members = partnership.roster, voters(committee)
    needed, each = committee.quorum.members or 0, committee.quorum.each_party or 0
    voting = present(committee, there, roster, day)
    unknown = _possible(committee, there, roster, day, anyone=anyone)
    most: Mapping[str, int] = strength(partnership, members).by_party
    parties = (p for p in most if committee.party in (None, p) and most[p] >= each)
    few = too_few(parties, strength(partnership, voting), each, unknown)
    short = len(voting) + unknown < needed <= len(members)
    if not short and not few:
        return None
    return Shortfall(len(voting), needed if short else 0, each, few)


def _possible(
    committee: Committee, there: Collection[str], roster: Roster, day: date, *, anyone: bool
) -> int:
    """How many who were there may have voted on that day, beside the voting members."""
    members = voters(committee, day)
    others = set(there) - set(members)
    free = {one for one in others if not roster.knows(one) or _left_since(roster, one, day)}
    standing_in = len(present(committee, there, roster, day)) - len(set(there) & set(members))
    rest = max(len(others - free) - standing_in, 0)
    later = len(voters(committee)) - len(members)
    later += sum(not roster.knows(one) for one in members)
    return len(free) + (rest if anyone else min(later, rest))

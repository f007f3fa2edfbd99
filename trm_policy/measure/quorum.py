"""Who counts towards a committee's quorum, for whom they vote, and what is short of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from trm_policy.measure.attendance import in_force_since
from trm_policy.measure.sides import Strength, sides_of, strength
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


def class_votes(partnership: Partnership, committee: Committee) -> Mapping[str, int]:
    """The votes that each class of members, or party, has by seats that name no person."""
    parties = partnership.charter.parties
    found: dict[str, int] = {}
    for seat in committee.members:
        known = seat.for_ is not None and seat.for_ in parties
        if seat.for_ is not None and known and seat.votes and not seat.hides("vote"):
            found[seat.for_] = found.get(seat.for_, 0) + seat.places_of(parties[seat.for_])
    return found


def unseated(partnership: Partnership, committee: Committee) -> tuple[str, ...]:
    """The parties that certainly have no member, nor a seat as a whole; observers are none.

    A class of members may be there as an observer alone: that is what its members joined for.
    """
    parties, roster = partnership.charter.parties, partnership.roster
    seated = {seat.for_ for seat in committee.members}
    seated |= {roster.party_of(person) for person in committee.invited}
    voting = {seat.for_ for seat in committee.members if seat.votes}
    missing = strength(partnership, committee.seated).missing
    return tuple(
        p for p in missing if p not in voting and not (parties[p].is_class and p in seated)
    )


def voting_strength(partnership: Partnership, committee: Committee) -> Strength:
    """The votes of each party; who is named for a class fills one of its seats."""
    named = strength(partnership, voters(committee))
    votes = dict(named.by_party)
    for party, count in class_votes(partnership, committee).items():
        votes[party] = max(votes.get(party, 0), count)
    more = sum(votes.values()) - sum(named.by_party.values())
    return Strength(votes, named.unknown, named.total + more)


def needed(partnership: Partnership, committee: Committee) -> int | None:
    """How many voting members must be present, be it by number or by share; None if not said."""
    quorum = committee.quorum
    if quorum is None or (quorum.members is None and quorum.share is None):
        return None
    of_all = voting_strength(partnership, committee).total
    return max(quorum.members or 0, quorum.share.of(of_all) if quorum.share else 0)


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
    roster, most = partnership.roster, voting_strength(partnership, committee)
    wanted, each = needed(partnership, committee) or 0, committee.quorum.each_party or 0
    of_classes = tuple(_for_classes(partnership, committee, there))
    voting = (*present(committee, there, roster, day), *of_classes)
    unknown = _possible(committee, set(there) - set(of_classes), roster, day, anyone=anyone)
    votes = most.by_party
    parties = (p for p in votes if committee.party in (None, p) and votes[p] >= each)
    few = too_few(parties, strength(partnership, voting), each, unknown)
    short = len(voting) + unknown < wanted <= most.total
    if not short and not few:
        return None
    return Shortfall(len(voting), wanted if short else 0, each, few)


def _for_classes(
    partnership: Partnership, committee: Committee, there: Collection[str]
) -> Iterator[str]:
    """Who was there for an organisation of a class that has a seat, and is no member by name."""
    named = set(voters(committee))
    for party, count in class_votes(partnership, committee).items():
        others = sorted(one for one in set(there) - named if party in sides_of(partnership, one))
        by_name = strength(partnership, named & set(there)).by_party.get(party, 0)
        yield from others[: max(count - by_name, 0)]


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

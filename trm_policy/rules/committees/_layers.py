"""Which committees the parties share, and which of them stands above which."""

from __future__ import annotations

from collections.abc import Mapping

from trm_policy.measure.sides import side_of
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee
from trm_policy.model.instruments import owes
from trm_policy.model.vocabulary import CommitteeLevel
from trm_policy.portfolio.context import Context
from trm_policy.rules._written import is_whole

_LEVELS = tuple(CommitteeLevel)
_TOP = (CommitteeLevel.EXECUTIVE, CommitteeLevel.STEERING)


def joint(charter: Charter) -> Mapping[str, Committee]:
    """The committees by id, without the bodies of one party alone."""
    return {id_: body for id_, body in charter.committees.items() if body.party is None}


def steers(committee: Committee) -> bool:
    """Whether the committee is one of level steering or executive."""
    return committee.level in _TOP


def decides(committee: Committee, charter: Charter) -> bool:
    """Whether a committee has anything to decide; one that nobody owes may be there to talk."""
    if committee.is_working_group:
        return False
    return bool(committee.decisions) or steers(committee) or owes(charter, "committees")


def rank(committee: Committee) -> int:
    """0 for an executive committee to 3 for a working group; 4 where no level is said."""
    return len(_LEVELS) if committee.level is None else _LEVELS.index(committee.level)


def sponsors_missed(charter: Charter, context: Context) -> tuple[str, Mapping[str, str]]:
    """A top committee, and the sponsors, by party, who have no seat there; none where one has all.

    Nothing is missed where nobody can tell: a member that is not known may be a sponsor, misspelt.
    """
    bodies = {id_: body for id_, body in joint(charter).items() if steers(body)}
    if not bodies or not is_whole(context, ("committees",)):
        return "", {}
    highest = min(rank(body) for body in bodies.values())
    top = [id_ for id_, body in bodies.items() if rank(body) == highest]
    absent = {id_: _absent(id_, charter, context) for id_ in top}
    best = min(top, key=lambda id_: len(absent[id_]))
    return best, absent[best] if all(_certain(id_, context) for id_ in top) else {}


def _certain(id_: str, context: Context) -> bool:
    """Whether a committee has members, and each is known: another may be a sponsor, misspelt."""
    members, roster = (
        context.partnership.charter.committees[id_].members,
        context.partnership.roster,
    )
    return bool(members) and all(roster.knows(seat.person) for seat in members)


def _absent(id_: str, charter: Charter, context: Context) -> dict[str, str]:
    """The sponsors, by party, who do not sit on a committee; a body sits there by a member."""
    seated = set(charter.committees[id_].seated)
    found = {}
    for party, sponsor in charter.sponsors.items():
        body = charter.committees.get(sponsor)
        acting = {sponsor, *(body.seated if body else ())}
        if (
            party in charter.parties
            and side_of(context.partnership, sponsor) == party
            and not acting & seated
        ):
            found[party] = sponsor
    return found

"""Committees that somebody calls and leads."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.sides import side_of, strength
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee
from trm_policy.model.vocabulary import SeatRole
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules._written import is_whole
from trm_policy.rules.committees._layers import decides, sponsors_missed


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="committees")
def committee_chaired(charter: Charter, context: Context) -> Iterator[Problem]:
    """A committee has a chair, or co-chairs from different parties."""
    for id_, committee in charter.committees.items():
        asked = decides(committee, charter) or any(seat.chairs for seat in committee.members)
        if committee.members and asked and is_whole(context, ("committees", id_, "members")):
            yield from _of(id_, committee, context)


def _causes(id_: str, head: str, context: Context) -> tuple[tuple[str, str], ...]:
    """That a sponsor of another party lacks a seat, who may be the other co-chair."""
    best, absent = sponsors_missed(context.partnership.charter, context)
    if id_ != best or absent.keys() <= {side_of(context.partnership, head)}:
        return ()
    return (("sponsors-on-top-committee", f"committees.{id_}.members"),)


def _of(id_: str, committee: Committee, context: Context) -> Iterator[Problem]:
    members = committee.members
    heads = {
        seat.person: number for number, seat in enumerate(members) if seat.person and seat.chairs
    }
    at = ("committees", id_, "members")
    if not heads:
        yield Problem(
            f"the committee {id_!r} has no chair, so no one calls its meetings",
            at=at,
            help="Write 'role: chair' for one member, or 'role: co-chair' for one member from "
            "each party.",
        )
        return
    last = max(heads.values())
    name = context.partnership.roster.name_of(members[last].person or "")
    role = (*at, last, "role")
    roster = context.partnership.roster
    if len(heads) == 1:
        two_sided = not strength(context.partnership, committee.seated).missing
        if members[last].role is SeatRole.CO_CHAIR and (two_sided or committee.party is not None):
            yield Problem(
                f"{name} is the only co-chair of the committee {id_!r}",
                at=role,
                help="Add a co-chair from another party, or write 'role: chair'.",
                follows=_causes(id_, members[last].person or "", context),
            )
        return
    sides = {side_of(context.partnership, person) for person in heads}
    (side,) = sides if len(sides) == 1 else (None,)
    if committee.party is None and side in roster.charter.parties:
        yield Problem(
            f"all {len(heads)} chairs of the committee {id_!r} are from {roster.party_name(side)}",
            at=role,
            help="Appoint chairs from different parties, or only one chair.",
        )

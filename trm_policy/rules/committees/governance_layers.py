"""Levels of governance that do not sit in judgement on themselves."""

from collections.abc import Iterator, Mapping

from trm_policy.finding import Place, Severity
from trm_policy.measure.sides import side_of
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee
from trm_policy.model.vocabulary import SeatRole
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules._mentions import that_lead_nowhere
from trm_policy.rules._written import later
from trm_policy.rules.committees._layers import joint, rank, steers
from trm_policy.wording.lists import listed


@rule(Severity.WARNING, tiers=STRATEGIC, section="committees", owed="committees.*.level")
def governance_layers(charter: Charter, context: Context) -> Iterator[Problem]:
    """Joint committees have at least two levels; only owners and lower chairs sit on both."""
    bodies = {id_: body for id_, body in joint(charter).items() if body.level is not None}
    if not any(steers(body) for body in bodies.values()):
        return
    if len({body.level for body in bodies.values()}) == 1:
        (level,) = {body.level for body in bodies.values()}
        yield Problem(
            f"all joint committees are on one level ({level})",
            at="committees",
            help="Add a committee below for daily work or above for what it cannot settle, and "
            "give each its 'level'.",
            follows=that_lead_nowhere(Kind.COMMITTEE, context, charter.committees),
        )
        return
    if not _owners_known(charter, context):
        return
    seats = _seats(bodies)
    for person in sorted(seats.keys() - set(charter.owners.values())):
        yield from _double(person, seats[person], bodies, context)


def _owners_known(charter: Charter, context: Context) -> bool:
    """Whether every party has an owner of its own; else somebody on two levels may be meant."""
    owners = charter.owners
    return all(
        p in owners and side_of(context.partnership, owners[p]) == p for p in charter.organised
    )


def _seats(bodies: Mapping[str, Committee]) -> Mapping[str, Mapping[str, Place]]:
    """By person the committees on which they sit, each with the place of their last seat there."""
    found: dict[str, dict[str, Place]] = {}
    for id_, body in bodies.items():
        for number, seat in enumerate(body.members):
            if seat.person is None or seat.role is SeatRole.OBSERVER:
                continue
            place = ("committees", id_, "members", number, "person")
            found.setdefault(seat.person, {})[id_] = place
    return found


def _double(
    person: str, seats: Mapping[str, Place], bodies: Mapping[str, Committee], context: Context
) -> Iterator[Problem]:
    """A problem if somebody sits on two levels without chairing the lower of the two."""
    ranks = {id_: rank(bodies[id_]) for id_ in seats}
    top = min(ranks.values())
    below = {id_ for id_ in seats if ranks[id_] > top and not _chairs(person, bodies[id_])}
    lowest = max((ranks[id_] for id_ in below), default=top)
    found = {id_: seats[id_] for id_ in seats if id_ in below or ranks[id_] < lowest}
    if found:
        name = context.partnership.roster.name_of(person)
        yield Problem(
            f"{name} sits on the committees {listed([repr(id_) for id_ in sorted(found)])}, "
            "which are on different levels, but neither owns the relationship nor chairs the "
            "lower one",
            at=later(context, *found.values()),
            help="Give one of the seats to someone else, so that the higher committee can look at "
            "open matters afresh.",
        )


def _chairs(person: str, committee: Committee) -> bool:
    return any(seat.person == person and seat.chairs for seat in committee.members)

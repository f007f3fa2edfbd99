"""Seats that somebody has."""

from collections import Counter
from collections.abc import Iterator

from trm_policy.finding import Place, Severity
from trm_policy.measure.sides import sides_of
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee, Seat
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import is_whole


@rule(Severity.WARNING, section="committees")
def seats_filled(charter: Charter, context: Context) -> Iterator[Problem]:
    """Every seat for a class of members has a holder, and its term has not passed."""
    joined = [party.members for party in charter.parties.values() if party.members is not None]
    seats = (seat for body in charter.committees.values() for seat in body.members)
    asked = next((seat.for_ for seat in seats if _is_for_a_class(seat, charter)), None)
    unlisted = bool(joined) and not any(joined)
    if unlisted and asked is not None and is_whole(context, ("parties",)):
        yield Problem(
            "no class of members says which organisations have joined, so nobody can tell which "
            "seats are vacant",
            at=f"parties.{asked}.members",
            help="List who has joined each class under its 'members'.",
            severity=Severity.INFO,
        )
    for id_, committee in charter.committees.items():
        if is_whole(context, ("committees", id_, "members")) and is_whole(context, ("parties",)):
            yield from _vacant(id_, committee, context, unlisted=unlisted)


def _is_for_a_class(seat: Seat, charter: Charter) -> bool:
    return seat.for_ in charter.parties and charter.parties[seat.for_].is_class


def _vacant(
    id_: str, committee: Committee, context: Context, *, unlisted: bool
) -> Iterator[Problem]:
    sides = [sides_of(context.partnership, person) for person in committee.invited]
    free = Counter(side for named in sides for side in named)
    by_name = () not in sides
    for number, seat in enumerate(committee.members):
        party = context.partnership.charter.parties.get(seat.for_ or "")
        if seat.for_ is None or party is None or party.members is None:
            continue
        at = ("committees", id_, "members", number)
        seats = seat.places_of(party)
        if seat.last_day is not None and seat.last_day < context.today:
            yield _ended(id_, seat, at, context)
            continue
        filled = min(seats, free[seat.for_])
        free[seat.for_] -= filled
        if not party.members:
            if unlisted or not seat.votes:
                continue
            yield Problem(
                f"the committee {id_!r} has a seat for {_name(seat, context)}, and no "
                "organisation has joined that class",
                at=at,
                help=f"List who has joined under 'parties.{seat.for_}.members', or remove the "
                "seat until someone has.",
            )
        elif by_name and 0 < filled < seats:
            yield Problem(
                f"the committee {id_!r} has {seats} seats for {_name(seat, context)}, and names "
                f"who has {filled} of them",
                at=at,
                help="Name who has the others under 'members'; if they are vacant, ask the "
                "organisations to appoint someone.",
            )


def _ended(id_: str, seat: Seat, at: Place, context: Context) -> Problem:
    return Problem(
        f"the seat for {_name(seat, context)} in the committee {id_!r} ended on {seat.last_day}",
        at=(*at, "until" if seat.until else "since"),
        help="Let the class elect anew and write the new last day, or remove the seat.",
    )


def _name(seat: Seat, context: Context) -> str:
    return repr(context.partnership.roster.party_name(seat.for_ or ""))

"""Committees in which nobody decides about the other."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.quorum import unseated, voting_strength
from trm_policy.measure.sides import Strength
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules.committees._layers import sponsors_missed
from trm_policy.wording.lists import listed, no_or_some


@rule(Severity.ERROR, section="committees")
def committee_two_sided(charter: Charter, context: Context) -> Iterator[Problem]:
    """A joint committee has members from every party, equal votes and several departments."""
    for id_, committee in charter.committees.items():
        if committee.party is not None or (committee.is_working_group and not committee.members):
            continue
        absent = unseated(context.partnership, committee)
        missing = tuple(party for party in absent if not charter.parties[party].is_class)
        if missing and not committee.is_working_group:
            yield _without(id_, missing, context)
        else:
            if not any(party.is_class for party in charter.parties.values()):
                yield from _uneven(id_, committee, context)
            yield from _of_one_department(id_, committee, context)


def _without(id_: str, parties: tuple[str, ...], context: Context) -> Problem:
    names = listed([context.partnership.roster.party_name(party) for party in parties], "or")
    return Problem(
        f"the committee {id_!r} has no member from {names}",
        at=f"committees.{id_}.members",
        help=f"Add a member from {'each of them' if len(parties) > 1 else 'there'}. A body of some "
        "parties is a working group: write 'level: working-group', 'lead' and 'reports_to'. A "
        "body of one party, such as a works council, says 'party: PARTY'.",
    )


def _uneven(id_: str, committee: Committee, context: Context) -> Iterator[Problem]:
    votes = voting_strength(context.partnership, committee)
    if votes.unknown or len(set(votes.by_party.values())) <= 1:
        return
    roster = context.partnership.roster
    shares = [
        f"{roster.party_name(party)} has {no_or_some(count, 'vote')}"
        for party, count in votes.by_party.items()
    ]
    yield Problem(
        f"the votes in the committee {id_!r} are unequal: {listed(shares)}",
        at=f"committees.{id_}.members",
        help="Balance the votes: add a member, or write 'vote: false' for a member.",
        severity=Severity.WARNING,
        follows=tuple(_causes(id_, committee, votes, context)),
    )


def _causes(
    id_: str, committee: Committee, votes: Strength, context: Context
) -> Iterator[tuple[str, str]]:
    """The findings of other rules whose fix would make the votes equal."""
    most, at = max(votes.by_party.values()), f"committees.{id_}"
    lacking = {party: most - own for party, own in votes.by_party.items() if own < most}
    best, absent = sponsors_missed(context.partnership.charter, context)
    if id_ == best and lacking == dict.fromkeys(absent, 1):
        yield "sponsors-on-top-committee", f"{at}.members"
    wanted = committee.quorum.members if committee.quorum else None
    if wanted is not None and sum(lacking.values()) <= wanted - votes.total:
        yield "quorum-reachable", f"{at}.quorum.members"
    for number, seat in enumerate(committee.members, 1):
        others = {
            party: 1
            for party in lacking
            if party != context.partnership.roster.party_of(seat.person)
        }
        if seat.chairs and lacking == others:
            yield "committee-chaired", f"{at}.members.{number}.role"


def _of_one_department(id_: str, committee: Committee, context: Context) -> Iterator[Problem]:
    found = [context.partnership.roster.get(person) for person in committee.seated]
    people = {actor.id: actor.human for actor in found if actor and actor.human}
    departments = {(human.department or "").strip() for human in people.values()}
    named = all(seat.person is not None for seat in committee.members)
    everybody = named and len(people) == len(committee.seated)
    if everybody and len({name.casefold() for name in departments}) == 1 and all(departments):
        yield Problem(
            f"all members of the committee {id_!r} work in the department {min(departments)!r}",
            at=f"committees.{id_}.members",
            help="Add a member with a different view, such as finance, quality or sales.",
            severity=Severity.WARNING,
        )

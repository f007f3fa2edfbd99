"""Sponsors who sit where the partnership is steered."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.sides import side_of
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules._written import is_whole
from trm_policy.rules.committees._layers import joint, rank, steers
from trm_policy.wording.lists import listed


@rule(Severity.ERROR, tiers=STRATEGIC, section="committees")
def sponsors_on_top_committee(charter: Charter, context: Context) -> Iterator[Problem]:
    """The executive sponsors sit on the top committee."""
    bodies = {id_: body for id_, body in joint(charter).items() if steers(body)}
    if not bodies or not is_whole(context, ("committees",)):
        return
    highest = min(rank(body) for body in bodies.values())
    top = [id_ for id_, body in bodies.items() if rank(body) == highest]
    absent = {id_: _absent(id_, charter, context) for id_ in top}
    best = min(top, key=lambda id_: len(absent[id_]))
    if absent[best] and all(_certain(id_, context) for id_ in top):
        roster = context.partnership.roster
        names = [
            f"{roster.name_of(person)} ({roster.party_name(party)})"
            for party, person in absent[best].items()
        ]
        several = len(names) > 1
        yield Problem(
            f"the top committee {best!r} has no seat for the executive "
            f"{'sponsors' if several else 'sponsor'} {listed(names)}",
            at=f"committees.{best}.members",
            help="Add a seat for each sponsor, or name as sponsor someone who already sits there.",
        )


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

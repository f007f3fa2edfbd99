"""Ties that hold when one person is away."""

from collections.abc import Iterator
from itertools import combinations

from trm_policy.finding import Severity
from trm_policy.measure.sides import NOBODY, side_of
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import NEUTRAL
from trm_policy.rule import STRATEGIC, Option, Problem, rule
from trm_policy.wording.lists import listed, no_or_some

_Pair = frozenset[str]


@rule(
    Severity.WARNING,
    tiers=STRATEGIC,
    section="touchpoints",
    options={"least": Option(2, "the fewest pairs of people that connect the parties")},
)
def touchpoints_redundant(charter: Charter, context: Context) -> Iterator[Problem]:
    """At least two pairs of people connect all parties, and not all through one person."""
    people = {person for tie in charter.touchpoints.values() for person in tie.between}
    sides = {person: side_of(context.partnership, person) for person in people}
    if None in sides.values():
        return
    pairs = _across(charter, sides, context)
    if len(pairs) < context.options["least"]:
        yield _too_few(len(pairs), context)
        return
    yield from _left_out(pairs, sides, context)
    for person in frozenset.intersection(*pairs) if len(pairs) > 1 else ():
        name = context.partnership.roster.name_of(person)
        yield Problem(
            f"all touchpoints between the parties depend on {name}",
            at="touchpoints",
            help="Add a pair of other people who talk to each other, and what about.",
        )


def _is_post(person: str, context: Context) -> bool:
    actor = context.partnership.roster.get(person)
    return actor is not None and actor.is_post


def _across(charter: Charter, sides: dict[str, str | None], context: Context) -> set[_Pair]:
    """The pairs of people of different parties, each once; a post is no person."""
    found = set()
    for tie in charter.touchpoints.values():
        standing = [
            person
            for person in tie.between
            if sides[person] not in (NEUTRAL, NOBODY) and not _is_post(person, context)
        ]
        found |= {
            frozenset({one, other})
            for one, other in combinations(standing, 2)
            if sides[one] != sides[other]
        }
    return found


def _too_few(count: int, context: Context) -> Problem:
    least = context.options["least"]
    subject = no_or_some(count, "pair") if count else "no pair"
    return Problem(
        f"{subject} of people {'connects' if count <= 1 else 'connect'} the parties; a "
        f"strategic partnership needs at least {least}",
        at="touchpoints",
        help="Add under 'touchpoints' who from one party talks to whom from another, and what "
        "about.",
    )


def _left_out(
    pairs: set[_Pair], sides: dict[str, str | None], context: Context
) -> Iterator[Problem]:
    """A problem if a party stands in no pair."""
    roster = context.partnership.roster
    tied = {sides[person] for pair in pairs for person in pair}
    alone = [roster.party_name(party) for party in roster.charter.organised if party not in tied]
    if alone:
        yield Problem(
            f"no one from {listed(alone, 'or')} has a touchpoint with another party",
            at="touchpoints",
            help="Add a touchpoint between one of their people and someone from another party.",
        )

"""Owners and sponsors who have time for each of their partnerships."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status, Tier
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Portfolio
from trm_policy.portfolio.people import address
from trm_policy.portfolio.roster import Roster
from trm_policy.rule import STRATEGIC, Option, Problem, rule


class _Seat(NamedTuple):
    """Where somebody is named, and under what name."""

    charter: str
    party: str
    name: str


_Taken = tuple[str, str, bool, str]
"""A party; who sits there for it, by address or else by id; whether others mean the same by that;
and the name."""


def _seats(charter: Charter, roster: Roster) -> dict[str, tuple[_Taken, ...]] | None:
    """The seats in a strategic partnership that is not over."""
    if charter.tier is not Tier.STRATEGIC or charter.status is Status.ENDED:
        return None
    named = {"owners": charter.owners, "sponsors": charter.sponsors}
    return {section: tuple(_taken(people, roster)) for section, people in named.items()}


def _taken(people: Mapping[str, str], roster: Roster) -> Iterator[_Taken]:
    for party, person in people.items():
        actor = roster.get(person)
        if actor is not None and actor.human is not None and not actor.is_post:
            mail = address(actor.human)
            yield party, mail or person, bool(mail) or actor.shared, actor.name


@rule(
    Severity.WARNING,
    tiers=STRATEGIC,
    always=True,
    whole=True,
    facts=_seats,
    options={
        "strategic": Option(5, "the most strategic partnerships that one person may own"),
        "sponsored": Option(8, "the most strategic partnerships that one person may sponsor"),
    },
)
def owner_not_overloaded(portfolio: Portfolio, context: Context) -> Iterator[Problem]:
    """No one owns more than five strategic partnerships, or sponsors more than eight."""
    for section, verb, most in (
        ("owners", "owns", context.options["strategic"]),
        ("sponsors", "sponsors", context.options["sponsored"]),
    ):
        for seats in _by_person(section, context.facts):
            for seat in seats[most:]:
                yield Problem(
                    f"{seat.name} {verb} {len(seats)} strategic partnerships; one person has time "
                    f"for at most {most}",
                    at=(section, seat.party),
                    help="Name someone else here, or in another of them.",
                    document=portfolio.path(seat.charter),
                )


def _by_person(
    section: str, charters: Mapping[str, dict[str, tuple[_Taken, ...]]]
) -> Iterator[list[_Seat]]:
    """The seats of each person, one a charter, by order of the charters' ids."""
    found: dict[tuple[str, str], dict[str, _Seat]] = {}
    for id_ in sorted(charters):
        for party, person, everywhere, name in charters[id_][section]:
            whose = ("" if everywhere else id_, person)
            found.setdefault(whose, {}).setdefault(id_, _Seat(id_, party, name))
    yield from (list(seats.values()) for seats in found.values())

"""Owners and sponsors who have time for each of their partnerships."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status, Tier
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Portfolio
from trm_policy.portfolio.people import address
from trm_policy.rule import STRATEGIC, Option, Problem, rule


class _Seat(NamedTuple):
    """Where somebody is named, and under what name."""

    charter: str
    party: str
    name: str


@rule(
    Severity.WARNING,
    tiers=STRATEGIC,
    always=True,
    whole=True,
    options={
        "strategic": Option(5, "the most strategic partnerships that one person may own"),
        "sponsored": Option(8, "the most strategic partnerships that one person may sponsor"),
    },
)
def owner_not_overloaded(portfolio: Portfolio, context: Context) -> Iterator[Problem]:
    """No one owns more than five strategic partnerships, or sponsors more than eight."""
    yield from _beyond("owners", "owns", context.options["strategic"], portfolio)
    yield from _beyond("sponsors", "sponsors", context.options["sponsored"], portfolio)


def _beyond(section: str, verb: str, most: int, portfolio: Portfolio) -> Iterator[Problem]:
    """A problem in each charter, by order of their ids, that comes after the last one allowed."""
    for seats in _seats(section, portfolio).values():
        for seat in seats[most:]:
            yield Problem(
                f"{seat.name} {verb} {len(seats)} strategic partnerships; one person has time "
                f"for at most {most}",
                at=(section, seat.party),
                help="Name someone else here, or in another of them.",
                document=portfolio.path(seat.charter),
            )


def _seats(section: str, portfolio: Portfolio) -> Mapping[tuple[str, ...], list[_Seat]]:
    """The seats of each person in strategic partnerships that are not over, one a charter."""
    found: dict[tuple[str, ...], dict[str, _Seat]] = {}
    for id_ in sorted(portfolio.charters):
        charter = portfolio.charters[id_]
        if charter.tier is not Tier.STRATEGIC or charter.status is Status.ENDED:
            continue
        roster = portfolio.roster(id_)
        for party, person in _named(section, charter).items():
            actor = roster.get(person)
            if actor is None or actor.human is None:
                continue
            mail = address(actor.human)
            alone = (person,) if actor.shared else (id_, person)
            seats = found.setdefault(("", mail) if mail else alone, {})
            seats.setdefault(id_, _Seat(id_, party, actor.name))
    return {person: list(seats.values()) for person, seats in found.items()}


def _named(section: str, charter: Charter) -> Mapping[str, str]:
    return charter.owners if section == "owners" else charter.sponsors

"""For whom somebody stands, and how votes are spread over the parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trm_policy.model.base import Kind
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import NEUTRAL

NOBODY = ""
"""The side of somebody whose organisation is none of the parties."""


def lost_parties(partnership: Partnership) -> frozenset[str]:
    """The ids that are named as parties, be it as the host, and are none."""
    named = {r.id for r in partnership.references if r.kind in (Kind.PARTY, Kind.SIDE)}
    host = partnership.charter.host
    named |= {host} if host is not None else set()
    return frozenset(named - partnership.ids("parties") - {NEUTRAL})


def nameless(partnership: Partnership) -> tuple[str, ...]:
    """The parties that say no organisation: whoever stands for none may stand for one of them."""
    return tuple(
        id_
        for id_, party in partnership.charter.parties.items()
        if party.organisation is None
        and party.name is None
        and not party.is_class
        and id_ not in partnership.roster.directory.organisations
    )


def side_of(partnership: Partnership, actor: str) -> str | None:
    """The party that an actor stands for, ``neutral``, or NOBODY.

    None where it cannot be told because something else is wrong: nobody is known by that id,
    the person has no party, the party is not one of the charter's, or a party or organisation
    that would have to be compared is not there, or not named.
    """
    roster = partnership.roster
    found = roster.get(actor)
    if found is None:
        return None
    if found.party is None:
        told = (
            found.shared
            and not partnership.built.touches_dropped(("parties",))
            and not nameless(partnership)
            and _comparable(partnership, actor)
        )
        return NOBODY if told else None
    known = found.party in roster.charter.parties or found.party == NEUTRAL
    return found.party if known else None


def sides_of(partnership: Partnership, actor: str) -> tuple[str, ...]:
    """The same for somebody who may stand for several parties; empty where it cannot be told."""
    side = side_of(partnership, actor)
    found = partnership.roster.get(actor)
    also = (one for one in found.also if one in partnership.charter.parties) if found else ()
    return () if side is None else (side, *also)


def _comparable(partnership: Partnership, person: str) -> bool:
    """Whether the organisations of a person of the directory and of the parties all exist."""
    parties = partnership.charter.parties.values()
    named = {party.organisation for party in parties if party.organisation is not None}
    named.add(partnership.roster.directory.people[person].organisation)
    return named <= partnership.roster.directory.organisations.keys() and not lost_parties(
        partnership
    )


@dataclass(frozen=True, slots=True)
class Strength:
    """How many people each party has among some; ``unknown`` ones may belong to any party."""

    by_party: Mapping[str, int]
    unknown: int
    total: int

    @property
    def missing(self) -> tuple[str, ...]:
        """The parties that certainly have nobody."""
        return () if self.unknown else tuple(p for p, count in self.by_party.items() if not count)


def strength(partnership: Partnership, people: Iterable[str]) -> Strength:
    """The strength of each of the charter's parties among ``people``, each counted once."""
    sides = [sides_of(partnership, person) for person in dict.fromkeys(people)]
    parties = partnership.charter.parties
    return Strength(
        {party: sum(party in named for named in sides) for party in parties},
        sides.count(()),
        len(sides),
    )

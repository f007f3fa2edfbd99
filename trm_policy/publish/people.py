"""Who does what in a charter, party by party, and who faces whom across the parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trm_policy.finding import Place
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.references import references_of
from trm_policy.model.shape import shape_at, shape_of
from trm_policy.portfolio.mentions import title_of
from trm_policy.portfolio.roster import NEUTRAL, Actor, Roster
from trm_policy.wording.text import words

_LIGHTER = ("goals",)
"""Sections that give a title which weighs less than the others."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with a part in the charter. ``roles`` are in words, the gravest first."""

    actor: Actor
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyPeople:
    """The people of one party; ``party`` is empty for those whose party is not known."""

    party: str
    name: str
    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class Counterparts:
    """People who face each other across the parties in one matter, by party.

    ``at`` is where the charter says so.
    """

    about: str
    at: Place
    people: Mapping[str, tuple[str, ...]]


def sides(charter: Charter, roster: Roster) -> tuple[PartyPeople, ...]:
    """Everybody whom the charter lists or names, by party, in the charter's order."""
    roles: dict[str, list[str]] = {id_: [] for id_ in charter.people}
    for id_, role in _roles(charter):
        roles.setdefault(id_, [])
        if role and role not in roles[id_]:
            roles[id_].append(role)
    for id_ in tuple(roles):
        actor = roster.get(id_)
        if actor is not None and actor.deputy:
            roles.setdefault(actor.deputy, []).append(f"Deputy of {actor.name}")
    grouped: dict[str, list[PersonRow]] = {party: [] for party in charter.parties}
    for id_, held in roles.items():
        actor = roster.get(id_)
        if actor is not None and actor.human is not None:
            grouped.setdefault(actor.party or "", []).append(PersonRow(actor, tuple(held)))
    return tuple(
        PartyPeople(party, _name(roster, party), tuple(rows))
        for party, rows in grouped.items()
        if rows
    )


def counterparts(charter: Charter, roster: Roster) -> tuple[Counterparts, ...]:
    """Sponsors, owners and touchpoints, each with the people of every party."""
    alone = len(charter.organised) == 1 < len(charter.parties)  # classes owe neither
    found = [
        Counterparts(about, (key,), {party: (person,) for party, person in people.items()})
        for about, key, people in (
            ("Executive sponsors", "sponsors", charter.sponsors),
            ("Relationship owners", "owners", charter.owners),
        )
        if people and not (alone and len(people) == 1)
    ]
    for id_, touchpoint in charter.touchpoints.items():
        people: dict[str, list[str]] = {}
        for person in touchpoint.between:
            people.setdefault(roster.party_of(person) or "", []).append(person)
        by_party = {party: tuple(names) for party, names in people.items()}
        about = touchpoint.about or words(id_)
        found.append(Counterparts(about, ("touchpoints", id_), by_party))
    return tuple(found)


def _roles(charter: Charter) -> Iterator[tuple[str, str]]:
    """Each part that somebody has with its title, gravest first; empty where it has none."""
    shape = shape_of(Charter)
    named = [
        (one, title_of(charter, one.at))
        for one in references_of(charter)
        if one.kind is Kind.PERSON and one.at[0] != "people"
        if (role := shape_at(one.at, shape).role) is None or not role.once
    ]
    named.sort(key=lambda one: (not one[1], one[0].at[0] in _LIGHTER))
    return ((one.id, title) for one, title in named)


def _name(roster: Roster, party: str) -> str:
    if party in roster.charter.parties:
        return roster.party_name(party)
    if party == NEUTRAL:
        return "Neutral"
    charter = roster.charter
    hidden = any(one.hides("organisation") for one in charter.parties.values())
    hidden = hidden or any(one.hides("party") for one in charter.people.values())
    return "Others" if hidden else "Party not stated"

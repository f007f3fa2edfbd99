"""Who is who in one partnership: its people, bodies and organisations, wherever they are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from trm_policy.model.charter import Charter
from trm_policy.model.contract import EVERYBODY
from trm_policy.model.party import Directory, Human, Organisation, Party, SharedPerson
from trm_policy.model.vocabulary import CommitteeLevel, Seniority
from trm_policy.timing import WorkCalendar, WorkingHours
from trm_policy.wording.text import folded

NEUTRAL = "neutral"
"""The party of mediators and independent chairs."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can be named for a party: a person, or a body such as a works council.

    ``party`` is None where no party of this charter can be told; ``also`` are others for which
    the actor stands. ``shared`` says that the directory holds the entry, ``human`` is None for a
    body. ``left`` is the day on which a person left according to the directory, whoever holds the
    entry.
    """

    id: str
    name: str
    party: str | None
    human: Human | None
    shared: bool = False
    left: date | None = None
    also: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """Every party that the actor stands for."""
        return (self.party, *self.also) if self.party is not None else ()

    @property
    def is_post(self) -> bool:
        """Whether it is an office or a mailbox: no human, though others may sit behind it."""
        return self.human is not None and self.human.post

    @property
    def seniority(self) -> Seniority | None:
        """The actor's authority; None for a body and where it is not said."""
        return self.human.seniority if self.human else None

    @property
    def deputy(self) -> str | None:
        """Who stands in; None for a body and where nobody is named."""
        return self.human.deputy if self.human else None

    def gone_since(self, today: date) -> date | None:
        """The day on which a person of the directory left, if that is past; None else."""
        return self.left if self.left is not None and self.left <= today else None


@dataclass(frozen=True)
class Roster:
    """The actors of one charter. The charter's own people come before those of the directory."""

    charter: Charter
    directory: Directory

    def get(self, actor: str | None) -> Actor | None:
        """The actor of that id, or None."""
        if not actor:
            return None
        if actor not in self._known:
            self._known[actor] = self._shared(actor)
        return self._known[actor]

    def knows(self, actor: str | None) -> bool:
        """Whether anybody is known by that id."""
        return self.get(actor) is not None

    def party_of(self, actor: str | None) -> str | None:
        """The party that the actor stands for: a party's id, ``neutral``, or None if unknown."""
        found = self.get(actor)
        return found.party if found else None

    def name_of(self, actor: str) -> str:
        """The actor's name, or the id where nobody is known by it."""
        found = self.get(actor)
        return found.name if found else actor

    def debtor_name(self, id_: str) -> str:
        """The name of a party, committee or person that owes something."""
        if id_ in self.charter.parties:
            return self.party_name(id_)
        if id_ == EVERYBODY:
            return "all parties"
        body = self.charter.committees.get(id_)
        return self.name_of(id_) if self.get(id_) or body is None else body.name

    def __iter__(self) -> Iterator[Actor]:
        """Every actor of the charter itself and every person of the directory with a party here."""
        shared = {id_: self._shared(id_) for id_ in self.directory.people}
        actors = {**shared, **self._own}
        return (a for a in actors.values() if a and (not a.shared or a.party is not None))

    def organisation(self, party: str) -> Organisation:
        """The organisation of a party; its fields are the charter's own where it has any."""
        return self._organisations[party]

    def party_name(self, party: str) -> str:
        """The name of the party's organisation, or its id where it is not known."""
        known = self._organisations.get(party)
        return known.name if known else party

    def employer(self, actor: Actor) -> str | None:
        """The organisation that somebody works for, by name; None where a class alone is known."""
        if isinstance(actor.human, SharedPerson):
            home = self.directory.organisations.get(actor.human.organisation)
            return home.name if home else actor.human.organisation
        own = self.charter.parties.get(actor.party or "")
        return self.party_name(actor.party or "") if own and not own.is_class else None

    @cached_property
    def calendars(self) -> Mapping[str, WorkCalendar]:
        """The calendar of each party; by default in UTC, from Monday to Friday."""
        hours = working_hours(self.charter)
        return {
            party: WorkCalendar(home.timezone or _UTC, hours, home.country, home.subdivision)
            for party, home in self._organisations.items()
        }

    @cached_property
    def _organisations(self) -> Mapping[str, Organisation]:
        parties = self.charter.parties.items()
        return {party: self._organisation(party, own) for party, own in parties}

    def _organisation(self, party: str, own: Party) -> Organisation:
        shared = self.directory.organisations.get(own.organisation or "")
        region, country = own.subdivision, own.country
        if shared is not None and region is None and country in (None, shared.country):
            region = shared.subdivision
        if country is None:
            country = region.partition("-")[0] if region else shared.country if shared else None
        label = own.role if own.is_class and own.role else party
        return Organisation.model_construct(
            name=own.name or (shared.name if shared else own.organisation or label),
            country=country,
            subdivision=region,
            timezone=own.timezone or (shared.timezone if shared else None),
        )

    @property
    def bodies(self) -> Iterator[Actor]:
        """The bodies that can be named for a party, in the order of the charter."""
        return (actor for actor in self._own.values() if actor.human is None)

    @cached_property
    def _own(self) -> Mapping[str, Actor]:
        """Whom the charter itself lists."""
        bodies = {
            id_: Actor(id_, body.name, body.party, None)
            for id_, body in self.charter.committees.items()
            if body.party is not None
        }
        people = self.charter.people.items()
        return bodies | {
            id_: Actor(
                id_,
                one.name,
                next(iter(one.parties), None),
                one,
                left=self._left(id_, one),
                also=one.parties[1:],
            )
            for id_, one in people
        }

    def _left(self, actor: str, human: Human) -> date | None:
        """When somebody whom the charter lists itself left, by the entry of the directory."""
        listed = self.directory.people.get(actor)
        same = listed is not None and folded(listed.name) == folded(human.name)
        return listed.left if listed is not None and same else None

    @cached_property
    def _known(self) -> dict[str, Actor | None]:
        """Whom the charter lists, and whoever else was asked for: a directory may be long."""
        return dict(self._own)

    def _shared(self, actor: str) -> Actor | None:
        """Somebody as the directory lists them."""
        human = self.directory.people.get(actor)
        if human is None:
            return None
        party = self._parties.get(human.organisation)
        return Actor(actor, human.name, party, human, shared=True, left=human.left)

    @cached_property
    def _parties(self) -> Mapping[str, str]:
        """The party that an organisation is, or the class of members that it has joined."""
        parties: dict[str, str] = {}
        for party, entry in self.charter.parties.items():
            parties.setdefault(entry.organisation or party, party)
        for party, entry in self.charter.parties.items():
            for organisation in entry.members or ():
                parties.setdefault(organisation, party)
        return parties


_BINDING = tuple(level for level in CommitteeLevel if level is not CommitteeLevel.WORKING_GROUP)


def speakers(roster: Roster, party: str, day: date | None = None) -> tuple[str, ...]:
    """The ids of those who can bind a party: its sponsor, the sponsor's deputy, its own bodies.

    The sponsor comes first, if one is known. A class of members that has none of them is bound by
    its delegates, those of ``day`` alone if it is given. Whether they are fit for it is not asked
    here.
    """
    sponsor = roster.get(roster.charter.sponsors.get(party))
    named = (sponsor.id, sponsor.deputy) if sponsor else ()
    bodies = (body.id for body in roster.bodies if body.party == party)
    found = tuple(dict.fromkeys(one for one in (*named, *bodies) if roster.knows(one)))
    return found or tuple(_delegates(roster, party, day))


def _delegates(roster: Roster, party: str, day: date | None) -> Iterator[str]:
    """Who speaks for a class: its members' people in the highest committee that has any of them.

    They are those who vote there, or all where none does; a working group binds nobody.
    """
    own = roster.charter.parties.get(party)
    if own is None or not own.is_class:
        return
    for level in _BINDING:
        bodies = (one for one in roster.charter.committees.values() if one.level is level)
        seats = [seat for body in bodies for seat in body.members if day is None or seat.is_of(day)]
        seats = [seat for seat in seats if (a := roster.get(seat.person)) and a.party == party]
        if seats:
            voting = [seat for seat in seats if seat.votes] or seats
            yield from dict.fromkeys(seat.person for seat in voting if seat.person is not None)
            return


def representatives(roster: Roster, party: str, day: date | None = None) -> tuple[str, ...]:
    """The ids of those by whom a party agrees: who can bind it; its relationship owner if none."""
    owner = roster.charter.owners.get(party)
    return speakers(roster, party, day) or ((owner,) if owner else ())


def behind(roster: Roster, actor: str | None) -> tuple[Actor, ...]:
    """Who speaks as an actor: the person, or whoever votes in the body, or all if no one does."""
    body = roster.charter.committees.get(actor or "")
    if body is None:
        named = [actor]
    else:
        named = [seat.person for seat in body.members if seat.votes] or [*body.invited]
    return tuple(filter(None, map(roster.get, named)))


USUAL_HOURS = WorkingHours.parse("09:00-17:00")
"""What counts where the charter says no working hours."""

_UTC = ZoneInfo("UTC")
_CLOCK = ("organisation", "country", "subdivision", "timezone")
_WINDOWS = ("acknowledge_within", "escalate_after")


def working_hours(charter: Charter) -> WorkingHours:
    """The hours that working time is counted in, on each party's own clock."""
    said = charter.escalation.working_hours if charter.escalation else None
    return said or USUAL_HOURS


def clock_told(charter: Charter, party: str) -> bool:
    """Whether all is here by which a party's calendar goes; ``party`` is empty where none is known.

    None is known of somebody whose party is hidden, too.
    """
    if party in charter.parties:
        return not charter.parties[party].hides(*_CLOCK)
    return not charter.hides("parties", "people")


def clocks_told(charter: Charter) -> bool:
    """Whether all is here by which the clocks of escalations run, as far as it is written.

    Of a charter with hidden windows, hours, contacts or places nobody can tell what is late.
    """
    path = charter.escalation
    if charter.hides("escalation") and path is None:
        return False
    levels = path.levels if path else ()
    return not (
        charter.lacks("parties")
        or not all(clock_told(charter, party) for party in charter.parties)
        or (path is not None and (path.hides("working_hours") or path.lacks("levels")))
        or any(one.hides(*_WINDOWS) or one.lacks("contacts") for one in levels)
    )


def working_days_after(day: date, days: int, each: Iterable[WorkCalendar]) -> date:
    """The day by which that many working days after ``day`` have passed for every party.

    Each party counts by its own holidays; the latest of the days counts.
    """
    return max((calendar.add_working_days(day, days) for calendar in each), default=day)

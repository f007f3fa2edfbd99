"""The relationship map: who is tied to whom, by one thread only, and what hangs on one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

from trm_policy.measure.evidence import Evidence, in_charter
from trm_policy.model.party import Directory
from trm_policy.model.vocabulary import Status, Tier
from trm_policy.portfolio.mentions import RoleHeld, held
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Register
from trm_policy.portfolio.roster import Actor
from trm_policy.wording.lists import counted
from trm_policy.wording.text import alphabetical, folded

_STOPPING = {
    ("sponsors",): "sponsorship",
    ("owners",): "ownership",
    ("goals",): "goal",
    ("kpis",): "KPI",
    ("committees",): "seat",
    ("responsibilities", "accountable"): "decision",
    ("escalation",): "level",
    ("commitments",): "commitment",
    ("initiatives",): "initiative",
}
"""Parts that stand still without the one who holds them: by the section of their place, and by its
last name where that decides."""


MOST_PARTS = 12
"""More parts than this, in all charters together, overload one person: judgement."""


class Department(NamedTuple):
    """A department of an organisation; the department is empty where it is not stated."""

    organisation: str
    department: str

    @property
    def told(self) -> str:
        """The department and whose it is."""
        return f"{self.department or 'no department stated'} of {self.organisation}"


class Touches(NamedTuple):
    """How a department is tied: how many touchpoints, in which partnerships, by whom."""

    where: Department
    touchpoints: int
    partnerships: tuple[str, ...]
    people: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Thread(NamedTuple):
    """Two departments of different parties that one pair of people alone ties together."""

    partnership: str
    one: Department
    other: Department
    pair: tuple[str, str]
    evidence: tuple[Evidence, ...]


class Unattended(NamedTuple):
    """A function that nobody attends to, and how that shows."""

    partnership: str
    function: str
    because: str
    evidence: Evidence


class Load(NamedTuple):
    """What one person carries in all charters; ``over`` says by which limits that is too much.

    ``owns`` and ``sponsors`` count strategic partnerships.
    """

    person: str
    told: str
    parts: int
    partnerships: tuple[str, ...]
    owns: int
    sponsors: int
    over: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Stop(NamedTuple):
    """What nobody takes over in a partnership when somebody leaves: kind, and where it is."""

    person: str
    told: str
    partnership: str
    what: tuple[tuple[str, Evidence], ...]


class LoadLimits(NamedTuple):
    """The most that one person can carry: strategic partnerships owned, sponsored; parts held."""

    owned: int
    sponsored: int
    parts: int


class HeldPart(NamedTuple):
    """A part that somebody holds in a partnership.

    ``person`` is the key of :func:`everybody`; ``stops`` says as what it stands still without
    them, and is empty where it does not, or somebody stands in.
    """

    person: str
    told: str
    partnership: str
    strategic: bool
    section: str
    stops: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Strand:
    """What one partnership adds to the map; it holds nothing of the charter itself."""

    partnership: str
    touches: tuple[tuple[Department, str, Evidence], ...] = ()
    threads: tuple[Thread, ...] = ()
    unattended: tuple[Unattended, ...] = ()
    parts: tuple[HeldPart, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationshipMap:
    """The whole map, by organisation, partnership and person."""

    touches: tuple[Touches, ...]
    threads: tuple[Thread, ...]
    unattended: tuple[Unattended, ...]
    loads: tuple[Load, ...]
    stops: tuple[Stop, ...]


def relationship_map(
    partnerships: Iterable[Partnership], directory: Directory, today: date, limits: LoadLimits
) -> RelationshipMap:
    """The map of these partnerships on a day; what has ended is left out.

    Each partnership is looked at once, and not kept.
    """
    shared = Register(directory)
    return joined_strands((strand(one, shared, today) for one in partnerships), limits)


def strand(one: Partnership, shared: Register, today: date) -> Strand:
    """What a partnership adds to the map on a day; nothing once it has ended.

    ``shared`` are the people of its directory.
    """
    if one.charter.status is Status.ENDED:
        return Strand(one.id)
    people = shared.beside(one)
    parts = list(held(one, people.owners, one.roster.directory, today))
    return Strand(
        one.id,
        tuple(_touches(one, today)),
        tuple(_threads(one, today)),
        tuple(_unattended(one, parts, today)),
        tuple(
            _part(one, part, people.humans[part.person].name)
            for part in parts
            if not people.humans[part.person].post
        ),
    )


def joined_strands(strands: Iterable[Strand], limits: LoadLimits) -> RelationshipMap:
    """The map of partnerships, each of which has been looked at by itself."""
    read = tuple(strands)
    parts: dict[str, list[HeldPart]] = {}
    for one in read:
        for part in one.parts:
            parts.setdefault(part.person, []).append(part)
    names = {person: theirs[0].told for person, theirs in parts.items()}
    loads = (_load(theirs, limits) for theirs in parts.values())
    return RelationshipMap(
        tuple(_by_department(read)),
        tuple(thread for one in read for thread in one.threads),
        tuple(gap for one in read for gap in one.unattended),
        tuple(sorted(loads, key=lambda load: (-len(load.over), -load.parts, load.told))),
        tuple(_stops(read, names)),
    )


def _tied(one: Partnership, tie: str, today: date) -> list[Actor]:
    """The people whom a touchpoint ties across parties; none where all are of one party.

    Who has left ties nobody any more.
    """
    found = (one.roster.get(id_) for id_ in one.charter.touchpoints[tie].between)
    people = [
        actor
        for actor in found
        if actor is not None
        and actor.human is not None
        and not actor.is_post
        and actor.party in one.charter.parties
        and actor.gone_since(today) is None
    ]
    return people if len({actor.party for actor in people}) > 1 else []


def _department(one: Partnership, actor: Actor) -> Department:
    department = (actor.human.department if actor.human else None) or ""
    return Department(one.roster.party_name(actor.party or ""), folded(department))


def _touches(one: Partnership, today: date) -> Iterator[tuple[Department, str, Evidence]]:
    for tie in one.charter.touchpoints:
        at = in_charter(one, ("touchpoints", tie), one.charter.touchpoints[tie].about or tie)
        for actor in _tied(one, tie, today):
            yield _department(one, actor), actor.name, at


def _by_department(read: Iterable[Strand]) -> Iterator[Touches]:
    found: dict[Department, list[tuple[str, str, Evidence]]] = {}
    for one in read:
        for where, name, at in one.touches:
            found.setdefault(where, []).append((one.partnership, name, at))
    for where, rows in sorted(found.items()):
        evidence = tuple(dict.fromkeys(row[2] for row in rows))
        partnerships = tuple(dict.fromkeys(row[0] for row in rows))
        names = tuple(sorted({row[1] for row in rows}, key=alphabetical))
        yield Touches(where, len(evidence), partnerships, names, evidence)


def _threads(one: Partnership, today: date) -> Iterator[Thread]:
    pairs: dict[tuple[Department, Department], dict[frozenset[str], list[Evidence]]] = {}
    names: dict[str, tuple[Department, str]] = {}
    for tie, touchpoint in one.charter.touchpoints.items():
        at = in_charter(one, ("touchpoints", tie), touchpoint.about or tie)
        for first, second in combinations(_tied(one, tie, today), 2):
            if first.party == second.party:
                continue
            for actor in (first, second):
                names[actor.id] = (_department(one, actor), actor.name)
            a, b = sorted((names[first.id][0], names[second.id][0]))
            pair = frozenset((first.id, second.id))
            pairs.setdefault((a, b), {}).setdefault(pair, []).append(at)
    for (a, b), tied in sorted(pairs.items()):
        if len(tied) == 1:
            pair, evidence = next(iter(tied.items()))
            one_, other = sorted(names[id_] for id_ in pair)
            yield Thread(one.id, a, b, (one_[1], other[1]), tuple(evidence))


def _unattended(one: Partnership, parts: Iterable[RoleHeld], today: date) -> Iterator[Unattended]:
    """Departments with a part in the charter but without a tie, and functions without a lead."""
    charter = one.charter
    tied = {_department(one, a) for tie in charter.touchpoints for a in _tied(one, tie, today)}
    for part in parts:
        actor = one.roster.get(part.id)
        if actor is None or actor.party not in charter.parties:
            continue
        where = _department(one, actor)
        if where.department and where not in tied:
            tied.add(where)
            evidence = in_charter(one, part.place, f"{actor.name}: {part.role}")
            function = f"{where.department} of {where.organisation}"
            yield Unattended(one.id, function, "no touchpoint links it to another party", evidence)
    for id_, claim in charter.maturity.functions.items() if charter.maturity else ():
        if claim.lead is None or not one.roster.knows(claim.lead):
            evidence = in_charter(one, ("maturity", "functions", id_), id_)
            yield Unattended(one.id, id_, "no one leads it", evidence)


def _part(one: Partnership, part: RoleHeld, told: str) -> HeldPart:
    first, last = str(part.place[0]), str(part.place[-1])
    kind = _STOPPING.get((first,)) or _STOPPING.get((first, last)) or ""
    return HeldPart(
        part.person,
        told,
        one.id,
        one.charter.tier is Tier.STRATEGIC,
        first,
        kind if part.deputy is None else "",
        in_charter(one, part.place, part.role),
    )


def _load(parts: Sequence[HeldPart], limits: LoadLimits) -> Load:
    """What one person carries, who holds at least one part."""

    def strategic(section: str) -> int:
        return len({one.partnership for one in parts if one.section == section and one.strategic})

    owns, sponsors = strategic("owners"), strategic("sponsors")
    counts = (
        (owns, limits.owned, f"{counted(owns, 'strategic partnership')} owned"),
        (sponsors, limits.sponsored, f"{counted(sponsors, 'strategic partnership')} sponsored"),
        (len(parts), limits.parts, counted(len(parts), "part")),
    )
    over = tuple(f"{said}, at most {most}" for count, most, said in counts if count > most)
    return Load(
        parts[0].person,
        parts[0].told,
        len(parts),
        tuple(dict.fromkeys(one.partnership for one in parts)),
        owns,
        sponsors,
        over,
        tuple(one.evidence for one in parts),
    )


def _stops(read: Iterable[Strand], names: Mapping[str, str]) -> Iterator[Stop]:
    for one in read:
        by_person: dict[str, list[tuple[str, Evidence]]] = {}
        for part in one.parts:
            if part.stops:
                by_person.setdefault(part.person, []).append((part.stops, part.evidence))
        for key, what in by_person.items():
            yield Stop(key, names[key], one.partnership, tuple(what))

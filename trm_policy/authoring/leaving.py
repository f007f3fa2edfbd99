"""Somebody leaves: what changes in every charter, and what only people can decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from trm_policy.document.editing import Add, Edit, Remove, Set, edited
from trm_policy.errors import TrmError
from trm_policy.finding import Place
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.shape import shape_at, shape_of
from trm_policy.model.vocabulary import Seniority, Status, Tier
from trm_policy.model.weights import Bump, row_for
from trm_policy.portfolio.mentions import Naming, in_charter, in_directory, in_records
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Someone
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import Folders, Paths, Source
from trm_policy.views.people import LeavingStep

_ORDER = tuple(Charter.model_fields)
_MOST_NAMED = 5


class LeavingError(TrmError):
    """Nobody can leave like this; nothing was changed."""


@dataclass
class LeavingPlan:
    """What becomes of the files, each whole; what changes in them; and what is to be decided."""

    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    changes: list[LeavingStep] = field(default_factory=list)
    decisions: list[LeavingStep] = field(default_factory=list)


@dataclass(frozen=True)
class Leaving:
    """That ``person`` leaves on a day, and who takes over, if somebody does.

    ``today`` decides what is over already and stays as it is; records always do.
    """

    person: Someone
    on: date
    successor: Someone | None
    today: date

    def plan(self, reader: PortfolioReader, partnerships: Iterable[Partnership]) -> LeavingPlan:
        """All that changes and all that is open. Raises LeavingError and EditError."""
        read = list(partnerships)
        self._require_sense(reader)
        heirs = self._heirs(read)
        plan = LeavingPlan()
        self._plan_directory(reader, plan)
        for one in read:
            self._plan_charter(reader, one, heirs.get(one.id), plan)
        new = PortfolioReader(_Changed(reader.source, plan.files), reader.folder)
        for one in read:
            again = new.read(one.id).partnership
            if one.id in heirs and again is not None and self.successor is not None:
                plan.decisions += _after(one, again, self.successor, heirs[one.id])
            plan.decisions += _open_actions(one, self.person)
            plan.decisions += self._own_entries(one)
        return plan

    def _require_sense(self, reader: PortfolioReader) -> None:
        if self.successor is None:
            return
        if self.successor.key == self.person.key:
            raise LeavingError(f"{self.person.told} cannot be their own successor")
        people = reader.directory[0].people
        for id_ in self.successor.shared():
            left = people[id_].left
            if left is not None and left <= self.on:
                raise LeavingError(
                    f"{self.successor.told} left on {left} and cannot take over; name someone "
                    "else with --successor"
                )

    def _heirs(self, read: Iterable[Partnership]) -> Mapping[str, str]:
        """By charter in which the person has a part today: the successor's id there."""
        if self.successor is None:
            return {}
        found: dict[str, str] = {}
        unknown: list[str] = []
        for one in read:
            named = [each for each in in_charter(one, self.person, self.today) if each.lasts]
            if not named:
                continue
            heir = next((id_ for id_ in self.successor.ids_in(one) if one.roster.knows(id_)), None)
            if heir is None:
                unknown.append(one.id)
                continue
            self._require_same_side(one, named, heir)
            found[one.id] = heir
        if unknown:
            more = len(unknown) - _MOST_NAMED
            names = ", ".join(unknown[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
            raise LeavingError(
                f"{self.successor.told} is not known in every charter in which {self.person.name} "
                f"has a part: {names}. Nothing was changed. Add the successor to the people of "
                "directory.yaml, with the same organisation, or to those of the charters"
            )
        return found

    def _require_same_side(self, one: Partnership, named: list[Naming], heir: str) -> None:
        assert self.successor is not None
        theirs = one.roster.party_of(heir)
        strangers = self.successor.organisation != self.person.organisation
        for each in named:
            ours = one.roster.party_of(each.id)
            if ours != theirs or (ours is None and strangers):
                raise LeavingError(
                    f"{self.successor.told} cannot follow {self.person.name} in {one.id}: they "
                    f"act for {_side(one, theirs)}, {self.person.name} for {_side(one, ours)}. "
                    "Nothing was changed. Name someone from the same party with --successor"
                )

    def _plan_directory(self, reader: PortfolioReader, plan: LeavingPlan) -> None:
        directory, document, _ = reader.directory
        if document is None:
            return
        edits: list[Edit] = []
        for id_ in self.person.shared():
            person = directory.people[id_]
            line = document.span(("people", id_)).line
            was = f" (was {person.left})" if person.left else ""
            if person.left == self.on:
                continue
            there = document.has(("people", id_, "left"))
            edits.append(
                Set(("people", id_, "left"), self.on)
                if there
                else Add(("people", id_), "left", self.on)
            )
            plan.changes.append(
                LeavingStep(None, document.path, line, f"{person.name} left: {self.on}{was}")
            )
        for each in in_directory(directory, document, self.person):
            if each.lasts:
                self._deputy_in_directory(each, edits, plan)
        if edits:
            raw = reader.source.read(document.path) or b""
            plan.files[document.path] = edited(document.path, raw, *edits)

    def _deputy_in_directory(self, each: Naming, edits: list[Edit], plan: LeavingPlan) -> None:
        heirs = self.successor.shared() if self.successor else ()
        if not heirs:
            plan.decisions.append(_open(each, f"name another {each.role}"))
        elif each.place[1] in heirs:
            edits.append(Remove(each.place))
            plan.changes.append(_change(each, "nobody"))
            plan.decisions.append(_open(each, f"name another {each.role}"))
        else:
            edits.append(Set(each.place, heirs[0]))
            plan.changes.append(_change(each, heirs[0]))

    def _plan_charter(
        self, reader: PortfolioReader, one: Partnership, heir: str | None, plan: LeavingPlan
    ) -> None:
        edits: list[Edit] = []
        removals: list[Edit] = []
        for each in in_charter(one, self.person, self.today):
            if not each.lasts:
                continue
            if heir is None:
                plan.decisions.append(_open(each, f"name a successor: {each.role}"))
            elif not _stands_beside(one, each, heir):
                edits.append(Set(each.place, heir))
                plan.changes.append(_change(each, heir))
            elif each.place[0] in ("responsibilities", "people"):
                removals.append(Remove(each.place))
                plan.changes.append(_change(each, "no one, since the successor is already there"))
                if each.place[0] == "people":
                    plan.decisions.append(_open(each, f"name another {each.role}"))
            else:
                name = one.roster.name_of(heir)
                plan.decisions.append(
                    _open(each, f"{name} has a part there already; name another {each.role}")
                )
        if edits or removals:
            raw = reader.source.read(one.path) or b""
            whole = (*edits, *reversed(removals))
            plan.files[one.path] = edited(one.path, raw, *whole, order=_ORDER)

    def _own_entries(self, one: Partnership) -> Iterator[LeavingStep]:
        """A charter's own list of people knows no last day."""
        if one.charter.status is Status.ENDED:
            return
        for charter, id_ in self.person.entries:
            if charter == one.id:
                line = one.document.span(("people", id_)).line
                yield LeavingStep(
                    one.id,
                    one.path,
                    line,
                    f"keep the entry {id_!r} under 'people' while minutes, approvals or "
                    "escalations name it, and remove it otherwise: a charter's own list has no "
                    "last day",
                )


def _stands_beside(one: Partnership, each: Naming, heir: str) -> bool:
    """Whether the successor stands in the same list already, or would be their own deputy."""
    first = each.place[0]
    if first == "people":
        return each.place[1] == heir
    named = [r for r in one.references if r.id == heir]
    here = each.place
    written = (one.built.written(reference.at) for reference in named)
    if first == "committees":
        return "members" in here and any(p[:3] == here[:3] for p in written)
    if first == "touchpoints" or (first == "responsibilities" and len(here) > len(_SINGLE)):
        return any(place[:3] == here[:3] for place in written)
    return False


_SINGLE = ("responsibilities", "id", "accountable")


def _change(each: Naming, heir: str) -> LeavingStep:
    return LeavingStep(each.partnership, each.path, each.line, f"{each.role}: {each.id} → {heir}")


def _open(each: Naming, what: str) -> LeavingStep:
    return LeavingStep(each.partnership, each.path, each.line, what)


def _side(one: Partnership, party: str | None) -> str:
    return one.roster.party_name(party) if party else "none of its parties"


class _Changed:
    """A source in which some files are as they are going to be."""

    def __init__(self, source: Source, changed: Mapping[PurePosixPath, bytes]) -> None:
        self._source, self._changed = source, changed

    def files(self, folder: PurePosixPath) -> Paths:
        """The files of the source: none comes and none goes."""
        return self._source.files(folder)

    def parted(self, folder: PurePosixPath, name: str) -> Folders:
        """The folders of the source: no file comes and none goes."""
        return self._source.parted(folder, name)

    def closed(self, folder: PurePosixPath) -> Paths:
        """The folders that the source cannot see."""
        return self._source.closed(folder)

    def has(self, path: PurePosixPath) -> bool:
        """Whether the source has it."""
        return self._source.has(path)

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes as they will be."""
        return self._changed[path] if path in self._changed else self._source.read(path)


_Said = Callable[[Place, str], LeavingStep]
"""A decision about a place of the charter."""


def _after(
    was: Partnership, now: Partnership, successor: Someone, heir: str
) -> Iterator[LeavingStep]:
    """What is open in a charter in which the successor ``heir`` has taken over."""
    taken = _taken(was, now, heir)

    def said(place: Place, what: str) -> LeavingStep:
        line = now.document.span(now.built.written(place)).line
        return LeavingStep(now.id, now.path, line, what)

    if taken:
        yield from _versions(now, taken, said)
    name = now.roster.name_of(heir)
    actor = now.roster.get(heir)
    for place in taken:
        if place[0] == "committees" and "members" in place:
            seat = now.charter.committees[str(place[1])].members[int(place[3])]
            if seat.last_day is not None:
                yield said(
                    place,
                    f"the seat in the committee {place[1]!r} was given until {seat.last_day}; "
                    f"decide whether {name} keeps it until then",
                )
        if place[0] == "sponsors" and (actor is None or actor.seniority is not Seniority.EXECUTIVE):
            yield said(place, f"{name} is not of executive seniority, as a sponsor should be")
    yield from _twice(now, heir, name, taken, said)
    yield from _own_judge(now, heir, name, taken, said)
    if any(p[0] in ("sponsors", "owners") for p in taken) and not (actor and actor.deputy):
        place = next(p for p in taken if p[0] in ("sponsors", "owners"))
        yield said(place, f"{successor.name} has no deputy; name one")


def _open_actions(one: Partnership, person: Someone) -> Iterator[LeavingStep]:
    """Open actions in minutes, which are records and never rewritten."""
    for each in in_records(one, person):
        if each.lasts:
            yield LeavingStep(
                one.id,
                each.path,
                each.line,
                f"give to someone else in the next review: {each.role}",
            )


def _taken(was: Partnership, now: Partnership, heir: str) -> list[Place]:
    """The places that name the successor now and named somebody else before."""
    before = {r.at: r.id for r in was.references if r.kind is Kind.PERSON}
    return [
        r.at
        for r in now.references
        if r.kind is Kind.PERSON and r.id == heir and before.get(r.at) not in (None, heir)
    ]


def _versions(now: Partnership, taken: list[Place], said: _Said) -> Iterator[LeavingStep]:
    charter = now.charter
    bumps = [place for place in taken if _bump(place) > Bump.NONE]
    if not bumps or charter.status not in (Status.ACTIVE, Status.PILOT):
        return
    sections = ", ".join(dict.fromkeys(repr(str(place[0])) for place in bumps))
    major, minor, _ = str(charter.version).split(".")
    version = f"{major}.{int(minor) + 1}.0"
    what = f"raise 'version' from {charter.version} to {version}, since {sections} changed"
    if charter.status is Status.ACTIVE and charter.tier is not Tier.TRANSACTIONAL:
        parties = ", ".join(f"trm approve {now.id} --party {party}" for party in charter.parties)
        what += f", and let every party approve it: {parties}"
    yield said(("version",), what)


def _bump(place: Place) -> Bump:
    """What a change of the place asks of the version; ids and entries stand as ``*``."""
    return row_for(shape_at(place, shape_of(Charter)).pattern).bump


def _twice(
    now: Partnership, heir: str, name: str, taken: list[Place], said: _Said
) -> Iterator[LeavingStep]:
    """Where one person holds two parts that belong to two."""
    charter = now.charter
    for party, sponsor in charter.sponsors.items():
        if sponsor == heir and charter.owners.get(party) == heir:
            yield said(
                ("owners", party),
                f"{name} is sponsor and relationship owner of {now.roster.party_name(party)}; "
                "give one of the two to someone else",
            )
    levels = charter.escalation.levels if charter.escalation else ()
    held = [n for n, level in enumerate(levels) if heir in level.contacts.values()]
    if len(held) > 1 and any(place[0] == "escalation" for place in taken):
        ids = ", ".join(repr(levels[n].id) for n in held)
        yield said(
            ("escalation", "levels", held[-1], "contacts"),
            f"{name} is contact on several escalation levels: {ids}; an escalation would go "
            "to the same person, so name someone else on all but one",
        )


def _own_judge(
    now: Partnership, heir: str, name: str, taken: list[Place], said: _Said
) -> Iterator[LeavingStep]:
    """KPIs by whose figure the successor would judge a goal that they lead themselves."""
    charter = now.charter
    for id_, kpi in charter.kpis.items():
        if kpi.owner != heir or kpi.audited:
            continue
        for goal_id, goal in charter.goals.items():
            new = ("kpis", id_, "owner") in taken or ("goals", goal_id, "lead") in taken
            if goal.lead == heir and id_ in goal.kpis and new and goal.closed_on is None:
                yield said(
                    ("kpis", id_, "owner"),
                    f"{name} leads the goal {goal_id!r} and owns the KPI {id_!r} that "
                    "measures it; let someone else own the KPI, or have it audited",
                )

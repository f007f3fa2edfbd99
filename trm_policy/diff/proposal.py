"""What a change proposes to each partnership: its changes, and who agrees to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trm_policy.diff import Change, Side, between
from trm_policy.diff.approvals import Approvals
from trm_policy.diff.burdens import agreeing
from trm_policy.diff.offices import taken
from trm_policy.diff.recorded import recorded
from trm_policy.diff.sides import uncompared
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.before import PortfolioChange
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.roster import Roster


class Fate(StrEnum):
    """What becomes of a partnership's charter."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCOMPARED = "not compared"
    UNREADABLE = "that cannot be read"


@dataclass(frozen=True, slots=True)
class Voice:
    """A party that must agree, its sponsor, and whether it has agreed to the new version."""

    party: str
    name: str
    sponsor: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What happens to one partnership. ``was`` is its id before, where that was another.

    ``versions`` are those before and after; ``voices`` is empty where nobody needs to agree;
    ``offices`` are the sentences about those that pass to others, ``records`` those about records,
    ``uncompared`` those about what cannot be read on one side.
    """

    id: str
    was: str
    title: str
    fate: Fate
    versions: tuple[str, str]
    changes: tuple[Change, ...] = ()
    voices: tuple[Voice, ...] = ()
    offices: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    uncompared: tuple[str, ...] = ()


def proposals(reader: PortfolioReader, change: PortfolioChange, today: date) -> Iterator[Proposal]:
    """One for each partnership that the change touches, in order of ids."""
    found = [_of(name, reader, change, today) for name in reader.ids if name in change.touched]
    found += [_removed(name, change) for name in change.gone]
    yield from sorted((one for one in found if one is not None), key=lambda one: one.id)


def _of(
    name: str, reader: PortfolioReader, change: PortfolioChange, today: date
) -> Proposal | None:
    now, before = change.judged.get(name) or (reader.read(name).partnership, change.before(name))
    if before is None:
        return None
    was = before.partnership
    if now is None:
        return _unreadable(name, was) if name in change.edited else None
    version = str(now.charter.version)
    title = now.charter.title
    if was is None:
        fate = Fate.UNCOMPARED if before.unreadable else Fate.NEW
        come = recorded(None, now) if fate is Fate.NEW else ()
        return Proposal(name, name, title, fate, ("", version), records=come)
    sides = Side.of(was), Side.of(now)
    changes, offices = between(now, before), taken(*sides)
    records = recorded(was, now, changes)
    unclear = uncompared(was, now)
    if not (changes or offices or records or unclear) and was.id == name:
        return None
    voices: tuple[Voice, ...] = ()
    approvals = Approvals(now, before, today)
    needed = {*_asked(changes, *sides), *(office.party for office in offices if office.binds)}
    needed.update(approvals.unasked())
    if _binding(was, now) and needed:
        withheld = set(approvals.withheld())
        voices = tuple(one for one in _voices(was, now, withheld) if one.party in needed)
    versions = (str(was.charter.version), version)
    told = tuple(office.message for office in offices)
    return Proposal(
        *(name, was.id, title, Fate.CHANGED, versions),
        *(changes, voices, told, records, unclear),
    )


def _unreadable(name: str, was: Partnership | None) -> Proposal:
    if was is None:
        return Proposal(name, name, name, Fate.UNREADABLE, ("", ""))
    version = str(was.charter.version)
    return Proposal(name, was.id, was.charter.title, Fate.UNREADABLE, (version, ""))


def _removed(name: str, change: PortfolioChange) -> Proposal | None:
    was = change.then.read(name).partnership
    if was is None:
        return None
    charter = was.charter
    return Proposal(name, name, charter.title, Fate.REMOVED, (str(charter.version), ""))


def _binding(was: Partnership, now: Partnership) -> bool:
    """Whether the parties had agreed to the charter, or are to agree to it now."""
    return Status.ACTIVE in (was.charter.status, now.charter.status)


def _asked(changes: Iterable[Change], was: Side, now: Side) -> Iterator[str]:
    """The parties that must agree to any of the changes."""
    for one in changes:
        yield from agreeing(one, was, now)


def _voices(was: Partnership, now: Partnership, withheld: set[str]) -> Iterator[Voice]:
    for party in {**was.charter.parties, **now.charter.parties}:
        roster: Roster = was.roster if party in was.charter.parties else now.roster
        sponsor = roster.get(roster.charter.sponsors.get(party))
        name = sponsor.name if sponsor is not None else ""
        yield Voice(party, roster.party_name(party), name, party not in withheld)

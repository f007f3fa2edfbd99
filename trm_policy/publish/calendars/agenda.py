"""All that a calendar shows of one partnership: its reviews, what falls due, and escalations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from trm_policy.measure.due import Asked, DueItem, Kind, due_items
from trm_policy.measure.due.desk import Desk
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.projection import Projection
from trm_policy.publish.calendars.deadlines import deadline_entries
from trm_policy.publish.calendars.due import due_entry
from trm_policy.publish.calendars.file import Entry, Stamp
from trm_policy.publish.calendars.reviews import Rhythm


def agenda(projection: Projection, now: datetime, asked: Asked | None = None) -> list[Entry]:
    """The entries of a partnership as of ``now``, an instant with its zone, for one audience.

    A review that comes is an occurrence of its series; one that passed without minutes is also a
    thing that falls due. Without the records everything would seem late, so that nothing falls due
    then. An event is the same one, with one UID, in whichever calendar it stands.
    """
    partnership, stamp, asked = _plain_of_status(projection), Stamp(now), asked or Asked()
    rhythm = Rhythm(Desk(partnership, now, asked), stamp)
    items = due_items(partnership, now, asked) if projection.records else []
    return [
        *rhythm.entries(),
        *(due_entry(item, stamp) for item in items if not _shown_by(rhythm, item)),
        *deadline_entries(partnership, now),
    ]


def concerning(entries: Iterable[Entry], ids: Iterable[str]) -> list[Entry]:
    """Those that concern somebody whom the charter names by one of these ids."""
    wanted = frozenset(ids)
    return [entry for entry in entries if not wanted.isdisjoint(entry.people)]


def _plain_of_status(projection: Projection) -> Partnership:
    """The partnership; as one in force where its status is not told, so that none is betrayed."""
    partnership = projection.partnership
    if projection.tells("status"):
        return partnership
    charter = partnership.charter.model_copy(update={"status": Status.ACTIVE})
    return replace(partnership, charter=charter)


def ids_of_party(partnership: Partnership, party: str) -> frozenset[str]:
    """The ids by which a charter names a party and everybody who stands for it."""
    acting = (actor.id for actor in partnership.roster if actor.party == party)
    return frozenset((party, *acting))


def _shown_by(rhythm: Rhythm, item: DueItem) -> bool:
    """Whether a series of reviews shows already what falls due."""
    if item.kind is not Kind.REVIEW or item.overdue:
        return False
    id_ = item.key.partition(" ")[0]
    return rhythm.plans(id_, item.day)

"""All that a calendar shows of one partnership: its reviews, what falls due, and escalations."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from icalendar import Event

from trm_policy.measure.due import Asked, DueItem, Kind, due_items
from trm_policy.measure.due.desk import Desk
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.projection import Projection
from trm_policy.publish.calendars.deadlines import deadline_events
from trm_policy.publish.calendars.due import due_event
from trm_policy.publish.calendars.file import Stamp
from trm_policy.publish.calendars.reviews import Rhythm


def agenda(
    projection: Projection,
    now: datetime,
    asked: Asked | None = None,
    ids: frozenset[str] | None = None,
) -> list[Event]:
    """The events of a partnership as of ``now``, an instant with its zone, for one audience.

    With ``ids``, by which the charter names people, only what these take part in or owe. A review
    that comes is an occurrence of its series; one that passed without minutes is also a thing that
    falls due. Without the records everything would seem late, so that nothing falls due then. An
    event is the same one, with one UID, in whichever calendar it stands.
    """
    partnership, stamp, asked = _plain_of_status(projection), Stamp(now), asked or Asked()
    rhythm = Rhythm(Desk(partnership, now, asked), stamp)
    items = due_items(partnership, now, asked) if projection.records else []
    return [
        *rhythm.events(ids),
        *(
            due_event(item, stamp)
            for item in items
            if not _shown_by(rhythm, item)
            and (ids is None or not ids.isdisjoint(one.id for one in item.who))
        ),
        *deadline_events(partnership, now, ids),
    ]


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

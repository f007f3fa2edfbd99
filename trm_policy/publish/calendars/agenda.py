"""All that a calendar shows of one partnership: its reviews, what falls due, and escalations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from trm_policy.measure.due import DueItem, DueKind, DueLimits, Owing, due_items
from trm_policy.measure.due_item import DueContext
from trm_policy.measure.escalation_ladder import Deadline, Ladder
from trm_policy.measure.escalations import EscalationCase, NextStep, escalations
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.projection import Projection
from trm_policy.publish.calendars import CalendarEntry, Stamp, lines, plain, uid
from trm_policy.publish.calendars.event import Event
from trm_policy.publish.calendars.reviews import ReviewCalendar
from trm_policy.wording.lists import counted

_UTC = ZoneInfo("UTC")


def deadline_entries(partnership: Partnership, now: datetime) -> Iterator[CalendarEntry]:
    """Each acknowledgement that is awaited, and the ends of the level's and the obligation's time.

    Missed ones too. They concern who is asked: to acknowledge on the level where it stands, to see
    it settled or passed on, or to meet the obligation. Nothing is awaited of one that is over.
    """
    if partnership.charter.status is Status.ENDED:
        return
    desk, host = DueContext(partnership, now, DueLimits()), partnership.charter.host or ""
    for one in escalations(partnership, now):
        for due in one.ladder.deadlines:
            name = f"{one.number} {due.level} {due.party or ''}"
            event = _event(one, one.step(due, [due]), due.level, due.party or host, name)
            yield CalendarEntry.of(event, _people(due, one.ladder))
        if one.owed is not None and one.open and one.front is not None:
            by = partnership.charter.obligations[one.front.obligation or ""].by
            name = f"{one.number} obligation"
            event = _event(one, one.owed, one.level_id, by or host, name)
            yield CalendarEntry.of(event, desk.people_behind(by) if by else ())


def _people(one: Deadline, ladder: Ladder) -> set[str]:
    sides = [*(ladder.here.sides if ladder.here else ())]
    if one.party is not None:
        sides = [side for side in sides if side.party == one.party]
    elif ladder.above is not None:
        sides += ladder.above.sides
    return {side.contact for side in sides if side.contact}


def _event(one: EscalationCase, step: NextStep, level: str, party: str, name: str) -> Event:
    """What has to happen, by the clock of a party; ``name`` is unlike any other's."""
    partnership, clock = one.partnership, one.calendars.get(party)
    return Stamp(one.ladder.now).event(
        uid(partnership.id, "escalation", name),
        step.at.astimezone(clock.timezone if clock else _UTC),
        f"{partnership.charter.title}: {step.what} ({one.number})",
        lines(
            f"{step.what}.",
            f"Escalation {one.number}: {one.title}",
            f"Level: {one.level_name(level)}",
            *(f"{time.parties}: {time.shown} ({time.zone})" for time in step.times),
            "Its deadline has passed." if step.missed else "",
            f"Where: {partnership.id}, escalations/{one.number}",
        ),
        "escalation",
        priority=1,
    )


def due_entry(item: DueItem, stamp: Stamp, *, emails: bool = False) -> CalendarEntry:
    """A thing that falls due, on its day; an occurrence and a period are things of their own.

    ``emails`` adds people's addresses to their names: for the host's own use.
    """
    event = stamp.event(
        due_uid(item),
        item.day,
        f"{item.title}: {item.what}",
        _description(item),
        item.kind.value,
        contacts=[plain(_contact(person, emails=emails)) for person in item.who],
        status="TENTATIVE" if item.draft else "CONFIRMED",
    )
    return CalendarEntry.of(event, (person.id for person in item.who))


def due_uid(item: DueItem) -> str:
    """The UID of what falls due, on whatever day it does."""
    return uid(item.partnership, item.kind, item.key)


def _description(item: DueItem) -> str:
    return lines(
        item.what,
        f"Who: {', '.join(person.name for person in item.who)}" if item.who else "",
        f"Late by {counted(item.overdue, 'day')}." if item.overdue else "",
        "The charter is a draft." if item.draft else "",
        f"Where: {item.partnership}, {item.place}",
    )


def _contact(person: Owing, *, emails: bool) -> str:
    return f"{person.name}, {person.email}" if emails and person.email else person.name


def agenda(
    projection: Projection, now: datetime, asked: DueLimits | None = None
) -> list[CalendarEntry]:
    """The entries of a partnership as of ``now``, an instant with its zone, for one audience.

    A review that comes is an occurrence of its series; one that passed without minutes is also a
    thing that falls due. Without the records everything would seem late, so that nothing falls due
    then. An event is the same one, with one UID, in whichever calendar it stands.
    """
    partnership, stamp, asked = _plain_of_status(projection), Stamp(now), asked or DueLimits()
    rhythm = ReviewCalendar(DueContext(partnership, now, asked), stamp)
    items = due_items(partnership, now, asked) if projection.records else []
    return [
        *rhythm.entries(),
        *(due_entry(item, stamp) for item in items if not _shown_by(rhythm, item)),
        *deadline_entries(partnership, now),
    ]


def concerning(entries: Iterable[CalendarEntry], ids: Iterable[str]) -> list[CalendarEntry]:
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


def _shown_by(rhythm: ReviewCalendar, item: DueItem) -> bool:
    """Whether a series of reviews shows already what falls due."""
    if item.kind is not DueKind.REVIEW or item.overdue:
        return False
    id_, _, planned = item.key.partition(" ")
    return rhythm.plans(id_, date.fromisoformat(planned))

"""What falls due as events of whole days."""

from __future__ import annotations

from trm_policy.measure.due import DueItem, Owing
from trm_policy.publish.calendars.file import Entry, Stamp, lines, plain, uid


def due_entry(item: DueItem, stamp: Stamp, *, emails: bool = False) -> Entry:
    """A thing that falls due, on its day; an occurrence and a period are things of their own.

    ``emails`` adds people's addresses to their names: for the host's own use.
    """
    event = stamp.event(
        due_uid(item),
        item.day,
        f"{item.title}: {item.what}",
        _description(item),
        item.kind.value,
    )
    for person in item.who:
        event.add("contact", plain(_contact(person, emails=emails)))
    event.add("status", "TENTATIVE" if item.draft else "CONFIRMED")
    return Entry.of(event, (person.id for person in item.who))


def due_uid(item: DueItem) -> str:
    """The UID of what falls due, on whatever day it does."""
    return uid(item.partnership, item.kind, item.key)


def _description(item: DueItem) -> str:
    days = "day" if item.overdue == 1 else "days"
    return lines(
        item.what,
        f"Who: {', '.join(person.name for person in item.who)}" if item.who else "",
        f"Late by {item.overdue} {days}." if item.overdue else "",
        "The charter is a draft." if item.draft else "",
        f"Where: {item.partnership}, {item.place}",
    )


def _contact(person: Owing, *, emails: bool) -> str:
    return f"{person.name}, {person.email}" if emails and person.email else person.name

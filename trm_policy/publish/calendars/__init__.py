"""The bytes of an iCalendar (RFC 5545), and what all events in one have in common.

A UID comes from what a thing is and not from its day, so that a thing that was moved replaces the
one that a calendar holds already, whichever file brings it. Nothing remembers how often an event
was changed: DTSTAMP is the instant as of which is told, and SEQUENCE the minutes up to it, so that
whatever is told later counts as the newer version, and the same question gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID, uuid5

from icalendar import Timezone

from trm_policy import __version__
from trm_policy.publish.calendars.event import Event, escaped, folded
from trm_policy.timing.instant import add_days

_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    f"PRODID:-//trm-policy//trm {__version__}//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
)
_AGAIN = ("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")
_OURS = UUID("6f0b7c52-0c0e-5b0f-9a53-2f9c3a1d7f10")
_MINUTE = timedelta(minutes=1)
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event as it stands in a file, small enough that those of a whole portfolio are kept.

    ``people`` are the ids by which its charter names those whom it concerns. ``zone`` and ``day``
    are those of its instant; None for a whole day and for one in UTC.
    """

    raw: bytes
    people: frozenset[str]
    zone: str | None = None
    day: date | None = None

    @classmethod
    def of(cls, event: Event, people: Iterable[str]) -> CalendarEntry:
        """The entry of an event."""
        start, zone = event.start, event.zone
        day = start.date() if zone and isinstance(start, datetime) else None
        return cls(event.raw, frozenset(people), zone, day)


def calendar(entries: Iterable[CalendarEntry], name: str) -> bytes:
    """A calendar called ``name`` with these entries, in their order.

    It brings the time zones that they name, from the day before the first entry there to the day
    after the last and no further. Programs that subscribe are asked to look again once a day.
    """
    chosen, days = list(entries), dict[str, list[date]]()
    for entry in chosen:
        if entry.zone and entry.day:
            days.setdefault(entry.zone, []).append(entry.day)
    title = escaped(plain(name))
    named = (f"NAME:{title}", f"X-WR-CALNAME:{title}")
    zones = [_zone(zone, min(some), max(some)) for zone, some in sorted(days.items())]
    return b"".join(
        (
            *(folded(line) for line in (*_HEAD, *named, *_AGAIN)),
            *zones,
            *(entry.raw for entry in chosen),
            folded("END:VCALENDAR"),
        )
    )


@lru_cache(maxsize=256)
def _zone(name: str, first: date, last: date) -> bytes:
    """What a calendar brings of a time zone, from the day before ``first`` on."""
    begin, end = add_days(first, -1), add_days(last, 1)
    raw: bytes = Timezone.from_tzid(name, first_date=begin, last_date=end).to_ical()
    return raw


def uid(partnership: str, kind: str, key: str) -> str:
    """The name by which calendars know a thing again, wherever it is moved."""
    named = f"{partnership}\n{kind}\n{key}"
    return f"{uuid5(_OURS, named.encode('utf-8', 'replace').decode())}@trm-policy"


def plain(text: str) -> str:
    """One line that can be written as UTF-8 and holds nothing that steers a calendar."""
    if text.isprintable():
        return text
    clean = "".join(c if c.isprintable() else " " for c in text)
    return clean.encode("utf-8", "replace").decode()


def lines(*said: str) -> str:
    """A description of several lines; empty ones are left out."""
    return "\n".join(plain(line) for line in said if line)


@dataclass(frozen=True)
class Stamp:
    """Makes events as they were told at ``now``, an instant with its zone."""

    now: datetime

    @cached_property
    def _told(self) -> datetime:
        return self.now.astimezone(UTC).replace(microsecond=0)

    @cached_property
    def _sequence(self) -> int:
        return min(max((self._told - _BEGIN) // _MINUTE, 0), _MOST)

    def event(
        self,
        uid_: str,
        start: date,
        summary: str,
        description: str,
        category: str,
        **more: Any,
    ) -> Event:
        """An event of the whole day ``start``, or at that instant; ``more`` as :class:`Event`."""
        told, sequence = self._told, self._sequence
        return Event(uid_, told, sequence, start, plain(summary), description, category, **more)

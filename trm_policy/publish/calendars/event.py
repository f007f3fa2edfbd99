"""One event of an iCalendar: its properties, and the bytes of their lines (RFC 5545).

The icalendar library writes texts, rules and instants with a zone. It does not put events
together, which takes it ten times as long as these lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from icalendar import vDatetime, vRecur, vText

_DAY = timedelta(days=1)
_LONGEST = 74
"""The octets of a line that need no folding."""
_NOT_LAST = frozenset(b"\\^")
"""Signs that stand for something together with the next, from which no fold may part them."""
_CONTINUES = 0b1000_0000
_IS_CONTINUED = 0b1100_0000


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the whole day ``start``, or at that instant; nobody is busy for it.

    ``told`` is the instant, in UTC, as of which it is told, and ``sequence`` the number of its
    version. ``rule`` says in the words of RFC 5545 when it comes again, ``beside`` are further
    days of it, and ``without`` is a day of the rule on which it is not. ``instead_of`` is the day
    of the rule that it replaces. Texts are written as one line each, but for ``description``.
    """

    uid: str
    told: datetime
    sequence: int
    start: date
    summary: str
    description: str
    category: str
    status: str = "CONFIRMED"
    rule: str = ""
    beside: Sequence[date] = ()
    without: date | None = None
    instead_of: date | None = None
    contacts: Sequence[str] = ()
    priority: int | None = None

    @property
    def raw(self) -> bytes:
        """Its lines, in the order in which the icalendar library writes them."""
        return b"".join(map(folded, self._lines()))

    @property
    def zone(self) -> str | None:
        """The name of the time zone of its instant; None for a whole day and for one in UTC."""
        if not isinstance(self.start, datetime):
            return None
        named: str | None = vDatetime(self.start).params.get("TZID")
        return named

    def _lines(self) -> Iterator[str]:
        yield "BEGIN:VEVENT"
        yield f"SUMMARY:{escaped(self.summary)}"
        yield from self._days()
        yield f"UID:{escaped(self.uid)}"
        if self.instead_of is not None:
            yield f"RECURRENCE-ID;VALUE=DATE:{_day(self.instead_of)}"
        yield f"SEQUENCE:{self.sequence}"
        if self.rule:
            yield f"RRULE:{_rule(self.rule)}"
        if self.beside:
            yield f"RDATE;VALUE=DATE:{','.join(map(_day, self.beside))}"
        if self.without is not None:
            yield f"EXDATE;VALUE=DATE:{_day(self.without)}"
        yield f"CATEGORIES:{escaped(self.category)}"
        yield from (f"CONTACT:{escaped(one)}" for one in self.contacts)
        yield f"DESCRIPTION:{escaped(self.description)}"
        if self.priority is not None:
            yield f"PRIORITY:{self.priority}"
        yield f"STATUS:{self.status}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"

    def _days(self) -> Iterator[str]:
        start = self.start
        if isinstance(start, datetime):
            zone, text = self.zone, f"{_day(start)}T{start:%H%M%S}"
            yield f"DTSTART;TZID={zone}:{text}" if zone else f"DTSTART:{text}Z"
        else:
            yield f"DTSTART;VALUE=DATE:{_day(start)}"
            if start < date.max:
                yield f"DTEND;VALUE=DATE:{_day(start + _DAY)}"
        yield f"DTSTAMP:{_day(self.told)}T{self.told:%H%M%S}Z"


def folded(line: str) -> bytes:
    """The line in UTF-8 with its end, in pieces where a line of a calendar may not be so long."""
    raw, begin, pieces = line.encode(), 0, []
    while len(raw) - begin > _LONGEST:
        end = begin + _LONGEST
        while raw[end] & _IS_CONTINUED == _CONTINUES:
            end -= 1
        if raw[end - 1] in _NOT_LAST:
            end -= 1
        pieces.append(raw[begin:end])
        begin = end
    return b"\r\n ".join((*pieces, raw[begin:] + b"\r\n"))


def escaped(value: str) -> str:
    """A text as the value of a property, with what separates values marked as its own."""
    written: bytes = vText(value).to_ical()
    return written.decode()


def _day(value: date) -> str:
    return f"{value.year:04}{value.month:02}{value.day:02}"


@lru_cache(maxsize=1024)
def _rule(text: str) -> str:
    written: bytes = vRecur.from_ical(text).to_ical()
    return written.decode()

"""Events and their lines, held to what the icalendar library writes of the same properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from trm_policy import __version__
from trm_policy.publish.calendars import calendar, plain
from trm_policy.publish.calendars.event import Event, folded

TOLD = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Stockholm", "America/New_York", "Etc/UTC")]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
days = st.dates()
instants = st.datetimes(timezones=st.sampled_from(ZONES))
events = st.builds(
    Event,
    uid=st.uuids().map(str),
    told=st.just(TOLD),
    sequence=st.integers(0, 2**31 - 1),
    start=days | instants,
    summary=texts.map(plain),
    description=texts.map(lambda text: "\n".join(map(plain, text.splitlines()))),
    category=st.sampled_from(["review", "action"]),
    status=st.sampled_from(["CONFIRMED", "TENTATIVE", "CANCELLED"]),
    rule=st.sampled_from(["", "FREQ=MONTHLY;INTERVAL=3", "FREQ=WEEKLY;UNTIL=20271231;BYDAY=MO"]),
    beside=st.lists(days, max_size=12),
    without=st.none() | days,
    instead_of=st.none() | days,
    contacts=st.lists(texts.map(plain), max_size=3),
    priority=st.none() | st.just(1),
)


def test_a_calendar_is_called_by_its_whole_name_whatever_stands_in_it() -> None:
    name = "Acme, Inc.; north \\ south"
    raw = calendar([], name)
    assert b"\r\nNAME:Acme\\, Inc.\\; north \\\\ south\r\n" in raw
    assert b"\r\nX-WR-CALNAME:Acme\\, Inc.\\; north \\\\ south\r\n" in raw


def by_library(event: Event) -> bytes:
    found, dates = icalendar.Event(), {"VALUE": "DATE"}
    found.add("uid", event.uid)
    found.add("dtstamp", event.told)
    found.add("sequence", event.sequence)
    found.add("dtstart", event.start)
    if not isinstance(event.start, datetime) and event.start < date.max:
        found.add("dtend", date.fromordinal(event.start.toordinal() + 1))
    found.add("summary", event.summary)
    found.add("description", event.description)
    found.add("categories", [event.category])
    found.add("transp", "TRANSPARENT")
    found.add("status", event.status)
    for contact in event.contacts:
        found.add("contact", contact)
    if event.rule:
        found.add("rrule", icalendar.vRecur.from_ical(event.rule))
    if event.beside:
        found.add("rdate", list(event.beside), parameters=dict(dates))
    if event.without is not None:
        found.add("exdate", event.without, parameters=dict(dates))
    if event.instead_of is not None:
        found.add("recurrence-id", event.instead_of)
    if event.priority is not None:
        found.add("priority", event.priority)
    raw: bytes = found.to_ical()
    return raw


@given(events)
def test_the_library_writes_the_same_bytes_of_the_same_properties(event: Event) -> None:
    assert event.raw == by_library(event)


@given(st.text(st.sampled_from("a\\^;Å–€🙂"), max_size=400))
def test_a_long_line_is_folded_where_the_library_folds_it(line: str) -> None:
    assert folded(line) == icalendar.parser.Contentline(line).to_ical() + b"\r\n"


def test_an_instant_in_a_zone_names_it_and_one_in_utc_does_not() -> None:
    stockholm = datetime(2026, 12, 1, 9, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
    here = Event("a", TOLD, 1, stockholm, "Call", "", "escalation")
    there = Event("a", TOLD, 1, stockholm.astimezone(ZoneInfo("UTC")), "Call", "", "escalation")
    assert (here.zone, there.zone) == ("Europe/Stockholm", None)
    assert b"DTSTART;TZID=Europe/Stockholm:20261201T093000\r\n" in here.raw
    assert b"DTSTART:20261201T083000Z\r\n" in there.raw


def test_a_calendar_has_the_head_that_the_library_writes() -> None:
    name, found = "Ours, all of them; and those of others that hold as long as ours do", by_name()
    found.add("name", icalendar.vText(name))
    found.add("x-wr-calname", icalendar.vText(name))
    assert calendar([], name) == found.to_ical()


def by_name() -> icalendar.Calendar:
    found = icalendar.Calendar()
    found.add("prodid", f"-//trm-policy//trm {__version__}//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "P1D")
    return found

"""What falls due as iCalendar: read back by calendar programs' own libraries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.support import TODAY, edited, partnership
from trm_policy import __version__
from trm_policy.measure.due import DueItem, DueKind, Owing, due_items
from trm_policy.publish.calendars import Stamp, calendar
from trm_policy.publish.calendars.agenda import due_entry
from trm_policy.publish.calendars.agenda import due_uid as uid

ITEM = DueItem(
    day=date(2026, 11, 13),
    kind=DueKind.ACTION,
    partnership="acme",
    title="Acme and us",
    what="Action (20 Oct): Mend it",
    who=(Owing("tom", "Tom Ellis", "tom@acme.example"), Owing("ada", "Ada Okafor")),
    place="reviews.qbr",
    key="2026-10-20-qbr.md 1",
    overdue=9,
    draft=True,
    document=PurePosixPath("reviews/2026-10-20-qbr.md"),
    line=16,
)


def feed(*items: DueItem, now: datetime = TODAY, emails: bool = False) -> bytes:
    stamp = Stamp(now)
    return calendar([due_entry(one, stamp, emails=emails) for one in items], "Due in acme")


def events(raw: bytes) -> list[Any]:
    return list(Calendar.from_ical(raw).walk("VEVENT"))


def test_an_event_is_exactly_as_agreed() -> None:
    raw = feed(ITEM, emails=True).decode().replace("\r\n ", "")
    assert raw.split("\r\n")[2:] == [
        f"PRODID:-//trm-policy//trm {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Due in acme",
        "X-WR-CALNAME:Due in acme",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        "BEGIN:VEVENT",
        "SUMMARY:Acme and us: Action (20 Oct): Mend it",
        "DTSTART;VALUE=DATE:20261113",
        "DTEND;VALUE=DATE:20261114",
        "DTSTAMP:20261122T000000Z",
        f"UID:{uid(ITEM)}",
        "SEQUENCE:29921760",
        "CATEGORIES:action",
        "CONTACT:Tom Ellis\\, tom@acme.example",
        "CONTACT:Ada Okafor",
        (
            "DESCRIPTION:Action (20 Oct): Mend it\\n"
            "Who: Tom Ellis\\, Ada Okafor\\nLate by 9 days.\\nThe charter is a draft.\\n"
            "Where: acme\\, reviews.qbr"
        ),
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_calendars_show_each_thing_on_its_day_and_no_other() -> None:
    items = due_items(partnership(), TODAY)
    shown = recurring_ical_events.of(Calendar.from_ical(feed(*items)))
    first, last = items[0].day, items[-1].day
    found = shown.between(first, last + timedelta(days=1))
    assert sorted((e["DTSTART"].dt, str(e["UID"])) for e in found) == sorted(
        (item.day, uid(item)) for item in items
    )
    december = shown.between(date(2026, 12, 1), date(2027, 1, 1))
    assert [str(event["SUMMARY"]) for event in sorted(december, key=lambda e: e["DTSTART"].dt)] == [
        f"{item.title}: {item.what}"
        for item in items
        if date(2026, 12, 1) <= item.day <= date(2026, 12, 31)
    ]


def test_no_address_is_told_unless_it_is_asked_for() -> None:
    items = due_items(partnership(), TODAY)
    assert b"@" not in feed(*items).replace(b"@trm-policy", b"")
    assert b"tom.ellis@meridian.example" in feed(*items, emails=True).replace(b"\r\n ", b"")


def test_the_same_question_gives_the_same_bytes_and_a_later_one_a_newer_version() -> None:
    assert feed(ITEM) == feed(ITEM)
    later = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    moved = replace(ITEM, day=date(2026, 12, 1), overdue=0)
    old, new = events(feed(ITEM))[0], events(feed(moved, now=later))[0]
    assert old["UID"] == new["UID"]
    assert old["SEQUENCE"] < new["SEQUENCE"]
    assert old["DTSTAMP"].dt < new["DTSTAMP"].dt
    assert new["DTSTART"].dt == date(2026, 12, 1)


@pytest.mark.parametrize(
    "change", [{"partnership": "other"}, {"kind": DueKind.RISK}, {"key": "2026-10-20-qbr.md 2"}]
)
def test_another_thing_has_another_uid(change: dict[str, Any]) -> None:
    assert uid(replace(ITEM, **change)) != uid(ITEM)


def test_whatever_people_wrote_stays_text() -> None:
    hostile = "Tom\r\nEND:VEVENT\nATTACH:file:///etc/passwd; a,b\\n\x1b[31m\u2028\ud800"
    files = edited(("name: Tom Ellis", "name: 'Tom; ATTACH, \\ Ellis'"))
    items = [
        *due_items(partnership(files), TODAY),
        replace(ITEM, what=hostile, title=hostile, who=(Owing(hostile, hostile, hostile),)),
    ]
    raw = feed(*items, emails=True)
    found = events(raw)
    assert len(found) == len(items)
    assert b"ATTACH" not in {line.partition(b":")[0] for line in raw.split(b"\r\n")}
    assert {frozenset(event) for event in found} == {frozenset(events(feed(ITEM))[0])}
    assert "Tom; ATTACH, \\ Ellis" in raw.decode().replace("\r\n ", "").replace("\\;", ";").replace(
        "\\,", ","
    ).replace("\\\\", "\\")


@given(st.text(max_size=400), st.text(min_size=1, max_size=80))
def test_any_text_is_folded_and_read_back(what: str, name: str) -> None:
    raw = feed(replace(ITEM, what=what, who=(Owing("x", name),)))
    lines = raw.split(b"\r\n")
    assert {len(line) <= 75 for line in lines} == {True}
    assert b"\n" not in b"".join(lines)
    assert [line.decode("utf-8") for line in lines]
    clean = "".join(c if c.isprintable() else " " for c in what)
    assert events(raw)[0]["SUMMARY"] == f"Acme and us: {clean}".encode("utf-8", "replace").decode()


def test_the_last_day_of_the_calendar_has_an_event() -> None:
    found = events(feed(replace(ITEM, day=date.max)))
    assert (found[0]["DTSTART"].dt, "DTEND" in found[0]) == (date.max, False)


def test_a_calendar_of_nothing_is_one() -> None:
    assert events(feed()) == []
    early = feed(ITEM, now=datetime(1960, 1, 1, tzinfo=UTC))
    assert events(early)[0]["SEQUENCE"] == 0

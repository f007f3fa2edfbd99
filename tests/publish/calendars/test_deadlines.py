"""What open escalations wait for, by the clock of those who are asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from tests.publish.calendars.showing import events, made
from tests.support import edited, partnership

RECORD = "partnerships/meridian-helix/escalations/2026-004.md"
LONDON, STOCKHOLM = ZoneInfo("Europe/London"), ZoneInfo("Europe/Stockholm")
RAISED = datetime(2026, 10, 23, 15, 30, tzinfo=UTC)
"""A Friday, 16:30 in London and 17:30 in Stockholm; both clocks change on the Sunday."""
NOW = datetime(2026, 10, 23, 16, tzinfo=UTC)


def record(title: str = "Doors of the dock", heard: str = "{}", settled: str = "") -> bytes:
    return f"""---
id: 2026-004
title: {title}
raised_by: tom
raised_at: 2026-10-23T16:30+01:00
steps:
  - level: operations
    reached_at: 2026-10-23T16:30+01:00
    acknowledged: {heard}
{settled}---
A story.
""".encode()


def raw_of(raw: bytes, now: datetime = NOW, ids: frozenset[str] | None = None) -> bytes:
    return made(partnership(edited() | {RECORD: raw}), now, ids)


def told(raw: bytes) -> list[tuple[str, datetime, str]]:
    return [
        (str(e["SUMMARY"]).partition(": ")[2], e["DTSTART"].dt, e["DTSTART"].params.get("TZID", ""))
        for e in events(raw, "escalation")
    ]


def test_each_deadline_is_told_by_the_clock_of_who_is_asked_across_the_change_of_clocks() -> None:
    assert told(raw_of(record())) == [
        (
            "To acknowledge: Nils Dahl (Helix Cold Chain AB) (2026-004)",
            datetime(2026, 10, 26, 10, 0, tzinfo=STOCKHOLM),
            "Europe/Stockholm",
        ),
        (
            "To acknowledge: Tom Ellis (Meridian Foods plc) (2026-004)",
            datetime(2026, 10, 26, 9, 30, tzinfo=LONDON),
            "Europe/London",
        ),
        (
            "To pass on to Relationship owners (2026-004)",
            datetime(2026, 10, 27, 7, 0, tzinfo=LONDON),
            "Europe/London",
        ),
    ]


def test_the_description_names_every_clock() -> None:
    event = events(raw_of(record()), "escalation")[0]
    assert str(event["DESCRIPTION"]).splitlines() == [
        "To acknowledge: Nils Dahl (Helix Cold Chain AB).",
        "Escalation 2026-004: Doors of the dock",
        "Level: Operations",
        "Meridian Foods plc: Mon 26 Oct 2026, 09:00 (Europe/London)",
        "Helix Cold Chain AB: Mon 26 Oct 2026, 10:00 (Europe/Stockholm)",
        "Where: meridian-helix, escalations/2026-004",
    ]


def test_the_zones_come_with_the_file_and_no_further_than_needed() -> None:
    raw = raw_of(record())
    zones = {str(z["TZID"]): z for z in Calendar.from_ical(raw).walk("VTIMEZONE")}
    assert sorted(zones) == ["Europe/London", "Europe/Stockholm"]
    assert len(b"".join(z.to_ical() for z in zones.values())) < 1200
    shown = recurring_ical_events.of(Calendar.from_ical(raw)).between(
        datetime(2026, 10, 26, tzinfo=UTC), datetime(2026, 10, 28, tzinfo=UTC)
    )
    instants = {e["DTSTART"].dt.astimezone(UTC) for e in shown if is_timed(e)}
    assert instants == {
        datetime(2026, 10, 26, 9, 0, tzinfo=UTC),
        datetime(2026, 10, 26, 9, 30, tzinfo=UTC),
        datetime(2026, 10, 27, 7, 0, tzinfo=UTC),
    }


def is_timed(event: Any) -> bool:
    return isinstance(event["DTSTART"].dt, datetime)


def test_who_has_acknowledged_is_asked_no_more_and_nobody_once_it_is_settled() -> None:
    heard = record(heard="{helix: 2026-10-23T16:45+01:00}")
    assert [what for what, *_ in told(raw_of(heard))] == [
        "To acknowledge: Tom Ellis (Meridian Foods plc) (2026-004)",
        "To pass on to Relationship owners (2026-004)",
    ]
    settled = record(settled="settled_at: 2026-10-23T16:50+01:00\n")
    assert told(raw_of(settled)) == []
    over = edited(("status: active", "status: ended")) | {RECORD: record()}
    assert told(made(partnership(over), NOW)) == []


def test_what_was_missed_stays_and_says_so() -> None:
    late = events(raw_of(record(), NOW + timedelta(days=30)), "escalation")
    assert [str(e["DESCRIPTION"]).splitlines()[-2] for e in late] == [
        "Its deadline has passed."
    ] * 3


def test_a_deadline_stands_in_the_calendar_of_those_who_are_asked() -> None:
    def asked(person: str) -> list[str]:
        return [what for what, *_ in told(raw_of(record(), ids=frozenset({person})))]

    to_pass_on = "To pass on to Relationship owners (2026-004)"
    assert asked("nils") == [
        "To acknowledge: Nils Dahl (Helix Cold Chain AB) (2026-004)",
        to_pass_on,
    ]
    assert asked("sofia") == [to_pass_on]
    assert asked("ada") == []


def test_a_hostile_title_stays_text() -> None:
    title = '"x\\nEND:VEVENT\\nATTACH:file:///etc/passwd;a,b <b>"'
    found = events(raw_of(record(title=title)), "escalation")
    assert len(found) == 3
    assert {"ATTACH" in event for event in found} == {False}
    assert "Escalation 2026-004: x END:VEVENT ATTACH:file:///etc/passwd;a,b <b>" in str(
        found[0]["DESCRIPTION"]
    )


def test_the_time_of_an_obligation_that_it_names_ends_by_the_clock_of_who_owes_it() -> None:
    owed = "{report: {what: Report it, by: helix, within: 30 minutes, after: it is known}}"
    files = edited(("\ncommitments:", f"\nobligations: {owed}\ncommitments:"))
    files |= {RECORD: record().replace(b"steps:", b"obligation: report\nsteps:")}
    what = "To meet the obligation of Helix Cold Chain AB: Report it (2026-004)"
    ends = datetime(2026, 10, 23, 18, 0, tzinfo=STOCKHOLM)

    assert (what, ends, "Europe/Stockholm") in told(made(partnership(files), NOW))
    assert what in [one for one, *_ in told(made(partnership(files), NOW, frozenset({"sofia"})))]
    assert what not in [one for one, *_ in told(made(partnership(files), NOW, frozenset({"tom"})))]

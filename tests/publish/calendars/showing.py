"""What a calendar program shows of our bytes."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from tests.support import TODAY
from trm_policy.model.audience import Override
from trm_policy.portfolio.partnership import Partnership
from trm_policy.projection import Projection, project
from trm_policy.publish.calendars import calendar
from trm_policy.publish.calendars.agenda import agenda, concerning


def made(part: Partnership, now: datetime = TODAY, ids: frozenset[str] | None = None) -> bytes:
    entries = agenda(seen(part), now)
    return calendar(entries if ids is None else concerning(entries, ids), "Ours")


def seen(part: Partnership, audience: str = "internal") -> Projection:
    found = project(part, Override.parse(audience), lambda _: True)
    assert found is not None
    return found


def events(raw: bytes, category: str = "") -> list[Any]:
    found = Calendar.from_ical(raw).walk("VEVENT")
    return [e for e in found if not category or e["CATEGORIES"].cats == [category]]


def shown(raw: bytes, first: date, last: date, category: str = "review") -> list[tuple[date, str]]:
    """Days, and what they are of, as a program shows them between two days."""
    occurrences = recurring_ical_events.of(Calendar.from_ical(raw)).between(first, last)
    return sorted(
        (one["DTSTART"].dt, str(one["SUMMARY"]).rpartition(": ")[2])
        for one in occurrences
        if one["CATEGORIES"].cats == [category] and one.get("STATUS") != "CANCELLED"
    )


def in_thunderbird(raw: bytes, first: date, last: date) -> list[date]:
    """The days of all events from ``first`` through ``last``, as Thunderbird's library has them."""
    script = Path(__file__).with_name("days_in_thunderbird.cjs")
    done = subprocess.run(
        ["node", str(script), _ical(), first.isoformat(), last.isoformat()],
        input=raw,
        capture_output=True,
        check=True,
    )
    return [date.fromisoformat(line) for line in done.stdout.decode().split()]


@cache
def _ical() -> str:
    tool = Path(__file__).parents[3] / ".ci" / "npm-tool"
    words = [str(tool), "ical.js", "2.2.1", "dist/ical.es5.cjs"]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout.strip()

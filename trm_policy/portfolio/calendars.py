"""The working calendars of a charter's parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from trm_policy.model.charter import Charter
from trm_policy.portfolio.roster import Roster
from trm_policy.timing import WorkCalendar, WorkingHours

USUAL_HOURS = WorkingHours.parse("09:00-17:00")
"""What counts where the charter says no working hours."""

_UTC = ZoneInfo("UTC")


def working_hours(charter: Charter) -> WorkingHours:
    """The hours that working time is counted in, on each party's own clock."""
    said = charter.escalation.working_hours if charter.escalation else None
    return said or USUAL_HOURS


def calendars(roster: Roster) -> Mapping[str, WorkCalendar]:
    """The calendar of each party; by default in UTC, from Monday to Friday."""
    hours = working_hours(roster.charter)
    found = {}
    for party in roster.charter.parties:
        home = roster.organisation(party)
        found[party] = WorkCalendar(home.timezone or _UTC, hours, home.country, home.subdivision)
    return found


def working_days_after(day: date, days: int, each: Iterable[WorkCalendar]) -> date:
    """The day by which that many working days after ``day`` have passed for every party.

    Each party counts by its own holidays; the latest of the days counts.
    """
    return max((calendar.add_working_days(day, days) for calendar in each), default=day)

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
_CLOCK = ("organisation", "country", "subdivision", "timezone")
_WINDOWS = ("acknowledge_within", "escalate_after")


def working_hours(charter: Charter) -> WorkingHours:
    """The hours that working time is counted in, on each party's own clock."""
    said = charter.escalation.working_hours if charter.escalation else None
    return said or USUAL_HOURS


def clock_told(charter: Charter, party: str) -> bool:
    """Whether all is here by which a party's calendar goes; ``party`` is empty where none is known.

    None is known of somebody whose party is hidden, too.
    """
    if party in charter.parties:
        return not charter.parties[party].hides(*_CLOCK)
    return not charter.hides("parties", "people")


def clocks_told(charter: Charter) -> bool:
    """Whether all is here by which the clocks of escalations run, as far as it is written.

    Of a charter with hidden windows, hours, contacts or places nobody can tell what is late.
    """
    path = charter.escalation
    if charter.hides("escalation") and path is None:
        return False
    levels = path.levels if path else ()
    return not (
        charter.lacks("parties")
        or not all(clock_told(charter, party) for party in charter.parties)
        or (path is not None and (path.hides("working_hours") or path.lacks("levels")))
        or any(one.hides(*_WINDOWS) or one.lacks("contacts") for one in levels)
    )


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

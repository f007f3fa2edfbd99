"""Each party works by its own clock and holidays."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from tests.support import edited, partnership
from trm_policy.portfolio.roster import working_days_after, working_hours
from trm_policy.timing import WorkCalendar, WorkingHours

HOURS = "  working_hours: 08:00-17:00                 # in each party's time zone"
HELIX = "    organisation: helix-cold-chain\n"


def test_a_party_has_the_clock_of_its_organisation() -> None:
    hours = WorkingHours.parse("08:00-17:00")

    assert partnership().roster.calendars == {
        "meridian": WorkCalendar(ZoneInfo("Europe/London"), hours, "GB", "GB-ENG"),
        "helix": WorkCalendar(ZoneInfo("Europe/Stockholm"), hours, "SE"),
    }


def test_what_is_not_said_is_nine_to_five_in_utc_from_monday_to_friday() -> None:
    files = edited((HOURS, "  # nothing said"), (HELIX, "    name: Helix Cold Chain AB\n"))

    assert partnership(files).roster.calendars["helix"] == WorkCalendar(
        ZoneInfo("UTC"), WorkingHours.parse("09:00-17:00")
    )


def test_a_charter_without_escalation_counts_the_usual_hours() -> None:
    charter = partnership().charter.model_copy(update={"escalation": None})

    assert str(working_hours(charter)) == "09:00-17:00"


def test_working_days_have_passed_when_they_have_for_every_party() -> None:
    each = partnership().roster.calendars
    epiphany = date(2026, 1, 5)  # the 6th is a holiday in Sweden alone

    assert working_days_after(epiphany, 1, [each["meridian"]]) == date(2026, 1, 6)
    assert working_days_after(epiphany, 1, each.values()) == date(2026, 1, 7)
    assert working_days_after(epiphany, 1, []) == epiphany

"""Working calendars: whose clock counts, and when a window has passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trm_policy.timing import (
    Window,
    WindowUnit,
    WorkCalendar,
    WorkingHours,
    deadline,
    parse_instant,
)

OFFICE = "08:00-17:00"


def calendar(
    zone: str, country: str | None = None, part: str | None = None, hours: str = OFFICE
) -> WorkCalendar:
    return WorkCalendar(ZoneInfo(zone), WorkingHours.parse(hours), country, part)


LONDON = calendar("Europe/London", "GB", "GB-ENG")
STOCKHOLM = calendar("Europe/Stockholm", "SE")
BERLIN = calendar("Europe/Berlin", "DE", "DE-BE")
NEW_YORK = calendar("America/New_York", "US", "US-NY")
KOLKATA = calendar("Asia/Kolkata", "IN", "IN-WB")
RIYADH_HOURS_IN_BERLIN = calendar("Europe/Berlin", "SA", hours="00:00-24:00")
"""Sundays are worked and the day has no night: the clock changes within working hours."""


def passed(raised: str, window: str, by: WorkCalendar) -> str:
    """When the window has passed, by the party's own clock."""
    instant = deadline(parse_instant(raised), Window.parse(window), by)
    assert instant.tzinfo is UTC
    return instant.astimezone(by.timezone).strftime("%a %Y-%m-%d %H:%M")


FRIDAY_AT_FOUR = parse_instant("2026-10-30T16:00+00:00")


def test_both_parties_of_the_example_acknowledge_by_monday_at_nine_utc() -> None:
    window = Window.parse("2 working hours")
    nine = datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert deadline(FRIDAY_AT_FOUR, window, LONDON) == nine
    assert deadline(FRIDAY_AT_FOUR, window, STOCKHOLM) == nine


def test_the_level_of_the_example_passes_on_when_the_later_party_has_had_its_day() -> None:
    window = Window.parse("1 working day")
    ends = [deadline(FRIDAY_AT_FOUR, window, party) for party in (LONDON, STOCKHOLM)]
    assert ends == [
        datetime(2026, 11, 2, 16, tzinfo=UTC),
        datetime(2026, 11, 3, 7, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("raised", "window", "by", "end"),
    [
        # within the day, to the very closing, and over night
        ("2026-06-02T10:15+02:00", "4 working hours", BERLIN, "Tue 2026-06-02 14:15"),
        ("2026-06-02T15:00+02:00", "2 working hours", BERLIN, "Tue 2026-06-02 17:00"),
        ("2026-06-02T16:00+02:00", "20 working hours", BERLIN, "Fri 2026-06-05 09:00"),
        # before opening, at opening, at closing, late at night
        ("2026-06-02T03:00+02:00", "1 working hour", BERLIN, "Tue 2026-06-02 09:00"),
        ("2026-06-02T08:00+02:00", "1 working day", BERLIN, "Wed 2026-06-03 08:00"),
        ("2026-06-02T17:00+02:00", "1 working day", BERLIN, "Thu 2026-06-04 08:00"),
        ("2026-06-02T23:59+02:00", "2 working hours", BERLIN, "Wed 2026-06-03 10:00"),
        # from a weekend, and over one
        ("2026-06-06T12:00+02:00", "1 working day", BERLIN, "Tue 2026-06-09 08:00"),
        ("2026-06-05T12:00+02:00", "3 working days", BERLIN, "Wed 2026-06-10 12:00"),
        # raised elsewhere: Monday evening in New York is Tuesday in Kolkata
        ("2026-06-01T20:00-04:00", "1 working hour", KOLKATA, "Tue 2026-06-02 09:00"),
        ("2026-06-01T20:00-04:00", "1 working hour", NEW_YORK, "Tue 2026-06-02 09:00"),
        ("2026-06-01T20:00-04:00", "24 hours", KOLKATA, "Wed 2026-06-03 05:30"),
        # public holidays: Easter, Independence Day on the Friday before, Gandhi's birthday
        ("2026-04-02T16:00+01:00", "2 working hours", LONDON, "Tue 2026-04-07 09:00"),
        ("2026-07-02T12:00-04:00", "1 working day", NEW_YORK, "Mon 2026-07-06 12:00"),
        ("2026-10-01T12:00+05:30", "1 working day", KOLKATA, "Mon 2026-10-05 12:00"),
        # calendar windows take no notice of any of it
        ("2026-12-24T18:00+01:00", "24 hours", BERLIN, "Fri 2026-12-25 18:00"),
        ("2026-12-24T18:00+01:00", "30 days", BERLIN, "Sat 2027-01-23 18:00"),
        # minutes run through, working minutes count as working hours do
        ("2026-06-06T12:00+02:00", "30 minutes", BERLIN, "Sat 2026-06-06 12:30"),
        ("2026-06-05T16:45+02:00", "30 working minutes", BERLIN, "Mon 2026-06-08 08:15"),
        ("2026-06-02T16:30+02:00", "30 working minutes", BERLIN, "Tue 2026-06-02 17:00"),
        # nothing at all
        ("2026-06-06T12:00+02:00", "0 working hours", BERLIN, "Mon 2026-06-08 08:00"),
        ("2026-06-06T12:00+02:00", "0 working days", BERLIN, "Mon 2026-06-08 08:00"),
        ("2026-06-06T12:00+02:00", "0 hours", BERLIN, "Sat 2026-06-06 12:00"),
        ("2026-06-06T12:00+02:00", "0 days", BERLIN, "Sat 2026-06-06 12:00"),
    ],
)
def test_a_window_passes_by_the_clock_of_the_party(
    raised: str, window: str, by: WorkCalendar, end: str
) -> None:
    assert passed(raised, window, by) == end


@pytest.mark.parametrize(
    ("raised", "window", "by", "end"),
    [
        # Europe puts its clocks forward on 29 March and back on 25 October
        ("2026-03-27T15:00+01:00", "1 working day", BERLIN, "Mon 2026-03-30 15:00"),
        ("2026-03-28T12:00+01:00", "24 hours", BERLIN, "Sun 2026-03-29 13:00"),
        ("2026-03-28T12:00+01:00", "1 day", BERLIN, "Sun 2026-03-29 12:00"),
        ("2026-03-28T02:30+01:00", "1 day", BERLIN, "Sun 2026-03-29 03:30"),
        ("2026-10-23T16:00+01:00", "2 working hours", LONDON, "Mon 2026-10-26 09:00"),
        ("2026-10-24T12:00+01:00", "24 hours", LONDON, "Sun 2026-10-25 11:00"),
        ("2026-10-24T12:00+01:00", "1 day", LONDON, "Sun 2026-10-25 12:00"),
        # America on 8 March and 1 November; India never
        ("2026-03-06T16:00-05:00", "2 working hours", NEW_YORK, "Mon 2026-03-09 09:00"),
        ("2026-10-30T16:00-04:00", "1 working day", NEW_YORK, "Mon 2026-11-02 16:00"),
        ("2026-10-23T15:00+01:00", "2 working days", KOLKATA, "Wed 2026-10-28 08:00"),
        # where a Sunday is worked round the clock, it has 23 hours in March and 25 in October
        (
            "2026-03-29T00:00+01:00",
            "24 working hours",
            RIYADH_HOURS_IN_BERLIN,
            "Mon 2026-03-30 01:00",
        ),
        (
            "2026-10-25T00:00+02:00",
            "24 working hours",
            RIYADH_HOURS_IN_BERLIN,
            "Sun 2026-10-25 23:00",
        ),
        (
            "2026-10-25T00:00+02:00",
            "25 working hours",
            RIYADH_HOURS_IN_BERLIN,
            "Mon 2026-10-26 00:00",
        ),
        ("2026-10-25T02:30+01:00", "1 working day", RIYADH_HOURS_IN_BERLIN, "Mon 2026-10-26 02:30"),
        # hours that the clock jumps over do not happen that day
        (
            "2026-03-29T00:00+01:00",
            "1 working hour",
            calendar("Europe/Berlin", "SA", hours="02:30-03:30"),
            "Mon 2026-03-30 03:30",
        ),
    ],
)
def test_a_window_keeps_its_meaning_when_the_clocks_are_changed(
    raised: str, window: str, by: WorkCalendar, end: str
) -> None:
    assert passed(raised, window, by) == end


def test_a_skipped_time_moves_on_and_a_repeated_one_is_the_first() -> None:
    half_past_two = time(2, 30)
    assert BERLIN.instant(date(2026, 3, 29), half_past_two) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )
    assert BERLIN.instant(date(2026, 10, 25), half_past_two) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_a_holiday_on_one_side_delays_that_side_alone() -> None:
    friday = "2026-08-28T12:00+01:00"
    assert passed(friday, "1 working day", LONDON) == "Tue 2026-09-01 12:00"
    assert passed(friday, "1 working day", STOCKHOLM) == "Mon 2026-08-31 13:00"


def test_easter_monday_is_free_in_england_and_worked_in_scotland() -> None:
    monday = date(2026, 4, 6)
    scotland = calendar("Europe/London", "GB", "GB-SCT")
    assert (LONDON.is_working_day(monday), scotland.is_working_day(monday)) == (False, True)


def test_a_part_without_holidays_of_its_own_keeps_those_of_its_country() -> None:
    uppsala = calendar("Europe/Stockholm", "SE", "SE-C")
    ascension, wednesday = date(2026, 5, 14), date(2026, 5, 13)
    assert (uppsala.is_working_day(ascension), uppsala.is_working_day(wednesday)) == (False, True)


def test_the_weekend_is_that_of_the_country() -> None:
    riyadh = calendar("Asia/Riyadh", "SA")
    week = [date(2026, 6, day) for day in range(1, 8)]
    assert [riyadh.is_working_day(day) for day in week] == [True] * 4 + [False, False, True]


@pytest.mark.parametrize("country", [None, "ZZ"])
def test_without_known_holidays_only_saturdays_and_sundays_are_free(country: str | None) -> None:
    bare = calendar("UTC", country)
    days = [date(2026, 12, day) for day in range(24, 29)]
    assert [bare.is_working_day(day) for day in days] == [True, True, False, False, True]


def test_a_public_holiday_has_a_name_that_the_other_side_can_read() -> None:
    bavaria = calendar("Europe/Berlin", "DE", "DE-BY")
    assert {
        (str(day), by.country, by.holiday(day))
        for by in (bavaria, STOCKHOLM, LONDON, NEW_YORK)
        for day in (date(2026, 1, 6), date(2026, 7, 3), date(2026, 8, 31))
        if by.holiday(day)
    } == {
        ("2026-01-06", "DE", "Epiphany"),
        ("2026-01-06", "SE", "Epiphany"),
        ("2026-07-03", "US", "Independence Day (observed)"),
        ("2026-08-31", "GB", "Late Summer Bank Holiday"),
    }


def test_a_weekend_is_free_without_being_called_a_holiday() -> None:
    christmas_day_and_saturday = date(2027, 12, 25)
    assert LONDON.holiday(christmas_day_and_saturday) is None
    assert calendar("UTC").holiday(date(2026, 12, 25)) is None


def working_days(by: WorkCalendar, start: date, end: date) -> int:
    """How many follow ``start`` up to and including ``end``."""
    days = range(start.toordinal() + 1, end.toordinal() + 1)
    return sum(by.is_working_day(date.fromordinal(day)) for day in days)


def test_working_days_are_added_and_counted_over_holidays() -> None:
    christmas_eve = date(2026, 12, 24)
    assert LONDON.add_working_days(christmas_eve, 1) == date(2026, 12, 29)
    assert LONDON.add_working_days(date(2026, 12, 29), -1) == christmas_eve
    assert LONDON.add_working_days(date(2026, 12, 26), 0) == date(2026, 12, 26)
    assert working_days(LONDON, christmas_eve, date(2026, 12, 29)) == 1
    assert working_days(LONDON, christmas_eve, christmas_eve) == 0


def test_working_days_stop_at_the_ends_of_the_calendar() -> None:
    assert LONDON.add_working_days(date(9999, 12, 1), 9999) == date.max
    assert LONDON.add_working_days(date(1, 1, 31), -9999) == date.min


def test_a_window_needs_a_moment_with_its_offset() -> None:
    with pytest.raises(ValueError, match="with its offset from UTC"):
        deadline(datetime(2026, 6, 2, 10), Window.parse("1 day"), BERLIN)  # noqa: DTZ001


@pytest.mark.parametrize("unit", WindowUnit)
def test_no_window_reaches_beyond_the_last_year(unit: WindowUnit) -> None:
    with pytest.raises(OverflowError):
        deadline(datetime(9999, 12, 30, tzinfo=UTC), Window(9999, unit), calendar("UTC"))


calendars = st.sampled_from([LONDON, STOCKHOLM, BERLIN, NEW_YORK, KOLKATA, RIYADH_HOURS_IN_BERLIN])
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - bounds
    datetime(2027, 6, 1),  # noqa: DTZ001 - bounds
    timezones=st.just(UTC),
)
unhurried = settings(deadline=None)


@unhurried
@given(calendars, st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_counting_undoes_adding(by: WorkCalendar, day: date, number: int) -> None:
    later = by.add_working_days(day, number)
    assert by.is_working_day(later)
    assert working_days(by, day, later) == number


@unhurried
@given(calendars, moments, st.integers(0, 60), st.sampled_from(WindowUnit))
def test_a_longer_window_ends_later_and_none_before_its_shortest_time(
    by: WorkCalendar, raised: datetime, amount: int, unit: WindowUnit
) -> None:
    window = Window(amount, unit)
    end = deadline(raised, window, by)
    an_hour_of_clock_change = timedelta(hours=1)
    assert raised + window.shortest(by.hours.length) - an_hour_of_clock_change <= end
    assert end < deadline(raised, Window(amount + 1, unit), by)


@unhurried
@given(calendars, moments, st.integers(1, 40))
def test_working_hours_count_exactly_the_working_time(
    by: WorkCalendar, raised: datetime, hours: int
) -> None:
    end = deadline(raised, Window(hours, WindowUnit.WORKING_HOURS), by)
    worked = timedelta(0)
    for opening, closing in by.working_time(raised):
        if opening >= end:
            break
        worked += min(closing, end) - opening
    assert worked == timedelta(hours=hours)

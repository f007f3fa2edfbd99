"""A level's clock in several places, against tables that were reckoned by hand.

Everybody works from 08:00 to 17:00. Offsets from UTC: Berlin and Munich +1, from 29 March to
25 October 2026 +2; London and Edinburgh 0, +1 between the same days; New York -5, from 8 March to
1 November 2026 -4; Kolkata +5:30 all year. The days of the week follow from 1 January 2026, a
Thursday.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.measure.escalation_ladder import level_clock, supposed_ladder
from trm_policy.model.governance import Level
from trm_policy.timing import (
    Window,
    WindowUnit,
    WorkCalendar,
    WorkingHours,
    deadline,
    parse_instant,
)

HOURS = WorkingHours.parse("08:00-17:00")
PLACES = {
    "berlin": WorkCalendar(ZoneInfo("Europe/Berlin"), HOURS, "DE", "DE-BE"),
    "munich": WorkCalendar(ZoneInfo("Europe/Berlin"), HOURS, "DE", "DE-BY"),
    "london": WorkCalendar(ZoneInfo("Europe/London"), HOURS, "GB", "GB-ENG"),
    "edinburgh": WorkCalendar(ZoneInfo("Europe/London"), HOURS, "GB", "GB-SCT"),
    "new york": WorkCalendar(ZoneInfo("America/New_York"), HOURS, "US", "US-NY"),
    "kolkata": WorkCalendar(ZoneInfo("Asia/Kolkata"), HOURS, "IN", "IN-WB"),
}

Row = tuple[str, str, dict[str, str], str]
"""When it was reached, the window, its end by each party's clock, and when the last has passed."""

PLAIN: list[Row] = [
    # 12:00, 11:00, 06:00 (not open yet) and 15:30 (an hour and a half left) on a plain Tuesday
    (
        "2026-06-02T10:00Z",
        "2 working hours",
        {
            "berlin": "Tue 06-02 14:00",
            "london": "Tue 06-02 13:00",
            "new york": "Tue 06-02 10:00",
            "kolkata": "Wed 06-03 08:30",
        },
        "Wed 06-03 03:00",
    ),
    # New York's day begins at its opening, 12:00 UTC; the others' at once
    (
        "2026-06-02T10:00Z",
        "1 working day",
        {
            "berlin": "Wed 06-03 12:00",
            "london": "Wed 06-03 11:00",
            "new york": "Wed 06-03 08:00",
            "kolkata": "Wed 06-03 15:30",
        },
        "Wed 06-03 12:00",
    ),
    # nine hours are a whole day's work: New York needs Tuesday alone, to the very closing
    (
        "2026-06-02T10:00Z",
        "9 working hours",
        {
            "berlin": "Wed 06-03 12:00",
            "london": "Wed 06-03 11:00",
            "new york": "Tue 06-02 17:00",
            "kolkata": "Wed 06-03 15:30",
        },
        "Wed 06-03 10:00",
    ),
    # a day and night run through for everybody alike
    (
        "2026-06-02T10:00Z",
        "24 hours",
        {
            "berlin": "Wed 06-03 12:00",
            "london": "Wed 06-03 11:00",
            "new york": "Wed 06-03 06:00",
            "kolkata": "Wed 06-03 15:30",
        },
        "Wed 06-03 10:00",
    ),
]
FRIDAY_EVENING: list[Row] = [
    # 18:00 in Berlin, the very closing in London, noon in New York, 21:30 in Kolkata
    (
        "2026-06-05T18:00+02:00",
        "4 working hours",
        {
            "berlin": "Mon 06-08 12:00",
            "london": "Mon 06-08 12:00",
            "new york": "Fri 06-05 16:00",
            "kolkata": "Mon 06-08 12:00",
        },
        "Mon 06-08 11:00",
    ),
    # a calendar window takes no notice of the weekend
    (
        "2026-06-05T18:00+02:00",
        "24 hours",
        {
            "berlin": "Sat 06-06 18:00",
            "london": "Sat 06-06 17:00",
            "new york": "Sat 06-06 12:00",
            "kolkata": "Sat 06-06 21:30",
        },
        "Sat 06-06 16:00",
    ),
    # New York counts from Friday noon to Tuesday noon, the others from Monday's opening
    (
        "2026-06-05T18:00+02:00",
        "2 working days",
        {
            "berlin": "Wed 06-10 08:00",
            "london": "Wed 06-10 08:00",
            "new york": "Tue 06-09 12:00",
            "kolkata": "Wed 06-10 08:00",
        },
        "Wed 06-10 07:00",
    ),
    (
        "2026-06-05T18:00+02:00",
        "2 days",
        {
            "berlin": "Sun 06-07 18:00",
            "london": "Sun 06-07 17:00",
            "new york": "Sun 06-07 12:00",
            "kolkata": "Sun 06-07 21:30",
        },
        "Sun 06-07 16:00",
    ),
    # 17:00 in Berlin is closed already, while London has an hour left (the format's own example)
    (
        "2026-10-30T16:00+00:00",
        "1 working day",
        {"london": "Mon 11-02 16:00", "berlin": "Tue 11-03 08:00"},
        "Tue 11-03 07:00",
    ),
    (
        "2026-10-30T16:00+00:00",
        "2 working hours",
        {"london": "Mon 11-02 09:00", "berlin": "Mon 11-02 10:00"},
        "Mon 11-02 09:00",
    ),
]
MIDNIGHT: list[Row] = [
    # Tuesday 01:30, 00:30 and 05:00 in the east, Monday 19:30 in New York: nobody is open
    (
        "2026-06-08T23:30Z",
        "1 working hour",
        {
            "berlin": "Tue 06-09 09:00",
            "london": "Tue 06-09 09:00",
            "new york": "Tue 06-09 09:00",
            "kolkata": "Tue 06-09 09:00",
        },
        "Tue 06-09 13:00",
    ),
    (
        "2026-06-08T23:30Z",
        "1 working day",
        {
            "berlin": "Wed 06-10 08:00",
            "london": "Wed 06-10 08:00",
            "new york": "Wed 06-10 08:00",
            "kolkata": "Wed 06-10 08:00",
        },
        "Wed 06-10 12:00",
    ),
    # midnight that begins Monday is Sunday evening in New York: all the same a Monday's hour
    (
        "2026-06-08T00:00Z",
        "1 working hour",
        {
            "berlin": "Mon 06-08 09:00",
            "london": "Mon 06-08 09:00",
            "new york": "Mon 06-08 09:00",
            "kolkata": "Mon 06-08 09:00",
        },
        "Mon 06-08 13:00",
    ),
    # New York has Monday's last hour and all of Tuesday, until 21:00 UTC; Kolkata, where it is
    # Tuesday 01:30, has Tuesday and an hour of Wednesday
    (
        "2026-06-08T20:00Z",
        "10 working hours",
        {
            "berlin": "Wed 06-10 09:00",
            "london": "Wed 06-10 09:00",
            "new york": "Tue 06-09 17:00",
            "kolkata": "Wed 06-10 09:00",
        },
        "Wed 06-10 08:00",
    ),
]
SPRING: list[Row] = [
    # New York's clocks go forward on Sunday 8 March: two hours on Friday, two on Monday, now -4
    (
        "2026-03-06T20:00Z",
        "4 working hours",
        {
            "berlin": "Mon 03-09 12:00",
            "london": "Mon 03-09 12:00",
            "new york": "Mon 03-09 10:00",
            "kolkata": "Mon 03-09 12:00",
        },
        "Mon 03-09 14:00",
    ),
    # 15:00 stays 15:00 although only 71 hours have passed
    (
        "2026-03-06T20:00Z",
        "1 working day",
        {
            "berlin": "Tue 03-10 08:00",
            "london": "Tue 03-10 08:00",
            "new york": "Mon 03-09 15:00",
            "kolkata": "Tue 03-10 08:00",
        },
        "Tue 03-10 08:00",
    ),
    # America has changed and Europe has not: four hours between London and New York
    (
        "2026-03-16T13:00Z",
        "3 working hours",
        {
            "berlin": "Mon 03-16 17:00",
            "london": "Mon 03-16 16:00",
            "new york": "Mon 03-16 12:00",
            "kolkata": "Tue 03-17 11:00",
        },
        "Tue 03-17 05:30",
    ),
    # 24 hours over the night of 29 March end an hour later by Europe's clocks …
    (
        "2026-03-28T12:00Z",
        "24 hours",
        {
            "berlin": "Sun 03-29 14:00",
            "london": "Sun 03-29 13:00",
            "new york": "Sun 03-29 08:00",
            "kolkata": "Sun 03-29 17:30",
        },
        "Sun 03-29 12:00",
    ),
    # … and a day at the same time, which comes an hour earlier
    (
        "2026-03-28T12:00Z",
        "1 day",
        {
            "berlin": "Sun 03-29 13:00",
            "london": "Sun 03-29 12:00",
            "new york": "Sun 03-29 08:00",
            "kolkata": "Sun 03-29 17:30",
        },
        "Sun 03-29 12:00",
    ),
    # 02:30 in Berlin and 01:30 in London do not exist on that Sunday: an hour on
    (
        "2026-03-28T01:30Z",
        "1 day",
        {
            "berlin": "Sun 03-29 03:30",
            "london": "Sun 03-29 02:30",
            "new york": "Sat 03-28 21:30",
            "kolkata": "Sun 03-29 07:00",
        },
        "Sun 03-29 01:30",
    ),
    # nor does 02:30 in New York on 8 March
    (
        "2026-03-07T02:30-05:00",
        "1 day",
        {"new york": "Sun 03-08 03:30", "london": "Sun 03-08 07:30"},
        "Sun 03-08 07:30",
    ),
    # Berlin's second hour is Monday's first, at +2
    (
        "2026-03-27T15:00Z",
        "2 working hours",
        {"berlin": "Mon 03-30 09:00", "london": "Fri 03-27 17:00", "new york": "Fri 03-27 13:00"},
        "Mon 03-30 07:00",
    ),
]
AUTUMN: list[Row] = [
    # Friday 17:30 in Berlin (closed), 16:30 in London, 11:30 in New York; Europe is at +1 and 0
    # from Sunday on
    (
        "2026-10-23T15:30Z",
        "1 working day",
        {"berlin": "Tue 10-27 08:00", "london": "Mon 10-26 16:30", "new york": "Mon 10-26 11:30"},
        "Tue 10-27 07:00",
    ),
    (
        "2026-10-24T12:00Z",
        "24 hours",
        {"berlin": "Sun 10-25 13:00", "london": "Sun 10-25 12:00", "new york": "Sun 10-25 08:00"},
        "Sun 10-25 12:00",
    ),
    (
        "2026-10-24T12:00Z",
        "1 day",
        {"berlin": "Sun 10-25 14:00", "london": "Sun 10-25 13:00", "new york": "Sun 10-25 08:00"},
        "Sun 10-25 13:00",
    ),
    # 02:30 and 01:30 come twice on that Sunday: the first counts, at +2 and +1
    (
        "2026-10-24T00:30Z",
        "1 day",
        {"berlin": "Sun 10-25 02:30", "london": "Sun 10-25 01:30"},
        "Sun 10-25 00:30",
    ),
    # raised in the second of them
    (
        "2026-10-25T02:30+01:00",
        "24 hours",
        {"berlin": "Mon 10-26 02:30", "london": "Mon 10-26 01:30"},
        "Mon 10-26 01:30",
    ),
    # Europe has changed and America has not
    (
        "2026-10-26T13:00Z",
        "1 working day",
        {"berlin": "Tue 10-27 14:00", "london": "Tue 10-27 13:00", "new york": "Tue 10-27 09:00"},
        "Tue 10-27 13:00",
    ),
    # an hour on Friday at -4, one on Monday at -5
    (
        "2026-10-30T20:00Z",
        "2 working hours",
        {"berlin": "Mon 11-02 10:00", "london": "Mon 11-02 10:00", "new york": "Mon 11-02 09:00"},
        "Mon 11-02 14:00",
    ),
    # New York's 01:30 comes twice on 1 November: the first, at -4
    (
        "2026-10-31T01:30-04:00",
        "1 day",
        {"new york": "Sun 11-01 01:30", "london": "Sun 11-01 05:30"},
        "Sun 11-01 05:30",
    ),
]
HOLIDAYS: list[Row] = [
    # Good Friday (3 April) and Easter Monday are free in Berlin and London, not in New York
    (
        "2026-04-02T15:00Z",
        "2 working hours",
        {"berlin": "Tue 04-07 10:00", "london": "Tue 04-07 09:00", "new york": "Thu 04-02 13:00"},
        "Tue 04-07 08:00",
    ),
    # Labour Day on Friday, in Germany alone
    (
        "2026-04-30T10:00Z",
        "1 working day",
        {"berlin": "Mon 05-04 12:00", "london": "Fri 05-01 11:00"},
        "Mon 05-04 10:00",
    ),
    # raised on it: Berlin counts from Monday's opening, when London is free
    (
        "2026-05-01T10:00Z",
        "1 working day",
        {"berlin": "Tue 05-05 08:00", "london": "Tue 05-05 11:00"},
        "Tue 05-05 10:00",
    ),
    # Ascension Day (14 May): three hours on Wednesday, one on Friday
    (
        "2026-05-13T12:00Z",
        "4 working hours",
        {"berlin": "Fri 05-15 09:00", "london": "Wed 05-13 17:00"},
        "Fri 05-15 07:00",
    ),
    # Whit Monday, the spring bank holiday and Memorial Day are the same Monday
    (
        "2026-05-22T14:00Z",
        "1 working day",
        {"berlin": "Tue 05-26 16:00", "london": "Tue 05-26 15:00", "new york": "Tue 05-26 10:00"},
        "Tue 05-26 14:00",
    ),
    # Juneteenth, a Friday
    (
        "2026-06-18T14:00Z",
        "1 working day",
        {"london": "Fri 06-19 15:00", "new york": "Mon 06-22 10:00"},
        "Mon 06-22 14:00",
    ),
    # Thanksgiving: two hours before it, two after
    (
        "2026-11-25T20:00Z",
        "4 working hours",
        {"berlin": "Thu 11-26 12:00", "london": "Thu 11-26 12:00", "new york": "Fri 11-27 10:00"},
        "Fri 11-27 15:00",
    ),
    # Gandhi's birthday on Friday; London begins its day at 08:00, 07:00 UTC
    (
        "2026-10-01T12:00+05:30",
        "1 working day",
        {"kolkata": "Mon 10-05 12:00", "london": "Fri 10-02 08:00"},
        "Mon 10-05 06:30",
    ),
    # Republic Day on Monday, after a Sunday
    (
        "2026-01-25T12:00Z",
        "1 working hour",
        {"kolkata": "Tue 01-27 09:00", "london": "Mon 01-26 09:00", "berlin": "Mon 01-26 09:00"},
        "Tue 01-27 03:30",
    ),
]
REGIONS: list[Row] = [
    # Corpus Christi (4 June) is free in Bavaria alone
    (
        "2026-06-03T12:00Z",
        "1 working day",
        {"berlin": "Thu 06-04 14:00", "munich": "Fri 06-05 14:00"},
        "Fri 06-05 12:00",
    ),
    # Epiphany, a Tuesday: four hours on Monday, the fifth on Tuesday or Wednesday
    (
        "2026-01-05T12:00Z",
        "5 working hours",
        {"berlin": "Tue 01-06 09:00", "munich": "Wed 01-07 09:00"},
        "Wed 01-07 08:00",
    ),
    # Women's Day 2027, a Monday, in Berlin alone
    (
        "2027-03-05T12:00Z",
        "1 working day",
        {"berlin": "Tue 03-09 13:00", "munich": "Mon 03-08 13:00"},
        "Tue 03-09 12:00",
    ),
    # Scotland's summer bank holiday is the first Monday of August, England's the last
    (
        "2026-07-31T12:00Z",
        "1 working day",
        {"london": "Mon 08-03 13:00", "edinburgh": "Tue 08-04 13:00"},
        "Tue 08-04 12:00",
    ),
    (
        "2026-08-28T12:00Z",
        "1 working day",
        {"london": "Tue 09-01 13:00", "edinburgh": "Mon 08-31 13:00"},
        "Tue 09-01 12:00",
    ),
    # Easter Monday is worked in Scotland
    (
        "2026-04-02T12:00Z",
        "1 working day",
        {"london": "Tue 04-07 13:00", "edinburgh": "Mon 04-06 13:00"},
        "Tue 04-07 12:00",
    ),
]
YEAR_END_AND_LEAP_DAY: list[Row] = [
    # Christmas Eve 2026 is a Thursday. London: two hours, then free until Tuesday, as Boxing Day
    # is a Saturday; Berlin: an hour, and three on Monday
    (
        "2026-12-24T15:00Z",
        "4 working hours",
        {"berlin": "Mon 12-28 11:00", "london": "Tue 12-29 10:00"},
        "Tue 12-29 10:00",
    ),
    # New Year is a Friday; Scotland's 2 January, a Saturday, is kept on Monday
    (
        "2026-12-31T16:00Z",
        "1 working day",
        {
            "berlin": "Tue 01-05 08:00",
            "london": "Mon 01-04 16:00",
            "edinburgh": "Tue 01-05 16:00",
            "new york": "Mon 01-04 11:00",
        },
        "Tue 01-05 16:00",
    ),
    (
        "2026-12-31T16:00Z",
        "24 hours",
        {"berlin": "Fri 01-01 17:00", "london": "Fri 01-01 16:00", "new york": "Fri 01-01 11:00"},
        "Fri 01-01 16:00",
    ),
    (
        "2026-12-31T16:00Z",
        "30 days",
        {"berlin": "Sat 01-30 17:00", "london": "Sat 01-30 16:00", "new york": "Sat 01-30 11:00"},
        "Sat 01-30 16:00",
    ),
    # 28 February 2028 is a Monday with a Tuesday 29th after it
    (
        "2028-02-28T12:00Z",
        "1 working day",
        {"berlin": "Tue 02-29 13:00", "london": "Tue 02-29 12:00", "new york": "Tue 02-29 08:00"},
        "Tue 02-29 13:00",
    ),
    (
        "2028-02-29T12:00Z",
        "1 day",
        {"berlin": "Wed 03-01 13:00", "london": "Wed 03-01 12:00", "new york": "Wed 03-01 07:00"},
        "Wed 03-01 12:00",
    ),
    (
        "2028-02-29T16:30Z",
        "2 working hours",
        {
            "berlin": "Wed 03-01 10:00",
            "london": "Wed 03-01 09:30",
            "new york": "Tue 02-29 13:30",
            "kolkata": "Wed 03-01 10:00",
        },
        "Wed 03-01 09:30",
    ),
    # 2026 has no 29th
    (
        "2026-02-28T12:00Z",
        "2 days",
        {"berlin": "Mon 03-02 13:00", "london": "Mon 03-02 12:00"},
        "Mon 03-02 12:00",
    ),
]
TABLE = [
    *PLAIN,
    *FRIDAY_EVENING,
    *MIDNIGHT,
    *SPRING,
    *AUTUMN,
    *HOLIDAYS,
    *REGIONS,
    *YEAR_END_AND_LEAP_DAY,
]


def shown(instant: datetime | None, zone: ZoneInfo = ZoneInfo("UTC")) -> str:  # noqa: B008
    assert instant is not None
    return instant.astimezone(zone).strftime("%a %m-%d %H:%M")


@pytest.mark.parametrize(("reached", "window", "ends", "passes_on"), TABLE)
def test_each_party_has_its_own_end_and_the_last_of_them_passes_on(
    reached: str, window: str, ends: dict[str, str], passes_on: str
) -> None:
    level = Level(
        id="desk",
        contacts=dict.fromkeys(ends, "somebody"),
        acknowledge_within=Window.parse(window),
        escalate_after=Window.parse(window),
    )
    clock = level_clock(level, parse_instant(reached), {p: PLACES[p] for p in ends})
    for found in (clock.acknowledge_by, clock.windows_end):
        assert {party: shown(at, PLACES[party].timezone) for party, at in found.items()} == ends
    assert shown(clock.passes_on) == passes_on


places = st.sampled_from(list(PLACES.values()))
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - bounds
    datetime(2028, 3, 31),  # noqa: DTZ001 - bounds
    timezones=st.just(UTC),
)
amounts = st.integers(0, 40)
OF_CLOCK_CHANGE = timedelta(hours=1)


@given(places, moments, st.timedeltas(timedelta(0), timedelta(days=9)), amounts)
def test_what_is_reached_later_ends_no_earlier(
    by: WorkCalendar, first: datetime, gap: timedelta, amount: int
) -> None:
    for unit in (WindowUnit.WORKING_HOURS, WindowUnit.WORKING_DAYS, WindowUnit.HOURS):
        window = Window(amount, unit)
        assert deadline(first, window, by) <= deadline(first + gap, window, by)
    days = Window(amount, WindowUnit.DAYS)
    assert deadline(first, days, by) <= deadline(first + gap, days, by) + OF_CLOCK_CHANGE


@given(places, moments, amounts)
def test_no_working_window_ends_while_a_party_is_closed(
    by: WorkCalendar, reached: datetime, amount: int
) -> None:
    for unit in (WindowUnit.WORKING_HOURS, WindowUnit.WORKING_DAYS):
        end = deadline(reached, Window(amount, unit), by).astimezone(by.timezone)
        assert by.is_working_day(end.date())
        assert HOURS.opens <= end.time() <= HOURS.closes
        assert end >= reached


@given(
    moments,
    st.lists(
        st.tuples(
            st.sampled_from(sorted(PLACES)),
            st.builds(Window, st.integers(1, 30), st.sampled_from(WindowUnit)),
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_each_level_takes_over_when_the_one_below_has_had_its_time(
    raised: datetime, rungs: list[tuple[str, Window]]
) -> None:
    levels = [
        Level(id=f"l{number}", contacts={place: "somebody"}, escalate_after=window)
        for number, (place, window) in enumerate(rungs)
    ]
    ladder = supposed_ladder(raised, levels, PLACES, raised)
    at = raised
    for rung, (place, window) in zip(ladder.rungs, rungs, strict=True):
        assert rung.reached_at == at
        at = deadline(at, window, PLACES[place])
        assert rung.passes_on == at

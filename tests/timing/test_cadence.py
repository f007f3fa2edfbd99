"""Cadences: words and recurrence rules, held to dateutil's days."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from time import process_time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from trm_policy.timing import Cadence, CadenceWord, pace

UNHURRIED = settings(deadline=None)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
weekdays = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


def listed(values: st.SearchStrategy[int] | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=3, unique=True).map(
        lambda chosen: ",".join(map(str, chosen))
    )


def nonzero(most: int) -> st.SearchStrategy[int]:
    return st.integers(-most, most).filter(bool)


months = listed(st.integers(1, 12)).map("BYMONTH={}".format)
month_days = listed(nonzero(31)).map("BYMONTHDAY={}".format)
plain_days = listed(weekdays).map("BYDAY={}".format)
counted_days = listed(st.builds("{}{}".format, nonzero(4), weekdays)).map("BYDAY={}".format)
PARTS: dict[str, list[st.SearchStrategy[str]]] = {
    "DAILY": [months, month_days, plain_days],
    "WEEKLY": [months, plain_days],
    "MONTHLY": [
        months,
        month_days,
        plain_days | counted_days,
        st.integers(-2, 2).filter(bool).map("BYDAY=MO,WE,FR;BYSETPOS={}".format),
    ],
    "YEARLY": [
        months,
        month_days,
        plain_days | counted_days,
        listed(nonzero(366)).map("BYYEARDAY={}".format),
        st.builds("BYWEEKNO={};BYDAY={}".format, nonzero(53), weekdays),
    ],
}


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules on whose days dateutil and RFC 5545 agree; some never come true."""
    frequency = draw(st.sampled_from(sorted(PARTS)))
    parts = {"FREQ": f"FREQ={frequency}"}
    for strategy in draw(st.lists(st.sampled_from(PARTS[frequency]), max_size=2)):
        for part in draw(strategy).split(";"):
            parts.setdefault(part.partition("=")[0], part)
    if "BYWEEKNO" in parts:
        parts["BYDAY"] = "BYDAY=TU"
    if draw(st.booleans()):
        parts["INTERVAL"] = f"INTERVAL={draw(st.integers(1, 4))}"
    if draw(st.booleans()):
        parts["WKST"] = f"WKST={draw(weekdays)}"
    if draw(st.booleans()):
        parts["COUNT"] = f"COUNT={draw(st.integers(1, 20))}"
    return ";".join(parts.values())


def parsed(text: str) -> Cadence | None:
    """None for a rule that never comes true; a rule refused for another reason fails the test."""
    try:
        return Cadence.parse(text)
    except ValueError as refused:
        if "no day matches" in str(refused):
            return None
        raise


@st.composite
def cadences(draw: st.DrawFn) -> Cadence:
    text = draw(rules() | st.sampled_from(CadenceWord).map(str))
    return parsed(text) or Cadence(CadenceWord.MONTHLY)


@UNHURRIED
@given(cadences())
def test_a_cadence_reads_back_what_it_writes(cadence: Cadence) -> None:
    assert Cadence.parse(str(cadence)) == cadence


# dateutil searches to the year 9999 for a rule that never comes true: so it is asked close to it.
@UNHURRIED
@given(rules(), st.dates(date(9985, 1, 1), date(9994, 12, 31)))
def test_the_days_of_a_rule_are_those_of_rfc_5545(rule: str, starting: date) -> None:
    cadence = parsed(rule)
    until = starting + timedelta(days=1500)
    peer = (moment.date() for moment in rrulestr(rule, dtstart=datetime.combine(starting, time())))
    expected = list(takewhile(lambda day: day <= until, peer))
    assert (cadence.occurrences(starting, until) if cadence else []) == expected


@UNHURRIED
@given(cadences(), days, st.integers(-400, 1500))
def test_what_was_due_last_and_comes_next_are_neighbours(
    cadence: Cadence, starting: date, later: int
) -> None:
    today = starting + timedelta(days=later)
    following = cadence.next_due(starting, today)
    until = following or today + timedelta(days=3000)
    known = [day for day in (cadence.last_due(starting, today), following) if day]
    assert cadence.occurrences(starting, until)[-max(len(known), 1) :] == known


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("weekly", [date(2027, 1, 31), date(2027, 2, 7), date(2027, 2, 14)]),
        ("fortnightly", [date(2027, 1, 31), date(2027, 2, 14), date(2027, 2, 28)]),
        ("monthly", [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]),
        ("quarterly", [date(2027, 1, 31), date(2027, 4, 30), date(2027, 7, 31)]),
        ("half-yearly", [date(2027, 1, 31), date(2027, 7, 31), date(2028, 1, 31)]),
        ("yearly", [date(2027, 1, 31), date(2028, 1, 31), date(2029, 1, 31)]),
    ],
)
def test_a_word_keeps_its_day_and_never_drifts(word: str, expected: list[date]) -> None:
    cadence = Cadence.parse(word)
    assert cadence.occurrences(expected[0], date(2030, 1, 1))[:3] == expected
    assert cadence.occurrences(expected[0], expected[2])[-1] == expected[2]
    assert cadence.occurrences(expected[0], expected[2] - timedelta(days=1))[-1] == expected[1]


def test_a_yearly_day_on_29_february_falls_on_the_28th_between_leap_years() -> None:
    assert Cadence.parse("yearly").occurrences(date(2028, 2, 29), date(2032, 12, 31)) == [
        date(2028, 2, 29),
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2031, 2, 28),
        date(2032, 2, 29),
    ]


def test_a_rule_may_name_the_second_tuesday() -> None:
    cadence = Cadence.parse("RRULE:FREQ=MONTHLY;BYDAY=2TU")
    assert str(cadence) == "FREQ=MONTHLY;BYDAY=2TU"
    assert cadence.occurrences(date(2026, 9, 9), date(2026, 12, 31)) == [
        date(2026, 10, 13),
        date(2026, 11, 10),
        date(2026, 12, 8),
    ]


def test_each_monday_and_the_second_tuesday_may_stand_in_one_rule() -> None:
    cadence = Cadence.parse("FREQ=MONTHLY;BYDAY=MO,2TU")
    assert cadence.occurrences(date(2026, 10, 1), date(2026, 10, 31)) == [
        date(2026, 10, day) for day in (5, 12, 13, 19, 26)
    ]


def test_an_until_counts_its_own_day_and_ends_the_cadence() -> None:
    cadence = Cadence.parse("freq=monthly;until=20261130T000000Z")
    assert str(cadence) == "FREQ=MONTHLY;UNTIL=20261130"
    starting = date(2026, 9, 30)
    assert cadence.occurrences(starting, date(2030, 1, 1))[-1] == date(2026, 11, 30)
    assert cadence.next_due(starting, date(2026, 11, 30)) is None


def test_nothing_is_due_before_the_start() -> None:
    for text in ("quarterly", "FREQ=MONTHLY;BYDAY=2TU"):
        cadence = Cadence.parse(text)
        starting = date(2026, 10, 13)
        assert cadence.last_due(starting, date(2026, 10, 12)) is None
        assert cadence.next_due(starting, date(2026, 10, 12)) == starting
        assert cadence.last_due(starting, starting) == starting


def test_the_calendar_ends_without_a_crash() -> None:
    for text in ("weekly", "monthly", "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"):
        cadence = Cadence.parse(text)
        assert cadence.next_due(date(9999, 12, 31), date(9999, 12, 31)) is None
        assert cadence.last_due(date.max, date.max) == date.max
        assert cadence.occurrences(date.min, date.min) == [date.min]
        assert pace(cadence, date.max).per_year > 0


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("weekly", 52.1775),
        ("FREQ=WEEKLY", 52.1775),
        ("fortnightly", 26.08875),
        ("monthly", 12),
        ("quarterly", 4),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", 4),
        ("half-yearly", 2),
        ("yearly", 1),
        ("FREQ=YEARLY;INTERVAL=2", 0.5),
        ("FREQ=MONTHLY;BYMONTHDAY=31", 7),
        ("FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO", 2),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", 260.8875),
        ("FREQ=MONTHLY;COUNT=3", 12),
    ],
)
def test_a_cadence_knows_how_often_a_year_it_comes(text: str, times: float) -> None:
    cadence = Cadence.parse(text)
    assert cadence.per_year(date(2026, 2, 3)) == pytest.approx(times)
    assert cadence.interval_days == pytest.approx(365.2425 / times)


def test_a_rule_that_misses_its_own_start_for_ever_comes_never() -> None:
    cadence = Cadence.parse("FREQ=DAILY;INTERVAL=7;BYDAY=TU")
    a_monday = date(2024, 1, 1)
    assert cadence.per_year(a_monday) == 0
    assert cadence.next_due(a_monday, a_monday) is None
    assert cadence.interval_days == math.inf


def test_order_and_case_of_the_parts_make_no_difference() -> None:
    assert Cadence.parse("byday=tu,mo;Interval=1;freq=weekly;") == Cadence.parse(
        "FREQ=WEEKLY;BYDAY=MO,TU"
    )


FORMS = (
    "write weekly, fortnightly, monthly, quarterly, half-yearly, yearly, once, as-needed, or an "
    "RFC 5545 rule such as 'FREQ=MONTHLY;BYDAY=2TU' (the second Tuesday of each month)"
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FREQ=HOURLY", "FREQ=HOURLY is more often than daily"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR is a time of day, but a cadence has only days"),
        ("INTERVAL=2", "FREQ must be one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("FREQ=EVERY", "FREQ must be one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("FREQ=MONTHLY;INTERVAL=0", "INTERVAL must be a whole number from 1 to 120, not '0'"),
        ("FREQ=YEARLY;INTERVAL=-1", "INTERVAL must be a whole number from 1 to 10, not '-1'"),
        ("FREQ=YEARLY;COUNT=0", "COUNT must be a whole number from 1 to 9999, not '0'"),
        (
            "FREQ=MONTHLY;COUNT=2;UNTIL=20270101",
            "COUNT and UNTIL both set the end: keep one",
        ),
        (
            "FREQ=MONTHLY;UNTIL=2027-01-01",
            "UNTIL must be a day written like 20281231, not '2027-01-01'",
        ),
        (
            "FREQ=MONTHLY;UNTIL=20270231",
            "UNTIL must be a day written like 20281231, not '20270231'",
        ),
        ("FREQ=MONTHLY;FREQ=DAILY", "FREQ is given twice"),
        ("FREQ=MONTHLY;BYDAY=", "BYDAY has no value"),
        ("FREQ=MONTHLY;BYMONTH=13", "BYMONTH counts from 1 to 12; '13' does not fit"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "BYMONTHDAY counts from 1 to 31, or below 0 from the end; '0' does not fit",
        ),
        ("FREQ=MONTHLY;BYDAY=0TU", "BYDAY counts weekdays from 1 to 53; '0TU' does not fit"),
        (
            "FREQ=MONTHLY;BYDAY=DI",
            (
                "BYDAY lists days such as MO, 2TU (the second Tuesday) or -1FR (the last "
                "Friday); 'DI' is none"
            ),
        ),
        ("FREQ=WEEKLY;WKST=X", "WKST must be one of MO, TU, WE, TH, FR, SA, SU"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO and BYYEARDAY go with FREQ=YEARLY only"),
        ("FREQ=YEARLY;BYWEEKNO=1", "BYWEEKNO needs the day of the week, such as BYDAY=TU"),
        (
            "FREQ=WEEKLY;BYDAY=2TU",
            "BYDAY with a number (2TU) goes with FREQ=MONTHLY, or with FREQ=YEARLY and no BYWEEKNO",
        ),
        (
            "FREQ=MONTHLY;BYSETPOS=1",
            "BYSETPOS chooses among days that another part must name, such as BYDAY",
        ),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "no day matches all its parts"),
        ("FREQ=WEEKLY;BYDAY=TU;BYSETPOS=2", "no day matches all its parts"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as refused:
        Cadence.parse(text)
    assert str(refused.value) == f"{text!r} is not a cadence: {reason}; {FORMS}"


def test_an_unknown_part_is_told_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'BYEASTER' is not one of its parts"):
        Cadence.parse("FREQ=YEARLY;BYEASTER=0")


def test_an_endless_rule_is_refused_unread() -> None:
    with pytest.raises(ValueError, match="it is longer than 400 characters"):
        Cadence.parse("FREQ=MONTHLY;BYDAY=" + "MO," * 100_000)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("annually", "did you mean 'yearly'? Otherwise "),
        ("bi-weekly", "did you mean 'fortnightly'? Otherwise "),
        ("daily", "did you mean 'FREQ=DAILY'? Otherwise "),
        ("now and then", ""),
        ("", ""),
    ],
)
def test_what_is_no_cadence_is_told_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(ValueError) as refused:
        Cadence.parse(text)
    assert str(refused.value) == f"{text!r} is not a cadence: {hint}{FORMS}"


@UNHURRIED
@given(rules() | st.sampled_from(list(CadenceWord)).map(str), days, st.integers(-900, 9_000))
def test_days_from_a_day_on_are_those_of_all_that_do_not_lie_before_it(
    text: str, starting: date, later: int
) -> None:
    cadence, until = Cadence.parse(text), starting + timedelta(days=8_000)
    since = starting + timedelta(days=later)
    expected = [day for day in cadence.occurrences(starting, until) if day >= since]
    assert cadence.occurrences(starting, until, since) == expected
    before = cadence.occurrences(starting, since - timedelta(days=1))
    assert cadence.last_due(starting, since - timedelta(days=1)) == max(before, default=None)


def test_what_has_long_gone_on_is_not_counted_through_again() -> None:
    begun = process_time()
    for text in ("weekly", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=YEARLY;BYMONTHDAY=1"):
        for _ in range(300):
            cadence = Cadence.parse(text)
            cadence.next_due(date(1, 1, 1), date(2026, 11, 22))
            cadence.last_due(date(1, 1, 1), date(2026, 11, 22))
    assert process_time() - begun < 20


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=26", "it does not come 26 times in a hundred"),
        ("FREQ=YEARLY;COUNT=101", "it does not come 101 times in a hundred years"),
        ("FREQ=DAILY;BYMONTH=1;BYMONTHDAY=1;COUNT=9999", "it does not come 9999 times in a hundr"),
    ],
)
def test_a_count_that_nobody_lives_to_see_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Cadence.parse(text)


def test_a_count_that_is_reached_in_a_hundred_years_is_kept() -> None:
    leap_days = Cadence.parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=25")
    assert leap_days.last_due(date(2000, 1, 1), date(2200, 1, 1)) == date(2096, 2, 29)
    assert leap_days.next_due(date(2000, 1, 1), date(2026, 11, 22)) == date(2028, 2, 29)
    assert leap_days.next_due(date(2000, 1, 1), date(2096, 2, 29)) is None

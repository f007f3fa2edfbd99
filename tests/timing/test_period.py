"""Periods: their names, their days and their order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.timing import Frequency, Period

periods = st.builds(
    Period.containing,
    st.dates(date(1901, 1, 1), date(2998, 12, 31)),
    st.sampled_from(Frequency),
)
inner = st.builds(
    Period.containing,
    st.dates(date(2, 1, 1), date(9998, 1, 1)),
    st.sampled_from(Frequency),
)


@given(periods)
def test_a_period_reads_back_what_it_writes(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(st.dates(), st.sampled_from(Frequency))
def test_a_day_lies_in_the_period_that_contains_it(day: date, frequency: Frequency) -> None:
    period = Period.containing(day, frequency)
    assert period.first_day <= day <= period.last_day


@given(inner)
def test_periods_follow_each_other_without_a_gap(period: Period) -> None:
    following = period.next()
    assert following.previous() == period
    assert (following.first_day - period.last_day).days == 1
    assert period < following


@pytest.mark.parametrize(
    ("text", "frequency", "first", "last"),
    [
        ("2026-03-31", Frequency.DAILY, date(2026, 3, 31), date(2026, 3, 31)),
        ("2026-W14", Frequency.WEEKLY, date(2026, 3, 30), date(2026, 4, 5)),
        ("2026-W01", Frequency.WEEKLY, date(2025, 12, 29), date(2026, 1, 4)),
        ("2026-W53", Frequency.WEEKLY, date(2026, 12, 28), date(2027, 1, 3)),
        ("2028-02", Frequency.MONTHLY, date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-Q4", Frequency.QUARTERLY, date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-H1", Frequency.HALF_YEARLY, date(2026, 1, 1), date(2026, 6, 30)),
        ("2026", Frequency.YEARLY, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_knows_its_days(text: str, frequency: Frequency, first: date, last: date) -> None:
    period = Period.parse(text)
    assert (period.frequency, period.first_day, period.last_day) == (frequency, first, last)


def test_every_frequency_shows_an_example_of_its_own() -> None:
    assert [Period.parse(name.example).frequency for name in Frequency] == list(Frequency)


def test_periods_stand_in_the_order_of_their_first_days_and_then_of_their_length() -> None:
    texts = ["2026", "2026-Q2", "2026-01", "2025-12-31", "2026-01-01", "2026-W01"]
    assert [str(period) for period in sorted(map(Period.parse, texts))] == [
        "2026-W01",
        "2025-12-31",
        "2026-01-01",
        "2026-01",
        "2026",
        "2026-Q2",
    ]


FORMS = (
    "write 2026-03-31 (daily), 2026-W14 (weekly), 2026-03 (monthly), 2026-Q1 (quarterly), "
    "2026-H1 (half-yearly), 2026 (yearly)"
)


@pytest.mark.parametrize("text", ["", "26", "2026-3", "Q1 2026", "2026-Q5", "2026-H3", "2026-W1"])
def test_what_is_no_period_is_told_the_form_of_each_frequency(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        Period.parse(text)
    assert str(refused.value) == f"{text!r} is not a period: {FORMS}"


@pytest.mark.parametrize("text", ["2026-13", "2026-02-29", "2025-W53", "2026-W00"])
def test_a_period_that_never_was_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        Period.parse(text)
    assert str(refused.value) == f"{text!r} is not on the calendar: {FORMS}"


@pytest.mark.parametrize("text", ["1405-09", "1899", "3000-01", "0000"])
def test_a_year_of_another_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        Period.parse(text)
    assert str(refused.value) == (
        f"{text!r} is out of range: years run from 1900 to 2999, by the calendar of ISO 8601"
    )


def test_the_calendar_ends() -> None:
    with pytest.raises(ValueError, match="no period follows 9999-Q4"):
        Period.containing(date.max, Frequency.QUARTERLY).next()
    with pytest.raises(ValueError, match="no period comes before 0001"):
        Period.containing(date.min, Frequency.YEARLY).previous()


def test_a_quarter_cannot_begin_in_february() -> None:
    with pytest.raises(ValueError, match="no quarterly period begins on 2026-02-01"):
        Period(date(2026, 2, 1), Frequency.QUARTERLY)

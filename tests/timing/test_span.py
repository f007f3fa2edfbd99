"""Spans: calendar arithmetic, held to dateutil's."""

from __future__ import annotations

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.timing import CalendarSpan, SpanUnit

spans = st.builds(CalendarSpan, st.integers(0, 9999), st.sampled_from(SpanUnit))


@given(spans)
def test_a_span_reads_back_what_it_writes(span: CalendarSpan) -> None:
    assert CalendarSpan.parse(str(span)) == span


@given(
    st.integers(0, 600),
    st.sampled_from(SpanUnit),
    st.dates(date(1900, 1, 1), date(2999, 12, 31)),
)
def test_after_and_before_are_those_of_the_calendar(amount: int, unit: SpanUnit, day: date) -> None:
    span = CalendarSpan(amount, unit)
    delta = {
        SpanUnit.DAYS: relativedelta(days=amount),
        SpanUnit.WEEKS: relativedelta(weeks=amount),
        SpanUnit.MONTHS: relativedelta(months=amount),
        SpanUnit.YEARS: relativedelta(years=amount),
    }[unit]
    assert (span.after(day), span.before(day)) == (day + delta, day - delta)


@given(spans, st.dates())
def test_no_span_leaves_the_calendar(span: CalendarSpan, day: date) -> None:
    assert date.min <= span.before(day) <= day <= span.after(day) <= date.max


def test_a_span_beyond_the_calendar_stops_at_its_ends() -> None:
    ages = CalendarSpan.parse("9999 years")
    today = date(2026, 11, 22)
    assert (ages.before(today), ages.after(today)) == (date.min, date.max)


def test_nine_months_of_notice_before_a_leap_day_start_at_the_end_of_may() -> None:
    assert CalendarSpan.parse("9 months").before(date(2028, 2, 29)) == date(2027, 5, 29)


def test_a_month_from_the_31st_ends_with_the_shorter_month() -> None:
    assert CalendarSpan.parse("1 month").after(date(2027, 1, 31)) == date(2027, 2, 28)


def test_spans_of_different_units_are_ordered_by_their_days() -> None:
    texts = ["1 year", "12 months", "90 days", "3 months", "4 weeks", "1 month", "30 days"]
    lengths = [CalendarSpan.parse(text).approximate_days for text in texts]
    assert lengths == [365.2425, 365.2425, 90.0, 91.310625, 28.0, 30.436875, 30.0]


@pytest.mark.parametrize("text", ["", "9", "months", "-1 month", "1.5 years", "3 working days"])
def test_what_is_no_span_is_told_what_to_write(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        CalendarSpan.parse(text)
    assert str(refused.value) == (
        f"{text!r} is not a length of time: write a whole number and days, weeks, months or "
        "years, such as '9 months'"
    )


def test_a_span_of_ten_thousand_is_refused() -> None:
    with pytest.raises(ValueError, match="'10000 years' is too long: 9999 years is the most"):
        CalendarSpan.parse("10000 years")

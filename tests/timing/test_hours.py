"""Working hours of a day."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.timing import WorkingHours


@st.composite
def hours(draw: st.DrawFn) -> WorkingHours:
    opens = draw(st.integers(0, 24 * 60 - 30))
    closes = draw(st.integers(opens + 30, 24 * 60))
    return WorkingHours(time(opens // 60, opens % 60), time(closes // 60 % 24, closes % 60))


@given(hours())
def test_working_hours_read_back_what_they_write(written: WorkingHours) -> None:
    assert WorkingHours.parse(str(written)) == written


@pytest.mark.parametrize(
    ("text", "canonical", "length"),
    [
        ("08:00-17:00", "08:00-17:00", timedelta(hours=9)),
        ("8:30 - 17:00", "08:30-17:00", timedelta(hours=8, minutes=30)),
        ("9:00\u201312:30", "09:00-12:30", timedelta(hours=3, minutes=30)),
        ("00:00-24:00", "00:00-24:00", timedelta(hours=24)),
    ],
)
def test_working_hours_last_from_opening_to_closing(
    text: str, canonical: str, length: timedelta
) -> None:
    read = WorkingHours.parse(text)
    assert (str(read), read.length) == (canonical, length)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9 to 5", "are not working hours"),
        ("08:00", "are not working hours"),
        ("08:00-25:00", "contains a time that does not exist"),
        ("08:60-17:00", "contains a time that does not exist"),
        ("24:00-24:00", "open or close at no time of one day"),
        ("08:00-24:01", "open or close at no time of one day"),
        ("08:00-00:00", "midnight at the end of a day is 24:00"),
        ("22:00-06:00", "must close on the same day, at least half an hour after they open"),
        ("08:00-08:29", "must close on the same day, at least half an hour after they open"),
    ],
)
def test_hours_that_no_office_keeps_are_refused_with_an_example(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as refused:
        WorkingHours.parse(text)
    assert text in str(refused.value)
    assert reason in str(refused.value)
    assert "such as '08:00-17:00'" in str(refused.value)

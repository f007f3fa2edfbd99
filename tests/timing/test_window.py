"""Windows: what may be written, and how long they take."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.timing import Window, WindowUnit

NINE_HOURS = timedelta(hours=9)
windows = st.builds(Window, st.integers(0, 9999), st.sampled_from(WindowUnit))


@given(windows)
def test_a_window_reads_back_what_it_writes(window: Window) -> None:
    assert Window.parse(str(window)) == window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("4 working hours", Window(4, WindowUnit.WORKING_HOURS)),
        ("1 working day", Window(1, WindowUnit.WORKING_DAYS)),
        ("1 working days", Window(1, WindowUnit.WORKING_DAYS)),
        ("24 hours", Window(24, WindowUnit.HOURS)),
        (" 30  Days ", Window(30, WindowUnit.DAYS)),
        ("0 days", Window(0, WindowUnit.DAYS)),
        ("007 days", Window(7, WindowUnit.DAYS)),
        ("30 minutes", Window(30, WindowUnit.MINUTES)),
        ("1 working minute", Window(1, WindowUnit.WORKING_MINUTES)),
    ],
)
def test_a_window_is_a_number_and_a_unit(text: str, window: Window) -> None:
    assert Window.parse(text) == window


def test_one_is_written_in_the_singular() -> None:
    assert str(Window.parse("1 working days")) == "1 working day"


FORMS = (
    "write a whole number and working hours, working days, hours, days or minutes, such as "
    "'2 working days'"
)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("4", ""),
        ("", ""),
        ("soon", ""),
        ("4 seconds", ""),
        ("٤ days", ""),
        ("4 days\x00", ""),
        ("2 weeks", "weeks are written as days ('14 days'); "),
        ("3 business days", "business days are called working days; "),
        ("-1 day", "it cannot be negative; "),
        ("1.5 days", "it cannot be a fraction; "),
        ("0,5 days", "it cannot be a fraction; "),
    ],
)
def test_what_is_no_window_is_told_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(ValueError) as refused:
        Window.parse(text)
    assert str(refused.value) == f"{text!r} is not a window: {hint}{FORMS}"


def test_a_window_of_decades_is_refused() -> None:
    with pytest.raises(
        ValueError, match="'10000 days' is too long a window: 9999 days is the most"
    ):
        Window.parse("10000 days")


def test_an_endless_text_is_quoted_short_and_without_control_characters() -> None:
    with pytest.raises(ValueError) as refused:
        Window.parse("\x1b[31m" + "9" * 100_000)
    assert str(refused.value).startswith("'\\x1b[31m9999")
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("0 working hours", 0),
        ("2 working hours", 2),
        ("9 working hours", 9),
        ("10 working hours", 25),
        ("1 working day", 24),
        ("24 hours", 24),
        ("30 minutes", 0.5),
        ("540 working minutes", 9),
        ("600 working minutes", 25),
        ("30 days", 720),
    ],
)
def test_the_shortest_time_skips_nights_only_where_it_must(text: str, hours: float) -> None:
    assert Window.parse(text).shortest(NINE_HOURS) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("5 working days", timedelta(days=7)),
        ("45 working hours", timedelta(days=7)),
        ("36 hours", timedelta(hours=36)),
        ("90 minutes", timedelta(minutes=90)),
        ("2700 working minutes", timedelta(days=7)),
        ("30 days", timedelta(days=30)),
    ],
)
def test_the_approximate_time_counts_five_working_days_a_week(text: str, time: timedelta) -> None:
    assert Window.parse(text).approximate(NINE_HOURS) == time


@given(windows)
def test_no_window_takes_less_than_its_shortest_time(window: Window) -> None:
    assert window.shortest(NINE_HOURS) <= window.approximate(NINE_HOURS)


def test_a_working_day_without_hours_measures_nothing() -> None:
    with pytest.raises(ValueError, match="longer than nothing"):
        Window.parse("2 working hours").approximate(timedelta(0))

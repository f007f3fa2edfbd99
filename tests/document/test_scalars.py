"""Plain words mean what the person who wrote them means."""

from __future__ import annotations

from datetime import date
from math import inf, isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.document.scalars import meaning

AS_MEANT = {
    "no": "no",
    "on": "on",
    "off": "off",
    "yes": "yes",
    "NO": "NO",
    "True": "True",
    "NULL": "NULL",
    "10:30": "10:30",
    "1_000": "1_000",
    "0b11": "0b11",
    "1,5": "1,5",
    "2026-13-01": "2026-13-01",
    "2026-02-30": "2026-02-30",
    "2026-1-1": "2026-1-1",
    "2026-11-22T10:00": "2026-11-22T10:00",
    "١": "١",
    "1e": "1e",
    "-": "-",
    ".": ".",
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
    "010": 10,
    "0o10": 8,
    "0x1F": 31,
    "-7": -7,
    "+7": 7,
    "4.50": 4.5,
    ".5": 0.5,
    "5.": 5.0,
    "1e3": 1000.0,
    ".inf": inf,
    "-.inf": -inf,
    "2026-11-22": date(2026, 11, 22),
}


@pytest.mark.parametrize("written", [*AS_MEANT])
def test_a_plain_word_means(written: str) -> None:
    value = meaning(written)
    assert (type(value), value) == (type(AS_MEANT[written]), AS_MEANT[written])


def test_not_a_number_is_a_number_of_its_own() -> None:
    value = meaning(".nan")
    assert isinstance(value, float)
    assert isnan(value)


@given(st.integers(-(10**38), 10**38))
def test_digits_are_whole_numbers(number: int) -> None:
    assert meaning(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_decimals_are_numbers(number: float) -> None:
    assert meaning(repr(number)) == number


@given(st.dates())
def test_days_are_dates(day: date) -> None:
    assert meaning(day.isoformat()) == day


@given(st.text())
def test_any_other_text_stays_as_it_is(text: str) -> None:
    value = meaning(text)
    assert value == text if isinstance(value, str) else text.isascii()


def test_digits_without_end_stay_text() -> None:
    assert meaning("9" * 41) == 1e41
    assert meaning("0x" + "f" * 41) == "0x" + "f" * 41

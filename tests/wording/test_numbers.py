"""Numbers as somebody of any country wrote them: one reading, two, or none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.wording.numbers import (
    decimal_mark,
    decimals,
    in_two_ways,
    probability,
    readings,
    unmistakable,
    with_unit,
    with_unit_behind,
)


@pytest.mark.parametrize("text", ["９７.２", "９７，２", "٩٧,٢", "۹۷.۲"])
def test_digits_of_other_scripts_are_read(text: str) -> None:
    assert readings(text) == ("97.2",)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "units", "1 unit"),
        (1.0, "working days", "1 working day"),
        (1, "lorries", "1 lorry"),
        (1, "hours per person", "1 hour per person"),
        (1, "percentage points", "1 percentage point"),
        (-1, "days", "-1 days"),
        (4, "score 1-5", "4 (score 1-5)"),
        (1, "points 1 to 10", "1 (points 1 to 10)"),
        (3, "1-5", "3 (1-5)"),
        (3, "h per 10-12 people", "3 h per 10-12 people"),
        (5, "days (2-8)", "5 days (2-8)"),
        (7, "kg CO2e", "7 kg CO2e"),
        (1.5, "days", "1.5 days"),
        (0, "days", "0 days"),
        (1, "Tage", "1 Tage"),
        (1, "mois", "1 mois"),
        (1, "thousand GBP", "1 thousand GBP"),
        (1, "holdings", "1 holdings"),
        (1, "dayshift", "1 dayshift"),
        (1, "%", "1 %"),
        (1, None, "1"),
        (None, "days", ""),
    ],
)
def test_one_of_a_common_unit_is_no_plural(
    value: float | None, unit: str | None, said: str
) -> None:
    assert with_unit(value, unit) == said


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("97", "97"),
        ("+97.20", "97.20"),
        ("-94.1", "-94.1"),
        (".5", "0.5"),
        ("97,2", "97.2"),  # Germany, France, Brazil
        ("1,5", "1.5"),
        (",5", "0.5"),
        ("0,125", "0.125"),  # no group of thousands begins with 0
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),  # four digits are no group
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("12,34,567", "1234567"),  # India: lakhs
        ("12,34,567.8", "1234567.8"),
        ("1'200", "1200"),  # Switzerland
        ("1\u2019234\u2019567.50", "1234567.50"),
        ("1 200", "1200"),  # France, Sweden: a plain, hard, narrow or thin space
        ("1\u00a0200,5", "1200.5"),
        ("1\u202f234\u2009567", "1234567"),
        ("\u221212.5", "-12.5"),
        ("(12.5)", "-12.5"),  # accountants
        ("(1,234.50)", "-1234.50"),
        ("12,5-", "-12.5"),  # SAP
        ("  12  ", "12"),
    ],
)
def test_what_has_one_reading_is_read(text: str, number: str) -> None:
    assert readings(text) == (number,)


@pytest.mark.parametrize(
    ("text", "decimals", "thousands"),
    [
        ("1,200", "1.2", "1200"),
        ("1.200", "1.2", "1200"),
        ("12.345", "12.3450", "12345"),
        ("999,000", "999", "999000"),
        ("-1.234", "-1.2340", "-1234"),
        ("(1,200)", "-1.2", "-1200"),
    ],
)
def test_a_sign_before_three_digits_has_two(text: str, decimals: str, thousands: str) -> None:
    assert readings(text) == (decimals, thousands)
    assert in_two_ways(text, readings(text)) == (
        f"{text!r} can be read in two ways; write {thousands} if it has thousands, "
        f"or {decimals} if it has decimals"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("4", 0),
        ("4.0", 1),
        ("4,0", 1),
        ("1,200.50", 2),
        ("1.234", 3),
        ("1.2340", 3),
        ("-1.2340", 3),
        ("1.2300", 4),
        ("0.1230", 4),
        ("1'200", 0),
    ],
)
def test_the_zero_that_makes_a_number_unmistakable_is_no_decimal(text: str, shown: int) -> None:
    assert decimals(text) == shown


@pytest.mark.parametrize(
    "text",
    ["", "-", "n/a", "1,2,3", "1.2.3", "12,34", "1e5", "12 34", "1..5", "1'20", "01,200,000", "Ⅲ"],
)
def test_what_nobody_writes_has_none_or_decimals(text: str) -> None:
    assert readings(text) == (("12.34",) if text == "12,34" else ())


@given(st.decimals(-(10**9), 10**9, places=3))
def test_what_is_written_unmistakably_has_one_reading_and_the_same_value(value: Decimal) -> None:
    text = unmistakable(f"{value:f}")
    (read,) = readings(text)
    assert Decimal(read) == Decimal(text) == value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("97.2%", ("97.2",)),
        ("97,2 %", ("97.2",)),
        ("1 200 t", ("1200",)),
        ("1,200 pallets", ("1.2", "1200")),
        ("1.5e5", ()),
        ("12-15", ()),
        ("about 12", ()),
        ("1.2k", ()),
        ("1,2 Mio", ()),
        ("1.2 Mio. EUR", ()),
        ("15 Lakh", ()),
        ("1万", ()),
        ("12 TEUR", ()),
        ("3 thousand pallets", ()),
        ("5 ‰", ()),
        ("5 km", ("5",)),
        ("3 kg CO2e", ("3",)),
        ("12 miles", ("12",)),
        ("4 minutes", ("4",)),
        ("97½", ()),
        ("97 ¼ %", ()),
        ("0x10", ()),
        ("1 day, 6:00:00", ()),
    ],
)
def test_a_unit_behind_a_number_is_no_part_of_it(text: str, meant: tuple[str, ...]) -> None:
    assert with_unit_behind(text) == meant


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("97,2", ","),
        ("97.2", "."),
        ("1.234,5", ","),
        ("1,234.5", "."),
        ("1.234.567", ","),
        ("1,234,567", "."),
        ("1.200", ""),
        ("1 200", ""),
        ("97", ""),
        ("n/a", ""),
    ],
)
def test_some_numbers_show_what_stands_before_decimals(text: str, mark: str) -> None:
    assert decimal_mark(text) == mark


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "p < 0.001"),
        (4e-9, "p < 0.001"),
        (0.0009996, "p < 0.001"),
        (0.001, "p = 0.001"),
        (0.0167, "p = 0.017"),
        (1.0, "p = 1.000"),
    ],
)
def test_a_probability_is_never_said_to_be_nothing(chance: float, said: str) -> None:
    assert probability(chance) == said

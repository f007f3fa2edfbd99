"""Between which values figures can lie."""

from __future__ import annotations

from datetime import date
from math import inf

import pytest

from tests.measure.test_kpi_status import kpi
from trm_policy.model.plausible import (
    Bounds,
    bounds,
    is_share,
    leaps,
    possible,
    stated_bounds,
)


@pytest.mark.parametrize(
    ("unit", "name", "low", "high"),
    [
        ("%", "On time in full", 0, 100),
        ("per cent", "Share of growth plans that were kept", 0, 100),
        ("%", "Sales growth", -inf, inf),
        ("%", "Price variance", -inf, inf),
        ("defects", "Defects", 0, inf),
        ("working days", "Days to settle", 0, inf),
        ("per 10,000", "Excursions", 0, inf),
        ("kg CO2e", "Carbon", 0, inf),
        ("score 1-5", "Satisfaction", 1, 5),
        ("0 to 10", "Mark", 0, 10),
        ("thousand EUR", "Joint savings", -inf, inf),
        ("€", "Result", -inf, inf),
        ("°C", "Temperature", -inf, inf),
        ("dB(A)", "Noise", -inf, inf),
        ("points", "Net promoter score", -inf, inf),
        ("days", "Deviation from schedule", -inf, inf),
        ("pallets", "Change in stock", -inf, inf),
        ("requests", "Change requests", 0, inf),
        ("", "Anything", -inf, inf),
        ("% OTIF", "On time in full", 0, 100),
        ("Anteil in %", "Pünktlichkeit", 0, 100),
        ("Prozent", "Pünktlichkeit", 0, 100),
        ("％", "On time in full", 0, 100),
        ("% points", "On time in full", -inf, inf),
        ("% of plan", "Volume", -inf, inf),
        ("% on target days", "Days on target", 0, 100),
        ("% of projects within budget", "Projects", 0, 100),
        ("% on plan", "Milestones reached", 0, 100),
        ("% on last year", "Volume", -inf, inf),
        ("% to target", "Volume", -inf, inf),
        ("% of target", "Volume", -inf, inf),
        ("% vs 2024", "Volume", -inf, inf),
        ("per million", "Defects", 0, 1_000_000),
        ("‰", "Defects", 0, 1000),
        ("%", "Change in market share", -inf, inf),
        ("%", "Market share", 0, 100),
        ("%", "Total shareholder return", -inf, inf),
        ("%", "Earnings per share growth", -inf, inf),
        ("%", "Profit", -inf, inf),
        ("%", "Uplift", -inf, inf),
        ("%", "Network availability", 0, 100),
        ("million", "EBITDA", -inf, inf),
        ("million", "Cash flow", -inf, inf),
        ("pallets", "Pallets", 0, inf),
        ("kEUR", "Joint budget", -inf, inf),
        ("TEUR", "Joint budget", -inf, inf),
        ("EURm", "Joint budget", -inf, inf),
        ("kEUR", "Savings", -inf, inf),
        ("days", "Overrun", -inf, inf),
        ("changes", "Number of changes", 0, inf),
        ("h per 10-12 people", "Time to train", 0, inf),
        ("°C, 2-8", "Temperature", -inf, inf),
        ("days (2-8)", "Time to deliver", 0, inf),
        ("points 1-5", "Satisfaction", 1, 5),
        ("1 to 5 (5 is the best mark)", "Satisfaction", 1, 5),
        ("score -3 to 3", "Satisfaction", -3, 3),
        ("% of orders", "Crates returned in time", 0, 100),
        ("per cent of orders", "Tests whose result is known", 0, 100),
        ("%", "Crates returned in time", 0, 100),
        ("%", "Tests whose result is known within a day", 0, 100),
        ("%", "Result", -inf, inf),
        ("%", "Operating result", -inf, inf),
        ("percentuale", "Consegne puntuali", 0, 100),
        ("pourcentage", "Livraisons", 0, 100),
        ("процентов", "Поставки", 0, 100),
        ("SKU", "Lines in stock", 0, inf),
        ("FTE", "People at work", 0, inf),
        ("HGV moves", "Moves", 0, inf),
        ("million INR", "Joint budget", -inf, inf),
        ("share 0-1", "Orders in time", 0, 1),
        ("points per 10-12 answers", "Net promoter score", -inf, inf),
    ],
)
def test_bounds_follow_from_the_unit(unit: str, name: str, low: float, high: float) -> None:
    assert stated_bounds(kpi(unit=unit, name=name)) == Bounds(low, high)


def test_what_is_said_first_tells_a_share_from_a_difference() -> None:
    share = kpi(unit="%", name="Kept", definition="Share of orders without change")
    moved = kpi(unit="%", name="Change in market share", formula="share of now less share of then")
    assert (stated_bounds(share), stated_bounds(moved)) == (Bounds(0, 100), Bounds())


def test_a_kpi_has_the_last_word_on_either_side() -> None:
    assert bounds(kpi(unit="%", plausible={"from": -10, "to": 150})) == Bounds(-10, 150)
    assert bounds(kpi(unit="%", plausible={"to": 150})) == Bounds(0, 150)
    assert bounds(kpi(unit="defects", plausible={"to": 500})) == Bounds(0, 500)


def test_what_the_plan_asks_for_can_be_true() -> None:
    card = kpi(unit="%", target={"value": 110, "by": date(2027, 12, 31)})
    assert (stated_bounds(card), bounds(card)) == (Bounds(0, 100), Bounds(0, 110))


def test_bounds_are_said_in_words() -> None:
    assert list(map(str, (Bounds(0, 100), Bounds(0), Bounds(-inf, 5), Bounds(1.5, 2)))) == [
        "0 to 100",
        "0 or more",
        "5 or less",
        "1.5 to 2",
    ]


def test_of_two_readings_one_that_cannot_be_true_is_none() -> None:
    assert possible("97.125", kpi(unit="%")) == ("97.1250",)
    assert possible("1.200", kpi(unit="defects")) == ("1.2", "1200")
    assert possible("1.200", kpi(unit="defects", plausible={"from": 100, "to": 5000})) == ("1200",)


@pytest.mark.parametrize(
    ("value", "first", "last", "expected"),
    [
        (0.97, 91, 98, True),
        (0.2, 91, 98, True),
        (1.5, 91, 98, False),
        (0.06, 8, 4, True),
        (0.9, 8, 4, False),
        (0.4, 0.5, 0.3, False),
        (0, 91, 98, False),
    ],
)
def test_a_share_of_one_is_far_from_a_plan_in_percent(
    value: float, first: float, last: float, expected: bool
) -> None:
    card = kpi(
        unit="%",
        direction="increase" if last > first else "decrease",
        baseline={"value": first, "date": date(2025, 1, 1)},
        target={"value": last, "by": date(2027, 12, 31)},
        milestones=[],
    )
    assert is_share(value, card) is expected


@pytest.mark.parametrize(
    ("value", "unit", "planned", "recorded", "expected"),
    [
        (420, "days", (45, 30), (41, 39), False),
        (450, "days", (45, 30), (41, 39), True),
        (450, "days", (45, 30), (50,), False),
        (42, "days", (4.5, 3), (4.1,), False),
        (45, "days", (4.5, 3), (4.1,), True),
        (-450, "days", (45, 30), (), True),
        (25, "shops", (1, 2), (2,), False),
        (120, "shops", (3, 9), (9,), False),
        (120, "shops", (3, 12), (9,), True),
        (5, "% points", (0, 0), (), False),
        (95, "%", (2, 3), (), False),
    ],
)
def test_ten_times_more_than_ever_is_a_leap_unless_counts_are_small_or_bounded(
    value: float,
    unit: str,
    planned: tuple[float, float],
    recorded: tuple[float, ...],
    expected: bool,
) -> None:
    card = kpi(
        unit=unit,
        baseline={"value": planned[0], "date": date(2025, 1, 1)},
        target={"value": planned[1], "by": date(2027, 12, 31)},
        milestones=[],
    )
    assert leaps(value, card, recorded) is expected

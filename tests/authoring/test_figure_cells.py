"""Periods and numbers in the words of other programs."""

from __future__ import annotations

from datetime import date

import pytest

from tests.measure.test_kpi_status import kpi
from trm_policy.authoring.figure_files import Cell
from trm_policy.authoring.figure_mapping import period_text, value_text
from trm_policy.authoring.recording import RecordError


@pytest.mark.parametrize(
    ("cell", "frequency", "period"),
    [
        ("2026-11", "monthly", "2026-11"),
        ("2026-11-30", "monthly", "2026-11"),
        (date(2026, 11, 30), "monthly", "2026-11"),
        (date(2026, 11, 30), "quarterly", "2026-Q4"),
        (date(2026, 11, 30), "weekly", "2026-W49"),
        (date(2026, 11, 30), "daily", "2026-11-30"),
        ("30.11.2026", "monthly", "2026-11"),
        ("Nov 2026", "monthly", "2026-11"),
        ("November 2026", "monthly", "2026-11"),
        ("Nov-26", "monthly", "2026-11"),
        ("11/2026", "monthly", "2026-11"),
        ("2026/11", "monthly", "2026-11"),
        ("Q4 2026", "quarterly", "2026-Q4"),
        ("2026 q4", "quarterly", "2026-Q4"),
        ("H2/2026", "half-yearly", "2026-H2"),
        ("KW 9 2026", "weekly", "2026-W09"),
        ("2026W09", "weekly", "2026-W09"),
        (2026.0, "yearly", "2026"),
        (2026, "yearly", "2026"),
    ],
)
def test_a_period_is_told_from_what_a_cell_says(cell: Cell, frequency: str, period: str) -> None:
    assert period_text(cell, kpi(frequency=frequency)) == period


@pytest.mark.parametrize("cell", ["", None, "soon", "13/2026", "31.02.2026", "5/6/26", "2026-W60"])
def test_what_may_be_anything_is_no_period(cell: Cell) -> None:
    with pytest.raises(RecordError):
        period_text(cell, kpi())


@pytest.mark.parametrize(
    ("cell", "comma", "factor", "value"),
    [
        (97.2, False, None, "97.2"),
        (97.0, False, None, "97"),
        (1e21, False, None, "1000000000000000000000"),
        (0.1 + 0.2, False, 100, "30.000000000000004"),
        (0.972, False, 100, "97.2"),
        ("+97.20 %", False, None, "97.20"),
        ("97,2", True, None, "97.2"),
        ("1.097,2", True, None, "1097.2"),
        ("1.097", True, None, "1097"),
        ("1,097.5", False, None, "1097.5"),
        ("\u221212.5", False, None, "-12.5"),
        ("-0.0", False, 1, "0"),
    ],
)
def test_a_number_is_told_from_what_a_cell_says(
    cell: Cell, comma: bool, factor: float | None, value: str
) -> None:
    assert value_text(cell, "otif", kpi(unit="%"), comma=comma, factor=factor) == value


@pytest.mark.parametrize("cell", ["97,2", "n/a", "#DIV/0!", "1,2,3", "1e5", float("inf"), 0.97])
def test_what_may_be_anything_is_no_number(cell: Cell) -> None:
    with pytest.raises(RecordError):
        value_text(cell, "otif", kpi(unit="%"), comma=False, factor=None)

"""Periods and numbers in the words of other programs."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.measure.test_kpi_status import kpi
from trm_policy.authoring.figure_files import Cell
from trm_policy.authoring.figure_mapping import DecimalMark, period_text, value_text
from trm_policy.authoring.recording import RecordError
from trm_policy.model.kpi import Kpi


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
        ("Okt 26", "monthly", "2026-10"),
        ("März 2026", "monthly", "2026-03"),
        ("juin-26", "monthly", "2026-06"),
        ("juillet 2026", "monthly", "2026-07"),
        ("déc. 2026", "monthly", "2026-12"),
        ("September 2026", "monthly", "2026-09"),
        ("MRZ 26", "monthly", "2026-03"),
        ("marraskuu 2026", "monthly", "2026-11"),  # Finnish, and no March
        ("maaliskuuta 2026", "monthly", "2026-03"),
        ("czerwca 2026", "monthly", "2026-06"),
        ("sierpień 2026", "monthly", "2026-08"),
        ("mai 2026", "monthly", "2026-05"),
        ("Ağustos 2026", "monthly", "2026-08"),
        ("ARALIK-26", "monthly", "2026-12"),
        ("settembre 2026", "monthly", "2026-09"),
        ("červenec 2026", "monthly", "2026-07"),
        ("červen 2026", "monthly", "2026-06"),
        ("2026. augusztus", "monthly", "2026-08"),
        ("2026年3月", "monthly", "2026-03"),
        ("2026年 3月", "monthly", "2026-03"),
        ("2026년 12월", "monthly", "2026-12"),
        ("11/2026", "monthly", "2026-11"),
        ("2026/11", "monthly", "2026-11"),
        ("Q4 2026", "quarterly", "2026-Q4"),
        ("2026 q4", "quarterly", "2026-Q4"),
        ("H2/2026", "half-yearly", "2026-H2"),
        ("KW 9 2026", "weekly", "2026-W09"),
        ("2026W09", "weekly", "2026-W09"),
        (2026.0, "yearly", "2026"),
        (2026, "yearly", "2026"),
        (2026.11, "monthly", "2026-11"),
        (2026.2, "monthly", "2026-02"),
        ("2026.01", "monthly", "2026-01"),
    ],
)
def test_a_period_is_told_from_what_a_cell_says(cell: Cell, frequency: str, period: str) -> None:
    assert period_text(cell, kpi(frequency=frequency)) == period


@pytest.mark.parametrize(
    "cell",
    ["", None, "soon", "ju 2026", "Total 2026", "13/2026", "31.02.2026", "5/6/26", "2026-W60"],
)
def test_what_may_be_anything_is_no_period(cell: Cell) -> None:
    with pytest.raises(RecordError):
        period_text(cell, kpi())


@pytest.mark.parametrize(
    ("cell", "first", "second"),
    [
        ("listopad 2026", "2026-10", "2026-11"),  # Croatian October, Czech and Polish November
        ("srp 26", "2026-07", "2026-08"),  # Croatian July, Czech August
        ("lip-2026", "2026-06", "2026-07"),  # Croatian June, Polish July
        (2026.1, "2026-01", "2026-10"),  # 2026.10, kept as a number
        ("2026.1", "2026-01", "2026-10"),
    ],
)
def test_a_month_that_can_be_two_is_not_guessed(cell: Cell, first: str, second: str) -> None:
    with pytest.raises(RecordError, match=f"two ways; write {first} or {second}, or make it"):
        period_text(cell, kpi())


POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA


@pytest.mark.parametrize(
    ("cell", "mark", "factor", "value"),
    [
        (97.2, None, None, "97.2"),
        (97.0, None, None, "97"),
        (97.125, None, None, "97.1250"),
        (56.999999999999993, None, None, "57"),
        ("56.999999999999993", None, None, "57"),
        (1e21, None, None, "1000000000000000000000"),
        (12345678901234567, None, 1, "12345678901234567"),
        (0.1 + 0.2, None, 100, "30"),
        (0.972, None, 100, "97.2"),
        (1.1 * 1.1, None, 100, "121"),
        ("+97.20 %", None, None, "97.20"),
        ("97,2", COMMA, None, "97.2"),
        ("97,2", None, None, "97.2"),
        ("97,125", None, None, "97.1250"),  # 97125 % cannot be true
        ("1.097,2", COMMA, None, "1097.2"),
        ("1.097", COMMA, 1, "1097"),
        ("1.200", COMMA, None, "1200"),  # what the file's mark says, true or not
        ("95.000", COMMA, None, "95000"),
        ("95.000", POINT, None, "95"),
        ("95.000", None, None, "95"),
        ("1.097", POINT, 1, "1.0970"),
        ("1,097", POINT, 1, "1097"),
        ("1,097.5", None, None, "1097.5"),
        ("1'097", None, None, "1097"),
        ("1\u202f097,5", None, None, "1097.5"),
        ("\u221212.5", None, None, "-12.5"),
        ("(12.5)", None, None, "-12.5"),
        ("-0.0", None, 1, "0"),
    ],
)
def test_a_number_is_told_from_what_a_cell_says(
    cell: Cell, mark: DecimalMark | None, factor: float | None, value: str
) -> None:
    assert value_text(cell, "otif", kpi(unit="%"), mark=mark, factor=factor) == value


@pytest.mark.parametrize("cell", ["1,2,3", "1e5", "1.097 x%", float("inf"), 0.97])
def test_what_may_be_anything_is_no_number(cell: Cell) -> None:
    with pytest.raises(RecordError):
        value_text(cell, "otif", kpi(unit="%"), mark=None, factor=None)


@pytest.mark.parametrize(
    ("unit", "baseline", "target", "cell", "is_share"),
    [
        ("%", 90.0, 98.0, 0.97, True),
        ("% of orders", 90.0, 98.0, 0.972, True),
        ("%", 1.5, 0.8, 0.011, True),  # 1.1 %, as a spreadsheet keeps it
        ("%", 1.5, 0.8, 0.3, False),  # better than planned
        ("%", 3.0, 0.0, 0.4, False),
        ("%", 3.0, 0.0, 0.03, True),
        ("%", 0.0, 0.0, 0.03, False),  # nothing to compare it with
        ("days", 90.0, 98.0, 0.97, False),
        ("score 0-1", 0.5, 0.8, 0.7, False),
    ],
)
def test_a_share_of_one_is_no_figure_of_percent(
    unit: str, baseline: float, target: float, cell: float, is_share: bool
) -> None:
    planned = kpi(
        unit=unit,
        baseline={"value": baseline, "date": date(2026, 1, 1)},
        target={"value": target, "by": date(2026, 12, 31)},
        milestones=None,
    )
    said = "looks like a share of one" if is_share else ""
    assert said in _refusal(cell, planned)
    assert bool(_refusal(cell, planned)) is is_share


def _refusal(cell: Cell, planned: Kpi) -> str:
    try:
        value_text(cell, "otif", planned, mark=None, factor=None)
    except RecordError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "1.200",
            (
                "'1.200' can be read in two ways; write 1200 if it has thousands, or 1.2 if it has "
                "decimals; or add --decimal comma or --decimal point, as the file has it"
            ),
        ),
        (
            "1,250 days",
            (
                "'1,250' can be read in two ways; write 1250 if it has thousands, or 1.25 if it "
                "has decimals; or add --decimal comma or --decimal point, as the file has it"
            ),
        ),
        ("-", "'-' may mean 0 or no figure; write 0, or empty the cell"),
        (
            "1,20E+03",
            (
                "1,20E+03 may be rounded, as a program shows numbers that are too wide for their "
                "cell; give the column a plain format for numbers, and save the file again"
            ),
        ),
        (
            "#DIV/0!",
            "the cell shows the error #DIV/0!; correct its formula in the file, or empty it",
        ),
        (
            "=B2/C2",
            (
                "the cell has the formula =B2/C2 and no value; open the file in a spreadsheet, "
                "which calculates it, and save it"
            ),
        ),
    ],
)
def test_what_can_be_meant_in_two_ways_is_never_guessed(cell: str, said: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(said)}$"):
        value_text(cell, "days", kpi(unit="days"), mark=None, factor=None)


@pytest.mark.parametrize(
    ("cell", "frequency", "period"),
    [
        ("25/04/2026", "monthly", "2026-04"),  # there is no month 25
        ("04/25/2026", "daily", "2026-04-25"),
        ("05/05/2026", "daily", "2026-05-05"),
        ("01/02/2026", "quarterly", "2026-Q1"),  # January or February, both in it
        ("2026/04/03", "daily", "2026-04-03"),
    ],
)
def test_a_date_with_slashes_is_read_where_it_is_in_one_period(
    cell: str, frequency: str, period: str
) -> None:
    assert period_text(cell, kpi(frequency=frequency)) == period


@pytest.mark.parametrize(
    ("cell", "frequency", "said"),
    [
        (
            "03/04/2026",
            "monthly",
            (
                "'03/04/2026' can be read in two ways; write 2026-03 or 2026-04, or make it a real "
                "date in Excel"
            ),
        ),
        (
            "5/6/26",
            "daily",
            (
                "'5/6/26' can be read in two ways; write 2026-05-06 or 2026-06-05, or make it a "
                "real date in Excel"
            ),
        ),
        (
            46326,
            "monthly",
            (
                "'46326' is not a period; if it is the number of a day in a spreadsheet, that is "
                "2026-10-31: give the column a format for dates"
            ),
        ),
        (
            "Total",
            "monthly",
            (
                "'Total' is not a period; write it such as 2026-03 or 2026-Q1, or remove the line "
                "if it is a total"
            ),
        ),
    ],
)
def test_a_period_that_is_not_certain_is_refused_with_what_to_write(
    cell: Cell, frequency: str, said: str
) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(said)}$"):
        period_text(cell, kpi(frequency=frequency))

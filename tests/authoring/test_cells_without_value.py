"""Errors and formulas that were never calculated are seen where other programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.xlsx import Error, Formula, workbook
from trm_policy.authoring.cells_without_value import without_value

SHEET = "Q&A"


def changed(raw: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The packed file with another text in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == part else text)
    return out.getvalue()


def test_each_is_told_by_its_place_and_values_are_not() -> None:
    raw = workbook(
        First=[[Error("#REF!")]],
        **{
            SHEET: [["Period", "otif"], [1.5, Error("#DIV/0!")], [None, Formula('IF(A1<>"",B1,0)')]]
        },
    )
    assert without_value(raw, SHEET) == {(1, 1): "#DIV/0!", (2, 1): '=IF(A1<>"",B1,0)'}
    assert without_value(raw, "First") == {(0, 0): "#REF!"}
    assert without_value(raw, "Nowhere") == {}


@pytest.mark.parametrize(
    ("cell", "loads", "shown"),
    [
        ("<f>B1/C1</f><v>0.97</v>", False, ""),
        ("<f>B1/C1</f><v>0</v>", False, ""),
        # some programs write 0 and have it calculated when the file is opened
        ("<f>B1/C1</f><v>0</v>", True, "=B1/C1"),
        ("<f>B1/C1</f><v>0.97</v>", True, ""),
        ("<f>B1/C1</f>", False, "=B1/C1"),
        ("<f>B1/C1</f><v/>", False, "=B1/C1"),
        ('<f t="shared" si="0"/><v></v>', False, "="),
        ("<v>0</v>", True, ""),
    ],
)
def test_a_formula_has_a_value_or_is_told(cell: str, loads: bool, shown: str) -> None:
    raw = workbook(Figures=[[1]])
    part = "xl/worksheets/sheet1.xml"
    raw = changed(raw, part, lambda text: text.replace("<v>1</v>", cell))
    if loads:
        load = '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
        raw = changed(raw, "xl/workbook.xml", lambda text: text.replace("</workbook>", load))
    assert without_value(raw, "Figures") == ({(0, 0): shown} if shown else {})


def test_a_text_that_a_formula_gives_may_be_empty() -> None:
    raw = workbook(Figures=[[1]])
    part, text = "xl/worksheets/sheet1.xml", '<c r="A1" t="str"><f>IF(1,"","")</f><v></v></c>'
    raw = changed(raw, part, lambda old: old.replace('<c r="A1"><v>1</v></c>', text))
    assert text in zipfile.ZipFile(io.BytesIO(raw)).read(part).decode()
    assert without_value(raw, "Figures") == {}


OPEN = (
    '<office:spreadsheet><table:table table:name="Q&amp;A">'
    '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    '<table:table-row><table:table-cell table:number-columns-repeated="3"/>'
    '<table:table-cell table:formula="of:=[.A1]/[.B1]" office:value-type="string" '
    'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    '<table:table-cell table:formula="of:=[.A1]/[.B1]"/>'
    '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/>'
    "</table:table-row></table:table></office:spreadsheet>"
)


def test_files_of_libreoffice_are_read_alike() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("content.xml", OPEN)
    assert without_value(out.getvalue(), SHEET) == {(2, 3): "#DIV/0!", (2, 4): "=[.A1]/[.B1]"}
    assert without_value(out.getvalue(), "Other") == {}


@given(st.binary(max_size=200), st.text(max_size=200))
def test_no_content_can_break_the_reader(raw: bytes, text: str) -> None:
    assert without_value(raw, SHEET) == {}
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "content.xml"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr(part, text.encode("utf-8", "replace"))
        assert without_value(out.getvalue(), SHEET) == {}

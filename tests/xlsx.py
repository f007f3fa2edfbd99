"""A workbook written by hand: what Excel itself would write, and no more."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape


class Error(NamedTuple):
    """A cell whose formula gives an error."""

    text: str


class Formula(NamedTuple):
    """A cell with a formula that was never calculated, as many programs write it."""

    text: str


Value = str | int | float | date | Error | Formula | None
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIRST = date(1899, 12, 30)


def workbook(*merged: str, **sheets: list[list[Value]]) -> bytes:
    """An xlsx file with these sheets; days are cells with a format for days.

    ``merged`` are ranges of each sheet, such as ``A2:A4``, that are one cell.
    """
    out = io.BytesIO()
    numbers = range(1, len(sheets) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for n in numbers
    )
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
            f"{parts}</Types>",
        )
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_RELS}">{links}<Relationship Id="s" Type="{_OFFICE}/styles" '
            'Target="styles.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        )
        for number, rows in zip(numbers, sheets.values(), strict=True):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(rows, merged))
    return out.getvalue()


def _sheet(rows: list[list[Value]], merged: tuple[str, ...]) -> str:
    lines = "".join(
        f'<row r="{at}">{"".join(_cell(at, *cell) for cell in enumerate(row))}</row>'
        for at, row in enumerate(rows, 1)
    )
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    joined = f"<mergeCells>{ranges}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData>{joined}</worksheet>'


def _cell(row: int, column: int, value: Value) -> str:
    place = f'r="{chr(ord("A") + column)}{row}"'
    if value is None:
        return ""
    if isinstance(value, date):
        return f'<c {place} s="1"><v>{(value - _FIRST).days}</v></c>'
    if isinstance(value, Error):
        return f'<c {place} t="e"><f>B2/C2</f><v>{value.text}</v></c>'
    if isinstance(value, Formula):
        return f"<c {place}><f>{escape(value.text)}</f><v></v></c>"
    if isinstance(value, str):
        return f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c {place}><v>{value}</v></c>"

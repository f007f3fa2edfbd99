"""What cells of a spreadsheet show that hold no value: errors, and formulas never calculated.

Who reads such a file for its values finds them empty. Known are the formats of Excel since 2007
and of LibreOffice; of any other nothing is told.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import reduce
from html import unescape

Seen = Mapping[tuple[int, int], str]
"""What cells show, by row and column from 0: ``#DIV/0!``, or ``=B2/C2`` for a formula."""

_ATTRIBUTE = re.compile(r"([\w:-]+)=\"([^\"]*)\"")
_TAG = re.compile(r"<[^>]*>")
_CELL = re.compile(r"<(?:\w+:)?c\b([^>]*)(?<!/)>(.{0,99999}?)</(?:\w+:)?c>", re.DOTALL)
_PART = re.compile(r"<(?:\w+:)?(f|v)\b[^>]*(?:/>|>([^<]*)<)")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_OPEN_ROW = re.compile(r"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_OPEN_CELL = re.compile(
    r"<table:(?:covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)",
    re.DOTALL,
)
_LETTERS = 26
_MOST_REPEATED = 1 << 20


def without_value(raw: bytes, sheet: str) -> Seen:
    """The errors of a sheet, and its formulas that were never calculated."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return {}
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        book = _read(packed, "xl/workbook.xml")
        links = _elements(_read(packed, "xl/_rels/workbook.xml.rels"), "Relationship")
        ids = {one.get("r:id") for one in _elements(book, "sheet") if _named(one, "name", sheet)}
        targets = [one.get("Target", "") for one in links if one.get("Id") in ids]
        if not targets:
            return dict(_of_open_document(_read(packed, "content.xml"), sheet))
        part = posixpath.normpath(posixpath.join("/xl", targets[0]))[1:]
        waits = any(one.get("fullCalcOnLoad") in ("1", "true") for one in _elements(book, "calcPr"))
        return dict(_of_excel(_read(packed, part), waits=waits))


def _read(packed: zipfile.ZipFile, part: str) -> str:
    return packed.read(part).decode("utf-8", "replace") if part in packed.namelist() else ""


def _elements(text: str, name: str) -> Iterator[Mapping[str, str]]:
    """The attributes of each element of that name."""
    for found in re.finditer(rf"<(?:\w+:)?{name}\b([^>]*)>", text):
        yield _attributes(found[1])


def _attributes(text: str) -> Mapping[str, str]:
    return dict(_ATTRIBUTE.findall(text))


def _named(element: Mapping[str, str], attribute: str, name: str) -> bool:
    return unescape(element.get(attribute, "")) == name


def _of_excel(text: str, *, waits: bool) -> Iterator[tuple[tuple[int, int], str]]:
    """``waits`` says that the file is calculated when it is opened: until then a 0 is none."""
    for cell in _CELL.finditer(text):
        said, parts = _attributes(cell[1]), dict(_PART.findall(cell[2]))
        place, kind, value = _PLACE.fullmatch(said.get("r", "")), said.get("t"), parts.get("v", "")
        shown = value if kind == "e" else ""
        if "f" in parts and kind != "str" and (not value or (waits and value == "0")):
            shown = f"={parts['f']}"
        if shown and place:
            column = reduce(lambda at, sign: at * _LETTERS + ord(sign) - ord("A") + 1, place[1], 0)
            yield (int(place[2]) - 1, column - 1), unescape(shown)


def _of_open_document(text: str, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    for table in re.finditer(r"<table:table\b([^>]*)>(.*?)</table:table>", text, re.DOTALL):
        if not _named(_attributes(table[1]), "table:name", sheet):
            continue
        row = 0
        for line in _OPEN_ROW.finditer(table[2]):
            column = 0
            for cell in _OPEN_CELL.finditer(line[2] or ""):
                said = _attributes(cell[1])
                if shown := _shown(said, cell[2] or ""):
                    yield (row, column), unescape(shown)
                column += _repeated(said, "columns")
            row += _repeated(_attributes(line[1]), "rows")


def _shown(said: Mapping[str, str], inside: str) -> str:
    if said.get("calcext:value-type") == "error":
        return _TAG.sub("", inside).strip()
    waits = "table:formula" in said and "office:value-type" not in said
    return said["table:formula"].removeprefix("of:") if waits else ""


def _repeated(said: Mapping[str, str], what: str) -> int:
    """How often a cell or a row stands there, one after the other."""
    number = said.get(f"table:number-{what}-repeated", "1")
    return min(int(number), _MOST_REPEATED) if number.isdecimal() else 1

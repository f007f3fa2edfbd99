"""Files with figures as other programs write them: CSV of any kind, and Excel."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath
from string import ascii_uppercase

from trm_policy.authoring.bounded import TooMuchError, bounded
from trm_policy.authoring.cells_without_value import Seen, without_value
from trm_policy.document.csv_reader import MOST_LINES
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.wording.numbers import readings

MOST_BYTES = 64 << 20
MOST_COLUMNS = 16_384
"""As a workbook has. No more rows are taken than a file of measurements holds."""
MOST_UNPACKED = 256 << 20
_MOST_MEMORY = 1 << 30
_MOST_SECONDS = 60
_LEAST_NAMES = 2
"""So many cells with words make a row the one that names the columns; titles stand above it."""
_YEARS = range(1990, 2100)
_SEPARATORS = (";", "\t", "|", ",")
_EXCEL = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})

_Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of several that are one, each by row and column from 0."""
Cell = str | int | float | date | None
"""What a cell holds; text without spaces around it, None for an empty one.

An error is its text, such as ``#DIV/0!``; a formula that was never calculated is its text behind
``=``.
"""


class Merged(str):
    """What a cell has that is one with another cell, which holds a figure: the other's place."""

    __slots__ = ()


class FigureFileError(TrmError):
    """A file that no figures can be read from."""


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """The rows of a table below the row that names its columns, each with its number in the file.

    ``encoding`` is what the text was read as; None for Excel.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    encoding: str | None = None


def read_figures(
    path: PurePath, raw: bytes, *, sheet: str | None = None, encoding: str | None = None
) -> FigureSheet:
    """The table that a file holds; of several sheets the one called ``sheet``, else the first.

    Raises FigureFileError for what cannot be read.
    """
    if len(raw) > MOST_BYTES:
        raise FigureFileError(f"{path} has more than {MOST_BYTES:,} bytes; split it")
    if path.suffix.lower() in _EXCEL:
        return _in_bounds(path, raw, sheet)
    text, used = _text(path, raw, encoding)
    return _csv(path, text, used)


def _text(path: PurePath, raw: bytes, encoding: str | None) -> tuple[str, str]:
    """The text of a file and its encoding, told by its first bytes, or by what can be read."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    tried = [encoding] if encoding else ["utf-16"] if marked else ["utf-8-sig", "cp1252"]
    for name in tried:
        try:
            return raw.decode(name).removeprefix("\ufeff"), name
        except UnicodeDecodeError:
            continue
        except LookupError:
            raise FigureFileError(f"no encoding is called {name!r}") from None
    raise FigureFileError(
        f"{path} cannot be read as {' or '.join(tried)}; save it as CSV UTF-8, or name its "
        "encoding with --encoding"
    )


def _csv(path: PurePath, text: str, encoding: str) -> FigureSheet:
    if "\0" in text:
        raise FigureFileError(f"{path} is not text; save it as CSV or as an Excel file")
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and rest:
        separator, text, skipped = first.strip()[4:5] or ",", rest, 1
    else:
        separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        numbered = [(reader.line_num + skipped, cells) for cells in reader]
    except csv.Error as error:
        raise FigureFileError(f"{path}, line {reader.line_num + skipped}: {error}") from None
    found = _sheet(path, path.name, numbered)
    return replace(found, encoding=encoding)


def _separator(text: str) -> str:
    """What parts the cells: the sign that stands most often in the line of most columns."""
    lines = text.splitlines()[:20]
    return max(_SEPARATORS, key=lambda sign: max((_cells(n, sign) for n in lines), default=0))


def _cells(line: str, separator: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:
        return 0


def _in_bounds(path: PurePath, raw: bytes, wanted: str | None) -> FigureSheet:
    """A few bytes of a workbook may stand for billions of cells."""
    try:
        return bounded(
            lambda: _excel(path, raw, wanted), most_bytes=_MOST_MEMORY, seconds=_MOST_SECONDS
        )
    except TooMuchError:
        raise FigureFileError(
            f"{path} takes more than {_MOST_SECONDS} seconds or {_MOST_MEMORY >> 30} GB of memory "
            "to read; it probably has a cell far outside its table. Copy the table to a new "
            "workbook, or save it as CSV"
        ) from None


def _excel(path: PurePath, raw: bytes, wanted: str | None) -> FigureSheet:
    from python_calamine import CalamineError, CalamineWorkbook

    _require_small(path, raw)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        names = book.sheet_names
        if wanted is not None and wanted not in names:
            raise FigureFileError(f"{path} has no sheet {wanted!r}; {did_you_mean(wanted, names)}")
        if not names:
            raise FigureFileError(f"{path} has no sheet")
        name = wanted or names[0]
        table = book.get_sheet_by_name(name)
        rows = table.to_python(skip_empty_area=False)
        merged = table.merged_cell_ranges or ()
        seen = without_value(raw, name)
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise FigureFileError(f"{path} cannot be read as a spreadsheet: {error}") from None
    return _sheet(path, name, enumerate(_unmerged(_filled(rows, seen), merged), 1))


def _unmerged(rows: list[list[object]], ranges: Iterable[_Range]) -> list[list[object]]:
    """The rows with what merged cells stand for.

    Words and days are repeated in each row below. Which figures one figure stands for, nobody
    knows, and words that go over several columns are a title.
    """
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = _cell(rows[top][left])
        if value is None:
            continue
        is_figure = isinstance(value, int | float) or bool(readings(str(value)))
        said = Merged(f"{_letters(left)}{top + 1}") if is_figure else value
        for cells in rows[top : bottom + 1]:
            end = right if is_figure else left
            for at in range(left, min(end + 1, len(cells))):
                if cells is not rows[top] or at > left:
                    cells[at] = said
    return rows


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: ``A``, ``Z``, ``AA``."""
    before, last = divmod(column, len(ascii_uppercase))
    return (_letters(before - 1) if before else "") + ascii_uppercase[last]


def _filled(rows: Sequence[Sequence[object]], seen: Seen) -> list[list[object]]:
    """The rows with what is seen in cells that hold no value."""
    filled = [list(cells) for cells in rows]
    for (row, column), text in seen.items():
        filled += ([] for _ in range(row + 1 - len(filled)))
        filled[row] += [""] * (column + 1 - len(filled[row]))
        filled[row][column] = text
    return filled


def _require_small(path: PurePath, raw: bytes) -> None:
    """Raise FigureFileError for a file that would unpack to more than can be meant."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            size = sum(info.file_size for info in packed.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise FigureFileError(f"{path} cannot be read as a spreadsheet: {error}") from None
    if size > MOST_UNPACKED:
        raise FigureFileError(f"{path} unpacks to {size:,} bytes, which is not a table of figures")


def _sheet(path: PurePath, name: str, rows: Iterable[tuple[int, Sequence[object]]]) -> FigureSheet:
    """The table below the first row with several words in it."""
    names: tuple[str, ...] = ()
    found = []
    for number, cells in rows:
        read = tuple(map(_cell, cells))
        if names:
            padded = (*read, *[None] * (len(names) - len(read)))[: len(names)]
            if any(cell is not None for cell in padded):
                found.append((number, padded))
        else:
            plain = tuple(None if isinstance(cell, Merged) else cell for cell in read)
            names = _names(plain) if _is_head(plain) else ()
    if len(found) > MOST_LINES or len(names) > MOST_COLUMNS:
        raise FigureFileError(
            f"{path} has more than {MOST_LINES:,} rows or {MOST_COLUMNS:,} columns; split it"
        )
    if not names:
        raise FigureFileError(f"no row of {path} names columns, such as kpi, period and value")
    return FigureSheet(name, names, tuple(found))


def _is_head(cells: Sequence[Cell]) -> bool:
    """Whether a row names columns: by words, or by a word and the days or years of periods."""
    filled = [cell for cell in cells if cell is not None]
    words = sum(isinstance(cell, str) for cell in filled)
    periods = sum(isinstance(cell, date) or cell in _YEARS for cell in filled)
    return words >= _LEAST_NAMES or (words > 0 and periods > 1 and words + periods == len(filled))


def _names(cells: Sequence[Cell]) -> tuple[str, ...]:
    """A name for each column; one that has none, or another one's, is called by its number."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, datetime):
            cell = cell.date()  # noqa: PLW2901
        elif isinstance(cell, float) and cell.is_integer():
            cell = int(cell)  # noqa: PLW2901
        text = " ".join(str(cell).split()) if cell is not None else ""
        names.append(text if text and text not in names else f"column {number}")
    return tuple(names)


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float | date | Merged):
        return value
    text = str(value).strip()
    return text or None

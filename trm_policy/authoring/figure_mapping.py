"""How the columns and names of a foreign file are to be read; kept, so that it is asked once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from trm_policy.authoring.figure_files import Cell, Merged
from trm_policy.authoring.recording import RecordError, decimal
from trm_policy.document.editing import Add, Set, edited
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.errors import TrmError
from trm_policy.model.base import Part, key
from trm_policy.model.building import build
from trm_policy.model.kpi import Kpi
from trm_policy.model.plausible import is_share, of_a_hundred, possible
from trm_policy.model.records import number
from trm_policy.model.values import Id, Number, Ref, Text, Word
from trm_policy.portfolio.layout import IMPORTS_FILE
from trm_policy.timing import Frequency, Period
from trm_policy.timing.instant import add_days
from trm_policy.wording.months import months_meant
from trm_policy.wording.numbers import in_two_ways, readings, unmistakable
from trm_policy.wording.text import folded

_NAMED = re.compile(r"(?:\d{1,2}\.? )?([^\W\d_]{2,20})\.?[ /-]?'?(\d{4}|\d{2})")
_YEAR_NAMED = re.compile(r"(\d{4})\.?[ /-]?([^\W\d_]{2,20})\.?")
_SHORTENED = re.compile(r"(\d{4})\.1")
"""As a number, 2026.10 loses its 0, and reads like the first month."""
_COUNTED = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]")
_NUMBERED = re.compile(r"(\d{1,2})[/.](\d{4})|(\d{4})[/.](\d{1,2})")
_PART = re.compile(r"([QH])\s?([1-4])[ /-]?(\d{4})|(\d{4})[ /-]?([QH])([1-4])", re.IGNORECASE)
_WEEK = re.compile(r"(?:W|CW|KW)\s?(\d{1,2})[ /-](\d{4})|(\d{4})[ /-]?(?:W|CW|KW)\s?(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_CENTURY = 2000
_SERIALS = range(20_000, 80_000)
_BEFORE_SERIALS = date(1899, 12, 30)
"""From which day spreadsheets count; the numbers are the days of 1954 to 2119."""
_TOTALS = ("total", "grand total", "sum", "average", "gesamt", "mittel", "moyenne", "somme")
_SCIENTIFIC = re.compile(r"[-+]?\d+([.,]\d+)?E[-+]?\d+", re.IGNORECASE)
_DASHES = frozenset({"-", "–", "—"})
_SURE = 15
"""So many digits of a fraction are meant; what follows them is noise of the arithmetic."""


def period_text(cell: Cell, kpi: Kpi) -> str:
    """The period that a cell means, as it is written in a charter's records.

    A day stands for the period of the KPI's frequency that it lies in. Raises RecordError.
    """
    if isinstance(cell, Merged):
        raise _merged(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, date):
        return str(Period.containing(cell, kpi.frequency or Frequency.DAILY))
    text = " ".join(str(cell).split()) if cell is not None else ""
    try:
        found: tuple[Period, ...] = (Period.parse(text),)
    except ValueError:
        found = _spelt(text)
    if kpi.frequency is not None:
        found = tuple(_around(period, kpi.frequency) for period in found)
    if len(set(found)) > 1:
        raise RecordError(
            f"{text!r} can be read in two ways; write "
            f"{' or '.join(map(str, found))}, or make it a real date in Excel"
        )
    return str(found[0])


def _merged(cell: Merged) -> RecordError:
    return RecordError(
        f"the cell is merged with {cell}, so that one number stands for several; unmerge the cells "
        "in the file, and write in each what belongs there"
    )


def names_period(column: str) -> bool:
    """Whether a column is called by a period, so that each period has a column of its own."""
    try:
        Period.parse(column)
    except ValueError:
        try:
            return bool(_slashed(column) or _months(column) or _named(column))
        except ValueError:
            return False
    return True


def names_month_alone(column: str) -> bool:
    """Whether a column is called by a month, and nobody knows of which year."""
    return bool(months_meant(column))


def _around(period: Period, frequency: Frequency) -> Period:
    """The period of the KPI in which a day lies; another period as it is."""
    is_day = period.frequency is Frequency.DAILY
    return Period.containing(period.first_day, frequency) if is_day else period


def _spelt(text: str) -> tuple[Period, ...]:
    """A period in the words of other programs, or the two days it may be. Raises RecordError."""
    try:
        if days := _slashed(text):
            return tuple(Period(day, Frequency.DAILY) for day in days)
        if months := _months(text):
            return tuple(Period(day, Frequency.MONTHLY) for day in months)
        return (_named(text),)
    except ValueError:
        pass
    if text.isdecimal() and int(text) in _SERIALS:
        day = add_days(_BEFORE_SERIALS, int(text))
        raise RecordError(
            f"{text!r} is not a period; if it is the number of a day in a spreadsheet, that "
            f"is {day}: give the column a format for dates"
        )
    what = f"{text!r} is not a period" if text else "the line has no period"
    total = not text or text.casefold().startswith(_TOTALS)
    also = ", or remove the line if it is a total" if total else ""
    raise RecordError(f"{what}; write it such as 2026-03 or 2026-Q1{also}")


def _slashed(text: str) -> list[date]:
    """The days that a date with slashes may mean."""
    if (found := _SLASHED.fullmatch(text)) is None:
        return []
    days = []
    for day, month in (found.group(1, 2), found.group(2, 1)):
        with suppress(ValueError):
            days.append(date(_year(found[3]), int(month), int(day)))
    return sorted(set(days))


def _months(text: str) -> list[date]:
    """The first days of the months that a name, or a shortened number, with a year may mean."""
    if found := _SHORTENED.fullmatch(text):
        return [date(int(found[1]), month, 1) for month in (1, 10)]
    if found := _NAMED.fullmatch(text):
        name, year = found.group(1, 2)
    elif found := _YEAR_NAMED.fullmatch(text):
        year, name = found.group(1, 2)
    else:
        return []
    return [date(_year(year), month, 1) for month in sorted(months_meant(name))]


def _named(text: str) -> Period:
    """A period in the words of one program or another. Raises ValueError for any other text."""
    if found := _COUNTED.fullmatch(text):
        return Period(date(int(found[1]), int(found[2]), 1), Frequency.MONTHLY)
    if found := _NUMBERED.fullmatch(text):
        month, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        return Period(date(int(year), int(month), 1), Frequency.MONTHLY)
    if found := _PART.fullmatch(text):
        kind, number, year = found.group(1, 2, 3) if found[1] else found.group(5, 6, 4)
        return Period.parse(f"{year}-{kind.upper()}{number}")
    if found := _WEEK.fullmatch(text):
        week, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        return Period.parse(f"{year}-W{int(week):02}")
    if found := _DAY.fullmatch(text):
        return Period(date(int(found[3]), int(found[2]), int(found[1])), Frequency.DAILY)
    if found := _YEAR_FIRST.fullmatch(text):
        return Period(date(int(found[1]), int(found[2]), int(found[3])), Frequency.DAILY)
    raise ValueError(text)


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else _CENTURY + int(text)  # noqa: PLR2004


class DecimalMark(StrEnum):
    """What a file has before decimals."""

    POINT = "point"
    COMMA = "comma"


def value_text(
    cell: Cell, id_: str, kpi: Kpi, *, mark: DecimalMark | None, factor: float | None
) -> str:
    """The number that a cell means, in plain digits. Raises RecordError.

    ``mark`` is what the file has before decimals, None where that is not known; ``factor`` brings
    a figure to the KPI's unit. Without it, a share of one where percent are wanted is refused.
    """
    if isinstance(cell, Merged):
        raise _merged(cell)
    if isinstance(cell, int | float):
        written = plain_digits(Decimal(repr(cell)))
    else:
        written = _of_text(str(cell), kpi, mark, scaled=factor is not None)
    if factor is not None:
        return plain_digits(Decimal(written) * Decimal(repr(factor)))
    if is_share(float(written), kpi):
        raise RecordError(
            f"{written} looks like a share of one, and this KPI is counted in %; add "
            f"--scale {id_}=100, or --scale {id_}=1 if it is meant"
        )
    return written


def _of_text(cell: str, kpi: Kpi, mark: DecimalMark | None, *, scaled: bool) -> str:
    if cell.startswith("#"):
        raise RecordError(
            f"the cell shows the error {cell}; correct its formula in the file, or empty it"
        )
    if cell.startswith("="):
        raise RecordError(
            f"the cell has the formula {cell} and no value; open the file in a spreadsheet, which "
            "calculates it, and save it"
        )
    if cell in _DASHES:
        raise RecordError(f"{cell!r} may mean 0 or no figure; write 0, or empty the cell")
    text = without_unit(cell, kpi)
    if _SCIENTIFIC.fullmatch(text):
        raise RecordError(
            f"{text} may be rounded, as a program shows numbers that are too wide for their cell; "
            "give the column a plain format for numbers, and save the file again"
        )
    meant = readings(text) if scaled or mark is not None else possible(text, kpi)
    if len(meant) > 1 and mark is not None:
        has_decimals = ("." in text) is (mark is DecimalMark.POINT)
        return meant[0] if has_decimals else meant[1]
    if len(meant) > 1:
        raise RecordError(
            f"{in_two_ways(text, meant)}; or add --decimal comma or --decimal point, as the file "
            "has it"
        )
    if not meant:
        return decimal(text, kpi)
    return meant[0] if len(meant[0]) <= _SURE else plain_digits(Decimal(meant[0]))


def without_unit(cell: str, kpi: Kpi) -> str:
    """A cell without the KPI's unit behind it."""
    for unit in filter(None, ("%" if of_a_hundred(kpi.unit or "") else None, kpi.unit)):
        cell = cell.removesuffix(unit).strip()
    return cell


def plain_digits(value: Decimal) -> str:
    """Without an exponent, needless zeros and the noise of fractions.

    Raises RecordError for what is no number.
    """
    try:
        if value != value.to_integral_value():
            value = Context(prec=_SURE).plus(value)
        text = f"{value:f}"
    except InvalidOperation:
        raise RecordError(f"{value} is not a number") from None
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if number(text) is None:
        raise RecordError(f"{value} is not a number")
    return unmistakable("0" if text == "-0" else text)


FILE = IMPORTS_FILE
LEFT_OUT = "-"
"""In place of a KPI's id: this is none of the charter's figures."""
ROLES = ("kpi", "period", "value", "note", "partnership")
_HEAD = (
    "# How 'trm kpi import' reads files of other programs: which column holds what, and which KPI\n"
    "# each name means ('-' leaves it out). Asked once and kept; change it as you like.\n"
)


class FigureMapping(Part):
    """How one kind of file is read."""

    partnership: Ref | None = key("The charter; none where a column names it.", default=None)
    sheet: Text | None = key("The sheet of a workbook; else the first.", default=None)
    columns: dict[Text, Text] = key(
        "The column that holds each of kpi, period, value, note and partnership; without kpi and "
        "value each KPI has a column of its own, without period and value each period has one.",
        factory=dict,
    )
    kpis: dict[Text, Text] = key("The KPI's id by its name in the file.", factory=dict)
    scale: dict[Ref, Number] = key("What figures of a KPI are multiplied by.", factory=dict)
    decimal: Word[DecimalMark] | None = key("What stands before decimals.", default=None)

    def fits(self, columns: Collection[str]) -> bool:
        """Whether a file with these columns may be of this kind."""
        there = set(map(folded, columns))
        return bool(self.columns) and all(folded(name) in there for name in self.columns.values())

    def with_more(self, other: FigureMapping) -> FigureMapping:
        """This mapping with what ``other`` says on top."""
        return FigureMapping(
            partnership=other.partnership or self.partnership,
            sheet=other.sheet or self.sheet,
            columns={**self.columns, **other.columns},
            kpis={**self.kpis, **other.kpis},
            scale={**self.scale, **other.scale},
            decimal=other.decimal or self.decimal,
        )


class Imports(Part):
    """All kinds of files that are known."""

    imports: dict[Id, FigureMapping] = key("By a name of your own.", factory=dict)


def read_imports(path: PurePosixPath, raw: bytes | None) -> Mapping[str, FigureMapping]:
    """What is kept. Raises TrmError for a file that cannot be used."""
    if raw is None:
        return {}
    document = read_yaml(path, raw)
    for fault in document.faults:
        raise TrmError(f"{path}, line {fault.span.line}: {fault.message}. {fault.help}")
    if document.data is None:
        return {}
    built = build(Imports, document.data)
    for refusal in built.refusals:
        raise TrmError(f"{path}: {refusal.message}")
    assert built.value is not None
    return built.value.imports


def with_import(path: PurePosixPath, raw: bytes | None, name: str, mapping: FigureMapping) -> bytes:
    """The file with one kind of files added or changed; comments stay. Raises EditError."""
    words = _words(mapping)
    if raw is None or not raw.strip():
        raw = f"{_HEAD}imports:\n".encode()
    if name in read_imports(path, raw):
        return edited(path, raw, Set(("imports", name), words))
    return edited(path, raw, Add(("imports",), name, words))


def _words(mapping: FigureMapping) -> dict[str, Any]:
    """What is said in a mapping, as data."""
    data = mapping.model_dump()
    data["scale"] = {id_: int(by) if by == int(by) else by for id_, by in mapping.scale.items()}
    data["decimal"] = mapping.decimal.value if mapping.decimal else None
    return {name: value for name, value in data.items() if value}

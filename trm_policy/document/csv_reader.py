"""CSV text → rows of cells with their lines; a row that cannot be read hides no other."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from operator import itemgetter
from pathlib import PurePosixPath

from trm_policy.document.csv_header import RULE, SEPARATORS, Header, ended, name_of
from trm_policy.document.document import Fault
from trm_policy.document.hidden import hidden_faults
from trm_policy.document.text import MOST_FAULTS, decoded, merge_faults
from trm_policy.finding import START, Span

_OTHERS = (",", ";", "\t", "|", "，", "；", "、")
"""What parts cells in other files, or is typed for a comma in other scripts."""
_FIRST_LINE = re.compile(
    r"(?:[,;\t| ]*+[\r\n]++|sep=[^\r\n]*+[\r\n]++)*+([^\r\n]++)", re.IGNORECASE
)
"""The first line that says something; a spreadsheet may name its separator above it."""
_EMPTY_ROW = re.compile(r"(?:\A|[\r\n])[ \"]*+[,;\t|][,;\t| \"]*+(?=[\r\n]|\Z)")


MOST_LINES = 50_000
"""The weekly figures of fifty KPIs in nineteen years. A site reads each several times."""
MOST_ROW_LINES = 100
"""A row whose quotes go on for more lines than this has a quotation mark too many."""
MOST_BROKEN = 2_000
"""After so many rows with broken quotes the rest of a file is not read."""

_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The rows of a CSV file that could be read, in the order of the file.

    ``rows`` hold the cells as text in the order of ``columns``; ``lines`` are the lines on which
    they begin, counted from 1. There are none where the header lacks a column. ``separator`` parts
    the cells: a comma, or what a spreadsheet of another country writes instead. ``header`` has the
    names of all columns in the order of the file; it is empty where they cannot be read.
    """

    path: PurePosixPath
    columns: tuple[str, ...]
    rows: Rows = field(default=(), repr=False)
    lines: Sequence[int] = field(default=(), repr=False)
    faults: tuple[Fault, ...] = ()
    separator: str = ","
    header: Sequence[str] = ()


def read_csv(path: PurePosixPath, raw: bytes, columns: Sequence[str], most_bytes: int) -> CsvTable:
    """The table that ``raw`` holds under a header of ``columns``, which may stand in any order.

    ``most_bytes`` is the largest size that is read. Cells are as written, spaces included.
    """
    names = tuple(columns)
    if max(map(raw.count, (b"\n", b"\r"))) > MOST_LINES:
        message = f"the file has more than {MOST_LINES:,} lines, the most that are read of a table"
        fault = Fault(message, "Keep older figures in another repository.", START, RULE)
        return CsvTable(path, names, faults=(fault,))
    text, faults = decoded(raw, most_bytes, RULE)
    foreign = text is None and len(raw) <= most_bytes and b"\0" not in raw
    if foreign:  # bytes of another encoding become surrogates, so that only their rows are blamed
        text = raw.decode("utf-8", "surrogateescape").lstrip("\ufeff")
    if text is None:
        return CsvTable(path, names, faults=faults)
    suspicious = foreign or len(raw.translate(None, _CONTROLS)) != len(raw)
    reader = _CsvReader(text, names, suspicious=suspicious)
    rows, lines = reader.read()
    merges = merge_faults(text, RULE)
    blamed = {line for one in merges for line in range(one.span.line, one.span.end_line + 1)}
    others = (*reader.found(), *hidden_faults(text, RULE))
    found = [*merges, *(one for one in others if one.span.line not in blamed)]
    faults = tuple(sorted(found, key=lambda fault: fault.span))
    return CsvTable(path, names, rows, lines, faults, reader.separator, tuple(reader.names))


def _separator(text: str, columns: Collection[str]) -> str:
    """What parts the names of the first line that has any: a comma, unless it does not."""
    line = _FIRST_LINE.match(text)
    if line is None:
        return ","

    def known(sign: str) -> tuple[int, int]:
        cells = line[1].split(sign)
        return len({name_of(cell).strip('"') for cell in cells}.intersection(columns)), len(cells)

    return max(SEPARATORS, key=known)


class _CsvLines:
    """The lines of a text; ``end`` hides what follows a line, ``at`` may be set back."""

    def __init__(self, lines: list[str]) -> None:
        self.all = lines
        self.at = 0
        self.end = len(lines)

    def __iter__(self) -> _CsvLines:
        return self

    def __next__(self) -> str:
        if self.at >= self.end:
            raise StopIteration
        self.at += 1
        return self.all[self.at - 1]


class _CsvReader:
    """Reads one text: at once where every row is one line, else row by row."""

    def __init__(self, text: str, columns: tuple[str, ...], *, suspicious: bool) -> None:
        self._text = text
        self._columns = columns
        self._suspicious = suspicious
        self.separator = _separator(text, columns)
        self.names: Sequence[str] = ()
        self._faults: list[Fault] = []
        self._unshown = 0
        self._given_up = False

    def found(self) -> list[Fault]:
        """What was wrong, in the order of lines; beyond ``MOST_FAULTS`` only how many."""
        faults = sorted(self._faults, key=lambda fault: fault.span)
        if self._unshown:
            number = f"at least {self._unshown:,}" if self._given_up else f"{self._unshown:,}"
            message = f"{number} more rows of this file cannot be read"
            faults.append(Fault(message, "Fix the rows above first.", faults[-1].span, RULE))
        return faults

    def read(self) -> tuple[Rows, Sequence[int]]:
        """The usable rows and the lines on which they begin."""
        rows: Rows
        rows, lines = self._at_once() or self._row_by_row()
        if not all(rows) or _EMPTY_ROW.search(self._text):
            said = [any(map(str.strip, row)) for row in rows]
            lines, rows = list(compress(lines, said)), list(compress(rows, said))
        if rows and rows[0][0].casefold().startswith("sep="):
            lines, rows = lines[1:], rows[1:]
        if self._faults and (not rows or self._faults[0].span.line < lines[0]):
            return (), ()  # the line that should name the columns cannot be read
        if not rows:
            message = "the file is empty; it lacks even the line that names the columns"
            help_text = f"Begin it with: {self.separator.join(self._columns)}"
            self._faults.append(Fault(message, help_text, START, RULE))
            return (), ()
        written = [name.strip() for name in ended(rows[0])]
        if any(len(row) > len(written) for row in rows):
            rows = [row if len(row) <= len(written) else ended(row, len(written)) for row in rows]
        known = map(name_of, written)
        names = [n if n in self._columns else one for n, one in zip(known, written, strict=True)]
        self.names = names
        header = Header(names, self._line(lines[0]), lines[0], self._columns, self.separator)
        self._faults += header.faults()
        order = header.order
        if order is None:
            return (), ()
        rows, lines = self._of_width(*self._of_one_version(rows[1:], lines[1:]), len(names))
        if order == tuple(range(len(names))):
            return rows, lines
        pick = itemgetter(*order)
        return [pick(row) for row in rows], lines

    def _at_once(self) -> tuple[list[list[str]], Sequence[int]] | None:
        """All rows, or None where a row is not a single line or not to be trusted."""
        reader = csv.reader(
            io.StringIO(self._text, newline=""), strict=True, delimiter=self.separator
        )
        try:
            rows = list(reader)
        except csv.Error:
            return None
        if self._suspicious or reader.line_num != len(rows):
            return None
        return rows, range(1, len(rows) + 1)

    def _row_by_row(self) -> tuple[list[list[str]], Sequence[int]]:
        rows: list[list[str]] = []
        numbers: list[int] = []
        lines = _CsvLines(self._raw)
        reader = csv.reader(lines, strict=True, delimiter=self.separator)
        while lines.at < len(lines.all):
            start = lines.at
            lines.end = min(start + MOST_ROW_LINES, len(lines.all))
            row, reason = [], ""
            try:
                row = next(reader)
            except csv.Error as error:
                reason = str(error)
            if lines.at > start + 1 and (reason or self._swallows(start, lines.at, len(row))):
                reason = "unexpected end"
            if reason:
                lines.at = start + 1
                if not self._broken(reason, start + 1):
                    break
            elif not self._suspicious or self._readable(row, start + 1):
                rows.append(row)
                numbers.append(start + 1)
        return rows, numbers

    def _swallows(self, start: int, end: int, width: int) -> bool:
        """Whether a line inside the quotes of a row looks like a row itself."""
        sign = self.separator
        inner = (line.rstrip("\r\n") for line in self._raw[start + 1 : end])
        return any(
            width > 1 and line.count(sign) == width - 1 and f"{sign} " not in line for line in inner
        )

    def _broken(self, reason: str, line: int) -> bool:
        """Report a row whose quotes are wrong; False where there were too many of them."""
        if "field larger" in reason:
            message = "this row has a cell that is too long to be read"
            self._fault(line, message, "Shorten it, or close its quotes.")
        elif "unexpected end" in reason:
            message = "a quotation mark is opened in this row and never closed"
            self._fault(line, message, "Close the quotes at the end of the cell.")
        else:
            message = "there is a quotation mark in the middle of a cell of this row"
            help_text = 'Enclose the whole cell in quotes, and write "" for each one inside it.'
            self._fault(line, message, help_text)
        self._given_up = self._unshown >= MOST_BROKEN
        return not self._given_up

    def _readable(self, row: list[str], line: int) -> bool:
        bad = _UNREADABLE.search("".join(row))
        if bad is None:
            return True
        if bad[0] >= "\ud800":
            self._fault(line, "this row is not UTF-8 text", "Save the file with encoding UTF-8.")
        else:
            help_text = "Remove it; it was probably pasted from another program."
            self._fault(line, "this row has a control character", help_text)
        return False

    def _of_one_version(self, rows: Rows, lines: Sequence[int]) -> tuple[Rows, Sequence[int]]:
        """The rows without a second line of names, and without those below it that stand above."""
        wanted = set(self._columns)
        near = (n for n, row in enumerate(rows) if row and name_of(row[0]) in wanted)
        again = {n: lines[n] for n in near if wanted <= set(map(name_of, rows[n]))}
        if not again:
            return rows, lines
        for line in again.values():
            message = "the names of the columns stand here again: a merge kept both versions"
            help_text = "Remove this line, and each line below it that stands above it already."
            self._fault(line, message, help_text)
        first = min(again)
        above = set(map(tuple, rows[:first]))
        below = (
            n for n in range(first, len(rows)) if n not in again and tuple(rows[n]) not in above
        )
        kept = [*range(first), *below]
        return [rows[n] for n in kept], [lines[n] for n in kept]

    def _of_width(self, rows: Rows, lines: Sequence[int], width: int) -> tuple[Rows, Sequence[int]]:
        """The rows with ``width`` cells; the others are reported, unless they are blank."""
        if set(map(len, rows)) <= {width}:
            return rows, lines
        widths = {len(row) for row in rows if any(cell.strip() for cell in row)}
        if len(rows) > 1 and len(widths) == 1 and width not in widths:
            if not self._faults:
                message = f"the first line names {width} columns, and all rows have {widths.pop()}"
                self._fault(lines[0] - 1, message, f"Begin it with: {','.join(self._columns)}")
            return (), ()
        kept: list[Sequence[str]] = []
        numbers: list[int] = []
        for row, line in zip(rows, lines, strict=True):
            if len(row) == width:
                kept.append(row)
                numbers.append(line)
            elif len(row) > width:
                message = f"this row has {len(row)} cells, and the first line names {width}"
                sign, name = self.separator, SEPARATORS[self.separator]
                help_text = f'Put text that contains a {name} in quotes: "…{sign} …".'
                self._fault(line, message, help_text)
            elif len(row) > 1 or row[0].strip():
                message = f"this row has {len(row)} of {width} cells"
                written = self.separator.join(self._columns)
                name, text = SEPARATORS[self.separator], self._line(line)
                help_text = f"Write {written}; an empty cell keeps its {name}."
                other = next((sign for sign in _OTHERS if text.count(sign) == width - 1), None)
                if other is not None and other != self.separator:
                    help_text = f"Write a {name} instead of each {other!r} in this row."
                self._fault(line, message, help_text)
        return kept, numbers

    def _fault(self, line: int, message: str, help_text: str) -> None:
        if len(self._faults) >= MOST_FAULTS:
            self._unshown += 1
            return
        span = Span(line, 1, line, max(len(self._line(line)) + 1, 2))
        self._faults.append(Fault(message, help_text, span, RULE))

    def _line(self, number: int) -> str:
        return self._raw[number - 1].rstrip("\r\n")

    @cached_property
    def _raw(self) -> list[str]:
        """The lines as written, with their ends."""
        return io.StringIO(self._text, newline="").readlines()

"""The first line of a table: which of the wanted columns it names, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from trm_policy.document.document import Fault
from trm_policy.errors import closest
from trm_policy.finding import Span
from trm_policy.wording.lists import listed

RULE = "schema"
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MOST_COLUMNS = 100


@dataclass(frozen=True)
class Header:
    """The names of the first line, the line as written and where it stands, and what is wanted."""

    names: list[str]
    text: str
    line: int
    columns: tuple[str, ...]
    separator: str = ","

    @cached_property
    def order(self) -> tuple[int, ...] | None:
        """For each wanted column its position in a row; None where one is missing."""
        if any(column not in self.names for column in self.columns):
            return None
        return tuple(self.names.index(column) for column in self.columns)

    def faults(self) -> Iterator[Fault]:
        """A fault for each name that is unknown, missing or there twice."""
        missing = [column for column in self.columns if column not in self.names]
        if len(missing) == len(self.columns):
            yield self._nothing_known()
            return
        are = f"the columns are {listed(self.columns)}."
        if len(self.names) > MOST_COLUMNS:
            more = f"more than {MOST_COLUMNS} columns"
            message = f"the file has {more}, the most that are read of a table"
            yield Fault(message, f"Delete what does not belong here; {are}", self._whole, RULE)
            return
        left_out = f"Delete this column from every row; {are}"
        for number, name in enumerate(self.names):
            if name not in self.columns:
                near = closest(name, missing)
                fix = f"Call it {near!r}." if near else left_out
                if missing and not near:
                    wanted = listed([repr(column) for column in missing], "or")
                    fix = f"Call it {wanted} if it holds that; else delete it from every row."
                missing = [column for column in missing if column != near]
                yield Fault(_unknown(name, near), fix, self._span(number), RULE)
            elif name in self.names[:number]:
                message = f"the column {name!r} appears twice"
                yield Fault(message, left_out, self._span(number), RULE)
        line = self.separator.join((*self.names, *missing))
        for name in missing if len(self.names) < len(self.columns) else ():
            message = f"the column {name!r} is missing"
            sign = SEPARATORS[self.separator]
            help_text = f"Write the first line as {line}, and as many {sign}s in each other line."
            yield Fault(message, help_text, self._whole, RULE)

    @property
    def _whole(self) -> Span:
        return Span(self.line, 1, self.line, max(len(self.text) + 1, 2))

    def _nothing_known(self) -> Fault:
        wanted = self.separator.join(self.columns)
        message = "the first line does not name the columns"
        if len(self.names) == 1 and all(name in self.names[0] for name in self.columns):
            message = "each line is in quotes as a whole"
            help_text = "Remove the quotation marks at both ends of each line."
        elif any(map(str.isdigit, self.text)):
            help_text = f"Add this line above it: {wanted}"
        else:
            help_text = f"Replace its names, each by what its column holds, such as: {wanted}"
        return Fault(message, help_text, self._whole, RULE)

    def _span(self, number: int) -> Span:
        """Where a name stands; the whole line where quotes hide it."""
        cells = self.text.split(self.separator)
        alone = len(ended(cells, len(self.names))) == len(self.names)
        if not alone or name_of(cells[number]) != name_of(self.names[number]):
            return self._whole
        cell = cells[number]
        before = sum(len(other) + 1 for other in cells[:number])
        start = before + len(cell) - len(cell.lstrip()) + 1
        return Span(self.line, start, self.line, start + max(len(self.names[number]), 1))


def name_of(cell: str) -> str:
    """What a column is called, whatever its capitals."""
    return cell.strip().casefold()


def ended(row: Sequence[str], least: int = 1) -> Sequence[str]:
    """The row without the empty cells at its end that a spreadsheet adds; ``least`` cells stay."""
    end = len(row)
    while end > least and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _unknown(name: str, near: str | None) -> str:
    message = f"{name!r} is not a column of this file" if name else "a column has no name"
    return f"{message}; did you mean {near!r}?" if near else message

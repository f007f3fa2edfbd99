"""The first line of a CSV file: which columns it names, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from trm_policy.document.document import Fault
from trm_policy.errors import closest
from trm_policy.finding import Span

RULE = "schema"
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class Header:
    """The names of the first line, the line as written and where it stands, and what is wanted."""

    names: list[str]
    text: str
    line: int
    columns: tuple[str, ...]

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
        for number, name in enumerate(self.names):
            if name not in self.columns:
                near = closest(name, missing)
                missing = [column for column in missing if column != near]
                yield self._fault(_unknown(name, near), self._span(number))
            elif name in self.names[:number]:
                yield self._fault(f"the column {name!r} stands here twice", self._span(number))
        for name in missing:
            yield self._fault(f"the column {name!r} is missing", self._whole)

    @property
    def _whole(self) -> Span:
        return Span(self.line, 1, self.line, max(len(self.text) + 1, 2))

    def _nothing_known(self) -> Fault:
        for separator, words in _SEPARATORS.items():
            if separator in self.text and "," not in self.text:
                return self._fault(f"{words} stand between the columns, not commas", self._whole)
        return self._fault("the first line does not name the columns", self._whole)

    def _fault(self, message: str, span: Span) -> Fault:
        return Fault(message, f"The first line must be: {','.join(self.columns)}", span, RULE)

    def _span(self, number: int) -> Span:
        """Where a name stands; the whole line where quotes hide it."""
        cells = self.text.split(",")
        if len(cells) != len(self.names) or cells[number].strip() != self.names[number]:
            return self._whole
        cell = cells[number]
        before = sum(len(other) + 1 for other in cells[:number])
        start = before + len(cell) - len(cell.lstrip()) + 1
        return Span(self.line, start, self.line, start + max(len(self.names[number]), 1))


def _unknown(name: str, near: str | None) -> str:
    message = f"{name!r} is no column of this file" if name else "a column has no name"
    return f"{message}; did you mean {near!r}?" if near else message

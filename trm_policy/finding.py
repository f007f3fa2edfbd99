"""The words everybody uses: severities, places in a document, and findings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from posixpath import normpath
from typing import NamedTuple

Place = tuple[str | int, ...]
"""A path into a document's data: keys of maps, ids or numbers (from 0) of list entries."""


class Severity(StrEnum):
    """How grave a finding is; ordered from ``INFO`` to ``ERROR`` by :attr:`rank`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error: comparable where the text is not."""
        return _RANKS[self]


_RANKS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Span(NamedTuple):
    """A stretch of text. Lines and columns count from 1; the end column is the one after it."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)
"""Where a finding stands that no line of the file can be blamed for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it stands, and how to fix it.

    ``rule`` is the rule's name, ``yaml``, ``schema`` or ``policy/NAME``; ``path`` is relative to
    the root of the source; ``at`` is the dotted place (:func:`dotted`), empty for a whole file;
    ``partnership`` is the charter's id, empty for files that belong to none; ``follows`` as in
    :class:`trm_policy.rule.Problem`.
    """

    path: PurePosixPath
    span: Span
    rule: str
    severity: Severity
    message: str
    help: str = ""
    partnership: str = ""
    at: str = ""
    waived: str | None = None
    follows: tuple[tuple[str, str], ...] = ()

    def from_top(self, prefix: PurePosixPath) -> str:
        """The path as seen from a folder of which ``prefix`` leads to the root."""
        return normpath((prefix / self.path).as_posix())

    @property
    def order(self) -> tuple[str | int, ...]:
        """Sort key: path, line, column, rule; all else that can be read breaks ties."""
        return (
            self.path.as_posix(),
            self.span.line,
            self.span.column,
            self.rule,
            self.at,
            self.message,
            self.help,
            self.severity.value,
            self.partnership,
        )


def dotted(place: Place) -> str:
    """The place as people write it: ``kpis.otif.target``; list entries count from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place)

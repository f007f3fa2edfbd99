"""What every reporter is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from trm_policy.checker import Report
from trm_policy.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report, the day as of which it holds, and what else reporters tell of it.

    ``line`` gives a line of a file by its number from 1; None where there is none. ``book`` is
    what was judged by; its settings know where the rule book is published.
    """

    report: Report
    as_of: date
    line: Callable[[PurePosixPath, int], str | None]
    book: Rulebook


def printable(text: str) -> str:
    """``text`` on one line, without characters that steer a terminal or a log."""
    return "".join(c if c.isprintable() else " " for c in text)

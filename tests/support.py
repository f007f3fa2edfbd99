"""What many tests need: the complete charter, changed in one place, and what is found in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.finding import Finding
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.checker import Report, check
from trm_policy.judging.settings import Settings
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory
from trm_policy.starter import complete

FOLDER = PurePosixPath("partnerships")
CHARTER = "partnerships/meridian-helix/partnership.yaml"
DIRECTORY = "partnerships/directory.yaml"
TODAY = datetime(2026, 11, 22, tzinfo=UTC)


class Seen(NamedTuple):
    """A finding as a user reads it."""

    rule: str
    severity: str
    line: int
    at: str
    message: str


def edited(*edits: tuple[str, str], path: str = CHARTER) -> dict[str, bytes]:
    """The complete portfolio's files with each ``(old, new)`` replaced in ``path``.

    Each old text must stand exactly once. Add other files with ``|``.
    """
    files = dict(complete())
    text = files[path].decode()
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        text = text.replace(old, new)
    return {**files, path: text.encode()}


def report(
    files: Mapping[str, bytes], now: datetime = TODAY, settings: Settings | None = None
) -> Report:
    """What the whole rule book finds in these files."""
    reader = PortfolioReader(InMemory(files), FOLDER)
    return check(reader, Rulebook(Catalog(builtin()), settings=settings or Settings()), now)


def findings(
    files: Mapping[str, bytes], rule: str, now: datetime = TODAY, settings: Settings | None = None
) -> list[Seen]:
    """What one rule finds, in order."""
    found = report(files, now, settings).findings
    return [seen(finding) for finding in found if finding.rule == rule]


def seen(finding: Finding) -> Seen:
    """A finding without what most tests do not look at."""
    return Seen(
        finding.rule, finding.severity.value, finding.span.line, finding.at, finding.message
    )


def line_of(files: Mapping[str, bytes], text: str, path: str = CHARTER) -> int:
    """The number of the one line that holds ``text``, from 1."""
    numbers = [n for n, line in enumerate(files[path].decode().split("\n"), 1) if text in line]
    assert len(numbers) == 1, f"{text!r} stands in lines {numbers} of {path}"
    return numbers[0]


def partnership(
    files: Mapping[str, bytes] | None = None, name: str = "meridian-helix"
) -> Partnership:
    """A partnership as it is read from these files; the complete one by default."""
    read = PortfolioReader(InMemory(files or complete()), FOLDER).read(name)
    assert read.partnership is not None, read.findings
    return read.partnership

"""What many tests need: the complete charter, changed in one place, and what is found in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import pytest
import yaml

from trm_policy.finding import Finding
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.checker import Report, check
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.portfolio.before import PortfolioChange
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
    """What one rule finds, in order; no other is run."""
    return [seen(finding) for finding in found_by(files, rule, now, settings)]


def found_by(
    files: Mapping[str, bytes], rule: str, now: datetime = TODAY, settings: Settings | None = None
) -> list[Finding]:
    """The findings of one rule, in order, whole."""
    reader = PortfolioReader(InMemory(files), FOLDER)
    book = Rulebook(Catalog(builtin()), settings=settings or Settings(), chosen=frozenset({rule}))
    return [finding for finding in check(reader, book, now).findings if finding.rule == rule]


def judged(
    rule: str,
    then: Mapping[str, bytes],
    now: Mapping[str, bytes],
    settings: Settings | None = None,
) -> list[Seen]:
    """What one rule finds in what has become of ``then``."""
    old, new = (PortfolioReader(InMemory(files), FOLDER) for files in (then, now))
    was = {name: name for name in new.ids if name in old.ids}
    change = PortfolioChange(old, was, frozenset(new.ids))
    book = Rulebook(Catalog(builtin()), settings=settings or Settings(), chosen=frozenset({rule}))
    report = check(new, book, TODAY, change=change)
    return [seen(finding) for finding in report.findings if finding.rule == rule]


def seen(finding: Finding) -> Seen:
    """A finding without what most tests do not look at."""
    return Seen(
        finding.rule, finding.severity.value, finding.span.line, finding.at, finding.message
    )


def yaml_of(data: Any) -> bytes:
    """The data as YAML, by libyaml: PyYAML's own Python takes ten times as long."""
    text: str = yaml.dump(
        data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=10**6
    )
    return text.encode()


def data_of(raw: bytes) -> Any:
    """What stands in a file of YAML, by libyaml."""
    return yaml.load(raw, yaml.CSafeLoader)


def line_of(files: Mapping[str, bytes], text: str, path: str = CHARTER) -> int:
    """The number of the one line that is ``text``, or else holds it, from 1."""
    lines = files[path].decode().split("\n")
    whole = [number for number, line in enumerate(lines, 1) if line == text]
    numbers = whole or [number for number, line in enumerate(lines, 1) if text in line]
    assert len(numbers) == 1, f"{text!r} stands in lines {numbers} of {path}"
    return numbers[0]


def partnership(
    files: Mapping[str, bytes] | None = None, name: str = "meridian-helix"
) -> Partnership:
    """A partnership as it is read from these files; the complete one by default."""
    read = PortfolioReader(InMemory(files or complete()), FOLDER).read(name)
    assert read.partnership is not None, read.findings
    return read.partnership


def part(first: str, following: str, path: str = CHARTER) -> str:
    """The text of a complete file from ``first`` up to ``following``, which stands behind it."""
    text = complete()[path].decode()
    start = text.index(first)
    return text[start : text.index(following, start)]


def day(text: str) -> datetime:
    """The first instant of a day, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def options(rule: str, values: Mapping[str, object]) -> Settings:
    """Settings that give a rule these options."""
    return Settings(SettingsTable(rules={rule: dict(values)}))


@dataclass(frozen=True)
class Wanted:
    """What must be found: as much of it as is said.

    ``on`` is a text of the finding's line, in the file of ``path``; ``step`` counts lines from it.
    """

    at: str | None = None
    message: str | None = None
    severity: str | None = None
    on: str | None = None
    path: str = CHARTER
    step: int = 0
    line: int | None = None

    def of(self, files: Mapping[str, bytes]) -> dict[str, object]:
        """What is said, by the names of ``Seen``."""
        line = self.line if self.on is None else line_of(files, self.on, self.path) + self.step
        told = {"severity": self.severity, "line": line, "at": self.at, "message": self.message}
        return {name: value for name, value in told.items() if value is not None}


def finding(at: str | None = None, message: str | None = None, **more: Any) -> Wanted:
    """A finding of whatever severity."""
    return Wanted(at, message, **more)


def error(at: str | None = None, message: str | None = None, **more: Any) -> Wanted:
    """An error."""
    return Wanted(at, message, "error", **more)


def warning(at: str | None = None, message: str | None = None, **more: Any) -> Wanted:
    """A warning."""
    return Wanted(at, message, "warning", **more)


def info(at: str | None = None, message: str | None = None, **more: Any) -> Wanted:
    """A remark."""
    return Wanted(at, message, "info", **more)


class Case:
    """A row of a rule's table: files, and what the rule finds in them, as of ``now``."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        *wanted: Wanted,
        now: datetime = TODAY,
        settings: Settings | None = None,
    ) -> None:
        self.files, self.wanted, self.now, self.settings = files, wanted, now, settings

    def holds(self, rule: str) -> None:
        """Compare what the rule finds with what is wanted."""
        found = findings(self.files, rule, self.now, self.settings)
        wanted = [one.of(self.files) for one in self.wanted]
        assert len(found) == len(wanted), found
        told = [
            {name: getattr(seen, name) for name in one}
            for seen, one in zip(found, wanted, strict=True)
        ]
        assert told == wanted


def table(rule: str, cases: Mapping[str, Case]) -> Callable[[Case], None]:
    """The test of a rule by a table: each row is called by what it shows."""

    @pytest.mark.parametrize("case", cases.values(), ids=cases.keys())
    def test(case: Case) -> None:
        case.holds(rule)

    return test

"""``trm check``: validate charters, and say where and how to mend them."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from trm_policy.authoring.writing import write_atomically
from trm_policy.cli import Session
from trm_policy.cli.exit import Exit
from trm_policy.cli.options import as_of_option
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.cli.selection import select
from trm_policy.errors import NoCharterError
from trm_policy.finding import Severity
from trm_policy.judging.baseline import USUAL_BASELINE, Baseline, baseline_text, read_baseline
from trm_policy.judging.catalogue import UnknownRuleError
from trm_policy.judging.checker import Report, check
from trm_policy.judging.comparison import about, compare
from trm_policy.judging.settings import FILES, Settings, read_settings
from trm_policy.portfolio.parallel import leave_garbage
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.reporters import REPORTERS
from trm_policy.reporters.outcome import Outcome
from trm_policy.source import Source

if TYPE_CHECKING:
    from trm_policy.history.changeset import Changeset

_FORMATS = {".json": "json", ".sarif": "sarif", ".xml": "junit", ".md": "markdown"}
"""Formats by a file's ending, where --output names none."""
_FAIL_ON = (*(level.value for level in Severity), "never")


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(list(REPORTERS)), default="text", show_default=True
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT=]PATH",
    help="Write a report to a file too; may be repeated.",
)
@as_of_option
@click.option(
    "--fail-on", type=click.Choice(_FAIL_ON), help="The least severity that gives exit code 1."
)
@click.option(
    "--select",
    "selected",
    multiple=True,
    metavar="RULE",
    help="Only these rules; 'policy/*' and other patterns too.",
)
@click.option("--ignore", "ignored", multiple=True, metavar="RULE", help="All rules but these.")
@click.option(
    "--no-checks", is_flag=True, help="Run no code of the repository: leave its own rules out."
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Record what is wrong today, so that only what is new counts from now on.",
)
@click.option(
    "--base",
    metavar="REV",
    help="Judge what has changed since REV as well, by the settings and rules of REV.",
)
@click.option(
    "--changed",
    is_flag=True,
    help="With --base: only what the change touches, and what it breaks elsewhere.",
)
@at_option
@click.option("--shard", metavar="I/N", help="Check the I-th of N parts, for parallel CI jobs.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    format_: str,
    outputs: tuple[str, ...],
    as_of: datetime,  # noqa: ARG001 - the standpoint asks for it
    fail_on: str | None,
    selected: tuple[str, ...],
    ignored: tuple[str, ...],
    no_checks: bool,
    write_baseline: bool,
    base: str | None,
    changed: bool,
    at: str | None,
    shard: str | None,
) -> int:
    """Check all charters, or those that the PATHs lie in.

    Findings go to standard output. Exit code 0: clean; 1: findings at or above --fail-on;
    2: wrong usage or settings, or no charter found.
    """
    session: Session = ctx.obj
    if changed and base is None:
        raise click.UsageError("--changed needs --base REV: changed since when?")
    targets = [_target(value) for value in outputs]
    chosen = select(session.root, session.here, paths, shard)
    stand = Standpoint(chosen.root, at, base)
    settings = stand.settings
    reader = PortfolioReader(stand.source, chosen.folder or stand.partnerships)
    changeset = stand.changeset(reader.folder)
    basis = changeset.basis(signed=settings.table.require_signature) if changeset else None
    gone = basis.gone if basis is not None else ()
    only = chosen.narrow([*reader.ids, *(stray.partnership for stray in reader.strays), *gone])
    if not (reader.ids or reader.strays or gone):
        raise NoCharterError(chosen.root / reader.folder)
    leave_garbage()
    book = stand.rulebook(foreign=not no_checks)
    book = replace(
        book,
        chosen=_names(selected, book.names()) if selected else None,
        ignored=_names(ignored, book.names()),
    )
    now = stand.as_of(ctx)
    if write_baseline:
        return _write_baseline(check(reader, book, now, processes=processes()), reader, chosen.root)
    known = baseline_of(stand.law, settings)
    report = check(reader, book, now, only, baseline=known, basis=basis, processes=processes())
    if changed and changeset is not None and basis is not None:
        then = check(basis.reader, book, now, baseline=known, processes=processes())
        report = _of_change(report, then, changeset)
    ids = tuple(name for name in reader.ids if only is None or name in only)
    outcome = Outcome(report, now.astimezone(UTC).date(), _Lines(stand.source), book, ids)
    for name, target in targets:
        write_atomically(target, click.unstyle(REPORTERS[name](outcome)))
    click.echo(REPORTERS[format_](outcome), nl=False, color=ctx.color)
    return _exit(report, fail_on or settings.table.fail_on.value)


def _of_change(report: Report, then: Report, changeset: Changeset) -> Report:
    """What of a report the change touches, or has broken elsewhere."""
    now_called = {old: new for new, old in changeset.was.items()}
    new = compare(then, report, changeset.reader.folder, now_called).new
    return about(report, changeset.edited, changeset.paths, new)


def baseline_of(source: Source, settings: Settings) -> Baseline | None:
    """The baseline that the settings name; None where they name none. Raises SettingsError."""
    if settings.table.baseline is None:
        return None
    path = PurePosixPath(settings.table.baseline)
    return read_baseline(path, source.read(path))


def _write_baseline(report: Report, reader: PortfolioReader, root: Path) -> int:
    """Record the findings where the settings say, else in the usual place, and say what to do."""
    settings = read_settings(reader.source)
    name = settings.table.baseline or USUAL_BASELINE
    write_atomically(root / name, baseline_text(report.findings, reader.folder))
    click.echo(f"{len(report.findings)} findings are recorded in {name}")
    if settings.table.baseline is None:
        click.echo(f'Add this line to the top of {FILES[0]} to use it:  baseline = "{name}"')
    return Exit.CLEAN


def _names(patterns: tuple[str, ...], known: Collection[str]) -> frozenset[str]:
    found: set[str] = set()
    for pattern in (part for value in patterns for part in value.split(",")):
        matching = {name for name in known if fnmatchcase(name, pattern)}
        if not matching:
            raise UnknownRuleError(pattern, known)
        found |= matching
    return frozenset(found)


def _target(value: str) -> tuple[str, Path]:
    """A report's format and file; without a format the file's ending tells it."""
    name, equals, path = value.partition("=")
    if equals and name in REPORTERS:
        return name, Path(path)
    if equals:
        raise click.UsageError(f"there is no format {name!r}; choose from {', '.join(REPORTERS)}")
    return _FORMATS.get(Path(value).suffix, "text"), Path(value)


class _Lines:
    """Lines of files, for the frames of a report."""

    def __init__(self, source: Source) -> None:
        self._of = lru_cache(maxsize=16)(lambda path: _split(source.read(path)))

    def __call__(self, path: PurePosixPath, number: int) -> str | None:
        lines = self._of(path)
        return lines[number - 1] if 0 < number <= len(lines) else None


def _split(raw: bytes | None) -> list[str]:
    text = (raw or b"").decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").split("\n")


def processes() -> int:
    """How many processes the machine can run at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _exit(report: Report, fail_on: str) -> int:
    if fail_on == "never":
        return Exit.CLEAN
    least = Severity(fail_on).rank
    failing = any(f.severity.rank >= least and f.waived is None for f in report.findings)
    return Exit.FINDINGS if failing else Exit.CLEAN

"""``trm check``: validate charters, and say where and how to fix them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

import click

from trm_policy.cli.exit import Exit
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import at_option, looked_at_as_of, put
from trm_policy.cli.program import Session
from trm_policy.cli.selection import select
from trm_policy.finding import Severity
from trm_policy.judging.catalogue import UnknownRuleError
from trm_policy.judging.checker import Report, check
from trm_policy.judging.settings import FILES
from trm_policy.portfolio.parallel import leave_garbage, processes
from trm_policy.reporters import REPORTERS
from trm_policy.reporters.outcome import Outcome
from trm_policy.source import Source
from trm_policy.wording.lists import counted

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
    help="Also write a report to a file; may be repeated.",
)
@looked_at_as_of
@click.option(
    "--fail-on", type=click.Choice(_FAIL_ON), help="The lowest severity that gives exit code 1."
)
@click.option(
    "--select",
    "selected",
    multiple=True,
    metavar="RULE",
    help="Only these rules; patterns such as 'policy/*' work too.",
)
@click.option("--ignore", "ignored", multiple=True, metavar="RULE", help="All rules except these.")
@click.option(
    "--no-checks", is_flag=True, help="Run no code of the repository: skip its own rules."
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Record today's findings, so that only new ones count from now on.",
)
@click.option(
    "--base",
    metavar="REV",
    help="Check what has changed since REV as well, by the settings and rules of REV.",
)
@click.option(
    "--changed",
    is_flag=True,
    help="With --base: only findings that the change causes or touches.",
)
@at_option
@click.option("--shard", metavar="I/N", help="Check the I-th of N parts, for parallel CI jobs.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    format_: str,
    outputs: tuple[str, ...],
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
    """Check all charters, or those under the PATHs.

    Findings go to standard output. Exit code 0: clean; 1: findings at or above --fail-on; 2:
    wrong usage or settings, or no charter found.
    """
    session: Session = ctx.obj
    if changed and base is None:
        raise click.UsageError("--changed needs --base REV: changed since when?")
    targets = [_target(value) for value in outputs]
    asked = select(session.root, session.here, paths, shard)
    loader = Loader.of(ctx, at, base=base, root=asked.root, folder=asked.folder)
    reader, change = loader.reader, loader.change
    gone = change.gone if change is not None else ()
    only = asked.narrow([*reader.ids, *(stray.partnership for stray in reader.strays), *gone])
    if not (reader.strays or gone):
        loader.require_charters()
    leave_garbage()
    book = loader.rulebook(foreign=not no_checks)
    chosen = _names(selected, book.names()) if selected else None
    book = replace(book, chosen=chosen, ignored=_names(ignored, book.names()))
    judge = partial(check, rulebook=book, now=loader.now, processes=processes())
    if write_baseline:
        return _write_baseline(judge(reader), loader)
    report = judge(reader, only=only, baseline=loader.baseline, change=change)
    if changed and change is not None:
        from trm_policy.judging.comparison import about, compare

        then = judge(change.then, baseline=loader.baseline)
        new = compare(then, report, reader.folder, change.now_called).new
        report = about(report, change.edited, change.paths, new)
    ids = tuple(name for name in reader.ids if only is None or name in only)
    outcome = Outcome(report, loader.today, _lines(loader.source), book, ids)
    for name, target in targets:
        put(ctx, REPORTERS[name](outcome), target)
    put(ctx, REPORTERS[format_](outcome), None)
    return _exit(report, fail_on or loader.settings.table.fail_on.value)


def _write_baseline(report: Report, loader: Loader) -> int:
    """Record the findings where the settings say, else in the usual place, and say what to do."""
    from trm_policy.authoring.writing import write_atomically
    from trm_policy.judging.baseline import USUAL_BASELINE, baseline_text

    there = loader.proposed.table.baseline
    name = there or USUAL_BASELINE
    write_atomically(loader.root / name, baseline_text(report.findings, loader.folder))
    click.echo(f"{counted(len(report.findings), 'finding')} recorded in {name}")
    if there is None:
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
    """A report's format and file; without a format the file's ending decides."""
    name, equals, path = value.partition("=")
    if equals and name in REPORTERS:
        return name, Path(path)
    if equals:
        raise click.UsageError(f"there is no format {name!r}; choose from {', '.join(REPORTERS)}")
    return _FORMATS.get(Path(value).suffix, "text"), Path(value)


def _lines(source: Source) -> Callable[[PurePosixPath, int], str | None]:
    """Lines of files, for the frames of a report."""

    @lru_cache(maxsize=16)
    def split(path: PurePosixPath) -> list[str]:
        text = (source.read(path) or b"").decode("utf-8-sig", "replace")
        return text.replace("\r\n", "\n").split("\n")

    def line(path: PurePosixPath, number: int) -> str | None:
        lines = split(path)
        return lines[number - 1] if 0 < number <= len(lines) else None

    return line


def _exit(report: Report, fail_on: str) -> int:
    if fail_on == "never":
        return Exit.CLEAN
    least = Severity(fail_on).rank
    failing = any(f.severity.rank >= least and f.waived is None for f in report.findings)
    return Exit.FINDINGS if failing else Exit.CLEAN

"""``trm check``: validate charters, and say where and how to fix them."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

import click

from trm_policy.cli.exit import Exit
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import at_option, cache_option, looked_at_as_of, put
from trm_policy.cli.program import Session
from trm_policy.document.text import USUAL
from trm_policy.errors import NoCharterError, TrmError
from trm_policy.finding import Severity
from trm_policy.judging.catalogue import UnknownRuleError
from trm_policy.judging.checker import Report, check
from trm_policy.judging.settings import FILES
from trm_policy.portfolio.layout import CHARTER_FILE
from trm_policy.portfolio.parallel import leave_garbage, processes
from trm_policy.reporters import REPORTERS
from trm_policy.reporters.outcome import Outcome
from trm_policy.source import Source
from trm_policy.wording.lists import counted

_FORMATS = {".json": "json", ".sarif": "sarif", ".xml": "junit", ".md": "markdown"}
"""Formats by a file's ending, where --output names none."""
_MOST_LINES = 250_000
"""Of a file may be shown; whatever is read has fewer."""
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
    "--no-checks", is_flag=True, help="Run no code of the repository: leave out its own rules."
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
@cache_option
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
    whole = Loader.of(ctx, at, base=base) if base is not None else None
    asked = _selected(session, paths, shard, whole)
    loader = whole or Loader.of(ctx, at, root=asked.root, folder=asked.folder)
    reader, change = loader.reader, loader.change
    if change is not None:
        reader = replace(reader, beside=change.then)
    gone = change.gone if change is not None else ()
    only = asked.narrow([*reader.ids, *(stray.partnership for stray in reader.strays)], gone)
    if not (gone or any(stray.severity is Severity.ERROR for stray in reader.strays)):
        loader.require_charters()
    leave_garbage()
    book = loader.rulebook(foreign=not no_checks)
    chosen = _names(selected, book.names()) if selected else None
    book = replace(book, chosen=chosen, ignored=_names(ignored, book.names()))
    judge = partial(check, rulebook=book, now=loader.now, processes=processes())
    if write_baseline:
        return _write_baseline(judge(reader), loader)
    kept = loader.results("check") if (at, base) == (None, None) else None
    report = judge(reader, only=only, baseline=loader.baseline, change=change, cache=kept)
    if changed and change is not None:
        from trm_policy.judging.comparison import about, compare

        then = judge(change.then, baseline=loader.baseline)
        new = compare(then, report, reader.folder, change.now_called).new
        report = about(report, change.edited, change.paths, new)
    ids = tuple(name for name in reader.ids if only is None or name in only)
    outcome = Outcome(report, loader.today, _lines(loader.source), book, ids, loader.prefix)
    for name, target in targets:
        put(ctx, REPORTERS[name](outcome), target)
    put(ctx, REPORTERS[format_](outcome), None)
    return _exit(report, fail_on or loader.settings.table.fail_on.value)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which charters are meant: ``folder`` is None where the settings name it, ``ids`` for all."""

    root: Path
    folder: PurePosixPath | None = None
    ids: frozenset[str] | None = None
    shard: tuple[int, int] = (1, 1)

    def narrow(self, known: Iterable[str], gone: Iterable[str]) -> frozenset[str] | None:
        """The ids to report on; None where the report is about everything.

        What belongs to no charter (the empty id) is reported with the first shard. Charters that
        are ``gone`` are reported whatever was asked for: nobody can point at them any more.
        """
        if self.ids is None and self.shard == (1, 1):
            return None
        number, parts = self.shard
        names = dict.fromkeys(filter(None, (*known, *gone)))
        mine = {name for place, name in enumerate(names) if place % parts == number - 1}
        chosen = mine if self.ids is None else mine & self.ids.union(gone)
        return frozenset(chosen | {""} if number == 1 else chosen)


def _selected(
    session: Session, paths: Iterable[Path], shard: str | None, whole: Loader | None
) -> Selection:
    """What ``paths`` point at, as seen from where the user stands; without paths, everything.

    A path may be a repository, a folder of charters, a charter's folder, or any file in one. Where
    a change is judged, ``whole`` is what it is judged in: then the settings alone say where the
    charters are, so that no file of the change can. Raises TrmError where they point nowhere, or
    at several portfolios.
    """
    root, here, _ = session
    part = _shard(shard)
    locate = partial(_locate, root, here) if whole is None else partial(_within, whole, here)
    found = [locate(path) for path in paths]
    if not found:
        return Selection(root, shard=part)
    places = {(one.root, one.folder) for one in found}
    if len(places) > 1:
        raise TrmError("these paths belong to different portfolios; check them separately")
    ids = [one.ids for one in found]
    joined = None if None in ids else frozenset().union(*(one for one in ids if one is not None))
    return Selection(found[0].root, found[0].folder, joined, part)


def _within(whole: Loader, here: Path, path: Path) -> Selection:
    """The charter of the portfolio that a path belongs to, there or not; else all of them."""
    place = (here / path).resolve()
    if not place.is_relative_to(whole.root):
        raise TrmError(
            f"with --base the charters are those of {whole.root}; {str(path)!r} lies elsewhere, "
            "so run trm there: trm -C FOLDER check --base REV"
        )
    inner = PurePosixPath(place.relative_to(whole.root).as_posix())
    known = {*whole.reader.ids, *(whole.change.gone if whole.change else ())}
    for folder in (whole.folder, whole.settings.partnerships):
        named = inner.relative_to(folder).parts[:1] if inner.is_relative_to(folder) else ()
        if known.issuperset(named) and named:
            return Selection(whole.root, ids=frozenset(named))
    if not place.exists():
        raise TrmError(f"there is no file or folder {str(path)!r}")
    return Selection(whole.root)


def _locate(root: Path, here: Path, path: Path) -> Selection:
    place = (here / path).resolve()
    if not place.exists():
        raise TrmError(f"there is no file or folder {str(path)!r}")
    if place.is_dir() and place == root:
        return Selection(root)
    if place.is_dir() and (place / "partnerships").is_dir():
        return Selection(place)
    for folder in (place, *place.parents):
        if (folder / CHARTER_FILE).is_file():
            return _in_portfolio(root, folder.parent, frozenset({folder.name}))
    if place.is_dir() and any(place.glob(f"*/{CHARTER_FILE}")):
        return _in_portfolio(root, place, None)
    if place.is_relative_to(root) and place != root:
        return Selection(root)
    raise NoCharterError(path, f"a charter is a file called {CHARTER_FILE} in a folder of its own")


def _in_portfolio(root: Path, portfolio: Path, ids: frozenset[str] | None) -> Selection:
    """The portfolio as seen from the repository's root where it lies in it."""
    if portfolio.is_relative_to(root) and portfolio != root:
        return Selection(root, PurePosixPath(portfolio.relative_to(root).as_posix()), ids)
    return Selection(portfolio.parent, PurePosixPath(portfolio.name), ids)


def _shard(value: str | None) -> tuple[int, int]:
    if value is None:
        return 1, 1
    number, slash, parts = value.partition("/")
    if slash and number.isdecimal() and parts.isdecimal() and 1 <= int(number) <= int(parts):
        return int(number), int(parts)
    raise TrmError(f"--shard {value!r} is not understood; write it like 1/4 for the first of four")


def _write_baseline(report: Report, loader: Loader) -> int:
    """Record the findings where the settings say, else in the usual place, and say what to do."""
    from trm_policy.authoring.journal import one_at_a_time, write_together
    from trm_policy.judging.baseline import USUAL_BASELINE, baseline_text

    there = loader.proposed.table.baseline
    name = there or USUAL_BASELINE
    text = baseline_text(report.findings, loader.folder, loader.source)
    with one_at_a_time(loader.root):
        write_together(loader.root, {PurePosixPath(name): text.encode()})
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

    @lru_cache(maxsize=2)  # findings are in the order of files, of which each may be large
    def split(path: PurePosixPath) -> list[bytes]:
        raw = (source.read(path) or b"").removeprefix(BOM_UTF8)
        return re.split(rb"\r\n?|\n", raw, maxsplit=_MOST_LINES)[:_MOST_LINES]

    def line(path: PurePosixPath, number: int) -> str | None:
        lines = split(path)
        if not 0 < number <= len(lines):
            return None
        return lines[number - 1][: USUAL.bytes].decode("utf-8", "replace")

    return line


def _exit(report: Report, fail_on: str) -> int:
    if fail_on == "never":
        return Exit.CLEAN
    least = Severity(fail_on).rank
    failing = any(f.severity.rank >= least and f.waived is None for f in report.findings)
    return Exit.FINDINGS if failing else Exit.CLEAN

"""Mutated inputs through the check path: none ends in a traceback, takes long, or much memory.

Each input is the complete charter with its records, policies, settings, a baseline and the
settings of the site, of which one file is damaged as the input's number has it. It is read from
a folder, judged and reported, all in one process. A rule that fails counts as a traceback. Then
some of the other commands are run on it, in turn: those that show must show what can be shown of
what the check judges, and those that write change nothing where they refuse.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from types import FrameType

import _commands
from _measure import ROOT
from _mutations import Files, mutated

from trm_policy.errors import TrmError
from trm_policy.judging.baseline import FindingsBaseline, baseline_text, read_baseline
from trm_policy.judging.catalogue import Rulebook, read_rulebook
from trm_policy.judging.checker import Report, check
from trm_policy.judging.settings import Settings, read_settings
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.reporters import REPORTERS
from trm_policy.reporters.outcome import Outcome
from trm_policy.source import WorkTree
from trm_policy.starter import complete

NOW = datetime(2026, 11, 22, tzinfo=UTC)
MOST_SECONDS = 5.0
"""Of processor time for one input."""
MOST_BYTES = 500_000_000
"""Of memory at the peak of the process."""
_GIVEN_UP = 30.0
"""Seconds of processor time after which an input is left."""
_AT_A_TIME = 250
"""Inputs that one process takes, so that what is kept for a run does not add up."""
_SETTINGS = """\
partnerships = "partnerships"
schemas = ["schemas"]
fail_on = "error"
profile = "iso-44001"
baseline = "baseline.json"
[rules]
measurement-fresh = {grace = 12}
owner-not-overloaded = {severity = "info", strategic = 4}
tier-evidence = {criteria = ["spend", "risk"]}
[waivers]
never = ["escalation-two-sided"]
[[overrides]]
tier = ["preferred"]
path = ["partnerships/aire-*"]
rules = {kpi-count = "off"}
[connections.warehouse]
database = "figures.duckdb"
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """What became of an input that should have been reported on, or refused in words."""

    number: int
    done: str
    what: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What some inputs came to; ``slowest`` is a time in seconds with the input's number."""

    failures: tuple[Failure, ...]
    ends: Counter[str]
    slowest: tuple[tuple[float, int], ...]
    bytes: int


@cache
def corpus() -> Files:
    """The files before anything is done to them."""
    files = dict(complete())
    for name in ("partnerships/aire-scales/partnership.yaml", *_beside("schemas/*.yaml")):
        files[name] = (ROOT / name).read_bytes()
    files["site/mkdocs.yml"] = (ROOT / "site/mkdocs.yml").read_bytes()
    files["site/docs/index.md"] = b"# Ours\n"
    files |= _commands.FILES
    files["trm.toml"] = _SETTINGS.encode()
    with written(files | {"baseline.json": b'{"version": 2, "findings": []}'}) as folder:
        report, _ = _judged(folder)
        text = baseline_text(report.findings[::2], PurePosixPath("partnerships"), WorkTree(folder))
    return files | {"baseline.json": text.encode()}


def _beside(pattern: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))


@contextmanager
def written(files: Files) -> Iterator[Path]:
    """A folder with these files in it."""
    with tempfile.TemporaryDirectory(prefix="trm-mutated-") as name:
        put(Path(name), files)
        yield Path(name)


def put(folder: Path, files: Files) -> None:
    """Write files by their paths."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def tried(numbers: Iterable[int], commands: int = 0) -> Tried:
    """What comes of these inputs, one after the other in this process; ``commands`` of each."""
    failures, ends, times = list[Failure](), Counter[str](), list[tuple[float, int]]()
    before = signal.signal(signal.SIGPROF, _give_up)
    with written(corpus()) as folder:
        _commands.committed(folder)
        for number in numbers:
            done, files = mutated(corpus(), number)
            put(folder, files)
            begun = time.process_time()
            end, wrong = _one(folder, number)
            times.append((time.process_time() - begun, number))
            ends[end] += 1
            wrong += _too_much(times[-1][0])
            for name in _turn(number, commands):
                wrong += _command(folder, number, name, judged=end == "judged")
            failures += [Failure(number, done, what) for what in wrong]
            for name in files:
                (folder / name).unlink()
            put(folder, {name: corpus()[name] for name in files if name in corpus()})
    signal.signal(signal.SIGPROF, before)
    return Tried(tuple(failures), ends, tuple(sorted(times)[-5:]), _peak())


def _turn(number: int, commands: int) -> list[str]:
    """The commands whose turn it is."""
    every = list(_commands.COMMANDS)
    return [every[(number * commands + n) % len(every)] for n in range(commands)]


def _command(folder: Path, number: int, name: str, *, judged: bool) -> list[str]:
    """What goes wrong with a command, in the time that it may take."""
    signal.setitimer(signal.ITIMER_PROF, _GIVEN_UP)
    begun = time.process_time()
    try:
        wrong = _commands.tried(name, number, folder, judged=judged)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return [*wrong, *(f"{name}: {one}" for one in _too_much(time.process_time() - begun))]


def _too_much(seconds: float) -> Iterator[str]:
    if seconds > MOST_SECONDS:
        yield f"took {seconds:.1f} s of processor time"
    if _peak() > MOST_BYTES:
        yield f"the process came to {_peak() / 1e6:.0f} MB"


def _one(folder: Path, number: int) -> tuple[str, list[str]]:
    """How one input ended, in a word, and what went wrong."""
    signal.setitimer(signal.ITIMER_PROF, _GIVEN_UP)
    try:
        report, book = _judged(folder)
        _reported(report, book, folder, number)
        _site_settings(folder)
    except TrmError as error:
        return f"refused by {type(error).__name__}", _unprintable(str(error))
    except Exception:  # noqa: BLE001 - what is looked for
        return "traceback", [traceback.format_exc(limit=-6)]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    crashed = [one.message for one in report.findings if one.rule == "rule-crashed"]
    return "judged", crashed


def _judged(folder: Path) -> tuple[Report, Rulebook]:
    """The check path: settings, policies, baseline, charters and records."""
    source = WorkTree(folder)
    settings = read_settings(source)
    book = read_rulebook(source, settings, foreign=False)
    baseline = _baseline(source, settings)
    reader = PortfolioReader(source, settings.partnerships)
    return check(reader, book, NOW, baseline=baseline), book


def _baseline(source: WorkTree, settings: Settings) -> FindingsBaseline | None:
    if settings.table.baseline is None:
        return None
    path = PurePosixPath(settings.table.baseline)
    return read_baseline(path, source.read(path))


def _reported(report: Report, book: Rulebook, folder: Path, number: int) -> None:
    """One of the formats, so that all have their turn; what it gives can be written."""
    name = list(REPORTERS)[number % len(REPORTERS)]
    text = REPORTERS[name](Outcome(report, NOW.date(), _lines(folder), book))
    text.encode()
    if name in ("json", "sarif", "gitlab"):
        json.loads(text)


def _lines(folder: Path) -> Callable[[PurePosixPath, int], str | None]:
    """Lines of files, for the frames of a report."""

    @cache
    def split(path: PurePosixPath) -> list[str]:
        return (WorkTree(folder).read(path) or b"").decode("utf-8-sig", "replace").split("\n")

    def line(path: PurePosixPath, number: int) -> str | None:
        return split(path)[number - 1] if 0 < number <= len(split(path)) else None

    return line


def _site_settings(folder: Path) -> None:
    """The settings of the site, where they are not as they were."""
    path = folder / "site/mkdocs.yml"
    if path.read_bytes() == corpus()["site/mkdocs.yml"]:
        return
    from mkdocs.exceptions import MkDocsException

    from trm_policy.publish.build.serving import loaded

    try:
        loaded(path, runs_code=False)
    except MkDocsException as error:
        raise TrmError("MkDocs says what is wrong") from error


def _unprintable(text: str) -> list[str]:
    return [] if text.isprintable() else [f"the message cannot be shown as it is: {text!r}"]


def _give_up(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"no end after {_GIVEN_UP:.0f} s of processor time")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Print what went wrong and what it all came to; exit with 1 where anything went wrong."""
    options = _options()
    numbers = range(0, options.inputs * options.every, options.every)
    parts = []
    if options.only is not None:
        numbers = range(options.only, options.only + 1)
    for part in _in_parts(numbers, options.processes, options.commands):
        for one in part.failures:
            print(f"input {one.number} ({one.done}):\n{one.what}\n", flush=True)
        parts.append(part)
    failures = sum(len(part.failures) for part in parts)
    ends = sum((part.ends for part in parts), Counter())
    slowest = max(one for part in parts for one in part.slowest)
    print(f"{ends.total():,} inputs: " + ", ".join(f"{n:,} {end}" for end, n in ends.most_common()))
    print(f"slowest {slowest[0]:.2f} s of processor time (input {slowest[1]})")
    print(f"memory at most {max(part.bytes for part in parts) / 1e6:.0f} MB")
    print(f"{failures} failures")
    sys.exit(bool(failures))


def _in_parts(numbers: Sequence[int], processes: int, commands: int) -> Iterator[Tried]:
    corpus()
    most = _AT_A_TIME // 10 if commands else _AT_A_TIME
    parts = [numbers[n : n + most] for n in range(0, len(numbers), most)]
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        yield from pool.imap(partial(tried, commands=commands), parts, chunksize=1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=1, help="take each so many-th input alone")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--commands", type=int, default=0, help="so many on each, in turn")
    parser.add_argument("--only", type=int, help="the number of one that went wrong")
    return parser.parse_args()


if __name__ == "__main__":
    main()

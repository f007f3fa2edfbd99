"""Runs programs and tells what they cost: processor time, wall time, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
TRM = str(BIN / "trm")
_SAMPLED_EVERY = 0.02


class FailedError(Exception):
    """A measured program did not do its work, so that its time means nothing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """``work`` of processor time and ``seconds`` of wall time, ``bytes`` of memory at the peak.

    All processes together. Where other programs keep the machine busy, ``work`` suffers less.
    """

    seconds: float
    work: float
    bytes: int

    def __str__(self) -> str:
        return f"{self.work:9.3f} s of processors {self.seconds:9.3f} s {megabytes(self.bytes):>10}"


def timed(command: Sequence[str], folder: Path, *, cores: int = 2) -> Cost:
    """Run ``command`` in ``folder`` undisturbed. Raises FailedError unless it exits 0."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = _started(command, folder, said.fileno(), cores)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        _require_success(command, process.returncode, said)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def weighed(command: Sequence[str], folder: Path) -> int:
    """Run ``command`` and add up the memory, in bytes, of all its processes while it runs.

    Pages that processes share are counted once.
    """
    peak = 0
    with tempfile.TemporaryFile() as said:
        process = _started(command, folder, said.fileno(), cores=2)
        while process.poll() is None:
            peak = max(peak, sum(map(_memory, _family(process.pid))))
            time.sleep(_SAMPLED_EVERY)
        _require_success(command, process.returncode, said)
    return peak


def taking_turns(
    commands: Sequence[Sequence[str]], folders: Sequence[Path], rounds: int, *, cores: int = 2
) -> list[Cost]:
    """The median times and the peak memory of each command, run by turns.

    By turns, so that what else the machine does meets all of them alike; the first, which fills
    the caches, is weighed and not timed.
    """
    pairs = list(zip(commands, folders, strict=True))
    weights = [weighed(command, folder) for command, folder in pairs]
    turns = [
        [timed(command, folder, cores=cores) for command, folder in pairs] for _ in range(rounds)
    ]
    return [
        Cost(middle(runs).seconds, middle(runs).work, weight)
        for runs, weight in zip(zip(*turns, strict=True), weights, strict=True)
    ]


def middle(runs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        median(run.seconds for run in runs),
        median(run.work for run in runs),
        int(median(run.bytes for run in runs)),
    )


@contextmanager
def on_cores(most: int) -> Iterator[None]:
    """Start what is started meanwhile on so many cores at most."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:most])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def two_cores() -> None:
    """Keep this process and all that it starts to two cores at most."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])


def aimed(ratio: float, aim: float, digits: int = 3) -> str:
    """A ratio beside its aim, and whether it is reached."""
    return f"ratio {ratio:.{digits}f} (aim {aim:g}: {'reached' if ratio <= aim else 'missed'})"


def megabytes(size: float) -> str:
    """``size`` in bytes as people read it."""
    return f"{size / 1e6:,.1f} MB"


def _started(
    command: Sequence[str],
    folder: Path,
    output: int,
    cores: int,
) -> subprocess.Popen[bytes]:
    with on_cores(cores):
        return subprocess.Popen(
            list(command),
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )


def _require_success(command: Sequence[str], code: int, said: IO[bytes]) -> None:
    if code != 0:
        said.seek(0)
        end = said.read().decode(errors="replace")[-4000:]
        raise FailedError(f"{' '.join(command)[:200]} exited {code}:\n{end}")


def _family(process: int) -> list[int]:
    """The process and all that descend from it."""
    found = [process]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:  # it has ended meanwhile
                continue
    return found


def _memory(process: int) -> int:
    """The bytes a process holds, shared pages in proportion; 0 once it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)

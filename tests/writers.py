"""Commands that write, run in processes of their own: two in a race, or one killed at a step.

``python -m tests.writers races 500`` runs so many races; each must come to what the two commands
make of the files one after the other. ``python -m tests.writers kills`` kills each command at each
change of the disk; the files must then be as before or as after it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any, NoReturn

import click

from tests.running import edit, trm
from tests.support import CHARTER
from trm_policy import cli
from trm_policy.starter import complete

Words = tuple[str, ...]
NAME = "meridian-helix"
DAY = ("--as-of", "2026-11-22")
MINUTES = ("--evidence", "Minutes of 2026-11-20")
APPROVE = ("approve", NAME, *DAY, *MINUTES, "--party")
RECORD = ("kpi", "record", NAME, "otif")
ADD = ("kpi", "add", NAME)
GOAL = ("--goal", "freshness", *DAY)
RAISE = ("escalation", "open", NAME, "--by", "tom", *DAY, "--title")
LEAVE = ("people", "leave", "ravi", "--on", "2026-11-22", "--successor", "tom", *DAY)
STEP = ("escalation", "step", NAME, "2026-003", "--at", "2026-11-20T10:00Z", *DAY, "--ack")
IMPORT = ("kpi", "import", "figures.csv", "--column", "partnership=charter", *DAY)
FIGURES = """\
charter,kpi,period,value
meridian-helix,otif,2026-11,97
second,otif,2026-11,96
"""
PAIRS: dict[str, tuple[Words, Words]] = {
    "two parties approve": ((*APPROVE, "helix"), (*APPROVE, "meridian")),
    "a party approves twice": ((*APPROVE, "helix"), (*APPROVE, "helix")),
    "one leaves while a party approves": (LEAVE, (*APPROVE, "helix")),
    "one leaves while a KPI is added": (LEAVE, (*ADD, "complaints", *GOAL)),
    "two KPIs are added": ((*ADD, "complaints", *GOAL), (*ADD, "lead-time", *GOAL)),
    "two figures are recorded": (
        (*RECORD, "2026-11", "97", *DAY),
        (*RECORD, "2026-11", "98", *DAY),
    ),
    "figures are imported and recorded": (IMPORT, (*RECORD, "2026-11", "98", *DAY)),
    "two escalations are raised": ((*RAISE, "One"), (*RAISE, "Two")),
    "two parties acknowledge": ((*STEP, "helix"), (*STEP, "meridian")),
    "minutes are begun twice": (("review", "new", NAME, "qbr", *DAY),) * 2,
    "two begin the same charter": (
        ("new", "acme", "--yes", "--title", "One", *DAY),
        ("new", "acme", "--yes", "--title", "Two", *DAY),
    ),
}
"""Commands that change the same files."""
WRITERS: dict[str, Words] = {
    "approve": (*APPROVE, "helix"),
    "people leave": LEAVE,
    "kpi add": (*ADD, "complaints", *GOAL),
    "kpi record": (*RECORD, "2026-11", "97", *DAY),
    "kpi import": IMPORT,
    "review new": ("review", "new", NAME, "qbr", *DAY),
    "review close": ("review", "close", NAME, "qbr", "--held-on", "2026-10-22", *DAY),
    "escalation open": (*RAISE, "One"),
    "escalation step": (*STEP, "helix"),
    "escalation settle": ("escalation", "settle", NAME, "2026-003", "--outcome", "Done", *DAY),
    "new": ("new", "acme", "--yes", *DAY),
    "new rule": ("new", "rule", "house-rule"),
    "codeowners": ("codeowners", *DAY),
    "check --write-baseline": ("check", "--write-baseline", "--no-checks", *DAY),
    "init": ("init", *DAY),
}
"""Every command that changes files of a repository, but ``kpi pull``, which writes as import."""


def portfolio(folder: Path) -> None:
    """Two charters that are to be approved, with an open escalation and figures to be imported."""
    for name, raw in complete().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    (folder / ".git").mkdir()
    (folder / "figures.csv").write_text(FIGURES, "utf-8")
    edit(folder, "version: 2.1.3    ", "version: 2.2.0    ")
    record = f"partnerships/{NAME}/escalations/2026-003.md"
    edit(folder, "settled_at: 2026-09-09T16:00+01:00\n", "", record)
    heard = "    acknowledged: {meridian: 2026-09-08T11:20+01:00, helix: 2026-09-08T12:05+01:00}\n"
    edit(folder, heard, "", record)
    shutil.copytree((folder / CHARTER).parent, folder / "partnerships/second")


def everything(folder: Path) -> dict[str, bytes]:
    """Each file, and each folder that is empty, but for what git has of its own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if ".git" not in path.relative_to(folder).parts
        and (path.is_file() or not any(path.iterdir()))
    }


def left_behind(folder: Path) -> list[str]:
    """What writers have left where they keep lock and journal."""
    there = folder / ".git/trm"
    return (
        sorted(path.name for path in there.iterdir() if path.name != "lock")
        if there.is_dir()
        else []
    )


def started(words: Words, folder: Path, begin: Callable[[], object]) -> int:
    """The number of a process that runs ``trm`` once ``begin`` returns."""
    sys.stdout.flush()
    number = os.fork()
    return number or _run(words, folder, begin)


def _run(words: Words, folder: Path, begin: Callable[[], object]) -> NoReturn:
    code = 3
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        os.chdir(folder)
        sys.argv = ["trm", *words]
        begin()
        cli.main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


def ended(number: int) -> int:
    """The exit code of a process; below zero for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def race(folder: Path, pair: tuple[Words, Words]) -> tuple[list[int], dict[str, bytes]]:
    """Run two commands at once; how each ended, and the files that came of it."""
    reads, writes = os.pipe()

    def wait() -> None:
        os.close(writes)
        os.read(reads, 1)

    numbers = [started(words, folder, wait) for words in pair]
    os.close(writes)
    os.close(reads)
    return [ended(number) for number in numbers], everything(folder)


def in_turn(before: Path, folder: Path, pair: tuple[Words, Words]) -> list[tuple[list[int], Any]]:
    """What may come of it: the same of one command after the other, in both orders."""
    found = []
    for order in ((0, 1), (1, 0)):
        fresh(before, folder)
        codes = {at: ended(started(pair[at], folder, lambda: None)) for at in order}
        found.append(([codes[0], codes[1]], everything(folder)))
        assert found[-1][1] != everything(before)
    return found


def fresh(before: Path, folder: Path) -> None:
    """Let ``folder`` be as ``before``."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder, symlinks=True)


def killed(words: Words, folder: Path, step: int) -> bool:
    """Whether ``trm`` came to its ``step``th change of the disk, where it is killed.

    Of what is to be synced with the disk only the first half is there when it is killed.
    """

    def arm() -> None:
        _Killer(folder, step).arm()

    return ended(started(words, folder, arm)) == -signal.SIGKILL


class _Killer:
    """Counts what is changed below a folder, and kills its process."""

    def __init__(self, folder: Path, step: int) -> None:
        self._folder = str(folder)
        self._left = step

    def arm(self) -> None:
        sync = os.fsync

        def torn(handle: int) -> None:
            if self._counts():
                os.ftruncate(handle, os.fstat(handle).st_size // 2)
                self._kill()
            sync(handle)

        os.fsync = torn
        sys.addaudithook(self._heard)

    def _heard(self, event: str, about: tuple[Any, ...]) -> None:
        changes = event in _CHANGES or (event == "open" and about[2] & _WRITES)
        if changes and self._folder in str(about[0]) and self._counts():
            self._kill()

    def _counts(self) -> bool:
        self._left -= 1
        return self._left == 0

    def _kill(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


_CHANGES = frozenset(
    {f"os.{name}" for name in ("rename", "remove", "link", "symlink", "mkdir", "rmdir", "chmod")}
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def kills(before: Path, folder: Path, words: Words) -> Iterator[tuple[int, bool | None]]:
    """Each step at which ``trm`` can be killed, and what the next command makes of the files.

    True stands for those of the whole command, False for those from before it, None for others.
    """
    fresh(before, folder)
    was = everything(folder)
    trm(*words, cwd=folder)
    will = everything(folder)
    assert will != was
    for step in count(1):
        fresh(before, folder)
        if not killed(words, folder, step):
            return
        trm("explain", "schema", cwd=folder)
        found = everything(folder)
        whole = found == will if found in (was, will) and not left_behind(folder) else None
        yield step, whole


def _races(before: Path, folder: Path, number: int) -> Iterator[str]:
    may = {kind: in_turn(before, folder, pair) for kind, pair in PAIRS.items()}
    for at, kind in enumerate(islice(cycle(PAIRS), number), 1):
        fresh(before, folder)
        if race(folder, PAIRS[kind]) not in may[kind] or left_behind(folder):
            yield f"race {at}: {kind}: something was lost"


def _kills(before: Path, folder: Path) -> Iterator[str]:
    for name, words in WRITERS.items():
        steps = dict(kills(before, folder, words))
        click.echo(f"{name}: killed at {len(steps)} steps")
        if None in steps.values():
            yield f"{name}: {[step for step, whole in steps.items() if whole is None]}"


def main(words: Sequence[str]) -> int:
    """Run what is asked for, and say what went wrong."""
    os.environ["TRM_NO_CACHE"] = "1"
    with tempfile.TemporaryDirectory() as place:
        before, folder = Path(place, "before"), Path(place, "folder")
        before.mkdir()
        portfolio(before)
        number = int(words[1]) if words[0] == "races" else 0
        faults = list(_races(before, folder, number) if number else _kills(before, folder))
    click.echo("\n".join(faults or ["nothing was lost, and nothing is half"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Running ``trm`` as its users do, on real folders: in this process, or in one of its own."""

from __future__ import annotations

import gc
import io
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.support import CHARTER
from trm_policy import cli

TRM = [sys.executable, "-m", "trm_policy"]
END_OF_INPUT = "\x04"

Done = subprocess.CompletedProcess[str]


def trm(*words: str, cwd: Path, **environment: str) -> Done:
    """What ``trm`` answers, run within this process: starting one costs more than most commands.

    Standard streams, folder, environment and what a command sets for its process are as in a
    process of its own, and afterwards as they were before. What is about the process itself
    (how Python starts, signals, several at once) is asked of :func:`process`.
    """
    with _streams() as (out, err), _placed(cwd, environment), _undisturbed():
        sys.argv = ["trm", *words]
        try:
            cli.main()
        except SystemExit as end:
            code = end.code
        sys.stdout.flush()
        sys.stderr.flush()
        assert isinstance(code, int)
        return Done(words, int(code), _read(out), _read(err))


def process(*words: str, cwd: Path, **environment: str) -> Done:
    """What ``trm`` answers when it is started as a process."""
    return subprocess.run(
        [*TRM, *words],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextmanager
def _streams() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Files in place of the standard streams, for programs that a command starts as well."""
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(number) for number in range(3)]
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        Path(os.devnull).open() as nothing,
    ):
        for number, file in enumerate((nothing, out, err)):
            os.dup2(file.fileno(), number)
        sys.stdin = nothing
        sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), "utf-8", errors="strict")
        sys.stderr = io.TextIOWrapper(
            os.fdopen(2, "wb", closefd=False),
            "utf-8",
            errors="backslashreplace",
            line_buffering=True,
        )
        try:
            yield out, err
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
            for number, copy in enumerate(kept):
                os.dup2(copy, number)
                os.close(copy)


@contextmanager
def _placed(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    here, before, words = Path.cwd(), dict(os.environ), sys.argv
    os.chdir(folder)
    os.environ.update(environment)
    time.tzset()
    try:
        yield
    finally:
        sys.argv = words
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)
        time.tzset()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What a command sets for the rest of its process ends with it."""
    collecting = gc.isenabled()
    with warnings.catch_warnings():
        try:
            yield
        finally:
            (gc.enable if collecting else gc.disable)()
            gc.unfreeze()


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return "\n".join(file.read().decode().replace("\r\n", "\n").split("\r"))


class Terminal:
    """A real terminal with ``trm`` on it: what it shows is read, what is typed is sent."""

    def __init__(self, *words: str, cwd: Path) -> None:
        self.near, far = pty.openpty()
        self.process = subprocess.Popen(
            [*TRM, *words],
            cwd=cwd,
            stdin=far,
            stdout=subprocess.PIPE,
            stderr=far,
            env={**os.environ, "NO_COLOR": "1", "TERM": "dumb"},
            close_fds=True,
        )
        os.close(far)
        self.shown = ""

    def answer(self, question: str, typed: str) -> None:
        """Type once ``question`` is asked and the prompt stands behind it."""
        end = time.monotonic() + 60
        while not re.search(rf"{re.escape(question)}[^>]*> $", self.shown):
            assert time.monotonic() < end, f"{question!r} was not asked: {self.shown!r}"
            ready, _, _ = select.select([self.near], [], [], 1)
            if ready:
                try:
                    self.shown += os.read(self.near, 4096).decode()
                except OSError as error:
                    raise AssertionError(f"it ended before {question!r}: {self.shown!r}") from error
        self.shown = ""
        os.write(self.near, f"{typed}\n".encode())

    def end(self) -> tuple[int, str]:
        """The exit code, and what came on standard output."""
        try:
            out, _ = self.process.communicate(timeout=60)
        finally:
            self.process.kill()
            os.close(self.near)
        return self.process.returncode, out.decode()


def edit(repository: Path, old: str, new: str, path: str = CHARTER) -> None:
    file = repository / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def check(repository: Path, *words: str) -> Done:
    return trm("check", "--as-of", "2026-11-22", *words, cwd=repository)

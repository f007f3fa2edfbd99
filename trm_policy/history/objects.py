"""Objects of a repository, read through a git process that stays."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from trm_policy.history.errors import HistoryError
from trm_policy.history.program import Program, Running
from trm_policy.source import MOST_BYTES

_AT_ONCE = 32
"""Requests written before an answer is read: fewer bytes than any pipe holds."""

_CHUNK = 1 << 20
_KINDS = ("blob", "commit", "tag", "tree")


class GitObject(NamedTuple):
    """An object: its name, its kind (``blob``, ``commit`` …) and its first bytes."""

    sha: str
    kind: str
    raw: bytes


class Objects:
    """Reads objects by name. Each process and thread speaks to a git of its own."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._running: dict[tuple[int, int], Running] = {}

    def get(self, name: str) -> GitObject | None:
        """The object of that name, cut after MOST_BYTES and one; None where there is none."""
        return None if "\n" in name else self._asked([name])[0]

    def each(self, names: Iterable[str]) -> Iterator[GitObject | None]:
        """The objects of these names, in their order; some are read ahead."""
        left = iter(names)
        while some := list(islice(left, _AT_ONCE)):
            yield from self._asked(some)

    def _asked(self, names: list[str]) -> list[GitObject | None]:
        key = os.getpid(), threading.get_ident()
        if key not in self._running:
            self._running[key] = self._program.started("cat-file", "--batch")
            weakref.finalize(self, _end, key[0], self._running[key])
        running = self._running[key]
        try:
            running.stdin.write(b"".join(map(_request, names)))
            running.stdin.flush()
            return [self._answer(running) for _ in names]
        except BaseException:
            self._running.pop(key).end()
            raise

    def _answer(self, running: Running) -> GitObject | None:
        head: bytes = running.stdout.readline()
        if not head:
            raise running.refused(self._program.folder)
        sha, kind, length = (*head.decode(errors="replace").split(" "), "", "")[:3]
        if kind not in _KINDS or not length.strip().isdecimal():
            return None
        size = int(length)
        raw = running.stdout.read(min(size, MOST_BYTES + 1))
        left = size + 1 - len(raw)
        while left > 0:
            dropped = len(running.stdout.read(min(left, _CHUNK)))
            if not dropped:
                raise HistoryError(f"git broke off while it read {self._program.folder}")
            left -= dropped
        return GitObject(sha, kind, raw)


def _end(owner: int, running: Running) -> None:
    """End a git that nobody asks any more, unless another process started it."""
    if os.getpid() == owner:
        running.end()


def _request(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape") + b"\n"

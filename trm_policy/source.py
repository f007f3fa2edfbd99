"""Where files come from: a work tree here, a revision in ``history``. Handed in, never assumed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

Paths = Iterator[PurePosixPath]


class Source(Protocol):
    """Files by their path relative to a root; nothing outside the root can be reached."""

    def files(self, folder: PurePosixPath) -> Paths:
        """Every file under ``folder``, in the order of their paths; none if it does not exist."""

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes of a file; None where there is none or it lies outside the root."""


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The files of a folder on disk. Hidden files, and links that lead out of it, are not seen."""

    root: Path

    def files(self, folder: PurePosixPath) -> Paths:
        """Every file under ``folder``, in the order of their paths."""
        found: list[str] = []
        top = self.root / folder
        prefix = "" if folder == PurePosixPath() else f"{folder}/"
        for base, folders, names in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inner = os.path.relpath(base, top)
            start = prefix if inner == "." else f"{prefix}{inner}/"
            found += [start + name for name in names if not name.startswith(".")]
        return map(PurePosixPath, sorted(found))

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes of a file; None where there is none or it lies outside the root."""
        place = self.root / path
        try:
            if not place.resolve().is_relative_to(self.root.resolve()):
                return None
            return place.read_bytes()
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class InMemory:
    """Files that exist only as values: examples of rules, new charters, tests."""

    content: Mapping[str, bytes] = field(default_factory=dict)

    def files(self, folder: PurePosixPath) -> Paths:
        """Every file under ``folder``, in the order of their paths."""
        everything = map(PurePosixPath, sorted(self.content))
        return (path for path in everything if path.is_relative_to(folder))

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes of a file; None where there is none."""
        return self.content.get(path.as_posix())

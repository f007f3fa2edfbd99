"""Where files come from: a work tree here, a revision in ``history``. Handed in, never assumed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Protocol

Paths = Iterator[PurePosixPath]


class Source(Protocol):
    """Files by their path relative to a root; nothing outside the root can be reached."""

    def files(self, folder: PurePosixPath) -> Paths:
        """Every file under ``folder``, in the order of their paths; none if it does not exist."""

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes of a file; None where there is none or it lies outside the root."""


@dataclass(frozen=True)
class WorkTree:
    """The files of a folder on disk. Hidden files, and links that lead out of it, are not seen."""

    root: Path

    @cached_property
    def _top(self) -> str:
        return os.path.realpath(self.root)

    @cached_property
    def _inside(self) -> dict[str, bool]:
        """Whether a folder lies in the root, links followed: asked once for each folder."""
        return {}

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
        place = os.path.join(self._top, path)  # noqa: PTH118 - thousands of files are read
        folder = os.path.dirname(place)  # noqa: PTH120
        if folder not in self._inside:
            self._inside[folder] = self._holds(folder)
        if not self._inside[folder] or (os.path.islink(place) and not self._holds(place)):  # noqa: PTH114
            return None
        try:
            with open(place, "rb") as file:  # noqa: PTH123
                return file.read()
        except OSError:
            return None

    def _holds(self, place: str) -> bool:
        real = os.path.realpath(place)
        return real == self._top or real.startswith(self._top + os.sep)


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

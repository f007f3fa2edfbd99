"""Where files come from: a work tree here, a revision in ``history``. Handed in, never assumed."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

Paths = Iterator[PurePosixPath]


MOST_BYTES = 64 << 20
"""No more than this and one byte is ever read of a file; readers refuse what is longer."""


Stamp = tuple[int, ...]
Stamps = Mapping[str, Stamp | None]
"""What files are known by without reading them, by their path within a folder."""
_SETTLED = 2_000_000_000
"""Nanoseconds: the coarsest that a file system tells the time of a change."""


class Folders(NamedTuple):
    """Names of folders beside each other, in order, by whether they hold a certain file.

    ``closed`` are those that cannot be looked into, or are links; an empty name is the folder
    above them. ``files`` are the names of the files beside them.
    """

    holding: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class Source(Protocol):
    """Files by their path relative to a root; nothing outside the root can be reached."""

    def files(self, folder: PurePosixPath) -> Paths:
        """Every file under ``folder``, in the order of their paths; none if it does not exist."""

    def parted(self, folder: PurePosixPath, name: str) -> Folders:
        """The folders right under ``folder``, by whether they hold a file of that name."""

    def closed(self, folder: PurePosixPath) -> Paths:
        """Folders at or under ``folder`` whose files cannot be seen: unreadable, or links."""

    def has(self, path: PurePosixPath) -> bool:
        """Whether anything stands at ``path``, readable or not."""

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes of a file; None where there is none, or none that can be read."""


@dataclass(frozen=True)
class WorkTree:
    """The files of a folder on disk. Hidden files are not seen, and links are not read.

    A link would let a charter change without a change of its own file.
    """

    root: Path

    @cached_property
    def _top(self) -> str:
        return os.path.realpath(self.root)

    @cached_property
    def _inside(self) -> dict[str, bool]:
        """Whether a folder is reached without a link: asked once for each folder."""
        return {}

    def files(self, folder: PurePosixPath) -> Paths:
        """Every file under ``folder``, in the order of their paths."""
        return map(PurePosixPath, self._seen(folder)[0])

    def closed(self, folder: PurePosixPath) -> Paths:
        """Folders at or under ``folder`` whose files cannot be seen: unreadable, or links."""
        return map(PurePosixPath, self._seen(folder)[1])

    def parted(self, folder: PurePosixPath, name: str) -> Folders:
        """The folders right under ``folder``, by whether they hold a file of that name."""
        try:
            with os.scandir(os.path.join(self._top, folder)) as entries:  # noqa: PTH118
                every = [one for one in entries if one.name[0] != "."]
        except (FileNotFoundError, NotADirectoryError):
            return Folders()
        except OSError:
            return Folders(closed=("",))
        inner = [one for one in every if _is_folder(one)]
        files = {one.name for one in every} - {one.name for one in inner}
        shut = {one.name for one in inner if one.is_symlink() or not os.access(one, os.R_OK)}
        seen = {one.name for one in inner if one.name not in shut and _lists(one.path, name)}
        return _in_order(seen, {one.name for one in inner} - seen - shut, shut, files)

    def stamp(self, path: PurePosixPath) -> Stamp | None:
        """What the file at ``path`` is known by; see :meth:`stamps`."""
        place = os.path.join(self._top, path)  # noqa: PTH118
        try:
            known = self._reached(os.path.dirname(place)) and _stamp(os.lstat(place), _fresh())  # noqa: PTH120
        except OSError:
            return None
        return known or None

    def stamps(self, folder: PurePosixPath) -> Stamps | None:
        """What each file under ``folder`` is known by; None where a link leads there.

        A file whose stamp is as it was has not changed since. One that has only just changed has
        none: it may change again before its time does. Neither have folders that are closed,
        which end in a slash.
        """
        place = os.path.join(self._top, folder)  # noqa: PTH118
        if not self._reached(place):
            return None
        fresh = _fresh()
        found: dict[str, Stamp | None] = {}
        files, closed = self._entries(place)
        found |= dict.fromkeys(f"{name}/" for name in closed)
        for name, entry in files:
            try:
                found[name] = _stamp(entry.stat(follow_symlinks=False), fresh)
            except OSError:
                found[name] = None
        return found

    def _seen(self, folder: PurePosixPath) -> tuple[list[str], list[str]]:
        """Files and closed folders under a folder, each in order."""
        top = os.path.join(self._top, folder)  # noqa: PTH118 - thousands of files are read
        inner = os.path.relpath(top, self._top).replace(os.sep, "/")
        start = "" if inner == "." else f"{inner}/"
        files, closed = self._entries(top)
        return sorted(start + name for name, _ in files), sorted(
            start + name if name else inner for name in closed
        )

    def _entries(self, top: str) -> tuple[list[tuple[str, os.DirEntry[str]]], list[str]]:
        """Files and closed folders under a place, by their names relative to it."""
        files: list[tuple[str, os.DirEntry[str]]] = []
        closed: list[str] = []
        waiting = [(top, "")]
        while waiting:
            place, start = waiting.pop()
            try:
                with os.scandir(place) as found:
                    entries = [one for one in found if not one.name.startswith(".")]
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError:
                closed.append(start.removesuffix("/"))
                continue
            for one in entries:
                name = start + one.name
                if not _is_folder(one):
                    files.append((name, one))
                elif one.is_symlink():
                    closed.append(name)
                else:
                    waiting.append((one.path, f"{name}/"))
        return files, closed

    def has(self, path: PurePosixPath) -> bool:
        """Whether anything stands at ``path``, readable or not."""
        return os.path.lexists(os.path.join(self._top, path))  # noqa: PTH118

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes of a file; None where there is none, or none that can be read.

        What is no plain file (a pipe, a device, a link) is not read, nor what lies below a link
        or outside the root.
        """
        place = os.path.join(self._top, path)  # noqa: PTH118 - thousands of files are read
        folder = os.path.dirname(place)  # noqa: PTH120
        if not self._reached(folder) or (_OPENS_LINKS and os.path.islink(place)):  # noqa: PTH114
            return None
        try:
            return _content(place)
        except OSError:
            return None

    def _reached(self, folder: str) -> bool:
        """Whether a folder lies in the root and no link leads there."""
        if folder not in self._inside:
            self._inside[folder] = self._holds(folder)
        return self._inside[folder]

    def _holds(self, folder: str) -> bool:
        parent, name = os.path.split(folder)
        if name not in ("", ".", "..") and parent != folder and self._reached(parent):
            return not os.path.islink(folder)  # noqa: PTH114
        real = os.path.realpath(folder)
        return real == os.path.normpath(folder) and f"{real}/".startswith(f"{self._top}/")


def _fresh() -> int:
    """The time, in nanoseconds, since which a change may be followed by one that nobody sees."""
    return time.time_ns() - _SETTLED


def _stamp(about: os.stat_result, fresh: int) -> Stamp | None:
    settled = max(about.st_mtime_ns, about.st_ctime_ns) < fresh
    if not (settled and stat.S_ISREG(about.st_mode)):
        return None
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _lists(folder: str, name: str) -> bool:
    """Whether a file of that name, readable or not, is seen in a folder."""
    place = f"{folder}/{name}"
    try:
        return not stat.S_ISDIR(os.stat(place).st_mode)  # noqa: PTH116
    except OSError:
        return os.path.lexists(place)


_OPENS_LINKS = not hasattr(os, "O_NOFOLLOW")
_OPENING = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""No link is opened, and nobody is waited for, should the file have become a pipe."""


def _content(place: str) -> bytes | None:
    """What is in a plain file; None of anything else. Raises OSError."""
    handle = os.open(place, os.O_RDONLY | _OPENING)
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            return None
        raw, wanted = b"", state.st_size + 1
        while len(raw) < MOST_BYTES + 1:  # a file may grow meanwhile
            more = os.read(handle, min(wanted, MOST_BYTES + 1 - len(raw)))
            raw += more
            if len(more) < wanted:
                break
        return raw
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class InMemory:
    """Files that exist only as values: examples of rules, new charters, tests."""

    content: Mapping[str, bytes] = field(default_factory=dict)

    def files(self, folder: PurePosixPath) -> Paths:
        """Every file under ``folder``, in the order of their paths."""
        start = "" if folder == PurePosixPath() else f"{folder}/"
        return map(PurePosixPath, sorted(path for path in self.content if path.startswith(start)))

    def parted(self, folder: PurePosixPath, name: str) -> Folders:
        """The folders right under ``folder``, by whether they hold a file of that name."""
        return parted_among(self.files(folder), (), folder, name)

    def closed(self, folder: PurePosixPath) -> Paths:  # noqa: ARG002 - every folder is open
        """No folder is closed."""
        return iter(())

    def has(self, path: PurePosixPath) -> bool:
        """Whether there is a file of that path."""
        return path.as_posix() in self.content

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes of a file; None where there is none."""
        return self.content.get(path.as_posix())


def parted_among(
    files: Paths, closed: Iterable[PurePosixPath], folder: PurePosixPath, name: str
) -> Folders:
    """The same as :meth:`Source.parted`, told from all files and closed folders under it."""
    depth = len(folder.parts)
    inner = [path.parts[depth:] for path in files]
    shut = {path.parts[depth] for path in closed if len(path.parts) == depth + 1}
    holding = {parts[0] for parts in inner if parts[1:] == (name,)}
    others = {parts[0] for parts in inner if len(parts) > 1} - holding
    return _in_order(holding, others, shut, {parts[0] for parts in inner if len(parts) == 1})


def _in_order(*names: Iterable[str]) -> Folders:
    return Folders(*(tuple(sorted(some)) for some in names))

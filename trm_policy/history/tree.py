"""The files of a commit as git lists them, links followed and nothing checked out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from itertools import islice
from pathlib import PurePosixPath

_FILE = "100"
_LINK = "120000"
_SUBMODULE = "160000"
_MOST_LINKS = 40
_NO_NAME = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)")


class Tree:
    """Files by their path relative to the root.

    ``entries`` has mode and blob of each path; ``target`` reads what a link, given by its blob,
    points to.
    """

    def __init__(
        self, entries: dict[str, tuple[str, str]], target: Callable[[str], str | None]
    ) -> None:
        self._entries = entries
        self._target = cache(target)

    def files(self, folder: PurePosixPath) -> Iterator[str]:
        """Files under ``folder`` in the order of their paths, hidden ones left out."""
        for path, inner, mode in self._under(folder):
            if mode != _SUBMODULE and not (mode == _LINK and self._is_folder(inner)):
                yield path

    def closed(self, folder: PurePosixPath) -> Iterator[str]:
        """Links to folders, and other repositories, under ``folder``; itself if it lies in one."""
        real = PurePosixPath(self._real(folder) or ".")
        above = (self._entries.get(str(one), ("", ""))[0] for one in (real, *real.parents))
        if _SUBMODULE in above:
            yield str(folder)
        for path, inner, mode in self._under(folder):
            if mode == _SUBMODULE or (mode == _LINK and self._is_folder(inner)):
                yield path

    def has(self, path: PurePosixPath) -> bool:
        """Whether anything stands at ``path``."""
        parent = self._real(path.parent)
        if parent is None:
            return False
        name = _joined(parent, path.name) if path.name else parent
        return name in self._entries or name in self._folders

    def blob(self, path: PurePosixPath) -> str | None:
        """The blob of the plain file at ``path``; None where there is none, or a link."""
        mode, sha = self._entries.get(path.as_posix(), ("", ""))
        return sha if mode.startswith(_FILE) else None

    def blobs(self) -> dict[str, str]:
        """The blob of every plain file, by its path."""
        return {p: sha for p, (mode, sha) in self._entries.items() if mode.startswith(_FILE)}

    def nested(self) -> dict[str, str]:
        """The commit of every other repository in this one, by its path."""
        return {p: sha for p, (mode, sha) in self._entries.items() if mode == _SUBMODULE}

    @cached_property
    def _folders(self) -> frozenset[str]:
        found = {""}
        for path in self._entries:
            while (path := path.rpartition("/")[0]) not in found:
                found.add(path)
        return frozenset(found)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._entries)

    def _under(self, folder: PurePosixPath) -> Iterator[tuple[str, str, str]]:
        """Each path under a folder as asked for, where it really stands, and its mode."""
        real = self._real(folder)
        if real is None or real not in self._folders:
            return
        asked = "" if folder == PurePosixPath() else f"{folder}/"
        start = f"{real}/" if real else ""
        names = self._sorted
        for path in islice(names, bisect_left(names, start), None):
            if not path.startswith(start):
                return
            inner = path[len(start) :]
            if not inner.startswith(".") and "/." not in inner:
                yield asked + inner, path, self._entries[path][0]

    def _is_folder(self, path: str) -> bool:
        real = self._real(PurePosixPath(path))
        return real is not None and real in self._folders

    def _real(self, path: PurePosixPath) -> str | None:
        """Where ``path`` really stands, links followed; None where that is outside or nowhere."""
        left = list(reversed(path.parts))
        at: list[str] = []
        links = 0
        while left:
            part = left.pop()
            if part.startswith("/"):
                return None
            if part == "..":
                if not at:
                    return None
                at.pop()
                continue
            at.append(part)
            mode, sha = self._entries.get("/".join(at), ("", ""))
            if mode == _LINK:
                links += 1
                target = self._target(sha)
                if links > _MOST_LINKS or not target:
                    return None
                at.pop()
                left += reversed(PurePosixPath(target).parts)
        return "/".join(at)


def entries(tokens: Iterable[str], prefix: str) -> dict[str, tuple[str, str]]:
    """What ``git ls-tree -r -z`` lists below ``prefix``, as mode and blob by path.

    Names that no file can have are left out.
    """
    found = {}
    for token in tokens:
        head, _, path = token.partition("\t")
        if path.startswith(prefix) and not _NO_NAME.search(path, len(prefix)):
            mode, _, sha = head.split(" ")
            found[path[len(prefix) :]] = (mode, sha)
    return found


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name

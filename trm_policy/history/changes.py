"""What changed between two states: files added, removed, edited and renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.portfolio.layout import CHARTER_FILE

RAW = (
    *("--raw", "-z", "-M", "-l1000", "--no-abbrev", "-r"),
    *("--no-ext-diff", "--no-textconv", "--no-color"),
)
"""How git is asked for changes: by name and content, renames followed, nothing else run."""

_SUBMODULE = "160000"
_NO_BLOB = ("0" * 40, "0" * 64)


class FileChange(NamedTuple):
    """A file's path after and before a change, and what it held then.

    Paths are relative to the root of the governance repository, with slashes. Of an added file
    ``was`` and ``was_blob`` are None, of a removed one ``path`` and ``blob``. ``blob`` is always
    None where the change leads to the work tree.
    """

    path: str | None
    was: str | None
    blob: str | None
    was_blob: str | None


def file_changes(tokens: Iterable[str], prefix: str) -> tuple[FileChange, ...]:
    """Git's raw answer, cut at its NULs, as changes below ``prefix`` in the order of their paths.

    ``prefix`` is empty, or has a slash at its end.
    """
    left = iter(tokens)
    return in_order(file_change(head, left, prefix) for head in left if head)


def in_order(changes: Iterable[FileChange | None]) -> tuple[FileChange, ...]:
    """The changes that there are, in the order of their paths."""
    found = [change for change in changes if change is not None]
    return tuple(sorted(set(found), key=_order) if len(found) > 1 else found)


def file_change(head: str, left: Iterator[str], prefix: str) -> FileChange | None:
    """The change that begins with ``head``; takes its paths from what is ``left``.

    None where nothing of it lies below ``prefix``, or where it is about other repositories
    within this one.
    """
    before, after, was_blob, blob, status = head.lstrip("\n:").split(" ")
    status, old = status[0], next(left)
    new = next(left) if status in "RC" else old
    was = old[len(prefix) :] if old.startswith(prefix) else None
    path = new[len(prefix) :] if new.startswith(prefix) else None
    if status in "AC" or before == _SUBMODULE:
        was = None
    if status == "D" or after == _SUBMODULE:
        path = None
    if (path is None and was is None) or status == "U":
        return None
    return FileChange(
        path,
        was,
        blob if path is not None and blob not in _NO_BLOB else None,
        was_blob if was is not None and was_blob not in _NO_BLOB else None,
    )


def charters_moved(changes: Iterable[FileChange], folder: PurePosixPath) -> Mapping[str, str]:
    """The charters of ``folder`` that got another id: the old one by the new one."""
    found = {}
    for path, was, *_ in changes:
        if path != was and (new := charter_of(path, folder)):
            old = charter_of(was, folder)
            if old and new != old:
                found[new] = old
    return found


def charter_of(path: str | None, folder: PurePosixPath) -> str | None:
    """The id of the charter whose charter file is at ``path``; None for other files."""
    if path is None or not path.endswith(CHARTER_FILE):
        return None
    name, _, inner = below(path, folder).partition("/")
    return name if inner == CHARTER_FILE else None


def partnership_of(path: str | None, folder: PurePosixPath) -> str | None:
    """The id of the partnership in whose folder the file at ``path`` lies; None elsewhere."""
    return (below(path, folder).rpartition("/")[0].partition("/")[0] or None) if path else None


def below(path: str, folder: PurePosixPath) -> str:
    """What of the path is below the folder; nothing where it is not there."""
    top = str(folder)
    if top == ".":
        return path
    return path[len(top) + 1 :] if path.startswith(f"{top}/") else ""


def _order(change: FileChange) -> tuple[str, str]:
    return str(change.path or change.was), str(change.was)

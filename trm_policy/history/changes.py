"""What changed between two states: files added, removed, edited and renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from trm_policy.portfolio.layout import CHARTER_FILE

RAW = (
    *("--raw", "-z", "-M", "-l1000", "--no-abbrev", "-r"),
    *("--no-ext-diff", "--no-textconv", "--no-color"),
)
"""How git is asked for changes: by name and content, renames followed, nothing else run."""

_SUBMODULE = "160000"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file's path after and before a change, and what it held then.

    Paths are relative to the root of the governance repository. Of an added file ``was`` and
    ``was_blob`` are None, of a removed one ``path`` and ``blob``. ``blob`` is always None where
    the change leads to the work tree.
    """

    path: PurePosixPath | None
    was: PurePosixPath | None
    blob: str | None
    was_blob: str | None


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry of git's answer, before paths are made relative."""

    modes: tuple[str, str]
    blobs: tuple[str, str]
    paths: tuple[str, str]
    status: str


def entries(tokens: Iterable[str]) -> Iterator[Raw]:
    """Git's raw answer, cut at its NULs, as entries."""
    left = iter(tokens)
    for head in left:
        if head:
            yield entry(head, left)


def entry(head: str, left: Iterator[str]) -> Raw:
    """The entry that begins with ``head``; takes its paths from what is ``left``."""
    before, after, was, now, status = head.lstrip("\n:").split(" ")
    first = next(left)
    second = next(left) if status[0] in "RC" else first
    return Raw((before, after), (was, now), (first, second), status[0])


def file_change(raw: Raw, prefix: str) -> FileChange | None:
    """The entry as a change below ``prefix`` (empty, or with a slash at its end).

    None where nothing of it lies there, or where it is about other repositories within this one.
    """
    before, now = raw.paths
    was = _below(before, prefix)
    path = was if now == before else _below(now, prefix)
    if raw.status in "AC" or raw.modes[0] == _SUBMODULE:
        was = None
    if raw.status == "D" or raw.modes[1] == _SUBMODULE:
        path = None
    if (path is None and was is None) or raw.status == "U":
        return None
    return FileChange(
        path=path,
        was=was,
        blob=_sha(raw.blobs[1]) if path else None,
        was_blob=_sha(raw.blobs[0]) if was else None,
    )


def file_changes(raws: Iterable[Raw], prefix: str) -> tuple[FileChange, ...]:
    """The changes below ``prefix``, in the order of their paths."""
    found = [change for raw in raws if (change := file_change(raw, prefix)) is not None]
    return tuple(sorted(set(found), key=_order) if len(found) > 1 else found)


def charters_moved(changes: Iterable[FileChange], folder: PurePosixPath) -> Mapping[str, str]:
    """The charters of ``folder`` that got another id: the old one by the new one."""
    found = {}
    for change in changes:
        new, old = charter_of(change.path, folder), charter_of(change.was, folder)
        if new and old and new != old:
            found[new] = old
    return found


def charter_of(path: PurePosixPath | None, folder: PurePosixPath) -> str | None:
    """The id of the charter whose charter file is at ``path``; None for other files."""
    if path is None:
        return None
    parts, depth = path.parts, len(folder.parts)
    is_charter = len(parts) == depth + 2 and parts[-1] == CHARTER_FILE
    return parts[depth] if is_charter and parts[:depth] == folder.parts else None


def _below(name: str, prefix: str) -> PurePosixPath | None:
    return PurePosixPath(name.removeprefix(prefix)) if name.startswith(prefix) else None


def _sha(sha: str) -> str | None:
    return sha if sha.strip("0") else None


def _order(change: FileChange) -> tuple[str, str]:
    return str(change.path or change.was), str(change.was)

"""Commands change files one after the other, and all their files or none, whatever stops them.

Whoever changes files holds the lock while it reads and writes. Before the first of its files is
written, a journal says what each held. Where one is found and nobody holds the lock, its command
was stopped in between, and all of its files get back what they held.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from trm_policy.authoring.writing import beside, put
from trm_policy.errors import TrmError
from trm_policy.source import MOST_BYTES

_PLACE = ".trm"
"""A hidden folder at the root of what is in no git repository; it keeps itself out of one."""
_PATIENCE = 60.0
"""Seconds. Files are written in a moment; a lock that is held longer is held by something else.
Where the one who holds it ends, even by force, the system lets go of it."""
_LONGEST = 8192
"""Bytes that are read of a file that names a folder."""


class TakenError(TrmError):
    """A new file has a name that another one has got meanwhile. Nothing was changed."""


class _Undone(NamedTuple):
    """What became of the files of a command that was stopped, by their paths.

    Some were put ``back``; others were ``changed`` by somebody since, and are left as they are.
    """

    back: list[str]
    changed: list[str]


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Hold the repository's lock while files are read, changed and written.

    What a command that was stopped has begun is undone first. Raises TrmError where the folder
    cannot be written, somebody else does not come to an end, or files that were begun have been
    changed since, which a person must look at before more is written.
    """
    journal = _Journal(root.resolve())
    with journal.held(_PATIENCE):
        if (found := journal.undo()).changed:
            raise TrmError(". ".join(_sentences(found)))
        yield


def undo_what_was_stopped(root: Path) -> list[str]:
    """Undo what a command that was stopped has begun, and say so in sentences, if there is any.

    Nobody is waited for. Outside of git repositories only whoever writes undoes it, since a journal
    may have come there as any other file. Raises TrmError where files cannot be put back.
    """
    journal = _Journal(root.resolve())
    if not (os.path.lexists(journal.path) or os.path.lexists(beside(journal.path))):
        return []
    try:
        with journal.held(0):
            if not journal.in_git:
                return ["a command was stopped while it wrote; the next one that writes undoes it"]
            return _sentences(journal.undo())
    except _HeldError:
        return []


def _sentences(found: _Undone) -> list[str]:
    told = []
    if found.back:
        told.append(
            "an earlier command was stopped while it wrote, and what it had begun is undone: "
            f"{', '.join(found.back)}. Run it again"
        )
    if found.changed:
        told.append(
            "an earlier command was stopped while it wrote. Other changes have come since to "
            f"{', '.join(found.changed)}, so that is left as it is; compare it with its last commit"
        )
    return told


def write_together(root: Path, files: Mapping[PurePosixPath, bytes], *, new: bool = False) -> None:
    """Put bytes into files, or into none of them. Hold the repository's lock.

    Where one cannot be written, or the command is stopped, by force too, all are as they were
    before: at once, or by the next command. Raises TrmError, and TakenError where one that has to
    be ``new`` is there.
    """
    journal = _Journal(root.resolve())
    entries = [journal.entry(path, raw) for path, raw in files.items()]
    if new:
        _require_new(entries)
    try:
        journal.begin(entries)
        for entry, raw in zip(entries, files.values(), strict=True):
            _write(journal.top / entry.path, raw, entry)
        journal.end()
    except BaseException as error:
        journal.undo()
        if isinstance(error, TrmError):
            raise type(error)(f"{error}. Nothing was changed") from error
        raise


def _require_new(entries: Iterable[_Entry]) -> None:
    for entry in entries:
        if entry.before is not None:
            raise TakenError(f"there is a file {entry.path} already; nothing was changed")


def _write(place: Path, raw: bytes, entry: _Entry) -> None:
    try:
        beside(place).unlink(missing_ok=True)
        put(place, raw, beside(place), new=entry.before is None)
    except FileExistsError as error:
        raise TakenError(f"there is a file {place} already, which is not changed") from error
    except OSError as error:
        raise TrmError(f"{place} cannot be written: {error.strerror}") from error


class _HeldError(TrmError):
    """Somebody else holds the lock."""


@dataclass(frozen=True)
class _Entry:
    """A file of a change: what it held before, None if it was not there, and what tells the new.

    ``folders`` were made for it, the innermost first.
    """

    path: str
    before: bytes | None
    after: str
    folders: tuple[str, ...]

    @classmethod
    def of(cls, top: Path, place: Path, raw: bytes) -> _Entry:
        """What is written before ``place`` gets ``raw``. Raises OSError."""
        before = None
        if os.path.lexists(place):
            if place.stat().st_size > MOST_BYTES:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(place))
            before = place.read_bytes()
        new = [folder for folder in place.parents if not folder.exists()]
        return cls(_from(top, place), before, _told(raw), tuple(_from(top, one) for one in new))

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> _Entry:
        """The entry as the journal has it."""
        before = None if row["before"] is None else base64.b64decode(row["before"])
        return cls(row["path"], before, row["after"], tuple(row["folders"]))

    def row(self) -> dict[str, Any]:
        """The same for the journal."""
        before = None if self.before is None else base64.b64encode(self.before).decode()
        return {
            "path": self.path,
            "before": before,
            "after": self.after,
            "folders": list(self.folders),
        }

    def undo(self, top: Path) -> bool:
        """Put back what the file held. False where somebody has changed it. Raises OSError."""
        place = top / self.path
        beside(place).unlink(missing_ok=True)
        now = place.read_bytes() if place.is_file() else None
        same = now == self.before
        if not same and now is not None and _told(now) == self.after:
            same = True
            if self.before is None:
                place.unlink()
            else:
                put(place, self.before, beside(place))
        for folder in self.folders:
            made = top / folder
            if place.is_relative_to(made) and made.is_dir() and not any(made.iterdir()):
                made.rmdir()
        return same


@dataclass(frozen=True)
class _Journal:
    """Lock and journal of the repository at ``root``.

    They stand where git brings no file from elsewhere: nobody else can say what is to be undone.
    """

    root: Path

    @cached_property
    def _where(self) -> tuple[Path, Path]:
        """The top of the git repository and a folder in its own; else the root and one in it."""
        for top in (self.root, *self.root.parents):
            git = _git_folder(top / ".git")
            if git is not None:
                return top, git / "trm"
        return self.root, self.root / _PLACE

    @property
    def in_git(self) -> bool:
        """Whether it is that of a git repository."""
        return self._where[1].name != _PLACE

    @property
    def top(self) -> Path:
        """The folder from which paths count."""
        return self._where[0]

    @property
    def path(self) -> Path:
        """The journal's file."""
        return self._where[1] / "journal"

    def entry(self, path: PurePosixPath, raw: bytes) -> _Entry:
        """What is to be known of a file that gets ``raw``. Raises TrmError."""
        place = Path(os.path.normpath(self.root / path))
        if not place.is_relative_to(self.top):
            raise TrmError(f"{path} is outside the repository. Nothing was changed")
        for one in (*reversed(place.parents), place):
            if one.is_relative_to(self.top) and one.is_symlink():
                link = os.path.relpath(one, self.root)
                raise TrmError(f"{link} is a link; replace it. Nothing was changed")
        try:
            if os.path.lexists(place) and not place.is_file():
                raise TrmError(f"{path} is no plain file; move it away. Nothing was changed")
            return _Entry.of(self.top, place, raw)
        except OSError as error:
            raise TrmError(
                f"{path} cannot be read: {error.strerror}. Nothing was changed"
            ) from error

    @contextmanager
    def held(self, patience: float) -> Iterator[None]:
        """Hold the lock. Raises TrmError."""
        from filelock import FileLock, Timeout

        place = self.path.parent
        try:
            place.mkdir(parents=True, exist_ok=True)
            if not self.in_git:
                if place.is_symlink():
                    raise TrmError(f"{place} is a link; remove it")
                (place / ".gitignore").write_bytes(b"*\n")
            lock = FileLock(place / "lock", timeout=patience)
            lock.acquire()
        except Timeout:
            raise _HeldError(
                f"another process has been writing records in {self.root} for {patience:.0f} "
                "seconds; wait until that has ended, and try again"
            ) from None
        except OSError as error:
            raise TrmError(f"{place / 'lock'} cannot be used: {error.strerror}") from error
        try:
            yield
        finally:
            lock.release()

    def begin(self, entries: list[_Entry]) -> None:
        """Write down what files hold, before any of them is changed. Raises TrmError."""
        text = json.dumps({"version": 1, "files": [entry.row() for entry in entries]})
        try:
            put(self.path, text.encode(), beside(self.path))
        except OSError as error:
            raise TrmError(f"{self.path} cannot be written: {error.strerror}") from error

    def end(self) -> None:
        """Let what was written stand."""
        self.path.unlink(missing_ok=True)

    def undo(self) -> _Undone:
        """Put back what was begun; hold the lock. Raises TrmError where that cannot be done."""
        found = _Undone([], [])
        try:
            beside(self.path).unlink(missing_ok=True)
            for entry in self._entries():
                (found.back if self._undo(entry) else found.changed).append(entry.path)
            self.end()
        except OSError as error:
            raise TrmError(
                "a command was stopped while it wrote, and what it had begun cannot be undone: "
                f"{error.filename} cannot be written: {error.strerror}. Fix that; the next command "
                "undoes the rest"
            ) from error
        return found

    def _undo(self, entry: _Entry) -> bool:
        """Whether the file holds again what it held. Nothing outside of the top is touched."""
        place = Path(os.path.normpath(self.top / entry.path))
        inside = place.is_relative_to(self.top) and place.resolve() == place
        return inside and entry.undo(self.top)

    def _entries(self) -> list[_Entry]:
        if not os.path.lexists(self.path):
            return []
        try:
            rows = json.loads(self.path.read_bytes())["files"]
            return [_Entry.read(row) for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise TrmError(
                f"a command was stopped while it wrote, and {self.path}, which says what it had "
                "begun, cannot be read; compare the files with their last commit, and remove it"
            ) from error


def _git_folder(git: Path) -> Path | None:
    """The folder of a git repository that ``.git`` is or, for one of several work trees, names."""
    if git.is_dir():
        return git
    if not git.is_file():
        return None
    named = git.read_bytes()[:_LONGEST].decode("utf-8", "replace").partition("gitdir:")[2].strip()
    found = git.parent / named
    return found if named and found.is_dir() else None


def _from(top: Path, place: Path) -> str:
    return place.relative_to(top).as_posix()


def _told(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()

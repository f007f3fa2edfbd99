"""The life of each charter over the main line, through its renames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.history.changes import FileChange, below, charters_moved
from trm_policy.history.commits import Commit
from trm_policy.history.repository import Repository, Revision
from trm_policy.portfolio.layout import CHARTER_FILE


class CharterVersion(NamedTuple):
    """What one commit did to one charter and its records.

    ``life`` is the id that the charter bore last, and the same in all its versions; where
    another charter took that id afterwards, it ends in ``~`` and a number. ``id`` and ``was``
    are the ids after and before the commit, which differ where it was renamed. ``blob`` and
    ``was_blob`` are what the charter file held after and before, None where there was no such
    file: equal where only records changed.
    """

    commit: Commit
    life: str
    id: str
    was: str
    changes: tuple[FileChange, ...]
    blob: str | None
    was_blob: str | None


def versions(  # noqa: PLR0913 - what is read, how much of it, and who is told besides
    repository: Repository,
    folder: PurePosixPath,
    *,
    since: Revision | None = None,
    until: str | Revision = "HEAD",
    after: date | None = None,
    passing: Callable[[Commit], object] = bool,
) -> Iterator[CharterVersion]:
    """What the main line did to the charters of ``folder``, newest first, in one pass.

    A charter's versions link up: what one began with the next older one left. ``passing`` is told
    each commit before its versions. Raises ShallowError as ``Repository.commits`` does.
    """
    tip = until if isinstance(until, Revision) else repository.revision(until)
    lives = _Lives(folder, tip.blobs(), partial(_are_one, repository))
    for commit in repository.commits(since, tip, after=after):
        passing(commit)
        yield from lives.before(commit)


class _Lives:
    """Which life each folder's name belongs to, and what its charter holds, going back in time."""

    def __init__(
        self, folder: PurePosixPath, blobs: Mapping[str, str], are_one: Callable[[str, str], bool]
    ) -> None:
        self._folder = folder
        self._are_one = are_one
        self._place = cache(partial(_place, folder=folder))
        paths = ((self._place(path)[1], sha) for path, sha in blobs.items())
        self._blobs = {name: sha for name, sha in paths if name is not None}
        self._names: dict[str, str] = {}
        self._given: set[str] = set()

    def before(self, commit: Commit) -> list[CharterVersion]:
        """What the commit did to each charter, by their ids; from now on they are as before it."""
        moved = self._moved(commit.changes)
        left = set(moved.values()) - set(moved)
        touched = self._by_charter(commit.changes, moved)
        after = {name: self._blobs.get(name) for name in touched}
        self._step_back(commit.changes)
        found = []
        for name, changes in sorted(touched.items()):
            was = moved.get(name, name)
            old = None if name in left else self._blobs.get(was)
            life = self._life(name)
            found.append(CharterVersion(commit, life, name, was, tuple(changes), after[name], old))
        lives = {old: self._life(new) for new, old in moved.items()}
        for new in moved:
            del self._names[new]
        self._names |= lives
        return found

    def _moved(self, changes: Iterable[FileChange]) -> Mapping[str, str]:
        """The charters that got another id, without those that git only takes for the same."""
        held = {self._place(one.path)[1]: (one.was_blob, one.blob) for one in changes}
        return {
            new: old
            for new, old in charters_moved(changes, self._folder).items()
            if self._is_followed(*held[new])
        }

    def _is_followed(self, was: str | None, now: str | None) -> bool:
        """Whether a charter's blob may be what became of another."""
        return was == now or (was is not None and now is not None and self._are_one(was, now))

    def _by_charter(
        self, changes: Iterable[FileChange], moved: Mapping[str, str]
    ) -> dict[str, list[FileChange]]:
        """The changes by the id after the commit; of a removed charter by the one before it."""
        went = {old: new for new, old in moved.items()}
        found: dict[str, list[FileChange]] = {}
        for change in changes:
            new, old = self._place(change.path)[0], self._place(change.was)[0]
            old = went.get(old, old) if old is not None else None
            for name in (new, old) if new != old else (new,):
                if name is not None:
                    found.setdefault(name, []).append(change)
        return found

    def _step_back(self, changes: Iterable[FileChange]) -> None:
        """Remember what charters held before the changes."""
        before = {}
        for path, was, _, was_blob in changes:
            now, old = self._place(path)[1], self._place(was)[1]
            if now is not None:
                self._blobs.pop(now, None)
            if old is not None and was_blob is not None:
                before[old] = was_blob
        self._blobs |= before

    def _life(self, name: str) -> str:
        if name not in self._names:
            number = 0
            while (life := f"{name}~{number}" if number else name) in self._given:
                number += 1
            self._given.add(life)
            self._names[name] = life
        return self._names[name]


def _are_one(repository: Repository, old: str, new: str) -> bool:
    """Whether two charters, by their blobs, may be of one partnership: one may be unreadable."""
    from trm_policy.diff.identity import same_partnership
    from trm_policy.portfolio.charter_reading import charter_in

    there, here = map(charter_in, repository.read_blobs([old, new]))
    return there is None or here is None or same_partnership(there, here)


def _place(path: str | None, folder: PurePosixPath) -> tuple[str | None, str | None]:
    """In whose folder a file lies; and whose charter it is, if it is one."""
    name, slash, inner = below(path, folder).partition("/") if path is not None else ("", "", "")
    return (name if slash else None), (name if inner == CHARTER_FILE else None)

"""What each commit did to each charter, with the directory of then; no file is read yet."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.history import CharterVersion, Commit, Repository, Revision, ShallowError, versions
from trm_policy.portfolio.layout import DIRECTORY_FILE


class Turn(NamedTuple):
    """A version of a charter or of its records.

    ``directory`` and ``was_directory`` are the blobs of the shared directory after and before.
    """

    version: CharterVersion
    directory: str | None
    was_directory: str | None

    @property
    def commit(self) -> Commit:
        """The commit that made it."""
        return self.version.commit

    @property
    def day(self) -> date:
        """The day of the commit in UTC."""
        return self.commit.committed.astimezone(UTC).date()

    @property
    def last_day(self) -> date:
        """The later of that day and of the day on the clock of whoever made the commit."""
        return max(self.day, self.commit.committed.date())

    @property
    def begins(self) -> bool:
        """Whether the charter file was not there before."""
        return self.version.was_blob is None and self.version.blob is not None

    @property
    def ends(self) -> bool:
        """Whether the charter file was removed."""
        return self.version.blob is None and self.version.was_blob is not None


def turns(
    repository: Repository, folder: PurePosixPath, tip: Revision, since: date | None
) -> list[Turn]:
    """Everything that the main line up to ``tip`` did to the charters of ``folder``, newest first.

    Raises ShallowError where what came after ``since`` is not all there.
    """
    path = folder / DIRECTORY_FILE
    directory = _Directory(path, tip.blob(path))
    found: list[Turn] = []
    try:
        for version in versions(repository, folder, until=tip, passing=directory.back):
            found.append(Turn(version, directory.after, directory.before))  # noqa: PERF401 - kept if it breaks off
    except ShallowError:
        if since is None or not found or found[-1].day >= since:
            raise
    return found


class _Directory:
    """What the directory held after and before the commit that was told last."""

    def __init__(self, path: PurePosixPath, blob: str | None) -> None:
        self._path = str(path)
        self.after = self.before = blob

    def back(self, commit: Commit) -> None:
        """Go back to before the commit."""
        self.after = self.before
        touched = [one for one in commit.changes if self._path in one[:2]]
        if touched:
            held = (one.was_blob for one in touched if one.was == self._path)
            self.before = next(held, None)

"""A revision and what is there now → what the portfolio was, and the commits between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath

from trm_policy.diff.identity import same_partnership
from trm_policy.history.changes import FileChange, charters_moved, partnership_of
from trm_policy.history.commits import Commit
from trm_policy.history.repository import Repository, Revision
from trm_policy.model.charter import Charter
from trm_policy.portfolio.before import CharterCommit, PortfolioChange
from trm_policy.portfolio.charter_reading import charter_in
from trm_policy.portfolio.layout import CHARTER_FILE, DIRECTORY_FILE
from trm_policy.portfolio.reading import PortfolioReader


def portfolio_change(  # noqa: PLR0913 - two states, the readers of both, and how to take approvals
    repository: Repository,
    base: Revision,
    head: Revision | None,
    reader: PortfolioReader,
    folder: PurePosixPath | None = None,
    *,
    signed: bool = False,
) -> PortfolioChange:
    """What happened to a portfolio between a revision and now.

    ``base`` is where the change began, ``head`` what it leads to, None for the work tree;
    ``reader`` reads what is there now; ``folder`` is where the charters were, if elsewhere;
    ``signed`` says that approvals must be signed.
    """
    changes = repository.changes(base, head)
    then = PortfolioReader(base, folder or reader.folder)
    names = {path for change in changes for path in change[:2] if path is not None}
    paths = frozenset(map(PurePosixPath, names))
    folders = {reader.folder, then.folder}
    each = {partnership_of(path, folder) for folder in folders for path in names}
    edited = frozenset(name for name in each if name is not None)
    shared = any(folder / DIRECTORY_FILE in paths for folder in folders)
    return PortfolioChange(
        then,
        _was(changes, reader, then),
        frozenset(reader.ids) if shared else edited,
        edited,
        paths,
        _Trail(repository, base, head, reader.folder),
        signed,
    )


def _was(
    changes: Iterable[FileChange], reader: PortfolioReader, then: PortfolioReader
) -> dict[str, str]:
    """The id of then for each charter of now that existed, its folder renamed or not.

    A charter that nobody looks at any more, or that is another partnership's, follows nothing.
    """
    here, there = set(reader.ids), set(then.ids)
    moved = {
        name: old
        for name, old in charters_moved(changes, reader.folder).items()
        if name in here and old in there and _followed(then.charter(old), reader.charter(name))
    }
    taken = set(moved.values())
    return {name: name for name in reader.ids if name in there - taken} | moved


def _followed(old: Charter | None, new: Charter | None) -> bool:
    """Whether both can be read, and are of one partnership."""
    return old is not None and new is not None and same_partnership(old, new)


@dataclass(frozen=True)
class _Trail:
    """Gives the commits of a charter by its id; history is read when that is asked first."""

    repository: Repository
    base: Revision
    head: Revision | None
    folder: PurePosixPath

    def __call__(self, partnership: str) -> tuple[CharterCommit, ...]:
        """The commits, oldest first; the charter's file is followed through its names."""
        path = str(self.folder / partnership / CHARTER_FILE)
        found: list[tuple[Commit, str]] = []
        for commit in self._commits:
            change = next((one for one in commit.changes if one.path == path), None)
            if change is not None and change.blob is not None:
                found.append((commit, change.blob))
                path = change.was or path
        return tuple(self._read(reversed(found)))

    @cached_property
    def _commits(self) -> tuple[Commit, ...]:
        until = self.head.commit if self.head is not None else "HEAD"
        return tuple(self.repository.commits(self.base, until, main_line=False))

    def _read(self, found: Iterable[tuple[Commit, str]]) -> Iterator[CharterCommit]:
        for commit, blob in found:
            for raw in self.repository.read_blobs([blob]):
                charter = charter_in(raw)
                if charter is not None:
                    signer = partial(self._signer, commit.sha)
                    names = (commit.author, commit.name, commit.email, commit.address)
                    yield CharterCommit(
                        commit.sha, commit.author, commit.address, charter, signer, names
                    )

    def _signer(self, commit: str) -> str | None:
        signature = self.repository.signature(commit)
        return signature.email if signature.status == "good" else None

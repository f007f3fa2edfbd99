"""A revision and what is there now → what the portfolio was, and the commits between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import PurePosixPath

from trm_policy.diff.identity import same_partnership
from trm_policy.history.changes import FileChange, charters_moved, partnership_of
from trm_policy.history.commits import Commit
from trm_policy.history.objects import GitObject
from trm_policy.history.repository import Repository, Revision
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.portfolio.before import ChangedFiles, CharterCommit, PortfolioChange, is_written
from trm_policy.portfolio.charter_reading import charter_in, read_directory
from trm_policy.portfolio.layout import CHARTER_FILE, DIRECTORY_FILE
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory, Source, WorkTree


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
    then = PortfolioReader(base, folder or reader.folder, reader)
    names = {path for change in changes for path in change[:2] if path is not None}
    paths = frozenset(map(PurePosixPath, names))
    folders = {reader.folder, then.folder}
    each = {partnership_of(path, folder) for folder in folders for path in names}
    closed = set(filter(then.is_closed, reader.ids))
    edited = frozenset(closed | {name for name in each if name is not None})
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


def changed_files(
    repository: Repository,
    base: Revision,
    head: Revision | None,
    source: Source,
    paths: frozenset[PurePosixPath],
) -> ChangedFiles:
    """The files of the whole git repository before and after a change.

    ``source`` and ``paths`` are those of the governance repository, which may be a part of it.
    """
    if repository.prefix:
        whole = Repository.at(repository.top)
        base = replace(base, repository=whole)
        source = replace(head, repository=whole) if head is not None else WorkTree(whole.root)
        both = (path for change in whole.changes(base, head) for path in change[:2])
        paths = frozenset(PurePosixPath(path) for path in both if path is not None)
    here = {str(path) for path in paths if source.has(path)}
    names = frozenset(base.blobs().keys() - set(map(str, paths)) | here)
    now = (source if isinstance(source, Revision) else base.repository).nested()
    nested = frozenset(PurePosixPath(name) for name, _ in now.items() - base.nested().items())
    return ChangedFiles(base, source, paths, names, PurePosixPath(repository.prefix), nested)


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
        path = self.folder / partnership / CHARTER_FILE
        found: list[CharterCommit | None] = []
        for commit in self._commits:
            change = next((one for one in commit.changes if one.path == str(path)), None)
            was = PurePosixPath(change.was) if change is not None and change.was else path
            shared = str(path.parent.parent / DIRECTORY_FILE)
            if change is not None or any(shared in one[:2] for one in commit.changes):
                found.append(self._step(commit, path, was))
            path = was
        return tuple(filter(None, reversed(found)))

    @cached_property
    def _commits(self) -> tuple[Commit, ...]:
        until = self.head.commit if self.head is not None else "HEAD"
        return tuple(self.repository.commits(self.base, until, main_line=False))

    def _step(
        self, commit: Commit, path: PurePosixPath, was: PurePosixPath
    ) -> CharterCommit | None:
        """What a commit made of a charter, which stood at ``was``, and of the directory."""
        now, directory = self._state(commit.sha, path)
        if now is None:
            return None
        before = [self._state(parent, was) for parent in commit.parents]
        return CharterCommit(
            *(commit.sha, commit.name, commit.address, now, directory),
            signers=partial(self._signers, commit.sha),
            names=(commit.author, commit.name, commit.email, commit.address),
            writes=all(is_written(now, old) or shared != directory for old, shared in before),
        )

    def _state(self, commit: str, path: PurePosixPath) -> tuple[Charter | None, Directory]:
        """The charter at a path in a commit, and the directory that stood beside it."""
        held = self._held(commit, path)
        charter = charter_in(held.raw) if held is not None else None
        return charter, self._directory(commit, path.parent.parent / DIRECTORY_FILE)

    def _directory(self, commit: str, path: PurePosixPath) -> Directory:
        held = self._held(commit, path)
        sha = held.sha if held is not None else ""
        if sha not in self._directories:
            content = {str(path): held.raw} if held is not None else {}
            self._directories[sha] = read_directory(InMemory(content), path)[0]
        return self._directories[sha]

    @cached_property
    def _directories(self) -> dict[str, Directory]:
        """Directories by git's name of what their file holds."""
        return {}

    def _held(self, commit: str, path: PurePosixPath) -> GitObject | None:
        """What a file held in a commit."""
        held = self.repository.objects.get(f"{commit}:{self.repository.prefix}{path}")
        return held if held is not None and held.kind == "blob" else None

    def _signers(self, commit: str) -> tuple[str, ...]:
        return self.repository.signature(commit).emails

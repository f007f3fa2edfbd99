"""A revision → the portfolio as it stood before a change, and the steps of the change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath

from trm_policy.document.yaml_reader import read_yaml
from trm_policy.history.repository import Commit, FileChange, Repository, Revision, charters_moved
from trm_policy.model.building import build
from trm_policy.model.charter import Charter
from trm_policy.portfolio.before import Basis, Step
from trm_policy.portfolio.partnership import CHARTER_FILE, DIRECTORY_FILE
from trm_policy.portfolio.reading import PortfolioReader


@dataclass(frozen=True)
class Changeset:
    """What happened to a portfolio between a revision and now.

    ``base`` is where the change began, ``head`` what it leads to, None for the work tree;
    ``reader`` reads what is there now; ``folder`` is where the charters were, if elsewhere.
    """

    repository: Repository
    base: Revision
    head: Revision | None
    reader: PortfolioReader
    folder: PurePosixPath | None = None

    @cached_property
    def changes(self) -> tuple[FileChange, ...]:
        """The files that are not as they were."""
        return self.repository.changes(self.base, self.head)

    @cached_property
    def paths(self) -> frozenset[PurePosixPath]:
        """Where something is, or was, that is not as it was."""
        both = ((change.path, change.was) for change in self.changes)
        return frozenset(path for pair in both for path in pair if path is not None)

    @cached_property
    def edited(self) -> frozenset[str]:
        """The ids of charters of which the change touches a file, be they removed by it."""
        return frozenset(
            path.relative_to(folder).parts[0]
            for folder in {self.reader.folder, self._then.folder}
            for path in self.paths
            if path.is_relative_to(folder) and len(path.relative_to(folder).parts) > 1
        )

    @cached_property
    def was(self) -> dict[str, str]:
        """The id of then for each charter of now that existed, its folder renamed or not."""
        moved = charters_moved(self.changes, self.reader.folder)
        then = set(self._then.ids)
        taken = set(moved.values())
        same = {name: name for name in self.reader.ids if name in then and name not in taken}
        return {**same, **{name: old for name, old in moved.items() if old in then}}

    def basis(self, *, signed: bool) -> Basis:
        """The portfolio of then, for whoever judges the change."""
        folders = {self.reader.folder, self._then.folder}
        shared = any(folder / DIRECTORY_FILE in self.paths for folder in folders)
        touched = frozenset(self.reader.ids) if shared else self.edited
        return Basis(self._then, self.was, touched, self._trail, signed)

    @cached_property
    def _then(self) -> PortfolioReader:
        return PortfolioReader(self.base, self.folder or self.reader.folder)

    @cached_property
    def _commits(self) -> tuple[Commit, ...]:
        until = self.head.commit if self.head is not None else "HEAD"
        return tuple(self.repository.commits(self.base, until, main_line=False))

    def _trail(self, partnership: str) -> tuple[Step, ...]:
        """The steps of a charter, oldest first; its file is followed through its names."""
        path = self.reader.folder / partnership / CHARTER_FILE
        found: list[tuple[Commit, str]] = []
        for commit in self._commits:
            change = next((one for one in commit.changes if one.path == path), None)
            if change is not None and change.blob is not None:
                found.append((commit, change.blob))
                path = change.was or path
        return tuple(self._steps(reversed(found)))

    def _steps(self, found: Iterable[tuple[Commit, str]]) -> Iterator[Step]:
        for commit, blob in found:
            for raw in self.repository.read_blobs([blob]):
                charter = build(Charter, read_yaml(PurePosixPath(CHARTER_FILE), raw).data).value
                if charter is not None:
                    signer = partial(self._signer, commit.sha)
                    yield Step(commit.sha, commit.author, commit.address, charter, signer)

    def _signer(self, commit: str) -> str | None:
        signature = self.repository.signature(commit)
        return signature.email if signature.status == "good" else None

"""A governance repository and its history, read and never written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from trm_policy.history import commits as telling
from trm_policy.history.changes import RAW, FileChange, charters_moved, file_changes
from trm_policy.history.commits import Commit
from trm_policy.history.errors import (
    HistoryError,
    NoRepositoryError,
    ShallowError,
    UnknownRevisionError,
)
from trm_policy.history.naming import SHA, resolved
from trm_policy.history.objects import Objects
from trm_policy.history.program import Program, text_of
from trm_policy.history.signature import Signature, verified
from trm_policy.history.stored import stored
from trm_policy.history.tree import Tree
from trm_policy.history.tree import entries as tree_entries
from trm_policy.source import Folders, parted_among
from trm_policy.wording.lists import counted


def against(program: Program, commit: str, within: Iterable[str]) -> list[str]:
    """Git's raw answer, cut at its NULs, to how the work tree differs from ``commit``.

    What is neither committed nor ignored counts. Git works on a copy of its index, so that the
    repository stays as it is and a file moved by hand is known again.
    """
    import shutil
    import tempfile

    about = text_of(program.said("rev-parse", "--is-inside-work-tree", "--git-path", "index"))
    inside, _, own = about.removesuffix("\n").partition("\n")
    if inside != "true":
        raise HistoryError(
            f"{program.folder} is a bare repository without files of its own to compare; name "
            "the two revisions instead"
        )
    _require_all(program, within)
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        if (program.folder / own).exists():
            # with its time, by which git knows what it must read again
            shutil.copy2(program.folder / own, index)
        place = {"GIT_INDEX_FILE": str(index)}
        _take_in(program, place, within)
        words = ("diff", *RAW, "--ignore-submodules=all", commit, "--", *within)
        answer = program.said(*words, settings=program.not_ours, environment=place)
        return text_of(answer).split("\0")


def _require_all(program: Program, within: Iterable[str]) -> None:
    """Raise HistoryError where files that git has are left out here, or not looked at by git."""
    listed = text_of(program.said("ls-files", "-v", "-z", "--", *within)).split("\0")
    unseen = [one[2:] for one in listed if one[:1] == "S" or one[:1].islower()]
    if unseen:
        raise HistoryError(
            f"{counted(len(unseen), 'file')} of this repository, such as {unseen[0]}, cannot be "
            "compared: git was told to leave them out here, or not to look at them; run git "
            "sparse-checkout disable, or git update-index --no-skip-worktree "
            "--no-assume-unchanged FILE"
        )


def _take_in(program: Program, place: dict[str, str], within: Iterable[str]) -> None:
    """Note new files in the copied index, by name alone: what they hold is not stored."""
    words = ("ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", *within)
    names = [name for name in program.said(*words, environment=place).split(b"\0") if name]
    names = [name for name in names if not name.endswith(b"/")]  # another repository
    if not names:
        return
    empty = program.said("hash-object", "--stdin").strip()
    program.said(
        *("update-index", "-z", "--index-info"),
        settings=program.not_ours,
        environment=place,
        heard=b"".join(b"100644 %b\t%b\0" % (empty, name) for name in names),
    )


__all__ = ["Commit", "FileChange", "Repository", "Revision", "charters_moved"]

_FILTERS = (2, 37)
"""The version of git that learned to leave commits out by their day."""


@dataclass(frozen=True)
class Repository:
    """The history of the governance repository whose root is ``root``.

    ``prefix`` is where the root lies in git's work tree: empty, or a path with a slash at its end.
    """

    root: Path
    prefix: str
    shallow: bool

    @classmethod
    def at(cls, root: Path) -> Repository:
        """Raises NoRepositoryError where ``root`` lies in no repository that git opens."""
        root = root.resolve()
        if not root.is_dir() or not os.access(root, os.X_OK):
            raise NoRepositoryError(f"there is no folder {root} that could be read")
        answer = Program(root).said("rev-parse", "--is-shallow-repository", "--show-prefix")
        shallow, _, prefix = text_of(answer).partition("\n")
        return cls(root, prefix.removesuffix("\n"), shallow == "true")

    @cached_property
    def program(self) -> Program:
        """Git in the root."""
        return Program(self.root)

    @cached_property
    def objects(self) -> Objects:
        """The repository's objects."""
        return Objects(self.program)

    @property
    def journal(self) -> Path:
        """The file to which git adds a line when the work tree comes to stand on another commit."""
        path = text_of(self.program.said("rev-parse", "--git-path", "logs/HEAD"))
        return self.root / path.removesuffix("\n")

    def revision(self, name: str) -> Revision:
        """The commit that git understands by ``name``; ``origin``'s branch where only that is."""
        return self._revision(resolved(self.program, name), name)

    def _revision(self, sha: str, name: str) -> Revision:
        commit = self.objects.get(sha + "^{commit}")
        if commit is None:
            raise UnknownRevisionError(
                f"{name!r} is not a commit; name a branch, a tag or a commit"
            )
        return Revision(commit.sha, name, _committed(commit.raw), self)

    def parted(self, base: str | Revision, head: str = "HEAD") -> Revision:
        """The last commit that both have; its name is that of ``base``.

        Where branches were merged crosswise there are several, of which none tells all that
        changed: then it is ``base`` itself.
        """
        ours = base if isinstance(base, Revision) else self.revision(base)
        theirs, base = self.revision(head), ours.name
        code, answer, _ = self.program.tried("merge-base", "--all", ours.commit, theirs.commit)
        found = answer.decode().split()
        if not code and len(found) > 1:
            return ours
        if self.shallow and (code or self._is_cut([ours.commit, theirs.commit], found[0])):
            raise ShallowError(f"the commit at which {head!r} left {base!r} cannot be found")
        if not code:
            return ours if found == [ours.commit] else self._revision(found[0], base)
        raise HistoryError(
            f"{base!r} and {head!r} have no commit in common, so what changed between them "
            "cannot be shown; name the base that the change started from"
        )

    def _is_cut(self, tips: Iterable[str], since: str) -> bool:
        """Whether a shallow clone lacks history of ``tips`` that may lead to a later commit."""
        words = ("rev-list", "--max-parents=0", *tips, f"^{since}")
        return bool(self.program.said(*words).split())

    def changes(self, base: Revision, head: Revision | None) -> tuple[FileChange, ...]:
        """What differs; ``head`` None is the work tree, with all that is not committed yet."""
        if head is not None:
            words = ("diff-tree", *RAW, base.commit, head.commit, "--", *self._within())
            return file_changes(self.program.tokens(*words), self.prefix)
        tokens = against(self.program, base.commit, self._within())
        found = file_changes(tokens, self.prefix)
        return tuple(change._replace(blob=None) for change in found)

    def stored(
        self, wanted: Callable[[PurePosixPath], bool]
    ) -> Mapping[PurePosixPath, bytes | None]:
        """What git stores of the work tree's files that attributes may have it store otherwise."""
        return stored(self.program, self.objects, self._within(), wanted)

    def commits(
        self,
        since: Revision | None = None,
        until: str | Revision = "HEAD",
        *,
        main_line: bool = True,
        after: date | None = None,
        folder: PurePosixPath | None = None,
    ) -> Iterator[Commit]:
        """Commits that changed anything in the root (in ``folder``), newest first.

        ``since`` and what came before it are left out, and what was committed before the day
        ``after`` began in UTC. ``main_line`` follows first parents alone: a merge is told as
        what it brought, by whoever wrote the last commit of it, and each commit begins where
        the one before it ended. Otherwise every commit is told, and a merge besides as what
        it did to its first parent. Raises ShallowError when it comes to where a shallow clone
        was cut off.
        """
        tip = until if isinstance(until, Revision) else self.revision(until)
        span = [tip.commit] if since is None else [tip.commit, f"^{since.commit}"]
        line = ["--first-parent"] if main_line else ["--full-history", "--date-order"]
        words = ["log", telling.FORMAT, *telling.PLAIN, *RAW, "--diff-merges=first-parent", *line]
        if after is not None and self.program.version >= _FILTERS:
            words.append(f"--since-as-filter={after.isoformat()}T00:00:00Z")
        tokens = self.program.tokens(*words, *span, "--", *self._within(folder))
        told = telling.commits(tokens, self.prefix)
        if after is not None:
            told = (one for one in told if one.committed.astimezone(UTC).date() >= after)
        if main_line:
            told = telling.credited(told, self._authors)
        yield from map(self._whole, told) if self.shallow else told

    def read_blobs(self, shas: Iterable[str]) -> Iterator[bytes]:
        """What these blobs hold, in their order."""
        wanted = list(shas)
        for sha, held in zip(wanted, self.objects.each(wanted), strict=True):
            if held is None:
                raise HistoryError(
                    f"the repository {self.root} has lost the object {sha}; restore it from "
                    "another clone"
                )
            yield held.raw

    def signature(self, commit: str) -> Signature:
        """Who signed a commit, verified by git with the keys of whoever runs it."""
        held = self.objects.get(commit + "^{commit}") if SHA.fullmatch(commit) else None
        if held is None:
            raise UnknownRevisionError(f"there is no commit {commit!r}")
        return verified(self.program, held.sha, held.raw, self.top)

    def called(self, people: Iterable[str]) -> list[str] | None:
        """What .mailmap makes of people, each a name with an e-mail; None where it cannot tell."""
        heard = "".join(f"{person}\n" for person in people).encode("utf-8", "surrogateescape")
        code, answer, _ = self.program.tried("check-mailmap", "--stdin", heard=heard)
        return None if code else text_of(answer).split("\n")[:-1]

    @property
    def mailmaps(self) -> tuple[Path, ...]:
        """The files by which git calls people, whether they are there or not."""
        words = ("config", "--type=path", "--get", "mailmap.file")
        code, answer, _ = self.program.tried(*words)
        named = [] if code else [text_of(answer).removesuffix("\n")]
        return tuple(self.top / name for name in (".mailmap", *named))

    def nested(self) -> dict[str, str]:
        """The commit of every other repository that git has in the work tree, by its path."""
        tokens = self.program.tokens("ls-files", "--stage", "-z", "--full-name")
        fields = (token.replace("\t", " ", 1).split(" ", 3) for token in tokens if token)
        modes = (f"{mode} commit {sha}\t{path}" for mode, sha, _, path in fields)
        return Tree(tree_entries(modes, self.prefix), lambda _: None).nested()

    def listed(self, commit: str) -> Iterator[str]:
        """What git lists of a commit's tree within the root."""
        words = ("ls-tree", "-r", "-z", "--full-tree", commit)
        return self.program.tokens(*words, *([self.prefix] if self.prefix else []))

    def __reduce__(self) -> tuple[type[Repository], tuple[Path, str, bool]]:
        """Running gits are not taken along to another process."""
        return Repository, (self.root, self.prefix, self.shallow)

    @property
    def top(self) -> Path:
        """The top of git's work tree."""
        return self.root.parents[len(Path(self.prefix).parts) - 1] if self.prefix else self.root

    def _whole(self, commit: Commit) -> Commit:
        """The commit, unless a shallow clone hides what came before it."""
        if not commit.parents:
            held = self.objects.get(commit.sha)
            if held is not None and b"\nparent " in held.raw.partition(b"\n\n")[0]:
                raise ShallowError(f"what came before {commit.committed:%Y-%m-%d} cannot be shown")
        return commit

    def _authors(self, shas: list[str]) -> dict[str, telling.Author]:
        words = ("log", "-z", telling.AUTHORS, *telling.PLAIN, "--no-walk=unsorted")
        return telling.authors(self.program.tokens(*words, "--ignore-missing", *shas, "--"))

    def _within(self, folder: PurePosixPath | None = None) -> list[str]:
        if folder is not None and folder != PurePosixPath():
            return [folder.as_posix()]
        return ["."] if self.prefix else []


def _committed(raw: bytes) -> datetime:
    """When a commit was made, by its own words."""
    head = raw.partition(b"\n\n")[0].decode(errors="replace")
    line = next((x for x in head.split("\n") if x.startswith("committer ")), "")
    return telling.moment(" ".join(line.rsplit(" ", 2)[-2:]))


_LONGEST_LINK = 4096


@dataclass(frozen=True)
class Revision:
    """The files of the governance repository as they stood in a commit; a ``Source``.

    ``name`` is what was asked for, ``committed`` when the commit was made. Hidden files, other
    repositories within this one are not seen, and links are not read.
    """

    commit: str
    name: str
    committed: datetime
    repository: Repository = field(repr=False, compare=False)

    def files(self, folder: PurePosixPath) -> Iterator[PurePosixPath]:
        """Every file under ``folder``, in the order of their paths."""
        return map(PurePosixPath, self._tree.files(folder))

    def parted(self, folder: PurePosixPath, name: str) -> Folders:
        """The folders right under ``folder``, by whether they hold a file of that name."""
        return parted_among(self.files(folder), self.closed(folder), folder, name)

    def closed(self, folder: PurePosixPath) -> Iterator[PurePosixPath]:
        """Folders at or under ``folder`` whose files cannot be seen: links, other repositories."""
        return map(PurePosixPath, self._tree.closed(folder))

    def has(self, path: PurePosixPath) -> bool:
        """Whether anything stands at ``path``, readable or not."""
        return self._tree.has(path)

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes of a file; None where there is none, or none that can be read."""
        sha = self._tree.blob(path)
        return None if sha is None else self._blob(sha)

    def blob(self, path: PurePosixPath) -> str | None:
        """The name git gives to what the file at ``path`` holds; None where there is no file."""
        return self._tree.blob(path)

    def blobs(self) -> dict[str, str]:
        """The name git gives to what each file holds, by its path."""
        return self._tree.blobs()

    def nested(self) -> dict[str, str]:
        """The commit of every other repository in this one, by its path."""
        return self._tree.nested()

    def __reduce__(self) -> tuple[type[Revision], tuple[str, str, datetime, Repository]]:
        """What was read is not taken along to another process."""
        return Revision, (self.commit, self.name, self.committed, self.repository)

    @cached_property
    def _tree(self) -> Tree:
        found = tree_entries(self.repository.listed(self.commit), self.repository.prefix)
        return Tree(found, self._target)

    def _blob(self, sha: str) -> bytes | None:
        held = self.repository.objects.get(sha)
        return held.raw if held is not None and held.kind == "blob" else None

    def _target(self, sha: str) -> str | None:
        raw = self._blob(sha) or b""
        if b"\0" in raw or len(raw) > _LONGEST_LINK:
            return None
        return text_of(raw)

"""A folder of a source → partnerships, one by one, and the directory they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from trm_policy.portfolio.layout import BESIDE, CHARTER_FILE, DIRECTORY_FILE, README

if TYPE_CHECKING:
    from trm_policy.document.document import Document
    from trm_policy.finding import Finding
    from trm_policy.model.charter import Charter
    from trm_policy.model.party import Directory
    from trm_policy.portfolio.charter_reading import Read
    from trm_policy.portfolio.partnership import Portfolio
    from trm_policy.source import Folders, Source


@dataclass(frozen=True)
class PortfolioReader:
    """Reads charters of ``folder`` when asked; holds none of them.

    Raises nothing for what people wrote: whatever is wrong becomes a finding. ``beside`` reads the
    other side of a change, for what of the directory cannot be read here.
    """

    source: Source
    folder: PurePosixPath
    beside: PortfolioReader | None = field(default=None, repr=False, compare=False)

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the folders that hold a charter, in order."""
        return self._folders.holding

    @cached_property
    def strays(self) -> tuple[Finding, ...]:
        """A finding for each folder that has files but no charter, or cannot be looked into."""
        missing = [
            _wrong(
                paths[0],
                f"the folder {name!r} has no {CHARTER_FILE}{_instead(paths, self.folder / name)}",
                f"Add {CHARTER_FILE} to it, correct the file's name, or remove the folder.",
                partnership=name,
            )
            for name in self._folders.others
            if (paths := self.files_of(name))
        ]
        closed = [_closed(self.folder / name, name) for name in self._folders.closed]
        closed += [finding for name in self._folders.others for finding in self.closed_in(name)]
        loose = self.folder / CHARTER_FILE
        if self.source.has(loose):
            help_text = "Move it into a folder with the name of the partnership."
            missing.append(_wrong(loose, "a charter needs a folder of its own", help_text))
        return (*missing, *closed, *self._loose)

    @property
    def _loose(self) -> Iterator[Finding]:
        """A finding for each file beside the charters' folders that nothing reads."""
        names = set(self._folders.files) - BESIDE
        if self.folder == PurePosixPath() or not names:
            return
        from trm_policy.portfolio.strangers import loose

        readme = self.source.read(self.folder / README)
        texts = [(readme or b"").decode("utf-8", "replace")]
        yield from loose(self.folder, self._folders.files, texts)

    def is_closed(self, partnership: str) -> bool:
        """Whether a charter's folder lies in, is or holds one that cannot be looked into."""
        return not self._closed.isdisjoint(("", partnership))

    @cached_property
    def _closed(self) -> frozenset[str]:
        paths = self.source.closed(self.folder)
        return frozenset("".join(path.relative_to(self.folder).parts[:1]) for path in paths)

    def closed_in(self, partnership: str) -> tuple[Finding, ...]:
        """A finding for each folder below a charter's that cannot be looked into."""
        found = self.source.closed(self.folder / partnership)
        return tuple(_closed(path, partnership) for path in found)

    @cached_property
    def directory(self) -> tuple[Directory, Document | None, tuple[Finding, ...]]:
        """The shared directory (an empty one where there is none), its positions, its faults."""
        from trm_policy.portfolio.charter_reading import directory_document, read_directory

        path, beside = self.folder / DIRECTORY_FILE, self.beside
        if beside is None:
            return read_directory(self.source, path)
        other = directory_document(beside.source, beside.folder / DIRECTORY_FILE)
        return read_directory(self.source, path, other)

    def read(self, partnership: str, kinds: Collection[str] | None = None) -> Read:
        """The partnership of that id with its records, or only those of some kinds."""
        from trm_policy.portfolio.charter_reading import read_partnership

        path = self.charter_path(partnership)
        files = self.files_of(partnership) if kinds is None else self._of_kinds(path.parent, kinds)
        return read_partnership(self.source, path, files, self.directory[0], kinds)

    def charter(self, partnership: str) -> Charter | None:
        """The charter alone, without its records; None where it cannot be read, faults untold."""
        from trm_policy.portfolio.charter_reading import read_charter

        return read_charter(self.source, self.charter_path(partnership))

    def charter_path(self, partnership: str) -> PurePosixPath:
        """Where the charter of that id stands."""
        return self.folder / partnership / CHARTER_FILE

    def files_of(self, partnership: str) -> Sequence[PurePosixPath]:
        """Every file of the charter's folder, in the order of their paths."""
        return tuple(self.source.files(self.folder / partnership))

    def _of_kinds(self, folder: PurePosixPath, kinds: Iterable[str]) -> Iterator[PurePosixPath]:
        """The files of some kinds of records, each of which is a folder, or one file."""
        for path in (folder / kind for kind in kinds):
            yield from tuple(self.source.files(path)) or filter(self.source.has, (path,))

    @cached_property
    def portfolio(self) -> Portfolio:
        """All charters, each read when it is asked for."""
        from trm_policy.portfolio.partnership import Portfolio

        directory, document, _ = self.directory
        return Portfolio(self.folder, self.ids, directory, document, _Charters(self))

    @cached_property
    def _folders(self) -> Folders:
        """The folders beside each other, those with a charter first."""
        return self.source.parted(self.folder, CHARTER_FILE)


class _Charters(Mapping[str, "Charter"]):
    """The charters that can be read, by id; what was read is kept."""

    def __init__(self, reader: PortfolioReader) -> None:
        self._reader = reader
        self._known = frozenset(reader.ids)
        self._read: dict[str, Charter | None] = {}

    def __getitem__(self, partnership: str) -> Charter:
        if partnership not in self._read and partnership in self._known:
            self._read[partnership] = self._reader.charter(partnership)
        found = self._read.get(partnership)
        if found is None:
            raise KeyError(partnership)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._reader.ids if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _instead(paths: Sequence[PurePosixPath], folder: PurePosixPath) -> str:
    """``, but 'x.yml'``: the file that was probably meant to be the charter, if there is one."""
    from trm_policy.portfolio.strangers import is_called_like_charter

    inner = (path.relative_to(folder).as_posix() for path in paths)
    near = next((name for name in inner if is_called_like_charter(PurePosixPath(name).name)), None)
    return f", but {near!r}" if near else ""


def _closed(path: PurePosixPath, partnership: str) -> Finding:
    return _wrong(
        path,
        f"the folder {path.as_posix()!r} cannot be read, or is a link",
        "Replace it with an ordinary folder that everyone may read.",
        partnership=partnership,
    )


def _wrong(path: PurePosixPath, message: str, help_text: str, partnership: str = "") -> Finding:
    from trm_policy.portfolio.written import schema_finding

    return schema_finding(path, message, help_text, partnership=partnership)

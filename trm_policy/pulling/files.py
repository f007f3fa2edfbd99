"""The data files of a connection: inside the repository, or inside one folder named from outside.

A repository can be changed by anybody who may propose a change. So it says only what lies in
itself; which folder of the machine may be read besides is said by the environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trm_policy.judging.connections import ConnectionTable
from trm_policy.pulling.errors import PullError

_MOST = 10_000
_KINDS = {".csv": "csv", ".csv.gz": "csv", ".parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class DataFiles:
    """The files that make one table, all of a kind: ``csv`` or ``parquet``."""

    kind: str
    paths: tuple[Path, ...]


def folder_of(table: ConnectionTable, root: Path, environment: Mapping[str, str]) -> Path:
    """The folder that the files of a connection lie in. Raises PullError."""
    if table.folder_env is None:
        return root.resolve()
    said = environment.get(table.folder_env)
    if not said:
        raise PullError(
            f"the environment variable {table.folder_env} is not set; it names the folder with "
            "the data files"
        )
    folder = Path(said)
    if not folder.is_dir():
        raise PullError(f"{table.folder_env} does not name a folder")
    return folder.resolve()


def one_file(pattern: str, folder: Path) -> Path:
    """The only file that ``pattern`` means. Raises PullError."""
    found = _matching(pattern, folder)
    if len(found) > 1:
        raise PullError(f"{pattern!r} matches {len(found)} files; name one")
    return found[0]


def data_files(pattern: str, folder: Path) -> DataFiles:
    """The files that a pattern means, in their order. Raises PullError."""
    found = _matching(pattern, folder)
    kinds = {_kind(path) for path in found}
    if len(kinds) > 1 or None in kinds:
        raise PullError(f"{pattern!r} must match only files that end in .csv, .csv.gz or .parquet")
    return DataFiles(str(kinds.pop()), tuple(found))


def _kind(path: Path) -> str | None:
    name = path.name.lower()
    return next((kind for end, kind in _KINDS.items() if name.endswith(end)), None)


def _matching(pattern: str, folder: Path) -> list[Path]:
    pure = PurePosixPath(pattern)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise PullError(
            f"{pattern!r} must be a path inside the repository; for files elsewhere name their "
            "folder in an environment variable, and that variable with 'folder_env'"
        )
    found = []
    for path in folder.glob(pattern):
        if path.is_file():
            if not path.resolve().is_relative_to(folder):
                raise PullError(f"{pattern!r} leads out of its folder through a link")
            found.append(path.resolve())
        if len(found) > _MOST:
            raise PullError(f"{pattern!r} matches more than {_MOST:,} files")
    if not found:
        raise PullError(f"no file is called {pattern!r}")
    return sorted(found)

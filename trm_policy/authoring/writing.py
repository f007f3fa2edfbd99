"""Files are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from trm_policy.errors import TrmError
from trm_policy.wording.text import quoted


def write_atomically(path: Path, text: str | bytes) -> None:
    """Put ``text`` into ``path``, in UTF-8; a reader sees the old file or the new one.

    Folders are made as needed. Raises TrmError where place or text cannot be written.
    """
    raw = _encoded(path, text) if isinstance(text, str) else text
    try:
        handle, name = _beside(path)
    except OSError as error:
        raise TrmError(f"{path} cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise TrmError(f"{path} cannot be written: {error.strerror}") from error
        raise


def write_new(path: Path, text: str) -> bool:
    """Whether ``text`` could be put into a new file, whole; False where ``path`` is taken.

    It is written under another name and linked to its own, which fails where that is taken. Where
    the disk knows no links it is made under its own name at once. Raises TrmError as above.
    """
    raw = _encoded(path, text)
    try:
        handle, name = _beside(path)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~_umask())
            _linked(Path(name), path)
        finally:
            Path(name).unlink(missing_ok=True)
    except FileExistsError:
        return False
    except OSError as error:
        raise TrmError(f"{path} cannot be written: {error.strerror}") from error
    return True


def _encoded(path: Path, text: str) -> bytes:
    """The text in UTF-8. Raises TrmError for what is typed or named in bytes that are no text."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        near = quoted(text[max(0, error.start - 20) : error.end + 20])
        raise TrmError(
            f"{path} is not written: {near} has a character that is no text in UTF-8; type it again"
        ) from error


def _beside(path: Path) -> tuple[int, str]:
    """A new file in the folder of ``path``, open, and its name. Raises OSError."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    return tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")


def _linked(whole: Path, path: Path) -> None:
    """Give ``whole`` the name ``path`` too. Raises FileExistsError where that is taken."""
    try:
        path.hardlink_to(whole)
    except FileExistsError:
        raise
    except OSError:
        with path.open("xb") as file:
            file.write(whole.read_bytes())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_together(root: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    """Put new bytes into files that exist, or into none of them. Hold the repository's lock.

    Each file is written whole. Where one cannot be, those before it get back what they held, and
    TrmError is raised. A machine that stops in between leaves whole files, some old and some new;
    the same command then does the rest.
    """
    top = root.resolve()
    places = {path: top / path for path in files}
    for path, place in places.items():
        if place.resolve() != place:
            raise TrmError(f"{path} is a link or inside one; replace it. Nothing was changed")
    before = {path: place.read_bytes() for path, place in places.items()}
    done: list[PurePosixPath] = []
    try:
        for path, place in places.items():
            remove_leftovers(place)
            write_atomically(place, files[path])
            done.append(path)
    except BaseException as error:
        for path in done:
            write_atomically(places[path], before[path])
        if isinstance(error, TrmError):
            raise TrmError(f"{error}. Nothing was changed") from error
        raise


PLACE = ".trm"
"""A hidden folder at the root of a repository which git ignores, whatever else is ignored there."""
_PATIENCE = 60.0
"""Seconds. Records are written in a moment; a lock that is held longer is held by something else.
Where the one who holds it ends, even by force, the system lets go of it."""


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Hold the repository's lock while records are read, changed and written.

    Raises TrmError where the folder cannot be written, or somebody else does not come to an end.
    """
    from filelock import FileLock, Timeout

    folder = root.resolve() / PLACE
    if not (folder / ".gitignore").exists():
        write_atomically(folder / ".gitignore", "*\n")
    lock = FileLock(folder / "lock", timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise TrmError(
            f"another process has been writing records in {root} for {_PATIENCE:.0f} seconds; wait "
            "until that has ended, and try again"
        ) from None
    except OSError as error:
        raise TrmError(f"{folder / 'lock'} cannot be used: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()


def remove_leftovers(path: Path) -> None:
    """Remove what writers of ``path`` left beside it when they were killed; hold the lock."""
    for leftover in path.parent.glob(f".{path.name}.*"):
        leftover.unlink(missing_ok=True)

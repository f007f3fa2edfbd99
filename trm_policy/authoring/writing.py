"""A file is written whole or not at all."""

from __future__ import annotations

import glob
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from trm_policy.errors import TrmError
from trm_policy.wording.text import quoted

_ENDING = ".trm-new"
_STALE = 3600
"""Seconds after which nobody is still writing a file."""


def write_atomically(path: Path, text: str | bytes) -> None:
    """Put ``text`` into ``path``, in UTF-8; a reader sees the old file or the new one.

    Folders are made as needed. What was left beside it by a writer that was stopped more than an
    hour ago is removed. Raises TrmError where place or text cannot be written.
    """
    raw = encoded(path, text) if isinstance(text, str) else text
    try:
        _remove_stale(path)
        put(path, raw, path.with_name(f".{path.name}.{secrets.token_hex(4)}{_ENDING}"))
    except OSError as error:
        raise TrmError(f"{path} cannot be written: {error.strerror}") from error


def encoded(path: Path, text: str) -> bytes:
    """The text in UTF-8. Raises TrmError for what is typed or named in bytes that are no text."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        near = quoted(text[max(0, error.start - 20) : error.end + 20])
        raise TrmError(
            f"{path} is not written: {near} has a character that is no text in UTF-8; type it again"
        ) from error


def beside(path: Path) -> Path:
    """The name of the file by way of which the one writer that holds the lock writes ``path``."""
    return path.with_name(f".{path.name}{_ENDING}")


def put(path: Path, raw: bytes, by_way_of: Path, *, new: bool = False) -> None:
    """Let ``path`` hold ``raw``, which is written into another file first.

    A ``new`` file takes nobody's place. Raises OSError; FileExistsError where it is there already.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(by_way_of, "xb", opener=_private) as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        by_way_of.chmod(mode)
        if new:
            _link(by_way_of, path)
        else:
            by_way_of.replace(path)
    finally:
        by_way_of.unlink(missing_ok=True)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _link(whole: Path, path: Path) -> None:
    """Give ``whole`` the name ``path``. Raises FileExistsError where that is taken."""
    try:
        path.hardlink_to(whole)
    except FileExistsError:
        raise
    except OSError:  # the disk knows no links
        if os.path.lexists(path):
            raise FileExistsError(str(path)) from None
        whole.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _remove_stale(path: Path) -> None:
    for left in path.parent.glob(f".{glob.escape(path.name)}.*{_ENDING}"):
        with suppress(FileNotFoundError):  # another command has come to its end
            if left.stat().st_mtime < time.time() - _STALE:
                left.unlink()

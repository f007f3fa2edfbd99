"""Results that were worked out before, kept in the user's cache folder; no answer needs them."""

from __future__ import annotations

import marshal
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from trm_policy import __version__

_FORMAT = 1
"""Goes up whenever the layout of a file changes."""
_MOST_BYTES = 128 << 20
"""Of one file: it is read as a whole."""
_MOST_BYTES_TOGETHER = 512 << 20
_MOST_FILES = 200
_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = ("site-packages", "dist-packages")
_TIME_ZONES = os.pathsep.join(
    ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
)
"""Where Python looks for them, unless the environment names other folders."""

_Stamp = tuple[int, ...]
"""What a file's content is known by: another one has another stamp."""


def cache_folder(root: Path) -> Path | None:
    """The tool's folder among the user's caches; None where there is none to rely on.

    None lies in the repository that ``root`` is, or is a part of: what a proposed change brings
    along would be taken for a result.
    """
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("trm-policy", appauthor=False)
    except RuntimeError:  # nobody knows where the user is at home
        return None
    start = root.resolve()
    whole = next((one for one in (start, *start.parents) if (one / ".git").exists()), start)
    if not folder.is_absolute() or folder.resolve().is_relative_to(whole):
        return None
    return folder


class ResultCache:
    """Results of one ``kind`` of work on the repository at ``root``, by key, in one file.

    Keys and values are plain data: what :mod:`marshal` writes, so that nothing that is read is
    ever run. They hold for this version of the tool, of its libraries and of Python. A file that
    is broken, of another version, or that somebody else may have written counts as empty; a
    ``folder`` that cannot be used is done without, as is None.
    """

    def __init__(self, kind: str, root: Path, folder: Path | None) -> None:
        of = os.fsencode(f"{kind} {root.resolve()}")
        name = f"{kind}-{zlib.crc32(of):08x}"
        self._path = folder / "results" / name if folder else None
        self._head = b"trm %d %s %s\n" % (_FORMAT, of, _installation()) if folder else b""
        self._kept: dict[Any, bytes] = {}
        self._read: _Stamp | None = None
        self._new: dict[Any, bytes] = {}
        self._used: set[Any] = set()
        self._load()

    @property
    def keeps(self) -> bool:
        """Whether there is a folder in which anything could be kept."""
        return self._path is not None

    def get(self, key: Any) -> Any:
        """The value that was put there; None where there is none."""
        raw = self._new.get(key) or self._kept.get(key)
        if raw is None:
            return None
        self._used.add(key)
        return marshal.loads(raw)  # noqa: S302 - of a file that nobody else can have written

    def put(self, key: Any, value: Any) -> None:
        """Keep a value; it is there for others once :meth:`save` was called."""
        if self._path is not None:
            self._new[key] = marshal.dumps(value)

    def save(self) -> None:
        """Write what is new, all or nothing, beside what others have written meanwhile.

        Where it grows too large, what was longest unused is left out.
        """
        if self._path is None or not self._new:
            return
        if _stamp(self._path) != self._read:
            self._load()
        last = self._used | self._new.keys()
        idle = {key: raw for key, raw in self._kept.items() if key not in last}
        used = {key: raw for key, raw in self._kept.items() if key in last}
        every = _newest({**idle, **used, **self._new})
        payload = marshal.dumps(every)
        with suppress(OSError):
            _write(self._path, b"".join((self._head, _check(payload), payload)))
            _tidy(self._path.parent)
        self._kept, self._read, self._new = every, _stamp(self._path), {}

    def _load(self) -> None:
        """Take over what is kept; nothing where that is not to be trusted."""
        self._kept, self._read = {}, _stamp(self._path) if self._path else None
        raw = _own_bytes(self._path) if self._path and self._read else b""
        start = len(self._head) + 4
        payload = memoryview(raw)[start:]
        if not raw.startswith(self._head) or raw[start - 4 : start] != _check(payload):
            return
        with suppress(EOFError, TypeError, ValueError):
            self._kept = dict(marshal.loads(payload))  # noqa: S302 - as above


def _check(payload: bytes | memoryview) -> bytes:
    return zlib.crc32(payload).to_bytes(4, "big")


def _newest(entries: dict[Any, bytes]) -> dict[Any, bytes]:
    """The last of the entries, as many as one file may hold."""
    left = _MOST_BYTES
    kept: dict[Any, bytes] = {}
    for key in reversed(entries):
        left -= len(entries[key])
        if left < 0:
            break
        kept[key] = entries[key]
    return dict(reversed(kept.items()))


def _own_bytes(path: Path) -> bytes:
    """What a file holds that nobody but this user can have written; nothing of any other."""
    try:
        with open(path, "rb", opener=_no_link) as file:
            if _ours(path.parent.stat()) and _ours(os.fstat(file.fileno())):
                return file.read()
    except OSError:
        pass
    return b""


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _ours(found: os.stat_result) -> bool:
    """Whether it is this user's alone to write; systems without users are taken at their word."""
    if not hasattr(os, "geteuid"):
        return True
    plain = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    others = stat.S_IMODE(found.st_mode) & (stat.S_IWGRP | stat.S_IWOTH)
    return plain and found.st_uid == os.geteuid() and not others


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _write(path: Path, raw: bytes) -> None:
    """Under another name first, so that nobody ever reads half of it. Raises OSError."""
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _tidy(folder: Path) -> None:
    """Remove the files that were longest not written, beyond the room there is. Raises OSError."""
    with os.scandir(folder) as entries:
        found = sorted(((one.stat(), one.path) for one in entries), key=lambda one: one[0].st_mtime)
    room = _MOST_BYTES_TOGETHER
    for place, (about, path) in enumerate(reversed(found)):
        room -= about.st_size
        if room < 0 or place >= _MOST_FILES:
            Path(path).unlink(missing_ok=True)


@cache
def _installation() -> bytes:
    """What results depend on that stands in no repository: this program and what it stands on.

    Libraries and time zones are known by when their folders changed; a checkout of the tool
    itself by each of its files. What files the user may read is theirs as well.
    """
    installed = str(_PACKAGE.parent).endswith(_INSTALLED)
    libraries = [path for path in sys.path[1:] if installed or Path(path) != _PACKAGE.parent]
    zones = os.environ.get("PYTHONTZPATH", _TIME_ZONES).split(os.pathsep)
    folders = (*libraries, *(path for zone in zones for path in (zone, *_folders_in(zone))))
    beside = [(path, _stamp(Path(path))) for path in folders]
    sources = () if installed else tuple(_files(_PACKAGE))
    groups = os.getgroups() if hasattr(os, "getgroups") else ()
    about = (__version__, sys.version, str(_PACKAGE), groups)
    return ascii((*about, zlib.crc32(ascii((beside, sources)).encode()))).encode()


def _folders_in(folder: str) -> list[str]:
    """The paths of the folders right under one; none where it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.path for entry in entries if entry.is_dir())
    except OSError:
        return []


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Name, size and time of each file of the tool, what Python compiled left out."""
    for base, inner, names in os.walk(folder):
        inner[:] = [name for name in inner if name != "__pycache__"]
        for name in names:
            found = os.stat(f"{base}/{name}")  # noqa: PTH116 - hundreds at each start
            yield name, found.st_size, found.st_mtime_ns

"""Bytes → the bytes that are packed in them, wherever in them that begins."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

_ZIP = b"PK\x03\x04"
_CHECK = 31
_DICTIONARY = 0x20


def _zlib_signs() -> bytes:
    """The first two bytes that a zlib stream without a dictionary may have (RFC 1950)."""
    pairs = (
        bytes((window | 8, flags))
        for window in range(0, 0x80, 0x10)
        for flags in range(256)
        if ((window | 8) << 8 | flags) % _CHECK == 0 and not flags & _DICTIONARY
    )
    return b"|".join(map(re.escape, pairs))


_BEGIN = re.compile(
    rb"(?P<gzip>\x1f\x8b\x08)"
    rb"|(?P<bzip2>BZh[1-9]1AY&SY)"
    rb"|(?P<xz>\xfd7zXZ\0|\x5d\0\0[\0-\xff]{2}\xff{8}|\x5d\0\0[\0-\xff]{4}\0{6})"
    rb"|(?P<zlib>(?<!IDAT)(?:" + _zlib_signs() + rb"))",
    re.DOTALL,
)
_FOREIGN = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
_FILES = (b"\x89PNG", b"%PDF-", *_FOREIGN)
_STEP = 1 << 12
_LEAST = 12


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


_KINDS: dict[str, Callable[[], _Decompressor]] = {
    "gzip": lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    "zlib": zlib.decompressobj,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
}


def is_packed(raw: bytes) -> bool:
    """Whether the bytes seem to be a file that holds something packed, or a stream of it."""
    return raw.startswith(_FILES) or _ZIP in raw or _BEGIN.match(raw) is not None


def unpacked(raw: bytes, most: int, unread: Callable[[str], object]) -> Iterator[bytes]:
    """What is packed in the bytes, each part up to ``most`` bytes.

    A stream may stand anywhere, be cut, or be followed by other things: what can be had of it is
    given. The pixels of a PNG are left where they are. ``unread`` is told of what stays closed.
    """
    for sign, name in _FOREIGN.items():
        if raw.startswith(sign):
            unread(f"it is packed with {name}, which nothing here can open")
    if _ZIP in raw:
        yield from _members(raw, most, unread)
    place = 0
    while found := _BEGIN.search(raw, place):
        out, used = _stream(raw, found, most)
        place = found.start() + max(used, 1)
        if len(out) >= _LEAST:
            yield out


def _members(raw: bytes, most: int, unread: Callable[[str], object]) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for entry in archive.infolist():
                yield f"{entry.filename}\n{entry.comment.decode('utf-8', 'replace')}".encode()
                with archive.open(entry) as member:
                    yield member.read(most)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, zlib.error, lzma.LZMAError):
        unread("it holds a broken ZIP archive")
    except NotImplementedError:
        unread("it holds a ZIP archive that is packed in a way which nothing here can open")
    except RuntimeError:
        unread("it holds a ZIP archive with a password")


def _stream(raw: bytes, found: re.Match[bytes], most: int) -> tuple[bytes, int]:
    """What a stream gives, up to where it is cut or broken, and its length if it has an end."""
    packed, out, place = _KINDS[found.lastgroup or ""](), bytearray(), found.start()
    try:
        while place < len(raw) and len(out) < most and not packed.eof:
            out += packed.decompress(raw[place : place + _STEP], most - len(out))
            place += _STEP
    except (OSError, EOFError, zlib.error, lzma.LZMAError):
        return bytes(out), 0
    end = min(place, len(raw)) - len(packed.unused_data)
    return bytes(out), end - found.start() if packed.eof else 0

"""Bytes of any file → the words in them, also where they are packed, folded or written in code."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from urllib.parse import unquote

_MOST_BYTES = 256 << 20
_MOST_DEPTH = 3
_NO_WORD = re.compile(r"[\W_]+")
_TAG = re.compile(r"<[^<>]{0,4000}>")
_LINK = re.compile(r"\[([^\[\]]{1,400})\]\([^()\s]{1,400}\)")
_FOLD = re.compile(r"\r?\n[ \t]|=\r?\n|\u00ad|\u200b")
_JSON = re.compile(r"\\u([0-9a-fA-F]{4})")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PRINTABLE = 0.85


def plain(text: str) -> str:
    """The words of a text in small letters, one space apart."""
    return _NO_WORD.sub(" ", text.casefold()).strip()


def unlinked(text: str) -> str:
    """CommonMark without the addresses of its links, which no reader of a page sees."""
    return _LINK.sub(r"\1", text)


def readings(raw: bytes, depth: int = 0) -> Iterator[str]:
    """Every way in which the bytes may be read as plain words."""
    for text in _decoded(raw):
        yield from map(plain, _unwrapped(text))
    if depth < _MOST_DEPTH:
        for packed in _unpacked(raw):
            yield from readings(packed, depth + 1)


def _decoded(raw: bytes) -> Iterator[str]:
    yield raw.decode("utf-8", "replace")
    if b"\0" in raw[:4096]:
        yield raw.decode("utf-16-le", "replace")
        yield raw.decode("utf-16-be", "replace")


def _unwrapped(text: str) -> Iterator[str]:
    """The text as it stands, and as whoever shows it reads it: with and without its markup."""
    joined = _FOLD.sub("", text)
    yield joined
    read = unescape(unescape(joined))
    if "\\" in read:
        read = _JSON.sub(lambda found: chr(int(found[1], 16)), read)
        read = re.sub(r"\\[nrt]", " ", read).replace("\\", "")
    if "%" in read:
        read = unquote(read)
    yield read
    yield _TAG.sub("", read)
    yield _TAG.sub(" ", read)
    yield unescape(_TAG.sub("", joined))


def _unpacked(raw: bytes) -> Iterator[bytes]:
    """What is packed in the bytes; what cannot be unpacked holds nothing that could be read."""
    if raw[:2] == b"\x1f\x8b":
        yield from _attempt(partial(gzip.GzipFile(fileobj=io.BytesIO(raw)).read, _MOST_BYTES))
    elif raw[:4] == b"PK\x03\x04":
        yield from _members(raw)
    elif raw[:5] == b"%PDF-":
        for found in _STREAM.finditer(raw):
            yield from _attempt(partial(_inflated, found[1]))
    else:
        for found in _BASE64.finditer(raw):
            for decoded in _attempt(partial(_from_base64, found[0])):
                if _reads_as_text(decoded):
                    yield decoded


def _members(raw: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                with archive.open(name) as member:
                    yield member.read(_MOST_BYTES)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error):
        return


def _attempt(read: Callable[[], bytes]) -> Iterator[bytes]:
    try:
        yield read()
    except (OSError, EOFError, zlib.error, binascii.Error, ValueError):
        return


def _inflated(body: bytes) -> bytes:
    return zlib.decompressobj().decompress(body, _MOST_BYTES)


def _from_base64(body: bytes) -> bytes:
    standard = body.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    return base64.b64decode(standard + b"=" * (-len(standard) % 4))


def _reads_as_text(raw: bytes) -> bool:
    text = raw.decode("utf-8", "replace")
    good = sum(sign.isprintable() or sign.isspace() for sign in text) - text.count("\ufffd")
    return bool(text) and good / len(text) > _PRINTABLE

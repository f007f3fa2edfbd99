"""Bytes of any file → the words in them, in every way in which they may be read.

What is packed or written in a code is resolved and then read in the same way again, layer by layer.
Not seen are: pictures of words; what is encrypted; what a script puts together while it runs; codes
of one's own; and what is packed with brotli inside another file.
"""

from __future__ import annotations

import base64
import bz2
import io
import lzma
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from typing import Protocol
from urllib.parse import unquote

import pypdfium2

_ZIP = b"PK\x03\x04"
_CHECK = 31
_DICTIONARY = 0x20


def _zlib_signs() -> bytes:
    """The first two bytes that a zlib stream without a dictionary may have (RFC 1950)."""
    return b"|".join(
        b"%b(?<!IDAT.)%b" % (re.escape(bytes([window | 8])), re.escape(bytes([flags])))
        for window in range(0, 0x80, 0x10)
        for flags in range(256)
        if ((window | 8) << 8 | flags) % _CHECK == 0 and not flags & _DICTIONARY
    )


_BEGIN = re.compile(
    rb"\x1f\x8b\x08|BZh[1-9]1AY&SY"
    rb"|\xfd7zXZ\0|\x5d\0\0[\0-\xff]{2}\xff{8}|\x5d\0\0[\0-\xff]{4}\0{6}"
    rb"|" + _zlib_signs(),
    re.DOTALL,
)
"""Every alternative begins with one certain byte, by which :mod:`re` passes over all else."""
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


_KINDS: dict[int, Callable[[], _Decompressor]] = {
    0x1F: lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    ord("B"): bz2.BZ2Decompressor,
    0xFD: lzma.LZMADecompressor,
    0x5D: lzma.LZMADecompressor,
}
"""By the first byte; all others are those of zlib."""


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
            unread(f"it is packed with {name}, which cannot be opened here")
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
        unread("it contains a broken ZIP archive")
    except NotImplementedError:
        unread("it contains a ZIP archive that is packed in a way that cannot be opened here")
    except RuntimeError:
        unread("it contains a ZIP archive with a password")


def _stream(raw: bytes, found: re.Match[bytes], most: int) -> tuple[bytes, int]:
    """What a stream gives, up to where it is cut or broken, and its length if it has an end."""
    packed = _KINDS.get(found[0][0], zlib.decompressobj)()
    out, place = bytearray(), found.start()
    try:
        while place < len(raw) and len(out) < most and not packed.eof:
            out += packed.decompress(raw[place : place + _STEP], most - len(out))
            place += _STEP
    except (OSError, EOFError, zlib.error, lzma.LZMAError):
        return bytes(out), 0
    end = min(place, len(raw)) - len(packed.unused_data)
    return bytes(out), end - found.start() if packed.eof else 0


_MOST_ROUNDS = 4
_TAG = re.compile(r"<[^<>]{0,4000}>")
_SCRIPT = re.compile(
    r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})"
)
_BLANK = re.compile(r"\\[nrtvf]")
_STYLE = re.compile(r"\\([0-9a-fA-F]{2,6})[ \t\r\n\f]?")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_MAIL = re.compile(r"=\r?\n|=([0-9A-F]{2})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}(?:[ \t]{0,40}[\r\n]\s{0,40}[A-Za-z0-9+/_-]+)*")
_LEAST_BASE64 = 16
_MAYBE_HEX = re.compile(r"[0-9a-fA-Fx\\%\s,:;-]{24,}")
"""What all of :data:`_HEX` stands in: it is told sooner than that itself."""
_HEX = re.compile(r"(?:(?:0x|\\x|%)?[0-9a-fA-F]{2}[\s,:;-]{0,4}){12,}")
_NO_HEX = re.compile(r"0x|[^0-9a-fA-F]")
_LAST = 0x10FFFF
_ASCII = bytes([9, 10, 13, *range(32, 127)])


def unescaped(text: str) -> Iterator[str]:
    """The text as it stands, and as it reads when its entities and escapes are resolved.

    What is escaped twice is resolved twice, and so on through four rounds.
    """
    known = {text}
    waiting = [text]
    yield text
    for _ in range(_MOST_ROUNDS):
        waiting = [new for old in waiting for new in _resolved(old) if new not in known]
        if not waiting:
            return
        known.update(waiting)
        yield from dict.fromkeys(waiting)


def shown(text: str) -> Iterator[str]:
    """A text with its markup, and without it where there is any."""
    yield text
    if "<" in text:
        yield _TAG.sub(" ", text)


def from_digits(text: str, known: set[str]) -> bytes:
    """What stands in a text as base64 or as hexadecimal digits; nothing that is ``known`` yet.

    Nobody says where such digits begin, so that they are read from each place they may begin at,
    and what is neither text nor packed was no code.
    """
    found: list[bytes] = []
    for match in _BASE64.finditer(text):
        runs = match[0].split()
        for run in {*(run for run in runs if len(run) >= _LEAST_BASE64), "".join(runs)} - known:
            known.add(run)
            found += (_from_base64(run[begin:]) for begin in range(4))
    for match in (hex_ for run in _MAYBE_HEX.findall(text) for hex_ in _HEX.finditer(run)):
        digits = _NO_HEX.sub("", match[0])
        if (named := f"0x{digits}") not in known:
            known.add(named)
            found += (_from_hex(digits[begin:]) for begin in range(2))
    return b"\n".join(code for code in found if _has_meaning(code))


def _has_meaning(raw: bytes) -> bool:
    if len(raw.translate(None, _ASCII)) * 3 < len(raw) or raw.count(0) * 4 > len(raw):
        return True
    try:
        raw.decode()
    except UnicodeDecodeError:
        return is_packed(raw)
    return True


def _resolved(text: str) -> Iterator[str]:
    read = unescape(text) if "&" in text else text
    if "%" in read:
        read = _PERCENT.sub(lambda found: unquote(found[0]), read)
    if "\\" in read:
        if _STYLE.search(read):
            yield _STYLE.sub(_by_number, read)
        read = _BLANK.sub("\n", _SCRIPT.sub(_by_number, read)).replace("\\", "")
    yield read
    if "=" in text and _MAIL.search(text):
        raw = _MAIL.sub(lambda found: chr(int(found[1], 16)) if found[1] else "", text)
        if raw.isascii():
            yield raw
        else:
            yield raw.encode("latin-1", "replace").decode("utf-8", "replace")


def _by_number(found: re.Match[str]) -> str:
    number = int(next(filter(None, found.groups())), 16)
    return chr(number) if number <= _LAST else "\ufffd"


def _from_base64(run: str) -> bytes:
    return base64.b64decode(run.translate(_STANDARD) + "A" * (-len(run) % 4))


_STANDARD = str.maketrans("-_", "+/")


def _from_hex(digits: str) -> bytes:
    return bytes.fromhex(digits[: len(digits) // 2 * 2])


_MOST_PDF_BYTES = 64 << 20
_MOST_PAGES = 2_000


def pdf_texts(raw: bytes, unread: Callable[[str], object]) -> Iterator[str | bytes]:
    """Its title and the like, its pages, and the files in it; ``unread`` is told of what is not."""
    if len(raw) > _MOST_PDF_BYTES:
        unread(f"it is a PDF of more than {_MOST_PDF_BYTES >> 20} MB")
        return
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        unread("it is a PDF with a password" if locked else "it is a broken PDF")
        return
    try:
        yield from _parts(document, unread)
    except pypdfium2.PdfiumError:
        unread("it is a PDF with broken pages")
    finally:
        document.close()


def _parts(
    document: pypdfium2.PdfDocument, unread: Callable[[str], object]
) -> Iterator[str | bytes]:
    yield "\n".join(document.get_metadata_dict().values())
    yield "\n".join(mark.get_title() for mark in document.get_toc())
    if len(document) > _MOST_PAGES:
        unread(f"it is a PDF of more than {_MOST_PAGES} pages")
    for number in range(min(len(document), _MOST_PAGES)):
        page = document[number]
        words = page.get_textpage()
        yield words.get_text_range()
        words.close()
        page.close()
    for number in range(document.count_attachments()):
        attached = document.get_attachment(number)
        yield attached.get_name()
        yield bytes(attached.get_data())


_NO_WORD = re.compile(r"[\W_]+")
_SMALL = bytes(
    code if code > 0x7F else ord(chr(code).lower()) if chr(code).isalnum() else ord(" ")  # noqa: PLR2004 - the last of ASCII
    for code in range(256)
)
"""ASCII by its small letters and digits, with a space for all else; what is beyond it stays."""
_BEYOND_ASCII = re.compile(r"[a-z0-9]?[^\0-\x7f]+")
"""With the letter before it, to which an accent may belong."""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)
"""Characters of no width, which part the letters of a word and are seen by nobody."""
_LINK = re.compile(r"\[([^\[\]]{1,400})\]\([^()\s]{1,400}\)")


def plain(text: str) -> str:
    """The words of a text in small letters, one space apart; ligatures and accents as one sign."""
    raw = text.replace("\0", "").encode("utf-8", "surrogatepass").translate(_SMALL)
    text = raw.decode("utf-8", "surrogatepass")
    if not text.isascii():
        text = _BEYOND_ASCII.sub(_in_words, text)
    return " ".join(text.split())


def _in_words(found: re.Match[str]) -> str:
    return _folded(found[0])


@lru_cache(4096)
def _folded(text: str) -> str:
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold())


def unlinked(text: str) -> str:
    """CommonMark without the addresses of its links, which no reader of a page sees."""
    return _LINK.sub(r"\1", text)


_MOST_BYTES = 256 << 20
_MOST_LAYERS = 6
_PDF = b"%PDF-"
_PDF_BEGINS = 1024
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_SIGN = "\ufffd"
_WIDE = re.compile(rb"(?:[ -~]\0){4}|(?:\0[ -~]){4}")


class Reader:
    """Reads one file; ``unread`` says afterwards, each once, why a part of it could not be read."""

    def __init__(self) -> None:
        self.unread: dict[str, None] = {}
        self._left = _MOST_BYTES
        self._digits: set[str] = set()

    def readings(self, raw: bytes, layer: int = 0) -> Iterator[str]:
        """Every way in which the bytes may be read as plain words."""
        for text in _decoded(raw):
            yield from self._of_text(text, layer)
        if _PDF in raw[:_PDF_BEGINS]:
            for part in pdf_texts(raw, self._note if raw.startswith(_PDF) else str):
                if isinstance(part, str):
                    yield from self._of_text(part, layer)
                else:
                    yield from self._below(part, layer)
        for part in unpacked(raw, self._left, self._note):
            yield from self._below(part, layer)

    def _of_text(self, text: str, layer: int) -> Iterator[str]:
        if _is_binary(text):
            yield plain(text)
            return
        for resolved in unescaped(text):
            yield from map(plain, shown(resolved))
            if coded := from_digits(resolved, self._digits):
                yield from self._below(coded, layer)

    def _below(self, raw: bytes, layer: int) -> Iterator[str]:
        self._left -= len(raw)
        if self._left <= 0:
            self._left = 0
            self._note(f"it unpacks to more than {_MOST_BYTES >> 20} MB")
        elif layer == _MOST_LAYERS:
            self._note(f"it is packed in more than {_MOST_LAYERS} layers")
        else:
            yield from self.readings(raw, layer + 1)

    def _note(self, why: str) -> None:
        self.unread[why] = None


def _decoded(raw: bytes) -> Iterator[str]:
    """As UTF-8; as Latin-1 where it is not that, and as UTF-16 from each place it may begin at."""
    text = raw.decode("utf-8", "replace")
    yield text
    if _NO_SIGN in text and not _is_binary(text):
        yield raw.decode("latin-1")
    if raw.startswith(_UTF_16) or raw.count(0) * 64 > len(raw) or (0 in raw and _WIDE.search(raw)):
        for begin in (raw, raw[1:]):
            yield begin.decode("utf-16-le", "replace")
            yield begin.decode("utf-16-be", "replace")


def _is_binary(text: str) -> bool:
    """Whether what was decoded is hardly a text: nothing in it is written in a code."""
    return text.count(_NO_SIGN) * 10 > len(text)

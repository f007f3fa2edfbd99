"""Text written in a code that a program reads → what that program makes of it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from trm_policy.publish.audit.unpacking import is_packed

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
    for match in _HEX.finditer(text):
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

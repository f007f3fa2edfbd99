"""Bytes of any file → the words in them, in every way in which they may be read.

What is packed or written in a code is resolved and then read in the same way again, layer by layer.
Not seen are: pictures of words; what is encrypted; what a script puts together while it runs; codes
of one's own; and what is packed with brotli inside another file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trm_policy.publish.audit.escapes import from_digits, shown, unescaped
from trm_policy.publish.audit.pdf import pdf_texts
from trm_policy.publish.audit.plainness import plain
from trm_policy.publish.audit.unpacking import unpacked

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
    if raw.startswith(_UTF_16) or raw.count(0) * 64 > len(raw) or _WIDE.search(raw):
        for begin in (raw, raw[1:]):
            yield begin.decode("utf-16-le", "replace")
            yield begin.decode("utf-16-be", "replace")


def _is_binary(text: str) -> bool:
    """Whether what was decoded is hardly a text: nothing in it is written in a code."""
    return text.count(_NO_SIGN) * 10 > len(text)

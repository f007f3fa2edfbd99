"""Texts of any kind → their words alone, so that the same words are the same text."""

from __future__ import annotations

import re
import unicodedata

_NO_WORD = re.compile(r"[\W_]+")
_UNSEEN = re.compile(
    "[\0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)
"""Characters of no width, which part the letters of a word and are seen by nobody."""
_LINK = re.compile(r"\[([^\[\]]{1,400})\]\([^()\s]{1,400}\)")


def plain(text: str) -> str:
    """The words of a text in small letters, one space apart; ligatures and accents as one sign."""
    if not text.isascii() or "\0" in text:
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return _NO_WORD.sub(" ", text.casefold()).strip()


def unlinked(text: str) -> str:
    """CommonMark without the addresses of its links, which no reader of a page sees."""
    return _LINK.sub(r"\1", text)

"""Whether two texts say the same: in other typing, or but for a slip of the pen."""

from __future__ import annotations

import re
import unicodedata

_MARKS = ".,;:!?'\"’‘“”„«»()…–—-"
_NUMBER = re.compile(rf"(?:(?<!\w)[-–.])?\d(?:[\s{re.escape(_MARKS)}]*\d)*")
_MARK = re.compile(rf"[\s{re.escape(_MARKS)}]+")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
"""Letters of a word in which two may have changed places, or one may have been doubled."""
_LONG = 7
"""Letters of a word in which one may have been left out: shorter ones become other words."""


def same_wording(one: str, other: str) -> bool:
    """Whether the texts have the same letters, numbers and signs.

    Case, spaces and punctuation count for nothing, save in numbers: 1.5 is not 15, and -5 is not
    5. Signs such as %, / and < and the marks of CommonMark count. Neither does a slip of the pen
    count that leaves no other word: two letters that changed places, one doubled or not, one left
    out within a long word. A letter in place of another does: an employer is no employee.
    """
    first, second = _plain(one), _plain(other)
    if _bare(first) == _bare(second):
        return True
    words = list(zip(_WORD.findall(first), _WORD.findall(second), strict=False))
    frames = [_bare(_WORD.sub("w", text)) for text in (first, second)]
    return frames[0] == frames[1] and all(a == b or _is_slip(a, b) for a, b in words)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _bare(plain: str) -> list[str]:
    """The numbers as they stand, with what is left of the text between them."""
    numbers = _NUMBER.findall(plain)
    return [*(_MARK.sub("", part) for part in _NUMBER.split(plain)), *numbers]


def _is_slip(one: str, other: str) -> bool:
    """Whether one of two words is the other, typed wrongly."""
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < _SHORTEST or at == 0:
        return False
    if len(short) == len(long):
        turned = short[at : at + 2] == long[at : at + 2][::-1]
        return turned and short[at + 2 :] == long[at + 2 :]
    if short[at:] != long[at + 1 :]:
        return False
    doubled = long[at] == long[at - 1]
    return doubled or (len(short) >= _LONG and at < len(short))

"""Characters that nobody sees, and that make a text other than it looks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from unicodedata import bidirectional, category, name

from trm_policy.document.document import Fault
from trm_policy.document.text import character_after
from trm_policy.finding import Span

_TURNING = "\u202a-\u202e\u2066-\u2069"
"""What comes behind one of these is shown in another order, whatever it is."""
_LEANING = "\u061c\u200e\u200f"
"""Marks of a direction, which text from right to left may need."""
_PARTING = "\u200b\u200c\u2060"
"""Between letters of scripts that part words or letters so."""
_VARYING = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JOINING, _TAGS, _FLAG, _KEYCAP = "\u200d", "\U000e0020-\U000e007f", "\U0001f3f4", "\u20e3"
"""With those that choose a form: between parts of letters and of pictures."""
_EMPTY = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2061-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
)
_HIDDEN = re.compile(f"[{_TURNING}{_LEANING}{_PARTING}{_VARYING}{_JOINING}{_TAGS}{_EMPTY}]")
_ORDERS = re.compile(f"[{_TURNING}{_LEANING}]")
_VARIES, _IS_TAG = re.compile(f"[{_VARYING}]"), re.compile(f"[{_TAGS}{_FLAG}]")
_PLAIN_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "COMBINING")
"""Between their letters nothing unseen is ever needed."""
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});"
IN_MARKDOWN = re.compile(_ENTITY)
"""How Markdown writes a character in other letters."""
IN_YAML = re.compile(
    rf"{_ENTITY}|\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{{4}})",
    re.ASCII,
)
"""How YAML, with Markdown in it, does."""
_MOST = 20
"""Of more in a file the rest is not told."""


def hidden_faults(
    text: str, rule: str = "yaml", spelled: re.Pattern[str] | None = None
) -> list[Fault]:
    """A fault for each unseen character that its script does not need.

    Those that are ``spelled`` in other letters count too.
    """
    found = sorted([*_standing(text), *_spelled(text, spelled)])
    return [_fault(text, *one, rule) for one in islice(found, _MOST)]


def as_seen(text: str) -> str:
    """A text without what nobody sees in it."""
    return text if text.isascii() else _HIDDEN.sub("", text)


_Place = tuple[int, str, str]
"""Where an unseen character stands, how it is written, and what it is."""


def _standing(text: str) -> Iterator[_Place]:
    if text.isascii():
        return
    for match in _HIDDEN.finditer(text):
        if not _needed(text, match.start()):
            yield match.start(), match[0], match[0]


def _spelled(text: str, spelled: re.Pattern[str] | None) -> Iterator[_Place]:
    if spelled is None or not ("&" in text or "\\" in text):
        return
    for match in spelled.finditer(text):
        written = match[0]
        escaped = written.lstrip("\\xuU")
        sign = html.unescape(written) if written[0] == "&" else chr(int(escaped, base=16))
        if len(sign) == 1 and _HIDDEN.match(sign):
            yield match.start(), written, sign


def _needed(text: str, at: int) -> bool:
    """Whether the script or picture in which a character stands is written with it."""
    sign, before, behind = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign in _LEANING:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        line = as_seen(text[start : end if end >= 0 else len(text)])
        return any(bidirectional(one) in ("R", "AL") for one in line)
    if _IS_TAG.match(sign):
        return bool(before) and _IS_TAG.match(before) is not None
    if sign in _PARTING:
        return _is_letter(before)
    if _VARIES.match(sign):
        return _is_letter(before) or _is_picture(before) or behind == _KEYCAP
    if sign == _JOINING:
        return _is_letter(before) or _is_picture(before) or before == "\ufe0f"
    return False


def _is_letter(one: str) -> bool:
    """Whether it is a letter of a script that is joined or parted by unseen characters."""
    if one.isascii() or category(one)[0] not in "LM" or _HIDDEN.match(one):
        return False
    return not name(one, "").startswith(_PLAIN_SCRIPTS)


def _is_picture(one: str) -> bool:
    return not one.isascii() and category(one) in ("So", "Sk", "Sm", "Po")


def _fault(text: str, start: int, written: str, sign: str, rule: str) -> Fault:
    called = f"U+{ord(sign):04X}, {name(sign, 'without a name')}"
    if written == sign:
        stands = f"a character that no one sees stands here ({called})"
    else:
        stands = f"'{written}' stands for a character that no one sees ({called})"
    other = "can show the text in another order than it is read"
    does = other if _ORDERS.match(sign) else "makes the text another one than it looks"
    line, column, *_ = character_after(text[:start])
    return Fault(
        f"{stands}; it {does}",
        "Remove it; it was probably pasted from another program.",
        Span(line, column, line, column + len(written)),
        rule,
    )

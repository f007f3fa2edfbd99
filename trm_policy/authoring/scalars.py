"""Values → YAML as one line of text that every YAML reader reads back as the same value."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from enum import Enum
from typing import Any

_PLAIN = re.compile(r"(?:[0-9]+ )?[^\W\d_](?:[\w .,;'()/&+%-]*[\w.;'()/&+%-])?")
"""A letter first, or a number and a letter; no sign that YAML minds in a block, no space behind."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Text that some reader takes for something else."""
_ESCAPED = ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")
"""Kinds of characters that a person cannot see, or that YAML forbids to stand as they are."""


class Written(str):
    """A piece of YAML that is ready to stand in a file."""

    __slots__ = ()


def scalar(value: Any) -> Written:
    """One value: text, a day, a number, yes or no, or a word of a closed list.

    Text is left bare where no reader could take it for anything else, and quoted otherwise.
    Raises TypeError for what is no single value.
    """
    if isinstance(value, Written):
        return value
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return Written("true" if value else "false")
    if isinstance(value, int | float):
        return Written(f"{value:.15g}")
    if isinstance(value, date):
        return Written(value.isoformat())
    if isinstance(value, str):
        return Written(value) if _is_plain(value) else _quoted(value)
    raise TypeError(f"{type(value).__name__} is not a single value of a charter")


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and text.casefold() not in _WORDS
        and all(map(_shows, text))
    )


def _quoted(text: str) -> Written:
    """Between quotes; what cannot be seen is written by its number."""
    if '"' in text and "'" not in text and all(map(_shows, text)):
        return Written(f"'{text}'")
    inside = "".join(map(_visible, json.dumps(text, ensure_ascii=False)))
    return Written(inside)


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in _ESCAPED


def _visible(character: str) -> str:
    if _shows(character):
        return character
    number = ord(character)
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"  # noqa: PLR2004

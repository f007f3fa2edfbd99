"""What a scalar of YAML that stands without quotes means."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

Scalar = str | int | float | bool | date | None

_WORDS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_SPECIAL = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}
_STARTS = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}\Z")
_OCTAL = re.compile(r"0o[0-7]{1,40}\Z")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,40}\Z")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z", re.ASCII)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")


def meaning(text: str) -> Scalar:
    """The value of an unquoted scalar. A day that no calendar has stays text."""
    return _figure(text) if text[:1] in _STARTS else _WORDS.get(text, text)


@lru_cache(maxsize=1 << 14)
def _figure(text: str) -> Scalar:
    """A number or a day; else text that only begins like one. Most come many times."""
    if _INTEGER.match(text):
        return int(text)
    day = _DAY.match(text)
    if day:
        return _date(text, *map(int, day.groups()))
    if _DECIMAL.match(text):
        return float(text)
    if _OCTAL.match(text) or _HEXADECIMAL.match(text):
        return int(text, base=0)
    return float(_SPECIAL[text]) if text in _SPECIAL else text


def _date(text: str, year: int, month: int, day: int) -> date | str:
    try:
        return date(year, month, day)
    except ValueError:
        return text

"""Numbers with their units, as people read them and as somebody wrote them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import floor, log10

_LEAST = 1e-9
_SINGULAR = """
    action case claim complaint customer day defect delivery error failure gram hour idea incident
    invoice issue item kilogram kilometre litre lorry metre minute month order pallet part person
    point product project quarter second shipment shop site supplier ticket tonne unit vehicle visit
    week year
"""
_ONE_OF = {re.sub("(?<![aeiou])y$", "ie", one) + "s": one for one in _SINGULAR.split()}
_PLURAL = re.compile(
    rf"(?P<kind>(?:working|business|calendar|percentage) )?(?P<many>{'|'.join(_ONE_OF)})\b"
)
_RANGE = re.compile(r"(?<![\w.-])(?<!per )-?[0-9]{1,3} ?(?:-|–|to) ?-?[0-9]{1,3}\b")
_RARE = 0.001


def number(value: float | None) -> str:
    """A figure to be read, without needless decimals: ``1,240``, ``97.2``, ``0.0042``.

    Two decimals, or two significant digits below one. Empty where there is none.
    """
    if value is None:
        return ""
    size = abs(value)
    digits = 2 if size >= 1 or size < _LEAST else 1 - floor(log10(size))
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def exact(value: float) -> str:
    """A figure with every digit that somebody wrote, and no noise: ``98``, ``1234567.891``."""
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.15f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def with_unit(value: float | None, unit: str | None) -> str:
    """A figure and what it is counted in: ``97.2 %``."""
    figure = number(value)
    return f"{figure} {unit_of(figure, unit)}" if figure and unit else figure


def unit_of(figure: str, unit: str) -> str:
    """What so many are counted in: ``1`` of ``working days`` is a ``working day``.

    Only common English plurals have a singular here; any other unit stays as somebody wrote it. A
    unit that names a scale stands in brackets, as its numbers are no amount: ``4 (score 1-5)``.
    """
    if _RANGE.search(unit) and "(" not in unit:
        return f"({unit})"
    found = _PLURAL.match(unit) if figure == "1" else None
    return f"{found['kind'] or ''}{_ONE_OF[found['many']]}{unit[found.end() :]}" if found else unit


def signed(value: float, unit: str | None = None) -> str:
    """A difference with its sign: ``+1.5 %``, ``-0.3``, ``0``."""
    text = with_unit(value, unit)
    return f"+{text}" if value > 0 and number(value) != "0" else text


def percent(share: float | None) -> str:
    """A part of one as people write it: ``92 %``; empty of nothing."""
    return "" if share is None else f"{100 * share:.0f} %"


def probability(chance: float) -> str:
    """How probable something is by chance: ``p = 0.024``, ``p < 0.001``; never 0."""
    return f"p < {_RARE}" if chance < _RARE else f"p = {chance:.3f}"


_FOLDED = {ord(sign): " " for sign in "\u00a0\u2007\u2009\u202f"}
_FOLDED |= {ord("\u2019"): "'", ord("\u2212"): "-", ord("\uff0e"): ".", ord("\uff0c"): ","}
_FOLDED |= {zero + digit: str(digit) for zero in (0xFF10, 0x660, 0x6F0) for digit in range(10)}
_SIGNED = re.compile(r"([-+]?) ?([0-9.,' ]+)|\(([0-9.,' ]+)\)|([0-9.,' ]+)-", re.ASCII)
_WITH_UNIT = re.compile(
    r"([-+(]?[0-9][0-9.,'’  ]*\)?)(?<![ .,])\s*(?!e[-+]?[0-9])(?:[^\W\d_]|[%‰°€$£¥]).*",
    re.DOTALL | re.IGNORECASE,
)
_GOES_ON = re.compile(r"[¼-¾⅐-⅟]|[a-z]\d|.*\d:\d", re.IGNORECASE)
"""What is a part of the number before it."""
_MULTIPLIES = re.compile(
    r"(k|m|bn?|mn|mm|mi[ol]?\.?|mill?\.?|mrd\.?|md\.?|tsd\.?|t(?=eur|usd|gbp|chf)|lakhs?|lacs?"
    r"|crores?|cr\.?|thousands?|tausend|hundreds?|dozens?|mille|mil|mio|mln|mld|tys\.?)(?![a-z])"
    r"|(milli|billi|trilli|mrd|milj|mega|giga|tkr|keur|k[€$£]|m[€$£]|teur|tusd|tgbp|tchf|meur|musd)"
    r"|[‰万億亿千百]",
    re.IGNORECASE,
)
"""What stands behind a number and makes it another: thousands, millions, parts of a thousand."""
_GROUPED = re.compile(
    r"[1-9][0-9]{0,2}([.,' ])[0-9]{3}(\1[0-9]{3})*|[1-9][0-9]?(,[0-9]{2})+,[0-9]{3}"
)
"""Thousands, or lakhs, that are set apart by one sign."""
_PARTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
"""A point before three digits: decimals to some readers, thousands to others."""


def readings(text: str) -> tuple[str, ...]:
    """Each number that ``text`` may mean, in plain digits that can be read in one way alone.

    Signs for decimals and thousands are those of any country, a loss may stand in brackets or
    before a minus. ``1,200`` has two readings, ``1.2`` and ``1200``; ``97,2`` has one, and what is
    no number has none.
    """
    found = _SIGNED.fullmatch(text.strip().translate(_FOLDED))
    if found is None:
        return ()
    sign, body, bracketed, before_minus = found.groups()
    body = (body or bracketed or before_minus).strip()
    minus = "-" if sign == "-" or bracketed or before_minus else ""
    whole = _whole(body)
    parted = (_parted(body, mark) for mark in ".," if body.count(mark) == 1)
    return tuple(minus + one for one in (*parted, whole) if one is not None)


def unmistakable(digits: str) -> str:
    """Plain digits as nobody can take their point for one of thousands: ``1.234`` as ``1.2340``."""
    if _PARTED.fullmatch(digits.lstrip("-")) is None:
        return digits
    short = digits.rstrip("0").rstrip(".")
    return f"{digits}0" if short == digits else short


def decimals(text: str) -> int:
    """How many decimals a number has; the last zero of 1.2340 only says that it has some."""
    meant = readings(text)
    digits = meant[0] if len(meant) == 1 else text
    shown = len(digits.partition(".")[2])
    return shown - (digits.endswith("0") and unmistakable(digits[:-1]) == digits)


def in_two_ways(text: str, meant: Sequence[str]) -> str:
    """That ``text`` has two readings, and what to write for each."""
    return f"{text!r} can be read in two ways; write {either(meant)}"


def either(meant: Sequence[str]) -> str:
    """What to write for the only reading, or for each of two."""
    if len(meant) == 1:
        return meant[0]
    decimals, thousands = meant
    return f"{thousands} if it has thousands, or {decimals} if it has decimals"


def _whole(body: str) -> str | None:
    """The digits of a number without decimals, which may be grouped."""
    grouped = _GROUPED.fullmatch(body) is not None
    digits = re.sub(r"[.,' ]", "", body) if grouped else body
    return digits if digits.isdecimal() else None


def _parted(body: str, mark: str) -> str | None:
    """The number with decimals behind ``mark``."""
    whole, _, decimals = body.partition(mark)
    digits = _whole(whole or "0") if mark not in whole else None
    if digits is None or not decimals.isdecimal():
        return None
    return unmistakable(f"{digits}.{decimals}")


def decimal_mark(text: str) -> str:
    """The sign that ``text`` certainly has before decimals: a point or a comma; else empty."""
    marks = [sign for sign in text if sign in ".,"]
    if not marks or len(readings(text)) != 1:
        return ""
    if marks.count(marks[-1]) == 1:
        return marks[-1]
    return "," if marks[-1] == "." else "."


def with_unit_behind(text: str) -> tuple[str, ...]:
    """The readings of a number that has a unit behind it, such as ``97,2 %``; none of any other.

    What multiplies the number is no unit: ``1.2k`` is not 1.2, nor is ``5 ‰`` 5. Nor is what
    belongs to it: ``97½`` is not 97, and ``1 day, 6:00:00`` not 1.
    """
    found = _WITH_UNIT.fullmatch(text.strip())
    unit = text.strip()[found.end(1) :].strip() if found is not None else ""
    if found is None or _MULTIPLIES.match(unit) or _GOES_ON.match(unit):
        return ()
    return readings(found[1])

"""How numbers and names are said in messages."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, or ``a, b and c``."""
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final


def figure(value: float) -> str:
    """A figure as a person would write it: ``98``, ``91.4``."""
    return f"{value:.15g}"


def counted(amount: int, singular: str, plural: str = "") -> str:
    """``1 KPI``, ``2 KPIs``; ``no KPI`` for none."""
    word = singular if amount in (0, 1) else plural or f"{singular}s"
    return f"{amount or 'no'} {word}"

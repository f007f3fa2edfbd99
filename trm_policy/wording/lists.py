"""Lists and counts of things."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, or ``a, b and c``; empty for none."""
    if len(words) < 2:  # noqa: PLR2004 - one or none is no list
        return "".join(words)
    *others, final = words
    return f"{', '.join(others)} {last} {final}"


def some_of(words: Sequence[str], most: int) -> str:
    """The first words, and how many more there are."""
    more = len(words) - most
    return listed([*words[:most], f"{more:,} more"] if more > 0 else words)


def counted(amount: int, singular: str, plural: str = "") -> str:
    """``1 partnership``, ``7 partnerships``, ``0 partnerships``."""
    return f"{amount:,} {singular if amount == 1 else plural or f'{singular}s'}"


def no_or_some(amount: int, singular: str, plural: str = "") -> str:
    """``1 KPI``, ``2 KPIs``; ``no KPI`` for none."""
    return counted(amount, singular, plural) if amount else f"no {singular}"

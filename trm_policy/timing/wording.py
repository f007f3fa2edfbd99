"""How what a person wrote is quoted back in a message."""

from __future__ import annotations

_LONGEST = 60


def quoted(text: str) -> str:
    """``text`` in quotes on one line, shortened, with what cannot be printed escaped."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return repr(short)


def counted(amount: int, plural: str) -> str:
    """``1 month`` or ``2 months``: ``plural`` must end in an ``s`` that the singular drops."""
    return f"{amount} {plural[:-1] if amount == 1 else plural}"

"""What ends a run: errors of usage and settings, never faults of what people wrote in a charter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePath


class TrmError(Exception):
    """The run cannot go on; the message says what is wrong and what to do. Exit code 2."""


class NoCharterError(TrmError):
    """No charter was found where the user pointed."""

    def __init__(self, folder: PurePath, help_text: str = "make one with 'trm new ID'") -> None:
        super().__init__(f"no charter was found under {folder}; {help_text}")


class SettingsError(TrmError):
    """``trm.toml`` (or the ``tool.trm`` table) cannot be used as it stands."""


def closest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known name that ``name`` was most likely meant to be, or None if none is near.

    ``cutoff`` is how alike they must be at least, from 0 to 1 for the same.
    """
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), list(known), n=1, cutoff=cutoff)
    return near[0] if near else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``did you mean 'x'?`` for the nearest known name, else the choices, else nothing."""
    choices = sorted(known)
    near = closest(name, choices)
    if near is not None:
        return f"did you mean {near!r}?"
    if choices:
        return "choose from: " + ", ".join(choices)
    return ""

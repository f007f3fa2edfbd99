"""What is wrong in a policy's own file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trm_policy.finding import Place


@dataclass(frozen=True, slots=True)
class Mistake:
    """A thing that keeps a policy from being used; ``place`` is in the policy's file."""

    place: Place
    message: str
    help: str = ""
    on_key: bool = False


def expected(place: Place, what: str, help_text: str = "") -> Mistake:
    """That something else stands where ``what`` belongs."""
    return Mistake(place, f"{place[-1] if place else 'the file'} must be {what}", help_text)


def is_text(value: Any) -> bool:
    """Whether the value is text with something in it."""
    return isinstance(value, str) and bool(value.strip())
